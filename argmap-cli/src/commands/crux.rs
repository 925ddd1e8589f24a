//! `argmap crux`: what theses hang on.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::Result;
use argmap_core::analysis::turns::crux::cruxes;
use argmap_core::analysis::turns::search::Limits;
use argmap_core::model::ClaimId;
use argmap_core::render::{self, Overlay, Scope};
use argmap_core::report::escape::visible;
use argmap_core::report::findings::count;
use argmap_core::report::json;
use argmap_core::report::turning::{Sets, Thesis, highlights, turning_points};
use argmap_core::semantics::evaluate;
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap, TextOrJson, claims};
use crate::input;
use crate::output::Output;
use crate::painting;

/// What `crux` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// The claims that are asked about [default: the map's theses]
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    #[command(flatten)]
    how: EvaluationArguments,
    /// The most sets that are looked for, for each claim and each way
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// The most claims in a set
    #[arg(long, value_name = "N")]
    most: Option<usize>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
    /// Draw the claims that are asked about, what they hang on and what connects them, in the form
    /// that the file's ending says, such as `.svg`, `.png` or `.html`
    #[arg(long, value_name = "FILE")]
    draw: Option<PathBuf>,
}

/// Finds what claims hang on, and prints it.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let theses: Vec<ClaimId> = match arguments.claims.is_empty() {
        true => map.theses().to_vec(),
        false => claims(map, &arguments.claims)?,
    };
    anyhow::ensure!(!theses.is_empty(), "the map has no theses: name the claims to ask about");
    let mut evaluation = evaluate(map, arguments.how.options(map)?);
    let limits = Limits {
        sets: arguments.limit,
        changes: arguments.most.unwrap_or(usize::MAX),
        ..Limits::default()
    };
    let found = theses.iter().map(|thesis| cruxes(map, &mut evaluation, *thesis, limits));
    let found: Vec<_> = found.collect();
    let told = turning_points(opened.name(), map, &evaluation, &found);
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&told)),
        TextOrJson::Text => {
            for (number, thesis) in told.theses.iter().enumerate() {
                if number > 0 {
                    output.raw("\n");
                }
                print(thesis, arguments, output);
            }
        }
    }
    if let Some(file) = &arguments.draw {
        let highlights = highlights(map, &found);
        let overlay =
            Overlay { evaluation: Some(&evaluation), highlights: &highlights, marks: &[] };
        let asked = found.iter().map(|cruxes| cruxes.claim.node());
        let parts = asked.chain(highlights.iter().map(|highlight| highlight.part)).collect();
        let options = render::Options { scope: Scope::Parts(parts), ..Default::default() };
        painting::write(file, map, &overlay, &options, output)?;
    }
    Ok(opened.exit())
}

fn print(thesis: &Thesis, arguments: &Arguments, output: &mut Output) {
    let (id, text) = (&thesis.claim.id, &thesis.claim.text);
    output.heading(&visible(&format!("{id} is {}: {text}", thesis.verdict)));
    let moves = if thesis.verdict == "accepted" { "not accepted" } else { "accepted" };
    print_sets(&thesis.reject, "rejected", moves, arguments, output);
    if let Some(accept) = &thesis.accept {
        print_sets(accept, "accepted", moves, arguments, output);
    }
    // The texts of claims that stand in sets with others, each once.
    let sets = thesis.reject.sets.iter().chain(thesis.accept.iter().flat_map(|sets| &sets.sets));
    let mut told: HashSet<&str> = HashSet::new();
    for claim in sets.filter(|set| set.claims.len() > 1).flat_map(|set| &set.claims) {
        if told.insert(&claim.id) {
            if told.len() == 1 {
                output.text("  where");
            }
            output.text(&visible(&format!("    {}: {}", claim.id, claim.text)));
        }
    }
}

fn print_sets(found: &Sets, forced: &str, moves: &str, arguments: &Arguments, output: &mut Output) {
    let which = if forced == "rejected" { "granted" } else { "other" };
    match (found.sets.as_slice(), found.complete) {
        ([], true) => {
            output.text(&format!("  no set of {which} claims makes it {moves} if {forced}"));
        }
        ([], false) => output.text(&format!("  {moves} if {forced}: none found")),
        ([one], _) if one.claims.len() > 1 => {
            output.text(&format!("  {moves} if these are {forced} together:"));
        }
        (sets, _) if sets.iter().all(|set| set.claims.len() == 1) => {
            let one = if sets.len() == 1 { "this" } else { "one of these" };
            output.text(&format!("  {moves} if {one} is {forced}:"));
        }
        _ => output.text(&format!("  {moves} if all of one of these sets are {forced}:")),
    }
    for (number, set) in found.sets.iter().enumerate() {
        let names: Vec<&str> = set.claims.iter().map(|claim| claim.id.as_str()).collect();
        let mut line = format!("    {}. {} → {}", number + 1, names.join(", "), set.becomes);
        if let [claim] = set.claims.as_slice() {
            line += &format!(": {}", claim.text);
        }
        output.text(&visible(&line));
    }
    let stopped = match found.stopped {
        Some("sets") => format!("stopped after {}", count(arguments.limit, "set")),
        Some("changes") => {
            let most = count(arguments.most.unwrap_or(usize::MAX), "claim");
            format!("sets of more than {most} were not looked at")
        }
        Some(_) => "stopped since the search became too long".to_owned(),
        None => return,
    };
    output.text(&format!("    {stopped}: there may be more"));
}
