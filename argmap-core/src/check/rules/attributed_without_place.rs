//! A claim put in another's mouth and attacked, with no place where that other says it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{hidden_imputation, no_locator};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, Commitment, ConflictId, Edge, HolderId, InferenceId, Stance};
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM404",
    name: "attributed-without-place",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a claim is put in another's mouth and attacked, and no place but in the attacker's own sources shows that the other says it",
    why: "It is easy to beat a view that nobody holds. Before a view is attacked, it is shown where its holder takes it: in the holder's own words or at least in those of someone who is not the attacker. Claims that the map's analyst imputes are meant too. A map may rely on the source that it is a reading of for what that source says of others, and likewise on one in which the attack itself stands: it records both.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] }],
  "holders": [{ "id": "warden", "name": "The warden" }, { "id": "mayor", "name": "The mayor" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "dew", "text": "The wet on the street was dew.",
      "commitments": [{ "holder": "mayor", "reported-by": "warden", "source": "letter", "at": "p. 1" }] },
    { "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }] }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }],
  "rebuttals": [
    { "from": ["dew"], "to": "rain" },
    { "from": ["gauge"], "to": "dew", "by": "warden" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [
    { "id": "letter", "type": "letter", "title": "To the editor", "by": ["warden"] },
    { "id": "minutes", "type": "report", "title": "Minutes of the council" }
  ],
  "holders": [{ "id": "warden", "name": "The warden" }, { "id": "mayor", "name": "The mayor" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "dew", "text": "The wet on the street was dew.",
      "commitments": [{ "holder": "mayor", "reported-by": "warden", "source": "minutes", "at": "p. 3" }] },
    { "id": "gauge", "text": "The gauge held 9 mm.", "basis": "observed",
      "commitments": [{ "holder": "warden", "source": "letter", "at": "p. 1" }] }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }],
  "rebuttals": [
    { "from": ["dew"], "to": "rain" },
    { "from": ["gauge"], "to": "dew", "by": "warden" }
  ]
}"#,
    ),
    source: "The straw man: S. Aikin and J. Casey, Straw Man Arguments, 2022; D. Walton, The straw man fallacy, in Logic and Argumentation, 1996.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let no_one = context.facts.holders().is_empty() || context.facts.sources().is_empty();
    if no_one || !context.is_complete() {
        return;
    }
    let claims = put_in_mouths(context);
    if claims.is_empty() {
        return;
    }
    // One fault is told once.
    let mut told: FxHashSet<ClaimId> = FxHashSet::default();
    if context.runs(&no_locator::RULE) {
        let without = no_locator::stands_without_source(context);
        told.extend(without.into_iter().map(|(claim, _)| claim));
    }
    if context.runs(&hidden_imputation::RULE) {
        told.extend(hidden_imputation::hidden(context));
    }
    let conflicts = conflicts(context, &claims);
    for claim in claims {
        let conflicts = conflicts.get(&claim).map_or(&[][..], |list| &list[..]);
        if !told.contains(&claim) {
            found.extend(finding(context, claim, conflicts));
        }
    }
}

/// The claims of the root file that somebody holds only by the word of others, in the order of
/// the map.
fn put_in_mouths(context: &Context) -> Vec<ClaimId> {
    let mut ascribed: Vec<ClaimId> = Vec::new();
    for edge in context.map.graph().raw_edges() {
        let Edge::Commits(stand) = &edge.weight else { continue };
        let (holder, claim) = (HolderId(edge.source()), ClaimId(edge.target()));
        if stand.stance == Stance::Asserts && is_ascribed(context, claim, holder, stand) {
            ascribed.push(claim);
        }
    }
    ascribed.sort_unstable();
    ascribed.dedup();
    ascribed.retain(|claim| context.is_own(*claim) && !has_own_voice(context, *claim));
    ascribed
}

/// Whether others say of the holder that it takes the stand: a reporter, the analyst, or the
/// writers of the source that the map reads.
fn is_ascribed(context: &Context, claim: ClaimId, holder: HolderId, stand: &Commitment) -> bool {
    let map = context.map;
    let by_text = || {
        let writers = map.reading_of.map_or(&[][..], |source| &map[source].by[..]);
        stand.source.is_none() && !writers.is_empty() && !is_of(context, holder, writers)
    };
    let reported = stand.reported_by.is_some_and(|reporter| reporter != holder);
    reported || stand.imputed || map[claim].imputed || by_text()
}

