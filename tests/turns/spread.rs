//! Every verdict that a supposition changes has a way to it from what was supposed.

use std::collections::BTreeSet;

use argmap_core::document::{Reading, no_imports};
use argmap_core::model::{Map, Node};
use argmap_core::semantics::suppose::Supposition;
use petgraph::graph::NodeIndex;
use proptest::prelude::*;
use serde_json::json;

use super::argued;
use super::naive::{OptionsSketch, Sketch};
use super::sketches::{Stands, evaluated, options, options_of, stands};

/// Whether a map relates two parts: one is needed or aimed at by, or one of those named by the
/// other, or they are claims declared the same.
fn are_related(map: &Map, one: NodeIndex, other: NodeIndex) -> bool {
    let speaks = |part: NodeIndex, of: NodeIndex| match map.node(part) {
        Node::Inference(_) => {
            let step = map.as_inference(part).unwrap();
            let target: NodeIndex = map.target(step).into();
            target == of || map.needs(step).any(|need| need.node() == of)
        }
        Node::Conflict(_) | Node::Question(_) => {
            map.graph().neighbors(part).any(|member| member == of)
        }
        Node::Claim(claim) => claim.same_as.iter().any(|same| same.other.node() == of),
        _ => false,
    };
    speaks(one, other) || speaks(other, one)
}

/// The map of a sketch in which two claims are declared the same.
fn with_same(sketch: &Sketch, one: usize, other: usize) -> Reading {
    let mut json = sketch.json();
    if one != other {
        json["claims"][other]["same-as"] = json!([format!("c{one}")]);
    }
    argmap_core::read("same.json", json.to_string(), &mut no_imports)
}

type Case = (Sketch, (usize, usize), OptionsSketch, OptionsSketch, Stands);

fn cases() -> impl Strategy<Value = Case> {
    argued().prop_flat_map(|(sketch, claim)| {
        let (first, then) = (options(&sketch), options(&sketch));
        let (stands, other) = (stands(&sketch), 0..sketch.claims.len());
        let same = prop_oneof![3 => Just(claim), 1 => other].prop_map(move |other| (claim, other));
        (Just(sketch), same, first, then, stands)
    })
}

proptest! {
    #![proptest_config(super::cases(3000))]

    #[test]
    fn every_change_has_a_way_to_it((sketch, (one, other), first, then, stands) in cases()) {
        let reading = with_same(&sketch, one, other);
        let map = &reading.map;
        let mut evaluation = evaluated(&reading, &first);
        let forced = options_of(&reading, &then);
        let claim = |number: &usize| map.find_claim(&format!("c{number}")).unwrap();
        let stands = stands.iter().map(|(number, stand)| (claim(number), *stand)).collect();
        let supposition = Supposition { accept: forced.accept, reject: forced.reject, stands };
        let shift = evaluation.suppose(map, &supposition);
        let stated = supposition.stands.iter().map(|(claim, _)| claim.node());
        let supposed = supposition.accept.iter().chain(&supposition.reject).copied().chain(stated);
        let same = |part: NodeIndex| match map.as_claim(part) {
            Some(claim) => evaluation.same(&claim).iter().map(|same| same.node()).collect(),
            None => vec![part],
        };
        let supposed: BTreeSet<NodeIndex> = supposed.flat_map(same).collect();

        let spread = shift.spread(map, &evaluation);
        let claims = shift.claims(map, &evaluation).into_iter();
        let steps = shift.steps(map, &evaluation).into_iter();
        let claims = claims.map(|(id, _)| (id.node(), spread.to_claim(id)));
        let ways = claims.chain(steps.map(|(id, _)| (id.node(), spread.to_step(id))));
        for (part, way) in ways {
            let Some(way) = way else { return Err(TestCaseError::fail("there is no way")) };
            prop_assert_eq!(way.last(), Some(&part));
            prop_assert!(supposed.contains(&way[0]), "{:?} {:?}", way, supposed);
            for pair in way.windows(2) {
                prop_assert!(are_related(map, pair[0], pair[1]), "{:?}", way);
            }
            let each: BTreeSet<&NodeIndex> = way.iter().collect();
            prop_assert_eq!(each.len(), way.len(), "{:?}", way);
        }
    }
}
