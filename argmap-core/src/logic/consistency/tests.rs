//! Minimal contradictions against truth tables.

use proptest::prelude::*;

use super::*;
use crate::model::{
    Atom, Claim, Commitment, Conflict, ConflictKind, Holder, Inference, InferenceId, InferenceKind,
    Letter, Question,
};
use background::letter_node;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// A letter of which no claim is made, with the number after those of the claims.
const ATOM: &str = "g";

/// How many rows a truth table of the claims and the letter has.
const ROWS: u32 = 1 << (NAMES.len() + 1);

/// A law as it is added to a map: its sort, its claims, and whose it is.
type Line = (u8, Vec<usize>, u8);

/// Two holders, six claims, a letter, a few laws and a few stands.
pub(super) fn maps() -> impl Strategy<Value = Map> {
    use proptest::collection::vec;
    let laws = vec((0..7u8, vec(0..6usize, 2..4), 0..4u8), 0..7);
    let formulas = vec((0..6usize, "!?[a-g] (&|[|]|->|<->) !?[a-g]|![a-g]"), 0..3);
    let stands = vec((0..2usize, 0..6usize, 0..6usize), 0..12);
    (laws, formulas, stands).prop_map(|(laws, formulas, stands)| build(&laws, &formulas, &stands))
}

fn build(laws: &[Line], formulas: &[(usize, String)], stands: &[(usize, usize, usize)]) -> Map {
    let mut map = Map::new("test");
    let claims = NAMES.map(|name| map.add_claim(Claim::new(name, name)).unwrap());
    map.add_atom(Atom { name: ATOM.into(), text: "text".into() }).unwrap();
    let holders = ["p", "q"].map(|name| map.add_holder(Holder::new(name, name)).unwrap());
    for (claim, formula) in formulas {
        // Definitions go forwards only, so that there are no circles.
        let later =
            |name: &str| name == ATOM || NAMES.iter().position(|one| *one == name) > Some(*claim);
        let letters = formula.split(|sign: char| !sign.is_ascii_lowercase());
        if letters.filter(|name| !name.is_empty()).all(later) {
            map.set_formula(claims[*claim], formula).unwrap();
        }
    }
    for (number, (sort, members, by)) in laws.iter().enumerate() {
        let by = holders.get(usize::from(*by)).copied();
        let members: Vec<ClaimId> = members.iter().map(|member| claims[*member]).collect();
        match sort {
            0 | 1 => {
                let kind =
                    if *sort == 0 { InferenceKind::Support } else { InferenceKind::Rebuttal };
                let step = Inference { strict: true, by, ..Inference::new(kind) };
                let (target, premises) = members.split_last().unwrap();
                let step = map.add_inference(step, premises.to_vec(), target.node()).unwrap();
                if number % 2 == 0 {
                    map.set_warrant(step, claims[number % 6]);
                }
            }
            2 => {
                let conflict = Conflict { by, ..Conflict::new(ConflictKind::Contrary) };
                map.add_conflict(conflict, members).unwrap();
            }
            3 => {
                let conflict = Conflict { by, ..Conflict::new(ConflictKind::Contradictory) };
                map.add_conflict(conflict, members[..2].to_vec()).unwrap();
            }
            sort => {
                let mut question = Question::new(format!("question-{number}"), "what");
                question.by = by;
                question.exclusive = *sort != 4;
                question.exhaustive = *sort != 5;
                map.add_question(question, members).unwrap();
            }
        }
    }
    for (holder, claim, stance) in stands {
        let all = [
            Stance::Asserts,
            Stance::Asserts,
            Stance::Denies,
            Stance::Concedes,
            Stance::Reports,
            Stance::Retracts,
        ];
        map.commit(holders[*holder], claims[*claim], Commitment::new(all[*stance]));
    }
    map
}

