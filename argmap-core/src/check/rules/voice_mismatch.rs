//! A step that builds on what its drawer only reports or supposes.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::facts::Step;
use crate::check::premises::discharges;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::schemes::Known;
use crate::model::{ClaimId, Edge, HolderId, InferenceKind, Stance, Target};
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// Words in the names of schemes that make use of what others say or of what is only supposed;
/// they are looked for in the names of a map's own schemes too.
const OTHER_VOICES: &[&str] = &[
    "hypothetical",
    "expert",
    "authority",
    "position-to-know",
    "testimony",
    "witness",
    "popular",
    "commitment",
    "ad-hominem",
    "ethos",
    "pragmatic-inconsistency",
];

static RULE: Rule = Rule {
    code: "AM414",
    name: "voice-mismatch",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a holder supports an own assertion with a premise that the same holder only reports of others or supposes",
    why: "Who tells what others think, or supposes a thing to see what follows, has not said that it is so, and an argument can rest only on what is said to be so. Either the holder does assert the premise, or the step is not the holder's. Rebuttals, reductions to absurdity, conditional proofs and arguments from what others say are excepted.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }, { "id": "mayor", "name": "The mayor" }],
  "claims": [
    { "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }] },
    { "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }] },
    { "id": "emptied", "text": "The gauge had been emptied.",
      "commitments": [{ "holder": "mayor", "reported-by": "warden", "source": "letter", "at": "p. 2" }] },
    { "id": "custom", "text": "The gauge is emptied every evening.", "basis": "common-ground" }
  ],
  "supports": [
    { "from": ["gauge", "emptied"], "to": "rain", "by": "warden" },
    { "from": ["custom"], "to": "emptied", "by": "mayor" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }, { "id": "mayor", "name": "The mayor" }],
  "claims": [
    { "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }] },
    { "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }] },
    { "id": "emptied", "text": "The gauge had been emptied.",
      "commitments": [
        { "holder": "mayor", "reported-by": "warden", "source": "letter", "at": "p. 2" },
        { "holder": "warden", "source": "letter", "at": "p. 2" }
      ] },
    { "id": "custom", "text": "The gauge is emptied every evening.", "basis": "common-ground" }
  ],
  "supports": [
    { "from": ["gauge", "emptied"], "to": "rain", "by": "warden" },
    { "from": ["custom"], "to": "emptied", "by": "mayor" }
  ]
}"#,
    ),
    source: "Use and mention of others' words: Polyphony in argument, O. Ducrot, Le dire et le dit, 1984, ch. 8; on supposition as no assertion G. Frege, Negation, 1918.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let is_drawn = |step: &&Step| {
        step.kind == InferenceKind::Support && step.by.is_some() && context.is_own(step.id)
    };
    let holders = context.facts.holders();
    if holders.is_empty() || !context.is_complete() {
        return;
    }
    let mut drawn = context.facts.steps().iter().filter(is_drawn).peekable();
    if drawn.peek().is_none() {
        return;
    }
    let voices = voices(context);
    if voices.values().all(|voice| *voice != Voice::Tells) {
        return;
    }
    for step in drawn {
        let (Some(by), Target::Claim(target)) = (step.by, step.target) else { continue };
        let says = voices.get(&(target, by)) == Some(&Voice::Says);
        if !says || uses_other_voices(context, step) {
            continue;
        }
        let needs = context.facts.needs(step).iter().enumerate();
        for (number, claim) in needs {
            let tells = voices.get(&(*claim, by)) == Some(&Voice::Tells);
            if tells && !has_ground(context, *claim, by) {
                found.push(finding(context, step, number, *claim, by));
            }
        }
    }
}

/// What a holder has to do with a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Voice {
    /// Reports or supposes it.
    Tells,
    /// Asserts or concedes it.
    Says,
}

