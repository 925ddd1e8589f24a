//! Imported files: where they may lie and by what name each is known.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use argmap_core::document::{ImportFault, Loaded};

use super::{Named, display, limited, parent};
use crate::args::Access;

/// The folder of the map that was asked for, in which its imports must lie.
///
/// Paths are followed to the files that they finally lead to, so neither `..` nor a symbolic
/// link leads out; and a file that is reached in several ways has one name.
pub struct Folder {
    /// As the map's name has it, for the names of others.
    shown: PathBuf,
    /// As it finally is; nothing if there is no such folder.
    canonical: Option<PathBuf>,
    /// The name of the map itself.
    map: String,
    /// The map itself as it finally is; nothing for standard input.
    map_file: Option<PathBuf>,
    outside: bool,
    /// Where the imported files lie, by name.
    places: HashMap<String, PathBuf>,
}

impl Folder {
    /// The folder of a map; for standard input that of the file that it is said to be, or the
    /// working folder.
    pub fn of(map: &Named, access: &Access) -> Folder {
        let file = map.path.as_deref().or(access.stdin_filename.as_deref());
        let folder = file.map_or_else(|| PathBuf::from("."), parent);
        Folder {
            canonical: folder.canonicalize().ok(),
            shown: parent(Path::new(&map.name)),
            map: map.name.clone(),
            map_file: file.and_then(|file| file.canonicalize().ok()),
            outside: access.allow_outside,
            places: HashMap::new(),
        }
    }

    /// An imported file, by the name of the importing file and the path in it.
    pub fn load(&mut self, importer: &str, path: &str) -> Result<Loaded, ImportFault> {
        let folder = self.canonical.as_deref().ok_or(ImportFault::Missing)?;
        let path = Path::new(path);
        if path.has_root() && !self.outside {
            return Err(ImportFault::Outside);
        }
        let base = match self.places.get(importer) {
            Some(file) => parent(file),
            None => folder.to_owned(),
        };
        let file = base.join(path).canonicalize().map_err(|error| fault(&error))?;
        if !file.starts_with(folder) && !self.outside {
            return Err(ImportFault::Outside);
        }
        let name = self.name_of(folder, &file);
        let bytes = content(&file)?;
        self.places.entry(name.clone()).or_insert(file);
        Ok(Loaded { name, bytes })
    }

    fn name_of(&self, folder: &Path, file: &Path) -> String {
        if self.map_file.as_deref() == Some(file) {
            return self.map.clone();
        }
        named_from(&self.shown, folder, file)
    }
}

/// The name of a file from a folder, which is shown as a path.
pub fn named_from(shown: &Path, folder: &Path, file: &Path) -> String {
    let inside = relative(folder, file);
    if shown == Path::new(".") { display(&inside) } else { display(&shown.join(inside)) }
}

/// What an imported file has in it.
pub fn content(file: &Path) -> Result<Vec<u8>, ImportFault> {
    // Looked at before it is opened: opening a pipe would wait for its other end.
    let about = std::fs::metadata(file).map_err(|error| fault(&error))?;
    if !about.is_file() {
        let what = if about.is_dir() { "a folder" } else { "not a regular file" };
        return Err(ImportFault::Unreadable(format!("it is {what}")));
    }
    let open = std::fs::File::open(file).map_err(|error| fault(&error))?;
    limited(open, about.len()).map_err(|error| ImportFault::Unreadable(error.to_string()))
}

/// The way from a folder to a file, both canonical.
pub fn relative(folder: &Path, file: &Path) -> PathBuf {
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return file.to_owned();
    }
    let up = from[common..].iter().map(|_| std::path::Component::ParentDir);
    up.chain(to[common..].iter().copied()).collect()
}

/// Why a file cannot be had.
pub fn fault(error: &std::io::Error) -> ImportFault {
    match error.kind() {
        std::io::ErrorKind::NotFound => ImportFault::Missing,
        _ => ImportFault::Unreadable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_folder() {
        let of = |file| display(&relative(Path::new("/a/b"), Path::new(file)));
        assert_eq!(of("/a/b/c/d.json"), "c/d.json");
        assert_eq!(of("/a/d.json"), "../d.json");
        assert_eq!(of("/x/d.json"), "../../x/d.json");
    }
}
