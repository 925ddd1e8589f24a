//! The results of checking some files, with places as lines and columns: what every form of report
//! is written from.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::quotations::Unverified;
use crate::diagnostic::{Diagnostic, Fix, Label, Rule, Severity};
use crate::document::Reading;
use crate::report::findings::Counts;
use crate::report::fingerprint::fingerprints;
use crate::report::json;
use crate::text::SourceFile;

/// The result of checking some files.
#[derive(Clone, Debug, JsonSchema)]
pub struct Results {
    /// The version of this object; it changes when a key goes or changes its meaning.
    pub version: u32,
    /// The files that were checked, in order.
    pub files: Vec<File>,
    /// What was named and could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What was found, file by file in the order of places.
    pub findings: Vec<Finding>,
    /// How many findings there are.
    pub summary: Counts,
}

impl Default for Results {
    fn default() -> Self {
        let summary = Counts::default();
        Results {
            version: json::VERSION,
            files: Vec::new(),
            unreadable: Vec::new(),
            findings: Vec::new(),
            summary,
        }
    }
}

impl Results {
    /// Adds a file and its findings.
    pub fn add(&mut self, checked: Checked) {
        self.summary.add(checked.file.findings);
        self.files.push(checked.file);
        self.findings.extend(checked.findings);
    }
}

/// A file and its findings.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The file.
    pub file: File,
    /// Its findings in the order of places.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// What was found in a file, which then need not be kept.
    pub fn new(reading: &Reading, findings: &[Diagnostic], unverified: &Unverified) -> Checked {
        let file = File::new(reading, findings, unverified);
        Checked { file, findings: Finding::all(reading, findings) }
    }
}

/// A file that was checked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct File {
    /// Its name.
    pub name: String,
    /// How many findings it has.
    pub findings: Counts,
    /// Whether faults of its text kept something out of the map; rules about what is missing
    /// were silent then.
    pub incomplete: bool,
    /// How many quotations could not be held against their sources' texts.
    pub unverified_quotations: usize,
    /// The texts that were not at hand.
    pub missing_texts: Vec<String>,
}

impl File {
    /// What was found in a file, in numbers.
    pub fn new(reading: &Reading, findings: &[Diagnostic], unverified: &Unverified) -> File {
        File {
            name: reading.files.first().map_or("", SourceFile::name).to_owned(),
            findings: Counts::of(findings),
            incomplete: reading.origins.is_incomplete(),
            unverified_quotations: unverified.quotations,
            missing_texts: unverified.texts.clone(),
        }
    }
}

/// What was named and could not be read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Unreadable {
    /// The name.
    pub name: String,
    /// Why.
    pub message: String,
}

/// One finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// The rule's stable code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The file that was checked.
    pub file: String,
    /// What tells it from the file's other findings and stays the same when lines are inserted.
    pub fingerprint: String,
    /// The finding in one sentence.
    pub message: String,
    /// Its places; the first is where it is reported. Empty if it has none.
    pub labels: Vec<Mark>,
    /// The ids of the parts that it is about.
    pub about: Vec<String>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// A change of the file that does it.
    pub fix: Option<FixFacts>,
    /// The rule that speaks.
    #[serde(skip)]
    pub rule: &'static Rule,
}

impl Finding {
    /// The findings in a file, with their places and fingerprints.
    pub fn all(reading: &Reading, findings: &[Diagnostic]) -> Vec<Finding> {
        let prints = fingerprints(findings);
        let all = findings.iter().zip(prints);
        all.map(|(finding, print)| Finding::new(reading, finding, print)).collect()
    }

    fn new(reading: &Reading, finding: &Diagnostic, fingerprint: String) -> Finding {
        Finding {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity,
            file: reading.files.first().map_or("", SourceFile::name).to_owned(),
            fingerprint,
            message: finding.message.clone(),
            labels: finding.labels.iter().filter_map(|label| mark(reading, label)).collect(),
            about: finding.about.clone(),
            notes: finding.notes.clone(),
            help: finding.help.as_deref().map(str::to_owned),
            fix: finding.fix.as_deref().map(|fix| FixFacts::new(reading, fix)),
            rule: finding.rule,
        }
    }

    /// Where it is reported: `file:line:column`, the file's name alone for what has no place.
    pub fn place(&self) -> String {
        self.labels.first().map_or_else(|| self.file.clone(), |mark| mark.range.to_string())
    }

    /// The finding with its notes and help, a line each, for forms that have room for one text.
    pub fn text(&self) -> String {
        let mut text = self.message.clone();
        for note in &self.notes {
            text.push_str("\nnote: ");
            text.push_str(note);
        }
        if let Some(help) = &self.help {
            text.push_str("\nhelp: ");
            text.push_str(help);
        }
        text
    }
}

/// A change of a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FixFacts {
    /// What it does, in the imperative.
    pub message: String,
    /// The changes, in ascending order.
    pub edits: Vec<EditFacts>,
}

/// A text for what stands at a place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EditFacts {
    /// What is replaced.
    #[serde(flatten)]
    pub range: json::Range,
    /// What comes in its place.
    pub text: String,
}

impl FixFacts {
    fn new(reading: &Reading, fix: &Fix) -> FixFacts {
        let edits = fix.edits.iter().map(|edit| EditFacts {
            range: json::Range::new(reading, edit.place),
            text: edit.text.clone(),
        });
        FixFacts { message: fix.message.to_string(), edits: edits.collect() }
    }
}

/// A place of a finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Mark {
    /// Where.
    #[serde(flatten)]
    pub range: json::Range,
    /// What is to be seen there; may be empty.
    pub message: String,
}

fn mark(reading: &Reading, label: &Label) -> Option<Mark> {
    let range = json::Range::new(reading, label.place?);
    Some(Mark { range, message: label.message.to_string() })
}

/// The JSON Schema of [`Results`] as the `json` form has them; a line of the `jsonl` form is one of
/// its `findings`.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Results).to_value()
}
