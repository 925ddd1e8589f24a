//! Which maps to read, and reading them.

mod changed;
mod loader;
mod needs;
mod repository;
mod revision;
mod texts;
mod together;
mod walk;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use argmap_core::compare::merge::{Merged, NotMerged, Versions};
use argmap_core::diagnostic::Diagnostic;
use argmap_core::document::{Loader, Reading};
use argmap_core::fixes::Fixed;
use argmap_core::model::Map;
use argmap_core::report::{findings, names};
use argmap_core::text::{FileId, SourceFile};
use petgraph::graph::NodeIndex;

use crate::Exit;
use crate::args::{Access, OneMap};
use crate::output::Output;
pub use changed::{Changed, as_tracked};
use loader::Folder;
pub use loader::relative;
pub use needs::Needs;
pub use repository::{ChangedFile, Repository};
pub use revision::Revision;
pub use texts::TextLookup;
pub use together::read_together;
pub use walk::{Collected, Named, collect};

/// The largest file that is read: some million claims.
pub const MOST_BYTES: u64 = 1 << 28;

/// What is said where no map is found.
pub const NO_MAP: &str = "no map found: a map is a JSON file with the key `argmap`";

/// A map that was read.
pub struct Opened {
    /// The map and what was wrong with it.
    pub reading: Reading,
    /// Whether the text has a top-level key `argmap`.
    pub is_map: bool,
    /// Whether its text is not JSON somewhere.
    pub is_broken: bool,
}

impl Opened {
    /// The name of the file.
    pub fn name(&self) -> &str {
        self.reading.files.first().map_or("", SourceFile::name)
    }

    /// Where the text is not JSON, in one line; nothing if it is.
    pub fn fault(&self) -> Option<String> {
        let mut problems = self.reading.problems.iter();
        let problem = problems.find(|problem| is_own_syntax(problem))?;
        Some(findings::line(&self.reading, problem))
    }

    /// The files that it imports, directly or not, and that have faults of text or names.
    pub fn faulty_imports(&self) -> BTreeSet<String> {
        let places = self.reading.problems.iter().filter_map(Diagnostic::place);
        let imported = places.filter(|place| place.file != FileId::ROOT);
        imported.map(|place| self.reading.file(place).name().to_owned()).collect()
    }

    /// Whether its text, or that of a file that it imports, is not JSON somewhere: then something
    /// of the map is missing.
    pub fn lacks_something(&self) -> bool {
        self.reading.problems.iter().any(|problem| problem.rule.code == "AM014")
    }

    /// The exit code of a command that did its work on this map.
    pub fn exit(&self) -> Exit {
        if self.lacks_something() { Exit::Broken } else { Exit::Clean }
    }
}

/// Reads a map and all that it imports.
///
/// # Errors
/// If the file cannot be read; what is wrong with its content is in the reading.
pub fn read(named: &Named, access: &Access) -> anyhow::Result<Opened> {
    Ok(read_bytes(named, bytes_of(named)?, access))
}

/// The map that bytes are, and all that it imports.
pub fn read_bytes(named: &Named, bytes: Vec<u8>, access: &Access) -> Opened {
    let mut folder = Folder::of(named, access);
    read_with(&named.name, bytes, &mut |importer, path| folder.load(importer, path))
}

/// The map that bytes are, with imports from wherever the loader finds them.
pub fn read_with(name: &str, bytes: Vec<u8>, load: &mut Loader) -> Opened {
    let reading = argmap_core::read(name, bytes, load);
    let is_broken = reading.problems.iter().any(is_own_syntax);
    // A text with a title and without problems says that it is a map.
    let is_map = reading.problems.is_empty() && !reading.map.title.is_empty()
        || argmap_core::formats::native::read(FileId::ROOT, &reading.files[0]).0.is_map;
    Opened { reading, is_map, is_broken }
}

/// Does something with what finds the imports of a map.
pub fn with_imports<T>(named: &Named, access: &Access, run: impl FnOnce(&mut Loader) -> T) -> T {
    let mut folder = Folder::of(named, access);
    run(&mut |importer, path| folder.load(importer, path))
}

/// Mends what can be mended safely in the text of a map; no file is changed.
pub fn mend(
    named: &Named,
    text: &str,
    access: &Access,
    find: &dyn Fn(&Reading) -> Vec<Diagnostic>,
) -> Fixed {
    let mut folder = Folder::of(named, access);
    let mut load = |importer: &str, path: &str| folder.load(importer, path);
    argmap_core::fixes::fix(&named.name, text, &mut load, find)
}

