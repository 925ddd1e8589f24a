//! What is shown of sources, holders, questions, conflicts, groups and letters.

use argmap_core::model::{ClaimId, Edge, HolderKind, Node};
use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::step::line;
use super::{Sheet, passage};

/// Its facts and what refers to it.
pub fn show(sheet: &mut Sheet, node: NodeIndex) {
    let map = sheet.map();
    match map.node(node) {
        Node::Source(source) => {
            sheet.entry("title", &source.title);
            sheet.entry("type", &source.kind);
            for (key, value) in &source.further {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                sheet.entry(key, &text);
            }
            let by: Vec<String> = source.by.iter().map(|by| sheet.name(*by)).collect();
            sheet.list("by", &by);
            sheet.maybe("text", source.text.as_deref());
            sheet.maybe("known through", source.via.map(|via| sheet.name(via)).as_deref());
            let sections = source.sections.iter();
            let sections: Vec<String> =
                sections.map(|section| format!("{}: {}", section.name, section.heading)).collect();
            sheet.list("sections", &sections);
            sheet.maybe("note", source.note.as_deref());
            cited_in(sheet, node);
        }
        Node::Holder(holder) => {
            sheet.entry("name", &holder.title);
            sheet.maybe("kind", holder.kind.map(HolderKind::word));
            let members: Vec<String> = holder.members.iter().map(|one| sheet.name(*one)).collect();
            sheet.list("members", &members);
            if let Some((id, _)) = map.holders().find(|(id, _)| id.node() == node) {
                sheet.same(id, &map.same_holders(), |holder| &map[holder].same_as);
            }
            sheet.maybe("note", holder.note.as_deref());
            stands_of(sheet, node);
        }
        Node::Question(question) => {
            sheet.entry("text", &question.text);
            sheet.entry("exclusive", yes_or_no(question.exclusive));
            sheet.entry("exhaustive", yes_or_no(question.exhaustive));
            sheet.maybe("view of", question.by.map(|by| sheet.name(by)).as_deref());
            claims_of(sheet, "answers", node);
            sheet.maybe("note", question.note.as_deref());
        }
        Node::Conflict(conflict) => {
            sheet.entry("kind", conflict.kind.word());
            sheet.maybe("view of", conflict.by.map(|by| sheet.name(by)).as_deref());
            claims_of(sheet, "claims", node);
            sheet.maybe("note", conflict.note.as_deref());
        }
        Node::Group(group) => {
            sheet.entry("title", &group.title);
            sheet.maybe("within", group.parent.map(|parent| sheet.name(parent)).as_deref());
            sheet.maybe("note", group.note.as_deref());
            let within = map
                .groups()
                .filter(|(_, other)| other.parent.is_some_and(|parent| parent.node() == node));
            let within: Vec<String> =
                within.map(|(id, other)| format!("{}: {}", sheet.name(id), other.title)).collect();
            sheet.list("groups", &within);
            let claims = map
                .claims()
                .filter(|(_, claim)| claim.group.is_some_and(|group| group.node() == node));
            let claims: Vec<String> = claims.map(|(id, _)| line(sheet, id)).collect();
            sheet.list("claims", &claims);
        }
        Node::Atom(atom) => sheet.entry("text", &atom.text),
        Node::Claim(_) | Node::Inference(_) => {}
    }
}

fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn claims_of(sheet: &mut Sheet, what: &str, node: NodeIndex) {
    let map = sheet.map();
    let claims: Vec<ClaimId> =
        map.graph().neighbors(node).filter_map(|claim| map.as_claim(claim)).collect();
    let lines: Vec<String> = claims.into_iter().map(|claim| line(sheet, claim)).collect();
    sheet.list(what, &lines);
}

/// The stands that a holder takes, in the order of declaration.
fn stands_of(sheet: &mut Sheet, holder: NodeIndex) {
    let map = sheet.map();
    let mut lines = Vec::new();
    for edge in map.graph().edges_directed(holder, Outgoing) {
        let (Edge::Commits(stand), Some(claim)) = (edge.weight(), map.as_claim(edge.target()))
        else {
            continue;
        };
        let source = stand.source.map(|source| sheet.name(source));
        let place = passage(source, stand.at.as_deref(), stand.quote.as_deref());
        let place = if place.is_empty() { place } else { format!(" [{place}]") };
        lines.push(format!("{} {}{place}", stand.stance, line(sheet, claim)));
    }
    lines.reverse();
    sheet.list("stands", &lines);
}

/// What a source is evidence for, and the stands that are taken in it.
fn cited_in(sheet: &mut Sheet, source: NodeIndex) {
    let map = sheet.map();
    let mut evidence = Vec::new();
    for edge in map.graph().edges_directed(source, Outgoing) {
        if let Edge::Cites(citation) = edge.weight() {
            let of = &citation.passage;
            let place = passage(None, of.at.as_deref(), of.quote.as_deref());
            evidence.push(format!("{}: {place}", sheet.name(edge.target())));
        }
    }
    evidence.reverse();
    sheet.list("evidence for", &evidence);
    let mut stands = Vec::new();
    for (id, _) in map.claims() {
        for (_, holder, stand) in map.commitments(id) {
            if stand.source.is_some_and(|of| of.node() == source) {
                let place = passage(None, stand.at.as_deref(), stand.quote.as_deref());
                let who = format!("{} {} {}", sheet.name(holder), stand.stance, sheet.name(id));
                stands.push(format!("{who}: {place}"));
            }
        }
    }
    sheet.list("stands taken in it", &stands);
    let steps = map.inferences().filter_map(|(id, step)| {
        let at = step.passage.as_deref().filter(|at| at.source.node() == source)?;
        let place = passage(None, at.at.as_deref(), at.quote.as_deref());
        Some(format!("{}: {place}", sheet.name(id)))
    });
    let steps: Vec<String> = steps.collect();
    sheet.list("steps drawn in it", &steps);
}
