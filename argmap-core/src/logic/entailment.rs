//! What follows from what.
//!
//! ```
//! use argmap_core::logic::entailment::entails;
//! use argmap_core::model::formula::parse;
//!
//! let premises = ["a -> b", "b -> c"].map(|text| parse(text).unwrap().map(|name| name.text));
//! let conclusion = |text| parse(text).unwrap().map(|name| name.text);
//! assert_eq!(entails(&premises, &conclusion("a -> c")), None);
//! let counter_model = vec![("a", false), ("b", false), ("c", true)];
//! assert_eq!(entails(&premises, &conclusion("c -> a")), Some(counter_model));
//! ```
use crate::logic::solver::{Solver, define};
use crate::model::formula::Formula;
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// A value for each name, in order of first appearance.
pub type CounterModel<N> = Vec<(N, bool)>;

/// None if the premises entail the conclusion; else values that make all premises true and the
/// conclusion false.
///
/// Which of several counter-models is given is fixed but not specified. Inconsistent premises
/// entail everything. Complexity: exponential in the number of names at worst.
pub fn entails<N: Eq + Hash + Clone>(
    premises: &[Formula<N>],
    conclusion: &Formula<N>,
) -> Option<CounterModel<N>> {
    let mut solver = Solver::new();
    let mut variables = FxHashMap::default();
    let mut names = vec![];
    let mut numbered = |solver: &mut Solver, formula: &Formula<N>| {
        let formula = formula.map(|name| {
            *variables.entry(name.clone()).or_insert_with(|| {
                let variable = solver.variable();
                names.push((name.clone(), variable));
                variable
            })
        });
        define(solver, &formula)
    };
    for premise in premises {
        let premise = numbered(&mut solver, premise);
        solver.clause(&[premise]);
    }
    let conclusion = numbered(&mut solver, conclusion);
    solver.clause(&[!conclusion]);
    if !solver.solve(&[]) {
        return None;
    }
    Some(names.into_iter().map(|(name, it)| (name, solver.value(it.into()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::formula::parse;
    use proptest::prelude::*;

    fn formula(text: &str) -> Formula<&str> {
        parse(text).unwrap().map(|name| name.text)
    }

    fn follows(premises: &[&str], conclusion: &str) -> bool {
        let premises: Vec<_> = premises.iter().map(|text| formula(text)).collect();
        entails(&premises, &formula(conclusion)).is_none()
    }

    #[test]
    fn textbook_steps() {
        assert!(follows(&["a -> b", "a"], "b"));
        assert!(follows(&["a | b | c", "!a", "!b"], "c"));
        assert!(follows(&["a", "!a"], "b"));
        assert!(follows(&[], "a | !a"));
        assert!(!follows(&["a -> b", "b"], "a"));
        assert!(!follows(&[], "a"));
        assert!(follows(&["a <-> (b <-> c)"], "(a <-> b) <-> c"));
    }

    #[test]
    fn counter_models_list_names_by_first_appearance() {
        let model = entails(&[formula("z & !m")], &formula("a & z")).unwrap();
        assert_eq!(model, [("z", true), ("m", false), ("a", false)]);
    }

    proptest! {
        #[test]
        fn answers_agree_with_truth_tables(
            texts in prop::collection::vec("!?[a-d] (&|[|]|->|<->) !?[a-d]( (&|[|]) !?[a-d])?", 1..5),
        ) {
            let formulas: Vec<_> = texts.iter().map(|text| formula(text)).collect();
            let (conclusion, premises) = formulas.split_last().unwrap();
            let counters = |value: &dyn Fn(&str) -> bool| {
                premises.iter().all(|premise| premise.evaluate(|name| value(name)))
                    && !conclusion.evaluate(|name| value(name))
            };
            let row = |row: u8| counters(&|name| row >> (name.as_bytes()[0] - b'a') & 1 == 1);
            match entails(premises, conclusion) {
                None => prop_assert!(!(0..16).any(row)),
                Some(model) => {
                    let value = |name: &str| model.iter().find(|entry| entry.0 == name).unwrap().1;
                    prop_assert!(counters(&value));
                }
            }
        }
    }
}
