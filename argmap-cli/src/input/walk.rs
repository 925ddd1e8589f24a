//! From paths on the command line to the maps that they mean.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{display, parent};
use crate::args::Access;

/// A file to read and what it is called.
pub struct Named {
    /// The file; nothing for standard input.
    pub path: Option<PathBuf>,
    /// The name by which it is spoken of.
    pub name: String,
    /// Whether it was met in a folder, where not every file is a map.
    pub is_met: bool,
}

impl Named {
    /// The file of a path; `-` is standard input.
    pub fn new(path: &Path, access: &Access) -> Named {
        if path == Path::new("-") {
            let name = access.stdin_filename.as_deref();
            let name = name.map_or_else(|| "<stdin>".to_owned(), display);
            return Named { path: None, name, is_met: false };
        }
        Named { path: Some(path.to_owned()), name: display(path), is_met: false }
    }

    /// The folder that it lies in; for standard input the working folder.
    pub fn folder(&self) -> PathBuf {
        self.path.as_deref().map_or_else(|| parent(Path::new(&self.name)), parent)
    }

    fn met(path: PathBuf) -> Named {
        Named { name: display(plain(&path)), path: Some(path), is_met: true }
    }
}

/// What paths lead to.
#[derive(Default)]
pub struct Collected {
    /// The files, in the order of the paths and sorted within folders, each once.
    pub files: Vec<Named>,
    /// The folders that were looked through.
    pub folders: Vec<PathBuf>,
    /// What could not be looked at, with the reason.
    pub unreadable: Vec<(String, String)>,
}

impl Collected {
    /// What is said of that which could not be looked at: its name, and a sentence.
    pub fn complaints(&self) -> impl Iterator<Item = (String, String)> {
        let unreadable = self.unreadable.iter();
        unreadable.map(|(name, why)| (name.clone(), format!("cannot look into `{name}`: {why}")))
    }
}

/// The files that paths lead to: files as they are named, and every `*.json` beneath a folder
/// but for hidden folders and `target`. Symbolic links beneath a folder are not followed.
pub fn collect(paths: &[PathBuf], access: &Access) -> Collected {
    let mut collected = Collected::default();
    let mut seen = HashSet::new();
    if let [folder] = paths
        && folder.is_dir()
    {
        // Links are not followed, so no file is met twice.
        collected.files = walk(folder, &mut collected);
        return collected;
    }
    for path in paths {
        let files =
            if path.is_dir() { walk(path, &mut collected) } else { vec![Named::new(path, access)] };
        for file in files {
            let canonical = file.path.as_deref().map(Path::canonicalize);
            let known = match canonical {
                Some(Ok(canonical)) => !seen.insert(canonical),
                // One standard input is all there is.
                None => !seen.insert(PathBuf::from("-")),
                Some(Err(_)) => false,
            };
            if !known {
                collected.files.push(file);
            }
        }
    }
    collected
}

fn walk(folder: &Path, collected: &mut Collected) -> Vec<Named> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                collected.unreadable.push((display(plain(&folder)), error.to_string()));
                continue;
            }
        };
        collected.folders.push(folder);
        for entry in entries {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() && !is_passed_over(&path) {
                open.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "json") {
                files.push(Named::met(path));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// A path without the working folder before it.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").ok().filter(|inside| *inside != Path::new("")).unwrap_or(path)
}

fn is_passed_over(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".") || name == "target"
}