/// Merges two versions of a map that come from a third; no file is changed.
///
/// # Errors
/// If one of them is no map, or not JSON.
pub fn merge(named: &Named, versions: &Versions, access: &Access) -> Result<Merged, NotMerged> {
    let mut folder = Folder::of(named, access);
    let mut load = |importer: &str, path: &str| folder.load(importer, path);
    argmap_core::compare::merge::merge(versions, &named.name, &mut load)
}

/// Whether the finding is a fault of syntax in the file that was asked for.
fn is_own_syntax(problem: &Diagnostic) -> bool {
    problem.rule.code == "AM014" && problem.place().is_some_and(|at| at.file == FileId::ROOT)
}

/// Reads the one map that a command is about, and says on standard error what is wrong with it.
///
/// # Errors
/// If it cannot be read or is no map at all.
pub fn read_one(one: &OneMap, output: &Output) -> anyhow::Result<Opened> {
    let named = Named::new(&one.path, &one.access);
    let opened = read(&named, &one.access)?;
    tell_faults(&opened, output)?;
    Ok(opened)
}

/// Says on standard error what is wrong with a map.
///
/// # Errors
/// If it is no map at all.
fn tell_faults(opened: &Opened, output: &Output) -> anyhow::Result<()> {
    let name = opened.name();
    anyhow::ensure!(
        opened.is_map || opened.is_broken,
        "`{name}` is not a map: it has no key `argmap`"
    );
    let places = opened.reading.problems.iter().filter_map(Diagnostic::place);
    let faults = places.filter(|place| place.file == FileId::ROOT).count();
    if let Some(fault) = opened.fault() {
        output.error(&fault);
        output.note("the result is of what could be read; `argmap check` shows all faults");
    } else if faults > 0 {
        let faults = findings::count(faults, "fault");
        output.note(&format!("`{name}` has {faults} of text or names; `argmap check` shows them"));
    }
    opened.faulty_imports().iter().for_each(|name| note_faulty_import(name, output));
    Ok(())
}

/// Says that an imported file has faults, which are only shown where it is checked itself.
pub fn note_faulty_import(name: &str, output: &Output) {
    output.note(&format!(
        "`{name}` is imported and has faults of text or names; `argmap check` of that file shows them"
    ));
}

/// The part of that name.
///
/// # Errors
/// If there is none, with the names most like it.
pub fn find(map: &Map, name: &str) -> anyhow::Result<NodeIndex> {
    map.find(name).ok_or_else(|| {
        let near: Vec<String> =
            names::suggestions(map, name).iter().map(|near| format!("`{near}`")).collect();
        match near.as_slice() {
            [] => anyhow!("the map has no part called `{name}`"),
            [.., _] => {
                let near = near.join(" or ");
                anyhow!("the map has no part called `{name}`; did you mean {near}?")
            }
        }
    })
}

/// The error of naming a part of the wrong sort.
pub fn wrong_kind(map: &Map, node: NodeIndex, name: &str, wanted: &str) -> anyhow::Error {
    anyhow!("`{name}` is a {}, not a {wanted}", map.node(node).kind())
}

/// The content of a file that was named on the command line; pipes are welcome, folders are not.
///
/// # Errors
/// If it cannot be read.
pub fn bytes_of(named: &Named) -> anyhow::Result<Vec<u8>> {
    let Some(path) = &named.path else {
        return limited(std::io::stdin().lock(), 0).context("cannot read standard input");
    };
    let failed = || format!("cannot read `{}`", named.name);
    let file = std::fs::File::open(path).with_context(failed)?;
    let about = file.metadata().with_context(failed)?;
    anyhow::ensure!(!about.is_dir(), "`{}` is a folder; name a map in it", named.name);
    limited(file, about.len()).with_context(failed)
}

/// All that a reader gives, unless that is too much.
fn limited(reader: impl Read, expected: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.min(MOST_BYTES) as usize + 1);
    reader.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    anyhow::ensure!(bytes.len() as u64 <= MOST_BYTES, "it is larger than {} MiB", MOST_BYTES >> 20);
    Ok(bytes)
}

/// A path as it is shown: parts joined by `/`.
pub fn display(path: &Path) -> String {
    let shown = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '/' {
        shown
    } else {
        shown.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// The folder of a file, `.` for a bare name.
fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}
