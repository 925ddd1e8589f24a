//! What a picture shows of a map: every view of every map is whole in itself, and what it leaves out
//! is counted in it.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::document::no_imports;
use argmap_core::model::{
    Claim, ClaimId, Conflict, ConflictKind, Group, GroupId, Inference, InferenceKind, Map, Node,
    Target,
};
use argmap_core::render::diagram::{Diagram, Shape, Sign, diagram};
use argmap_core::render::texts::Kind;
use argmap_core::render::{
    DrawError, MOST_CLAIMS, Mark, Options, Overlay, Scope, Side, dot::dot, legible,
};
use petgraph::graph::NodeIndex;
use proptest::prelude::*;

/// The fixtures and the shipped maps by name.
fn maps() -> BTreeMap<String, Map> {
    let mut maps = BTreeMap::new();
    for folder in ["tests/fixtures/pictures", "maps"] {
        for file in std::fs::read_dir(support::root().join(folder)).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".json") {
                let map = support::read(&format!("{folder}/{name}")).map;
                maps.insert(name, map);
            }
        }
    }
    assert!(maps.len() >= 6);
    maps
}

/// A map's own views; of things of which there are many, every so manieth.
fn views(map: &Map) -> Vec<Options> {
    let of = |scope| Options { scope, ..Options::default() };
    let mut views = vec![
        of(Scope::Map),
        Options { everything: true, ..Options::default() },
        Options { collapse: Some(1), imports: true, ..Options::default() },
        Options { collapse: Some(2), imports: true, ..Options::default() },
    ];
    views.extend(map.groups().map(|(id, _)| of(Scope::Group(id))));
    views.extend(map.groups().map(|(id, _)| Options { fold: vec![id], ..Options::default() }));
    views.extend(map.holders().map(|(id, _)| of(Scope::Holder(id))));
    views.extend(map.theses().iter().map(|id| of(Scope::Thesis(*id))));
    let centres = map.graph().node_indices().filter(|node| {
        let part = map.node(*node);
        matches!(part, Node::Claim(_) | Node::Inference(_) | Node::Question(_) | Node::Conflict(_))
    });
    let centres: Vec<NodeIndex> = centres.collect();
    for (at, part) in centres.iter().enumerate().step_by(centres.len() / 30 + 1) {
        views.push(of(Scope::Around { part: *part, depth: at % 4 }));
    }
    let sides: Vec<Side> = (map.holders().map(|(id, _)| Side::Holder(id)))
        .chain(map.theses().iter().map(|id| Side::Claim(*id)))
        .chain(map.imports().iter().filter_map(|import| import.file).map(Side::Import))
        .collect();
    for pair in sides.windows(2) {
        views.push(of(Scope::Dispute(pair[0], pair[1])));
    }
    views
}

fn drawn(map: &Map, options: &Options) -> Diagram {
    let evaluation = argmap_core::evaluate(map, Default::default());
    diagram(map, &Overlay { evaluation: Some(&evaluation), ..Overlay::default() }, options)
}

/// The claims that a diagram shows, and how many of them are folded.
fn claims(map: &Map, diagram: &Diagram) -> (BTreeSet<ClaimId>, usize) {
    let mut claims = BTreeSet::new();
    let mut folded = 0;
    for node in &diagram.nodes {
        for claim in node.stands_for.iter().filter_map(|part| map.as_claim(*part)) {
            assert!(claims.insert(claim), "a claim is drawn twice");
            folded += usize::from(node.shape == Shape::Folded);
        }
    }
    (claims, folded)
}

/// All parts that a diagram shows or counts in a box.
fn parts(diagram: &Diagram) -> BTreeSet<NodeIndex> {
    let nodes = diagram.nodes.iter().flat_map(|node| &node.stands_for);
    nodes.chain(diagram.lines.iter().flat_map(|line| &line.stands_for)).copied().collect()
}

