//! One premise twice in a step, or one step twice in the map.

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Fix, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{
    ClaimId, HolderId, Inference, InferenceDetails, InferenceId, InferenceKind, Target,
};
use crate::text::{FileId, Span};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM006",
    name: "repeated-premise",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim stands twice among the premises of a step, or one step is declared twice",
    why: "Saying a thing twice adds no strength to it. Independent reasons for a claim are counted and drawn side by side, so a reason that is declared twice looks like two, and an undercut of the one leaves the other standing.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet", "wet"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "Premises are a set; C. L. Hamblin, Fallacies, 1970, ch. 1, on repetition as a dress of argument.",
};

/// So many further places of one premise are shown.
const MOST_LABELS: usize = 10;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    repeated_premises(context, found);
    repeated_steps(context, found);
}

fn repeated_premises(context: &Context, found: &mut Vec<Diagnostic>) {
    let facts = &context.facts;
    for step in facts.steps() {
        let premises = facts.premises(step);
        if are_few_and_different(premises) || !context.is_own(step.id) {
            continue;
        }
        let mut seen: FxHashSet<ClaimId> = FxHashSet::default();
        let mut repeated: Vec<ClaimId> = Vec::new();
        for premise in premises {
            if !seen.insert(*premise) {
                repeated.push(*premise);
            }
        }
        if repeated.is_empty() {
            continue;
        }
        let mut places: FxHashMap<ClaimId, Vec<u32>> =
            repeated.iter().map(|claim| (*claim, Vec::new())).collect();
        for (number, premise) in premises.iter().enumerate() {
            if let Some(places) = places.get_mut(premise) {
                places.push(number as u32);
            }
        }
        repeated.retain(|claim| seen.remove(claim));
        for claim in repeated {
            found.push(repeated_premise(context, step.id, claim, &places[&claim]));
        }
    }
}

/// So many are compared each with each.
const FEW: usize = 8;

fn are_few_and_different<T: PartialEq>(all: &[T]) -> bool {
    let is_new = |number: usize| !all[..number].contains(&all[number]);
    all.len() <= FEW && (1..all.len()).all(is_new)
}

fn repeated_premise(
    context: &Context,
    step: InferenceId,
    claim: ClaimId,
    places: &[u32],
) -> Diagnostic {
    let times = match places.len() {
        2 => "twice".to_owned(),
        number => format!("{number} times"),
    };
    let name = context.claim(claim);
    let message = format!("{name} stands {times} among the premises of {}", context.step(step));
    let place = |number: u32| context.field(step, Field::Premise(number));
    let mut finding = context.finding(&RULE, step, message).at(place(places[1])).here("again here");
    finding = finding.label(place(places[0]), "already a premise here");
    for number in places.iter().skip(2).take(MOST_LABELS) {
        finding = finding.label(place(*number), "and here");
    }
    let finding = finding.about(context.map.name(claim).unwrap_or_default());
    let finding = finding.help(format!("name {name} once"));
    let mut gone: Vec<Span> = Vec::new();
    for number in &places[1..] {
        let Some(spans) = place(*number).and_then(|place| context.removal(place)) else { continue };
        // One that would take the comma of another waits until that is gone.
        if gone.last().is_none_or(|last| last.end <= spans[0].start) {
            gone.extend(spans);
        }
    }
    if gone.is_empty() {
        return finding;
    }
    finding.fix(Fix::deletion(format!("name {name} once"), FileId::ROOT, gone))
}

fn repeated_steps(context: &Context, found: &mut Vec<Diagnostic>) {
    let facts = &context.facts;
    let mut repeated: Vec<(InferenceId, InferenceId)> = Vec::new();
    for step in facts.steps() {
        let same_target = match (step.target, step.kind) {
            (Target::Claim(claim), InferenceKind::Support) => facts.supports(claim),
            (Target::Claim(claim), _) => facts.rebuttals(claim),
            (Target::Inference(inference), _) => facts.undercuts(inference),
        };
        if same_target.len() > 1 && same_target[0] == step.id {
            repeated_among(context, same_target, &mut repeated);
        }
    }
    repeated.sort_unstable();
    for (step, first) in repeated {
        if context.is_own(step) {
            found.push(repeated_step(context, first, step));
        }
    }
}

/// Among steps of one kind to one target those that are there already, each with the first.
fn repeated_among(
    context: &Context,
    steps: &[InferenceId],
    repeated: &mut Vec<(InferenceId, InferenceId)>,
) {
    let facts = &context.facts;
    if steps.len() <= FEW {
        let glance = |id: &InferenceId| {
            let step = facts.step(*id);
            let premises = facts.premises(step).iter();
            (premises.clone().min(), premises.max(), facts.warrant(step), step.by)
        };
        let mut glances = [None; FEW];
        glances.iter_mut().zip(steps).for_each(|(at, id)| *at = Some(glance(id)));
        if are_few_and_different(&glances[..steps.len()]) {
            return;
        }
    }
    type Rest = (Option<ClaimId>, Option<HolderId>, Vec<ClaimId>);
    let mut first: FxHashMap<Rest, InferenceId> = FxHashMap::default();
    for id in steps {
        let step = facts.step(*id);
        let mut premises = facts.premises(step).to_vec();
        premises.sort_unstable();
        premises.dedup();
        let first = *first.entry((facts.warrant(step), step.by, premises)).or_insert(*id);
        let schemes = (&context.map[first].scheme, &context.map[*id].scheme);
        let differ = matches!(schemes, (Some(one), Some(other)) if one != other);
        if first != *id && !differ {
            repeated.push((*id, first));
        }
    }
}

