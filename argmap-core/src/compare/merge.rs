//! Two versions of a map with a common origin made one.
//!
//! What is merged is what the files mean: the keys of the same parts, the elements of their lists.
//! The result is our file with the changes of theirs in it; comments, order and layout stay. Where
//! both sides changed one thing otherwise, ours stays in its place and all versions go to the list
//! `unmerged`, of which [`check`](crate::check()) tells.
//!
//! ```
//! use argmap_core::compare::merge::{Versions, merge};
//! use argmap_core::document::no_imports;
//!
//! let base = r#"{ "argmap": 1, "title": "Rain", "claims": [{ "id": "wet", "text": "It is wet." }] }"#;
//! let ours = base.replace("Rain", "Weather");
//! let theirs = base.replace("wet\",", "damp\",");
//! let versions = Versions { base, ours: &ours, theirs: &theirs };
//! let merged = merge(&versions, "rain.json", &mut no_imports).unwrap();
//! assert!(merged.is_clean());
//! assert_eq!(merged.text, ours.replace("wet\",", "damp\","));
//! ```

mod assemble;
mod file;
mod lines;
mod names;
mod side;
mod tree;
mod units;
mod values;

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::document::problems::{duplicate_key, syntax, unmerged};
use crate::document::{Loader, Reading, resolve};
use crate::formats::native;
use crate::model::wording;
use crate::text::{FileId, SourceFile, Span};
pub use file::Joined;
pub use lines::merge_lines;
use side::{BASE, OURS, Side, THEIRS};
use tree::{Container, Style, beyond, remarks};
use values::Merger;

/// Three versions of a file.
#[derive(Clone, Copy, Debug)]
pub struct Versions<'t> {
    /// The version from which the others come; empty where they have none.
    pub base: &'t str,
    /// The version into which the other is merged.
    pub ours: &'t str,
    /// The other.
    pub theirs: &'t str,
}

/// Two versions as one.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// How many entries of the file's lists theirs added, changed and removed.
    pub joined: Joined,
    /// What both sides changed otherwise: all of it is in the text's `unmerged`.
    pub conflicts: Vec<Conflict>,
    /// The faults of text and names that neither side had, in one line each.
    pub faults: Vec<String>,
    /// Comments that are no more in the text, though a side added them: which side, and the comment.
    pub lost_comments: Vec<(&'static str, String)>,
}

impl Merged {
    /// Whether nothing is left to decide.
    pub fn is_clean(&self) -> bool {
        self.conflicts.is_empty() && self.faults.is_empty()
    }
}

/// A value of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The value, as it is written there.
    pub text: String,
    /// The line on which it starts, counted from 1.
    pub line: usize,
}

/// What both sides changed otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The list of the part; nothing for a key of the file itself.
    pub list: Option<&'static str>,
    /// Its id, or the word by which it is known, if it has one.
    pub at: Option<String>,
    /// The key; nothing where the part as a whole is meant.
    pub key: Option<String>,
    /// The value in the version from which both come.
    pub base: Option<Written>,
    /// Our value; nothing where ours has none.
    pub ours: Option<Written>,
    /// Their value; nothing where theirs has none.
    pub theirs: Option<Written>,
}

impl Conflict {
    /// What is in conflict, in words.
    pub fn name(&self) -> String {
        let part = self.list.map(|list| wording::part_of_list(list, self.at.as_deref()));
        match (part, &self.key) {
            (Some(part), Some(key)) => format!("`{key}` of {part}"),
            (Some(part), None) => part,
            (None, key) => format!("`{}` of the map", key.as_deref().unwrap_or("")),
        }
    }

    /// The entry of `unmerged` that keeps it.
    fn entry(&self, style: &Style) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let words = [("list", self.list), ("at", self.at.as_deref()), ("key", self.key.as_deref())];
        let words = words.iter().filter_map(|(key, word)| Some((*key, text((*word)?))));
        let values = [("base", &self.base), ("ours", &self.ours), ("theirs", &self.theirs)];
        let values =
            values.iter().filter_map(|(key, value)| Some((*key, value.as_ref()?.text.clone())));
        let (newline, indent) = (style.newline, style.indent);
        let members = words.chain(values).map(|(key, value)| {
            // A comment to the end of the line would take in what follows.
            format!("{newline}{indent}  \"{key}\": {value}")
        });
        let members: Vec<String> = members.collect();
        format!("{{{}{newline}{indent}}}", members.join(","))
    }
}

/// Why versions cannot be merged by what they mean.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotMerged {
    /// A version is not JSON, or has a key twice in an object.
    #[error("{side} cannot be read: {fault}")]
    Broken {
        /// Which version.
        side: &'static str,
        /// The fault and its line and column.
        fault: String,
    },
    /// A version is no map.
    #[error("{side} is no map: it has no key `argmap`")]
    NoMap {
        /// Which version.
        side: &'static str,
    },
    /// What the merge made could not be read again. The versions are untouched.
    #[error("what came out could not be read again: {0}")]
    Unreadable(String),
}

