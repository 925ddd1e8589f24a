//! What follows from a difference: verdicts that change, and findings that come and go.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::Matching;
use crate::diagnostic::Diagnostic;
use crate::document::{RULES, Reading};
use crate::model::{ClaimId, Map, Verdict};
use crate::semantics::Evaluation;
use crate::text::FileId;

/// A claim whose verdict is another one in the new map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// The claim in the old map.
    pub old: ClaimId,
    /// The claim in the new map.
    pub new: ClaimId,
    /// Whether either map is for it.
    pub is_thesis: bool,
    /// The verdict in the old map.
    pub before: Verdict,
    /// The verdict in the new map.
    pub after: Verdict,
}

/// The claims of both maps whose verdicts differ, theses first, then in the order of the new map.
///
/// Claims of imported files are the same by name. Linear in the size of the maps.
pub fn verdicts(
    (old, before): (&Map, &Evaluation),
    (new, after): (&Map, &Evaluation),
    matching: &Matching,
) -> Vec<VerdictChange> {
    let outer = old.claims().filter(|(id, _)| old.file_of(*id) != FileId::ROOT);
    let outer: FxHashMap<String, NodeIndex> =
        outer.map(|(id, _)| (matching.name(old, new, id.node()), id.node())).collect();
    let was = |id: ClaimId| -> Option<ClaimId> {
        let node = if new.file_of(id) == FileId::ROOT {
            matching.old_of(id.node())
        } else {
            new.name(id).and_then(|name| outer.get(&name).copied())
        };
        old.as_claim(node?)
    };
    let mut changes: Vec<VerdictChange> = new
        .claims()
        .filter_map(|(id, _)| {
            let was = was(id)?;
            let change = VerdictChange {
                old: was,
                new: id,
                is_thesis: old.is_thesis(was) || new.is_thesis(id),
                before: before.verdict(was),
                after: after.verdict(id),
            };
            (change.before != change.after).then_some(change)
        })
        .collect();
    changes.sort_by_key(|change| !change.is_thesis);
    changes
}

/// Findings that only one version has, by their numbers in the lists that were compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingChanges {
    /// Those of the new version.
    pub appeared: Vec<usize>,
    /// Those of the old version.
    pub disappeared: Vec<usize>,
}

/// Which findings came and which are gone.
///
/// A finding is still the same if its rule and the parts that it is about are, whatever their ids;
/// so one whose message counts or quotes something else than before has neither come nor gone.
/// Findings that are about no part are told apart by their messages. Where faults keep something
/// out of one version, many rules are silent about it; so of that version only faults are taken to
/// be missing. Linear in the number of findings and the length of their messages.
pub fn findings(
    (old_reading, old): (&Reading, &[Diagnostic]),
    (new_reading, new): (&Reading, &[Diagnostic]),
    matching: &Matching,
) -> FindingChanges {
    let renamed: FxHashMap<&str, &str> =
        matching.renamed.iter().map(|renamed| (&*renamed.old, &*renamed.new)).collect();
    let now = |name: &str| match renamed.get(name) {
        Some(name) => (*name).to_owned(),
        None => matching.outer_name(name.to_owned()),
    };
    let mut changes = FindingChanges::default();
    // By the message first, so that of several about the same parts the right one is missed.
    let mut left: [Vec<usize>; 2] = [(0..old.len()).collect(), (0..new.len()).collect()];
    let keys: [fn(&Key) -> Option<Key>; 2] =
        [|key| Some(key.clone()), |key| (!key.about.is_empty()).then(|| key.without_message())];
    for narrowed in keys {
        let mut had: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
        for at in left[0].iter().rev() {
            if let Some(key) = narrowed(&Key::of(&old[*at], &now)) {
                had.entry(key).or_default().push(*at);
            }
        }
        let mut gone = vec![false; old.len()];
        left[1].retain(|at| {
            let key = narrowed(&Key::of(&new[*at], &str::to_owned));
            match key.and_then(|key| had.get_mut(&key)?.pop()) {
                Some(at) => {
                    gone[at] = true;
                    false
                }
                None => true,
            }
        });
        left[0].retain(|at| !gone[*at]);
    }
    let is_fault = |finding: &Diagnostic| RULES.iter().any(|rule| rule.code == finding.rule.code);
    if new_reading.origins.is_incomplete() {
        left[0].retain(|at| is_fault(&old[*at]));
    }
    if old_reading.origins.is_incomplete() {
        left[1].retain(|at| is_fault(&new[*at]));
    }
    [changes.disappeared, changes.appeared] = left;
    changes
}

