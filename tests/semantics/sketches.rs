//! Random small maps for tests of what stands, as sketches that a slow reading of the definition
//! understands and as maps.

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::document::{Reading, no_imports};
use argmap_core::model::{Basis, ConflictKind, HolderId, InferenceKind, Node, Stance, Verdict};
use argmap_core::semantics::suppose::Stand;
use argmap_core::semantics::{Evaluation, Grant, Options, StepVerdict, evaluate};
use proptest::collection::{btree_set, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::naive::{
    ClaimSketch, ConflictSketch, GrantSketch, OptionsSketch, QuestionSketch, Sketch, StepSketch,
};

/// At most so many holders take part in a random map.
pub const MOST_HOLDERS: usize = 3;

pub fn claim(holders: usize) -> impl Strategy<Value = ClaimSketch> {
    let stances = select(vec![
        Stance::Asserts,
        Stance::Asserts,
        Stance::Denies,
        Stance::Concedes,
        Stance::Supposes,
        Stance::Reports,
        Stance::Retracts,
    ]);
    let most = if holders == 0 { 0 } else { 3 };
    let stand = (0..holders.max(1), stances);
    let basis = weighted(0.25, select(Basis::ALL));
    (basis, prop::bool::weighted(0.15), any::<bool>(), view(holders), vec(stand, 0..=most))
        .prop_map(|(basis, thesis, cited, own_source, stands)| ClaimSketch {
            basis,
            thesis,
            cited,
            own_source,
            stands,
        })
}

/// One of the holders, or nobody.
pub fn view(holders: usize) -> impl Strategy<Value = Option<usize>> {
    weighted(0.3, 0..MOST_HOLDERS).prop_map(move |by| by.filter(|by| *by < holders))
}

pub fn step(claims: usize, holders: usize) -> impl Strategy<Value = StepSketch> {
    use InferenceKind::{Rebuttal, Support, Undercut};
    let kind = select(vec![Support, Support, Support, Rebuttal, Rebuttal, Undercut]);
    let premises = prop_oneof![
        4 => vec(0..claims, 1..=1),
        3 => vec(0..claims, 2..=3),
        1 => vec(0..claims, 4..=6),
    ];
    let warrant = weighted(0.2, 0..claims);
    (kind, prop::bool::weighted(0.3), premises, warrant, any::<usize>(), view(holders)).prop_map(
        |(kind, strict, premises, warrant, target, by)| StepSketch {
            kind,
            strict,
            premises,
            warrant,
            target,
            by,
        },
    )
}

pub fn conflict(claims: usize, holders: usize) -> impl Strategy<Value = ConflictSketch> {
    let members = btree_set(0..claims, 2..=6.min(claims));
    (any::<bool>(), members, view(holders)).prop_map(|(pair, members, by)| {
        let claims: Vec<usize> = members.into_iter().collect();
        match pair {
            true => ConflictSketch {
                kind: ConflictKind::Contradictory,
                claims: claims[..2].to_vec(),
                by,
            },
            false => ConflictSketch { kind: ConflictKind::Contrary, claims, by },
        }
    })
}

pub fn question(claims: usize, holders: usize) -> impl Strategy<Value = QuestionSketch> {
    let answers = vec(0..claims, 2..=6);
    (any::<bool>(), any::<bool>(), answers, view(holders)).prop_map(
        |(exclusive, exhaustive, answers, by)| QuestionSketch {
            exclusive,
            exhaustive,
            answers,
            by,
        },
    )
}

/// A random map; undercuts aim at defeasible steps, themselves and later ones included.
pub fn sketch() -> impl Strategy<Value = Sketch> {
    let sizes = (2_usize..9, prop_oneof![Just(0_usize), 1..=MOST_HOLDERS]);
    let parts = sizes.prop_flat_map(|(claims, holders)| {
        (
            Just(holders),
            vec(claim(holders), claims),
            vec(step(claims, holders), 0..10),
            vec(conflict(claims, holders), 0..3),
            vec(question(claims, holders), 0..2),
        )
    });
    parts.prop_map(|(holders, claims, mut steps, conflicts, questions)| {
        let defeasible: Vec<usize> =
            (0..steps.len()).filter(|number| !steps[*number].strict).collect();
        if defeasible.is_empty() {
            steps.retain(|step| step.kind != InferenceKind::Undercut);
        }
        for step in &mut steps {
            step.target = match step.kind {
                InferenceKind::Undercut => defeasible[step.target % defeasible.len()],
                _ => step.target % claims.len(),
            };
        }
        Sketch { holders, claims, steps, conflicts, questions }
    })
}

pub fn options(sketch: &Sketch) -> impl Strategy<Value = OptionsSketch> + use<> {
    let (claims, steps) = (sketch.claims.len(), sketch.steps.len());
    let holders = (0..sketch.holders).map(GrantSketch::HeldBy);
    let grants: Vec<GrantSketch> =
        [GrantSketch::Leaves, GrantSketch::Sourced].into_iter().chain(holders).collect();
    let chosen = |count: usize| {
        let most = btree_set(0..count.max(1), 0..=2.min(count));
        weighted(0.3, most).prop_map(Option::unwrap_or_default)
    };
    let forced = (chosen(claims), chosen(claims), chosen(steps), chosen(steps));
    (select(grants), forced).prop_map(
        |(grant, (accept_claims, mut reject_claims, accept_steps, mut reject_steps))| {
            reject_claims.retain(|claim| !accept_claims.contains(claim));
            reject_steps.retain(|step| !accept_steps.contains(step));
            OptionsSketch { grant, accept_claims, reject_claims, accept_steps, reject_steps }
        },
    )
}

/// What a holder is supposed to say, by the numbers of claims.
pub type Stands = BTreeMap<usize, Stand>;

pub fn stands(sketch: &Sketch) -> impl Strategy<Value = Stands> + use<> {
    let claims = sketch.claims.len();
    let stand = (0..claims, select(Stand::ALL));
    weighted(0.5, vec(stand, 1..4))
        .prop_map(|chosen| chosen.unwrap_or_default().into_iter().collect())
}

/// The sketch in which a holder says of those claims what is supposed, and nothing else.
pub fn restated(sketch: &Sketch, holder: usize, stands: &Stands) -> Sketch {
    let mut sketch = sketch.clone();
    for (claim, stand) in stands {
        let all = &mut sketch.claims[*claim].stands;
        all.retain(|(by, _)| *by != holder);
        match stand {
            Stand::Asserted => all.push((holder, Stance::Asserts)),
            Stand::Denied => all.push((holder, Stance::Denies)),
            Stand::Silent => {}
        }
    }
    sketch
}

/// The sketch in which one claim stands for both, and the other for nothing.
pub fn merged(sketch: &Sketch, one: usize, other: usize) -> Sketch {
    let mut sketch = sketch.clone();
    let put = |claim: &mut usize| {
        if *claim == other {
            *claim = one;
        }
    };
    for step in &mut sketch.steps {
        step.premises.iter_mut().for_each(put);
        step.warrant.iter_mut().for_each(put);
        if step.kind != InferenceKind::Undercut {
            put(&mut step.target);
        }
    }
    sketch.conflicts.iter_mut().flat_map(|one| &mut one.claims).for_each(put);
    sketch.questions.iter_mut().flat_map(|one| &mut one.answers).for_each(put);
    let emptied = sketch.claims[other].clone();
    let claim = &mut sketch.claims[one];
    if claim.basis.is_none() || emptied.basis == Some(Basis::CommonGround) {
        claim.basis = emptied.basis;
    }
    claim.thesis |= emptied.thesis;
    claim.cited |= emptied.cited;
    claim.stands.extend(emptied.stands);
    let empty = &mut sketch.claims[other];
    (empty.basis, empty.thesis, empty.cited) = (None, false, false);
    empty.stands.clear();
    sketch
}

pub fn default_options() -> OptionsSketch {
    OptionsSketch {
        grant: GrantSketch::Leaves,
        accept_claims: BTreeSet::new(),
        reject_claims: BTreeSet::new(),
        accept_steps: BTreeSet::new(),
        reject_steps: BTreeSet::new(),
    }
}

pub fn read(sketch: &Sketch) -> Reading {
    let reading = argmap_core::read("sketch.json", sketch.json().to_string(), &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading
}

/// The options of a sketch, for its map.
pub fn options_of(reading: &Reading, sketch: &OptionsSketch) -> Options {
    let map = &reading.map;
    let node = |kind: char, number: &usize| map.find(&format!("{kind}{number}")).unwrap();
    let nodes = |claims: &BTreeSet<usize>, steps: &BTreeSet<usize>| {
        let claims = claims.iter().map(|number| node('c', number));
        claims.chain(steps.iter().map(|number| node('s', number))).collect()
    };
    let holder = |number: usize| -> HolderId {
        let (id, _) = map.holders().nth(number).unwrap();
        assert!(
            matches!(map.node(id), Node::Holder(holder) if *holder.name == format!("h{number}"))
        );
        id
    };
    let grant = match sketch.grant {
        GrantSketch::Leaves => Grant::Leaves,
        GrantSketch::Sourced => Grant::Sourced,
        GrantSketch::HeldBy(number) => Grant::HeldBy(holder(number)),
    };
    Options {
        grant,
        accept: nodes(&sketch.accept_claims, &sketch.accept_steps),
        reject: nodes(&sketch.reject_claims, &sketch.reject_steps),
    }
}

pub fn evaluated(reading: &Reading, sketch: &OptionsSketch) -> Evaluation {
    evaluate(&reading.map, options_of(reading, sketch))
}

/// The verdicts of all claims and steps, in the order of their numbers.
pub fn verdicts(reading: &Reading, evaluation: &Evaluation) -> (Vec<Verdict>, Vec<StepVerdict>) {
    let map = &reading.map;
    let claims = (0..)
        .map_while(|number| map.find_claim(&format!("c{number}")))
        .map(|id| evaluation.verdict(id));
    let steps = (0..).map_while(|number| map.find(&format!("s{number}")));
    let steps = steps.map(|node| evaluation.step(map, map.as_inference(node).unwrap()));
    (claims.collect(), steps.collect())
}