/// What the laws of the background say of a row of the truth table.
fn allows(map: &Map, law: Law, row: u32) -> bool {
    let value = |claim: ClaimId| row >> claim.index() & 1 == 1;
    let at_most_one = |claims: Vec<ClaimId>| {
        let mut claims = claims;
        claims.sort_unstable();
        claims.dedup();
        claims.into_iter().filter(|claim| value(*claim)).count() < 2
    };
    match law {
        Law::Formula(claim) => {
            let formula = map[claim].formula.as_ref().unwrap();
            let letter = |letter: &Letter| row >> letter_node(*letter).index() & 1 == 1;
            formula.evaluate(letter) == value(claim)
        }
        Law::Step(step) => {
            let crate::model::Target::Claim(target) = map.target(step) else { return true };
            let support = map[step].kind == InferenceKind::Support;
            !map.needs(step).all(value) || value(target) == support
        }
        Law::Conflict(conflict) => at_most_one(map.members(conflict).collect()),
        Law::Either(conflict) => map.members(conflict).any(value),
        Law::Exclusive(question) => at_most_one(map.answers(question).collect()),
        Law::Exhaustive(question) => map.answers(question).any(value),
        Law::Same(one, other) => value(one) == value(other),
    }
}

/// The laws that bind a holder, or all, read off the map.
pub(super) fn laws_of(map: &Map, holder: Option<HolderId>) -> Vec<Law> {
    let mut laws = given_laws(map, holder);
    let mine = |by: Option<HolderId>| by.is_none() || by == holder;
    let steps = map.inferences().filter(|(_, step)| step.strict && mine(step.by));
    for (id, _) in steps {
        if validity::is_told(map, id) && !is_refuted(map, id) {
            laws.push(Law::Step(id));
        }
    }
    laws
}

/// Whether a strict step that formulas tell something of can have true premises and a target
/// that is not as it says.
fn is_refuted(map: &Map, step: InferenceId) -> bool {
    let laws = given_laws(map, map[step].by);
    (0..ROWS).any(|row| {
        !allows(map, Law::Step(step), row) && laws.iter().all(|law| allows(map, *law, row))
    })
}

/// The laws that bind a holder, or all, less the steps that formulas tell something of.
fn given_laws(map: &Map, holder: Option<HolderId>) -> Vec<Law> {
    let mine = |by: Option<HolderId>| by.is_none() || by == holder;
    let formulas = map.claims().filter(|(_, claim)| claim.formula.is_some());
    let mut laws: Vec<Law> = formulas.map(|(id, _)| Law::Formula(id)).collect();
    for (id, step) in map.inferences().filter(|(_, step)| mine(step.by)) {
        let to_claim = matches!(map.target(id), crate::model::Target::Claim(_));
        if step.strict && to_claim && !validity::is_told(map, id) {
            laws.push(Law::Step(id));
        }
    }
    for (id, conflict) in map.conflicts().filter(|(_, conflict)| mine(conflict.by)) {
        laws.push(Law::Conflict(id));
        let different = map.members(id).collect::<rustc_hash::FxHashSet<_>>().len() > 1;
        if conflict.kind == ConflictKind::Contradictory && different {
            laws.push(Law::Either(id));
        }
    }
    for (id, question) in map.questions().filter(|(_, question)| mine(question.by)) {
        laws.extend(question.exclusive.then_some(Law::Exclusive(id)));
        laws.extend(question.exhaustive.then_some(Law::Exhaustive(id)));
    }
    laws
}

pub(super) fn possible(map: &Map, laws: &[Law], wishes: &[Wish]) -> bool {
    (0..ROWS).any(|row| {
        let fulfilled = |wish: &Wish| (row >> wish.claim.index() & 1 == 1) == wish.holds;
        wishes.iter().all(fulfilled) && laws.iter().all(|law| allows(map, *law, row))
    })
}

