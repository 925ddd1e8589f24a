//! What the forms for reading say of what a disagreement turns on, and of what each would have to
//! give up.

use super::outline::{Line, Word, who};
use super::{Subject, name_of};
use crate::analysis::turns::search::Stop;
use crate::compare::concessions::{Between, Change, Concession, Disagreement, DoubleCrux, Force};
use crate::compare::positions::{Pair, View};
use crate::logic::consistency::Wish;
use crate::model::{ClaimId, QuestionId};
use crate::report::findings::count;
use crate::semantics::suppose::Stand;

/// So many sets of changes are told of each change of mind.
const MOST_SETS: usize = 3;

/// What was found of a pair, if it was looked for.
pub(super) fn between<'s>(about: &Subject<'s>, pair: &Pair) -> Option<&'s Between> {
    about.concessions?.pairs.iter().find(|between| between.views == pair.views)
}

/// What two holders' disagreement on a question turns on, and the smallest changes that would end it.
pub(super) fn turns(about: &Subject, question: QuestionId, pair: &Pair) -> Vec<Line> {
    let Some(between) = between(about, pair) else { return Vec::new() };
    let found = between.questions.iter().find(|found| found.question == question);
    let Some(found) = found else { return Vec::new() };
    let views = pair.views.map(|at| &about.comparison.views[at]);
    let mut lines = Vec::new();
    cruxes(about, &mut lines, found, views);
    for (side, view) in views.into_iter().enumerate() {
        for concession in &found.stopping[side] {
            changes(about, &mut lines, concession, view, " no longer to accept: ");
        }
        for concession in &found.agreeing[side] {
            changes(about, &mut lines, concession, view, " to accept: ");
        }
    }
    lines
}

fn cruxes(about: &Subject, lines: &mut Vec<Line>, found: &Disagreement, views: [&View; 2]) {
    let cruxes = &found.cruxes;
    match cruxes.found.len() {
        0 if cruxes.stopped.is_some() => {
            lines.push(Line::ours(
                0,
                "no double crux was found before the search ended at its limit",
            ));
        }
        0 => lines.push(Line::ours(0, "there is no double crux")),
        1 => lines.push(Line::ours(0, "the disagreement turns on a double crux")),
        number => {
            lines.push(Line::ours(0, format!("the disagreement turns on {number} double cruxes")));
        }
    }
    cruxes.found.iter().for_each(|crux| one(about, lines, crux, views));
    if !cruxes.found.is_empty() {
        lines.extend(ended(cruxes.stopped).map(|words| Line::ours(1, words)));
    }
}

fn one(about: &Subject, lines: &mut Vec<Line>, crux: &DoubleCrux, views: [&View; 2]) {
    let (own, other) = (views[crux.side], views[1 - crux.side]);
    lines.push(Line::new(1, vec![Word::Claim(crux.claim)]));
    if crux.is_denied {
        lines.push(Line::new(2, vec![Word::ours("denied by "), who(about.map, other)]));
    }
    for clash in &crux.contraries {
        let words = vec![
            Word::ours("excluded by what is held by "),
            who(about.map, other),
            Word::ours(": "),
            Word::Claim(clash.claim),
        ];
        lines.push(Line::new(2, words));
    }
    let without = vec![
        Word::ours("if it fails, "),
        Word::Verdict(crux.without),
        Word::ours(" for "),
        who(about.map, own),
        Word::ours(": "),
        Word::Claim(crux.answer),
    ];
    lines.push(Line::new(2, without));
    let mut granted = |verdict, answer: ClaimId| {
        let words = vec![
            Word::ours("if it is granted, "),
            Word::Verdict(verdict),
            Word::ours(" for "),
            who(about.map, other),
            Word::ours(": "),
            Word::Claim(answer),
        ];
        lines.push(Line::new(2, words));
    };
    if crux.force == Force::Strong {
        granted(crux.granted, crux.answer);
    }
    crux.given_up.iter().for_each(|(rival, verdict)| granted(*verdict, *rival));
}

