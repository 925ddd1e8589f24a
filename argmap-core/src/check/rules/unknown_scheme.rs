//! A step of a scheme that is not known.

use rustc_hash::FxHashMap;

use crate::check::schemes::nearest_scheme;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM501",
    name: "unknown-scheme",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a step follows a scheme that is neither listed nor declared in the map",
    why: "A scheme says which premises such a step needs and which questions it has to stand. Of an unknown one nothing can be said, and a misspelt one goes unexamined. A map may declare schemes of its own.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain", "scheme": "sing" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain", "scheme": "sign" }]
}"#,
    ),
    source: "The compendium of schemes in D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9.",
};

/// For so many different names a suggestion is looked for.
const MOST_SUGGESTIONS: usize = 200;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let mut suggested: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for step in context.schemes().steps.iter().filter(|step| step.scheme.is_none()) {
        let is_new = !suggested.contains_key(step.name);
        if is_new && suggested.len() < MOST_SUGGESTIONS {
            suggested.insert(step.name, nearest_scheme(Some(context.map), step.name));
        }
        let message = format!(
            "{} follows the scheme `{}`, which is not known",
            context.step(step.id),
            step.name
        );
        let place = context.field(step.id, Field::Scheme);
        let finding = context.finding(&RULE, step.id, message).at(place);
        found.push(match suggested.get(step.name) {
            Some(Some(near)) => finding.here(format!("did you mean `{near}`?")),
            _ => finding.here("neither listed nor declared").help(
                "take one that `argmap schemes` lists, or declare it among the map's `schemes`",
            ),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, found_with, messages};

    fn keys(scheme: &str, further: &str) -> String {
        format!(
            r#"{further} "claims": [{{ "id": "a", "text": "A." }}, {{ "id": "b", "text": "B." }}],
            "supports": [{{ "id": "s", "from": ["a"], "to": "b", "scheme": "{scheme}" }}]"#
        )
    }

    #[test]
    fn what_is_not_known_is_reported_with_the_nearest() {
        let found_there = found(&RULE, &keys("expert-opinoin", ""));
        assert_eq!(
            messages(&found_there),
            ["`s` follows the scheme `expert-opinoin`, which is not known"]
        );
        assert_eq!(found_there[0].labels[0].message, "did you mean `expert-opinion`?");
        let place = found_there[0].place().unwrap();
        assert_eq!(place.span.end - place.span.start, "\"expert-opinoin\"".len() as u32);
        assert!(found(&RULE, &keys("augury", ""))[0].help.is_some());
    }

    #[test]
    fn listed_and_declared_schemes_are_known_however_they_are_spelt() {
        for name in ["sign", "Argument from Sign", "ExpertOpinion", "popular opinion", "ad-populum"]
        {
            assert!(found(&RULE, &keys(name, "")).is_empty(), "{name}");
        }
        let declared = r#""schemes": [{ "name": "augury" }],"#;
        assert!(found(&RULE, &keys("Argument from augury", declared)).is_empty());
        let near = found(&RULE, &keys("augurry", declared));
        assert_eq!(near[0].labels[0].message, "did you mean `augury`?");
    }

    #[test]
    fn imported_files_are_checked_by_themselves() {
        let import = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, import, &keys("augury", "")).is_empty());
    }
}
