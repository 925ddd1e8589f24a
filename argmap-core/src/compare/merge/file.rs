//! Merging the entries of the lists, and the file as a whole.

use rustc_hash::{FxHashMap, FxHashSet};

use super::assemble::{New, Own, Plan};
use super::names;
use super::side::{BASE, COUNT, Item, OURS, THEIRS, list_name, list_number};
use super::tree::Container;
use super::units::Unit;
use super::values::{Merger, Object, Scope};
use crate::compare::diff::LISTS;
use crate::text::Span;

/// What becomes of an entry.
#[derive(Clone, Debug, PartialEq)]
enum Fate {
    /// It stays as ours has it, or with that text.
    Own(Option<String>),
    /// It comes in as theirs has it.
    New,
    /// It goes to the list in which theirs has it, with that text.
    Moved(String),
    /// It is in neither, or goes.
    Gone,
}

/// How many entries were joined, by what was done with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Entries that theirs added.
    pub added: usize,
    /// Entries that theirs changed.
    pub changed: usize,
    /// Entries that theirs removed.
    pub removed: usize,
}

impl Merger<'_, '_> {
    /// Merges the file; conflicts are added to those found before.
    pub fn file(&mut self, units: &[Unit]) -> (String, Joined) {
        let mut fates: Vec<Fate> = units.iter().map(|unit| self.fate(unit)).collect();
        let further = self.top_names();
        self.keep_needed(units, &mut fates, &further);
        self.give_way(units, &mut fates);
        let mut joined = Joined::default();
        for (unit, fate) in units.iter().zip(&fates) {
            match fate {
                Fate::New => joined.added += 1,
                Fate::Own(Some(_)) | Fate::Moved(_) => joined.changed += 1,
                Fate::Gone if unit.at[OURS].is_some() => joined.removed += 1,
                _ => {}
            }
        }
        (self.root(units, &fates), joined)
    }

    fn item(&self, unit: &Unit, side: usize) -> Option<&Item> {
        self.sides[side].item(unit.at[side]?)
    }