/// Whether a holder is among some, belongs to one of them or has one of them as member.
fn is_of(context: &Context, holder: HolderId, some: &[HolderId]) -> bool {
    let map = context.map;
    some.iter().any(|other| {
        *other == holder
            || map[*other].members.contains(&holder)
            || map[holder].members.contains(other)
    })
}

/// Whether anyone stands up for a claim in his own voice.
fn has_own_voice(context: &Context, claim: ClaimId) -> bool {
    let stands = context.map.commitments(claim);
    stands.iter().any(|(_, holder, stand)| {
        matches!(stand.stance, Stance::Asserts | Stance::Concedes)
            && !is_ascribed(context, claim, *holder, stand)
    })
}

/// What attacks a claim.
#[derive(Clone, Copy)]
enum Attack {
    Step(InferenceId),
    Conflict(ConflictId),
}

/// The conflicts of those claims.
fn conflicts(context: &Context, claims: &[ClaimId]) -> FxHashMap<ClaimId, Vec<ConflictId>> {
    let mut found: FxHashMap<ClaimId, Vec<ConflictId>> = FxHashMap::default();
    for conflict in context.facts.conflicts() {
        for claim in context.map.members(*conflict) {
            if claims.binary_search(&claim).is_ok() {
                found.entry(claim).or_default().push(*conflict);
            }
        }
    }
    found
}

/// What attacks a claim that those holders are said to hold, each with who is behind it: rebuttals,
/// undercuts of steps in which the claim serves them, and conflicts.
fn attacks(
    context: &Context,
    claim: ClaimId,
    holders: &[HolderId],
    conflicts: &[ConflictId],
) -> Vec<(Attack, Option<HolderId>)> {
    let facts = &context.facts;
    let serving = facts.uses(claim).iter().filter(|step| {
        let by = facts.step(**step).by;
        by.is_none_or(|by| holders.contains(&by))
    });
    let undercuts = serving.flat_map(|step| {
        let undercuts = facts.undercuts(*step).iter();
        undercuts.filter(|undercut| !is_found(context, *step, facts.step(**undercut).by))
    });
    let steps = facts.rebuttals(claim).iter().chain(undercuts);
    let steps = steps.map(|step| (Attack::Step(*step), facts.step(*step).by));
    let conflicts =
        conflicts.iter().map(|conflict| (Attack::Conflict(*conflict), context.map[*conflict].by));
    let all = steps.chain(conflicts);
    all.filter(|(_, by)| by.is_none_or(|by| !holders.contains(&by))).collect()
}

/// Whether a step is drawn in a source, and not merely in one of the attacker's own: there its
/// premises are spoken of.
fn is_found(context: &Context, step: InferenceId, attacker: Option<HolderId>) -> bool {
    let weight = &context.map[step];
    let Some(passage) = weight.passage.as_deref().filter(|_| !weight.imputed) else { return false };
    !attacker.is_some_and(|attacker| context.map[passage.source].by.contains(&attacker))
}

/// Whether a stand has a place that is not merely the attacker's word, or stands where the map
/// records the attack too. One that lacks the place in its source is another rule's matter.
fn is_placed(
    context: &Context,
    stand: &Commitment,
    attack: Attack,
    attacker: Option<HolderId>,
) -> bool {
    let map = context.map;
    let Some(source) = stand.source else { return false };
    let is_attackers = attacker.is_some_and(|attacker| map[source].by.contains(&attacker));
    let is_recorded = match attack {
        Attack::Step(step) => {
            map[step].passage.as_ref().is_some_and(|passage| passage.source == source)
        }
        Attack::Conflict(_) => false,
    };
    let is_unplaced = stand.at.is_none() && no_locator::has_parts(&map[source]);
    !is_attackers || is_recorded || is_unplaced || map.reading_of == Some(source)
}