/// The subsets of `count` things with a property that supersets share, of which no part has it.
fn minimal(count: usize, has: impl Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
    let members = |bits: u32| (0..count).filter(|at| bits >> at & 1 == 1).collect::<Vec<_>>();
    let mut order: Vec<u32> = (0..1 << count).collect();
    order.sort_by_key(|bits| bits.count_ones());
    let mut found: Vec<u32> = Vec::new();
    for bits in order {
        if found.iter().all(|smaller| smaller & bits != *smaller) && has(&members(bits)) {
            found.push(bits);
        }
    }
    let mut sets: Vec<Vec<usize>> = found.into_iter().map(members).collect();
    sets.sort();
    sets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn contradictions_agree_with_truth_tables(map in maps()) {
        let background = Background::new(&map);
        let stands = Stands::new(&map);
        for (holder, _) in map.holders() {
            let wishes: Vec<Wish> = stands.of(holder).iter().map(Stand::wish).collect();
            let laws = laws_of(&map, Some(holder));
            let pick = |set: &[usize]| set.iter().map(|at| wishes[*at]).collect::<Vec<_>>();
            let found = examine(
                &background, &wishes, View::Of(holder), 1000, &|_| false, &mut Work::default(),
            );
            prop_assert!(found.complete);
            let mut sets: Vec<Vec<usize>> =
                found.contradictions.iter().map(|one| one.wishes.clone()).collect();
            sets.sort();
            let expected = minimal(wishes.len(), |set| !possible(&map, &laws, &pick(set)));
            if expected == [Vec::<usize>::new()] {
                // Laws that contradict each other and are tied to no wish are not looked at.
                prop_assert!(sets.iter().all(|set| set.is_empty() || !possible(&map, &[], &pick(set))
                    || !possible(&map, &found.contradictions.iter().find(|one| one.wishes == *set).unwrap().laws, &pick(set))));
            } else {
                prop_assert_eq!(&sets, &expected);
            }
            for one in &found.contradictions {
                let set = pick(&one.wishes);
                prop_assert!(one.laws.iter().all(|law| laws.contains(law)));
                prop_assert!(!possible(&map, &one.laws, &set));
                for without in 0..one.laws.len() {
                    let mut fewer = one.laws.clone();
                    fewer.remove(without);
                    prop_assert!(possible(&map, &fewer, &set));
                }
                for repair in &one.repairs {
                    let met: Vec<&Contradiction> = found
                        .contradictions
                        .iter()
                        .filter(|other| other.repairs == one.repairs)
                        .collect();
                    prop_assert!(!repair.is_empty());
                    for other in met {
                        prop_assert!(other.wishes.iter().any(|wish| repair.contains(wish)));
                    }
                }
                prop_assert!(one.wishes.is_empty() || !one.repairs.is_empty());
            }
        }
    }

    #[test]
    fn invalid_steps_agree_with_truth_tables(map in maps()) {
        let background = Background::new(&map);
        prop_assert!(background.untested_steps().is_empty());
        let found: Vec<InferenceId> =
            background.invalid_steps().iter().map(|one| one.step).collect();
        let strict = map.inferences().filter(|(_, step)| step.strict).map(|(id, _)| id);
        let told = strict.filter(|id| validity::is_told(&map, *id));
        let expected: Vec<InferenceId> = told.filter(|id| is_refuted(&map, *id)).collect();
        prop_assert_eq!(found, expected);
        for one in background.invalid_steps() {
            let laws = given_laws(&map, map[one.step].by);
            let formulas: Vec<Law> =
                laws.iter().copied().filter(|law| matches!(law, Law::Formula(_))).collect();
            let agrees = |row: u32, values: &[(Letter, bool)]| {
                let value = |(letter, holds): &(Letter, bool)| {
                    (row >> letter_node(*letter).index() & 1 == 1) == *holds
                };
                values.iter().all(value)
            };
            let counters = |row: u32, laws: &[Law]| {
                laws.iter().all(|law| allows(&map, *law, row))
            };
            let refutes = |values: &[(Letter, bool)]| {
                let rows = (0..ROWS).filter(|row| agrees(*row, values));
                let mut rows = rows.filter(|row| counters(*row, &formulas));
                rows.all(|row| !allows(&map, Law::Step(one.step), row))
            };
            // They may be the case, whenever they are the step fails, and fewer do not suffice.
            prop_assert!((0..ROWS).any(|row| agrees(row, &one.values) && counters(row, &laws)));
            prop_assert!(refutes(&one.values));
            for without in 0..one.values.len() {
                let mut fewer = one.values.clone();
                fewer.remove(without);
                prop_assert!(!refutes(&fewer));
            }
        }
    }

    #[test]
    fn laws_that_contradict_each_other_agree_with_truth_tables(map in maps()) {
        let background = Background::new(&map);
        let views = map.holders().map(|(id, _)| (Some(id), View::Of(id)));
        for (holder, view) in views.chain([(None, View::Common)]) {
            let laws = laws_of(&map, holder);
            let (found, complete) = contradictory_laws(&background, view, &mut Work::default());
            prop_assert!(complete);
            prop_assert_eq!(found.is_empty(), possible(&map, &laws, &[]));
            for contradiction in &found {
                prop_assert!(contradiction.iter().all(|law| laws.contains(law)));
                prop_assert!(!possible(&map, contradiction, &[]));
                for without in 0..contradiction.len() {
                    let mut fewer = contradiction.clone();
                    fewer.remove(without);
                    prop_assert!(possible(&map, &fewer, &[]));
                }
            }
        }
    }

    #[test]
    fn impossible_sets_agree_with_truth_tables(
        map in maps(),
        picks in proptest::collection::vec(proptest::collection::vec(0..6usize, 1..4), 1..12),
    ) {
        let background = Background::new(&map);
        let claims: Vec<ClaimId> = map.claims().map(|(id, _)| id).collect();
        let sets: Vec<Vec<ClaimId>> =
            picks.iter().map(|set| set.iter().map(|at| claims[*at]).collect()).collect();
        let views = map.holders().map(|(id, _)| (Some(id), View::Of(id)));
        for (holder, view) in views.chain([(None, View::Common)]) {
            let laws = laws_of(&map, holder);
            let found = impossible(&background, &sets, view, &mut Work::default());
            prop_assert!(found.complete);
            let is_impossible = |set: &Vec<ClaimId>| {
                let wishes = set.iter().map(|claim| Wish { claim: *claim, holds: true });
                !possible(&map, &laws, &wishes.collect::<Vec<_>>())
            };
            let expected: Vec<usize> =
                (0..sets.len()).filter(|at| is_impossible(&sets[*at])).collect();
            if possible(&map, &laws, &[]) {
                prop_assert_eq!(&found.sets, &expected);
            } else {
                // Laws that contradict each other may be tied to none of the claims.
                prop_assert!(found.sets.iter().all(|at| expected.contains(at)));
            }
            let few = impossible(&background, &sets, view, &mut Work { left: 5 });
            prop_assert!(few.sets.iter().all(|at| found.sets.contains(at)));
            prop_assert!(few.complete || few.sets.len() <= found.sets.len());
        }
    }

    #[test]
    fn limits_are_kept_and_said(map in maps(), limit in 0..3usize, left in 0..200u64) {
        let background = Background::new(&map);
        let stands = Stands::new(&map);
        for (holder, _) in map.holders() {
            let wishes: Vec<Wish> = stands.of(holder).iter().map(Stand::wish).collect();
            let run = |limit, work: &mut Work| {
                examine(&background, &wishes, View::Of(holder), limit, &|_| false, work)
            };
            let all = run(1000, &mut Work::default());
            let sets = |found: &Examination| {
                found.contradictions.iter().map(|one| one.wishes.clone()).collect::<Vec<_>>()
            };
            for few in [run(limit, &mut Work::default()), run(limit, &mut Work { left })] {
                prop_assert!(few.contradictions.len() <= limit);
                prop_assert!(sets(&few).iter().all(|set| sets(&all).contains(set)));
                prop_assert!(!few.complete || few.contradictions.len() == all.contradictions.len());
            }
            let few = run(limit, &mut Work::default());
            prop_assert_eq!(few.complete, all.contradictions.len() <= limit);
        }
    }
}

