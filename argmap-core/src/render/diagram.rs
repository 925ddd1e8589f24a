//! What a picture consists of, before anything has a place: boxes with their texts, small nodes in
//! which premises meet, lines between them, and the groups they stand in.
//!
//! All painters draw the same [`Diagram`], so that what a sign means is said once.

use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;

use super::texts::{Paragraph, claim_texts, question_texts, text_of};
use super::view::{Shown, View, view};
use super::{Options, Overlay};
use crate::model::{
    ClaimId, ConflictId, Edge as Relation, InferenceId, InferenceKind, Map, QuestionId, Verdict,
};
use crate::semantics::StepVerdict;
use crate::text::FileId;

/// A picture without places.
#[derive(Clone, Debug)]
pub struct Diagram {
    /// What stands above the picture.
    pub title: String,
    /// What must be known of the picture, a sentence each.
    pub notes: Vec<String>,
    /// The boxes: questions and claims, then steps, then conflicts, each in the order of
    /// declaration.
    pub nodes: Vec<Node>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The groups, each after the one around it.
    pub groups: Vec<Group>,
}

/// A box or a small node.
#[derive(Clone, Debug)]
pub struct Node {
    /// The part of the map.
    pub part: NodeIndex,
    /// The name by which the picture's source calls it; no other node has it.
    pub key: String,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it is dimmed: outside of what was asked for, but touching it.
    pub is_context: bool,
    /// What stands in it.
    pub label: Vec<Paragraph>,
    /// What is told on pointing at it.
    pub tooltip: String,
    /// The place in [`Diagram::groups`] of the group that it is drawn in.
    pub group: Option<usize>,
    /// Whether, being small, it stands close to what it leads to.
    pub stays_high: bool,
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
    /// Where more than two claims in conflict meet.
    Conflict,
}

impl Shape {
    /// Whether it is a box that holds a text, and no small node.
    pub fn is_box(self) -> bool {
        matches!(self, Shape::Claim { .. } | Shape::Question)
    }
}

/// A line between two nodes.
#[derive(Clone, Debug)]
pub struct Line {
    /// The step, question or conflict that it is of.
    pub part: NodeIndex,
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
    /// The part of the map.
    pub part: NodeIndex,
    /// The place in [`Diagram::groups`] of the group around it, which is earlier.
    pub parent: Option<usize>,
    /// How many groups lie around it.
    pub depth: usize,
    /// Its title, the prefix of an imported map before it.
    pub title: String,
}

/// The diagram of a map; linear in what is drawn, and in the size of the map.
pub fn diagram(map: &Map, overlay: &Overlay, options: &Options) -> Diagram {
    let view = view(map, options);
    let mut drawing = Drawing { map, overlay, options, place: vec![None; map.node_count()] };
    let mut nodes = drawing.nodes(&view);
    for (at, node) in nodes.iter_mut().enumerate() {
        drawing.place[node.part.index()] = Some(at);
        node.key = key(map, node.part);
    }
    Diagram {
        title: map.title.to_string(),
        notes: Vec::new(),
        nodes,
        lines: drawing.lines(&view),
        groups: drawing.groups(&view),
    }
}

/// A diagram in the making.
struct Drawing<'d> {
    map: &'d Map,
    overlay: &'d Overlay<'d>,
    options: &'d Options,
    /// By node of the map: its place in [`Diagram::nodes`].
    place: Vec<Option<usize>>,
}

