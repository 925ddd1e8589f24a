//! A step that does not fit its scheme.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::schemes::Schemed;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::{Field, nearest};
use crate::model::formula::Formula;
use crate::model::schemes::{CONCLUSION, Known, Scheme, normalised};
use crate::model::{ClaimId, InferenceId, Target, wording};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM502",
    name: "scheme-arity",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a step that names roles lacks one that its scheme requires or names one that it does not have, a role is given to a claim that is no part of the step, a step of a deductive scheme has too few premises, or an undercut raises a critical question that the scheme lacks",
    why: "A scheme is a form: a role that stands empty is a premise that the author relies on and does not state. Premises are often left unsaid, so a step that names no roles is only at fault where its scheme is deductive and the premises cannot be enough. What the scheme does not know, a role or a question, is commonly misspelt.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["slippery"],
  "claims": [
    { "id": "slippery", "text": "The street is slippery." },
    { "id": "law", "text": "When rain freezes, every road turns to ice.", "basis": "common-ground" }
  ],
  "supports": [{
    "from": ["law"], "to": "slippery",
    "scheme": "modus-ponens", "roles": { "conditional": "law" }
  }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["slippery"],
  "claims": [
    { "id": "slippery", "text": "The street is slippery." },
    { "id": "law", "text": "When rain freezes, every road turns to ice.", "basis": "common-ground" },
    { "id": "frozen", "text": "Last night's rain has frozen.", "basis": "observed" }
  ],
  "supports": [{
    "from": ["law", "frozen"], "to": "slippery",
    "scheme": "modus-ponens", "roles": { "conditional": "law", "antecedent": "frozen" }
  }]
}"#,
    ),
    source: "A scheme is its premises, conclusion and critical questions: D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 1.",
};

/// So many missing roles are named in one finding.
const MOST_NAMED: usize = 5;
/// For so many unknown words a suggestion is looked for, among so many candidates.
const MOST_SUGGESTIONS: usize = 200;
const MOST_CANDIDATES: usize = 200;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let mut arity = Arity { context, known: FxHashMap::default(), suggestions: 0, found };
    for step in &context.schemes().steps {
        let Some(scheme) = step.scheme else { continue };
        if !context.map[step.id].roles.is_empty() {
            arity.roles(step, scheme);
        } else if let Known::Listed(scheme) = scheme {
            arity.premises(step, scheme);
        }
    }
    for undercut in context.facts.raising() {
        if context.is_own(*undercut) {
            arity.question(*undercut);
        }
    }
}

struct Arity<'a, 'c> {
    context: &'a Context<'c>,
    /// The roles, normalised, of the map's own schemes, by name.
    known: FxHashMap<&'c str, FxHashSet<String>>,
    suggestions: usize,
    found: &'a mut Vec<Diagnostic>,
}