fn repeated_step(context: &Context, first: InferenceId, step: InferenceId) -> Diagnostic {
    let map = context.map;
    let kind = map[step].kind;
    let message = match (map.name(first), map.name(step)) {
        (Some(first), Some(step)) => {
            format!("`{step}` and `{first}` are the same {kind} with the same premises")
        }
        _ => format!("{} is declared twice", context.step(step)),
    };
    let mut finding = context
        .finding(&RULE, step, message)
        .here("again here")
        .label(context.place(first), "already declared here")
        .help("leave one of them out; if they differ, say in what: other premises, a warrant, a scheme, or who draws the step");
    if let Some(name) = map.name(first) {
        finding = finding.about(name);
    }
    let place = context.field(step, Field::Whole);
    match place.filter(|_| adds_nothing(context, first, step)).and_then(|at| context.removal(at)) {
        Some(gone) => finding.fix(Fix::deletion("leave out the second", FileId::ROOT, gone)),
        None => finding,
    }
}

/// Whether a step says nothing beyond the first that is like it. One with an id does: other maps
/// may refer to it.
fn adds_nothing(context: &Context, first: InferenceId, step: InferenceId) -> bool {
    let map = context.map;
    let Inference { name, kind: _, strict, by: _, imputed, details: _ } = &map[step];
    let InferenceDetails { scheme, roles, weight, passage, critical_question, note } = &*map[step];
    let known = &map[first];
    // What could not be taken from the text may be where they differ.
    context.is_complete()
        && context.is_own(first)
        && name.is_none()
        && (*strict, *imputed) == (known.strict, known.imputed)
        && (scheme.is_none() || *scheme == known.scheme)
        && (roles.is_empty() || *roles == known.roles)
        && (weight.is_none() || *weight == known.weight)
        && passage.is_none()
        && map.citations(step).is_empty()
        && (critical_question.is_none() || *critical_question == known.critical_question)
        && (note.is_none() || *note == known.note)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    const CLAIMS: &str = r#""theses": ["t"], "holders": [{ "id": "h", "name": "H" }],
        "claims": [{ "id": "t", "text": "T" }, { "id": "a", "text": "A" }, { "id": "b", "text": "B" }]"#;

    fn found_in(steps: &str) -> Vec<String> {
        let found = found(&RULE, &format!("{CLAIMS}, {steps}"));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_same_premises_in_another_order_make_the_same_step() {
        let steps = r#""supports": [
            { "id": "s", "from": ["a", "b"], "to": "t" }, { "id": "u", "from": ["b", "a"], "to": "t" },
            { "from": ["b"], "to": "a" }, { "from": ["b"], "to": "a" }]"#;
        assert_eq!(
            found_in(steps),
            [
                "`u` and `s` are the same support with the same premises",
                "the support of `a` from `b` is declared twice"
            ]
        );
    }

    #[test]
    fn steps_that_differ_in_anything_that_counts_are_let_be() {
        let steps = r#""supports": [
            { "from": ["a"], "to": "t" }, { "from": ["a", "b"], "to": "t" },
            { "from": ["a"], "to": "t", "warrant": "b" }, { "from": ["a"], "to": "t", "by": "h" },
            { "from": ["a"], "to": "b", "scheme": "sign" },
            { "from": ["a"], "to": "b", "scheme": "cause-to-effect" }],
            "rebuttals": [{ "from": ["a"], "to": "t" }]"#;
        assert_eq!(found_in(steps), [""; 0]);
    }

    #[test]
    fn a_repeated_step_is_left_out_if_it_adds_nothing() {
        let is_mended = |steps: &str| {
            let found = found(&RULE, &format!("{CLAIMS}, \"supports\": [{steps}]"));
            assert_eq!(found.len(), 1, "{steps}");
            found[0].fix.is_some()
        };
        let step = |more: &str| format!(r#"{{ "from": ["a"], "to": "t"{more} }}"#);
        let two = |first: &str, second: &str| format!("{}, {}", step(first), step(second));
        assert!(is_mended(&two("", "")));
        assert!(is_mended(&two(r#", "id": "s", "note": "N""#, "")));
        assert!(is_mended(&two(r#", "note": "N""#, r#", "note": "N""#)));
        for more in [
            r#", "id": "s""#,
            r#", "note": "N""#,
            r#", "strict": true"#,
            r#", "imputed": true"#,
            r#", "weight": 0.5"#,
            r#", "scheme": "S""#,
            r#", "roles": { "r": "a" }"#,
            " /* why */",
        ] {
            assert!(!is_mended(&two("", more)), "{more}");
        }
        for fault in [r#", "source": "s""#, r#", "by": "hh""#, r#", "bye": "h""#] {
            assert!(!is_mended(&two("", fault)), "{fault}");
            assert!(!is_mended(&two(fault, "")), "{fault}");
        }
    }

    #[test]
    fn each_repeated_premise_is_told_once_with_all_its_places() {
        let steps = r#""rebuttals": [{ "id": "r", "from": ["a", "b", "a", "b", "a"], "to": "t" }]"#;
        let found = found(&RULE, &format!("{CLAIMS}, {steps}"));
        assert_eq!(
            messages(&found),
            [
                "`a` stands 3 times among the premises of `r`",
                "`b` stands twice among the premises of `r`"
            ]
        );
        assert_eq!(found[0].labels.len(), 3);
        assert!(found[0].labels.iter().all(|label| label.place.is_some()));
    }
}