/// Holds a diagram against what every diagram promises.
fn hold(map: &Map, diagram: &Diagram) {
    let keys: BTreeSet<&str> = diagram.nodes.iter().map(|node| &*node.key).collect();
    assert_eq!(keys.len(), diagram.nodes.len(), "keys are unique");
    let (claims, _) = claims(map, diagram);
    let drawn = parts(diagram);
    for line in &diagram.lines {
        assert!(line.tail < diagram.nodes.len() && line.head < diagram.nodes.len());
        assert!(line.tail != line.head || !line.is_folded, "a folded box speaks of itself");
        assert!(line.count > 0 && line.stands_for.contains(&line.part));
        if line.is_folded && line.sign != Sign::Answer {
            assert_eq!(line.count, line.stands_for.len(), "{:?}", line.sign);
        }
    }
    // A step is drawn with all that it needs and aims at.
    for step in drawn.iter().filter_map(|part| map.as_inference(*part)) {
        assert!(map.needs(step).all(|claim| claims.contains(&claim)));
        match map.target(step) {
            Target::Claim(claim) => assert!(claims.contains(&claim)),
            Target::Inference(step) => assert!(drawn.contains(&step.node())),
        }
    }
    for node in diagram.nodes.iter().filter(|node| node.shape == Shape::Folded) {
        let folded = node.stands_for.iter().filter(|part| map.as_claim(**part).is_some()).count();
        assert!(folded > 1, "a box of one claim says less than the claim");
        let tally = &node.label[1].text;
        let numbers = tally.split(|letter: char| !letter.is_ascii_digit());
        let numbers: Vec<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
        assert_eq!(numbers[0], folded, "{tally}");
        assert_eq!(numbers[1..].iter().sum::<usize>(), folded, "{tally}");
    }
    for (at, group) in diagram.groups.iter().enumerate() {
        assert!(group.parent.is_none_or(|parent| parent < at));
    }
    assert!(diagram.nodes.iter().all(|node| node.group.is_none_or(|at| at < diagram.groups.len())));
}

#[test]
fn every_view_of_every_map_is_whole_in_itself_and_parses() {
    for (name, map) in maps() {
        let evaluation = argmap_core::evaluate(&map, Default::default());
        let overlay = Overlay { evaluation: Some(&evaluation), ..Overlay::default() };
        for (at, options) in views(&map).into_iter().enumerate() {
            hold(&map, &diagram(&map, &overlay, &options));
            // Parsing takes its time.
            if at % 4 == 0 || map.claims().count() < 100 {
                let text = dot(&map, &overlay, &options);
                assert!(graphviz_rust::parse(&text).is_ok(), "{name}: {:?}", options.scope);
            }
        }
    }
}

#[test]
fn views_of_the_whole_map_lose_nothing() {
    for (name, map) in maps() {
        let all: BTreeSet<NodeIndex> = map
            .graph()
            .node_indices()
            .filter(|node| match map.node(*node) {
                Node::Claim(_) | Node::Inference(_) => true,
                Node::Conflict(_) | Node::Question(_) => {
                    map.graph().neighbors(*node).nth(1).is_some()
                }
                _ => false,
            })
            .collect();
        for (collapse, everything) in
            [(None, false), (None, true), (Some(1), false), (Some(2), false)]
        {
            let options = Options { collapse, everything, imports: true, ..Options::default() };
            let diagram = drawn(&map, &options);
            let shown = parts(&diagram);
            let questions = map.questions().count();
            let note = format!("{questions} questions are not drawn");
            let told = |part: &NodeIndex| {
                matches!(map.node(*part), Node::Question(_)) && diagram.notes.contains(&note)
            };
            let lost = all.difference(&shown).filter(|part| !told(part));
            let lost: Vec<_> = lost.map(|part| map.name(*part)).collect();
            assert!(lost.is_empty(), "{name}, {collapse:?}: {lost:?}");
        }
    }
}

