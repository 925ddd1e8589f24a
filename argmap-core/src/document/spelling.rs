//! Suggestions for misspelt words.

/// Words of more letters are like none: to compare two takes as long as their lengths multiplied.
const LONGEST: usize = 200;

/// The candidate most like a word, if one is like enough: at most a third of the letters differ.
/// Of equally near ones the first wins; a single letter is like no other. Linear in the number of
/// candidates.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let letters = word.chars().count();
    if !(2..=LONGEST).contains(&letters) {
        return None;
    }
    let most = (letters / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(letters) > most || candidate == word {
            continue;
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The one candidate of which a word is a slip of the pen; nothing if there are several. Linear
/// in the number of candidates.
///
/// A slip is a letter too many, too few or wrong, or two letters swapped: by F. J. Damerau, *A
/// technique for computer detection and correction of spelling errors*, 1964, more than four of
/// five misspelt words are that. What is as likely meant, as `c1` beside `c2`, `step-a` beside
/// `step-b` or `theism` beside `atheism`, is none: it leaves numbers as they are, and a word's first
/// letter, and is not in a word of one or two letters.
pub(crate) fn one_slip<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let mut slips = candidates.into_iter().filter(|candidate| is_slip(word, candidate));
    let first = slips.next()?;
    slips.all(|other| other == first).then_some(first)
}

fn is_slip(word: &str, meant: &str) -> bool {
    if !differ_once(word, meant) {
        return false;
    }
    let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if digits(word) != digits(meant) {
        return false;
    }
    if letters(word) == letters(meant) {
        return true;
    }
    let parts = |text| str::split(text, |c: char| !c.is_alphabetic());
    if parts(word).count() != parts(meant).count() {
        return false;
    }
    let first = |part: &str| part.chars().next().map(|c| c.to_lowercase().to_string());
    let longest = |a: &str, b: &str| a.chars().count().max(b.chars().count());
    let mut different = parts(word).zip(parts(meant)).filter(|(a, b)| a != b);
    different.all(|(a, b)| longest(a, b) > 2 && first(a) == first(b))
}

/// Whether one letter is too many, too few or another, or two are swapped. Linear.
fn differ_once(word: &str, meant: &str) -> bool {
    let same = word.chars().zip(meant.chars()).take_while(|(a, b)| a == b);
    let start: usize = same.map(|(a, _)| a.len_utf8()).sum();
    let (word, meant) = (&word[start..], &meant[start..]);
    let (mut a, mut b) = (word.chars(), meant.chars());
    let (one, other) = (a.next(), b.next());
    let swapped = (a.next(), b.next());
    one != other
        && (a.as_str() == b.as_str() && (one, other) == (swapped.1, swapped.0)
            || rest(word) == meant
            || word == rest(meant)
            || one.is_some() && other.is_some() && rest(word) == rest(meant))
}

/// All but the first letter.
fn rest(text: &str) -> &str {
    let mut letters = text.chars();
    letters.next();
    letters.as_str()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{differ_once, nearest, one_slip};

    proptest! {
        #[test]
        fn differing_once_is_a_distance_of_one(a in "[abü]{0,4}", b in "[abü]{0,4}") {
            prop_assert_eq!(differ_once(&a, &b), strsim::damerau_levenshtein(&a, &b) == 1);
        }
    }

    #[test]
    fn the_nearest_like_word_is_suggested() {
        let known = ["claims", "conflicts", "groups"];
        assert_eq!(nearest("claim", known), Some("claims"));
        assert_eq!(nearest("gruops", known), Some("groups"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("a", ["b", "ab"]), None, "one letter is like no other");
        let long = "l".repeat(500_000);
        assert_eq!(nearest(&long, ["claims", &long[1..]]), None, "too long to compare");
    }

    #[test]
    fn a_slip_is_one_letter_of_a_word_and_leads_to_one_candidate() {
        let known = ["wet", "cold-night", "form", "from", "asserted-by", "c1", "step-a", "theism"];
        let meant = |word| one_slip(word, known);
        assert_eq!(meant("wte"), Some("wet"));
        assert_eq!(meant("cold-nigth"), Some("cold-night"));
        assert_eq!(meant("asserted_by"), Some("asserted-by"));
        assert_eq!(meant("assertedby"), Some("asserted-by"));
        assert_eq!(meant("Wet"), Some("wet"));
        for word in ["frm", "c2", "c1b", "step-b", "atheism", "wet2", "cold-nights-", "wet"] {
            assert_eq!(meant(word), None, "{word}");
        }
        assert_eq!(one_slip("wets", ["wet", "wet"]), Some("wet"), "said twice is one word");
    }
}
