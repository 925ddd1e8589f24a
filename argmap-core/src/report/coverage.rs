//! What a map has of each paragraph of the text that it reads.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::check::quotations::{paragraphs, paragraphs_at, references};
use crate::model::{Map, Section, SourceId};
use crate::report::{json, names};

/// The paragraphs of a text without their words: it can be published where the text cannot be, and
/// tells whether a text at hand is the one that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// The version of this object: [`json::VERSION`].
    #[serde(rename = "argmap-index")]
    pub version: u32,
    /// The id of the source in the map.
    pub source: String,
    /// The paragraphs in the order of the text; headings are none.
    pub paragraphs: Vec<Entry>,
}

/// A paragraph of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its locator.
    pub at: String,
    /// The SHA-256 of its lines, without white space at either end: 64 hexadecimal digits.
    pub sha256: String,
    /// Why a map has no claim of it, if that is as it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nothing: Option<String>,
}

impl Index {
    /// The index of a text; linear in its length. The digest is that of FIPS 180-4.
    pub fn new(source: &str, text: &str, sections: &[Section]) -> Index {
        let entry = |it: crate::check::quotations::Paragraph| Entry {
            at: it.at,
            sha256: Sha256::digest(it.text).iter().map(|byte| format!("{byte:02x}")).collect(),
            nothing: None,
        };
        let paragraphs = paragraphs(text, sections).into_iter().map(entry).collect();
        Index { version: json::VERSION, source: source.to_owned(), paragraphs }
    }

    /// Takes over why there is no claim of a paragraph, wherever it stands now.
    pub fn keep_reasons(&mut self, old: &Index) {
        let reasons = old.paragraphs.iter().filter(|entry| entry.nothing.is_some());
        let reasons: FxHashMap<&str, &Entry> =
            reasons.map(|entry| (entry.sha256.as_str(), entry)).collect();
        for entry in &mut self.paragraphs {
            entry.nothing = reasons.get(entry.sha256.as_str()).and_then(|old| old.nothing.clone());
        }
    }

    /// The paragraphs of this index that are not the same in another, and those that only the other
    /// has, each once.
    pub fn changed(&self, other: &Index) -> Vec<String> {
        let digests = |index: &Index| -> FxHashMap<String, String> {
            let all = index.paragraphs.iter();
            all.map(|entry| (entry.at.clone(), entry.sha256.clone())).collect()
        };
        let (ours, theirs) = (digests(self), digests(other));
        let all = self.paragraphs.iter().chain(&other.paragraphs).map(|entry| &entry.at);
        let mut changed: Vec<String> =
            all.filter(|at| ours.get(*at) != theirs.get(*at)).cloned().collect();
        let mut seen = rustc_hash::FxHashSet::default();
        changed.retain(|at| seen.insert(at.clone()));
        changed
    }
}

/// What a map has of a text.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The file.
    pub file: String,
    /// The source.
    pub source: String,
    /// The paragraphs in the order of the text.
    pub paragraphs: Vec<Covered>,
}

/// What a map has of a paragraph.
#[derive(Debug, Serialize)]
pub struct Covered {
    /// The paragraph.
    pub at: String,
    /// The claims that somebody asserts, denies, grants or supports there.
    pub claims: Vec<String>,
    /// The steps that are drawn or supported there.
    pub steps: Vec<String>,
    /// Why there are no claims, if that is as it should be.
    pub nothing: Option<String>,
}

impl Covered {
    /// Whether the map has no claim of it, and nobody says why. Steps alone do not cover a
    /// paragraph: one may be placed in many.
    pub fn is_open(&self) -> bool {
        self.claims.is_empty() && self.nothing.is_none()
    }

    /// Whether the map has claims of it although there are said to be none.
    pub fn is_needless(&self) -> bool {
        self.nothing.is_some() && !self.claims.is_empty()
    }
}

