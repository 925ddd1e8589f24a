//! One word in two senses within one step.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::check::facts::Step;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, Sense, Target};
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM608",
    name: "equivocation",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "claims of one step use a term of the glossary in different senses, by their `senses`",
    why: "A step holds only if its words mean the same throughout: what is shown of power in one sense is not shown of power in another. The senses are those that the claims declare; nothing is guessed from wording. Where another claim of the step uses the term and does not say in which sense, it may be what joins the two, and nothing is said.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Banks",
  "theses": ["money-flows"],
  "glossary": [{ "term": "bank", "senses": ["side of a river", "house of credit"] }],
  "claims": [
    { "id": "money-flows", "text": "Money is kept along the river." },
    {
      "id": "river-bank", "text": "A bank runs along the river.", "basis": "observed",
      "senses": { "bank": "side of a river" }
    },
    {
      "id": "bank-keeps", "text": "A bank keeps money.", "basis": "common-ground",
      "senses": { "bank": "house of credit" }
    }
  ],
  "supports": [{ "id": "kept", "from": ["river-bank", "bank-keeps"], "to": "money-flows" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Banks",
  "theses": ["money-flows"],
  "glossary": [{ "term": "bank", "senses": ["side of a river", "house of credit"] }],
  "claims": [
    { "id": "money-flows", "text": "Money is kept along the river." },
    {
      "id": "branch", "text": "A bank has its branch at the river.", "basis": "observed",
      "senses": { "bank": "house of credit" }
    },
    {
      "id": "bank-keeps", "text": "A bank keeps money.", "basis": "common-ground",
      "senses": { "bank": "house of credit" }
    }
  ],
  "supports": [{ "id": "kept", "from": ["branch", "bank-keeps"], "to": "money-flows" }]
}"#,
    ),
    source: "The fallacy of equivocation: Aristotle, Sophistical Refutations 4, 165b30; C. Hamblin, Fallacies, 1970, ch. 9.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    // A claim has a sense only where there is a glossary, of this file or of an imported one.
    if map.glossary.is_empty() && map.imports().is_empty() {
        return;
    }
    for step in context.facts.steps() {
        let claims = context.facts.needs(step).iter().copied();
        let conclusion = match step.target {
            Target::Claim(claim) => Some(claim),
            Target::Inference(_) => None,
        };
        let claims = claims.chain(conclusion);
        if claims.clone().filter(|claim| !map[*claim].senses.is_empty()).nth(1).is_some()
            && context.is_own(step.id)
        {
            equivocations(context, step, &claims.collect::<Vec<_>>(), found);
        }
    }
}

/// A claim of a step by its number there, and that of the sense in which it uses a term.
type Use = (usize, usize);

fn equivocations(context: &Context, step: &Step, claims: &[ClaimId], found: &mut Vec<Diagnostic>) {
    let map = context.map;
    let mut uses: BTreeMap<&str, Vec<Use>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        for (number, sense) in map[*claim].senses.iter().enumerate() {
            uses.entry(&sense.term).or_default().push((at, number));
        }
    }
    for (term, uses) in uses {
        let Some((first, other)) = different(context, claims, &uses) else { continue };
        let says: FxHashSet<usize> = uses.iter().map(|of| of.0).collect();
        let term = term.to_lowercase();
        let leaves_open = |(at, claim): (usize, &ClaimId)| {
            !says.contains(&at) && map[*claim].text.to_lowercase().contains(&term)
        };
        if !claims.iter().enumerate().any(leaves_open) {
            found.push(equivocation(context, step, claims, first, other));
        }
    }
}

/// The first uses in senses that differ.
fn different(context: &Context, claims: &[ClaimId], uses: &[Use]) -> Option<(Use, Use)> {
    let map = context.map;
    let sense = |of: &Use| &map[claims[of.0]].senses[of.1];
    // Each sense once for each file; within a file a second one ends the search.
    let mut seen = FxHashSet::default();
    let mut earlier: Vec<Use> = Vec::new();
    for of in uses {
        if seen.insert((map.file_of(claims[of.0]), &*sense(of).sense)) {
            let differs = |one: &&Use| {
                let pair = [claims[one.0], claims[of.0]];
                sense(one).sense != sense(of).sense
                    && may_be_compared(context, pair, sense(one), sense(of))
            };
            if let Some(one) = earlier.iter().find(differs) {
                return Some((*one, *of));
            }
            earlier.push(*of);
        }
    }
    None
}

/// Whether different words mean different senses: in one file they do; across files only where
/// the root file's glossary has both.
fn may_be_compared(context: &Context, claims: [ClaimId; 2], one: &Sense, other: &Sense) -> bool {
    let map = context.map;
    let lists = |wanted: &Sense| {
        let mut entries = map.glossary.iter().filter(|entry| entry.term == wanted.term);
        entries.any(|entry| entry.senses.contains(&wanted.sense))
    };
    map.file_of(claims[0]) == map.file_of(claims[1]) || lists(one) && lists(other)
}

