//! What the page knows of a map, as one JSON object.
//!
//! Parts go by the numbers of their nodes. Whatever is empty is left out, so that the data of a
//! large map stays small.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::address::anchors;
use crate::analysis::reason;
use crate::model::{
    Basis, Citation, CitationRole, ClaimId, ClaimKind, GroupId, HolderId, HolderKind, InferenceId,
    Map, Passage, Source, SourceId, Target,
};
use crate::render::highlights::{Highlights, by_part};
use crate::render::web::is_web;
use crate::render::{Mark, Overlay};

/// What the page knows of a map.
#[derive(Debug, Serialize)]
pub struct Data<'m> {
    title: &'m str,
    /// Whether verdicts are told at all.
    verdicts: bool,
    claims: Vec<ClaimData<'m>>,
    steps: Vec<StepData<'m>>,
    questions: Vec<QuestionData<'m>>,
    conflicts: Vec<ConflictData<'m>>,
    groups: Vec<GroupData<'m>>,
    holders: Vec<HolderData<'m>>,
    sources: Vec<SourceData<'m>>,
    /// What is pointed out, in the order of the parts' numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    highlights: Vec<HighlightData<'m>>,
}

/// What claims and steps have in common, as fields of theirs.
#[derive(Debug, Serialize)]
struct Common<'m> {
    part: usize,
    /// What the part's address ends in; nothing for what has no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    /// Why the verdict is what it is, in one line, names in backticks.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// The parts whose verdicts explain this one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
    #[serde(skip_serializing_if = "is_false")]
    imputed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citations: Vec<PassageData<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingData<'m>>,
}

#[derive(Debug, Serialize)]
struct ClaimData<'m> {
    #[serde(flatten)]
    common: Common<'m>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'m str>,
    text: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<usize>,
    #[serde(skip_serializing_if = "is_false")]
    thesis: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'m [Box<str>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    same: Vec<SameData<'m>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stands: Vec<StandData<'m>>,
}

#[derive(Debug, Serialize)]
struct StepData<'m> {
    #[serde(flatten)]
    common: Common<'m>,
    kind: &'static str,
    from: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warrant: Option<usize>,
    to: usize,
    #[serde(skip_serializing_if = "is_false")]
    strict: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<PassageData<'m>>,
}

#[derive(Debug, Serialize)]
struct QuestionData<'m> {
    part: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    text: &'m str,
    answers: Vec<usize>,
    exclusive: bool,
    exhaustive: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingData<'m>>,
}

#[derive(Debug, Serialize)]
struct ConflictData<'m> {
    part: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    kind: &'static str,
    members: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingData<'m>>,
}

#[derive(Debug, Serialize)]
struct GroupData<'m> {
    part: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    title: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingData<'m>>,
}

#[derive(Debug, Serialize)]
struct HolderData<'m> {
    part: usize,
    title: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct SourceData<'m> {
    part: usize,
    title: &'m str,
    kind: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by: Vec<&'m str>,
    /// Where it is to be found, as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'m str>,
    /// Whether the address may be a link.
    #[serde(skip_serializing_if = "is_false")]
    link: bool,
}

#[derive(Debug, Serialize)]
struct PassageData<'m> {
    source: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
}

#[derive(Debug, Serialize)]
struct StandData<'m> {
    holder: usize,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'m str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reporter: Option<usize>,
    #[serde(skip_serializing_if = "is_false")]
    imputed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
}

#[derive(Clone, Debug, Serialize)]
struct SameData<'m> {
    part: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
}

#[derive(Debug, Serialize)]
struct HighlightData<'m> {
    part: usize,
    role: &'static str,
    sign: &'static str,
    meaning: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'m str>,
}

#[derive(Debug, Serialize)]
struct FindingData<'m> {
    code: &'static str,
    severity: &'static str,
    message: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'m str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    place: &'m str,
}

// By reference, since serde hands out references.
fn is_false(value: &bool) -> bool {
    !value
}

