//! What a fix may change: where something was reported, and nothing else.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::{Diagnostic, Edit};
use crate::document::{Field, Reading, layout};
use crate::model::{Target, wording};
use crate::text::{FileId, SourceFile, Span};

/// Why changes are not safe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Objection {
    /// A fault was not there before.
    #[error("the text would have a new fault: {0}")]
    Fault(String),
    /// A part differs, and nothing was reported in it.
    #[error("{0} would change, of which nothing was reported")]
    Part(String),
    /// The value of a key of the map itself differs, and nothing was reported in it.
    #[error("`{0}` would change, of which nothing was reported")]
    Key(&'static str),
}

/// Whether a map read from a changed text differs from the one before only where something was
/// reported: `Ok` if it does.
///
/// `edits` are the changes of the root file, in order. A part of the map, or the value of one of
/// the file's keys, may differ if it holds a change, or a fault that is gone; further, an undercut
/// may appear with the step that it objects to. All other parts must be there as before and say
/// the same, in the order in which they stood, and no fault may be new. Linear in the length of
/// the texts, but for a logarithmic factor in the number of changes and faults.
///
/// # Errors
/// What differs besides, first of all new faults.
pub fn differs_only_where_reported(
    before: &Reading,
    after: &Reading,
    edits: &[Edit],
) -> Result<(), Objection> {
    let moved = Moved::new(edits);
    let gone = gone_faults(before, after, &moved)?;
    let old_text = before.files.first().map_or("", SourceFile::text);
    let new_text = after.files.first().map_or("", SourceFile::text);
    let old_edits = edits.iter().map(|edit| edit.place.span);
    let new_edits = moved.edits.iter().map(|(_, span)| *span);
    let new_gone = gone.iter().filter_map(|span| {
        let start = moved.to(span.start)?;
        Some(Span { start, end: start + (span.end - span.start) })
    });
    let old_reported = Regions::new(old_text, old_edits.chain(gone.iter().copied()));
    let new_reported = Regions::new(new_text, new_edits.chain(new_gone));
    parts(before, after, &moved, &old_reported, &new_reported)?;
    let touched = |text: &str, reported: &Regions| -> FxHashSet<String> {
        let members = layout::elements(text, Span::new(0, text.len())).into_iter();
        let touched = members.filter(|member| reported.meet(*member));
        touched.filter_map(|member| layout::key(text, member).map(str::to_owned)).collect()
    };
    let mut differing = before.map.differing_keys(&after.map).peekable();
    if differing.peek().is_none() {
        return Ok(());
    }
    let (old, new) = (touched(old_text, &old_reported), touched(new_text, &new_reported));
    match differing.find(|key| !old.contains(*key) && !new.contains(*key)) {
        Some(key) => Err(Objection::Key(key)),
        None => Ok(()),
    }
}

/// Where places of the old text are in the new one.
struct Moved {
    /// Each change, by its places in the old text and in the new one.
    edits: Vec<(Span, Span)>,
}

impl Moved {
    fn new(edits: &[Edit]) -> Moved {
        let mut delta = 0_i64;
        let moved = |edit: &Edit| {
            let span = edit.place.span;
            let start = (i64::from(span.start) + delta) as u32;
            delta += edit.text.len() as i64 - i64::from(span.end - span.start);
            (span, Span { start, end: start + edit.text.len() as u32 })
        };
        Moved { edits: edits.iter().map(moved).collect() }
    }

    /// Where an offset is in the new text; nothing if what stood there was changed.
    fn to(&self, offset: u32) -> Option<u32> {
        let next = self.edits.partition_point(|(old, _)| old.start <= offset);
        let Some((old, new)) = next.checked_sub(1).map(|at| self.edits[at]) else {
            return Some(offset);
        };
        (offset >= old.end).then(|| new.end + (offset - old.end))
    }
}

/// Places that something was reported of, as disjoint spans in order.
struct Regions {
    spans: Vec<Span>,
}

