//! Circles of support.

use std::collections::{BTreeMap, VecDeque};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::Shape;
use super::parts::Parts;
use crate::model::{ClaimId, HolderId, InferenceId, InferenceKind, Map, Target};
use crate::text::FileId;

/// So many looks are taken at steps that nobody in particular draws, for the circles that
/// holders close with them: one look at each for each holder with whose steps it is entangled.
const BUDGET: usize = 5_000_000;

/// Claims that support each other through steps of one holder and of nobody in particular.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Whose steps they are; nobody's in particular if such steps alone make the circle.
    pub holder: Option<HolderId>,
    /// The claims, each of which supports each through others, in the order of declaration.
    pub members: Vec<ClaimId>,
    /// A shortest circle among them, step by step: the premise and the step from it, whose
    /// target is the next premise. The first step is of the root file.
    pub steps: Vec<(ClaimId, InferenceId)>,
}

/// The circles of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circles {
    /// Those in which the root file has a part, in the order of their first claims.
    pub found: Vec<Circle>,
    /// A claim in circles of which not all were looked at, since that went beyond a budget.
    pub stopped: Option<ClaimId>,
}

/// Looks for circles of support of two or more claims, those of nobody in particular first.
///
/// They are the strongly connected components (M. Sharir, A strong-connectivity algorithm and
/// its applications in data flow analysis, 1981) of the graph of each holder's supports and of
/// those that nobody in particular draws. Linear in the size of the map where circles of
/// several holders do not overlap in unattributed steps; otherwise linear within a budget.
pub fn circles(map: &Map) -> Circles {
    circles_within(map, BUDGET)
}

/// Whether there are any: taking away claims that no support leads to, again and again, then
/// leaves some.
pub(super) fn are_there(parts: &Parts, lists: &Shape) -> bool {
    let supports = parts.steps.iter().filter(|step| step.kind == InferenceKind::Support);
    let mut waits_for = vec![0_u32; lists.step.len()];
    let mut left = 0;
    for step in supports {
        if let Target::Claim(target) = step.target {
            let others = parts.needs(step).iter().filter(|from| **from != target).count();
            waits_for[target.index()] += others as u32;
            left += others;
        }
    }
    let free = |claim: &ClaimId| waits_for[claim.index()] == 0;
    let mut open: Vec<ClaimId> = parts.claims.iter().copied().filter(free).collect();
    while let Some(claim) = open.pop() {
        for step in lists.uses.of(claim.index()) {
            let step = &parts.steps[lists.step[step.index()] as usize];
            if step.kind == InferenceKind::Support
                && let Target::Claim(target) = step.target
                && target != claim
            {
                left -= 1;
                waits_for[target.index()] -= 1;
                if waits_for[target.index()] == 0 {
                    open.push(target);
                }
            }
        }
    }
    left > 0
}

/// A premise of a support, as an edge between claims.
#[derive(Clone, Copy)]
struct Link {
    from: ClaimId,
    to: ClaimId,
    step: InferenceId,
    by: Option<HolderId>,
}

fn circles_within(map: &Map, budget: usize) -> Circles {
    let nobody = vec![u32::MAX; map.node_count()];
    let mut search = Search { map, number: nobody.clone(), common_part: nobody };
    let mut circles = Circles::default();
    let mut budget = budget;
    for all in search.components(&links(map)) {
        let common: Vec<Link> = all.iter().copied().filter(|link| link.by.is_none()).collect();
        let mut by_holder: BTreeMap<HolderId, Vec<Link>> = BTreeMap::new();
        for link in &all {
            if let Some(holder) = link.by {
                by_holder.entry(holder).or_default().push(*link);
            }
        }
        let mut known: Vec<Vec<ClaimId>> = Vec::new();
        for links in search.components(&common) {
            let members = members(&links);
            circles.found.extend(search.circle(None, &members, &links));
            search.set_common_part(&members, known.len() as u32);
            known.push(members);
        }
        for (holder, mut links) in by_holder {
            if common.len() > budget {
                circles.stopped = circles.stopped.or(all.first().map(|link| link.from));
                break;
            }
            budget -= common.len();
            links.extend(&common);
            for links in search.components(&links) {
                let members = members(&links);
                if known.binary_search(&members).is_err() {
                    circles.found.extend(search.circle(Some(holder), &members, &links));
                }
            }
        }
        known.iter().for_each(|members| search.set_common_part(members, u32::MAX));
    }
    circles.found.sort_by(|a, b| a.members.cmp(&b.members));
    circles
}

