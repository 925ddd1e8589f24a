//! Places in a source, as references write them.

use crate::model::Section;

/// A place in a source that can be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// The section; nothing where the source lists none.
    pub section: Option<SectionName>,
    /// The first and the last paragraph, counted from 1; nothing for the whole section.
    pub paragraphs: Option<(usize, usize)>,
}

/// A section as a locator names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionName {
    /// The number of the section in the source's list.
    Listed(usize),
    /// A word that the list does not have.
    Unknown(String),
}

/// Reads `4 ¶6`, `4 ¶6–7`, `4` or, for a source that lists no sections, `¶6`.
///
/// Anything else, such as `p. 12`, cannot be looked up. A number or word by itself is taken for
/// an unknown section only where sections of the source are numbers too and it is one.
pub fn locator(at: &str, sections: &[Section]) -> Option<Locator> {
    let listed = |word: &str| sections.iter().position(|section| &*section.name == word);
    let (before, after) = match at.split_once('¶') {
        Some((before, after)) => (before.trim(), Some(after)),
        None => (at.trim(), None),
    };
    let paragraphs = match after {
        Some(after) => Some(numbers(after.trim_start_matches('¶'))?),
        None => None,
    };
    let word = before.trim_start_matches('§').trim_end_matches([',', ';', ':', '.']).trim();
    let section = match listed(before).or_else(|| listed(word)) {
        Some(section) => Some(SectionName::Listed(section)),
        None if word.is_empty() => None,
        None => {
            let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
            let numbered = sections.iter().any(|section| is_number(&section.name));
            let meant = match paragraphs {
                Some(_) => !word.contains(char::is_whitespace),
                None => numbered && is_number(word),
            };
            if !meant {
                return None;
            }
            Some(SectionName::Unknown(word.to_owned()))
        }
    };
    // Paragraphs are counted from the heading of a section; without one only where none is listed.
    let complete = match section {
        None => paragraphs.is_some() && sections.is_empty(),
        Some(_) => true,
    };
    complete.then_some(Locator { section, paragraphs })
}

/// A number or a range of numbers.
fn numbers(text: &str) -> Option<(usize, usize)> {
    let number = |text: &str| text.trim().trim_start_matches('¶').trim().parse::<usize>().ok();
    let Some((first, last)) = text.split_once(['-', '–', '—', '‑']) else {
        let only = number(text)?;
        return Some((only, only));
    };
    let (first, last) = (number(first)?, number(last)?);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(at: &str) -> Option<Locator> {
        let names = ["4", "conclusion"];
        let sections = names.map(|name| Section { name: name.into(), heading: name.into() });
        locator(at, &sections)
    }

    #[test]
    fn places_that_can_be_looked_up() {
        let listed = |section, paragraphs| {
            Some(Locator { section: Some(SectionName::Listed(section)), paragraphs })
        };
        assert_eq!(read("4 ¶6"), listed(0, Some((6, 6))));
        assert_eq!(read("§4, ¶ 6"), listed(0, Some((6, 6))));
        for range in ["4 ¶3-5", "4 ¶3–5", "4 ¶¶3 – 5", "4 ¶3–¶5"] {
            assert_eq!(read(range), listed(0, Some((3, 5))), "{range}");
        }
        assert_eq!(read("conclusion"), listed(1, None));
        let no_section = Locator { section: None, paragraphs: Some((7, 7)) };
        assert_eq!(locator("¶7", &[]), Some(no_section));
    }

    #[test]
    fn sections_that_are_not_listed() {
        let unknown = |name: &str, paragraphs| {
            let section = Some(SectionName::Unknown(name.to_owned()));
            Some(Locator { section, paragraphs })
        };
        assert_eq!(read("11 ¶2"), unknown("11", Some((2, 2))));
        assert_eq!(read("preface ¶1"), unknown("preface", Some((1, 1))));
        assert_eq!(read("11"), unknown("11", None));
    }

    #[test]
    fn what_cannot_be_looked_up_is_left_alone() {
        for at in ["p. 12", "p. 12 ¶3", "preface", "4 ¶6, 8", "4 ¶a", "4 ¶5-3", "¶3", "", "4.2"]
        {
            assert_eq!(read(at), None, "{at}");
        }
        assert_eq!(locator("12", &[]), None);
    }
}
