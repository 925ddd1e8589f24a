//! What verdicts turn on, as data: cruxes and single points of failure.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::analysis::turns::critical::{Critical, Point};
use crate::analysis::turns::crux::{Crux, CruxSets, Cruxes};
use crate::analysis::turns::search::Stop;
use crate::model::{ClaimId, Map, Verdict, wording};
use crate::render::{Highlight, Role};
use crate::report::names;
use crate::report::verdicts::Evaluated;
use crate::semantics::Evaluation;

/// What claims hang on.
#[derive(Debug, Serialize)]
pub struct TurningPoints {
    /// Which map, and how it was evaluated.
    #[serde(flatten)]
    pub of: Evaluated,
    /// The claims asked for.
    pub theses: Vec<Thesis>,
}

/// A claim, and what it hangs on.
#[derive(Debug, Serialize)]
pub struct Thesis {
    /// The claim.
    #[serde(flatten)]
    pub claim: Named,
    /// Whether the map is for it.
    pub thesis: bool,
    /// The verdict as things are.
    pub verdict: &'static str,
    /// The least sets of granted claims whose joint rejection decides whether it is accepted.
    pub reject: Sets,
    /// The least sets of claims that are not accepted and whose joint acceptance makes it accepted;
    /// nothing for a claim that is accepted as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<Sets>,
}

/// Sets of claims that decide.
#[derive(Debug, Serialize)]
pub struct Sets {
    /// The sets, smaller ones first.
    pub sets: Vec<Set>,
    /// Whether these are all.
    pub complete: bool,
    /// What ended the search before all were found: `sets`, `changes` or `work`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<&'static str>,
}

/// A set of claims that decides together, while no part of it does.
#[derive(Debug, Serialize)]
pub struct Set {
    /// The claims in the order of the map.
    pub claims: Vec<Named>,
    /// What becomes of the claim that hangs on them.
    pub becomes: &'static str,
}

/// A claim by its id and its text.
#[derive(Debug, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The proposition.
    pub text: String,
}

/// What falls with single claims.
#[derive(Debug, Serialize)]
pub struct CriticalClaims {
    /// Which map, and how it was evaluated.
    #[serde(flatten)]
    pub of: Evaluated,
    /// How many claims were asked for, and how many of them are accepted.
    pub asked: usize,
    /// How many of them are accepted.
    pub accepted: usize,
    /// The claims with which something falls, those with which most does first.
    pub claims: Vec<CriticalClaim>,
    /// Whether these are all.
    pub complete: bool,
    /// How many claims were not tried.
    pub untried: usize,
}

/// A granted claim with which others fall.
#[derive(Debug, Serialize)]
pub struct CriticalClaim {
    /// The claim.
    #[serde(flatten)]
    pub claim: Named,
    /// Those asked for that are accepted and would not be if it were rejected.
    pub theses: Vec<Fallen>,
    /// All claims of which that holds.
    pub falls: Vec<Fallen>,
}

/// A claim that is accepted and would not be.
#[derive(Debug, Serialize)]
pub struct Fallen {
    /// The claim.
    #[serde(flatten)]
    pub claim: Named,
    /// What would become of it.
    pub becomes: &'static str,
}

impl Named {
    fn of(map: &Map, claim: ClaimId) -> Named {
        Named { id: names::part(map, claim), text: map[claim].text.to_string() }
    }
}

/// What claims hang on, as data; linear in what was found.
pub fn turning_points(
    file: &str,
    map: &Map,
    evaluation: &Evaluation,
    found: &[Cruxes],
) -> TurningPoints {
    let thesis = |cruxes: &Cruxes| Thesis {
        claim: Named::of(map, cruxes.claim),
        thesis: map.is_thesis(cruxes.claim),
        verdict: cruxes.verdict.word(),
        reject: sets(map, &cruxes.reject),
        accept: cruxes.accept.as_ref().map(|accept| sets(map, accept)),
    };
    TurningPoints {
        of: Evaluated::new(file, map, evaluation),
        theses: found.iter().map(thesis).collect(),
    }
}

fn sets(map: &Map, found: &CruxSets) -> Sets {
    let set = |crux: &Crux| Set {
        claims: crux.claims.iter().map(|claim| Named::of(map, *claim)).collect(),
        becomes: crux.verdict.word(),
    };
    Sets {
        sets: found.sets.iter().map(set).collect(),
        complete: found.stopped.is_none(),
        stopped: found.stopped.map(Stop::word),
    }
}

/// What falls with single claims, as data; linear in what was found.
pub fn critical_claims(
    file: &str,
    map: &Map,
    evaluation: &Evaluation,
    asked: &[ClaimId],
    found: &Critical,
) -> CriticalClaims {
    let fallen = |(claim, verdict): &(ClaimId, Verdict)| Fallen {
        claim: Named::of(map, *claim),
        becomes: verdict.word(),
    };
    let point = |point: &Point| CriticalClaim {
        claim: Named::of(map, point.claim),
        theses: point.theses.iter().map(fallen).collect(),
        falls: point.claims.iter().map(fallen).collect(),
    };
    let accepted =
        asked.iter().filter(|claim| evaluation.verdict(**claim) == Verdict::Accepted).count();
    CriticalClaims {
        of: Evaluated::new(file, map, evaluation),
        asked: asked.len(),
        accepted,
        claims: found.points.iter().map(point).collect(),
        complete: found.untried == 0,
        untried: found.untried,
    }
}

/// What a picture points out of what claims hang on: the claims of the sets, each once and with the
/// first set that it is in.
pub fn highlights(map: &Map, found: &[Cruxes]) -> Vec<Highlight> {
    let mut seen: FxHashSet<NodeIndex> = FxHashSet::default();
    let mut highlights: Vec<Highlight> = Vec::new();
    for cruxes in found {
        let reject = cruxes.reject.sets.iter().map(|crux| (crux, "rejected"));
        let accept = cruxes.accept.iter().flat_map(|accept| &accept.sets);
        let thesis = wording::name(map, cruxes.claim.node());
        for (crux, forced) in reject.chain(accept.map(|crux| (crux, "accepted"))) {
            for claim in crux.claims.iter().filter(|claim| seen.insert(claim.node())) {
                let others = crux.claims.iter().filter(|other| *other != claim);
                let others: Vec<String> =
                    others.map(|other| wording::name(map, other.node())).collect();
                let with = match others.len() {
                    0 => String::new(),
                    _ => format!(" with {}", wording::join(&others)),
                };
                let note = format!("{forced}{with}: {thesis} {}", crux.verdict);
                highlights.push(Highlight::new(*claim, Role::Crux).note(note));
            }
        }
    }
    highlights
}

/// What a picture points out of what falls with single claims: these, and the theses that fall.
pub fn critical_highlights(map: &Map, found: &Critical) -> Vec<Highlight> {
    let crux = |point: &Point| {
        let theses = point.theses.iter().map(|(thesis, _)| wording::name(map, thesis.node()));
        let theses: Vec<String> = theses.collect();
        let note = format!("without it not accepted: {}", wording::join(&theses));
        Highlight::new(point.claim, Role::Crux).note(note)
    };
    let mut seen: FxHashSet<ClaimId> = found.points.iter().map(|point| point.claim).collect();
    let theses = found.points.iter().flat_map(|point| &point.theses);
    let theses = theses.filter(|(thesis, _)| seen.insert(*thesis));
    let theses = theses.map(|(thesis, _)| Highlight::new(*thesis, Role::Affected));
    let theses: Vec<Highlight> = theses.collect();
    found.points.iter().map(crux).chain(theses).collect()
}
