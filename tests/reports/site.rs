//! The pages of the site: as their goldens have them, harmless whatever stands in a map, and fit
//! for those who hear or print them.

use argmap_core::check::quotations::Unverified;
use argmap_core::check::{self, Options};
use argmap_core::document::{Reading, no_imports};
use argmap_core::evaluate;
use argmap_core::model::Verdict;
use argmap_core::render::Overlay;
use argmap_core::render::layout::Layered;
use argmap_core::report::escape::is_hostile;
use argmap_core::report::markdown;
use argmap_core::report::site::{Meeting, Subjects, Summary, Turns, draw, index, page};
use proptest::prelude::*;

use super::hostile::WORDS;
use super::support::golden;
use super::support::xml::{Element, parse};

/// The page of a map and the index of a site that has nothing else but a file that is not read.
struct Site {
    index: String,
    page: String,
    markdown: String,
}

fn site(reading: &Reading, name: &str) -> Site {
    let map = &reading.map;
    let mut evaluation = evaluate(map, argmap_core::semantics::Options::default());
    let (turns, meeting) = (Turns::of(map, &mut evaluation), Meeting::of(map));
    let overlay = Overlay { evaluation: Some(&evaluation), ..Overlay::default() };
    let album = draw(map, &overlay, &turns, &meeting, &Layered).expect("there is a layout");
    let files: Vec<String> =
        (0..album.drawings.len()).map(|at| format!("{name}-{at}.svg")).collect();
    let path = format!("{name}.html");
    let about = Subjects {
        reading,
        findings: &check::check(reading, Options::default()),
        evaluation: &evaluation,
        turns: &turns,
        meeting: &meeting,
        unverified: &Unverified::default(),
        album: &album,
        files: &files,
        page: &path,
        pages: &[(reading.files[0].name().to_owned(), path.clone())].into(),
        view: Some("view.html"),
    };
    let unread = [(format!("{name}.json"), format!("cannot read `{name}`"))];
    Site {
        index: index(&[Summary::new(&about)], &unread),
        page: page(&about),
        markdown: markdown::page(&[markdown::section(&about)], &unread),
    }
}

const RAIN: &str = r#"{
  "argmap": 1, "title": "Did it rain?", "language": "en", "theses": ["rain"],
  "groups": [{ "id": "street", "title": "The street", "note": "What was seen." }],
  "holders": [{ "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }, { "id": "cy", "name": "Cy" }],
  "sources": [{ "id": "diary", "type": "book", "title": "Ann's diary", "author": "Ann", "issued": 1999,
    "URL": "https://example.org/diary", "by": ["ann"] }],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "commitments": [
      { "holder": "ann", "stance": "asserts", "source": "diary", "at": "p. 3", "quote": "rain again" },
      { "holder": "bob", "stance": "denies" }] },
    { "id": "dry", "text": "It stayed dry.", "commitments": [{ "holder": "bob", "stance": "asserts" }] },
    { "id": "wet", "group": "street", "text": "The street is wet.", "basis": "observed" },
    { "id": "swept", "group": "street", "text": "The street was swept with water.", "basis": "observed" }
  ],
  "supports": [{ "id": "from-wet", "from": ["wet"], "to": "rain" }],
  "undercuts": [{ "from": ["swept"], "to": "from-wet" }],
  "questions": [{ "id": "weather", "text": "What was the weather?", "answers": ["rain", "dry"], "exclusive": true }]
}"#;

fn rain() -> Reading {
    argmap_core::read("rain.json", RAIN, &mut no_imports)
}

/// A page without what is the same on all pages or is tested elsewhere: style and pictures.
fn bare(page: &str) -> String {
    let without = |page: &str, start: &str, end: &str| {
        let mut parts = page.split(start);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (_, rest) = part.split_once(end).expect("it is closed");
            out += &format!("{start}…{end}{rest}");
        }
        out
    };
    let page = without(page, "<style>", "</style>");
    without(&without(&page, "style-src ", ";"), "<svg", "</svg>")
}

#[test]
fn pages_are_as_their_goldens_have_them() {
    let Site { index, page, markdown } = site(&rain(), "rain");
    golden("golden/reports/site/index.html", &bare(&index));
    golden("golden/reports/site/rain.html", &bare(&page));
    golden("golden/reports/site/index.md", &markdown);
}

