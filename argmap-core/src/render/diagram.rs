//! What a picture consists of, before anything has a place: boxes with their texts, small nodes in
//! which premises meet, lines between them, and the groups they stand in.
//!
//! All painters draw the same [`Diagram`], so that what a sign means is said once.

mod build;

use petgraph::graph::NodeIndex;

use super::Role;
use super::texts::Paragraph;
use crate::model::{InferenceKind, Verdict};
pub use build::diagram;

/// A picture without places.
#[derive(Clone, Debug)]
pub struct Diagram {
    /// What stands above the picture.
    pub title: String,
    /// The boxes: questions, claims and folded claims, then steps, then conflicts, each in the order
    /// of declaration.
    pub nodes: Vec<Node>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The groups, each after the one around it.
    pub groups: Vec<Group>,
    /// What is to be said of the whole picture below its title, such as what it leaves out.
    pub notes: Vec<String>,
    /// The places in [`Diagram::groups`] of the two sides of a dispute: the first is drawn on one
    /// side, the second on the other, and between them what is in no group.
    pub sides: Option<[usize; 2]>,
}

/// A box or a small node.
#[derive(Clone, Debug)]
pub struct Node {
    /// The part of the map; of a folded box the group that its claims lie in, or the first of them.
    pub part: NodeIndex,
    /// The parts of the map that it stands for: of a folded box its claims, then the steps and
    /// conflicts that are counted in it; the steps or conflicts that are drawn as one; of what is
    /// drawn for itself, only [`part`](Node::part).
    pub stands_for: Vec<NodeIndex>,
    /// The name by which the picture's source calls it; no other node has it.
    pub key: String,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it is dimmed: outside of what was asked for, but touching it.
    pub is_context: bool,
    /// Whether the picture is about it.
    pub is_focus: bool,
    /// Why it is pointed out, or of a folded box why parts in it are, in the order of the roles.
    pub roles: Vec<Role>,
    /// What stands in it.
    pub label: Vec<Paragraph>,
    /// What is told on pointing at it.
    pub tooltip: String,
    /// The place in [`Diagram::groups`] of the group that it is drawn in.
    pub group: Option<usize>,
    /// Whether, being small, it stands close to what it leads to.
    pub stays_high: bool,
}

impl Node {
    /// Whether it has a ring around it, since it is pointed out itself.
    pub fn has_ring(&self) -> bool {
        self.shape != Shape::Folded && !self.roles.is_empty()
    }
}

/// What a node looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A claim.
    Claim {
        /// What becomes of it, if that is drawn.
        verdict: Option<Verdict>,
        /// Whether the map is for it.
        is_thesis: bool,
    },
    /// Several claims in one box.
    Folded,
    /// An issue with rival answers.
    Question,
    /// Where the premises of a step meet.
    Step {
        /// The kind of the step.
        kind: InferenceKind,
        /// Whether the premises leave no room for doubt.
        is_strict: bool,
        /// Whether it has several premises.
        is_linked: bool,
        /// Whether it does nothing.
        is_idle: bool,
    },
    /// Where more than two claims in conflict meet, or two in a conflict that is pointed out.
    Conflict,
}

impl Shape {
    /// Whether it is a box that holds a text, and no small node.
    pub fn is_box(self) -> bool {
        matches!(self, Shape::Claim { .. } | Shape::Folded | Shape::Question)
    }
}

/// A line between two nodes.
#[derive(Clone, Debug)]
pub struct Line {
    /// The step, question or conflict that it is of; the first of these where it stands for several.
    pub part: NodeIndex,
    /// How many steps, answers or conflicts it stands for.
    pub count: usize,
    /// The steps, questions or conflicts that it stands for, each once.
    pub stands_for: Vec<NodeIndex>,
    /// The place in [`Diagram::nodes`] of where it starts.
    pub tail: usize,
    /// The place in [`Diagram::nodes`] of where it ends.
    pub head: usize,
    /// What it says.
    pub sign: Sign,
    /// Whether it leads all the way to what the step aims at, and so has a head; if not, it leads
    /// to the node in which premises meet.
    pub has_head: bool,
    /// Whether the step leaves no room for doubt.
    pub is_strict: bool,
    /// Whether the step does nothing.
    pub is_idle: bool,
    /// Why what it stands for is pointed out, in the order of the roles.
    pub roles: Vec<Role>,
    /// Whether it starts or ends at a folded box.
    pub is_folded: bool,
    /// What is told on pointing at it.
    pub tooltip: String,
}

