//! Commitments and what binds those who made them, in words and places.

use petgraph::graph::EdgeIndex;
use rustc_hash::FxHashMap;

use super::Context;
use crate::document::Field;
use crate::logic::consistency::{Background, Law, Stand};
use crate::model::wording;
use crate::model::{
    ClaimId, Edge, HolderId, InferenceId, InferenceKind, Letter, Map, Stance, Target,
};
use crate::text::Place;

/// Where a holder takes a stand: the words if they are quoted, or else the holder's name there.
pub(super) fn stand_place(context: &Context, edge: EdgeIndex) -> Option<Place> {
    let at = |field| context.origins.edge(edge, field);
    at(Field::Quote).or_else(|| at(Field::Holder)).or_else(|| at(Field::Whole))
}

/// What a commitment says, for a label: "`anna` asserts `rain`", who reports it, and when.
pub(super) fn stand_words(context: &Context, edge: EdgeIndex) -> String {
    let map = context.map;
    let Some((holder, claim)) = map.graph().edge_endpoints(edge) else { return String::new() };
    let Edge::Commits(commitment) = &map.graph()[edge] else { return String::new() };
    let (holder, claim) = (wording::name(map, holder), wording::name(map, claim));
    let mut said = format!("{holder} {} {claim} here", commitment.stance.word());
    if let Some(date) = &commitment.date {
        said += &format!(" ({date})");
    }
    if let Some(by) = commitment.reported_by {
        said += &format!(", as {} reports", wording::name(map, by.node()));
    }
    if commitment.imputed {
        said += ", as the analyst takes it";
    }
    said
}

/// Several stands of one holder: "asserts `a` and `b`, denies `c`".
pub(super) fn stands_words(context: &Context, stands: &[&Stand]) -> String {
    let of = |stance: Stance| {
        let claims = stands.iter().filter(|stand| stand.stance == stance);
        let claims: Vec<ClaimId> = claims.map(|stand| stand.claim).collect();
        (!claims.is_empty()).then(|| format!("{} {}", stance.word(), brief(context, &claims)))
    };
    let said = [Stance::Asserts, Stance::Denies, Stance::Concedes].into_iter().filter_map(of);
    wording::join(&said.collect::<Vec<_>>())
}

/// How many names a message lists.
const NAMES: usize = 8;

/// The claims' names, the first few of them if they are many.
pub(super) fn brief(context: &Context, claims: &[ClaimId]) -> String {
    if claims.len() <= NAMES {
        return context.list(claims.iter().copied());
    }
    let names: Vec<String> = claims[..NAMES].iter().map(|claim| context.claim(*claim)).collect();
    format!("{} and {} more", names.join(", "), claims.len() - NAMES)
}

/// Names with commas and a last `or`.
pub(super) fn any_of(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => wording::join(names),
    }
}

/// Laws in words with their places, each about those of its claims that the others or the wishes
/// speak of.
pub(super) fn laws_words(
    context: &Context,
    background: &Background,
    laws: &[Law],
    wished: &[ClaimId],
) -> Vec<(Option<Place>, String)> {
    let claims: Vec<Vec<ClaimId>> = laws.iter().map(|law| background.claims_of(*law)).collect();
    let mut counts: FxHashMap<ClaimId, usize> = FxHashMap::default();
    for claim in claims.iter().flatten().chain(wished) {
        *counts.entry(*claim).or_default() += 1;
    }
    let in_words = |(law, claims): (&Law, &Vec<ClaimId>)| {
        let met: Vec<ClaimId> = claims.iter().copied().filter(|claim| counts[claim] > 1).collect();
        (law_place(context, *law), law_words(context, *law, claims, &met))
    };
    laws.iter().zip(&claims).map(in_words).collect()
}

/// Where a law is laid down.
pub(super) fn law_place(context: &Context, law: Law) -> Option<Place> {
    match law {
        Law::Formula(claim) => {
            context.field(claim, Field::Formula).or_else(|| context.place(claim))
        }
        Law::Step(step) => context.place(step),
        Law::Conflict(conflict) | Law::Either(conflict) => context.place(conflict),
        Law::Exclusive(question) | Law::Exhaustive(question) => context.place(question),
        Law::Same(one, other) => {
            let declares = |claim: &ClaimId| !context.map[*claim].same_as.is_empty();
            context.place([one, other].into_iter().find(declares).unwrap_or(one))
        }
    }
}

