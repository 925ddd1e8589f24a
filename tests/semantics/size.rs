//! Large maps: a stack that is as deep as a chain, or work that is the square of a fan, would show.

use argmap_core::model::Verdict::{Accepted, Refuted, Undecided, Unestablished};
use argmap_core::model::{
    Basis, Claim, ClaimId, Conflict, ConflictKind, Inference, InferenceKind, Map, Question, Verdict,
};
use argmap_core::semantics::{Evaluation, Options, evaluate};

const MILLION: usize = 1_000_000;

fn bare(count: usize) -> (Map, Vec<ClaimId>) {
    let mut map = Map::new("size");
    let claims =
        (0..count).map(|number| map.add_claim(Claim::new(number.to_string(), "")).unwrap());
    let claims = claims.collect();
    (map, claims)
}

fn evaluated(map: &Map) -> Evaluation {
    evaluate(map, Options::default())
}

fn count(evaluation: &Evaluation, claims: &[ClaimId], verdict: Verdict) -> usize {
    claims.iter().filter(|claim| evaluation.verdict(**claim) == verdict).count()
}

#[test]
fn a_chain_of_a_million_supports() {
    let (mut map, claims) = bare(MILLION);
    for pair in claims.windows(2) {
        map.support([pair[0]], pair[1]).unwrap();
    }
    assert_eq!(count(&evaluated(&map), &claims, Accepted), MILLION);
}

#[test]
fn a_chain_of_a_million_rebuttals() {
    let (mut map, claims) = bare(MILLION);
    for pair in claims.windows(2) {
        map.rebut([pair[0]], pair[1]).unwrap();
    }
    let evaluation = evaluated(&map);
    assert_eq!(count(&evaluation, &claims, Accepted), MILLION / 2);
    assert_eq!(evaluation.verdict(claims[MILLION - 1]), Refuted);
}

#[test]
fn a_chain_of_a_million_rebuttals_of_claims_with_a_basis() {
    let mut map = Map::new("size");
    let claim = |number: usize| Claim::new(number.to_string(), "").basis(Basis::Observed);
    let claims: Vec<ClaimId> =
        (0..MILLION).map(|number| map.add_claim(claim(number)).unwrap()).collect();
    for pair in claims.windows(2) {
        map.rebut([pair[0]], pair[1]).unwrap();
    }
    let evaluation = evaluated(&map);
    assert_eq!(evaluation.verdict(claims[0]), Accepted);
    assert_eq!(count(&evaluation, &claims, Undecided), MILLION - 1);
}

#[test]
fn a_circle_of_a_million_supports() {
    let (mut map, claims) = bare(MILLION);
    for pair in claims.windows(2) {
        map.support([pair[0]], pair[1]).unwrap();
    }
    map.support([claims[MILLION - 1]], claims[0]).unwrap();
    assert_eq!(count(&evaluated(&map), &claims, Unestablished), MILLION);
}

#[test]
fn a_claim_with_a_million_reasons() {
    let (mut map, claims) = bare(MILLION);
    for premise in &claims[1..] {
        map.support([*premise], claims[0]).unwrap();
    }
    assert_eq!(count(&evaluated(&map), &claims, Accepted), MILLION);
}

#[test]
fn a_strict_step_with_a_hundred_thousand_premises() {
    let (mut map, claims) = bare(100_000);
    let strict = Inference { strict: true, ..Inference::new(InferenceKind::Support) };
    map.add_inference(strict, claims[1..].iter().copied(), claims[0]).unwrap();
    assert_eq!(count(&evaluated(&map), &claims, Accepted), claims.len());

    let rejected = Options { reject: vec![claims[0].node()], ..Options::default() };
    let evaluation = evaluate(&map, rejected.clone());
    assert_eq!(count(&evaluation, &claims[1..], Undecided), claims.len() - 1);
    let accept = claims[2..].iter().map(|claim| claim.node()).collect();
    let evaluation = evaluate(&map, Options { accept, ..rejected });
    assert_eq!(evaluation.verdict(claims[1]), Refuted);
}

#[test]
fn a_conflict_of_a_hundred_thousand_claims() {
    let (mut map, claims) = bare(100_000);
    map.add_conflict(Conflict::new(ConflictKind::Contrary), claims.iter().copied()).unwrap();
    assert_eq!(count(&evaluated(&map), &claims, Undecided), claims.len());
    let accept = vec![claims[7].node()];
    let evaluation = evaluate(&map, Options { accept, ..Options::default() });
    assert_eq!(count(&evaluation, &claims, Refuted), claims.len() - 1);
}

#[test]
fn a_question_with_a_hundred_thousand_answers() {
    let (mut map, claims) = bare(100_000);
    let question =
        Question { exclusive: true, exhaustive: true, ..Question::new("which", "Which?") };
    map.add_question(question, claims.iter().copied()).unwrap();
    let reject = claims[1..].iter().map(|claim| claim.node()).collect();
    let evaluation = evaluate(&map, Options { reject, ..Options::default() });
    assert_eq!(evaluation.verdict(claims[0]), Accepted);
}
