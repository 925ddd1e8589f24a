//! `argmap report`: checks, evaluates and draws every map of a folder in one go.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use argmap_core::model::{GroupId, Map};
use argmap_core::render::{Options, Overlay, Scope, dot};
use argmap_core::report::escape::visible;
use argmap_core::report::findings::{Counts, count};
use argmap_core::report::markdown::{Picture, Section, page, section};
use argmap_core::semantics::{self, Evaluation, evaluate};
use argmap_core::text::FileId;
use clap::Args;

use crate::Exit;
use crate::args::{Access, How};
use crate::commands::check::one;
use crate::config::Configurations;
use crate::input::{self, Named, Opened};
use crate::output::{Output, atomic};

/// A map or group of more claims is not drawn in one picture if it has groups: nobody could read it.
const MOST_CLAIMS: usize = 20;

/// What `report` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 the report is written, whatever was found, \
    2 wrong use or unreadable or broken input (the report is of the others), 3 no map found.")]
pub struct Arguments {
    /// A folder of maps
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder into which the report is written; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    how: How,
    /// Let imports lie outside the folder of the map that imports them
    #[arg(long)]
    allow_outside: bool,
}

/// Writes `index.md` and the pictures.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let folder = &arguments.folder;
    anyhow::ensure!(folder.is_dir(), "`{}` is not a folder", folder.display());
    let access = Access { allow_outside: arguments.allow_outside, stdin_filename: None };
    let mut configurations = Configurations::new(&arguments.how)?;
    let collected = input::collect(std::slice::from_ref(folder), &access);
    let mut unread = collected.unreadable;
    let mut sections: Vec<Section> = Vec::new();
    let mut pictures = Pictures { out: arguments.out.clone(), taken: HashSet::new(), written: 0 };
    let mut is_broken = false;
    let bar = output.progress(collected.files.len(), false);
    for named in &collected.files {
        bar.inc(1);
        let settings = configurations.of(named)?;
        if named.path.as_deref().is_some_and(|path| settings.excludes(path)) {
            continue;
        }
        let named = within(named, folder);
        let opened = match input::read(&named, &access) {
            Ok(opened) => opened,
            Err(error) => {
                // The report names the file by its path from the folder, and so nothing else.
                unread.push((named.name.clone(), error.root_cause().to_string()));
                continue;
            }
        };
        if !opened.is_map && !opened.is_broken {
            continue;
        }
        is_broken |= opened.lacks_something();
        opened.fault().into_iter().for_each(|fault| output.error(&fault));
        let (findings, unverified) = one::findings(&named, &opened, &settings);
        let evaluation = evaluate(&opened.reading.map, semantics::Options::default());
        let drawn = pictures.draw(&opened, &evaluation)?;
        sections.push(section(&opened.reading, &findings, &evaluation, &unverified, &drawn));
    }
    bar.finish_and_clear();
    for (name, reason) in &unread {
        output.error(&format!("{name}: {reason}"));
        is_broken = true;
    }
    if sections.is_empty() && !is_broken {
        output.error(input::NO_MAP);
        return Ok(Exit::NoInput);
    }
    write(&arguments.out, "index.md", &page(&sections, &unread))?;
    if !output.is_quiet {
        summary(&sections, &pictures, output);
    }
    Ok(if is_broken { Exit::Broken } else { Exit::Clean })
}

fn summary(sections: &[Section], pictures: &Pictures, output: &mut Output) {
    let mut all = Counts::default();
    for section in sections {
        all.add(section.findings);
        let [accepted, refuted, unestablished, undecided] = section.tally;
        output.text(&format!("{}: {}", visible(&section.file), section.findings));
        output.text(&format!(
            "  {accepted} accepted, {refuted} refuted, {unestablished} unestablished, {undecided} undecided"
        ));
    }
    output.text(&format!("{}: {all}", count(sections.len(), "map")));
    let index = pictures.out.join("index.md");
    output.text(&format!("wrote {} and {}", index.display(), count(pictures.written, "picture")));
}

