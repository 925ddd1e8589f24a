//! What disagreements turn on and what each side would have to give up, as lines for the forms for
//! reading.

pub(super) mod data;

use super::Subject;
use super::outline::{Line, Word, who};
use crate::analysis::turns::search::Stop;
use crate::compare::concessions::{
    Change, Concession, Consistency, Disagreement, DoubleCrux, Force,
};
use crate::compare::positions::{Pair, Row, View};
use crate::logic::consistency::Wish;
use crate::model::Verdict;
use crate::report::findings::count;
use crate::semantics::suppose::Stand;

/// So many ways are told of for each answer, where questions are named.
const MOST_WAYS: usize = 3;

/// What the disagreement of two holders on a question turns on, and what each would have to give up;
/// nothing if they do not disagree.
pub(super) fn disagreement(about: &Subject, row: &Row, pair: &Pair) -> Vec<Line> {
    let Some(found) = of_question(about, row, pair) else { return Vec::new() };
    let views = pair.views.map(|at| &about.comparison.views[at]);
    let mut lines = Vec::new();
    cruxes(about, &mut lines, found, views);
    for (side, view) in views.into_iter().enumerate() {
        for one in &found.stopping[side] {
            stopping(about, &mut lines, one, view);
        }
        for one in &found.agreeing[side] {
            agreeing(about, &mut lines, one, view);
        }
    }
    lines
}

/// The double cruxes of two holders on all questions; for comparisons of more than two.
pub(super) fn double_cruxes(about: &Subject, pair: &Pair) -> Vec<Line> {
    let views = pair.views.map(|at| &about.comparison.views[at]);
    let mut lines = Vec::new();
    for row in &about.comparison.rows {
        let Some(found) = of_question(about, row, pair) else { continue };
        for crux in &found.cruxes.found {
            double_crux(about, &mut lines, crux, views);
        }
    }
    lines
}

/// What each holder that contradicts itself would have to withdraw to be consistent.
pub(super) fn consistency(about: &Subject) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(found) = about.concessions else { return lines };
    for (view, one) in about.comparison.views.iter().zip(&found.consistency) {
        consistent(about, &mut lines, view, one);
    }
    lines
}

pub(super) fn of_question<'s>(
    about: &Subject<'s>,
    row: &Row,
    pair: &Pair,
) -> Option<&'s Disagreement> {
    let pairs = &about.concessions?.pairs;
    let between = pairs.iter().find(|between| between.views == pair.views)?;
    between.questions.iter().find(|found| found.question == row.question)
}

fn cruxes(about: &Subject, lines: &mut Vec<Line>, found: &Disagreement, views: [&View; 2]) {
    let cruxes = &found.cruxes;
    for crux in &cruxes.found {
        double_crux(about, lines, crux, views);
    }
    match (cruxes.stopped, cruxes.found.is_empty(), cruxes.tried) {
        (Some(_), ..) => {
            let words = "the search for double cruxes ended at its limit: there may be more";
            lines.push(Line::ours(0, words));
        }
        (None, true, 0) => lines.push(Line::ours(
            0,
            "no double crux: of what bears on their answers, neither asserts what the other denies or excludes",
        )),
        (None, true, tried) => {
            let claims = count(tried, "claim");
            let words = format!(
                "no double crux: {claims} that the one asserts and the other denies or excludes, and none decides for both"
            );
            lines.push(Line::ours(0, words));
        }
        (None, false, _) => {}
    }
}

fn double_crux(about: &Subject, lines: &mut Vec<Line>, crux: &DoubleCrux, views: [&View; 2]) {
    let map = about.map;
    let (own, other) = (views[crux.side], views[1 - crux.side]);
    let kind = match crux.force {
        Force::Strong => "double crux: ",
        Force::Weak => "weak double crux: ",
    };
    lines.push(Line::new(0, vec![Word::ours(kind), Word::Claim(crux.claim)]));
    let mut words = vec![who(map, own), Word::ours(" asserts it")];
    if crux.is_denied {
        words.extend([Word::ours(", "), who(map, other), Word::ours(" denies it")]);
    }
    lines.push(Line::new(1, words));
    for clash in &crux.contraries {
        let holds = Word::ours(" holds what excludes it: ");
        lines.push(Line::new(1, vec![who(map, other), holds, Word::Claim(clash.claim)]));
    }
    let words = vec![Word::ours("without it "), who(map, own), Word::ours(" gives up: ")];
    let verdict = [Word::ours(" – "), Word::Verdict(crux.without)];
    lines.push(Line::new(1, [words, vec![Word::Claim(crux.answer)], verdict.into()].concat()));
    let granting = |would: &str| {
        vec![Word::ours("granted it, "), who(map, other), Word::Ours(format!(" would {would}: "))]
    };
    if crux.force == Force::Strong {
        let answer = vec![Word::Claim(crux.answer)];
        lines.push(Line::new(1, [granting("accept"), answer].concat()));
    }
    for (rival, verdict) in &crux.given_up {
        let rival = vec![Word::Claim(*rival), Word::ours(" – "), Word::Verdict(*verdict)];
        lines.push(Line::new(1, [granting("give up"), rival].concat()));
    }
}