/// What ended a search before all was found, in words.
fn ended(stopped: Option<Stop>) -> Option<&'static str> {
    stopped.map(|stop| match stop {
        Stop::Sets => "and more: the search ended at its limit",
        Stop::Changes | Stop::Work => "the search ended at its limit: there may be more",
    })
}

fn changes(about: &Subject, lines: &mut Vec<Line>, it: &Concession, view: &View, aim: &str) {
    let head = |end: String| {
        vec![
            Word::ours("for "),
            who(about.map, view),
            Word::ours(aim),
            Word::Claim(it.answer),
            Word::Ours(end),
        ]
    };
    let Some(number) = it.number() else {
        let end = match it.stopped {
            None => " – no changes do that",
            Some(_) => " – no changes were found before the search ended at its limit",
        };
        lines.push(Line::new(0, head(end.to_owned())));
        return;
    };
    let ways = match it.sets.len() {
        1 => String::new(),
        number => format!(", in {number} ways"),
    };
    lines.push(Line::new(0, head(format!(" – takes {}{ways}", count(number, "change")))));
    for set in it.sets.iter().take(MOST_SETS) {
        if let [change] = set.as_slice() {
            lines.push(Line::new(1, changed(*change)));
            continue;
        }
        lines.push(Line::ours(1, "together"));
        lines.extend(set.iter().map(|change| Line::new(2, changed(*change))));
    }
    let more = it.sets.len().saturating_sub(MOST_SETS);
    if more > 0 {
        lines.push(Line::ours(1, format!("or {}", count(more, "more way"))));
    }
    lines.extend(ended(it.stopped).map(|words| Line::ours(1, words)));
}

fn changed(change: Change) -> Vec<Word> {
    let words = match (change.from, change.to) {
        (Stand::Denied, Stand::Silent) => "withdraw the denial of: ",
        (_, Stand::Silent) => "withdraw: ",
        (Stand::Denied, Stand::Asserted) => "assert instead of deny: ",
        (_, Stand::Asserted) => "assert: ",
        (Stand::Asserted, Stand::Denied) => "deny instead of assert: ",
        (_, Stand::Denied) => "deny: ",
    };
    vec![Word::ours(words), Word::Claim(change.claim)]
}

/// What each holder would have to withdraw to be consistent; nothing of those that are.
pub(super) fn consistency(about: &Subject) -> Vec<Line> {
    let Some(concessions) = about.concessions else { return Vec::new() };
    let mut lines = Vec::new();
    for (view, found) in about.comparison.views.iter().zip(&concessions.consistency) {
        let name = || Word::Who(name_of(about.map, view.holder).to_owned());
        let mut say = |words: &str| lines.push(Line::new(0, vec![name(), Word::ours(words)]));
        if found.is_hopeless {
            say(": what binds contradicts itself, so that nothing that is withdrawn helps");
        }
        if found.contradictions.is_empty() {
            if !found.is_complete {
                say(": no contradiction was found before the search ended at its limit");
            }
            continue;
        }
        let number = count(found.contradictions.len(), "contradiction");
        say(&format!(": {number}; to be consistent, one of each to withdraw"));
        for (at, correction) in found.contradictions.iter().enumerate() {
            lines.push(Line::ours(1, format!("contradiction {}", at + 1)));
            for set in correction.sets.iter().take(MOST_SETS) {
                if let [wish] = set.as_slice() {
                    lines.push(Line::new(2, wished(*wish)));
                    continue;
                }
                lines.push(Line::ours(2, "together"));
                lines.extend(set.iter().map(|wish| Line::new(3, wished(*wish))));
            }
            if correction.sets.len() > MOST_SETS || !correction.is_complete {
                lines.push(Line::ours(2, "or others"));
            }
        }
        if !found.is_complete {
            lines.push(Line::ours(1, "the search ended at its limit: there may be more"));
        }
    }
    lines
}

fn wished(wish: Wish) -> Vec<Word> {
    let before = if wish.holds { "" } else { "the denial of: " };
    vec![Word::ours(before), Word::Claim(wish.claim)]
}
