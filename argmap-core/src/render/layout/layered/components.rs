//! Parts of a graph that have nothing to do with each other, and how they share a page.

use petgraph::unionfind::UnionFind;

use super::super::{Edge, Graph, Group, Layout, Node, Point, Size};

/// A part of a graph, with the places of its parts in the whole.
pub(super) struct Component {
    pub graph: Graph,
    pub nodes: Vec<usize>,
    pub edges: Vec<usize>,
    pub groups: Vec<usize>,
}

/// The parts that neither lines nor groups join, in the order of their first nodes. Nearly linear.
pub(super) fn split(graph: &Graph) -> Vec<Component> {
    let nodes = graph.nodes.len();
    let mut joined = UnionFind::new(nodes + graph.groups.len());
    for edge in &graph.edges {
        joined.union(edge.tail, edge.head);
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        if let Some(group) = node.group {
            joined.union(at, nodes + group);
        }
    }
    for (at, group) in graph.groups.iter().enumerate() {
        if let Some(parent) = group.parent {
            joined.union(nodes + at, nodes + parent);
        }
    }
    let mut number: Vec<Option<usize>> = vec![None; nodes + graph.groups.len()];
    let mut parts: Vec<Component> = Vec::new();
    let mut place = vec![0; nodes + graph.groups.len()];
    let direction = graph.direction;
    for (at, node) in graph.nodes.iter().enumerate() {
        let root = joined.find(at);
        let part = *number[root].get_or_insert_with(|| {
            let (nodes, edges, groups) = (Vec::new(), Vec::new(), Vec::new());
            let width = graph.width;
            let graph = Graph { nodes: vec![], edges: vec![], groups: vec![], direction, width };
            parts.push(Component { graph, nodes, edges, groups });
            parts.len() - 1
        });
        place[at] = parts[part].nodes.len();
        parts[part].nodes.push(at);
        parts[part].graph.nodes.push(*node);
    }
    for (at, group) in graph.groups.iter().enumerate() {
        // Groups in which nothing stands have no part.
        let Some(part) = number[joined.find(nodes + at)] else { continue };
        place[nodes + at] = parts[part].groups.len();
        parts[part].groups.push(at);
        let parent = group.parent.map(|parent| place[nodes + parent]);
        parts[part].graph.groups.push(Group { parent, ..*group });
    }
    for part in &mut parts {
        let home = |node: &mut Node| node.group = node.group.map(|group| place[nodes + group]);
        part.graph.nodes.iter_mut().for_each(home);
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        let part = number[joined.find(edge.tail)].unwrap_or_default();
        parts[part].edges.push(at);
        let (tail, head) = (place[edge.tail], place[edge.head]);
        parts[part].graph.edges.push(Edge { tail, head, ..*edge });
    }
    parts
}

/// Room between parts.
const GAP: f64 = 32.0;

/// Puts layouts beside and below each other: the highest first, in rows not wider than what makes
/// a page of them all. The places of their origins and the size of all; O(n log n).
pub(super) fn pack(sizes: &[Size], width: Option<f64>, ratio: f64) -> (Vec<Point>, Size) {
    let area: f64 = sizes.iter().map(|size| (size.width + GAP) * (size.height + GAP)).sum();
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let wanted = (area * ratio * 1.15).sqrt();
    let limit = width.map_or(wanted, |width| wanted.min(width)).max(widest);
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|a, b| sizes[*b].height.total_cmp(&sizes[*a].height));
    let mut at = vec![Point::default(); sizes.len()];
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0f64);
    let mut all = Size::default();
    for part in order {
        let Size { width, height } = sizes[part];
        if x > 0.0 && x + width > limit {
            y += row + GAP;
            (x, row) = (0.0, 0.0);
        }
        at[part] = Point { x, y };
        x += width + GAP;
        row = row.max(height);
        all.width = all.width.max(x - GAP);
        all.height = all.height.max(y + height);
    }
    (at, all)
}

/// Moves a layout.
pub(super) fn shift(layout: &mut Layout, by: Point) {
    for node in &mut layout.nodes {
        node.x += by.x;
        node.y += by.y;
    }
    for group in layout.groups.iter_mut().flatten() {
        for rect in [&mut group.frame, &mut group.title] {
            rect.x += by.x;
            rect.y += by.y;
        }
    }
    for point in layout.routes.iter_mut().flat_map(|route| &mut route.points) {
        point.x += by.x;
        point.y += by.y;
    }
}
