//! Prints the questions on which the two texts of the shipped maps meet: each with its answers, who
//! gives each of them, and whether it stands when both are read together.
//!
//! Run it with `cargo run --example where_they_meet`.

use std::fmt::Write;
use std::path::Path;

use argmap_core::document::{ImportFault, Loaded};
use argmap_core::evaluate;
use argmap_core::model::Stance;
use argmap_core::semantics::Options;

fn main() {
    print!("{}", questions());
}

fn questions() -> String {
    let maps = Path::new(env!("CARGO_MANIFEST_DIR")).join("../maps");
    let read = |path: &str| std::fs::read(maps.join(path)).map_err(|_| ImportFault::Missing);
    let mut loader = |_: &str, path: &str| Ok(Loaded { name: path.to_owned(), bytes: read(path)? });
    let dispute = read("dispute.json").expect("the map is there");
    let reading = argmap_core::read("dispute.json", dispute, &mut loader);
    assert!(reading.problems.is_empty());
    let map = &reading.map;
    let evaluation = evaluate(map, Options::default());

    // Questions of the imported maps are asked within one text.
    let own = |name: &str| !name.contains('/');
    let mut text = String::new();
    for (id, question) in map.questions() {
        if !map.name(id).is_some_and(|name| own(&name)) {
            continue;
        }
        writeln!(text, "{}", question.text).unwrap();
        for answer in map.answers(id) {
            let says = |stance: Stance| {
                let stands = map.commitments(answer).into_iter();
                let who = stands.filter(|(_, _, stand)| stand.stance == stance);
                let mut who: Vec<String> =
                    who.map(|(_, holder, _)| map[holder].title.to_string()).collect();
                who.dedup();
                who.join(", ")
            };
            let (asserted, denied) = (says(Stance::Asserts), says(Stance::Denies));
            let denied = if denied.is_empty() { denied } else { format!("; denied by {denied}") };
            let verdict = evaluation.verdict(answer);
            writeln!(text, "  {asserted}{denied}: {} ({verdict})", map[answer].text).unwrap();
        }
        writeln!(text).unwrap();
    }
    text
}

#[test]
fn both_texts_answer() {
    let text = questions();
    for side in ["Democratic Centralists: ", "Leon Trotsky: "] {
        assert!(text.contains(side), "{side}\n{text}");
    }
    assert!(text.lines().filter(|line| line.ends_with('?')).count() > 8, "{text}");
}
