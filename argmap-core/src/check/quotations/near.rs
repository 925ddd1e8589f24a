//! What comes near a quotation that a text does not contain.

use std::ops::Range;

use super::text::{Quotation, SourceText, fold};
use crate::model::Section;

/// So many bytes may be left out of a quotation unmarked for it to be recognised still, where the
/// rest is in another paragraph: a few sentences.
const WIDEST_GAP: usize = 600;

/// The same within one paragraph, however long.
const WIDEST_WITHIN: usize = 10_000;

/// At so many places where a quotation's first words stand, the rest is looked for.
const MOST_BEGINNINGS: usize = 50;

/// So many ways to part a quotation in two are tried.
const MOST_PARTINGS: usize = 8;

/// So many of the words left out are named.
const MOST_WORDS: usize = 8;

/// What comes near a quotation that a text does not contain.
#[derive(Debug, PartialEq, Eq)]
pub enum Near {
    /// It is there but for the digits of footnotes; where.
    WithoutFootnotes(String),
    /// It is there with words left out and no mark of that.
    WithGap(Gap),
    /// Its first words are there; those words, and where.
    Beginning(String, String),
}

/// Words left out of a quotation.
#[derive(Debug, PartialEq, Eq)]
pub struct Gap {
    /// The words of the quotation before the gap.
    pub beginning: String,
    /// The first of the words left out, in lower case.
    pub left_out: String,
    /// Where it is.
    pub place: String,
}

/// What comes near a quotation that the text does not contain; logarithmic in its words times
/// the length of the text.
pub(super) fn near(
    text: &SourceText,
    quotation: &Quotation,
    quote: &str,
    sections: &[Section],
    searched: &mut usize,
) -> Option<Near> {
    let bare = text.without_footnotes();
    if let Some(hit) = bare.hits(&quotation.without_footnotes(), 1).first() {
        return Some(Near::WithoutFootnotes(bare.name(&bare.blocks_at(hit), sections)));
    }
    if quotation.is_marked() {
        return None;
    }
    let words: Vec<&str> = quote.split_whitespace().collect();
    let first =
        |count: usize, offset: usize| text.find_after(&folded(&words[..count]), offset, usize::MAX);
    let mut has = |part: &[&str]| {
        *searched += text.len();
        text.find_after(&folded(part), 0, usize::MAX).is_some()
    };
    // The longest beginning that the text has, and the longest end.
    let there = longest(words.len(), |count| has(&words[..count]));
    let rest = longest(words.len(), |count| has(&words[words.len() - count..]));
    if there < 2 {
        return None;
    }
    // The more words, the fewer hits.
    let least = (words.len() - rest).max(2);
    for before in (least..=there.min(words.len().saturating_sub(2))).rev().take(MOST_PARTINGS) {
        *searched += text.len();
        let end = folded(&words[before..]);
        let hits = std::iter::successors(first(before, 0), |hit| first(before, hit.end));
        for hit in hits.take(MOST_BEGINNINGS) {
            *searched += WIDEST_WITHIN;
            if let Some(left_out) = left_out(text, &hit, &end) {
                let place = text.name(&text.blocks_at(&hit), sections);
                let beginning = words[..before].join(" ");
                return Some(Near::WithGap(Gap { beginning, left_out, place }));
            }
        }
    }
    let place = text.name(&text.blocks_at(&first(there, 0)?), sections);
    (there >= 3).then(|| Near::Beginning(words[..there].join(" "), place))
}

/// Words as they are compared with a text.
fn folded(words: &[&str]) -> String {
    fold(&words.join(" ")).trim_matches('"').to_owned()
}

/// The greatest count below `count` of which that is true, given that it is of all lesser ones.
fn longest(count: usize, mut is_true: impl FnMut(usize) -> bool) -> usize {
    let (mut there, mut missing) = (0, count);
    while there + 1 < missing {
        let middle = usize::midpoint(there, missing);
        if is_true(middle) {
            there = middle;
        } else {
            missing = middle;
        }
    }
    there
}