/// Every view of the shipped maps that is drawn without asking for everything can be read.
#[test]
fn views_of_the_shipped_maps_are_legible() {
    for name in ["critique", "reply", "dispute"] {
        let map = support::read(&format!("maps/{name}.json")).map;
        for options in views(&map).into_iter().filter(|options| !options.everything) {
            assert!(
                legible(&map, &Overlay::default(), &options).is_ok(),
                "{name}: {:?}",
                options.scope
            );
            let is_claim = |shape: Shape| shape.is_box() && shape != Shape::Question;
            let shown = diagram(&map, &Overlay::default(), &options);
            let boxes = shown.nodes.iter().filter(|node| is_claim(node.shape)).count();
            assert!(
                options.collapse == Some(2) || boxes <= MOST_CLAIMS,
                "{name}: {boxes} boxes, {:?}",
                options.scope
            );
        }
    }
}

#[test]
fn of_a_group_with_much_outside_no_more_than_a_few_boxes_are_outside() {
    let mut most = 0;
    for name in ["critique", "reply", "dispute"] {
        let map = support::read(&format!("maps/{name}.json")).map;
        for (id, group) in map.groups() {
            let diagram = drawn(&map, &Options { scope: Scope::Group(id), ..Options::default() });
            let outside: Vec<_> =
                diagram.nodes.iter().filter(|it| it.is_context && it.shape.is_box()).collect();
            let folded = outside.iter().filter(|node| node.shape == Shape::Folded).count();
            // Attackers, answers, opponents and what it leads to stand apart where they are few.
            assert!(outside.len() <= 20, "{}: {} outside", group.title, outside.len());
            let claims: usize = outside.iter().map(|node| node.stands_for.len()).sum();
            assert!(folded == 0 || claims > 6, "{}: few are not folded", group.title);
            most = most.max(claims);
        }
    }
    assert!(most > 30, "there are groups of which much lies outside");
}

fn group_of(name: &str, parent: Option<GroupId>) -> Group {
    Group { name: name.into(), title: name.into(), parent, note: None }
}

/// A map of `count` claims that support the first, in groups of ten or in none.
fn fan(count: usize, grouped: bool) -> Map {
    let mut map = Map::new("fan");
    let first = map.add_claim(Claim::new("first", "First.")).unwrap();
    map.add_thesis(first);
    let mut group = None;
    for number in 0..count {
        if grouped && number % 10 == 0 {
            let name = format!("g{number}");
            group = Some(map.add_group(group_of(&name, None)).unwrap());
        }
        let mut claim = Claim::new(format!("c{number}"), "It is so.");
        claim.group = group;
        let claim = map.add_claim(claim).unwrap();
        map.support([claim], first).unwrap();
    }
    map
}

#[test]
fn a_large_map_is_drawn_by_its_groups_or_refused() {
    let plain = Options::default();
    let small = fan(70, true);
    assert!(drawn(&small, &plain).nodes.iter().all(|node| node.shape != Shape::Folded));
    let large = fan(MOST_CLAIMS + 50, true); // 15 groups
    let diagram = drawn(&large, &plain);
    assert_eq!(diagram.nodes.iter().filter(|node| node.shape == Shape::Folded).count(), 15);
    let note = format!(
        "{} claims: drawn by groups; `--group ID` draws one, `--all` draws everything",
        MOST_CLAIMS + 51
    );
    assert!(diagram.notes.contains(&note), "{:?}", diagram.notes);
    assert_eq!(diagram.lines.iter().map(|line| line.count).sum::<usize>(), MOST_CLAIMS + 50);
    let whole = Options { everything: true, ..Options::default() };
    assert_eq!(drawn(&large, &whole).nodes.len(), MOST_CLAIMS + 51);
    let without = fan(MOST_CLAIMS, false);
    let error = legible(&without, &Overlay::default(), &plain).unwrap_err();
    assert!(matches!(error, DrawError::TooLarge { boxes } if boxes == MOST_CLAIMS + 1));
    for flag in ["--thesis", "--around", "--group", "--all"] {
        assert!(error.to_string().contains(flag));
    }
    assert!(legible(&without, &Overlay::default(), &whole).is_ok());
    let thesis = Options { scope: Scope::Thesis(without.theses()[0]), ..Options::default() };
    assert!(legible(&without, &Overlay::default(), &thesis).is_ok());
}

