//! A picture for [Graphviz](https://graphviz.org)'s `dot`.
//!
//! Claims are rounded boxes; a step is one arrow where a single premise says all, and else a small
//! node in which its premises meet and at which undercuts aim. Every sign differs from every other
//! without its colour. Ranks are computed here and handed over as `minlen`, so that claims with
//! many reasons stay within a page's proportions; where on its rank a box stands is `dot`'s affair.

mod labels;
mod legend;
mod quote;
mod style;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;

use super::layout::ranks::{Order, Part, columns, ranks};
use super::view::{Shown, View, view};
use super::{Direction, Options, Overlay, Picture};
use crate::model::{
    ClaimId, ConflictId, Edge as Relation, InferenceId, InferenceKind, Map, QuestionId,
};
use crate::semantics::StepVerdict;
use crate::text::FileId;
use labels::{claim_label, lines, question_label, text_of};
use legend::{Signs, heading};
use quote::quoted;
use style::{CONFLICT, DIM, FAINT, FONT, INK, box_style, is_idle, line_style};

/// The DOT language of Graphviz.
pub const DOT: Picture = Picture {
    name: "dot",
    extension: "dot",
    summary: "the DOT language, to be laid out by Graphviz's `dot`",
    draw: dot,
};

/// Longer ids are replaced by numbers, so that no two become one by being cut.
const MAX_ID: usize = 200;

/// Draws a map in the DOT language.
///
/// Every text of the map is quoted, so that whatever stands in it, the picture shows it and
/// nothing else. Takes O(n log n) for n parts.
///
/// ```
/// use argmap_core::model::{Claim, Map};
/// use argmap_core::render::{Options, Overlay, dot::dot};
///
/// let mut map = Map::new("Rain");
/// map.add_claim(Claim::new("rain", "It \"rained\".")).unwrap();
/// let picture = dot(&map, &Overlay::default(), &Options::default());
/// assert!(picture.contains("It &quot;rained&quot;."));
/// ```
pub fn dot(map: &Map, overlay: &Overlay, options: &Options) -> String {
    let mut drawing = Drawing::new(map, overlay, options);
    let mut homes: Vec<Vec<Stmt>> = drawing.view.groups.iter().map(|_| Vec::new()).collect();
    let mut outside: Vec<Stmt> = Vec::new();
    for node in drawing.nodes.clone() {
        let stmt = drawing.node(node);
        match drawing.view.home[node.index()] {
            Some(home) => homes[home].push(stmt),
            None => outside.push(stmt),
        }
    }
    drawing.edges();
    drawing.tie();
    let mut stmts = frame(options.direction);
    stmts.extend(outside);
    stmts.extend(drawing.clusters(homes));
    stmts.append(&mut drawing.edges);
    // At the end, since clusters take over what was said before them.
    let signs = options.legend.then_some(&drawing.signs);
    let title = Id::Html(heading(&map.title, signs));
    stmts.push(Stmt::Attribute(Attribute(plain("label"), title)));
    stmts.push(Stmt::Attribute(attribute("labelloc", "t")));
    let graph = Graph::DiGraph { id: quoted(&map.title), strict: false, stmts };
    graph.print(&mut PrinterContext::default()) + "\n"
}

/// What holds for the whole picture.
fn frame(direction: Direction) -> Vec<Stmt> {
    let rankdir = match direction {
        Direction::Up => "BT",
        Direction::Down => "TB",
        Direction::Left => "RL",
        Direction::Right => "LR",
    };
    let graph = [
        ("rankdir", rankdir),
        ("newrank", "true"),
        ("concentrate", "false"),
        ("ranksep", "0.28"),
        ("nodesep", "0.22"),
        ("bgcolor", "white"),
        ("fontname", FONT),
        ("fontcolor", INK),
        ("pad", "0.2"),
    ];
    let node = [
        ("shape", "box"),
        ("style", "rounded,filled"),
        ("fillcolor", "#ffffff"),
        ("penwidth", "1.3"),
        ("fontname", FONT),
        ("fontsize", "12"),
        ("fontcolor", INK),
        ("margin", "0.14,0.08"),
        ("height", "0.3"),
    ];
    // Most lines are those of supports.
    let support = line_style(InferenceKind::Support);
    let edge = [
        ("color", support.colour),
        ("penwidth", support.width),
        ("arrowhead", support.head),
        ("arrowsize", "0.8"),
    ];
    vec![
        Stmt::GAttribute(GraphAttributes::Graph(attributes(&graph))),
        Stmt::GAttribute(GraphAttributes::Node(attributes(&node))),
        Stmt::GAttribute(GraphAttributes::Edge(attributes(&edge))),
    ]
}