/// What a map, without those that it imports, has of each paragraph of an index; linear in the size
/// of the map and of the index, and in the paragraphs that its locators name.
pub fn coverage(file: &str, map: &Map, source: SourceId, index: &Index) -> Coverage {
    let sections = &map[source].sections;
    let entries = index.paragraphs.iter();
    let mut covered: Vec<Covered> = entries
        .map(|entry| {
            let (at, nothing) = (entry.at.clone(), entry.nothing.clone());
            Covered { at, claims: Vec::new(), steps: Vec::new(), nothing }
        })
        .collect();
    let numbers: FxHashMap<&str, usize> =
        index.paragraphs.iter().enumerate().map(|(number, it)| (it.at.as_str(), number)).collect();
    for reference in references(map).iter().filter(|reference| reference.source == source) {
        let Some(at) = reference.at else { continue };
        let there = paragraphs_at(at, sections);
        for number in there.map_while(|at| numbers.get(at.as_str())) {
            let covered = &mut covered[*number];
            let is_claim = map.as_claim(reference.part).is_some();
            let parts = if is_claim { &mut covered.claims } else { &mut covered.steps };
            let name = names::part(map, reference.part);
            if !parts.contains(&name) {
                parts.push(name);
            }
        }
    }
    let source = names::part(map, source.node());
    Coverage { version: json::VERSION, file: file.to_owned(), source, paragraphs: covered }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::no_imports;

    const TEXT: &str = "A title\n\nOne\n\nFirst\nparagraph.\n\nSecond.\n\nTwo\n\nThird.\n";

    const MAP: &str = r#"{ "argmap": 1, "title": "T", "holders": [{ "id": "h", "name": "H" }],
      "sources": [{ "id": "s", "type": "book", "title": "S", "text": "s.txt",
        "sections": [{ "id": "1", "heading": "One" }, { "id": "2", "heading": "Two" }] }],
      "claims": [
        { "id": "a", "text": "A.", "commitments": [{ "holder": "h", "source": "s", "at": "1 ¶1-9" }] },
        { "id": "b", "text": "B.", "cite": [{ "source": "s", "at": "1 ¶2" }, { "source": "s", "at": "p. 4" }] }],
      "supports": [{ "id": "i", "from": ["a"], "to": "b", "by": "h", "source": "s", "at": "1 ¶2" }] }"#;

    fn covered() -> (Index, Coverage) {
        let reading = crate::read("map.json", MAP, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let (source, about) = reading.map.sources().next().unwrap();
        let index = Index::new("s", TEXT, &about.sections);
        let coverage = coverage("map.json", &reading.map, source, &index);
        (index, coverage)
    }

    #[test]
    fn each_paragraph_has_the_parts_that_name_it() {
        let (_, coverage) = covered();
        let found: Vec<(&str, String, String)> = coverage
            .paragraphs
            .iter()
            .map(|it| (it.at.as_str(), it.claims.join(" "), it.steps.join(" ")))
            .collect();
        let row = |at, claims: &str, steps: &str| (at, claims.to_owned(), steps.to_owned());
        assert_eq!(
            found,
            [
                row("paragraph 1 before the first section", "", ""),
                row("1 ¶1", "a", ""),
                row("1 ¶2", "a b", "i"),
                row("2 ¶1", "", ""),
            ]
        );
        assert!(coverage.paragraphs[3].is_open() && !coverage.paragraphs[2].is_open());
    }

    #[test]
    fn digests_are_those_of_the_lines() {
        let (index, _) = covered();
        // printf 'First\nparagraph.' | sha256sum
        let digest = "96dc318e77bb03f6b0483a5c7c4131a0bcfc55083c9061619f944a2c5840838d";
        assert_eq!(index.paragraphs[1].sha256, digest);
    }

    #[test]
    fn reasons_follow_their_paragraph_and_changes_are_told() {
        let (mut old, _) = covered();
        old.paragraphs[3].nothing = Some("It only closes the text.".to_owned());
        let reading = crate::read("map.json", MAP, &mut no_imports);
        let sections = &reading.map.sources().next().unwrap().1.sections;
        let text = TEXT.replace("Second.", "Changed.").replace("Two\n\n", "Two\n\nNew.\n\n");
        let mut new = Index::new("s", &text, sections);
        new.keep_reasons(&old);
        let reasons: Vec<bool> = new.paragraphs.iter().map(|it| it.nothing.is_some()).collect();
        assert_eq!(reasons, [false, false, false, false, true]);
        assert_eq!(old.changed(&new), ["1 ¶2", "2 ¶1", "2 ¶2"]);
        assert!(new.changed(&new).is_empty());
    }
}