#[test]
fn findings_are_marked_on_boxes_steps_and_folded_boxes() {
    let reading = support::read("maps/reply.json");
    let map = &reading.map;
    let mark = |part, code| Mark {
        part,
        code,
        severity: argmap_core::diagnostic::Severity::Warning,
        message: format!("Of {code}."),
        help: None,
        place: String::new(),
    };
    let group = map.groups().find(|(_, group)| &*group.name == "waves").unwrap().0;
    let claim = map.claims().find(|(_, claim)| claim.group == Some(group)).unwrap().0;
    let plain = |id: &argmap_core::model::InferenceId| {
        let single = map.premises(*id).count() == 1 && map[*id].scheme.is_none();
        let own = map.needs(*id).all(|claim| map[claim].group == Some(group));
        single && own && map.graph().neighbors_directed(id.node(), petgraph::Incoming).count() == 1
    };
    let step = map.inferences().map(|(id, _)| id).find(|id| plain(id));
    let mut marks = vec![mark(claim.node(), "AM102"), mark(claim.node(), "AM101")];
    marks.extend(step.map(|step| mark(step.node(), "AM503")));
    let overlay = Overlay { marks: &marks, ..Overlay::default() };
    let text = |diagram: &Diagram, part: NodeIndex| {
        let node = diagram.nodes.iter().find(|node| node.stands_for.contains(&part)).unwrap();
        let found = node.label.iter().find(|it| matches!(it.kind, Kind::Finding(_)));
        (found.unwrap().text.clone(), node.tooltip.clone())
    };
    let scope = Scope::Group(group);
    let shown = diagram(map, &overlay, &Options { scope, ..Options::default() });
    let (label, tooltip) = text(&shown, claim.node());
    assert_eq!(label, "⚠ AM101, AM102");
    assert!(tooltip.contains("⚠ AM101: Of AM101.") && tooltip.contains("⚠ AM102: Of AM102."));
    if let Some(step) = step {
        assert_eq!(text(&shown, step.node()).0, "⚠ AM503");
    }
    let folded = diagram(map, &overlay, &Options { fold: vec![group], ..Options::default() });
    assert!(text(&folded, claim.node()).0.contains("finding"));
    let elsewhere = map.groups().find(|(_, group)| &*group.name == "scissors").unwrap().0;
    let scope = Scope::Group(elsewhere);
    let other = diagram(map, &overlay, &Options { scope, ..Options::default() });
    assert!(other.notes.iter().any(|note| note.contains("findings of what is not drawn")));
}

#[test]
fn the_sides_of_a_dispute_face_each_other() {
    let map = support::read("maps/dispute.json").map;
    let side = |name: &str| {
        let node = map.find(name).unwrap();
        Side::Holder(map.holders().find(|(id, _)| id.node() == node).unwrap().0)
    };
    let scope = Scope::Dispute(side("critique/decists"), side("reply/trotsky"));
    let diagram = drawn(&map, &Options { scope, ..Options::default() });
    let [a, b] = diagram.sides.unwrap();
    assert_eq!(diagram.groups[a].title, "Democratic Centralists");
    assert_eq!(diagram.groups[b].title, "Leon Trotsky");
    let home = |name: &str| {
        let node = map.find(name).unwrap();
        diagram.nodes.iter().find(|it| it.part == node).unwrap().group
    };
    assert_eq!(home("critique/pb-holds"), Some(a));
    assert_eq!(home("reply/caste-rose"), Some(b));
    assert_eq!(home("who-came-to-rule"), None);
    // Only one side answers it.
    let robespierre = map.find("robespierres-place").unwrap();
    assert!(diagram.nodes.iter().all(|node| node.part != robespierre));
}

