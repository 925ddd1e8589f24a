//! The page of a map is well-formed, allows its own scripts and styles and no others, tells of
//! every claim, and takes nothing that stands in a map for markup.

use std::collections::BTreeSet;
use std::path::Path;

use argmap_core::diagnostic::Severity;
use argmap_core::document::no_imports;
use argmap_core::model::{
    Citation, Claim, Commitment, Group, Holder, Inference, InferenceKind, Map, Passage, Source,
    Stance,
};
use argmap_core::render::{Mark, Options, Overlay, Scope, Tools, picture};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use sha2::{Digest, Sha256};

const FIXTURES: &str = "../tests/fixtures/pictures";

fn read(path: impl AsRef<Path>) -> Map {
    argmap_core::read("map.json", std::fs::read(path).unwrap(), &mut no_imports).map
}

fn page_with(map: &Map, marks: &[Mark], options: &Options) -> String {
    let evaluation = argmap_core::evaluate(map, Default::default());
    let overlay = Overlay { evaluation: Some(&evaluation), marks, ..Overlay::default() };
    let drawn = (picture("html").unwrap().draw)(map, &overlay, options, &Tools::default()).unwrap();
    String::from_utf8(drawn.bytes).unwrap()
}

fn page(map: &Map) -> String {
    page_with(map, &[], &Options::default())
}

/// What stands in a page: elements with their attributes, read as XML.
fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}:\n{page}")) {
            Event::Start(tag) => {
                depth += 1;
                found.push(tag.into_owned());
            }
            Event::Empty(tag) => found.push(tag.into_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "not all elements are closed");
    let attributes = |tag: &quick_xml::events::BytesStart| {
        let attributes = tag.attributes().map(|it| it.expect("attributes are quoted"));
        attributes
            .map(|it| {
                (
                    it.key.as_ref().to_owned(),
                    quick_xml::escape::unescape(&it.value).unwrap().into_owned(),
                )
            })
            .collect()
    };
    found.iter().map(|tag| (tag.name().as_ref().to_owned(), attributes(tag))).collect()
}

/// What stands between a start tag and its end tag, as a browser reads scripts and styles.
fn contents<'p>(page: &'p str, tag: &str) -> Vec<&'p str> {
    let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
    let rest = page.split(&start).skip(1);
    rest.map(|rest| rest.split_once(&end).expect("it is closed").0).collect()
}

