//! Quoted sentences that go on with a turn.

use std::ops::Range;

use super::text::{Quotation, SourceText};

/// So many words make a statement; fewer are a name or term.
const LEAST_WORDS: usize = 4;

/// So many words of what follows are kept.
const MOST_WORDS: usize = 8;

/// How a quoted sentence goes on where it turns after the quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The first words after the quotation, the turning one first, in lower case.
    pub words: String,
    /// The rest of the sentence from there on, in bytes of the text as it is compared.
    pub rest: Range<usize>,
}

/// The turn with which an English sentence goes on right after a quotation from it; linear in the
/// length of the paragraph.
///
/// Nothing where the quotation ends a sentence, marks that something follows or stands again in
/// the same paragraph, nor where the turn takes nothing back, as in `not only … but also`.
pub(super) fn turn(text: &SourceText, quotation: &Quotation, hit: &Range<usize>) -> Option<Turn> {
    let said = text.between(hit.start, hit.end);
    let whole = quotation.whole();
    let words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let ends = whole.ends_with(['.', '!', '?', ']']);
    let paragraph = text.rest_of_block(hit);
    let after = text.between(paragraph.start, paragraph.end);
    if words.len() < LEAST_WORDS || ends {
        return None;
    }
    let without_digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = after.len() - without_digits.len();
    if number > 3 || without_digits.starts_with(char::is_alphanumeric) {
        return None;
    }
    let is_mark = |c: char| [' ', '"', ',', ';', '-', '(', ')'].contains(&c);
    let rest = without_digits.trim_start_matches(is_mark);
    let marks = &without_digits[..without_digits.len() - rest.len()];
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (word, next) = rest.split_at(end);
    if !turns(&words, marks, word, next) || after.contains(whole) {
        return None;
    }
    let is_end = |(at, c): (usize, char)| {
        ['.', '!', '?'].contains(&c) && !rest[at + 1..].starts_with(char::is_alphanumeric)
    };
    let length = rest.char_indices().find(|at| is_end(*at)).map_or(rest.len(), |(at, _)| at);
    let start = paragraph.end - rest.len();
    let words: Vec<&str> = rest[..length].split_whitespace().take(MOST_WORDS).collect();
    let words = words.join(" ").trim_end_matches([',', ';', ':', '"', ')']).to_owned();
    Some(Turn { words, rest: start..start + length })
}

/// Whether a word takes back something of what was said before it.
fn turns(said: &[&str], marks: &str, word: &str, next: &str) -> bool {
    let next_word = next.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let negations = [
        "not", "no", "never", "nothing", "neither", "nor", "none", "nobody", "cannot", "without",
        "t", "less",
    ];
    let last = said.last().copied().unwrap_or("");
    match word {
        // Not this but that; not only this but also that.
        "but" => {
            !said.iter().any(|word| negations.contains(word))
                && !["also", "even", "indeed", "too", "rather"].contains(&next_word)
        }
        // Within a clause it looks back to an earlier sentence.
        "however" => next.starts_with(',') && marks.contains([';', '-']),
        "although" | "unless" | "except" => true,
        "though" => last != "as" && !next.starts_with(','),
        // With a comma it denies something else.
        "not" => {
            let adds = ["only", "merely", "just", "simply", "least", "even"].contains(&next_word);
            marks.chars().all(|mark| mark == ' ') && !adds && !["or", "if", "why"].contains(&last)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, quote: &str) -> Option<String> {
        let text = SourceText::new(text, &[]);
        let quotation = Quotation::new(quote).unwrap();
        let hit = text.find(&quotation, 0..1).expect("the text has the quotation");
        turn(&text, &quotation, &hit).map(|turn| {
            assert!(text.between(turn.rest.start, turn.rest.end).starts_with(&turn.words[..3]));
            turn.words
        })
    }

    #[test]
    fn turns_within_the_sentence_are_found() {
        let quote = "the gauge held nine millimetres";
        for (after, wanted) in [
            (", but it leaks. So what?", "but it leaks"),
            (" – although the warden was away", "although the warden was away"),
            ("; however, it leaks.", "however, it leaks"),
            ("3 (except on Sundays), and was new.", "except on sundays), and was new"),
            ("”, though 4.5 were spilt.", "though 4.5 were spilt"),
        ] {
            let text = format!("The gauge held nine millimetres{after}");
            assert_eq!(words(&text, quote).as_deref(), Some(wanted), "{after}");
        }
        let denied = words("The party has lately not lost power.", "the party has lately");
        assert_eq!(denied.as_deref(), Some("not lost power"));
    }

    #[test]
    fn what_takes_nothing_back_is_no_turn() {
        for (text, quote) in [
            ("The gauge held nine millimetres. But it leaks.", "the gauge held nine millimetres"),
            ("The gauge held nine millimetres, and more.", "the gauge held nine millimetres"),
            ("The gauge held nine butts of water.", "the gauge held nine"),
            ("It was in the street, not in the house.", "it was in the street"),
            ("It was not in the street but in the house.", "it was not in the street"),
            ("It was in the street, but also in the house.", "it was in the street"),
            ("It was wet as ever, however hot it was.", "it was wet as ever"),
            ("The gauge of the town, however, was dry.", "the gauge of the town"),
            ("It may have rained or not rained.", "it may have rained or"),
            ("The old gauge, but not the new, leaks.", "old gauge"),
            ("It is wet here, but not now. It is wet here too.", "it is wet here"),
        ] {
            assert_eq!(words(text, quote), None, "{text}");
        }
    }

    #[test]
    fn a_quotation_that_ends_or_marks_its_end_is_not_cut() {
        let text = "The gauge held nine millimetres, but it leaks. It is so old. But it works";
        assert_eq!(words(text, "held nine millimetres, but it leaks."), None);
        assert_eq!(words(text, "the gauge held nine millimetres …"), None);
        assert_eq!(words(text, "the gauge held [about] nine millimetres [and more]"), None);
    }
}
