//! Merging the keys of one part, and the elements of a key's list.

use rustc_hash::{FxHashMap, FxHashSet};

use super::assemble::{Assembly, New, Own, Plan, Version};
use super::side::{BASE, OURS, Side, THEIRS, element_meaning, is_sequence, is_set, meaning_of};
use super::tree::{Container, Member, member};
use super::units::pairs;
use super::{Conflict, Lines};
use crate::document::layout::value;
use crate::text::Span;

/// What is being merged: the three versions, and the conflicts found so far.
pub(super) struct Merger<'s, 't> {
    /// The versions, with the same names in all.
    pub sides: &'s [Side<'t>; 3],
    /// Their lines.
    pub lines: &'s Lines,
    /// How lines end in ours.
    pub newline: &'static str,
    /// What both sides changed otherwise.
    pub conflicts: Vec<Conflict>,
}

/// Of which part something is merged.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'p> {
    /// Its list; nothing for the file itself.
    pub list: Option<&'static str>,
    /// Its name.
    pub at: Option<&'p str>,
    /// The key of the part under which the merged object stands.
    pub within: Option<&'p str>,
}

impl Scope<'_> {
    fn list_name(&self) -> &'static str {
        match self.within {
            // What stands in a part's value has no lists of its own.
            Some(_) => "sources",
            None => self.list.unwrap_or(""),
        }
    }
}

/// What becomes of a key of ours.
enum Decision {
    /// What ours has stays, be it nothing.
    Keep,
    /// It gets the value of theirs.
    Take,
    /// It gets another value.
    TakeAs(String),
    /// It goes.
    Remove,
}

/// An object of one version.
#[derive(Clone, Copy)]
pub(super) struct Object<'o> {
    /// The object.
    pub container: &'o Container,
    /// Its members, in the order of its chunks.
    pub members: &'o [Member],
}

