//! A source's text, cut into sections and paragraphs and ready to be searched.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::model::Section;

/// A source's text with all that a quotation may differ in made equal.
#[derive(Debug)]
pub struct SourceText {
    folded: String,
    blocks: Vec<Block>,
    /// For each section that the source lists the blocks from its heading to the next, if the
    /// heading is there.
    sections: Vec<Option<Range<usize>>>,
    without_footnotes: OnceCell<Box<SourceText>>,
}

/// A heading line, or a paragraph: lines between blank ones.
#[derive(Clone, Debug)]
struct Block {
    /// Its bytes in the folded text.
    bytes: Range<usize>,
    /// The number of its section in the source's list; nothing before the first heading.
    section: Option<usize>,
    /// Its number in the section, from 1; a heading has 0.
    number: usize,
    /// Its lines in the text.
    lines: Range<usize>,
}

impl SourceText {
    /// Cuts a text at the heading lines of the sections; linear in its length.
    ///
    /// A line is a heading if it is that of a listed section after case, spaces, quotation marks
    /// and dashes are made equal, with or without the footnote digits at its end. Where headings
    /// stand more than once, as in a table of contents, the last lines in the order of the list
    /// are taken.
    pub fn new(text: &str, sections: &[Section]) -> SourceText {
        let heads = heading_lines(text, sections);
        let mut cut = SourceText {
            folded: String::with_capacity(text.len() + 1),
            blocks: Vec::new(),
            sections: vec![None; sections.len()],
            without_footnotes: OnceCell::new(),
        };
        let mut section = None;
        let mut number = 0;
        let mut open = false;
        for (line_number, line) in text.lines().enumerate() {
            let head = heads.get(&line_number).copied();
            if head.is_some() {
                (section, number, open) = (head, 0, false);
            } else if line.trim().is_empty() {
                open = false;
                continue;
            }
            // Space beside a dash does not count.
            if !cut.folded.ends_with('-') && !line.trim_start().starts_with(is_dash) {
                cut.folded.push(' ');
            }
            if !open {
                number += usize::from(head.is_none());
                cut.begin_block(section, number, line_number);
            }
            fold_into(&mut cut.folded, line);
            cut.end_block(line_number);
            open = head.is_none();
        }
        cut
    }

    fn begin_block(&mut self, section: Option<usize>, number: usize, line: usize) {
        let start = self.folded.len();
        let block = self.blocks.len();
        self.blocks.push(Block { bytes: start..start, section, number, lines: line..line });
        if let Some(section) = section {
            let range = self.sections[section].get_or_insert(block..block);
            range.end = block + 1;
        }
    }

    fn end_block(&mut self, line: usize) {
        let kept = self.folded.trim_end_matches(' ').len();
        if let Some(block) = self.blocks.last_mut() {
            self.folded.truncate(kept.max(block.bytes.start));
            block.bytes.end = self.folded.len();
            block.lines.end = line + 1;
        }
    }

