//! Text from maps and names of files in every form: nothing of it is obeyed by what reads the form.

use argmap_core::check::quotations::Unverified;
use argmap_core::check::{self, Options};
use argmap_core::document::no_imports;
use argmap_core::report::REPORTS;
use argmap_core::report::escape::is_hostile;
use argmap_core::report::results::{Checked, Results, Unreadable};
use proptest::prelude::*;

use super::support::xml;
use super::write;

/// What is found in a map with these words wherever words can stand.
fn results(words: &str, name: &str) -> Results {
    let quoted = serde_json::Value::from(words).to_string();
    let asked = serde_json::Value::from(format!("{words}?")).to_string();
    let text = format!(
        r#"{{ "argmap": 1, "title": {quoted}, "theses": ["t", {quoted}], {quoted}: 1,
          "claims": [{{ "id": "t", "text": {asked} }}, {{ "id": {quoted}, "text": {quoted} }},
            {{ "id": "u", "text": {quoted}, "kind": {quoted}, "cite": [{{ "source": "s", "at": {quoted}, "quote": {quoted} }}] }}],
          "sources": [{{ "id": "s", "type": "book", "title": {quoted}, "text": {quoted} }}],
          "supports": [{{ "id": {quoted}, "from": [{quoted}], "to": "t", "scheme": {quoted} }}],
          "allow": [{{ "rule": {quoted}, "reason": "r" }}] }}"#
    );
    let reading = argmap_core::read(name, text, &mut no_imports);
    let texts = |_: &str| Some(words.repeat(2));
    let findings = check::check(&reading, Options { texts: &texts, ..Options::default() });
    let mut results = Results::default();
    results.add(Checked::new(&reading, &findings, &Unverified::default()));
    results.unreadable.push(Unreadable { name: name.to_owned(), message: words.to_owned() });
    results
}

/// Holds every form against what its readers must not be made to do.
fn assert_harmless(results: &Results) {
    for report in REPORTS {
        let text = report.write(results);
        // Rows of the table end as RFC 4180 has it.
        let ends = if report.name == "csv" { &['\n', '\r'][..] } else { &['\n'] };
        let hostile = text.chars().find(|letter| is_hostile(*letter) && !ends.contains(letter));
        assert_eq!(hostile, None, "{}: {text}", report.name);
    }
    let count = results.findings.len() + results.unreadable.len();
    for form in ["json", "sarif", "gitlab", "rdjson"] {
        serde_json::from_str::<serde_json::Value>(&write(form, results)).expect(form);
    }
    assert_eq!(write("jsonl", results).lines().count(), results.findings.len());
    assert_eq!(write("concise", results).lines().count(), results.findings.len());
    let commands = write("github", results);
    assert_eq!(commands.lines().count(), count);
    for line in commands.lines() {
        let level = line.strip_prefix("::").and_then(|rest| rest.split(' ').next());
        assert!(level.is_some_and(|it| ["error", "warning", "notice"].contains(&it)), "{line}");
    }
    cells(&write("csv", results), count);
    xml::parse(&write("junit", results));
    xml::parse(&write("checkstyle", results));
    page(&write("html", results));
}

/// No cell is a formula, and every row has its cells.
fn cells(table: &str, count: usize) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), count);
    for cell in rows.iter().flatten() {
        let first = cell.trim_start().chars().next();
        assert!(!first.is_some_and(|sign| "=+-@|＝＋－＠".contains(sign)), "{cell:?}");
    }
}

/// The page has only our elements, with only our attributes, and asks for nothing.
fn page(text: &str) {
    const ELEMENTS: &[&str] = &[
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "main", "section",
        "article", "span", "a", "code", "ul", "li", "b", "br", "small", "dl", "dt", "dd", "label",
        "input",
    ];
    const ATTRIBUTES: &[&str] = &[
        "class",
        "id",
        "href",
        "lang",
        "xmlns",
        "charset",
        "name",
        "content",
        "http-equiv",
        "type",
        "checked",
    ];
    let body = text.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    let root = xml::parse(body);
    for element in root.all() {
        assert!(ELEMENTS.contains(&element.name.as_str()), "<{}>", element.name);
        for (key, value) in &element.attributes {
            assert!(ATTRIBUTES.contains(&key.as_str()), "{key} of <{}>", element.name);
            assert!(key != "href" || value.starts_with("#AM"), "{value}");
        }
    }
    let policy =
        root.all().into_iter().find(|element| element.attributes.contains_key("http-equiv"));
    let policy = policy.expect("a policy");
    assert!(policy.attributes["content"].starts_with("default-src 'none'"));
}

pub const WORDS: &[&str] = &[
    "<script>alert(1)</script>",
    "\" onload=\"x",
    "' x='",
    "=cmd|' /C calc'!A0",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "＝1",
    "]]>",
    "-->",
    "&amp;",
    "&#x1b;",
    "\u{1b}[31m",
    "\u{9b}2J",
    "\u{7}",
    "\u{202e}",
    "\u{0}",
    "\u{fffe}",
    "\u{2028}",
    "%0A::error::x",
    "\n::error::x",
    "::set-output name=a::b",
    "a,b:c",
    "`",
    "``",
    "[x](javascript:alert(1))",
    "\\",
    "{{7*7}}",
    "</style>",
    "<!--",
    "é",
    "𝄞",
    " ",
    "t",
    "u",
];

#[test]
fn every_hostile_word_is_harmless_in_every_form() {
    for words in WORDS {
        assert_harmless(&results(words, words));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mixtures_of_them_are_harmless(
        words in prop::collection::vec(prop::sample::select(WORDS), 1..6),
        name in prop::collection::vec(prop::sample::select(WORDS), 1..3),
    ) {
        assert_harmless(&results(&words.concat(), &name.concat()));
    }

    #[test]
    fn any_text_is_harmless(words in any::<String>(), name in any::<String>()) {
        assert_harmless(&results(&words, &name));
    }
}
