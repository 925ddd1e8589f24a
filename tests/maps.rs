//! The shipped maps: they are read whole, and every finding on them is true of the texts.
//!
//! `tests/golden/maps/<map>.txt` holds every finding of a map: its code, severity and message, the
//! paragraph of the text that it is about, and a line that says why it is right. `UPDATE_GOLDEN=1`
//! rewrites the files and keeps the lines; a finding without them fails.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use argmap_core::check::{self, Options, quotations};
use argmap_core::diagnostic::{Diagnostic, Severity};
use argmap_core::document::{Reading, no_imports};
use argmap_core::formats::native::{format, write};
use argmap_core::model::Verdict;
use argmap_core::report::coverage::{Index, coverage};
use argmap_core::text::FileId;
use argmap_core::{evaluate, semantics};
use support::findings::{LEAST_WORDING, justified};
use support::{read_text, root, show};

const MAPS: &[&str] = &["critique", "reply", "dispute"];

/// Those that read one text.
const READINGS: &[&str] = &["critique", "reply"];

fn read(map: &str) -> Reading {
    support::read(&format!("maps/{map}.json"))
}

fn check_map(reading: &Reading) -> Vec<Diagnostic> {
    check::check(reading, Options::default())
}

/// The sources' texts, if the environment says where they are.
fn texts(name: &str) -> Option<String> {
    let folder = std::env::var_os("ARGMAP_TEXTS")?;
    std::fs::read_to_string(root().join(folder).join(name)).ok()
}

