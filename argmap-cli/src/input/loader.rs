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
    /// As the user wrote it, for names.
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
        let shown = file.map_or_else(|| PathBuf::from("."), parent);
        Folder {
            canonical: shown.canonicalize().ok(),
            shown,
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
        // Looked at before it is opened: opening a pipe would wait for its other end.
        let about = std::fs::metadata(&file).map_err(|error| fault(&error))?;
        if !about.is_file() {
            let what = if about.is_dir() { "a folder" } else { "not a regular file" };
            return Err(ImportFault::Unreadable(format!("it is {what}")));
        }
        let name = self.name_of(folder, &file);
        let open = std::fs::File::open(&file).map_err(|error| fault(&error))?;
        let bytes = limited(open, about.len())
            .map_err(|error| ImportFault::Unreadable(error.to_string()))?;
        self.places.entry(name.clone()).or_insert(file);
        Ok(Loaded { name, bytes })
    }

    fn name_of(&self, folder: &Path, file: &Path) -> String {
        if self.map_file.as_deref() == Some(file) {
            return self.map.clone();
        }
        match file.strip_prefix(folder) {
            Ok(inside) if self.shown == Path::new(".") => display(inside),
            Ok(inside) => display(&self.shown.join(inside)),
            Err(_) => display(file),
        }
    }
}

fn fault(error: &std::io::Error) -> ImportFault {
    match error.kind() {
        std::io::ErrorKind::NotFound => ImportFault::Missing,
        _ => ImportFault::Unreadable(error.to_string()),
    }
}
