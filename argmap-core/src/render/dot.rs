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
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph,
    Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use petgraph::unionfind::UnionFind;

use super::diagram::{Diagram, Line, Node, Shape, Sign, Signs, diagram};
use super::layout::ranks::{Order, Part, columns, ranks};
use super::texts::{Kind, Paragraph};
use super::{Direction, Drawn, Options, Overlay, Picture, Scope, legible_diagram};
use crate::model::{InferenceKind, Map, Verdict};
use labels::{box_label, lines};
use legend::heading;
use quote::quoted;
use style::{
    CONFLICT, DIM, FAINT, FONT, INK, RING, box_style, line_style, role_colour, sign_style,
};

/// The DOT language of Graphviz.
pub const DOT: Picture = Picture {
    name: "dot",
    extension: "dot",
    summary: "the DOT language, to be laid out by Graphviz's `dot`",
    is_text: true,
    draw: |map, overlay, options, _| {
        let diagram = legible_diagram(map, overlay, options)?;
        Ok(Drawn::text(paint(&diagram, options), &diagram.notes))
    },
};

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
    paint(&diagram(map, overlay, options), options)
}

/// Writes a diagram down.
fn paint(diagram: &Diagram, options: &Options) -> String {
    let mut drawing = Drawing::new(diagram, options);
    let mut homes: Vec<Vec<Stmt>> = diagram.groups.iter().map(|_| Vec::new()).collect();
    let mut outside: Vec<Stmt> = Vec::new();
    for (at, node) in diagram.nodes.iter().enumerate() {
        let id = NodeId(drawing.ids[at].clone(), None);
        let stmt = Stmt::Node(DotNode::new(id, node_look(node)));
        match node.group {
            Some(home) => homes[home].push(stmt),
            None => outside.push(stmt),
        }
    }
    diagram.lines.iter().for_each(|line| drawing.line(line));
    drawing.tie();
    let mut stmts = frame(drawing.direction);
    stmts.extend(outside);
    stmts.extend(drawing.clusters(homes));
    stmts.append(&mut drawing.edges);
    // At the end, since clusters take over what was said before them.
    let signs = options.legend.then(|| Signs::of(diagram));
    let title = Id::Html(heading(&diagram.title, &diagram.notes, signs.as_ref()));
    stmts.push(Stmt::Attribute(Attribute(plain("label"), title)));
    stmts.push(Stmt::Attribute(attribute("labelloc", "t")));
    let graph = Graph::DiGraph { id: quoted(&diagram.title), strict: false, stmts };
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
    diagram: &'d Diagram,
    /// Where premises lead to; sides of a dispute stand beside each other in any case.
    direction: Direction,
    /// By place in the diagram's nodes, as all that follows: the id in DOT.
    ids: Vec<Id>,
    ranks: Vec<usize>,
    /// Pairs of places: the first is to stand right above the second.
    columns: Vec<(usize, usize)>,
    /// Whether it is to stand right below another.
    in_column: Vec<bool>,
    /// What hangs together by edges that keep distance.
    joined: UnionFind<usize>,
    edges: Vec<Stmt>,
}

