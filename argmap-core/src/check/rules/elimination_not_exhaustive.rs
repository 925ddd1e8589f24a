//! An elimination or a dilemma among alternatives that may not be all.

use crate::check::english::is_english;
use crate::check::schemes::{in_role, is_raised};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::formula::Formula;
use crate::model::{ClaimId, ConflictKind, InferenceId, Letter, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM507",
    name: "elimination-not-exhaustive",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a disjunctive syllogism or dilemma rests on no premise and no exhaustive question that says these are all the alternatives",
    why: "What is left after excluding the others is only so if there was nothing else, and what holds in both cases only holds if there is no third. That premise is the one which commonly fails (the false dilemma), and so it should be stated: as a premise or warrant, by a formula with a disjunction, or as a question marked `exhaustive`.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The window",
  "theses": ["gardener"],
  "claims": [
    { "id": "gardener", "text": "The gardener broke the window." },
    { "id": "cook-away", "text": "The cook was in town.", "basis": "observed" },
    { "id": "maid-asleep", "text": "The maid was asleep.", "basis": "observed" }
  ],
  "supports": [{
    "from": ["cook-away", "maid-asleep"], "to": "gardener", "scheme": "disjunctive-syllogism"
  }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The window",
  "theses": ["gardener"],
  "claims": [
    { "id": "gardener", "text": "The gardener broke the window." },
    { "id": "cook-away", "text": "The cook was in town.", "basis": "observed" },
    { "id": "maid-asleep", "text": "The maid was asleep.", "basis": "observed" },
    { "id": "household", "text": "Only these three had a key to the locked house.", "basis": "common-ground" }
  ],
  "supports": [{
    "from": ["cook-away", "maid-asleep"], "to": "gardener", "warrant": "household",
    "scheme": "disjunctive-syllogism"
  }]
}"#,
    ),
    source: "On false dilemmas and questions that leave too few answers: D. Walton, Informal Logic, 2nd edition, 2008.",
};

const SCHEMES: &[&str] = &["disjunctive-syllogism", "dilemma"];

/// Words by which a premise may say in English that these are all; where one stands, nothing is
/// reported.
const EXHAUSTING: &[&str] = &[
    "or",
    "either",
    "only",
    "all",
    "every",
    "everyone",
    "everything",
    "alternative",
    "alternatives",
    "else",
    "otherwise",
    "unless",
    "exhaustive",
    "exhaust",
    "third",
    "other",
    "others",
    "options",
    "cases",
    "choice",
    "between",
    "must",
];

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let mut alternatives: Option<Alternatives> = None;
    for (id, scheme) in context.schemes().listed(SCHEMES) {
        let alternatives = alternatives.get_or_insert_with(|| Alternatives::new(context));
        if !context.origins.is_whole(id) || !alternatives.are_left_open(id) {
            continue;
        }
        let step = context.step(id);
        let message = match scheme.name {
            "dilemma" => format!("{step} distinguishes cases, and nothing says that these are all"),
            _ => format!("{step} excludes alternatives, and nothing says that these were all"),
        };
        let finding = context.finding(&RULE, id, message).at(context.field(id, Field::Scheme));
        found.push(finding.here("is there no third?").help(
            "add the premise that these are all, or a question marked `exhaustive` with the alternatives as its answers",
        ));
    }
}

/// Which alternatives are declared to be all.
pub(super) struct Alternatives<'a, 'c> {
    context: &'a Context<'c>,
    /// Answers to exhaustive questions and what conflicts with them, by node.
    exhausted: Vec<bool>,
    /// Claims of contradictory pairs, by node.
    paired: Vec<bool>,
}

impl<'a, 'c> Alternatives<'a, 'c> {
    /// Goes through questions and conflicts once.
    pub(super) fn new(context: &'a Context<'c>) -> Alternatives<'a, 'c> {
        let map = context.map;
        let mut answers = vec![false; map.node_count()];
        for question in context.facts.questions().iter().filter(|id| map[**id].exhaustive) {
            map.answers(*question).for_each(|answer| answers[answer.index()] = true);
        }
        let mut exhausted = answers.clone();
        let mut paired = vec![false; map.node_count()];
        for conflict in context.facts.conflicts() {
            let touches = map.members(*conflict).any(|claim| answers[claim.index()]);
            let contradictory = map[*conflict].kind == ConflictKind::Contradictory;
            for claim in map.members(*conflict) {
                exhausted[claim.index()] |= touches;
                paired[claim.index()] |= contradictory;
            }
        }
        Alternatives { context, exhausted, paired }
    }

    /// Whether nothing says that the alternatives of a step are all: neither a question, a
    /// contradictory pair, a role, a formula nor, as far as can be told, a premise's wording.
    pub(super) fn are_left_open(&self, id: InferenceId) -> bool {
        let context = self.context;
        let step = context.facts.step(id);
        let needs = context.facts.needs(step);
        let conclusion = match step.target {
            Target::Claim(claim) => Some(claim),
            Target::Inference(_) => None,
        };
        let declared =
            needs.iter().copied().chain(conclusion).any(|claim| self.exhausted[claim.index()])
                || conclusion.is_some_and(|claim| self.paired[claim.index()]);
        !declared
            && in_role(context.map, id, "alternatives").is_none()
            && !needs.iter().any(|claim| self.may_exhaust(*claim))
            && !is_raised(context, id, &["alternatives"])
    }

