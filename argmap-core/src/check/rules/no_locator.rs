//! A reference to a source that does not say where in it.

use petgraph::graph::EdgeIndex;
use rustc_hash::FxHashSet;

use crate::check::quotations::{Quoted, Reference};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, Edge, HolderId, Source};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// Types of CSL-JSON for what is short, or has no parts to name.
const WITHOUT_PARTS: &[&str] = &[
    "webpage",
    "post",
    "post-weblog",
    "personal_communication",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "dataset",
    "figure",
    "graphic",
    "map",
    "musical_score",
    "software",
    "event",
    "performance",
    "speech",
    "interview",
    "song",
];

pub(super) static RULE: Rule = Rule {
    code: "AM403",
    name: "no-locator",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a source is named with no place in it, or a stand is given with no source where others of the same holder have one",
    why: "Whoever doubts a claim wants to read the passage. A whole book is no passage, and a stand without a place cannot be told from one that the analyst made up. Web pages and other short sources that list no sections need no place.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "log", "type": "report", "title": "Log of the weather station" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge held 9 mm.", "cite": [{ "source": "log" }] }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "log", "type": "report", "title": "Log of the weather station" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge held 9 mm.", "cite": [{ "source": "log", "at": "p. 14" }] }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    source: "Scholarly practice: a citation leads to the passage (Chicago Manual of Style, 17th edition, ch. 14).",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let lacking =
        |reference: &Reference| reference.at.is_none() && has_parts(&context.map[reference.source]);
    let all = context.references();
    if all.iter().any(|reference| lacking(reference) && reference.quote.is_some()) {
        for examined in context.examined() {
            if lacking(&examined.reference) {
                found.push(without_place(context, &examined.reference, &examined.quoted));
            }
        }
    } else {
        for reference in all.iter().filter(|reference| lacking(reference)) {
            found.push(without_place(context, reference, &Quoted::Nothing));
        }
    }
    without_source(context, found);
}

/// Whether a reader needs to be told where in the source to look.
pub(super) fn has_parts(source: &Source) -> bool {
    !source.sections.is_empty() || !WITHOUT_PARTS.contains(&&*source.kind)
}

/// A reference that names a source and no place.
fn without_place(context: &Context, reference: &Reference, quoted: &Quoted) -> Diagnostic {
    let map = context.map;
    let (part, source) = reference.names(context);
    let edge = reference.edge.and_then(|edge| {
        let (holder, _) = map.graph().edge_endpoints(edge)?;
        Some((holder, &map.graph()[edge]))
    });
    let message = match edge {
        Some((holder, Edge::Commits(_))) => {
            let holder = context.list([holder]);
            format!("the stand of {holder} on {part} names {source} but no place in it")
        }
        Some(_) => format!("{part} cites {source} but no place in it"),
        None => format!("{part} is drawn in {source}, and no place in it is named"),
    };
    let mut finding = reference.finding(context, &RULE, Field::Source, message);
    let source = &map[reference.source];
    let help = match quoted.only_place(&source.sections) {
        Some(place) => {
            finding = finding.note(format!("the words quoted stand in {place}"));
            format!("write `\"at\": \"{place}\"`")
        }
        None => match (source.sections.first(), &source.text) {
            (Some(section), _) => {
                format!("say where, such as `\"at\": \"{} ¶1\"`", section.name)
            }
            (None, Some(_)) => "say where, such as `\"at\": \"¶1\"`".to_owned(),
            (None, None) => "say where, such as `\"at\": \"p. 12\"`".to_owned(),
        },
    };
    finding.here("where in it?").help(help)
}

/// Claims on which holders take a stand with no source, although their words are elsewhere given
/// with places: one finding for each claim.
fn without_source(context: &Context, found: &mut Vec<Diagnostic>) {
    for (claim, lacking) in stands_without_source(context) {
        let Some((first, ..)) = lacking.first() else { continue };
        let mut holders: Vec<HolderId> = lacking.iter().map(|(_, holder)| *holder).collect();
        holders.sort_unstable();
        holders.dedup();
        let message = format!(
            "nothing says where {} {} a stand on {}",
            context.list(holders.iter().copied()),
            if holders.len() == 1 { "takes" } else { "take" },
            context.claim(claim),
        );
        let mut finding =
            context.finding(&RULE, claim, message).at(context.edge(*first, Field::Whole));
        for (edge, _) in &lacking[1..] {
            finding = finding.label(context.edge(*edge, Field::Whole), "nor here");
        }
        let note = "other stands in this map are given with their places";
        let help = "give `source` and `at` under `commitments`, or mark the stand `imputed` if it is the analyst's reading";
        found.push(finding.here("no place").note(note).help(help));
    }
}

