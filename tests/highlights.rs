//! What is pointed out is seen in every picture, told apart without colour, counted where it is
//! folded and explained where it occurs; and pictures of given parts show what connects them.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::document::no_imports;
use argmap_core::model::{ClaimId, Edge, InferenceKind, Map, Node, Target};
use argmap_core::render::diagram::{Diagram, Shape, diagram};
use argmap_core::render::layout::Layered;
use argmap_core::render::scene::Scene;
use argmap_core::render::texts::{Kind, Paragraph};
use argmap_core::render::{
    Highlight, Options, Overlay, PICTURES, Role, Scope, Theme, Tools, dot::dot, picture,
};
use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use proptest::prelude::*;

/// A map with every sort of part that can be pointed out.
const SIGNS: &str = r#"{ "argmap": 1, "title": "Signs", "theses": ["t"],
  "groups": [{ "id": "g", "title": "A group" }],
  "questions": [{ "id": "q", "text": "Which?", "answers": ["a", "b"] }],
  "claims": [{ "id": "t", "text": "The thesis." }, { "id": "a", "text": "First." },
    { "id": "b", "text": "Second." }, { "id": "c", "text": "Third.", "group": "g" },
    { "id": "d", "text": "Fourth.", "group": "g" }, { "id": "e", "text": "Fifth." },
    { "id": "f", "text": "Sixth." }],
  "supports": [{ "id": "one", "from": ["a"], "to": "t" }, { "id": "two", "from": ["c"], "to": "a" },
    { "id": "within", "from": ["d"], "to": "c" }],
  "rebuttals": [{ "id": "against", "from": ["e", "f"], "to": "t" }],
  "conflicts": [{ "id": "clash", "claims": ["e", "f"], "kind": "contrary" }] }"#;