#[test]
fn pages_fit_those_who_hear_them() {
    let Site { index, page, .. } = site(&rain(), "rain");
    assert_accessible(&index);
    assert_accessible(&page);
    let root = parse(page.strip_prefix("<!DOCTYPE html>\n").unwrap());
    let parts = root.all();
    let links: Vec<_> = parts.iter().filter_map(|it| it.attributes.get("href")).collect();
    assert!(links.iter().any(|to| *to == "https://example.org/diary"), "{links:?}");
}

/// What can be told of a page without a browser: landmarks, headings in order, headers of tables,
/// names of what can be focused and of pictures, targets of links, ids of their own.
fn assert_accessible(page: &str) {
    let root = parse(page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
    assert!(root.attributes.contains_key("lang"));
    let parts = root.all();
    let count = |name: &str| parts.iter().filter(|part| part.name == name).count();
    assert_eq!((count("main"), count("h1"), count("footer")), (1, 1, 1));
    let ids: Vec<&String> = parts.iter().filter_map(|part| part.attributes.get("id")).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "ids: {ids:?}");
    let mut level = 0;
    for part in in_order(&root) {
        let attribute = |key: &str| part.attributes.get(key).map(String::as_str);
        if let Some(next) = part.name.strip_prefix('h').and_then(|rest| rest.parse::<u32>().ok()) {
            assert!(next <= level + 1, "h{next} after h{level}");
            level = next;
        }
        match part.name.as_str() {
            "th" => assert!(attribute("scope").is_some()),
            "table" => assert!(part.children.iter().any(|child| child.name == "caption")),
            "svg" => assert!(
                attribute("aria-hidden") == Some("true")
                    || (attribute("role") == Some("img")
                        && part.children.iter().any(|child| child.name == "title"))
            ),
            "nav" => assert!(attribute("aria-label").is_some()),
            _ => {}
        }
        if attribute("tabindex").is_some() {
            assert!(attribute("role").is_some() && attribute("aria-label").is_some());
        }
        for key in ["aria-labelledby", "href"] {
            let target = attribute(key).map(|value| value.strip_prefix('#').unwrap_or(value));
            let is_here = key != "href" || attribute(key).is_some_and(|to| to.starts_with('#'));
            if let (Some(target), true) = (target, is_here) {
                assert!(ids.iter().any(|id| *id == target), "no #{target}");
            }
        }
    }
}

/// An element and all within it in the order of the page.
fn in_order(root: &Element) -> Vec<&Element> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(element) = open.pop() {
        found.push(element);
        open.extend(element.children.iter().rev());
    }
    found
}

/// Two who answer a question, a claim on which that turns for both, a thesis with two reasons, one
/// with one, and others who have less in common.
const NIGHT: &str = r#"{
  "argmap": 1, "title": "The night", "theses": ["rain", "slept", "both"],
  "holders": [{ "id": "cy", "name": "Cy" }, { "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }, { "id": "dee", "name": "Dee" }],
  "questions": [{ "id": "how", "text": "How was the night?", "answers": ["rain", "dry"], "exclusive": true }],
  "claims": [
    { "id": "rain", "text": "It rained.", "title": "Rain" },
    { "id": "dry", "text": "It was dry.", "asserted-by": ["bob"] },
    { "id": "wet", "text": "The street was wet.", "asserted-by": ["ann"], "denied-by": ["bob"] },
    { "id": "slept", "text": "Everybody slept." },
    { "id": "quiet", "text": "The night was quiet.", "asserted-by": ["cy", "dee"] },
    { "id": "dark", "text": "The night was dark.", "asserted-by": ["cy"] },
    { "id": "both", "text": "It was quiet or dark.", "basis": "common-ground" },
    { "id": "noise", "text": "There was a noise.", "asserted-by": ["cy"] }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["quiet"], "to": "slept" }, { "from": ["dark"], "to": "slept" }
  ],
  "conflicts": [{ "claims": ["rain", "dry"], "kind": "contradictory" }]
}"#;