/// For each claim of the root file the stands on it that lack a source, although others of the
/// same holder have one; linear in the size of the map.
pub(super) fn stands_without_source(context: &Context) -> Vec<(ClaimId, Vec<Stand>)> {
    let map = context.map;
    let mut placed: FxHashSet<HolderId> = FxHashSet::default();
    let mut claims_with_source: FxHashSet<ClaimId> = FxHashSet::default();
    let mut counted: FxHashSet<ClaimId> = FxHashSet::default();
    for edge in map.graph().raw_edges() {
        let Edge::Commits(commitment) = &edge.weight else { continue };
        let (holder, claim) = (HolderId(edge.source()), ClaimId(edge.target()));
        if commitment.source.is_none() {
            counted.insert(claim);
            continue;
        }
        claims_with_source.insert(claim);
        if commitment.at.is_some() && context.is_own(claim) {
            placed.insert(commitment.reported_by.unwrap_or(holder));
        }
    }
    if placed.is_empty() {
        return Vec::new();
    }
    let lacking = |claim: ClaimId| {
        // In a reading of a source, a claim with no place at all is another rule's matter.
        let elsewhere = map.reading_of.is_some() && !claims_with_source.contains(&claim);
        let silent = map[claim].imputed || elsewhere || !context.origins.is_whole(claim);
        if !context.is_own(claim) || silent || !counted.contains(&claim) {
            return None;
        }
        let stands = map.commitments(claim).into_iter().filter(|(_, holder, commitment)| {
            commitment.source.is_none()
                && !commitment.imputed
                && placed.contains(&commitment.reported_by.unwrap_or(*holder))
        });
        let stands: Vec<Stand> = stands.map(|(edge, holder, _)| (edge, holder)).collect();
        (!stands.is_empty()).then_some((claim, stands))
    };
    context.facts.claims().iter().filter_map(|claim| lacking(*claim)).collect()
}

/// The edge of a stand, and who takes it.
type Stand = (EdgeIndex, HolderId);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn found(map: &str) -> Vec<Diagnostic> {
        let head = r#""argmap": 1, "title": "t", "holders": [{ "id": "h", "name": "H" },
            { "id": "k", "name": "K" }]"#;
        let reading = crate::read("map.json", format!("{{ {head}, {map} }}"), &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let texts = |_: &str| Some("One\n\nWar.".to_owned());
        let found = check(&reading, Options { texts: &texts, ..Options::default() });
        found.into_iter().filter(|finding| finding.rule.code == RULE.code).collect()
    }

    fn of_source(source: &str, reference: &str) -> Vec<Diagnostic> {
        found(&format!(
            r#""sources": [{{ "id": "s", "title": "S", {source} }}],
               "claims": [{{ "id": "a", "text": "A.", {reference} }}]"#
        ))
    }

    const BOOK: &str = r#""type": "book""#;

    #[test]
    fn citations_stands_and_steps_need_a_place() {
        assert_eq!(of_source(BOOK, r#""cite": [{ "source": "s" }]"#).len(), 1);
        assert_eq!(of_source(BOOK, r#""cite": [{ "source": "s", "at": " " }]"#).len(), 1);
        let stand = of_source(BOOK, r#""commitments": [{ "holder": "h", "source": "s" }]"#);
        assert_eq!(stand[0].message, "the stand of `h` on `a` names `s` but no place in it");
        let step = found(
            r#""sources": [{ "id": "s", "title": "S", "type": "book" }],
               "claims": [{ "id": "a", "text": "A." }, { "id": "b", "text": "B." }],
               "supports": [{ "from": ["a"], "to": "b", "source": "s" }]"#,
        );
        assert_eq!(step[0].message.split(" is drawn").count(), 2, "{}", step[0].message);
    }

    #[test]
    fn short_sources_need_none_unless_they_list_sections() {
        let cite = r#""cite": [{ "source": "s" }]"#;
        assert!(of_source(r#""type": "webpage""#, cite).is_empty());
        let sections = r#""type": "webpage", "sections": [{ "id": "1", "heading": "One" }]"#;
        assert_eq!(of_source(sections, cite).len(), 1);
    }

    #[test]
    fn the_place_of_quoted_words_is_offered() {
        let source = r#""type": "book", "text": "s.txt""#;
        let found = of_source(source, r#""cite": [{ "source": "s", "quote": "war" }]"#);
        assert_eq!(found[0].help.as_deref(), Some("write `\"at\": \"¶2\"`"));
    }

    const SHORTHANDS: &str = r#"{ "id": "b", "text": "B.", "asserted-by": ["h", "k"] },
        { "id": "c", "text": "C.", "asserted-by": ["k"] },
        { "id": "d", "text": "D.", "imputed": true, "asserted-by": ["h"] },
        { "id": "e", "text": "E.", "commitments": [{ "holder": "h", "imputed": true }] }"#;

    #[test]
    fn shorthands_have_no_place_where_others_of_the_holder_have_one() {
        let sources = r#""sources": [{ "id": "s", "title": "S", "type": "book" }]"#;
        let placed = r#"{ "id": "a", "text": "A.",
            "commitments": [{ "holder": "h", "source": "s", "at": "p. 1" }] }"#;
        let claims = format!(r#"{sources}, "claims": [{placed}, {SHORTHANDS}]"#);
        let messages: Vec<String> = found(&claims).into_iter().map(|found| found.message).collect();
        assert_eq!(messages, ["nothing says where `h` takes a stand on `b`"]);
        assert!(found(&format!(r#""claims": [{SHORTHANDS}]"#)).is_empty());
        let reading = format!(r#"{claims}, "reading-of": "s""#);
        assert!(
            found(&reading).is_empty(),
            "a claim of a reading with no place is hidden-imputation"
        );
    }
}
