//! Quotations and places, held against the sources' texts.
//!
//! Commitments, citations and the passages where steps are drawn may quote a source and say where
//! in it. [`examine`] looks all of them up, as far as the texts are at hand.

mod locator;
mod text;

use std::ops::Range;

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::FxHashMap;

use super::{Context, Texts};
use crate::document::Field;
use crate::model::{Edge, Map, Passage, Section, SourceId};
use crate::text::{FileId, Place};
use locator::{SectionName, locator};
use text::{Quotation, SourceText, fold};

/// So many bytes of texts are searched for quotations that are not where their locators say;
/// those that come after are not verified.
pub const MOST_SEARCHED: usize = 4 << 30;

/// So many places of one quotation are named.
const MOST_PLACES: usize = 3;

/// So many bytes may be left out of a quotation unmarked for it to be recognised still.
const WIDEST_GAP: usize = 2000;

/// At so many places where a quotation's first words stand, the rest is looked for.
const MOST_BEGINNINGS: usize = 50;

/// A place in the map that refers to a source.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'m> {
    /// The claim or step.
    pub part: NodeIndex,
    /// The commitment or citation; nothing for the passage where a step is drawn.
    pub edge: Option<EdgeIndex>,
    /// The source.
    pub source: SourceId,
    /// The locator, unless blank.
    pub at: Option<&'m str>,
    /// The quotation.
    pub quote: Option<&'m str>,
}

impl Reference<'_> {
    /// Where a field of the reference was written.
    pub fn place(&self, context: &Context, field: Field) -> Option<Place> {
        match self.edge {
            Some(edge) => context.edge(edge, field),
            None => context.field(self.part, field).or_else(|| context.place(self.part)),
        }
    }
}

/// What came of looking a reference up.
#[derive(Debug)]
pub struct Examined<'m> {
    /// The reference.
    pub reference: Reference<'m>,
    /// What came of the locator.
    pub located: Located,
    /// What came of the quotation.
    pub quoted: Quoted,
}

/// What came of a locator.
#[derive(Debug, PartialEq, Eq)]
pub enum Located {
    /// There is none, or it cannot be looked up.
    Unchecked,
    /// The place is there.
    There,
    /// The source has no such section.
    NoSection(String),
    /// A paragraph is not there; how many there are.
    NoParagraph(usize),
}

/// What came of a quotation.
#[derive(Debug, PartialEq, Eq)]
pub enum Quoted {
    /// There is none, or its source names no text.
    Nothing,
    /// The text that the source names is not at hand.
    NotAtHand,
    /// The search had become too long.
    NotSearched,
    /// It stands where the locator says.
    There,
    /// It stands in the text, and no place that can be looked up says where; where it stands.
    Somewhere(Vec<String>),
    /// It stands in another place than the locator says; where.
    Elsewhere(Vec<String>),
    /// The text does not contain it; what comes near.
    Missing(Option<Near>),
}

/// What comes near a quotation that a text does not contain.
#[derive(Debug, PartialEq, Eq)]
pub enum Near {
    /// It is there but for the digits of footnotes; where.
    WithoutFootnotes(String),
    /// It is there with words left out and no mark of that; the words before the gap, and where.
    WithGap(String, String),
    /// Its first words are there; those words, and where.
    Beginning(String, String),
}

/// Whether a place can be written as a locator that can be looked up.
pub fn is_locator(place: &str, sections: &[Section]) -> bool {
    let found = locator(place, sections);
    found.is_some_and(|found| !matches!(found.section, Some(SectionName::Unknown(_))))
}

/// The references of the root file that name a source, in the order of the map: those of claims,
/// stands before evidence, then those of steps.
pub fn references(map: &Map) -> Vec<Reference<'_>> {
    let mut found: Vec<(u8, Reference)> = Vec::new();
    for (number, edge) in map.graph().raw_edges().iter().enumerate() {
        let (order, source, at, quote) = match &edge.weight {
            Edge::Commits(stand) => match stand.source {
                Some(source) => (0, source, &stand.at, &stand.quote),
                None => continue,
            },
            Edge::Cites(citation) => {
                let Passage { source, at, quote } = &citation.passage;
                (if map.as_claim(edge.target()).is_some() { 1 } else { 3 }, *source, at, quote)
            }
            _ => continue,
        };
        let (part, edge) = (edge.target(), Some(EdgeIndex::new(number)));
        found.push((order, reference(part, edge, source, at, quote)));
    }
    for (step, inference) in map.inferences() {
        if let Some(passage) = &inference.passage {
            let Passage { source, at, quote } = &**passage;
            found.push((2, reference(step.node(), None, *source, at, quote)));
        }
    }
    found.retain(|(_, reference)| map.file_of(reference.part) == FileId::ROOT);
    // Claims before steps; edges are in order already.
    found.sort_by_key(|(order, reference)| (*order > 1, reference.part, *order));
    found.into_iter().map(|(_, reference)| reference).collect()
}

