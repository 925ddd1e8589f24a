//! The forms of reports: each against its schema or a strict reader, against goldens, and against
//! hostile text.

mod support;

#[path = "reports/hostile.rs"]
mod hostile;
#[path = "reports/sarif.rs"]
mod sarif;
#[path = "reports/site.rs"]
mod site;
#[path = "reports/xml.rs"]
mod xml;

use argmap_core::check::quotations::Unverified;
use argmap_core::check::{self, Options, catalogue};
use argmap_core::diagnostic::{Diagnostic, Tier};
use argmap_core::document::no_imports;
use argmap_core::report::fingerprint::fingerprints;
use argmap_core::report::results::{Checked, Results, Unreadable, schema};
use argmap_core::report::{REPORTS, report};
use serde_json::{Value, json};
use support::{golden, read, root};

/// Everything found in a map of the project.
fn checked(path: &str) -> Checked {
    let reading = read(path);
    let options = Options { tier: Tier::Regular, ..Options::default() };
    Checked::new(&reading, &check::check(&reading, options), &Unverified::default())
}

/// Two maps, one of them with faults, and a file that could not be read.
fn results() -> Results {
    let mut results = Results::default();
    results.add(checked("tests/fixtures/reports/market.json"));
    results.add(checked("tests/fixtures/faults/survey-alone.json"));
    let (name, message) = ("gone.json".to_owned(), "cannot read `gone.json`: not there".to_owned());
    results.unreadable.push(Unreadable { name, message });
    results
}

/// The maps of the project, fixtures and shipped ones.
fn all_maps() -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec!["tests/fixtures".to_owned(), "maps".to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            match entry.file_type().unwrap().is_dir() {
                true => open.push(path),
                false if path.ends_with(".json") => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    assert!(found.len() > 5);
    found
}

fn write(name: &str, results: &Results) -> String {
    report(name).expect("a form").write(results)
}

fn parsed(name: &str, results: &Results) -> Value {
    serde_json::from_str(&write(name, results)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn assert_valid(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_form_is_as_its_golden_has_it() {
    let results = results();
    for report in REPORTS {
        golden(&format!("golden/reports/{}.txt", report.name), &report.write(&results));
    }
}

#[test]
fn names_of_forms_are_unique_and_said_in_the_documentation() {
    let text = std::fs::read_to_string(root().join("docs/reports.md")).unwrap();
    for (number, report) in REPORTS.iter().enumerate() {
        assert!(REPORTS[..number].iter().all(|other| other.name != report.name));
        assert!(text.contains(&format!("`{}`", report.name)), "docs/reports.md: {}", report.name);
    }
}

#[test]
fn the_published_schema_is_that_of_the_code() {
    let text = argmap_core::report::json::to_text(&schema());
    golden("../docs/findings.schema.json", &text);
}

#[test]
fn json_of_every_map_fits_the_published_schema() {
    let whole = schema();
    let mut one = whole.clone();
    one["$ref"] = json!("#/$defs/Finding");
    for key in ["properties", "required", "type", "title", "description"] {
        one.as_object_mut().unwrap().remove(key);
    }
    let mut results = results();
    all_maps().iter().for_each(|path| results.add(checked(path)));
    assert_valid(&whole, &parsed("json", &results));
    let lines = write("jsonl", &results);
    assert_eq!(lines.lines().count(), results.findings.len());
    for line in lines.lines() {
        assert_valid(&one, &serde_json::from_str(line).expect("a line is JSON"));
    }
}

#[test]
fn a_schema_that_knows_no_finding_refuses_it() {
    let mut value = parsed("json", &results());
    value["findings"][0]["severity"] = json!("grave");
    assert!(!jsonschema::validator_for(&schema()).unwrap().is_valid(&value));
}

/// What GitLab documents of its Code Quality format, and no key beyond it.
#[test]
fn gitlab_finds_what_it_needs() {
    let path = json!({ "type": "string", "pattern": "^(?!\\./|/)." });
    let number = json!({ "type": "integer", "minimum": 1 });
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["path", "lines"],
                    "properties": {
                        "path": path,
                        "lines": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["begin", "end"],
                            "properties": { "begin": number, "end": number },
                        },
                    },
                },
            },
        },
    });
    let mut results = results();
    all_maps().iter().for_each(|path| results.add(checked(path)));
    let value = parsed("gitlab", &results);
    assert_valid(&schema, &value);
    let issues = value.as_array().unwrap();
    assert_eq!(issues.len(), results.findings.len() + results.unreadable.len());
}