    /// The locator of each paragraph, and its lines in the text; headings are none.
    pub fn all_paragraphs(
        &self,
        sections: &[Section],
    ) -> impl Iterator<Item = (String, Range<usize>)> {
        let blocks = self.blocks.iter().enumerate().filter(|(_, block)| block.number > 0);
        blocks.map(|(at, block)| (self.name(&(at..at + 1), sections), block.lines.clone()))
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Whether the heading of the listed section of that number is in the text.
    pub fn has_section(&self, section: usize) -> bool {
        self.sections[section].is_some()
    }

    /// The blocks of a section, its heading first, or without one all blocks.
    pub fn blocks_of(&self, section: Option<usize>) -> Option<Range<usize>> {
        match section {
            Some(section) => self.sections[section].clone(),
            None => Some(0..self.blocks.len()),
        }
    }

    /// The blocks of some paragraphs, counted from 1; how many paragraphs there are where one of
    /// those is not among them, and nothing where the section's heading is not in the text.
    pub fn paragraphs(
        &self,
        section: Option<usize>,
        paragraphs: (usize, usize),
    ) -> Option<Result<Range<usize>, usize>> {
        let blocks = self.blocks_of(section)?;
        let first = blocks.start + usize::from(section.is_some());
        let count = blocks.end - first;
        let (from, to) = paragraphs;
        let there = from >= 1 && to <= count;
        Some(if there { Ok(first + from - 1..first + to) } else { Err(count) })
    }

    /// The first hit of a quotation that starts in one of the blocks or reaches into them; its
    /// bytes in the folded text. Linear in the length of the blocks, and of the text where
    /// something is left out of the quotation. A part of a word is no hit.
    pub fn find(&self, quotation: &Quotation, blocks: Range<usize>) -> Option<Range<usize>> {
        let (first, last) = (self.blocks.get(blocks.start)?, self.blocks.get(blocks.end - 1)?);
        let bytes = first.bytes.start..last.bytes.end;
        self.find_words(&quotation.whole, bytes.clone())
            .or_else(|| self.find_parts(&quotation.parts, bytes))
    }

    fn find_words(&self, words: &str, bytes: Range<usize>) -> Option<Range<usize>> {
        let start = bytes.start.saturating_sub(words.len().saturating_sub(1));
        let end = (bytes.end + words.len().saturating_sub(1)).min(self.len());
        let within = &self.folded.as_bytes()[start..end];
        let hits = memmem::find_iter(within, words.as_bytes());
        let mut hits = hits.map(|hit| start + hit..start + hit + words.len());
        hits.find(|hit| !self.cuts_word(hit))
    }

    /// Whether a hit starts or ends within a word, as far as can be told: scripts that know no small
    /// letters often have no space between words.
    pub fn cuts_word(&self, hit: &Range<usize>) -> bool {
        let small = |letter: Option<char>| letter.is_some_and(char::is_lowercase);
        let joins = |at: usize| {
            let (before, after) = self.folded.split_at(at);
            small(before.chars().next_back()) && small(after.chars().next())
        };
        joins(hit.start) || joins(hit.end)
    }

    fn find_parts(&self, parts: &[String], bytes: Range<usize>) -> Option<Range<usize>> {
        let (first, rest) = parts.split_first()?;
        let start = bytes.start.saturating_sub(first.len().saturating_sub(1));
        let end = (bytes.end + first.len().saturating_sub(1)).min(self.len());
        let hit = start + memmem::find(&self.folded.as_bytes()[start..end], first.as_bytes())?;
        let mut reached = hit + first.len();
        for part in rest {
            reached += memmem::find(&self.folded.as_bytes()[reached..], part.as_bytes())?;
            reached += part.len();
        }
        Some(hit..reached)
    }

    /// The first hit of a quotation in each of the blocks that have one, up to `limit`; linear in
    /// the length of the text for each.
    pub fn hits(&self, quotation: &Quotation, limit: usize) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        let mut last = 0..0;
        let mut next = 0;
        while hits.len() < limit && next < self.blocks.len() {
            let Some(hit) = self.find(quotation, next..self.blocks.len()) else { break };
            let blocks = self.blocks_at(&hit);
            if !hits.is_empty() && last == blocks {
                next += 1;
                continue;
            }
            next = blocks.end;
            last = blocks;
            hits.push(hit);
        }
        hits
    }

    /// What stands after a hit in its last paragraph.
    pub fn rest_of_block(&self, hit: &Range<usize>) -> Range<usize> {
        let block = self.blocks_at(hit).end - 1;
        hit.end..self.blocks[block].bytes.end.max(hit.end)
    }

    /// The folded text between two offsets of hits.
    pub fn between(&self, start: usize, end: usize) -> &str {
        &self.folded[start..end]
    }

    /// The first hit of words within so many bytes after an offset.
    pub fn find_after(&self, words: &str, offset: usize, within: usize) -> Option<Range<usize>> {
        let end = offset.saturating_add(within).min(self.len());
        let hit = memmem::find(&self.folded.as_bytes()[offset..end], words.as_bytes())?;
        Some(offset + hit..offset + hit + words.len())
    }

    /// The blocks into which bytes of the folded text fall, by bisection.
    pub fn blocks_at(&self, bytes: &Range<usize>) -> Range<usize> {
        let before = |offset| self.blocks.partition_point(|block| block.bytes.start <= offset);
        let start = before(bytes.start).saturating_sub(1);
        start..before(bytes.end.saturating_sub(1)).max(start + 1)
    }

    /// The locator of blocks in a row, in words.
    pub fn name(&self, blocks: &Range<usize>, sections: &[Section]) -> String {
        let (first, last) = (&self.blocks[blocks.start], &self.blocks[blocks.end - 1]);
        let one = |block: &Block| match (block.section, block.number) {
            (Some(section), 0) => format!("the heading of {}", sections[section].name),
            (Some(section), number) => format!("{} ¶{number}", sections[section].name),
            (None, number) if sections.is_empty() => format!("¶{number}"),
            (None, number) => format!("paragraph {number} before the first section"),
        };
        if blocks.len() < 2 {
            return one(first);
        }
        let numbered = first.section.is_some() || sections.is_empty();
        if first.section == last.section && first.number > 0 && numbered {
            return format!("{}–{}", one(first), last.number);
        }
        format!("{} to {}", one(first), one(last))
    }

