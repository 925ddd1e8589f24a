//! Layouts keep their promises for every graph, and are no worse than Graphviz's.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use argmap_core::document::no_imports;
use argmap_core::model::{InferenceKind, Map, Target};
use argmap_core::render::Direction;
use argmap_core::render::layout::faults::{crossings, faults};
use argmap_core::render::layout::{
    Edge, Graph, Group, Layered, Layout, LayoutEngine, Node, Size, graphviz,
};
use proptest::prelude::*;

const FIXTURES: &str = "../tests/fixtures/pictures";

fn lay_out(graph: &Graph) -> Layout {
    Layered.lay_out(graph).unwrap()
}

fn size(width: f64, height: f64) -> Size {
    Size { width, height }
}

/// A box for a text of so many characters.
fn text_box(characters: usize, group: Option<usize>) -> Node {
    let lines = characters.div_ceil(32).clamp(1, 4);
    let width = if lines == 1 { 30.0 + 6.5 * characters as f64 } else { 230.0 };
    Node {
        size: size(width.max(60.0), 14.0 + 16.0 * lines as f64),
        is_box: true,
        stays_high: false,
        group,
        rank: None,
    }
}

fn knot(group: Option<usize>) -> Node {
    Node { size: size(12.0, 12.0), is_box: false, stays_high: false, group, rank: None }
}

fn edge(tail: usize, head: usize, meets_at_head: bool) -> Edge {
    Edge { tail, head, is_directed: true, meets_at_head }
}

/// A map as a graph: claims, the steps in which several premises meet or at which others aim, and
/// what leads from one to the other.
fn graph_of(map: &Map, direction: Direction) -> Graph {
    let groups: Vec<_> = map.groups().collect();
    let place: BTreeMap<usize, usize> =
        groups.iter().enumerate().map(|(at, (id, _))| (id.index(), at)).collect();
    let mut graph = Graph {
        nodes: Vec::new(),
        edges: Vec::new(),
        groups: groups
            .iter()
            .map(|(_, group)| Group {
                parent: group.parent.map(|parent| place[&parent.index()]),
                title: size(20.0 + 7.0 * group.title.chars().count() as f64, 18.0),
            })
            .collect(),
        direction,
        width: None,
    };
    let mut node_of = BTreeMap::new();
    for (id, claim) in map.claims() {
        let home = claim.group.map(|group| place[&group.index()]);
        let text = claim.title.as_ref().unwrap_or(&claim.text);
        node_of.insert(id.index(), graph.nodes.len());
        graph.nodes.push(text_box(text.chars().count(), home));
    }
    for (id, step) in map.inferences() {
        let mut incoming = map.inferences();
        let is_aimed_at = incoming
            .any(|(other, _)| matches!(map.target(other), Target::Inference(at) if at == id));
        let premises: Vec<_> = map.needs(id).collect();
        if premises.len() > 1 || is_aimed_at || step.kind == InferenceKind::Undercut {
            let home = premises.first().and_then(|claim| map[*claim].group);
            node_of.insert(id.index(), graph.nodes.len());
            graph.nodes.push(knot(home.map(|group| place[&group.index()])));
        }
    }
    for (id, _) in map.inferences() {
        let target = match map.target(id) {
            Target::Claim(claim) => node_of[&claim.index()],
            Target::Inference(step) => node_of[&step.index()],
        };
        let own = node_of.get(&id.index()).copied();
        graph.edges.extend(own.map(|own| edge(own, target, false)));
        for claim in map.needs(id) {
            let tail = node_of[&claim.index()];
            graph.edges.push(edge(tail, own.unwrap_or(target), own.is_some()));
        }
    }
    for (id, _) in map.conflicts() {
        if let [a, b] = map.members(id).collect::<Vec<_>>()[..] {
            let (tail, head) = (node_of[&a.index()], node_of[&b.index()]);
            graph.edges.push(Edge { tail, head, is_directed: false, meets_at_head: false });
        }
    }
    graph
}

