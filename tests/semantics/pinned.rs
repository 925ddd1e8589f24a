//! Consequences that the definition of evaluation is to have, one by one.

use argmap_core::model::Verdict::{Accepted, Refuted, Undecided, Unestablished};
use argmap_core::model::{
    Basis, Claim, ClaimId, Conflict, ConflictKind, InferenceId, Map, Question, Verdict,
};
use argmap_core::semantics::{Options, StepVerdict, evaluate};

/// A map with bare claims of those names.
fn with<const N: usize>(names: [&str; N]) -> (Map, [ClaimId; N]) {
    let mut map = Map::new("pinned");
    let claims = names.map(|name| map.add_claim(Claim::new(name, "Text.")).unwrap());
    (map, claims)
}

/// Gives the target a reason; the premise is a new claim with a basis.
fn reason(map: &mut Map, name: &str, target: ClaimId) -> ClaimId {
    let premise = map.add_claim(Claim::new(name, "Text.").basis(Basis::Observed)).unwrap();
    map.support([premise], target).unwrap();
    premise
}

fn verdicts<const N: usize>(map: &Map, claims: [ClaimId; N]) -> [Verdict; N] {
    let evaluation = evaluate(map, Options::default());
    claims.map(|claim| evaluation.verdict(claim))
}

fn step(map: &Map, step: InferenceId) -> StepVerdict {
    evaluate(map, Options::default()).step(map, step)
}

fn exhaustive(map: &mut Map, answers: &[ClaimId]) {
    let question = Question { exhaustive: true, ..Question::new("which", "Which?") };
    map.add_question(question, answers.iter().copied()).unwrap();
}

fn conflict(map: &mut Map, kind: ConflictKind, claims: &[ClaimId]) {
    map.add_conflict(Conflict::new(kind), claims.iter().copied()).unwrap();
}

#[test]
fn refuting_a_conclusion_leaves_its_premises_alone() {
    let (mut map, [premise, conclusion, other]) = with(["premise", "conclusion", "other"]);
    map.support([premise], conclusion).unwrap();
    map.rebut([other], conclusion).unwrap();
    let reject = Options { reject: vec![conclusion.node()], ..Options::default() };
    let evaluation = evaluate(&map, reject);
    assert_eq!(evaluation.verdict(conclusion), Refuted);
    assert_eq!(evaluation.verdict(premise), Accepted);
    assert_eq!(verdicts(&map, [premise, other]), [Accepted, Accepted]);
}

#[test]
fn one_of_two_independent_reasons_may_fall() {
    let (mut map, [first, second, conclusion, objection]) =
        with(["first", "second", "conclusion", "objection"]);
    map.support([first], conclusion).unwrap();
    map.support([second], conclusion).unwrap();
    map.rebut([objection], first).unwrap();
    let found = verdicts(&map, [first, second, conclusion]);
    assert_eq!(found, [Refuted, Accepted, Accepted]);
}

#[test]
fn claims_that_support_only_each_other_are_unestablished() {
    let (mut map, [a, b, c]) = with(["a", "b", "c"]);
    map.support([a], b).unwrap();
    map.support([b], c).unwrap();
    map.support([c], a).unwrap();
    assert_eq!(verdicts(&map, [a, b, c]), [Unestablished; 3]);
    let evaluation = evaluate(&map, Options::default());
    assert!([a, b, c].into_iter().all(|claim| evaluation.is_circular(claim)));
    reason(&mut map, "ground", b);
    assert_eq!(verdicts(&map, [a, b, c]), [Accepted; 3]);
}

#[test]
fn a_bare_claim_with_a_good_rebuttal_is_refuted() {
    let (mut map, [claim, objection]) = with(["claim", "objection"]);
    map.rebut([objection], claim).unwrap();
    assert_eq!(verdicts(&map, [claim, objection]), [Refuted, Accepted]);
}

