//! What the forms for reading say, as lines of words.

use super::stances::{commitment, place, stances};
use super::{Subject, name_of};
use crate::analysis;
use crate::compare::positions::{
    Answer, Case, Drawn, Ground, Means, Objection, Pair, Reply, Row, View,
};
use crate::model::{ClaimId, InferenceId, InferenceKind, Map, Target, Verdict, wording};
use crate::semantics::{Evaluation, StepVerdict};

/// So many objections to an answer are told in full.
const MOST_OBJECTIONS: usize = 8;

/// A piece of a line.
#[derive(Clone)]
pub(super) enum Word {
    /// A sentence or a part of one of ours, in which names of the map's parts stand in backticks.
    Ours(String),
    /// Text from the map.
    Foreign(String),
    /// Text from the map that names who speaks.
    Who(String),
    /// What a claim says, with its id.
    Claim(ClaimId),
    /// A verdict.
    Verdict(Verdict),
}

impl Word {
    pub(super) fn ours(words: &str) -> Word {
        Word::Ours(words.to_owned())
    }
}

/// One line, which explains the last before it that is indented less.
pub(super) struct Line {
    pub depth: usize,
    pub words: Vec<Word>,
}

impl Line {
    pub(super) fn new(depth: usize, words: Vec<Word>) -> Line {
        Line { depth, words }
    }

    pub(super) fn ours(depth: usize, words: impl Into<String>) -> Line {
        Line { depth, words: vec![Word::Ours(words.into())] }
    }
}

/// The name of who speaks.
pub(super) fn who(map: &Map, view: &View) -> Word {
    Word::Who(name_of(map, view.holder).to_owned())
}

/// The rows with their places: those on whose questions several holders take a stand, and the
/// others, each with a heading.
pub(super) fn parted<'s>(about: &Subject<'s>) -> [(&'static str, Vec<(usize, &'s Row)>); 2] {
    let rows = about.comparison.rows.iter().enumerate();
    let (meeting, lone) = rows.partition(|(_, row)| row.answering() > 1);
    [
        ("Questions on which they meet", meeting),
        ("Questions on which one takes a stand and the others do not", lone),
    ]
}

/// What binds of a question.
pub(super) fn remarks(about: &Subject, row: &Row) -> Vec<Line> {
    let question = &about.map[row.question];
    let mut lines = Vec::new();
    let binding = match (question.exclusive, question.exhaustive) {
        (true, true) => Some("exactly one answer is true"),
        (true, false) => Some("at most one answer is true"),
        (false, true) => Some("at least one answer is true"),
        (false, false) => None,
    };
    if let Some(binding) = binding {
        let mut words = vec![Word::ours(binding)];
        if let Some(by) = question.by {
            words.push(Word::ours(", as seen by "));
            words.push(Word::Foreign(name_of(about.map, by).to_owned()));
        }
        lines.push(Line::new(0, words));
    }
    lines
}

/// What one holder answers; lines from depth 0 on.
pub(super) fn cell(about: &Subject, row: &Row, at: usize) -> Vec<Line> {
    let cell = &row.cells[at];
    let mut lines = Vec::new();
    if cell.is_silent() {
        lines.push(Line::ours(0, "is silent"));
    }
    for answer in &cell.answers {
        answered(about, &mut lines, answer);
    }
    lines
}

fn answered(about: &Subject, lines: &mut Vec<Line>, answer: &Answer) {
    let map = about.map;
    let claim = Word::Claim(answer.claim);
    if !answer.said.is_empty() {
        let stances = format!("{}: ", stances(map, answer));
        lines.push(Line::new(0, vec![Word::Ours(stances), claim]));
    } else {
        let why = match &answer.follows {
            Some(analysis::Ground::LastLeft(_)) => {
                "does not say, but it follows, since the alternatives are refuted: "
            }
            _ => "does not say, but it follows from what it holds: ",
        };
        lines.push(Line::new(0, vec![Word::ours(why), claim]));
    }
    for edge in &answer.said {
        let words = place(map, commitment(map, *edge));
        if !words.is_empty() {
            lines.push(Line::new(1, words));
        }
    }
    let mut words = vec![Word::Verdict(answer.held), Word::ours(" on its own commitments")];
    if answer.held == answer.all {
        words.push(Word::ours(" and on everybody's"));
    } else {
        words.extend([Word::ours(", "), Word::Verdict(answer.all), Word::ours(" on everybody's")]);
    }
    lines.push(Line::new(1, words));
    if answer.follows.is_some() && !answer.said.is_empty() {
        lines.push(Line::ours(1, "takes no stand, but it follows from what it holds"));
    }
    if answer.grounds.is_empty() && answer.stand.is_taken() {
        lines.push(Line::ours(1, "said without a reason"));
    }
    for ground in &answer.grounds {
        because(about, lines, ground);
    }
}