fn fixture(name: &str) -> Map {
    let path = Path::new(FIXTURES).join(name).with_extension("json");
    let reading = argmap_core::read("map.json", std::fs::read(path).unwrap(), &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.map
}

const DIRECTIONS: [Direction; 4] =
    [Direction::Up, Direction::Down, Direction::Left, Direction::Right];

/// Nodes as whether they are boxes, how large they are, and their groups; edges as their ends and
/// what they are; groups as where they are and the width of their titles.
fn graphs(nodes: usize, edges: usize, groups: usize) -> impl Strategy<Value = Graph> {
    let node = (0usize..4, 4usize..140, any::<bool>(), 0..groups + 2);
    let edge = (0..nodes, 0..nodes, 0usize..10);
    let group = (0..groups + 2, 0usize..200);
    (
        prop::collection::vec(node, 1..nodes),
        prop::collection::vec(edge, 0..edges),
        prop::collection::vec(group, 0..groups),
        0usize..4,
        any::<bool>(),
    )
        .prop_map(|(nodes, edges, groups, direction, is_fan)| {
            let groups: Vec<Group> = groups
                .into_iter()
                .enumerate()
                .map(|(at, (parent, width))| Group {
                    parent: (parent < at).then_some(parent),
                    title: size(width as f64, 18.0),
                })
                .collect();
            let home = |at: usize| (at < groups.len()).then_some(at);
            let nodes: Vec<Node> = nodes
                .into_iter()
                .map(|(kind, text, stays_high, at)| match kind {
                    0 => Node { stays_high, ..knot(home(at)) },
                    1 if text > 100 => Node { size: size(80.0, 18.0), ..knot(home(at)) },
                    _ => text_box(text, home(at)),
                })
                .collect();
            let count = nodes.len();
            let edges = edges
                .into_iter()
                .map(|(tail, head, kind)| {
                    let (tail, head) = (tail % count, head % count);
                    let head = if is_fan && kind < 6 { 0 } else { head };
                    let is_small = !nodes[head].is_box;
                    // Most point from later nodes to earlier ones; the others make circles.
                    let (tail, head) = if kind < 8 && !is_small {
                        (tail.max(head), tail.min(head))
                    } else {
                        (tail, head)
                    };
                    let meets_at_head = !nodes[head].is_box && kind != 0;
                    Edge { tail, head, is_directed: kind != 9, meets_at_head }
                })
                .collect();
            Graph { nodes, edges, groups, direction: DIRECTIONS[direction], width: None }
        })
}

/// That many cases, and no file of failures beside the test.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(100))]
    #[test]
    fn sparse_graphs_are_laid_out_without_fault(graph in graphs(24, 26, 7)) {
        let layout = lay_out(&graph);
        prop_assert_eq!(faults(&graph, &layout), Vec::<String>::new());
    }

    #[test]
    fn crowded_graphs_are_laid_out_without_fault(graph in graphs(10, 40, 4)) {
        let layout = lay_out(&graph);
        prop_assert_eq!(faults(&graph, &layout), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(cases(8))]
    #[test]
    fn large_graphs_are_laid_out_without_fault_and_alike_again(graph in graphs(110, 150, 16)) {
        let layout = lay_out(&graph);
        prop_assert_eq!(faults(&graph, &layout), Vec::<String>::new());
        prop_assert_eq!(&lay_out(&graph), &layout);
    }

    #[test]
    fn strange_sizes_do_no_harm(graph in graphs(16, 30, 4), sizes in prop::collection::vec(0usize..5, 40)) {
        let mut graph = graph;
        let strange = [0.0, 1e-9, 50.0, 1e300, 0.3];
        for (at, node) in graph.nodes.iter_mut().enumerate() {
            node.size = size(strange[sizes[at % 40]], strange[sizes[(at + 7) % 40]]);
        }
        let layout = lay_out(&graph);
        prop_assert!(layout.size.width.is_finite() && layout.size.height.is_finite());
        prop_assert!(layout.routes.iter().all(|route| route.points.len() > 1));
    }
}

#[test]
fn nothing_is_laid_out_as_nothing() {
    let graph = Graph {
        nodes: Vec::new(),
        edges: Vec::new(),
        groups: vec![Group { parent: None, title: size(10.0, 10.0) }],
        direction: Direction::Up,
        width: None,
    };
    let layout = lay_out(&graph);
    assert_eq!(layout.size, Size::default());
    assert_eq!(layout.groups, [None]);
}

/// Boxes without lines.
fn boxes(count: usize) -> Graph {
    Graph {
        nodes: vec![text_box(50, None); count],
        edges: Vec::new(),
        groups: Vec::new(),
        direction: Direction::Up,
        width: None,
    }
}

#[test]
fn wide_fans_wrap() {
    for direction in DIRECTIONS {
        let mut graph = Graph { direction, ..boxes(41) };
        graph.edges = (1..41).map(|tail| edge(tail, 0, false)).collect();
        let layout = lay_out(&graph);
        assert_eq!(faults(&graph, &layout), Vec::<String>::new());
        assert_eq!(crossings(&graph, &layout), 0);
        let Size { width, height } = layout.size;
        assert!(width < 1_900.0 && height < 2_000.0, "{direction:?}: {width} × {height}");
    }
}

#[test]
fn boxes_without_lines_fill_a_page() {
    let graph = boxes(60);
    let Size { width, height } = lay_out(&graph).size;
    assert!(width < 2.5 * height && height < 2.5 * width, "{width} × {height}");
}

#[test]
fn groups_that_would_make_a_strip_stand_in_rows() {
    for direction in DIRECTIONS {
        let mut graph = Graph { direction, ..boxes(200) };
        graph.groups = vec![Group { parent: None, title: size(90.0, 18.0) }; 25];
        graph.nodes.iter_mut().enumerate().for_each(|(at, node)| node.group = Some(at / 8));
        graph.nodes[199].group = None;
        graph.edges = (0..200)
            .filter(|at| at % 8 > 0)
            .map(|at| edge(at, at - at % 8, false))
            .chain((1..25).map(|group| edge(group * 8, group / 2 * 8 + 1, false)))
            .collect();
        let layout = lay_out(&graph);
        assert_eq!(faults(&graph, &layout), Vec::<String>::new());
        let Size { width, height } = layout.size;
        assert!(width < 3.0 * height && height < 3.0 * width, "{direction:?}: {width} × {height}");
    }
}

#[test]
fn long_chains_and_many_parts_need_no_recursion() {
    let mut graph = boxes(3_000);
    graph.edges = (1..3_000).map(|tail| edge(tail, tail - 1, false)).collect();
    graph.groups = (0..400_usize)
        .map(|at| Group { parent: at.checked_sub(1), title: size(40.0, 12.0) })
        .collect();
    graph.nodes[2_000].group = Some(399);
    let layout = lay_out(&graph);
    assert!(layout.size.height > 100_000.0 && layout.groups[399].is_some());
}

/// What `dot` makes of a graph, if it is there.
fn by_dot(graph: &Graph) -> Option<Layout> {
    let command = Command::new("dot")
        .arg("-Tjson")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = command else {
        let wanted = std::env::var_os("REQUIRE_DOT").is_some_and(|value| value == "1");
        assert!(!wanted, "REQUIRE_DOT is 1 and `dot` is not found");
        eprintln!("skipped: `dot` is not found");
        return None;
    };
    let question = graphviz::question(graph);
    child.stdin.take().unwrap().write_all(question.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Some(graphviz::answer(graph, &text).unwrap_or_else(|error| panic!("{error}:\n{text}")))
}

#[test]
fn fewer_lines_cross_than_in_graphviz() {
    for direction in DIRECTIONS {
        let graph = graph_of(&fixture("library"), direction);
        let layout = lay_out(&graph);
        assert_eq!(faults(&graph, &layout), Vec::<String>::new());
        assert!(layout.size.width < 3_000.0, "{direction:?}: {:?}", layout.size);
        let Some(other) = by_dot(&graph) else { return };
        assert_eq!(faults(&graph, &other), Vec::<String>::new());
        let (own, other) = (crossings(&graph, &layout), crossings(&graph, &other));
        assert!(own <= other, "{direction:?}: {own} crossings, Graphviz has {other}");
    }
}

#[test]
fn fixtures_are_laid_out_without_fault() {
    for name in ["library", "fan", "signs", "hostile"] {
        for direction in DIRECTIONS {
            let graph = graph_of(&fixture(name), direction);
            let layout = lay_out(&graph);
            assert_eq!(faults(&graph, &layout), Vec::<String>::new(), "{name} {direction:?}");
            assert!(layout.size.width < 4_000.0, "{name} {direction:?}: {:?}", layout.size);
        }
    }
}

#[test]
fn answers_of_graphviz_are_read_with_suspicion() {
    let graph = boxes(2);
    let good = r#"{"bb": "0,0,100,50", "objects": [
        {"name": "n0", "pos": "10,40"}, {"name": "n1", "pos": "60,10"}]}"#;
    let layout = graphviz::answer(&graph, good).unwrap();
    assert_eq!(layout.nodes[0].center().y, 10.0);
    let more = Graph { edges: vec![edge(0, 1, false)], ..graph.clone() };
    assert!(graphviz::answer(&more, good).is_err());
    for bad in [
        "",
        "{}",
        "[]",
        r#"{"bb": "0,0,1,1"}"#,
        &good.replace("n1", "n7"),
        &good.replace("60,", ""),
    ] {
        assert!(graphviz::answer(&graph, bad).is_err(), "{bad}");
    }
}

