//! The forms that are XML, read by a strict reader and held against what their readers demand.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use argmap_core::diagnostic::Severity;
use argmap_core::report::results::Results;

use super::{results, write};

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    /// The element and all within it.
    pub fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        let mut next = 0;
        while next < found.len() {
            let element = found[next];
            found.extend(&element.children);
            next += 1;
        }
        found
    }
}

/// The root element; panics on what is not well-formed, or not what XML can hold.
pub fn parse(text: &str) -> Element {
    let allowed = |letter: char| matches!(letter, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert_eq!(text.chars().find(|letter| !allowed(*letter)), None, "no character of XML");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {text}")) {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => {
                let element = element(&start);
                open.last_mut().unwrap().children.push(element);
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().expect("an open element").children.push(done);
            }
            Event::Text(part) => {
                let part = part.xml10_content();
                assert!(!part.contains('<'));
                open.last_mut().unwrap().text.push_str(&part);
            }
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let known = ["amp", "lt", "gt", "quot", "apos", "#39"];
                assert!(known.contains(&&*name) || name.starts_with('#'), "&{name};");
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) => {}
            other => panic!("{other:?} was not expected"),
        }
    }
    assert_eq!(open.len(), 1, "an element is not closed");
    let mut roots = open.pop().unwrap().children;
    assert_eq!(roots.len(), 1, "one root");
    roots.pop().unwrap()
}

fn element(start: &quick_xml::events::BytesStart) -> Element {
    let mut element = Element { name: start.name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes().with_checks(true) {
        let attribute = attribute.expect("attributes are well-formed and unique");
        let key = attribute.key.as_ref().to_owned();
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .expect("references are known")
            .into_owned();
        element.attributes.insert(key, value);
    }
    element
}

fn number(element: &Element, key: &str) -> usize {
    element.attributes[key].parse().unwrap_or_else(|_| panic!("{key} of {element:?}"))
}

fn only(element: &Element, attributes: &[&str]) {
    for key in element.attributes.keys() {
        assert!(attributes.contains(&key.as_str()), "{key} of {}", element.name);
    }
}

/// JUnit's XML as Jenkins' schema has it: which elements stand where, which attributes they have,
/// and that the numbers are right.
#[test]
fn junit_is_what_servers_read() {
    let results = results();
    let root = parse(&write("junit", &results));
    assert_eq!(root.name, "testsuites");
    only(&root, &["name", "tests", "skipped", "failures", "errors"]);
    let mut counts = (0, 0, 0);
    for suite in &root.children {
        assert_eq!(suite.name, "testsuite");
        only(suite, &["name", "tests", "skipped", "failures", "errors", "disabled"]);
        assert!(!suite.attributes["name"].is_empty());
        let of = |name: &str| {
            let cases = suite.children.iter();
            cases.filter(|case| case.children.iter().any(|child| child.name == name)).count()
        };
        assert_eq!(number(suite, "tests"), suite.children.len());
        assert_eq!(number(suite, "failures"), of("failure"));
        assert_eq!(number(suite, "errors"), of("error"));
        for case in &suite.children {
            assert_eq!(case.name, "testcase");
            only(case, &["name", "classname"]);
            assert!(case.children.len() <= 1);
            for child in &case.children {
                match child.name.as_str() {
                    "failure" | "error" => only(child, &["message", "type"]),
                    "system-out" => only(child, &[]),
                    other => panic!("{other}"),
                }
            }
        }
        counts.0 += suite.children.len();
        counts.1 += of("failure");
        counts.2 += of("error");
    }
    let wanted = (number(&root, "tests"), number(&root, "failures"), number(&root, "errors"));
    assert_eq!(counts, wanted);
    let grave = results.findings.iter().filter(|finding| finding.severity > Severity::Info);
    assert_eq!((counts.1, counts.2), (grave.count(), results.unreadable.len()));
}

#[test]
fn a_clean_file_is_a_test_that_passes() {
    let mut results = Results::default();
    let mut clean = super::checked("tests/fixtures/reports/market.json");
    clean.findings.clear();
    results.add(clean);
    let root = parse(&write("junit", &results));
    assert_eq!(number(&root, "tests"), 1);
    assert_eq!(number(&root, "failures"), 0);
}

#[test]
fn checkstyle_is_what_servers_read() {
    let results = results();
    let root = parse(&write("checkstyle", &results));
    assert_eq!(root.name, "checkstyle");
    only(&root, &["version"]);
    let mut errors = 0;
    for file in &root.children {
        assert_eq!(file.name, "file");
        only(file, &["name"]);
        for error in &file.children {
            assert_eq!(error.name, "error");
            only(error, &["line", "column", "severity", "message", "source"]);
            assert!(number(error, "line") >= 1);
            assert!(["error", "warning", "info"].contains(&&*error.attributes["severity"]));
            assert!(!error.attributes["message"].is_empty());
            errors += 1;
        }
    }
    assert_eq!(errors, results.findings.len() + results.unreadable.len());
}
