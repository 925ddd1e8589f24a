//! `argmap list`: stands by holder, source, group, verdict or kind.

use anyhow::Result;
use argmap_core::model::{ClaimKind, Map, SourceId, Verdict};
use argmap_core::report::claims::{ClaimFacts, Filter, claims, facts};
use argmap_core::report::{escape, json};
use argmap_core::semantics::evaluate;
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap, TextOrJson, expected, group, holder};
use crate::input;
use crate::output::Output;

/// What `list` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// Claims on which this holder takes a stand
    #[arg(long, value_name = "ID")]
    holder: Option<String>,
    /// Claims for which this source is cited, or in which a stand on them is taken
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Claims of this group and of the groups within it
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// Claims with this verdict
    #[arg(long, value_parser = parse_verdict)]
    verdict: Option<Verdict>,
    /// Claims of this kind
    #[arg(long, value_parser = parse_kind)]
    kind: Option<ClaimKind>,
    #[command(flatten)]
    how: EvaluationArguments,
    /// The form of the list
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Prints the claims that are asked for.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let filter = Filter {
        holder: arguments.holder.as_deref().map(|name| holder(map, name)).transpose()?,
        source: arguments.source.as_deref().map(|name| source(map, name)).transpose()?,
        group: arguments.group.as_deref().map(|name| group(map, name)).transpose()?,
        verdict: arguments.verdict,
        kind: arguments.kind,
    };
    let evaluation = evaluate(map, arguments.how.options(map)?);
    let found = claims(&opened.reading, &evaluation, &filter);
    let found = facts(&opened.reading, &evaluation, &found);
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&found)),
        TextOrJson::Text => found.claims.iter().for_each(|claim| output.text(&line(claim))),
    }
    Ok(opened.exit())
}

fn line(claim: &ClaimFacts) -> String {
    let thesis = if claim.thesis { ", thesis" } else { "" };
    let line = format!("{} ({}{thesis}): {}", claim.id, claim.verdict, claim.text);
    escape::visible(&line).into_owned()
}

fn source(map: &Map, name: &str) -> Result<SourceId> {
    let node = input::find(map, name)?;
    let source = map.sources().map(|(id, _)| id).find(|id| id.node() == node);
    source.ok_or_else(|| input::wrong_kind(map, node, name, "source"))
}

fn parse_verdict(word: &str) -> Result<Verdict, String> {
    Verdict::from_word(word).ok_or_else(|| expected(word, Verdict::WORDS))
}

fn parse_kind(word: &str) -> Result<ClaimKind, String> {
    ClaimKind::from_word(word).ok_or_else(|| expected(word, ClaimKind::WORDS))
}