fn equivocation(
    context: &Context,
    step: &Step,
    claims: &[ClaimId],
    first: Use,
    other: Use,
) -> Diagnostic {
    let map = context.map;
    let (a, b) = (claims[first.0], claims[other.0]);
    let (one, two) = (&map[a].senses[first.1], &map[b].senses[other.1]);
    let term = &one.term;
    let message = format!(
        "{} uses “{term}” in two senses: “{}” in {} and “{}” in {}",
        context.step(step.id),
        one.sense,
        context.claim(a),
        two.sense,
        context.claim(b)
    );
    let place = |claim: ClaimId, of: Use| -> Option<Place> {
        let field = context.field(claim, Field::Sense(of.1 as u32));
        field.or_else(|| context.place(claim))
    };
    let help = format!(
        "use “{term}” in one sense throughout, or add the premise that leads from the one to the other"
    );
    let mut finding = context
        .finding_at(&RULE, step.id, field(context, step, other.0), message)
        .here(format!("another sense of “{term}”"))
        .label(place(a, first), "one sense")
        .label(place(b, other), "another sense")
        .help(help);
    finding.about.extend([a, b].into_iter().filter_map(|claim| map.name(claim)));
    finding
}

/// Where a step names its claim of that number: premises, then the warrant, then the target.
fn field(context: &Context, step: &Step, at: usize) -> Field {
    let premises = context.facts.premises(step).len();
    if at < premises {
        Field::Premise(at as u32)
    } else if at < context.facts.needs(step).len() {
        Field::Warrant
    } else {
        Field::Target
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages, reading};

    const GLOSSARY: &str = r#""glossary": [{ "term": "power", "senses": ["state", "influence"] }]"#;

    fn claims(conclusion: &str) -> String {
        format!(
            r#"{GLOSSARY}, "claims": [{{ "id": "a", "text": "A", "senses": {{ "power": "state" }} }},
            {{ "id": "b", "text": "B", "senses": {{ "power": "influence" }} }},
            {{ "id": "same", "text": "S", "senses": {{ "power": "state" }} }},
            {{ "id": "open", "text": "Power of one sort is power of another." }},
            {{ "id": "t", "text": "T"{conclusion} }}]"#
        )
    }

    fn told(conclusion: &str, steps: &str) -> Vec<String> {
        let found = found(&RULE, &format!("{}, {steps}", claims(conclusion)));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn premises_warrant_and_conclusion_are_held_against_each_other() {
        let wanted = ["`s` uses “power” in two senses: “state” in `a` and “influence” in `b`"];
        let conclusion = r#", "senses": { "power": "influence" }"#;
        let with_t = ["`s` uses “power” in two senses: “state” in `a` and “influence” in `t`"];
        assert_eq!(
            told("", r#""supports": [{ "id": "s", "from": ["a", "b"], "to": "t" }]"#),
            wanted
        );
        let warrant = r#""rebuttals": [{ "id": "s", "from": ["a"], "warrant": "b", "to": "t" }]"#;
        assert_eq!(told("", warrant), wanted);
        let support = r#""supports": [{ "id": "s", "from": ["same", "a"], "to": "t" }]"#;
        assert_eq!(told("", support), [""; 0]);
        assert_eq!(told(conclusion, support).len(), 1);
        assert_eq!(told(conclusion, &support.replace("same\", \"", "")), with_t);
        let undercut = r#""supports": [{ "id": "u", "from": ["same"], "to": "t" }],
            "undercuts": [{ "id": "s", "from": ["a", "b"], "to": "u" }]"#;
        assert_eq!(told("", undercut), wanted);
    }

    #[test]
    fn what_may_join_the_senses_silences_it() {
        let step = r#""supports": [{ "from": ["a", "open", "b"], "to": "t" }]"#;
        assert_eq!(told("", step), [""; 0]);
    }

    #[test]
    fn both_senses_are_shown() {
        let keys =
            format!(r#"{}, "supports": [{{ "from": ["same", "b"], "to": "t" }}]"#, claims(""));
        let reading = reading(&keys, "");
        let found = found(&RULE, &keys);
        let shown: Vec<&str> =
            found[0].labels.iter().map(|label| reading.slice(label.place.unwrap())).collect();
        assert_eq!(shown, ["\"b\"", "\"state\"", "\"influence\""]);
    }

    #[test]
    fn senses_of_other_files_count_where_this_one_lists_them() {
        let other = format!(
            r#"{GLOSSARY}, "claims": [{{ "id": "x", "text": "X", "senses": {{ "power": "influence" }} }}]"#
        );
        let keys = |senses: &str| {
            format!(
                r#""imports": [{{ "as": "o", "path": "other.json" }}],
                "glossary": [{{ "term": "power", "senses": ["state", "{senses}"] }}],
                "claims": [{{ "id": "a", "text": "A", "senses": {{ "power": "state" }} }},
                  {{ "id": "t", "text": "T" }}],
                "supports": [{{ "from": ["a", "o/x"], "to": "t" }}]"#
            )
        };
        assert_eq!(found_with(&RULE, &keys("influence"), &other).len(), 1);
        assert_eq!(found_with(&RULE, &keys("sway"), &other).len(), 0);
    }
}
