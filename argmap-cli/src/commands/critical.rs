//! `argmap critical`: single points of failure.

use std::path::PathBuf;

use anyhow::Result;
use argmap_core::analysis::turns::critical::critical;
use argmap_core::model::ClaimId;
use argmap_core::render::{self, Overlay, Scope};
use argmap_core::report::escape::visible;
use argmap_core::report::findings::count;
use argmap_core::report::json;
use argmap_core::report::turning::{
    CriticalClaim, CriticalClaims, critical_claims, critical_highlights,
};
use argmap_core::semantics::evaluate;
use clap::Args;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap, TextOrJson, claims};
use crate::input;
use crate::output::Output;
use crate::painting;

/// So many parts of maps are evaluated anew in all.
const WORK: usize = 50_000_000;

/// So many claims that fall with a claim are printed, beside theses.
const MOST_FALLEN: usize = 12;

/// What `critical` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// The claims whose fall counts [default: the map's theses]
    #[arg(value_name = "CLAIM", conflicts_with = "all_claims")]
    claims: Vec<String>,
    /// Let the fall of every claim count
    #[arg(long)]
    all_claims: bool,
    #[command(flatten)]
    how: EvaluationArguments,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
    /// Draw the claims that are found, the theses that fall with them and what connects them, in the
    /// form that the file's ending says, such as `.svg`, `.png` or `.html`
    #[arg(long, value_name = "FILE")]
    draw: Option<PathBuf>,
}

/// Finds single points of failure, and prints them.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let asked: Vec<ClaimId> = if arguments.all_claims {
        map.claims().map(|(id, _)| id).collect()
    } else if arguments.claims.is_empty() {
        map.theses().to_vec()
    } else {
        claims(map, &arguments.claims)?
    };
    anyhow::ensure!(
        !asked.is_empty(),
        "the map has no theses: name the claims whose fall counts, or say `--all-claims`"
    );
    let mut evaluation = evaluate(map, arguments.how.options(map)?);
    let found = critical(map, &mut evaluation, &asked, WORK);
    let told = critical_claims(opened.name(), map, &evaluation, &asked, &found);
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&told)),
        TextOrJson::Text => print(&told, arguments.all_claims, output),
    }
    match &arguments.draw {
        Some(_) if found.points.is_empty() => output.note("nothing falls: nothing is drawn"),
        Some(file) => {
            let highlights = critical_highlights(map, &found);
            let overlay =
                Overlay { evaluation: Some(&evaluation), highlights: &highlights, marks: &[] };
            let parts = highlights.iter().map(|highlight| highlight.part).collect();
            let options = render::Options { scope: Scope::Parts(parts), ..Default::default() };
            painting::write(file, map, &overlay, &options, output)?;
        }
        None => {}
    }
    Ok(opened.exit())
}

fn print(told: &CriticalClaims, all_claims: bool, output: &mut Output) {
    for claim in &told.claims {
        let (id, text) = (&claim.claim.id, &claim.claim.text);
        output.heading(&visible(&format!("{id}: {text}")));
        if !all_claims {
            let theses =
                claim.theses.iter().map(|one| format!("{} → {}", one.claim.id, one.becomes));
            let theses = theses.collect::<Vec<_>>().join(", ");
            output.text(&visible(&format!("  without it not accepted: {theses}")));
        }
        output.text(&visible(&format!("  {}", others(claim, all_claims))));
    }
    if told.untried > 0 {
        let untried = count(told.untried, "claim");
        output.text(&format!("the search became too long: {untried} not tried"));
    }
    if !output.is_quiet {
        let kind = if all_claims { "claims" } else { "claims that count" };
        output.text(&format!(
            "single points of failure: {}; {kind}: {}, accepted {}",
            told.claims.len(),
            told.asked,
            told.accepted
        ));
    }
}

/// How many claims fall, and which beside the theses.
fn others(claim: &CriticalClaim, all_claims: bool) -> String {
    let is_told = |id: &str| !all_claims && claim.theses.iter().any(|one| one.claim.id == id);
    let others = claim.falls.iter().map(|one| one.claim.id.as_str()).filter(|id| !is_told(id));
    let others: Vec<&str> = others.collect();
    let all = count(claim.falls.len(), "claim");
    let verb = if claim.falls.len() == 1 { "falls" } else { "fall" };
    if others.is_empty() {
        return format!("{all} {verb} with it");
    }
    let mut names = others[..others.len().min(MOST_FALLEN)].join(", ");
    if others.len() > MOST_FALLEN {
        names += &format!(" and {} more", others.len() - MOST_FALLEN);
    }
    match all_claims {
        true => format!("{all} {verb} with it: {names}"),
        false => format!("in all {all} {verb} with it, also {names}"),
    }
}
