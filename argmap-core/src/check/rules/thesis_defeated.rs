//! A declared thesis that does not stand.

use rustc_hash::FxHashSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId, InferenceKind, Target, Verdict};
use crate::semantics::{Evaluation, StepVerdict};
use crate::text::Place;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many reasons are told of one thesis, and how far back each is followed.
const REASONS: usize = 5;
const DEPTH: usize = 6;

static RULE: Rule = Rule {
    code: "AM313",
    name: "thesis-defeated",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "the evaluation refutes a declared thesis or leaves it unestablished or undecided",
    why: "A thesis is what the map is for. If it falls by what the map itself says, the author has either recorded an objection that is still to be met, or has to give the thesis up.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "swept", "text": "The street was swept with water.", "basis": "observed" }
  ],
  "supports": [{ "id": "from-wet", "from": ["wet"], "to": "rain" }],
  "undercuts": [{ "id": "other-cause", "from": ["swept"], "to": "from-wet" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "swept", "text": "The street was swept with water.", "basis": "observed" },
    { "id": "drained", "text": "That water had run off at once.", "basis": "observed" }
  ],
  "supports": [{ "id": "from-wet", "from": ["wet"], "to": "rain" }],
  "undercuts": [
    { "id": "other-cause", "from": ["swept"], "to": "from-wet" },
    { "from": ["drained"], "to": "other-cause" }
  ]
}"#,
    ),
    source: "P. M. Dung, On the acceptability of arguments, Artificial Intelligence 77, 1995; A. Van Gelder, K. Ross and J. Schlipf, The well-founded semantics for general logic programs, Journal of the ACM 38, 1991.",
};

/// What is said of a thesis: why, in one line, and the places of it.
#[derive(Default)]
struct Reasons {
    why: Vec<String>,
    /// How many of these are that nothing at all speaks for a premise.
    groundless: usize,
    labels: Vec<(Option<Place>, String)>,
}

impl Reasons {
    fn add(&mut self, why: String, place: Option<Place>, label: String) {
        self.why.push(why);
        self.labels.push((place, label));
    }
}

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() || context.map.theses().is_empty() {
        return;
    }
    let rivals = rival_theses(context);
    for (number, thesis) in context.map.theses().iter().enumerate() {
        let place = context.origins.theses.get(number).copied();
        let place = place.or_else(|| context.place(*thesis));
        found.extend(report(context, *thesis, place, rivals.contains(thesis)));
    }
}

/// The places that the findings of this rule show, and those of rebuttals that they only count.
pub(super) fn told(context: &Context) -> Vec<Place> {
    let mut found = Vec::new();
    run(context, &mut found);
    let shown = found.iter().flat_map(|finding| &finding.labels).filter_map(|label| label.place);
    let mut told: Vec<Place> = shown.collect();
    let evaluation = context.evaluation();
    for thesis in context.map.theses() {
        let open = evaluation.verdict(*thesis) == Verdict::Undecided;
        let rebuttals = if open { context.facts.rebuttals(*thesis) } else { &[] };
        told.extend(rebuttals.iter().filter_map(|rebuttal| context.place(*rebuttal)));
    }
    told
}

/// The theses that a conflict or an exclusive question sets against another thesis.
fn rival_theses(context: &Context) -> FxHashSet<ClaimId> {
    let map = context.map;
    let mut rivals = FxHashSet::default();
    let mut add = |claims: &mut dyn Iterator<Item = ClaimId>| {
        let theses: Vec<ClaimId> = claims.filter(|claim| map.is_thesis(*claim)).collect();
        if theses.len() > 1 {
            rivals.extend(theses);
        }
    };
    let (conflicts, questions) = (context.facts.conflicts(), context.facts.questions());
    conflicts.iter().for_each(|id| add(&mut map.members(*id)));
    let exclusive = questions.iter().filter(|id| map[**id].exclusive);
    exclusive.for_each(|id| add(&mut map.answers(*id)));
    rivals
}

