//! The harness of the fuzz targets under property tests: `PROPTEST_CASES` says how many cases.

mod support;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use support::{harness, random, root};

/// Words of the format and of JSON, whole and broken.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "null",
    "true",
    "-0",
    "1e999",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "\u{85}",
    "é",
    "\u{1F600}",
    "¶",
    "…",
    "\"argmap\":",
    "\"title\":",
    "\"id\":",
    "\"claims\":",
    "\"supports\":",
    "\"undercuts\":",
    "\"conflicts\":",
    "\"imports\":",
    "\"sources\":",
    "\"sections\":",
    "\"from\":",
    "\"to\":",
    "\"text\":",
    "\"quote\":",
    "\"at\":",
    "\"formula\":",
    "\"theses\":",
    "\"reading-of\":",
    "\"allow\":",
    "\"unmerged\":",
    "\"ours\":",
    "<<<<<<< a\n",
    "\n=======\n",
    "\n>>>>>>> b\n",
    "\"as\":",
    "\"path\":\"map.json\"",
    "\"path\":\"other.json\"",
    "\"c0\"",
    "\"c1\"",
    "\"s0\"",
    "\"h0\"",
    "\"o/a\"",
    "\"¶2\"",
    "\"!c0 & (c1 | p0)\"",
    "\"contradictory\"",
];

/// A change of a text: at a place so many bytes are replaced by a piece.
fn change() -> impl Strategy<Value = (Index, usize, &'static str)> {
    (any::<Index>(), 0..40_usize, select(PIECES))
}

fn changed(mut bytes: Vec<u8>, changes: &[(Index, usize, &'static str)]) -> Vec<u8> {
    for (at, length, piece) in changes {
        let start = at.index(bytes.len() + 1);
        let end = (start + length / 4 * usize::from(length % 4 != 0)).min(bytes.len());
        bytes.splice(start..end, piece.bytes());
    }
    bytes
}

/// Maps with faults of every kind.
fn fixtures() -> Vec<Vec<u8>> {
    let files = ["faults/map.json", "example.json"];
    let read = |name| std::fs::read(root().join("tests/fixtures").join(name)).expect("a fixture");
    let mut fixtures: Vec<Vec<u8>> = files.into_iter().map(read).collect();
    for rule in argmap_core::check::catalogue() {
        fixtures.push(rule.bad.map.into());
    }
    fixtures
}

proptest! {
    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        harness::reader(&bytes);
    }

    #[test]
    fn any_pieces(pieces in vec(select(PIECES), 0..80)) {
        let text = pieces.concat();
        harness::reader(text.as_bytes());
        harness::reader(format!("{{\"argmap\":1,\"title\":\"x\",\"claims\":[{text}]}}").as_bytes());
    }

    #[test]
    fn changed_maps(numbers in vec(any::<u16>(), 0..400), changes in vec(change(), 0..6)) {
        let map = argmap_core::formats::native::write(&random::map(&numbers));
        harness::reader(&changed(map.into_bytes(), &changes));
    }

    #[test]
    fn changed_fixtures(which in any::<Index>(), changes in vec(change(), 0..6)) {
        let fixtures = fixtures();
        harness::reader(&changed(which.get(&fixtures).clone(), &changes));
    }

    #[test]
    fn changed_versions(
        numbers in vec(any::<u16>(), 0..300),
        ours in vec(change(), 0..4),
        theirs in vec(change(), 0..4),
    ) {
        let base = argmap_core::formats::native::write(&random::map(&numbers)).into_bytes();
        let sides = [base.clone(), changed(base.clone(), &ours), changed(base, &theirs)];
        harness::versions(&sides.join(&b'\x0c'));
    }
}
