//! Texts as far as their words go.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::model::Map;

/// Words that say nothing.
pub const ARTICLES: &[&str] = &["the", "a", "an"];

/// A text's words in lower case with one space between them: what is left when case, spacing
/// and punctuation are no difference. Signs that may carry meaning stay: those of arithmetic
/// and logic, a point or comma within a number, a minus or `!` before a word.
pub fn normalised(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    normalise(text, &mut words);
    words
}

/// What tells most texts apart at a glance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wording {
    /// A hash of the normalised text; 0 if nothing is left of it.
    pub hash: u32,
    /// How many words it has, articles apart.
    count: u32,
    /// A bit for each of these words.
    words: u64,
}

impl Wording {
    fn of(normalised: &str) -> Wording {
        if normalised.is_empty() {
            return Wording::default();
        }
        let mut wording = Wording { hash: hash(normalised) | 1, ..Wording::default() };
        for word in normalised.split(' ').filter(|word| !ARTICLES.contains(word)) {
            wording.count += 1;
            wording.words |= 1 << (hash(word) >> 26);
        }
        wording
    }

    /// Whether the one text may have all words of the other, articles apart, and at most so many
    /// as leave the shorter that share of the longer.
    pub fn may_contain(&self, other: &Wording, share: f64) -> bool {
        let (short, long) = if self.count < other.count { (self, other) } else { (other, self) };
        short.words & !long.words == 0 && f64::from(short.count) >= share * f64::from(long.count)
    }
}

/// The wording of each claim, by node.
pub fn wordings(map: &Map) -> Vec<Wording> {
    let mut wordings = vec![Wording::default(); map.node_count()];
    let mut words = String::new();
    for (id, claim) in map.claims() {
        words.clear();
        normalise(&claim.text, &mut words);
        wordings[id.index()] = Wording::of(&words);
    }
    wordings
}

fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    (hasher.finish() >> 32) as u32
}

fn normalise(text: &str, words: &mut String) {
    let mut before: Option<char> = None;
    let mut gap = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        if is_kept(character, before, after) {
            if gap && !words.is_empty() {
                words.push(' ');
            }
            gap = false;
            if character.is_ascii() {
                words.push(character.to_ascii_lowercase());
            } else {
                words.extend(character.to_lowercase());
            }
        } else {
            gap |= !is_within_word(character, before, after);
        }
        before = Some(character);
    }
}

fn is_kept(character: char, before: Option<char>, after: Option<char>) -> bool {
    if character.is_ascii_alphanumeric() {
        return true;
    }
    if character == ' ' {
        return false;
    }
    let is = |at: Option<char>, test: fn(char) -> bool| at.is_some_and(test);
    let starts = !is(before, char::is_alphanumeric);
    match character {
        '.' | ',' => is(before, |c| c.is_ascii_digit()) && is(after, |c| c.is_ascii_digit()),
        '!' => starts && is(after, |c| c.is_alphanumeric() || c == '('),
        '-' => starts && is(after, |c| c.is_ascii_digit()),
        ';' | ':' | '?' | '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' => false,
        '«' | '»' | '¿' | '¡' | '…' | '·' | '`' => false,
        '\u{2010}'..='\u{2027}' => false,
        other => !other.is_whitespace(),
    }
}

/// Whether a character that is left out joins what stands around it: an apostrophe does.
fn is_within_word(character: char, before: Option<char>, after: Option<char>) -> bool {
    matches!(character, '\'' | '\u{2019}')
        && before.is_some_and(char::is_alphanumeric)
        && after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn case_spacing_and_punctuation_are_no_difference() {
        let same = [
            ("The  street is wet.", "the street is wet"),
            ("It’s a “left-course”: don't", "its a left course dont"),
            ("(Rain), — again…", "rain again"),
            ("Élan!", "élan"),
        ];
        for (text, words) in same {
            assert_eq!(normalised(text), words);
        }
    }

    #[test]
    fn signs_with_a_meaning_are_kept() {
        let different = [
            ("a < b", "a > b"),
            ("p & !q", "p & q"),
            ("It is -5 degrees.", "It is 5 degrees."),
            ("It grew by 1.5 %.", "It grew by 15 %."),
            ("A rose by 4 %", "A rose by 4"),
        ];
        for (a, b) in different {
            assert_ne!(normalised(a), normalised(b));
        }
        assert_eq!(normalised("well-known, in 1928."), "well known in 1928");
    }
}