impl Line {
    /// Whether its head stands before its tail in the picture's direction.
    pub fn is_directed(&self) -> bool {
        self.sign != Sign::Conflict
    }
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Its tail speaks for its head.
    Support,
    /// Its tail speaks against its head.
    Rebuttal,
    /// Its tail speaks against the step that is its head.
    Undercut,
    /// Its tail licenses the step that is its head.
    Warrant,
    /// Its tail answers the question that is its head.
    Answer,
    /// Both cannot be true.
    Conflict,
}

impl Sign {
    /// What it is, in one word.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Support => InferenceKind::Support.word(),
            Sign::Rebuttal => InferenceKind::Rebuttal.word(),
            Sign::Undercut => InferenceKind::Undercut.word(),
            Sign::Warrant => "warrant",
            Sign::Answer => "answer",
            Sign::Conflict => "conflict",
        }
    }

    /// The sign of a step's lines.
    pub fn of(kind: InferenceKind) -> Sign {
        match kind {
            InferenceKind::Support => Sign::Support,
            InferenceKind::Rebuttal => Sign::Rebuttal,
            InferenceKind::Undercut => Sign::Undercut,
        }
    }
}

/// A frame around nodes and other groups.
#[derive(Clone, Debug)]
pub struct Group {
    /// The part of the map; of the side of a dispute its holder or claim, or the first of the claims
    /// of an imported map.
    pub part: NodeIndex,
    /// The place in [`Diagram::groups`] of the group around it, which is earlier.
    pub parent: Option<usize>,
    /// How many groups lie around it.
    pub depth: usize,
    /// Its title, the prefix of an imported map before it.
    pub title: String,
}

/// The signs that occur in a picture, which its legend explains.
#[derive(Debug, Default)]
pub struct Signs {
    /// By verdict.
    pub verdicts: [bool; Verdict::ALL.len()],
    /// By kind of step.
    pub kinds: [bool; InferenceKind::ALL.len()],
    /// A claim that the map is for.
    pub thesis: bool,
    /// A step of several premises.
    pub linked: bool,
    /// A step that leaves no room for doubt.
    pub strict: bool,
    /// A claim that licenses a step.
    pub warrant: bool,
    /// A step that does nothing.
    pub idle: bool,
    /// Claims that cannot be true together.
    pub conflict: bool,
    /// An issue with rival answers.
    pub question: bool,
    /// A claim from outside.
    pub context: bool,
    /// Several claims in one box.
    pub folded: bool,
    /// By role: a part that is pointed out.
    pub roles: [bool; Role::ALL.len()],
}

impl Signs {
    /// Those of a diagram.
    pub fn of(diagram: &Diagram) -> Signs {
        let mut signs = Signs::default();
        for node in &diagram.nodes {
            match node.shape {
                Shape::Claim { .. } if node.is_context => signs.context = true,
                Shape::Claim { verdict, is_thesis } => {
                    signs.thesis |= is_thesis;
                    verdict.into_iter().for_each(|it| signs.verdicts[it as usize] = true);
                }
                Shape::Folded => {
                    signs.folded = true;
                    signs.context |= node.is_context;
                }
                Shape::Question => signs.question = true,
                Shape::Step { is_strict, is_linked, .. } => {
                    signs.strict |= is_strict;
                    signs.linked |= is_linked;
                }
                Shape::Conflict => signs.conflict = true,
            }
        }
        for line in &diagram.lines {
            match line.sign {
                Sign::Support => signs.kinds[InferenceKind::Support as usize] = true,
                Sign::Rebuttal => signs.kinds[InferenceKind::Rebuttal as usize] = true,
                Sign::Undercut => signs.kinds[InferenceKind::Undercut as usize] = true,
                Sign::Warrant => signs.warrant = true,
                Sign::Answer => signs.question = true,
                Sign::Conflict => signs.conflict = true,
            }
            signs.idle |= line.is_idle;
            signs.strict |= line.is_strict;
        }
        let of_nodes = diagram.nodes.iter().flat_map(|node| &node.roles);
        let roles = of_nodes.chain(diagram.lines.iter().flat_map(|line| &line.roles));
        roles.for_each(|role| signs.roles[*role as usize] = true);
        signs
    }
}
