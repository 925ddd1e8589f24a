//! Two versions of one map: what differs, and how it is shown.

use std::path::Path;

use anyhow::{Result, anyhow};
use argmap_core::compare::diff::consequences::{FindingChanges, VerdictChange, findings, verdicts};
use argmap_core::compare::diff::{Diff, Mark, diff, union};
use argmap_core::diagnostic::Diagnostic;
use argmap_core::document::Loader;
use argmap_core::model::{HolderId, Map, Node};
use argmap_core::render::{self, Highlight, Overlay, Role, Scope};
use argmap_core::report::difference::json::Data;
use argmap_core::report::difference::{Difference, Findings, Ink, markdown, page, text};
use argmap_core::report::escape::visible;
use argmap_core::report::json;
use argmap_core::semantics::{Grant, Options, evaluate};

use super::{Arguments, Form};
use crate::Exit;
use crate::args::GrantArgument;
use crate::commands::check::one::found;
use crate::config::Configurations;
use crate::input::{self, Named, Opened};
use crate::output::Output;
use crate::painting;

/// A version of a map.
#[derive(Clone, Copy)]
pub struct Version<'v> {
    /// The file whose settings hold for it.
    pub named: &'v Named,
    /// The map.
    pub opened: &'v Opened,
}

impl<'v> Version<'v> {
    /// A version that was read from that file.
    pub fn new(named: &'v Named, opened: &'v Opened) -> Version<'v> {
        Version { named, opened }
    }

    fn map(&self) -> &'v Map {
        &self.opened.reading.map
    }
}

/// Two versions and all that is to be told of them.
pub struct Compared<'v> {
    old: Version<'v>,
    new: Version<'v>,
    diff: Diff,
    grant: String,
    verdicts: Vec<VerdictChange>,
    /// The findings of both versions, and which of them came and went; nothing if nobody asked.
    findings: Option<([Vec<Diagnostic>; 2], FindingChanges)>,
}

/// Complains of a text that is no map or no JSON, and notes other faults.
///
/// # Errors
/// If what could be read of it is less than the map: what is missing would pass for removed.
pub fn ensure_whole(opened: &Opened, output: &Output) -> Result<()> {
    let name = visible(opened.name());
    if let Some(fault) = opened.fault() {
        anyhow::bail!("{fault}; what cannot be read would pass for removed");
    }
    anyhow::ensure!(opened.is_map, "`{name}` is not a map: it has no key `argmap`");
    let places = opened.reading.problems.iter().filter_map(Diagnostic::place);
    if places.clone().any(|place| place.file == argmap_core::text::FileId::ROOT) {
        output.note(&format!(
            "`{name}` has faults of text or names; what they keep out of the map is not compared"
        ));
    }
    opened.faulty_imports().iter().for_each(|name| input::note_faulty_import(name, output));
    Ok(())
}

/// Compares two versions.
///
/// # Errors
/// If there is no such holder, or if the configuration is wrong.
pub fn compare<'v>(
    old: Version<'v>,
    new: Version<'v>,
    arguments: &Arguments,
    configurations: &mut Configurations,
) -> Result<Compared<'v>> {
    let diff = diff(old.map(), new.map());
    let [(before, _), (after, grant)] = grants(old.map(), new.map(), &diff, &arguments.grant)?;
    let options = |grant| Options { grant, ..Options::default() };
    let before = evaluate(old.map(), options(before));
    let after = evaluate(new.map(), options(after));
    let verdicts = verdicts((old.map(), &before), (new.map(), &after), &diff.matching);
    let findings = if arguments.no_findings {
        None
    } else {
        // What holds for the new version holds for the old one, so that only the maps differ.
        let settings = configurations.of(new.named)?;
        let both = [old, new].map(|it| found(it.named, &it.opened.reading, &settings));
        let (old, new) = (&old.opened.reading, &new.opened.reading);
        let changes = findings((old, &both[0]), (new, &both[1]), &diff.matching);
        Some((both, changes))
    };
    Ok(Compared { old, new, diff, grant, verdicts, findings })
}

/// Whose premises count in each version, and what is said of it.
fn grants(
    old: &Map,
    new: &Map,
    diff: &Diff,
    grant: &GrantArgument,
) -> Result<[(Grant, String); 2]> {
    let both = |grant, word: &str| Ok([(grant, word.to_owned()), (grant, word.to_owned())]);
    let name = match grant {
        GrantArgument::Leaves => return both(Grant::Leaves, "leaves"),
        GrantArgument::Sourced => return both(Grant::Sourced, "sourced"),
        GrantArgument::HeldBy(name) => name,
    };
    let holder = |map: &Map, node| map.holders().map(|(id, _)| id).find(|id| id.node() == node);
    let here = |map: &Map| map.find(name).filter(|node| matches!(map.node(*node), Node::Holder(_)));
    let now = here(new).or_else(|| here(old).and_then(|node| diff.matching.new_of(node)));
    let was = here(old).or_else(|| here(new).and_then(|node| diff.matching.old_of(node)));
    let (was, now): (Option<HolderId>, Option<HolderId>) =
        (was.and_then(|node| holder(old, node)), now.and_then(|node| holder(new, node)));
    match (was, now) {
        (Some(was), Some(now)) => {
            let word =
                |map: &Map, id: HolderId| format!("held-by:{}", map.name(id).unwrap_or_default());
            Ok([(Grant::HeldBy(was), word(old, was)), (Grant::HeldBy(now), word(new, now))])
        }
        (None, None) => Err(input::find(new, name)
            .map_or_else(|error| error, |node| input::wrong_kind(new, node, name, "holder"))),
        (Some(_), None) => Err(anyhow!("only the old version has the holder `{}`", visible(name))),
        (None, Some(_)) => Err(anyhow!("only the new version has the holder `{}`", visible(name))),
    }
}

