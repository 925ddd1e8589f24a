//! A premise that says what it is to show.

use crate::check::facts::{ARTICLES, Wording, normalised};
use crate::check::telling::TELLING;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM204",
    name: "premise-restates-conclusion",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a premise has the text of the claim that it supports, or nearly",
    why: "A claim said once more in other dress is no reason for it. The texts are compared without case, spacing and punctuation; nearly the same are two texts of four words or more, articles apart, of which the one has all words of the other in their order and few more: at most three in twenty of its words, none of them a number or a word that changes what is claimed, such as not, some or observed.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained heavily in the old town last night." },
    { "id": "again", "text": "It had rained heavily in the old town last night.", "basis": "observed" }
  ],
  "supports": [{ "from": ["again"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained heavily in the old town last night." },
    { "id": "wet", "text": "The streets of the old town were wet at dawn.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "Begging the question: Aristotle, Topics VIII 13, 162b34, the first of its five ways.",
};

/// The least number of words, articles apart, of texts that are nearly the same.
const LEAST_WORDS: usize = 4;

/// The greatest number; longer texts are compared for equality alone.
const MOST_WORDS: usize = 100;

/// The least share of the shorter text's words in the longer's.
const LEAST_OVERLAP: f64 = 0.85;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let (map, facts) = (context.map, &context.facts);
    for step in facts.steps() {
        let Target::Claim(target) = step.target else { continue };
        if step.kind != InferenceKind::Support || !context.is_own(step.id) {
            continue;
        }
        for (number, premise) in facts.premises(step).iter().copied().enumerate() {
            if premise == target
                || !may_be_like(context.wording(premise), context.wording(target))
                || is_said_elsewhere(context, premise, target)
            {
                continue;
            }
            let text = |claim: ClaimId| normalised(&map[claim].text);
            if let Some(likeness) = likeness(&text(premise), &text(target)) {
                found.push(restates(context, step.id, number as u32, premise, target, &likeness));
            }
        }
    }
}

/// Whether two texts may be the same or nearly, as far as that is seen at a glance.
fn may_be_like(a: &Wording, b: &Wording) -> bool {
    a.hash == b.hash || a.may_contain(b, LEAST_OVERLAP)
}

/// Whether one of the two is a claim of another file that is declared to be the same: then the
/// step only carries it over.
fn is_said_elsewhere(context: &Context, a: ClaimId, b: ClaimId) -> bool {
    context.map.file_of(a) != context.map.file_of(b) && context.facts.same().are_same(a, b)
}

/// How two texts are the same.
enum Likeness {
    Same,
    /// But for these words.
    Nearly(Vec<String>),
}

fn likeness(a: &str, b: &str) -> Option<Likeness> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b {
        return Some(Likeness::Same);
    }
    let words = |text| -> Vec<&str> {
        let words = str::split(text, ' ').filter(|word| !ARTICLES.contains(word));
        words.take(MOST_WORDS + 1).collect()
    };
    let (mut short, mut long) = (words(a), words(b));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let near = short.len() >= LEAST_WORDS
        && long.len() <= MOST_WORDS
        && short.len() as f64 >= LEAST_OVERLAP * long.len() as f64;
    let further = if near { words_beside(&short, &long)? } else { return None };
    let telling = |word: &str| TELLING.contains(&word) || !word.chars().all(char::is_alphabetic);
    if further.iter().any(|word| telling(word)) {
        return None;
    }
    Some(Likeness::Nearly(further.into_iter().map(str::to_owned).collect()))
}

/// The words that the longer text has beside those of the shorter, if it has these in order.
fn words_beside<'t>(short: &[&str], long: &[&'t str]) -> Option<Vec<&'t str>> {
    let mut wanted = short.iter().peekable();
    let mut further = Vec::new();
    for word in long {
        if wanted.next_if_eq(&word).is_none() {
            further.push(*word);
        }
    }
    wanted.peek().is_none().then_some(further)
}

