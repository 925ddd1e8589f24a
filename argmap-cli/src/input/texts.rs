//! The texts of sources, by the names that maps have for them.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::limited;

/// Folders in which the texts of sources are looked up, in order.
pub struct TextLookup {
    folders: Vec<PathBuf>,
}

impl TextLookup {
    /// A look-up in some folders.
    ///
    /// # Errors
    /// If one of them is not there.
    pub fn new(folders: &[PathBuf]) -> anyhow::Result<TextLookup> {
        let folders = folders.iter().map(|folder| {
            let failed = || format!("cannot look for texts in `{}`", folder.display());
            let canonical = folder.canonicalize().with_context(failed)?;
            anyhow::ensure!(canonical.is_dir(), "{}: it is not a folder", failed());
            Ok(canonical)
        });
        Ok(TextLookup { folders: folders.collect::<anyhow::Result<_>>()? })
    }

    /// The folders, as they finally are.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The text of that name; nothing if no folder has it, and never a file from elsewhere.
    pub fn text(&self, name: &str) -> Option<String> {
        self.folders.iter().find_map(|folder| text_in(folder, name))
    }
}

fn text_in(folder: &Path, name: &str) -> Option<String> {
    let name = Path::new(name);
    if name.has_root() {
        return None;
    }
    let file = folder.join(name).canonicalize().ok()?;
    let about = std::fs::metadata(&file).ok()?;
    if !file.starts_with(folder) || !about.is_file() {
        return None;
    }
    let bytes = limited(std::fs::File::open(&file).ok()?, about.len()).ok()?;
    Some(
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    )
}
