//! SARIF: against the schema of its standard, and against what GitHub's code scanning asks for.

use std::path::PathBuf;
use std::process::Command;

use argmap_core::check::catalogue;
use argmap_core::report::results::Results;
use serde_json::{Value, json};

use super::{all_maps, assert_valid, checked, parsed, results};

/// The schema of the standard, which the crate `serde-sarif` carries.
fn schema() -> Value {
    // The crate is used for its schema only; so it stays among the dependencies.
    let _ = serde_sarif::sarif::Version::V2_1_0;
    // What other platforms need was never fetched.
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &host()])
        .arg("--manifest-path")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("metadata is JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif");
    let manifest = package.and_then(|package| package["manifest_path"].as_str()).expect("a path");
    let file = PathBuf::from(manifest).with_file_name("src").join("schema.json");
    let text = std::fs::read_to_string(&file).expect("the crate has the schema");
    let mut schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    // Its pattern for languages has a bracket too many, which makes it no regular expression; we
    // write no language.
    for part in ["run", "toolComponent"] {
        let path = format!("/definitions/{part}/properties/language");
        let language = schema.pointer_mut(&path).expect("a language");
        language.as_object_mut().unwrap().remove("pattern").expect("the pattern");
    }
    schema
}

/// The platform of this machine as Rust calls it.
fn host() -> String {
    let about = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let about = String::from_utf8(about.stdout).expect("text");
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("a host").to_owned()
}

fn of_all_maps() -> Results {
    let mut results = results();
    all_maps().iter().for_each(|path| results.add(checked(path)));
    results
}

#[test]
fn the_log_fits_the_schema_of_the_standard() {
    let schema = schema();
    assert_valid(&schema, &parsed("sarif", &of_all_maps()));
    assert_valid(&schema, &parsed("sarif", &Results::default()));
    let mut wrong = parsed("sarif", &results());
    wrong["runs"][0]["results"][0]["level"] = json!("grave");
    assert!(!jsonschema::validator_for(&schema).unwrap().is_valid(&wrong));
}

#[test]
fn github_finds_all_that_it_asks_for() {
    let results = of_all_maps();
    let log = parsed("sarif", &results);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "argmap");
    assert!(driver["semanticVersion"].is_string());
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        let text = |path: &str| rule.pointer(path).and_then(Value::as_str).unwrap_or_default();
        for path in
            ["/id", "/name", "/shortDescription/text", "/fullDescription/text", "/help/text"]
        {
            assert!(!text(path).is_empty(), "{path} of {rule}");
        }
        assert!(text("/shortDescription/text").len() <= 1024);
        assert!(text("/fullDescription/text").len() <= 1024, "{}", text("/id"));
        assert!(text("/help/markdown").contains("Reported"), "{}", text("/id"));
        assert!(["error", "warning", "note"].contains(&text("/defaultConfiguration/level")));
        assert!(["very-high", "high", "medium", "low"].contains(&text("/properties/precision")));
        let severity = text("/properties/problem.severity");
        assert!(["error", "warning", "recommendation"].contains(&severity));
        assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 20);
    }
    let found = run["results"].as_array().unwrap();
    assert_eq!(found.len(), results.findings.len());
    for result in found {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let locations = result["locations"].as_array().unwrap();
        assert_eq!(locations.len(), 1);
        assert_place(&locations[0]);
        result["relatedLocations"].as_array().into_iter().flatten().for_each(assert_place);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
    }
}

fn assert_place(location: &Value) {
    let physical = &location["physicalLocation"];
    let address = physical["artifactLocation"]["uri"].as_str().unwrap();
    assert!(!address.starts_with('/') && !address.contains([' ', '\\', '#', '?']), "{address}");
    assert_eq!(physical["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let number = |key: &str| physical["region"][key].as_u64().expect(key);
    let (start, end) = (number("startLine"), number("endLine"));
    assert!(start >= 1 && end >= start);
    assert!(start < end || number("endColumn") >= number("startColumn"));
}

#[test]
fn circles_are_flows_and_further_places_related() {
    let log = parsed("sarif", &results());
    let found = log["runs"][0]["results"].as_array().unwrap();
    let circle = found.iter().find(|result| result["ruleId"] == "AM202").expect("a circle");
    let steps = circle["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap();
    assert!(steps.len() >= 2, "{circle}");
    steps.iter().for_each(|step| assert_place(&step["location"]));
    assert_eq!(circle["relatedLocations"].as_array().unwrap().len(), steps.len() - 1);
}

#[test]
fn what_could_not_be_read_is_a_notification() {
    let log = parsed("sarif", &results());
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "gone.json");
    let clean = parsed("sarif", &Results::default());
    assert_eq!(clean["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn of_too_many_the_most_severe_are_kept_and_the_rest_is_told() {
    let mut results = results();
    let (errors, others): (Vec<_>, Vec<_>) = std::mem::take(&mut results.findings)
        .into_iter()
        .partition(|finding| finding.severity == argmap_core::diagnostic::Severity::Error);
    assert!(!errors.is_empty() && !others.is_empty());
    results.findings = others.iter().cycle().take(25_010).cloned().collect();
    results.findings.extend(errors.iter().cloned());
    let log = parsed("sarif", &results);
    let run = &log["runs"][0];
    let found = run["results"].as_array().unwrap();
    assert_eq!(found.len(), 25_000);
    let count = found.iter().filter(|result| result["level"] == "error").count();
    assert_eq!(count, errors.len());
    let told = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let said = told.last().unwrap()["message"]["text"].as_str().unwrap();
    assert!(said.starts_with(&format!("{} less severe", 10 + errors.len())), "{said}");
}

/// Every rule that can speak can be described.
#[test]
fn descriptions_of_all_rules_are_short_enough() {
    for rule in catalogue() {
        assert!(rule.why.len() <= 1024, "{}: {}", rule.code, rule.why.len());
        assert!(rule.summary.len() <= 1000, "{}", rule.code);
    }
}
