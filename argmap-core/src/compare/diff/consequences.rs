//! What follows from a difference: verdicts that change, and findings that come and go.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::Matching;
use crate::diagnostic::Diagnostic;
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
/// Findings that are about no part are told apart by their messages. Linear in the number of
/// findings and the length of their messages.
pub fn findings(old: &[Diagnostic], new: &[Diagnostic], matching: &Matching) -> FindingChanges {
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
