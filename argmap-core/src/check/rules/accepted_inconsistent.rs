//! Accepted claims that cannot be true together.

use rustc_hash::FxHashSet;

use crate::check::background::{brief, law_names, laws_words};
use crate::check::premises::{are_common, clashes, is_held};
use crate::check::rules::derived_contradiction::{because, with_labels};
use crate::check::rules::inconsistent_premises;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Label, Rule, Severity, Tier};
use crate::logic::consistency::{Contradiction, View, Wish, Work, examine};
use crate::model::{ClaimId, Verdict};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many contradictions are looked for, how many are reported, and how many places of each.
const SOUGHT: usize = 20;
const LIMIT: usize = 5;
const LABELS: usize = 12;

static RULE: Rule = Rule {
    code: "AM305",
    name: "accepted-inconsistent",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the claims that the evaluation accepts cannot be true together, given formulas, strict steps, conflicts and questions",
    why: "Evaluation weighs attacks; it does not look into formulas. Where the accepted claims contradict each other by what their formulas say, an attack is missing from the map: somebody ought to have objected.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The picnic",
  "theses": ["picnic", "indoors"],
  "claims": [
    { "id": "picnic", "text": "We sit in the meadow or by the lake.", "formula": "meadow | lake" },
    { "id": "indoors", "text": "We sit neither in the meadow nor by the lake.", "formula": "!meadow & !lake" },
    { "id": "meadow", "text": "We sit in the meadow.", "basis": "assumed" },
    { "id": "lake", "text": "We sit by the lake.", "basis": "assumed" },
    { "id": "warm", "text": "It is warm.", "basis": "observed" },
    { "id": "clouds", "text": "There are clouds.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["warm"], "to": "picnic" },
    { "from": ["clouds"], "to": "indoors" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The picnic",
  "theses": ["picnic", "dry"],
  "claims": [
    { "id": "picnic", "text": "We sit in the meadow or by the lake.", "formula": "meadow | lake" },
    { "id": "dry", "text": "We sit in the meadow and not by the lake.", "formula": "meadow & !lake" },
    { "id": "meadow", "text": "We sit in the meadow.", "basis": "assumed" },
    { "id": "lake", "text": "We sit by the lake." },
    { "id": "warm", "text": "It is warm.", "basis": "observed" },
    { "id": "clouds", "text": "There are clouds.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["warm"], "to": "picnic" },
    { "from": ["clouds"], "to": "dry" }
  ],
  "rebuttals": [{ "from": ["clouds"], "to": "lake" }]
}"#,
    ),
    source: "M. Caminada and L. Amgoud, On the evaluation of argumentation formalisms, Artificial Intelligence 171, 2007, the postulates of direct and indirect consistency.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() || !context.facts.has_laws() {
        return;
    }
    let background = context.background();
    if background.is_empty() {
        return;
    }
    let evaluation = context.evaluation();
    let accepted: Vec<ClaimId> = context
        .facts
        .claims()
        .iter()
        .copied()
        .filter(|id| evaluation.verdict(*id) == Verdict::Accepted)
        .collect();
    let wishes: Vec<Wish> =
        accepted.iter().map(|claim| Wish { claim: *claim, holds: true }).collect();
    let mut work = Work::default();
    let seen = examine(background, &wishes, View::Evaluation, SOUGHT, &|_| false, &mut work);
    let mut premises: Option<FxHashSet<Vec<ClaimId>>> = None;
    let mut shown: Vec<(&Contradiction, usize)> = Vec::new();
    let mut cut = !seen.complete;
    for contradiction in &seen.contradictions {
        // What contradicts itself is no matter of what is accepted.
        if contradiction.wishes.is_empty() {
            continue;
        }
        let claims: Vec<ClaimId> = contradiction.wishes.iter().map(|at| accepted[*at]).collect();
        let told = premises.get_or_insert_with(|| as_premises(context));
        let asserted = are_common(context, &contradiction.laws) && is_held(context, None, &claims);
        if asserted || told.contains(&claims) {
            continue;
        }
        // Contradictions that giving up one claim would end are one fault.
        let same = |(earlier, _): &&(&Contradiction, usize)| {
            matches!(&contradiction.repairs[..], [first, ..] if first.len() == 1)
                && earlier.repairs == contradiction.repairs
        };
        if let Some((_, at)) = shown.iter().find(same) {
            let finding = &mut found[*at];
            let note = format!("neither can {} be true together", brief(context, &claims));
            finding.notes.push(note);
            let fresh = claims.iter().filter_map(|claim| context.map.name(*claim));
            let fresh: Vec<String> = fresh.filter(|name| !finding.about.contains(name)).collect();
            finding.about.extend(fresh);
            continue;
        }
        if shown.len() == LIMIT {
            cut = true;
            break;
        }
        let laws = laws_words(context, background, &contradiction.laws, &claims);
        let places = claims.iter().take(LABELS).map(|claim| {
            Label::new(context.place(*claim), format!("{} is accepted", context.claim(*claim)))
        });
        let mut labels: Vec<Label> = places.collect();
        labels.extend(
            laws.iter().take(LABELS).map(|(place, words)| Label::new(*place, words.to_string())),
        );
        let names = brief(context, &claims);
        let message = match claims.len() {
            1 => format!("{names} is accepted but cannot be true"),
            2 => format!("{names} are both accepted but cannot both be true"),
            _ => format!("{names} are all accepted but cannot all be true"),
        };
        let Some(mut finding) = with_labels(Diagnostic::new(&RULE, None, message), labels) else {
            continue;
        };
        finding.about = claims.iter().filter_map(|claim| context.map.name(*claim)).collect();
        finding.about.extend(law_names(context.map, &contradiction.laws));
        if let Some(note) = because(&contradiction.laws, &laws) {
            finding = finding.note(note);
        }
        shown.push((contradiction, found.len()));
        found.push(finding.help("declare the conflict, or rebut one of them, so that the evaluation weighs them; or correct a formula"));
    }
    for (_, at) in shown.iter().filter(|_| cut) {
        let note = format!("there may be more: at most {LIMIT} are listed, within a limit of work");
        found[*at].notes.push(note);
    }
    if !seen.complete && seen.contradictions.is_empty() {
        let message = "whether the accepted claims can be true together was not tested to the end";
        let finding = Diagnostic::new(&RULE, context.origins.title, message);
        let note = "formulas and strict steps tie too many of them for the limit of work";
        found.push(finding.severity(Severity::Info).note(note));
    }
}

/// The sets of claims of which another rule tells that they are premises of one step.
fn as_premises(context: &Context) -> FxHashSet<Vec<ClaimId>> {
    if !context.runs(inconsistent_premises::CHECK.rule) {
        return FxHashSet::default();
    }
    let direct = clashes(context).clashes.into_iter().filter(|clash| clash.direct);
    let sorted = direct.map(|mut clash| {
        clash.claims.sort_unstable();
        clash.claims
    });
    sorted.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn messages(parts: &str) -> Vec<String> {
        findings(parts).into_iter().map(|finding| finding.message).collect()
    }

    fn findings(parts: &str) -> Vec<Diagnostic> {
        let text = format!(r#"{{"argmap":1,"title":"t",{parts}}}"#);
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let mut found = check(&reading, Options::default());
        found.retain(|finding| finding.rule.code == RULE.code);
        found
    }

    #[test]
    fn formulas_are_held_against_each_other() {
        let parts = r#""claims":[{"id":"a","text":"A."},{"id":"b","text":"B.","formula":"!a"}]"#;
        assert_eq!(messages(parts), ["`a` and `b` are both accepted but cannot both be true"]);
        let parts =
            r#""claims":[{"id":"a","text":"A."},{"id":"b","text":"B.","formula":"a & !a"}]"#;
        assert_eq!(messages(parts), ["`b` is accepted but cannot be true"]);
    }

    #[test]
    fn what_is_not_accepted_does_not_count() {
        let parts = r#""claims":[{"id":"a","text":"A."},{"id":"b","text":"B.","formula":"!a"},{"id":"c","text":"C."}],
            "rebuttals":[{"from":["c"],"to":"b"}]"#;
        assert!(messages(parts).is_empty());
    }

    #[test]
    fn strict_steps_lead_to_it() {
        let parts = r#""claims":[{"id":"a","text":"A."},{"id":"b","text":"B."},{"id":"c","text":"C.","formula":"!b"}],
            "supports":[{"from":["a"],"to":"b","strict":true}]"#;
        let found = findings(parts);
        assert_eq!(messages(parts), ["`a` and `c` are both accepted but cannot both be true"]);
        assert_eq!(found[0].notes[1], "neither can `b` and `c` be true together");
        assert_eq!(found[0].about, ["a", "c", "c", "b"]);
    }

    #[test]
    fn what_no_single_claim_would_mend_is_told_apart() {
        let parts = r#""claims":[{"id":"a","text":"A."},{"id":"b","text":"B.","formula":"!a"},
            {"id":"c","text":"C."},{"id":"d","text":"D.","formula":"!c"}]"#;
        assert_eq!(messages(parts).len(), 2);
        let ring = r#""atoms":[{"id":"x","text":"X"},{"id":"y","text":"Y"}],"claims":[
            {"id":"a","text":"A.","formula":"x & y"},{"id":"b","text":"B.","formula":"!x & y"},
            {"id":"c","text":"C.","formula":"x & !y"}]"#;
        assert_eq!(messages(ring).len(), 3);
    }
}