fn report(
    context: &Context,
    thesis: ClaimId,
    place: Option<Place>,
    has_rival: bool,
) -> Option<Diagnostic> {
    let evaluation = context.evaluation();
    let verdict = evaluation.verdict(thesis);
    // That a thesis cannot be derived at all is said by another rule.
    if !context.facts.is_derivable(thesis) {
        return None;
    }
    let name = context.claim(thesis);
    let supported = !context.facts.supports(thesis).is_empty();
    let mut reasons = Reasons::default();
    let (severity, what, help) = match verdict {
        Verdict::Accepted => return None,
        Verdict::Refuted => {
            refuted(context, evaluation, thesis, &mut reasons);
            let help = "answer what refutes it: rebut one of the premises, or undercut the step; or give the thesis up";
            (Severity::Warning, "is refuted", help)
        }
        // That a thesis has no support is another rule's, unless there is evidence for it.
        Verdict::Unestablished if !supported => {
            if context.map[thesis].basis.is_some() || context.map.citations(thesis).is_empty() {
                return None;
            }
            reasons.why.push("there is evidence for it, but no reason is given".to_owned());
            (
                Severity::Info,
                "is not established",
                "say what the evidence shows in a claim of its own that supports the thesis",
            )
        }
        Verdict::Unestablished => {
            unestablished(context, evaluation, thesis, &mut reasons);
            let help = if reasons.groundless == reasons.why.len() {
                "give a reason or a basis for what the reasons need, or record who asserts it"
            } else {
                "answer what strikes its reasons down, or give a reason that is not struck"
            };
            (Severity::Warning, "is not established", help)
        }
        Verdict::Undecided => {
            undecided(context, evaluation, thesis, &mut reasons);
            let help =
                "meet the objection, or say which side weighs more; leave it open if it is open";
            (Severity::Info, "is left undecided", help)
        }
    };
    let severity = if has_rival { Severity::Info } else { severity };
    let why = match reasons.why.len() {
        0 => String::new(),
        1 => format!(": {}", reasons.why[0]),
        _ => format!(": {}", reasons.why.join("; ")),
    };
    let mut finding =
        Diagnostic::new(&RULE, place, format!("the thesis {name} {what}{why}")).severity(severity);
    for (place, words) in reasons.labels {
        finding = finding.label(place, words);
    }
    finding.about.extend(context.map.name(thesis));
    if has_rival {
        finding = finding.note("another thesis excludes it, so that they cannot both stand");
    }
    Some(finding.help(help))
}

/// The claims that are in conflict with a claim for all, with the places where that is said.
fn rivals(context: &Context, claim: ClaimId) -> Vec<(ClaimId, Option<Place>)> {
    use crate::model::{ConflictId, Edge, Node, QuestionId};
    use petgraph::Direction::Incoming;
    use petgraph::visit::EdgeRef;
    let map = context.map;
    let mut rivals = Vec::new();
    let mut left = LOOKED_AT;
    // A bare claim does not shake one that is not.
    let is_bare =
        |claim: ClaimId| map[claim].basis.is_none() && context.facts.supports(claim).is_empty();
    let is_firm = !is_bare(claim);
    let edges = map.graph().edges_directed(claim.node(), Incoming);
    for edge in edges.filter(|edge| matches!(edge.weight(), Edge::Member | Edge::Answer)) {
        let node = edge.source();
        let members: Box<dyn Iterator<Item = ClaimId>> = match map.node(node) {
            Node::Conflict(conflict) if conflict.by.is_none() => {
                Box::new(map.members(ConflictId(node)))
            }
            Node::Question(question) if question.exclusive && question.by.is_none() => {
                Box::new(map.answers(QuestionId(node)))
            }
            _ => continue,
        };
        for other in members.filter(|other| *other != claim).take(left) {
            left -= 1;
            if !(is_firm && is_bare(other)) {
                rivals.push((other, context.place(node)));
            }
        }
    }
    rivals.reverse();
    rivals
}

/// How many rivals of a thesis are looked at.
const LOOKED_AT: usize = 1_000;