/// A step as numbers: kind, premises, target.
type Step = (usize, Vec<usize>, usize);

/// A map of up to 40 claims in groups in groups, with steps, undercuts and conflicts.
fn grouped_map() -> impl Strategy<Value = Map> {
    let step = (0usize..3, prop::collection::vec(0usize..40, 1..4), 0usize..40);
    let homes = prop::collection::vec(0usize..7, 2..40);
    let steps = prop::collection::vec(step, 0..50);
    let conflicts = prop::collection::vec(prop::collection::vec(0usize..40, 2..5), 0..5);
    (homes, steps, conflicts)
        .prop_map(|(homes, steps, conflicts)| build(&homes, &steps, &conflicts))
}

fn build(homes: &[usize], steps: &[Step], conflicts: &[Vec<usize>]) -> Map {
    let mut map = Map::new("random");
    let mut groups = Vec::new();
    for number in 0..5usize {
        let parent = number.checked_sub(2).map(|parent| groups[parent]);
        groups.push(map.add_group(group_of(&format!("g{number}"), parent)).unwrap());
    }
    let mut claims = Vec::new();
    for (at, home) in homes.iter().enumerate() {
        let mut claim = Claim::new(format!("c{at}"), format!("Claim {at}."));
        claim.group = groups.get(*home).copied();
        claims.push(map.add_claim(claim).unwrap());
    }
    let claim = |at: usize| claims[at % claims.len()];
    let mut done = Vec::new();
    for (kind, premises, target) in steps {
        let kind = InferenceKind::ALL[*kind];
        let target = match (kind, done.is_empty()) {
            (InferenceKind::Undercut, true) => continue,
            (InferenceKind::Undercut, false) => done[target % done.len()],
            _ => claim(*target).node(),
        };
        let premises: BTreeSet<ClaimId> = premises.iter().map(|at| claim(*at)).collect();
        let step = map.add_inference(Inference::new(kind), premises, target).unwrap();
        done.push(step.node());
    }
    for members in conflicts {
        let members: BTreeSet<ClaimId> = members.iter().map(|at| claim(*at)).collect();
        if members.len() > 1 {
            map.add_conflict(Conflict::new(ConflictKind::Contrary), members).unwrap();
        }
    }
    map.add_thesis(claims[0]);
    map
}

