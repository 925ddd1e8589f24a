//! All rules over all fixtures, all shipped maps and all examples of rules.
//!
//! `tests/golden/fixtures/<fixture>.txt` holds every finding of the default tier with a line that
//! says why it is right; a finding without fails. `tests/golden/auditor` and
//! `tests/golden/examples.txt` hold what all rules together find, so that a change of any rule shows.
//! `UPDATE_GOLDEN=1` rewrites the files and keeps the lines.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use argmap_core::check::{self, Options, catalogue};
use argmap_core::diagnostic::{Diagnostic, Tier};
use argmap_core::document::Reading;
use support::findings::{LEAST_WORDING, check_example, justified, placed};
use support::{golden, root};

const FIXTURES: &str = "tests/fixtures";

const MAPS: &[&str] = &["maps/critique", "maps/reply", "maps/dispute"];

/// Rules of the default tier that fire neither on a fixture nor on a shipped map, but only on
/// their examples.
const UNSHOWN: &[&str] = &[];

/// The fixtures, as paths from their folder, without the ending.
fn fixtures() -> Vec<String> {
    let names = files(FIXTURES, ".json");
    assert!(names.len() > 8, "the fixtures are not where they were: {names:?}");
    names
}

/// All files of a folder and of those in it, as paths from it without their ending, in order.
fn files(folder: &str, ending: &str) -> Vec<String> {
    let top = root().join(folder);
    let mut left = vec![top.clone()];
    let mut found = Vec::new();
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                found.extend(name.strip_suffix(ending).map(str::to_owned));
            }
        }
    }
    found.sort();
    found
}

/// Checks a map; the texts of its sources are those that lie beside it.
fn check_map(path: &str, tier: Tier) -> (Reading, Vec<Diagnostic>) {
    let reading = support::read(&format!("{path}.json"));
    let folder = root().join(path).parent().unwrap().to_owned();
    let texts = |name: &str| {
        let is_plain = Path::new(name).components().count() == 1;
        is_plain.then(|| std::fs::read_to_string(folder.join(name)).ok()).flatten()
    };
    let found = check::check(&reading, Options { tier, texts: &texts, ..Options::default() });
    (reading, found)
}

#[test]
fn every_finding_on_a_fixture_has_its_justification() {
    let mut gaps = String::new();
    for fixture in fixtures() {
        let (_, findings) = check_map(&format!("{FIXTURES}/{fixture}"), Tier::Regular);
        gaps += &justified(&format!("golden/fixtures/{fixture}.txt"), &findings, |_, line| {
            (line.len() < LEAST_WORDING).then(|| "say why it is right".to_owned())
        });
    }
    assert!(gaps.is_empty(), "findings without justification:\n{gaps}");
}

#[test]
fn all_rules_find_in_fixtures_and_maps_what_they_did() {
    let fixtures = fixtures().into_iter().map(|name| format!("{FIXTURES}/{name}"));
    for path in fixtures.chain(MAPS.iter().map(|&map| map.to_owned())) {
        let (reading, findings) = check_map(&path, Tier::Auditor);
        let name = path.strip_prefix("tests/").unwrap_or(&path);
        golden(&format!("golden/auditor/{name}.txt"), &placed(&reading, &findings));
    }
}

#[test]
fn all_rules_find_in_examples_what_they_did() {
    let mut text = String::new();
    for rule in catalogue() {
        for (word, example) in [("bad", &rule.bad), ("good", &rule.good)] {
            writeln!(text, "{} {}, {word} example", rule.code, rule.name).unwrap();
            let (reading, findings) = check_example(example, Tier::Auditor);
            for line in placed(&reading, &findings).lines() {
                writeln!(text, "    {line}").unwrap();
            }
        }
    }
    golden("golden/examples.txt", &text);
}

#[test]
fn nearly_every_rule_is_shown_at_work() {
    let fixtures = fixtures().into_iter().map(|name| format!("{FIXTURES}/{name}"));
    let mut shown = BTreeSet::new();
    for path in fixtures.chain(MAPS.iter().map(|&map| map.to_owned())) {
        let (_, findings) = check_map(&path, Tier::Regular);
        shown.extend(findings.iter().map(|finding| finding.rule.code));
    }
    let rules = catalogue().into_iter().filter(|rule| rule.tier == Tier::Regular);
    let unshown: Vec<&str> =
        rules.map(|rule| rule.code).filter(|code| !shown.contains(code)).collect();
    assert_eq!(unshown, UNSHOWN);
}

#[test]
fn no_golden_is_left_behind() {
    let known: BTreeSet<String> = fixtures().into_iter().collect();
    for name in files("tests/golden/fixtures", ".txt") {
        assert!(known.contains(&name), "tests/golden/fixtures/{name}.txt is of no fixture");
    }
    for name in files("tests/golden/auditor", ".txt") {
        let is_fixture = name.strip_prefix("fixtures/").is_some_and(|name| known.contains(name));
        let is_known = is_fixture || MAPS.contains(&&*name);
        assert!(is_known, "tests/golden/auditor/{name}.txt is of no map");
    }
}
