//! `argmap show`: everything about one part of a map.

mod claim;
mod others;
mod step;

use anyhow::Result;
use argmap_core::document::{Field, Reading};
use argmap_core::model::{Map, Node, Same, SameAs};
use argmap_core::report::escape::visible;
use argmap_core::report::names;
use argmap_core::semantics::{Evaluation, evaluate};
use clap::Args;
use petgraph::graph::NodeIndex;

use crate::Exit;
use crate::args::{EvaluationArguments, OneMap};
use crate::input;
use crate::output::Output;

/// What `show` can be told.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// The id of a claim, step, source, holder, question, conflict or group
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    how: EvaluationArguments,
}

/// Prints all that is known of one part.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let node = input::find(map, &arguments.id)?;
    let evaluation = evaluate(map, arguments.how.options(map)?);
    let mut sheet = Sheet { reading: &opened.reading, evaluation: &evaluation, output };
    sheet.head(node);
    match map.node(node) {
        Node::Claim(_) => map.as_claim(node).into_iter().for_each(|id| claim::show(&mut sheet, id)),
        Node::Inference(_) => {
            map.as_inference(node).into_iter().for_each(|id| step::show(&mut sheet, id));
        }
        _ => others::show(&mut sheet, node),
    }
    Ok(opened.exit())
}

/// What is printed of a part, entry by entry.
struct Sheet<'s> {
    reading: &'s Reading,
    evaluation: &'s Evaluation,
    output: &'s mut Output,
}

impl<'s> Sheet<'s> {
    fn map(&self) -> &'s Map {
        &self.reading.map
    }

    /// What it is, its name and its place.
    fn head(&mut self, node: NodeIndex) {
        let map = self.map();
        let head = format!("{} {}", map.node(node).kind(), names::part(map, node));
        self.output.heading(&visible(&head));
        let place = self.reading.origins.node(node, Field::Whole);
        if let Some(place) = place {
            let file = self.reading.file(place);
            let at = file.position(place.span.start);
            self.entry("place", &format!("{}:{}:{}", file.name(), at.line, at.column));
        }
    }

    /// A fact in one line.
    fn entry(&mut self, what: &str, value: &str) {
        self.output.text(&format!("  {what}: {}", visible(value)));
    }

    /// A fact that may be missing.
    fn maybe(&mut self, what: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.entry(what, value);
        }
    }

    /// A list of facts, which is left out if it is empty.
    fn list(&mut self, what: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.output.text(&format!("  {what}:"));
        for line in lines {
            self.output.text(&format!("    {}", visible(line)));
        }
    }

    /// The others that are declared the same as a part, with the notes that say why.
    fn same<Id>(&mut self, id: Id, same: &Same<Id>, declared: impl Fn(Id) -> &'s [SameAs<Id>])
    where
        Id: Copy + Ord + Into<NodeIndex> + 's,
    {
        let note =
            |from: Id, to: Id| declared(from).iter().find(|same| same.other == to)?.note.as_deref();
        let others = same.class(id).iter().copied().filter(|other| *other != id);
        let lines = others.map(|other| match note(id, other).or_else(|| note(other, id)) {
            Some(note) => format!("{}: {note}", self.name(other)),
            None => self.name(other),
        });
        let lines: Vec<String> = lines.collect();
        self.list("the same as", &lines);
    }

    fn name(&self, node: impl Into<NodeIndex>) -> String {
        names::part(self.map(), node)
    }
}

/// A place in a source with the words that stand there.
fn passage(source: Option<String>, at: Option<&str>, quote: Option<&str>) -> String {
    let mut text = source.unwrap_or_default();
    if let Some(at) = at {
        text += &format!(" {at}");
    }
    if let Some(quote) = quote {
        text += &format!(" “{quote}”");
    }
    text.trim().to_owned()
}