fn finding(context: &Context, claim: ClaimId, conflicts: &[ConflictId]) -> Option<Diagnostic> {
    let map = context.map;
    let mut stands = map.commitments(claim);
    stands.retain(|(_, _, stand)| stand.stance == Stance::Asserts);
    let mut holders: Vec<HolderId> = stands.iter().map(|(_, holder, _)| *holder).collect();
    holders.sort_unstable();
    holders.dedup();
    let (attack, attacker) =
        attacks(context, claim, &holders, conflicts).into_iter().find(|(attack, by)| {
            stands.iter().all(|(_, _, stand)| !is_placed(context, stand, *attack, *by))
        })?;
    let (edge, _, stand) = stands.first()?;
    let by = |holder: HolderId| format!(" by {}", context.list([holder]));
    let is_undercut =
        matches!(attack, Attack::Step(step) if map.as_claim(map.target(step).into()).is_none());
    let hit = if is_undercut { "a step from it" } else { "it" };
    let (reporter, fought) = match (stand.reported_by, attacker) {
        (Some(reporter), Some(attacker)) if reporter == attacker => {
            (by(reporter), format!(", who attacks {hit}, and"))
        }
        (reporter, attacker) => {
            let attacker = attacker.map(by).unwrap_or_default();
            let what = if is_undercut { "a step from it attacked" } else { "attacked" };
            (reporter.map(by).unwrap_or_default(), format!(" and {what}{attacker}, and"))
        }
    };
    let so = match attacker {
        Some(attacker) if stands.iter().any(|(_, _, stand)| stand.source.is_some()) => {
            format!("only sources{} say so", by(attacker))
        }
        _ => "no place is given for it".to_owned(),
    };
    let message = format!(
        "{} is attributed to {}{reporter}{fought} {so}",
        context.claim(claim),
        context.list(holders.iter().copied()),
    );
    let theirs = if holders.len() == 1 { "its holder" } else { "one of its holders" };
    let finding = context.finding(&RULE, claim, message);
    let finding = finding.at(context.edge(*edge, Field::Holder)).here("who says so?");
    let finding = finding.label(attack_place(context, attack), "attacked here");
    Some(finding.help(format!(
        "give a place where {theirs} says it, or where somebody else does who does not attack it"
    )))
}

