//! How long reading, checking and evaluating take as maps grow.
//!
//! `cargo bench -p argmap-core` prints two things: a table of nanoseconds per claim beside what
//! plain `serde_json` takes to read the same bytes into bare structs, and divan's figures.

#[path = "../../tests/support/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::time::{Duration, Instant};

use argmap_core::document::{Reading, no_imports};
use argmap_core::semantics::{Options, evaluate};
use argmap_core::{check, read};
use divan::Bencher;
use divan::counter::ItemsCount;
use serde::Deserialize;
use shapes::{chain, conflicts, cycle, debate, fan, formulas, question, strict_chain};

/// The sizes: claims in a map.
const SIZES: &[usize] = &[1_000, 100_000, 1_000_000];

/// Writes a map with that many claims.
type Shape = fn(usize) -> String;

/// The shapes that must stay linear.
const SHAPES: &[(&str, Shape)] = &[
    ("debate", debate),
    ("support chain", |claims| chain(claims, "supports")),
    ("rebuttal chain", |claims| chain(claims, "rebuttals")),
    ("support cycle", cycle),
    ("fan of reasons", fan),
    ("strict chain", strict_chain),
    ("conflicts", conflicts),
    ("formulas", formulas),
    ("wide question", question),
];

fn main() {
    table();
    divan::main();
}

/// What anyone would deserialise into who wants no places and no checks.
#[derive(Deserialize)]
#[allow(dead_code, reason = "deserialised only to be timed")]
struct Bare {
    argmap: u32,
    title: String,
    theses: Vec<String>,
    sources: Vec<BareSource>,
    claims: Vec<BareClaim>,
    #[serde(default)]
    supports: Vec<BareStep>,
    #[serde(default)]
    rebuttals: Vec<BareStep>,
    #[serde(default)]
    undercuts: Vec<BareStep>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "deserialised only to be timed")]
struct BareSource {
    id: String,
    title: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "deserialised only to be timed")]
struct BareClaim {
    id: String,
    text: String,
    kind: Option<String>,
    basis: Option<String>,
    #[serde(default)]
    cite: Vec<BareCitation>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "deserialised only to be timed")]
struct BareCitation {
    source: String,
    at: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "deserialised only to be timed")]
struct BareStep {
    id: Option<String>,
    from: Vec<String>,
    to: String,
}

fn bare(text: &str) -> Bare {
    serde_json::from_str(text).expect("the generated map is JSON")
}

fn reading(text: String) -> Reading {
    read("scale.json", text, &mut no_imports)
}

/// The least of a few runs; making a copy of the text and dropping the result are not timed.
fn time<T>(runs: usize, text: &str, mut work: impl FnMut(String) -> T) -> Duration {
    let mut least = Duration::MAX;
    for _ in 0..runs {
        let copy = text.to_owned();
        let start = Instant::now();
        let result = black_box(work(copy));
        least = least.min(start.elapsed());
        drop(result);
    }
    least
}

fn table() {
    println!(
        "nanoseconds per claim (least of a few runs); × is beside serde_json into bare structs"
    );
    println!(
        "{:<16}{:>10}{:>9}{:>9}{:>16}{:>16}{:>16}",
        "shape", "claims", "MB", "serde", "read", "read + check", "read + evaluate"
    );
    for (name, shape) in SHAPES {
        for size in SIZES {
            let text = shape(*size);
            let runs = if *size > 500_000 { 3 } else { 7 };
            let serde = time(runs, &text, |text| bare(&text));
            let read = time(runs, &text, reading);
            let checked = time(runs, &text, |text| {
                let reading = reading(text);
                (check(&reading, check::Options::default()), reading)
            });
            let evaluated = time(runs, &text, |text| {
                let reading = reading(text);
                (evaluate(&reading.map, Options::default()), reading)
            });
            let each = |time: Duration| time.as_nanos() as f64 / *size as f64;
            let beside =
                |time: Duration| format!("{:.0} ({:.1}×)", each(time), each(time) / each(serde));
            println!(
                "{name:<16}{size:>10}{:>9.1}{:>9.0}{:>16}{:>16}{:>16}",
                text.len() as f64 / 1e6,
                each(serde),
                beside(read),
                beside(checked),
                beside(evaluated),
            );
        }
    }
    println!();
}

#[divan::bench(args = [1_000, 100_000], sample_count = 10)]
fn plain_serde_json(bencher: Bencher, claims: usize) {
    let text = debate(claims);
    bencher.counter(ItemsCount::new(claims)).bench(|| bare(black_box(&text)));
}

#[divan::bench(args = [1_000, 100_000], sample_count = 10)]
fn read_and_resolve(bencher: Bencher, claims: usize) {
    let text = debate(claims);
    bencher.counter(ItemsCount::new(claims)).with_inputs(|| text.clone()).bench_values(reading);
}

#[divan::bench(args = [1_000, 100_000], sample_count = 10)]
fn check_all(bencher: Bencher, claims: usize) {
    let reading = reading(debate(claims));
    let options = check::Options::default;
    bencher.counter(ItemsCount::new(claims)).bench(|| check(black_box(&reading), options()));
}

#[divan::bench(args = [1_000, 100_000], sample_count = 10)]
fn evaluate_all(bencher: Bencher, claims: usize) {
    let reading = reading(debate(claims));
    let options = Options::default;
    bencher.counter(ItemsCount::new(claims)).bench(|| evaluate(black_box(&reading.map), options()));
}
