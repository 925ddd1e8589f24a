//! Merging line by line, as Git does.

use rustc_hash::FxHashSet;

/// The most work that comparing lines may be, in pairs of lines that only one side has.
const MOST_WORK: usize = 100_000_000;

/// The lines of two versions with a common origin in one text, if no change of the one touches one
/// of the other; else the text with Git's markers around both.
///
/// Texts that differ in very many lines are not compared: then `None`.
pub fn merge_lines(base: &str, ours: &str, theirs: &str) -> Option<Result<String, String>> {
    let known: FxHashSet<&str> = base.lines().collect();
    let changed = |text: &str| text.lines().filter(|line| !known.contains(line)).count() + 1;
    let length = |text: &str| text.lines().count();
    let most = [ours, theirs].map(|text| {
        let gone = length(base).abs_diff(length(text));
        changed(text).saturating_mul(changed(text) + gone)
    });
    if most.iter().any(|work| *work > MOST_WORK) {
        return None;
    }
    let mut options = diffy::MergeOptions::new();
    options.set_conflict_style(diffy::ConflictStyle::Merge);
    options.set_incomplete_hunk_style(diffy::IncompleteHunkStyle::Git);
    Some(options.merge(base, ours, theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_far_apart_join_and_others_are_marked() {
        let base = "a\nb\nc\nd\ne\n";
        let merged = merge_lines(base, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n");
        assert_eq!(merged, Some(Ok("A\nb\nc\nd\nE\n".to_owned())));
        let merged = merge_lines("a\n", "b\n", "c").unwrap().unwrap_err();
        assert_eq!(merged, "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n");
    }

    #[test]
    fn what_would_take_too_long_is_not_begun() {
        let numbered =
            |word: &str| (0..30_000).map(|n| format!("{word} {n}\n")).collect::<String>();
        assert_eq!(merge_lines(&numbered("a"), &numbered("b"), &numbered("c")), None);
    }
}
