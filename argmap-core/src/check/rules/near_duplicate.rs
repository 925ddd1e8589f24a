//! Two claims in nearly the same words.

use std::collections::BTreeMap;

use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use crate::check::alike::{Collector, Texts};
use crate::check::english::{is_english, is_joining, same_but_plural};
use crate::check::facts::{ARTICLES, normalised};
use crate::check::telling::{LIGHT, NEGATIONS, TELLING};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, Edge, Letter, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM602",
    name: "near-duplicate",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "two claims share at least three quarters of their words, or as many as the threshold `overlap` says, and differ in nothing that tells them apart",
    why: "One proposition in two wordings falls apart: reasons for the one do not support the other. Only English is looked at, and texts of four words or more, articles apart. They count as near if they have what they share in the same order, as many negations, no different numbers or words such as all and may, and further words that name something on one side at most. Claims that the map relates to each other by a step, a conflict, a question or a formula are let be.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs of the houses.", "basis": "observed" },
    { "id": "drips", "text": "Water drips from the roofs of the old houses.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "drips"], "to": "rain" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" }
  ]
}"#,
    ),
    source: "All-pairs similarity search by prefixes of rare words: R. Bayardo, Y. Ma and R. Srikant, Scaling Up All Pairs Similarity Search, 2007.",
};

/// Texts of fewer words, articles apart, are too short to be near.
const LEAST_WORDS: usize = 4;

/// Texts of more words are not compared.
const MOST_WORDS: usize = 100;

/// So many looks are taken at claims that share a rare word, and at words of those compared.
const BUDGET: usize = 30_000_000;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if is_english(context.map) && context.facts.claims().iter().any(|id| context.is_own(*id)) {
        run_within(context, BUDGET, found);
    }
}

fn run_within(context: &Context, budget: usize, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    let texts = texts_of(context);
    let same = context.facts.same();
    // For each claim the earlier one that is most like it.
    let mut nearest: BTreeMap<ClaimId, (f64, ClaimId, String)> = BTreeMap::new();
    let mut near = |x: usize, y: usize, overlap: f64| {
        let (first, second) = if texts.claims[x] < texts.claims[y] { (x, y) } else { (y, x) };
        let (a, b) = (texts.claims[first], texts.claims[second]);
        if !context.is_own(b)
            || same.are_same(a, b)
            || nearest.get(&b).is_some_and(|best| best.0 >= overlap)
        {
            return;
        }
        if let Some(difference) = difference(&texts.words(first), &texts.words(second))
            && !are_related(context, a, b)
        {
            nearest.insert(b, (overlap, a, difference));
        }
    };
    let stopped = texts.pairs(context.options.thresholds.overlap, budget, &mut near);
    for (id, (_, first, difference)) in nearest {
        found.push(near_duplicate(context, first, id, &difference));
    }
    if stopped && let Some(first) = map.claims().map(|(id, _)| id).find(|id| context.is_own(*id)) {
        let message = "the claims share so many words that not all were compared with each other";
        found.push(context.finding(&RULE, first, message).here("one of these claims"));
    }
}

fn near_duplicate(context: &Context, first: ClaimId, id: ClaimId, difference: &str) -> Diagnostic {
    let (name, other) = (context.claim(id), context.claim(first));
    let message = format!("{name} says nearly the same as {other}");
    let here = match difference {
        "" => "the same words but for some that make no difference".to_owned(),
        words => format!("the same words but for “{words}”"),
    };
    let help = "if they are one claim, keep one of them; if not, say in their texts how they differ; if both must stay, name the one in the other's `same-as`";
    let finding = context.finding_at(&RULE, id, Field::Text, message).here(here);
    let mut finding =
        finding.label(context.field(first, Field::Text), "nearly the same here").help(help);
    finding.about.extend(context.map.name(first));
    finding
}