/// What a finding is known by.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    code: &'static str,
    about: Vec<String>,
    message: String,
}

impl Key {
    /// By ids as they are now.
    fn of(finding: &Diagnostic, now: &dyn Fn(&str) -> String) -> Key {
        let about = finding.about.iter().map(|name| now(name)).collect();
        // Messages name parts in backticks.
        let words = finding.message.split('`').enumerate();
        let words = words.map(|(at, word)| if at % 2 == 1 { now(word) } else { word.to_owned() });
        let message = words.collect::<Vec<_>>().join("`");
        Key { code: finding.rule.code, about, message }
    }

    fn without_message(&self) -> Key {
        Key { message: String::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::compare::diff::matching;
    use crate::document::no_imports;
    use crate::semantics::{self, evaluate};

    const MAP: &str = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
      "claims": [{ "id": "t", "text": "The street is wet." }, { "id": "a", "text": "It rained all night." },
        { "id": "b", "text": "Nobody swept it." }, { "id": "q", "text": "Is it so?" }],
      "supports": [{ "id": "i", "from": ["a"], "to": "t" }, { "id": "j", "from": ["t"], "to": "b" }] }"#;

    /// The messages of findings that came and went, and the verdicts that changed.
    fn told(changes: &[(&str, &str)]) -> (Vec<String>, Vec<String>, Vec<String>) {
        let mut text = MAP.to_owned();
        for (old, new) in changes {
            assert!(text.contains(old), "no {old}");
            text = text.replace(old, new);
        }
        let [old, new] = [MAP, &text].map(|text| crate::read("map.json", text, &mut no_imports));
        let matching = matching(&old.map, &new.map);
        let found = [&old, &new].map(|reading| check(reading, Options::default()));
        let changes = findings((&old, &found[0]), (&new, &found[1]), &matching);
        let of = |side: usize, which: &[usize]| -> Vec<String> {
            which.iter().map(|at| found[side][*at].message.clone()).collect()
        };
        let [before, after] =
            [&old, &new].map(|it| evaluate(&it.map, semantics::Options::default()));
        let verdicts = verdicts((&old.map, &before), (&new.map, &after), &matching);
        let verdicts = verdicts.iter().map(|it| {
            let thesis = if it.is_thesis { " (thesis)" } else { "" };
            format!("{}{thesis} {} {}", new.map[it.new].name, it.before, it.after)
        });
        (of(1, &changes.appeared), of(0, &changes.disappeared), verdicts.collect())
    }

    #[test]
    fn names_make_neither_findings_nor_verdicts() {
        assert_eq!(told(&[]), Default::default());
        assert_eq!(told(&[("\"t\"", "\"wet\""), ("\"q\"", "\"asked\"")]), Default::default());
    }

    #[test]
    fn what_hangs_on_a_change_is_told_theses_first() {
        let objection = ("] }", r#"], "rebuttals": [{ "id": "r", "from": ["q"], "to": "a" }] }"#);
        let (_, _, verdicts) = told(&[objection]);
        assert_eq!(
            verdicts,
            ["t (thesis) accepted unestablished", "a accepted refuted", "b accepted unestablished"]
        );
    }

    #[test]
    fn findings_come_and_go() {
        let (came, gone, _) = told(&[("Is it so?", "It is so.")]);
        assert_eq!(came, Vec::<String>::new());
        assert_eq!(gone.len(), 1, "{gone:?}");
        assert!(gone[0].contains("`q`"), "{gone:?}");
    }

    #[test]
    fn what_a_fault_silences_is_not_gone() {
        let (came, gone, _) = told(&[(r#""from": ["t"]"#, r#""from": ["nowhere"]"#)]);
        assert_eq!(came, ["there is no claim `nowhere`"]);
        assert_eq!(gone, Vec::<String>::new());
    }
}
