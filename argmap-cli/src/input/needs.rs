//! What files need besides themselves: the maps that they import and the texts that they name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};

use argmap_core::formats::native;
use argmap_core::text::{FileId, SourceFile};

use super::{Collected, limited};
use crate::args::Access;

/// Files by the path that they finally lead to, with what each names.
#[derive(Default)]
pub struct Needs {
    files: BTreeMap<PathBuf, Named>,
}

/// What a file names.
#[derive(Default)]
struct Named {
    /// The files that it imports; some may not be there.
    imports: Vec<PathBuf>,
    /// The names of its sources' texts.
    texts: Vec<String>,
    /// Whether it has the key `argmap` or is too broken to tell.
    may_be_map: bool,
}

impl Needs {
    /// Looks through files and all that they import, each once; linear in the length of the texts.
    ///
    /// What lies outside the folders of the files that were asked for is not opened unless imports
    /// may lie outside.
    pub fn of(collected: &Collected, access: &Access) -> Needs {
        let paths = collected.files.iter().filter_map(|named| named.path.as_deref());
        let mut open: Vec<PathBuf> = paths.filter_map(|path| path.canonicalize().ok()).collect();
        let folders: BTreeSet<PathBuf> =
            open.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
        let may_open = |file: &Path| {
            access.allow_outside || file.ancestors().any(|folder| folders.contains(folder))
        };
        let mut needs = Needs::default();
        while let Some(file) = open.pop() {
            if needs.files.contains_key(&file) {
                continue;
            }
            let named = named(&file);
            open.extend(named.imports.iter().filter(|file| may_open(file)).cloned());
            needs.files.insert(file, named);
        }
        needs
    }

    /// All files, those that are imported and not there among them, and whether each is a map or
    /// might be one.
    pub fn files(&self) -> impl Iterator<Item = (&Path, bool)> {
        self.files.iter().map(|(file, named)| (file.as_path(), named.may_be_map))
    }

    /// The names of all texts.
    pub fn texts(&self) -> BTreeSet<&str> {
        self.files.values().flat_map(|named| &named.texts).map(String::as_str).collect()
    }

    /// The files that are so, and those that import one of them, directly or not.
    pub fn reached_by(&self, is_so: impl Fn(&Path) -> bool) -> BTreeSet<&Path> {
        let mut importers: HashMap<&Path, Vec<&Path>> = HashMap::new();
        for (file, named) in &self.files {
            for imported in &named.imports {
                importers.entry(imported).or_default().push(file);
            }
        }
        let files = self.files.keys().map(PathBuf::as_path);
        let mut open: Vec<&Path> = files.filter(|file| is_so(file)).collect();
        let mut reached = BTreeSet::new();
        while let Some(file) = open.pop() {
            if reached.insert(file) {
                open.extend(importers.get(file).into_iter().flatten());
            }
        }
        reached
    }
}

/// What a file names; nothing if it cannot be read, which is for others to say.
fn named(file: &Path) -> Named {
    let is_file = std::fs::metadata(file).is_ok_and(|about| about.is_file());
    let opened = is_file.then(|| std::fs::File::open(file).ok()).flatten();
    let Some(bytes) = opened.and_then(|opened| limited(opened, 0).ok()) else {
        return Named { may_be_map: true, ..Named::default() };
    };
    let source = SourceFile::new("", bytes);
    let (document, problems) = native::read(FileId::ROOT, &source);
    let folder = file.parent().unwrap_or(Path::new(""));
    let paths = document.imports.iter().filter_map(|import| import.path);
    let imports = paths.map(|path| leads_to(&folder.join(document.str(path)))).collect();
    let texts = document.sources.iter().filter_map(|source| source.text);
    let texts = texts.map(|text| document.str(text).to_owned()).collect();
    let may_be_map = document.is_map || problems.iter().any(|it| it.rule.code == "AM014");
    Named { imports, texts, may_be_map }
}

/// The path that a path finally leads to; for what is not there, the one that it spells.
fn leads_to(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let mut plain = PathBuf::new();
        for part in path.components() {
            match part {
                Component::ParentDir => drop(plain.pop()),
                Component::CurDir => {}
                _ => plain.push(part),
            }
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_has_the_path_that_it_spells() {
        assert_eq!(leads_to(Path::new("/no/./such/../file")), Path::new("/no/file"));
    }
}
