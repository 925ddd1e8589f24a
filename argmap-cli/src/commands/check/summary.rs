//! What came of a run as a whole.

use std::collections::BTreeSet;

use argmap_core::report::escape::visible;
use argmap_core::report::findings::{Counts, count};

use super::one::Done;
use crate::Exit;
use crate::output::Output;

/// Of missing texts so many are named.
const MOST_TEXTS: usize = 3;

/// What was found so far.
#[derive(Default)]
pub struct Summary {
    /// How many files were checked.
    pub files: usize,
    /// Whether something could not be read, or is no JSON.
    pub is_broken: bool,
    counts: Counts,
    fails: bool,
    incomplete: usize,
    unverified: usize,
    missing_texts: BTreeSet<String>,
    search_stopped: bool,
    faulty_imports: BTreeSet<String>,
    /// The files with faults among those that were checked.
    faulty: BTreeSet<String>,
}

impl Summary {
    /// Adds a file.
    pub fn add(&mut self, done: &Done) {
        let file = &done.checked.file;
        self.files += 1;
        self.counts.add(file.findings);
        self.fails |= done.fails;
        self.incomplete += usize::from(file.incomplete);
        self.unverified += file.unverified_quotations;
        self.missing_texts.extend(file.missing_texts.iter().cloned());
        self.search_stopped |= done.search_stopped;
        self.faulty_imports.extend(done.faulty_imports.iter().cloned());
        if file.incomplete {
            self.faulty.insert(file.name.clone());
        }
        self.is_broken |= done.is_broken;
    }

    /// The imported files with faults that nobody was told of, since they were not checked.
    pub fn untold_imports(&self) -> impl Iterator<Item = &String> {
        self.faulty_imports.difference(&self.faulty)
    }

    /// How the run ends: what is broken goes before what was found.
    pub fn exit(&self) -> Exit {
        match () {
            () if self.is_broken => Exit::Broken,
            () if self.files == 0 => Exit::NoInput,
            () if self.fails => Exit::Findings,
            () => Exit::Clean,
        }
    }

    /// Says how much was found, and what kept more from being found.
    pub fn print(&self, output: &mut Output) {
        output.text(&format!("{}: {}", count(self.files, "file"), self.counts));
        if self.incomplete > 0 {
            let files = count(self.incomplete, "file");
            output.text(&format!(
                "note: faults of text or names in {files}; findings of what is missing are held back until they are mended"
            ));
        }
        if self.unverified > 0 {
            output.text(&format!("note: {}", self.unverified_note()));
        }
    }

    /// Which quotations were not verified, and why.
    fn unverified_note(&self) -> String {
        let mut note = format!("{} not verified", count(self.unverified, "quotation"));
        if !self.missing_texts.is_empty() {
            let named = self.missing_texts.iter().take(MOST_TEXTS);
            let named: Vec<String> = named.map(|text| format!("`{}`", visible(text))).collect();
            let more = self.missing_texts.len() - named.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let named = named.join(", ");
            note +=
                &format!(": no text at hand for {named}{more}; `--texts DIR` says where texts are");
        }
        if self.search_stopped {
            note += "; some were not searched for, as the search had become too long";
        }
        note
    }
}
