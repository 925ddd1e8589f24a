//! Claims that support each other in a circle.

use crate::check::facts::Circle;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId};
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM202",
    name: "circular-support",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "claims support each other in a circle of one holder's steps; an error if nothing else grounds any of them",
    why: "A circle of reasons leads back to where it began: it can pass on what some claim in it has from elsewhere, but it adds nothing of its own. Where none of its claims has another ground, all of them hang in the air. A circle made of different holders' steps is no fault of any of them and is not reported.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "clouds", "text": "The sky was full of clouds." },
    { "id": "damp", "text": "The night was damp." }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["clouds"], "to": "rain" },
    { "from": ["damp"], "to": "clouds" },
    { "from": ["clouds"], "to": "damp" }
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
    { "id": "clouds", "text": "The sky was full of clouds." },
    { "id": "damp", "text": "The night was damp.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["clouds"], "to": "rain" },
    { "from": ["damp"], "to": "clouds" }
  ]
}"#,
    ),
    source: "Arguing in a circle: Aristotle, Prior Analytics II 5 and 16; D. Walton, Begging the Question, 1991.",
};

/// So many steps of a circle are shown at their places.
const MOST_LABELS: usize = 10;

/// So many claims of a circle are named.
const MOST_NAMES: usize = 100;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.facts.has_circles() {
        return;
    }
    let circles = context.circles();
    for circle in &circles.found {
        found.push(finding(context, circle));
    }
    if let Some(claim) = circles.stopped {
        let name = context.claim(claim);
        let message = format!(
            "{name} lies in a circle of supports by many holders, of which not all were looked through"
        );
        found.push(context.finding(&RULE, claim, message).severity(Severity::Info));
    }
}

fn finding(context: &Context, circle: &Circle) -> Diagnostic {
    let map = context.map;
    let ground = circle.members.iter().find(|claim| context.facts.is_derivable(**claim));
    let claims: Vec<ClaimId> = circle.steps.iter().map(|(claim, _)| *claim).collect();
    let names = match &claims[..] {
        [a, b] => format!("{} and {} support each other", context.claim(*a), context.claim(*b)),
        [_, _, _] | [_, _, _, _] => {
            format!("{} support each other in a circle", context.list(claims.clone()))
        }
        [first, ..] => {
            let others = claims.len() - 1;
            format!(
                "{} and {others} more claims support each other in a circle",
                context.claim(*first)
            )
        }
        [] => String::new(),
    };
    let message = match ground {
        Some(_) => names,
        // What could not be read may support one of them.
        None if !context.is_complete() => names,
        None => format!("{names}, and nothing else supports them"),
    };
    let mut finding = Diagnostic::new(&RULE, None, message);
    finding.labels.clear();
    let nexts = claims.iter().cycle().skip(1);
    for ((premise, step), next) in circle.steps.iter().zip(nexts).take(MOST_LABELS) {
        let words = format!("{} supports {}", context.claim(*premise), context.claim(*next));
        finding = finding.label(premise_place(context, *step, *premise), words);
    }
    finding = finding.note(chain(context, &claims));
    if circle.members.len() > claims.len() {
        let number = circle.members.len();
        finding = finding.note(format!(
            "in all, {number} claims hang together in such circles; this is a shortest one"
        ));
    }
    if let Some(holder) = circle.holder {
        let name = map.name(holder).unwrap_or_default();
        finding =
            finding.note(format!("all its steps are drawn by `{name}` or by nobody in particular"));
    }
    finding = match ground {
        Some(claim) => {
            let name = context.claim(*claim);
            finding.note(format!("{name} also has grounds outside the circle"))
        }
        None if context.is_complete() => finding.severity(Severity::Error),
        None => finding,
    };
    for claim in &circle.members {
        finding.about.extend(map.name(*claim));
    }
    for (_, step) in &circle.steps {
        finding.about.extend(map.name(*step));
    }
    finding.help("take out the step that leads back; give one of the claims a reason from elsewhere if none has any")
}

/// Where a step names a premise or its warrant.
fn premise_place(context: &Context, step: InferenceId, premise: ClaimId) -> Option<Place> {
    let number = context.map.premises(step).position(|claim| claim == premise);
    let field = number.map_or(Field::Warrant, |number| Field::Premise(number as u32));
    context.field(step, field).or_else(|| context.place(step))
}

