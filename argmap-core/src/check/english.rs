//! What rules about wording know of English: sentences, quotations, words that name something.

use super::facts::normalised;
use crate::model::Map;

/// Whether a map's claims are in English, for all that it says: it names no other language.
pub fn is_english(map: &Map) -> bool {
    map.language.as_deref().is_none_or(is_english_tag)
}

/// Whether a language tag (BCP 47) is one of English.
pub fn is_english_tag(tag: &str) -> bool {
    let first = tag.split(['-', '_']).next().unwrap_or(tag);
    first.eq_ignore_ascii_case("en")
}

/// A text's words as they stand, less what is in brackets; each quotation is one word. Linear in
/// the length of the text.
pub fn plain_words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let last = ['\'', '’'].map(|mark| {
        (0..letters.len()).rev().find(|at| letters[*at] == mark && ends_word(&letters, *at))
    });
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let Some(end) = passage_end(&letters, at, last) else {
            plain.push(letters[at]);
            at += 1;
            continue;
        };
        plain.push_str(if matches!(letters[at], '(' | '[') { "" } else { QUOTATION });
        at = end;
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// What stands for a quotation.
const QUOTATION: &str = "Quotation";

/// Whether a mark has no letter or digit after it.
fn ends_word(letters: &[char], at: usize) -> bool {
    letters.get(at + 1).is_none_or(|letter| !letter.is_alphanumeric())
}

/// Where the quotation or bracket ends that starts there, given the last single marks that may
/// close one; an open one goes on to the end.
fn passage_end(letters: &[char], start: usize, last: [Option<usize>; 2]) -> Option<usize> {
    let rest = &letters[start + 1..];
    let after = |at: usize| start + 1 + at + 1;
    let close = |closing: char| {
        let at = rest.iter().position(|letter| *letter == closing);
        Some(at.map_or(letters.len(), after))
    };
    match letters[start] {
        '"' => close('"'),
        '“' | '„' => {
            let at = rest.iter().position(|letter| matches!(letter, '”' | '“'));
            Some(at.map_or(letters.len(), after))
        }
        '«' => close('»'),
        '`' => close('`'),
        '(' => close(')'),
        '[' => close(']'),
        '\'' | '‘' => {
            let before = start.checked_sub(1).map(|at| letters[at]);
            let opens = before.is_none_or(|letter| !letter.is_alphanumeric())
                && rest.first().is_some_and(|letter| letter.is_alphanumeric());
            // An apostrophe stands within a word, or no quotation was opened.
            let (closing, last) =
                if letters[start] == '‘' { ('’', last[1]) } else { ('\'', last[0]) };
            let ends = |at: &usize| letters[*at] == closing && ends_word(letters, *at);
            let end = last.filter(|_| opens).and_then(|last| (start + 1..=last).find(ends));
            end.map(|end| end + 1)
        }
        _ => None,
    }
}

/// Whether a sentence ends with a word and another follows: a full stop that belongs to an
/// abbreviation, an initial, a number or an ellipsis is no end, and what follows starts with a
/// capital.
pub fn ends_sentence(word: &str, next: &str) -> bool {
    let word = word.trim_end_matches([')', ']', '”', '’', '"', '\'']);
    let next = next.trim_start_matches(['(', '[', '“', '‘', '"', '\'']);
    if !next.starts_with(char::is_uppercase) {
        return false;
    }
    let Some(stem) = word.strip_suffix(['.', '!', '?']) else { return false };
    let is_stop = word.ends_with('.');
    if !is_stop {
        return stem.chars().any(char::is_alphanumeric);
    }
    if stem.ends_with(['.', '…', '!', '?']) {
        return false;
    }
    if stem.ends_with('%') {
        return true;
    }
    let stem = stem.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    if !stem.is_empty() && stem.chars().all(|letter| letter.is_ascii_digit()) {
        // Shorter ones may number what follows.
        return stem.len() >= 4;
    }
    let is_initial = match stem.chars().collect::<Vec<_>>()[..] {
        [] | [_] => true,
        // As in `Ya. M. Sverdlov`.
        [first, second] => first.is_uppercase() && second.is_lowercase(),
        _ => false,
    };
    let lower = stem.to_lowercase();
    let vowels = ['a', 'e', 'i', 'o', 'u', 'y'];
    let is_word = lower.contains(vowels) || !lower.is_ascii();
    !is_initial && is_word && !lower.contains('.') && !ABBREVIATIONS.contains(&&*lower)
}