#[test]
fn a_page_says_what_theses_turn_on_and_where_holders_meet() {
    let reading = argmap_core::read("night.json", NIGHT, &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let Site { index, page, markdown } = site(&reading, "night");
    assert_accessible(&index);
    assert_accessible(&page);
    let (index, page) = (bare_words(&index), bare_words(&page));
    for told in [
        // Nothing that is granted bears on a claim that is common ground but itself.
        "It would not fall, whatever claims that are granted were rejected.",
        "If several were rejected together: 1 set ✓ accepted The night was quiet. ✓ accepted The night was dark.",
        "Bob and Ann Agreement: on the same side on 0 of 1 claims",
        "To 1 question one accepts an answer that the other does not. Some of these turn for both on ★★: The street was wet.",
        "Picture: Bob and Ann",
        "★★ double crux",
        "Cy and Dee Agreement: on the same side on 1 of 1 claims",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    assert!(index.contains("Bob and Ann agree on 0 of 1 claim"), "{index}");
    assert!(index.contains("Cy and Dee agree on 1 of 1 claim"), "{index}");
    assert!(markdown.contains("- **slept** would fall without: quiet and dark\n"), "{markdown}");
    assert!(markdown.contains("What disagreements of Bob and Ann turn on for both:"), "{markdown}");
    assert!(markdown.contains("  - **wet** The street was wet.\n"), "{markdown}");
}

/// The words of a page, with those of pictures and the names of what can be focused, as one line.
fn bare_words(page: &str) -> String {
    let page = page.split_once("<body>").expect("a body").1;
    let mut out = String::new();
    for part in page.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let label = tag.split_once("aria-label=\"").and_then(|(_, rest)| rest.split_once('"'));
        for words in label.map(|(label, _)| label).into_iter().chain([text]) {
            out += words.trim();
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A claim that the page calls a single point of failure is one: without it the theses that are named
/// are not accepted; and the index says how many there are.
#[test]
fn single_points_of_failure_are_told_of() {
    let text = NIGHT.replace(
        r#"{ "from": ["dark"], "to": "slept" }"#,
        r#"{ "from": ["dark"], "to": "noise" }"#,
    );
    let reading = argmap_core::read("night.json", text, &mut no_imports);
    let map = &reading.map;
    let id = |name: &str| map.find_claim(name).expect("it is there");
    let options =
        argmap_core::semantics::Options { reject: vec![id("quiet").node()], ..Default::default() };
    assert_eq!(evaluate(map, Default::default()).verdict(id("slept")), Verdict::Accepted);
    assert_eq!(evaluate(map, options).verdict(id("slept")), Verdict::Unestablished);
    let Site { index, page, markdown } = site(&reading, "night");
    let told = "The night was quiet. With it falls 1 thesis: – unestablished Everybody slept.";
    let page = bare_words(&page);
    assert!(page.contains(told), "{page}");
    assert!(bare_words(&index).contains("2 single points of failure"));
    assert!(markdown.contains("\n| quiet | slept | The night was quiet. |\n"), "{markdown}");
}

/// Nothing is said of what is not there.
#[test]
fn a_map_of_claims_alone_has_neither_cruxes_nor_positions() {
    let text = r#"{ "argmap": 1, "title": "T", "claims": [{ "id": "a", "text": "A." }] }"#;
    let reading = argmap_core::read("map.json", text, &mut no_imports);
    let Site { index, page, markdown } = site(&reading, "map");
    for word in ["turns on", "failure", "Positions"] {
        assert!(!index.contains(word) && !page.contains(word), "{word}");
    }
    assert!(!markdown.contains("### Positions") && !markdown.contains("### What"), "{markdown}");
}

#[test]
fn texts_in_another_language_say_so() {
    let text = RAIN.replace(r#""language": "en""#, r#""language": "de""#);
    let reading = argmap_core::read("rain.json", text, &mut no_imports);
    let Site { index, page, .. } = site(&reading, "rain");
    for text in [&index, &page] {
        let root = parse(text.strip_prefix("<!DOCTYPE html>\n").unwrap());
        let said = root.all().into_iter().filter(|part| part.text.contains("It rained last night"));
        for part in said {
            // In a picture all texts are in one language, which is its own.
            let is_marked = part.attributes.get("lang").is_some_and(|tag| tag == "de");
            assert!(is_marked || part.name == "text" || part.name == "title", "{part:?}");
        }
        assert_eq!(root.attributes["lang"], "en");
    }
}

/// A picture that nobody could read is not drawn, and a word tells why; the claims are there.
#[test]
fn what_could_not_be_read_is_not_drawn() {
    let map = |group: &str, groups: &str| {
        let claim = |at: usize| format!(r#"{{ "id": "c{at}", "text": "Claim {at}."{group} }}"#);
        let claims: Vec<String> = (0..400).map(claim).collect();
        format!(r#"{{ "argmap": 1, "title": "T", "claims": [{}]{groups} }}"#, claims.join(","))
    };
    let in_one = map(r#", "group": "g""#, r#", "groups": [{ "id": "g", "title": "Everything" }]"#);
    for (text, told) in [
        (map("", ""), "The map has 400 claims and no groups"),
        (in_one, "The group &quot;Everything&quot; is too large"),
    ] {
        let reading = argmap_core::read("map.json", text, &mut no_imports);
        let page = site(&reading, "map").page;
        assert!(page.contains(told), "{told}");
        assert!(page.contains("Claim 399."));
        assert_accessible(&page);
    }
}

/// A map with these words wherever words can stand.
fn hostile(words: &str) -> Reading {
    let quoted = serde_json::Value::from(words).to_string();
    let text = format!(
        r#"{{ "argmap": 1, "title": {quoted}, "language": {quoted}, "theses": ["t", "u"],
          "reading-of": "s",
          "groups": [{{ "id": {quoted}, "title": {quoted}, "note": {quoted} }}, {{ "id": "g", "title": {quoted} }}],
          "holders": [{{ "id": {quoted}, "name": {quoted} }}, {{ "id": "h", "name": {quoted} }}],
          "sources": [{{ "id": "s", "type": {quoted}, "title": {quoted}, "author": {quoted}, "URL": {quoted}, "note": {quoted} }}],
          "claims": [{{ "id": "t", "text": {quoted}, "title": {quoted}, "group": {quoted}, "note": {quoted},
              "commitments": [{{ "holder": "h", "stance": "asserts", "source": "s", "at": {quoted}, "quote": {quoted}, "date": {quoted} }}],
              "cite": [{{ "source": "s", "at": {quoted}, "quote": {quoted} }}] }},
            {{ "id": {quoted}, "text": {quoted}, "group": "g" }}, {{ "id": "u", "text": {quoted}, "group": "g", "asserted-by": ["h"], "denied-by": [{quoted}] }}],
          "supports": [{{ "id": {quoted}, "from": ["u"], "to": "t", "scheme": {quoted} }}],
          "questions": [{{ "id": {quoted}, "text": {quoted}, "answers": ["t", "u"] }}] }}"#
    );
    argmap_core::read(words, text, &mut no_imports)
}

fn assert_harmless(words: &str) {
    let Site { index, page, markdown } = site(&hostile(words), words);
    for text in [&index, &page] {
        assert_only_ours(text);
    }
    let hostile = markdown.chars().find(|letter| is_hostile(*letter) && *letter != '\n');
    assert_eq!(hostile, None, "{markdown}");
}

/// The page has only our elements, with only our attributes, and asks for nothing.
fn assert_only_ours(page: &str) {
    const ELEMENTS: &str = "html head meta title style body a header nav main footer section \
        article div span p ul ol li dl dt dd h1 h2 h3 b i q cite code br details summary table \
        caption thead tbody tr th td h4 svg g rect circle path text";
    const ATTRIBUTES: &str = "class id href rel lang dir xmlns charset name content http-equiv \
        scope data-who tabindex role title open aria-label aria-labelledby aria-hidden width height viewBox \
        preserveAspectRatio x y rx cx cy r d textLength lengthAdjust data-part data-tail data-head";
    let root = parse(page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
    for element in root.all() {
        let (name, mut known) = (element.name.as_str(), ELEMENTS.split_whitespace());
        assert!(known.any(|known| known == name), "<{name}>");
        for (key, value) in &element.attributes {
            let mut known = ATTRIBUTES.split_whitespace();
            assert!(known.any(|known| known == key), "{key} of <{name}>");
            if key == "href" {
                let scheme = value.split(['/', '#', '?']).next().unwrap_or_default();
                let web = value.starts_with("http://") || value.starts_with("https://");
                assert!(web || !scheme.contains(':'), "{value}");
            }
        }
    }
    let policy = root
        .all()
        .into_iter()
        .find_map(|it| it.attributes.get("http-equiv").map(|_| it.attributes["content"].clone()));
    let policy = policy.expect("a policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn every_hostile_word_is_harmless_on_every_page() {
    let more =
        ["javascript:alert(1)", "data:text/html,<b>", "https://e.org/\" onclick=\"x", "../../etc"];
    for words in WORDS.iter().copied().chain(more) {
        assert_harmless(words);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_harmless_on_every_page(words in any::<String>()) {
        assert_harmless(&words);
    }
}
