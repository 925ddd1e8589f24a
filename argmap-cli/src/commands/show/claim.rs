//! What is shown of a claim.

use argmap_core::model::{
    Basis, ClaimId, ClaimKind, Edge, InferenceId, InferenceKind, Letter, Node, Verdict,
};
use argmap_core::report::names;
use argmap_core::report::verdicts::force;
use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Sheet, passage};

/// Its text, its verdict, its reasons, its uses and who says what of it.
pub fn show(sheet: &mut Sheet, id: ClaimId) {
    let map = sheet.map();
    let claim = &map[id];
    sheet.entry("text", &claim.text);
    sheet.maybe("title", claim.title.as_deref());
    sheet.maybe("kind", claim.kind.map(ClaimKind::word));
    let group = claim.group.map(|group| format!("{} ({})", sheet.name(group), map[group].title));
    sheet.maybe("group", group.as_deref());
    sheet.maybe("tags", (!claim.tags.is_empty()).then(|| claim.tags.join(", ")).as_deref());
    sheet.maybe("basis", claim.basis.map(Basis::word));
    let mut verdict = sheet.evaluation.verdict(id).word().to_owned();
    if let Some(holds) = sheet.evaluation.forced(id) {
        verdict += &format!(" (forced by --{})", force(holds));
    } else if sheet.evaluation.is_granted(id) {
        verdict += " (granted: it may stand with no reason)";
    }
    sheet.entry("verdict", &verdict);
    sheet.maybe("verdict of the map's author", claim.status.map(Verdict::word));
    if map.is_thesis(id) {
        sheet.entry("thesis", "the map is for it");
    }
    if claim.imputed {
        sheet.entry("imputed", "supplied by the analyst");
    }
    if let Some(formula) = &claim.formula {
        let formula = formula.map(|letter| match letter {
            Letter::Claim(claim) => sheet.name(*claim),
            Letter::Atom(atom) => sheet.name(*atom),
        });
        sheet.entry("formula", &formula.to_string());
    }
    sheet.same(id, &map.same_claims(), |claim| &map[claim].same_as);
    let senses = claim.senses.iter();
    let senses: Vec<String> = senses.map(|of| format!("{}: {}", of.term, of.sense)).collect();
    sheet.list("in the senses", &senses);
    for (what, kind) in
        [("reasons for", InferenceKind::Support), ("reasons against", InferenceKind::Rebuttal)]
    {
        let steps = map.aimed_at(id, kind);
        let lines: Vec<String> = steps.into_iter().map(|step| reason(sheet, step)).collect();
        sheet.list(what, &lines);
    }
    let uses = map.uses(id).into_iter().filter(|step| map.needs(*step).any(|need| need == id));
    let uses: Vec<String> = uses.map(|step| verdict_of(sheet, step)).collect();
    sheet.list("used in", &uses);
    relations(sheet, id);
    commitments(sheet, id);
    evidence(sheet, id.node());
    sheet.maybe("note", claim.note.as_deref());
}

/// A step towards the claim, with its premises and its verdict.
fn reason(sheet: &Sheet, step: InferenceId) -> String {
    let map = sheet.map();
    let inference = &map[step];
    let premises: Vec<String> = map.premises(step).map(|premise| sheet.name(premise)).collect();
    let mut text = map.name(step).map_or_else(String::new, |name| format!("{name}: "));
    text += &format!("from {}", premises.join(", "));
    if let Some(warrant) = map.warrant(step) {
        text += &format!(" by {}", sheet.name(warrant));
    }
    if let Some(scheme) = &inference.scheme {
        text += &format!(" [{scheme}]");
    }
    let strict = if inference.strict { "strict, " } else { "" };
    text += &format!(" ({strict}{})", sheet.evaluation.step(map, step));
    text
}

fn verdict_of(sheet: &Sheet, step: InferenceId) -> String {
    let map = sheet.map();
    format!("{} ({})", names::step(map, step), sheet.evaluation.step(map, step))
}

/// Conflicts in which the claim stands and questions that it answers.
fn relations(sheet: &mut Sheet, id: ClaimId) {
    let map = sheet.map();
    let (mut conflicts, mut questions) = (Vec::new(), Vec::new());
    for edge in map.graph().edges_directed(id.node(), Incoming) {
        let node = edge.source();
        match (edge.weight(), map.node(node)) {
            (Edge::Member, Node::Conflict(conflict)) => {
                let name =
                    conflict.name.as_deref().map_or(String::new(), |name| format!(" [{name}]"));
                let others = others(sheet, node, id);
                conflicts.push(format!("{} of {others}{name}", conflict.kind));
            }
            (Edge::Answer, Node::Question(question)) => {
                questions.push(format!("{}: {}", sheet.name(node), question.text));
            }
            _ => {}
        }
    }
    conflicts.reverse();
    questions.reverse();
    sheet.list("conflicts", &conflicts);
    sheet.list("answers", &questions);
}

fn others(sheet: &Sheet, conflict: NodeIndex, id: ClaimId) -> String {
    let members = sheet.map().graph().neighbors(conflict).filter(|node| *node != id.node());
    let members = members.map(|node| {
        let verdict = sheet.map().as_claim(node).map(|claim| sheet.evaluation.verdict(claim));
        let verdict = verdict.map_or(String::new(), |verdict| format!(" ({verdict})"));
        format!("{}{verdict}", sheet.name(node))
    });
    members.collect::<Vec<_>>().join(", ")
}

fn commitments(sheet: &mut Sheet, id: ClaimId) {
    let commitments = sheet.map().commitments(id).into_iter().map(|(_, holder, stand)| {
        let source = stand.source.map(|source| sheet.name(source));
        let place = passage(source, stand.at.as_deref(), stand.quote.as_deref());
        let mut text = format!("{} {}", sheet.name(holder), stand.stance);
        if !place.is_empty() {
            text += &format!(": {place}");
        }
        if let Some(date) = &stand.date {
            text += &format!(" ({date})");
        }
        if let Some(reporter) = stand.reported_by {
            text += &format!(", as {} reports", sheet.name(reporter));
        }
        if stand.imputed {
            text += ", imputed";
        }
        text
    });
    let commitments: Vec<String> = commitments.collect();
    sheet.list("stands", &commitments);
}

/// The evidence for a claim or step.
pub fn evidence(sheet: &mut Sheet, node: NodeIndex) {
    let citations = sheet.map().citations(node).into_iter().map(|(_, citation)| {
        let of = &citation.passage;
        let place = passage(Some(sheet.name(of.source)), of.at.as_deref(), of.quote.as_deref());
        citation.role.map_or(place.clone(), |role| format!("{place} ({role})"))
    });
    let citations: Vec<String> = citations.collect();
    sheet.list("evidence", &citations);
}