/// The claims of a circle with arrows.
fn chain(context: &Context, claims: &[ClaimId]) -> String {
    let mut words: Vec<String> =
        claims.iter().take(MOST_NAMES).map(|claim| context.claim(*claim)).collect();
    if claims.len() > MOST_NAMES {
        words.push(format!("… {} more …", claims.len() - MOST_NAMES));
    }
    words.extend(claims.first().map(|claim| context.claim(*claim)));
    words.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};
    use crate::diagnostic::Severity;

    const CLAIMS: &str = r#""holders": [{ "id": "h", "name": "H" }, { "id": "o", "name": "O" }],
        "claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }, { "id": "c", "text": "C" }]"#;

    fn found_in(supports: &str) -> Vec<crate::diagnostic::Diagnostic> {
        found(&RULE, &format!(r#"{CLAIMS}, "supports": [{supports}]"#))
    }

    #[test]
    fn a_circle_of_several_holders_is_nobodys_fault() {
        let steps = |a: &str, b: &str| {
            format!(r#"{{ "from": ["a"], "to": "b"{a} }}, {{ "from": ["b"], "to": "a"{b} }}"#)
        };
        let [h, o] = [r#", "by": "h""#, r#", "by": "o""#];
        assert_eq!(found_in(&steps(h, o)).len(), 0);
        for (a, b) in [(h, h), (h, ""), ("", "")] {
            let found = found_in(&steps(a, b));
            assert_eq!(
                messages(&found),
                ["`a` and `b` support each other, and nothing else supports them"]
            );
            assert_eq!(found[0].severity, Severity::Error);
        }
    }

    #[test]
    fn what_could_not_be_read_may_be_another_ground() {
        let found = found_in(
            r#"{ "from": ["a"], "to": "b" }, { "from": ["b"], "to": "a" }, { "from": ["nobody"], "to": "b" }"#,
        );
        assert_eq!(messages(&found), ["`a` and `b` support each other"]);
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn a_circle_with_another_ground_is_a_weakness_only() {
        let found = found_in(
            r#"{ "from": ["a"], "to": "b" }, { "from": ["b"], "to": "a" }, { "from": ["c"], "to": "b" }"#,
        );
        assert_eq!(messages(&found), ["`a` and `b` support each other"]);
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].about, ["a", "b"]);
    }

    #[test]
    fn every_step_has_its_place_and_a_warrant_is_one() {
        let found = found_in(
            r#"{ "from": ["c", "a"], "to": "b" }, { "from": ["c"], "to": "a", "warrant": "b" }"#,
        );
        let labels: Vec<&str> = found[0].labels.iter().map(|label| &*label.message).collect();
        assert_eq!(labels, ["`a` supports `b`", "`b` supports `a`"]);
        let places: Vec<_> = found[0].labels.iter().map(|label| label.place.unwrap()).collect();
        assert!(places.iter().all(|place| place.span.end - place.span.start == 3));
        assert_eq!(found[0].notes[0], "`a` → `b` → `a`");
    }

    #[test]
    fn a_circle_through_an_import_is_reported_where_it_is_closed() {
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }],
            "supports": [{ "from": ["o/y"], "to": "o/x" }]"#;
        let other = r#""claims": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" },
              { "id": "z", "text": "Z" }, { "id": "w", "text": "W" }],
            "supports": [{ "from": ["x"], "to": "y" }, { "from": ["z"], "to": "w" }, { "from": ["w"], "to": "z" }]"#;
        let found = found_with(&RULE, keys, other);
        let wanted = "`o/y` and `o/x` support each other, and nothing else supports them";
        assert_eq!(messages(&found), [wanted]);
    }

    #[test]
    fn a_long_circle_is_shown_in_part() {
        let claims: Vec<String> =
            (0..150).map(|n| format!(r#"{{ "id": "c{n}", "text": "C{n}" }}"#)).collect();
        let steps: Vec<String> = (0..150)
            .map(|n| format!(r#"{{ "from": ["c{n}"], "to": "c{}" }}"#, (n + 1) % 150))
            .collect();
        let keys =
            format!(r#""claims": [{}], "supports": [{}]"#, claims.join(","), steps.join(","));
        let found = found(&RULE, &keys);
        assert!(found[0].message.starts_with("`c0` and 149 more claims"), "{}", found[0].message);
        assert_eq!(found[0].labels.len(), 10);
        assert!(found[0].notes[0].ends_with("`c99` → … 50 more … → `c0`"), "{}", found[0].notes[0]);
    }
}
