//! Layouts by [Graphviz](https://graphviz.org)'s `dot`, as a question and an answer in text; running
//! it is left to the caller: `dot -Tjson` reads what [`question`] returns, and writes what
//! [`answer`] reads.

use std::fmt::Write;

use serde_json::Value;

use super::layered::page_ranks;
use super::{Frame, Graph, Layout, LayoutError, Point, Rect, Route, Size};
use crate::render::Direction;

/// Points in an inch, which sizes are given in.
const INCH: f64 = 72.0;

/// A graph in the DOT language: boxes of fixed sizes, groups as clusters, and lines that are at least
/// as long as keeps the proportions of a page. Takes O(n log n + m).
pub fn question(graph: &Graph) -> String {
    let (rankdir, labelloc, labeljust) = match graph.direction {
        Direction::Up => ("BT", "b", "l"),
        Direction::Down => ("TB", "t", "l"),
        // Where ranks run backwards, Graphviz turns the places of titles round.
        Direction::Left => ("RL", "t", "r"),
        Direction::Right => ("LR", "t", "l"),
    };
    let mut out = format!(
        "digraph {{\nrankdir={rankdir}; newrank=true; ranksep=0.4; nodesep=0.3;\n\
         labelloc={labelloc}; labeljust={labeljust};\n\
         node [shape=box, fixedsize=true, label=\"\"];\nedge [dir=none];\n"
    );
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); graph.groups.len()];
    let mut outermost = Vec::new();
    for (at, group) in graph.groups.iter().enumerate() {
        match group.parent {
            Some(parent) => parts[parent].push(at),
            None => outermost.push(at),
        }
    }
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); graph.groups.len()];
    for (at, node) in graph.nodes.iter().enumerate() {
        let Size { width, height } = node.size;
        let (width, height) = (width / INCH, height / INCH);
        writeln!(out, "n{at} [width={width:.6}, height={height:.6}];").ok();
        if let Some(group) = node.group {
            inside[group].push(at);
        }
    }
    // What is to be written next, the last first: a group, or the end of one.
    let mut open: Vec<Option<usize>> = outermost.into_iter().rev().map(Some).collect();
    while let Some(next) = open.pop() {
        let Some(group) = next else {
            out.push_str("}\n");
            continue;
        };
        let Size { width, height } = graph.groups[group].title;
        writeln!(
            out,
            "subgraph cluster{group} {{ margin=12; label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" \
             CELLPADDING=\"0\" CELLSPACING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"{:.0}\" \
             HEIGHT=\"{:.0}\"><TR><TD></TD></TR></TABLE>>;",
            width.ceil(),
            height.ceil()
        )
        .ok();
        inside[group].iter().for_each(|node| {
            write!(out, "n{node}; ").ok();
        });
        open.push(None);
        open.extend(parts[group].iter().rev().copied().map(Some));
    }
    let ranks = page_ranks(graph);
    for (at, edge) in graph.edges.iter().enumerate() {
        let (low, high) = (ranks[edge.tail], ranks[edge.head]);
        let look = match low > high {
            true if edge.is_directed => format!("minlen={}", low - high),
            _ => "constraint=false".to_owned(),
        };
        writeln!(out, "n{} -> n{} [id=\"e{at}\", {look}];", edge.tail, edge.head).ok();
    }
    out.push_str("}\n");
    out
}

/// Reads the layout that `dot -Tjson` made of a graph's [`question`]; fails if it is of another
/// graph, or of none. Linear.
pub fn answer(graph: &Graph, text: &str) -> Result<Layout, LayoutError> {
    let failed = |what: &str| LayoutError::Failed(format!("Graphviz's answer: {what}"));
    let all: Value = serde_json::from_str(text).map_err(|error| failed(&error.to_string()))?;
    let page = numbers(&all["bb"]).filter(|page| page.len() == 4);
    let page = page.ok_or_else(|| failed("no bounds"))?;
    let (left, top) = (page[0], page[3]);
    let point = |x: f64, y: f64| Point { x: x - left, y: top - y };
    let mut layout = Layout {
        size: Size { width: page[2] - page[0], height: page[3] - page[1] },
        nodes: vec![Rect::default(); graph.nodes.len()],
        groups: vec![None; graph.groups.len()],
        routes: vec![Route::default(); graph.edges.len()],
    };
    let mut found = 0;
    for object in list(&all["objects"]) {
        let name = object["name"].as_str().unwrap_or_default();
        let number = |prefix: &str| name.strip_prefix(prefix)?.parse::<usize>().ok();
        if let Some(node) = number("n").filter(|node| *node < graph.nodes.len()) {
            let at = numbers(&object["pos"]).filter(|at| at.len() == 2);
            let at = at.ok_or_else(|| failed("a node without a place"))?;
            layout.nodes[node] = around(point(at[0], at[1]), graph.nodes[node].size);
            found += 1;
        } else if let Some(group) = number("cluster").filter(|group| *group < graph.groups.len())
            && let Some(bounds) = numbers(&object["bb"]).filter(|bounds| bounds.len() == 4)
        {
            let corner = point(bounds[0], bounds[3]);
            let (width, height) = (bounds[2] - bounds[0], bounds[3] - bounds[1]);
            let frame = Rect { x: corner.x, y: corner.y, width, height };
            let size = graph.groups[group].title;
            let title = match numbers(&object["lp"]).as_deref() {
                Some([x, y]) => around(point(*x, *y), size),
                _ => Rect { x: frame.x, y: frame.y, width: size.width, height: size.height },
            };
            layout.groups[group] = Some(Frame { frame, title });
        }
    }
    if found != graph.nodes.len() {
        return Err(failed("not all nodes have a place"));
    }
    for edge in list(&all["edges"]) {
        let id = edge["id"].as_str().and_then(|id| id.strip_prefix('e')?.parse::<usize>().ok());
        let id = id.filter(|id| *id < graph.edges.len()).ok_or_else(|| failed("a strange line"))?;
        let points = edge["pos"].as_str().unwrap_or_default().split_whitespace();
        let read = |text: &str| {
            let (x, y) = text.split_once(',')?;
            Some(point(x.parse().ok()?, y.parse().ok()?))
        };
        let points: Option<Vec<Point>> = points.map(read).collect();
        let points = points.filter(|points| points.len() > 3);
        let points = points.ok_or_else(|| failed("a line without a way"))?;
        layout.routes[id] = Route { points, is_curved: true };
    }
    if layout.routes.iter().any(|route| route.points.is_empty()) {
        return Err(failed("not all lines have a way"));
    }
    Ok(layout)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn numbers(value: &Value) -> Option<Vec<f64>> {
    value.as_str()?.split(',').map(|number| number.parse().ok()).collect()
}

fn around(middle: Point, Size { width, height }: Size) -> Rect {
    Rect { x: middle.x - width / 2.0, y: middle.y - height / 2.0, width, height }
}
