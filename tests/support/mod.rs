//! What the tests share: files, goldens and random maps.

#![allow(dead_code, reason = "each test uses its own part")]

pub mod faults;
pub mod findings;
pub mod harness;
pub mod random;
pub mod xml;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use argmap_core::diagnostic::Diagnostic;
use argmap_core::document::{ImportFault, Loaded, Reading};

/// The folder of the whole project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package has a parent").to_owned()
}

/// Reads a map of the project with its imports; `path` is relative to the project's folder.
pub fn read(path: &str) -> Reading {
    let text = std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    read_text(path, text)
}

/// Reads a map as if it stood at `path`, with the imports that stand beside it.
pub fn read_text(path: &str, text: impl Into<Vec<u8>>) -> Reading {
    let mut loader = |importer: &str, path: &str| {
        let folder = Path::new(importer).parent().unwrap_or(Path::new(""));
        let name = folder.join(path).to_string_lossy().into_owned();
        let bytes = std::fs::read(root().join(&name)).map_err(|_| ImportFault::Missing)?;
        Ok(Loaded { name, bytes })
    };
    argmap_core::read(path, text, &mut loader)
}

/// Findings a line each: place, code, message.
pub fn show(reading: &Reading, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = match finding.place() {
            Some(place) => {
                let file = reading.file(place);
                let at = file.position(place.span.start);
                format!("{}:{}:{}", file.name(), at.line, at.column)
            }
            None => "nowhere".to_owned(),
        };
        let (code, severity) = (finding.rule.code, finding.severity.word());
        writeln!(out, "{place}: {code} {severity}: {}", finding.message).unwrap();
    }
    out
}

/// Holds a text against a file of the project's `tests` folder. `UPDATE_GOLDEN=1` writes it; a
/// missing file fails.
pub fn golden(path: &str, found: &str) {
    let file = root().join("tests").join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(file.parent().expect("a golden is in a folder")).unwrap();
        return std::fs::write(&file, found).unwrap();
    }
    let wanted = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{path}: {error}; write it with UPDATE_GOLDEN=1"));
    assert!(
        wanted == found,
        "{path} differs; if this is right, write it with UPDATE_GOLDEN=1\n--- wanted\n{wanted}\n--- found\n{found}"
    );
}