impl Drawing<'_> {
    fn nodes(&self, view: &View) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        nodes.extend(view.questions.iter().map(|id| self.question(*id, view)));
        nodes.extend(view.claims.iter().map(|id| self.claim(*id, view)));
        let knots = view.steps.iter().filter(|step| is_knot(self.map, **step));
        nodes.extend(knots.map(|id| self.step(*id, view)));
        let many = view.conflicts.iter().filter(|id| self.map.members(**id).count() > 2);
        nodes.extend(many.map(|id| self.conflict(*id, view)));
        nodes
    }

    fn node(&self, part: NodeIndex, shape: Shape, view: &View) -> Node {
        Node {
            part,
            key: String::new(),
            shape,
            is_context: view.shown[part.index()] == Shown::Context,
            label: Vec::new(),
            tooltip: String::new(),
            group: view.home[part.index()],
            stays_high: view.apart[part.index()],
        }
    }

    fn claim(&self, id: ClaimId, view: &View) -> Node {
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.verdict(id));
        let shape = Shape::Claim { verdict, is_thesis: self.map.is_thesis(id) };
        let leads_out = view.leads_out[id.index()];
        Node {
            label: claim_texts(self.map, id, self.overlay, self.options, leads_out),
            tooltip: text_of(&self.map[id]).to_owned(),
            ..self.node(id.node(), shape, view)
        }
    }

    fn question(&self, id: QuestionId, view: &View) -> Node {
        let question = &self.map[id];
        Node {
            label: question_texts(question),
            tooltip: question.text.to_string(),
            ..self.node(id.node(), Shape::Question, view)
        }
    }

    /// The node in which the premises of a step meet.
    fn step(&self, id: InferenceId, view: &View) -> Node {
        let step = &self.map[id];
        let shape = Shape::Step {
            kind: step.kind,
            is_strict: step.strict,
            is_linked: self.map.premises(id).nth(1).is_some(),
            is_idle: self.is_idle(id),
        };
        Node {
            label: step.scheme.as_deref().map(Paragraph::scheme).into_iter().collect(),
            tooltip: self.step_tooltip(id),
            ..self.node(id.node(), shape, view)
        }
    }

    fn conflict(&self, id: ConflictId, view: &View) -> Node {
        Node {
            tooltip: self.map[id].kind.word().to_owned(),
            ..self.node(id.node(), Shape::Conflict, view)
        }
    }

    fn step_tooltip(&self, id: InferenceId) -> String {
        let step = &self.map[id];
        let mut tooltip = step.kind.word().to_owned();
        if let Some(verdict) = self.step_verdict(id) {
            tooltip += &format!(": {verdict}");
        }
        if let Some(note) = &step.note {
            tooltip += &format!("\n{note}");
        }
        tooltip
    }

    fn step_verdict(&self, id: InferenceId) -> Option<StepVerdict> {
        self.overlay.evaluation.map(|evaluation| evaluation.step(self.map, id))
    }

    fn is_idle(&self, id: InferenceId) -> bool {
        let verdict = self.step_verdict(id);
        matches!(verdict, Some(StepVerdict::Undercut | StepVerdict::PremiseFails))
    }

    fn at(&self, node: NodeIndex) -> usize {
        self.place[node.index()].expect("it is drawn")
    }

    fn lines(&self, view: &View) -> Vec<Line> {
        let mut lines = Vec::new();
        view.steps.iter().for_each(|step| self.step_lines(*step, &mut lines));
        for question in &view.questions {
            for answer in self.map.answers(*question) {
                let node = question.node();
                let line = self.line(node, answer.node(), node, Sign::Answer);
                lines.push(line);
            }
        }
        view.conflicts.iter().for_each(|conflict| self.conflict_lines(*conflict, &mut lines));
        lines
    }

    fn line(&self, part: NodeIndex, tail: NodeIndex, head: NodeIndex, sign: Sign) -> Line {
        Line {
            part,
            tail: self.at(tail),
            head: self.at(head),
            sign,
            has_head: true,
            is_strict: false,
            is_idle: false,
            tooltip: String::new(),
        }
    }

    fn step_lines(&self, id: InferenceId, lines: &mut Vec<Line>) {
        let step = &self.map[id];
        let own = id.node();
        let target: NodeIndex = self.map.target(id).into();
        let of_step = |tail, head| Line {
            is_strict: step.strict,
            is_idle: self.is_idle(id),
            tooltip: self.step_tooltip(id),
            ..self.line(own, tail, head, Sign::of(step.kind))
        };
        if self.place[own.index()].is_none() {
            lines.extend(self.map.premises(id).map(|premise| of_step(premise.node(), target)));
            return;
        }
        lines.push(of_step(own, target));
        for premise in self.map.premises(id) {
            lines.push(Line { has_head: false, ..of_step(premise.node(), own) });
        }
        if let Some(warrant) = self.map.warrant(id) {
            lines.push(self.line(own, warrant.node(), own, Sign::Warrant));
        }
    }

    fn conflict_lines(&self, id: ConflictId, lines: &mut Vec<Line>) {
        let members: Vec<ClaimId> = self.map.members(id).collect();
        let tooltip = self.map[id].kind.word();
        let line = |tail, head, has_head| Line {
            has_head,
            tooltip: tooltip.to_owned(),
            ..self.line(id.node(), tail, head, Sign::Conflict)
        };
        if let [a, b] = members[..] {
            lines.push(line(a.node(), b.node(), true));
        } else if self.place[id.index()].is_some() {
            lines.extend(members.iter().map(|member| line(member.node(), id.node(), false)));
        } // Else it is a conflict of fewer, as faulty files have.
    }

    fn groups(&self, view: &View) -> Vec<Group> {
        let group = |shown: &super::view::ShownGroup| {
            let own = &self.map[shown.id];
            let name = self.map.name(shown.id).unwrap_or_default();
            let prefix = name.strip_suffix(&*own.name).unwrap_or_default();
            let imported = self.map.file_of(shown.id) != FileId::ROOT;
            let title =
                if imported { format!("{prefix} {}", own.title) } else { own.title.to_string() };
            Group { part: shown.id.node(), parent: shown.parent, depth: shown.depth, title }
        };
        view.groups.iter().map(group).collect()
    }
}

/// Longer ids are replaced by numbers, so that no two become one by being cut.
const MAX_ID: usize = 200;

/// What a part is called: its name, or its number where that would not be its own.
fn key(map: &Map, node: NodeIndex) -> String {
    if let Some(name) = map.name(node)
        && name.len() <= MAX_ID
        && map.find(&name) == Some(node)
    {
        return name;
    }
    let mut name = format!("#{}", node.index());
    while map.find(&name).is_some() {
        name.insert(0, '#');
    }
    name
}

/// Whether a step needs a node of its own: several premises meet there, something aims at it, or
/// there is something to say of it.
fn is_knot(map: &Map, id: InferenceId) -> bool {
    let step = &map[id];
    let mut incoming = map.graph().edges_directed(id.node(), Incoming);
    let aimed_at =
        |relation: &Relation| matches!(relation, Relation::Conclusion | Relation::Warrant);
    step.scheme.is_some()
        || map.premises(id).nth(1).is_some()
        || incoming.any(|edge| aimed_at(edge.weight()))
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
        signs
    }
}
