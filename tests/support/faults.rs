//! Faults that are put into the text of a map, each of which `check --fix` should mend.

use std::ops::Range;

/// Names that are far from each other, for those of random maps.
const WORDS: &[(&str, &str)] = &[
    ("c0", "harvest-failed"),
    ("c1", "winter"),
    ("c2", "bread-was-dear"),
    ("c3", "granaries"),
    ("c4", "mills-stood"),
    ("c5", "taxes-rose"),
    ("c6", "drought"),
    ("c7", "letters"),
    ("c8", "unrest-in-town"),
    ("h0", "annalist"),
    ("h1", "bishop"),
    ("h2", "council"),
    ("s0", "chronicle"),
    ("s1", "ledger"),
    ("g0", "economy"),
    ("g1", "politics"),
];

/// Keys of the format that can be misspelt, but for that which makes a file a map.
const KEYS: &[&str] = &[
    "title",
    "theses",
    "language",
    "reading-of",
    "groups",
    "sources",
    "holders",
    "atoms",
    "questions",
    "claims",
    "supports",
    "rebuttals",
    "undercuts",
    "conflicts",
    "glossary",
    "schemes",
    "allow",
    "text",
    "kind",
    "formula",
    "group",
    "tags",
    "basis",
    "imputed",
    "commitments",
    "cite",
    "status",
    "same-as",
    "note",
    "stance",
    "source",
    "quote",
    "date",
    "reported-by",
    "from",
    "scheme",
    "warrant",
    "strict",
    "weight",
    "answers",
    "exclusive",
    "exhaustive",
    "members",
    "sections",
    "heading",
    "type",
    "author",
    "issued",
];

/// The text of a random map with words for its numbered names.
pub fn with_words(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (name, word)| text.replace(name, word))
}

/// The tokens of a text without faults, comments among them.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let (bytes, mut at, mut found) = (text.as_bytes(), 0, Vec::new());
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            byte if byte.is_ascii_whitespace() => continue,
            b'"' => {
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'/' if bytes[at] == b'/' => at = start + text[start..].find('\n').unwrap(),
            b'/' => at = start + text[start..].find("*/").unwrap() + 2,
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {}
            _ => at = start + text[start..].find([',', '}', ']', ' ', '\n', '/']).unwrap(),
        }
        found.push(start..at);
    }
    found
}

/// The text with comments between its tokens.
pub fn with_comments(text: &str, numbers: &[u16]) -> String {
    let mut text = text.to_owned();
    for (number, at) in numbers.iter().enumerate() {
        let tokens = tokens(&text);
        let at = tokens[*at as usize % tokens.len()].start;
        let comment = if number % 2 == 0 { " /* , ] */ " } else { " // } \"\n" };
        text.insert_str(at, comment);
    }
    text
}

/// How many kinds of faults there are.
pub const KINDS: usize = 8;

/// The kind that repeats a step.
pub const STEP: usize = 3;