/// The stronger voice of each holder on each claim; linear in the size of the map.
fn voices(context: &Context) -> FxHashMap<(ClaimId, HolderId), Voice> {
    let mut voices: FxHashMap<(ClaimId, HolderId), Voice> = FxHashMap::default();
    let mut retracted: FxHashSet<(ClaimId, HolderId)> = FxHashSet::default();
    for edge in context.map.graph().raw_edges() {
        if matches!(&edge.weight, Edge::Commits(stand) if stand.stance == Stance::Retracts) {
            retracted.insert((ClaimId(edge.target()), HolderId(edge.source())));
        }
    }
    for edge in context.map.graph().raw_edges() {
        let Edge::Commits(stand) = &edge.weight else { continue };
        let (holder, claim) = (HolderId(edge.source()), ClaimId(edge.target()));
        let reporter = stand.reported_by.filter(|reporter| *reporter != holder);
        let (speaker, voice) = match (stand.stance, reporter) {
            (Stance::Asserts, None) if retracted.contains(&(claim, holder)) => continue,
            (Stance::Asserts | Stance::Concedes, None) => (holder, Voice::Says),
            (Stance::Reports | Stance::Supposes, None) => (holder, Voice::Tells),
            (Stance::Denies | Stance::Retracts, _) => continue,
            (_, Some(reporter)) => {
                // Whether it is true or not, the other says so.
                if matches!(stand.stance, Stance::Asserts | Stance::Concedes) {
                    voices.insert((claim, holder), Voice::Says);
                }
                (reporter, Voice::Tells)
            }
        };
        let known = voices.entry((claim, speaker)).or_insert(voice);
        *known = (*known).max(voice);
    }
    voices
}

fn uses_other_voices(context: &Context, step: &Step) -> bool {
    let Some(written) = context.map[step.id].scheme.as_deref() else { return false };
    let name = context.schemes().known.find(written).map_or(written, Known::name);
    let name = name.to_lowercase().replace([' ', '_'], "-");
    discharges(context, step.id) || OTHER_VOICES.iter().any(|word| name.contains(word))
}

/// Whether the map lets a holder build on a claim whoever says it: it has a basis or evidence, or
/// the holder, or nobody in particular, argues for it.
fn has_ground(context: &Context, claim: ClaimId, by: HolderId) -> bool {
    let map = context.map;
    let argued = context.facts.supports(claim).iter().any(|step| {
        let drawer = context.facts.step(*step).by;
        drawer.is_none_or(|drawer| drawer == by)
    });
    map[claim].basis.is_some()
        || argued
        || !map[claim].same_as.is_empty()
        || !map.citations(claim).is_empty()
}

fn finding(
    context: &Context,
    step: &Step,
    number: usize,
    claim: ClaimId,
    by: HolderId,
) -> Diagnostic {
    let (name, holder) = (context.claim(claim), context.list([by]));
    let (verb, place) = told(context, claim, by);
    let message =
        format!("{holder} only {verb} {name}, and builds on it in {}", context.step(step.id));
    let is_warrant = context.facts.premises(step).len() == number;
    let field = if is_warrant { Field::Warrant } else { Field::Premise(number as u32) };
    let at = context.field(step.id, field).or_else(|| context.place(step.id));
    let mut finding = context.finding(&RULE, step.id, message).at(at).here("not said to be so");
    finding.about.extend(context.map.name(claim));
    if context.is_own(claim) {
        finding = finding.label(place, format!("{holder} {verb} it"));
    }
    finding.help(format!(
        "add a commitment of {holder} where {holder} does assert {name}; or leave the step to whoever draws it"
    ))
}