/// The claims from which a chain of steps leads to this one, and itself.
fn can_reach(map: &Map, thesis: ClaimId) -> BTreeSet<ClaimId> {
    let mut found = BTreeSet::from([thesis.node()]);
    loop {
        let before = found.len();
        for (step, _) in map.inferences() {
            if found.contains(&map.target(step).into()) {
                found.insert(step.node());
                found.extend(map.needs(step).map(ClaimId::node));
            }
        }
        if found.len() == before {
            return found.into_iter().filter_map(|node| map.as_claim(node)).collect();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_view_of_random_maps_is_whole_in_itself(map in grouped_map()) {
        for options in views(&map) {
            hold(&map, &drawn(&map, &options));
        }
        for collapse in [1, 2, 3] {
            let options = Options { collapse: Some(collapse), ..Options::default() };
            let shown = drawn(&map, &options);
            prop_assert_eq!(claims(&map, &shown).0.len(), map.claims().count());
            let parts = parts(&shown);
            prop_assert!(map.inferences().all(|(step, _)| parts.contains(&step.node())));
            prop_assert!(map.conflicts().all(|(it, _)| parts.contains(&it.node())));
        }
    }

    #[test]
    fn what_lies_around_grows_with_the_depth(map in grouped_map(), at in 0usize..40) {
        let centre = map.graph().node_indices().filter(|node| {
            matches!(map.node(*node), Node::Claim(_) | Node::Inference(_) | Node::Conflict(_))
        });
        let centres: Vec<NodeIndex> = centre.collect();
        let part = centres[at % centres.len()];
        let mut last = BTreeSet::new();
        for depth in 0..5 {
            let scope = Scope::Around { part, depth };
            let shown = parts(&drawn(&map, &Options { scope, ..Options::default() }));
            prop_assert!(shown.contains(&part));
            prop_assert!(last.is_subset(&shown), "depth {}", depth);
            last = shown;
        }
    }

    #[test]
    fn what_bears_on_a_thesis_is_what_can_reach_it(map in grouped_map()) {
        let thesis = map.theses()[0];
        let scope = Scope::Thesis(thesis);
        let shown = drawn(&map, &Options { scope, ..Options::default() });
        let full = shown.nodes.iter().filter(|node| !node.is_context);
        let full = full.flat_map(|node| &node.stands_for).filter_map(|part| map.as_claim(*part));
        prop_assert_eq!(full.collect::<BTreeSet<_>>(), can_reach(&map, thesis));
    }

    #[test]
    fn of_a_group_all_own_claims_stand_apart(map in grouped_map()) {
        for (id, _) in map.groups() {
            let shown = drawn(&map, &Options { scope: Scope::Group(id), ..Options::default() });
            let is_in = |claim: &ClaimId| {
                let mut around = std::iter::successors(map[*claim].group, |at| map[*at].parent);
                around.any(|at| at == id)
            };
            for (claim, _) in map.claims().filter(|(claim, _)| is_in(claim)) {
                let node = shown.nodes.iter().find(|node| node.part == claim.node()).unwrap();
                let is_claim = matches!(node.shape, Shape::Claim { .. });
                prop_assert!(!node.is_context && is_claim);
                // What speaks for it is all there.
                for kind in [InferenceKind::Support, InferenceKind::Rebuttal] {
                    let parts = parts(&shown);
                    let aimed = map.aimed_at(claim, kind);
                    prop_assert!(aimed.iter().all(|step| parts.contains(&step.node())));
                }
            }
        }
    }
}

#[test]
fn hidden_neighbours_are_counted_in_the_box() {
    let text = r#"{ "argmap": 1, "title": "T", "claims": [{ "id": "a", "text": "A." },
        { "id": "b", "text": "B." }, { "id": "c", "text": "C." }, { "id": "d", "text": "D." },
        { "id": "e", "text": "E." }, { "id": "f", "text": "F." }],
        "supports": [{ "from": ["b"], "to": "a" }, { "from": ["c"], "to": "b" },
            { "from": ["d"], "to": "b" }, { "from": ["a"], "to": "f" }, { "from": ["b"], "to": "f" }],
        "rebuttals": [{ "from": ["e"], "to": "b" }] }"#;
    let map = argmap_core::read("t.json", text, &mut no_imports).map;
    let a = map.find("a").unwrap();
    let scope = Scope::Around { part: a, depth: 0 };
    let notes = |scope, name: &str| -> Vec<String> {
        let shown = drawn(&map, &Options { scope, ..Options::default() });
        let node = shown.nodes.iter().find(|node| node.key == name).unwrap();
        let notes = node.label.iter().filter(|it| it.kind == Kind::Note);
        notes.map(|it| it.text.clone()).collect()
    };
    assert_eq!(notes(scope.clone(), "a"), ["↗ leads to a step elsewhere", "↘ 1 reason not shown"]);
    let scope = Scope::Around { part: a, depth: 1 };
    assert_eq!(notes(scope.clone(), "a"), [""; 0]);
    let found = ["↗ leads to a step elsewhere", "↘ 2 reasons, 1 objection not shown"];
    assert_eq!(notes(scope.clone(), "b"), found);
    assert_eq!(notes(scope.clone(), "f"), ["↘ 1 reason not shown"]);
}