/// The words of a text that name something: in lower case, without those that only join others.
pub fn terms(text: &str) -> Vec<String> {
    let words = normalised(text);
    let words = words.split(' ').filter(|word| !word.is_empty() && !is_joining(word));
    words.map(str::to_owned).collect()
}

/// Whether a word in lower case only joins others, or is too common to name anything.
pub fn is_joining(word: &str) -> bool {
    JOINING.contains(&word)
}

/// Whether two words in lower case may be forms of one: the same beginning, or a known pair.
/// Rather too often than too rarely.
pub fn same_stem(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let form = |word| IRREGULAR.iter().find(|(form, _)| *form == word).map_or(word, |pair| pair.1);
    let (a, b) = (form(a), form(b));
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (one, other) = (a.chars().count(), b.chars().count());
    a == b || (common >= 3 && common * 5 >= one.min(other) * 3)
}

/// Whether two words in lower case are one in singular and plural.
pub fn same_but_plural(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let ending = long.strip_prefix(short);
    short.len() >= 3 && ending.is_some_and(|ending| matches!(ending, "" | "s" | "es"))
}

/// Words that a full stop shortens.
const ABBREVIATIONS: &[&str] = &[
    "acad", "adm", "al", "amb", "approx", "apr", "art", "arts", "assn", "assoc", "asst", "atty",
    "aug", "ave", "brig", "bros", "ca", "capt", "cf", "ch", "chap", "chas", "cit", "co", "col",
    "comp", "corp", "dec", "dept", "det", "diss", "dist", "dr", "ed", "eds", "eg", "eq", "esp",
    "esq", "est", "etc", "ex", "feb", "ff", "fig", "figs", "fol", "fr", "gen", "geo", "gov", "hon",
    "ibid", "ie", "inc", "incl", "insbes", "insp", "intl", "introd", "jan", "jas", "jr", "jul",
    "jun", "loc", "lt", "maj", "max", "messrs", "min", "misc", "mon", "mr", "mrs", "ms", "mt",
    "natl", "no", "nos", "nov", "nr", "oct", "op", "orig", "par", "para", "paras", "pl", "pp",
    "pres", "proc", "prof", "pseud", "pt", "pts", "publ", "rep", "repr", "resp", "rev", "sat",
    "sci", "sec", "sect", "sen", "sep", "sept", "seq", "ser", "sgt", "soc", "sr", "st", "ste",
    "sun", "sup", "suppl", "supt", "thos", "thu", "trans", "tue", "univ", "usw", "viz", "vol",
    "vols", "vs", "wed", "wm",
];

/// Words that join others or are too common to name anything.
const JOINING: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "after",
    "again",
    "all",
    "alone",
    "also",
    "although",
    "always",
    "among",
    "an",
    "and",
    "another",
    "any",
    "anyone",
    "anything",
    "are",
    "as",
    "at",
    "be",
    "because",
    "become",
    "becomes",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "bring",
    "brings",
    "brought",
    "but",
    "by",
    "can",
    "cannot",
    "carried",
    "carry",
    "come",
    "comes",
    "could",
    "did",
    "do",
    "does",
    "done",
    "down",
    "each",
    "either",
    "else",
    "even",
    "ever",
    "every",
    "everyone",
    "everything",
    "far",
    "few",
    "for",
    "from",
    "gave",
    "get",
    "give",
    "given",
    "gives",
    "go",
    "goes",
    "got",
    "had",
    "has",
    "have",
    "having",
    "he",
    "hence",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "indeed",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "kind",
    "least",
    "less",
    "let",
    "like",
    "made",
    "make",
    "makes",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "neither",
    "never",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "others",
    "otherwise",
    "our",
    "out",
    "over",
    "own",
    "part",
    "per",
    "perhaps",
    "put",
    "puts",
    "rather",
    "same",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "someone",
    "something",
    "still",
    "such",
    "take",
    "taken",
    "takes",
    "than",
    "that",
    "the",
    "their",
    "them",
    "themselves",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "thing",
    "things",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "together",
    "too",
    "took",
    "under",
    "unless",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "way",
    "we",
    "were",
    "what",
    "whatever",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whoever",
    "whole",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
];