#[test]
fn a_supported_claim_with_a_good_rebuttal_is_undecided_whatever_the_number_of_supports() {
    let (mut map, [claim, objection, answer]) = with(["claim", "objection", "answer"]);
    map.rebut([objection], claim).unwrap();
    for number in 0..5 {
        reason(&mut map, &format!("reason-{number}"), claim);
        let found = verdicts(&map, [claim, objection]);
        assert_eq!(found, [Undecided, Accepted], "{number} further reasons");
    }
    map.rebut([answer], objection).unwrap();
    assert_eq!(verdicts(&map, [claim, objection]), [Accepted, Refuted]);
}

#[test]
fn a_claim_with_a_basis_and_a_good_rebuttal_is_undecided() {
    let (mut map, [objection]) = with(["objection"]);
    let claim = map.add_claim(Claim::new("claim", "Text.").basis(Basis::Observed)).unwrap();
    map.rebut([objection], claim).unwrap();
    assert_eq!(verdicts(&map, [claim, objection]), [Undecided, Accepted]);
}

#[test]
fn a_rebuttal_with_a_refuted_premise_does_nothing() {
    let (mut map, [claim, objection, answer, other]) =
        with(["claim", "objection", "answer", "other"]);
    let rebuttal = map.rebut([other, objection], claim).unwrap();
    map.rebut([answer], objection).unwrap();
    assert_eq!(verdicts(&map, [claim, objection]), [Accepted, Refuted]);
    assert_eq!(step(&map, rebuttal), StepVerdict::PremiseFails);
}

#[test]
fn a_rebuttal_with_an_unestablished_premise_does_nothing() {
    let (mut map, [claim, objection, circle]) = with(["claim", "objection", "circle"]);
    let rebuttal = map.rebut([objection], claim).unwrap();
    map.support([circle], objection).unwrap();
    map.support([objection], circle).unwrap();
    assert_eq!(verdicts(&map, [claim, objection]), [Accepted, Unestablished]);
    assert_eq!(step(&map, rebuttal), StepVerdict::PremiseFails);
}

#[test]
fn two_supported_claims_in_conflict_are_undecided_and_their_reasons_accepted() {
    for kind in [ConflictKind::Contrary, ConflictKind::Contradictory] {
        let (mut map, [a, b]) = with(["a", "b"]);
        let reasons = [reason(&mut map, "for-a", a), reason(&mut map, "for-b", b)];
        conflict(&mut map, kind, &[a, b]);
        assert_eq!(verdicts(&map, [a, b]), [Undecided; 2], "{kind}");
        assert_eq!(verdicts(&map, reasons), [Accepted; 2], "{kind}");
    }
}

#[test]
fn a_bare_claim_does_not_shake_a_supported_one() {
    let (mut map, [bare, supported]) = with(["bare", "supported"]);
    reason(&mut map, "ground", supported);
    conflict(&mut map, ConflictKind::Contrary, &[bare, supported]);
    assert_eq!(verdicts(&map, [bare, supported]), [Refuted, Accepted]);
}

#[test]
fn bare_claims_do_not_shake_supported_ones_in_a_conflict_of_many() {
    let (mut map, claims) = with(["a", "b", "c", "d", "e", "f"]);
    reason(&mut map, "ground", claims[3]);
    conflict(&mut map, ConflictKind::Contrary, &claims);
    let found = verdicts(&map, claims);
    assert_eq!(found, [Refuted, Refuted, Refuted, Accepted, Refuted, Refuted]);
}

#[test]
fn an_odd_loop_is_undecided() {
    let (mut map, claims) = with(["a", "b", "c"]);
    for number in 0..3 {
        map.rebut([claims[number]], claims[(number + 1) % 3]).unwrap();
    }
    assert_eq!(verdicts(&map, claims), [Undecided; 3]);
    let (mut map, [alone]) = with(["alone"]);
    map.rebut([alone], alone).unwrap();
    assert_eq!(verdicts(&map, [alone]), [Undecided]);
}

#[test]
fn an_undercut_by_an_undecided_claim_leaves_undecided() {
    let (mut map, [premise, conclusion, doubt, rival]) =
        with(["premise", "conclusion", "doubt", "rival"]);
    let support = map.support([premise], conclusion).unwrap();
    map.undercut([doubt], support).unwrap();
    conflict(&mut map, ConflictKind::Contrary, &[doubt, rival]);
    let found = verdicts(&map, [premise, conclusion, doubt]);
    assert_eq!(found, [Accepted, Undecided, Undecided]);
    assert_eq!(step(&map, support), StepVerdict::Undecided);
}

