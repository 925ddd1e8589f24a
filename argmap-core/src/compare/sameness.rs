//! Which claims and holders are declared the same, and which might be.
//!
//! Nothing is ever taken for the same because it sounds alike: what is the same is declared, and
//! [`suggestions`] only says where it is worth asking, and why.

mod evidence;
mod holders;
mod opposites;
mod relations;
mod wording;

#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::alike::{Collector, Texts};
use crate::model::{ClaimId, HolderId, Map, QuestionId, Same, SourceId};
use crate::text::FileId;
use evidence::Evidence;
use relations::{Relations, voices};
use wording::{Likeness, Wordings};

/// So many suggestions are made unless told otherwise.
const LIMIT: usize = 100;

/// So many looks are taken at claims that share a word, a place or a question.
const BUDGET: usize = 30_000_000;

/// The least share of two claims' words that they have in common for their words alone to tell.
const LEAST_SHARE: f64 = 0.5;

/// So many looks two claims cost that are compared in full.
const COMPARED: usize = 100;

/// What is declared the same in a map, in classes.
#[derive(Clone, Debug)]
pub struct Classes {
    /// The claims.
    pub claims: Same<ClaimId>,
    /// The holders.
    pub holders: Same<HolderId>,
}

impl Classes {
    /// The classes of a map; linear in its size, but for sorting what is declared the same.
    pub fn of(map: &Map) -> Classes {
        Classes { claims: map.same_claims(), holders: map.same_holders() }
    }
}

/// How suggestions are made.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The most suggestions of claims, and the most of holders.
    pub limit: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { limit: LIMIT }
    }
}

/// Two parts that may be the same and are not declared so.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion<Id> {
    /// The one whose name comes first.
    pub one: Id,
    /// The other.
    pub other: Id,
    /// How much speaks for it, from 0 to 1.
    pub score: f64,
    /// What speaks for it.
    pub reasons: Vec<Reason>,
}

/// What might be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestions {
    /// Claims, the likeliest first.
    pub claims: Vec<Suggestion<ClaimId>>,
    /// Holders, the likeliest first.
    pub holders: Vec<Suggestion<HolderId>>,
    /// Whether these are all: neither the limit was reached nor had the search to stop.
    pub complete: bool,
}

/// Why two parts may be the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Two claims have the same words, but for case, punctuation and words that say little.
    SameWords,
    /// Two claims share most of their words.
    SharedWords {
        /// The share of the words in common among all, rare words counting for more; above 0,
        /// at most 1.
        share: f64,
        /// The words in common, as the first claim has them.
        shared: Vec<String>,
        /// The words that only the first has.
        only_one: Vec<String>,
        /// The words that only the second has.
        only_other: Vec<String>,
    },
    /// Two claims are placed at one place of one source.
    SamePlace {
        /// The source, as the file of the first has it.
        source: SourceId,
        /// The place in it.
        at: String,
    },
    /// Two claims are placed where a source has the same words.
    SameQuotation {
        /// The source, as the file of the first has it.
        source: SourceId,
        /// The words, as the first quotes them.
        quote: String,
    },
    /// Two claims answer questions in the same words.
    SameQuestion {
        /// The question that the first answers.
        question: QuestionId,
    },
    /// Two claims have the same formula, with what is declared the same taken as one.
    SameFormula {
        /// The formula, as the first has it.
        formula: String,
    },
    /// Two holders have one name, but for case, punctuation and articles.
    SameName,
    /// The name of one holder is a shorter form of the other's.
    ShorterName,
}

/// What might be the same and is not declared so: claims, and holders, of different files; and
/// claims of one file that different holders assert.
///
/// Claims that the map relates to each other, by a step, a conflict, a question, a formula or by
/// one holder's asserting the one and denying the other, are let be: their author knows of both.
/// So are claims that differ in a negation, a number, an opposite or another word that tells them
/// apart. Of several pairs between what is declared the same, and of several that one part has in
/// another file, the likeliest is suggested. Nothing depends on the order in which the parts are
/// declared.
///
/// Only claims with rare words, a place, a question or a formula in common are compared, within a
/// budget; where it ends the search, or the limit cuts it short, the result is not complete.
pub fn suggestions(map: &Map, options: &Options) -> Suggestions {
    suggestions_within(map, options, BUDGET)
}