    fn scope<'p>(&self, unit: &Unit, at: Option<&'p str>) -> Scope<'p> {
        Scope { list: Some(list_name(unit.list())), at, within: None }
    }

    /// The name under which a conflict tells of an entry.
    fn name(&self, unit: &Unit) -> Option<String> {
        [OURS, THEIRS, BASE].iter().find_map(|side| unit.name(self.sides, *side)).map(str::to_owned)
    }

    /// Tells that the versions of a whole entry are in conflict.
    fn tell_whole(&mut self, unit: &Unit) {
        let name = self.name(unit);
        let spans =
            [BASE, OURS, THEIRS].map(|side| unit.at[side].map(|at| self.sides[side].body(at)));
        self.tell(self.scope(unit, name.as_deref()), None, spans);
    }

    fn fate(&mut self, unit: &Unit) -> Fate {
        let [base, ours, theirs] = [BASE, OURS, THEIRS].map(|side| {
            let list = unit.at[side].map(|at| at.0);
            list.zip(self.item(unit, side)).map(|(list, item)| (list, item.meaning.as_str()))
        });
        match (base, ours, theirs) {
            (_, Some(ours), Some(theirs)) if ours == theirs => Fate::Own(None),
            (Some(base), Some(_), Some(theirs)) if base == theirs => Fate::Own(None),
            (_, Some(ours), Some(theirs)) => {
                let (ours, theirs, base) = (ours.0, theirs.0, base.map(|base| base.0));
                self.both(unit, base, ours, theirs)
            }
            (Some(base), Some(ours), None) => {
                if base == ours && !unit.is_renamed {
                    return Fate::Gone;
                }
                self.tell_whole(unit);
                Fate::Own(None)
            }
            (Some(base), None, Some(theirs)) => {
                if base == theirs && !unit.is_renamed {
                    return Fate::Gone;
                }
                self.tell_whole(unit);
                Fate::New
            }
            (None, Some(_), None) => Fate::Own(None),
            (None, None, Some(_)) => Fate::New,
            (_, None, None) => Fate::Gone,
        }
    }

    /// Merges an entry that both sides have.
    fn both(&mut self, unit: &Unit, base: Option<usize>, ours: usize, theirs: usize) -> Fate {
        let before = self.conflicts.len();
        let name = self.name(unit);
        let sides = self.sides;
        let objects = [BASE, OURS, THEIRS].map(|side| {
            let item = sides[side].item(unit.at[side]?)?;
            Some(Object { container: item.object.as_ref()?, members: &item.members })
        });
        let are_objects = objects[OURS].is_some()
            && objects[THEIRS].is_some()
            && (objects[BASE].is_some() || base.is_none());
        let is_moved_twice = ours != theirs && base != Some(ours) && base != Some(theirs);
        if !are_objects || is_moved_twice {
            self.tell_whole(unit);
            return Fate::Own(None);
        }
        let body = self.keys(self.scope(unit, name.as_deref()), objects);
        let is_whole = base.is_none() || name.is_none();
        if self.conflicts.len() > before && is_whole {
            // Two parts under one id, or a part without one: told of as a whole.
            self.conflicts.truncate(before);
            self.tell_whole(unit);
            return Fate::Own(None);
        }
        if base == Some(ours) && ours != theirs {
            let span = unit.at[OURS].map_or(Span::default(), |at| self.sides[OURS].body(at));
            return Fate::Moved(body.unwrap_or_else(|| self.sides[OURS].slice(span).to_owned()));
        }
        Fate::Own(body)
    }

    /// What the file itself names in ours or theirs and not in the other: each name with the side
    /// that does not name it.
    fn top_names(&self) -> Vec<(usize, String)> {
        let named = |side: usize| -> FxHashSet<String> {
            let side = &self.sides[side];
            let of = side.members.iter();
            of.flat_map(|member| names::in_value(side.text, "", &member.key, member.value))
                .collect()
        };
        let [base, ours, theirs] = [named(BASE), named(OURS), named(THEIRS)];
        let mut found: Vec<(usize, String)> = Vec::new();
        found.extend(
            ours.difference(&base).filter(|n| !theirs.contains(*n)).map(|n| (THEIRS, n.clone())),
        );
        found.extend(
            theirs.difference(&base).filter(|n| !ours.contains(*n)).map(|n| (OURS, n.clone())),
        );
        found
    }

    /// What an entry names as it is decided, or as a version has it.
    fn names(&self, unit: &Unit, fate: Option<&Fate>, side: usize) -> Vec<String> {
        if let Some(Fate::Own(Some(body)) | Fate::Moved(body)) = fate {
            return names::in_part(body, list_name(unit.list()), Span::new(0, body.len()));
        }
        let Some(at) = unit.at[side] else { return Vec::new() };
        names::in_part(self.sides[side].text, list_name(at.0), self.sides[side].body(at))
    }

    /// Keeps what one side removed and something of the other needs that the one does not have.
    fn keep_needed(&mut self, units: &[Unit], fates: &mut [Fate], further: &[(usize, String)]) {
        // By name: the entry, and the side that removed it.
        let mut removed: FxHashMap<String, (usize, usize)> = FxHashMap::default();
        for (number, unit) in units.iter().enumerate() {
            let remover = match (unit.at[OURS], unit.at[THEIRS]) {
                (Some(_), None) => THEIRS,
                (None, Some(_)) => OURS,
                _ => continue,
            };
            if fates[number] == Fate::Gone
                && unit.list() < LISTS.len()
                && let Some(name) = self.name(unit)
            {
                removed.entry(name).or_insert((number, remover));
            }
        }
        if removed.is_empty() {
            return;
        }
        let mut needed: Vec<usize> = Vec::new();
        let is_of = |removed: &FxHashMap<String, (usize, usize)>, remover: usize, name: &str| {
            removed.get(name).filter(|(_, side)| *side == remover).map(|(number, _)| *number)
        };
        needed.extend(further.iter().filter_map(|(side, name)| is_of(&removed, *side, name)));
        for (number, unit) in units.iter().enumerate() {
            let fate = &fates[number];
            let side = match fate {
                Fate::Gone => continue,
                Fate::New => THEIRS,
                _ => OURS,
            };
            let named = self.names(unit, Some(fate), side);
            for remover in [OURS, THEIRS] {
                let hit = |name: &&String| is_of(&removed, remover, name).is_some();
                if named.iter().any(|name| hit(&name)) {
                    let known: FxHashSet<String> =
                        self.names(unit, None, remover).into_iter().collect();
                    let new = named.iter().filter(|name| !known.contains(*name));
                    needed.extend(new.filter_map(|name| is_of(&removed, remover, name)));
                }
            }
        }
        let mut kept: FxHashSet<usize> = FxHashSet::default();
        while let Some(number) = needed.pop() {
            if !kept.insert(number) {
                continue;
            }
            let unit = &units[number];
            let (fate, side) = match unit.at[OURS] {
                Some(_) => (Fate::Own(None), OURS),
                None => (Fate::New, THEIRS),
            };
            fates[number] = fate;
            let named = self.names(unit, None, side);
            needed.extend(named.iter().filter_map(|name| removed.get(name).map(|(n, _)| *n)));
        }
        let mut kept: Vec<usize> = kept.into_iter().collect();
        kept.sort_unstable();
        for number in kept {
            self.tell_whole(&units[number]);
        }
    }

    /// Takes out what theirs added under an id that something of another sort has in ours.
    fn give_way(&mut self, units: &[Unit], fates: &mut [Fate]) {
        let mut first: FxHashMap<String, usize> = FxHashMap::default();
        for (number, unit) in units.iter().enumerate() {
            let stays = matches!(fates[number], Fate::Own(_) | Fate::Moved(_));
            if stays
                && unit.list() < LISTS.len()
                && let Some(name) = unit.name(self.sides, OURS)
            {
                first.entry(name.to_owned()).or_insert(number);
            }
        }
        for (number, unit) in units.iter().enumerate() {
            if fates[number] != Fate::New || unit.list() >= LISTS.len() {
                continue;
            }
            let Some(name) = unit.name(self.sides, THEIRS).map(str::to_owned) else { continue };
            let Some(holder) = first.get(&name) else { continue };
            // In theirs the id may be twice as well; then that is no news.
            let is_news = units[*holder].name(self.sides, THEIRS) != Some(&name);
            if is_news {
                fates[number] = Fate::Gone;
                let body =
                    |side: usize, unit: &Unit| unit.at[side].map(|at| self.sides[side].body(at));
                let spans = [body(BASE, unit), body(OURS, &units[*holder]), body(THEIRS, unit)];
                self.tell(self.scope(unit, Some(&name)), None, spans);
            }
        }
    }

    /// Writes the file.
    fn root(&mut self, units: &[Unit], fates: &[Fate]) -> String {
        let [_, ours, theirs] = self.sides;
        let mut lists = self.lists(units, fates);
        let objects = self
            .sides
            .each_ref()
            .map(|side| Some(Object { container: &side.root, members: &side.members }));
        // All that is no list of entries is merged as keys of an object; then the lists come in.
        let are_lists: Vec<bool> = (0..COUNT).map(|number| self.is_list(number)).collect();
        let is_list = |key: &str| list_number(key).is_some_and(|number| are_lists[number]);
        let file = Scope { list: None, at: None, within: None };
        let mut plan = self.decide(file, objects, &is_list);
        for (at, member) in ours.members.iter().enumerate() {
            let Some(number) = list_number(&member.key).filter(|number| are_lists[*number]) else {
                continue;
            };
            if ours.position(&member.key) != Some(at) {
                continue;
            }
            let Some(written) = lists[number].take() else { continue };
            let body = ours.root.chunks[at].body;
            let is_gone = written.is_empty && theirs.lists[number].is_none();
            plan.own[at] = if is_gone {
                Own::Gone
            } else {
                let key = ours.slice(Span { start: body.start, end: member.value.start });
                Own::Changed(format!("{key}{}", written.text))
            };
        }
        for (at, member) in theirs.members.iter().enumerate() {
            let Some(number) = list_number(&member.key).filter(|number| are_lists[*number]) else {
                continue;
            };
            if ours.lists[number].is_some() || theirs.position(&member.key) != Some(at) {
                continue;
            }
            if let Some(written) = lists[number].take().filter(|written| !written.is_empty) {
                let body = theirs.root.chunks[at].body;
                let key = theirs.slice(Span { start: body.start, end: member.value.start });
                plan.new[at] = New::TakenAs(format!("{key}{}", written.text));
            }
        }
        let containers = self.sides.each_ref().map(|side| Some(&side.root));
        let object = self.assemble(containers, plan);
        let [start, end] =
            [&ours.text[..ours.root.span.range().start], behind(ours.text, &ours.root)];
        format!("{start}{object}{end}")
    }

    /// Whether no version has something else than a list under that key.
    fn is_list(&self, number: usize) -> bool {
        self.sides
            .iter()
            .all(|side| side.lists[number].is_some() || side.position(list_name(number)).is_none())
    }

    /// The lists that are not as ours has them.
    fn lists(&self, units: &[Unit], fates: &[Fate]) -> Vec<Option<WrittenList>> {
        let length = |side: usize, list: usize| {
            self.sides[side].lists[list].as_ref().map_or(0, |list| list.items.len())
        };
        let mut plans: Vec<Plan> = (0..COUNT)
            .map(|list| Plan {
                own: vec![Own::Kept; length(OURS, list)],
                new: vec![New::Left; length(THEIRS, list)],
                same: vec![None; length(THEIRS, list)],
                before: vec![None; length(OURS, list)],
            })
            .collect();
        for (unit, fate) in units.iter().zip(fates) {
            let [base, ours, theirs] = unit.at;
            if let (Some((list, own)), Some((other, new))) = (ours, theirs)
                && list == other
            {
                plans[list].same[new] = Some(own);
            }
            if let (Some((list, own)), Some((other, base))) = (ours, base)
                && list == other
            {
                plans[list].before[own] = Some(base);
            }
            match (fate, ours, theirs) {
                (Fate::Own(Some(body)), Some((list, at)), _) => {
                    plans[list].own[at] = Own::Changed(body.clone());
                }
                (Fate::New, _, Some((list, at))) => plans[list].new[at] = New::Taken,
                (Fate::Moved(body), Some((from, at)), Some((to, new))) => {
                    plans[from].own[at] = Own::Gone;
                    plans[to].new[new] = New::TakenAs(body.clone());
                }
                (Fate::Gone, Some((list, at)), _) => plans[list].own[at] = Own::Gone,
                _ => {}
            }
        }
        plans.into_iter().enumerate().map(|(list, plan)| self.list(list, plan)).collect()
    }

    fn list(&self, list: usize, plan: Plan) -> Option<WrittenList> {
        let containers =
            self.sides.each_ref().map(|side| side.lists[list].as_ref().map(|list| &list.container));
        let goes = |own: &Own| matches!(own, Own::Gone);
        let is_left = |new: &New| matches!(new, New::Left);
        let is_empty = plan.own.iter().all(goes) && plan.new.iter().all(is_left);
        if containers[OURS].is_none() && is_empty {
            return None;
        }
        let text = self.assemble(containers, plan);
        let ours = containers[OURS].map(|container| self.sides[OURS].slice(container.span));
        (ours != Some(&text)).then_some(WrittenList { text, is_empty })
    }
}

/// A list as it is written.
struct WrittenList {
    text: String,
    is_empty: bool,
}

/// What stands behind an object.
fn behind<'t>(text: &'t str, object: &Container) -> &'t str {
    &text[(object.tail.range().end + 1).min(text.len())..]
}
