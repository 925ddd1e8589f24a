//! The native format: nothing is lost, nothing panics, every fault is told once.

mod support;

use std::collections::BTreeSet;

use argmap_core::document::no_imports;
use argmap_core::formats::native::{format, schema, write};
use argmap_core::{check, read};
use proptest::collection::vec;
use proptest::prelude::*;
use support::{random, read_text, root, show};

/// The example of the format's description.
const EXAMPLE: &str = "tests/fixtures/example.json";

/// Each fault of the fixture, by code, and the edit that mends it.
const MENDS: &[(&str, &str, &str)] = &[
    ("AM001", r#""to": "sonud""#, r#""to": "sound""#),
    (
        "AM002",
        r#""id": "cracked", "text": "The southern"#,
        r#""id": "cracked-too", "text": "The southern"#,
    ),
    ("AM003", "publsher", "publisher"),
    ("AM004", r#""from": ["report"]"#, r#""from": ["dry"]"#),
    ("AM005", r#""from": [], "to""#, r#""from": ["dry"], "to""#),
    (
        "AM011",
        r#"{ "as": "survey", "path": "survey.json" }"#,
        r#"{ "as": "survey", "path": "survey-alone.json" }"#,
    ),
    ("AM014", r#"is cracked." "cite""#, r#"is cracked.", "cite""#),
    ("AM015", r#""basis": "obvious""#, r#""basis": "observed""#),
    ("AM016", r#"{ "id": "detour" }"#, r#"{ "id": "detour", "text": "The detour is long." }"#),
    ("AM017", r#"Loads""#, r#"loads""#),
    ("AM018", r#""kind": "person", "kind": "group""#, r#""kind": "person""#),
    ("AM019", "budgt.json", "budget.json"),
    ("AM020", "!cracked & (dry", "!cracked & dry"),
    ("AM021", r#", "strict": true"#, ""),
    ("AM022", r#""answers": ["close-bridge"]"#, r#""answers": ["close-bridge", "sound"]"#),
    (
        "AM023",
        r#"{ "list": "holders", "at": "engineer", "key": "name", "ours": "The county engineer", "theirs": "The engineer" }"#,
        "",
    ),
];

fn codes(text: &str) -> Vec<&'static str> {
    let reading = read_text("tests/fixtures/faults/map.json", text);
    let mut codes: Vec<&str> =
        check(&reading, check::Options::default()).iter().map(|found| found.rule.code).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn every_fault_is_reported_once_and_mending_it_removes_just_that() {
    let text = std::fs::read_to_string(root().join("tests/fixtures/faults/map.json")).unwrap();
    let all: Vec<&str> = MENDS.iter().map(|(code, ..)| *code).collect();
    let known: Vec<&str> = argmap_core::document::RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(all, known, "the fixture has every rule of reading and resolution");
    assert_eq!(codes(&text), all);
    for (code, fault, mended) in MENDS {
        assert!(text.contains(fault), "the fixture has no {fault}");
        let rest: Vec<&str> = all.iter().copied().filter(|other| other != code).collect();
        assert_eq!(codes(&text.replace(fault, mended)), rest, "with {code} mended");
    }
}

#[test]
fn every_fault_has_its_place_and_says_what_to_do() {
    let reading = support::read("tests/fixtures/faults/map.json");
    let findings = check(&reading, check::Options::default());
    support::golden("golden/faults.txt", &show(&reading, &findings));
}

#[test]
fn the_example_of_the_description_is_read_and_written_again() {
    let reading = support::read(EXAMPLE);
    assert!(reading.problems.is_empty(), "{}", show(&reading, &reading.problems));
    assert_eq!(reading.map.claims().count(), 6);
    let again = read("again.json", write(&reading.map), &mut no_imports);
    assert!(again.map == reading.map);
}

#[test]
fn normal_form_keeps_comments_and_values_and_is_stable() {
    let text = "{ // first\n \"argmap\":1,\n  /* a title */ \"title\" : \"x\\u00e9\", \"claims\":[{\"id\":\"a\",\"text\":\"b\",},],}";
    let formatted = format(text).unwrap();
    assert_eq!(
        formatted,
        "{ // first\n  \"argmap\": 1,\n  /* a title */ \"title\": \"x\\u00e9\",\n  \"claims\": [{ \"id\": \"a\", \"text\": \"b\" }]\n}\n"
    );
    assert_eq!(format(&formatted).unwrap(), formatted);
    assert!(format("{ \"argmap\": }").is_err());
}

#[test]
fn the_schema_accepts_the_fixtures_and_refuses_the_faulty() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let example = std::fs::read_to_string(root().join(EXAMPLE)).unwrap();
    assert!(validator.is_valid(&value(&example)));
    for bad in [
        r#"{ "title": "x" }"#,
        r#"{ "argmap": 2, "title": "x" }"#,
        r#"{ "argmap": 1, "title": "x", "claimz": [] }"#,
        r#"{ "argmap": 1, "title": "x", "claims": [{ "id": "a" }] }"#,
        r#"{ "argmap": 1, "title": "x", "claims": [{ "id": "a", "text": "b", "basis": "c" }] }"#,
        r#"{ "argmap": 1, "title": "x", "supports": [{ "from": [], "to": "b" }] }"#,
        r#"{ "argmap": 1, "title": "x", "undercuts": [{ "from": ["a"], "to": "b", "tow": 1 }] }"#,
        r#"{ "argmap": 1, "title": "x", "sources": [{ "id": "a", "type": "book", "title": "b", "autor": 1 }] }"#,
    ] {
        assert!(!validator.is_valid(&value(bad)), "{bad}");
    }
}

#[test]
fn what_the_writer_writes_fits_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is a schema");
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..200 {
        let tree = vec(any::<u16>(), 0..400).new_tree(&mut runner).unwrap();
        let text = write(&random::map(&proptest::strategy::ValueTree::current(&tree)));
        let errors: Vec<String> = validator
            .iter_errors(&serde_json::from_str(&text).unwrap())
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
    }
}

/// The values within a value, itself left out.
fn pointers(value: &serde_json::Value, at: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Object(fields) => {
            fields.iter().map(|(key, value)| (format!("{at}/{key}"), value)).collect()
        }
        serde_json::Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (format!("{at}/{index}"), value))
            .collect(),
        _ => Vec::new(),
    };
    for (pointer, value) in inner {
        pointers(value, &pointer, found);
        found.push(pointer);
    }
}

/// What reading says of a map with these keys, the help included.
fn told(keys: &str) -> Vec<String> {
    let text = format!(r#"{{ "argmap": 1, "title": "T", {keys} }}"#);
    let mut loader = |_: &str, path: &str| match path {
        "other.json" => Ok(argmap_core::document::Loaded {
            name: path.to_owned(),
            bytes: r#"{ "argmap": 1, "title": "O", "claims": [{ "id": "p", "text": "P" }] }"#
                .into(),
        }),
        _ => Err(argmap_core::document::ImportFault::Missing),
    };
    let reading = read("map.json", text, &mut loader);
    let say = |found: &argmap_core::diagnostic::Diagnostic| {
        let more = [found.labels[0].message.to_string()]
            .into_iter()
            .chain(found.help.as_deref().map(str::to_owned));
        let more: Vec<String> = more.filter(|text| !text.is_empty()).collect();
        format!("{} {}: {}", found.rule.code, found.message, more.join("; "))
    };
    reading.problems.iter().map(say).collect()
}

const CLAIMS: &str = r#""claims": [{ "id": "tt", "text": "T" }, { "id": "pp", "text": "P" }]"#;

/// Prose in which a quotation mark is too many or too few, or a line is broken, is one fault, and
/// what follows is read.
#[test]
fn a_text_that_runs_out_of_its_quotation_marks_is_one_fault() {
    let rest = r#"{ "id": "pp", "text": "P" }], "supports": [{ "from": ["pp"], "to": "tt" }]"#;
    for (claim, wanted) in [
        (r#""text": "The "left course" is one.""#, "a `,` or `}` was expected"),
        (
            "\"text\": \"The left course\n is a manoeuvre.\"",
            "this string is not closed on its line",
        ),
        (r#""text": Taxes should rise.""#, "this is not JSON"),
        (r#"text: "T""#, "a key in double quotation marks was expected"),
        (r#""text": "T" # a remark of some words"#, "a `,` or `}` was expected"),
    ] {
        let keys = format!("\"claims\": [{{ \"id\": \"tt\", {claim}\n}},\n{rest}");
        assert_eq!(told(&keys), [format!("AM014 {wanted}: ")], "{claim}");
    }
    let merged =
        format!("\"claims\": [\n<<<<<<< HEAD\n{{ \"id\": \"tt\", \"text\": \"T\" }},\n{rest}");
    let [conflict] = told(&merged).try_into().expect("one fault");
    assert!(conflict.starts_with("AM014 Git left a conflict here"), "{conflict}");
    let keys: String = (0..100_000).map(|n| format!("k{n}: 1 ")).collect();
    assert_eq!(told(&keys), ["AM014 a key in double quotation marks was expected: "]);
}

/// What cannot be read is not told of once more as missing.
#[test]
fn a_fault_of_the_text_explains_what_is_not_there() {
    let list = "a list in brackets was expected";
    for (keys, wanted) in [
        (
            r#""supports": [{ "from": "pp", "to": "tt" }]"#,
            format!("AM015 `from` of a support must be a list in brackets, not a string: {list}"),
        ),
        (
            r#""questions": [{ "id": "q", "text": "Q", "answers": "pp" }]"#,
            format!("AM015 `answers` of a question must be a list in brackets, not a string: {list}"),
        ),
        (
            r#""conflicts": [{ "kind": "contrary", "claims": "pp" }]"#,
            format!("AM015 `claims` of a conflict must be a list in brackets, not a string: {list}"),
        ),
        (
            r#""supports": [{ "from": ["pp", 5], "to": "tt" }]"#,
            "AM015 an entry of `from` of a support must be a string, not a number: a string was expected"
                .to_owned(),
        ),
        (
            r#""supports": [{ "from": ["pp"], "to": "tt", "strict": tru }]"#,
            "AM014 this is not JSON: ".to_owned(),
        ),
        (
            r#""supports": [{ "from": ["pp"], "to": "tt", "weight": 1e999 }]"#,
            "AM014 this number cannot be read: ".to_owned(),
        ),
    ] {
        assert_eq!(told(&format!("{CLAIMS}, {keys}")), [wanted]);
    }
    let by_id = told(
        r#""theses": ["tt"], "claims": { "tt": "T", "pp": "P" }, "supports": [{ "from": ["pp"], "to": "tt" }]"#,
    );
    let wanted =
        format!("AM015 `claims` of the map must be a list in brackets, not an object: {list}");
    assert_eq!(by_id, [wanted]);
    let closed = told(&format!(r#"{CLAIMS}, "supports": [{{ "from": ["pp"]], "to": "tt" }}]"#));
    assert!(closed.iter().all(|text| !text.starts_with("AM005")), "{closed:?}");
    let near = told(r#""claims": [{ "id": "tt", "Text": "T" }]"#);
    assert!(near.len() == 1 && near[0].starts_with("AM003"), "{near:?}");
    let mixed =
        format!(r#"{CLAIMS}, "supports": [{{ "id": "s", "from": ["pp", 5], "to": "tt" }}]"#);
    let text = format!(r#"{{ "argmap": 1, "title": "T", {mixed} }}"#);
    let map = read("map.json", text, &mut no_imports).map;
    assert!(map.find("s").is_none(), "a step without one of its premises is another step");
    let nothing = told(&format!(r#"{CLAIMS}, "supports": [{{ "id": "s" }}]"#));
    let wanted = "AM005 the support `s` has no premise and no target: \
        left out of the map; give it a premise and a target, or remove it";
    assert_eq!(nothing, [wanted]);
}

/// An import that is not there is told of once, not at every reference into it.
#[test]
fn references_into_imports_that_are_not_there_are_told_once() {
    let steps = r#""supports": [{ "from": ["o/p"], "to": "tt" }, { "from": ["o/q"], "to": "tt" }]"#;
    let import = |imports: &str| told(&format!(r#"{CLAIMS}, "imports": [{imports}], {steps}"#));
    let missing = import(r#"{ "as": "o", "path": "none.json" }"#);
    assert!(missing.len() == 1 && missing[0].starts_with("AM019"), "{missing:?}");
    let wanted = "AM001 there is no claim `o/q`: names nothing in this file or in those it imports; \
        declare `q` in the file imported as `o`, or name a claim that is declared";
    assert_eq!(import(r#"{ "as": "o", "path": "other.json" }"#), [wanted]);
    let wanted = |name: &str| {
        format!(
            "AM001 there is no claim `o/{name}`: no import is called `o`; import its file as `o`, or name a claim that is declared"
        )
    };
    assert_eq!(import(""), [wanted("p"), wanted("q")]);
    let twice =
        import(r#"{ "as": "o", "path": "other.json" }, { "as": "o", "path": "other.json" }"#);
    let wanted =
        "AM002 two imports are called `o`: this import is left out; call one of the two otherwise";
    assert_eq!(twice, [wanted]);
}

/// What is suggested fits, and what helps depends on what was meant.
#[test]
fn suggestions_and_help_fit_the_place() {
    let holder = r#""holders": [{ "id": "trotsky", "name": "T" }]"#;
    let steps = r#""supports": [{ "id": "s", "from": ["trotski"], "to": "tt" }]"#;
    let wanted = "AM001 there is no claim `trotski`: names nothing in this file or in those it imports; \
        declare `trotski`, or name a claim that is declared";
    assert_eq!(told(&format!("{CLAIMS}, {holder}, {steps}")), [wanted]);
    let on_step = |list: &str, from: &str, to: &str| {
        let step = r#""supports": [{ "id": "s", "from": ["pp"], "to": "tt" }"#;
        let other = format!(r#"{{ "from": ["{from}"], "to": "{to}" }}"#);
        let keys = match list {
            "supports" => format!("{CLAIMS}, {step}, {other}]"),
            _ => format!("{CLAIMS}, {step}], \"{list}\": [{other}]"),
        };
        let all = told(&keys);
        all[0].rsplit_once("; ").map(|(_, help)| help.to_owned()).unwrap_or_default()
    };
    let undercut = "an objection to a step is an undercut";
    assert_eq!(on_step("rebuttals", "pp", "s"), undercut);
    let warrant = "what speaks for a step is its `warrant`, or one more of its premises";
    assert_eq!(on_step("supports", "pp", "s"), warrant);
    let claim = "name a claim: the one that the step leads to, or one of its premises";
    assert_eq!(on_step("supports", "s", "tt"), claim);
    let formulas: Vec<String> =
        (0..60).map(|n| format!(r#"{{ "id": "c{n}", "text": "C", "formula": "ttt" }}"#)).collect();
    let formulas =
        told(&format!(r#""claims": [{{ "id": "tt", "text": "T" }}, {}]"#, formulas.join(",")));
    let suggested = formulas.iter().filter(|text| text.ends_with("did you mean `tt`?")).count();
    assert_eq!((formulas.len(), suggested), (60, 50), "each suggestion is a look at every name");
}

/// Of a name that is declared twice nothing follows.
#[test]
fn a_name_that_is_declared_twice_is_told_once() {
    let keys = r#""holders": [{ "id": "tt", "name": "T" }],
        "supports": [{ "from": ["pp"], "to": "tt" }]"#;
    let wanted = "AM002 the id `tt` is defined twice: this definition is left out; \
        give one of the two another id; all kinds of parts share one id space";
    assert_eq!(told(&format!("{CLAIMS}, {keys}")), [wanted]);
    let step = r#""supports": [{ "id": "tt", "from": ["pp"], "to": "tt" }]"#;
    assert!(told(&format!("{CLAIMS}, {step}"))[0].contains("goes without the id"));
}

/// What is no fault of syntax is not taken for one, whatever stands in the place of a value.
#[test]
fn a_value_of_the_wrong_sort_is_told_as_such() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..12 {
        let tree = vec(any::<u16>(), 0..200).new_tree(&mut runner).unwrap();
        let text = write(&random::map(&proptest::strategy::ValueTree::current(&tree)));
        let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut places = Vec::new();
        pointers(&whole, "", &mut places);
        for place in places {
            for wrong in ["7.5", "true", r#""\\é""#, "[[1], {}]", r#"{ "a": [0] }"#, "null"] {
                let mut changed = whole.clone();
                *changed.pointer_mut(&place).unwrap() = serde_json::from_str(wrong).unwrap();
                let reading = read("map.json", changed.to_string(), &mut no_imports);
                let fault = reading.problems.iter().find(|found| found.rule.code == "AM014");
                assert!(
                    fault.is_none(),
                    "{wrong} at {place}: {}",
                    show(&reading, &reading.problems)
                );
            }
        }
    }
}

#[test]
fn what_no_reference_can_mean_is_told() {
    let found = |text: &str| {
        let whole = format!(r#"{{ "argmap": 1, "title": "T", {text} }}"#);
        let problems = read_text("tests/fixtures/x.json", whole).problems;
        let told = problems.iter().map(|it| format!("{} {}", it.rule.code, it.message));
        told.collect::<Vec<_>>()
    };
    let section = r#"{ "id": "1", "heading": "One" }"#;
    let sections = format!(
        r#""sources": [{{ "id": "s", "type": "book", "title": "S", "sections": [{section}, {section}] }}]"#
    );
    assert_eq!(found(&sections), ["AM002 two sections of `s` are called `1`"]);
    let schemes = r#""schemes": [{ "name": "oracle" }, { "name": "oracle" }]"#;
    assert_eq!(found(schemes), ["AM002 two schemes of the map are called `oracle`"]);
    let prefix = r#""imports": [{ "as": "x/y", "path": "notes.json" }]"#;
    assert_eq!(found(prefix), ["AM017 `x/y` is not an id"]);
}

#[test]
fn a_claim_says_something_and_so_does_a_reason() {
    let blank = |text: &str| {
        let whole = format!(r#"{{ "$schema": "argmap.json", "argmap": 1, "title": "T", {text} }}"#);
        let problems = read("map.json", whole, &mut no_imports).problems;
        problems
            .iter()
            .map(|found| format!("{} {}", found.rule.code, found.message))
            .collect::<Vec<_>>()
    };
    let claim = r#""claims": [{ "id": "a", "text": " " }]"#;
    assert_eq!(blank(claim), ["AM016 `text` of a claim is empty"]);
    let allow = r#""allow": [{ "rule": "AM101", "reason": "\t" }]"#;
    assert_eq!(blank(allow), ["AM016 `reason` of an allowance is empty"]);
    assert_eq!(blank(r#""claims": [{ "id": "a", "text": "A." }]"#), Vec::<String>::new());
}

/// The schema's keys for a sort of object are those that the reader knows.
#[test]
fn schema_and_reader_know_the_same_keys() {
    let schema = schema();
    let keys = |pointer: &str| -> BTreeSet<String> {
        let properties = schema.pointer(pointer).and_then(|found| found.as_object());
        properties.unwrap_or_else(|| panic!("{pointer}")).keys().cloned().collect()
    };
    let top = keys("/properties");
    let lists = [
        ("imports", "Import"),
        ("groups", "Group"),
        ("sources", "Source"),
        ("holders", "Holder"),
        ("atoms", "Atom"),
        ("questions", "Question"),
        ("claims", "Claim"),
        ("supports", "Inference"),
        ("rebuttals", "Inference"),
        ("undercuts", "Undercut"),
        ("conflicts", "Conflict"),
        ("glossary", "Term"),
        ("schemes", "Scheme"),
        ("allow", "Allow"),
        ("unmerged", "Unmerged"),
    ];
    let unknown = |text: &str| {
        let reading = read("x", text, &mut no_imports);
        let found = reading.problems.into_iter().find(|found| found.rule.code == "AM003");
        let help = found.and_then(|found| found.help).expect("an unknown key is reported");
        let known = help.strip_prefix("the keys are ").expect("the help lists the keys");
        known.split(", ").map(str::to_owned).collect::<BTreeSet<String>>()
    };
    assert_eq!(unknown(r#"{ "argmap": 1, "title": "x", "zzzzzz": 1 }"#), top);
    for (list, definition) in lists {
        let text = format!(r#"{{ "argmap": 1, "title": "x", "{list}": [{{ "zzzzzz": 1 }}] }}"#);
        let mut wanted = keys(&format!("/$defs/{definition}/properties"));
        if definition == "Source" {
            let own = ["id", "type", "title", "by", "text", "sections", "via", "note"];
            wanted.retain(|key| own.contains(&key.as_str()));
        }
        assert_eq!(unknown(&text), wanted, "{list}");
    }
    for (text, definition) in [
        (
            r#""claims": [{ "id": "a", "text": "b", "commitments": [{ "zzzzzz": 1 }] }]"#,
            "Commitment",
        ),
        (r#""claims": [{ "id": "a", "text": "b", "cite": [{ "zzzzzz": 1 }] }]"#, "Citation"),
        (r#""claims": [{ "id": "a", "text": "b", "same-as": [{ "zzzzzz": 1 }] }]"#, "NotedClaim"),
        (r#""holders": [{ "id": "a", "name": "b", "same-as": [{ "zzzzzz": 1 }] }]"#, "NotedHolder"),
        (
            r#""sources": [{ "id": "a", "type": "b", "title": "c", "sections": [{ "zzzzzz": 1 }] }]"#,
            "Section",
        ),
    ] {
        let text = format!(r#"{{ "argmap": 1, "title": "x", {text} }}"#);
        assert_eq!(unknown(&text), keys(&format!("/$defs/{definition}/properties")));
    }
}

/// Pieces of JSON, whole and broken.
fn fragments() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\n",
        " ",
        "//",
        "/*",
        "*/",
        "null",
        "true",
        "-1e9",
        "\"argmap\"",
        "\"title\"",
        "\"claims\"",
        "\"supports\"",
        "\"undercuts\"",
        "\"from\"",
        "\"to\"",
        "\"id\"",
        "\"text\"",
        "\"a\"",
        "\"b\"",
        "\"formula\"",
        "\"a & (b\"",
        "\"roles\"",
        "\"imports\"",
        "\"as\"",
        "\"path\"",
        "\"questions\"",
        "\"answers\"",
        "\"\\u00e9\"",
        "\"\\ud800\"",
        "é",
        "\u{FEFF}",
        "{\"id\":\"a\",\"text\":\"b\"}",
        "{\"from\":[\"a\"],\"to\":\"b\"}",
        "\"sources\"",
        "\"author\"",
    ]);
    vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn spans_lie_in_the_text(bytes: &[u8]) -> Result<(), TestCaseError> {
    let reading = read("map.json", bytes, &mut no_imports);
    let findings = check(&reading, check::Options::default());
    for finding in reading.problems.iter().chain(&findings) {
        for place in finding.labels.iter().filter_map(|label| label.place) {
            let text = reading.file(place).text();
            prop_assert!(text.get(place.span.range()).is_some(), "{:?} in {text:?}", place);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in vec(any::<u8>(), 0..200)) {
        spans_lie_in_the_text(&bytes)?;
    }

    #[test]
    fn any_fragments_are_read_without_panic(text in fragments()) {
        spans_lie_in_the_text(text.as_bytes())?;
        spans_lie_in_the_text(format!("{{\"argmap\":1,\"title\":\"x\",{text}}}").as_bytes())?;
        spans_lie_in_the_text(format!("{{\"argmap\":1,\"claims\":[{text}]}}").as_bytes())?;
    }

    #[test]
    fn a_map_cut_short_or_changed_is_read_without_panic(
        numbers in vec(any::<u16>(), 0..300), cut in any::<prop::sample::Index>(), byte in any::<u8>()
    ) {
        let mut bytes = write(&random::map(&numbers)).into_bytes();
        let at = cut.index(bytes.len());
        spans_lie_in_the_text(&bytes[..at])?;
        bytes[at] = byte;
        spans_lie_in_the_text(&bytes)?;
    }

    #[test]
    fn random_maps_survive_a_write_and_a_read(numbers in vec(any::<u16>(), 0..500)) {
        let map = random::map(&numbers);
        let text = write(&map);
        let again = read("again.json", text.clone(), &mut no_imports);
        prop_assert!(again.problems.is_empty(), "{}\n{text}", show(&again, &again.problems));
        prop_assert!(again.map == map, "{text}");
        prop_assert_eq!(write(&again.map), text.clone());
        prop_assert_eq!(format(&text).unwrap(), text);
    }

    #[test]
    fn normal_form_changes_no_meaning(numbers in vec(any::<u16>(), 0..300)) {
        let map = random::map(&numbers);
        let loose = serde_json::from_str::<serde_json::Value>(&write(&map)).unwrap().to_string();
        let formatted = format(&loose).unwrap();
        let again = read("again.json", formatted.clone(), &mut no_imports);
        prop_assert!(again.map == map);
        prop_assert_eq!(format(&formatted).unwrap(), formatted);
    }
}

#[test]
fn nesting_as_deep_as_the_file_is_long_is_read() {
    let deep = "[".repeat(1_000_000);
    for text in [
        deep.clone(),
        format!("{{\"argmap\":1,\"title\":{deep}"),
        format!("{{\"argmap\":1,\"title\":\"x\",\"unknown\":{deep}{}}}", "]".repeat(1_000_000)),
        format!("{{\"sources\":[{{\"author\":{deep}}}]}}"),
        "{\"claims\":[".repeat(100_000),
        // White space that is none in JSON, and slashes that begin no comment.
        "{\"argmap\":\u{c}1,\u{b}\"title\":/\u{a0},\u{c}/ / /*".to_owned(),
        "[\u{c}\u{c}[\u{85}]/".to_owned(),
        String::new(),
        " // nothing here\n".to_owned(),
    ] {
        assert!(!read("deep.json", text, &mut no_imports).problems.is_empty());
    }
}