fn restates(
    context: &Context,
    step: InferenceId,
    number: u32,
    premise: ClaimId,
    target: ClaimId,
    likeness: &Likeness,
) -> Diagnostic {
    let map = context.map;
    let (name, goal) = (context.claim(premise), context.claim(target));
    let nearly = if matches!(likeness, Likeness::Same) { "" } else { "nearly " };
    let message = format!("{name} says {nearly}the same as {goal}, which it is to support");
    let here = match likeness {
        Likeness::Same => "the same words".to_owned(),
        Likeness::Nearly(further) if further.is_empty() => {
            "the same words but for articles".to_owned()
        }
        Likeness::Nearly(further) => format!("the same words but for “{}”", further.join(" ")),
    };
    let help = if map.premises(step).nth(1).is_none() {
        "give a reason of another content; if the two are one claim, keep one of them"
    } else {
        "leave it out: the other premises must carry the claim"
    };
    let mut finding = context.finding(&RULE, step, message);
    if let Some(place) = context.field(step, Field::Premise(number)) {
        finding = finding.at(place);
    }
    finding = finding.here(here).label(context.field(premise, Field::Text), "the premise");
    finding = finding.label(context.field(target, Field::Text), "what it is to support").help(help);
    finding.about.extend([premise, target].into_iter().filter_map(|claim| map.name(claim)));
    finding
}

#[cfg(test)]
mod tests {
    use super::{Likeness, RULE, likeness};
    use crate::check::facts::normalised;
    use crate::check::facts::tests::{found, found_with, messages};

    fn alike(a: &str, b: &str) -> &'static str {
        match likeness(&normalised(a), &normalised(b)) {
            Some(Likeness::Same) => "same",
            Some(Likeness::Nearly(_)) => "nearly",
            None => "no",
        }
    }

    #[test]
    fn likeness_is_narrow() {
        let cases = [
            ("same", "It rained.", "it  rained"),
            ("nearly", "The bourgeoisie still holds the power.", "Bourgeoisie still holds power"),
            ("no", "The bourgeoisie holds the power.", "The bourgeoisie has power."),
            (
                "nearly",
                "The proletariat of Russia has lost power",
                "The proletariat of Russia has lost its power",
            ),
            ("no", "Rain fell here.", "The rain fell here."),
            ("nearly", "Rain fell here today.", "The rain fell here today."),
            ("no", "The state serves the ruling class.", "The ruling class serves the state."),
            (
                "no",
                "The proletariat of all Russia has lost power",
                "The proletariat of all Russia has not lost power",
            ),
            (
                "no",
                "The town has met its goal for emissions",
                "The town has met its 2020 goal for emissions",
            ),
            (
                "no",
                "All swans in the lakes of Europe are white",
                "All observed swans in the lakes of Europe are white",
            ),
            (
                "no",
                "It rained in Norrby last night and this morning",
                "It rained in Lund last night and this morning",
            ),
            ("no", "It rained last night", "It rained last night in the old town"),
            ("no", "", "..."),
        ];
        for (wanted, a, b) in cases {
            assert_eq!(alike(a, b), wanted, "{a} / {b}");
            assert_eq!(alike(b, a), wanted, "{b} / {a}");
        }
    }

    #[test]
    fn any_premise_of_a_support_counts_and_rebuttals_do_not() {
        let keys = r#""claims": [{ "id": "t", "text": "It rained." }, { "id": "a", "text": "It rained" },
              { "id": "b", "text": "B" }],
            "supports": [{ "from": ["b", "a"], "to": "t" }],
            "rebuttals": [{ "from": ["a"], "to": "t" }]"#;
        let found = found(&RULE, keys);
        assert_eq!(messages(&found), ["`a` says the same as `t`, which it is to support"]);
        assert_eq!(found[0].labels.len(), 3);
        assert_eq!(found[0].about, ["a", "t"]);
    }

    #[test]
    fn a_claim_of_another_file_may_be_carried_over() {
        let keys = |same: &str| {
            format!(
                r#""imports": [{{ "as": "o", "path": "other.json" }}],
                "claims": [{{ "id": "t", "text": "It rained."{same} }}],
                "supports": [{{ "from": ["o/x"], "to": "t" }}]"#
            )
        };
        let other = r#""claims": [{ "id": "x", "text": "It rained!" }]"#;
        assert_eq!(found_with(&RULE, &keys(""), other).len(), 1);
        assert_eq!(found_with(&RULE, &keys(r#", "same-as": ["o/x"]"#), other).len(), 0);
    }
}