fn signs() -> Map {
    let reading = argmap_core::read("map.json", SIGNS, &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.map
}

/// Parts of a map by id, pointed out.
fn pointed(map: &Map, parts: &[(&str, Role)]) -> Vec<Highlight> {
    parts.iter().map(|(id, role)| Highlight::new(map.find(id).unwrap(), *role)).collect()
}

fn drawn(map: &Map, highlights: &[Highlight], options: &Options) -> Diagram {
    diagram(map, &Overlay { highlights, ..Overlay::default() }, options)
}

fn tags(label: &[Paragraph]) -> Vec<&str> {
    let tags = label.iter().filter(|it| matches!(it.kind, Kind::Highlight(_)));
    tags.map(|it| it.text.as_str()).collect()
}

/// By key of a node: the words that say why it is pointed out.
fn all_tags(diagram: &Diagram) -> BTreeMap<&str, Vec<&str>> {
    let nodes = diagram.nodes.iter().map(|node| (node.key.as_str(), tags(&node.label)));
    nodes.filter(|(_, tags)| !tags.is_empty()).collect()
}

#[test]
fn roles_are_told_apart_without_colour() {
    let signs: BTreeSet<&str> = Role::ALL.iter().map(|role| role.sign()).collect();
    let meanings: BTreeSet<&str> = Role::ALL.iter().map(|role| role.meaning()).collect();
    assert_eq!((signs.len(), meanings.len()), (Role::ALL.len(), Role::ALL.len()));
    for verdict in ["✓", "✗", "?", "–", "⚠", "≠", "↗", "↘"] {
        assert!(!signs.contains(verdict), "{verdict} means something else");
    }
    // The fonts that come with the library have all signs.
    let map = self::signs();
    let highlights = every_role(&map);
    let overlay = Overlay { highlights: &highlights, ..Overlay::default() };
    for form in ["png", "pdf"] {
        let Some(form) = picture(form) else { continue };
        let drawn = (form.draw)(&map, &overlay, &Options::default(), &Tools::default()).unwrap();
        assert_eq!(drawn.notes, [""; 0], "{}", form.name);
    }
}

/// Every claim with a role of its own.
fn every_role(map: &Map) -> Vec<Highlight> {
    let claims = map.claims().map(|(id, _)| id);
    claims.zip(Role::ALL).map(|(id, role)| Highlight::new(id, *role)).collect()
}

#[test]
fn every_sort_of_part_is_pointed_out_where_it_is_drawn() {
    let map = signs();
    let mut highlights = pointed(
        &map,
        &[
            ("t", Role::Affected),
            ("q", Role::Added),
            ("one", Role::Removed),
            ("against", Role::Crux),
            ("clash", Role::Changed),
            ("b", Role::Supposed),
            ("b", Role::Crux),
        ],
    );
    highlights[0].note = Some("accepted before".to_owned());
    let diagram = drawn(&map, &highlights, &Options::default());
    let found = all_tags(&diagram);
    assert_eq!(
        found,
        BTreeMap::from([
            ("t", vec!["⇄ accepted before"]),
            ("q", vec!["+ added"]),
            // A step that would be a mere line has a node, and so has a conflict of two.
            ("one", vec!["−"]),
            ("against", vec!["★"]),
            ("clash", vec!["~"]),
            ("b", vec!["★ crux", "⚑ supposed"]),
        ])
    );
    let of = |key: &str| diagram.nodes.iter().find(|node| node.key == key).unwrap();
    assert!(of("t").tooltip.ends_with("\n⇄ new verdict: accepted before"), "{}", of("t").tooltip);
    assert!(of("one").tooltip.ends_with("\n− removed"));
    assert!(of("clash").tooltip.ends_with("\n~ changed"));
    let lines = |id: &str| {
        let part = map.find(id).unwrap();
        diagram.lines.iter().filter(move |line| line.part == part)
    };
    for (id, role, count) in
        [("one", Role::Removed, 2), ("against", Role::Crux, 3), ("clash", Role::Changed, 2)]
    {
        assert_eq!(lines(id).count(), count, "{id}");
        assert!(lines(id).all(|line| line.roles == [role]), "{id}");
        assert!(lines(id).all(|line| line.tooltip.contains(role.meaning())), "{id}");
    }
    assert!(lines("two").all(|line| line.roles.is_empty()));
}

#[test]
fn a_note_that_says_nothing_is_none() {
    let map = signs();
    let part = map.find("t").unwrap();
    let highlights = [Highlight::new(part, Role::Changed).note(" \n")];
    let diagram = drawn(&map, &highlights, &Options::default());
    assert_eq!(all_tags(&diagram)["t"], ["~ changed"]);
}

#[test]
fn folded_boxes_count_what_is_pointed_out_in_them() {
    let map = signs();
    let groups = map.groups().map(|(id, _)| id).collect();
    let options = Options { fold: groups, ..Options::default() };
    let highlights =
        pointed(&map, &[("within", Role::Added), ("two", Role::Crux), ("one", Role::Crux)]);
    let diagram = drawn(&map, &highlights, &options);
    let fold = diagram.nodes.iter().find(|node| node.shape == Shape::Folded).unwrap();
    assert_eq!(tags(&fold.label), ["+ 1 added"]);
    assert_eq!(fold.label[0].text, "A group");
    assert!(!fold.has_ring(), "the box is not what is pointed out");
    // A claim that is pointed out is not folded away.
    let highlights = pointed(&map, &[("c", Role::Crux)]);
    let diagram = drawn(&map, &highlights, &options);
    assert_eq!(all_tags(&diagram), BTreeMap::from([("c", vec!["★ crux"])]));
}

#[test]
fn where_much_is_pointed_out_not_all_keeps_a_box_and_nothing_is_lost() {
    let mut map = Map::new("T");
    let group =
        argmap_core::model::Group { name: "g".into(), title: "G".into(), parent: None, note: None };
    let group = map.add_group(group).unwrap();
    let mut highlights = Vec::new();
    for at in 0..50 {
        let claim = argmap_core::model::Claim::new(format!("c{at}"), "A claim.").group(group);
        let claim = map.add_claim(claim).unwrap();
        highlights.push(Highlight::new(claim, Role::Affected));
    }
    let diagram = drawn(&map, &highlights, &Options { collapse: Some(1), ..Options::default() });
    let own = diagram.nodes.iter().filter(|node| node.has_ring()).count();
    let fold = diagram.nodes.iter().find(|node| node.shape == Shape::Folded).unwrap();
    assert_eq!((own, tags(&fold.label)), (20, vec!["⇄ 30 new verdicts"]));
}

#[test]
fn what_is_pointed_out_and_not_drawn_is_counted() {
    let map = signs();
    let group = map.groups().next().unwrap().0;
    let highlights = pointed(&map, &[("e", Role::Crux), ("f", Role::Crux), ("c", Role::Crux)]);
    let options = Options { scope: Scope::Group(group), ..Options::default() };
    let diagram = drawn(&map, &highlights, &options);
    assert!(
        diagram.notes.contains(&"2 parts pointed out are not drawn".to_owned()),
        "{:?}",
        diagram.notes
    );
}

#[test]
fn the_legend_explains_the_roles_that_occur_and_no_others() {
    let map = signs();
    for role in Role::ALL {
        let highlights = pointed(&map, &[("a", *role)]);
        let options = Options::default();
        let scene = Scene::new(drawn(&map, &highlights, &options), &options, &Layered).unwrap();
        let rows: Vec<&str> = scene
            .legend
            .as_ref()
            .unwrap()
            .items
            .iter()
            .map(|item| item.text.text.as_str())
            .collect();
        for other in Role::ALL {
            let row = format!("{} {}", other.sign(), other.meaning());
            assert_eq!(rows.contains(&row.as_str()), other == role, "{role}: {rows:?}");
        }
        let overlay = Overlay { highlights: &highlights, ..Overlay::default() };
        let text = dot(&map, &overlay, &options);
        assert!(text.contains(role.meaning()), "{role}");
    }
}

#[test]
fn every_form_tells_what_is_pointed_out_and_takes_no_note_for_markup() {
    let map = signs();
    let bad = "</title><script>x</script>\" ]]> <!-- \\\"; %%{init}%%";
    let part = map.find("a").unwrap();
    let step = map.find("one").unwrap();
    let highlights = [part, step].map(|part| Highlight::new(part, Role::Crux).note(bad));
    let overlay = Overlay { highlights: &highlights, ..Overlay::default() };
    for form in PICTURES.iter().filter(|form| form.is_text) {
        let options = Options { theme: Theme::Print, ..Options::default() };
        let drawn = (form.draw)(&map, &overlay, &options, &Tools::default()).unwrap();
        let text = String::from_utf8(drawn.bytes).unwrap();
        assert!(text.contains("★") || text.contains("#9733;"), "{}", form.name);
        // In DOT a quoted text is all of it a text.
        let bare = ["<script>x", "]]> <!--", "%%{init"].map(|bad| text.contains(bad));
        let may = ["html", "svg"].contains(&form.name);
        assert!(form.name == "dot" || !bare[0] && !bare[1] && (may || !bare[2]), "{text}");
    }
    let text = dot(&map, &overlay, &Options::default());
    assert!(graphviz_rust::parse(&text).is_ok(), "{text}");
}

/// By naive search: whether one node leads to another by steps.
fn reaches(map: &Map, from: NodeIndex) -> BTreeSet<NodeIndex> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        for edge in map.graph().edges_directed(node, Outgoing) {
            let leads = matches!(edge.weight(), Edge::Premise | Edge::Warrant | Edge::Conclusion);
            if leads && found.insert(edge.target()) {
                open.push(edge.target());
            }
        }
    }
    found
}

