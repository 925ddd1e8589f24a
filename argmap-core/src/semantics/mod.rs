//! What stands when all reasons are weighed.
//!
//! [`evaluate`] turns a map into a bare numbered [`Program`], takes its
//! well-founded model, and reads off a [`Verdict`] for every claim and a [`StepVerdict`] for
//! every inference. No arguments are built, so the work is linear in the size of the map where
//! the map has no circles, and where it has, in the size of each circle times the number of its
//! alternations.

pub mod evidence;
pub mod grounded;
pub mod program;
pub mod reliance;
pub mod spread;
pub mod suppose;
mod translate;

use petgraph::graph::NodeIndex;

use crate::model::{ClaimId, HolderId, InferenceId, Map, Target, Verdict, words};
use grounded::{Model, Occurrences, Value, solve};
use program::{Atom, Program};
use rustc_hash::FxHashMap;
use suppose::{Stand, pins};
use translate::{View, translate};

/// Whose premises count, and what the reader forces.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which claims may stand with no reason.
    pub grant: Grant,
    /// Claims and inferences that hold whatever is said against them.
    pub accept: Vec<NodeIndex>,
    /// Claims and inferences that fail whatever is said for them, and conflicts and questions that
    /// do not bind.
    pub reject: Vec<NodeIndex>,
}

/// Which claims may stand with no reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grant {
    /// Those with a basis; and those that have no support, are no theses and, where the map
    /// declares holders, are asserted or conceded by someone.
    #[default]
    Leaves,
    /// The same, but those without a basis only with evidence; see [`evidence::own_words`] for
    /// citations that are none.
    Sourced,
    /// Common ground, and what the holder asserts or concedes and for which no support drawn by
    /// the holder or by nobody in particular exists; what the holder denies is refuted.
    HeldBy(HolderId),
}

words! {
    /// What becomes of an inference when all reasons are weighed.
    StepVerdict {
        /// Its premises stand and nothing stops it.
        Applies = "applies",
        /// An undercut stops it.
        Undercut = "undercut",
        /// One of its premises does not stand.
        PremiseFails = "premise fails",
        /// Neither is settled.
        Undecided = "undecided",
    }
}

/// What stands of a map, and why.
#[derive(Debug)]
pub struct Evaluation {
    /// The options it was made with.
    pub options: Options,
    view: View,
    granted: Vec<bool>,
    /// What the holder whose premises are granted is supposed to say.
    stands: FxHashMap<ClaimId, Stand>,
    program: Program,
    occurrences: Occurrences,
    model: Model,
}

/// Evaluates a map: the well-founded model (Van Gelder, Ross and Schlipf, The well-founded
/// semantics for general logic programs, Journal of the ACM 38, 1991) of these rules, where
/// P(r) are the premises and warrant of r, n(c) says that c is rejected, x(r) that the step r
/// fails, and a claim is bare if it has neither support nor basis:
///
/// ```text
/// c    ← not n(c)                       c granted
/// c    ← P(r), not x(r), not n(c)       r a defeasible support of c
/// n(c) ← P(r), not x(r), not c          r a defeasible rebuttal of c; no "not c" if c is bare
/// x(t) ← P(u), not x(u)                 u undercuts t
/// c    ← P(r);  n(p) ← n(c), P(r)∖p     r a strict support, with each contraposition
/// n(c) ← P(r);  n(p) ← c, P(r)∖p        r a strict rebuttal, likewise
/// n(a) ← b                              a, b in conflict, each way; not if b is bare and a is not
/// a    ← all n(others), not n(a)        exhaustive question, contradictory pair
/// ```
///
/// Conflicts and questions that are one holder's view bind only where that holder's premises
/// are granted. Claims that are declared the same are one claim, holders one holder.
pub fn evaluate(map: &Map, options: Options) -> Evaluation {
    let view = View::of(map, options.grant);
    let (program, granted) = translate(map, &options, &view);
    let pins = pins(map, &view, &options.accept, &options.reject);
    let (model, occurrences) = solve(&program, &pins);
    Evaluation { options, view, granted, stands: FxHashMap::default(), program, occurrences, model }
}

