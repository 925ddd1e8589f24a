//! A slow reading of what is said of positions, from the raw commitments of a sketch.

use std::collections::BTreeSet;

use argmap_core::compare::positions::{Class, Drawn, Match, Side};
use argmap_core::model::{Basis, InferenceKind, Stance};

use super::naive::Sketch;

/// Something that one holder has against an answer of the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Objected {
    Denial(String),
    Clash(String),
    Step { at: String, step: usize, met: bool },
}

/// A sketch and two of its holders, of whom the first speaks.
#[derive(Clone, Copy)]
pub struct Slow<'s> {
    pub sketch: &'s Sketch,
    pub own: usize,
    pub other: usize,
}

impl Slow<'_> {
    pub fn turned(self) -> Self {
        Slow { own: self.other, other: self.own, ..self }
    }

    fn says(self, holder: usize, claim: usize, stance: Stance) -> bool {
        self.sketch.claims[claim].stands.contains(&(holder, stance))
    }

    pub fn asserts(self, holder: usize, claim: usize) -> bool {
        self.says(holder, claim, Stance::Asserts) && !self.says(holder, claim, Stance::Retracts)
    }

    pub fn gives(self, holder: usize, claim: usize) -> bool {
        self.asserts(holder, claim) || self.says(holder, claim, Stance::Concedes)
    }

    pub fn denies(self, holder: usize, claim: usize) -> bool {
        self.says(holder, claim, Stance::Denies)
    }

    pub fn takes_stand(self, holder: usize, claim: usize) -> bool {
        self.gives(holder, claim) || self.denies(holder, claim)
    }

    pub fn needs(self, step: usize) -> BTreeSet<usize> {
        let step = &self.sketch.steps[step];
        step.premises.iter().copied().chain(step.warrant).collect()
    }

    fn steps(self, kind: InferenceKind, target: usize) -> Vec<usize> {
        let steps = self.sketch.steps.iter().enumerate();
        let steps = steps.filter(|(_, step)| step.kind == kind && step.target == target);
        steps.map(|(number, _)| number).collect()
    }

    pub fn drawn(self, holder: usize, step: usize) -> Option<Drawn> {
        let by = self.sketch.steps[step].by;
        if by == Some(holder) {
            return Some(Drawn::Own);
        }
        let common = |claim: usize| self.sketch.claims[claim].basis == Some(Basis::CommonGround);
        let needs = self.needs(step);
        let has_all = needs.iter().all(|need| self.gives(holder, *need) || common(*need));
        let has_some = needs.iter().any(|need| self.gives(holder, *need));
        match by {
            _ if !(has_all && has_some) => None,
            None => Some(Drawn::Open),
            Some(_) => Some(Drawn::Lent),
        }
    }

    fn argues(self, holder: usize, step: usize) -> bool {
        matches!(self.drawn(holder, step), Some(Drawn::Own | Drawn::Open))
    }

    /// Whether a step counts for a holder when it faces an opponent.
    fn counts(self, holder: usize, opponent: usize, step: usize) -> bool {
        match self.drawn(holder, step) {
            None => false,
            Some(Drawn::Lent) => self.sketch.steps[step].by != Some(opponent),
            Some(_) => true,
        }
    }

    /// The arguments against a claim that fit.
    fn against(self, claim: usize, fits: impl Fn(usize) -> bool) -> BTreeSet<usize> {
        let mut found: BTreeSet<usize> =
            self.steps(InferenceKind::Rebuttal, claim).into_iter().collect();
        for support in self.steps(InferenceKind::Support, claim) {
            found.extend(self.steps(InferenceKind::Undercut, support));
        }
        found.retain(|step| fits(*step));
        found
    }

    /// What a holder asserts that excludes a claim.
    pub fn excluding(self, holder: usize, claim: usize) -> BTreeSet<usize> {
        let binds = |by: Option<usize>| by.is_none_or(|by| by == self.own || by == self.other);
        let conflicts = self.sketch.conflicts.iter().filter(|it| binds(it.by));
        let conflicts = conflicts.map(|it| &it.claims);
        let questions = self.sketch.questions.iter().filter(|it| it.exclusive && binds(it.by));
        let lists = conflicts.chain(questions.map(|it| &it.answers));
        let lists = lists.filter(|list| list.contains(&claim));
        let others = lists.flatten().copied().filter(|other| *other != claim);
        others.filter(|other| self.asserts(holder, *other)).collect()
    }

    fn is_aimed(self, step: usize) -> bool {
        let target = self.sketch.steps[step].target;
        self.argues(self.own, step)
            && match self.sketch.steps[step].kind {
                InferenceKind::Support => false,
                InferenceKind::Rebuttal => self.asserts(self.other, target),
                InferenceKind::Undercut => self.argues(self.other, target),
            }
    }

    /// Whether the other meets a step: what it needs, or the step itself.
    fn is_met(self, step: usize) -> bool {
        let other = self.other;
        let undercuts = self.steps(InferenceKind::Undercut, step);
        undercuts.into_iter().any(|undercut| self.argues(other, undercut))
            || self.needs(step).into_iter().any(|need| {
                self.denies(other, need)
                    || !self.excluding(other, need).is_empty()
                    || !self.against(need, |it| self.argues(other, it)).is_empty()
            })
    }

    /// What becomes of a claim that the first holder asserts.
    pub fn class(self, claim: usize) -> Class {
        let (own, other) = (self.own, self.other);
        let uses: Vec<usize> = (0..self.sketch.steps.len())
            .filter(|step| self.needs(*step).contains(&claim) && self.is_aimed(*step))
            .collect();
        let is_torn = self.denies(own, claim) && self.asserts(other, claim);
        if self.denies(other, claim) || is_torn {
            return Class::Disputed;
        }
        if self.asserts(other, claim) {
            return Class::Shared;
        }
        if self.gives(other, claim) {
            return Class::Conceded;
        }
        if !self.excluding(other, claim).is_empty() {
            return Class::Disputed;
        }
        if !self.against(claim, |step| self.argues(other, step)).is_empty() {
            return Class::Answered;
        }
        match uses.iter().all(|step| self.is_met(*step)) {
            false => return Class::Unanswered,
            true if !uses.is_empty() => return Class::Answered,
            true => {}
        }
        match self.against(claim, |step| self.counts(other, own, step)).is_empty() {
            true => Class::Silent,
            false => Class::Contested,
        }
    }

    fn said_side(self, holder: usize, claim: usize) -> Option<Side> {
        match (self.asserts(holder, claim), self.denies(holder, claim)) {
            (true, true) => None,
            (_, true) => Some(Side::Against),
            _ => self.gives(holder, claim).then_some(Side::For),
        }
    }

    fn side(self, holder: usize, claim: usize) -> Option<Side> {
        if self.takes_stand(holder, claim) {
            return self.said_side(holder, claim);
        }
        (!self.excluding(holder, claim).is_empty()).then_some(Side::Against)
    }

    /// Agreement on claims: how many are the same, of how many.
    pub fn score(self) -> (usize, usize) {
        let mut score = (0, 0);
        for claim in 0..self.sketch.claims.len() {
            if !self.takes_stand(self.own, claim) && !self.takes_stand(self.other, claim) {
                continue;
            }
            if let (Some(a), Some(b)) = (self.side(self.own, claim), self.side(self.other, claim)) {
                score.1 += 1;
                score.0 += usize::from(a == b);
            }
        }
        score
    }

    /// How answers to a question compare.
    pub fn compared(self, question: usize) -> Option<Match> {
        let answers: BTreeSet<usize> =
            self.sketch.questions[question].answers.iter().copied().collect();
        let taken = |holder: usize| -> BTreeSet<(usize, Side)> {
            let sides = answers.iter().map(|it| Some((*it, self.said_side(holder, *it)?)));
            sides.flatten().collect()
        };
        let (a, b) = (taken(self.own), taken(self.other));
        if a.is_empty() || b.is_empty() {
            return None;
        }
        let opposes = |one: usize, other: usize| {
            answers.iter().any(|it| {
                self.said_side(one, *it) == Some(Side::For)
                    && self.side(other, *it) == Some(Side::Against)
            })
        };
        Some(match () {
            () if a == b => Match::Same,
            () if opposes(self.own, self.other) || opposes(self.other, self.own) => Match::Opposed,
            () if !a.is_disjoint(&b) => Match::Overlapping,
            () => Match::Different,
        })
    }

    /// All that the first holder has against an answer of the second.
    pub fn objections(self, answer: usize) -> BTreeSet<Objected> {
        let (own, other) = (self.own, self.other);
        let mut grounds = BTreeSet::from([answer]);
        let mut supports = BTreeSet::new();
        loop {
            let before = grounds.len();
            for claim in grounds.clone() {
                for step in self.steps(InferenceKind::Support, claim) {
                    if self.counts(other, own, step) {
                        supports.insert(step);
                        grounds.extend(self.needs(step));
                    }
                }
            }
            if grounds.len() == before {
                break;
            }
        }
        let mut found = BTreeSet::new();
        let mut argue = |at: String, steps: Vec<usize>| {
            for step in steps.into_iter().filter(|step| self.counts(own, other, *step)) {
                let met = self.is_met(step);
                found.insert(Objected::Step { at: at.clone(), step, met });
            }
        };
        for claim in &grounds {
            argue(format!("c{claim}"), self.steps(InferenceKind::Rebuttal, *claim));
        }
        for step in &supports {
            argue(format!("s{step}"), self.steps(InferenceKind::Undercut, *step));
        }
        for claim in grounds {
            if self.denies(own, claim) {
                found.insert(Objected::Denial(format!("c{claim}")));
            }
            if !self.excluding(own, claim).is_empty() {
                found.insert(Objected::Clash(format!("c{claim}")));
            }
        }
        found
    }
}
