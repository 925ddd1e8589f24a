//! What is declared the same, and what is suggested.

mod support;

use argmap_core::compare::sameness::{Options, suggestions};
use argmap_core::report::sameness::told;
use support::read_text;

#[test]
fn look() {
    let text = std::fs::read_to_string("../maps/dispute.json").unwrap();
    let reading = read_text("maps/dispute.json", text);
    let found = suggestions(&reading.map, &Options { limit: 200 });
    let told = told(&reading.map, &found);
    for pair in told.claims.iter().chain(&told.holders) {
        println!(
            "{:.3} {} | {}\n   {}\n   {}",
            pair.score, pair.one.id, pair.other.id, pair.one.text, pair.other.text
        );
        for reason in &pair.reasons {
            println!("     - {}", reason.text);
        }
    }
    println!("{} {} {}", told.claims.len(), told.holders.len(), told.complete);
}