fn reference<'m>(
    part: NodeIndex,
    edge: Option<EdgeIndex>,
    source: SourceId,
    at: &'m Option<Box<str>>,
    quote: &'m Option<Box<str>>,
) -> Reference<'m> {
    let at = at.as_deref().filter(|at| !at.trim().is_empty());
    Reference { part, edge, source, at, quote: quote.as_deref() }
}

/// Looks up the places and quotations of the root file's references, in the order of the map.
///
/// Linear in the size of the map, in that of the texts, and in the paragraphs or sections that
/// locators name; a quotation that has no locator, or does not stand where it says, is searched
/// for in the whole text, up to [`MOST_SEARCHED`] bytes for all.
pub fn examine<'m>(map: &'m Map, texts: &Texts) -> Vec<Examined<'m>> {
    let mut library = Library { texts, cut: FxHashMap::default(), searched: 0 };
    let references = references(map).into_iter();
    references.map(|reference| library.examine(map, reference)).collect()
}

/// The numbers of those sections of a source whose headings its text does not have; none where
/// the text is not at hand.
pub fn lost_sections(map: &Map, source: SourceId, texts: &Texts) -> Vec<usize> {
    let source = &map[source];
    if source.sections.is_empty() {
        return Vec::new();
    }
    let Some(text) = source.text.as_deref().and_then(texts) else { return Vec::new() };
    let text = SourceText::new(&text, &source.sections);
    (0..source.sections.len()).filter(|section| !text.has_section(*section)).collect()
}

/// Quotations that could not be held against their sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unverified {
    /// How many quotations.
    pub quotations: usize,
    /// The texts that were not at hand, in the order of the map.
    pub texts: Vec<String>,
    /// Whether some were not searched for because the search had become too long.
    pub stopped: bool,
}

/// The quotations of the root file that could not be verified although their sources name texts.
pub fn unverified(map: &Map, texts: &Texts) -> Unverified {
    let mut unverified = Unverified::default();
    let mut named = rustc_hash::FxHashSet::default();
    for examined in examine(map, texts) {
        match examined.quoted {
            Quoted::NotAtHand => {
                let name = map[examined.reference.source].text.as_deref().unwrap_or_default();
                if named.insert(name) {
                    unverified.texts.push(name.to_owned());
                }
            }
            Quoted::NotSearched => unverified.stopped = true,
            _ => continue,
        }
        unverified.quotations += 1;
    }
    unverified
}

/// The texts that were asked for.
struct Library<'t> {
    texts: &'t Texts<'t>,
    cut: FxHashMap<SourceId, Option<SourceText>>,
    searched: usize,
}

impl Library<'_> {
    fn examine<'m>(&mut self, map: &'m Map, reference: Reference<'m>) -> Examined<'m> {
        let source = &map[reference.source];
        let sections = &source.sections[..];
        let place = reference.at.and_then(|at| locator(at, sections));
        let quotation = reference.quote.and_then(Quotation::new);
        let texts = self.texts;
        let wanted = place.is_some() || quotation.is_some();
        let text = match &source.text {
            Some(name) if wanted => {
                let cut = || texts(name).map(|text| SourceText::new(&text, sections));
                self.cut.entry(reference.source).or_insert_with(cut).as_ref()
            }
            _ => None,
        };
        let (located, blocks) = match place {
            None => (Located::Unchecked, None),
            Some(place) => match place.section {
                Some(SectionName::Unknown(name)) if !sections.is_empty() || text.is_some() => {
                    (Located::NoSection(name), None)
                }
                Some(SectionName::Unknown(_)) => (Located::Unchecked, None),
                Some(SectionName::Listed(number)) => look_up(text, Some(number), place.paragraphs),
                None => look_up(text, None, place.paragraphs),
            },
        };
        let quoted = match (&quotation, text) {
            (None, _) => Quoted::Nothing,
            (Some(_), None) if source.text.is_none() => Quoted::Nothing,
            (Some(_), None) => Quoted::NotAtHand,
            (Some(quotation), Some(text)) => {
                let missing = reference.quote.unwrap_or_default();
                search(text, quotation, missing, blocks, sections, &mut self.searched)
            }
        };
        Examined { reference, located, quoted }
    }
}

