//! Two rival claims asserted by one holder, or one claim asserted and denied.

use petgraph::graph::EdgeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::background::{brief, stand_place, stand_words};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::logic::consistency::{Stand, Stands, negated};
use crate::model::{ClaimId, Commitment, ConflictKind, Edge, HolderId, Stance};
use crate::text::{FileId, Place};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM301",
    name: "contradiction",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "one holder asserts two claims that conflict, or asserts and denies one claim",
    why: "Who asserts both of two claims that cannot both be true says nothing that could be right. Where the two stands are of different dates or stand in different sources it may be a change of mind, and is reported as that.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "diary", "type": "document", "title": "Anna's diary", "by": ["anna"] }],
  "holders": [{ "id": "anna", "name": "Anna" }],
  "claims": [
    { "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶1" }] },
    { "id": "dry", "text": "It was dry all night.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶2" }] },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "conflicts": [{ "claims": ["rain", "dry"], "kind": "contrary" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "diary", "type": "document", "title": "Anna's diary", "by": ["anna"] }],
  "holders": [{ "id": "anna", "name": "Anna" }],
  "claims": [
    { "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶1" }] },
    { "id": "dry", "text": "It was dry all night.",
      "commitments": [{ "holder": "anna", "stance": "denies", "source": "diary", "at": "¶2" }] },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "conflicts": [{ "claims": ["rain", "dry"], "kind": "contrary" }]
}"#,
    ),
    source: "Aristotle, Metaphysics IV 3; C. L. Hamblin, Fallacies, 1970, ch. 8, on commitment stores.",
};

/// What declares that not two of several claims are true.
struct Rivalry {
    claims: Vec<ClaimId>,
    by: Option<HolderId>,
    place: Option<Place>,
    words: String,
    name: Option<String>,
    /// What to do where they can be true together.
    mend: &'static str,
}

/// How many claims of one conflict, and how many places of one stand, are compared.
const COMPARED: usize = 8;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let stands = context.stands();
    if stands.all().is_empty() {
        return;
    }
    for pair in stands.all().windows(2) {
        let [one, other] = pair else { continue };
        let same = one.holder == other.holder && one.claim == other.claim;
        if same && one.stance == Stance::Asserts && other.stance == Stance::Denies {
            let message =
                format!("{} asserts and denies {}", holder(context, one), context.claim(one.claim));
            found.extend(report(context, stands, &[one, other], &message, None));
        }
    }
    let mut asserted: FxHashMap<ClaimId, Vec<usize>> = FxHashMap::default();
    for (number, stand) in stands.all().iter().enumerate() {
        if stand.stance == Stance::Asserts {
            asserted.entry(stand.claim).or_default().push(number);
        }
    }
    let mut told: FxHashSet<(HolderId, Vec<ClaimId>)> = FxHashSet::default();
    rivalries(context, |rivalry| {
        for group in asserting(stands, &asserted, &rivalry) {
            let mut claims: Vec<ClaimId> = group.iter().map(|stand| stand.claim).collect();
            let names = brief(context, &claims);
            let said = match claims.len() {
                2 => format!("asserts both {names}, which exclude each other"),
                _ => format!("asserts {names}, of which at most one is true"),
            };
            claims.sort_unstable();
            if !told.insert((group[0].holder, claims)) {
                continue;
            }
            let message = format!("{} {said}", holder(context, group[0]));
            found.extend(report(context, stands, &group, &message, Some(&rivalry)));
        }
    });
}

/// Calls `each` with all that declares rivals.
fn rivalries(context: &Context, mut each: impl FnMut(Rivalry)) {
    let map = context.map;
    for (id, conflict) in map.conflicts() {
        let kind = match conflict.kind {
            ConflictKind::Contrary => "declared contrary here",
            ConflictKind::Contradictory => "declared contradictory here",
        };
        each(Rivalry {
            claims: unique(map.members(id)),
            by: conflict.by,
            place: context.place(id),
            words: kind.to_owned(),
            name: map.name(id),
            mend: "drop the conflict",
        });
    }
    for (id, question) in map.questions().filter(|(_, question)| question.exclusive) {
        each(Rivalry {
            claims: unique(map.answers(id)),
            by: question.by,
            place: context.place(id),
            words: "its answers exclude each other".to_owned(),
            name: map.name(id),
            mend: "let the question not be exclusive",
        });
    }
    for (id, _) in map.claims() {
        let Some(other) = negated(map, id) else { continue };
        each(Rivalry {
            claims: unique([id, other].into_iter()),
            by: None,
            place: context.field(id, Field::Formula),
            words: format!("{} is the negation of {}", context.claim(id), context.claim(other)),
            name: None,
            mend: "correct the formula",
        });
    }
}

fn unique(claims: impl Iterator<Item = ClaimId>) -> Vec<ClaimId> {
    let mut seen = FxHashSet::default();
    claims.filter(|claim| seen.insert(*claim)).collect()
}