/// Where an attack of the root file was written.
fn attack_place(context: &Context, attack: Attack) -> Option<Place> {
    match attack {
        Attack::Step(step) if context.is_own(step) => context.place(step),
        Attack::Conflict(conflict) if context.is_own(conflict) => context.place(conflict),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found as all_found, messages};

    /// Findings where claim `c` has these fields, `x` attacks it and the map has further keys.
    fn found(fields: &str, attack: &str, more: &str) -> Vec<Diagnostic> {
        let keys = format!(
            r#""holders": [{{ "id": "h", "name": "H", "members": ["m"] }}, {{ "id": "r", "name": "R" }},
                {{ "id": "m", "name": "M" }}],
              "sources": [{{ "id": "own", "title": "Own", "type": "book", "by": ["h"] }},
                {{ "id": "theirs", "title": "Theirs", "type": "book", "by": ["r"] }},
                {{ "id": "news", "title": "News", "type": "book" }}],
              "claims": [{{ "id": "c", "text": "C.", {fields} }}, {{ "id": "t", "text": "T." }},
                {{ "id": "x", "text": "X.", "cite": [{{ "source": "own", "at": "1" }}] }}],
              {attack} {more}"#
        );
        all_found(&RULE, &keys)
    }

    const REPORTED: &str = r#""commitments": [
        { "holder": "h", "reported-by": "r", "source": "theirs", "at": "1" }]"#;

    const REBUTTAL: &str = r#""rebuttals": [{ "id": "n", "from": ["x"], "to": "c", "by": "r" }]"#;

    #[test]
    fn a_view_known_only_from_those_who_attack_it() {
        let rebutted = found(REPORTED, REBUTTAL, "");
        let wanted =
            "`c` is attributed to `h` by `r`, who attacks it, and only sources by `r` say so";
        assert_eq!(messages(&rebutted), [wanted]);
        assert_eq!(rebutted[0].labels.len(), 2);
        let undercut = r#""supports": [{ "id": "s", "from": ["c"], "to": "t", "by": "h" }],
            "undercuts": [{ "from": ["x"], "to": "s", "by": "r" }]"#;
        let wanted = "`c` is attributed to `h` by `r`, who attacks a step from it, and only sources by `r` say so";
        assert_eq!(messages(&found(REPORTED, undercut, "")), [wanted]);
        // Where the step is drawn, there the claim is spoken of; unless the attacker wrote that.
        let drawn =
            undercut.replacen(r#""by": "h""#, r#""by": "h", "source": "news", "at": "1""#, 1);
        assert!(found(REPORTED, &drawn, "").is_empty());
        assert_eq!(found(REPORTED, &drawn.replace("news", "theirs"), "").len(), 1);
        let conflict = r#""conflicts": [{ "claims": ["x", "c"], "kind": "contrary", "by": "r" }]"#;
        assert_eq!(found(REPORTED, conflict, "").len(), 1);
    }

    #[test]
    fn attacks_by_others_or_on_others_are_no_straw_men() {
        for attack in [
            r#""supports": [{ "from": ["c"], "to": "t" }]"#.to_owned(),
            REBUTTAL.replace(r#""by": "r""#, r#""by": "h""#),
            REBUTTAL.replace(r#", "by": "r""#, ""),
            r#""supports": [{ "id": "s", "from": ["c"], "to": "t", "by": "r" }],
            "undercuts": [{ "from": ["x"], "to": "s", "by": "m" }]"#
                .to_owned(),
        ] {
            assert!(found(REPORTED, &attack, "").is_empty(), "{attack}");
        }
    }

    #[test]
    fn a_place_elsewhere_or_a_voice_is_enough() {
        for source in ["own", "news"] {
            let placed = REPORTED.replace("theirs", source);
            assert!(found(&placed, REBUTTAL, "").is_empty(), "{source}");
        }
        let twice =
            REPORTED.replace(" }]", r#" }, { "holder": "h", "source": "own", "at": "2" }]"#);
        assert!(found(&twice, REBUTTAL, "").is_empty());
        let another = format!(r#"{REPORTED}, "conceded-by": ["m"]"#);
        assert!(found(&another, REBUTTAL, "").is_empty());
        let own = r#""asserted-by": ["h"]"#;
        assert!(found(own, REBUTTAL, "").is_empty());
    }

    #[test]
    fn what_the_analyst_imputes_is_attributed() {
        let imputed = r#""commitments": [{ "holder": "h", "imputed": true }]"#;
        let wanted = "`c` is attributed to `h` and attacked by `r`, and no place is given for it";
        assert_eq!(messages(&found(imputed, REBUTTAL, "")), [wanted]);
        let claim = r#""asserted-by": ["h"], "imputed": true"#;
        assert_eq!(found(claim, &REBUTTAL.replace(r#", "by": "r""#, ""), "").len(), 1);
    }

    #[test]
    fn a_reading_relies_on_what_it_reads() {
        let reading = r#", "reading-of": "theirs""#;
        assert!(found(REPORTED, REBUTTAL, reading).is_empty());
        let nowhere = r#""commitments": [{ "holder": "h" }, { "holder": "r", "stance": "denies", "source": "theirs", "at": "1" }]"#;
        assert_eq!(found(nowhere, REBUTTAL, reading).len(), 1);
        assert!(found(&nowhere.replace("\"h\"", "\"r\""), REBUTTAL, reading).is_empty());
        let hidden = r#""asserted-by": ["h"]"#;
        assert!(found(hidden, REBUTTAL, reading).is_empty(), "it is a hidden imputation");
    }

    #[test]
    fn an_attack_recorded_with_its_place_is_not_the_maps() {
        let recorded = REBUTTAL.replace(r#""by": "r""#, r#""by": "r", "source": "theirs""#);
        assert!(found(REPORTED, &recorded, "").is_empty());
        let elsewhere = recorded.replace("theirs", "news");
        assert_eq!(found(REPORTED, &elsewhere, "").len(), 1);
    }

    #[test]
    fn a_missing_locator_is_told_once() {
        let lacking = REPORTED.replace(r#", "at": "1""#, "");
        assert!(found(&lacking, REBUTTAL, "").is_empty());
        let no_source = r#""commitments": [{ "holder": "h", "reported-by": "r" }]"#;
        assert_eq!(found(no_source, REBUTTAL, "").len(), 1);
        let elsewhere =
            r#", "groups": [], "questions": [{ "id": "q", "text": "Q?", "answers": ["c", "p"] }]"#;
        let placed = r#" }, { "id": "p", "text": "P.",
            "commitments": [{ "holder": "r", "source": "theirs", "at": "9" }]"#;
        assert!(found(&format!("{no_source}{placed}"), REBUTTAL, elsewhere).is_empty());
    }
}
