//! What holds for a file: the command line over its configuration over the defaults.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use argmap_core::check::levels::Levels;
use argmap_core::check::thresholds::Thresholds;
use argmap_core::diagnostic::{Severity, Tier};
use clap::ValueEnum;
use globset::GlobSet;

use crate::commands::check::baseline::Baseline;
use crate::input::TextLookup;

/// The severity from which findings make a command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Info,
    /// No finding.
    Never,
}

impl FailOn {
    /// The severity; nothing for none.
    pub fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

/// What holds for the files of a folder.
pub struct Settings {
    /// The tier up to which rules run.
    pub tier: Tier,
    /// Whether gaps in the argument count as errors.
    pub strict: bool,
    /// From which severity on findings make the command fail.
    pub fail_on: FailOn,
    /// Where the texts of sources are.
    pub texts: TextLookup,
    /// What is let pass of earlier findings.
    pub baseline: Option<Arc<Baseline>>,
    /// Rules that are switched on or off.
    pub levels: Levels,
    /// From where on rules speak that count.
    pub thresholds: Thresholds,
    /// The folder of the configuration file, and what is left out beneath it.
    pub exclude: Option<(PathBuf, GlobSet)>,
}

impl Settings {
    /// Whether a file that was met in a folder is left out.
    pub fn excludes(&self, file: &Path) -> bool {
        let Some((folder, patterns)) = &self.exclude else { return false };
        let Ok(file) = file.canonicalize() else { return false };
        file.strip_prefix(folder).is_ok_and(|inside| patterns.is_match(inside))
    }
}
