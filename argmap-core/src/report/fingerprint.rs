//! What tells findings apart and outlives changes elsewhere in the file.

use std::hash::Hasher;

use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::diagnostic::Diagnostic;

/// A fingerprint of each of a file's findings, of 32 hexadecimal digits: of its rule, of the parts
/// that it is about and of its message, and of its number among those that have all this in
/// common. It does not depend on where the finding stands, nor on the file's name, nor on the
/// machine or the version of the library.
///
/// Linear in the length of the findings. The hash is SipHash-1-3 with 128 bits: J.-P. Aumasson and
/// D. Bernstein, SipHash: a fast short-input PRF, 2012.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    let mut seen: FxHashMap<u128, u64> = FxHashMap::default();
    let print = |finding: &Diagnostic| {
        let plain = hash(finding, 0);
        let number = seen.entry(plain).or_default();
        let print = if *number == 0 { plain } else { hash(finding, *number) };
        *number += 1;
        format!("{print:032x}")
    };
    findings.iter().map(print).collect()
}

/// A fingerprint that also tells files apart, of a file's name and a finding's fingerprint.
pub fn of_file(name: &str, fingerprint: &str) -> String {
    let mut hasher = SipHasher13::new();
    write(&mut hasher, name);
    write(&mut hasher, fingerprint);
    format!("{:032x}", hasher.finish128().as_u128())
}

fn write(hasher: &mut SipHasher13, text: &str) {
    hasher.write(&(text.len() as u64).to_le_bytes());
    hasher.write(text.as_bytes());
}

fn hash(finding: &Diagnostic, number: u64) -> u128 {
    let mut hasher = SipHasher13::new();
    write(&mut hasher, finding.rule.code);
    finding.about.iter().for_each(|name| write(&mut hasher, name));
    write(&mut hasher, &finding.message);
    hasher.write(&number.to_le_bytes());
    hasher.finish128().as_u128()
}

#[cfg(test)]
mod tests {
    use super::fingerprints;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn prints(text: &str) -> Vec<String> {
        let reading = crate::read("map.json", text, &mut no_imports);
        fingerprints(&check(&reading, Options::default()))
    }

    const MAP: &str = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
        "claims": [{ "id": "t", "text": "Is it so?" }, { "id": "t", "text": "Is it?" },
          { "id": "u", "text": "Is it so?", "x": 1 }, { "id": "u", "text": "Is it?", "x": 1 }] }"#;

    #[test]
    fn lines_inserted_above_change_nothing() {
        let before = prints(MAP);
        let moved = MAP.replace("\"theses\"", "\n\n// A remark.\n\n   \"theses\"");
        assert_eq!(before, prints(&moved));
        let other = r#"{ "id": "z", "text": "Z.", "basis": "observed" }, { "id": "u""#;
        let more = prints(&MAP.replacen(r#"{ "id": "u""#, other, 1));
        assert!(before.iter().all(|print| more.contains(print)), "{before:?} {more:?}");
    }

    #[test]
    fn fingerprints_differ_and_are_the_same_everywhere() {
        let mut all = prints(MAP);
        assert_eq!(all[0], "800a94d455c39a96fe06f88a16c6c8fd");
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