impl<'c> Arity<'_, 'c> {
    fn roles(&mut self, step: &Schemed, scheme: Known<'c>) {
        let map = self.context.map;
        let mut filled: FxHashSet<String> = FxHashSet::default();
        let mut meant: FxHashSet<String> = FxHashSet::default();
        for (role, _) in &map[step.id].roles {
            filled.insert(normalised(role));
        }
        let needs: FxHashSet<ClaimId> = map.needs(step.id).collect();
        for (number, (role, claim)) in map[step.id].roles.iter().enumerate() {
            let plain = normalised(role);
            if plain == CONCLUSION || self.has_role(scheme, &plain) {
                let fits = match plain == CONCLUSION {
                    true => map.target(step.id) == Target::Claim(*claim),
                    false => needs.contains(claim),
                };
                if !fits {
                    self.misplaced(step, number, plain == CONCLUSION);
                }
                continue;
            }
            let free = scheme.roles().take(MOST_CANDIDATES);
            let free: Vec<&str> = free.filter(|role| !filled.contains(&normalised(role))).collect();
            let near = self.nearest(role, &free);
            meant.extend(near.map(normalised));
            self.unknown_role(step, scheme, number, near);
        }
        // Whoever misspells a role has not left it empty.
        let is_missing = |role: &&str| {
            let plain = normalised(role);
            !filled.contains(&plain) && !meant.contains(&plain)
        };
        let missing = scheme.required().filter(is_missing);
        let missing: Vec<&str> = missing.take(MOST_NAMED).collect();
        let context = self.context;
        if !missing.is_empty() && context.is_complete() && context.origins.is_whole(step.id) {
            self.missing_roles(step, scheme, &missing);
        }
    }

    /// A role given to a claim that the step does not have in that place.
    fn misplaced(&mut self, step: &Schemed, number: usize, concludes: bool) {
        let context = self.context;
        let (role, claim) = &context.map[step.id].roles[number];
        if !context.is_complete() || !context.origins.is_whole(step.id) {
            return;
        }
        let (kind, help) = match concludes {
            true => ("its conclusion", "name what the step leads to, or leave the role out"),
            false => {
                ("among its premises", "add it to the premises, or name the premise that is meant")
            }
        };
        let message = format!(
            "{} gives {} the role `{role}`, and that claim is not {kind}",
            context.step(step.id),
            context.claim(*claim)
        );
        let field = Field::Role(number as u32);
        let finding = context.finding(&RULE, step.id, message).at(context.field(step.id, field));
        self.found.push(finding.here(format!("not {kind}")).help(help));
    }

    fn has_role(&mut self, scheme: Known<'c>, plain: &str) -> bool {
        match scheme {
            Known::Listed(scheme) => scheme.role(plain).is_some(),
            Known::Own(own) => {
                let roles = || own.roles.iter().map(|role| normalised(role)).collect();
                self.known.entry(&own.name).or_insert_with(roles).contains(plain)
            }
        }
    }

    fn nearest<'w>(&mut self, word: &str, candidates: &[&'w str]) -> Option<&'w str> {
        self.suggestions += 1;
        if self.suggestions > MOST_SUGGESTIONS {
            return None;
        }
        nearest(word, candidates.iter().copied())
    }

    fn unknown_role(&mut self, step: &Schemed, scheme: Known, number: usize, near: Option<&str>) {
        let context = self.context;
        let (role, claim) = &context.map[step.id].roles[number];
        let message = format!(
            "{} gives {} the role `{role}`, which `{}` does not have",
            context.step(step.id),
            context.claim(*claim),
            scheme.name()
        );
        // Where a role's claim is lost the numbers of the places are not those of the map.
        let field = match context.is_complete() {
            true => Field::Role(number as u32),
            false => Field::Scheme,
        };
        let place = context.field(step.id, field);
        let finding = context.finding(&RULE, step.id, message).at(place);
        self.found.push(match near {
            Some(near) => finding.here(format!("did you mean the role `{near}`?")),
            None => finding.here("in an unknown role").help(offer("the roles are", scheme.roles())),
        });
    }

    fn missing_roles(&mut self, step: &Schemed, scheme: Known, missing: &[&str]) {
        let context = self.context;
        let (word, it) = if missing.len() == 1 { ("role", "it") } else { ("roles", "them") };
        let message = format!(
            "{} leaves the {word} {} of `{}` empty",
            context.step(step.id),
            wording::join(&quoted(missing)),
            scheme.name()
        );
        let place = context.field(step.id, Field::Scheme);
        let mut finding = context.finding(&RULE, step.id, message).at(place);
        for role in missing {
            if let Some(role) = scheme.listed().and_then(|scheme| scheme.role(role)) {
                finding = finding.note(format!("`{}`: {}", role.name, role.about));
            }
        }
        let help = format!("say which premise plays {it}, or add the premise");
        self.found.push(finding.here(format!("requires the {word}")).help(help));
    }

    fn premises(&mut self, step: &Schemed, scheme: &'static Scheme) {
        let context = self.context;
        let required: Vec<&str> =
            scheme.roles.iter().filter(|role| role.is_required).map(|role| role.name).collect();
        let needs = context.facts.needs(context.facts.step(step.id));
        if !scheme.is_deductive || needs.len() >= required.len() {
            return;
        }
        // One claim may say several things.
        let said = needs.iter().map(|claim| match context.map[*claim].formula.as_deref() {
            Some(Formula::And(parts)) => parts.len(),
            _ => 1,
        });
        if said.sum::<usize>() >= required.len()
            || !context.is_complete()
            || !context.origins.is_whole(step.id)
        {
            return;
        }
        let message = format!(
            "{} has {} and `{}` takes {}",
            context.step(step.id),
            if needs.len() == 1 {
                "one premise,".to_owned()
            } else {
                format!("{} premises,", needs.len())
            },
            scheme.name,
            required.len()
        );
        let mut finding = context
            .finding(&RULE, step.id, message)
            .at(context.field(step.id, Field::Scheme))
            .here("too few premises for this form");
        for role in scheme.roles.iter().filter(|role| role.is_required) {
            finding = finding.note(format!("`{}`: {}", role.name, role.about));
        }
        self.found
            .push(finding.help("add the premise that is left unsaid, or name another scheme"));
    }

    fn question(&mut self, undercut: InferenceId) {
        let context = self.context;
        let map = context.map;
        let Some(word) = map[undercut].critical_question.as_deref() else { return };
        let Target::Inference(step) = map.target(undercut) else { return };
        // What an imported file declares for itself is not known here.
        if !context.is_own(step) {
            return;
        }
        let name = context.step(undercut);
        let place = context.field(undercut, Field::CriticalQuestion);
        let Some(scheme) = map[step].scheme.as_deref() else {
            if context.origins.is_whole(step) {
                let message = format!(
                    "{name} raises the critical question `{word}` against {}, which follows no scheme",
                    context.step(step)
                );
                let finding = context.finding(&RULE, undercut, message).at(place);
                let finding = finding.here("a question of no scheme");
                let finding = finding.label(context.place(step), "follows no scheme");
                self.found.push(
                    finding.help("say which scheme the step follows, or leave the question out"),
                );
            }
            return;
        };
        let Some(scheme) = context.schemes().known.find(scheme) else { return };
        if scheme.question(word).is_some() {
            return;
        }
        let count = scheme.question_count().min(MOST_CANDIDATES);
        let questions: Vec<_> = (0..count).map(|number| scheme.question_name(number)).collect();
        let candidates: Vec<&str> = questions.iter().map(|name| &**name).collect();
        let message = format!(
            "{name} raises the critical question `{word}`, which `{}` does not have",
            scheme.name()
        );
        let finding = context.finding(&RULE, undercut, message).at(place);
        let finding = match self.nearest(word, &candidates) {
            Some(near) => finding.here(format!("did you mean `{near}`?")),
            None => finding
                .here("no question of the scheme")
                .help(offer("the questions are", candidates.iter().copied())),
        };
        let scheme = context.field(step, Field::Scheme);
        self.found.push(finding.label(scheme, "the scheme of the step"));
    }
}