/// The parts that hang together by themselves, as sets, by naive merging.
fn islands(map: &Map, parts: &BTreeSet<NodeIndex>) -> Vec<BTreeSet<NodeIndex>> {
    let mut bonds: Vec<BTreeSet<NodeIndex>> = parts.iter().map(|part| [*part].into()).collect();
    for (step, _) in map.inferences() {
        let target = match map.target(step) {
            Target::Claim(claim) => claim.node(),
            Target::Inference(step) => step.node(),
        };
        for need in map.needs(step).map(ClaimId::node) {
            bonds.push(if parts.contains(&step.node()) {
                [need, step.node()].into()
            } else {
                [need, target].into()
            });
        }
        bonds.push([step.node(), target].into());
    }
    for node in map.graph().node_indices() {
        if matches!(map.node(node), Node::Question(_) | Node::Conflict(_)) {
            let claims: BTreeSet<NodeIndex> =
                map.graph().neighbors_directed(node, Outgoing).collect();
            let own = [node].into();
            let all: BTreeSet<NodeIndex> = claims.union(&own).copied().collect();
            bonds.push(all.intersection(parts).copied().collect());
        }
    }
    bonds.retain(|bond| !bond.is_empty() && bond.is_subset(parts));
    let mut islands: Vec<BTreeSet<NodeIndex>> = Vec::new();
    for bond in bonds {
        let (touching, mut apart): (Vec<_>, Vec<_>) =
            islands.into_iter().partition(|island| !island.is_disjoint(&bond));
        apart.push(touching.into_iter().flatten().chain(bond).collect());
        islands = apart;
    }
    islands
}

