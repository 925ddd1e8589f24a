//! How long drawing takes, beside Graphviz's `dot` on the same graph.
//!
//! `cargo bench -p argmap-core --bench pictures` prints one table. `dot` is stopped after a minute;
//! without `dot` its column stays empty.

#[path = "../../tests/support/shapes.rs"]
mod shapes;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use argmap_core::document::no_imports;
use argmap_core::render::{Options, Overlay, Tools, dot::dot, picture};
use argmap_core::{evaluate, read};

/// How long `dot` may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Writes a map with that many claims.
type Shape = fn(usize) -> String;

const SHAPES: &[(&str, Shape, &[usize])] = &[
    ("debate", shapes::debate, &[100, 1_000, 2_000]),
    ("fan of reasons", shapes::fan, &[100, 1_000, 2_000]),
    ("dense (five relations a claim)", shapes::dense, &[100, 300, 1_000, 2_000]),
];

fn main() {
    // Cargo's tests run this as well, with arguments that ask for no benchmark.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!("| map | claims | svg, median of 5 | size | `dot -Tsvg` |\n|---|--:|--:|--:|--:|");
    for (name, shape, sizes) in SHAPES {
        for claims in *sizes {
            let reading = read("map.json", shape(*claims), &mut no_imports);
            assert!(reading.problems.is_empty(), "{:?}", reading.problems[0]);
            let map = &reading.map;
            let evaluation = evaluate(map, Default::default());
            let overlay = Overlay { evaluation: Some(&evaluation), ..Overlay::default() };
            let options = Options { everything: true, ..Options::default() };
            let svg = picture("svg").expect("there is SVG");
            let mut times = Vec::new();
            let mut size = String::new();
            for _ in 0..5 {
                let start = Instant::now();
                let drawn =
                    (svg.draw)(map, &overlay, &options, &Tools::default()).expect("it is drawn");
                times.push(start.elapsed());
                let text = String::from_utf8(drawn.bytes).expect("it is UTF-8");
                size = ["width", "height"].map(|name| length(&text, name)).join("×");
            }
            times.sort();
            let other = graphviz(&dot(map, &overlay, &options));
            println!("| {name} | {claims} | {:.0?} | {size} | {other} |", times[2]);
        }
    }
}

/// A length of the whole picture, in whole points.
fn length(svg: &str, name: &str) -> String {
    let (_, rest) = svg.split_once(&format!(" {name}=\"")).expect("it has a size");
    let (length, _) = rest.split_once('"').expect("it is quoted");
    format!("{:.0}", length.parse::<f64>().expect("it is a number"))
}

/// How long `dot` takes.
fn graphviz(text: &str) -> String {
    let start = Instant::now();
    let command = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = command else { return String::new() };
    let mut input = child.stdin.take().expect("it is piped");
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let status = loop {
        match child.try_wait().expect("it can be waited for") {
            Some(status) => break Some(status),
            None if start.elapsed() > PATIENCE => {
                child.kill().expect("it can be stopped");
                child.wait().expect("it can be waited for");
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    let taken = start.elapsed();
    let _ = writer.join();
    match status {
        None => format!("more than {PATIENCE:.0?}"),
        Some(status) if status.success() => format!("{taken:.0?}"),
        Some(_) => "failed".to_owned(),
    }
}
