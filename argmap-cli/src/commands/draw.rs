//! `argmap draw`: a map as a picture.

use anyhow::Result;
use argmap_core::document::nearest;
use argmap_core::model::{ClaimId, Map, Node};
use argmap_core::render::{Direction, Labels, Mark, Options, Overlay, Scope, Side};
use argmap_core::report::{findings, marks};
use argmap_core::semantics::evaluate;
use clap::{Args, value_parser};

use crate::Exit;
use crate::args::{EvaluationArguments, How, OneMap, expected, group, holder};
use crate::commands::check::one;
use crate::config::Configurations;
use crate::input::{self, Named, Opened};
use crate::output::Output;
use crate::painting::Painting;

/// What `draw` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    #[command(flatten)]
    painting: Painting,
    #[command(flatten)]
    scope: ScopeArguments,
    /// How many steps away from the part of --around [default: 1]
    #[arg(long, value_name = "N", requires = "around")]
    depth: Option<usize>,
    /// Draw groups as boxes that say how many claims they hold: the outermost, or with 2 their
    /// parts, and so on; theses, if they are few, and questions keep boxes of their own
    #[arg(long, value_name = "DEPTH", num_args = 0..=1, require_equals = true,
        default_missing_value = "1", value_parser = value_parser!(u8).range(1..))]
    collapse: Option<u8>,
    /// Draw everything that was asked for, however much that is, and fold nothing
    #[arg(long, conflicts_with = "collapse")]
    all: bool,
    /// Mark what `check` finds
    #[arg(long)]
    findings: bool,
    /// Draw imported maps whole, and not only where this one touches them
    #[arg(long)]
    imports: bool,
    /// Name the sources that are offered as evidence
    #[arg(long)]
    sources: bool,
    /// Name those who take a stand
    #[arg(long)]
    holders: bool,
    /// Leave out the explanation of the signs
    #[arg(long)]
    no_legend: bool,
    /// Draw all claims and steps alike, whatever becomes of them
    #[arg(long)]
    no_verdicts: bool,
    /// Where conclusions stand, seen from their premises: up, down, left or right
    #[arg(long, value_parser = parse_direction, default_value = Direction::Up.word())]
    direction: Direction,
    /// What stands in the boxes of claims: title, text or both
    #[arg(long, value_parser = parse_labels, default_value = Labels::Title.word())]
    labels: Labels,
    #[command(flatten)]
    evaluation: EvaluationArguments,
    #[command(flatten)]
    how: How,
}

/// Which part of the map is drawn.
#[derive(Args)]
#[group(multiple = false)]
struct ScopeArguments {
    /// Draw only this group and what touches it
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// Draw only what lies around this claim, step, question or conflict; see --depth
    #[arg(long, value_name = "ID")]
    around: Option<String>,
    /// Draw only what bears on this claim
    #[arg(long, value_name = "ID")]
    thesis: Option<String>,
    /// Draw only what this holder says and whom that attacks
    #[arg(long, value_name = "ID")]
    holder: Option<String>,
    /// Draw two sides that face each other: holders, claims or prefixes of imported maps
    #[arg(long, value_names = ["A", "B"], num_args = 2)]
    dispute: Option<Vec<String>>,
}

/// Draws a map.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let options = Options {
        scope: scope(map, arguments)?,
        collapse: arguments.collapse.map(usize::from),
        everything: arguments.all,
        labels: arguments.labels,
        direction: arguments.direction,
        imports: arguments.imports,
        sources: arguments.sources,
        holders: arguments.holders,
        legend: !arguments.no_legend,
        ..Options::default()
    };
    let evaluation = evaluate(map, arguments.evaluation.options(map)?);
    let marks = if arguments.findings { found(arguments, &opened, output)? } else { Vec::new() };
    let shown = (!arguments.no_verdicts).then_some(&evaluation);
    let overlay = Overlay { evaluation: shown, marks: &marks, ..Overlay::default() };
    arguments.painting.draw(map, &overlay, &arguments.painting.options(options), output)?;
    Ok(opened.exit())
}

/// What is found in the map, as marks of its parts.
fn found(arguments: &Arguments, opened: &Opened, output: &Output) -> Result<Vec<Mark>> {
    let named = Named::new(&arguments.map.path, &arguments.map.access);
    let settings = Configurations::new(&arguments.how)?.of(&named)?;
    let findings = one::found(&named, &opened.reading, &settings);
    let nameless = findings.iter().filter(|finding| finding.about.is_empty()).count();
    if nameless > 0 {
        let nameless = findings::count(nameless, "finding");
        output.note(&format!("{nameless} about no part that has an id; `argmap check` shows them"));
    }
    Ok(marks::marks(&opened.reading, &findings))
}

/// Which part of the map was asked for.
fn scope(map: &Map, arguments: &Arguments) -> Result<Scope> {
    let scope = &arguments.scope;
    if let Some(name) = &scope.group {
        return Ok(Scope::Group(group(map, name)?));
    }
    if let Some(name) = &scope.around {
        let part = input::find(map, name)?;
        let is_drawn = matches!(
            map.node(part),
            Node::Claim(_) | Node::Inference(_) | Node::Question(_) | Node::Conflict(_)
        );
        if !is_drawn {
            return Err(input::wrong_kind(map, part, name, "claim, step, question or conflict"));
        }
        return Ok(Scope::Around { part, depth: arguments.depth.unwrap_or(1) });
    }
    if let Some(name) = &scope.thesis {
        return Ok(Scope::Thesis(claim(map, name)?));
    }
    if let Some(name) = &scope.holder {
        return Ok(Scope::Holder(holder(map, name)?));
    }
    match scope.dispute.as_deref() {
        Some([a, b]) => {
            let (one, other) = (side(map, a)?, side(map, b)?);
            anyhow::ensure!(one != other, "`{a}` and `{b}` are one side, not two");
            Ok(Scope::Dispute(one, other))
        }
        _ => Ok(Scope::Map),
    }
}

/// The side of a dispute of that name: a holder or claim, or else an imported map, whose prefix may
/// be written with its `/`.
fn side(map: &Map, name: &str) -> Result<Side> {
    let prefix = name.strip_suffix('/').unwrap_or(name);
    let import = map.imports().iter().find(|import| &*import.alias == prefix);
    if let (None, Some(file)) = (map.find(name), import.and_then(|import| import.file)) {
        return Ok(Side::Import(file));
    }
    let aliases = map.imports().iter().map(|import| &*import.alias);
    if let (None, Some(near)) = (map.find(name), nearest(prefix, aliases)) {
        anyhow::bail!("the map has no part or import called `{name}`; did you mean `{near}`?");
    }
    let node = input::find(map, name)?;
    match map.node(node) {
        Node::Claim(_) => Ok(Side::Claim(claim(map, name)?)),
        Node::Holder(_) => Ok(Side::Holder(holder(map, name)?)),
        _ => Err(input::wrong_kind(map, node, name, "claim, holder or imported map")),
    }
}

fn claim(map: &Map, name: &str) -> Result<ClaimId> {
    let node = input::find(map, name)?;
    map.as_claim(node).ok_or_else(|| input::wrong_kind(map, node, name, "claim"))
}

fn parse_direction(word: &str) -> Result<Direction, String> {
    Direction::from_word(word).ok_or_else(|| expected(word, Direction::WORDS))
}

fn parse_labels(word: &str) -> Result<Labels, String> {
    Labels::from_word(word).ok_or_else(|| expected(word, Labels::WORDS))
}
