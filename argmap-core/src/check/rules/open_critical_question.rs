//! A step whose scheme raises questions that nothing answers or presses.

use std::cell::OnceCell;
use std::fmt::Write;

use rustc_hash::FxHashSet;

use crate::check::rules::analogy_without_relevance;
use crate::check::rules::authority_without_source::Words;
use crate::check::rules::elimination_not_exhaustive::{self, Alternatives};
use crate::check::schemes::{Schemed, without_role};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::schemes::{CONCLUSION, Known};
use crate::model::{ClaimId, InferenceId, InferenceKind, Target, wording};
use crate::semantics::{self, evaluate};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM503",
    name: "open-critical-question",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "a critical question of a step's scheme has neither answer nor attack",
    why: "A defeasible step shifts the burden: it holds until one of its critical questions is raised and not answered. A reader who goes through them sees where the step is weakest. A question counts as dealt with if an undercut of the step names it by its `critical-question`, or if there is a reason, evidence or basis for the premise that it doubts, or a rebuttal of it; one that asks for the other side, if something speaks there. Where a step names no roles, any of its premises may be the one, and an undercut that names no question may raise any that grants the premises. Of a map with theses only those steps are told of without which the verdict of a thesis would be another; at the tier `auditor`, all are.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "id": "from-street", "from": ["wet"], "to": "rain", "scheme": "sign" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "cleaners", "text": "The street cleaners came by." },
    { "id": "rest", "text": "The cleaners rest on Sundays.", "basis": "common-ground" },
    { "id": "sunday", "text": "Yesterday was a Sunday.", "basis": "common-ground" }
  ],
  "supports": [{ "id": "from-street", "from": ["wet"], "to": "rain", "scheme": "sign" }],
  "rebuttals": [{ "from": ["rest", "sunday"], "to": "cleaners" }],
  "undercuts": [{ "from": ["cleaners"], "to": "from-street", "critical-question": "other-causes" }]
}"#,
    ),
    source: "Critical questions as the test of schemes: A. Hastings, A Reformulation of the Modes of Reasoning in Argumentation, 1963; D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 1.",
};

/// So many questions of one step are listed; only a map's own scheme may have more.
const MOST_LISTED: usize = 12;

/// How many parts of maps are evaluated anew in all: one evaluation looks at each part once.
const WORK: usize = 4_000_000;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if context.is_complete() {
        run_within(context, WORK, found);
    }
}

fn run_within(context: &Context, work: usize, found: &mut Vec<Diagnostic>) {
    let all = context.map.theses().is_empty() || context.options.tier >= Tier::Auditor;
    let mut left = work;
    let others = Others { context, words: OnceCell::new(), alternatives: OnceCell::new() };
    for step in &context.schemes().steps {
        let Some(scheme) = step.scheme.filter(|_| context.origins.is_whole(step.id)) else {
            continue;
        };
        let Some(finding) = open(&others, step, scheme) else { continue };
        if all {
            found.push(finding);
            continue;
        }
        let Some(rest) = left.checked_sub(context.map.node_count()) else {
            let name = context.step(step.id);
            let message =
                format!("whether a thesis turns on {name} or a later step was not tested");
            let note = format!("the limit is {work} parts evaluated anew");
            let finding = context.finding(&RULE, step.id, message).here("from here on");
            found.push(finding.note(note));
            return;
        };
        left = rest;
        if let Some(why) = turns_on(context, step.id) {
            found.push(finding.note(why));
        }
    }
}

/// What becomes of the first thesis whose verdict is another without a step.
fn turns_on(context: &Context, step: InferenceId) -> Option<String> {
    let map = context.map;
    let without =
        evaluate(map, semantics::Options { reject: vec![step.node()], ..Default::default() });
    let verdicts =
        |thesis: &ClaimId| (context.evaluation().verdict(*thesis), without.verdict(*thesis));
    let mut theses = map.theses().iter();
    let thesis = theses.find(|thesis| {
        let (with, without) = verdicts(thesis);
        with != without
    })?;
    let (with, without) = verdicts(thesis);
    Some(format!(
        "without this step the thesis {} is {without}, and not {with}",
        context.claim(*thesis)
    ))
}

