//! A certificate of a claim's being accepted, or not, holds whatever does not touch it.

use argmap_core::model::Verdict;
use argmap_core::semantics::suppose::Supposition;
use proptest::collection::vec;
use proptest::prelude::*;

use super::naive::{OptionsSketch, Sketch};
use super::sketches::{Stands, evaluated, options, options_of, read, sketch, stands};

type Supposed = (OptionsSketch, Stands);
type Case = (Sketch, OptionsSketch, Vec<Supposed>, Vec<Supposed>);

fn cases() -> impl Strategy<Value = Case> {
    sketch().prop_flat_map(|sketch| {
        let one = || (options(&sketch), stands(&sketch));
        let (before, then) = (vec(one(), 0..3), vec(one(), 1..8));
        (Just(sketch.clone()), options(&sketch), before, then)
    })
}

proptest! {
    #![proptest_config(super::cases(8000))]

    #[test]
    fn what_does_not_touch_the_certificate_changes_nothing((sketch, first, before, then) in cases()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let mut evaluation = evaluated(&reading, &first);
        let claim = |number: &usize| map.find_claim(&format!("c{number}")).unwrap();
        let supposition = |(forced, stands): &Supposed| {
            let nodes = options_of(&reading, forced);
            let stands = stands.iter().map(|(number, stand)| (claim(number), *stand)).collect();
            Supposition { accept: nodes.accept, reject: nodes.reject, stands }
        };
        for one in &before {
            let _ = evaluation.suppose(map, &supposition(one));
        }
        for (thesis, _) in map.claims() {
            let is_accepted = evaluation.verdict(thesis) == Verdict::Accepted;
            let reliance = evaluation.reliance(thesis);
            prop_assert_eq!(reliance.is_accepted(), is_accepted);
            let mut together = Vec::new();
            for one in &then {
                let one = supposition(one);
                if !reliance.is_touched_by(map, &evaluation, &one) {
                    together.push(one);
                }
            }
            // Each by itself, and then one on top of the other.
            for one in &together {
                let shift = evaluation.suppose(map, one);
                prop_assert_eq!(evaluation.verdict(thesis) == Verdict::Accepted, is_accepted);
                evaluation.undo(shift);
            }
            let mut shifts = Vec::new();
            for one in &together {
                shifts.push(evaluation.suppose(map, one));
                prop_assert_eq!(evaluation.verdict(thesis) == Verdict::Accepted, is_accepted);
            }
            while let Some(shift) = shifts.pop() {
                evaluation.undo(shift);
            }
        }
    }
}