/// The assertions of two or more of the rivals by one holder, holder by holder. The claim that
/// most assert is only looked up for those who assert another.
fn asserting<'s>(
    stands: &'s Stands,
    asserted: &FxHashMap<ClaimId, Vec<usize>>,
    rivalry: &Rivalry,
) -> Vec<Vec<&'s Stand>> {
    let count = |claim: &ClaimId| asserted.get(claim).map_or(0, Vec::len);
    let Some(most) = rivalry.claims.iter().copied().max_by_key(count) else { return Vec::new() };
    let mut of_holder: FxHashMap<HolderId, Vec<&Stand>> = FxHashMap::default();
    let mut holders: Vec<HolderId> = Vec::new();
    for claim in rivalry.claims.iter().filter(|claim| **claim != most) {
        for number in asserted.get(claim).into_iter().flatten() {
            let stand = &stands.all()[*number];
            if rivalry.by.is_none_or(|by| by == stand.holder) {
                let list = of_holder.entry(stand.holder).or_insert_with(|| {
                    holders.push(stand.holder);
                    Vec::new()
                });
                list.push(stand);
            }
        }
    }
    holders.sort_unstable();
    let mut groups = Vec::new();
    for holder in holders {
        let Some(mut group) = of_holder.remove(&holder) else { continue };
        group.extend(stands.find(holder, most, Stance::Asserts));
        if group.len() > 1 {
            group.sort_by_key(|stand| stand.claim);
            groups.push(group);
        }
    }
    groups
}

fn holder(context: &Context, stand: &Stand) -> String {
    context.list([stand.holder])
}

/// The finding about stands of one holder that exclude each other; nothing where none of the
/// places is in the root file.
fn report(
    context: &Context,
    stands: &Stands,
    group: &[&Stand],
    message: &str,
    rivalry: Option<&Rivalry>,
) -> Option<Diagnostic> {
    let group = &group[..group.len().min(COMPARED)];
    let clash = clash(context, stands, group);
    let mut edges = clash.edges;
    edges.sort_by_key(|edge| {
        let root = stand_place(context, *edge).map(|place| place.file == FileId::ROOT);
        (root != Some(false), said(context, *edge).date.clone(), *edge)
    });
    edges.reverse();
    let place = stand_place(context, edges[0]);
    let conflict_here = rivalry.and_then(|rivalry| rivalry.place);
    let own = |place: Option<Place>| place.is_some_and(|place| place.file == FileId::ROOT);
    let at_conflict = !own(place) && own(conflict_here);
    let message = match clash.changed {
        true => format!("changed position: {message}, {}", clash.between),
        false => message.to_owned(),
    };
    let mut finding = Diagnostic::new(&RULE, place, message);
    if at_conflict {
        finding = finding.at(conflict_here).label(place, stand_words(context, edges[0]));
    } else {
        finding = finding.here(stand_words(context, edges[0]));
    }
    for edge in &edges[1..] {
        finding = finding.label(stand_place(context, *edge), stand_words(context, *edge));
    }
    if let Some(rivalry) = rivalry {
        if at_conflict {
            finding = finding.here(rivalry.words.to_string());
        } else {
            finding = finding.label(conflict_here, rivalry.words.to_string());
        }
        finding.about.extend(rivalry.name.clone());
    }
    finding.about.extend(context.map.name(group[0].holder));
    finding.about.extend(group.iter().filter_map(|stand| context.map.name(stand.claim)));
    let help = if clash.changed {
        finding = finding.severity(Severity::Info);
        "if the earlier stand was given up, add a commitment with the stance `retracts`".to_owned()
    } else if let Some(rivalry) = rivalry {
        let mend = rivalry.mend;
        format!(
            "find out which of them is held and drop the other assertion; or, if they can be true together, {mend}"
        )
    } else {
        "find out which it is; a claim that is granted for the sake of the argument is conceded or supposed, not asserted".to_owned()
    };
    Some(finding.help(help))
}

struct Clash {
    /// One place for each stand.
    edges: Vec<EdgeIndex>,
    /// Whether all stands are of different dates or sources.
    changed: bool,
    between: &'static str,
}

/// Looks for two stands at places that are neither of different dates nor of different sources.
fn clash(context: &Context, stands: &Stands, group: &[&Stand]) -> Clash {
    let first: Vec<EdgeIndex> = group.iter().map(|stand| stands.edges(stand)[0]).collect();
    let mut dated = true;
    for (number, one) in group.iter().enumerate() {
        for (further, other) in group.iter().enumerate().skip(number + 1) {
            for edge in stands.edges(one).iter().take(COMPARED) {
                for other_edge in stands.edges(other).iter().take(COMPARED) {
                    let (here, there) = (said(context, *edge), said(context, *other_edge));
                    let differ = |a: bool, b: bool, differ: bool| a && b && differ;
                    let date =
                        differ(here.date.is_some(), there.date.is_some(), here.date != there.date);
                    let source = differ(
                        here.source.is_some(),
                        there.source.is_some(),
                        here.source != there.source,
                    );
                    dated &= date;
                    if !date && !source {
                        let mut edges = first;
                        edges[number] = *edge;
                        edges[further] = *other_edge;
                        return Clash { edges, changed: false, between: "" };
                    }
                }
            }
        }
    }
    let between = if dated { "at different dates" } else { "in different sources" };
    Clash { edges: first, changed: true, between }
}

