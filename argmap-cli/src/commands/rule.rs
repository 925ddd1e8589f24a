//! `argmap rule`: all that is documented of one rule.

use anyhow::{Result, anyhow};
use argmap_core::check::{self, catalogue};
use argmap_core::diagnostic::{Example, Rule};
use argmap_core::fixes::fixable;
use argmap_core::report::json;
use argmap_core::report::rules::rules;
use clap::Args;

use crate::Exit;
use crate::args::TextOrJson;
use crate::output::Output;

/// What `rule` can be told.
#[derive(Args)]
pub struct Arguments {
    /// The rule's code or name, such as AM101 or unsupported-claim
    #[arg(value_name = "CODE")]
    rule: String,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Prints when a rule fires, why, and what it reports.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let rule = check::rule(&arguments.rule).ok_or_else(|| unknown(&arguments.rule))?;
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&rules([&rule]))),
        TextOrJson::Text => print(rule, output),
    }
    Ok(Exit::Clean)
}

fn unknown(word: &str) -> anyhow::Error {
    let lower = word.to_lowercase();
    let alike = catalogue()
        .into_iter()
        .find(|rule| rule.name.contains(&lower) || rule.code.to_lowercase().contains(&lower));
    match alike {
        Some(rule) if !word.is_empty() => {
            anyhow!("there is no rule `{word}`; did you mean {} {}?", rule.code, rule.name)
        }
        _ => anyhow!("there is no rule `{word}`; `argmap rules` lists them"),
    }
}

fn print(rule: &Rule, output: &mut Output) {
    output.heading(&format!("{} {}", rule.code, rule.name));
    let facts =
        format!("{}, {:?} tier, {:?} confidence", rule.severity.word(), rule.tier, rule.confidence);
    output.text(&facts.to_lowercase());
    output.text(&format!("\nFires when {}.\n", rule.summary.trim_end_matches('.')));
    output.text(rule.why);
    if let Some(when) = fixable(rule) {
        output.text(&format!("\nMended by `argmap check --fix` where {when}."));
    }
    example(output, "Reported", &rule.bad);
    example(output, "Mended", &rule.good);
    output.text(&format!("\nSource: {}", rule.source));
}

fn example(output: &mut Output, heading: &str, example: &Example) {
    let block = |output: &mut Output, text: &str| {
        text.trim_end().lines().for_each(|line| output.text(&format!("    {line}")));
    };
    output.raw("\n");
    output.heading(heading);
    block(output, example.map);
    for (name, content) in example.files {
        output.text(&format!("  with `{name}`:"));
        block(output, content);
    }
}
