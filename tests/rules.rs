//! Every rule's bad example is reported by that rule alone, and its good example by none.

mod support;

use argmap_core::check::catalogue;
use argmap_core::diagnostic::{Diagnostic, Example, Tier};
use support::findings::check_example;

/// What is found in an example, all tiers together.
fn findings(example: &Example, tier: Tier) -> Vec<Diagnostic> {
    check_example(example, tier).1
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
