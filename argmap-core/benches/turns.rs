//! How long it takes to say what turns on what.
//!
//! On a debate of a million claims: to suppose that one of them fails and to tell what changes and
//! how, beside evaluating everything again. And what the theses of the shipped critique hang on.

#[path = "../../tests/support/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::path::Path;

use argmap_core::analysis::turns::critical::critical;
use argmap_core::analysis::turns::crux::cruxes;
use argmap_core::analysis::turns::search::Limits;
use argmap_core::document::no_imports;
use argmap_core::model::Map;
use argmap_core::report::changes::changes;
use argmap_core::semantics::suppose::Supposition;
use argmap_core::semantics::{Options, evaluate};
use divan::Bencher;
use shapes::debate;

const CLAIMS: usize = 1_000_000;

fn main() {
    divan::main();
}

fn large() -> Map {
    argmap_core::read("debate.json", debate(CLAIMS), &mut no_imports).map
}

fn critique() -> Map {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../maps/critique.json");
    let text = std::fs::read_to_string(file).expect("the shipped map is there");
    argmap_core::read("critique.json", text, &mut no_imports).map
}

#[divan::bench(sample_count = 3)]
fn evaluate_a_million_claims(bencher: Bencher) {
    let map = large();
    bencher.bench(|| evaluate(black_box(&map), Options::default()));
}

/// A leaf, a claim half way up, and one just below the thesis.
#[divan::bench(args = ["c999999", "c1000", "c3"], sample_count = 20)]
fn what_if_among_a_million_claims(bencher: Bencher, claim: &str) {
    let map = large();
    let mut evaluation = evaluate(&map, Options::default());
    let claim = map.find(claim).expect("there are as many");
    let supposition = Supposition { reject: vec![claim], ..Supposition::default() };
    bencher.bench_local(|| {
        let shift = evaluation.suppose(&map, &supposition);
        let changes = black_box(changes("debate.json", &map, &evaluation, &shift));
        evaluation.undo(shift);
        changes
    });
}

#[divan::bench(sample_count = 5)]
fn evaluate_the_critique(bencher: Bencher) {
    let map = critique();
    bencher.bench(|| evaluate(black_box(&map), Options::default()));
}

/// Twenty sets for each thesis.
#[divan::bench(sample_count = 5)]
fn cruxes_of_the_critique(bencher: Bencher) {
    let map = critique();
    let mut evaluation = evaluate(&map, Options::default());
    let limits = Limits { sets: 20, ..Limits::default() };
    bencher.bench_local(|| {
        let theses = map.theses().iter();
        theses.map(|thesis| cruxes(&map, &mut evaluation, *thesis, limits)).collect::<Vec<_>>()
    });
}

#[divan::bench(sample_count = 5)]
fn critical_claims_of_the_critique(bencher: Bencher) {
    let map = critique();
    let mut evaluation = evaluate(&map, Options::default());
    bencher.bench_local(|| critical(&map, &mut evaluation, map.theses(), usize::MAX));
}
