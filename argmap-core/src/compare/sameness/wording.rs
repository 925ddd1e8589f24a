//! How like the words of two claims are, where no word tells the claims apart.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Reason;
use super::opposites::{JOINTS, OPPOSITES, OTHER_NEGATIONS, REVERSING, TURNING};
use crate::check::alike::Texts;
use crate::check::english::{is_english_tag, is_joining};
use crate::check::facts::{ARTICLES, normalised};
use crate::check::telling::{NEGATIONS, TELLING};
use crate::model::{ClaimId, Map};
use crate::text::FileId;

/// Texts of more words are compared for equality alone.
const MOST_WORDS: usize = 100;

/// The share of words from which on they tell that two claims may be one.
const TELLING_SHARE: f64 = 0.6;

/// Two forms of a word share so many letters at the beginning, and that share of the longer.
const SAME_START: (usize, f64) = (5, 0.75);

/// The words of a claim's text.
struct Saying<'m> {
    /// The language: `en`, or another's tag without its region.
    language: &'m str,
    /// All words in lower case.
    normal: String,
    /// Those that name something, in order.
    content: Vec<String>,
    /// The stems of these.
    stems: Vec<String>,
    /// How often it says no.
    negations: usize,
    /// Words that tell claims apart, and numbers, sorted.
    telling: Vec<String>,
    /// Whether it names a doer by `by`.
    by: bool,
}

/// The words of a map's claims.
pub(super) struct Wordings<'m> {
    sayings: FxHashMap<ClaimId, Saying<'m>>,
    /// The claims in the order of the map.
    claims: Vec<ClaimId>,
    /// How much each stem counts: a word that few claims have counts for more.
    weights: FxHashMap<String, u64>,
    opposites: FxHashSet<(String, String)>,
    reversing: FxHashSet<String>,
}

/// How like the words of two claims are.
pub(super) enum Likeness {
    /// The same.
    Same,
    /// So much alike.
    Shared(Shared),
}

/// What the words of two claims have in common.
pub(super) struct Shared {
    /// The share of the words in common among all.
    pub(super) share: f64,
    /// The number of words in common.
    pub(super) count: usize,
    /// Whether at least one has all words of the other.
    pub(super) is_part: bool,
    /// How many words only the one has, and only the other.
    only: (usize, usize),
    /// Whether what they share stands in an order that may mean the same.
    in_order: bool,
    /// Whether words alone may tell: that is known of English.
    known: bool,
    reason: Reason,
}

impl Shared {
    /// Whether the words alone tell that the claims may be one.
    pub(super) fn tells(&self) -> bool {
        let least = match self.only {
            (0, 0) => 2,
            (0, _) | (_, 0) => 3,
            // Where one word stands for another, that is the difference.
            (1, 1) => return false,
            _ => 4,
        };
        self.known && self.in_order && self.count >= least && self.share >= TELLING_SHARE
    }
}

impl Likeness {
    /// The reason that it is, where words are in common.
    pub(super) fn reason(self) -> Option<Reason> {
        match self {
            Likeness::Same => Some(Reason::SameWords),
            Likeness::Shared(shared) => (shared.count > 0).then_some(shared.reason),
        }
    }
}

impl<'m> Wordings<'m> {
    /// The words of all claims; linear in the lengths of their texts.
    pub(super) fn of(map: &'m Map) -> Wordings<'m> {
        let stemmer = Stemmer::create(Algorithm::English);
        let mut languages: FxHashMap<FileId, &str> = FxHashMap::default();
        let mut sayings = FxHashMap::default();
        let mut claims = Vec::new();
        for (id, claim) in map.claims() {
            let file = map.file_of(id);
            let language = *languages.entry(file).or_insert_with(|| language(map, file));
            sayings.insert(id, Saying::of(&claim.text, language, &stemmer));
            claims.push(id);
        }
        let stemmed = |word: &&str| stem(&stemmer, word);
        let pair = |(one, other): &(&str, &str)| (stem(&stemmer, one), stem(&stemmer, other));
        Wordings {
            sayings,
            claims,
            weights: FxHashMap::default(),
            opposites: OPPOSITES.iter().map(pair).collect(),
            reversing: REVERSING.iter().map(stemmed).collect(),
        }
    }

    /// Groups of claims with the same words that name something.
    pub(super) fn alike(&self) -> Vec<Vec<ClaimId>> {
        let mut groups: FxHashMap<(&str, String), Vec<ClaimId>> = FxHashMap::default();
        for claim in &self.claims {
            let saying = &self.sayings[claim];
            let key = if saying.content.len() < 2 {
                saying.normal.clone()
            } else {
                saying.content.join(" ")
            };
            if !key.is_empty() {
                groups.entry((saying.language, key)).or_default().push(*claim);
            }
        }
        let mut groups: Vec<Vec<ClaimId>> =
            groups.into_values().filter(|claims| claims.len() > 1).collect();
        groups.sort_unstable();
        groups
    }

    /// The stems of the claims whose words alone may tell.
    pub(super) fn stems(&self) -> impl Iterator<Item = (ClaimId, &[String])> + '_ {
        let sayings = self.claims.iter().map(|claim| (*claim, &self.sayings[claim]));
        let known = sayings.filter(|(_, saying)| saying.is_english() && saying.stems.len() > 1);
        known.map(|(claim, saying)| (claim, saying.stems.as_slice()))
    }

