//! What a map's author lets pass, and what of that lets nothing pass.

use rustc_hash::FxHashMap;

use super::rules::unused_suppression;
use super::{Context, rule};
use crate::diagnostic::{Diagnostic, Rule};

/// An entry of a map's `allow`, and what it let pass.
pub(super) struct Entry {
    /// The rule; nothing if there is none of that code or name.
    pub(super) rule: Option<&'static Rule>,
    /// How many findings it let pass.
    pub(super) count: usize,
    /// For each of its names, how many findings were about that part.
    pub(super) counts: Vec<usize>,
}

/// Leaves out what the map's author lets pass, and adds what is said of entries that let nothing
/// pass. Linear in the number of findings and of names allowed.
pub(super) fn suppress(context: &Context, found: &mut Vec<Diagnostic>) {
    let allows = &context.map.allows;
    if allows.is_empty() {
        return;
    }
    let mut entries = Entries::default();
    for (number, allow) in allows.iter().enumerate() {
        let rule = rule(&allow.rule);
        entries.all.push(Entry { rule, count: 0, counts: vec![0; allow.at.len()] });
        let Some(rule) = rule else { continue };
        if allow.at.is_empty() {
            entries.whole.entry(rule.code).or_default().0.push(number);
        }
        for (at, name) in allow.at.iter().enumerate() {
            entries.names.entry((rule.code, &**name)).or_default().push((number, at));
        }
    }
    found.retain(|finding| !entries.let_pass(finding));
    for (numbers, count) in entries.whole.values() {
        numbers.iter().for_each(|number| entries.all[*number].count = *count);
    }
    if context.runs(&unused_suppression::RULE) {
        let mut unused = Vec::new();
        unused_suppression::unused(context, &entries.all, &mut unused);
        // An allowance of that very rule is heard as well.
        unused.retain(|finding| !entries.let_pass(finding));
        found.append(&mut unused);
    }
}

#[derive(Default)]
struct Entries<'m> {
    all: Vec<Entry>,
    /// By rule, the entries for all its findings, and how many those are.
    whole: FxHashMap<&'static str, (Vec<usize>, usize)>,
    /// By rule and name of a part, the entries and the places of the name in them.
    names: FxHashMap<(&'static str, &'m str), Vec<(usize, usize)>>,
}

impl Entries<'_> {
    /// Whether a finding is let pass; counted with all entries that do so.
    fn let_pass(&mut self, finding: &Diagnostic) -> bool {
        let code = finding.rule.code;
        let mut passes = false;
        if let Some((_, count)) = self.whole.get_mut(code) {
            *count += 1;
            passes = true;
        }
        if !self.names.is_empty() {
            for name in &finding.about {
                for (number, at) in self.names.get(&(code, name.as_str())).into_iter().flatten() {
                    self.all[*number].count += 1;
                    self.all[*number].counts[*at] += 1;
                    passes = true;
                }
            }
        }
        passes
    }
}