const NAMES: [&str; 3] = ["the common origin", "our version", "their version"];

/// The lines of the versions.
pub(crate) struct Lines {
    files: [SourceFile; 3],
}

impl Lines {
    fn new(texts: [&str; 3]) -> Lines {
        Lines { files: texts.map(|text| SourceFile::new("", text)) }
    }

    fn written(&self, side: usize, text: String, span: Option<Span>) -> Written {
        let start = span.map_or(0, |span| span.start);
        Written { text, line: self.files[side].position(start).line }
    }
}

/// Merges two versions of a map that come from a third.
///
/// `name` is the name of the map's file, and `loader` gives what it imports, as in
/// [`read`](crate::read()). A version that is as the one before, byte for byte, gives the other as
/// it is. Linear in the length of the versions, but for what
/// [`matching`](super::diff::matching::matching()) and [`merge_lines`] take.
///
/// # Errors
/// If a version is not JSON or no map; a base of nothing but white space is as a map without parts.
pub fn merge(versions: &Versions, name: &str, loader: &mut Loader) -> Result<Merged, NotMerged> {
    let Versions { base, ours, theirs } = *versions;
    let whole = |text: &str| Merged { text: text.to_owned(), ..Merged::default() };
    if base == theirs || ours == theirs {
        return Ok(whole(ours));
    }
    if base == ours {
        return Ok(whole(theirs));
    }
    let base = if base.trim().is_empty() { "{}" } else { base };
    let texts = [base, ours, theirs];
    for side in [BASE, OURS, THEIRS] {
        judge(texts[side], side, base == "{}")?;
    }
    let mut read = |text: &str| resolve(SourceFile::new(name, text), native::read, loader);
    let readings = texts.map(&mut read);
    let sides = texts.map(Side::new);
    let mut units = units::units(readings.each_ref(), &sides);
    let lines = Lines::new(texts);
    let (renames, conflicts) = units::renames(&mut units, &sides, &lines);
    // From here on a part has one name in all versions.
    let renamed = renames
        .iter()
        .any(|renames| !renames.is_empty())
        .then(|| [BASE, OURS, THEIRS].map(|side| names::renamed(&sides[side], &renames[side])));
    let (texts, sides, lines) = match &renamed {
        Some(texts) => {
            let texts = texts.each_ref().map(String::as_str);
            (texts, texts.map(Side::new), Lines::new(texts))
        }
        None => (texts, sides, lines),
    };
    units::join_added(&mut units, &sides);
    let newline = if ours.contains("\r\n") { "\r\n" } else { "\n" };
    let mut merger = Merger { sides: &sides, lines: &lines, newline, conflicts };
    let (text, joined) = merger.file(&units);
    let conflicts = merger.conflicts;
    let mut merged = Merged { text, joined, conflicts, ..Merged::default() };
    if merged.conflicts.is_empty() {
        if let Some(text) = by_lines(texts, &merged.text) {
            merged.text = text;
        }
    } else {
        let entries = |style: &Style| merged.conflicts.iter().map(|c| c.entry(style)).collect();
        merged.text = with_unmerged(&merged.text, newline, entries);
    }
    if native::format(ours).is_ok_and(|formatted| formatted == ours)
        && let Ok(formatted) = native::format(&merged.text)
    {
        merged.text = formatted;
    }
    let result = read(&merged.text);
    if let Some(problem) = unreadable(&result.problems) {
        return Err(NotMerged::Unreadable(problem.message.clone()));
    }
    let found = faults(&result);
    if !found.is_empty() {
        let known = match &renamed {
            Some(texts) => [OURS, THEIRS].map(|side| faults(&read(&texts[side]))),
            None => [OURS, THEIRS].map(|side| faults(&readings[side])),
        };
        merged.faults = new_faults(found, known);
    }
    let remarks = [base, ours, theirs, &merged.text].map(remarks);
    for (number, side) in [(OURS, "ours"), (THEIRS, "theirs")] {
        let lost = beyond(remarks[number].clone(), &[&remarks[BASE], &remarks[3]]);
        merged.lost_comments.extend(lost.into_iter().map(|comment| (side, comment.to_owned())));
    }
    Ok(merged)
}