    /// Weighs the stems by how many of the texts have them.
    pub(super) fn weigh(&mut self, texts: &Texts) {
        let mut having = vec![0_u32; texts.counts.len()];
        texts.sets.iter().flatten().for_each(|word| having[*word as usize] += 1);
        let all = texts.claims.len() as f64;
        for (number, count) in having.into_iter().enumerate() {
            // Whole numbers, so that sums are the same in whatever order.
            let weight = (1024.0 * (1.0 + all / f64::from(count.max(1))).ln()).round() as u64;
            self.weights.insert(texts.word(number as u32).to_owned(), weight);
        }
    }

    /// How like two claims are; nothing where a word tells them apart or they are not comparable.
    pub(super) fn compare(&self, one: ClaimId, other: ClaimId) -> Option<Likeness> {
        let (one, other) = (&self.sayings[&one], &self.sayings[&other]);
        if one.language != other.language {
            return None;
        }
        if !one.normal.is_empty() && one.normal == other.normal {
            return Some(Likeness::Same);
        }
        if one.negations != other.negations || one.telling != other.telling {
            return None;
        }
        let known = one.is_english();
        if known && one.content.len() > 1 && one.content == other.content && one.by == other.by {
            return Some(Likeness::Same);
        }
        self.shared(one, other, known).map(Likeness::Shared)
    }

    fn shared(&self, one: &Saying, other: &Saying, known: bool) -> Option<Shared> {
        let (first, second) = (one.words(), other.words());
        let mut forms: FxHashMap<&str, &str> = FxHashMap::default();
        let only_second: Vec<&str> = rest(&second, &first);
        let mut only_first: Vec<&str> = rest(&first, &second);
        // Forms of one word whose stems differ.
        for word in &only_second {
            if let Some(at) = only_first.iter().position(|form| known && start_alike(form, word)) {
                forms.insert(word, only_first.remove(at));
            }
        }
        let second: Vec<(&str, &str)> = second
            .into_iter()
            .map(|(stem, word)| (*forms.get(stem).unwrap_or(&stem), word))
            .collect();
        let only_second: Vec<&str> = rest(&second, &first);
        let told_apart =
            only_first.iter().any(|a| only_second.iter().any(|b| self.are_opposites(a, b)))
                || only_first.iter().chain(&only_second).any(|word| self.reversing.contains(*word));
        if told_apart {
            return None;
        }
        let common: Vec<&str> = distinct(first.iter().map(|(stem, _)| *stem))
            .into_iter()
            .filter(|stem| second.iter().any(|(other, _)| other == stem))
            .collect();
        let weigh = |stems: &[&str]| stems.iter().map(|stem| self.weight(stem)).sum::<u64>();
        let all = weigh(&common) + weigh(&only_first) + weigh(&only_second);
        let share = if all == 0 { 0.0 } else { weigh(&common) as f64 / all as f64 };
        let told = |words: &[(&str, &str)], stems: &[&str]| -> Vec<String> {
            let word = |stem: &&str| words.iter().find(|(of, _)| of == stem);
            stems.iter().filter_map(word).map(|(_, word)| (*word).to_owned()).collect()
        };
        Some(Shared {
            share,
            count: common.len(),
            only: (only_first.len(), only_second.len()),
            is_part: only_first.is_empty() || only_second.is_empty(),
            in_order: may_mean_the_same(
                &sequence(&first, &common),
                &sequence(&second, &common),
                one.by != other.by,
            ),
            known,
            reason: Reason::SharedWords {
                share: (share * 1000.0).round() / 1000.0,
                shared: told(&first, &common),
                only_one: told(&first, &only_first),
                only_other: told(&second, &only_second),
            },
        })
    }

