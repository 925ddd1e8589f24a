//! What the forms for reading say of each two holders.

use rustc_hash::FxHashSet;

use super::outline::{Line, Word, who};
use super::{Subject, name_of};
use crate::compare::positions::{Class, Match, Pair, Score, Standing, View};
use crate::model::{ClaimId, InferenceId, Map, Target, wording};
use crate::report::findings::count;

/// The pairs that are told of: those that have anything to do with each other, or the only one.
pub(super) fn told<'p>(about: &Subject<'p>) -> Vec<&'p Pair> {
    let pairs = &about.comparison.pairs;
    let is_idle = |pair: &Pair| {
        let claims = pair.claims.iter().flatten();
        pair.on_claims.of == 0
            && pair.on_questions().of == 0
            && claims.clone().all(|it| it.class == Class::Silent)
    };
    pairs.iter().filter(|pair| pairs.len() == 1 || !is_idle(pair)).collect()
}

/// How many pairs are not told of, in a sentence.
pub(super) fn untold(about: &Subject) -> Option<String> {
    let number = about.comparison.pairs.len() - told(about).len();
    let pairs = count(number, "more pair");
    (number > 0).then(|| format!("there is nothing to compare for {pairs}"))
}

/// How far two holders agree, in two lines.
pub(super) fn agreement(pair: &Pair) -> Vec<Line> {
    let claims =
        scored(pair.on_claims, "claims on which both are on a side", "on the same side on");
    let questions =
        scored(pair.on_questions(), "questions on which both take a stand", "the same answers to");
    let number = |of: Match| pair.matches.iter().flatten().filter(|it| **it == of).count();
    let mut rest = Vec::new();
    for (of, words) in [
        (Match::Opposed, "where one denies or excludes what the other gives"),
        (Match::Overlapping, "where some answers are the same"),
        (Match::Different, "where they give different answers that do not exclude each other"),
    ] {
        if number(of) > 0 {
            rest.push(format!("{} {words}", number(of)));
        }
    }
    let rest = if rest.is_empty() { String::new() } else { format!("; {}", rest.join(", ")) };
    vec![Line::ours(0, claims), Line::ours(0, format!("{questions}{rest}"))]
}

fn scored(score: Score, things: &str, how: &str) -> String {
    match score.share() {
        None => format!("no {things}"),
        Some(share) => {
            let percent = (share * 100.0).round();
            format!("{how} {} of {} {things} ({percent} %)", score.same, score.of)
        }
    }
}

/// What becomes of the claims of two holders with each other: the claims, or only how many they are.
pub(super) fn claims(about: &Subject, pair: &Pair, lists_all: bool) -> Vec<Line> {
    let views = pair.views.map(|at| &about.comparison.views[at]);
    let told = Told::of(pair);
    let mut lines = Vec::new();
    for class in Class::ALL {
        for side in [0, 1] {
            let sides = [views[side], views[1 - side]];
            let of = pair.claims[side].iter().filter(|it| it.class == *class);
            let of: Vec<&Standing> = of.filter(|it| side == 0 || !told.holds(it)).collect();
            if of.is_empty() {
                continue;
            }
            lines.push(Line::new(0, heading(about.map, *class, sides, of.len())));
            if lists_all && (*class != Class::Silent || about.lists_silent) {
                of.into_iter().for_each(|it| one(about, &mut lines, it, sides));
            }
        }
    }
    if !pair.denied_by_both.is_empty() {
        let number = pair.denied_by_both.len();
        lines.push(Line::ours(0, format!("denied by both ({number})")));
        let denied = pair.denied_by_both.iter().filter(|_| lists_all);
        lines.extend(denied.map(|claim| Line::new(1, vec![Word::Claim(*claim)])));
    }
    lines
}

/// What was said of the second holder's claims when those of the first were told of.
struct Told {
    /// The claims that both assert.
    both: FxHashSet<ClaimId>,
    /// Claims of the second that exclude one of the first, with the latter.
    instead: FxHashSet<(ClaimId, ClaimId)>,
}