impl Compared<'_> {
    /// The exit code: whether anything differs.
    pub fn exit(&self) -> Exit {
        self.with(|difference| if difference.is_empty() { Exit::Clean } else { Exit::Findings })
    }

    /// Whether the maps themselves mean the same.
    pub fn is_same(&self) -> bool {
        self.diff.is_empty()
    }

    /// The names of the versions.
    pub fn heading(&self) -> String {
        let (old, new) = (&self.old.named.name, &self.new.named.name);
        if old == new {
            visible(new).into_owned()
        } else {
            visible(&format!("{old} → {new}")).into_owned()
        }
    }

    /// The difference as data.
    pub fn data(&self) -> serde_json::Value {
        let value = self.with(|difference| serde_json::to_value(Data::new(difference)));
        value.expect("differences are plain data")
    }

    /// Prints what differs.
    pub fn print(&self, form: Form, output: &mut Output) {
        match form {
            Form::Json => output.raw(&json::to_text(&self.data())),
            Form::Markdown => {
                let (old, new) = (&self.old.named.name, &self.new.named.name);
                output.raw(&self.with(|difference| markdown(&page(difference), old, new)));
            }
            Form::Text => {
                let page = self.with(page);
                let is_coloured = output.is_coloured;
                output.raw(&text(&page, &|ink, words| paint(is_coloured, ink, words)));
                if !output.is_quiet {
                    output.text(&page.summary);
                }
            }
        }
    }

    fn with<T>(&self, tell: impl FnOnce(&Difference) -> T) -> T {
        let picked = |side: usize, which: &[usize]| -> Vec<&Diagnostic> {
            let findings = self.findings.iter().map(|(findings, _)| &findings[side]);
            findings.flat_map(|findings| which.iter().map(|at| &findings[*at])).collect()
        };
        let changes = self.findings.as_ref().map(|(_, changes)| changes);
        let appeared = picked(1, changes.map_or(&[], |changes| &changes.appeared));
        let disappeared = picked(0, changes.map_or(&[], |changes| &changes.disappeared));
        let findings = changes.map(|_| Findings { appeared: &appeared, disappeared: &disappeared });
        tell(&Difference {
            old_name: &self.old.named.name,
            new_name: &self.new.named.name,
            old: self.old.map(),
            new: self.new.map(),
            diff: &self.diff,
            verdicts: &self.verdicts,
            grant: &self.grant,
            findings,
        })
    }

    /// Draws both versions in one picture: what differs and what connects it.
    ///
    /// # Errors
    /// If no form has the file's ending, or the picture cannot be drawn or written.
    pub fn draw(&self, file: &Path, load: &mut Loader, output: &mut Output) -> Result<()> {
        let name = &self.new.named.name;
        let union = union(self.old.map(), self.new.map(), &self.diff, name, load);
        let map = &union.map;
        let is_drawn = |node: &Node| {
            matches!(
                node,
                Node::Claim(_) | Node::Inference(_) | Node::Question(_) | Node::Conflict(_)
            )
        };
        let marks = union.marks.iter().filter(|(part, _)| is_drawn(map.node(*part)));
        let mut highlights: Vec<Highlight> = marks
            .map(|(part, mark)| {
                let role = match mark {
                    Mark::Added => Role::Added,
                    Mark::Removed => Role::Removed,
                    Mark::Changed => Role::Changed,
                };
                Highlight::new(*part, role)
            })
            .collect();
        for change in &self.verdicts {
            let part = self.new.map().name(change.new).and_then(|name| map.find(&name));
            let note = format!("{} → {}", change.before, change.after);
            highlights.extend(part.map(|part| Highlight::new(part, Role::Affected).note(note)));
        }
        if highlights.is_empty() {
            output.note("nothing that a picture shows differs; none is drawn");
            return Ok(());
        }
        let parts = highlights.iter().map(|highlight| highlight.part).collect();
        let options = render::Options { scope: Scope::Parts(parts), ..Default::default() };
        // Verdicts would be those of neither version.
        let overlay = Overlay { highlights: &highlights, ..Overlay::default() };
        painting::write(file, map, &overlay, &options, output)
    }
}

fn paint(is_coloured: bool, ink: Ink, words: &str) -> String {
    let colour = match ink {
        Ink::Heading => "1",
        Ink::Added => "32",
        Ink::Removed => "31",
        Ink::Changed => "33",
    };
    if is_coloured { format!("\u{1b}[{colour}m{words}\u{1b}[0m") } else { words.to_owned() }
}