impl Regions {
    /// A key stands for itself and its value.
    fn new(text: &str, spans: impl Iterator<Item = Span>) -> Regions {
        let whole = spans.map(|span| {
            let is_text = text.as_bytes().get(span.range().start) == Some(&b'"');
            let value = if is_text { layout::value_of(text, span.end) } else { None };
            Span { start: span.start, end: value.map_or(span.end, |value| value.end) }
        });
        let mut all: Vec<Span> = whole.collect();
        all.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match spans.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => spans.push(span),
            }
        }
        Regions { spans }
    }

    /// Whether something was reported within a span or around it.
    fn meet(&self, span: Span) -> bool {
        let next = self.spans.partition_point(|reported| reported.end < span.start);
        self.spans.get(next).is_some_and(|reported| reported.start < span.end)
    }
}

/// The places of faults of the root file that are gone; or a fault that is new.
fn gone_faults(before: &Reading, after: &Reading, moved: &Moved) -> Result<Vec<Span>, Objection> {
    let key = |problem: &Diagnostic, is_moved: bool| {
        let place = problem.place()?;
        let is_own = place.file == FileId::ROOT;
        let start = place.span.start;
        let start = if is_own && is_moved { moved.to(start)? } else { start };
        Some((problem.rule.code, place.file, start))
    };
    let mut left: FxHashMap<_, usize> = FxHashMap::default();
    for problem in &after.problems {
        *left.entry(key(problem, false)).or_default() += 1;
    }
    let mut gone = Vec::new();
    for problem in &before.problems {
        let key = key(problem, true);
        match left.get_mut(&key).filter(|_| key.is_some()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => gone.extend(problem.place().filter(|place| place.file == FileId::ROOT)),
        }
    }
    for problem in &after.problems {
        if left.get(&key(problem, false)).is_some_and(|count| *count > 0) {
            return Err(Objection::Fault(problem.message.clone()));
        }
    }
    Ok(gone.into_iter().map(|place| place.span).collect())
}

/// Holds the parts of the root file against each other.
fn parts(
    before: &Reading,
    after: &Reading,
    moved: &Moved,
    old_reported: &Regions,
    new_reported: &Regions,
) -> Result<(), Objection> {
    let mut new: FxHashMap<u32, NodeIndex> =
        own_parts(after).map(|(n, at)| (at.start, n)).collect();
    for (part, span) in own_parts(before) {
        let other = moved.to(span.start).and_then(|start| new.remove(&start));
        let is_same = other.is_some_and(|other| before.map.has_same_part(part, &after.map, other));
        if !is_same && !old_reported.meet(span) {
            return Err(Objection::Part(wording::name(&before.map, part)));
        }
    }
    for (part, span) in own_parts(after) {
        let is_new = |part: NodeIndex| {
            let place = after.origins.node(part, Field::Whole);
            place.is_some_and(|place| new.get(&place.span.start) == Some(&part))
        };
        let with_its_target = || match after.map.as_inference(part).map(|id| after.map.target(id)) {
            Some(Target::Inference(step)) => is_new(step.node()),
            _ => false,
        };
        if is_new(part) && !new_reported.meet(span) && !with_its_target() {
            return Err(Objection::Part(wording::name(&after.map, part)));
        }
    }
    Ok(())
}

