//! What must hold of any input whatever; called by the fuzz targets and by the property tests.
//! Each function panics on what must not be.

use argmap_core::check::{Options, check, levels};
use argmap_core::compare::diff::diff;
use argmap_core::compare::merge::{Versions, merge};
use argmap_core::diagnostic::Tier;
use argmap_core::document::{ImportFault, Loaded, Reading};
use argmap_core::formats::native::{format, write};
use argmap_core::text::Place;

/// The text of every source that names one.
const TEXT: &str =
    "One\n\nIt rained3, but not all night.\n\nTwo\n\nThe gauge – “the old one” – held 9 mm.\n";

/// Any bytes are read and checked without a panic, and what is found lies within them; what was
/// understood survives a write and a read; normal form changes nothing when it is made again, and
/// means what a text that is JSON meant.
pub fn reader(bytes: &[u8]) {
    let reading = read(bytes);
    let options = Options {
        tier: Tier::Auditor,
        strict: true,
        texts: &|_| Some(TEXT.to_owned()),
        levels: &levels::NONE,
        thresholds: Default::default(),
    };
    for finding in check(&reading, options) {
        finding
            .labels
            .iter()
            .filter_map(|label| label.place)
            .for_each(|place| lies_in(&reading, place));
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            lies_in(&reading, edit.place);
        }
    }
    let written = write(&reading.map);
    let again = read(written.as_bytes());
    assert!(again.map == reading.map, "what is written is read otherwise:\n{written}");
    assert_eq!(write(&again.map), written, "what is written differs when written again");
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(formatted) = format(text) else { return };
    let same = format(&formatted).expect("normal form can be laid out");
    assert_eq!(same, formatted, "normal form is not stable");
    // What is no JSON may be mended by the way.
    let is_json = reading.problems.iter().all(|problem| problem.rule.code != "AM014");
    assert!(
        !is_json || read(formatted.as_bytes()).map == reading.map,
        "normal form means something else:\n{formatted}"
    );
}

/// Three texts, parted by form feeds, are merged without a panic if they can be: what comes out is
/// read, has no fault that is not told, and taking a side's version over the origin gives that side.
pub fn versions(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut texts = text.splitn(3, '\u{c}');
    let base = texts.next().unwrap_or("");
    let ours = texts.next().unwrap_or(base);
    let theirs = texts.next().unwrap_or(ours);
    let merged = |base, ours, theirs| {
        merge(&Versions { base, ours, theirs }, "map.json", &mut loader(ours.as_bytes()))
    };
    let maps = [base, ours, theirs].map(|text| read(text.as_bytes()).map);
    let difference = diff(&maps[0], &maps[1]);
    assert!(diff(&maps[1], &maps[1]).is_empty(), "a map differs from itself");
    if let Ok(result) = merged(base, ours, theirs) {
        let reading = read(result.text.as_bytes());
        let codes = |reading: &Reading| {
            let problems = reading.problems.iter().filter(|it| it.rule.code != "AM023");
            problems.map(|it| it.rule.code).collect::<std::collections::BTreeSet<_>>()
        };
        let sides = [base, ours, theirs].map(|text| codes(&read(text.as_bytes())));
        let known = |code: &&str| sides.iter().any(|side| side.contains(*code));
        let new = codes(&reading);
        let new: Vec<_> = new.iter().filter(|code| !known(code)).collect();
        assert!(
            new.is_empty() || !result.is_clean(),
            "a merge made {new:?} and does not tell:\n{}",
            result.text
        );
    }
    if let Ok(result) = merged(base, ours, base) {
        assert!(result.conflicts.is_empty(), "our side alone is in conflict");
        let taken = diff(&maps[0], &read(result.text.as_bytes()).map);
        assert_eq!(taken.is_empty(), difference.is_empty(), "our side alone is not taken");
    }
}

/// Reads a map that may import itself and one other file.
fn read(bytes: &[u8]) -> Reading {
    argmap_core::read("map.json", bytes, &mut loader(bytes))
}

/// Gives the texts that a map may import.
fn loader(bytes: &[u8]) -> impl FnMut(&str, &str) -> Result<Loaded, ImportFault> {
    move |_: &str, path: &str| match path {
        "map.json" => Ok(Loaded { name: path.to_owned(), bytes: bytes.to_vec() }),
        "other.json" => {
            let other =
                r#"{ "argmap": 1, "title": "Other", "claims": [{ "id": "a", "text": "A." }] }"#;
            Ok(Loaded { name: path.to_owned(), bytes: other.into() })
        }
        _ => Err(ImportFault::Missing),
    }
}

/// A place lies in its file, between letters.
fn lies_in(reading: &Reading, place: Place) {
    let file = reading.file(place);
    let text = file.text();
    assert!(text.get(place.span.range()).is_some(), "{place:?} lies outside of its text");
    file.position(place.span.start);
    file.position(place.span.end);
}
