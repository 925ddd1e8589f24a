//! Baselines: findings of an earlier run that are let pass, so that only new ones are told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use argmap_core::check;
use argmap_core::diagnostic::{Diagnostic, Rule};
use argmap_core::report::fingerprint::fingerprints;
use argmap_core::report::json;
use argmap_core::report::results::Checked;
use serde::{Deserialize, Serialize};

use crate::input::{Named, display, relative};
use crate::output::atomic;

/// The version of the file.
const VERSION: u32 = 1;

/// The file as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "argmap-baseline")]
    version: u32,
    files: BTreeMap<String, Vec<Entry>>,
}

/// A finding that is let pass.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule, for people.
    code: String,
    /// The finding, for people.
    message: String,
    /// What tells it from the file's other findings.
    fingerprint: String,
}

/// Findings that are let pass, by file.
pub struct Baseline {
    folder: PathBuf,
    /// By the path from the baseline's folder.
    files: BTreeMap<String, Vec<Entry>>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// If it cannot be read or is none; with the place in it.
    pub fn read(path: &Path) -> Result<Baseline> {
        let failed = || format!("cannot read the baseline `{}`", path.display());
        let bytes = std::fs::read(path).with_context(failed)?;
        let written: Written = serde_json::from_slice(&bytes).with_context(failed)?;
        let version = written.version;
        anyhow::ensure!(version == VERSION, "{}: its version is {version}, not 1", failed());
        Ok(Baseline { folder: folder_of(path)?, files: written.files })
    }

    /// The file's name as the baseline has it.
    fn name(&self, named: &Named) -> Option<String> {
        name_from(&self.folder, named)
    }

    /// Leaves out the findings that are let pass, and returns the entries for this file that let
    /// nothing pass, of rules of which `ran` says that they did.
    pub fn let_pass(
        &self,
        named: &Named,
        findings: &mut Vec<Diagnostic>,
        ran: impl Fn(&Rule) -> bool,
    ) -> Vec<Diagnostic> {
        let entries = self.name(named).and_then(|name| self.files.get(&name));
        let Some(entries) = entries else { return Vec::new() };
        let known = |print: &String| entries.iter().any(|entry| entry.fingerprint == *print);
        let prints = fingerprints(findings);
        let mut keep = prints.iter().map(|print| !known(print));
        findings.retain(|_| keep.next().unwrap_or(true));
        let unused = entries.iter().filter(|entry| !prints.contains(&entry.fingerprint));
        let unused = unused.filter(|entry| check::rule(&entry.code).is_none_or(&ran));
        unused.filter_map(unneeded).collect()
    }

    /// The files that it speaks of and that are not there any more.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let files = self.files.keys().map(String::as_str);
        files.filter(|name| !self.folder.join(name).exists())
    }
}

/// What is said of an entry that lets nothing pass.
fn unneeded(entry: &Entry) -> Option<Diagnostic> {
    let rule = check::rule("unused-suppression")?;
    let message = format!(
        "the baseline lets a finding of {} pass that is gone: {}",
        entry.code, entry.message
    );
    let help = "write the baseline anew with `--write-baseline`";
    Some(Diagnostic::new(rule, None, message).help(help))
}

/// The findings of a run as a baseline.
pub struct Writer {
    path: PathBuf,
    folder: PathBuf,
    files: BTreeMap<String, Vec<Entry>>,
}

impl Writer {
    /// A baseline that is to be written there.
    ///
    /// # Errors
    /// If its folder is not there.
    pub fn new(path: &Path) -> Result<Writer> {
        Ok(Writer { path: path.to_owned(), folder: folder_of(path)?, files: BTreeMap::new() })
    }

    /// Adds a file's findings.
    ///
    /// # Errors
    /// If there are some in standard input that has no file's name.
    pub fn add(&mut self, named: &Named, checked: &Checked) -> Result<()> {
        let entry = |finding: &argmap_core::report::results::Finding| Entry {
            code: finding.code.to_owned(),
            message: finding.message.clone(),
            fingerprint: finding.fingerprint.clone(),
        };
        let mut entries: Vec<Entry> = checked.findings.iter().map(entry).collect();
        entries.sort();
        if !entries.is_empty() {
            let name = name_from(&self.folder, named).with_context(|| {
                let name = &named.name;
                format!("a baseline knows findings by their file, and `{name}` is none; `--stdin-filename` says which it is")
            })?;
            self.files.insert(name, entries);
        }
        Ok(())
    }

    /// Writes it in one step, and says how many findings it has.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(self) -> Result<usize> {
        let count = self.files.values().map(Vec::len).sum();
        let written = Written { version: VERSION, files: self.files };
        atomic::write(&self.path, json::to_text(&written).as_bytes())?;
        Ok(count)
    }
}

fn folder_of(path: &Path) -> Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let failed = || format!("there is no folder `{}` for the baseline", folder.display());
    folder.canonicalize().with_context(failed)
}

fn name_from(folder: &Path, named: &Named) -> Option<String> {
    let path = named.path.as_deref().unwrap_or(Path::new(&named.name));
    let path = path.canonicalize().ok()?;
    Some(display(&relative(folder, &path)))
}