impl Evaluation {
    /// What becomes of a claim.
    pub fn verdict(&self, claim: ClaimId) -> Verdict {
        verdict_by(claim, |atom| self.value(atom))
    }

    /// What becomes of an inference.
    pub fn step(&self, map: &Map, inference: InferenceId) -> StepVerdict {
        step_by(map, inference, |atom| self.value(atom))
    }

    /// Whether a claim may stand with no reason.
    pub fn is_granted(&self, claim: ClaimId) -> bool {
        self.granted[claim.index()]
    }

    /// All claims that are declared the same as a claim, with it; it alone if there are none.
    pub fn same<'a>(&'a self, claim: &'a ClaimId) -> &'a [ClaimId] {
        self.view.all(claim)
    }

    /// Whether a conflict, question or step that is `by` someone counts as one of those whose
    /// premises do: it is nobody's, or by the holder whose premises are granted.
    pub fn binds(&self, by: Option<HolderId>) -> bool {
        self.view.binds(by)
    }

    /// What the reader forced on a claim or inference: that it holds, or that it fails, which
    /// goes first.
    pub fn forced(&self, node: impl Into<NodeIndex>) -> Option<bool> {
        let node = node.into();
        if self.options.reject.contains(&node) {
            return Some(false);
        }
        self.options.accept.contains(&node).then_some(true)
    }

    /// When an accepted claim was settled: whatever settled it was settled before. Nothing for
    /// claims that are not accepted.
    pub fn rank(&self, claim: ClaimId) -> Option<u32> {
        let atom = holds(claim);
        (self.value(atom) == Value::True).then(|| self.model.step(atom)).flatten()
    }

    /// When the rejection of a refuted claim was settled.
    pub fn rejection_rank(&self, claim: ClaimId) -> Option<u32> {
        let atom = rejected(claim);
        (self.value(atom) == Value::True).then(|| self.model.step(atom)).flatten()
    }

    /// Whether a claim fell together with others on which it rests in a circle.
    pub fn is_circular(&self, claim: ClaimId) -> bool {
        self.model.falsity(holds(claim)) == Some(grounded::Falsity::Unfounded)
    }

    /// The evaluation program, for those who look behind the verdicts.
    pub fn program(&self) -> &Program {
        &self.program
    }

    fn value(&self, atom: Atom) -> Value {
        self.model.value(atom)
    }
}

fn verdict_by(claim: ClaimId, value: impl Fn(Atom) -> Value) -> Verdict {
    match (value(holds(claim)), value(rejected(claim))) {
        (Value::True, _) => Verdict::Accepted,
        (_, Value::True) => Verdict::Refuted,
        (Value::False, _) => Verdict::Unestablished,
        (Value::Undefined, _) => Verdict::Undecided,
    }
}

fn step_by(map: &Map, inference: InferenceId, value: impl Fn(Atom) -> Value) -> StepVerdict {
    let stopped = value(fails(inference));
    if stopped == Value::True {
        return StepVerdict::Undercut;
    }
    let mut open = stopped == Value::Undefined;
    for premise in map.needs(inference) {
        match value(holds(premise)) {
            Value::False => return StepVerdict::PremiseFails,
            Value::Undefined => open = true,
            Value::True => {}
        }
    }
    if open { StepVerdict::Undecided } else { StepVerdict::Applies }
}

/// The target's atom of failure: a claim is rejected, a step fails.
fn struck(target: Target) -> Atom {
    match target {
        Target::Claim(claim) => rejected(claim),
        Target::Inference(inference) => fails(inference),
    }
}

fn holds(claim: ClaimId) -> Atom {
    Atom(claim.index() as u32 * 2)
}

fn rejected(claim: ClaimId) -> Atom {
    Atom(claim.index() as u32 * 2 + 1)
}

fn fails(inference: InferenceId) -> Atom {
    Atom(inference.index() as u32 * 2)
}

/// That a conflict or question does not bind.
fn set_aside(node: NodeIndex) -> Atom {
    Atom(node.index() as u32 * 2)
}

#[cfg(test)]
mod tests;
