//! What can matter: the wishes and constraints that could take part in a contradiction.

use rustc_hash::FxHashMap;

use super::background::{Background, Law, Shape, View};
use super::{Wish, Work};

/// Wishes and constraints that bear on each other, and on no others.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// By their numbers, ascending.
    pub(super) wishes: Vec<usize>,
    /// By their numbers, ascending.
    pub(super) constraints: Vec<u32>,
    /// The claims and letters; those of a constraint that are not here cannot matter.
    pub(super) nodes: Vec<u32>,
}

/// The parts in which a contradiction is not ruled out; nothing if the work runs out.
///
/// A claim that what is left speaks of in one sense only, as to be true or as to be false, takes
/// part in no minimal contradiction: a way to fulfil all the rest is changed to suit the claim. So
/// it goes with all that speaks of it, and then others may go. The same is true of a claim that
/// only its own formula speaks of. Linear in what is tied to the wishes.
pub(super) fn parts(
    background: &Background,
    wishes: &[Wish],
    view: View,
    work: &mut Work,
) -> Option<Vec<Part>> {
    let mut tied = Tied::new(background);
    tied.collect(wishes, view, work)?;
    tied.settle();
    Some(tied.components(wishes))
}

/// All that is tied to the wishes, as one part; nothing if the work runs out. Linear in its size.
pub(super) fn region(
    background: &Background,
    wishes: &[Wish],
    view: View,
    work: &mut Work,
) -> Option<Part> {
    let mut tied = Tied::new(background);
    tied.collect(wishes, view, work)?;
    let mut constraints: Vec<u32> = tied.constraints.iter().map(|one| one.constraint).collect();
    constraints.sort_unstable();
    let nodes = tied.nodes.iter().map(|node| node.node).collect();
    Some(Part { wishes: (0..wishes.len()).collect(), constraints, nodes })
}

/// The parts of the laws themselves in which a contradiction is not ruled out; nothing if the work
/// runs out. Linear in the number of laws and of their claims.
pub(super) fn parts_of_all(
    background: &Background,
    view: View,
    work: &mut Work,
) -> Option<Vec<Part>> {
    let mut tied = Tied::new(background);
    for node in 0..background.map.node_count() as u32 {
        if !background.about(node).is_empty() {
            tied.number(node);
        }
    }
    tied.collect(&[], view, work)?;
    tied.settle();
    Some(tied.components(&[]))
}

struct Tied<'b> {
    background: &'b Background<'b>,
    numbers: FxHashMap<u32, usize>,
    nodes: Vec<Node>,
    constraint_numbers: FxHashMap<u32, usize>,
    constraints: Vec<Alive>,
}

struct Node {
    node: u32,
    /// How often it is wanted to be false and to be true.
    counts: [u32; 2],
    dead: bool,
    /// The constraint that is its formula.
    definition: Option<usize>,
    part: Option<usize>,
}

struct Alive {
    constraint: u32,
    alive: bool,
    /// How many of its claims may matter.
    left: usize,
    part: Option<usize>,
}

