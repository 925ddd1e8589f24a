//! A holder against what the same holder has granted.

use crate::check::background::{stand_place, stand_words};
use crate::check::premises::discharges;
use crate::check::rules::derived_contradiction::with_labels;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Label, Rule, Severity, Tier};
use crate::logic::consistency::{Stand, Stands};
use crate::model::{ClaimId, HolderId, InferenceId, Stance};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM310",
    name: "conceded-and-attacked",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a holder concedes a claim and draws a rebuttal of it as well",
    why: "Who concedes a claim lets the other side build on it. To go on arguing against it takes the concession back without saying so. A claim that is granted for the sake of the argument only is supposed, not conceded.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "Ben's letter", "by": ["ben"] }],
  "holders": [{ "id": "ben", "name": "Ben" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "clouds", "text": "There were clouds last night.", "basis": "observed" },
    { "id": "wet", "text": "The street is wet.", "basis": "observed",
      "commitments": [{ "holder": "ben", "stance": "concedes", "source": "letter", "at": "¶1" }] },
    { "id": "dried", "text": "The sun dried the dust at once.", "basis": "observed" },
    { "id": "dust", "text": "Dust flies up from the street.", "basis": "observed",
      "commitments": [{ "holder": "ben", "source": "letter", "at": "¶2" }] }
  ],
  "supports": [{ "from": ["clouds"], "to": "rain" }, { "from": ["wet"], "to": "rain" }],
  "rebuttals": [{ "id": "by-dust", "from": ["dust"], "to": "wet", "by": "ben", "source": "letter", "at": "¶2" }],
  "undercuts": [{ "from": ["dried"], "to": "by-dust" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "Ben's letter", "by": ["ben"] }],
  "holders": [{ "id": "ben", "name": "Ben" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "clouds", "text": "There were clouds last night.", "basis": "observed" },
    { "id": "wet", "text": "The street is wet.", "basis": "observed",
      "commitments": [{ "holder": "ben", "stance": "concedes", "source": "letter", "at": "¶1" }] }
  ],
  "supports": [{ "from": ["clouds"], "to": "rain" }, { "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "D. N. Walton and E. C. W. Krabbe, Commitment in Dialogue, 1995, on concessions and retraction.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let stands = context.stands();
    let conceded = stands.all().iter().filter(|stand| stand.stance == Stance::Concedes);
    for stand in conceded {
        let attack = context.facts.rebuttals(stand.claim).iter().copied().find(|step| {
            context.facts.step(*step).by == Some(stand.holder)
                && !discharges(context, *step)
                && !is_withdrawn(context, *step, stand.holder)
        });
        if let Some(attack) = attack
            && !is_otherwise(context, stands, stand)
        {
            found.extend(report(context, stands, stand, attack));
        }
    }
}

/// Whether the holder undercuts the step again.
fn is_withdrawn(context: &Context, step: InferenceId, holder: HolderId) -> bool {
    let undercuts = context.facts.undercuts(step);
    undercuts.iter().any(|undercut| context.facts.step(*undercut).by == Some(holder))
}

/// Whether the concession was taken back, or the claim is denied as well, of which another rule
/// tells.
fn is_otherwise(context: &Context, stands: &Stands, stand: &Stand) -> bool {
    let retracts = context.map.commitments(stand.claim).iter().any(|(_, holder, commitment)| {
        *holder == stand.holder && commitment.stance == Stance::Retracts
    });
    retracts || stands.find(stand.holder, stand.claim, Stance::Denies).is_some()
}

fn report(
    context: &Context,
    stands: &Stands,
    stand: &Stand,
    attack: InferenceId,
) -> Option<Diagnostic> {
    let map = context.map;
    let (holder, name) = (context.list([stand.holder]), context.claim(stand.claim));
    let needs: Vec<ClaimId> = map.needs(attack).collect();
    let from = context.list(needs);
    let edge = stands.edges(stand)[0];
    let labels = vec![
        Label::new(stand_place(context, edge), stand_words(context, edge)),
        Label::new(context.place(attack), format!("{holder} rebuts {name} here")),
    ];
    let message = format!("{holder} concedes {name} and yet rebuts it from {from}");
    let mut finding = with_labels(Diagnostic::new(&RULE, None, message), labels)?;
    finding.about = [map.name(stand.holder), map.name(stand.claim), map.name(attack)]
        .into_iter()
        .flatten()
        .collect();
    Some(finding.help("if it is granted for the sake of the argument only, let the stance be `supposes`; if it was taken back, record that as `retracts`; if the rebuttal is another's, say so in `by`"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    fn keys(stances: &str, rest: &str) -> String {
        let stances: Vec<String> = stances
            .split(' ')
            .map(|stance| format!(r#"{{ "holder": "h", "stance": "{stance}" }}"#))
            .collect();
        format!(
            r#""holders": [{{ "id": "h", "name": "H" }}, {{ "id": "k", "name": "K" }}],
            "claims": [{{ "id": "a", "text": "A", "commitments": [{}] }}, {{ "id": "b", "text": "B" }}], {rest}"#,
            stances.join(", ")
        )
    }

    fn rebuttal(more: &str) -> String {
        format!(r#""rebuttals": [{{ "id": "r", "from": ["b"], "to": "a"{more} }}]"#)
    }

    #[test]
    fn conceded_and_rebutted_by_one_holder() {
        let own = rebuttal(r#", "by": "h""#);
        let told = found(&RULE, &keys("concedes", &own));
        assert_eq!(messages(&told), ["`h` concedes `a` and yet rebuts it from `b`"]);
        assert_eq!(told[0].labels.len(), 2);
        assert_eq!(told[0].about, ["h", "a", "r"]);
        for stances in ["supposes", "asserts", "concedes retracts", "concedes denies"] {
            assert!(found(&RULE, &keys(stances, &own)).is_empty(), "{stances}");
        }
    }

    #[test]
    fn rebuttals_of_others_and_those_for_arguments_sake() {
        for more in [r#", "by": "k""#, "", r#", "by": "h", "scheme": "reductio""#] {
            assert!(found(&RULE, &keys("concedes", &rebuttal(more))).is_empty(), "{more}");
        }
        let withdrawn = format!(
            r#"{}, "undercuts": [{{ "from": ["a"], "to": "r", "by": "h" }}]"#,
            rebuttal(r#", "by": "h""#)
        );
        assert!(found(&RULE, &keys("concedes", &withdrawn)).is_empty());
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        let own = rebuttal(r#", "by": "h""#);
        assert!(found_with(&RULE, imports, &keys("concedes", &own)).is_empty());
    }
}
