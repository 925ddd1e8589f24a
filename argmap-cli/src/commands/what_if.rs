//! `argmap what-if`: which verdicts change when parts of a map are taken to hold or to fail.

use anyhow::Result;
use argmap_core::render::Overlay;
use argmap_core::report::changes::{Changes, changes, highlights};
use argmap_core::report::escape::visible;
use argmap_core::report::json;
use argmap_core::semantics::suppose::Supposition;
use argmap_core::semantics::{Options, evaluate};
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap, TextOrJson};
use crate::input;
use crate::output::Output;
use crate::painting::Beside;

/// What `what-if` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    #[command(flatten)]
    how: EvaluationArguments,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
    #[command(flatten)]
    picture: Beside,
}

/// So many parts of a way are printed.
const MOST_PARTS: usize = 12;

/// Evaluates a map, supposes what is forced, and prints what that changes.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let options = arguments.how.options(map)?;
    anyhow::ensure!(
        !options.accept.is_empty() || !options.reject.is_empty(),
        "nothing is supposed; `--reject ID` takes a claim or step to fail, `--accept ID` to hold"
    );
    let Options { grant, accept, reject } = options;
    let mut evaluation = evaluate(map, Options { grant, ..Options::default() });
    let supposed = Supposition { accept, reject, ..Supposition::default() };
    let shift = evaluation.suppose(map, &supposed);
    let changes = changes(opened.name(), map, &evaluation, &shift);
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&changes)),
        TextOrJson::Text => print(&changes, output),
    }
    let highlights = highlights(map, &evaluation, &shift);
    let overlay = Overlay { evaluation: Some(&evaluation), highlights: &highlights, marks: &[] };
    let parts = highlights.iter().map(|highlight| highlight.part).collect();
    arguments.picture.draw(map, &overlay, parts, output)?;
    Ok(opened.exit())
}

fn print(changes: &Changes, output: &mut Output) {
    for claim in &changes.claims {
        let thesis = if claim.thesis { " (thesis)" } else { "" };
        let (id, before, after, text) = (&claim.id, claim.before, claim.after, &claim.text);
        output.text(&visible(&format!("{id}{thesis}: {before} → {after}: {text}")));
        output.text(&visible(&format!("  by {}", claim.way.words(MOST_PARTS))));
    }
    for step in &changes.steps {
        output.text(&visible(&format!("{}: {} → {}", step.name, step.before, step.after)));
        output.text(&visible(&format!("  by {}", step.way.words(MOST_PARTS))));
    }
    if !output.is_quiet {
        let theses = changes.claims.iter().filter(|claim| claim.thesis).count();
        let (claims, steps) = (changes.claims.len(), changes.steps.len());
        output.text(&format!(
            "verdicts that change: claims {claims}, theses among them {theses}, steps {steps}"
        ));
    }
}