fn suggestions_within(map: &Map, options: &Options, budget: usize) -> Suggestions {
    let classes = Classes::of(map);
    let mut search = Search {
        map,
        classes: &classes,
        wordings: Wordings::of(map),
        evidence: Evidence::of(map, &classes.claims),
        voices: voices(map, &classes),
        budget,
        seen: FxHashSet::default(),
        found: Vec::new(),
    };
    let mut complete = search.by_words();
    complete &= search.by_evidence();
    let found = search.found;
    let (claims, whole) = likeliest(map, found, &classes, options.limit);
    let (holders, all) = holders::suggestions(map, &classes.holders, options.limit, budget);
    Suggestions { claims, holders, complete: complete && whole && all }
}

/// A search for claims that might be the same.
struct Search<'s, 'm> {
    map: &'m Map,
    classes: &'s Classes,
    wordings: Wordings<'m>,
    evidence: Evidence<'m>,
    /// Who asserts each claim.
    voices: FxHashMap<ClaimId, Vec<HolderId>>,
    budget: usize,
    /// The pairs that were compared.
    seen: FxHashSet<(ClaimId, ClaimId)>,
    found: Vec<Suggestion<ClaimId>>,
}

impl Search<'_, '_> {
    /// Compares claims that share words; false if it had to stop.
    fn by_words(&mut self) -> bool {
        for alike in self.wordings.alike() {
            if !self.each_pair(&alike) {
                return false;
            }
        }
        let mut collected = Collector::default();
        for (claim, words) in self.wordings.stems() {
            collected.add(claim, words);
        }
        let texts: Texts = collected.finish();
        self.wordings.weigh(&texts);
        let mut pairs = Vec::new();
        let budget = self.budget;
        let stopped = texts.pairs(LEAST_SHARE, budget, &mut |x, y, _| {
            pairs.push((texts.claims[x], texts.claims[y]));
        });
        pairs.into_iter().all(|(one, other)| self.pair(one, other)) && !stopped
    }

    /// Compares claims that share a place, a quotation, a question or a formula; false if it had
    /// to stop.
    fn by_evidence(&mut self) -> bool {
        let groups = self.evidence.take_groups();
        groups.iter().all(|group| self.each_pair(group))
    }

    fn each_pair(&mut self, claims: &[ClaimId]) -> bool {
        claims
            .iter()
            .enumerate()
            .all(|(at, one)| claims[at + 1..].iter().all(|other| self.pair(*one, *other)))
    }

    /// Compares two claims unless that was done; false if the budget is used up.
    fn pair(&mut self, one: ClaimId, other: ClaimId) -> bool {
        let (one, other) = if one < other { (one, other) } else { (other, one) };
        let Some(left) = self.budget.checked_sub(1) else { return false };
        self.budget = left;
        if !self.is_eligible(one, other) || !self.seen.insert((one, other)) {
            return true;
        }
        let Some(left) = self.budget.checked_sub(COMPARED) else { return false };
        self.budget = left;
        let (one, other) = in_order(self.map, one, other);
        let reasons = self.evidence.reasons(one, other);
        let likeness = self.wordings.compare(one, other);
        if let Some((score, reasons)) = judge(likeness, reasons) {
            self.found.push(Suggestion { one, other, score, reasons });
        }
        true
    }

    /// Whether two claims are of different files or held by different holders, and not declared
    /// the same.
    fn is_eligible(&self, one: ClaimId, other: ClaimId) -> bool {
        !self.classes.claims.are_same(one, other)
            && (self.map.file_of(one) != self.map.file_of(other)
                || self.have_other_holders(one, other))
    }

