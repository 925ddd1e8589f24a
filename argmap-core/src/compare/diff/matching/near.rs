//! Parts that are worded alike.

use std::hash::Hasher;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::{NEW, OLD, Side, Work, hash, wording, write};
use crate::check::facts::normalised;
use crate::compare::diff::parts::class;

/// The share of their words that two wordings have in common if they are nearly the same.
const NEAR: f64 = 0.8;

/// How much nearer the nearest must be than the next.
const LEAD: f64 = 0.05;

/// A word that more parts have than this tells nothing.
const COMMON: usize = 32;

/// So many candidates are looked at.
const CANDIDATES: usize = 8;

/// Words that turn a sentence into its contrary.
const TURNS: [&str; 6] = ["not", "no", "never", "cannot", "none", "nobody"];

/// Pairs parts that alone have their wording, whatever its case and punctuation.
pub(super) fn by_wording(work: &mut Work) {
    let maps = work.maps;
    work.pair_unique(|side, part| {
        let node = maps[side].node(part);
        let words = normalised(wording(node)?);
        let key = |to: &mut siphasher::sip::SipHasher13| {
            to.write_u8(class(node));
            write(to, &words);
        };
        (!words.is_empty()).then(|| hash(key))
    });
}

/// A part and its words in order.
struct Worded {
    part: NodeIndex,
    words: Vec<String>,
}

/// Pairs parts whose wordings are nearly the same, where each is the other's nearest by far.
pub(super) fn by_near_wording(work: &mut Work) {
    let sides = [OLD, NEW].map(|side| worded(work, side));
    let nearest = [OLD, NEW].map(|side| nearest(work, side, &sides));
    for (one, other) in nearest[OLD].iter().enumerate() {
        let Some(other) = *other else { continue };
        if nearest[NEW][other] == Some(one) {
            work.pair(sides[OLD][one].part, sides[NEW][other].part);
        }
    }
    work.settle();
}

fn worded(work: &Work, side: Side) -> Vec<Worded> {
    let worded = work.left[side].iter().filter_map(|part| {
        let text = normalised(wording(work.node(side, *part))?);
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        (!words.is_empty()).then_some(Worded { part: *part, words })
    });
    worded.collect()
}

/// The nearest of the other side for each of one side, if there is one that is near by far.
fn nearest(work: &Work, side: Side, sides: &[Vec<Worded>; 2]) -> Vec<Option<usize>> {
    let others = &sides[1 - side];
    let mut having: FxHashMap<(u8, &str), Vec<usize>> = FxHashMap::default();
    for (at, other) in others.iter().enumerate() {
        let class = class(work.node(1 - side, other.part));
        let mut words: Vec<&str> = other.words.iter().map(String::as_str).collect();
        words.dedup();
        words.into_iter().for_each(|word| having.entry((class, word)).or_default().push(at));
    }
    let nearest = sides[side].iter().map(|one| {
        let class = class(work.node(side, one.part));
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        let mut words: Vec<&str> = one.words.iter().map(String::as_str).collect();
        words.dedup();
        for word in words {
            let having = having.get(&(class, word)).filter(|having| having.len() <= COMMON);
            having.into_iter().flatten().for_each(|at| *shared.entry(*at).or_default() += 1);
        }
        let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
        let id = |at: usize| work.id(1 - side, others[at].part);
        candidates.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| id(*a).cmp(&id(*b))));
        candidates.truncate(CANDIDATES);
        let near = |(at, _): (usize, usize)| (likeness(&one.words, &others[at].words), at);
        let mut near: Vec<(f64, usize)> = candidates.into_iter().map(near).collect();
        near.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| id(*x).cmp(&id(*y))));
        let (best, at) = *near.first()?;
        let next = near.get(1).map_or(0.0, |(next, _)| *next);
        (best >= NEAR && best - next >= LEAD).then_some(at)
    });
    nearest.collect()
}

/// The share of their words that two wordings have in common; none if one may deny the other.
///
/// L. R. Dice, Measures of the amount of ecologic association between species, 1945.
fn likeness(a: &[String], b: &[String]) -> f64 {
    let turns = |words: &[String]| words.iter().filter(|w| TURNS.contains(&w.as_str())).count();
    if turns(a) != turns(b) {
        return 0.0;
    }
    let (mut x, mut y, mut common) = (0, 0, 0);
    while x < a.len() && y < b.len() {
        match a[x].cmp(&b[y]) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, common) = (x + 1, y + 1, common + 1),
        }
    }
    2.0 * common as f64 / (a.len() + b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn likeness_is_of_words_and_heeds_denials() {
        let of = |a: &str, b: &str| {
            let words = |text: &str| {
                let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
                words.sort();
                words
            };
            likeness(&words(a), &words(b))
        };
        assert_eq!(of("it rained all night", "it rained all night"), 1.0);
        assert_eq!(of("it rained all night", "it snowed all night"), 0.75);
        assert_eq!(of("it rained all night", "it rained not all night"), 0.0);
    }
}
