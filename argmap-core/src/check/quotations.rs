//! Quotations and places, held against the sources' texts.
//!
//! Commitments, citations and the passages where steps are drawn may quote a source and say where
//! in it. [`examine`] looks all of them up, as far as the texts are at hand.

mod locator;
mod near;
mod text;
mod turns;

use std::ops::Range;

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::FxHashMap;

use super::{Context, Texts};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::Field;
use crate::model::{Edge, Map, Passage, Section, SourceId};
use crate::text::{FileId, Place};
use locator::{SectionName, locator};
use near::near;
pub use near::{Gap, Near};
use text::{Quotation, SourceText};
pub use turns::Turn;

/// So many bytes of texts are searched for quotations that are not where their locators say;
/// those that come after are not verified.
pub const MOST_SEARCHED: usize = 4 << 30;

/// So many places of one quotation are named.
const MOST_PLACES: usize = 3;

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
    /// The claim or step and the source, for messages.
    pub fn names(&self, context: &Context) -> (String, String) {
        (context.list([self.part]), context.list([self.source]))
    }

    /// A finding about the claim or step and the source, at a field of the reference.
    pub fn finding(
        &self,
        context: &Context,
        rule: &'static Rule,
        field: Field,
        message: String,
    ) -> Diagnostic {
        let place = self.place(context, field);
        let mut finding = context.finding(rule, self.part, message).at(place);
        finding.about.extend(context.map.name(self.source));
        finding
    }

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
    /// Where the quotation stands, in bytes of the text as it is compared; nothing if it stands
    /// nowhere, or at several places of which none is the one named.
    pub bytes: Option<Range<usize>>,
    /// How the quoted sentence goes on, where it turns after the quotation.
    pub turn: Option<Turn>,
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

impl Quoted {
    /// The one place where the words stand although the reference does not lead there, as a
    /// locator that can be looked up.
    pub fn only_place(&self, sections: &[Section]) -> Option<String> {
        let (Quoted::Somewhere(places) | Quoted::Elsewhere(places)) = self else { return None };
        let [place] = &places[..] else { return None };
        let found = locator(place, sections)?;
        let is_known = !matches!(found.section, Some(SectionName::Unknown(_)));
        is_known.then(|| place.replace('–', "-"))
    }
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

/// A paragraph of a source's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its locator, as references write it.
    pub at: String,
    /// Its lines as they stand in the text, without white space at either end.
    pub text: String,
}

/// The paragraphs of a text, cut as references count them; linear in its length.
pub fn paragraphs(text: &str, sections: &[Section]) -> Vec<Paragraph> {
    let lines: Vec<&str> = text.lines().collect();
    let cut = SourceText::new(text, sections);
    let paragraphs = cut.all_paragraphs(sections).map(|(at, within)| {
        let text = lines[within].join("\n").trim().to_owned();
        Paragraph { at, text }
    });
    paragraphs.collect()
}

/// The paragraphs that a locator names, each as [`paragraphs`] names it; none for what is no place
/// of a paragraph. A locator may name any number of them: take those that are there.
pub fn paragraphs_at(at: &str, sections: &[Section]) -> impl Iterator<Item = String> {
    let found = locator(at, sections).and_then(|place| {
        let section = match place.section {
            Some(SectionName::Listed(section)) => format!("{} ", sections[section].name),
            Some(SectionName::Unknown(_)) => return None,
            None => String::new(),
        };
        Some((section, place.paragraphs?))
    });
    found.into_iter().flat_map(|(section, (first, last))| {
        (first..=last).map(move |number| format!("{section}¶{number}"))
    })
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
        let mut bytes = None;
        let mut turn = None;
        let quoted = match (&quotation, text) {
            (None, _) => Quoted::Nothing,
            (Some(_), None) if source.text.is_none() => Quoted::Nothing,
            (Some(_), None) => Quoted::NotAtHand,
            (Some(quotation), Some(text)) => {
                let missing = reference.quote.unwrap_or_default();
                let (quoted, hit) =
                    search(text, quotation, missing, blocks, sections, &mut self.searched);
                turn = hit.as_ref().and_then(|hit| turns::turn(text, quotation, hit));
                bytes = hit;
                quoted
            }
        };
        Examined { reference, located, quoted, bytes, turn }
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

/// Looks for a quotation, first in the blocks that its locator names; also the bytes where it
/// stands, if that is one place.
fn search(
    text: &SourceText,
    quotation: &Quotation,
    quote: &str,
    blocks: Option<Range<usize>>,
    sections: &[Section],
    searched: &mut usize,
) -> (Quoted, Option<Range<usize>>) {
    let at_its_place = blocks.clone().and_then(|blocks| text.find(quotation, blocks));
    if at_its_place.is_some() {
        return (Quoted::There, at_its_place);
    }
    if *searched > MOST_SEARCHED {
        return (Quoted::NotSearched, None);
    }
    *searched += text.len();
    let hits = text.hits(quotation, MOST_PLACES);
    let name = |hit| text.name(&text.blocks_at(hit), sections);
    let places: Vec<String> = hits.iter().map(name).collect();
    let only = match &hits[..] {
        [only] => Some(only.clone()),
        _ => None,
    };
    match (places.is_empty(), blocks) {
        (true, _) => {
            *searched += text.len();
            (Quoted::Missing(near(text, quotation, quote, sections, searched)), None)
        }
        (false, Some(_)) => (Quoted::Elsewhere(places), only),
        (false, None) => (Quoted::Somewhere(places), only),
    }
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
    fn where_a_quotation_stands_and_how_it_goes_on() {
        let found = |fields: &str| {
            let map = format!(
                r#"{{ "argmap": 1, "title": "t", "claims": [
                {{ "id": "a", "text": "A.", "cite": [{{ "source": "s", {fields} }}] }}],
              "sources": [{{ "id": "s", "type": "book", "title": "S", "text": "s.txt" }}] }}"#
            );
            let reading = crate::read("map.json", map, &mut crate::document::no_imports);
            let text = "All power is lost, but not for ever.\n\nAll power is lost again.";
            let found = examine(&reading.map, &|_| Some(text.to_owned())).remove(0);
            (found.bytes, found.turn.map(|turn| turn.words))
        };
        let quote = r#""quote": "all power is lost""#;
        assert_eq!(found(quote), (None, None), "it stands twice");
        assert_eq!(found(&format!(r#""at": "¶2", {quote}"#)), (Some(38..55), None));
        let turn = Some("but not for ever".to_owned());
        assert_eq!(found(&format!(r#""at": "¶1", {quote}"#)), (Some(1..18), turn));
        assert_eq!(found(r#""at": "¶1", "quote": "lost again""#), (Some(51..61), None));
    }

    #[test]
    fn the_search_ends_when_it_has_become_too_long() {
        let text = SourceText::new("One\n\nTwo", &[]);
        let quotation = Quotation::new("three").unwrap();
        let mut searched = MOST_SEARCHED + 1;
        let mut found = |blocks| search(&text, &quotation, "three", blocks, &[], &mut searched).0;
        assert_eq!(found(None), Quoted::NotSearched);
        let two = Quotation::new("two").unwrap();
        let (at_its_place, _) = search(&text, &two, "two", Some(1..2), &[], &mut searched);
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