impl<'d> Drawing<'d> {
    fn new(diagram: &'d Diagram, options: &Options) -> Drawing<'d> {
        let nodes = &diagram.nodes;
        if let Some(sides) = diagram.sides {
            return Drawing::facing(diagram, sides);
        }
        // Nodes of conflicts come last, and have no ranks of their own.
        let steps = nodes.iter().take_while(|node| node.shape != Shape::Conflict).count();
        let mut order = Order { groups: diagram.groups.len() + 1, ..Order::default() };
        order.parts.extend(nodes[..steps].iter().map(|node| Part {
            is_box: node.shape.is_box(),
            stays_high: node.stays_high,
            group: node.group.map_or(0, |home| home + 1),
        }));
        let directed = diagram.lines.iter().filter(|line| line.is_directed());
        order.above.extend(directed.map(|line| (line.head, line.tail)));
        // Boxes are wider than high: where ranks are columns, more of them go on one.
        let across = match options.direction {
            Direction::Up | Direction::Down if options.scope != Scope::Map => 0.8,
            Direction::Up | Direction::Down => 1.0,
            Direction::Left | Direction::Right => 1.6,
        };
        let mut ranks = ranks(&order, across);
        let columns = columns(&order, &ranks);
        let mut in_column = vec![false; nodes.len()];
        columns.iter().for_each(|(_, lower)| in_column[*lower] = true);
        ranks.resize(nodes.len(), usize::MAX);
        for line in diagram.lines.iter().filter(|line| line.head >= steps) {
            ranks[line.head] = ranks[line.head].min(ranks[line.tail] + 1);
        }
        let ids = nodes.iter().map(|node| quoted(&node.key)).collect();
        let joined = UnionFind::new(nodes.len());
        let direction = options.direction;
        Drawing { diagram, direction, ids, ranks, columns, in_column, joined, edges: Vec::new() }
    }

    /// A picture with one side on the left, the other on the right, and the rest between them: nodes
    /// in which premises meet left of the middle, boxes in the middle.
    fn facing(diagram: &'d Diagram, sides: [usize; 2]) -> Drawing<'d> {
        let rank = |node: &Node| match node.group {
            Some(group) if group == sides[0] => 0,
            Some(group) if group == sides[1] => 3,
            _ if node.shape.is_box() => 2,
            _ => 1,
        };
        Drawing {
            diagram,
            direction: Direction::Left,
            ids: diagram.nodes.iter().map(|node| quoted(&node.key)).collect(),
            ranks: diagram.nodes.iter().map(rank).collect(),
            columns: Vec::new(),
            in_column: vec![false; diagram.nodes.len()],
            joined: UnionFind::new(diagram.nodes.len()),
            edges: Vec::new(),
        }
    }

    fn line(&mut self, line: &Line) {
        let style = sign_style(line.sign);
        let colour = if line.is_idle { FAINT } else { style.colour };
        // What is strict is drawn as a double line.
        let double = format!("{colour}:white:{colour}");
        let colour = if line.is_strict { &double } else { colour };
        let width = if line.is_idle { "1.1" } else { style.width };
        let width = if line.roles.is_empty() { width } else { RING };
        let head = if line.has_head { style.head } else { "none" };
        let usual = line_style(InferenceKind::Support);
        let look = [
            ("color", colour, usual.colour),
            ("style", style.dash, usual.dash),
            ("penwidth", width, usual.width),
            ("arrowhead", head, usual.head),
        ];
        let unusual = look.iter().filter(|(_, value, usual)| value != usual);
        let mut look: Vec<_> = unusual.map(|(name, value, _)| attribute(name, value)).collect();
        if line.count > 1 && line.has_head {
            let times = format!("×{}", line.count);
            let label = [("taillabel", &*times), ("fontsize", "10"), ("fontcolor", style.colour)];
            look.extend(attributes(&label));
        }
        let (mut tail, mut head) = (line.tail, line.head);
        if line.sign == Sign::Conflict {
            // It has no direction: it is drawn from the lower to the upper end.
            if self.ranks[tail] < self.ranks[head] {
                (tail, head) = (head, tail);
            }
            let ends = [("dir", "both"), ("arrowtail", "crow"), ("tooltip", &line.tooltip)];
            let ends = if line.has_head { &ends[..] } else { &[("dir", "none")] };
            look.extend(attributes(ends));
        } else if self.diagram.sides.is_some() && self.ranks[tail] < self.ranks[head] {
            // It leads to the right: it is drawn backwards, so that it keeps its ends apart.
            look.retain(
                |attribute| !matches!(&attribute.0, Id::Plain(name) if name == "arrowhead"),
            );
            let ends =
                [("dir", "back"), ("arrowtail", if line.has_head { style.head } else { "none" })];
            look.extend(attributes(&ends));
            (tail, head) = (head, tail);
        }
        self.edge(tail, head, look);
    }

    /// Adds an edge that keeps its ends as far apart as their ranks are.
    fn edge(&mut self, tail: usize, head: usize, mut attributes: Vec<Attribute>) {
        let (low, high) = (self.ranks[tail], self.ranks[head]);
        if low > high {
            if low - high > 1 {
                attributes.push(attribute("minlen", &(low - high).to_string()));
            }
            if self.in_column[tail] {
                attributes.push(attribute("weight", "0"));
            }
            self.joined.union(tail, head);
        } else {
            attributes.push(attribute("constraint", "false"));
        }
        let end = |at: usize| Vertex::N(NodeId(self.ids[at].clone(), None));
        let ty = EdgeTy::Pair(end(tail), end(head));
        self.edges.push(Stmt::Edge(Edge { ty, attributes }));
    }

    /// Ties columns together, and what hangs together with nothing to the rank above it.
    fn tie(&mut self) {
        for (upper, lower) in self.columns.clone() {
            self.tie_to(lower, upper, "100");
        }
        let mut by_rank: Vec<usize> = (0..self.ids.len()).collect();
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

    /// Ties a place to one on the same rank or above by an invisible edge.
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
        for (at, group) in self.diagram.groups.iter().enumerate().rev() {
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
        let group = &self.diagram.groups[at];
        let title = lines(&group.title);
        let fill = if group.depth.is_multiple_of(2) { "#f6f6f4" } else { "#ededea" };
        // Where ranks run backwards, Graphviz turns the places of clusters' titles round.
        let labeljust = if self.direction == Direction::Left { "r" } else { "l" };
        let labelloc = if self.direction == Direction::Up { "b" } else { "t" };
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
        let tooltip = Attribute(plain("tooltip"), quoted(&group.title));
        let stmts = [Attribute(plain("label"), label), tooltip].into_iter();
        stmts.chain(attributes(&look)).map(Stmt::Attribute).collect()
    }
}

/// What the node of that kind looks like.
fn node_look(node: &Node) -> Vec<Attribute> {
    let mut look = shape_look(node);
    if let (true, Some(role)) = (node.has_ring(), node.roles.first()) {
        let taken = |attribute: &Attribute| matches!(&attribute.0, Id::Plain(name) if name == "color" || name == "penwidth");
        look.retain(|attribute| !taken(attribute));
        look.extend(attributes(&[("color", role_colour(*role)), ("penwidth", RING)]));
    }
    look
}

fn shape_look(node: &Node) -> Vec<Attribute> {
    match node.shape {
        Shape::Claim { verdict, is_thesis } => claim_look(node, verdict, is_thesis),
        Shape::Folded => folded_look(node),
        Shape::Question => {
            let mut out = texts(node);
            out.extend(attributes(&[("shape", "note"), ("style", "filled"), ("color", DIM)]));
            out
        }
        Shape::Step { .. } => step_look(node),
        Shape::Conflict if !node.label.is_empty() => conflict_look(node),
        Shape::Conflict => attributes(&[
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
        ]),
    }
}

/// What stands in a box and what is told on pointing at it.
fn texts(node: &Node) -> Vec<Attribute> {
    let label = if node.label.is_empty() { quoted("") } else { box_label(&node.label) };
    vec![Attribute(plain("label"), label), Attribute(plain("tooltip"), quoted(&node.tooltip))]
}

fn claim_look(node: &Node, verdict: Option<Verdict>, is_thesis: bool) -> Vec<Attribute> {
    let style = box_style(verdict);
    let mut out = texts(node);
    if node.is_context {
        let dimmed = [("style", "rounded,filled,dotted"), ("color", FAINT), ("fontcolor", DIM)];
        out.extend(attributes(&dimmed));
        return out;
    }
    out.extend(attributes(&[("fillcolor", style.fill), ("color", style.line)]));
    if style.dash != "solid" {
        out.push(attribute("style", &format!("rounded,filled,{}", style.dash)));
    }
    if is_thesis {
        out.push(attribute("peripheries", "2"));
    }
    if is_thesis || node.is_focus {
        out.push(attribute("penwidth", if node.is_focus { "3.5" } else { "1.8" }));
    }
    out
}

/// A conflict that is pointed out, with the words that say why.
fn conflict_look(node: &Node) -> Vec<Attribute> {
    let sign = Paragraph { kind: Kind::Title, text: "≠".to_owned() };
    let label: Vec<Paragraph> = std::iter::once(sign).chain(node.label.iter().cloned()).collect();
    let mut out = vec![Attribute(plain("label"), box_label(&label))];
    out.push(attribute("tooltip", &node.tooltip));
    let look = [("shape", "octagon"), ("style", "filled"), ("fillcolor", "#ffffff")];
    out.extend(attributes(&look));
    out.extend(attributes(&[("margin", "0.02,0.02"), ("width", "0.3"), ("height", "0.3")]));
    out
}

fn folded_look(node: &Node) -> Vec<Attribute> {
    let mut out = texts(node);
    let dash = if node.is_context { "filled,dotted" } else { "filled" };
    let colour = if node.is_context { DIM } else { INK };
    let look = [("shape", "box3d"), ("style", dash), ("color", DIM), ("fontcolor", colour)];
    out.extend(attributes(&look));
    out
}

/// The node in which the premises of a step meet.
fn step_look(node: &Node) -> Vec<Attribute> {
    let Shape::Step { kind, is_strict, is_idle, .. } = node.shape else { return Vec::new() };
    let colour = if is_idle { FAINT } else { line_style(kind).colour };
    let mut out = texts(node);
    if !node.label.is_empty() {
        let corners = if is_strict { "filled" } else { "rounded,filled" };
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
    let shape = if is_strict { "square" } else { "circle" };
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

fn plain(word: &str) -> Id {
    Id::Plain(word.to_owned())
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute(plain(name), quoted(value))
}

fn attributes(pairs: &[(&str, &str)]) -> Vec<Attribute> {
    pairs.iter().map(|(name, value)| attribute(name, value)).collect()
}
