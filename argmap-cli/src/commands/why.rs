//! `argmap why`: what a verdict rests on.

use anyhow::Result;
use argmap_core::analysis::why;
use argmap_core::model::Node;
use argmap_core::report::escape::visible;
use argmap_core::semantics::evaluate;
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap};
use crate::input;
use crate::output::Output;

/// What `why` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// The id of a claim or step
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    how: EvaluationArguments,
    /// The most lines that are printed
    #[arg(long, value_name = "LINES", default_value_t = 200)]
    limit: usize,
}

/// Explains the verdict of a claim or step.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let node = input::find(map, &arguments.id)?;
    let has_verdict = matches!(map.node(node), Node::Claim(_) | Node::Inference(_));
    let (id, kind) = (&arguments.id, map.node(node).kind());
    anyhow::ensure!(has_verdict, "`{id}` is a {kind}: only claims and steps have verdicts");
    let evaluation = evaluate(map, arguments.how.options(map)?);
    for line in why(map, &evaluation, node, arguments.limit) {
        let indent = "  ".repeat(line.depth);
        output.text(&format!("{indent}{}", visible(&line.text)));
    }
    Ok(opened.exit())
}