impl<'b> Tied<'b> {
    fn new(background: &'b Background<'b>) -> Tied<'b> {
        Tied {
            background,
            numbers: FxHashMap::default(),
            nodes: Vec::new(),
            constraint_numbers: FxHashMap::default(),
            constraints: Vec::new(),
        }
    }

    fn number(&mut self, node: u32) -> usize {
        let next = self.nodes.len();
        let number = *self.numbers.entry(node).or_insert(next);
        if number == next {
            let fresh = Node { node, counts: [0, 0], dead: false, definition: None, part: None };
            self.nodes.push(fresh);
        }
        number
    }

    /// Takes in the wishes and all that is tied to them.
    fn collect(&mut self, wishes: &[Wish], view: View, work: &mut Work) -> Option<()> {
        let background = self.background;
        for wish in wishes {
            let number = self.number(wish.claim.index() as u32);
            self.nodes[number].counts[usize::from(wish.holds)] += 1;
        }
        let mut next = 0;
        while next < self.nodes.len() {
            let about = background.about(self.nodes[next].node);
            if !work.spend(1 + about.len() as u64) {
                return None;
            }
            for constraint in about {
                if background.binds(*constraint, view)
                    && !self.constraint_numbers.contains_key(constraint)
                {
                    let letters = background.letters(*constraint);
                    self.constraint_numbers.insert(*constraint, self.constraints.len());
                    let (left, part) = (letters.len(), None);
                    let constraint = *constraint;
                    self.constraints.push(Alive { constraint, alive: true, left, part });
                    work.spend(left as u64);
                    for letter in letters {
                        let number = self.number(letter.node);
                        self.count(constraint, number, letter.holds, 1);
                    }
                    if let Law::Formula(claim) = background.constraints[constraint as usize].law {
                        let number = self.number(claim.index() as u32);
                        self.nodes[number].definition = Some(self.constraints.len() - 1);
                    }
                }
            }
            next += 1;
        }
        Some(())
    }

    fn shape(&self, constraint: u32) -> Shape {
        self.background.constraints[constraint as usize].shape
    }

    fn count(&mut self, constraint: u32, number: usize, holds: bool, by: i32) {
        let both = self.shape(constraint) == Shape::Definition;
        let counts = &mut self.nodes[number].counts;
        for side in [false, true] {
            if both || side == holds {
                let count = &mut counts[usize::from(side)];
                *count = count.wrapping_add_signed(by);
            }
        }
    }

    /// Lets go of what cannot matter until nothing changes.
    fn settle(&mut self) {
        let mut open: Vec<usize> = (0..self.nodes.len()).collect();
        while let Some(number) = open.pop() {
            let Node { node, counts, dead, definition, .. } = self.nodes[number];
            if dead {
                continue;
            }
            if counts[0] > 0 && counts[1] > 0 {
                if counts == [1, 1]
                    && let Some(definition) = definition
                    && self.constraints[definition].alive
                    && !self.background.names_itself(node)
                {
                    self.drop(definition, &mut open);
                }
                continue;
            }
            self.nodes[number].dead = true;
            for constraint in self.background.about(node) {
                let Some(local) = self.constraint_numbers.get(constraint).copied() else {
                    continue;
                };
                if !self.constraints[local].alive {
                    continue;
                }
                self.constraints[local].left -= 1;
                if self.shape(*constraint) != Shape::AtMostOne || self.constraints[local].left < 2 {
                    self.drop(local, &mut open);
                }
            }
        }
    }

    fn drop(&mut self, local: usize, open: &mut Vec<usize>) {
        self.constraints[local].alive = false;
        let constraint = self.constraints[local].constraint;
        for letter in self.background.letters(constraint) {
            let number = self.numbers[&letter.node];
            if !self.nodes[number].dead {
                self.count(constraint, number, letter.holds, -1);
                open.push(number);
            }
        }
    }

    /// What is left, in the order in which it was met.
    fn components(mut self, wishes: &[Wish]) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for first in 0..self.nodes.len() {
            if self.nodes[first].dead || self.nodes[first].part.is_some() {
                continue;
            }
            let mut part = Part::default();
            self.nodes[first].part = Some(parts.len());
            let mut open = vec![first];
            while let Some(number) = open.pop() {
                let node = self.nodes[number].node;
                part.nodes.push(node);
                for constraint in self.background.about(node) {
                    let Some(local) = self.constraint_numbers.get(constraint).copied() else {
                        continue;
                    };
                    let entry = &mut self.constraints[local];
                    if !entry.alive || entry.part.replace(parts.len()).is_some() {
                        continue;
                    }
                    part.constraints.push(*constraint);
                    for letter in self.background.letters(*constraint) {
                        let other = self.numbers[&letter.node];
                        let entry = &mut self.nodes[other];
                        if !entry.dead && entry.part.replace(parts.len()).is_none() {
                            open.push(other);
                        }
                    }
                }
            }
            part.constraints.sort_unstable();
            parts.push(part);
        }
        for (number, wish) in wishes.iter().enumerate() {
            let node = self.numbers[&(wish.claim.index() as u32)];
            if let Some(part) = self.nodes[node].part {
                parts[part].wishes.push(number);
            }
        }
        parts
    }
}