/// A picture in the making.
struct Drawing<'d> {
    map: &'d Map,
    overlay: &'d Overlay<'d>,
    options: &'d Options,
    view: View,
    /// What is drawn as a node, in the order in which it is written.
    nodes: Vec<NodeIndex>,
    /// By place in `nodes`: the id in DOT.
    ids: Vec<Id>,
    /// By node of the map: its place in `nodes`.
    place: Vec<Option<usize>>,
    /// By place in `nodes`.
    ranks: Vec<usize>,
    /// Pairs of places in `nodes`: the first is to stand right above the second.
    columns: Vec<(usize, usize)>,
    /// By place in `nodes`: whether it is to stand right below another.
    in_column: Vec<bool>,
    /// What hangs together by edges that keep distance.
    joined: UnionFind<usize>,
    signs: Signs,
    edges: Vec<Stmt>,
}

impl<'d> Drawing<'d> {
    fn new(map: &'d Map, overlay: &'d Overlay<'d>, options: &'d Options) -> Drawing<'d> {
        let view = view(map, options);
        let mut nodes: Vec<NodeIndex> = Vec::new();
        nodes.extend(view.questions.iter().map(|question| question.node()));
        nodes.extend(view.claims.iter().map(|claim| claim.node()));
        let boxes = nodes.len();
        let knots = view.steps.iter().filter(|step| is_knot(map, **step));
        nodes.extend(knots.map(|step| step.node()));
        let steps = nodes.len();
        let many = view.conflicts.iter().filter(|conflict| map.members(**conflict).count() > 2);
        nodes.extend(many.map(|conflict| conflict.node()));
        let mut place = vec![None; map.node_count()];
        for (at, node) in nodes.iter().enumerate() {
            place[node.index()] = Some(at);
        }
        let mut order = Order { groups: view.groups.len() + 1, ..Order::default() };
        order.parts.extend(nodes[..steps].iter().enumerate().map(|(at, node)| Part {
            is_box: at < boxes,
            stays_high: view.apart[node.index()],
            group: view.home[node.index()].map_or(0, |home| home + 1),
        }));
        let at = |node: NodeIndex| place[node.index()].expect("it is drawn");
        for step in view.steps.iter().copied() {
            let target = at(map.target(step).into());
            let own = place[step.index()];
            order.above.extend(own.map(|own| (target, own)));
            let upper = own.unwrap_or(target);
            order.above.extend(map.needs(step).map(|claim| (upper, at(claim.node()))));
        }
        for question in view.questions.iter().copied() {
            let upper = at(question.node());
            order.above.extend(map.answers(question).map(|claim| (upper, at(claim.node()))));
        }
        // Boxes are wider than high: where ranks are columns, more of them go on one.
        let across = match options.direction {
            Direction::Up | Direction::Down if options.group.is_some() => 0.8,
            Direction::Up | Direction::Down => 1.0,
            Direction::Left | Direction::Right => 1.6,
        };
        let mut ranks = ranks(&order, across);
        let columns = columns(&order, &ranks);
        let mut in_column = vec![false; nodes.len()];
        columns.iter().for_each(|(_, lower)| in_column[*lower] = true);
        for conflict in &nodes[steps..] {
            let members = map.members(ConflictId(*conflict)).map(|claim| ranks[at(claim.node())]);
            let highest = members.min().expect("a conflict has members");
            ranks.push(highest + 1);
        }
        let joined = UnionFind::new(nodes.len());
        let (signs, edges) = (Signs::default(), Vec::new());
        let ids = nodes.iter().map(|node| id_of(map, *node)).collect();
        Drawing {
            map,
            overlay,
            options,
            view,
            nodes,
            ids,
            place,
            ranks,
            columns,
            in_column,
            joined,
            signs,
            edges,
        }
    }

    fn id(&self, node: NodeIndex) -> Id {
        self.ids[self.place[node.index()].expect("it is drawn")].clone()
    }

    fn node(&mut self, node: NodeIndex) -> Stmt {
        use crate::model::Node as Of;
        let attributes = match self.map.node(node) {
            Of::Claim(_) => self.claim(ClaimId(node)),
            Of::Question(_) => self.question(QuestionId(node)),
            Of::Inference(_) => self.knot(InferenceId(node)),
            _ => self.conflict_node(),
        };
        Stmt::Node(Node::new(NodeId(self.id(node), None), attributes))
    }

    fn claim(&mut self, id: ClaimId) -> Vec<Attribute> {
        let verdict = self.overlay.evaluation.map(|evaluation| evaluation.verdict(id));
        let style = box_style(verdict);
        let thesis = self.map.is_thesis(id);
        let leads_out = self.view.leads_out[id.index()];
        let label = claim_label(self.map, id, verdict, self.overlay, self.options, leads_out);
        let mut out = vec![Attribute(plain("label"), label)];
        out.push(Attribute(plain("tooltip"), quoted(text_of(&self.map[id]))));
        if self.view.shown[id.index()] == Shown::Context {
            self.signs.context = true;
            out.extend(attributes(&[
                ("style", "rounded,filled,dotted"),
                ("color", FAINT),
                ("fontcolor", DIM),
            ]));
            return out;
        }
        if let Some(verdict) = verdict {
            self.signs.verdicts[verdict as usize] = true;
        }
        self.signs.thesis |= thesis;
        out.extend(attributes(&[("fillcolor", style.fill), ("color", style.line)]));
        if style.dash != "solid" {
            out.push(attribute("style", &format!("rounded,filled,{}", style.dash)));
        }
        if thesis {
            out.extend(attributes(&[("peripheries", "2"), ("penwidth", "1.8")]));
        }
        out
    }

    fn question(&mut self, id: QuestionId) -> Vec<Attribute> {
        self.signs.question = true;
        let question = &self.map[id];
        vec![
            Attribute(plain("label"), question_label(question)),
            Attribute(plain("tooltip"), quoted(&question.text)),
            attribute("shape", "note"),
            attribute("style", "filled"),
            attribute("color", DIM),
        ]
    }

    /// The node in which the premises of a step meet.
    fn knot(&mut self, id: InferenceId) -> Vec<Attribute> {
        let step = &self.map[id];
        let style = line_style(step.kind);
        let verdict = self.step_verdict(id);
        let colour = if is_idle(verdict) { FAINT } else { style.colour };
        let mut tooltip = step.kind.word().to_owned();
        if let Some(verdict) = verdict {
            tooltip += &format!(": {verdict}");
        }
        if let Some(note) = &step.note {
            tooltip += &format!("\n{note}");
        }
        let tooltip = Attribute(plain("tooltip"), quoted(&tooltip));
        self.signs.linked |= self.map.premises(id).nth(1).is_some();
        self.signs.strict |= step.strict;
        let corners = if step.strict { "filled" } else { "rounded,filled" };
        if let Some(scheme) = &step.scheme {
            let label = format!(r#"<<FONT POINT-SIZE="9">{}</FONT>>"#, lines(scheme));
            let mut out = vec![Attribute(plain("label"), Id::Html(label)), tooltip];
            out.extend(attributes(&[
                ("style", corners),
                ("fillcolor", "#ffffff"),
                ("color", colour),
                ("fontcolor", colour),
                ("margin", "0.05,0.02"),
                ("height", "0.18"),
                ("width", "0.3"),
            ]));
            return out;
        }
        let shape = if step.strict { "square" } else { "circle" };
        let mut out = vec![Attribute(plain("label"), quoted("")), tooltip];
        out.extend(attributes(&[
            ("shape", shape),
            ("style", "filled"),
            ("fillcolor", colour),
            ("color", colour),
            ("width", "0.13"),
            ("height", "0.13"),
            ("fixedsize", "true"),
        ]));
        out
    }

    fn conflict_node(&mut self) -> Vec<Attribute> {
        attributes(&[
            ("label", "≠"),
            ("tooltip", "conflict"),
            ("shape", "octagon"),
            ("style", "filled"),
            ("fillcolor", "#ffffff"),
            ("color", CONFLICT),
            ("penwidth", "1.6"),
            ("width", "0.28"),
            ("height", "0.28"),
            ("fixedsize", "true"),
        ])
    }

    fn step_verdict(&self, id: InferenceId) -> Option<StepVerdict> {
        self.overlay.evaluation.map(|evaluation| evaluation.step(self.map, id))
    }

    fn edges(&mut self) {
        for step in self.view.steps.clone() {
            self.step_edges(step);
        }
        for question in self.view.questions.clone() {
            for answer in self.map.answers(question) {
                let look = [("color", DIM), ("penwidth", "0.9"), ("arrowhead", "empty")];
                self.edge(answer.node(), question.node(), attributes(&look));
            }
        }
        for conflict in self.view.conflicts.clone() {
            self.conflict_edges(conflict);
        }
    }

    fn step_edges(&mut self, id: InferenceId) {
        let step = &self.map[id];
        let style = line_style(step.kind);
        let idle = is_idle(self.step_verdict(id));
        self.signs.kinds[step.kind as usize] = true;
        self.signs.idle |= idle;
        let colour = if idle { FAINT } else { style.colour };
        // What is strict is drawn as a double line.
        let double = format!("{colour}:white:{colour}");
        let colours = if step.strict { &double } else { colour };
        let width = if idle { "1.1" } else { style.width };
        let line = |head: &str| {
            let usual = line_style(InferenceKind::Support);
            let mut look =
                vec![("color", colours, usual.colour), ("style", style.dash, usual.dash)];
            look.extend([("penwidth", width, usual.width), ("arrowhead", head, usual.head)]);
            let unusual = look.iter().filter(|(_, value, usual)| value != usual);
            unusual.map(|(name, value, _)| attribute(name, value)).collect()
        };
        let target = self.map.target(id).into();
        if self.place[id.index()].is_none() {
            for premise in self.map.premises(id) {
                self.edge(premise.node(), target, line(style.head));
            }
            return;
        }
        self.edge(id.node(), target, line(style.head));
        for premise in self.map.premises(id) {
            self.edge(premise.node(), id.node(), line("none"));
        }
        if let Some(warrant) = self.map.warrant(id) {
            self.signs.warrant = true;
            let look = [("color", DIM), ("penwidth", "0.9"), ("arrowhead", "dot")];
            self.edge(warrant.node(), id.node(), attributes(&look));
        }
    }

    fn conflict_edges(&mut self, id: ConflictId) {
        self.signs.conflict = true;
        let tooltip = self.map[id].kind.word();
        let members: Vec<ClaimId> = self.map.members(id).collect();
        if let [a, b] = members[..] {
            let (low, high) =
                if self.rank(a.node()) >= self.rank(b.node()) { (a, b) } else { (b, a) };
            let look = [("dir", "both"), ("arrowhead", "crow"), ("arrowtail", "crow")];
            let line = [("color", CONFLICT), ("penwidth", "1.8"), ("tooltip", tooltip)];
            self.edge(low.node(), high.node(), attributes(&[&look[..], &line].concat()));
            return;
        }
        if self.place[id.index()].is_none() {
            return; // A conflict of fewer, as faulty files have.
        }
        for member in members {
            let (node, member) = (id.node(), member.node());
            let above = self.rank(member) < self.rank(node);
            let (tail, head) = if above { (node, member) } else { (member, node) };
            let look = [("dir", "none"), ("color", CONFLICT), ("penwidth", "1.8")];
            self.edge(tail, head, attributes(&look));
        }
    }

    fn rank(&self, node: NodeIndex) -> usize {
        self.ranks[self.place[node.index()].expect("it is drawn")]
    }

    /// Adds an edge that keeps its ends as far apart as their ranks are.
    fn edge(&mut self, tail: NodeIndex, head: NodeIndex, mut attributes: Vec<Attribute>) {
        let (low, high) = (self.rank(tail), self.rank(head));
        if low > high {
            if low - high > 1 {
                attributes.push(attribute("minlen", &(low - high).to_string()));
            }
            let place = self.place[tail.index()].expect("it is drawn");
            if self.in_column[place] {
                attributes.push(attribute("weight", "0"));
            }
            self.join(tail, head);
        } else {
            attributes.push(attribute("constraint", "false"));
        }
        let end = |node| Vertex::N(NodeId(self.id(node), None));
        let ty = EdgeTy::Pair(end(tail), end(head));
        self.edges.push(Stmt::Edge(Edge { ty, attributes }));
    }

    fn join(&mut self, a: NodeIndex, b: NodeIndex) -> bool {
        let place = |node: NodeIndex| self.place[node.index()].expect("it is drawn");
        let (a, b) = (place(a), place(b));
        self.joined.union(a, b)
    }

    /// Ties columns together, and what hangs together with nothing to the rank above it.
    fn tie(&mut self) {
        for (upper, lower) in self.columns.clone() {
            self.tie_to(lower, upper, "100");
        }
        let mut by_rank: Vec<usize> = (0..self.nodes.len()).collect();
        by_rank.sort_by_key(|at| self.ranks[*at]);
        let Some(top) = by_rank.first().copied() else { return };
        let mut anchor = top;
        let mut last = top;
        for at in by_rank {
            if self.ranks[at] > self.ranks[last] {
                anchor = last;
            }
            last = at;
            if self.joined.find(at) == self.joined.find(top) {
                continue;
            }
            self.tie_to(at, anchor, "0");
        }
    }

    /// Ties a place in `nodes` to one on the same rank or above by an invisible edge.
    fn tie_to(&mut self, lower: usize, upper: usize, weight: &str) {
        let length = (self.ranks[lower] - self.ranks[upper]).to_string();
        let look = [("style", "invis"), ("weight", weight), ("minlen", &length)];
        self.joined.union(lower, upper);
        let end = |at: usize| Vertex::N(NodeId(self.ids[at].clone(), None));
        let ty = EdgeTy::Pair(end(lower), end(upper));
        self.edges.push(Stmt::Edge(Edge { ty, attributes: attributes(&look) }));
    }

    /// The groups as clusters in one another.
    fn clusters(&self, mut homes: Vec<Vec<Stmt>>) -> Vec<Stmt> {
        let mut outermost = Vec::new();
        // Parts come after the groups around them, so that each is full when it is put in.
        for (at, group) in self.view.groups.iter().enumerate().rev() {
            let mut stmts = self.cluster_look(at);
            let inner = std::mem::take(&mut homes[at]);
            if inner.is_empty() {
                continue;
            }
            stmts.extend(inner);
            let id = quoted(&format!("cluster {at}"));
            let cluster = Stmt::Subgraph(Subgraph { id, stmts });
            match group.parent {
                Some(parent) => homes[parent].push(cluster),
                None => outermost.push(cluster),
            }
        }
        outermost.reverse();
        outermost
    }

    fn cluster_look(&self, at: usize) -> Vec<Stmt> {
        let group = &self.view.groups[at];
        let own = &self.map[group.id];
        let name = self.map.name(group.id).unwrap_or_default();
        let prefix = name.strip_suffix(&*own.name).unwrap_or_default();
        let imported = self.map.file_of(group.id) != FileId::ROOT;
        let title =
            if imported { format!("{prefix} {}", own.title) } else { own.title.to_string() };
        let title = lines(&title);
        let fill = if group.depth.is_multiple_of(2) { "#f6f6f4" } else { "#ededea" };
        // Where ranks run backwards, Graphviz turns the places of clusters' titles round.
        let labeljust = if self.options.direction == Direction::Left { "r" } else { "l" };
        let labelloc = if self.options.direction == Direction::Up { "b" } else { "t" };
        let look = [
            ("style", "rounded,filled"),
            ("fillcolor", fill),
            ("color", "#c4c4be"),
            ("labeljust", labeljust),
            ("labelloc", labelloc),
            ("margin", "12"),
        ];
        let label =
            Id::Html(format!(r##"<<FONT POINT-SIZE="13" COLOR="#444444"><B>{title}</B></FONT>>"##));
        let tooltip = Attribute(plain("tooltip"), quoted(&own.title));
        let stmts = [Attribute(plain("label"), label), tooltip].into_iter();
        stmts.chain(attributes(&look)).map(Stmt::Attribute).collect()
    }
}

/// The id in DOT of a part: its name, or its number where that would not be its own.
fn id_of(map: &Map, node: NodeIndex) -> Id {
    if let Some(name) = map.name(node)
        && name.len() <= MAX_ID
        && map.find(&name) == Some(node)
    {
        return quoted(&name);
    }
    let mut name = format!("#{}", node.index());
    while map.find(&name).is_some() {
        name.insert(0, '#');
    }
    quoted(&name)
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

fn plain(word: &str) -> Id {
    Id::Plain(word.to_owned())
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute(plain(name), quoted(value))
}

fn attributes(pairs: &[(&str, &str)]) -> Vec<Attribute> {
    pairs.iter().map(|(name, value)| attribute(name, value)).collect()
}