/// Whether a node can be drawn for itself.
fn is_drawable(map: &Map, node: NodeIndex) -> bool {
    matches!(
        map.node(node),
        Node::Claim(_) | Node::Inference(_) | Node::Question(_) | Node::Conflict(_)
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pictures_of_parts_show_them_and_what_connects_them(
        numbers in prop::collection::vec(any::<u16>(), 0..400),
        picks in prop::collection::vec(any::<u16>(), 1..8),
    ) {
        let map = support::random::map(&numbers);
        prop_assume!(map.node_count() > 0);
        let parts: BTreeSet<NodeIndex> =
            picks.iter().map(|pick| NodeIndex::new(*pick as usize % map.node_count())).collect();
        let parts: BTreeSet<NodeIndex> =
            parts.into_iter().filter(|part| is_drawable(&map, *part)).collect();
        let scope = Scope::Parts(parts.iter().copied().collect());
        let options = Options { scope, everything: true, ..Options::default() };
        let shown = drawn(&map, &[], &options);
        let full: BTreeSet<NodeIndex> = shown
            .nodes
            .iter()
            .filter(|node| matches!(node.shape, Shape::Claim { .. }) && !node.is_context)
            .map(|node| node.part)
            .collect();
        // A claim is drawn in full if it is a part, or lies on a way between two islands.
        let islands = islands(&map, &parts);
        let of = |part: &NodeIndex| islands.iter().position(|island| island.contains(part));
        let from: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> =
            map.graph().node_indices().map(|node| (node, reaches(&map, node))).collect();
        for (claim, _) in map.claims() {
            let claim = claim.node();
            let lies_between = parts.iter().any(|a| parts.iter().any(|b| {
                of(a) != of(b)
                    && (*a == claim || from[a].contains(&claim))
                    && (*b == claim || from[&claim].contains(b))
            }));
            prop_assert_eq!(full.contains(&claim), parts.contains(&claim) || lies_between);
        }
        // All parts are there, and a step has all it needs and aims at.
        let all: BTreeSet<NodeIndex> = shown
            .nodes
            .iter()
            .flat_map(|node| &node.stands_for)
            .chain(shown.lines.iter().flat_map(|line| &line.stands_for))
            .copied()
            .collect();
        for part in &parts {
            // A conflict between a claim and itself has no ends to draw.
            let is_conflict = matches!(map.node(*part), Node::Conflict(_));
            prop_assert!(all.contains(part) || is_conflict, "{part:?}");
        }
        for (step, _) in map.inferences().filter(|(id, _)| all.contains(&id.node())) {
            prop_assert!(map.needs(step).all(|need| all.contains(&need.node())));
            prop_assert!(all.contains(&map.target(step).into()));
        }
    }

    #[test]
    fn pictures_of_parts_can_be_read_however_many_these_are(
        width in 1usize..120,
        depth in 1usize..12,
        every in 1usize..9,
    ) {
        // Chains that meet in one claim, of which some links are the parts.
        let mut map = Map::new("T");
        let claim = |map: &mut Map, name: String| {
            map.add_claim(argmap_core::model::Claim::new(name, "A claim.")).unwrap()
        };
        let top = claim(&mut map, "top".to_owned());
        let mut parts = vec![top.node()];
        for chain in 0..width {
            let mut above = top;
            for link in 0..depth {
                let below = claim(&mut map, format!("c{chain}-{link}"));
                map.support([below], above).unwrap();
                above = below;
            }
            if chain % every == 0 {
                parts.push(above.node());
            }
        }
        let first = parts[..parts.len().min(40)].to_vec();
        let options = Options { scope: Scope::Parts(parts.clone()), ..Options::default() };
        let highlights: Vec<Highlight> =
            parts.iter().map(|part| Highlight::new(*part, Role::Affected)).collect();
        let shown = drawn(&map, &highlights, &options);
        let boxes = shown.nodes.iter().filter(|node| node.shape.is_box()).count();
        prop_assert!(boxes <= 71, "{}", boxes);
        let own: BTreeSet<NodeIndex> = shown.nodes.iter().map(|node| node.part).collect();
        prop_assert!(first.iter().all(|part| own.contains(part)));
        // Nothing is lost: what has no box of its own is counted in one.
        let counted: usize = shown.nodes.iter().map(|node| {
            node.stands_for.iter().filter(|part| parts.contains(part)).count()
        }).sum();
        prop_assert_eq!(counted, parts.len());
        let supports = shown.lines.iter().all(|line| {
            line.sign == argmap_core::render::diagram::Sign::of(InferenceKind::Support)
        });
        prop_assert!(supports);
    }
}