    fn weight(&self, stem: &str) -> u64 {
        self.weights.get(stem).copied().unwrap_or(1024)
    }

    fn are_opposites(&self, one: &str, other: &str) -> bool {
        let listed = |a: &str, b: &str| self.opposites.contains(&(a.to_owned(), b.to_owned()));
        let turned =
            |a: &str, b: &str| TURNING.iter().any(|start| a.strip_prefix(start) == Some(b));
        listed(one, other) || listed(other, one) || turned(one, other) || turned(other, one)
    }
}

impl<'m> Saying<'m> {
    fn of(text: &str, language: &'m str, stemmer: &Stemmer) -> Saying<'m> {
        let normal = normalised(text);
        let mut saying = Saying {
            language,
            normal: String::new(),
            content: Vec::new(),
            stems: Vec::new(),
            negations: 0,
            telling: Vec::new(),
            by: false,
        };
        let is_short = normal.split(' ').nth(MOST_WORDS).is_none();
        let words = normal.split(' ').filter(|word| is_short && !word.is_empty());
        for word in words.filter(|word| !ARTICLES.contains(word)) {
            saying.by |= word == "by";
            if NEGATIONS.contains(&word) || OTHER_NEGATIONS.contains(&word) {
                saying.negations += 1;
            } else if TELLING.contains(&word)
                || JOINTS.contains(&word)
                || !word.chars().all(char::is_alphabetic)
            {
                saying.telling.push(word.to_owned());
            } else if !is_joining(word) || !saying.is_english() {
                saying.content.push(word.to_owned());
                saying.stems.push(if saying.is_english() {
                    stem(stemmer, word)
                } else {
                    word.to_owned()
                });
            }
        }
        saying.telling.sort_unstable();
        saying.normal = normal;
        saying
    }

    fn is_english(&self) -> bool {
        self.language == "en"
    }

    /// Each stem with the word that it is of.
    fn words(&self) -> Vec<(&str, &str)> {
        self.stems.iter().map(String::as_str).zip(self.content.iter().map(String::as_str)).collect()
    }
}

/// The language of a file: what names none is taken for English, as rules of wording do.
fn language(map: &Map, file: FileId) -> &str {
    match map.language_of(file) {
        None => "en",
        Some(tag) if is_english_tag(tag) => "en",
        Some(tag) => tag.split(['-', '_']).next().unwrap_or(tag),
    }
}

fn stem(stemmer: &Stemmer, word: &str) -> String {
    // The algorithm is one for the letters of English.
    let letters = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if letters { stemmer.stem(word).into_owned() } else { word.to_owned() }
}

/// Whether two stems begin with so many of the same letters that they are forms of one word.
fn start_alike(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let longer = one.chars().count().max(other.chars().count());
    common >= SAME_START.0 && common as f64 >= SAME_START.1 * longer as f64
}

/// The different stems that the others lack, in order.
fn rest<'w>(words: &[(&'w str, &str)], others: &[(&str, &str)]) -> Vec<&'w str> {
    let stems = distinct(words.iter().map(|(stem, _)| *stem));
    stems.into_iter().filter(|stem| others.iter().all(|(other, _)| other != stem)).collect()
}

fn distinct<'w>(stems: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    let mut seen = FxHashSet::default();
    stems.filter(|stem| seen.insert(*stem)).collect()
}

/// The stems in common as a text has them.
fn sequence<'w>(words: &[(&'w str, &str)], common: &[&str]) -> Vec<&'w str> {
    let stems = words.iter().map(|(stem, _)| *stem);
    stems.filter(|stem| common.contains(stem)).collect()
}

/// Whether the same words may mean the same in two orders: one begins with what the other ends
/// with, neighbours change places, or one says by whom what the other says who does.
fn may_mean_the_same(one: &[&str], other: &[&str], other_voice: bool) -> bool {
    if one == other {
        return !other_voice;
    }
    if other_voice {
        return true;
    }
    let turned = |at: usize| one[at..].iter().chain(&one[..at]).eq(other);
    let nearby = |at: usize| {
        let near = &other[at.saturating_sub(1)..(at + 2).min(other.len())];
        near.contains(&one[at])
    };
    one.len() == other.len()
        && (one.len() > 2 && (1..one.len()).any(turned)
            || one.len() > 3 && (0..one.len()).all(nearby))
}
