//! Claims as data, with those who take a stand on them and what is cited for them.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::document::{Field, Reading};
use crate::model::{Basis, CitationRole, ClaimId, ClaimKind, GroupId, HolderId, SourceId, Verdict};
use crate::report::{json, names};
use crate::semantics::Evaluation;

/// Which claims are asked for; nothing means any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Those on which this holder takes a stand.
    pub holder: Option<HolderId>,
    /// Those for which this source is cited or in which a stand on them is taken.
    pub source: Option<SourceId>,
    /// Those of this group and of the groups within it.
    pub group: Option<GroupId>,
    /// Those with this verdict.
    pub verdict: Option<Verdict>,
    /// Those of this kind.
    pub kind: Option<ClaimKind>,
}

/// Some claims of a map.
#[derive(Debug, Serialize)]
pub struct Claims {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The file.
    pub file: String,
    /// The claims in the order of declaration, those of imported files first.
    pub claims: Vec<ClaimFacts>,
}

/// What is known of a claim.
#[derive(Debug, Serialize)]
pub struct ClaimFacts {
    /// The id.
    pub id: String,
    /// The proposition.
    pub text: String,
    /// The short form.
    pub title: Option<String>,
    /// The kind.
    pub kind: Option<&'static str>,
    /// The group.
    pub group: Option<String>,
    /// Why it may stand with no reason.
    pub basis: Option<&'static str>,
    /// What becomes of it.
    pub verdict: &'static str,
    /// Whether the map is for it.
    pub thesis: bool,
    /// Whether it may stand with no reason.
    pub granted: bool,
    /// The stands taken on it.
    pub commitments: Vec<StandFacts>,
    /// The evidence for it.
    pub cite: Vec<PassageFacts>,
    /// Where it is declared.
    pub place: Option<json::Range>,
}

/// A stand on a claim.
#[derive(Debug, Serialize)]
pub struct StandFacts {
    /// Who takes it.
    pub holder: String,
    /// The stand.
    pub stance: &'static str,
    /// The source where it is taken.
    pub source: Option<String>,
    /// The place in it.
    pub at: Option<String>,
    /// The words there.
    pub quote: Option<String>,
}

/// Evidence for a claim.
#[derive(Debug, Serialize)]
pub struct PassageFacts {
    /// The source.
    pub source: String,
    /// The place in it.
    pub at: Option<String>,
    /// The words there.
    pub quote: Option<String>,
    /// What sort of evidence it is.
    pub role: Option<&'static str>,
}

/// The claims that are asked for; linear in the size of the map.
pub fn claims(reading: &Reading, evaluation: &Evaluation, filter: &Filter) -> Vec<ClaimId> {
    let map = &reading.map;
    let groups: Option<FxHashSet<NodeIndex>> = filter.group.map(|group| within(reading, group));
    let wanted = |id: &ClaimId| {
        let claim = &map[*id];
        let grouped = |groups: &FxHashSet<NodeIndex>| {
            claim.group.is_some_and(|group| groups.contains(&group.node()))
        };
        let held = |holder| map.commitments(*id).iter().any(|(_, by, _)| *by == holder);
        filter.kind.is_none_or(|kind| claim.kind == Some(kind))
            && filter.verdict.is_none_or(|verdict| evaluation.verdict(*id) == verdict)
            && groups.as_ref().is_none_or(grouped)
            && filter.holder.is_none_or(held)
            && filter.source.is_none_or(|source| is_from(reading, *id, source))
    };
    map.claims().map(|(id, _)| id).filter(wanted).collect()
}

/// What is known of some claims.
pub fn facts(reading: &Reading, evaluation: &Evaluation, claims: &[ClaimId]) -> Claims {
    let file = reading.files.first().map_or(String::new(), |file| file.name().to_owned());
    let claims = claims.iter().map(|claim| fact(reading, evaluation, *claim)).collect();
    Claims { version: json::VERSION, file, claims }
}

fn fact(reading: &Reading, evaluation: &Evaluation, id: ClaimId) -> ClaimFacts {
    let map = &reading.map;
    let claim = &map[id];
    let name = |node: NodeIndex| names::part(map, node);
    let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    let commitments = map.commitments(id).into_iter().map(|(_, holder, stand)| StandFacts {
        holder: name(holder.node()),
        stance: stand.stance.word(),
        source: stand.source.map(|source| name(source.node())),
        at: owned(&stand.at),
        quote: owned(&stand.quote),
    });
    let cite = map.citations(id).into_iter().map(|(_, citation)| PassageFacts {
        source: name(citation.passage.source.node()),
        at: owned(&citation.passage.at),
        quote: owned(&citation.passage.quote),
        role: citation.role.map(CitationRole::word),
    });
    ClaimFacts {
        id: name(id.node()),
        text: claim.text.to_string(),
        title: owned(&claim.title),
        kind: claim.kind.map(ClaimKind::word),
        group: claim.group.map(|group| name(group.node())),
        basis: claim.basis.map(Basis::word),
        verdict: evaluation.verdict(id).word(),
        thesis: map.is_thesis(id),
        granted: evaluation.is_granted(id),
        commitments: commitments.collect(),
        cite: cite.collect(),
        place: reading.origins.node(id, Field::Id).map(|place| json::Range::new(reading, place)),
    }
}

fn is_from(reading: &Reading, claim: ClaimId, source: SourceId) -> bool {
    let map = &reading.map;
    map.commitments(claim).iter().any(|(_, _, stand)| stand.source == Some(source))
        || map.citations(claim).iter().any(|(_, citation)| citation.passage.source == source)
}

/// A group and all groups within it, however deep.
fn within(reading: &Reading, group: GroupId) -> FxHashSet<NodeIndex> {
    let map = &reading.map;
    let mut children: rustc_hash::FxHashMap<GroupId, Vec<GroupId>> = Default::default();
    for (id, weight) in map.groups() {
        if let Some(parent) = weight.parent {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut found = FxHashSet::default();
    let mut open = vec![group];
    while let Some(group) = open.pop() {
        if found.insert(group.node()) {
            open.extend(children.get(&group).into_iter().flatten());
        }
    }
    found
}
