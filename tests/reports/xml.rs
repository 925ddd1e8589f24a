//! The forms that are XML, read by a strict reader and held against what their readers demand.

use argmap_core::diagnostic::Severity;
use argmap_core::report::results::Results;

use super::support::xml::{Element, parse};
use super::{results, write};

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