/// Whether the map relates two claims, so that its author knows of both.
fn are_related(context: &Context, a: ClaimId, b: ClaimId) -> bool {
    let (map, facts) = (context.map, &context.facts);
    let leads = |from: ClaimId, to: ClaimId| {
        let mut uses = facts.uses(from).iter();
        uses.any(|step| facts.step(*step).target == Target::Claim(to))
    };
    let sets = |claim: ClaimId| -> FxHashSet<NodeIndex> {
        let edges = map.graph().edges_directed(claim.node(), Incoming);
        let edges = edges.filter(|edge| matches!(edge.weight(), Edge::Member | Edge::Answer));
        edges.map(|edge| edge.source()).collect()
    };
    let speaks_of = |claim: ClaimId, other: ClaimId| {
        let mut letters = map[claim].formula.iter().flat_map(|formula| formula.names());
        letters.any(|letter| *letter == Letter::Claim(other))
    };
    leads(a, b)
        || leads(b, a)
        || speaks_of(a, b)
        || speaks_of(b, a)
        || !sets(a).is_disjoint(&sets(b))
}

/// The words in which two texts differ and that name something, if they differ in nothing that
/// tells them apart.
fn difference(a: &[&str], b: &[&str]) -> Option<String> {
    let negations =
        |words: &[&str]| words.iter().filter(|word| NEGATIONS.contains(word)).count() % 2;
    let (common, mut only_a) = split(a, b);
    let (again, mut only_b) = split(b, a);
    if common != again || negations(a) != negations(b) {
        return None;
    }
    only_a.retain(|word| {
        let plural = only_b.iter().position(|other| same_but_plural(word, other));
        plural.map(|at| only_b.remove(at)).is_none()
    });
    let counts = |word: &&str| !LIGHT.contains(word) && !NEGATIONS.contains(word);
    only_a.retain(counts);
    only_b.retain(counts);
    if !only_a.is_empty() && !only_b.is_empty() {
        return None;
    }
    let words = [only_a, only_b].concat();
    let tells = |word: &&str| {
        TELLING.contains(word) || is_joining(word) || !word.chars().all(char::is_alphabetic)
    };
    if words.iter().any(tells) { None } else { Some(words.join(" ")) }
}

/// The words of a text that another has too, and those that it has not.
fn split<'t>(words: &[&'t str], others: &[&str]) -> (Vec<&'t str>, Vec<&'t str>) {
    words.iter().copied().partition(|word| others.contains(word))
}