fn refuted(context: &Context, evaluation: &Evaluation, thesis: ClaimId, reasons: &mut Reasons) {
    let map = context.map;
    let when = evaluation.rejection_rank(thesis);
    let before = |claim: ClaimId| {
        evaluation.rank(claim).is_some_and(|rank| when.is_none_or(|when| rank < when))
    };
    let stands = |step: InferenceId| {
        evaluation.step(map, step) == StepVerdict::Applies && map.needs(step).all(before)
    };
    if let Some(step) = context.facts.rebuttals(thesis).iter().find(|step| stands(**step)) {
        let from = context.list(map.needs(*step));
        let why = format!("{}, from {from}, stands", described(context, *step));
        reasons.add(why, context.place(*step), format!("refutes it, from {from}"));
        return add_premises(context, *step, reasons);
    }
    for (rival, place) in rivals(context, thesis) {
        if before(rival) {
            let name = context.claim(rival);
            let why = format!("{name} is accepted, which excludes it");
            reasons.add(why, place, format!("{name} excludes it here"));
            reasons.labels.push((context.place(rival), format!("{name} is accepted")));
            return;
        }
    }
    for step in context.facts.uses(thesis).iter().filter(|step| map[**step].strict) {
        let Target::Claim(target) = map.target(*step) else { continue };
        let support = map[*step].kind == InferenceKind::Support;
        let contrary = evaluation.verdict(target)
            == if support { Verdict::Refuted } else { Verdict::Accepted };
        if contrary && map.needs(*step).filter(|claim| *claim != thesis).all(before) {
            let target_name = context.claim(target);
            let word = if support { "is refuted" } else { "is accepted" };
            let leads = if support { "leads to it" } else { "excludes it" };
            let why = format!("{target_name} {word}, and the thesis strictly {leads}");
            return reasons.add(why, context.place(*step), format!("{leads} strictly"));
        }
    }
    reasons.why.push("what is accepted leaves no room for it".to_owned());
}

/// A step with a word for what it is: "the rebuttal `r`".
fn described(context: &Context, step: InferenceId) -> String {
    match context.map.name(step) {
        Some(_) => format!("the {} {}", context.map[step].kind, context.step(step)),
        None => format!("a {}", context.map[step].kind),
    }
}

fn add_premises(context: &Context, step: InferenceId, reasons: &mut Reasons) {
    for premise in context.map.needs(step).take(REASONS) {
        let words = format!("{} is accepted", context.claim(premise));
        reasons.labels.push((context.place(premise), words));
    }
}

fn unestablished(
    context: &Context,
    evaluation: &Evaluation,
    thesis: ClaimId,
    reasons: &mut Reasons,
) {
    let supports = context.facts.supports(thesis);
    let mut last = String::new();
    for support in supports.iter().take(REASONS) {
        fallen(context, evaluation, *support, reasons);
        // What several reasons have in common is told once.
        let subject = described(context, *support);
        let Some(why) = reasons.why.last_mut() else { continue };
        let rest = why.strip_prefix(&subject).unwrap_or(why).to_owned();
        if rest == last {
            let subject = subject
                .strip_prefix("a ")
                .map_or(subject.clone(), |word| format!("another {word}"));
            *why = format!("likewise {subject}");
        }
        last = rest;
    }
    if supports.len() > REASONS {
        reasons.why.push(format!("and so on for {} more supports", supports.len() - REASONS));
    }
}

/// Why a support does not apply: an undercut, or a premise, followed back to where it began.
fn fallen(context: &Context, evaluation: &Evaluation, support: InferenceId, reasons: &mut Reasons) {
    let map = context.map;
    let mut step = support;
    let mut through: Vec<String> = Vec::new();
    for _ in 0..DEPTH {
        let subject = described(context, step);
        let rests = match &*through {
            [] => subject,
            through => format!(
                "{} rests on {}, for which {subject}",
                described(context, support),
                through.join(", that on ")
            ),
        };
        if evaluation.step(map, step) == StepVerdict::Undercut {
            let applies = |one: &&InferenceId| evaluation.step(map, **one) == StepVerdict::Applies;
            let undercut = context.facts.undercuts(step).iter().find(applies);
            let from = undercut
                .map_or(String::new(), |one| format!(" from {}", context.list(map.needs(*one))));
            let place = undercut.and_then(|one| context.place(*one));
            let place = place.or_else(|| context.place(step));
            reasons.add(format!("{rests} is undercut{from}"), place, format!("undercuts it{from}"));
            return undercut.into_iter().for_each(|one| add_premises(context, *one, reasons));
        }
        let fails = |claim: &ClaimId| {
            matches!(evaluation.verdict(*claim), Verdict::Refuted | Verdict::Unestablished)
        };
        let mut needs = map.needs(step).enumerate();
        let Some((number, premise)) = needs.find(|(_, claim)| fails(claim)) else { break };
        let name = context.claim(premise);
        let refuted = evaluation.verdict(premise) == Verdict::Refuted;
        let word = if refuted { "is refuted" } else { "is not established" };
        let place = context.field(step, Field::Premise(number as u32));
        let place = place.or_else(|| context.place(step));
        let circular = evaluation.is_circular(premise);
        let beneath = context.facts.supports(premise).first().filter(|_| !refuted && !circular);
        let Some(beneath) = beneath else {
            let because = match (refuted, circular) {
                (true, _) => refuter(context, evaluation, premise),
                (_, true) => " since it rests on itself in a circle".to_owned(),
                _ if context.facts.holders().is_empty() || map.is_thesis(premise) => {
                    " since no reason is given for it".to_owned()
                }
                _ => " since nobody asserts it and no reason is given for it".to_owned(),
            };
            reasons.groundless += usize::from(!refuted && !circular);
            let why = format!("{rests} needs {name}, which {word}{because}");
            return reasons.add(why, place, format!("{name} {word}"));
        };
        reasons.labels.push((place, format!("{name} {word}")));
        through.push(name);
        step = *beneath;
    }
    let why = format!("{} fails further down", described(context, support));
    reasons.add(why, context.place(support), "does not apply".to_owned());
}

