//! Pictures say what the map says, whatever stands in it, and Graphviz accepts them.

mod support;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use argmap_core::document::no_imports;
use argmap_core::model::{Claim, Conflict, ConflictKind, Inference, InferenceKind, Map};
use argmap_core::render::{
    Direction, Labels, Options, Overlay, PICTURES, Scope, Tools, dot::dot, picture,
};
use argmap_core::text::FileId;
use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, Id, Node, Stmt, Vertex};
use proptest::prelude::*;

const FIXTURES: &str = "../tests/fixtures/pictures";

/// The fixtures by name.
fn fixtures() -> BTreeMap<String, Map> {
    let read = |path: &Path| {
        let reading = argmap_core::read("map.json", std::fs::read(path).unwrap(), &mut no_imports);
        assert!(reading.problems.is_empty(), "{}: {:?}", path.display(), reading.problems);
        reading.map
    };
    let files = std::fs::read_dir(FIXTURES).unwrap().map(|file| file.unwrap().path());
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let maps: BTreeMap<_, _> = files.map(|path| (name(&path), read(&path))).collect();
    assert!(maps.len() > 3);
    maps
}

/// Every way to draw a map that differs in what is drawn.
fn ways(map: &Map) -> Vec<Options> {
    let plain = Options::default;
    let mut ways = vec![
        plain(),
        Options { labels: Labels::Both, sources: true, holders: true, ..plain() },
        Options { labels: Labels::Text, legend: false, questions: false, ..plain() },
        Options { direction: Direction::Left, ..plain() },
        Options { direction: Direction::Right, ..plain() },
        Options { direction: Direction::Down, ..plain() },
    ];
    ways.extend(map.groups().map(|(group, _)| Options { scope: Scope::Group(group), ..plain() }));
    ways
}

fn draw(map: &Map, options: &Options) -> String {
    let evaluation = argmap_core::evaluate(map, Default::default());
    dot(map, &Overlay { evaluation: Some(&evaluation), ..Overlay::default() }, options)
}

/// The nodes and edges of a picture, those of clusters included.
fn parts(text: &str) -> (Vec<Node>, Vec<Edge>) {
    let Ok(Graph::DiGraph { stmts, .. }) = graphviz_rust::parse(text) else {
        panic!("it cannot be parsed:\n{text}")
    };
    let (mut nodes, mut edges, mut open) = (Vec::new(), Vec::new(), stmts);
    while let Some(stmt) = open.pop() {
        match stmt {
            Stmt::Node(node) => nodes.push(node),
            Stmt::Edge(edge) => edges.push(edge),
            Stmt::Subgraph(group) => open.extend(group.stmts),
            _ => {}
        }
    }
    (nodes, edges)
}

/// The value of an attribute as it is written, without its quotation marks or angle brackets.
fn written(attributes: &[Attribute], name: &str) -> Option<String> {
    let same = |attribute: &&Attribute| attribute.0 == Id::Plain(name.to_owned());
    let (Id::Escaped(value) | Id::Html(value)) = &attributes.iter().find(same)?.1 else {
        panic!("{name} is not quoted")
    };
    Some(value[1..value.len() - 1].to_owned())
}

/// What Graphviz makes of a double-quoted string.
fn unquoted(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().unwrap() {
                'n' => out.push('\n'),
                other => {
                    assert!("\\\"".contains(other), "\\{other} means something else");
                    out.push(other);
                }
            },
            '"' => panic!("the string ends too early: {text}"),
            other => out.push(other),
        }
    }
    entities(&out)
}

/// The text with entities replaced by what they stand for.
fn entities(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').unwrap_or_else(|| panic!("a bare &: {text}"));
        out += &match entity {
            "amp" => "&".to_owned(),
            "lt" => "<".to_owned(),
            "gt" => ">".to_owned(),
            "quot" => "\"".to_owned(),
            number => {
                let number: u32 = number.strip_prefix('#').unwrap().parse().unwrap();
                char::from_u32(number).unwrap().to_string()
            }
        };
        out += rest;
    }
    out
}