/// The texts of claims that may be near to others.
fn texts_of(context: &Context) -> Texts {
    let mut collected = Collector::default();
    // Of claims with the same text the first speaks for all.
    let mut seen = FxHashSet::default();
    for claim in context.facts.claims().iter().copied() {
        if !seen.insert(context.wording(claim).hash) {
            continue;
        }
        let text = normalised(&context.map[claim].text);
        let words = text.split(' ').filter(|word| !ARTICLES.contains(word));
        let words: Vec<&str> = words.take(MOST_WORDS + 1).collect();
        if (LEAST_WORDS..=MOST_WORDS).contains(&words.len()) {
            collected.add(claim, &words);
        }
    }
    collected.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{RULE, difference, run_within, texts_of};
    use crate::check::alike::common;
    use crate::check::facts::normalised;
    use crate::check::facts::tests::{found, found_with, messages, reading};
    use crate::check::{Context, Options};
    use crate::diagnostic::Tier;

    fn differ(a: &str, b: &str) -> Option<String> {
        let (a, b) = (normalised(a), normalised(b));
        let words = |text| str::split(text, ' ').filter(|word| *word != "the").collect::<Vec<_>>();
        difference(&words(&a), &words(&b))
    }

    #[test]
    fn near_texts_differ_in_nothing_that_tells_them_apart() {
        for (a, b, wanted) in [
            ("The state serves the rich.", "The state serves the rich today.", "today"),
            ("The states serve the rich.", "The state serves the rich.", ""),
            ("The state never served the poor.", "The state not served the poor.", ""),
            ("The plan that the town made failed.", "The plan the town made failed.", ""),
        ] {
            assert_eq!(differ(a, b).as_deref(), Some(wanted), "{a} / {b}");
            assert_eq!(differ(b, a).as_deref(), Some(wanted), "{b} / {a}");
        }
        for (a, b) in [
            ("The state serves the rich.", "The state does not serve the rich."),
            ("The state serves the rich.", "The rich state serves."),
            ("The state serves the rich of Norrby.", "The state serves the poor of Norrby."),
            ("All workers of Norrby lost.", "Some workers of Norrby lost."),
            ("It rose by 4 in May.", "It rose by 5 in May."),
            ("They came from Norrby.", "They came to Norrby."),
            ("The plan failed in 1928.", "The plan failed."),
            ("The senate barely passed the new law.", "The senate passed the new law."),
            ("Prices of wheat rarely fell.", "Prices of wheat fell."),
            ("The false author was Smith of Norrby.", "The author was Smith of Norrby."),
            ("The town was rich then.", "The town is rich then."),
            ("The rich and the poor left.", "The rich or the poor left."),
        ] {
            assert_eq!(differ(a, b), None, "{a} / {b}");
            assert_eq!(differ(b, a), None, "{b} / {a}");
        }
    }

    const CLAIMS: &str = r#""claims": [{ "id": "a", "text": "The state serves the rich of the land." },
        { "id": "b", "text": "The state serves the rich of the whole land." },
        { "id": "c", "text": "The state serves the rich of the old land." },
        { "id": "d", "text": "the state serves the rich of the OLD land" }]"#;

    fn told(keys: &str) -> Vec<String> {
        messages(&found(&RULE, keys)).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn each_later_claim_is_told_of_the_nearest_and_equal_texts_once() {
        let claims = CLAIMS.replace("whole", "northern");
        let wanted = ["`b` says nearly the same as `a`", "`c` says nearly the same as `a`"];
        assert_eq!(told(&claims), wanted);
        assert_eq!(told(&format!(r#""language": "sv", {claims}"#)), [""; 0]);
    }

    #[test]
    fn related_claims_are_let_be() {
        let two = r#""claims": [{ "id": "a", "text": "The state serves the rich men." },
            { "id": "b", "text": "The state serves the rich men today."MORE }]"#;
        let with =
            |more: &str, further: &str| told(&format!("{}{further}", two.replace("MORE", more)));
        assert_eq!(with("", "").len(), 1);
        assert_eq!(with(r#", "formula": "!a""#, ""), [""; 0]);
        assert_eq!(with(r#", "same-as": ["a"]"#, ""), [""; 0]);
        for further in [
            r#", "supports": [{ "from": ["a"], "to": "b" }]"#,
            r#", "rebuttals": [{ "from": ["b"], "to": "a" }]"#,
            r#", "conflicts": [{ "claims": ["a", "b"], "kind": "contrary" }]"#,
            r#", "questions": [{ "id": "q", "text": "Q?", "answers": ["a", "b"] }]"#,
        ] {
            assert_eq!(with("", further), [""; 0], "{further}");
        }
    }

    #[test]
    fn imported_claims_count_beside_own_ones() {
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "x", "text": "The old state serves the rich of the land." }]"#;
        let wanted = ["`x` says nearly the same as `o/a`"];
        assert_eq!(messages(&found_with(&RULE, keys, CLAIMS)), wanted);
    }

    #[test]
    fn beyond_the_budget_it_stops_and_says_so() {
        let reading = reading(CLAIMS, "");
        let options = Options { tier: Tier::Pedantic, ..Options::default() };
        let context = Context::new(&reading, options);
        let mut found = Vec::new();
        run_within(&context, 5, &mut found);
        let wanted = ["the claims share so many words that not all were compared with each other"];
        assert_eq!(messages(&found), wanted);
    }

    proptest! {
        #[test]
        fn no_pair_is_missed(
            texts in prop::collection::vec(prop::collection::vec(0..9_u8, 4..9), 1..25),
            share in 0.5..1.0_f64,
        ) {
            let claims: Vec<String> = texts.iter().enumerate().map(|(number, words)| {
                let words: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
                format!(r#"{{ "id": "c{number}", "text": "{}" }}"#, words.join(" "))
            }).collect();
            let reading = reading(&format!(r#""claims": [{}]"#, claims.join(",")), "");
            let texts = texts_of(&Context::new(&reading, Options::default()));
            let mut found = BTreeSet::new();
            let stopped = texts.pairs(share, usize::MAX, &mut |x, y, _| {
                assert!(found.insert((y, x)), "{x} and {y} twice");
            });
            prop_assert!(!stopped);
            let mut wanted = BTreeSet::new();
            for x in 0..texts.sets.len() {
                for y in 0..x {
                    let common = common(&texts.sets[x], &texts.sets[y]);
                    let all = texts.sets[x].len() + texts.sets[y].len() - common;
                    if common as f64 >= share * all as f64 - 1e-9 {
                        wanted.insert((y, x));
                    }
                }
            }
            prop_assert_eq!(found, wanted);
        }
    }
}
