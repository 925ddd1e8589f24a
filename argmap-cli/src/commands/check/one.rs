//! Checking one file: from its name to what is said of it.

use std::collections::BTreeSet;

use argmap_core::check::quotations::{Unverified, unverified};
use argmap_core::check::{self, Options};
use argmap_core::diagnostic::{Diagnostic, Rule};
use argmap_core::document::Reading;
use argmap_core::report::results::{Checked, File, Unreadable};

use crate::args::Access;
use crate::config::Settings;
use crate::input::{self, Named, Opened};

use super::outputs::Wanted;

/// What came of a file.
pub enum Outcome {
    /// It was met in a folder and is no map.
    PassedOver,
    /// It cannot be read.
    Unreadable(Unreadable),
    /// It was checked.
    Done(Box<Done>),
}

/// A file that was checked; its map is not kept.
pub struct Done {
    /// The file, and its findings if they are wanted.
    pub checked: Checked,
    /// What is written of it, a text for each output; empty where an output needs all files.
    pub pieces: Vec<String>,
    /// Whether there is a finding that makes the command fail.
    pub fails: bool,
    /// Whether it has the key `argmap`.
    pub is_map: bool,
    /// Whether its text, or that of a file that it imports, is not JSON somewhere.
    pub is_broken: bool,
    /// The files that it imports and that have faults of text or names.
    pub faulty_imports: BTreeSet<String>,
    /// Whether the search for quotations was given up.
    pub search_stopped: bool,
}

/// Reads a file and checks it.
pub fn file(named: &Named, access: &Access, settings: &Settings, wanted: &Wanted) -> Outcome {
    match input::read(named, access) {
        Ok(opened) => opened_file(named, &opened, settings, wanted),
        Err(error) => {
            let (name, message) = (named.name.clone(), format!("{error:#}"));
            Outcome::Unreadable(Unreadable { name, message })
        }
    }
}

/// Checks a map that was read.
pub fn opened_file(
    named: &Named,
    opened: &Opened,
    settings: &Settings,
    wanted: &Wanted,
) -> Outcome {
    if named.is_met && !opened.is_map && !opened.is_broken {
        return Outcome::PassedOver;
    }
    let (findings, unverified) = findings(named, opened, settings);
    let file = File::new(&opened.reading, &findings, &unverified);
    let fail_on = settings.fail_on.severity();
    let fails = fail_on.is_some_and(|level| file.findings.at_least(level) > 0);
    let (pieces, findings) = wanted.of(&opened.reading, &findings);
    let checked = Checked { file, findings };
    let (is_map, is_broken) = (opened.is_map, opened.lacks_something());
    let (faulty_imports, search_stopped) = (opened.faulty_imports(), unverified.stopped);
    Outcome::Done(Box::new(Done {
        checked,
        pieces,
        fails,
        is_map,
        is_broken,
        faulty_imports,
        search_stopped,
    }))
}

/// What is found in a map, but for what a baseline lets pass; and which quotations could not be
/// verified.
pub fn findings(
    named: &Named,
    opened: &Opened,
    settings: &Settings,
) -> (Vec<Diagnostic>, Unverified) {
    let texts = |name: &str| settings.texts.text(name);
    (found(named, &opened.reading, settings), unverified(&opened.reading.map, &texts))
}

/// Leaves out what the baseline lets pass, and adds what of it lets nothing pass.
fn let_pass(named: &Named, reading: &Reading, findings: &mut Vec<Diagnostic>, settings: &Settings) {
    let Some(baseline) = &settings.baseline else { return };
    // Of what is missing nothing is said where a fault of the text may have hidden it.
    let is_whole = !reading.origins.is_incomplete();
    let ran = |rule: &Rule| is_whole && settings.levels.lets_run(rule, settings.tier);
    let mut unused = baseline.let_pass(named, findings, ran);
    settings.levels.apply(&mut unused);
    findings.extend(unused);
}

/// What is found in a map, but for what a baseline lets pass.
pub fn found(named: &Named, reading: &Reading, settings: &Settings) -> Vec<Diagnostic> {
    let texts = |name: &str| settings.texts.text(name);
    let options = Options {
        tier: settings.tier,
        strict: settings.strict,
        texts: &texts,
        levels: &settings.levels,
        thresholds: settings.thresholds,
    };
    let mut findings = check::check(reading, options);
    let_pass(named, reading, &mut findings, settings);
    findings
}
