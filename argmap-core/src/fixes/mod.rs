//! Mending what can be mended safely: the fixes that findings carry, applied to the text of a map.
//!
//! A fix is applied only if the map that is read afterwards differs in nothing but what was
//! reported ([`differs_only_where_reported`]); comments stay, and a file in normal form stays in
//! normal form.

mod apply;
mod guard;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Edit, Fix, Rule};
use crate::document::{Loader, Reading, resolve};
use crate::formats::native;
use crate::text::{FileId, SourceFile};
pub use apply::{apply, together};
pub use guard::{Objection, differs_only_where_reported};

/// The rules whose findings can be mended, by code, and when.
pub static FIXABLE: &[(&str, &str)] = &[
    ("AM001", "the name is a slip of the pen of one declared name of the right kind"),
    ("AM003", "the key is a slip of the pen of one known key that the object lacks"),
    (
        "AM006",
        "a premise is repeated, or, in a map without faults of text or names, a repeated step has no id and says nothing that the first does not",
    ),
    ("AM015", "the word is a slip of the pen of one of the words allowed"),
    ("AM018", "both values are written the same"),
    ("AM706", "the rule of the entry is known"),
];

/// When findings of a rule can be mended; nothing if they never can.
pub fn fixable(rule: &Rule) -> Option<&'static str> {
    FIXABLE.iter().find(|(code, _)| *code == rule.code).map(|(_, when)| *when)
}

/// A map's text with its findings mended as far as that is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The text; that which was given if nothing was mended.
    pub text: String,
    /// How many findings of each rule were mended, by code.
    pub counts: BTreeMap<&'static str, usize>,
    /// The findings that were not mended, since more would have changed, in one sentence each.
    pub held_back: Vec<String>,
    /// Whether nothing was left that could be mended when it ended.
    pub is_finished: bool,
    /// Whether the text says that it is a map.
    pub is_map: bool,
    /// Whether the text is not JSON somewhere.
    pub is_broken: bool,
    /// Whether the map imports others, on which its findings may depend.
    pub has_imports: bool,
}

/// The text is read and checked again at most so often.
const MOST_ROUNDS: usize = 100;

/// Mends a map's findings and those that come to light by that, until nothing is left to mend.
///
/// `find` gives the findings of a reading. A text that is no map, or that is not JSON somewhere,
/// is left as it is. Each round is linear in the length of the text, but for what `find` takes;
/// fixes that touch each other wait for the next round, and there are 100 rounds at most.
///
/// ```
/// use argmap_core::check::{Options, check};
/// use argmap_core::document::no_imports;
///
/// let text = r#"{ "argmap": 1, "titel": "Rain" } // so far"#;
/// let find = |reading: &_| check(reading, Options::default());
/// let fixed = argmap_core::fixes::fix("rain.json", text, &mut no_imports, &find);
/// assert_eq!(fixed.text, r#"{ "argmap": 1, "title": "Rain" } // so far"#);
/// ```
pub fn fix(
    name: &str,
    text: &str,
    loader: &mut Loader,
    find: &dyn Fn(&Reading) -> Vec<Diagnostic>,
) -> Fixed {
    let mut read = |text: &str| resolve(SourceFile::new(name, text), native::read, loader);
    let mut fixed = Fixed { text: text.to_owned(), is_finished: true, ..Fixed::default() };
    let file = SourceFile::new(name, text);
    let (document, problems) = native::read(FileId::ROOT, &file);
    fixed.is_map = document.is_map;
    fixed.is_broken = problems.iter().any(|problem| problem.rule.code == "AM014");
    if !fixed.is_map || fixed.is_broken {
        return fixed;
    }
    let mut reading = read(text);
    let mut refused: BTreeSet<(&str, String)> = BTreeSet::new();
    fixed.is_finished = false;
    for _ in 0..MOST_ROUNDS {
        let found = find(&reading);
        let open = found.iter().filter_map(|finding| Some((finding, finding.fix.as_deref()?)));
        let is_open = |(finding, fix): &(&Diagnostic, &Fix)| {
            is_own(fix) && !refused.contains(&(finding.rule.code, finding.message.clone()))
        };
        let open: Vec<(&Diagnostic, &Fix)> = open.filter(is_open).collect();
        if open.is_empty() {
            fixed.is_finished = true;
            break;
        }
        let taken = together(open.iter().map(|(_, fix)| *fix));
        let mut batch: Vec<(&Diagnostic, &Fix)> =
            taken.into_iter().map(|number| open[number]).collect();
        loop {
            let mut edits: Vec<Edit> =
                batch.iter().flat_map(|(_, fix)| fix.edits.iter().cloned()).collect();
            edits.sort_by_key(|edit| edit.place);
            let mended = apply(&fixed.text, &edits);
            let again = read(&mended);
            match differs_only_where_reported(&reading, &again, &edits) {
                Ok(()) => {
                    for (finding, _) in &batch {
                        *fixed.counts.entry(finding.rule.code).or_default() += 1;
                    }
                    (fixed.text, reading) = (mended, again);
                    break;
                }
                Err(objection) if batch.len() == 1 => {
                    let (rule, message) = (batch[0].0.rule, batch[0].0.message.clone());
                    fixed.held_back.push(format!("{} {message}: {objection}", rule.code));
                    refused.insert((rule.code, message));
                    break;
                }
                Err(_) => batch.truncate(batch.len() / 2),
            }
        }
    }
    fixed.has_imports = !reading.map.imports().is_empty();
    if fixed.text != text && native::format(text).is_ok_and(|formatted| formatted == text) {
        normalise(&mut fixed.text, &reading, &mut read);
    }
    fixed
}

/// Whether a fix changes the file that was asked for, and nothing else.
fn is_own(fix: &Fix) -> bool {
    fix.edits.iter().all(|edit| edit.place.file == FileId::ROOT)
}

/// Puts a text into normal form, unless it would be read as another map.
fn normalise(text: &mut String, reading: &Reading, read: &mut dyn FnMut(&str) -> Reading) {
    let Ok(formatted) = native::format(text) else { return };
    let again = read(&formatted);
    if again.map == reading.map && again.problems.len() == reading.problems.len() {
        *text = formatted;
    }
}