fn because(about: &Subject, lines: &mut Vec<Line>, ground: &Ground) {
    let map = about.map;
    let mut words = vec![Word::ours("because")];
    words.extend(named_step(map, ground.step, ground.drawn));
    match ground.held {
        StepVerdict::Applies => {}
        held => words.push(Word::Ours(format!(" ({})", told(held)))),
    }
    words.push(Word::ours(":"));
    lines.push(Line::new(1, words));
    for (need, is_held) in &ground.needs {
        let mut words = vec![Word::Claim(*need)];
        if !is_held {
            words.push(Word::ours(" (not said by it)"));
        }
        lines.push(Line::new(2, words));
    }
}

/// What does not apply on a holder's own commitments.
fn told(held: StepVerdict) -> &'static str {
    match held {
        StepVerdict::Applies => "applies on its own commitments",
        StepVerdict::Undercut => "undercut on its own commitments",
        StepVerdict::PremiseFails => "a premise fails on its own commitments",
        StepVerdict::Undecided => "undecided on its own commitments",
    }
}

/// A step's id, if it has one, and who draws it, if that is somebody else.
fn named_step(map: &Map, step: InferenceId, drawn: Option<Drawn>) -> Vec<Word> {
    let mut words = Vec::new();
    if let Some(name) = map.name(step) {
        words.push(Word::Ours(format!(" `{name}`")));
    }
    match map[step].by {
        None if map[step].imputed => words.push(Word::ours(", supplied by the map's author")),
        Some(_) if drawn == Some(Drawn::Own) && map[step].imputed => {
            words.push(Word::ours(", imputed by the map"));
        }
        Some(by) if drawn != Some(Drawn::Own) => {
            words.push(Word::ours(", drawn by "));
            words.push(Word::Foreign(name_of(map, by).to_owned()));
        }
        _ => {}
    }
    words
}

/// What two holders have against each other's answers to a question.
pub(super) fn crossing(about: &Subject, row: usize, pair: &Pair) -> Vec<Line> {
    let Some(crossing) = pair.crossing(row) else { return Vec::new() };
    let views = pair.views.map(|at| &about.comparison.views[at]);
    let mut lines = Vec::new();
    for (side, cases) in crossing.cases.iter().enumerate() {
        let (own, other) = (views[side], views[1 - side]);
        for case in cases {
            against(about, &mut lines, case, [own, other]);
        }
    }
    lines
}

fn against(about: &Subject, lines: &mut Vec<Line>, case: &Case, [own, other]: [&View; 2]) {
    let map = about.map;
    let side = Word::ours("on the side of ");
    let answer = Word::Claim(case.answer);
    if case.objections.is_empty() && case.is_complete {
        let nothing = Word::ours(" nothing against: ");
        lines.push(Line::new(0, vec![side, who(map, own), nothing, answer]));
        return;
    }
    lines.push(Line::new(0, vec![side, who(map, own), Word::ours(" against: "), answer]));
    for objection in case.objections.iter().take(MOST_OBJECTIONS) {
        objected(about, lines, objection, other);
    }
    let more = case.objections.len().saturating_sub(MOST_OBJECTIONS);
    if more > 0 {
        lines.push(Line::ours(1, format!("and {more} more further down its grounds")));
    }
    if !case.is_complete {
        lines.push(Line::ours(1, "the search ended at its limit: there may be more"));
    }
}

