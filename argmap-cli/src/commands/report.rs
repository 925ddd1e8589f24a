//! `argmap report`: checks, evaluates and draws every map of a folder in one go.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use argmap_core::check::quotations::Unverified;
use argmap_core::diagnostic::Diagnostic;
use argmap_core::render::html::HTML;
use argmap_core::render::layout::Layered;
use argmap_core::render::{DrawError, Options, Overlay, Tools, dot};
use argmap_core::report::escape::visible;
use argmap_core::report::findings::{Counts, count};
use argmap_core::report::markdown::{self, Section, section};
use argmap_core::report::marks::marks;
use argmap_core::report::site::{self, Meeting, Subject, Subjects, Summary, Turns};
use argmap_core::semantics::{self, evaluate};
use clap::Args;

use crate::Exit;
use crate::args::{Access, How};
use crate::commands::check::one;
use crate::config::Configurations;
use crate::input::{self, Named, Opened};
use crate::output::{Output, atomic};

/// The page that leads to the others.
const INDEX: &str = "index.html";

/// The same with all that is on them, for readers of Markdown.
const MARKDOWN: &str = "index.md";

/// A map of more claims, imported ones included, is walked about in by its groups only.
const MOST_TO_WALK_IN: usize = 2_000;

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
    /// Write every picture in the DOT language as well
    #[arg(long)]
    dot: bool,
    #[command(flatten)]
    how: How,
    /// Let imports lie outside the folder of the map that imports them
    #[arg(long)]
    allow_outside: bool,
}

/// Writes the pages and the pictures.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let folder = &arguments.folder;
    anyhow::ensure!(folder.is_dir(), "`{}` is not a folder", folder.display());
    let access = Access { allow_outside: arguments.allow_outside, stdin_filename: None };
    let mut configurations = Configurations::new(&arguments.how)?;
    let collected = input::collect(std::slice::from_ref(folder), &access);
    let mut unread = collected.unreadable;
    let mut sections: Vec<Section> = Vec::new();
    let mut site = Site::new(arguments);
    let mut is_broken = false;
    let mut files = Vec::new();
    for named in &collected.files {
        let settings = configurations.of(named)?;
        if named.path.as_deref().is_none_or(|path| !settings.excludes(path)) {
            let named = within(named, folder);
            site.reserve(&named.name);
            files.push((named, settings));
        }
    }
    let bar = output.progress(files.len(), false);
    for (named, settings) in files {
        bar.inc(1);
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
        sections.push(site.map(&opened, &findings, &unverified)?);
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
    let summaries: Vec<Summary> = sections.iter().map(|section| section.summary.clone()).collect();
    site.write(INDEX, site::index(&summaries, &unread))?;
    site.write(MARKDOWN, markdown::page(&sections, &unread))?;
    if !output.is_quiet {
        tell(&summaries, &site, output);
    }
    Ok(if is_broken { Exit::Broken } else { Exit::Clean })
}

fn tell(maps: &[Summary], site: &Site, output: &mut Output) {
    let mut all = Counts::default();
    for map in maps {
        all.add(map.findings);
        let [accepted, refuted, unestablished, undecided] = map.tally;
        output.text(&format!("{}: {}", visible(&map.file), map.findings));
        output.text(&format!(
            "  {accepted} accepted, {refuted} refuted, {unestablished} unestablished, {undecided} undecided"
        ));
    }
    output.text(&format!("{}: {all}", count(maps.len(), "map")));
    let index = site.arguments.out.join(INDEX);
    let pages = count(maps.len(), "page");
    let pictures = count(site.pictures, "picture");
    output.text(&format!("wrote {}, {pages} and {pictures}", index.display()));
}

/// The file under its path from the folder, by which the report speaks of it.
fn within(named: &Named, folder: &Path) -> Named {
    let path = named.path.as_deref();
    let inside = path.map(|path| path.strip_prefix(folder).unwrap_or(path));
    let name = inside.map_or_else(|| named.name.clone(), input::display);
    Named { path: named.path.clone(), name, is_met: named.is_met }
}

/// The files of the site, each under a path of its own.
struct Site<'a> {
    arguments: &'a Arguments,
    taken: HashSet<String>,
    /// By the names of the maps' files, so that pages can lead to those of imported maps.
    pages: BTreeMap<String, String>,
    pictures: usize,
}