/// Looks a place up; its blocks if they are there.
fn look_up(
    text: Option<&SourceText>,
    section: Option<usize>,
    paragraphs: Option<(usize, usize)>,
) -> (Located, Option<Range<usize>>) {
    let Some(text) = text else { return (Located::Unchecked, None) };
    let found = match paragraphs {
        Some(paragraphs) => text.paragraphs(section, paragraphs),
        None => text.blocks_of(section).map(Ok),
    };
    match found {
        None => (Located::Unchecked, None),
        Some(Ok(blocks)) => (Located::There, Some(blocks)),
        Some(Err(count)) => (Located::NoParagraph(count), None),
    }
}

/// Looks for a quotation, first in the blocks that its locator names.
fn search(
    text: &SourceText,
    quotation: &Quotation,
    quote: &str,
    blocks: Option<Range<usize>>,
    sections: &[Section],
    searched: &mut usize,
) -> Quoted {
    if blocks.clone().is_some_and(|blocks| text.find(quotation, blocks).is_some()) {
        return Quoted::There;
    }
    if *searched > MOST_SEARCHED {
        return Quoted::NotSearched;
    }
    *searched += text.len();
    let hits = text.hits(quotation, MOST_PLACES);
    let places: Vec<String> = hits.iter().map(|blocks| text.name(blocks, sections)).collect();
    match (places.is_empty(), blocks) {
        (true, _) => {
            *searched += text.len();
            Quoted::Missing(near(text, quotation, quote, sections, searched))
        }
        (false, Some(_)) => Quoted::Elsewhere(places),
        (false, None) => Quoted::Somewhere(places),
    }
}