/// By what a refuted premise is refuted, if that is a rebuttal or a rival.
fn refuter(context: &Context, evaluation: &Evaluation, claim: ClaimId) -> String {
    let map = context.map;
    let applies = |step: &&InferenceId| evaluation.step(map, **step) == StepVerdict::Applies;
    if let Some(step) = context.facts.rebuttals(claim).iter().find(applies) {
        return format!(
            " by {} from {}",
            described(context, *step),
            context.list(map.needs(*step))
        );
    }
    let accepted = |rival: &ClaimId| evaluation.verdict(*rival) == Verdict::Accepted;
    let rival = rivals(context, claim).into_iter().map(|(rival, _)| rival).find(accepted);
    rival.map_or(String::new(), |rival| format!(" by {}, which excludes it", context.claim(rival)))
}

fn undecided(context: &Context, evaluation: &Evaluation, thesis: ClaimId, reasons: &mut Reasons) {
    let map = context.map;
    let open = |step: &&InferenceId| {
        matches!(evaluation.step(map, **step), StepVerdict::Applies | StepVerdict::Undecided)
    };
    let rebuttals = context.facts.rebuttals(thesis).iter().filter(open);
    for rebuttal in rebuttals.clone().take(REASONS) {
        let from = context.list(map.needs(*rebuttal));
        let why = format!("{}, from {from}, is not met", described(context, *rebuttal));
        reasons.add(why, context.place(*rebuttal), format!("against it, from {from}"));
    }
    match rebuttals.skip(REASONS).count() {
        0 => {}
        1 => reasons.why.push("nor is 1 more rebuttal".to_owned()),
        more => reasons.why.push(format!("nor are {more} more rebuttals")),
    }
    let live = |rival: &ClaimId| {
        matches!(evaluation.verdict(*rival), Verdict::Accepted | Verdict::Undecided)
    };
    for (rival, place) in rivals(context, thesis) {
        if reasons.why.len() < REASONS && live(&rival) {
            let name = context.claim(rival);
            let why = format!("{name}, which excludes it, is no weaker");
            reasons.add(why, place, format!("{name} excludes it here"));
        }
    }
    if !reasons.why.is_empty() {
        return;
    }
    for support in context.facts.supports(thesis).iter().filter(open).take(REASONS) {
        let needs = map.needs(*support).enumerate();
        let mut undecided =
            needs.filter(|(_, claim)| evaluation.verdict(*claim) == Verdict::Undecided);
        let step = described(context, *support);
        if let Some((number, premise)) = undecided.next() {
            let name = context.claim(premise);
            let place = context.field(*support, Field::Premise(number as u32));
            let place = place.or_else(|| context.place(*support));
            reasons.add(
                format!("{step} needs {name}, which is undecided"),
                place,
                format!("{name} is undecided"),
            );
        } else if evaluation.step(map, *support) == StepVerdict::Undecided {
            let undercut = context.facts.undercuts(*support).iter().find(open);
            let from = undercut.map_or(String::new(), |undercut| {
                format!(", from {}", context.list(map.needs(*undercut)))
            });
            let place = undercut.and_then(|undercut| context.place(*undercut));
            reasons.add(
                format!("whether {step} is undercut{from}, is undecided"),
                place,
                "may undercut the step".to_owned(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn findings(theses: &str, parts: &str) -> Vec<(Severity, String)> {
        let claims: Vec<String> = ["t", "u", "a", "b", "c"]
            .map(|id| format!(r#"{{"id":"{id}","text":"It is {id}."}}"#))
            .to_vec();
        let text = format!(
            r#"{{"argmap":1,"title":"t","theses":[{theses}],"claims":[{}],{parts}}}"#,
            claims.join(",")
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let found = check(&reading, Options::default());
        let own = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
        own.map(|finding| (finding.severity, finding.message)).collect()
    }

    fn one(parts: &str) -> (Severity, String) {
        let mut found = findings(r#""t""#, parts);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn each_verdict_has_its_reason() {
        use Severity::{Info, Warning};
        let expect = |parts: &str, severity: Severity, message: &str| {
            assert_eq!(one(parts), (severity, message.to_owned()));
        };
        expect(
            r#""rebuttals":[{"id":"r","from":["a"],"to":"t"}]"#,
            Warning,
            "the thesis `t` is refuted: the rebuttal `r`, from `a`, stands",
        );
        expect(
            r#""conflicts":[{"claims":["t","a"],"kind":"contrary"}]"#,
            Warning,
            "the thesis `t` is refuted: `a` is accepted, which excludes it",
        );
        expect(
            r#""supports":[{"id":"s","from":["a"],"to":"t"}],"rebuttals":[{"id":"r","from":["b"],"to":"a"}]"#,
            Warning,
            "the thesis `t` is not established: the support `s` needs `a`, which is refuted by the rebuttal `r` from `b`",
        );
        expect(
            r#""supports":[{"id":"s","from":["a"],"to":"t"},{"id":"p","from":["b"],"to":"a"}],"undercuts":[{"from":["c"],"to":"p"}]"#,
            Warning,
            "the thesis `t` is not established: the support `s` rests on `a`, for which the support `p` is undercut from `c`",
        );
        expect(
            r#""supports":[{"id":"s","from":["a"],"to":"t"}],"rebuttals":[{"id":"r","from":["b"],"to":"t"}]"#,
            Info,
            "the thesis `t` is left undecided: the rebuttal `r`, from `b`, is not met",
        );
        expect(
            r#""supports":[{"id":"s","from":["a"],"to":"t"},{"from":["b"],"to":"a"}],"rebuttals":[{"id":"r","from":["c"],"to":"a"}]"#,
            Info,
            "the thesis `t` is left undecided: the support `s` needs `a`, which is undecided",
        );
    }

    #[test]
    fn a_bare_rival_does_not_shake_a_supported_thesis() {
        let supported = r#""supports":[{"from":["a"],"to":"t"}],"rebuttals":[{"id":"r","from":["b"],"to":"t"}],
            "conflicts":[{"claims":["t","c"],"kind":"contrary"}]"#;
        assert_eq!(
            one(supported).1,
            "the thesis `t` is left undecided: the rebuttal `r`, from `b`, is not met"
        );
    }

    #[test]
    fn what_nobody_asserts_is_said_to_be_so() {
        let parts =
            r#""holders":[{"id":"h","name":"H"}],"supports":[{"id":"s","from":["a"],"to":"t"}]"#;
        assert_eq!(
            one(parts).1,
            "the thesis `t` is not established: the support `s` needs `a`, which is not established since nobody asserts it and no reason is given for it"
        );
    }

    #[test]
    fn what_two_reasons_lack_is_told_once() {
        let parts = r#""supports":[{"id":"s","from":["a"],"to":"t"},{"from":["a","c"],"to":"t"}],
            "rebuttals":[{"id":"r","from":["b"],"to":"a"}]"#;
        assert_eq!(
            one(parts).1,
            "the thesis `t` is not established: the support `s` needs `a`, which is refuted by the rebuttal `r` from `b`; likewise another support"
        );
    }

    #[test]
    fn bare_theses_are_left_to_another_rule_and_rival_theses_are_no_fault() {
        assert!(findings(r#""t""#, r#""supports":[{"from":["a"],"to":"b"}]"#).is_empty());
        let rivals = r#""supports":[{"from":["a"],"to":"u"},{"id":"s","from":["b"],"to":"t"}],
            "rebuttals":[{"from":["c"],"to":"b"}],
            "conflicts":[{"claims":["t","u"],"kind":"contrary"}]"#;
        let found = findings(r#""t","u""#, rivals);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, Severity::Info);
    }
}