fn stopping(about: &Subject, lines: &mut Vec<Line>, one: &Concession, view: &View) {
    let map = about.map;
    let answer = Word::Claim(one.answer);
    if one.is_impossible() {
        let words = Word::ours(" accepts it whatever it withdraws: ");
        lines.push(Line::new(0, vec![who(map, view), words, answer]));
        return;
    }
    let words = Word::ours(" would give up: ");
    lines.push(Line::new(0, vec![who(map, view), words, answer]));
    ways(about, lines, one);
}

fn agreeing(about: &Subject, lines: &mut Vec<Line>, one: &Concession, view: &View) {
    let map = about.map;
    let answer = Word::Claim(one.answer);
    if one.is_impossible() {
        let before = Word::ours("no change of other commitments makes ");
        let words = vec![before, who(map, view), Word::ours(" accept: "), answer];
        lines.push(Line::new(0, words));
        return;
    }
    let words = Word::ours(" would come to accept: ");
    lines.push(Line::new(0, vec![who(map, view), words, answer]));
    ways(about, lines, one);
}

/// The smallest sets of changes; where all questions are told of, only the first.
fn ways(about: &Subject, lines: &mut Vec<Line>, one: &Concession) {
    let most = if about.is_restricted { MOST_WAYS } else { 1 };
    for (number, way) in one.ways.iter().take(most).enumerate() {
        for (at, change) in way.changes.iter().enumerate() {
            let before = match (number, at) {
                (0, 0) => "by ",
                (_, 0) => "or by ",
                _ => "and ",
            };
            let mut words = vec![Word::Ours(format!("{before}{}: ", doing(*change)))];
            words.push(Word::Claim(change.claim));
            if at + 1 == way.changes.len() && way.verdict != Verdict::Accepted {
                words.extend([Word::ours(" – "), Word::Verdict(way.verdict)]);
            }
            lines.push(Line::new(if at == 0 { 1 } else { 2 }, words));
        }
    }
    let more = one.ways.len().saturating_sub(most);
    if more > 0 {
        let ways = count(more, "more way");
        lines.push(Line::ours(1, format!("or in {ways} of as many changes")));
    }
    if let Some(stop) = one.stopped {
        lines.push(Line::ours(1, ended(stop, one.ways.is_empty())));
    }
}

/// What a holder does who makes a change.
fn doing(change: Change) -> &'static str {
    match (change.from, change.to) {
        (Stand::Asserted, Stand::Silent) => "no longer holding",
        (Stand::Denied, Stand::Silent) => "no longer denying",
        (Stand::Asserted, Stand::Denied) => "denying, and no longer holding",
        (Stand::Denied, Stand::Asserted) => "asserting, and no longer denying",
        (_, Stand::Asserted) => "asserting",
        (_, Stand::Denied) => "denying",
        (Stand::Silent, Stand::Silent) => "saying nothing of",
    }
}

fn ended(stop: Stop, is_empty: bool) -> &'static str {
    match (stop, is_empty) {
        (Stop::Changes, _) => "not by so few changes as were looked at",
        (_, true) => "the search ended at its limit before a way was found",
        (_, false) => "the search ended at its limit: there may be more ways",
    }
}

fn consistent(about: &Subject, lines: &mut Vec<Line>, view: &View, one: &Consistency) {
    let map = about.map;
    if one.is_hopeless {
        let words = Word::ours(" cannot be consistent: what binds it contradicts itself");
        lines.push(Line::new(0, vec![who(map, view), words]));
    }
    if !one.contradictions.is_empty() {
        let words = match one.contradictions.len() {
            1 => " contradicts itself; to be consistent it would have to give up".to_owned(),
            number => format!(
                " contradicts itself {number} times; to be consistent it would have to give up, each time,"
            ),
        };
        lines.push(Line::new(0, vec![who(map, view), Word::Ours(words)]));
    }
    for correction in &one.contradictions {
        for (number, set) in correction.sets.iter().take(MOST_WAYS).enumerate() {
            for (at, wish) in set.iter().enumerate() {
                let before = match (number, at) {
                    (0, 0) if correction.sets.len() > 1 => "either ",
                    (0, 0) => "",
                    (_, 0) => "or ",
                    _ => "and ",
                };
                let words = vec![Word::Ours(format!("{before}{}: ", given_up(*wish)))];
                // What is to be chosen from stands below the first.
                let depth = if number + at == 0 { 1 } else { 2 };
                lines.push(Line::new(depth, [words, vec![Word::Claim(wish.claim)]].concat()));
            }
        }
        let more = correction.sets.len().saturating_sub(MOST_WAYS);
        if more > 0 {
            lines.push(Line::ours(2, format!("or one of {}", count(more, "more set"))));
        }
        if !correction.is_complete {
            lines.push(Line::ours(2, "the search ended at its limit: there may be more"));
        }
    }
    if !one.is_complete {
        let words = Word::ours(": the search for contradictions ended at its limit");
        lines.push(Line::new(0, vec![who(map, view), words]));
    }
}

fn given_up(wish: Wish) -> &'static str {
    if wish.holds { "that" } else { "the denial that" }
}