/// The text with a fault of that kind, at one of the places where it can be.
pub fn inject(text: &str, kind: usize, at: u16) -> Option<String> {
    let pieces = pieces(text);
    let is_name = |piece: &Piece| WORDS.iter().any(|(_, word)| *word == piece.word(text));
    let is_reference = |piece: &&Piece| {
        !piece.is_key && is_name(piece) && !["id", "at", "text", "name"].contains(&piece.key(text))
    };
    let is_known = |piece: &&Piece| piece.is_key && KEYS.contains(&piece.word(text));
    let has_word = |piece: &&Piece| {
        let keys = ["kind", "basis", "status", "stance", "role"];
        !piece.is_key
            && keys.contains(&piece.key(text))
            && text.as_bytes()[piece.range.start] == b'"'
    };
    let pick = |wanted: &dyn Fn(&&Piece) -> bool| -> Option<&Piece> {
        let all: Vec<&Piece> = pieces.iter().filter(wanted).collect();
        all.get(at as usize % all.len().max(1)).copied()
    };
    let insert = |at: usize, more: &str| format!("{}{more}{}", &text[..at], &text[at..]);
    let doubled = |piece: &Piece| {
        let end = piece.range.end - 1;
        insert(end, &text[end - 1..end])
    };
    match kind {
        // A name, a key or a word with a letter too many.
        0 => pick(&is_reference).map(doubled),
        1 => pick(&is_known).map(doubled),
        2 => pick(&has_word).map(doubled),
        // A step again.
        STEP => {
            let is_step = |piece: &&Piece| {
                let step = &text[piece.range.clone()];
                piece.opens
                    && step.starts_with('{')
                    && ["supports", "rebuttals", "undercuts"].contains(&piece.key(text))
                    && ["\"id\"", "\"source\"", "\"cite\"", "/"].iter().all(|no| !step.contains(no))
            };
            let step = pick(&is_step)?;
            Some(insert(step.range.end, &format!(",\n {}", &text[step.range.clone()])))
        }
        // A premise again.
        4 => {
            let premise = pick(&|piece| is_reference(piece) && piece.key(text) == "from")?;
            Some(insert(premise.range.end, &format!(" ,{}", &text[premise.range.clone()])))
        }
        // A key with its value again.
        5 => {
            let value = pick(&|piece| {
                let is_known = KEYS.contains(&piece.key(text)) || piece.key(text) == "to";
                is_known && piece.is_value && !text[piece.range.clone()].contains('/')
            })?;
            let (key, written) = (value.key(text), &text[value.range.clone()]);
            Some(insert(value.range.end, &format!(", \"{key}\": {written}")))
        }
        // Allowances that let nothing pass.
        6 => {
            let entry = r#"{ "rule": "self-attack", "reason": "R", "at": ["nobody"] }"#;
            let list = pieces.iter().find(|piece| piece.key(text) == "allow" && piece.is_value);
            match list {
                Some(list) => {
                    let is_empty = tokens(&text[list.range.clone()]).len() == 2;
                    let comma = if is_empty { "" } else { ", " };
                    Some(insert(list.range.start + 1, &format!("{entry}{comma}")))
                }
                None => {
                    let brace =
                        tokens(text).into_iter().find(|token| &text[token.clone()] == "{")?;
                    Some(insert(brace.end, &format!("\"allow\": [{entry}],")))
                }
            }
        }
        _ => {
            let is_allowed = |piece: &&Piece| {
                piece.key(text) == "at" && text[piece.range.clone()].starts_with('[')
            };
            let list = pick(&is_allowed)?;
            Some(insert(list.range.start + 1, "\"nobody\", "))
        }
    }
}

/// A key or a value.
struct Piece {
    range: Range<usize>,
    /// The key itself, or the key under which the value stands, directly or in a list.
    key: Range<usize>,
    is_key: bool,
    /// Whether it stands behind a key, not in a list.
    is_value: bool,
    /// Whether it is an object or a list.
    opens: bool,
}

impl Piece {
    fn key<'t>(&self, text: &'t str) -> &'t str {
        text[self.key.clone()].trim_matches('"')
    }

    fn word<'t>(&self, text: &'t str) -> &'t str {
        text[self.range.clone()].trim_matches('"')
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let tokens: Vec<Range<usize>> =
        tokens(text).into_iter().filter(|token| !text[token.clone()].starts_with('/')).collect();
    let mut found: Vec<Piece> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut key, mut is_value) = (0..0, false);
    for (number, token) in tokens.iter().enumerate() {
        let followed = tokens.get(number + 1).map_or("", |next| &text[next.clone()]);
        match &text[token.clone()] {
            "," => {}
            ":" => is_value = true,
            "{" | "[" => {
                let piece = Piece {
                    range: token.clone(),
                    key: key.clone(),
                    is_key: false,
                    is_value,
                    opens: true,
                };
                open.push(found.len());
                found.push(piece);
                is_value = false;
            }
            "}" | "]" => {
                let opened = open.pop().unwrap();
                found[opened].range.end = token.end;
                key = found[opened].key.clone();
            }
            _ => {
                let is_key = followed == ":";
                if is_key {
                    key = token.clone();
                }
                let range = token.clone();
                found.push(Piece { range, key: key.clone(), is_key, is_value, opens: false });
                is_value = false;
            }
        }
    }
    found
}