/// What the page knows of a map; linear in the size of the map and in the lengths of reasons.
pub fn data<'m>(map: &'m Map, overlay: &'m Overlay<'m>) -> Data<'m> {
    let mut findings = vec![Vec::<&Mark>::new(); map.node_count()];
    overlay.marks.iter().for_each(|mark| findings[mark.part.index()].push(mark));
    let (same, highlights) = (same(map), by_part(overlay));
    Gatherer { map, overlay, anchors: anchors(map), findings, same, highlights }.data()
}

/// What says the same as a claim, whichever of the two declares it.
fn same(map: &Map) -> FxHashMap<ClaimId, Vec<SameData<'_>>> {
    let mut same: FxHashMap<ClaimId, Vec<SameData>> = FxHashMap::default();
    for (id, claim) in map.claims() {
        for one in &claim.same_as {
            let note = one.note.as_deref();
            for (claim, other) in [(id, one.other), (one.other, id)] {
                same.entry(claim).or_default().push(SameData { part: other.index(), note });
            }
        }
    }
    same
}

struct Gatherer<'m> {
    map: &'m Map,
    overlay: &'m Overlay<'m>,
    anchors: Vec<Option<String>>,
    /// By node.
    findings: Vec<Vec<&'m Mark>>,
    same: FxHashMap<ClaimId, Vec<SameData<'m>>>,
    highlights: Highlights<'m>,
}