/// What there is to choose from.
fn offer<'w>(what: &str, names: impl Iterator<Item = &'w str>) -> String {
    let names: Vec<&str> = names.take(MOST_NAMED * 2).collect();
    match names.is_empty() {
        true => "the scheme declares none".to_owned(),
        false => format!("{what} {}", wording::join(&quoted(&names))),
    }
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, found_with, messages};

    /// A step from `a` and `b` to `c` with these fields, and further keys of the map.
    fn keys(step: &str, further: &str) -> String {
        format!(
            r#"{further} "claims": [
              {{ "id": "a", "text": "A." }}, {{ "id": "b", "text": "B." }},
              {{ "id": "both", "text": "A and B.", "formula": "a & b" }},
              {{ "id": "c", "text": "C." }}],
            "supports": [{{ "id": "s", "to": "c", {step} }}]"#
        )
    }

    fn of(step: &str) -> Vec<String> {
        found(&RULE, &keys(step, "")).into_iter().map(|finding| finding.message).collect()
    }

    const TWO: &str = r#""from": ["a", "b"], "scheme": "modus-ponens""#;

    #[test]
    fn steps_that_name_roles_fill_the_required_ones() {
        let step = |roles: &str| of(&format!(r#"{TWO}, "roles": {{ {roles} }}"#));
        assert!(step(r#""conditional": "a", "Antecedent": "b", "conclusion": "c""#).is_empty());
        let missing = "`s` leaves the role `antecedent` of `modus-ponens` empty";
        assert_eq!(step(r#""conditional": "a""#), [missing]);
        let strange =
            "`s` gives `c` the role `antecedent`, and that claim is not among its premises";
        assert_eq!(step(r#""conditional": "a", "antecedent": "c""#), [strange]);
        let strange = "`s` gives `a` the role `conclusion`, and that claim is not its conclusion";
        let all = r#""conditional": "a", "antecedent": "b", "conclusion": "a""#;
        assert_eq!(step(all), [strange]);
        let warrant = r#""from": ["a"], "warrant": "b", "scheme": "modus-ponens""#;
        let roles = r#""roles": { "conditional": "b", "antecedent": "a" }"#;
        assert!(of(&format!("{warrant}, {roles}")).is_empty());
        let both = "`s` leaves the roles `conditional` and `antecedent` of `modus-ponens` empty";
        assert_eq!(step(r#""conclusion": "c""#), [both]);
    }

    #[test]
    fn a_misspelt_role_is_not_missing_besides() {
        let step = format!(r#"{TWO}, "roles": {{ "conditional": "a", "antecedant": "b" }}"#);
        let found_there = found(&RULE, &keys(&step, ""));
        let message = "`s` gives `b` the role `antecedant`, which `modus-ponens` does not have";
        assert_eq!(messages(&found_there), [message]);
        assert_eq!(found_there[0].labels[0].message, "did you mean the role `antecedent`?");
        let all = r#""conditional": "a", "antecedent": "b", "wing": "b""#;
        let found_there = found(&RULE, &keys(&format!(r#"{TWO}, "roles": {{ {all} }}"#), ""));
        let help = found_there[0].help.as_deref();
        assert_eq!(help, Some("the roles are `conditional` and `antecedent`"));
    }

    #[test]
    fn premises_may_be_left_unsaid_but_not_where_the_form_is_deductive() {
        let one = r#""from": ["a"], "scheme": "modus-ponens""#;
        assert_eq!(of(one), ["`s` has one premise, and `modus-ponens` takes 2"]);
        for fine in [
            r#""from": ["a"], "scheme": "modus-ponens", "warrant": "b""#,
            r#""from": ["both"], "scheme": "modus-ponens""#,
            r#""from": ["a"], "scheme": "expert-opinion""#,
            r#""from": ["a"], "scheme": "disjunctive-syllogism""#,
            r#""from": ["a"], "scheme": "reductio""#,
            r#""from": ["a"], "scheme": "unheard-of""#,
            r#""from": ["a"]"#,
            TWO,
        ] {
            assert!(of(fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn roles_of_declared_schemes_are_all_required() {
        let own = r#""schemes": [{ "name": "augury", "roles": ["omen", "lore"] }],"#;
        let step = |roles: &str| {
            let step = format!(r#""from": ["a", "b"], "scheme": "augury", "roles": {{ {roles} }}"#);
            let found_there = found(&RULE, &keys(&step, own));
            messages(&found_there).iter().map(|message| (*message).to_owned()).collect::<Vec<_>>()
        };
        assert!(step(r#""omen": "a", "lore": "b""#).is_empty());
        assert_eq!(step(r#""omen": "a""#), ["`s` leaves the role `lore` of `augury` empty"]);
        let unknown = step(r#""omen": "a", "lore": "b", "bird": "b""#);
        assert_eq!(unknown, ["`s` gives `b` the role `bird`, which `augury` does not have"]);
    }

    #[test]
    fn undercuts_raise_questions_that_there_are() {
        let undercut = |scheme: &str, question: &str| {
            let further = format!(
                r#""schemes": [{{ "name": "augury", "questions": ["Who saw it?"] }}],
                "undercuts": [{{ "id": "u", "from": ["b"], "to": "s", "critical-question": "{question}" }}],"#
            );
            let found_there = found(&RULE, &keys(&format!(r#""from": ["a"]{scheme}"#), &further));
            found_there
                .into_iter()
                .map(|finding| (finding.message, finding.labels[0].message.to_string()))
                .collect::<Vec<_>>()
        };
        let sign = r#", "scheme": "sign""#;
        assert!(undercut(sign, "other-causes").is_empty());
        let message = "`u` raises the critical question `other-cause`, which `sign` does not have";
        let here = "did you mean `other-causes`?";
        assert_eq!(undercut(sign, "other-cause"), [(message.to_owned(), here.to_owned())]);
        assert_eq!(undercut("", "field").len(), 1);
        assert!(undercut(r#", "scheme": "unheard-of""#, "field").is_empty());
        let own = r#", "scheme": "augury""#;
        assert!(undercut(own, "1").is_empty() && undercut(own, "who saw it?").is_empty());
        assert_eq!(undercut(own, "2").len(), 1);
    }

    #[test]
    fn nothing_is_said_of_what_is_lost_or_imported() {
        let lost = format!(r#"{TWO}, "roles": {{ "conditional": "a", "antecedent": "gone" }}"#);
        assert!(of(&lost).is_empty());
        let import = r#""imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "x", "text": "X." }],
            "undercuts": [{ "from": ["x"], "to": "o/s", "critical-question": "no-such" }]"#;
        let other = keys(r#""from": ["a"], "scheme": "modus-ponens""#, "");
        assert!(found_with(&RULE, import, &other).is_empty());
    }
}