fn claims(map: &mut Map, count: usize) -> Vec<ClaimId> {
    (0..count).map(|n| map.add_claim(Claim::new(format!("c{n}"), "text")).unwrap()).collect()
}

#[test]
fn conflicts_of_many_are_linear() {
    let mut map = Map::new("test");
    let all = claims(&mut map, 200_000);
    let holder = map.add_holder(Holder::new("h", "H")).unwrap();
    map.add_conflict(Conflict::new(ConflictKind::Contrary), all[1_000..].to_vec()).unwrap();
    for claim in [all[1_005], all[199_000]] {
        map.commit(holder, claim, Commitment::new(Stance::Asserts));
    }
    let mut question = Question::new("which", "which");
    question.exhaustive = true;
    map.add_question(question, all[10..1_000].to_vec()).unwrap();
    for claim in &all[10..1_000] {
        map.commit(holder, *claim, Commitment::new(Stance::Denies));
    }
    let stands = Stands::new(&map);
    let wishes: Vec<Wish> = stands.of(holder).iter().map(Stand::wish).collect();
    let background = Background::new(&map);
    let found =
        examine(&background, &wishes, View::Of(holder), 10, &|_| false, &mut Work::default());
    let sizes: Vec<usize> = found.contradictions.iter().map(|one| one.wishes.len()).collect();
    assert_eq!((sizes, found.complete), (vec![990, 2], true));
}