impl<'m> Gatherer<'m> {
    fn data(&self) -> Data<'m> {
        let map = self.map;
        Data {
            title: &map.title,
            verdicts: self.overlay.evaluation.is_some(),
            claims: map.claims().map(|(id, _)| self.claim(id)).collect(),
            steps: map.inferences().map(|(id, _)| self.step(id)).collect(),
            questions: self.questions(),
            conflicts: self.conflicts(),
            groups: self.groups(),
            holders: self.holders(),
            sources: map.sources().map(|(id, source)| self.source(id, source)).collect(),
            highlights: self.highlights(),
        }
    }

    fn common(&self, node: NodeIndex, verdict: Option<&'static str>) -> Common<'m> {
        let map = self.map;
        let told = self.overlay.evaluation.map(|evaluation| reason(map, evaluation, node));
        let (why, because) = told.unzip();
        let citations = map.citations(node);
        Common {
            part: node.index(),
            anchor: self.anchor(node),
            id: map.name(node),
            verdict,
            why,
            because: because.unwrap_or_default().into_iter().map(NodeIndex::index).collect(),
            note: None,
            imputed: false,
            citations: citations.into_iter().map(|(_, citation)| cited(citation)).collect(),
            findings: self.findings(node),
        }
    }

    fn anchor(&self, node: NodeIndex) -> Option<String> {
        self.anchors[node.index()].clone()
    }

    fn findings(&self, node: NodeIndex) -> Vec<FindingData<'m>> {
        let marks = self.findings[node.index()].iter();
        marks
            .map(|mark| FindingData {
                code: mark.code,
                severity: mark.severity.word(),
                message: &mark.message,
                help: mark.help.as_deref(),
                place: &mark.place,
            })
            .collect()
    }

    fn highlights(&self) -> Vec<HighlightData<'m>> {
        let mut all: Vec<_> = self.highlights.values().flatten().collect();
        all.sort_by_key(|highlight| (highlight.part, highlight.role));
        all.into_iter()
            .map(|highlight| HighlightData {
                part: highlight.part.index(),
                role: highlight.role.word(),
                sign: highlight.role.sign(),
                meaning: highlight.role.meaning(),
                note: highlight.note.as_deref(),
            })
            .collect()
    }

    fn claim(&self, id: ClaimId) -> ClaimData<'m> {
        let map = self.map;
        let claim = &map[id];
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.verdict(id).word());
        let stands = map.commitments(id).into_iter().map(|(_, holder, stand)| StandData {
            holder: holder.index(),
            stance: stand.stance.word(),
            source: stand.source.map(SourceId::index),
            at: stand.at.as_deref(),
            quote: stand.quote.as_deref(),
            date: stand.date.as_deref(),
            reporter: stand.reported_by.map(HolderId::index),
            imputed: stand.imputed,
            note: stand.note.as_deref(),
        });
        ClaimData {
            common: Common {
                note: claim.note.as_deref(),
                imputed: claim.imputed,
                ..self.common(id.node(), verdict)
            },
            title: claim.title.as_deref(),
            text: &claim.text,
            kind: claim.kind.map(ClaimKind::word),
            basis: claim.basis.map(Basis::word),
            group: claim.group.map(GroupId::index),
            thesis: map.is_thesis(id),
            tags: &claim.tags,
            same: self.same.get(&id).cloned().unwrap_or_default(),
            stands: stands.collect(),
        }
    }

    fn step(&self, id: InferenceId) -> StepData<'m> {
        let map = self.map;
        let step = &map[id];
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.step(map, id).word());
        StepData {
            common: Common {
                note: step.note.as_deref(),
                imputed: step.imputed,
                ..self.common(id.node(), verdict)
            },
            kind: step.kind.word(),
            from: map.premises(id).map(ClaimId::index).collect(),
            warrant: map.warrant(id).map(ClaimId::index),
            to: match map.target(id) {
                Target::Claim(claim) => claim.index(),
                Target::Inference(step) => step.index(),
            },
            strict: step.strict,
            scheme: step.scheme.as_deref(),
            by: step.by.map(HolderId::index),
            passage: step.passage.as_deref().map(|at| passage(at, None, None)),
        }
    }

    fn questions(&self) -> Vec<QuestionData<'m>> {
        let questions = self.map.questions().map(|(id, question)| QuestionData {
            part: id.index(),
            anchor: self.anchor(id.node()),
            id: self.map.name(id),
            text: &question.text,
            answers: self.map.answers(id).map(ClaimId::index).collect(),
            exclusive: question.exclusive,
            exhaustive: question.exhaustive,
            by: question.by.map(HolderId::index),
            note: question.note.as_deref(),
            findings: self.findings(id.node()),
        });
        questions.collect()
    }

    fn conflicts(&self) -> Vec<ConflictData<'m>> {
        let conflicts = self.map.conflicts().map(|(id, conflict)| ConflictData {
            part: id.index(),
            anchor: self.anchor(id.node()),
            id: self.map.name(id),
            kind: conflict.kind.word(),
            members: self.map.members(id).map(ClaimId::index).collect(),
            by: conflict.by.map(HolderId::index),
            note: conflict.note.as_deref(),
            findings: self.findings(id.node()),
        });
        conflicts.collect()
    }

    fn groups(&self) -> Vec<GroupData<'m>> {
        let groups = self.map.groups().map(|(id, group)| GroupData {
            part: id.index(),
            anchor: self.anchor(id.node()),
            id: self.map.name(id),
            title: &group.title,
            parent: group.parent.map(GroupId::index),
            note: group.note.as_deref(),
            findings: self.findings(id.node()),
        });
        groups.collect()
    }

    fn holders(&self) -> Vec<HolderData<'m>> {
        let holders = self.map.holders().map(|(id, holder)| HolderData {
            part: id.index(),
            title: &holder.title,
            kind: holder.kind.map(HolderKind::word),
        });
        holders.collect()
    }

    fn source(&self, id: SourceId, source: &'m Source) -> SourceData<'m> {
        let further = |name: &str| {
            let found = source.further.iter().find(|(key, _)| &**key == name);
            found.map(|(_, value)| value)
        };
        let address = further("URL").and_then(|value| value.as_str());
        let year = further("issued").and_then(|issued| issued.pointer("/date-parts/0/0"));
        SourceData {
            part: id.index(),
            title: &source.title,
            kind: &source.kind,
            year: year.and_then(|year| match year {
                serde_json::Value::String(text) => Some(text.clone()),
                serde_json::Value::Number(number) => Some(number.to_string()),
                _ => None,
            }),
            by: source.by.iter().map(|by| &*self.map[*by].title).collect(),
            address,
            link: address.is_some_and(is_web),
        }
    }
}

fn cited(citation: &Citation) -> PassageData<'_> {
    passage(&citation.passage, citation.role, citation.note.as_deref())
}

fn passage<'m>(
    passage: &'m Passage,
    role: Option<CitationRole>,
    note: Option<&'m str>,
) -> PassageData<'m> {
    PassageData {
        source: passage.source.index(),
        at: passage.at.as_deref(),
        quote: passage.quote.as_deref(),
        role: role.map(CitationRole::word),
        note,
    }
}
