//! Which entries of the three versions are the same, and what they are called afterwards.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::names::Renames;
use super::side::{BASE, COUNT, IMPORTS, OURS, Side, THEIRS, class, list_name};
use super::{Conflict, Lines};
use crate::compare::diff::{LISTS, matching};
use crate::document::{Field, Reading};
use crate::text::FileId;

/// Where an entry stands in a version: its list, and its number there.
pub(super) type At = (usize, usize);

/// One entry, as the three versions have it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unit {
    /// Where it stands in each version.
    pub at: [Option<At>; 3],
    /// Whether one side removed it and the other gave it another id.
    pub is_renamed: bool,
}

impl Unit {
    fn of(side: usize, at: At) -> Unit {
        let mut unit = Unit::default();
        unit.at[side] = Some(at);
        unit
    }

    /// Its name in a version.
    pub fn name<'s>(&self, sides: &'s [Side; 3], side: usize) -> Option<&'s str> {
        sides[side].item(self.at[side]?)?.name.as_deref()
    }

    /// The list in which one of the versions has it, ours first.
    pub fn list(&self) -> usize {
        [OURS, THEIRS, BASE].iter().find_map(|side| self.at[*side]).map_or(0, |at| at.0)
    }
}

/// The entries of three versions, in the order of the first version, then ours, then theirs.
///
/// Parts of the graph are the same as in a [`matching`] of the versions; other entries by what they
/// say, then by name.
pub(super) fn units(readings: [&Reading; 3], sides: &[Side; 3]) -> Vec<Unit> {
    let mut work = Work {
        sides,
        taken: [BASE, OURS, THEIRS].map(|side| {
            let lengths = sides[side].lists.iter();
            lengths.map(|list| vec![false; list.as_ref().map_or(0, |l| l.items.len())]).collect()
        }),
        units: Vec::new(),
    };
    work.parts(readings);
    for list in 0..COUNT {
        work.others(list);
    }
    for side in [OURS, THEIRS] {
        for list in 0..COUNT {
            for index in 0..work.taken[side][list].len() {
                if work.take(side, (list, index)) {
                    work.units.push(Unit::of(side, (list, index)));
                }
            }
        }
    }
    work.units
}

struct Work<'s, 't> {
    sides: &'s [Side<'t>; 3],
    taken: [Vec<Vec<bool>>; 3],
    units: Vec<Unit>,
}

impl Work<'_, '_> {
    /// Whether an entry was free, which it is no more.
    fn take(&mut self, side: usize, (list, index): At) -> bool {
        !std::mem::replace(&mut self.taken[side][list][index], true)
    }

    fn parts(&mut self, readings: [&Reading; 3]) {
        let places = [BASE, OURS, THEIRS].map(|side| {
            let mut places: FxHashMap<u32, At> = FxHashMap::default();
            for list in 0..LISTS.len() {
                let chunks = self.sides[side].lists[list].iter();
                let chunks = chunks.flat_map(|list| list.container.chunks.iter().enumerate());
                places.extend(chunks.map(|(index, chunk)| (chunk.body.start, (list, index))));
            }
            places
        });
        let place = |side: usize, part: NodeIndex| {
            let at = readings[side].origins.node(part, Field::Whole)?;
            let is_own = at.file == FileId::ROOT;
            places[side].get(&at.span.start).copied().filter(|_| is_own)
        };
        let base = &readings[BASE].map;
        let matchings = [OURS, THEIRS].map(|side| matching(base, &readings[side].map));
        for part in base.own_parts() {
            let Some(at) = place(BASE, part) else { continue };
            if !self.take(BASE, at) {
                continue;
            }
            let mut unit = Unit::of(BASE, at);
            for (side, matching) in [OURS, THEIRS].into_iter().zip(&matchings) {
                let other = matching.new_of(part).and_then(|other| place(side, other));
                unit.at[side] = other.filter(|at| self.take(side, *at));
            }
            self.units.push(unit);
        }
    }

    /// Pairs the entries of a list that are left with those of the version before.
    fn others(&mut self, list: usize) {
        let left: Vec<usize> = self.left(BASE, list);
        let found = [OURS, THEIRS].map(|side| self.pairs(&left, side, list));
        for (number, index) in left.iter().enumerate() {
            let mut unit = Unit::of(BASE, (list, *index));
            self.take(BASE, (list, *index));
            for (side, found) in [OURS, THEIRS].into_iter().zip(&found) {
                unit.at[side] = found[number].map(|index| (list, index));
                unit.at[side].map(|at| self.take(side, at));
            }
            self.units.push(unit);
        }
    }

    fn left(&self, side: usize, list: usize) -> Vec<usize> {
        let taken = self.taken[side][list].iter().enumerate();
        taken.filter(|(_, taken)| !**taken).map(|(index, _)| index).collect()
    }

    fn pairs(&self, base: &[usize], side: usize, list: usize) -> Vec<Option<usize>> {
        let others = self.left(side, list);
        let content = |side: usize, index: usize| {
            self.sides[side].item((list, index)).map(|item| item.meaning.clone())
        };
        let name = |side: usize, index: usize| {
            self.sides[side].item((list, index)).and_then(|item| item.name.clone())
        };
        let path = |side: usize, index: usize| {
            let item = self.sides[side].item((list, index)).filter(|_| list == IMPORTS)?;
            Some(self.sides[side].slice(item.value("path")?).to_owned())
        };
        pairs((BASE, base), (side, &others), &[&content, &name, &path])
    }
}

/// Gives a key of an element of a version.
pub(super) type Key<'k> = &'k dyn Fn(usize, usize) -> Option<String>;