/// Fails if there is anything on a page that argmap does not put there.
fn assert_harmless(page: &str) {
    let elements = elements(page);
    let names: BTreeSet<&str> = elements.iter().map(|(name, _)| name.as_str()).collect();
    for foreign in [
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "image",
        "use",
        "foreignObject",
        "video",
    ] {
        assert!(!names.contains(foreign), "{foreign}");
    }
    let count = |wanted: &str| elements.iter().filter(|(name, _)| name == wanted).count();
    assert_eq!((count("script"), count("style"), count("link"), count("meta")), (3, 2, 1, 4));
    for (name, attributes) in &elements {
        for (key, value) in attributes {
            assert!(!key.starts_with("on"), "{name} {key}");
            assert!(key != "src" && key != "srcdoc" && key != "style", "{name} {key}");
            if key == "href" {
                let ours = value.starts_with('#') || (name == "link" && value == "data:,");
                let web = value.starts_with("http://") || value.starts_with("https://");
                assert!(ours || web, "{value}");
            }
        }
    }
    let ids: Vec<&String> = elements
        .iter()
        .flat_map(|(_, attributes)| attributes.iter().filter(|(key, _)| key == "id"))
        .map(|(_, value)| value)
        .collect();
    let distinct: BTreeSet<&String> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id stands twice");
    assert!(!page.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
}

/// The data in a page.
fn data(page: &str) -> serde_json::Value {
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"_data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn pages_are_well_formed_and_harmless() {
    for file in std::fs::read_dir(FIXTURES).unwrap() {
        let path = file.unwrap().path();
        assert_harmless(&page(&read(&path)));
    }
    assert_harmless(&page(&read("../tests/browser/hostile.json")));
    assert_harmless(&page(&Map::new("")));
}

#[test]
fn the_same_map_gives_the_same_bytes() {
    let map = read(Path::new(FIXTURES).join("signs.json"));
    assert_eq!(page(&map), page(&map));
}

#[test]
fn the_policy_allows_what_the_page_brings_and_nothing_else() {
    let page = page(&read(Path::new(FIXTURES).join("library.json")));
    let (_, policy) = page.split_once("\"Content-Security-Policy\" content=\"").unwrap();
    let policy = policy.split_once('"').unwrap().0;
    let directive = |name: &str| {
        let found = policy.split("; ").find_map(|part| part.strip_prefix(name));
        found.unwrap_or_else(|| panic!("{name} is not said: {policy}")).trim()
    };
    assert_eq!(directive("default-src"), "'none'");
    assert_eq!(directive("base-uri"), "'none'");
    assert_eq!(directive("form-action"), "'none'");
    for (name, tag) in [("style-src", "style"), ("script-src", "script")] {
        let allowed: BTreeSet<&str> = directive(name).split(' ').collect();
        let brought: BTreeSet<String> = contents(&page, tag)
            .into_iter()
            .map(|content| format!("'sha256-{}'", base64(&Sha256::digest(content.as_bytes()))))
            .collect();
        assert_eq!(allowed, brought.iter().map(String::as_str).collect(), "{tag}");
        // An entity is one in XML but not in a script of HTML, so that the hashes would differ.
        assert!(
            contents(&page, tag).iter().all(|it| it.contains("CDATA") || !it.contains(['<', '&']))
        );
    }
}

/// By another way than the page's own.
fn base64(bytes: &[u8]) -> String {
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let digits: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let mut out: String = bits
        .as_bytes()
        .chunks(6)
        .map(|six| {
            let six = format!("{:0<6}", std::str::from_utf8(six).unwrap());
            digits[usize::from_str_radix(&six, 2).unwrap()]
        })
        .collect();
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[test]
fn every_claim_is_told_of_though_it_is_not_drawn() {
    let map = read(Path::new(FIXTURES).join("library.json"));
    let group = map.groups().next().unwrap().0;
    let options = Options { scope: Scope::Group(group), ..Options::default() };
    let page = page_with(&map, &[], &options);
    let data = data(&page);
    assert_eq!(data["claims"].as_array().unwrap().len(), 60);
    assert_eq!(page.matches("<li class=\"leaf claim").count(), 60);
    let away = page.matches(" undrawn\"").count();
    assert!(away > 10 && away < 60, "{away}");
    for (id, claim) in map.claims() {
        let anchor = format!("id=\"{}\"", claim.name);
        assert!(page.contains(&anchor), "{anchor}");
        assert!(page.contains(&format!("data-part=\"{}\"", id.index())));
    }
}

#[test]
fn data_and_outline_have_what_the_map_has() {
    let mut map = Map::new("Rain");
    let book = map
        .add_source(Source {
            further: vec![("URL".into(), "https://example.org/a?b&c".into())],
            ..Source::new("book", "book", "The book of rain")
        })
        .unwrap();
    let trap = map
        .add_source(Source {
            further: vec![("URL".into(), "javascript:alert(1)".into())],
            ..Source::new("trap", "book", "Trap")
        })
        .unwrap();
    let anna = map.add_holder(Holder::new("anna", "Anna")).unwrap();
    let wet = map.add_claim(Claim::new("wet", "The street is wet.").title("Wet")).unwrap();
    let rain = map.add_claim(Claim::new("rain", "It rained.")).unwrap();
    let step = map.support([wet], rain).unwrap();
    map.commit(anna, wet, Commitment::new(Stance::Asserts).at(book, "p. 3").quote("so wet"));
    map.cite(wet, Citation::new(Passage::new(book, "p. 4")));
    map.cite(wet, Citation::new(Passage::new(trap, "p. 5")));
    let mark = Mark {
        part: wet.node(),
        code: "AM101",
        severity: Severity::Warning,
        message: "`wet` is odd".into(),
        help: Some("mend it".into()),
        place: "rain.json:3:5".into(),
    };
    let page = page_with(&map, &[mark], &Options::default());
    let data = data(&page);
    let claim = &data["claims"][0];
    assert_eq!(claim["id"], "wet");
    assert_eq!(claim["verdict"], "accepted");
    assert!(claim["why"].as_str().unwrap().starts_with("`wet` is accepted: granted"));
    assert_eq!(claim["stands"][0]["quote"], "so wet");
    assert_eq!(claim["citations"][0]["at"], "p. 4");
    assert_eq!(claim["findings"][0]["place"], "rain.json:3:5");
    assert_eq!(data["claims"][1]["because"][0], step.index());
    assert_eq!(data["steps"][0]["to"], rain.index());
    assert_eq!(data["sources"][0]["link"], true);
    assert!(data["sources"][1].get("link").is_none());
    for told in [
        "<a href=\"https://example.org/a?b&amp;c\" rel=\"noopener noreferrer\"",
        "<code>javascript:alert(1)</code>",
        "<dt>Asserted by</dt>",
        "<q dir=\"auto\">so wet</q>",
        "warning AM101",
    ] {
        assert!(page.contains(told), "{told}");
    }
    assert!(!page.contains("href=\"javascript"));
}

/// Texts with what could end an element, an attribute, a script, a comment or a section of CDATA.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        Just("</script>".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("]]>".to_owned()),
        Just("\" onload=\"x".to_owned()),
        Just("javascript:x".to_owned()),
        Just("{{data}}".to_owned()),
        Just("\u{2028}&amp;\u{0}".to_owned()),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_stands_in_a_map_stays_text(texts in prop::collection::vec(texts(), 12)) {
        let of = |at: usize| texts[at].as_str();
        let mut map = Map::new(of(0));
        map.language = Some(of(1).into());
        let group = Group { name: "g".into(), title: of(2).into(), parent: None, note: Some(of(3).into()) };
        let group = map.add_group(group).unwrap();
        let source = Source { further: vec![("URL".into(), of(4).into())], ..Source::new("s", "book", of(5)) };
        let source = map.add_source(source).unwrap();
        let holder = map.add_holder(Holder::new("h", of(6))).unwrap();
        let odd = map.add_claim(Claim::new("odd", of(8)).title(of(9)).group(group)).unwrap();
        let goal = map.add_claim(Claim::new("goal", of(7))).unwrap();
        let step = Inference::new(InferenceKind::Support).scheme(of(10));
        map.add_inference(step, [odd], goal).unwrap();
        map.commit(holder, odd, Commitment::new(Stance::Denies).at(source, of(11)).quote(of(1)));
        map.cite(odd, Citation::new(Passage::new(source, of(2)).quote(of(3))));
        let page = page(&map);
        assert_harmless(&page);
        let data = data(&page);
        prop_assert_eq!(data["claims"][0]["text"].as_str(), Some(of(8)));
        prop_assert_eq!(data["groups"][0]["title"].as_str(), Some(of(2)));
    }
}