impl<'a> Site<'a> {
    fn new(arguments: &'a Arguments) -> Site<'a> {
        let taken = [INDEX, MARKDOWN].map(str::to_owned).into();
        Site { arguments, taken, pages: BTreeMap::new(), pictures: 0 }
    }

    /// Finds a path for the page of a map.
    fn reserve(&mut self, name: &str) {
        let page = self.free(stem(name), "html");
        self.pages.insert(name.to_owned(), page);
    }

    /// Writes the page of a map with its pictures, and tells what the overview says of it.
    fn map(
        &mut self,
        opened: &Opened,
        findings: &[Diagnostic],
        unverified: &Unverified,
    ) -> Result<Section> {
        let reading = &opened.reading;
        let map = &reading.map;
        let mut evaluation = evaluate(map, semantics::Options::default());
        let turns = Turns::of(map, &mut evaluation);
        let meeting = Meeting::of(map);
        let marks = marks(reading, findings);
        let overlay =
            Overlay { evaluation: Some(&evaluation), marks: &marks, ..Overlay::default() };
        let stem = stem(opened.name());
        let album = site::draw(map, &overlay, &turns, &meeting, &Layered)
            .with_context(|| format!("cannot draw `{}`", opened.name()))?;
        let mut files = Vec::new();
        for drawing in &album.drawings {
            let name = match drawing.subject {
                Subject::Map => stem.to_owned(),
                Subject::Overview => format!("{stem}--overview"),
                Subject::Group(group) => format!("{stem}--{}", plain(&map[group].name)),
                Subject::Thesis(thesis) => format!("{stem}--thesis-{}", plain(&map[thesis].name)),
                Subject::Dispute(_) => format!("{stem}--dispute"),
            };
            let file = self.free(&name, "svg");
            self.write(&file, &drawing.file)?;
            if self.arguments.dot {
                let file = self.free(&name, "dot");
                let overlay = Overlay { highlights: &drawing.highlights, ..overlay };
                self.write(&file, dot::dot(map, &overlay, &drawing.options))?;
            }
            files.push(file);
        }
        self.pictures += files.len();
        let view = self.view(opened, &overlay)?;
        let about = Subjects {
            reading,
            findings,
            evaluation: &evaluation,
            turns: &turns,
            meeting: &meeting,
            unverified,
            album: &album,
            files: &files,
            page: &self.pages[opened.name()],
            pages: &self.pages,
            view: view.as_deref(),
        };
        self.write(about.page, site::page(&about))?;
        Ok(section(&about))
    }

    /// Writes the page on which one walks about in a map, if it is not too large, and tells its path.
    fn view(&mut self, opened: &Opened, overlay: &Overlay) -> Result<Option<String>> {
        let map = &opened.reading.map;
        let tools = Tools { engine: &Layered, ..Tools::default() };
        // There it can be folded and searched, so that more of it is of use than in a picture.
        let everything = map.claims().count() <= MOST_TO_WALK_IN;
        let options = Options { everything, ..Options::default() };
        let drawn = match (HTML.draw)(map, overlay, &options, &tools) {
            Err(DrawError::TooLarge { .. }) => return Ok(None),
            drawn => drawn.with_context(|| format!("cannot draw `{}`", opened.name()))?,
        };
        let path = self.free(&format!("{}--view", stem(opened.name())), "html");
        self.write(&path, &drawn.bytes)?;
        Ok(Some(path))
    }

    /// A path that no other file has, on file systems that know no capitals either.
    fn free(&mut self, stem: &str, extension: &str) -> String {
        let mut path = format!("{stem}.{extension}");
        let mut number = 2;
        while !self.taken.insert(path.to_lowercase()) {
            path = format!("{stem}-{number}.{extension}");
            number += 1;
        }
        path
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) -> Result<()> {
        write(&self.arguments.out, path, content.as_ref())
    }
}

/// The name of a map's file without its ending.
fn stem(name: &str) -> &str {
    name.strip_suffix(".json").unwrap_or(name)
}

/// A group's id as part of a file's name; ids that are faulty may hold anything.
fn plain(id: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    id.chars().take(100).map(letter).collect()
}

fn write(out: &Path, name: &str, content: &[u8]) -> Result<()> {
    let path = out.join(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    atomic::write(&path, content)
}