/// Whether a version can be merged.
fn judge(text: &str, side: usize, is_empty: bool) -> Result<(), NotMerged> {
    if side == BASE && is_empty {
        return Ok(());
    }
    let file = SourceFile::new("", text);
    let (document, problems) = native::read(FileId::ROOT, &file);
    let side = NAMES[side];
    if let Some(problem) = unreadable(&problems) {
        let at = problem.place().map(|place| file.position(place.span.start));
        let at = at.map_or(String::new(), |at| format!(", line {}, column {}", at.line, at.column));
        return Err(NotMerged::Broken { side, fault: format!("{}{at}", problem.message) });
    }
    if document.is_map { Ok(()) } else { Err(NotMerged::NoMap { side }) }
}

/// A fault after which not all that stands in a text is known.
fn unreadable(problems: &[Diagnostic]) -> Option<&Diagnostic> {
    let is_own = |problem: &Diagnostic| problem.place().is_some_and(|at| at.file == FileId::ROOT);
    let codes = [syntax::RULE.code, duplicate_key::RULE.code];
    problems.iter().find(|problem| is_own(problem) && codes.contains(&problem.rule.code))
}

/// The versions merged by lines, if that means the same as what was merged by meaning: it keeps
/// the comments of both sides where they stand.
fn by_lines([base, ours, theirs]: [&str; 3], merged: &str) -> Option<String> {
    let text = merge_lines(base, ours, theirs)?.ok()?;
    let (_, problems) = native::read(FileId::ROOT, &SourceFile::new("", text.as_str()));
    if unreadable(&problems).is_some() || Side::new(&text).meaning() != Side::new(merged).meaning()
    {
        return None;
    }
    Some(text)
}

/// A text with further entries in its `unmerged`.
fn with_unmerged(
    text: &str,
    newline: &'static str,
    entries: impl Fn(&Style) -> Vec<String>,
) -> String {
    let side = Side::new(text);
    let lead = |container: &Container| {
        container.chunks.first().map_or("", |chunk| &text[chunk.lead.range()])
    };
    let outer = Style::of(lead(&side.root), newline);
    let list = side
        .members
        .iter()
        .find(|member| member.key == "unmerged" && text[member.value.range()].starts_with('['));
    if let Some(member) = list {
        let list = Container::new(text, member.value);
        let style = Style::of(lead(&list), newline);
        let indent = format!("{}  ", outer.indent);
        let style = if style.is_spread { style } else { Style { indent: &indent, ..style } };
        return appended(text, &list, &entries(&style), &style, outer.indent);
    }
    let indent = if outer.is_spread { outer.indent } else { "  " };
    let inner = format!("{indent}  ");
    let style = Style { is_spread: true, indent: &inner, newline };
    let entries = entries(&style).join(&format!(",{newline}{inner}"));
    let member = format!("\"unmerged\": [{newline}{inner}{entries}{newline}{indent}]");
    let style = Style { indent, ..style };
    appended(text, &side.root, &[member], &style, "")
}

/// A text in which a list or an object has further elements, each on a line of its own.
fn appended(text: &str, to: &Container, more: &[String], style: &Style, outer: &str) -> String {
    let (newline, indent) = (style.newline, style.indent);
    let more = more.join(&format!(",{newline}{indent}"));
    let tail = &text[to.tail.range()];
    let rest = &text[to.tail.range().end..];
    let comma = if to.has_trailing_comma() { "," } else { "" };
    // What closes it stands on a line of its own as well.
    let end = if tail.contains('\n') { String::new() } else { format!("{newline}{outer}") };
    let Some(last) = to.chunks.last() else {
        let start = &text[..to.span.range().start + 1];
        return format!("{start}{newline}{indent}{more}{tail}{end}{rest}");
    };
    let trail = &text[last.body.range().end..last.trail.range().end];
    let start = &text[..last.body.range().end];
    let first_comma = if last.has_comma { "" } else { "," };
    format!("{start}{first_comma}{trail}{newline}{indent}{more}{comma}{tail}{end}{rest}")
}

/// The faults of text and names of a reading's root file, but for what is not merged: each with its
/// line.
fn faults(reading: &Reading) -> Vec<(String, usize)> {
    let own = reading.problems.iter().filter_map(|problem| {
        let place = problem.place().filter(|place| place.file == FileId::ROOT)?;
        let line = reading.file(place).position(place.span.start).line;
        let is_known = problem.rule.code == unmerged::RULE.code;
        (!is_known).then(|| (format!("{} {}", problem.rule.code, problem.message), line))
    });
    own.collect()
}

/// The faults that are not known, in one line each.
fn new_faults(found: Vec<(String, usize)>, known: [Vec<(String, usize)>; 2]) -> Vec<String> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for (message, _) in known.into_iter().flatten() {
        *counts.entry(message).or_default() += 1;
    }
    let is_new = |(message, _): &(String, usize)| match counts.get_mut(message) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let new = found.into_iter().filter(is_new);
    new.map(|(message, line)| format!("line {line}: {message}")).collect()
}