/// Forms that do not begin as their words do.
const IRREGULAR: &[(&str, &str)] = &[
    ("children", "child"),
    ("died", "death"),
    ("dying", "death"),
    ("feet", "foot"),
    ("held", "hold"),
    ("kept", "keep"),
    ("lay", "lie"),
    ("led", "lead"),
    ("men", "man"),
    ("people", "person"),
    ("said", "say"),
    ("teeth", "tooth"),
    ("went", "go"),
    ("women", "woman"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> usize {
        let words = plain_words(text);
        words.windows(2).filter(|pair| ends_sentence(&pair[0], &pair[1])).count()
    }

    #[test]
    fn sentences_end_with_a_stop_before_a_capital() {
        for text in [
            "It rained. The street is wet.",
            "It rained in 1928. The street is wet.",
            "Prices rose by 4 %. Wages fell.",
            "He left the USSR. Nobody followed.",
            "He calls it “a plan”. Nobody else does.",
            "Did it rain? The street is wet!",
        ] {
            assert_eq!(ends(text), 1, "{text}");
        }
    }

    #[test]
    fn other_stops_end_nothing() {
        for text in [
            "L. D. Trotsky and Ya. M. Sverdlov met Dr. Smith and Mr. Jones at St. Mary's.",
            "It grew by 1.5 % a year, e.g. Norway and the U.S. Congress did.",
            "Nothing came of it … The rest is silence...",
            "Adm. Nelson met Brig. Gen. Smith and Asst. Prof. Jones.",
            "It stands in Proc. Natl. Acad. Sci. and Proc. Royal Soc. London.",
            "It stands in vol. 3, ch. 2, no. 5, p. 7 of Capital.",
            "1. The state withers.",
            "He wrote: \"It rained. The street is wet. Nobody came.\"",
            "He wrote “It rained. It snowed” and ‘It froze. It thawed’ and «A. B».",
            "The tenants' 'plan. No less' failed (See Lenin. See Marx.) at once.",
            "The plan (see p. 3. Then p. 4) failed.",
            "An open \"quotation. It goes on. And on",
            "Wait ... What came next is unknown",
            "Yahoo! bought it",
        ] {
            assert_eq!(ends(text), 0, "{text}");
        }
    }

    #[test]
    fn marks_that_nothing_closes_take_no_time() {
        let text = "an 'open ‘mark ".repeat(100_000);
        assert_eq!(plain_words(&text).len(), 300_000);
    }

    #[test]
    fn forms_of_one_word_are_told_from_others() {
        for (a, b) in [("rule", "ruling"), ("men", "man"), ("mortal", "mortality"), ("ox", "ox")] {
            assert!(same_stem(a, b), "{a} {b}");
        }
        for (a, b) in [("rain", "snow"), ("human", "greek"), ("oxen", "ox")] {
            assert!(!same_stem(a, b), "{a} {b}");
        }
        for (a, b) in [("hold", "holds"), ("class", "classes"), ("plan", "plan")] {
            assert!(same_but_plural(a, b) && same_but_plural(b, a), "{a} {b}");
        }
        for (a, b) in [("state", "stated"), ("plan", "planet"), ("is", "iss"), ("held", "holds")] {
            assert!(!same_but_plural(a, b), "{a} {b}");
        }
    }

    #[test]
    fn english_is_what_names_no_other_language() {
        let mut map = Map::new("Test");
        assert!(is_english(&map));
        for (tag, english) in [("en", true), ("en-GB", true), ("de", false), ("enm", false)] {
            map.language = Some(tag.into());
            assert_eq!(is_english(&map), english, "{tag}");
        }
    }

    #[test]
    fn lists_are_sorted() {
        assert!(JOINING.is_sorted() && ABBREVIATIONS.is_sorted());
    }
}
