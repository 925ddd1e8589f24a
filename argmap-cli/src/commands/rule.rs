//! `argmap rule`: all that is documented of one rule.

use anyhow::{Result, anyhow};
use argmap_core::check::{self, catalogue};
use argmap_core::diagnostic::Rule;
use argmap_core::document::nearest;
use argmap_core::report::json;
use argmap_core::report::rules::{Block, blocks, rules};
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
    let rules = catalogue();
    let lower = word.to_lowercase();
    let same = |code: &str| rules.iter().find(|rule| rule.code == code || rule.name == code);
    // A part of a name means that rule; a word that is nearly a name or code was misspelt.
    let part = rules.iter().find(|rule| lower.len() > 2 && rule.name.contains(&lower));
    let near = || {
        let by_name = nearest(&lower, rules.iter().map(|rule| rule.name));
        by_name.or_else(|| nearest(&word.to_uppercase(), rules.iter().map(|rule| rule.code)))
    };
    match part.or_else(|| near().and_then(same)) {
        Some(rule) => {
            anyhow!("there is no rule `{word}`; did you mean {} {}?", rule.code, rule.name)
        }
        None => anyhow!("there is no rule `{word}`; `argmap rules` lists them"),
    }
}

fn print(rule: &'static Rule, output: &mut Output) {
    output.heading(&format!("{} {}", rule.code, rule.name));
    let file = |output: &mut Output, text: &str| {
        text.trim_end().lines().for_each(|line| output.text(&format!("    {line}")));
    };
    for block in blocks(rule) {
        match &block {
            Block::Facts(text) => output.text(text),
            Block::Text(text) => {
                output.raw("\n");
                output.text(text);
            }
            Block::Heading(text) => {
                output.raw("\n");
                output.heading(text);
            }
            Block::File(name, content) => {
                if let Some(name) = name {
                    output.text(&format!("  with `{name}`:"));
                }
                file(output, content);
            }
        }
    }
}
