//! What evaluation must say of small maps.

use super::*;
use crate::model::{Claim, Conflict, ConflictKind};

#[test]
fn a_rebutted_leaf_is_refuted_and_its_reasons_stay() {
    let mut map = Map::new("test");
    let [a, b] = ["a", "b"].map(|name| map.add_claim(Claim::new(name, name)).unwrap());
    let step = map.rebut([b], a).unwrap();
    let evaluation = evaluate(&map, Options::default());
    assert_eq!(evaluation.verdict(a), Verdict::Refuted);
    assert_eq!(evaluation.verdict(b), Verdict::Accepted);
    assert_eq!(evaluation.step(&map, step), StepVerdict::Applies);
}

#[test]
fn conflicts_of_many_bare_claims_leave_all_undecided_and_force_decides() {
    let mut map = Map::new("test");
    let claims: Vec<ClaimId> = (0..7)
        .map(|number| map.add_claim(Claim::new(format!("c{number}"), "text")).unwrap())
        .collect();
    map.add_conflict(Conflict::new(ConflictKind::Contrary), claims.clone()).unwrap();
    let evaluation = evaluate(&map, Options::default());
    assert!(claims.iter().all(|claim| evaluation.verdict(*claim) == Verdict::Undecided));
    let options = Options { accept: vec![claims[3].node()], ..Options::default() };
    let evaluation = evaluate(&map, options);
    for (number, claim) in claims.iter().enumerate() {
        let wanted = if number == 3 { Verdict::Accepted } else { Verdict::Refuted };
        assert_eq!(evaluation.verdict(*claim), wanted);
    }
}
