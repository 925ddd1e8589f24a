//! Every rule's bad example is reported by that rule alone, and its good example by none.

use argmap_core::check::{self, Options, catalogue};
use argmap_core::diagnostic::{Diagnostic, Example, Tier};
use argmap_core::document::{ImportFault, Loaded};

/// What is found in an example, all tiers together.
fn findings(example: &Example, tier: Tier) -> Vec<Diagnostic> {
    let files = |name: &str| example.files.iter().find(|(file, _)| *file == name);
    let mut loader = |_: &str, path: &str| match (path, files(path)) {
        ("map.json", _) => {
            Ok(Loaded { name: path.to_owned(), bytes: example.map.as_bytes().to_vec() })
        }
        (_, Some((name, text))) => {
            Ok(Loaded { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() })
        }
        _ => Err(ImportFault::Missing),
    };
    let reading = argmap_core::read("map.json", example.map, &mut loader);
    let texts = |name: &str| files(name).map(|(_, text)| (*text).to_owned());
    check::check(&reading, Options { tier, texts: &texts, ..Options::default() })
}

fn show(findings: &[Diagnostic]) -> String {
    let lines =
        findings.iter().map(|finding| format!("{} {}\n", finding.rule.code, finding.message));
    lines.collect()
}

#[test]
fn bad_examples_are_reported_by_their_rule_alone() {
    let mut wrong = String::new();
    for rule in catalogue() {
        let found = findings(&rule.bad, rule.tier);
        let own = found.iter().filter(|finding| finding.rule.code == rule.code).count();
        if own == 0 || own != found.len() {
            wrong +=
                &format!("the bad example of {} {}:\n{}\n", rule.code, rule.name, show(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn good_examples_are_not_reported() {
    let mut wrong = String::new();
    for rule in catalogue() {
        let found = findings(&rule.good, rule.tier);
        if !found.is_empty() {
            wrong +=
                &format!("the good example of {} {}:\n{}\n", rule.code, rule.name, show(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_finding_of_a_bad_example_has_its_place() {
    for rule in catalogue() {
        for finding in findings(&rule.bad, rule.tier) {
            assert!(finding.place().is_some(), "{} of {} has no place", finding.message, rule.code);
        }
    }
}

#[test]
fn codes_and_names_are_unique_and_well_formed() {
    let rules = catalogue();
    for (number, rule) in rules.iter().enumerate() {
        let digits = rule.code.strip_prefix("AM").unwrap_or("");
        assert!(digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()), "{}", rule.code);
        let letters = rule.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        assert!(letters && !rule.name.is_empty(), "{}", rule.name);
        for other in &rules[number + 1..] {
            assert!(rule.code != other.code && rule.name != other.name, "{}", rule.code);
        }
        for text in [rule.summary, rule.why, rule.source] {
            assert!(text.len() > 10, "{} has a gap: {text:?}", rule.code);
        }
    }
}
