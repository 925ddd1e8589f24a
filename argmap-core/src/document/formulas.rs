//! Formulas of claims: reading them, finding what they name, and refusing circles.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use super::problems::bad_formula;
use super::resolve::Resolver;
use super::{Field, Text};
use crate::model::formula::{Name, parse};
use crate::model::{ClaimId, Letter, Map};
use crate::text::Span;

/// Reads the formulas of a file's claims. Linear in their length.
pub(super) fn link(resolver: &mut Resolver, claims: &[Option<NodeIndex>]) {
    let document = resolver.document;
    let mut defined = Vec::new();
    for (declaration, node) in document.claims.iter().zip(claims) {
        let formula = declaration.further.as_ref().and_then(|further| further.formula);
        if let (Some(formula), Some(node)) = (formula, *node) {
            read(resolver, formula, ClaimId(node));
            defined.push(ClaimId(node));
        }
    }
    refuse_circles(resolver, &defined);
}

fn read(resolver: &mut Resolver, text: Text, claim: ClaimId) {
    let written = resolver.str(text);
    let claim_name = resolver.map[claim].name.to_string();
    match parse(written) {
        Err(error) => {
            let place = resolver.place(within(text, written, error.range(), resolver));
            resolver.problems.push(bad_formula::found(&claim_name, &error.to_string(), place));
            resolver.origins.set_incomplete();
        }
        Ok(formula) => {
            let formula = formula.try_map(|name| letter(resolver, text, &claim_name, name));
            if let Ok(formula) = formula {
                resolver.map[claim].formula = Some(Box::new(formula));
            }
        }
    }
}

fn letter(resolver: &mut Resolver, text: Text, claim: &str, name: &Name) -> Result<Letter, ()> {
    let node = resolver.find(name.text);
    if let Some(letter) = node.and_then(|node| resolver.map.as_letter(node)) {
        return Ok(letter);
    }
    resolver.origins.set_incomplete();
    if resolver.is_of_unread_import(name.text) {
        return Err(());
    }
    let written = resolver.str(text);
    let place = resolver.place(within(text, written, name.range.clone(), resolver));
    let fits = |map: &Map, node| map.as_letter(node).is_some();
    let near = if resolver.suggests() { resolver.near(name.text, fits) } else { None };
    let problem = bad_formula::unknown_name(claim, name.text, near.as_deref(), place);
    resolver.problems.push(problem);
    Err(())
}

/// Where a part of a formula stands in the file; all of it if it was written with escapes.
fn within(text: Text, value: &str, range: std::ops::Range<usize>, resolver: &Resolver) -> Span {
    if resolver.document.as_written(text) != Some(value) {
        return text.span;
    }
    let start = text.span.start as usize + 1;
    let span = Span::new(start + range.start, start + range.end);
    if range.is_empty() { Span::new(start + range.start, start + range.end + 1) } else { span }
}

/// Reports definitions in a circle and takes them out of the map.
fn refuse_circles(resolver: &mut Resolver, defined: &[ClaimId]) {
    let mut graph: DiGraph<ClaimId, ()> = DiGraph::new();
    let numbers: FxHashMap<ClaimId, NodeIndex> =
        defined.iter().map(|claim| (*claim, graph.add_node(*claim))).collect();
    for claim in defined {
        let Some(formula) = &resolver.map[*claim].formula else { continue };
        for name in formula.names() {
            if let Letter::Claim(other) = name
                && let Some(other) = numbers.get(other)
            {
                graph.update_edge(numbers[claim], *other, ());
            }
        }
    }
    let mut circles: Vec<Vec<ClaimId>> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|part| part.len() > 1 || graph.contains_edge(part[0], part[0]))
        .map(|part| {
            let mut claims: Vec<ClaimId> = part.into_iter().map(|node| graph[node]).collect();
            claims.sort_unstable();
            claims
        })
        .collect();
    circles.sort_unstable();
    for claims in circles {
        let names: Vec<String> =
            claims.iter().map(|id| resolver.map[*id].name.to_string()).collect();
        let places: Vec<_> =
            claims.iter().map(|id| resolver.origins.node(*id, Field::Formula)).collect();
        resolver.problems.push(bad_formula::circle(&names, &places));
        resolver.origins.set_incomplete();
        for claim in claims {
            resolver.map[claim].formula = None;
        }
    }
}