fn said<'c>(context: &Context<'c>, edge: EdgeIndex) -> &'c Commitment {
    match &context.map.graph()[edge] {
        Edge::Commits(commitment) => commitment,
        other => panic!("a stand is taken in a commitment, not in {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn findings(a: &str, b: &str, parts: &str) -> Vec<Diagnostic> {
        let text = format!(
            r#"{{"argmap":1,"title":"t","holders":[{{"id":"h","name":"H"}},{{"id":"k","name":"K"}}],
            "sources":[{{"id":"s","type":"book","title":"S"}},{{"id":"r","type":"book","title":"R"}}],
            "claims":[{{"id":"a","text":"A.","commitments":[{a}]}},
                      {{"id":"b","text":"B.","commitments":[{b}]}},
                      {{"id":"c","text":"C.","asserted-by":["h"]}}]{parts}}}"#
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let mut found = check(&reading, Options::default());
        found.retain(|finding| finding.rule.code == RULE.code);
        found
    }

    const CONFLICT: &str = r#","conflicts":[{"claims":["a","b"],"kind":"contrary"}]"#;
    const PLAIN: &str = r#"{"holder":"h"}"#;

    #[test]
    fn the_help_names_what_sets_them_against_each_other() {
        let helps = |parts: &str| {
            let found = findings(PLAIN, PLAIN, parts);
            assert_eq!(found.len(), 1);
            found[0].help.iter().map(ToString::to_string).collect::<String>()
        };
        assert!(helps(CONFLICT).ends_with("drop the conflict"));
        let question =
            r#","questions":[{"id":"q","text":"Q?","answers":["a","b"],"exclusive":true}]"#;
        assert!(helps(question).ends_with("let the question not be exclusive"));
    }

    #[test]
    fn other_dates_or_sources_are_a_change_of_mind() {
        let of = |a: &str, b: &str| {
            let found = findings(a, b, CONFLICT);
            assert_eq!(found.len(), 1);
            (found[0].severity, found[0].message.clone())
        };
        let dated = |date: &str| format!(r#"{{"holder":"h","date":"{date}"}}"#);
        let (severity, message) = of(&dated("1926"), &dated("1928"));
        assert_eq!(severity, Severity::Info);
        assert_eq!(
            message,
            "changed position: `h` asserts both `a` and `b`, which exclude each other, at different dates"
        );
        assert_eq!(of(&dated("1926"), &dated("1926")).0, Severity::Error);
        assert_eq!(of(&dated("1926"), PLAIN).0, Severity::Error);
        let of_source = |source: &str| format!(r#"{{"holder":"h","source":"{source}","at":"1"}}"#);
        assert_eq!(of(&of_source("s"), &of_source("r")).0, Severity::Info);
        assert_eq!(of(&of_source("s"), &of_source("s")).0, Severity::Error);
        let twice = format!("{},{}", of_source("r"), of_source("s"));
        assert_eq!(of(&of_source("s"), &twice).0, Severity::Error);
    }

    #[test]
    fn the_later_stand_comes_first() {
        let found = findings(
            r#"{"holder":"h","date":"1928"}"#,
            r#"{"holder":"h","date":"1926"}"#,
            CONFLICT,
        );
        let words: Vec<&str> = found[0].labels.iter().map(|label| &*label.message).collect();
        assert_eq!(
            words,
            [
                "`h` asserts `a` here (1928)",
                "`h` asserts `b` here (1926)",
                "declared contrary here"
            ]
        );
    }

    #[test]
    fn conceding_reporting_and_what_others_say_is_no_assertion() {
        for other in [
            r#"{"holder":"h","stance":"concedes"}"#,
            r#"{"holder":"h","stance":"reports"}"#,
            r#"{"holder":"k"}"#,
            r#"{"holder":"h"},{"holder":"h","stance":"retracts"}"#,
        ] {
            assert!(findings(PLAIN, other, CONFLICT).is_empty(), "{other}");
        }
        let theirs = r#","conflicts":[{"claims":["a","b"],"kind":"contrary","by":"k"}]"#;
        assert!(findings(PLAIN, PLAIN, theirs).is_empty());
    }

    #[test]
    fn a_claim_asserted_and_denied() {
        let both = r#"{"holder":"h"},{"holder":"h","stance":"denies"}"#;
        let found = findings(both, r#"{"holder":"k"}"#, "");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`h` asserts and denies `a`");
    }

    #[test]
    fn three_answers_are_one_finding_and_two_conflicts_of_one_pair_too() {
        let question =
            r#","questions":[{"id":"q","text":"Which?","answers":["a","b","c"],"exclusive":true}]"#;
        let found = findings(PLAIN, PLAIN, question);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`h` asserts `a`, `b` and `c`, of which at most one is true");
        let twice = r#","questions":[{"id":"q","text":"Which?","answers":["a","b"],"exclusive":true}],
            "conflicts":[{"claims":["a","b"],"kind":"contradictory"}]"#;
        assert_eq!(findings(PLAIN, PLAIN, twice).len(), 1);
    }
}
