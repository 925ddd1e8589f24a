//! Making the diagram of a map from what of it is shown.

use std::collections::hash_map::Entry;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::{Diagram, Group, Line, Node, Shape, Sign};
use crate::model::{ClaimId, InferenceId, Map, QuestionId};
use crate::render::highlights::{self, Highlights};
use crate::render::texts::{
    Paragraph, claim_texts, count, finding_count, finding_lines, findings, fold_texts, mark,
    question_texts, text_of,
};
use crate::render::view::{Bundle, Clash, End, Fold, Shown, View, view};
use crate::render::{Mark, Options, Overlay};
use crate::semantics::StepVerdict;

/// The diagram of a map; linear in what is drawn, and in the size of the map.
pub fn diagram(map: &Map, overlay: &Overlay, options: &Options) -> Diagram {
    let view = view(map, overlay, options);
    let mut drawing = Drawing {
        map,
        overlay,
        options,
        marks: marks(overlay),
        highlights: highlights::by_part(overlay),
        place: vec![None; map.node_count()],
        folds: 0,
    };
    let mut nodes = drawing.nodes(&view);
    for (at, node) in nodes.iter_mut().enumerate() {
        if node.shape == Shape::Folded {
            continue;
        }
        drawing.place[node.part.index()] = Some(at);
        node.key = key(map, node.part);
    }
    drawing.folds = view.questions.len() + view.claims.len();
    let groups = drawing.groups(&view);
    let mut lines = merged(drawing.lines(&view));
    lines.iter_mut().for_each(|line| drawing.highlight(line));
    if (view.is_overview || view.is_summary) && !options.everything {
        thin(&mut nodes, &mut lines, &groups, view.is_overview);
    }
    Diagram {
        title: map.title.to_string(),
        nodes,
        lines,
        groups,
        notes: drawing.notes(&view),
        sides: view.sides,
    }
}

/// A diagram in the making.
struct Drawing<'d> {
    map: &'d Map,
    overlay: &'d Overlay<'d>,
    options: &'d Options,
    /// What was found about a part, the gravest first.
    marks: FxHashMap<NodeIndex, Vec<&'d Mark>>,
    /// What is pointed out, by part.
    highlights: Highlights<'d>,
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
        let many = view.conflicts.iter().filter(|clash| clash.is_knot);
        nodes.extend(many.map(|clash| self.conflict(clash, view)));
        nodes.iter_mut().for_each(|node| self.mark(node));
        nodes
    }

    fn node(&self, part: NodeIndex, shape: Shape, view: &View) -> Node {
        Node {
            part,
            stands_for: vec![part],
            key: String::new(),
            shape,
            is_context: view.shown[part.index()] == Shown::Context,
            is_focus: view.focus == Some(part),
            roles: Vec::new(),
            label: Vec::new(),
            tooltip: String::new(),
            group: view.home[part.index()],
            stays_high: false,
        }
    }

    /// What was found about parts of the map, the gravest first.
    fn found(&self, parts: &[NodeIndex]) -> Vec<&Mark> {
        let of = |part: &NodeIndex| self.marks.get(part).into_iter().flatten().copied();
        parts.iter().flat_map(of).collect()
    }

    /// Marks a node with what was found about the parts that it stands for, and points it out.
    fn mark(&self, node: &mut Node) {
        let marks = self.found(&node.stands_for);
        let label = match node.shape {
            Shape::Folded => finding_count(&marks),
            Shape::Conflict => None,
            _ => findings(&marks),
        };
        node.label.extend(label);
        node.tooltip += &finding_lines(&marks);
        let found = highlights::of_parts(&self.highlights, &node.stands_for);
        // What is in a folded box comes after what the box is called.
        let at = usize::from(node.shape == Shape::Folded);
        node.label.splice(at..at, highlights::tags(node.shape, &found));
        node.tooltip += &highlights::told(&found);
        node.roles = highlights::roles(&found);
    }

    /// Points a line out, if what it stands for is.
    fn highlight(&self, line: &mut Line) {
        let found = highlights::of_parts(&self.highlights, &line.stands_for);
        line.tooltip += &highlights::told(&found);
        line.roles = highlights::roles(&found);
    }

    /// What is to be said of the whole picture.
    fn notes(&self, view: &View) -> Vec<String> {
        let mut notes = view.notes.clone();
        let is_drawn = |part: NodeIndex| view.is_shown(part);
        let lost = self.overlay.marks.iter().filter(|mark| !is_drawn(mark.part)).count();
        if lost > 0 {
            notes.push(format!("{} of what is not drawn", count(lost, "finding")));
        }
        let lost = self.highlights.keys().filter(|part| !is_drawn(**part)).count();
        if lost > 0 {
            let are = if lost == 1 { "is" } else { "are" };
            notes.push(format!("{} pointed out {are} not drawn", count(lost, "part")));
        }
        notes
    }

    fn claim(&self, id: ClaimId, view: &View) -> Node {
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.verdict(id));
        let shape = Shape::Claim { verdict, is_thesis: self.map.is_thesis(id) };
        let hidden = &view.hidden[id.index()];
        Node {
            label: claim_texts(self.map, id, self.overlay, self.options, hidden),
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
                Some(verdict) => format!("{} {text}", mark(verdict)),
                None => text.to_owned(),
            }
        };
        let claims = fold.claims.iter().map(|claim| claim.node());
        let mut lines: Vec<String> = fold.claims.iter().take(MOST_LISTED).map(line).collect();
        if fold.claims.len() > MOST_LISTED {
            lines.push(format!("and {} more", fold.claims.len() - MOST_LISTED));
        }
        Node {
            part: fold.part,
            stands_for: claims.chain(fold.parts.iter().copied()).collect(),
            key,
            shape: Shape::Folded,
            is_context: fold.is_context,
            is_focus: false,
            roles: Vec::new(),
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

    /// What was found about a conflict that has no node, to be told on pointing at its line.
    fn clash_findings(&self, clash: &Clash) -> String {
        let parts: Vec<NodeIndex> = clash.conflicts.iter().map(|id| id.node()).collect();
        finding_lines(&self.found(&parts))
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
            stands_for: vec![part],
            tail: self.at(tail),
            head: self.at(head),
            sign,
            has_head: true,
            is_strict: false,
            is_idle: false,
            roles: Vec::new(),
            is_folded: matches!(tail, End::Fold(_)) || matches!(head, End::Fold(_)),
            tooltip: String::new(),
        }
    }

    fn step_lines(&self, bundle: &Bundle, lines: &mut Vec<Line>) {
        let part = bundle.steps[0].node();
        let own = End::Part(part);
        let parts = || bundle.steps.iter().map(|step| step.node()).collect();
        let of_step = |tail, head| Line {
            count: bundle.steps.len(),
            stands_for: parts(),
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
            let line = self.line(part, warrant, own, Sign::Warrant);
            lines.push(Line { count, stands_for: parts(), ..line });
        }
    }

    fn conflict_lines(&self, clash: &Clash, lines: &mut Vec<Line>) {
        let part = clash.conflicts[0].node();
        let line = |tail, head, has_head| Line {
            has_head,
            count: clash.conflicts.len(),
            stands_for: clash.conflicts.iter().map(|id| id.node()).collect(),
            tooltip: self.clash_tooltip(clash),
            ..self.line(part, tail, head, Sign::Conflict)
        };
        if let ([a, b], false) = (&clash.ends[..], clash.is_knot) {
            let mut line = line(*a, *b, true);
            line.tooltip += &self.clash_findings(clash);
            lines.push(line);
        } else {
            lines.extend(clash.ends.iter().map(|end| line(*end, End::Part(part), false)));
        }
    }

    fn groups(&self, view: &View) -> Vec<Group> {
        let group = |shown: &crate::render::view::ShownGroup| Group {
            part: shown.part,
            parent: shown.parent,
            depth: shown.depth,
            title: shown.title.clone(),
        };
        view.groups.iter().map(group).collect()
    }
}