#[test]
fn all_maps_are_here() {
    let folder = std::fs::read_dir(root().join("maps")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut found: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
    found.sort();
    let mut wanted: Vec<String> = MAPS.iter().map(|map| format!("{map}.json")).collect();
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn maps_are_read_without_fault_and_survive_a_write() {
    for map in MAPS {
        let reading = read(map);
        assert!(reading.problems.is_empty(), "{}", show(&reading, &reading.problems));
        let again = read_text(&format!("maps/{map}.json"), write(&reading.map));
        assert!(again.map == reading.map, "{map} changes when it is written and read");
    }
}

#[test]
fn maps_are_in_normal_form() {
    for map in MAPS {
        let text = std::fs::read_to_string(root().join(format!("maps/{map}.json"))).unwrap();
        assert!(format(&text).unwrap() == text, "maps/{map}.json: argmap fmt would change it");
    }
}

#[test]
fn every_finding_has_its_paragraph_and_its_justification() {
    let mut gaps = String::new();
    for map in MAPS {
        let reading = read(map);
        let findings = check_map(&reading);
        gaps += &justified(&format!("golden/maps/{map}.txt"), &findings, |finding, line| {
            let places = places(&reading, finding);
            let (paragraph, reason) = line.split_once(": ").unwrap_or(("", ""));
            let is_enough =
                reason.len() >= LEAST_WORDING && places.iter().any(|at| at == paragraph);
            (!is_enough).then(|| format!("one of {}: and why it is true", places.join(", ")))
        });
    }
    assert!(gaps.is_empty(), "findings without paragraph or justification:\n{gaps}");
}

/// The paragraphs to which the map ties what a finding is about.
fn places(reading: &Reading, finding: &Diagnostic) -> Vec<String> {
    let map = &reading.map;
    let mut places = Vec::new();
    for node in finding.about.iter().filter_map(|name| map.find(name)) {
        if let Some(claim) = map.as_claim(node) {
            let stands = map.commitments(claim);
            places.extend(
                stands.iter().filter_map(|(.., stand)| stand.at.as_deref().map(str::to_owned)),
            );
        }
        if let Some(step) = map.as_inference(node) {
            let passage = map[step].passage.as_deref();
            places.extend(passage.and_then(|passage| passage.at.as_deref()).map(str::to_owned));
        }
    }
    places.dedup();
    places
}

/// The page about the maps tells every rule that finds something, and how often.
#[test]
fn the_page_about_the_maps_tells_what_is_found() {
    let page = std::fs::read_to_string(root().join("maps/README.md")).unwrap();
    let mut told = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| AM")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let code = cells[1].split(' ').next().unwrap();
        let counts = [2, 3, 4].map(|cell| cells[cell].parse::<usize>().unwrap());
        assert!(cells[5].len() > 40, "{code}: why it stands");
        told.insert(code.to_owned(), counts);
    }
    let mut found: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (number, map) in MAPS.iter().enumerate() {
        let reading = read(map);
        for finding in check_map(&reading) {
            found.entry(finding.rule.code.to_owned()).or_default()[number] += 1;
        }
        let own = reading.map.claims().filter(|(id, _)| reading.map.file_of(*id) == FileId::ROOT);
        let row = page.lines().find(|line| line.starts_with(&format!("| `{map}.json`"))).unwrap();
        assert!(row.contains(&format!("| {}", own.count())), "{row}");
    }
    assert_eq!(told, found);
}

#[test]
fn no_finding_on_the_maps_is_a_fault_of_the_map() {
    for map in MAPS {
        let reading = read(map);
        let faults: Vec<Diagnostic> = check_map(&reading)
            .into_iter()
            .filter(|finding| ["AM0", "AM4", "AM5", "AM6"].contains(&&finding.rule.code[..3]))
            .collect();
        assert!(faults.is_empty(), "{}", show(&reading, &faults));
    }
}

#[test]
fn quotations_and_their_places_are_right() {
    if std::env::var_os("ARGMAP_TEXTS").is_none() {
        return println!("skipped: ARGMAP_TEXTS does not say where the sources' texts are");
    }
    for map in MAPS {
        let reading = read(map);
        let left = quotations::unverified(&reading.map, &texts);
        assert_eq!(left.quotations, 0, "{map}: quotations that were not verified");
        let findings = check::check(&reading, Options { texts: &texts, ..Options::default() });
        let wrong: Vec<Diagnostic> =
            findings.into_iter().filter(|found| found.rule.code.starts_with("AM4")).collect();
        assert!(wrong.is_empty(), "{}", show(&reading, &wrong));
    }
}

fn index(map: &str) -> Index {
    let text = std::fs::read_to_string(root().join(format!("maps/index/{map}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Nothing of the texts is passed over in silence.
#[test]
fn every_paragraph_has_its_claims_or_a_reason_for_none() {
    for map in READINGS {
        let reading = read(map);
        let source = reading.map.reading_of.expect("the map reads a text");
        let coverage = coverage(map, &reading.map, source, &index(map));
        assert!(coverage.paragraphs.len() > 40, "{map}: the index is that of the whole text");
        for paragraph in &coverage.paragraphs {
            assert!(!paragraph.is_open(), "{map}: nothing of {}", paragraph.at);
            assert!(!paragraph.is_needless(), "{map}: a needless reason at {}", paragraph.at);
        }
    }
}

/// The texts at hand are those that were read, paragraph by paragraph.
#[test]
fn the_texts_are_those_of_the_index() {
    if std::env::var_os("ARGMAP_TEXTS").is_none() {
        return println!("skipped: ARGMAP_TEXTS does not say where the sources' texts are");
    }
    for map in READINGS {
        let reading = read(map);
        let source = &reading.map[reading.map.reading_of.expect("the map reads a text")];
        let text = texts(source.text.as_deref().expect("a text")).expect("the text is at hand");
        let of_text = Index::new(&index(map).source, &text, &source.sections);
        assert_eq!(index(map).changed(&of_text), Vec::<String>::new(), "{map}");
    }
}

/// The contradictions that are really in the critique are found, and only those.
#[test]
fn the_contradictions_of_the_critique_are_found() {
    let reading = read("critique");
    let findings = check_map(&reading);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let mut pairs: Vec<Vec<&str>> = errors
        .map(|finding| {
            assert_eq!(finding.rule.code, "AM301", "{}", finding.message);
            let about = finding.about.iter().map(String::as_str);
            let mut claims: Vec<&str> =
                about.filter(|name| reading.map.find_claim(name).is_some()).collect();
            claims.sort_unstable();
            claims
        })
        .collect();
    pairs.sort();
    assert_eq!(
        pairs,
        [
            vec!["began-enrages", "began-germinal"],
            vec!["power-in-party-apparatus", "stalin-is-state-apparatus"],
            vec!["state-tail-of-bourgeoisie", "state-tail-of-proletariat"],
        ]
    );
}

/// What each map says stands, claim by claim.
#[test]
fn verdicts_are_as_they_were() {
    for map in MAPS {
        let reading = read(map);
        let evaluation = evaluate(&reading.map, semantics::Options::default());
        let mut golden = String::new();
        for verdict in Verdict::ALL {
            writeln!(golden, "{verdict}").unwrap();
            for (id, _) in reading.map.claims() {
                if evaluation.verdict(id) == *verdict {
                    let thesis = if reading.map.is_thesis(id) { " (thesis)" } else { "" };
                    writeln!(golden, "    {}{thesis}", reading.map.name(id).unwrap()).unwrap();
                }
            }
        }
        support::golden(&format!("golden/maps/{map}-verdicts.txt"), &golden);
    }
}

#[test]
fn maps_stand_alone_but_for_the_dispute() {
    for map in READINGS {
        let text = std::fs::read_to_string(root().join(format!("maps/{map}.json"))).unwrap();
        assert!(argmap_core::read(map, text, &mut no_imports).problems.is_empty());
    }
    assert_eq!(read("dispute").files.len(), 3);
}