    fn may_exhaust(&self, claim: ClaimId) -> bool {
        let map = self.context.map;
        let claim = &map[claim];
        if claim.formula.as_deref().is_some_and(has_disjunction) {
            return true;
        }
        let mut words = claim.text.split(|letter: char| !letter.is_alphabetic());
        // Other languages have other words for it.
        !is_english(map)
            || words.any(|word| {
                EXHAUSTING.iter().any(|exhausting| exhausting.eq_ignore_ascii_case(word))
            })
    }
}

/// Whether a formula says that one of several things is so; the opposites of what stands beneath
/// an odd number of negations are meant.
fn has_disjunction(formula: &Formula<Letter>) -> bool {
    let mut open = vec![(formula, true)];
    while let Some((formula, affirmed)) = open.pop() {
        match formula {
            Formula::Name(_) => {}
            Formula::Not(inner) => open.push((inner, !affirmed)),
            Formula::And(parts) if affirmed => open.extend(parts.iter().map(|part| (part, true))),
            Formula::Or(parts) if !affirmed => open.extend(parts.iter().map(|part| (part, false))),
            Formula::Implies(one, other) if !affirmed => {
                open.extend([(&**one, true), (&**other, false)]);
            }
            _ => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, found_with};

    fn keys(premise: &str, step: &str, further: &str) -> String {
        format!(
            r#"{further} "claims": [
              {{ "id": "a", "text": "A is so." }}, {{ "id": "b", "text": "B is so." }}, {{ "id": "c", "text": "C is so." }},
              {{ "id": "not-a", "text": "A is not so.", "formula": "!a & !b" }},
              {{ "id": "p", {premise} }}],
            "supports": [{{ "id": "s", "from": ["not-a", "p"], "to": "c", {step} }}]"#
        )
    }

    fn fires(premise: &str, step: &str, further: &str) -> bool {
        !found(&RULE, &keys(premise, step, further)).is_empty()
    }

    const ELIMINATION: &str = r#""scheme": "disjunctive-syllogism""#;
    const PLAIN: &str = r#""text": "B is far away.""#;

    #[test]
    fn eliminations_and_dilemmas_need_all_alternatives() {
        assert!(fires(PLAIN, ELIMINATION, ""));
        assert!(fires(PLAIN, r#""scheme": "Proof by cases""#, ""));
        assert!(!fires(PLAIN, r#""scheme": "modus-tollens""#, ""));
        let message = &found(&RULE, &keys(PLAIN, ELIMINATION, ""))[0].message;
        assert_eq!(message, "`s` excludes alternatives, and nothing says that these were all");
    }

    #[test]
    fn a_premise_may_say_so() {
        assert!(!fires(r#""text": "Either A or B or C is so.""#, ELIMINATION, ""));
        assert!(!fires(r#""text": "P.", "formula": "a | b | c""#, ELIMINATION, ""));
        assert!(!fires(r#""text": "P.", "formula": "!(!a & !c)""#, ELIMINATION, ""));
        assert!(fires(r#""text": "P.", "formula": "!(a | b)""#, ELIMINATION, ""));
        let role =
            format!(r#"{ELIMINATION}, "roles": {{ "alternatives": "p", "excluded": "not-a" }}"#);
        assert!(!fires(PLAIN, &role, ""));
        assert!(!fires(PLAIN, ELIMINATION, r#""language": "de","#));
        assert!(fires(PLAIN, ELIMINATION, r#""language": "en-GB","#));
    }

    #[test]
    fn a_question_or_a_pair_may_say_so() {
        let question = |answers: &str, exhaustive: bool| {
            format!(
                r#""questions": [{{ "id": "q", "text": "Which?", "answers": [{answers}], "exhaustive": {exhaustive} }}],
                "conflicts": [{{ "claims": ["not-a", "a"], "kind": "contradictory" }}],"#
            )
        };
        assert!(!fires(PLAIN, ELIMINATION, &question(r#""b", "c""#, true)));
        assert!(!fires(PLAIN, ELIMINATION, &question(r#""a", "b""#, true)));
        assert!(fires(PLAIN, ELIMINATION, &question(r#""b", "c""#, false)));
        let pair = r#""conflicts": [{ "claims": ["a", "c"], "kind": "contradictory" }],"#;
        assert!(!fires(PLAIN, ELIMINATION, pair));
        let raised =
            r#""undercuts": [{ "from": ["b"], "to": "s", "critical-question": "alternatives" }],"#;
        assert!(!fires(PLAIN, ELIMINATION, raised));
    }

    #[test]
    fn imported_files_and_faulty_maps_are_left_alone() {
        let import = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, import, &keys(PLAIN, ELIMINATION, "")).is_empty());
        assert!(!fires(PLAIN, &format!(r#"{ELIMINATION}, "warrant": "gone""#), ""));
    }
}
