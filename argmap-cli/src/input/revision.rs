//! Maps as they are in a commit.

use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};
use argmap_core::document::{ImportFault, Loaded};
use argmap_core::report::escape::visible;

use super::{Opened, Repository, display, parent, read_with};
use crate::args::Access;

/// A commit of a repository, from which maps and all that they import are read.
pub struct Revision<'r> {
    /// The repository.
    pub repository: &'r Repository,
    /// The commit.
    pub commit: String,
}

impl Revision<'_> {
    /// The map at a path from the root of the repository.
    ///
    /// # Errors
    /// If it is not there or too large.
    pub fn read(&self, file: &Path, access: &Access) -> Result<Opened> {
        let content = self.repository.content(&self.commit, file)?;
        let missing = || anyhow!("`{}` is not there", visible(&display(file)));
        let content = content.ok_or_else(missing)?;
        let load = &mut |importer: &str, path: &str| self.import(file, importer, path, access);
        Ok(read_with(&display(file), content, load))
    }

    /// A file that is imported, from the same commit; names are paths from the root.
    pub fn import(
        &self,
        map: &Path,
        importer: &str,
        path: &str,
        access: &Access,
    ) -> Result<Loaded, ImportFault> {
        let from = if importer == display(map) { parent(map) } else { parent(Path::new(importer)) };
        let file = joined(&from, Path::new(path)).ok_or(ImportFault::Outside)?;
        if !access.allow_outside && !is_within(&file, &parent(map)) {
            return Err(ImportFault::Outside);
        }
        let unreadable = |error: anyhow::Error| ImportFault::Unreadable(error.to_string());
        let content = self.repository.content(&self.commit, &file).map_err(unreadable)?;
        let bytes = content.ok_or(ImportFault::Missing)?;
        Ok(Loaded { name: display(&file), bytes })
    }
}

fn is_within(file: &Path, folder: &Path) -> bool {
    folder == Path::new(".") || file.starts_with(folder)
}

/// A path seen from a folder of the repository, without `.` and `..`; nothing if it leads out.
fn joined(folder: &Path, path: &Path) -> Option<PathBuf> {
    let mut joined = PathBuf::new();
    for component in folder.components().chain(path.components()) {
        match component {
            Component::Normal(name) => joined.push(name),
            Component::CurDir => {}
            Component::ParentDir if joined.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_within_the_repository() {
        let of = |folder: &str, path: &str| {
            joined(Path::new(folder), Path::new(path)).map(|path| display(&path))
        };
        assert_eq!(of("maps", "./a.json").as_deref(), Some("maps/a.json"));
        assert_eq!(of("maps/x", "../a.json").as_deref(), Some("maps/a.json"));
        assert_eq!(of(".", "a.json").as_deref(), Some("a.json"));
        assert_eq!(of("maps", "../../a.json"), None);
        assert_eq!(of("maps", "/a.json"), None);
        assert!(is_within(Path::new("maps/a.json"), Path::new("maps")));
        assert!(!is_within(Path::new("a.json"), Path::new("maps")));
    }
}