/// The words between a hit and the rest of a quotation, where that follows in the same paragraph
/// or soon after it, not too far, and whole words are between them.
fn left_out(text: &SourceText, hit: &Range<usize>, rest: &str) -> Option<String> {
    let within = text.rest_of_block(hit).len().clamp(WIDEST_GAP, WIDEST_WITHIN);
    let found = text.find_after(rest, hit.end, within)?;
    let gap = text.between(hit.end, found.start);
    let at_words = !text.cuts_word(&found)
        && !gap.starts_with(char::is_alphanumeric)
        && !gap.ends_with(char::is_alphanumeric);
    if !at_words || !gap.contains(char::is_alphanumeric) {
        return None;
    }
    let mut words = gap.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let mut named: Vec<&str> = words.by_ref().take(MOST_WORDS).collect();
    if words.next().is_some() {
        named.push("…");
    }
    Some(named.join(" ").trim_matches([',', ';', ':', '"', '-']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "One\n\nThe proletariat has lost power3. The bourgeoisie, which is weak, \
        has not yet gained it.\n\nTwo\n\nA certain balance of forces has been established.\n";

    fn nearest(text: &str, quote: &str) -> Option<Near> {
        let section =
            |name: &str, heading: &str| Section { name: name.into(), heading: heading.into() };
        let sections = [section("1", "One"), section("2", "Two")];
        let text = SourceText::new(text, &sections);
        let quotation = Quotation::new(quote).unwrap();
        assert!(text.hits(&quotation, 1).is_empty(), "{quote} is there");
        near(&text, &quotation, quote, &sections, &mut 0)
    }

    fn gap(beginning: &str, left_out: &str, place: &str) -> Option<Near> {
        let [beginning, left_out, place] = [beginning, left_out, place].map(str::to_owned);
        Some(Near::WithGap(Gap { beginning, left_out, place }))
    }

    #[test]
    fn what_comes_near_is_told() {
        let place = || "1 ¶1".to_owned();
        let near = |quote| nearest(TEXT, quote);
        let footnote = near("has lost power. The bourgeoisie");
        assert_eq!(footnote, Some(Near::WithoutFootnotes(place())));
        assert_eq!(near("the powers were weak"), None, "one word in common says nothing");
        let beginning = near("The proletariat has gained power");
        assert_eq!(beginning, Some(Near::Beginning("The proletariat has".into(), place())));
        assert_eq!(near("The petty bourgeoisie rules"), None);
    }

    #[test]
    fn words_left_out_are_named() {
        let near = |quote| nearest(TEXT, quote);
        let wanted = gap("The bourgeoisie", "which is weak", "1 ¶1");
        assert_eq!(near("The bourgeoisie has not yet gained it"), wanted);
        let wanted = gap("The bourgeoisie,", "which is weak", "1 ¶1");
        assert_eq!(near("The bourgeoisie, has not yet gained it"), wanted);
        let wanted = gap("The bourgeoisie, which is weak, has", "not yet", "1 ¶1");
        assert_eq!(near("The bourgeoisie, which is weak, has gained it"), wanted);
    }

    #[test]
    fn other_marks_and_endings_are_no_gap() {
        let beginning = |words: &str| Some(Near::Beginning(words.into(), "1 ¶1".into()));
        assert_eq!(
            nearest(TEXT, "The bourgeoisie which is weak has"),
            None,
            "two words at the start and a missing comma"
        );
        let text = "One\n\nIn the workers’ state power is held.";
        assert_eq!(nearest(text, "In the worker state power is"), beginning("In the worker"));
    }

    #[test]
    fn a_part_of_a_word_is_not_the_rest() {
        let text = "One\n\nThe state of the workers is not lost.";
        assert_eq!(nearest(text, "The state is no"), None);
        assert_eq!(nearest(text, "The state is not"), gap("The state", "of the workers", "1 ¶1"));
    }

    #[test]
    fn a_gap_is_found_where_the_first_words_stand_more_than_once() {
        let far = "x ".repeat(WIDEST_GAP);
        let text = format!("One\n\nThe party.\n\n{far}\n\nThe party of workers rules.");
        assert_eq!(nearest(&text, "the party rules"), None, "one word after the gap is too few");
        assert_eq!(nearest(&text, "the party workers rules"), gap("the party", "of", "1 ¶3"));
        let text = format!("One\n\nThe party.\n\n{far}\n\nThe workers rule.");
        assert_eq!(nearest(&text, "the party workers rule"), None, "too far apart");
        let text = format!("One\n\nThe party. {} The workers rule.", "x ".repeat(WIDEST_WITHIN));
        assert_eq!(nearest(&text, "the party workers rule"), None, "a whole text as a paragraph");
    }

    #[test]
    fn a_longer_beginning_elsewhere_hides_no_gap() {
        let far = "x ".repeat(WIDEST_GAP);
        let text = format!(
            "One\n\nThe party rules nothing.\n\n{far}\n\nThe party of the workers rules the state."
        );
        let wanted = gap("The party", "of the workers", "1 ¶3");
        assert_eq!(nearest(&text, "The party rules the state"), wanted);
    }
}
