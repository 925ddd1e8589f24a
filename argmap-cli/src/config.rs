//! The configuration file `argmap.toml`: how maps are checked, said once for a folder.
//!
//! [`parse`] is a pure function of the text and never fails: it returns what could be understood
//! and everything that is wrong, with places.

mod find;
mod read;
mod settings;

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use argmap_core::check::levels::Levels;
use argmap_core::diagnostic::Tier;
use argmap_core::text::Span;

pub use find::Configurations;
pub use read::{KEYS, Key, parse};
pub use settings::{FailOn, Settings};

/// What a configuration says; nothing where it is silent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The tier up to which rules run.
    pub tier: Option<Tier>,
    /// Whether gaps in the argument count as errors.
    pub strict: Option<bool>,
    /// From which severity on findings make the command fail.
    pub fail_on: Option<FailOn>,
    /// Folders with the texts of sources, relative to the file's own folder and within it.
    pub texts: Option<Vec<PathBuf>>,
    /// Patterns of files that are left out where they are met in a folder, relative to the file's
    /// own folder.
    pub exclude: Option<Vec<String>>,
    /// The file of findings that are let pass, relative to the file's own folder.
    pub baseline: Option<PathBuf>,
    /// Rules that are switched on or off, and their severities.
    pub levels: Levels,
    /// From where on rules speak that count: by the rule's code and the name of the threshold.
    pub thresholds: BTreeMap<(&'static str, String), f64>,
}

/// Something wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What, in one sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The name of the file.
pub const FILE: &str = "argmap.toml";

/// Whether a path leads to what is beneath the folder that it starts from.
fn stays_inside(path: &Path) -> bool {
    let mut depth = 0_usize;
    path.components().all(|part| match part {
        Component::Normal(_) => {
            depth += 1;
            true
        }
        Component::CurDir => true,
        Component::ParentDir => {
            let is_deep = depth > 0;
            depth = depth.saturating_sub(1);
            is_deep
        }
        Component::RootDir | Component::Prefix(_) => false,
    })
}

#[cfg(test)]
mod tests;