/// The file under its path from the folder, by which the report speaks of it.
fn within(named: &Named, folder: &Path) -> Named {
    let path = named.path.as_deref();
    let inside = path.map(|path| path.strip_prefix(folder).unwrap_or(path));
    let name = inside.map_or_else(|| named.name.clone(), input::display);
    Named { path: named.path.clone(), name, is_met: named.is_met }
}

/// The pictures that are written, each under a name of its own.
struct Pictures {
    out: PathBuf,
    taken: HashSet<String>,
    written: usize,
}

impl Pictures {
    /// Draws a map, and each of its groups. What has more than [`MOST_CLAIMS`] and parts of its own
    /// is drawn by its parts only.
    fn draw(&mut self, opened: &Opened, evaluation: &Evaluation) -> Result<Vec<Picture>> {
        let map = &opened.reading.map;
        let stem = opened.name().strip_suffix(".json").unwrap_or(opened.name());
        let populations = populations(map);
        let own = |(id, _): &(GroupId, _)| map.file_of(*id) == FileId::ROOT;
        let groups: Vec<_> =
            map.groups().filter(own).filter(|(id, _)| populations.contains_key(id)).collect();
        let with_parts: HashSet<GroupId> =
            groups.iter().filter_map(|(_, group)| group.parent).collect();
        let claims = map.claims().filter(|(id, _)| map.file_of(*id) == FileId::ROOT).count();
        let mut drawn = Vec::new();
        if claims <= MOST_CLAIMS || groups.is_empty() {
            drawn.push(self.one(map, evaluation, None, stem, "The whole map")?);
        }
        for (id, group) in &groups {
            if populations[id] <= MOST_CLAIMS || !with_parts.contains(id) {
                let name = format!("{stem}--{}", plain(&group.name));
                drawn.push(self.one(map, evaluation, Some(*id), &name, &group.title)?);
            }
        }
        Ok(drawn)
    }

    fn one(
        &mut self,
        map: &Map,
        evaluation: &Evaluation,
        group: Option<GroupId>,
        stem: &str,
        title: &str,
    ) -> Result<Picture> {
        let overlay = Overlay { evaluation: Some(evaluation), ..Overlay::default() };
        let picture = dot::dot(
            map,
            &overlay,
            &Options { scope: group.map_or(Scope::Map, Scope::Group), ..Options::default() },
        );
        let path = self.free(stem);
        write(&self.out, &path, &picture)?;
        self.written += 1;
        Ok(Picture { title: title.to_owned(), path })
    }

    /// A name that no other picture has, on file systems that know no capitals either.
    fn free(&mut self, stem: &str) -> String {
        let mut path = format!("{stem}.dot");
        let mut number = 2;
        while !self.taken.insert(path.to_lowercase()) {
            path = format!("{stem}-{number}.dot");
            number += 1;
        }
        path
    }
}

/// How many claims stand in each group that has any, there or in the groups within; beyond
/// [`MOST_CLAIMS`] they are not counted, which keeps it linear.
fn populations(map: &Map) -> HashMap<GroupId, usize> {
    let mut populations: HashMap<GroupId, usize> = HashMap::new();
    for (_, claim) in map.claims() {
        let mut at = claim.group;
        while let Some(group) = at {
            let population = populations.entry(group).or_default();
            if *population > MOST_CLAIMS {
                break; // What lies around it has as many.
            }
            *population += 1;
            at = map[group].parent;
        }
    }
    populations
}

/// A group's id as part of a file's name; ids that are faulty may hold anything.
fn plain(id: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    id.chars().take(100).map(letter).collect()
}

fn write(out: &Path, name: &str, content: &str) -> Result<()> {
    let path = out.join(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    atomic::write(&path, content.as_bytes())
}
