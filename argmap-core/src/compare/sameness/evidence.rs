//! What besides their words speaks for two claims' being one: places, questions, formulas.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reason;
use crate::check::facts::normalised;
use crate::model::{ClaimId, Edge, Letter, Map, Passage, QuestionId, Same, SourceId, Stance};

/// The least words of a quotation that tells where it is from.
const LEAST_QUOTED: usize = 3;

/// What claims may have in common, in the order in which reasons are told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    /// Words of a source, and whether the claim is denied there.
    Quotation(String, bool, String),
    /// A place in a source, likewise.
    Place(String, bool, String),
    /// A question.
    Question(String),
    /// A formula.
    Formula(String),
}

/// Where a claim has something in common with others.
#[derive(Clone, Copy)]
enum Via<'m> {
    Source(SourceId, &'m str),
    Question(QuestionId),
    Itself,
}

/// The places, questions and formulas of claims.
pub(super) struct Evidence<'m> {
    map: &'m Map,
    /// What is had in common by two claims or more.
    keys: Vec<Key>,
    /// What each claim has of that, by number, in order.
    of: FxHashMap<ClaimId, Vec<(u32, Via<'m>)>>,
    groups: Vec<Vec<ClaimId>>,
}

impl<'m> Evidence<'m> {
    /// All of a map; linear in its size and in the lengths of its formulas, but for sorting.
    pub(super) fn of(map: &'m Map, same: &Same<ClaimId>) -> Evidence<'m> {
        let mut all: FxHashMap<Key, Vec<(ClaimId, Via<'m>)>> = FxHashMap::default();
        let mut add = |key: Key, claim: ClaimId, from: Via<'m>| {
            all.entry(key).or_default().push((claim, from));
        };
        let names: FxHashMap<SourceId, String> =
            map.sources().map(|(id, _)| (id, source_name(map, id))).collect();
        for (claim, passage, denied) in passages(map) {
            let name = &names[&passage.source];
            if let Some(at) = passage.at.filter(|at| !at.trim().is_empty()) {
                let place = at.split_whitespace().collect::<Vec<_>>().join(" ");
                add(
                    Key::Place(name.clone(), denied, place),
                    claim,
                    Via::Source(passage.source, at),
                );
            }
            if let Some(quote) = passage.quote {
                let words = normalised(quote);
                if words.split(' ').count() >= LEAST_QUOTED {
                    let key = Key::Quotation(name.clone(), denied, words);
                    add(key, claim, Via::Source(passage.source, quote));
                }
            }
        }
        for (id, question) in map.questions() {
            let words = normalised(&question.text);
            for answer in map.answers(id).filter(|_| !words.is_empty()) {
                add(Key::Question(words.clone()), answer, Via::Question(id));
            }
        }
        for (id, claim) in map.claims() {
            if let Some(formula) = &claim.formula {
                let letters = formula.map(|letter| letter_name(map, same, *letter));
                add(Key::Formula(letters.to_string()), id, Via::Itself);
            }
        }
        let mut shared: Vec<(Key, Vec<(ClaimId, Via)>)> =
            all.into_iter().filter(|(_, claims)| claims.len() > 1).collect();
        shared.sort_by(|one, other| one.0.cmp(&other.0));
        let mut evidence =
            Evidence { map, keys: Vec::new(), of: FxHashMap::default(), groups: Vec::new() };
        for (number, (key, claims)) in shared.into_iter().enumerate() {
            let mut group = Vec::new();
            let mut seen = FxHashSet::default();
            for (claim, from) in claims {
                if seen.insert(claim) {
                    group.push(claim);
                    evidence.of.entry(claim).or_default().push((number as u32, from));
                }
            }
            evidence.keys.push(key);
            evidence.groups.push(group);
        }
        evidence
    }

    /// The claims that have something in common, group by group; gives them away.
    pub(super) fn take_groups(&mut self) -> Vec<Vec<ClaimId>> {
        std::mem::take(&mut self.groups)
    }

    /// What two claims have in common, one reason of each sort; linear in what each has.
    pub(super) fn reasons(&self, one: ClaimId, other: ClaimId) -> Vec<Reason> {
        let of = |claim| self.of.get(&claim).map_or(&[][..], Vec::as_slice);
        let (of_one, of_other) = (of(one), of(other));
        let mut reasons: Vec<Reason> = Vec::new();
        for (number, from) in of_one {
            if of_other.binary_search_by_key(number, |(number, _)| *number).is_ok() {
                let reason = self.reason(*number, *from, one);
                let sort = std::mem::discriminant(&reason);
                if reasons.iter().all(|told| std::mem::discriminant(told) != sort) {
                    reasons.push(reason);
                }
            }
        }
        reasons
    }

    fn reason(&self, number: u32, from: Via, one: ClaimId) -> Reason {
        match (&self.keys[number as usize], from) {
            (Key::Quotation(..), Via::Source(source, quote)) => {
                Reason::SameQuotation { source, quote: quote.to_owned() }
            }
            (_, Via::Source(source, at)) => Reason::SamePlace { source, at: at.to_owned() },
            (_, Via::Question(question)) => Reason::SameQuestion { question },
            (_, Via::Itself) => Reason::SameFormula { formula: written(self.map, one) },
        }
    }
}

/// What a passage says, for claims.
struct Found<'m> {
    source: SourceId,
    at: Option<&'m str>,
    quote: Option<&'m str>,
}

/// Where claims are taken from: the places of stands and of evidence, and whether a claim is
/// denied there.
fn passages(map: &Map) -> impl Iterator<Item = (ClaimId, Found<'_>, bool)> + '_ {
    map.graph().raw_edges().iter().filter_map(|edge| {
        let claim = map.as_claim(edge.target())?;
        match &edge.weight {
            Edge::Commits(stand) => {
                let (at, quote) = (stand.at.as_deref(), stand.quote.as_deref());
                let found = Found { source: stand.source?, at, quote };
                Some((claim, found, stand.stance == Stance::Denies))
            }
            Edge::Cites(citation) => {
                let Passage { source, at, quote } = &citation.passage;
                let found = Found { source: *source, at: at.as_deref(), quote: quote.as_deref() };
                Some((claim, found, false))
            }
            _ => None,
        }
    })
}

/// What a source is known by in whatever file: its title and type; one without a title is known in
/// its own file alone.
fn source_name(map: &Map, id: SourceId) -> String {
    let title = normalised(&map[id].title);
    if title.is_empty() {
        return format!("#{}", map.name(id).unwrap_or_default());
    }
    format!("{title} ({})", map[id].kind)
}

/// What a letter of a formula is known by in whatever file: the class of its claim, or the words
/// of an atom.
fn letter_name(map: &Map, same: &Same<ClaimId>, letter: Letter) -> String {
    match letter {
        Letter::Claim(claim) => format!("claim{}", same.representative(claim).index()),
        Letter::Atom(atom) => {
            let words = normalised(&map[atom].text);
            if words.is_empty() {
                format!("atom{}", atom.index())
            } else {
                format!("“{words}”")
            }
        }
    }
}

/// A claim's formula with the names that the root file has for its letters.
fn written(map: &Map, claim: ClaimId) -> String {
    let name = |letter: &Letter| match *letter {
        Letter::Claim(claim) => map.name(claim).unwrap_or_default(),
        Letter::Atom(atom) => map.name(atom).unwrap_or_default(),
    };
    map[claim].formula.as_ref().map(|formula| formula.map(name).to_string()).unwrap_or_default()
}
