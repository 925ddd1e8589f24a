//! `argmap evaluate`: what stands when all reasons are weighed.

use anyhow::Result;
use argmap_core::model::Verdict;
use argmap_core::report::verdicts::{ClaimVerdict, StepLine, Verdicts, verdicts};
use argmap_core::report::{escape, json};
use argmap_core::semantics::{StepVerdict, evaluate};
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap, TextOrJson};
use crate::input;
use crate::output::Output;

/// What `evaluate` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    #[command(flatten)]
    how: EvaluationArguments,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Evaluates a map and prints its verdicts.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let evaluation = evaluate(map, arguments.how.options(map)?);
    let verdicts = verdicts(opened.name(), map, &evaluation);
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&verdicts)),
        TextOrJson::Text => print(&verdicts, output),
    }
    Ok(opened.exit())
}

fn print(verdicts: &Verdicts, output: &mut Output) {
    output.heading(&escape::visible(&verdicts.of.title));
    if verdicts.of.grant != "leaves" {
        output.text(&format!("granted: {}", escape::visible(&verdicts.of.grant)));
    }
    for (what, names) in [("accepted", &verdicts.of.accept), ("rejected", &verdicts.of.reject)] {
        if !names.is_empty() {
            let names = names.join(", ");
            output.text(&format!("{what} by the reader: {}", escape::visible(&names)));
        }
    }
    for verdict in Verdict::WORDS {
        let claims = verdicts.claims.iter().filter(|claim| claim.verdict == *verdict);
        let claims: Vec<_> = claims.map(claim_line).collect();
        list(output, &format!("{verdict} claims"), &claims);
    }
    for verdict in StepVerdict::WORDS {
        let steps = verdicts.steps.iter().filter(|step| step.verdict == *verdict);
        let steps: Vec<_> = steps.map(step_line).collect();
        list(output, &format!("steps: {verdict}"), &steps);
    }
}

fn list(output: &mut Output, heading: &str, lines: &[String]) {
    if !lines.is_empty() {
        output.raw("\n");
        output.heading(&format!("{heading} ({})", lines.len()));
        lines.iter().for_each(|line| output.text(line));
    }
}

fn claim_line(claim: &ClaimVerdict) -> String {
    let thesis = if claim.thesis { " (thesis)" } else { "" };
    let line = format!("{}{thesis}{}: {}", claim.id, forced(claim.forced), claim.text);
    format!("  {}", escape::visible(&line))
}

fn step_line(step: &StepLine) -> String {
    format!("  {}{}", escape::visible(&step.name), forced(step.forced))
}

fn forced(force: Option<&str>) -> &'static str {
    match force {
        Some("accept") => " (accepted by the reader)",
        Some(_) => " (rejected by the reader)",
        None => "",
    }
}
