//! Findings held against files: each with a line that says why it is right, or each with its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use argmap_core::check::{self, Options};
use argmap_core::diagnostic::{Diagnostic, Example, Tier};
use argmap_core::document::{ImportFault, Loaded, Reading};
use argmap_core::report::escape::visible;

use super::{golden, root, show};

/// A justification has so many letters or more.
pub const LEAST_WORDING: usize = 15;

/// Holds findings against a golden that has a justification beneath each; returns what to do about
/// those whose justification does not satisfy `lacks`. `UPDATE_GOLDEN=1` rewrites the findings and
/// keeps the justifications.
pub fn justified(
    path: &str,
    findings: &[Diagnostic],
    lacks: impl Fn(&Diagnostic, &str) -> Option<String>,
) -> String {
    let justifications = justifications(path);
    let mut text = String::new();
    let mut gaps = String::new();
    let mut told = BTreeSet::new();
    for finding in findings {
        let head = head(finding);
        let line = justifications.get(&head).cloned().unwrap_or_default();
        // Findings in the same words at several places share a justification.
        if told.insert(head.clone()) {
            if let Some(lack) = lacks(finding, &line) {
                writeln!(gaps, "{path}: {head}\n    {lack}").unwrap();
            }
            writeln!(text, "{head}\n    {line}\n").unwrap();
        }
    }
    golden(path, &text);
    gaps
}

/// A finding as the goldens name it.
fn head(finding: &Diagnostic) -> String {
    let head = format!("{} {}: {}", finding.rule.code, finding.severity.word(), finding.message);
    visible(&head).into_owned()
}

/// The line beneath each finding of a golden.
fn justifications(path: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("tests").join(path)).unwrap_or_default();
    let mut found = BTreeMap::new();
    let mut head = None;
    for line in text.lines() {
        match (line.strip_prefix("    "), head.take()) {
            (Some(line), Some(head)) => {
                found.insert(head, line.to_owned());
            }
            _ => head = Some(line.to_owned()).filter(|line| !line.is_empty()),
        }
    }
    found
}

/// Findings a line each with their places in the file; for goldens.
pub fn placed(reading: &Reading, findings: &[Diagnostic]) -> String {
    let mut text = String::new();
    for finding in findings {
        let line = show(reading, std::slice::from_ref(finding));
        writeln!(text, "{}", visible(line.trim_end())).unwrap();
    }
    text
}

/// Reads a rule's example and looks for faults in it, with the texts that it has.
pub fn check_example(example: &Example, tier: Tier) -> (Reading, Vec<Diagnostic>) {
    let files = |name: &str| example.files.iter().find(|(file, _)| *file == name);
    let mut loader = |_: &str, path: &str| match (path, files(path)) {
        ("map.json", _) => {
            Ok(Loaded { name: path.to_owned(), bytes: example.map.as_bytes().to_vec() })
        }
        (_, Some((name, text))) => {
            Ok(Loaded { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() })
        }
        _ => Err(ImportFault::Missing),
    };
    let reading = argmap_core::read("map.json", example.map, &mut loader);
    let texts = |name: &str| files(name).map(|(_, text)| (*text).to_owned());
    let found = check::check(&reading, Options { tier, texts: &texts, ..Options::default() });
    (reading, found)
}