/// Two boxes in a group, one below the other, and one beside it.
fn sound() -> (Graph, Layout) {
    let mut graph = boxes(3);
    graph.groups = vec![Group { parent: None, title: size(60.0, 18.0) }];
    (graph.nodes[0].group, graph.nodes[1].group) = (Some(0), Some(0));
    graph.edges = vec![edge(1, 0, false), edge(2, 0, false)];
    let layout = lay_out(&graph);
    assert_eq!(faults(&graph, &layout), Vec::<String>::new());
    (graph, layout)
}

#[test]
fn every_fault_is_found() {
    type Harm = fn(&mut Layout);
    let harms: [(&str, Harm); 10] = [
        ("overlap", |layout| layout.nodes[1] = layout.nodes[0]),
        ("another size", |layout| layout.nodes[1].width += 1.0),
        ("is not in the frame of group", |layout| layout.nodes[1].x -= 90.0),
        ("where it is not", |layout| {
            let frame = layout.groups[0].as_mut().unwrap();
            frame.frame.width += 2_000.0;
            frame.frame.x -= 1_000.0;
        }),
        ("covers the title", |layout| {
            let title = layout.nodes[0];
            let frame = layout.groups[0].as_mut().unwrap();
            (frame.title.x, frame.title.y) = (title.x, title.y);
        }),
        ("not end on the border", |layout| layout.routes[0].points[0].y += 3.0),
        ("is empty", |layout| layout.routes[0].points.clear()),
        ("run along the axes", |layout| layout.routes[0].points[0].x += 3.0),
        ("lie on each other", |layout| layout.routes[1] = layout.routes[0].clone()),
        ("not inside of the picture", |layout| layout.nodes[2].x = f64::NAN),
    ];
    for (wanted, harm) in harms {
        let (graph, mut layout) = sound();
        harm(&mut layout);
        let found = faults(&graph, &layout);
        assert!(found.iter().any(|fault| fault.contains(wanted)), "{wanted}: {found:?}");
    }
    // A line straight through the box between its ends.
    let mut graph = boxes(3);
    graph.edges = vec![edge(1, 0, false), edge(2, 1, false)];
    let mut layout = lay_out(&graph);
    graph.edges = vec![edge(2, 0, false)];
    layout.routes.truncate(1);
    layout.routes[0].points = vec![layout.nodes[2].center(), layout.nodes[0].center()];
    layout.routes[0].points[0].y = layout.nodes[2].y;
    layout.routes[0].points[1].y = layout.nodes[0].bottom();
    let found = faults(&graph, &layout);
    assert!(found.iter().any(|fault| fault.contains("close by node 1")), "{found:?}");
}
