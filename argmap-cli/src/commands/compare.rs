//! `argmap compare`: what holders answer to the same questions, and what they share and dispute.

mod suggest;

use std::path::{Path, PathBuf};

use anyhow::Result;
use argmap_core::compare::concessions::{Limits, concessions};
use argmap_core::compare::positions::{self, compare};
use argmap_core::model::{ClaimId, HolderId, Map, QuestionId};
use argmap_core::render::{Highlight, Options, Overlay, Role, Scope, Side};
use argmap_core::report::comparison::{self, Subject};
use argmap_core::report::json;
use clap::{Args, ValueEnum};

use crate::Exit;
use crate::args::{Access, holder};
use crate::input;
use crate::output::Output;
use crate::painting;

/// What `compare` can be told.
#[derive(Args)]
pub struct Arguments {
    /// Maps, which are read as one, each under a prefix made of its file's name; or folders of maps
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    access: Access,
    /// List instead which claims and holders may be the same and are not declared so, and why
    #[arg(long)]
    suggest: bool,
    /// The holders to compare [default: those who take a stand on most claims, at most six]
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    holders: Vec<String>,
    /// Compare on this question only, and on the claims that bear on its answers (repeatable)
    #[arg(long, value_name = "ID")]
    question: Vec<String>,
    /// Tell in text of all questions what `--question` tells of one: places, grounds, objections,
    /// double cruxes and what each side would have to change
    #[arg(long)]
    full: bool,
    /// List the claims, too, on which the other takes no stand
    #[arg(long)]
    silent: bool,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Draw the two holders as sides that face each other, or with --question their answers and what
    /// bears on these, into this file; its ending says the form
    #[arg(long, value_name = "FILE")]
    draw: Option<PathBuf>,
}

/// The form of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading.
    Text,
    /// For programs.
    Json,
    /// For forges that show Markdown.
    Markdown,
    /// A page for a browser.
    Html,
    /// A table for spreadsheets.
    Csv,
}

/// Compares and prints, and draws if that is asked for.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_together(&arguments.paths, &arguments.access, output)?;
    let map = &opened.reading.map;
    if arguments.suggest {
        let is_fit = matches!(arguments.format, Form::Text | Form::Json);
        anyhow::ensure!(is_fit, "`--suggest` has the forms text and json");
        suggest::suggest(map, arguments.format == Form::Json, output);
        return Ok(opened.exit());
    }
    let options = positions::Options {
        holders: holders(map, &arguments.holders)?,
        questions: questions(map, &arguments.question)?,
        only_bearing: !arguments.question.is_empty(),
        ..positions::Options::default()
    };
    let mut comparison = compare(map, &options);
    let concessions = concessions(map, &mut comparison, Limits::default());
    let about = Subject {
        file: opened.name(),
        map,
        comparison: &comparison,
        concessions: Some(&concessions),
        is_restricted: options.only_bearing,
        is_overview: !arguments.full && !options.only_bearing,
        lists_silent: arguments.silent,
    };
    if let Some(file) = &arguments.draw {
        draw(&about, file, output)?;
    }
    match arguments.format {
        Form::Text => print(&about, output),
        Form::Json => output.raw(&json::to_text(&comparison::data(&about))),
        Form::Markdown => output.raw(&comparison::markdown(&about)),
        Form::Html => output.raw(&comparison::page(&about)),
        Form::Csv => output.raw(&comparison::csv(&about)),
    }
    if comparison.views.is_empty() {
        output.note("nobody takes a stand: there is nothing to compare");
    }
    Ok(opened.exit())
}

fn print(about: &Subject, output: &mut Output) {
    for line in comparison::text(about) {
        match line.is_heading {
            true => output.heading(&line.text),
            false => output.text(&line.text),
        }
    }
}

/// The holders of these names, each once.
fn holders(map: &Map, names: &[String]) -> Result<Vec<HolderId>> {
    let same = map.same_holders();
    let mut holders = Vec::new();
    for name in names {
        let found = holder(map, name.trim())?;
        let is_same = |other: &HolderId| same.are_same(*other, found);
        anyhow::ensure!(!holders.iter().any(is_same), "`{}` is named twice", name.trim());
        holders.push(found);
    }
    Ok(holders)
}

/// The questions of these names, each once.
fn questions(map: &Map, names: &[String]) -> Result<Vec<QuestionId>> {
    let mut questions = Vec::new();
    for name in names {
        let node = input::find(map, name)?;
        let found = map.questions().map(|(id, _)| id).find(|id| id.node() == node);
        let found = found.ok_or_else(|| input::wrong_kind(map, node, name, "question"))?;
        anyhow::ensure!(!questions.contains(&found), "`{name}` is named twice");
        questions.push(found);
    }
    Ok(questions)
}

/// Draws two holders as sides that face each other; or, if questions are named, their answers, the
/// grounds of these, and what each has against those of the other.
fn draw(about: &Subject, file: &Path, output: &mut Output) -> Result<()> {
    let [one, other] = about.comparison.views.as_slice() else {
        anyhow::bail!("`--draw` takes two holders; `--holders A,B` names them");
    };
    let scope = match about.is_restricted {
        true => Scope::Parts(about.comparison.parts(about.map)),
        false => Scope::Dispute(Side::Holder(one.holder), Side::Holder(other.holder)),
    };
    let options = Options { scope, ..Options::default() };
    let pairs = about.concessions.iter().flat_map(|found| &found.pairs);
    let questions = pairs.flat_map(|between| &between.questions);
    let cruxes = questions.flat_map(|it| &it.cruxes.found).map(|crux| crux.claim);
    let mut cruxes: Vec<ClaimId> = cruxes.collect();
    cruxes.sort_unstable();
    cruxes.dedup();
    let highlights: Vec<Highlight> =
        cruxes.into_iter().map(|claim| Highlight::new(claim, Role::DoubleCrux)).collect();
    let overlay = Overlay {
        evaluation: Some(&about.comparison.all),
        highlights: &highlights,
        ..Overlay::default()
    };
    painting::write(file, about.map, &overlay, &options, output)
}