#[test]
fn gitlab_tells_the_same_finding_of_two_files_apart() {
    let mut results = Results::default();
    results.add(checked("tests/fixtures/reports/market.json"));
    let mut copy = checked("tests/fixtures/reports/market.json");
    copy.findings.iter_mut().for_each(|finding| finding.file = "copy.json".to_owned());
    results.add(copy);
    let value = parsed("gitlab", &results);
    let prints = value.as_array().unwrap().iter().map(|issue| issue["fingerprint"].to_string());
    let mut prints: Vec<String> = prints.collect();
    let count = prints.len();
    prints.sort();
    prints.dedup();
    assert_eq!(prints.len(), count);
}

/// What reviewdog's schema of its Diagnostic Format demands.
#[test]
fn reviewdog_finds_what_it_needs() {
    let value = parsed("rdjson", &results());
    assert_eq!(value["source"]["name"], "argmap");
    let all = value["diagnostics"].as_array().unwrap();
    assert_eq!(all.len(), results().findings.len() + 1);
    for one in all {
        assert!(one["message"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(one["location"]["path"].is_string());
        assert!(["ERROR", "WARNING", "INFO"].contains(&one["severity"].as_str().unwrap()));
        if let Some(range) = one["location"].get("range") {
            let number = |at: &str, key: &str| range[at][key].as_u64().unwrap();
            assert!((number("start", "line"), number("start", "column")) >= (1, 1));
            assert!(number("start", "line") <= number("end", "line"));
        }
    }
}

/// Columns of reviewdog are bytes: a place behind letters of several bytes shows it.
#[test]
fn columns_of_reviewdog_are_bytes() {
    let text = r#"{ "argmap": 1, "title": "Ü", "claims": [{ "id": "ü", "text": "T." }] }"#;
    let reading = argmap_core::read("map.json", text, &mut no_imports);
    let findings = check::check(&reading, Options::default());
    let mut results = Results::default();
    results.add(Checked::new(&reading, &findings, &Unverified::default()));
    let value = parsed("rdjson", &results);
    let bad = value["diagnostics"].as_array().unwrap().iter();
    let bad = bad.filter(|one| one["code"]["value"] == "AM017").collect::<Vec<_>>();
    let column = bad[0]["location"]["range"]["start"]["column"].as_u64().unwrap() as usize;
    assert_eq!(column, text.find("\"ü\"").unwrap() + 1);
}

#[test]
fn fingerprints_stay_when_lines_are_inserted_above() {
    for rule in catalogue() {
        let prints = |text: &str| {
            let files = rule.bad.files;
            let mut loader = |_: &str, path: &str| {
                let found = files.iter().find(|(name, _)| *name == path);
                let text =
                    if path == "map.json" { Some(text) } else { found.map(|(_, text)| *text) };
                let bytes = text.ok_or(argmap_core::document::ImportFault::Missing)?.into();
                Ok(argmap_core::document::Loaded { name: path.to_owned(), bytes })
            };
            let reading = argmap_core::read("map.json", text, &mut loader);
            let texts = |name: &str| {
                files.iter().find(|(file, _)| *file == name).map(|(_, text)| (*text).to_owned())
            };
            let options = Options { tier: rule.tier, texts: &texts, ..Options::default() };
            let found = check::check(&reading, options);
            let places: Vec<_> = found.iter().map(Diagnostic::place).collect();
            (fingerprints(&found), places)
        };
        let (before, places) = prints(rule.bad.map);
        let (after, moved) = prints(&format!("\n// A remark.\n\n{}", rule.bad.map));
        assert!(!before.is_empty(), "{}", rule.code);
        assert_ne!(places, moved, "{}", rule.code);
        assert_eq!(before, after, "{}: a fingerprint depends on the place", rule.code);
    }
}