/// How a holder tells of a claim, and where.
fn told(context: &Context, claim: ClaimId, by: HolderId) -> (&'static str, Option<Place>) {
    for (edge, holder, stand) in context.map.commitments(claim) {
        let verb = match stand.stance {
            Stance::Supposes if holder == by => "supposes",
            Stance::Reports if holder == by => "reports",
            _ if stand.reported_by == Some(by) && holder != by => "reports",
            _ => continue,
        };
        return (verb, context.edge(edge, Field::Whole));
    }
    ("reports", None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, found_with, messages};

    fn map(premise: &str, step: &str, more: &str) -> String {
        format!(
            r#""holders": [{{ "id": "h", "name": "H" }}, {{ "id": "k", "name": "K" }}],
              "sources": [{{ "id": "s", "title": "S", "type": "webpage" }}],
              "claims": [{{ "id": "p", "text": "P.", {premise} }},
                {{ "id": "q", "text": "Q.", "asserted-by": ["h"] }},
                {{ "id": "t", "text": "T.", "asserted-by": ["h"] }}],
              "supports": [{{ "id": "step", "from": ["q", "p"], "to": "t", {step} }}] {more}"#
        )
    }

    const REPORTED: &str = r#""commitments": [{ "holder": "k", "reported-by": "h" }]"#;
    const SUPPOSED: &str = r#""commitments": [{ "holder": "h", "stance": "supposes" }]"#;
    const BY: &str = r#""by": "h""#;

    #[test]
    fn reports_and_suppositions_carry_nothing() {
        let reported = found(&RULE, &map(REPORTED, BY, ""));
        assert_eq!(messages(&reported), ["`h` only reports `p`, and builds on it in `step`"]);
        assert_eq!(reported[0].labels.len(), 2);
        let supposed = found(&RULE, &map(SUPPOSED, BY, ""));
        assert_eq!(messages(&supposed), ["`h` only supposes `p`, and builds on it in `step`"]);
        let warrant = map(SUPPOSED, BY, "").replace(r#"["q", "p"]"#, r#"["q"], "warrant": "p""#);
        assert_eq!(found(&RULE, &warrant).len(), 1);
    }

    #[test]
    fn who_also_asserts_it_may_build_on_it() {
        for own in [r#""asserted-by": ["h"]"#, r#""conceded-by": ["h"]"#] {
            assert!(found(&RULE, &map(&format!("{REPORTED}, {own}"), BY, "")).is_empty(), "{own}");
        }
    }

    #[test]
    fn who_has_retracted_it_no_longer_asserts_it() {
        let retracted = r#""commitments": [{ "holder": "h" }, { "holder": "h", "stance": "retracts" },
            { "holder": "k", "reported-by": "h" }]"#;
        let found = found(&RULE, &map(retracted, BY, ""));
        assert_eq!(messages(&found), ["`h` only reports `p`, and builds on it in `step`"]);
    }

    #[test]
    fn other_steps_of_other_people_are_no_fault() {
        assert!(found(&RULE, &map(REPORTED, r#""by": "k""#, "")).is_empty());
        assert!(found(&RULE, &map(REPORTED, r#""weight": 1"#, "")).is_empty());
        for scheme in [
            "reductio",
            "Reduction to absurdity",
            "conditional-proof",
            "expert-opinion",
            "general acceptance",
            "tu-quoque",
        ] {
            let step = format!(r#"{BY}, "scheme": "{scheme}""#);
            assert!(found(&RULE, &map(REPORTED, &step, "")).is_empty(), "{scheme}");
        }
        let rebuttal = map(REPORTED, BY, "").replace("supports", "rebuttals");
        assert!(found(&RULE, &rebuttal).is_empty());
    }

    #[test]
    fn what_follows_from_a_supposition_may_be_drawn() {
        let chain = map(SUPPOSED, BY, "").replace(
            r#""T.", "asserted-by": ["h"]"#,
            r#""T.", "commitments": [{ "holder": "h", "stance": "supposes" }]"#,
        );
        assert!(found(&RULE, &chain).is_empty());
    }

    #[test]
    fn a_premise_with_grounds_of_its_own_may_be_used() {
        for ground in [r#""basis": "common-ground""#, r#""cite": [{ "source": "s" }]"#] {
            assert!(found(&RULE, &map(&format!("{REPORTED}, {ground}"), BY, "")).is_empty());
        }
        let argued = map(REPORTED, BY, "").replace(
            r#""supports": ["#,
            r#""supports": [{ "from": ["q"], "to": "p", "by": "h" }, "#,
        );
        assert!(found(&RULE, &argued).is_empty());
    }

    #[test]
    fn only_own_steps() {
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &map(REPORTED, BY, "")).is_empty());
    }
}
