//! Holders side by side at a glance: what each answers, whether the other objects, and how far they
//! are from agreeing; without places and reasons.

use super::concessions::of_question;
use super::outline::{Line, Word, who};
use super::stances::stances;
use super::{Subject, name_of};
use crate::compare::concessions::{Concession, Disagreement};
use crate::compare::positions::{Answer, Crossing, Pair, Row, View};
use crate::report::findings::count;

/// What is said below the overview of where more is told.
pub(super) const MORE: &str = "Of each question, `--question ID` tells the places, the grounds, the \
    objections and what each side would have to change; `--full` tells all of it.";

/// A question: the answers of each holder, and of two holders how they stand to each other.
pub(super) fn question(about: &Subject, row_at: usize, row: &Row) -> Vec<Line> {
    let comparison = about.comparison;
    let mut lines = Vec::new();
    let mut silent = Vec::new();
    for (view, cell) in comparison.views.iter().zip(&row.cells) {
        if cell.is_silent() {
            silent.push(name_of(about.map, view.holder).to_owned());
        }
        lines.extend(cell.answers.iter().map(|answer| given(about, view, answer)));
    }
    if !silent.is_empty() {
        lines.push(Line::new(0, vec![Word::ours("silent: "), Word::Foreign(silent.join("; "))]));
    }
    if let [pair] = comparison.pairs.as_slice() {
        if let Some(crossing) = pair.crossing(row_at) {
            lines.extend(objections(about, crossing, pair));
        }
        if let Some(found) = of_question(about, row, pair) {
            lines.push(double_cruxes(found));
            lines.extend(changes(about, found, pair));
        }
    }
    lines
}

fn given(about: &Subject, view: &View, answer: &Answer) -> Line {
    let how = match answer.said.is_empty() {
        true => " (does not say, but it follows): ".to_owned(),
        false => format!(" ({}): ", stances(about.map, answer)),
    };
    let mut words = vec![who(about.map, view), Word::Ours(how), Word::Claim(answer.claim)];
    words.extend([Word::ours(" – "), Word::Verdict(answer.held)]);
    if answer.held != answer.all {
        words.extend([
            Word::ours(", "),
            Word::Verdict(answer.all),
            Word::ours(" on everybody's commitments"),
        ]);
    }
    Line::new(0, words)
}

/// How many objections each has to what the other answers, and how many of them are not met.
fn objections(about: &Subject, crossing: &Crossing, pair: &Pair) -> Option<Line> {
    let mut words = Vec::new();
    for (cases, at) in crossing.cases.iter().zip(pair.views) {
        let all = cases.iter().flat_map(|case| &case.objections);
        let number = all.clone().count();
        if number == 0 {
            continue;
        }
        let open = all.filter(|objection| !objection.is_met()).count();
        let met = match open {
            0 => "met",
            _ if open == number => "not met",
            _ => "some of them met",
        };
        let before = if words.is_empty() { "objections: on the side of " } else { "; of " };
        words.extend([
            Word::ours(before),
            who(about.map, &about.comparison.views[at]),
            Word::Ours(format!(" {number}, {met}")),
        ]);
    }
    (!words.is_empty()).then(|| Line::new(0, words))
}

fn double_cruxes(found: &Disagreement) -> Line {
    let number = found.cruxes.found.len();
    let more = if found.cruxes.stopped.is_some() { " or more" } else { "" };
    match number {
        0 if more.is_empty() => Line::ours(0, "no double crux"),
        _ => Line::ours(0, format!("double cruxes: {number}{more}")),
    }
}

/// How many changes of commitments it would take each to accept an answer of the other.
fn changes(about: &Subject, found: &Disagreement, pair: &Pair) -> Option<Line> {
    let mut words = Vec::new();
    for (all, at) in found.agreeing.iter().zip(pair.views) {
        let least = all.iter().filter_map(Concession::number).min();
        let text = match least {
            Some(number) => count(number, "change"),
            None if all.is_empty() => continue,
            None if all.iter().any(|one| one.stopped.is_some()) => "not known".to_owned(),
            None => "no change of other commitments would do".to_owned(),
        };
        let before = if words.is_empty() { "to accept an answer of the other: " } else { "; " };
        words.extend([
            Word::ours(before),
            who(about.map, &about.comparison.views[at]),
            Word::Ours(format!(" – {text}")),
        ]);
    }
    (!words.is_empty()).then(|| Line::new(0, words))
}
