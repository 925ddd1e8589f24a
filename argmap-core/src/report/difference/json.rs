//! A difference as JSON.

use serde::Serialize;
use serde_json::{Map as Object, Value};

use super::{Difference, sections};
use crate::compare::diff::{Change, Fate, Part, Renamed, Values};
use crate::diagnostic::Diagnostic;
use crate::report::{json, names};

/// A difference as data.
#[derive(Debug, Serialize)]
pub struct Data<'d> {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// What the old version is called.
    pub old: &'d str,
    /// What the new version is called.
    pub new: &'d str,
    /// Whether there is nothing to tell.
    pub same: bool,
    /// The ids that changed.
    pub renamed: &'d [Renamed],
    /// What differs outside of parts.
    pub keys: Vec<KeyData<'d>>,
    /// The parts that differ otherwise than by name.
    pub parts: Vec<PartData<'d>>,
    /// Whose premises counted for verdicts.
    pub grant: &'d str,
    /// The claims whose verdicts differ.
    pub verdicts: Vec<VerdictData<'d>>,
    /// The findings that came and went; null if nobody looked for them.
    pub findings: Option<FindingsData<'d>>,
}

/// A key with different values.
#[derive(Debug, Serialize)]
pub struct KeyData<'d> {
    /// The key.
    pub key: &'d str,
    /// How its values differ.
    #[serde(flatten)]
    pub values: ValuesData<'d>,
}

/// How the values of a key differ.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ValuesData<'d> {
    /// One value for another; null where the key was or is left out.
    Whole {
        /// The value before.
        old: &'d Option<Value>,
        /// The value after.
        new: &'d Option<Value>,
    },
    /// Some of several values of which the order means nothing.
    Items {
        /// Those that are gone.
        removed: &'d [Value],
        /// Those that are new.
        added: &'d [Value],
    },
}

/// A part that differs.
#[derive(Debug, Serialize)]
pub struct PartData<'d> {
    /// The list in which the file has it.
    pub list: &'d str,
    /// The id, if it has one.
    pub id: Option<&'d str>,
    /// What it is called in sentences.
    pub name: &'d str,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// In what ways a changed part is another: `reworded`, `rewired`, `turned` (into another sort of
    /// step), `moved` (to another group), `changed`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<&'static str>,
    /// The list in which a turned step stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_list: Option<&'static str>,
    /// The keys of an added or removed part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'d Object<String, Value>>,
    /// The keys of a changed part that differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<Vec<KeyData<'d>>>,
}

/// A claim whose verdict differs.
#[derive(Debug, Serialize)]
pub struct VerdictData<'d> {
    /// The id in the new version.
    pub id: String,
    /// The proposition there.
    pub text: &'d str,
    /// Whether either version is for it.
    pub thesis: bool,
    /// The verdict in the old version.
    pub before: &'static str,
    /// The verdict in the new version.
    pub after: &'static str,
}

/// Findings that only one version has.
#[derive(Debug, Serialize)]
pub struct FindingsData<'d> {
    /// Those of the new version.
    pub appeared: Vec<FindingData<'d>>,
    /// Those of the old version.
    pub disappeared: Vec<FindingData<'d>>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct FindingData<'d> {
    /// The rule's code.
    pub rule: &'d str,
    /// The rule's name.
    pub name: &'d str,
    /// How much it matters.
    pub severity: &'d str,
    /// The parts that it is about.
    pub about: &'d [String],
    /// The finding in one sentence.
    pub message: &'d str,
}

impl<'d> Data<'d> {
    /// The data of a difference.
    pub fn new(difference: &Difference<'d>) -> Data<'d> {
        let verdict = |change: &crate::compare::diff::consequences::VerdictChange| VerdictData {
            id: names::part(difference.new, change.new),
            text: &difference.new[change.new].text,
            thesis: change.is_thesis,
            before: change.before.word(),
            after: change.after.word(),
        };
        let finding = |finding: &&'d Diagnostic| FindingData {
            rule: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity.word(),
            about: &finding.about,
            message: &finding.message,
        };
        Data {
            version: json::VERSION,
            old: difference.old_name,
            new: difference.new_name,
            same: difference.is_empty(),
            renamed: &difference.diff.renamed,
            keys: difference.diff.keys.iter().map(key).collect(),
            parts: difference.diff.parts.iter().map(part).collect(),
            grant: difference.grant,
            verdicts: difference.verdicts.iter().map(verdict).collect(),
            findings: difference.findings.map(|findings| FindingsData {
                appeared: findings.appeared.iter().map(finding).collect(),
                disappeared: findings.disappeared.iter().map(finding).collect(),
            }),
        }
    }
}

fn key(change: &Change) -> KeyData<'_> {
    let values = match &change.values {
        Values::Whole { old, new } => ValuesData::Whole { old, new },
        Values::Items { removed, added } => ValuesData::Items { removed, added },
    };
    KeyData { key: &change.key, values }
}

fn part(part: &Part) -> PartData<'_> {
    let (change, value, keys) = match &part.fate {
        Fate::Added(value) => ("added", Some(value), None),
        Fate::Removed(value) => ("removed", Some(value), None),
        Fate::Changed { changes, .. } => ("changed", None, Some(changes.iter().map(key).collect())),
    };
    let old_list = match &part.fate {
        Fate::Changed { old_list, .. } => *old_list,
        _ => None,
    };
    let ways = sections::ways(part);
    let (list, id, name) = (part.list, part.id.as_deref(), &*part.name);
    PartData { list, id, name, change, ways, old_list, value, keys }
}
