//! What differs between two wordings, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::Piece;

/// Wordings with more words than this are compared as a whole: the effort grows with the product.
const MOST_WORDS: usize = 2_000;

/// Some words that stand in both wordings or in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// In both.
    Same(String),
    /// In the old one.
    Deleted(String),
    /// In the new one.
    Inserted(String),
}

/// The words of two wordings, those of the old one before those that came in their place.
///
/// Words end where Unicode says so (UAX 29). Takes time in proportion to the number of words and
/// of differences. E. W. Myers, An O(ND) difference algorithm and its variations, 1986.
pub fn differences(old: &str, new: &str) -> Vec<Run> {
    let (a, b): (Vec<&str>, Vec<&str>) =
        (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let mut runs = Runs::default();
    if a.len().max(b.len()) > MOST_WORDS {
        runs.deleted.push_str(old);
        runs.inserted.push_str(new);
        return runs.finish();
    }
    let operations = capture_diff_slices(Algorithm::Myers, &a, &b);
    let mut left = operations.iter().peekable();
    while let Some(operation) = left.next() {
        match *operation {
            DiffOp::Equal { old_index, len, .. } => {
                let same = a[old_index..old_index + len].concat();
                // A space between two changes is part of them.
                if same.trim().is_empty() && !runs.is_settled() && left.peek().is_some() {
                    runs.deleted.push_str(&same);
                    runs.inserted.push_str(&same);
                } else {
                    runs.settle();
                    runs.all.push(Run::Same(same));
                }
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                runs.deleted.push_str(&a[old_index..old_index + old_len].concat());
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                runs.inserted.push_str(&b[new_index..new_index + new_len].concat());
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                runs.deleted.push_str(&a[old_index..old_index + old_len].concat());
                runs.inserted.push_str(&b[new_index..new_index + new_len].concat());
            }
        }
    }
    runs.finish()
}

impl Run {
    fn words(&self) -> &str {
        match self {
            Run::Same(words) | Run::Deleted(words) | Run::Inserted(words) => words,
        }
    }
}

#[derive(Default)]
struct Runs {
    all: Vec<Run>,
    deleted: String,
    inserted: String,
}

impl Runs {
    fn is_settled(&self) -> bool {
        self.deleted.is_empty() && self.inserted.is_empty()
    }

    fn settle(&mut self) {
        let (deleted, inserted) =
            (std::mem::take(&mut self.deleted), std::mem::take(&mut self.inserted));
        // Space that both begin or end with stays.
        let is_both = !deleted.is_empty() && !inserted.is_empty();
        let space = |text: &str| text.len() - text.trim_start().len();
        let first = if is_both { space(&deleted).min(space(&inserted)) } else { 0 };
        let first = if deleted[..first] == inserted[..first] { first } else { 0 };
        let (old, new) = (&deleted[first..], &inserted[first..]);
        let space = |text: &str| text.len() - text.trim_end().len();
        let last = if is_both { space(old).min(space(new)) } else { 0 };
        let is_same = old[old.len() - last..] == new[new.len() - last..];
        let last = if is_same { last } else { 0 };
        let (old, end) = old.split_at(old.len() - last);
        let new = &new[..new.len() - last];
        let runs = [
            Run::Same(deleted[..first].to_owned()),
            Run::Deleted(old.to_owned()),
            Run::Inserted(new.to_owned()),
            Run::Same(end.to_owned()),
        ];
        self.all.extend(runs.into_iter().filter(|run| !run.words().is_empty()));
    }

    fn finish(mut self) -> Vec<Run> {
        self.settle();
        self.all
    }
}

/// The same as pieces of a line.
pub(super) fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let piece = |run| match run {
        Run::Same(words) => Piece::Text(words),
        Run::Deleted(words) => Piece::Deleted(words),
        Run::Inserted(words) => Piece::Inserted(words),
    };
    differences(old, new).into_iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let shown = |run: &Run| match run {
            Run::Same(words) => words.clone(),
            Run::Deleted(words) => format!("[-{words}-]"),
            Run::Inserted(words) => format!("{{+{words}+}}"),
        };
        differences(old, new).iter().map(shown).collect()
    }

    #[test]
    fn words_are_set_off_from_those_that_stay() {
        assert_eq!(shown("It rained.", "It rained."), "It rained.");
        assert_eq!(
            shown("It rained all day.", "It poured all night."),
            "It [-rained-]{+poured+} all [-day-]{+night+}."
        );
        assert_eq!(shown("one two three", "four five six"), "[-one two three-]{+four five six+}");
        assert_eq!(shown("It rained.", "It has rained."), "It {+has +}rained.");
        assert_eq!(shown("", "New."), "{+New.+}");
        assert_eq!(
            shown("It rained here", "It (snowed) there"),
            "It [-rained here-]{+(snowed) there+}"
        );
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_off(old in "([ab ]|\\PC){0,40}", new in "([ab ]|\\PC){0,40}") {
            let of = |skip: fn(&Run) -> bool| -> String {
                let runs = differences(&old, &new);
                runs.iter().filter(|run| !skip(run)).map(Run::words).collect()
            };
            prop_assert_eq!(of(|run| matches!(run, Run::Inserted(_))), old.clone());
            prop_assert_eq!(of(|run| matches!(run, Run::Deleted(_))), new.clone());
        }
    }

    #[test]
    fn long_texts_are_compared_as_a_whole() {
        let (old, new) = ("a ".repeat(100_000) + "c", "b ".repeat(100_000) + "c");
        let wanted = [Run::Deleted(old.clone()), Run::Inserted(new.clone())];
        assert!(differences(&old, &new) == wanted);
    }
}