    fn have_other_holders(&self, one: ClaimId, other: ClaimId) -> bool {
        let holders = |claim| self.voices.get(&claim).map_or(&[][..], Vec::as_slice);
        let (one, other) = (holders(one), holders(other));
        let is_other = |holder: &HolderId| other.binary_search(holder).is_err();
        !one.is_empty() && !other.is_empty() && one.iter().all(is_other)
    }
}

/// What the likeness of words and other reasons come to.
fn judge(likeness: Option<Likeness>, mut reasons: Vec<Reason>) -> Option<(f64, Vec<Reason>)> {
    let has = |wanted: fn(&Reason) -> bool| reasons.iter().any(wanted);
    let quoted = has(|reason| matches!(reason, Reason::SameQuotation { .. }));
    let placed = quoted || has(|reason| matches!(reason, Reason::SamePlace { .. }));
    let asked = has(|reason| matches!(reason, Reason::SameQuestion { .. }));
    let defined = has(|reason| matches!(reason, Reason::SameFormula { .. }));
    let further = 0.1 * reasons.len() as f64;
    let score = match &likeness {
        Some(Likeness::Same) => 1.0,
        Some(Likeness::Shared(shared)) => {
            let least = if shared.is_part { 0.4 } else { 0.5 };
            let near = shared.share >= least && shared.count > 1;
            let enough = shared.tells()
                || defined
                || quoted && shared.share >= 0.2
                || placed && near
                || asked && near && shared.is_part;
            if !enough {
                return None;
            }
            let least = if defined { 0.9 } else { 0.0 };
            (0.9 * shared.share + further).clamp(least, 0.99)
        }
        None if defined => 0.9,
        None => return None,
    };
    if let Some(likeness) = likeness {
        reasons.splice(0..0, likeness.reason());
    }
    Some(((score * 1000.0).round() / 1000.0, reasons))
}

/// The likeliest of what was found, one for each two classes, without what the map relates; and
/// whether these are all.
fn likeliest(
    map: &Map,
    found: Vec<Suggestion<ClaimId>>,
    classes: &Classes,
    limit: usize,
) -> (Vec<Suggestion<ClaimId>>, bool) {
    let relations = if found.is_empty() { None } else { Some(Relations::of(map, classes)) };
    let is_free = |found: &Suggestion<ClaimId>| {
        relations.as_ref().is_none_or(|relations| !relations.relate(found.one, found.other))
    };
    best(map, found.into_iter().filter(is_free).collect(), &classes.claims, limit)
}

/// The first so many in order, one for each two classes and for each class and file the likeliest,
/// since a file commonly says a thing once; and whether these are all.
fn best<Id>(
    map: &Map,
    mut found: Vec<Suggestion<Id>>,
    same: &Same<Id>,
    limit: usize,
) -> (Vec<Suggestion<Id>>, bool)
where
    Id: Copy + Ord + std::hash::Hash + Into<petgraph::graph::NodeIndex>,
{
    found.sort_by_cached_key(|found| {
        let thousandths = (found.score * 1000.0).round() as i64;
        (-thousandths, map.name(found.one), map.name(found.other))
    });
    // For each class and another file the score of what is likeliest there.
    let mut likeliest: FxHashMap<(Id, FileId), f64> = FxHashMap::default();
    let mut told = FxHashSet::default();
    found.retain(|found| {
        let (one, other) = (same.representative(found.one), same.representative(found.other));
        let sides = [(one, map.file_of(found.other)), (other, map.file_of(found.one))];
        let likelier = |side| likeliest.get(side).is_some_and(|score| *score > found.score);
        if sides.iter().any(likelier) {
            return false;
        }
        likeliest.extend(sides.map(|side| (side, found.score)));
        told.insert(if one < other { (one, other) } else { (other, one) })
    });
    let whole = found.len() <= limit;
    found.truncate(limit);
    (found, whole)
}

/// Two parts in the order of their names.
fn in_order<Id>(map: &Map, one: Id, other: Id) -> (Id, Id)
where
    Id: Copy + Into<petgraph::graph::NodeIndex>,
{
    if map.name(one) <= map.name(other) { (one, other) } else { (other, one) }
}