/// For each of some elements of a version that of some of another version that is the same: by each
/// key in turn, those with the same key in their order. Linear in the number of elements and keys.
pub(super) fn pairs(
    (one, elements): (usize, &[usize]),
    (other, others): (usize, &[usize]),
    keys: &[Key],
) -> Vec<Option<usize>> {
    let mut found = vec![None; elements.len()];
    let mut left: Vec<usize> = others.iter().rev().copied().collect();
    for key in keys {
        let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for index in &left {
            if let Some(key) = key(other, *index) {
                by_key.entry(key).or_default().push(*index);
            }
        }
        if by_key.is_empty() {
            continue;
        }
        for (number, index) in elements.iter().enumerate() {
            if found[number].is_none()
                && let Some(key) = key(one, *index)
                && let Some(same) = by_key.get_mut(&key).and_then(Vec::pop)
            {
                found[number] = Some(same);
            }
        }
        let taken: FxHashSet<usize> = found.iter().flatten().copied().collect();
        left.retain(|index| !taken.contains(index));
    }
    found
}

/// Pairs what both sides added: the same entries, and those of one sort with one name.
pub(super) fn join_added(units: &mut Vec<Unit>, sides: &[Side; 3]) {
    let is_added = |unit: &Unit, side: usize| unit.at[BASE].is_none() && unit.at[side].is_some();
    let key = |unit: &Unit, side: usize, by_name: bool| {
        let at = unit.at[side]?;
        let item = sides[side].item(at)?;
        match by_name {
            // Several allowances may be of one rule.
            true if list_name(at.0) == "allow" => None,
            true => item.name.as_ref().map(|name| (class(at.0), name.clone())),
            false => Some((list_name(at.0), item.meaning.clone())),
        }
    };
    for by_name in [false, true] {
        let mut ours: FxHashMap<(&str, String), Vec<usize>> = FxHashMap::default();
        for (number, unit) in units.iter().enumerate().rev() {
            if is_added(unit, OURS)
                && unit.at[THEIRS].is_none()
                && let Some(key) = key(unit, OURS, by_name)
            {
                ours.entry(key).or_default().push(number);
            }
        }
        for number in 0..units.len() {
            let unit = units[number];
            if is_added(&unit, THEIRS)
                && unit.at[OURS].is_none()
                && let Some(key) = key(&unit, THEIRS, by_name)
                && let Some(other) = ours.get_mut(&key).and_then(Vec::pop)
            {
                units[other].at[THEIRS] = unit.at[THEIRS];
                units[number].at[THEIRS] = None;
            }
        }
        units.retain(|unit| unit.at.iter().any(Option::is_some));
    }
}

/// What each version's names become, so that an entry has one name in all three; and where both
/// sides gave a part another id, the conflict.
pub(super) fn renames(
    units: &mut [Unit],
    sides: &[Side; 3],
    lines: &Lines,
) -> ([Renames; 3], Vec<Conflict>) {
    let names: Vec<[Option<&str>; 3]> =
        units.iter().map(|unit| [BASE, OURS, THEIRS].map(|side| unit.name(sides, side))).collect();
    let has_id = |unit: &Unit| unit.list() < LISTS.len();
    let last: Vec<Option<&str>> = names
        .iter()
        .map(|[base, ours, theirs]| match (ours, theirs) {
            (Some(ours), Some(theirs))
                if base.is_some() && ours == base.as_ref().unwrap_or(ours) =>
            {
                Some(*theirs)
            }
            (Some(ours), _) => Some(*ours),
            (None, theirs) => theirs.or(*base),
        })
        .collect();
    // Two parts that come to one id: then the one of which they changed the id keeps ours.
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (unit, name) in units.iter().zip(&last).filter(|(unit, _)| has_id(unit)) {
        if unit.at[OURS].is_some() || unit.at[THEIRS].is_some() {
            *counts.entry(name.unwrap_or("")).or_default() += 1;
        }
    }
    let mut renames: [Renames; 3] = Default::default();
    let mut conflicts = Vec::new();
    for ((unit, names), last) in units.iter_mut().zip(&names).zip(&last) {
        let is_import = unit.list() == IMPORTS;
        if !has_id(unit) && !is_import {
            continue;
        }
        let [base, ours, theirs] = *names;
        unit.is_renamed = match (unit.at[OURS], unit.at[THEIRS]) {
            (Some(_), None) => base.is_some() && ours != base,
            (None, Some(_)) => base.is_some() && theirs != base,
            _ => false,
        };
        let mut last = *last;
        let is_theirs = ours.is_some() && last != ours;
        let is_taken = has_id(unit) && last.is_some_and(|name| counts.get(name) > Some(&1));
        if is_theirs && is_taken {
            last = ours;
        }
        if let (Some(base), Some(ours), Some(theirs)) = (base, ours, theirs)
            && ours != theirs
            && theirs != base
            && last == Some(ours)
        {
            let key = if is_import { "as" } else { "id" };
            let at = |side: usize, name: &str| {
                let span = unit.at[side].and_then(|at| sides[side].item(at)?.value(key));
                lines.written(side, serde_json::Value::from(name).to_string(), span)
            };
            conflicts.push(Conflict {
                list: Some(list_name(unit.list())),
                at: Some(ours.to_owned()),
                key: Some(key.to_owned()),
                base: Some(at(BASE, base)),
                ours: Some(at(OURS, ours)),
                theirs: Some(at(THEIRS, theirs)),
            });
        }
        for (side, name) in names.iter().enumerate() {
            if let (Some(name), Some(last)) = (*name, last)
                && name != last
            {
                let names = &mut renames[side];
                let names = if is_import { &mut names.aliases } else { &mut names.ids };
                names.entry(name.to_owned()).or_insert_with(|| last.to_owned());
            }
        }
    }
    (renames, conflicts)
}
