//! Holders that might be the same.

use rustc_hash::FxHashMap;

use super::{Reason, Suggestion, best, in_order};
use crate::check::facts::{ARTICLES, normalised};
use crate::model::{HolderId, HolderKind, Map, Same};

/// Words that join names of several.
const JOINING: &[&str] = &["and", "of", "the", "or", "who", "in", "at", "on"];

/// What speaks for a name that is a shorter form of another.
const SHORTER: f64 = 0.6;

/// Holders of different files whose names are the same or one a shorter form of the other, those
/// with the same name first; and whether these are all.
///
/// Nearly linear: only names that end with the same word are compared, within a budget.
pub(super) fn suggestions(
    map: &Map,
    same: &Same<HolderId>,
    limit: usize,
    budget: usize,
) -> (Vec<Suggestion<HolderId>>, bool) {
    let mut by_last: FxHashMap<String, Vec<(HolderId, Vec<String>)>> = FxHashMap::default();
    for (id, holder) in map.holders() {
        let name = normalised(&holder.title);
        let words = name.split(' ').filter(|word| !word.is_empty() && !ARTICLES.contains(word));
        let words: Vec<String> = words.map(str::to_owned).collect();
        if let Some(last) = words.last() {
            by_last.entry(last.clone()).or_default().push((id, words));
        }
    }
    let mut found = Vec::new();
    let mut budget = budget;
    let mut stopped = false;
    for named in by_last.values() {
        for (at, (one, name)) in named.iter().enumerate() {
            for (other, others) in &named[at + 1..] {
                let Some(left) = budget.checked_sub(name.len() + others.len()) else {
                    stopped = true;
                    break;
                };
                budget = left;
                if same.are_same(*one, *other) || !may_be_one(map, *one, *other) {
                    continue;
                }
                let kinds = (map[*one].kind, map[*other].kind);
                if let Some((score, reason)) = likeness(name, others, kinds) {
                    let (one, other) = in_order(map, *one, *other);
                    found.push(Suggestion { one, other, score, reasons: vec![reason] });
                }
            }
        }
    }
    let (found, whole) = best(map, found, same, limit);
    (found, whole && !stopped)
}

/// Whether two holders are of different files, of no different kinds and neither a member of the
/// other.
fn may_be_one(map: &Map, one: HolderId, other: HolderId) -> bool {
    let kinds = map[one].kind.zip(map[other].kind);
    map.file_of(one) != map.file_of(other)
        && kinds.is_none_or(|(one, other)| one == other)
        && !map[one].members.contains(&other)
        && !map[other].members.contains(&one)
}

fn likeness(
    one: &[String],
    other: &[String],
    kinds: (Option<HolderKind>, Option<HolderKind>),
) -> Option<(f64, Reason)> {
    if one == other {
        return Some((1.0, Reason::SameName));
    }
    // Groups and texts have full names; a shorter one may be another.
    let may_be_people = [kinds.0, kinds.1]
        .iter()
        .all(|kind| !matches!(kind, Some(HolderKind::Group | HolderKind::Document)));
    (may_be_people && is_shorter(one, other)).then_some((SHORTER, Reason::ShorterName))
}

/// Whether one name of a person is a shorter form of another: each word of the shorter stands in
/// the longer in the same order, whole or as an initial, and the last words are the same.
fn is_shorter(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let joins = |word: &String| JOINING.contains(&word.as_str());
    if one.iter().chain(other).any(joins) || long.len() > 5 || short.last() != long.last() {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| is_form(word, other)))
}

/// Whether two words are one, or one the initial of the other.
fn is_form(one: &str, other: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    one == other || initial(one, other) || initial(other, one)
}

#[cfg(test)]
mod tests {
    use super::is_shorter;

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn shorter_forms_are_told_from_other_names() {
        for (a, b) in [
            ("trotsky", "leon trotsky"),
            ("l trotsky", "leon trotsky"),
            ("v i lenin", "vladimir ilyich lenin"),
            ("v lenin", "v i lenin"),
        ] {
            assert!(
                is_shorter(&words(a), &words(b)) && is_shorter(&words(b), &words(a)),
                "{a} {b}"
            );
        }
        for (a, b) in [
            ("marx", "marx and engels"),
            ("engels", "marx and engels"),
            ("rosa luxemburg", "leon luxemburg"),
            ("a smith", "john smith"),
            ("adam", "adam smith"),
            ("defenders of ussr", "ussr"),
        ] {
            assert!(
                !is_shorter(&words(a), &words(b)) && !is_shorter(&words(b), &words(a)),
                "{a} {b}"
            );
        }
    }
}