/// The text of markup without its tags.
fn text_of_markup(markup: &str) -> String {
    let mut out = String::new();
    let mut parts = markup.split('<');
    out += parts.next().unwrap();
    for part in parts {
        let (tag, rest) = part.split_once('>').unwrap();
        if tag.starts_with("BR/") {
            out.push(' ');
        }
        out += rest;
    }
    // Graphviz takes two backslashes for one, and one with a letter for something else.
    let singles = out.replace("\\\\", "");
    assert!(!singles.contains('\\'), "{out}");
    entities(&out.replace("\\\\", "\\"))
}

/// What is left of a text when blanks, which lines are broken at, are taken away.
fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && !character.is_control()).collect()
}

/// The characters that XML cannot hold replaced as pictures replace them.
fn printable(text: &str) -> String {
    let replaced = |character: char| {
        (character.is_control() && character != '\n')
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().map(|c| if replaced(c) { '\u{fffd}' } else { c }).collect()
}

#[test]
fn every_picture_is_found_by_its_name_and_draws_every_fixture_alike_each_time() {
    for row in PICTURES {
        assert_eq!(picture(row.name).map(|found| found.name), Some(row.name));
        for map in fixtures().values() {
            let evaluation = argmap_core::evaluate(map, Default::default());
            let overlay = Overlay { evaluation: Some(&evaluation), ..Overlay::default() };
            let draw = || (row.draw)(map, &overlay, &Options::default(), &Tools::default());
            let drawn = draw().unwrap();
            assert!(!drawn.bytes.is_empty(), "{}", row.name);
            assert_eq!(drawn, draw().unwrap(), "{}: the same bytes on every run", row.name);
        }
    }
    assert!(picture("none").is_none());
}

#[test]
fn every_way_parses_and_gives_the_same_bytes_again() {
    for (name, map) in fixtures() {
        for options in ways(&map) {
            let text = draw(&map, &options);
            let (nodes, edges) = parts(&text);
            assert!(!nodes.is_empty() && !edges.is_empty(), "{name}");
            assert_eq!(text, draw(&map, &options), "{name}");
        }
    }
}

#[test]
fn every_text_comes_back_unharmed() {
    for (name, map) in fixtures() {
        let options = Options { labels: Labels::Text, ..Options::default() };
        let (nodes, _) = parts(&draw(&map, &options));
        for (_, claim) in map.claims() {
            let same = |node: &&Node| matches!(&node.id.0, Id::Escaped(id) if *id == format!("\"{}\"", claim.name));
            let node = nodes.iter().find(same).unwrap();
            let tooltip = unquoted(&written(&node.attributes, "tooltip").unwrap());
            let label = text_of_markup(&written(&node.attributes, "label").unwrap());
            let text = if claim.text.trim().is_empty() { &claim.name } else { &claim.text };
            match tooltip.strip_suffix('…').filter(|_| !text.ends_with('…')) {
                Some(start) => assert!(text.len() > 8_000 && text.starts_with(start)),
                None => assert_eq!(tooltip, printable(text), "{name}"),
            }
            match bare(&label).split_once('…') {
                Some((start, _)) => assert!(bare(text).starts_with(start), "{name}: {label}"),
                None => {
                    let whole = bare(&label).starts_with(&bare(&printable(&bare(text))));
                    assert!(whole, "{name}: {label}\n{text}");
                }
            }
        }
    }
}

/// A map with one step of each kind and more than one premise in none.
fn three_kinds() -> Map {
    let mut map = Map::new("three kinds");
    let [a, b, c, d] =
        ["a", "b", "c", "d"].map(|name| map.add_claim(Claim::new(name, name)).unwrap());
    let step = map.support([b], a).unwrap();
    map.rebut([c], a).unwrap();
    map.undercut([d], step).unwrap();
    map
}

#[test]
fn supports_rebuttals_and_undercuts_differ_without_their_colours() {
    let map = three_kinds();
    let (_, edges) = parts(&dot(&map, &Overlay::default(), &Options::default()));
    let from = |name: &str| {
        let starts = |edge: &&Edge| match &edge.ty {
            EdgeTy::Pair(Vertex::N(node), _) => node.0 == Id::Escaped(format!("\"{name}\"")),
            _ => false,
        };
        let edge = edges.iter().find(starts).unwrap();
        [("style", "solid"), ("arrowhead", "normal")].map(|(look, usual)| {
            written(&edge.attributes, look).unwrap_or_else(|| usual.to_owned())
        })
    };
    // The support is undercut: its premise leads to a node, which carries the arrow.
    let [style, head] = from(map.inferences().next().unwrap().1.name.as_deref().unwrap());
    assert_eq!([style.as_str(), head.as_str()], ["solid", "normal"]);
    assert_eq!(from("c"), ["dashed", "tee"]);
    assert_eq!(from("d"), ["dotted", "odiamond"]);
}

#[test]
fn a_group_is_drawn_with_what_touches_it_and_no_more() {
    let map = &fixtures()["signs"];
    let group = map.groups().find(|(_, group)| &*group.name == "loans").unwrap().0;
    let (nodes, _) =
        parts(&draw(map, &Options { scope: Scope::Group(group), ..Options::default() }));
    let drawn = |name: &str| {
        let id = Id::Escaped(format!("\"{name}\""));
        nodes.iter().find(|node| node.id.0 == id)
    };
    for inside in ["cheap", "fund", "closed", "reopened", "june"] {
        let style = written(&drawn(inside).unwrap().attributes, "style");
        assert!(!style.is_some_and(|style| style.contains("dotted")), "{inside}");
    }
    let style = written(&drawn("dredge").unwrap().attributes, "style").unwrap();
    assert!(style.contains("dotted"), "{style}");
    for outside in ["eelgrass", "class", "lost"] {
        assert!(drawn(outside).is_none(), "{outside}");
    }
}

#[test]
fn the_legend_lists_only_what_occurs() {
    let label =
        |text: &str| text.lines().find(|line| line.contains("label=<<TABLE")).unwrap().to_owned();
    let kinds = label(&dot(&three_kinds(), &Overlay::default(), &Options::default()));
    for (word, occurs) in [
        ("support", true),
        ("rebuttal", true),
        ("undercut", true),
        ("warrant", false),
        ("accepted", false),
    ] {
        assert_eq!(kinds.contains(word), occurs, "{word}");
    }
    assert!(label(&draw(&fixtures()["signs"], &Options::default())).contains("warrant"));
}

/// The standard output and error of Graphviz's `dot`, if it is there.
fn graphviz(format: &str, text: &str) -> Option<(String, String)> {
    let command = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match command {
        Ok(child) => child,
        Err(_) => {
            let wanted = std::env::var_os("REQUIRE_DOT").is_some_and(|value| value == "1");
            assert!(!wanted, "REQUIRE_DOT is 1 and `dot` is not found");
            eprintln!("skipped: `dot` is not found");
            return None;
        }
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Some((text(&output.stdout), text(&output.stderr)))
}

/// Width and height of a picture in inches, if Graphviz is there.
fn size(picture: &str) -> Option<(f64, f64)> {
    let (plain, _) = graphviz("plain", picture)?;
    // graph scale width height
    let numbers = plain.lines().next().unwrap().split(' ').skip(2).map(|n| n.parse().unwrap());
    let numbers: Vec<f64> = numbers.collect();
    Some((numbers[0], numbers[1]))
}

/// All texts that an SVG shows.
fn texts_of_svg(svg: &str) -> String {
    let texts = svg.split("<text ").skip(1);
    let text = |text: &str| {
        let (_, text) = text.split_once('>').unwrap();
        entities(text.split_once("</text>").unwrap().0)
    };
    texts.map(text).collect()
}

#[test]
fn graphviz_accepts_every_picture_and_shows_its_texts() {
    for (name, map) in fixtures() {
        for options in ways(&map) {
            let Some((svg, complaints)) = graphviz("svg", &draw(&map, &options)) else { return };
            assert_eq!(complaints, "", "{name}");
            assert!(!svg.contains('\0') && svg.ends_with("</svg>\n"), "{name}");
            if options.labels != Labels::Text {
                continue;
            }
            let shown = bare(&texts_of_svg(&svg));
            for (_, claim) in map.claims().filter(|(_, claim)| claim.text.len() < 250) {
                let text = bare(&printable(&bare(&claim.text)));
                assert!(shown.contains(&text), "{name}: {text} is not in {shown}");
            }
        }
    }
}

#[test]
fn large_maps_keep_the_proportions_of_a_page() {
    for name in ["library", "fan"] {
        let picture = draw(&fixtures()[name], &Options::default());
        let Some((width, height)) = size(&picture) else { return };
        let proportion = width / height;
        assert!((0.5..2.5).contains(&proportion), "{name}: {proportion}");
    }
}

/// Every group of the shipped maps that has no parts is a picture as wide as a screen at most: 1920
/// of the points of which a line of type takes 12.
#[test]
fn groups_of_the_shipped_maps_fit_a_screen() {
    for name in ["critique", "reply", "dispute"] {
        let reading = support::read(&format!("maps/{name}.json"));
        let map = &reading.map;
        let parents: Vec<_> = map.groups().filter_map(|(_, group)| group.parent).collect();
        let own = map.groups().filter(|(id, _)| map.file_of(*id) == FileId::ROOT);
        for (id, group) in own.filter(|(id, _)| !parents.contains(id)) {
            let picture = draw(map, &Options { scope: Scope::Group(id), ..Options::default() });
            let Some((width, _)) = size(&picture) else { return };
            let points = width * 72.0;
            assert!(points <= 1920.0, "{name}: {} is {points:.0} points wide", group.name);
        }
    }
}

#[test]
fn what_a_group_leads_to_elsewhere_is_counted_where_it_is_much() {
    let picture = |further: &str| {
        let text = format!(
            r#"{{ "argmap": 1, "title": "T", "groups": [{{ "id": "g", "title": "G" }}],
              "claims": [{{ "id": "a", "text": "A.", "group": "g" }}, {{ "id": "b", "text": "B." }},
                {{ "id": "c", "text": "C." }}, {{ "id": "d", "text": "D.", "group": "g" }}],
              "supports": [{{ "id": "i", "from": ["a", "c"], "to": "b" }},
                {{ "from": ["c"], "to": "a" }}], {further} }}"#
        );
        let map = argmap_core::read("map.json", text, &mut no_imports).map;
        let group = map.groups().next().unwrap().0;
        draw(&map, &Options { scope: Scope::Group(group), ..Options::default() })
    };
    let few = picture(r#""undercuts": [{ "id": "u", "from": ["d"], "to": "i" }]"#);
    assert!(!few.contains("elsewhere") && few.contains("\"b\"[label"), "{few}");
    let many = picture(
        r#""rebuttals": [{ "from": ["a", "d"], "to": "b" }, { "from": ["a"], "to": "c" }],
           "undercuts": [{ "id": "u", "from": ["d"], "to": "i" }, { "id": "v", "from": ["c"], "to": "u" }]"#,
    );
    assert_eq!(many.matches("leads to 3 steps elsewhere").count(), 1, "{many}");
    assert_eq!(many.matches("leads to 2 steps elsewhere").count(), 1, "{many}");
    assert!(many.contains("\"c\" -> \"a\"") && !many.contains("\"b\"[label"), "{many}");
    // Undercuts that undercut each other aim at nothing.
    picture(
        r#""undercuts": [{ "id": "u", "from": ["d"], "to": "v" }, { "id": "v", "from": ["c"], "to": "u" }]"#,
    );
}

#[test]
fn long_chains_and_many_claims_are_drawn_without_recursion() {
    let mut map = Map::new("chain");
    let mut last = map.add_claim(Claim::new("c", "first")).unwrap();
    for number in 0..20_000 {
        let next = map.add_claim(Claim::new(format!("c{number}"), "next")).unwrap();
        map.support([next], last).unwrap();
        last = next;
    }
    let text = draw(&map, &Options::default());
    assert_eq!(text.matches(" -> ").count(), 20_000);
}

/// A small map: claims with texts, steps by the numbers of their ends, and conflicts.
fn small_map() -> impl Strategy<Value = Map> {
    let texts = prop::collection::vec(any::<String>(), 1..7);
    let step = (
        0usize..3,
        prop::collection::vec(0usize..7, 1..4),
        0usize..7,
        any::<bool>(),
        any::<String>(),
    );
    let conflicts = prop::collection::vec((0usize..7, 0usize..7), 0..3);
    (texts, prop::collection::vec(step, 0..9), conflicts).prop_map(|(texts, steps, conflicts)| {
        let mut map = Map::new(texts[0].as_str());
        let claims: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| map.add_claim(Claim::new(format!("c{at}"), text.as_str())).unwrap())
            .collect();
        let claim = |at: usize| claims[at % claims.len()];
        let mut done = Vec::new();
        for (kind, premises, target, strict, scheme) in steps {
            let kind = InferenceKind::ALL[kind];
            let target = match (kind, done.is_empty()) {
                (InferenceKind::Undercut, true) => continue,
                (InferenceKind::Undercut, false) => done[target % done.len()],
                _ => claim(target).node(),
            };
            let mut step = Inference::new(kind);
            step.strict = strict;
            step.scheme = strict.then(|| scheme.into());
            let premises = premises.into_iter().map(claim);
            done.push(map.add_inference(step, premises, target).unwrap().node());
        }
        for (a, b) in conflicts {
            map.add_conflict(Conflict::new(ConflictKind::Contrary), [claim(a), claim(b)]).unwrap();
        }
        map.add_thesis(claims[0]);
        map
    })
}

