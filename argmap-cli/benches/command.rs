//! How long `argmap check` takes as a command, from its start to its end.
//!
//! `cargo bench -p argmap-cli` prints two things: a table of how many files are checked in a second
//! by how many workers, and divan's figures for one map of the size of a large safety case.

#[path = "../../tests/support/shapes.rs"]
mod shapes;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use shapes::debate;

/// So many files lie in a folder.
const FILES: usize = 10_000;

/// So many claims are in each of them, with a step for nearly each.
const CLAIMS_OF_A_FILE: usize = 20;

fn main() {
    table();
    divan::main();
}

/// Checks what lies in a folder, and returns how long it took.
fn check(folder: &Path, arguments: &[&str]) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
    command.args(["check", "--quiet", "--no-config", "--fail-on", "never"]).args(arguments);
    command.arg(folder).env_remove("ARGMAP_TEXTS").stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the command starts");
    let time = start.elapsed();
    assert_eq!(status.code(), Some(0), "{arguments:?}");
    time
}

/// The least of a few runs.
fn least(folder: &Path, arguments: &[&str]) -> Duration {
    (0..5).map(|_| check(folder, arguments)).min().unwrap_or_default()
}

fn table() {
    let folder = tempfile::tempdir().expect("a folder for the maps");
    let text = debate(CLAIMS_OF_A_FILE);
    for number in 0..FILES {
        let file = folder.path().join(format!("{number}.json"));
        std::fs::write(file, &text).expect("a map can be written");
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{FILES} files of {CLAIMS_OF_A_FILE} claims each; {cores} cores (least of five runs)");
    println!(
        "{:<10}{:>6}{:>14}{:>16}{:>10}",
        "form", "jobs", "milliseconds", "files/second", "times"
    );
    for form in ["concise", "full", "json"] {
        let mut alone = Duration::ZERO;
        let mut jobs: Vec<usize> =
            [1, 2, cores].into_iter().filter(|jobs| *jobs <= cores).collect();
        jobs.dedup();
        for jobs in jobs {
            let time = least(folder.path(), &["--format", form, "--jobs", &jobs.to_string()]);
            alone = if jobs == 1 { time } else { alone };
            println!(
                "{form:<10}{jobs:>6}{:>14.0}{:>16.0}{:>10.2}",
                time.as_secs_f64() * 1e3,
                FILES as f64 / time.as_secs_f64(),
                alone.as_secs_f64() / time.as_secs_f64(),
            );
        }
    }
    println!();
}

/// One map of ten thousand elements, half of them claims and half of them steps, by form of the
/// findings: read, checked and reported by a command that is started for it.
#[divan::bench(args = ["concise", "full", "json", "sarif"], sample_count = 20)]
fn one_map_of_ten_thousand_elements(bencher: Bencher, form: &str) {
    one(bencher, form, 5_000);
}

/// The same map in one line, which is as long as the file.
#[divan::bench(sample_count = 20)]
fn one_map_in_one_line(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder for the map");
    let text = debate(5_000).replace('\n', " ");
    std::fs::write(folder.path().join("map.json"), text).expect("a map can be written");
    bencher.counter(ItemsCount::new(10_000_usize)).bench(|| check(folder.path(), &[]));
}

/// What remains of that if there is nothing to do.
#[divan::bench(args = ["concise"], sample_count = 20)]
fn start_and_end(bencher: Bencher, form: &str) {
    one(bencher, form, 1);
}

fn one(bencher: Bencher, form: &str, claims: usize) {
    let folder = tempfile::tempdir().expect("a folder for the map");
    std::fs::write(folder.path().join("map.json"), debate(claims)).expect("a map can be written");
    bencher
        .counter(ItemsCount::new(2 * claims))
        .bench(|| check(folder.path(), &["--format", form]));
}
