//! In pictures with everything in its place nothing overlaps, no text leaves its box, and whatever
//! a map says is text and nothing else.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::model::Map;
use argmap_core::render::diagram::{Shape, diagram};
use argmap_core::render::layout::faults::faults;
use argmap_core::render::layout::{
    Edge, Frame, Graph, Group, Layered, Layout, Node, Rect, Route, Size,
};
use argmap_core::render::scene::{Placed, RING, Scene, Text, TextRole};
use argmap_core::render::texts::Kind;
use argmap_core::render::{
    Direction, Highlight, Labels, Options, Overlay, Role, Scope, Theme, Tools, legible, picture,
};
use argmap_core::text::FileId;
use petgraph::graph::NodeIndex;
use proptest::prelude::*;
use quick_xml::events::Event;

/// What rounding may do.
const SLACK: f64 = 0.01;

fn scene(map: &Map, options: &Options) -> Scene {
    scene_with(map, &[], options)
}

fn scene_with(map: &Map, highlights: &[Highlight], options: &Options) -> Scene {
    let evaluation = argmap_core::evaluate(map, Default::default());
    let overlay = Overlay { evaluation: Some(&evaluation), highlights, ..Overlay::default() };
    Scene::new(diagram(map, &overlay, options), options, &Layered).unwrap()
}

/// The shipped maps and the fixtures by name.
fn maps() -> BTreeMap<String, Map> {
    let mut maps = BTreeMap::new();
    for folder in ["tests/fixtures/pictures", "maps"] {
        for file in std::fs::read_dir(support::root().join(folder)).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".json") {
                maps.insert(name.clone(), support::read(&format!("{folder}/{name}")).map);
            }
        }
    }
    assert!(maps.len() >= 6);
    maps
}

/// The lines of text that a part of a picture shows.
fn all_texts(scene: &Scene) -> impl Iterator<Item = &Text> {
    let placed = scene.nodes.iter().chain(scene.groups.iter().flatten());
    let legend = scene.legend.iter().flat_map(|legend| legend.items.iter().map(|item| &item.text));
    placed.flat_map(|placed| &placed.texts).chain(&scene.heading).chain(legend)
}

/// How far the ground of a tag reaches to the left and right of its words.
const TAG: f64 = 4.0;

/// The same, smaller on the left and right, and above and below by what a tag has room for there.
fn inset(rect: &Rect, by: f64) -> Rect {
    let vertical = if by == TAG { 0.0 } else { by };
    Rect {
        x: rect.x + by,
        y: rect.y + vertical,
        width: rect.width - 2.0 * by,
        height: rect.height - 2.0 * vertical,
    }
}