/// The parts of the root file and where each stands.
fn own_parts(reading: &Reading) -> impl Iterator<Item = (NodeIndex, Span)> + '_ {
    let nodes = reading.map.graph().node_indices();
    nodes.filter_map(|node| {
        let place = reading.origins.node(node, Field::Whole)?;
        (place.file == FileId::ROOT).then_some((node, place.span))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fixes::apply;
    use crate::text::Place;

    const MAP: &str = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
  "claims": [{ "id": "t", "text": "T" }, { "id": "a", "text": "A" }, { "id": "b", "text": "B" }],
  "supports": [{ "from": ["a", "a"], "to": "t" }, { "id": "s", "from": ["b"], "to": "x" }],
  "undercuts": [{ "id": "u", "from": ["a"], "to": "s" }] }"#;

    /// What is said of changes of the map; each is the text that is changed, where it stands
    /// first, and what comes in its place.
    fn said(changes: &[(&str, &str)]) -> Result<(), String> {
        let edit = |(old, new): &(&str, &str)| {
            let start = MAP.find(old).unwrap_or_else(|| panic!("no {old}"));
            let place = Place { file: FileId::ROOT, span: Span::new(start, start + old.len()) };
            Edit { place, text: (*new).to_owned() }
        };
        let edits: Vec<Edit> = changes.iter().map(edit).collect();
        let read = |text: &str| crate::read("map.json", text, &mut crate::document::no_imports);
        let (before, after) = (read(MAP), read(&apply(MAP, &edits)));
        let said = differs_only_where_reported(&before, &after, &edits);
        said.map_err(|objection| objection.to_string())
    }

    #[test]
    fn parts_may_differ_where_they_were_changed() {
        assert_eq!(said(&[(r#", "a"]"#, "]")]), Ok(()));
        assert_eq!(said(&[(r#"{ "from": ["a", "a"], "to": "t" }, "#, "")]), Ok(()));
        assert_eq!(said(&[(r#""title": "T""#, r#""title": "U""#)]), Ok(()));
    }

    #[test]
    fn a_step_may_appear_with_the_fault_that_hid_it_and_its_undercut_with_it() {
        assert_eq!(said(&[(r#""x""#, r#""t""#)]), Ok(()));
    }

    #[test]
    fn parts_of_which_nothing_was_reported_stay() {
        // The text of the other claim, seen from a change that does nothing.
        let read = |text: &str| crate::read("map.json", text, &mut crate::document::no_imports);
        let other = MAP.replace(r#""text": "B""#, r#""text": "C""#);
        let said = differs_only_where_reported(&read(MAP), &read(&other), &[]);
        assert_eq!(said, Err(Objection::Part("`b`".to_owned())));
        let other = MAP.replace(r#""title": "T""#, r#""title": "U""#);
        let said = differs_only_where_reported(&read(MAP), &read(&other), &[]);
        assert_eq!(said, Err(Objection::Key("title")));
        let start = MAP.find(r#""text": "B""#).unwrap();
        let place = Place { file: FileId::ROOT, span: Span::new(start, start + 1) };
        let edit = Edit { place, text: "\"".to_owned() };
        let swapped = MAP.replace(r#""id": "a", "text": "A""#, r#""id": "a", "text": "Z""#);
        let said = differs_only_where_reported(&read(MAP), &read(&swapped), &[edit]);
        assert_eq!(said, Err(Objection::Part("`a`".to_owned())));
    }

    #[test]
    fn no_fault_may_be_new() {
        let fault = said(&[(r#""t"],"#, r#""y"],"#)]);
        assert_eq!(fault, Err("the text would have a new fault: there is no claim `y`".to_owned()));
        let fault = said(&[(r#""x""#, r#""y""#)]);
        assert_eq!(fault, Err("the text would have a new fault: there is no claim `y`".to_owned()));
    }

    proptest! {
        #[test]
        fn regions_are_met_as_their_spans_are(
            spans in prop::collection::vec((0_u32..40, 0_u32..6), 0..8),
            start in 0_u32..40,
            length in 1_u32..6,
        ) {
            let of = |(start, length): &(u32, u32)| Span { start: *start, end: start + length };
            let regions = Regions::new("", spans.iter().map(of));
            let span = Span { start, end: start + length };
            let slow = spans.iter().map(of).any(|one| one.start < span.end && span.start <= one.end);
            prop_assert_eq!(regions.meet(span), slow);
        }
    }
}