impl Told {
    fn of(pair: &Pair) -> Told {
        let first = pair.claims[0].iter();
        let is_of_both = |it: &&Standing| {
            it.class == Class::Shared || (it.class == Class::Disputed && it.clash.is_none())
        };
        Told {
            both: first.clone().filter(is_of_both).map(|it| it.claim).collect(),
            instead: first.filter_map(|it| Some((it.clash?.claim, it.claim))).collect(),
        }
    }

    fn holds(&self, standing: &Standing) -> bool {
        let instead = standing.clash.map(|clash| (standing.claim, clash.claim));
        self.both.contains(&standing.claim) || instead.is_some_and(|it| self.instead.contains(&it))
    }
}

fn heading(map: &Map, class: Class, [own, other]: [&View; 2], number: usize) -> Vec<Word> {
    let end = |words: &str| Word::Ours(format!("{words} ({number})"));
    if class == Class::Shared {
        return vec![end("asserted by both")];
    }
    let (before, after) = match class {
        Class::Disputed | Class::Shared => (", disputed by ", ""),
        Class::Conceded => (", conceded by ", ""),
        Class::Answered => (", answered with arguments by ", ""),
        Class::Unanswered => (", used against ", " and not answered"),
        Class::Contested => (", argued against by others from what is held by ", ""),
        Class::Silent => (", no stand taken by ", ""),
    };
    vec![Word::ours("asserted by "), who(map, own), Word::ours(before), who(map, other), end(after)]
}

/// One claim and how it has its class.
fn one(about: &Subject, lines: &mut Vec<Line>, it: &Standing, [own, other]: [&View; 2]) {
    let map = about.map;
    lines.push(Line::new(1, vec![Word::Claim(it.claim)]));
    match it.class {
        Class::Disputed => match it.clash {
            Some(clash) => {
                let instead = Word::ours("instead asserted by ");
                let words =
                    vec![instead, who(map, other), Word::ours(": "), Word::Claim(clash.claim)];
                lines.push(Line::new(2, words));
            }
            None => {
                let denies = |view: &View| view.stand(it.claim).denies;
                let deniers = [own, other].into_iter().filter(|view| denies(view));
                let denied = |view| Line::new(2, vec![Word::ours("denied by "), who(map, view)]);
                lines.extend(deniers.map(denied));
            }
        },
        Class::Answered if it.against.is_empty() => {
            let words = format!("where it is used, {}, it is met", steps(map, &it.uses));
            lines.push(Line::ours(2, words));
        }
        Class::Answered | Class::Contested => {
            let mut words = vec![Word::Ours(format!("by {}", steps(map, &it.against)))];
            let drawn = it.against.iter().filter_map(|step| map[*step].by);
            let mut drawn: Vec<_> = drawn.filter(|by| *by != other.holder).collect();
            drawn.sort_unstable();
            drawn.dedup();
            if it.against.iter().any(|step| map[*step].by.is_none() && map[*step].imputed) {
                words.push(Word::ours(", supplied by the map's author"));
            }
            for by in drawn {
                words.push(Word::ours(", drawn by "));
                words.push(Word::Foreign(name_of(map, by).to_owned()));
            }
            lines.push(Line::new(2, words));
        }
        Class::Unanswered => {
            lines.push(Line::ours(2, format!("in {}", steps(map, &it.uses))));
        }
        Class::Shared | Class::Conceded | Class::Silent => {}
    }
}

/// Steps with what they do to what.
fn steps(map: &Map, steps: &[InferenceId]) -> String {
    let told = |step: &InferenceId| match (map.name(*step), map.target(*step)) {
        (None, _) => wording::step(map, *step),
        (Some(name), Target::Claim(claim)) => {
            format!("the {} `{name}` of {}", map[*step].kind, wording::name(map, claim.node()))
        }
        (Some(name), Target::Inference(step)) => {
            format!("the undercut `{name}` against {}", wording::step(map, step))
        }
    };
    let told: Vec<String> = steps.iter().map(told).collect();
    wording::join(&told)
}
