//! `argmap stats`: how large a map is and what it is made of.

use anyhow::Result;
use argmap_core::report::escape::visible;
use argmap_core::report::json;
use argmap_core::report::stats::{Count, Stats, stats};
use argmap_core::semantics::{Options, evaluate};
use clap::Args;

use crate::Exit;
use crate::args::{OneMap, TextOrJson};
use crate::input;
use crate::output::Output;

/// What `stats` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Counts a map's parts and prints the numbers.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let stats = stats(opened.name(), map, &evaluate(map, Options::default()));
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&stats)),
        TextOrJson::Text => print(&stats, output),
    }
    Ok(opened.exit())
}

fn print(stats: &Stats, output: &mut Output) {
    output.heading(&visible(&stats.title));
    table(output, "parts", &stats.parts);
    table(output, "claims by kind", &stats.kinds);
    table(output, "claims by verdict", &stats.verdicts);
    let mut stances: Vec<Count> = Vec::new();
    for holder in &stats.holders {
        let word = |count: &Count| format!("{} {}", holder.name, count.name);
        stances.extend(holder.stances.iter().map(|c| Count { name: word(c), count: c.count }));
    }
    table(output, "stands by holder", &stances);
    table(output, "claims by group", &stats.groups);
    let shape = [
        ("claims without support", stats.leaves),
        ("most supports in a row", stats.depth),
        ("connected parts", stats.components),
    ];
    let shape = shape.map(|(name, count)| Count { name: name.to_owned(), count });
    table(output, "shape", &shape);
}

fn table(output: &mut Output, heading: &str, counts: &[Count]) {
    let counts: Vec<&Count> = counts.iter().filter(|count| count.count > 0).collect();
    if counts.is_empty() {
        return;
    }
    output.raw("\n");
    output.heading(heading);
    for count in counts {
        output.text(&format!("{:8}  {}", count.count, visible(&count.name)));
    }
}
