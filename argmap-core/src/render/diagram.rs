//! What a picture consists of, before anything has a place: boxes with their texts, small nodes in
//! which premises meet, lines between them, and the groups they stand in.
//!
//! All painters draw the same [`Diagram`], so that what a sign means is said once.

use std::collections::hash_map::Entry;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::texts::{Paragraph, claim_texts, count, fold_texts, question_texts, text_of};
use super::view::{Bundle, Clash, End, Fold, Shown, View, group_title, view};
use super::{Options, Overlay};
use crate::model::{ClaimId, InferenceId, InferenceKind, Map, QuestionId, Verdict};
use crate::semantics::StepVerdict;

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
}

/// A box or a small node.
#[derive(Clone, Debug)]
pub struct Node {
    /// The part of the map; of a folded box the group that its claims lie in, or the first of them.
    pub part: NodeIndex,
    /// The parts of the map that it stands for: the claims of a folded box, or the steps or
    /// conflicts that are drawn as one; of what is drawn for itself, only [`part`](Node::part).
    pub stands_for: Vec<NodeIndex>,
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
    /// Where more than two claims in conflict meet.
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
    let mut drawing =
        Drawing { map, overlay, options, place: vec![None; map.node_count()], folds: 0 };
    let mut nodes = drawing.nodes(&view);
    for (at, node) in nodes.iter_mut().enumerate() {
        if node.shape == Shape::Folded {
            continue;
        }
        drawing.place[node.part.index()] = Some(at);
        node.key = key(map, node.part);
    }
    drawing.folds = view.questions.len() + view.claims.len();
    Diagram {
        title: map.title.to_string(),
        nodes,
        lines: merged(drawing.lines(&view)),
        groups: drawing.groups(&view),
        notes: Vec::new(),
    }
}

/// A diagram in the making.
struct Drawing<'d> {
    map: &'d Map,
    overlay: &'d Overlay<'d>,
    options: &'d Options,
    /// By node of the map: its place in [`Diagram::nodes`].
    place: Vec<Option<usize>>,
    /// The place of the first folded box.
    folds: usize,
}