/// What comes near a quotation that the text does not contain; logarithmic in its words times
/// the length of the text.
fn near(
    text: &SourceText,
    quotation: &Quotation,
    quote: &str,
    sections: &[Section],
    searched: &mut usize,
) -> Option<Near> {
    let bare = text.without_footnotes();
    if let Some(hit) = bare.hits(&quotation.without_footnotes(), 1).first() {
        return Some(Near::WithoutFootnotes(bare.name(hit, sections)));
    }
    if quotation.is_marked() {
        return None;
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    let first = |count: usize, offset: usize| {
        let folded = fold(&words[..count].join(" "));
        text.find_after(folded.trim_start_matches('"'), offset, usize::MAX)
    };
    // The longest beginning that the text has: the more words, the fewer hits.
    let (mut there, mut missing) = (0, words.len());
    while there + 1 < missing {
        *searched += text.len();
        let middle = usize::midpoint(there, missing);
        match first(middle, 0) {
            Some(_) => there = middle,
            None => missing = middle,
        }
    }
    if there < 2 {
        return None;
    }
    let hit = first(there, 0)?;
    let place = text.name(&text.blocks_at(&hit), sections);
    let beginning = words[..there].join(" ");
    let rest = fold(&words[there..].join(" "));
    let rest = rest.trim_end_matches('"');
    if words.len() - there >= 2 {
        let hits = std::iter::successors(Some(hit), |hit| first(there, hit.end));
        for hit in hits.take(MOST_BEGINNINGS) {
            if text.find_after(rest, hit.end, WIDEST_GAP).is_some() {
                let place = text.name(&text.blocks_at(&hit), sections);
                return Some(Near::WithGap(beginning, place));
            }
        }
    }
    (there >= 3).then_some(Near::Beginning(beginning, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One\n\nThe proletariat has lost power3. The bourgeoisie, which is weak, \
        has not yet gained it.\n\nTwo\n\nA certain balance of forces has been established.\n";

    fn examined(fields: &str) -> (Located, Quoted) {
        let map = format!(
            r#"{{ "argmap": 1, "title": "t", "claims": [
                {{ "id": "a", "text": "A.", "cite": [{{ "source": "s", {fields} }}] }}],
              "sources": [{{ "id": "s", "type": "book", "title": "S", "text": "s.txt",
                "sections": [{{ "id": "1", "heading": "One" }}, {{ "id": "2", "heading": "Two" }}] }}]
            }}"#
        );
        let reading = crate::read("map.json", map, &mut crate::document::no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let found = examine(&reading.map, &|_| Some(TEXT.to_owned())).remove(0);
        (found.located, found.quoted)
    }

    #[test]
    fn quotations_are_found_where_they_stand() {
        let quote = r#""quote": "a certain balance""#;
        let places = || vec!["2 ¶1".to_owned()];
        assert_eq!(examined(quote), (Located::Unchecked, Quoted::Somewhere(places())));
        let at = |at: &str| examined(&format!(r#""at": "{at}", {quote}"#));
        assert_eq!(at("2 ¶1"), (Located::There, Quoted::There));
        assert_eq!(at("2"), (Located::There, Quoted::There));
        assert_eq!(at("1 ¶1"), (Located::There, Quoted::Elsewhere(places())));
        assert_eq!(at("2 ¶2"), (Located::NoParagraph(1), Quoted::Somewhere(places())));
        assert_eq!(at("3 ¶1"), (Located::NoSection("3".into()), Quoted::Somewhere(places())));
        assert_eq!(at("p. 4"), (Located::Unchecked, Quoted::Somewhere(places())));
    }

    #[test]
    fn what_comes_near_is_told() {
        let missing = |quote: &str| match examined(&format!(r#""quote": "{quote}""#)).1 {
            Quoted::Missing(near) => near,
            other => panic!("{quote} is {other:?}"),
        };
        let place = || "1 ¶1".to_owned();
        let near = missing("has lost power. The bourgeoisie");
        assert_eq!(near, Some(Near::WithoutFootnotes(place())));
        let near = missing("The bourgeoisie has not yet gained it");
        assert_eq!(near, Some(Near::WithGap("The bourgeoisie".into(), place())));
        let near = missing("The bourgeoisie, has not yet gained it");
        assert_eq!(near, Some(Near::WithGap("The bourgeoisie,".into(), place())));
        let near = missing("the powers were weak");
        assert_eq!(near, None, "one word in common says nothing");
        let near = missing("The proletariat has gained power");
        assert_eq!(near, Some(Near::Beginning("The proletariat has".into(), place())));
        assert_eq!(missing("The petty bourgeoisie rules"), None);
    }

    #[test]
    fn a_gap_is_found_where_the_first_words_stand_more_than_once() {
        let text =
            format!("The party.\n\n{}\n\nThe party of workers rules.", "x ".repeat(WIDEST_GAP));
        let text = SourceText::new(&text, &[]);
        let quote = "the party rules";
        let found = search(&text, &Quotation::new(quote).unwrap(), quote, None, &[], &mut 0);
        assert_eq!(found, Quoted::Missing(None), "one word after the gap is too few");
        let quote = "the party workers rules";
        let found = search(&text, &Quotation::new(quote).unwrap(), quote, None, &[], &mut 0);
        let near = Near::WithGap("the party".into(), "¶3".into());
        assert_eq!(found, Quoted::Missing(Some(near)));
    }

    #[test]
    fn the_search_ends_when_it_has_become_too_long() {
        let text = SourceText::new("One\n\nTwo", &[]);
        let quotation = Quotation::new("three").unwrap();
        let mut searched = MOST_SEARCHED + 1;
        let mut found = |blocks| search(&text, &quotation, "three", blocks, &[], &mut searched);
        assert_eq!(found(None), Quoted::NotSearched);
        let two = Quotation::new("two").unwrap();
        let at_its_place = search(&text, &two, "two", Some(1..2), &[], &mut searched);
        assert_eq!(at_its_place, Quoted::There);
    }

    #[test]
    fn texts_that_are_not_at_hand_are_counted() {
        let map = r#"{ "argmap": 1, "title": "t", "claims": [
            { "id": "a", "text": "A.", "cite": [{ "source": "s", "quote": "x" },
              { "source": "s", "quote": "y" }, { "source": "u", "quote": "z" },
              { "source": "s" }, { "source": "v", "quote": "w" }] }],
          "sources": [{ "id": "s", "type": "book", "title": "S", "text": "s.txt" },
            { "id": "u", "type": "book", "title": "U" },
            { "id": "v", "type": "book", "title": "V", "text": "v.txt" }] }"#;
        let reading = crate::read("map.json", map, &mut crate::document::no_imports);
        let texts = |name: &str| (name == "v.txt").then(|| "w".to_owned());
        let wanted = Unverified { quotations: 2, texts: vec!["s.txt".into()], stopped: false };
        assert_eq!(unverified(&reading.map, &texts), wanted);
    }
}
