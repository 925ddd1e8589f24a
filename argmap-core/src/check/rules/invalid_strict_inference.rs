//! A step that is declared strict and does not hold by what formulas say.

use rustc_hash::FxHashSet;

use crate::check::background::{brief, formula_words, law_place, letter_name};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::logic::consistency::{Invalid, Law};
use crate::model::{ClaimId, InferenceId, InferenceKind, Target, wording};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many values of a counter-model are told, and how many formulas are shown.
const VALUES: usize = 12;
const LABELS: usize = 8;

static RULE: Rule = Rule {
    code: "AM308",
    name: "invalid-strict-inference",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a step is declared strict, and by the formulas of its claims the premises can be true without what it concludes",
    why: "A strict step says that nobody can grant the premises and deny the conclusion. Formulas let that be tested. A step that fails the test is no deduction, however good a reason it gives; for checks of consistency it does not count. Claims without a formula are taken as they stand, the warrant is a premise, and what else binds who draws the step is granted: formulas, conflicts, questions, and strict steps of which no formula tells anything.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The street",
  "theses": ["rain"],
  "atoms": [{ "id": "r", "text": "It rained." }, { "id": "w", "text": "The street is wet." }],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "formula": "r" },
    { "id": "wets", "text": "Rain wets the street.", "formula": "r -> w", "basis": "common-ground" },
    { "id": "wet", "text": "The street is wet.", "formula": "w", "basis": "observed" }
  ],
  "supports": [{ "id": "back", "from": ["wets", "wet"], "to": "rain", "strict": true }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The street",
  "theses": ["dry"],
  "atoms": [{ "id": "r", "text": "It rained." }, { "id": "w", "text": "The street is wet." }],
  "claims": [
    { "id": "dry", "text": "It did not rain last night.", "formula": "!r" },
    { "id": "wets", "text": "Rain wets the street.", "formula": "r -> w", "basis": "common-ground" },
    { "id": "not-wet", "text": "The street is not wet.", "formula": "!w", "basis": "observed" }
  ],
  "supports": [{ "id": "back", "from": ["wets", "not-wet"], "to": "dry", "strict": true }]
}"#,
    ),
    source: "A. Tarski, On the concept of logical consequence, 1936: what follows is true in every model of the premises.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let strict = |step: &crate::check::facts::Step| step.strict && context.is_own(step.id);
    // A formula that could not be read would be missed.
    if !context.is_complete() || !context.facts.steps().iter().any(strict) {
        return;
    }
    let background = context.background();
    let own = |one: &&Invalid| context.is_own(one.step);
    found.extend(
        background.invalid_steps().iter().filter(own).filter_map(|one| report(context, one)),
    );
    let untested = background.untested_steps().iter().copied();
    let untested: Vec<InferenceId> = untested.filter(|step| context.is_own(*step)).collect();
    if let [first, others @ ..] = &*untested {
        let others =
            if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        let step = context.step(*first);
        let message = format!("whether {step}{others} holds by what formulas say was not tested");
        let finding = context.finding(&RULE, *first, message).severity(Severity::Info);
        found.push(finding.note("formulas tie too much to it for the limit of work"));
    }
}

fn report(context: &Context, invalid: &Invalid) -> Option<Diagnostic> {
    let map = context.map;
    let step = invalid.step;
    let Target::Claim(target) = map.target(step) else { return None };
    let needs: Vec<ClaimId> = map.needs(step).collect();
    let from = brief(context, &needs);
    let name = context.claim(target);
    let premises = match needs.len() {
        1 => "the premise holds",
        2 => "both premises hold",
        _ => "all premises hold",
    };
    let (conclusion, outcome) = match map[step].kind {
        InferenceKind::Support => (name.clone(), format!("{name} does not")),
        _ => (format!("that {name} is false"), format!("so does {name}")),
    };
    let message = format!(
        "{conclusion} does not follow from {from}: {}{premises} and {outcome}",
        counter_model(context, invalid)
    );
    let mut finding = context.finding(&RULE, step, message);
    let place = context.field(step, Field::Strict).or_else(|| context.place(step));
    finding = finding.at(place).here("said to be strict here");
    finding.about.extend(needs.iter().chain([&target]).filter_map(|claim| map.name(*claim)));

    let mut seen: FxHashSet<ClaimId> = FxHashSet::default();
    let claims = needs.iter().chain([&target]).copied().filter(|claim| seen.insert(*claim));
    let (defined, plain): (Vec<ClaimId>, Vec<ClaimId>) =
        claims.partition(|claim| map[*claim].formula.is_some());
    for claim in defined.iter().take(LABELS) {
        let words = format!("{} says {}", context.claim(*claim), formula_words(map, *claim));
        finding = finding.label(law_place(context, Law::Formula(*claim)), words);
    }
    if !plain.is_empty() {
        let (have, is) = if plain.len() == 1 { ("has", "is") } else { ("have", "are") };
        let plain = brief(context, &plain);
        let note = format!("{plain} {have} no formula and {is} taken as it stands");
        let note = if is == "are" { note.replace("as it stands", "as they stand") } else { note };
        finding = finding.note(note);
    }
    Some(finding.help("add the premise that is missing, or correct a formula; if the step is good but has exceptions, let it not be `strict`"))
}

