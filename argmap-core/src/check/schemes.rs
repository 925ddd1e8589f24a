//! The schemes of a map's steps.

use rustc_hash::FxHashSet;

use crate::check::Context;
use crate::document::nearest;
use crate::model::schemes::{Known, Scheme, Schemes, all, find, normalised};
use crate::model::{ClaimId, InferenceId, Map};
use crate::text::FileId;

/// A step of the root file that follows a scheme.
#[derive(Clone, Copy, Debug)]
pub struct Schemed<'c> {
    /// The step.
    pub id: InferenceId,
    /// The scheme's name as it was written.
    pub name: &'c str,
    /// The scheme, where it is known.
    pub scheme: Option<Known<'c>>,
}

/// The schemes of the root file's steps.
#[derive(Debug)]
pub struct StepSchemes<'c> {
    /// The schemes that its steps may follow.
    pub known: Schemes<'c>,
    /// The steps that follow one, in the order of declaration.
    pub steps: Vec<Schemed<'c>>,
}

impl<'c> StepSchemes<'c> {
    /// Looks up the schemes of the steps that follow one; linear in their number.
    pub(super) fn new(map: &'c Map, schemed: &[InferenceId]) -> StepSchemes<'c> {
        let known = Schemes::of(map);
        let own = schemed.iter().copied().filter(|id| map.file_of(*id) == FileId::ROOT);
        let steps = own.filter_map(|id| {
            let name = map[id].scheme.as_deref()?;
            Some(Schemed { id, name, scheme: known.find(name) })
        });
        let steps = steps.collect();
        StepSchemes { known, steps }
    }

    /// The steps that follow one of the schemes of the table that have these names.
    pub(super) fn listed(
        &self,
        names: &[&str],
    ) -> impl Iterator<Item = (InferenceId, &'static Scheme)> {
        let listed = self.steps.iter().filter_map(|step| Some((step.id, step.scheme?.listed()?)));
        listed.filter(move |(_, scheme)| names.contains(&scheme.name))
    }
}

impl Schemed<'_> {
    /// The claim that plays a role of the step's scheme; linear in the number of its roles.
    pub(super) fn in_role(&self, map: &Map, role: &str) -> Option<ClaimId> {
        in_role(map, self.id, role)
    }
}

/// The claim that plays a role in a step; linear in the number of its roles.
pub(super) fn in_role(map: &Map, step: InferenceId, role: &str) -> Option<ClaimId> {
    let same = |name: &str| name == role || normalised(name) == normalised(role);
    map[step].roles.iter().find(|(name, _)| same(name)).map(|(_, claim)| *claim)
}

/// What a step needs, premises and warrant, and which role it does not have.
pub(super) fn without_role(context: &Context, step: InferenceId) -> Vec<ClaimId> {
    let roles = &context.map[step].roles;
    let playing: FxHashSet<ClaimId> = roles.iter().map(|(_, claim)| *claim).collect();
    let needs = context.facts.needs(context.facts.step(step)).iter();
    needs.copied().filter(|claim| !playing.contains(claim)).collect()
}

/// Whether an undercut of a step raises one of the critical questions with those ids.
pub(super) fn is_raised(context: &Context, step: InferenceId, questions: &[&str]) -> bool {
    context.facts.undercuts(step).iter().any(|undercut| {
        let raised = context.map[*undercut].critical_question.as_deref();
        raised.is_some_and(|raised| {
            questions.iter().any(|name| *name == raised || normalised(name) == normalised(raised))
        })
    })
}

/// The name of a scheme most like a word that names none: of those that the map declares or of the
/// table, whatever name of theirs is meant. Linear in the number of names.
pub fn nearest_scheme<'m>(map: Option<&'m Map>, word: &str) -> Option<&'m str> {
    let own = map.into_iter().flat_map(|map| map.schemes.iter().take(MOST_OWN));
    let own = own.map(|scheme| &*scheme.name);
    let plain = normalised(word);
    if let Some(near) = nearest(word, own.clone()) {
        return Some(near);
    }
    if let Some(near) = nearest(word, all().flat_map(Scheme::names)) {
        return find(near).map(|scheme| scheme.name);
    }
    let names: Vec<String> = all().flat_map(Scheme::names).map(normalised).collect();
    let near = nearest(&plain, names.iter().map(String::as_str))?;
    find(near).map(|scheme| scheme.name)
}

/// So many of a map's own schemes are looked through for a suggestion.
const MOST_OWN: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_name_is_meant_the_scheme_is_suggested() {
        assert_eq!(nearest_scheme(None, "expert-opinon"), Some("expert-opinion"));
        assert_eq!(nearest_scheme(None, "argument from expert opinon"), Some("expert-opinion"));
        assert_eq!(nearest_scheme(None, "ad-popullum"), Some("popular-opinion"));
        assert_eq!(nearest_scheme(None, "weather-vane-reading"), None);
    }
}