/// The supports of a map as links; those of a claim for itself are no circle of several.
fn links(map: &Map) -> Vec<Link> {
    let mut links = Vec::new();
    for (step, weight) in map.inferences() {
        if weight.kind == InferenceKind::Support
            && let Target::Claim(to) = map.target(step)
        {
            let others = map.needs(step).filter(|from| *from != to);
            links.extend(others.map(|from| Link { from, to, step, by: weight.by }));
        }
    }
    links
}

fn members(links: &[Link]) -> Vec<ClaimId> {
    // Each member of a strongly connected part is a premise within it.
    let mut members: Vec<ClaimId> = links.iter().map(|link| link.from).collect();
    members.sort_unstable();
    members.dedup();
    members
}

struct Search<'m> {
    map: &'m Map,
    /// A number for each claim that is being looked at; all others have `u32::MAX`.
    number: Vec<u32>,
    /// A number in common for claims in one circle of unattributed steps.
    common_part: Vec<u32>,
}

impl Search<'_> {
    /// The links within each strongly connected part of two claims or more, in the order of the
    /// parts' first claims.
    fn components(&mut self, links: &[Link]) -> Vec<Vec<Link>> {
        if links.is_empty() {
            return Vec::new();
        }
        let claims = self.begin(links);
        let numbers = |link: &Link| (self.number[link.from.index()], self.number[link.to.index()]);
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(claims.len(), links.len());
        claims.iter().for_each(|_| {
            graph.add_node(());
        });
        links.iter().map(numbers).for_each(|(from, to)| {
            graph.add_edge(from.into(), to.into(), ());
        });
        let mut part_of = vec![0; claims.len()];
        let mut parts = kosaraju_scc(&graph);
        parts.retain(|part| part.len() > 1);
        parts.iter_mut().for_each(|part| part.sort_unstable());
        parts.sort_unstable();
        for (number, part) in parts.iter().enumerate() {
            part.iter().for_each(|claim| part_of[claim.index()] = number + 1);
        }
        let mut inner: Vec<Vec<Link>> = vec![Vec::new(); parts.len()];
        for link in links {
            let (from, to) = numbers(link);
            let part = part_of[from as usize];
            if part > 0 && part == part_of[to as usize] {
                inner[part - 1].push(*link);
            }
        }
        self.end(&claims);
        inner
    }

    /// A circle of the root file's among links that make one strongly connected part: a shortest
    /// through its first own claim; or, if a holder's step widens a circle of unattributed ones
    /// or joins imported claims, through the first such step.
    fn circle(
        &mut self,
        holder: Option<HolderId>,
        members: &[ClaimId],
        links: &[Link],
    ) -> Option<Circle> {
        let map = self.map;
        let is_own = |step: InferenceId| map.file_of(step) == FileId::ROOT;
        let claims = self.begin(links);
        let part = |claim: ClaimId| self.common_part[claim.index()];
        let joins = |link: &&Link| {
            let (from, to) = (part(link.from), part(link.to));
            let within = from == to && from != u32::MAX;
            link.by.is_some() && !within && is_own(link.step)
        };
        let widens = holder.is_some() && members.iter().any(|claim| part(*claim) != u32::MAX);
        let own_claim = members.iter().find(|claim| map.file_of(**claim) == FileId::ROOT);
        let start = if widens { links.iter().find(joins) } else { None };
        let mut steps = match (start, own_claim) {
            (None, Some(claim)) => self.path(&claims, links, *claim, *claim),
            (link, _) => {
                let link = link.or_else(|| links.iter().find(|link| is_own(link.step)));
                let path = link.map(|link| self.path(&claims, links, link.to, link.from));
                let closing = link.map(|link| (link.from, link.step));
                closing.into_iter().chain(path.unwrap_or_default()).collect()
            }
        };
        self.end(&claims);
        let first_own = steps.iter().position(|(_, step)| is_own(*step))?;
        steps.rotate_left(first_own);
        Some(Circle { holder, members: members.to_vec(), steps })
    }

    /// A shortest way of one step or more from one claim to another.
    fn path(
        &self,
        claims: &[ClaimId],
        links: &[Link],
        from: ClaimId,
        to: ClaimId,
    ) -> Vec<(ClaimId, InferenceId)> {
        let number = |claim: ClaimId| self.number[claim.index()] as usize;
        let mut starts = vec![0; claims.len() + 1];
        links.iter().for_each(|link| starts[number(link.from) + 1] += 1);
        for at in 0..claims.len() {
            starts[at + 1] += starts[at];
        }
        let mut next: Vec<usize> = starts.clone();
        let mut order = vec![0; links.len()];
        for (at, link) in links.iter().enumerate() {
            order[next[number(link.from)]] = at;
            next[number(link.from)] += 1;
        }
        let mut reached_by: Vec<Option<usize>> = vec![None; claims.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(claim) = queue.pop_front() {
            for at in &order[starts[number(claim)]..starts[number(claim) + 1]] {
                let target = links[*at].to;
                if reached_by[number(target)].is_none() {
                    reached_by[number(target)] = Some(*at);
                    queue.push_back(target);
                }
            }
            if reached_by[number(to)].is_some() {
                break;
            }
        }
        let mut path = Vec::new();
        let mut claim = to;
        while let Some(at) = reached_by[number(claim)] {
            path.push((links[at].from, links[at].step));
            claim = links[at].from;
            if claim == from {
                break;
            }
        }
        path.reverse();
        path
    }

    fn set_common_part(&mut self, members: &[ClaimId], part: u32) {
        members.iter().for_each(|claim| self.common_part[claim.index()] = part);
    }

    /// Numbers the claims of links in the order of declaration.
    fn begin(&mut self, links: &[Link]) -> Vec<ClaimId> {
        let mut claims = Vec::new();
        for claim in links.iter().flat_map(|link| [link.from, link.to]) {
            let number = &mut self.number[claim.index()];
            if *number == u32::MAX {
                *number = 0;
                claims.push(claim);
            }
        }
        claims.sort_unstable();
        for (number, claim) in claims.iter().enumerate() {
            self.number[claim.index()] = number as u32;
        }
        claims
    }

    fn end(&mut self, claims: &[ClaimId]) {
        claims.iter().for_each(|claim| self.number[claim.index()] = u32::MAX);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rustc_hash::FxHashSet;

    use super::*;
    use crate::model::{Claim, Holder, Inference};

    const CLAIMS: usize = 6;

    /// A map of a few claims and supports, each of one of two holders or of nobody.
    fn map(steps: &[(usize, usize, usize)]) -> (Map, Vec<HolderId>) {
        let mut map = Map::new("test");
        let claims: Vec<ClaimId> = (0..CLAIMS)
            .map(|number| map.add_claim(Claim::new(format!("c{number}"), "text")).unwrap())
            .collect();
        let holders: Vec<HolderId> = (0..2)
            .map(|number| map.add_holder(Holder::new(format!("h{number}"), "name")).unwrap())
            .collect();
        for (from, to, by) in steps {
            let by = by.checked_sub(1).map(|by| holders[by]);
            let inference = Inference { by, ..Inference::new(InferenceKind::Support) };
            map.add_inference(inference, [claims[*from]], claims[*to]).unwrap();
        }
        (map, holders)
    }

    /// The sets of claims of which each is reached from each by steps of a holder or nobody.
    fn slow(map: &Map, holder: Option<HolderId>) -> Vec<Vec<ClaimId>> {
        let claims: Vec<ClaimId> = map.claims().map(|(id, _)| id).collect();
        let links = links(map);
        let mut reach: FxHashSet<(ClaimId, ClaimId)> = FxHashSet::default();
        for _ in 0..=CLAIMS {
            for link in links.iter().filter(|link| link.by.is_none() || link.by == holder) {
                reach.insert((link.from, link.to));
                for claim in &claims {
                    if reach.contains(&(*claim, link.from)) {
                        reach.insert((*claim, link.to));
                    }
                }
            }
        }
        let mut sets: Vec<Vec<ClaimId>> = Vec::new();
        for a in &claims {
            let both = |b: &&ClaimId| reach.contains(&(*a, **b)) && reach.contains(&(**b, *a));
            let set: Vec<ClaimId> = claims.iter().filter(both).copied().collect();
            if set.len() > 1 && !sets.contains(&set) {
                sets.push(set);
            }
        }
        sets
    }

    proptest! {
        #[test]
        fn circles_are_those_of_a_slow_search(
            steps in prop::collection::vec((0..CLAIMS, 0..CLAIMS, 0..3_usize), 0..16),
        ) {
            let (map, holders) = map(&steps);
            let circles = circles(&map);
            prop_assert_eq!(circles.stopped, None);
            let of = |holder: Option<HolderId>| -> Vec<Vec<ClaimId>> {
                let found = circles.found.iter().filter(|circle| circle.holder == holder);
                found.map(|circle| circle.members.clone()).collect()
            };
            let common = slow(&map, None);
            prop_assert_eq!(of(None), common.clone());
            for holder in holders {
                let mut wanted = slow(&map, Some(holder));
                wanted.retain(|set| !common.contains(set));
                prop_assert_eq!(of(Some(holder)), wanted);
            }
            for circle in &circles.found {
                let mut premises = FxHashSet::default();
                let nexts = circle.steps.iter().cycle().skip(1);
                for ((premise, step), (next, _)) in circle.steps.iter().zip(nexts) {
                    prop_assert!(map.needs(*step).any(|need| need == *premise));
                    prop_assert_eq!(map.target(*step), Target::Claim(*next));
                    prop_assert!(circle.members.contains(premise));
                    prop_assert!(premises.insert(*premise), "a claim comes twice");
                    let by = map[*step].by;
                    prop_assert!(by.is_none() || by == circle.holder);
                }
                prop_assert!(circle.steps.len() > 1);
                let uses_own = circle.steps.iter().any(|(_, step)| map[*step].by == circle.holder);
                prop_assert!(uses_own, "the holder has no part in it");
            }
        }
    }

    #[test]
    fn the_circle_shown_is_a_shortest_through_the_first_claim() {
        let steps = [(0, 1, 0), (1, 2, 0), (2, 0, 0), (1, 3, 0), (3, 4, 0), (4, 1, 0), (2, 1, 0)];
        let (map, _) = map(&steps);
        let circles = circles(&map);
        let [circle] = &circles.found[..] else { panic!("{circles:?}") };
        assert_eq!(circle.members.len(), 5);
        let names: Vec<_> =
            circle.steps.iter().map(|(claim, _)| map.name(*claim).unwrap()).collect();
        assert_eq!(names, ["c0", "c1", "c2"]);
    }

    #[test]
    fn looking_stops_at_the_budget() {
        let (map, _) = map(&[(0, 1, 0), (1, 0, 1), (1, 0, 2)]);
        assert_eq!(circles_within(&map, 2).found.len(), 2);
        let stopped = circles_within(&map, 1);
        assert_eq!(stopped.found.len(), 1);
        assert_eq!(stopped.stopped, map.find_claim("c0"));
    }
}
