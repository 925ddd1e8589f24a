//! The verdicts of an evaluation as data.

use serde::Serialize;

use crate::model::{ClaimId, Map, Target, Verdict};
use crate::report::{json, names};
use crate::semantics::{Evaluation, Grant};

/// Which map was evaluated, and how.
#[derive(Debug, Serialize)]
pub struct Evaluated {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The file.
    pub file: String,
    /// The map's title.
    pub title: String,
    /// Whose premises count: `leaves`, `sourced` or `held-by:` and a holder.
    pub grant: String,
    /// The ids that the reader accepted.
    pub accept: Vec<String>,
    /// The ids that the reader rejected.
    pub reject: Vec<String>,
}

impl Evaluated {
    /// The facts of an evaluation.
    pub fn new(file: &str, map: &Map, evaluation: &Evaluation) -> Evaluated {
        let named = |nodes: &[_]| nodes.iter().map(|node| names::part(map, *node)).collect();
        Evaluated {
            version: json::VERSION,
            file: file.to_owned(),
            title: map.title.to_string(),
            grant: grant(map, evaluation.options.grant),
            accept: named(&evaluation.options.accept),
            reject: named(&evaluation.options.reject),
        }
    }
}

/// What stands of a map.
#[derive(Debug, Serialize)]
pub struct Verdicts {
    /// Which map, and how it was evaluated.
    #[serde(flatten)]
    pub of: Evaluated,
    /// The claims in the order of declaration, those of imported files first.
    pub claims: Vec<ClaimVerdict>,
    /// The steps, likewise.
    pub steps: Vec<StepLine>,
}

/// What becomes of a claim.
#[derive(Debug, Serialize)]
pub struct ClaimVerdict {
    /// The id.
    pub id: String,
    /// The proposition.
    pub text: String,
    /// `accepted`, `refuted`, `unestablished` or `undecided`.
    pub verdict: &'static str,
    /// Whether it may stand with no reason.
    pub granted: bool,
    /// Whether the map is for it.
    pub thesis: bool,
    /// `accept` or `reject` where the reader forced the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<&'static str>,
}

/// What becomes of a step.
#[derive(Debug, Serialize)]
pub struct StepLine {
    /// The id, if it has one.
    pub id: Option<String>,
    /// What it is called in messages.
    #[serde(skip)]
    pub name: String,
    /// `support`, `rebuttal` or `undercut`.
    pub kind: &'static str,
    /// The premises.
    pub from: Vec<String>,
    /// The warrant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warrant: Option<String>,
    /// The claim or step that it aims at; nothing for a step without an id.
    pub to: Option<String>,
    /// `applies`, `undercut`, `premise fails` or `undecided`.
    pub verdict: &'static str,
    /// `accept` or `reject` where the reader forced the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced: Option<&'static str>,
}

/// The verdicts of all claims and steps; linear in the size of the map.
pub fn verdicts(file: &str, map: &Map, evaluation: &Evaluation) -> Verdicts {
    let claims = map.claims().map(|(id, claim)| ClaimVerdict {
        id: names::part(map, id),
        text: claim.text.to_string(),
        verdict: evaluation.verdict(id).word(),
        granted: evaluation.is_granted(id),
        thesis: map.is_thesis(id),
        forced: evaluation.forced(id).map(force),
    });
    let steps = map.inferences().map(|(id, step)| StepLine {
        id: map.name(id),
        name: names::step(map, id),
        kind: step.kind.word(),
        from: map.premises(id).map(|claim| names::part(map, claim)).collect(),
        warrant: map.warrant(id).map(|claim| names::part(map, claim)),
        to: match map.target(id) {
            Target::Claim(claim) => map.name(claim),
            Target::Inference(step) => map.name(step),
        },
        verdict: evaluation.step(map, id).word(),
        forced: evaluation.forced(id).map(force),
    });
    Verdicts {
        of: Evaluated::new(file, map, evaluation),
        claims: claims.collect(),
        steps: steps.collect(),
    }
}

/// Whose premises count, as it is written on the command line.
pub fn grant(map: &Map, grant: Grant) -> String {
    match grant {
        Grant::Leaves => "leaves".to_owned(),
        Grant::Sourced => "sourced".to_owned(),
        Grant::HeldBy(holder) => format!("held-by:{}", names::part(map, holder)),
    }
}

/// The word for what the reader forced.
pub fn force(holds: bool) -> &'static str {
    if holds { "accept" } else { "reject" }
}

/// How many of some claims there are of each verdict, in the order of [`Verdict::ALL`].
pub fn tally(evaluation: &Evaluation, claims: impl Iterator<Item = ClaimId>) -> [usize; 4] {
    let mut tally = [0; 4];
    for claim in claims {
        let verdict = evaluation.verdict(claim);
        let at = Verdict::ALL.iter().position(|one| *one == verdict);
        tally[at.expect("every verdict is one of all")] += 1;
    }
    tally
}