fn law_words(context: &Context, law: Law, claims: &[ClaimId], met: &[ClaimId]) -> String {
    let map = context.map;
    let named = |node| map.name(node).map(|name| format!(" `{name}`")).unwrap_or_default();
    match law {
        Law::Formula(claim) => {
            format!("{} says {}", context.claim(claim), formula_words(map, claim))
        }
        Law::Step(step) => strict_words(context, step) + &whose(map, map[step].by),
        Law::Conflict(id) => {
            let kind = match met.len() {
                2 => format!("{} are {}", context.list(met.iter().copied()), map[id].kind.word()),
                _ => format!("at most one of {} is true", brief(context, met)),
            };
            format!("{kind} (conflict{})", named(id.node())) + &whose(map, map[id].by)
        }
        Law::Either(id) => {
            let names: Vec<String> = claims.iter().map(|claim| context.claim(*claim)).collect();
            let or = any_of(&names);
            format!("{or} is true, since they are contradictory (conflict{})", named(id.node()))
                + &whose(map, map[id].by)
        }
        Law::Exclusive(id) => {
            let rivals = match met.len() {
                2 => format!("{} exclude each other", context.list(met.iter().copied())),
                _ => format!("at most one of {} is true", brief(context, met)),
            };
            format!("{rivals}, as answers to{}", named(id.node())) + &whose(map, map[id].by)
        }
        Law::Exhaustive(id) => {
            let answers = brief(context, claims);
            format!("{answers} are all the answers to{}", named(id.node()))
                + &whose(map, map[id].by)
        }
        Law::Same(one, other) => {
            format!("{} are declared the same", context.list([one, other]))
        }
    }
}

/// The name of a claim or letter.
pub(super) fn letter_name(map: &Map, letter: Letter) -> Option<String> {
    match letter {
        Letter::Claim(claim) => map.name(claim),
        Letter::Atom(atom) => map.name(atom),
    }
}

/// The formula of a claim as it is written.
pub(super) fn formula_words(map: &Map, claim: ClaimId) -> String {
    let name = |letter: &Letter| letter_name(map, *letter);
    let formula = map[claim].formula.as_ref();
    let formula = formula.map(|formula| formula.map(|letter| name(letter).unwrap_or_default()));
    let text = formula.map(|formula| formula.to_string()).unwrap_or_default();
    if text.chars().count() <= 80 {
        format!("`{text}`")
    } else {
        "what its formula says".to_owned()
    }
}

/// What a strict step settles: "`c` follows strictly from `a` and `b` by `step`".
fn strict_words(context: &Context, step: InferenceId) -> String {
    let map = context.map;
    let needs: Vec<ClaimId> = map.needs(step).collect();
    let needs = brief(context, &needs);
    let by = map.name(step).map(|name| format!(" by `{name}`")).unwrap_or_default();
    let target = match map.target(step) {
        Target::Claim(claim) => context.claim(claim),
        Target::Inference(inference) => context.step(inference),
    };
    match map[step].kind {
        InferenceKind::Support => format!("{target} follows strictly from {needs}{by}"),
        _ => format!("that {target} is false follows strictly from {needs}{by}"),
    }
}

fn whose(map: &Map, by: Option<HolderId>) -> String {
    by.map(|by| format!(", as {} has it", wording::name(map, by.node()))).unwrap_or_default()
}

/// The names by which a map's `allow` may speak of claims and laws.
pub(super) fn law_names(map: &Map, laws: &[Law]) -> Vec<String> {
    let name = |law: &Law| match *law {
        Law::Formula(claim) => map.name(claim),
        Law::Step(step) => map.name(step),
        Law::Conflict(conflict) | Law::Either(conflict) => map.name(conflict),
        Law::Exclusive(question) | Law::Exhaustive(question) => map.name(question),
        Law::Same(one, _) => map.name(one),
    };
    laws.iter().filter_map(name).collect()
}