#[test]
fn an_undercut_by_an_accepted_claim_stops_the_step_and_spares_the_premise() {
    let (mut map, [premise, conclusion, doubt]) = with(["premise", "conclusion", "doubt"]);
    let support = map.support([premise], conclusion).unwrap();
    map.undercut([doubt], support).unwrap();
    assert_eq!(verdicts(&map, [premise, conclusion]), [Accepted, Unestablished]);
    assert_eq!(step(&map, support), StepVerdict::Undercut);
}

#[test]
fn giving_a_bare_claim_a_failed_reason_makes_it_unestablished() {
    let (mut map, [claim, failed, objection]) = with(["claim", "failed", "objection"]);
    map.rebut([objection], failed).unwrap();
    assert_eq!(verdicts(&map, [claim]), [Accepted]);
    map.support([failed], claim).unwrap();
    assert_eq!(verdicts(&map, [claim]), [Unestablished]);
}

#[test]
fn with_all_other_answers_of_an_exhaustive_question_refuted_the_last_is_accepted() {
    for count in 2..=6 {
        let (mut map, claims) = with(["a", "b", "c", "d", "e", "f"]);
        let answers = &claims[..count];
        exhaustive(&mut map, answers);
        let last = answers[count - 1];
        map.add_thesis(last);
        assert_eq!(verdicts(&map, [last]), [Unestablished], "{count} answers");
        for (number, answer) in answers[..count - 1].iter().enumerate() {
            let name = format!("objection-{number}");
            let objection = map.add_claim(Claim::new(name, "Text.")).unwrap();
            map.rebut([objection], *answer).unwrap();
        }
        assert_eq!(verdicts(&map, [last]), [Accepted], "{count} answers");
    }
}

#[test]
fn an_answer_that_is_listed_twice_is_one_answer() {
    let (mut map, [first, last, objection]) = with(["first", "last", "objection"]);
    exhaustive(&mut map, &[last, first, last]);
    map.add_thesis(last);
    map.rebut([objection], first).unwrap();
    assert_eq!(verdicts(&map, [first, last]), [Refuted, Accepted]);
}

#[test]
fn the_other_of_a_contradictory_pair_is_accepted_where_one_is_refuted() {
    let (mut map, [denied, thesis, objection]) = with(["denied", "thesis", "objection"]);
    conflict(&mut map, ConflictKind::Contradictory, &[denied, thesis]);
    map.add_thesis(thesis);
    assert_eq!(verdicts(&map, [denied, thesis]), [Accepted, Refuted]);
    map.rebut([objection], denied).unwrap();
    assert_eq!(verdicts(&map, [denied, thesis]), [Refuted, Accepted]);
}

#[test]
fn claims_and_steps_that_the_reader_forces_stand_or_fall() {
    let (mut map, [premise, conclusion, objection]) = with(["premise", "conclusion", "objection"]);
    let support = map.support([premise], conclusion).unwrap();
    let undercut = map.undercut([objection], support).unwrap();
    let with = |accept: Vec<_>, reject: Vec<_>| {
        let options = Options { accept, reject, ..Options::default() };
        let evaluation = evaluate(&map, options);
        (evaluation.verdict(conclusion), evaluation.step(&map, support))
    };
    let undercut_stops = (Unestablished, StepVerdict::Undercut);
    assert_eq!(with(vec![], vec![]), undercut_stops);
    assert_eq!(with(vec![support.node()], vec![]), (Accepted, StepVerdict::Applies));
    assert_eq!(with(vec![], vec![undercut.node()]), (Accepted, StepVerdict::Applies));
    assert_eq!(with(vec![], vec![objection.node()]), (Accepted, StepVerdict::Applies));
    assert_eq!(with(vec![conclusion.node()], vec![]), (Accepted, StepVerdict::Undercut));
    assert_eq!(with(vec![undercut.node()], vec![support.node()]), undercut_stops);
}