    /// The same text with the digits of its footnotes left out.
    pub fn without_footnotes(&self) -> &SourceText {
        self.without_footnotes.get_or_init(|| {
            let mut bare = SourceText {
                folded: String::with_capacity(self.len()),
                blocks: Vec::with_capacity(self.blocks.len()),
                sections: self.sections.clone(),
                without_footnotes: OnceCell::new(),
            };
            for block in &self.blocks {
                if self.folded[..block.bytes.start].ends_with(' ') {
                    bare.folded.push(' ');
                }
                let start = bare.folded.len();
                bare.folded.push_str(&strip_footnotes(&self.folded[block.bytes.clone()]));
                bare.blocks.push(Block { bytes: start..bare.folded.len(), ..block.clone() });
            }
            Box::new(bare)
        })
    }
}

/// The line number of each section's heading, with the section's number.
fn heading_lines(text: &str, sections: &[Section]) -> FxHashMap<usize, usize> {
    let headings: Vec<String> = sections.iter().map(|section| fold(&section.heading)).collect();
    let mut lines: FxHashMap<&str, Vec<usize>> =
        headings.iter().map(|heading| (heading.as_str(), Vec::new())).collect();
    let mut folded = String::new();
    if !lines.is_empty() {
        for (number, line) in text.lines().enumerate() {
            folded.clear();
            fold_into(&mut folded, line);
            let line = folded.trim();
            let bare = line.trim_end_matches(|c: char| c.is_ascii_digit());
            let footnoted = !bare.is_empty() && !bare.ends_with(' ');
            let key = if !lines.contains_key(line) && footnoted { bare } else { line };
            if let Some(found) = lines.get_mut(key) {
                found.push(number);
            }
        }
    }
    let mut heads = FxHashMap::default();
    let mut bound = usize::MAX;
    for (section, heading) in headings.iter().enumerate().rev() {
        let found = &lines[heading.as_str()];
        let in_order = found[..found.partition_point(|line| *line < bound)].last();
        if let Some(line) = in_order {
            bound = *line;
        }
        if let Some(line) = in_order.or(found.last()) {
            heads.entry(*line).or_insert(section);
        }
    }
    heads
}

/// A quotation, ready to be looked for.
#[derive(Debug)]
pub struct Quotation {
    whole: String,
    /// What stands between omissions (`…`, `[…]`) and insertions (`[sic]`); none if there are
    /// no such.
    parts: Vec<String>,
}

impl Quotation {
    /// The quotation, or nothing if it has neither letter nor digit.
    pub fn new(quote: &str) -> Option<Quotation> {
        let folded = fold(quote);
        let whole = folded.trim_matches([' ', '"']);
        if !whole.contains(char::is_alphanumeric) {
            return None;
        }
        let mut parts: Vec<String> = Vec::new();
        let mut inserted = false;
        for piece in whole.split_inclusive(['[', ']']) {
            if !inserted {
                let said = piece.trim_end_matches(['[', ']']).split("...");
                let said = said.map(|part| part.trim_matches([' ', '"', '(', ')']));
                let said = said.filter(|part| part.contains(char::is_alphanumeric));
                parts.extend(said.map(str::to_owned));
            }
            inserted = piece.ends_with('[');
        }
        if parts.len() == 1 && parts[0] == whole {
            parts.clear();
        }
        // Beside an omission a sentence's own marks may stand, as in `one.... Two`.
        for part in &mut parts {
            let bare = part.trim_matches([' ', '.', ',', ';', ':']);
            *part = bare.to_owned();
        }
        Some(Quotation { whole: whole.to_owned(), parts })
    }

    /// All of it, as it is compared.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// The same with the digits of footnotes left out.
    pub fn without_footnotes(&self) -> Quotation {
        let parts = self.parts.iter().map(|part| strip_footnotes(part)).collect();
        Quotation { whole: strip_footnotes(&self.whole), parts }
    }

    /// Whether it marks omissions or insertions.
    pub fn is_marked(&self) -> bool {
        !self.parts.is_empty()
    }
}