/// What is wrong with a picture, in words.
fn wrong(scene: &Scene, options: &Options) -> Vec<String> {
    let diagram = &scene.diagram;
    let union = |texts: &[Text]| {
        let rects: Vec<Rect> = texts.iter().map(Text::rect).collect();
        let x = rects.iter().map(|rect| rect.x).fold(f64::MAX, f64::min);
        let y = rects.iter().map(|rect| rect.y).fold(f64::MAX, f64::min);
        let right = rects.iter().map(Rect::right).fold(f64::MIN, f64::max);
        let bottom = rects.iter().map(Rect::bottom).fold(f64::MIN, f64::max);
        Rect { x, y, width: right - x, height: bottom - y }
    };
    // A title that says nothing takes no room.
    let title = |placed: &Placed| match placed.texts.is_empty() {
        true => Rect { x: placed.rect.x, y: placed.rect.y, width: 0.0, height: 0.0 },
        false => union(&placed.texts),
    };
    let graph = Graph {
        nodes: diagram
            .nodes
            .iter()
            .zip(&scene.nodes)
            .map(|(node, placed)| Node {
                size: Size { width: placed.rect.width, height: placed.rect.height },
                is_box: node.shape.is_box(),
                stays_high: node.stays_high,
                group: node.group,
                rank: None,
            })
            .collect(),
        edges: diagram
            .lines
            .iter()
            .map(|line| Edge {
                tail: line.tail,
                head: line.head,
                is_directed: line.is_directed(),
                meets_at_head: !line.has_head
                    && matches!(diagram.nodes[line.head].shape, Shape::Step { .. }),
            })
            .collect(),
        groups: diagram
            .groups
            .iter()
            .zip(&scene.groups)
            .map(|(group, placed)| {
                let room = placed.as_ref().map(title).unwrap_or_default();
                let title = Size { width: room.width, height: room.height };
                Group { parent: group.parent, title }
            })
            .collect(),
        direction: options.direction,
        width: None,
    };
    let frame = |placed: &Placed| Frame { frame: placed.rect, title: title(placed) };
    let layout = Layout {
        size: scene.size,
        nodes: scene.nodes.iter().map(|placed| placed.rect).collect(),
        groups: scene.groups.iter().map(|placed| placed.as_ref().map(frame)).collect(),
        routes: scene.routes.clone(),
    };
    let mut out = faults(&graph, &layout);
    let grown = |rect: &Rect| Rect {
        x: rect.x - SLACK,
        y: rect.y - SLACK,
        width: rect.width + 2.0 * SLACK,
        height: rect.height + 2.0 * SLACK,
    };
    for (node, placed) in diagram.nodes.iter().zip(&scene.nodes) {
        // The ring around what is pointed out is no room for texts, nor is the edge of a tag.
        let inside = inset(&placed.rect, if node.has_ring() { RING } else { 0.0 });
        for text in &placed.texts {
            let is_tag = matches!(text.role, TextRole::Box(Kind::Highlight(_)));
            if !grown(&inset(&inside, if is_tag { TAG } else { 0.0 })).holds(&text.rect()) {
                out.push(format!("{text:?} leaves the border of {:?}", placed.rect));
            }
        }
    }
    for placed in scene.nodes.iter().chain(scene.groups.iter().flatten()) {
        for text in &placed.texts {
            if !grown(&placed.rect).holds(&text.rect()) {
                out.push(format!("{text:?} leaves {:?}", placed.rect));
            }
        }
        for pair in placed.texts.windows(2) {
            if pair[0].rect().y + pair[0].font.size > pair[1].rect().y + pair[1].font.size {
                out.push(format!("{:?} stands on {:?}", pair[0], pair[1]));
            }
        }
    }
    let paper = Rect { x: 0.0, y: 0.0, width: scene.size.width, height: scene.size.height };
    let picture: Vec<Rect> = (scene.nodes.iter().chain(scene.groups.iter().flatten()))
        .map(|placed| placed.rect)
        .collect();
    let legend = scene.legend.iter().map(|legend| legend.rect);
    for rect in scene.heading.iter().map(Text::rect).chain(legend) {
        if !grown(&paper).holds(&rect) || picture.iter().any(|part| part.overlaps(&rect)) {
            out.push(format!("title or legend at {rect:?} have no room of their own"));
        }
    }
    let corners = scene.routes.iter().flat_map(|route: &Route| &route.points);
    for corner in corners {
        if corner.x < 0.0 || corner.y < 0.0 || corner.x > paper.width || corner.y > paper.height {
            out.push(format!("a line leaves the picture at {corner:?}"));
        }
    }
    out
}

/// The views that are looked at: the whole, every group, every side, what bears on every thesis.
fn views(map: &Map) -> Vec<Options> {
    let plain = Options::default();
    let mut views = vec![
        plain.clone(),
        Options { collapse: Some(1), ..plain.clone() },
        Options { labels: Labels::Both, sources: true, holders: true, ..plain.clone() },
    ];
    let own = map.groups().filter(|(id, _)| map.file_of(*id) == FileId::ROOT);
    let scopes = (own.map(|(id, _)| Scope::Group(id)))
        .chain(map.holders().map(|(id, _)| Scope::Holder(id)))
        .chain(map.theses().iter().map(|id| Scope::Thesis(*id)));
    views.extend(scopes.map(|scope| Options { scope, ..plain.clone() }));
    views.retain(|options| legible(map, &Overlay::default(), options).is_ok());
    views
}

#[test]
fn nothing_overlaps_in_any_view_of_the_fixtures_and_the_shipped_maps() {
    for (name, map) in maps() {
        for options in views(&map) {
            let scene = scene(&map, &options);
            let wrong = wrong(&scene, &options);
            assert!(wrong.is_empty(), "{name}, {:?}: {wrong:#?}", options.scope);
            let claims = scene.diagram.nodes.iter().filter(|node| node.shape.is_box()).count();
            let wide = scene.size.width > 4_000.0;
            assert!(!wide || claims > 100, "{name}, {:?}: {:?}", options.scope, scene.size);
        }
    }
}

#[test]
fn nothing_overlaps_in_any_direction() {
    let maps = maps();
    for name in ["library.json", "signs.json", "fan.json", "hostile.json"] {
        for direction in Direction::ALL {
            let options = Options { direction: *direction, ..Options::default() };
            let wrong = wrong(&scene(&maps[name], &options), &options);
            assert!(wrong.is_empty(), "{name}, {direction}: {wrong:#?}");
        }
    }
}

#[test]
fn titles_and_texts_are_where_they_are_said_to_be() {
    let maps = maps();
    let mut scene = scene(&maps["signs.json"], &Options::default());
    let wrong = |scene: &Scene| wrong(scene, &Options::default());
    assert_eq!(wrong(&scene), Vec::<String>::new());
    let text = scene.nodes.iter_mut().find_map(|placed| placed.texts.first_mut()).unwrap();
    text.at.x -= 500.0;
    assert!(!wrong(&scene).is_empty(), "a text outside of its box is found");
}