/// "with `a` true and `b` false ".
fn counter_model(context: &Context, invalid: &Invalid) -> String {
    let mut values: Vec<String> = Vec::new();
    for (letter, holds) in invalid.values.iter().take(VALUES) {
        let name = letter_name(context.map, *letter).unwrap_or_default();
        values.push(format!("`{name}` {holds}"));
    }
    match invalid.values.len() - values.len() {
        0 => {}
        more => values.push(format!("{more} further values")),
    }
    if values.is_empty() {
        return String::new();
    }
    format!("with {} ", wording::join(&values))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::Severity;

    const LETTERS: &str = r#""atoms": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" }],
        "holders": [{ "id": "h", "name": "H" }]"#;

    fn keys(claims: &str, rest: &str) -> String {
        let claims: Vec<String> = claims
            .split("; ")
            .map(|claim| match claim.split_once(": ") {
                Some((id, formula)) => {
                    format!(r#"{{ "id": "{id}", "text": "It is {id}.", "formula": "{formula}" }}"#)
                }
                None => format!(r#"{{ "id": "{claim}", "text": "It is {claim}." }}"#),
            })
            .collect();
        format!(r#"{LETTERS}, "claims": [{}], {rest}"#, claims.join(", "))
    }

    fn says(claims: &str, rest: &str) -> Vec<String> {
        let found = found(&RULE, &keys(claims, rest));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn counter_models_are_given_in_words() {
        let step = r#""supports": [{ "id": "s", "from": ["a", "b"], "to": "c", "strict": true }]"#;
        assert_eq!(
            says("a: x -> y; b: y; c: x", step),
            [
                "`c` does not follow from `a` and `b`: with `x` false and `y` true both premises hold and `c` does not"
            ]
        );
        assert!(says("a: x -> y; b: x; c: y", step).is_empty());
        assert_eq!(
            says("a: x | b; b; c", step),
            [
                "`c` does not follow from `a` and `b`: with `b` true and `c` false both premises hold and `c` does not"
            ]
        );
        let rebuttal = r#""rebuttals": [{ "from": ["a"], "to": "c", "strict": true }]"#;
        assert_eq!(
            says("a: x | y; c: x", rebuttal),
            [
                "that `c` is false does not follow from `a`: with `x` true the premise holds and so does `c`"
            ]
        );
        assert!(says("a: !x & y; c: x", rebuttal).is_empty());
    }

    #[test]
    fn the_warrant_and_formulas_named_in_formulas_count() {
        let step = r#""supports": [{ "from": ["a"], "to": "c", "warrant": "w", "strict": true }]"#;
        assert!(says("a: x; w: a -> d; c: d & x; d: y", step).is_empty());
        assert_eq!(
            says("a: x; w: a -> d; c: d & !x; d: y", step),
            [
                "`c` does not follow from `a` and `w`: with `x` true and `y` true both premises hold and `c` does not"
            ]
        );
    }

    #[test]
    fn what_binds_who_draws_the_step_is_granted() {
        let step = |more: &str, rest: &str| {
            format!(
                r#""supports": [{{ "from": ["a", "b"], "to": "c", "strict": true{more} }}], {rest}"#
            )
        };
        let question = |more: &str| {
            format!(
                r#""questions": [{{ "id": "q", "text": "Which?", "answers": ["c", "d", "e"], "exhaustive": true{more} }}]"#
            )
        };
        let claims = "a: !d & x; b: !e; c; d; e";
        assert!(says(claims, &step("", &question(""))).is_empty());
        assert_eq!(says(claims, &step("", &question(r#", "by": "h""#))).len(), 1);
        assert!(says(claims, &step(r#", "by": "h""#, &question(r#", "by": "h""#))).is_empty());
        let trusted = r#""questions": [], "rebuttals": [],
            "conflicts": [{ "claims": ["d", "e"], "kind": "contrary" }]"#;
        assert_eq!(says(claims, &step("", trusted)).len(), 1);
    }

    #[test]
    fn steps_of_which_formulas_tell_nothing_are_taken_at_their_word() {
        let step = r#""supports": [{ "from": ["a", "b"], "to": "c", "strict": true }]"#;
        assert!(says("a; b; c", step).is_empty());
        assert!(says("a: !d; b: !e; c; d; e", step).is_empty());
        // But not where the claims of the step are set against each other.
        assert_eq!(says("a: !d; b: !c; c; d", step).len(), 1);
        assert_eq!(says("a: !d; b: !d; c; d", step).len(), 1);
        let defeasible = step.replace(r#", "strict": true"#, "");
        assert!(says("a: x; b: y; c: !x", &defeasible).is_empty());
        let undercut = r#""supports": [{ "id": "s", "from": ["a"], "to": "b" }],
            "undercuts": [{ "from": ["c"], "to": "s", "strict": true }]"#;
        assert!(says("a: x; b: y; c: x", undercut).is_empty());
    }

    #[test]
    fn faulty_formulas_and_imported_steps_are_left_alone() {
        let step = r#""supports": [{ "from": ["a"], "to": "c", "strict": true }]"#;
        let read = reading(&keys("a: x; c: x &", step), "");
        let told = check(&read, Options::default());
        assert!(told.iter().all(|finding| finding.rule.code != RULE.code), "{told:?}");
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &keys("a: x; c: y", step)).is_empty());
    }

    #[test]
    fn what_is_too_large_is_said_to_be() {
        let wide = vec!["x"; 10_001].join(" | ");
        let step = r#""supports": [{ "id": "s", "from": ["a"], "to": "c", "strict": true }]"#;
        let found = found(&RULE, &keys(&format!("a: {wide}; c: y"), step));
        assert_eq!(messages(&found), ["whether `s` holds by what formulas say was not tested"]);
        assert_eq!(found[0].severity, Severity::Info);
    }
}
