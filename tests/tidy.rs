//! The order of the project, held by tests: who imports whom, that every part is in its table,
//! that every test is named, that files stay short, that documents name what exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The longest that a source file may be, in lines.
const LONGEST: usize = 600;

/// Which modules of the library may import which, as ARCHITECTURE.md says.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("diagnostic", &["text"]),
    ("document", &["text", "diagnostic", "model"]),
    ("logic", &["model"]),
    ("semantics", &["model", "logic"]),
    ("formats", &["text", "diagnostic", "model", "document"]),
    ("analysis", &["model", "logic", "semantics"]),
    ("check", &["text", "diagnostic", "model", "document", "logic", "semantics", "analysis"]),
    (
        "compare",
        &[
            "text",
            "diagnostic",
            "model",
            "document",
            "formats",
            "logic",
            "semantics",
            "analysis",
            "check",
        ],
    ),
    ("fixes", &["text", "diagnostic", "model", "document", "formats"]),
    ("render", &["text", "diagnostic", "model", "document", "semantics", "analysis"]),
    (
        "report",
        &[
            "text",
            "diagnostic",
            "model",
            "document",
            "logic",
            "semantics",
            "formats",
            "analysis",
            "check",
            "compare",
            "fixes",
            "render",
        ],
    ),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package has a parent").to_owned()
}

/// The files below a folder of the project with an ending, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// A source text without comments, doc examples and unit tests, which may go through the root.
fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") {
        return String::new();
    }
    let text = text(path);
    let text = text.split_once("#[cfg(test)]\n").map_or(&*text, |(code, _)| code);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The modules that a source text reaches through `crate::`, braces included.
fn imported(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split_once('}').map_or(list, |(list, _)| list),
            None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""),
        };
        let names = names.split(',').map(|name| name.trim().split("::").next().unwrap_or(""));
        found.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    found
}

#[test]
fn imports_go_one_way() {
    let modules: BTreeSet<&str> = MAY_IMPORT.iter().map(|(module, _)| *module).collect();
    let source = root().join("argmap-core/src");
    for entry in std::fs::read_dir(&source).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(name == "lib" || modules.contains(name.as_str()), "{name} is in no table of order");
    }
    for path in files("argmap-core/src", "rs") {
        let inside = path.strip_prefix(&source).unwrap();
        let module = inside.iter().next().unwrap().to_string_lossy().replace(".rs", "");
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            continue;
        };
        for other in imported(&code(&path)) {
            let known = modules.contains(other.as_str());
            let own = other == module;
            assert!(
                !known || own || allowed.contains(&other.as_str()),
                "{} imports {other}, which {module} may not",
                inside.display()
            );
            let verb = ["read", "check", "evaluate"].contains(&other.as_str());
            assert!(known || !verb, "{} goes through the crate's root", inside.display());
        }
    }
}

#[test]
fn every_rule_is_in_its_table_under_the_name_of_its_file() {
    let names: BTreeSet<String> =
        argmap_core::check::catalogue().iter().map(|rule| rule.name.replace('-', "_")).collect();
    let mut files_of_rules = BTreeSet::new();
    for folder in ["argmap-core/src/check/rules", "argmap-core/src/document/problems"] {
        for path in files(folder, "rs") {
            let text = text(&path);
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if stem == "mod" {
                continue;
            }
            assert!(text.contains(": Rule = Rule {"), "{path:?} declares no rule");
            files_of_rules.insert(stem);
        }
    }
    assert_eq!(names, files_of_rules);
}

#[test]
fn rules_are_in_the_order_of_their_codes() {
    let sorted = |codes: Vec<&str>| {
        assert!(codes.is_sorted(), "{codes:?}");
    };
    sorted(argmap_core::document::RULES.iter().map(|rule| rule.code).collect());
    sorted(argmap_core::check::CHECKS.iter().map(|check| check.rule.code).collect());
}

#[test]
fn every_test_example_and_bench_is_named_in_a_package() {
    let packages =
        ["argmap-core/Cargo.toml", "argmap-cli/Cargo.toml"].map(|path| text(&root().join(path)));
    for folder in ["tests", "examples"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.file_name().unwrap().to_string_lossy();
                let line = format!("path = \"../{folder}/{name}\"");
                assert!(
                    packages.iter().any(|package| package.contains(&line)),
                    "{line} is missing"
                );
            }
        }
    }
    for (package, folder) in packages.iter().zip(["argmap-core/benches", "argmap-cli/benches"]) {
        for path in files(folder, "rs") {
            let name = path.file_stem().unwrap().to_string_lossy();
            assert!(package.contains(&format!("name = \"{name}\"")), "{name} is not named");
        }
    }
}

#[test]
fn files_are_short() {
    for folder in ["argmap-core", "argmap-cli", "tests", "examples"] {
        for path in files(folder, "rs") {
            let lines = text(&path).lines().count();
            assert!(lines <= LONGEST, "{path:?} has {lines} lines, more than {LONGEST}");
        }
    }
}

#[test]
fn the_library_touches_nothing_outside_itself() {
    for path in files("argmap-core/src", "rs") {
        let code = code(&path);
        for outside in
            ["std::fs", "std::env", "std::net", "std::thread", "std::time", "println!", "eprintln!"]
        {
            assert!(!code.contains(outside), "{path:?} uses {outside}");
        }
    }
}

#[test]
fn documents_name_what_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = text(&root().join(document));
        for word in text.split('`').skip(1).step_by(2) {
            let starts = ["argmap-core/", "argmap-cli/", "tests/", "maps/", "examples/", "docs/"];
            let is_path = starts.iter().any(|start| word.starts_with(start));
            if is_path && !word.contains(['<', '*', '{', ' ', '…']) {
                assert!(
                    root().join(word).exists(),
                    "{document} names {word}, which does not exist"
                );
            }
        }
    }
}

#[test]
fn the_order_here_is_the_order_written_down() {
    let architecture = text(&root().join("ARCHITECTURE.md"));
    for (module, allowed) in MAY_IMPORT {
        let list = if allowed.is_empty() { "–".to_owned() } else { allowed.join(", ") };
        let row = architecture.lines().find(|line| line.starts_with(&format!("| `{module}` |")));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {module}"));
        assert!(
            row.ends_with(&format!("| {list} |")),
            "ARCHITECTURE.md on {module}: {row}, not {list}"
        );
    }
}