/// What may stand in a picture.
const ELEMENTS: &[&str] = &["svg", "title", "style", "rect", "g", "path", "circle", "text"];
const ATTRIBUTES: &[&str] = &[
    "xmlns",
    "class",
    "width",
    "height",
    "viewBox",
    "role",
    "x",
    "y",
    "rx",
    "cx",
    "cy",
    "r",
    "d",
    "textLength",
    "lengthAdjust",
    "data-part",
    "data-tail",
    "data-head",
    "data-count",
    "data-stands-for",
];

/// The texts of SVG, after holding it against what may stand in it.
fn texts_of(svg: &str) -> BTreeSet<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut texts = BTreeSet::new();
    let (mut open, mut last) = (0_usize, String::new());
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {svg}"));
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            let name = tag.name().as_ref().to_owned();
            assert!(ELEMENTS.contains(&name.as_str()), "<{name}> in a picture");
            for attribute in tag.attributes() {
                let attribute = attribute.unwrap();
                let key = attribute.key.as_ref().to_owned();
                assert!(ATTRIBUTES.contains(&key.as_str()), "{key}= in a picture");
            }
        }
        match event {
            Event::Start(_) => (open, last) = (open + 1, String::new()),
            Event::End(_) => {
                open -= 1;
                texts.insert(std::mem::take(&mut last));
            }
            Event::Empty(_) => {}
            Event::Text(text) => last += &*text,
            Event::GeneralRef(name) => {
                let name = name.to_string();
                last.push(match name.as_str() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "#39" => '\'',
                    other => panic!("&{other}; in a picture"),
                });
            }
            Event::Eof => break,
            other => panic!("{other:?} in a picture"),
        }
    }
    assert_eq!(open, 0);
    texts
}

fn svg(map: &Map, highlights: &[Highlight], options: &Options) -> String {
    let evaluation = argmap_core::evaluate(map, Default::default());
    let overlay = Overlay { evaluation: Some(&evaluation), highlights, ..Overlay::default() };
    let drawn = (picture("svg").unwrap().draw)(map, &overlay, options, &Tools::default()).unwrap();
    String::from_utf8(drawn.bytes).unwrap()
}

/// XML cannot hold every character.
fn in_xml(text: &str) -> String {
    let keeps =
        |c: char| (!c.is_control() || matches!(c, '\n' | '\t')) && !"\u{fffe}\u{ffff}".contains(c);
    text.chars().map(|c| if keeps(c) { c } else { '\u{fffd}' }).collect()
}

#[test]
fn svg_is_well_formed_and_holds_every_text() {
    for (name, map) in maps() {
        for theme in Theme::ALL {
            let options = Options { theme: *theme, ..Options::default() };
            let text = svg(&map, &[], &options);
            assert_eq!(text, svg(&map, &[], &options), "{name}: the same bytes");
            let texts = texts_of(&text);
            for line in all_texts(&scene(&map, &options)) {
                assert!(line.text.is_empty() || texts.contains(&line.text), "{name}: {line:?}");
            }
        }
    }
}

/// Some parts of a map pointed out, chosen by numbers, with notes that are hard on painters.
fn highlights(map: &Map, numbers: &[u16]) -> Vec<Highlight> {
    let Some(last) = map.node_count().checked_sub(1) else { return Vec::new() };
    let highlight = |three: &[u16]| {
        let [part, role, note] = [three[0], three[1], three[2]].map(usize::from);
        let part = NodeIndex::new(part % (last + 1));
        let highlight = Highlight::new(part, Role::ALL[role % Role::ALL.len()]);
        let notes = support::random::HOSTILE;
        match notes.get(note % (notes.len() + 2)) {
            Some(note) => highlight.note(*note),
            None => highlight,
        }
    };
    numbers.chunks_exact(3).map(highlight).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_in_random_maps(
        numbers in prop::collection::vec(any::<u16>(), 0..300),
        pointed in prop::collection::vec(any::<u16>(), 0..40),
        direction in 0usize..4,
        only_pointed: bool,
    ) {
        let map = support::random::map(&numbers);
        let highlights = highlights(&map, &pointed);
        let parts = highlights.iter().map(|highlight| highlight.part).collect();
        let options = Options {
            direction: Direction::ALL[direction],
            everything: true,
            scope: if only_pointed { Scope::Parts(parts) } else { Scope::Map },
            ..Options::default()
        };
        let scene = scene_with(&map, &highlights, &options);
        let wrong = wrong(&scene, &options);
        prop_assert!(wrong.is_empty(), "{:#?}", wrong);
        let texts = texts_of(&svg(&map, &highlights, &options));
        for node in scene.diagram.nodes.iter().filter(|node| !node.tooltip.is_empty()) {
            prop_assert!(texts.contains(&in_xml(&node.tooltip)), "{:?}", node.tooltip);
        }
        for line in scene.diagram.lines.iter().filter(|line| !line.tooltip.is_empty()) {
            prop_assert!(texts.contains(&in_xml(&line.tooltip)), "{:?}", line.tooltip);
        }
    }
}