fn open(others: &Others, step: &Schemed, scheme: Known) -> Option<Diagnostic> {
    let context = others.context;
    let (count, listed) = open_questions(others, step, scheme);
    if count == 0 {
        return None;
    }
    let mut names: Vec<String> =
        listed.iter().map(|number| format!("`{}`", scheme.question_name(*number))).collect();
    let more = count - listed.len();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let word = if count == 1 { "question" } else { "questions" };
    let message = format!(
        "{} leaves the critical {word} {} of `{}` open",
        context.step(step.id),
        wording::join(&names),
        scheme.name()
    );
    let mut texts = String::new();
    for number in &listed {
        let separator = if texts.is_empty() { "" } else { "\n" };
        let name = scheme.question_name(*number);
        write!(texts, "{separator}`{name}`: {}", scheme.question_text(*number))
            .expect("writing to a string cannot fail");
    }
    let finding = context.finding(&RULE, step.id, message).note(texts);
    let finding = finding.at(context.field(step.id, Field::Scheme)).here("not gone into");
    Some(finding.help(
        "give the premise that is doubted a reason, or raise the question by an undercut that names it as its `critical-question`",
    ))
}

/// How many questions have neither answer nor attack, and the numbers of the first of them.
fn open_questions(others: &Others, step: &Schemed, scheme: Known) -> (usize, Vec<usize>) {
    let context = others.context;
    let map = context.map;
    let undercuts = context.facts.undercuts(step.id);
    let raises = |undercut: &InferenceId| map[*undercut].critical_question.as_deref();
    let raised: FxHashSet<usize> =
        undercuts.iter().filter_map(raises).filter_map(|word| scheme.question(word)).collect();
    // An undercut that names no question may raise any that grants the premises, and against a
    // strict step nobody can raise one.
    let may_be_raised = map[step.id].strict || undercuts.iter().any(|one| raises(one).is_none());
    let left = (0..scheme.question_count()).filter(|number| !raised.contains(number));
    let mut open: Vec<usize> = left.take(MOST_LISTED).collect();
    let Some(listed) = scheme.listed() else {
        let count = scheme.question_count() - raised.len();
        return if may_be_raised { (0, Vec::new()) } else { (count, open) };
    };
    let answered = |claim: ClaimId| {
        !context.facts.is_bare(claim) || !context.facts.rebuttals(claim).is_empty()
    };
    let elsewhere = without_role(context, step.id).into_iter().any(answered);
    open.retain(|number| {
        let question = &listed.questions[*number];
        let Some(role) = question.role else { return !may_be_raised };
        if role == CONCLUSION {
            return !may_be_raised && !others.is_weighed(step, question.name);
        }
        if others.is_said(step, role) {
            return false;
        }
        if let Some(claim) = step.in_role(map, role) {
            return !answered(claim);
        }
        let is_unsaid = listed.role(role).is_some_and(|role| !role.is_required);
        let is_raised = is_unsaid && may_be_raised;
        !(elsewhere || is_raised || others.speak(step, listed.name, role))
    });
    (open.len(), open)
}

/// What bears on questions from elsewhere: other reasons, who said what, and the rules that say of
/// one role that it stands empty.
struct Others<'a, 'c> {
    context: &'a Context<'c>,
    words: OnceCell<Words>,
    alternatives: OnceCell<Alternatives<'a, 'c>>,
}

impl Others<'_, '_> {
    /// Whether something speaks on the other side of a step's conclusion, or where others who know
    /// are asked for, another of them on the same.
    fn is_weighed(&self, step: &Schemed, question: &str) -> bool {
        let facts = &self.context.facts;
        let Target::Claim(claim) = facts.step(step.id).target else { return false };
        let (same, opposite) = match facts.step(step.id).kind {
            InferenceKind::Support => (facts.supports(claim), facts.rebuttals(claim)),
            _ => (facts.rebuttals(claim), facts.supports(claim)),
        };
        let asks_others = matches!(question, "consistency" | "other-witnesses");
        !opposite.is_empty() || asks_others && same.len() > 1
    }

    /// Whether it is recorded that another than who draws the step said what it concludes.
    fn is_said(&self, step: &Schemed, role: &str) -> bool {
        let Target::Claim(claim) = self.context.facts.step(step.id).target else { return false };
        let by = self.context.map[step.id].by;
        role == "statement"
            && self.words.get_or_init(|| Words::of(self.context)).is_said_by_another(claim, by)
    }