/// A text with case, runs of white space, dashes, quotation marks, ellipses, ligatures and composed
/// letters (Unicode's normal form C) made equal; space beside a dash is left out.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded.truncate(folded.trim_end().len());
    folded
}

/// Appends a text, folded; white space at its start is left out.
fn fold_into(folded: &mut String, text: &str) {
    let text = text.trim_start();
    if text.is_ascii() {
        fold_letters(folded, text.chars());
    } else {
        fold_letters(folded, text.nfc());
    }
}

fn fold_letters(folded: &mut String, letters: impl Iterator<Item = char>) {
    for letter in letters {
        match letter {
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
            _ if is_dash(letter) => {
                folded.truncate(folded.trim_end_matches(' ').len());
                if !folded.ends_with('-') {
                    folded.push('-');
                }
            }
            '\'' | '"' | '`' | '´' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201F}' => {
                folded.push('"');
            }
            '…' => folded.push_str("..."),
            // What typesetting made of letters and of the numbers of footnotes.
            'ﬀ' => folded.push_str("ff"),
            'ﬁ' => folded.push_str("fi"),
            'ﬂ' => folded.push_str("fl"),
            'ﬃ' => folded.push_str("ffi"),
            'ﬄ' => folded.push_str("ffl"),
            'ﬅ' | 'ﬆ' => folded.push_str("st"),
            '⁰'..='⁹' | '¹' | '²' | '³' => folded.extend(std::iter::once(letter).nfkc()),
            '.' if folded.ends_with(". . ") => {
                folded.truncate(folded.len() - 4);
                folded.push_str("...");
            }
            _ if letter.is_whitespace() => {
                if !folded.ends_with([' ', '-']) {
                    folded.push(' ');
                }
            }
            _ if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Leaves out up to three digits that follow a letter or mark and are no part of a word.
fn strip_footnotes(folded: &str) -> String {
    let mut bare = String::with_capacity(folded.len());
    let mut rest = folded;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(start);
        bare.push_str(before);
        let after = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &digits[..digits.len() - after.len()];
        let mut last = bare.chars().rev();
        let follows = match last.next() {
            Some('.' | ',' | ':') => last.next().is_some_and(|c| !c.is_ascii_digit()),
            Some(';' | '!' | '?' | '"' | ')' | ']') => true,
            Some(letter) => letter.is_alphabetic(),
            None => false,
        };
        let ends = !after.starts_with(char::is_alphanumeric);
        if !(follows && ends && number.len() <= 3) {
            bare.push_str(number);
        }
        rest = after;
    }
    bare.push_str(rest);
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Contents\n1: The Stage\n2: The Turn\n\nBy one who “saw it”.\n\n\
        1: The “Stage”12\n\nFirst words\nover two lines3.\n\nSecond: a  new — start…\n\
        2: The Turn\nNo blank line before this.\n   \nAn end.\n";

    fn sections() -> Vec<Section> {
        let section =
            |name: &str, heading: &str| Section { name: name.into(), heading: heading.into() };
        vec![section("1", "1: the 'stage'"), section("2", "2:  The Turn"), section("x", "Lost")]
    }

    fn place(quote: &str) -> Vec<String> {
        let text = SourceText::new(TEXT, &sections());
        let quotation = Quotation::new(quote).unwrap();
        let hits = text.hits(&quotation, 3);
        hits.iter().map(|hit| text.name(&text.blocks_at(hit), &sections())).collect()
    }

    #[test]
    fn paragraphs_are_counted_from_the_heading() {
        assert_eq!(place("first WORDS over two"), ["1 ¶1"]);
        assert_eq!(place("a new - start..."), ["1 ¶2"]);
        assert_eq!(place("no blank line"), ["2 ¶1"]);
        assert_eq!(place("'an end.'"), ["2 ¶2"]);
        assert_eq!(place("lines3. Second"), ["1 ¶1–2"]);
        assert_eq!(place("\"saw it\""), ["paragraph 2 before the first section"]);
        assert_eq!(place("start… 2: The Turn No"), ["1 ¶2 to 2 ¶1"]);
        assert_eq!(place("2: The Turn No blank"), ["the heading of 2 to 2 ¶1"]);
        assert!(place("never said").is_empty());
    }

    #[test]
    fn space_beside_a_dash_does_not_count() {
        let text = SourceText::new("The war-\ntime state—all of it –\nfell.\n\n— So it is.", &[]);
        for quote in ["war-time state", "state - all of it", "it—fell", "fell. — So", "—so it is"]
        {
            assert_eq!(text.hits(&Quotation::new(quote).unwrap(), 1).len(), 1, "{quote}");
        }
        let place = |quote| text.blocks_at(&text.hits(&Quotation::new(quote).unwrap(), 1)[0]);
        assert_eq!((place("fell"), place("so it is")), (0..1, 1..2));
        let bare = text.without_footnotes();
        assert_eq!(bare.folded, text.folded);
    }

    #[test]
    fn words_are_found_whole() {
        let text = SourceText::new("The state is normal12, toward the war’s end. 東京の街", &[]);
        for quote in ["the state is no", "ward the war's", "ate is normal"] {
            assert!(text.hits(&Quotation::new(quote).unwrap(), 1).is_empty(), "{quote}");
        }
        for quote in ["is normal", "war", "[to]ward the war", "京の"] {
            assert_eq!(text.hits(&Quotation::new(quote).unwrap(), 1).len(), 1, "{quote}");
        }
    }

    #[test]
    fn marked_omissions_and_insertions_are_gaps() {
        assert_eq!(place("First … over two lines"), ["1 ¶1"]);
        assert_eq!(place("First [...] a new [and bold] start"), ["1 ¶1–2"]);
        assert_eq!(place("[N]o blank line"), ["2 ¶1"]);
        for omission in ["... ", " . . . ", " [. . .] ", ".... ", " (…) ", ", … "] {
            let quote = format!("First words{omission}lines3");
            assert_eq!(place(&quote), ["1 ¶1"], "{quote}");
        }
        assert!(place("start … First words").is_empty(), "the order counts");
    }

    #[test]
    fn every_hit_in_another_block_is_named() {
        let text = SourceText::new("war. war.\n\npeace\n\nwar", &[]);
        let hits = text.hits(&Quotation::new("war").unwrap(), 9);
        let names: Vec<String> =
            hits.iter().map(|hit| text.name(&text.blocks_at(hit), &[])).collect();
        assert_eq!(names, ["¶1", "¶3"]);
    }

    #[test]
    fn a_heading_stands_once_more_after_the_table_of_contents() {
        let text = SourceText::new(TEXT, &sections());
        assert_eq!(text.paragraphs(Some(0), (1, 2)).map(|found| found.is_ok()), Some(true));
        assert_eq!(text.paragraphs(Some(0), (3, 3)), Some(Err(2)));
        assert_eq!(text.paragraphs(Some(0), (0, 1)), Some(Err(2)));
        assert_eq!(text.paragraphs(Some(2), (1, 1)), None);
        assert!(text.has_section(1) && !text.has_section(2));
    }

    #[test]
    fn headings_with_numbers_are_kept_apart() {
        let section =
            |name: &str, heading: &str| Section { name: name.into(), heading: heading.into() };
        let listed = [section("a", "Part 1"), section("b", "Part 2")];
        let text = SourceText::new("Part 2\n\nlater\n\nPart 1\n\nearlier", &listed);
        let hits = text.hits(&Quotation::new("later").unwrap(), 1);
        assert_eq!(text.name(&text.blocks_at(&hits[0]), &listed), "b ¶1");
    }

    #[test]
    fn footnote_digits_are_told_from_numbers() {
        assert_eq!(strip_footnotes("the end12. in 1928, 3.5 of \"it\"20 (co2) 15th m16"), {
            "the end. in 1928, 3.5 of \"it\" (co) 15th m"
        });
        let text = SourceText::new("As it was3, so it is.”20\n\nThen", &[]);
        let quotation = Quotation::new("as it was, so it is").unwrap();
        assert!(text.hits(&quotation, 1).is_empty());
        let bare = text.without_footnotes();
        assert_eq!(bare.hits(&quotation.without_footnotes(), 1).len(), 1);
    }

    #[test]
    fn letters_are_the_same_however_they_are_written() {
        let text = SourceText::new("A cafe\u{301} ﬁrst, an oﬃce next².", &[]);
        for quote in ["a café first", "office next2", "cafe\u{301} ﬁrst", "oﬃce next²"] {
            assert_eq!(text.hits(&Quotation::new(quote).unwrap(), 1).len(), 1, "{quote}");
        }
        assert!(text.hits(&Quotation::new("a cafe first").unwrap(), 1).is_empty());
    }

    #[test]
    fn a_quotation_has_words() {
        assert!(Quotation::new(" “…” ").is_none());
        assert!(Quotation::new("[sic]").is_some());
        assert!(SourceText::new("", &[]).hits(&Quotation::new("a").unwrap(), 1).is_empty());
    }
}
