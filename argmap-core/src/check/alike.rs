//! Which of many texts have most of their words in common, without comparing each with each.

use rustc_hash::FxHashMap;

use crate::model::ClaimId;

/// So many looks a word costs where two texts are compared in full.
const COMPARED: usize = 10;

/// The texts of claims as numbers of words.
pub struct Texts {
    /// The claims, those of few words first.
    pub claims: Vec<ClaimId>,
    /// The different words of each claim, rare ones first.
    pub sets: Vec<Vec<u32>>,
    /// In how many places of the texts each word stands, by number: rare ones have small numbers.
    pub counts: Vec<u32>,
    /// The words by number.
    vocabulary: Vec<String>,
    /// The words of each claim in their order.
    ordered: Vec<Vec<u32>>,
}

/// Texts on their way to be compared.
#[derive(Default)]
pub struct Collector {
    number: FxHashMap<String, u32>,
    texts: Vec<(ClaimId, Vec<u32>)>,
}

impl Collector {
    /// Adds the words of a claim.
    pub fn add(&mut self, claim: ClaimId, words: &[impl AsRef<str>]) {
        let number = |word: &str| match self.number.get(word) {
            Some(number) => *number,
            None => {
                let free = self.number.len() as u32;
                self.number.insert(word.to_owned(), free);
                free
            }
        };
        let words: Vec<u32> = words.iter().map(AsRef::as_ref).map(number).collect();
        self.texts.push((claim, words));
    }

    /// All that was added, ready to be compared; linear in the number of words but for sorting.
    pub fn finish(self) -> Texts {
        let mut count = vec![0_u32; self.number.len()];
        self.texts.iter().flat_map(|(_, words)| words).for_each(|word| count[*word as usize] += 1);
        let mut by_rarity: Vec<u32> = (0..count.len() as u32).collect();
        by_rarity.sort_unstable_by_key(|word| (count[*word as usize], *word));
        let mut rank = vec![0_u32; count.len()];
        by_rarity.iter().enumerate().for_each(|(at, word)| rank[*word as usize] = at as u32);
        let mut vocabulary = vec![String::new(); count.len()];
        for (word, number) in self.number {
            vocabulary[rank[number as usize] as usize] = word;
        }
        let mut all: Vec<(ClaimId, Vec<u32>, Vec<u32>)> = Vec::new();
        for (claim, words) in self.texts {
            let ordered: Vec<u32> = words.iter().map(|word| rank[*word as usize]).collect();
            let mut set = ordered.clone();
            set.sort_unstable();
            set.dedup();
            all.push((claim, ordered, set));
        }
        all.sort_by_key(|(claim, _, set)| (set.len(), *claim));
        let counts = by_rarity.iter().map(|word| count[*word as usize]).collect();
        let mut texts =
            Texts { claims: Vec::new(), sets: Vec::new(), counts, vocabulary, ordered: Vec::new() };
        for (claim, ordered, set) in all {
            texts.claims.push(claim);
            texts.ordered.push(ordered);
            texts.sets.push(set);
        }
        texts
    }
}

impl Texts {
    /// The words of a text in their order.
    pub fn words(&self, text: usize) -> Vec<&str> {
        self.ordered[text].iter().map(|word| self.word(*word)).collect()
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> &str {
        &self.vocabulary[number as usize]
    }

    /// Calls `near` with each two texts of which so large a share of all their words is common,
    /// and that share. Returns whether it stopped before all were found.
    ///
    /// Two such texts have a word in common among the rarest of each; only texts that do are
    /// compared, within the budget.
    ///
    /// Source: R. Bayardo, Y. Ma and R. Srikant, Scaling Up All Pairs Similarity Search, 2007.
    pub fn pairs(
        &self,
        share: f64,
        budget: usize,
        near: &mut dyn FnMut(usize, usize, f64),
    ) -> bool {
        // A share of 0.75 of four words are three, not a hair more.
        let least = |words: usize| ((share * words as f64) - 1e-9).ceil() as usize;
        let mut budget = budget;
        let mut having: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut looked_at = vec![u32::MAX; self.sets.len()];
        for (x, set) in self.sets.iter().enumerate() {
            let prefix = &set[..set.len() - least(set.len()) + 1];
            for word in prefix {
                for y in having.get(word).into_iter().flatten().rev().map(|y| *y as usize) {
                    let other = &self.sets[y];
                    // Those before are shorter still.
                    if other.len() < least(set.len()) {
                        break;
                    }
                    let cost = if looked_at[y] == x as u32 { 1 } else { set.len() + other.len() };
                    let Some(left) = budget.checked_sub(cost) else { return true };
                    budget = left;
                    if std::mem::replace(&mut looked_at[y], x as u32) != x as u32 {
                        let common = common(set, other);
                        let all = set.len() + other.len() - common;
                        if common >= least(all) {
                            let Some(left) = budget.checked_sub(cost * COMPARED) else {
                                return true;
                            };
                            budget = left;
                            near(x, y, common as f64 / all as f64);
                        }
                    }
                }
            }
            for word in prefix {
                having.entry(*word).or_default().push(x as u32);
            }
        }
        false
    }
}

/// How many numbers two ascending lists have in common.
pub fn common(a: &[u32], b: &[u32]) -> usize {
    let mut rest = b.iter().peekable();
    let in_rest = |word: &&u32| {
        while rest.next_if(|other| *other < *word).is_some() {}
        rest.next_if_eq(word).is_some()
    };
    a.iter().filter(in_rest).count()
}
