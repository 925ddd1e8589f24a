//! `argmap draw`: a map as a picture.

use anyhow::Result;
use argmap_core::render::{Direction, Labels, Options, Overlay, Scope};
use argmap_core::semantics::evaluate;
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap, expected, group};
use crate::input;
use crate::output::Output;
use crate::painting::Painting;

/// What `draw` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    #[command(flatten)]
    painting: Painting,
    /// Draw only this group and what touches it
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// Draw imported maps whole, and not only where this one touches them
    #[arg(long)]
    imports: bool,
    /// Name the sources that are offered as evidence
    #[arg(long)]
    sources: bool,
    /// Name those who take a stand
    #[arg(long)]
    holders: bool,
    /// Leave out the explanation of the signs
    #[arg(long)]
    no_legend: bool,
    /// Draw all claims and steps alike, whatever becomes of them
    #[arg(long)]
    no_verdicts: bool,
    /// Where conclusions stand, seen from their premises: up, down, left or right
    #[arg(long, value_parser = parse_direction, default_value = Direction::Up.word())]
    direction: Direction,
    /// What stands in the boxes of claims: title, text or both
    #[arg(long, value_parser = parse_labels, default_value = Labels::Title.word())]
    labels: Labels,
    #[command(flatten)]
    how: EvaluationArguments,
}

/// Draws a map.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let options = Options {
        scope: match &arguments.group {
            Some(name) => Scope::Group(group(map, name)?),
            None => Scope::Map,
        },
        labels: arguments.labels,
        direction: arguments.direction,
        imports: arguments.imports,
        sources: arguments.sources,
        holders: arguments.holders,
        legend: !arguments.no_legend,
        ..Options::default()
    };
    let evaluation = evaluate(map, arguments.how.options(map)?);
    let shown = (!arguments.no_verdicts).then_some(&evaluation);
    let overlay = Overlay { evaluation: shown, ..Overlay::default() };
    arguments.painting.draw(map, &overlay, &arguments.painting.options(options), output)?;
    Ok(opened.exit())
}

fn parse_direction(word: &str) -> Result<Direction, String> {
    Direction::from_word(word).ok_or_else(|| expected(word, Direction::WORDS))
}

fn parse_labels(word: &str) -> Result<Labels, String> {
    Labels::from_word(word).ok_or_else(|| expected(word, Labels::WORDS))
}