    /// Whether one of the rules says so of this step.
    fn speak(&self, step: &Schemed, scheme: &str, role: &str) -> bool {
        let context = self.context;
        match (scheme, role) {
            ("analogy", "relevance") => {
                context.runs(analogy_without_relevance::CHECK.rule)
                    && analogy_without_relevance::applies(context, step.id)
            }
            ("disjunctive-syllogism" | "dilemma", "alternatives") => {
                context.runs(elimination_not_exhaustive::CHECK.rule)
                    && self
                        .alternatives
                        .get_or_init(|| Alternatives::new(context))
                        .are_left_open(step.id)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{messages, reading};
    use crate::check::{Options, check};

    fn found(keys: &str) -> Vec<Diagnostic> {
        let options = Options { tier: Tier::Pedantic, ..Options::default() };
        let mut found = check(&reading(keys, ""), options);
        found.retain(|finding| finding.rule.code == RULE.code);
        found
    }

    /// The questions left open by a step from `a` and `b` with these fields.
    fn open_in(step: &str, further: &str) -> String {
        let keys = format!(
            r#"{further} "claims": [
              {{ "id": "a", "text": "A." }}, {{ "id": "b", "text": "B." }}, {{ "id": "c", "text": "C." }},
              {{ "id": "known", "text": "K.", "basis": "observed" }}],
            "supports": [{{ "id": "s", "to": "c", {step} }}]"#
        );
        let found = found(&keys);
        assert!(found.len() <= 1, "one finding a step");
        found.first().map_or(String::new(), |finding| finding.message.clone())
    }

    const SIGN: &str = r#""from": ["a", "b"], "scheme": "sign""#;

    #[test]
    fn all_open_questions_stand_in_one_finding() {
        let all = "`s` leaves the critical questions `strength`, `presence` and `other-causes` of `sign` open";
        assert_eq!(open_in(SIGN, ""), all);
        let keys = format!(
            r#""claims": [{{ "id": "a", "text": "A." }}, {{ "id": "b", "text": "B." }}, {{ "id": "c", "text": "C." }}],
            "supports": [{{ "to": "c", {SIGN} }}]"#
        );
        let notes = &found(&keys)[0].notes;
        assert_eq!(notes.len(), 1);
        assert!(notes[0].lines().nth(2).unwrap().starts_with("`other-causes`: Could"), "{notes:?}");
    }

    #[test]
    fn undercuts_deal_with_what_they_name() {
        let raised = |question: &str| {
            let undercut = format!(
                r#""undercuts": [{{ "id": "u", "from": ["known"], "to": "s"{question} }}],"#
            );
            open_in(SIGN, &undercut)
        };
        let rest = "`s` leaves the critical questions `strength` and `presence` of `sign` open";
        assert_eq!(raised(r#", "critical-question": "Other causes""#), rest);
        // One that names none may raise any that grants the premises.
        let premise = "`s` leaves the critical question `presence` of `sign` open";
        assert_eq!(raised(""), premise);
    }

    #[test]
    fn reasons_and_rebuttals_deal_with_the_premise_in_doubt() {
        let roles = format!(r#"{SIGN}, "roles": {{ "sign": "a", "link": "b" }}"#);
        let rest = "`s` leaves the critical questions `strength` and `other-causes` of `sign` open";
        let rebutted = r#""rebuttals": [{ "from": ["known"], "to": "a" }],"#;
        assert_eq!(open_in(&roles, rebutted), rest);
        let based = r#""from": ["known", "b"], "scheme": "sign", "roles": { "sign": "known", "link": "b" }"#;
        assert_eq!(open_in(based, ""), rest);
        // Without roles the premise with a reason may be either.
        let unnamed = r#""from": ["known", "b"], "scheme": "sign""#;
        let step = "`s` leaves the critical question `other-causes` of `sign` open";
        assert_eq!(open_in(unnamed, ""), step);
    }

    #[test]
    fn the_other_side_is_heard_where_something_speaks_on_it() {
        let cases = r#""from": ["known"], "scheme": "example""#;
        let all = "`s` leaves the critical questions `instance`, `counterexamples` and `circumstances` of `example` open";
        assert_eq!(open_in(cases, ""), all);
        let rebuttal = r#""rebuttals": [{ "from": ["b"], "to": "c" }],"#;
        let rest =
            "`s` leaves the critical questions `instance` and `circumstances` of `example` open";
        assert_eq!(open_in(cases, rebuttal), rest);
    }

    #[test]
    fn what_an_expert_is_recorded_to_have_said_was_said() {
        let roles = r#""from": ["known", "a"], "scheme": "expert-opinion", "by": "h",
            "roles": { "expertise": "known", "reliability": "a" }"#;
        let open = |holder: &str| {
            let keys = format!(
                r#""holders": [{{ "id": "h", "name": "H" }}, {{ "id": "e", "name": "E" }}],
                "claims": [{{ "id": "a", "text": "A." }}, {{ "id": "c", "text": "C.", "asserted-by": ["{holder}"] }},
                  {{ "id": "known", "text": "K.", "basis": "observed" }}],
                "supports": [{{ "id": "s", "to": "c", {roles} }}]"#
            );
            found(&keys)[0].message.contains("`statement`")
        };
        assert!(open("h") && !open("e"));
    }

    #[test]
    fn strict_steps_cannot_be_undercut() {
        let strict = r#""from": ["known"], "scheme": "sign", "strict": true"#;
        assert_eq!(open_in(strict, ""), "");
    }

    #[test]
    fn declared_schemes_number_their_questions() {
        let own = r#""schemes": [{ "name": "augury", "questions": ["Who saw it?", "When?"] }],
            "undercuts": [{ "id": "u", "from": ["known"], "to": "s", "critical-question": "2" }],"#;
        let step = r#""from": ["a"], "scheme": "augury""#;
        assert_eq!(open_in(step, own), "`s` leaves the critical question `1` of `augury` open");
        let questions: Vec<String> =
            (0..20).map(|number| format!("\"{number} o'clock?\"")).collect();
        let many = format!(
            r#""schemes": [{{ "name": "augury", "questions": [{}] }}],"#,
            questions.join(", ")
        );
        assert!(open_in(step, &many).ends_with("`11`, `12` and 8 more of `augury` open"));
    }

    #[test]
    fn of_a_map_with_theses_the_steps_are_gone_into_on_which_one_turns() {
        let told = |steps: &str, tier: Tier| {
            let keys = format!(
                r#""theses": ["t"], "claims": [{{ "id": "t", "text": "T." }}, {{ "id": "m", "text": "M." }},
                  {{ "id": "a", "text": "A.", "basis": "observed" }},
                  {{ "id": "b", "text": "B.", "basis": "observed" }}], {steps}"#
            );
            let found = check(&reading(&keys, ""), Options { tier, ..Options::default() });
            let own = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
            own.map(|finding| (finding.about.join(" "), finding.notes.last().unwrap().clone()))
                .collect::<Vec<_>>()
        };
        let chain = r#""supports": [
            { "id": "upper", "from": ["m"], "to": "t", "scheme": "sign" },
            { "id": "lower", "from": ["a"], "to": "m", "scheme": "sign" }]"#;
        let why = "without this step the thesis `t` is unestablished, and not accepted";
        let wanted = [("upper".to_owned(), why.to_owned()), ("lower".to_owned(), why.to_owned())];
        assert_eq!(told(chain, Tier::Pedantic), wanted);
        let second = chain.replace("}]", r#"}, { "from": ["b"], "to": "t" }]"#);
        assert_eq!(told(&second, Tier::Pedantic), []);
        assert_eq!(told(&second, Tier::Auditor).len(), 2);
        let attack = r#""supports": [{ "from": ["a"], "to": "t" }],
            "rebuttals": [{ "id": "con", "from": ["b"], "to": "t", "scheme": "sign" }]"#;
        let why = "without this step the thesis `t` is accepted, and not undecided";
        assert_eq!(told(attack, Tier::Pedantic), [("con".to_owned(), why.to_owned())]);
    }

    #[test]
    fn beyond_the_budget_it_stops_and_says_so() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T." },
              { "id": "a", "text": "A.", "basis": "observed" }],
            "supports": [{ "id": "s", "from": ["a"], "to": "t", "scheme": "sign" }]"#;
        let reading = reading(keys, "");
        let options = Options { tier: Tier::Pedantic, ..Options::default() };
        let mut found = Vec::new();
        run_within(&Context::new(&reading, options), 1, &mut found);
        assert_eq!(
            messages(&found),
            ["whether a thesis turns on `s` or a later step was not tested"]
        );
    }

    #[test]
    fn what_another_rule_says_is_not_said_again() {
        let likeness = r#""from": ["known"], "scheme": "analogy", "roles": { "likeness": "known", "base": "known" }"#;
        assert_eq!(open_in(likeness, ""), "");
        let cases = r#""from": ["known"], "scheme": "disjunctive-syllogism""#;
        assert_eq!(open_in(cases, ""), "");
    }
}