fn objected(about: &Subject, lines: &mut Vec<Line>, it: &Objection, other: &View) {
    let map = about.map;
    let all = &about.comparison.all;
    let (words, needs): (Vec<Word>, Vec<ClaimId>) = match it.means {
        Means::Denial => (vec![Word::ours("denial")], Vec::new()),
        Means::Clash(clash) => (vec![Word::ours("exclusion")], vec![clash.claim]),
        Means::Step(step, drawn) => {
            let mut words = vec![Word::ours(map[step].kind.word())];
            words.extend(named_step(map, step, Some(drawn)));
            (words, map.needs(step).collect())
        }
    };
    lines.push(Line::new(1, words));
    match it.at {
        Target::Claim(_) if it.depth == 0 => {}
        Target::Claim(claim) => {
            lines.push(Line::new(2, vec![Word::ours("of its ground: "), Word::Claim(claim)]));
        }
        Target::Inference(step) => {
            lines.push(Line::ours(2, format!("of its step {}", wording::step(map, step))));
        }
    }
    for need in needs {
        let by = if matches!(it.means, Means::Clash(_)) { "by: " } else { "since: " };
        lines.push(Line::new(2, vec![Word::ours(by), Word::Claim(need)]));
    }
    if it.means == Means::Denial {
        return;
    }
    lines.push(Line::new(2, met(about, it, other)));
    let fate = match it.means {
        Means::Denial => None,
        Means::Clash(clash) => Some(vec![
            Word::Verdict(all.verdict(clash.claim)),
            Word::ours(" on everybody's commitments"),
        ]),
        Means::Step(step, _) => Some(fate(map, all, step)),
    };
    lines.extend(fate.map(|words| Line::new(2, words)));
}

/// How an objection is met.
fn met(about: &Subject, it: &Objection, other: &View) -> Vec<Word> {
    let map = about.map;
    if it.replies.is_empty() {
        return vec![Word::ours("not met by "), who(map, other)];
    }
    let is_met = it.is_met();
    let mut words =
        vec![Word::ours(if is_met { "met by " } else { "not met by " }), who(map, other)];
    let how = if is_met { ": " } else { ", but others argue from what it holds: " };
    words.push(Word::ours(how));
    let named = |node: petgraph::graph::NodeIndex| wording::name(map, node);
    for (number, reply) in it.replies.iter().enumerate() {
        if number > 0 {
            words.push(Word::ours("; "));
        }
        let (text, drawn) = match *reply {
            Reply::Denies(claim) => (format!("denial of {}", named(claim.node())), None),
            Reply::Excludes(claim, clash) => {
                let (claim, by) = (named(claim.node()), named(clash.claim.node()));
                (format!("assertion of {by}, which excludes {claim}"), None)
            }
            Reply::Argues { against, step, drawn, more } => {
                let against = named(against.node());
                let of = match map[step].kind {
                    InferenceKind::Undercut => "against a step for",
                    _ => "against",
                };
                let text = format!("{} {of} {against}{}", argument(map, step), others(more));
                (text, Some(drawn))
            }
            Reply::Undercuts { step, drawn, more } => {
                (format!("{}{}", argument(map, step), others(more)), Some(drawn))
            }
        };
        words.push(Word::Ours(text));
        if drawn == Some(Drawn::Lent) && it.is_met() {
            words.push(Word::ours(" (drawn by others)"));
        }
    }
    words
}

/// A step as an argument, such as ``the undercut `x` ``.
fn argument(map: &Map, step: InferenceId) -> String {
    match map.name(step) {
        Some(name) => format!("the {} `{name}`", map[step].kind),
        None => wording::step(map, step),
    }
}

fn others(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" and {more} more") }
}

/// What becomes of a step if everybody's commitments are granted.
fn fate(map: &Map, all: &Evaluation, step: InferenceId) -> Vec<Word> {
    let verdict = all.step(map, step);
    let of = |of: &[InferenceId]| {
        let names: Vec<String> = of.iter().map(|it| wording::name(map, it.node())).collect();
        wording::join(&names)
    };
    let text = match verdict {
        StepVerdict::Applies => "applies".to_owned(),
        StepVerdict::Undercut => {
            let mut by = map.aimed_at(step, InferenceKind::Undercut);
            by.retain(|it| all.step(map, *it) == StepVerdict::Applies);
            if by.is_empty() { "fails".to_owned() } else { format!("undercut by {}", of(&by)) }
        }
        StepVerdict::PremiseFails => {
            let fails = |need: &ClaimId| {
                matches!(all.verdict(*need), Verdict::Refuted | Verdict::Unestablished)
            };
            let needs = map.needs(step).filter(fails).map(|it| wording::name(map, it.node()));
            let needs: Vec<String> = needs.collect();
            let verb = if needs.len() == 1 { "does" } else { "do" };
            format!("fails, for {} {verb} not stand", wording::join(&needs))
        }
        StepVerdict::Undecided => "undecided".to_owned(),
    };
    vec![Word::Ours(format!("{text} on everybody's commitments"))]
}