/// That many cases, and no file of failures beside the test.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(256))]
    #[test]
    fn small_maps_parse_with_all_their_parts(map in small_map()) {
        let text = draw(&map, &Options::default());
        let (nodes, edges) = parts(&text);
        let claims = map.claims().count();
        prop_assert!(nodes.len() >= claims);
        prop_assert!(edges.len() >= map.inferences().count());
        let known: Vec<_> = nodes.iter().map(|node| &node.id.0).collect();
        for edge in &edges {
            let EdgeTy::Pair(Vertex::N(a), Vertex::N(b)) = &edge.ty else { panic!("a chain") };
            prop_assert!(known.contains(&&a.0) && known.contains(&&b.0));
        }
        for (_, claim) in map.claims() {
            let tooltip = nodes.iter().any(|node| {
                let tooltip = written(&node.attributes, "tooltip").map(|text| unquoted(&text));
                tooltip == Some(printable(&claim.text)) || claim.text.trim().is_empty()
            });
            prop_assert!(tooltip, "{:?}", claim.text);
        }
    }
}

proptest! {
    #![proptest_config(cases(24))]
    #[test]
    fn graphviz_accepts_small_maps(map in small_map()) {
        if let Some((svg, complaints)) = graphviz("svg", &draw(&map, &Options::default())) {
            prop_assert_eq!(complaints, "");
            let shown = bare(&texts_of_svg(&svg));
            for (_, claim) in map.claims() {
                let text = bare(&printable(&bare(&claim.text)));
                prop_assert!(shown.contains(&text), "{:?} is not in {:?}", text, shown);
            }
        }
    }
}

#[test]
fn a_map_that_imports_is_drawn_with_what_it_touches() {
    let mut files = |_: &str, path: &str| {
        let text = r#"{ "argmap": 1, "title": "Other", "claims": [
            { "id": "near", "text": "Near." }, { "id": "far", "text": "Far." } ],
            "supports": [{ "from": ["far"], "to": "near" }] }"#;
        Ok(argmap_core::document::Loaded { name: path.to_owned(), bytes: text.into() })
    };
    let text = r#"{ "argmap": 1, "title": "Own", "imports": [{ "as": "other", "path": "other.json" }],
        "claims": [{ "id": "own", "text": "Own." }],
        "supports": [{ "from": ["other/near"], "to": "own" }] }"#;
    let reading = argmap_core::read("own.json", text, &mut files);
    assert!(reading.problems.is_empty());
    let draw = |imports| {
        let options = Options { imports, ..Options::default() };
        dot(&reading.map, &Overlay::default(), &options)
    };
    assert!(draw(false).contains("Near.") && !draw(false).contains("Far."));
    assert!(draw(true).contains("Near.") && draw(true).contains("Far."));
}
