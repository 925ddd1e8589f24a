//! `argmap rules`: the rules of `check`.

use anyhow::Result;
use argmap_core::check::catalogue;
use argmap_core::fixes::fixable;
use argmap_core::report::json;
use argmap_core::report::rules::rules;
use clap::Args;

use crate::Exit;
use crate::args::TextOrJson;
use crate::output::Output;

/// What `rules` can be told.
#[derive(Args)]
pub struct Arguments {
    /// The form of the list
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Lists the rules with their severities, tiers, whether `check --fix` can mend what they find, and
/// their summaries.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let catalogue = catalogue();
    if arguments.format == TextOrJson::Json {
        output.raw(&json::to_text(&rules(&catalogue)));
        return Ok(Exit::Clean);
    }
    let longest = catalogue.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    for rule in catalogue {
        let tier = format!("{:?}", rule.tier).to_lowercase();
        let fix = if fixable(rule).is_some() { "fix" } else { "" };
        let line = format!(
            "{}  {:longest$}  {:7}  {tier:8}  {fix:3}  {}",
            rule.code,
            rule.name,
            rule.severity.word(),
            rule.summary
        );
        output.text(&line);
    }
    Ok(Exit::Clean)
}