impl<'t> Merger<'_, 't> {
    fn slice(&self, side: usize, span: Span) -> &'t str {
        self.sides[side].slice(span)
    }

    /// Tells of a conflict: the values of the versions.
    pub fn tell(&mut self, scope: Scope, key: Option<&str>, spans: [Option<Span>; 3]) {
        let written = |side: usize| {
            spans[side]
                .map(|span| self.lines.written(side, self.slice(side, span).to_owned(), Some(span)))
        };
        let conflict = Conflict {
            list: scope.list,
            at: scope.at.map(str::to_owned),
            key: scope.within.or(key).map(str::to_owned),
            base: written(BASE),
            ours: written(OURS),
            theirs: written(THEIRS),
        };
        self.conflicts.push(conflict);
    }

    /// Merges an object key by key; nothing if ours stays as it is.
    ///
    /// Linear in the length of the versions.
    pub fn keys(&mut self, scope: Scope, objects: [Option<Object>; 3]) -> Option<String> {
        let ours = objects[OURS]?;
        let plan = self.decide(scope, objects, &|_| false);
        let containers = objects.map(|object| object.map(|object| object.container));
        let written = self.assemble(containers, plan);
        (written != self.slice(OURS, ours.container.span)).then_some(written)
    }

    /// Decides what becomes of the members of an object; those that are `left_out` stay as they are.
    ///
    /// Linear in the length of the versions.
    pub fn decide(
        &mut self,
        scope: Scope,
        objects: [Option<Object>; 3],
        left_out: &dyn Fn(&str) -> bool,
    ) -> Plan {
        let [base, ours, theirs] = objects;
        let (own_members, new_members) = (members(ours), members(theirs));
        let index = |object: Option<Object<'_>>| -> FxHashMap<String, usize> {
            members(object)
                .iter()
                .enumerate()
                .map(|(at, member)| (member.key.clone(), at))
                .collect()
        };
        let (in_base, in_ours, in_theirs) = (index(base), index(ours), index(theirs));
        let base_member = |key: &str| Some(&base?.members[*in_base.get(key)?]);
        let mut own = Vec::with_capacity(own_members.len());
        let mut same = vec![None; new_members.len()];
        for (at, member) in own_members.iter().enumerate() {
            let other = in_theirs.get(&member.key).copied();
            if let Some(other) = other {
                same[other] = Some(at);
            }
            if left_out(&member.key) {
                own.push(Own::Kept);
                continue;
            }
            let spans = [
                base_member(&member.key).map(|member| member.value),
                Some(member.value),
                other.map(|other| new_members[other].value),
            ];
            let new_value = match self.value(scope, &member.key, spans) {
                Decision::Keep => None,
                Decision::Take => spans[THEIRS].map(|span| self.slice(THEIRS, span).to_owned()),
                Decision::TakeAs(value) => Some(value),
                Decision::Remove => {
                    own.push(Own::Gone);
                    continue;
                }
            };
            own.push(new_value.map_or(Own::Kept, |value| {
                let body = ours.map_or(member.value, |ours| ours.container.chunks[at].body);
                let key = Span { start: body.start, end: member.value.start };
                Own::Changed(format!("{}{value}", self.slice(OURS, key)))
            }));
        }
        let mut new = Vec::with_capacity(new_members.len());
        for (at, member) in new_members.iter().enumerate() {
            if in_ours.contains_key(&member.key) || left_out(&member.key) {
                new.push(New::Left);
                continue;
            }
            let spans =
                [base_member(&member.key).map(|member| member.value), None, Some(member.value)];
            new.push(match self.value(scope, &member.key, spans) {
                Decision::Keep | Decision::Remove => New::Left,
                Decision::Take => New::Taken,
                Decision::TakeAs(value) => {
                    let body =
                        theirs.map_or(member.value, |theirs| theirs.container.chunks[at].body);
                    let key = Span { start: body.start, end: member.value.start };
                    New::TakenAs(format!("{}{value}", self.slice(THEIRS, key)))
                }
            });
        }
        let before = own_members.iter().map(|member| in_base.get(&member.key).copied());
        Plan { own, new, same, before: before.collect() }
    }

    /// Puts a list or an object together.
    pub fn assemble(&self, containers: [Option<&Container>; 3], plan: Plan) -> String {
        let version =
            |side: usize| Version { text: self.sides[side].text, container: containers[side] };
        let versions = [version(BASE), version(OURS), version(THEIRS)];
        let (newline, elsewhere) = (self.newline, Default::default());
        Assembly { versions, plan, newline, elsewhere }.write()
    }

    /// Decides on the value of a key.
    fn value(&mut self, scope: Scope, key: &str, spans: [Option<Span>; 3]) -> Decision {
        let list = scope.list_name();
        let slices = [BASE, OURS, THEIRS].map(|side| spans[side].map(|s| self.slice(side, s)));
        if slices[THEIRS] == slices[BASE] {
            return Decision::Keep;
        }
        let meanings = [BASE, OURS, THEIRS].map(|side| {
            spans[side].and_then(|span| meaning_of(self.sides[side].text, list, key, span))
        });
        let [base, ours, theirs] = &meanings;
        if theirs == base || ours == theirs {
            return Decision::Keep;
        }
        let are = |open: char| slices.iter().flatten().all(|slice| slice.starts_with(open));
        let in_order = || is_sequence(list, key) && ours != base && self.keeps_order(key, spans);
        if are('[') && (is_set(list, key) || in_order()) {
            match (spans[OURS], spans[THEIRS]) {
                (None, Some(_)) if ours == base => return Decision::Take,
                (Some(_), None) if ours == base => return Decision::Remove,
                _ => {}
            }
            let (written, is_empty) = self.elements(scope, key, spans);
            return match spans[OURS] {
                None if is_empty => Decision::Keep,
                _ => Decision::TakeAs(written),
            };
        }
        if ours == base {
            return if spans[THEIRS].is_some() { Decision::Take } else { Decision::Remove };
        }
        let is_mapping = ["roles", "senses"].contains(&key) && scope.within.is_none();
        if is_mapping && are('{') && spans[OURS].is_some() && spans[THEIRS].is_some() {
            match self.attempt(Scope { within: Some(key), ..scope }, spans) {
                Some(None) => return Decision::Keep,
                Some(Some(written)) => return Decision::TakeAs(written),
                None => {}
            }
        }
        self.tell(scope, Some(key), spans);
        Decision::Keep
    }

    /// Merges objects key by key, if there is no conflict: nothing if there is one.
    fn attempt(&mut self, scope: Scope, spans: [Option<Span>; 3]) -> Option<Option<String>> {
        let objects = [BASE, OURS, THEIRS].map(|side| {
            let container = Container::new(self.sides[side].text, spans[side]?);
            let chunks = container.chunks.iter();
            let members: Vec<Member> =
                chunks.map(|chunk| member(self.sides[side].text, chunk.body)).collect();
            Some((container, members))
        });
        let objects = objects
            .each_ref()
            .map(|o| o.as_ref().map(|(container, members)| Object { container, members }));
        let before = self.conflicts.len();
        let merged = self.keys(scope, objects);
        let is_clean = self.conflicts.len() == before;
        self.conflicts.truncate(before);
        is_clean.then_some(merged)
    }

    /// Whether theirs has those entries of the base that it still has in the base's order.
    fn keeps_order(&self, key: &str, spans: [Option<Span>; 3]) -> bool {
        let names = |side: usize| -> Vec<String> {
            let values = spans[side].and_then(|span| value(self.sides[side].text, span));
            let values = values.and_then(|values| values.as_array().cloned()).unwrap_or_default();
            values.iter().filter_map(|value| name_of(key, value)).collect()
        };
        let (base, theirs) = (names(BASE), names(THEIRS));
        let (in_base, in_theirs): (FxHashSet<&String>, FxHashSet<&String>) =
            (base.iter().collect(), theirs.iter().collect());
        let before = base.iter().filter(|name| in_theirs.contains(name));
        before.eq(theirs.iter().filter(|name| in_base.contains(name)))
    }

    /// Merges the lists under a key element by element; returns whether nothing is in the result.
    fn elements(&mut self, scope: Scope, key: &str, spans: [Option<Span>; 3]) -> (String, bool) {
        let is_opaque = key == "unmerged";
        let lists = [BASE, OURS, THEIRS].map(|side| {
            let text = self.sides[side].text;
            let container = Container::new(text, spans[side]?);
            let values = container.chunks.iter().map(|chunk| {
                value(text, chunk.body).unwrap_or_else(|| text[chunk.body.range()].into())
            });
            let values: Vec<serde_json::Value> = values.collect();
            Some((container, values))
        });
        let meanings = lists.each_ref().map(|list| {
            let values = list.iter().flat_map(|(_, values)| values);
            values.map(|value| element_meaning(value.clone(), is_opaque)).collect::<Vec<String>>()
        });
        let meaning = |side: usize, at: usize| meanings[side].get(at).cloned();
        let name = |side: usize, at: usize| {
            lists[side].as_ref().and_then(|(_, values)| name_of(key, &values[at]))
        };
        let id = |side: usize, at: usize| {
            let is_known = ["sections", "same-as"].contains(&key);
            name(side, at).filter(|_| is_known)
        };
        let all = |side: usize| (0..meanings[side].len()).collect::<Vec<usize>>();
        let base = all(BASE);
        let found =
            [OURS, THEIRS].map(|side| pairs((BASE, &base), (side, &all(side)), &[&meaning, &name]));
        let mut at: Vec<[Option<usize>; 3]> =
            base.iter().map(|at| [Some(*at), found[0][*at], found[1][*at]]).collect();
        let left = |side: usize| {
            let taken: Vec<bool> =
                at.iter().fold(vec![false; meanings[side].len()], |mut all, at| {
                    at[side].iter().for_each(|at| all[*at] = true);
                    all
                });
            taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(at, _)| at).collect()
        };
        let (ours, theirs): (Vec<usize>, Vec<usize>) = (left(OURS), left(THEIRS));
        let added = pairs((OURS, &ours), (THEIRS, &theirs), &[&meaning, &id]);
        let both: FxHashSet<usize> = added.iter().flatten().copied().collect();
        at.extend(ours.iter().zip(added).map(|(ours, theirs)| [None, Some(*ours), theirs]));
        let theirs = theirs.into_iter().filter(|theirs| !both.contains(theirs));
        at.extend(theirs.map(|theirs| [None, None, Some(theirs)]));

        let mut own = vec![Own::Kept; meanings[OURS].len()];
        let mut new = vec![New::Left; meanings[THEIRS].len()];
        let mut same = vec![None; new.len()];
        let mut before = vec![None; own.len()];
        for at in at {
            let spans = [BASE, OURS, THEIRS].map(|side| {
                lists[side].as_ref().zip(at[side]).map(|((list, _), at)| list.chunks[at].body)
            });
            let [base, ours, theirs] =
                [BASE, OURS, THEIRS].map(|side| at[side].map(|at| meanings[side][at].as_str()));
            match (at[OURS], at[THEIRS]) {
                (Some(own_at), Some(new_at)) => {
                    same[new_at] = Some(own_at);
                    before[own_at] = at[BASE];
                    if ours == theirs || theirs == base {
                        continue;
                    }
                    let theirs = spans[THEIRS].map(|span| self.slice(THEIRS, span).to_owned());
                    let is_object = |side: usize| {
                        spans[side].is_none_or(|span| self.slice(side, span).starts_with('{'))
                    };
                    if ours == base {
                        own[own_at] = theirs.map_or(Own::Kept, Own::Changed);
                    } else if base.is_some() && [BASE, OURS, THEIRS].into_iter().all(is_object) {
                        match self.attempt(Scope { within: Some(key), ..scope }, spans) {
                            Some(merged) => own[own_at] = merged.map_or(Own::Kept, Own::Changed),
                            None => self.tell(scope, Some(key), spans),
                        }
                    } else {
                        self.tell(scope, Some(key), spans);
                    }
                }
                (Some(own_at), None) if at[BASE].is_some() => {
                    before[own_at] = at[BASE];
                    if ours == base {
                        own[own_at] = Own::Gone;
                    } else {
                        self.tell(scope, Some(key), spans);
                    }
                }
                (None, Some(_)) if at[BASE].is_some() && theirs == base => {}
                (None, Some(new_at)) if at[BASE].is_some() => {
                    self.tell(scope, Some(key), spans);
                    new[new_at] = New::Taken;
                }
                (None, Some(new_at)) => new[new_at] = New::Taken,
                _ => {}
            }
        }
        let is_gone = own.iter().all(|own| matches!(own, Own::Gone));
        let is_empty = is_gone && new.iter().all(|new| matches!(new, New::Left));
        let containers = lists.each_ref().map(|list| list.as_ref().map(|(list, _)| list));
        (self.assemble(containers, Plan { own, new, same, before }), is_empty)
    }
}

fn members(object: Option<Object<'_>>) -> &[Member] {
    object.map_or(&[], |object| object.members)
}

/// What an element of a key's list is known by, besides all that it says.
fn name_of(key: &str, element: &serde_json::Value) -> Option<String> {
    let text = |key: &str| element.get(key).and_then(|value| value.as_str());
    match key {
        "commitments" => {
            let stance = text("stance").unwrap_or("asserts");
            Some(format!("{} {stance}", text("holder")?))
        }
        "cite" => text("source").map(str::to_owned),
        "sections" => text("id").map(str::to_owned),
        "same-as" => {
            let id = element.as_str().or_else(|| text("claim")).or_else(|| text("holder"));
            id.map(str::to_owned)
        }
        _ => None,
    }
}