#[test]
fn a_question_with_all_answers_asserted_is_cut_and_said_to_be() {
    let mut map = Map::new("test");
    let all = claims(&mut map, 1000);
    let holder = map.add_holder(Holder::new("h", "H")).unwrap();
    let mut question = Question::new("which", "which");
    question.exclusive = true;
    map.add_question(question, all.clone()).unwrap();
    for claim in &all {
        map.commit(holder, *claim, Commitment::new(Stance::Asserts));
    }
    let stands = Stands::new(&map);
    let wishes: Vec<Wish> = stands.of(holder).iter().map(Stand::wish).collect();
    let background = Background::new(&map);
    let found =
        examine(&background, &wishes, View::Of(holder), 10, &|_| false, &mut Work::default());
    assert!(!found.complete);
}

#[test]
fn long_chains_of_assertions_with_many_contradictions() {
    let mut map = Map::new("test");
    let all = claims(&mut map, 20_000);
    let holder = map.add_holder(Holder::new("h", "H")).unwrap();
    let strict = || Inference { strict: true, ..Inference::new(InferenceKind::Support) };
    for pair in all.windows(2) {
        map.commit(holder, pair[0], Commitment::new(Stance::Asserts));
        if pair[1].index() % 1000 != 0 {
            map.add_inference(strict(), [pair[0]], pair[1].node()).unwrap();
        } else {
            let rebuttal = Inference { kind: InferenceKind::Rebuttal, ..strict() };
            map.add_inference(rebuttal, [pair[0]], pair[1].node()).unwrap();
        }
    }
    let stands = Stands::new(&map);
    let wishes: Vec<Wish> = stands.of(holder).iter().map(Stand::wish).collect();
    let background = Background::new(&map);
    let found =
        examine(&background, &wishes, View::Of(holder), 10, &|_| false, &mut Work::default());
    assert!(!found.complete && found.contradictions.len() == 10);
    for one in &found.contradictions {
        let last = wishes[one.wishes[1]].claim.index();
        assert_eq!((one.wishes.len(), last % 1000), (2, 0));
        assert_eq!(one.laws.len(), last - wishes[one.wishes[0]].claim.index());
    }
}