impl Drawing<'_> {
    fn nodes(&self, view: &View) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        nodes.extend(view.questions.iter().map(|id| self.question(*id, view)));
        nodes.extend(view.claims.iter().map(|id| self.claim(*id, view)));
        nodes.extend(view.folds.iter().enumerate().map(|(at, fold)| self.fold(at, fold)));
        let knots = view.steps.iter().filter(|bundle| bundle.is_knot);
        nodes.extend(knots.map(|bundle| self.step(bundle, view)));
        let many = view.conflicts.iter().filter(|clash| clash.ends.len() > 2);
        nodes.extend(many.map(|clash| self.conflict(clash, view)));
        nodes
    }

    fn node(&self, part: NodeIndex, shape: Shape, view: &View) -> Node {
        Node {
            part,
            stands_for: vec![part],
            key: String::new(),
            shape,
            is_context: view.shown[part.index()] == Shown::Context,
            label: Vec::new(),
            tooltip: String::new(),
            group: view.home[part.index()],
            stays_high: false,
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

    /// A box that stands for several claims; its tooltip lists them.
    fn fold(&self, at: usize, fold: &Fold) -> Node {
        let mut key = format!("+{}", at + 1);
        while self.map.find(&key).is_some() {
            key.insert(0, '+');
        }
        let line = |claim: &ClaimId| {
            let data = &self.map[*claim];
            let text = data.title.as_deref().filter(|title| !title.trim().is_empty());
            let text = text.unwrap_or_else(|| text_of(data));
            match self.overlay.evaluation.map(|evaluation| evaluation.verdict(*claim)) {
                Some(verdict) => format!("{} {text}", super::texts::mark(verdict)),
                None => text.to_owned(),
            }
        };
        let mut lines: Vec<String> = fold.claims.iter().take(MOST_LISTED).map(line).collect();
        if fold.claims.len() > MOST_LISTED {
            lines.push(format!("and {} more", fold.claims.len() - MOST_LISTED));
        }
        Node {
            part: fold.part,
            stands_for: fold.claims.iter().map(|claim| claim.node()).collect(),
            key,
            shape: Shape::Folded,
            is_context: fold.is_context,
            label: fold_texts(fold, self.overlay),
            tooltip: lines.join("\n"),
            group: fold.home,
            stays_high: false,
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
    fn step(&self, bundle: &Bundle, view: &View) -> Node {
        let id = bundle.steps[0];
        let step = &self.map[id];
        let shape = Shape::Step {
            kind: step.kind,
            is_strict: self.is_strict(bundle),
            is_linked: self.map.premises(id).nth(1).is_some(),
            is_idle: self.is_idle(bundle),
        };
        let same = |other: &InferenceId| self.map[*other].scheme == step.scheme;
        let scheme = step.scheme.as_deref().filter(|_| bundle.steps.iter().all(same));
        Node {
            label: scheme.map(Paragraph::scheme).into_iter().collect(),
            tooltip: self.step_tooltip(bundle),
            stands_for: bundle.steps.iter().map(|step| step.node()).collect(),
            group: bundle.home,
            stays_high: bundle.is_apart,
            ..self.node(id.node(), shape, view)
        }
    }

    fn conflict(&self, clash: &Clash, view: &View) -> Node {
        Node {
            tooltip: self.clash_tooltip(clash),
            stands_for: clash.conflicts.iter().map(|id| id.node()).collect(),
            ..self.node(clash.conflicts[0].node(), Shape::Conflict, view)
        }
    }

    fn clash_tooltip(&self, clash: &Clash) -> String {
        match clash.conflicts[..] {
            [one] => self.map[one].kind.word().to_owned(),
            _ => count(clash.conflicts.len(), "conflict"),
        }
    }

    fn step_tooltip(&self, bundle: &Bundle) -> String {
        let id = bundle.steps[0];
        let step = &self.map[id];
        if bundle.steps.len() > 1 {
            return count(bundle.steps.len(), step.kind.word());
        }
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

    fn is_idle(&self, bundle: &Bundle) -> bool {
        bundle.steps.iter().all(|id| {
            matches!(
                self.step_verdict(*id),
                Some(StepVerdict::Undercut | StepVerdict::PremiseFails)
            )
        })
    }

    fn is_strict(&self, bundle: &Bundle) -> bool {
        bundle.steps.iter().all(|id| self.map[*id].strict)
    }

    fn at(&self, end: End) -> usize {
        match end {
            End::Part(node) => self.place[node.index()].expect("it is drawn"),
            End::Fold(fold) => self.folds + fold,
        }
    }

    fn lines(&self, view: &View) -> Vec<Line> {
        let mut lines = Vec::new();
        view.steps.iter().for_each(|bundle| self.step_lines(bundle, &mut lines));
        for question in &view.questions {
            for answer in self.map.answers(*question) {
                let node = question.node();
                let answer = view.end(answer.node());
                lines.push(self.line(node, answer, End::Part(node), Sign::Answer));
            }
        }
        view.conflicts.iter().for_each(|clash| self.conflict_lines(clash, &mut lines));
        lines
    }

    fn line(&self, part: NodeIndex, tail: End, head: End, sign: Sign) -> Line {
        Line {
            part,
            count: 1,
            tail: self.at(tail),
            head: self.at(head),
            sign,
            has_head: true,
            is_strict: false,
            is_idle: false,
            is_folded: matches!(tail, End::Fold(_)) || matches!(head, End::Fold(_)),
            tooltip: String::new(),
        }
    }

    fn step_lines(&self, bundle: &Bundle, lines: &mut Vec<Line>) {
        let part = bundle.steps[0].node();
        let own = End::Part(part);
        let of_step = |tail, head| Line {
            count: bundle.steps.len(),
            is_strict: self.is_strict(bundle),
            is_idle: self.is_idle(bundle),
            tooltip: self.step_tooltip(bundle),
            ..self.line(part, tail, head, Sign::of(self.map[bundle.steps[0]].kind))
        };
        if !bundle.is_knot {
            lines.extend(bundle.premises.iter().map(|end| of_step(*end, bundle.head)));
            return;
        }
        lines.push(of_step(own, bundle.head));
        for premise in &bundle.premises {
            lines.push(Line { has_head: false, ..of_step(*premise, own) });
        }
        if let Some(warrant) = bundle.warrant {
            let count = bundle.steps.len();
            lines.push(Line { count, ..self.line(part, warrant, own, Sign::Warrant) });
        }
    }

    fn conflict_lines(&self, clash: &Clash, lines: &mut Vec<Line>) {
        let part = clash.conflicts[0].node();
        let line = |tail, head, has_head| Line {
            has_head,
            count: clash.conflicts.len(),
            tooltip: self.clash_tooltip(clash),
            ..self.line(part, tail, head, Sign::Conflict)
        };
        if let [a, b] = clash.ends[..] {
            lines.push(line(a, b, true));
        } else {
            lines.extend(clash.ends.iter().map(|end| line(*end, End::Part(part), false)));
        }
    }

    fn groups(&self, view: &View) -> Vec<Group> {
        let group = |shown: &super::view::ShownGroup| Group {
            part: shown.id.node(),
            parent: shown.parent,
            depth: shown.depth,
            title: group_title(self.map, shown.id),
        };
        view.groups.iter().map(group).collect()
    }
}

/// The tooltip of a folded box lists that many of its claims.
const MOST_LISTED: usize = 30;

/// Lines from or to folded boxes that have the same ends and say the same, as one.
fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut known: FxHashMap<(usize, usize, Sign), usize> = FxHashMap::default();
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        if line.is_folded {
            match known.entry((line.tail, line.head, line.sign)) {
                Entry::Occupied(entry) => {
                    let one = &mut out[*entry.get()];
                    one.count += line.count;
                    one.is_strict &= line.is_strict;
                    one.is_idle &= line.is_idle;
                    one.tooltip = count(one.count, one.sign.word());
                    continue;
                }
                Entry::Vacant(entry) => {
                    entry.insert(out.len());
                }
            }
        }
        out.push(line);
    }
    out
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
        signs
    }
}