/// An overview of more lines between boxes cannot be followed.
const MOST_LINES: usize = 100;

/// A line that stands for more supports is drawn in any case.
const MOST_COUNTED: usize = 3;

/// Where there are too many lines, takes away lines between a folded box and another group, or, where
/// only what lies far is folded, another folded box, and counts them in that box: first those of steps that fail, then supports, fewest first. Attacks that stand
/// and what much supports are what an overview is for.
fn thin(nodes: &mut [Node], lines: &mut Vec<Line>, groups: &[Group], is_overview: bool) {
    let outermost =
        |home: Option<usize>| std::iter::successors(home, |at: &usize| groups[*at].parent).last();
    let place = |at: usize| outermost(nodes[at].group).ok_or(at);
    // How soon it may go, if it may.
    let turn = |line: &Line| {
        let folded = [line.tail, line.head].map(|end| nodes[end].shape == Shape::Folded);
        let may_be = if is_overview { folded[0] || folded[1] } else { folded[0] && folded[1] };
        let is_foreign = may_be && place(line.tail) != place(line.head);
        match (line.is_idle, line.sign) {
            _ if !is_foreign || !line.roles.is_empty() => None,
            (true, Sign::Support | Sign::Rebuttal | Sign::Undercut) => Some(0),
            (false, Sign::Support) if line.count <= MOST_COUNTED => Some(line.count),
            _ => None,
        }
    };
    let mut turns: Vec<usize> = lines.iter().filter_map(turn).collect();
    let Some(last) = lines.len().checked_sub(MOST_LINES + 1) else { return };
    turns.sort_unstable();
    let Some(most) = turns.get(last).or(turns.last()).copied() else { return };
    let mut taken: Vec<[(usize, Vec<NodeIndex>); 2]> = vec![Default::default(); nodes.len()];
    lines.retain(|line| {
        let goes = turn(line).is_some_and(|turn| turn <= most);
        if goes {
            let leads_out = nodes[line.tail].shape == Shape::Folded;
            let at = if leads_out { line.tail } else { line.head };
            let (count, parts) = &mut taken[at][usize::from(!leads_out)];
            *count += line.count;
            parts.extend(&line.stands_for);
        }
        !goes
    });
    for (node, taken) in nodes.iter_mut().zip(taken) {
        for ((number, parts), way) in taken.into_iter().zip(["to", "from"]) {
            if number > 0 {
                let steps = count(number, "step");
                node.label.push(Paragraph::note(format!("{steps} {way} other boxes not drawn")));
                node.stands_for.extend(parts);
            }
        }
    }
}

/// By part: what was found about it, the gravest first.
fn marks<'d>(overlay: &Overlay<'d>) -> FxHashMap<NodeIndex, Vec<&'d Mark>> {
    let mut marks: FxHashMap<NodeIndex, Vec<&Mark>> = FxHashMap::default();
    overlay.marks.iter().for_each(|mark| marks.entry(mark.part).or_default().push(mark));
    for found in marks.values_mut() {
        found.sort_by_key(|mark| (std::cmp::Reverse(mark.severity), mark.code));
    }
    marks
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
                    one.stands_for.extend(line.stands_for);
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
    for line in out.iter_mut().filter(|line| line.is_folded) {
        line.stands_for.sort_unstable();
        line.stands_for.dedup();
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
