//! Explanations of verdicts in the map's terms.

use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use crate::model::{
    ClaimId, ConflictId, ConflictKind, Edge, HolderId, InferenceId, InferenceKind, Map, Node,
    QuestionId, Stance, Target, Verdict,
};
use crate::semantics::{Evaluation, Grant, StepVerdict};

/// What a claim's verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The reader forces it.
    Forced,
    /// Accepted: it may stand with no reason, and nothing strikes it.
    Granted,
    /// Accepted: the step applies.
    Supported(InferenceId),
    /// Accepted: it is the last answer that is left of the question or pair.
    LastLeft(NodeIndex),
    /// Refuted: the holder whose premises are granted denies it.
    Denied,
    /// Refuted: the step applies.
    Rebutted(InferenceId),
    /// Refuted: a claim in conflict with it is accepted; the conflict or question says so.
    Excluded {
        /// The accepted claim.
        by: ClaimId,
        /// The conflict or question.
        through: NodeIndex,
    },
    /// Refuted: with it the strict step would lead to what does not hold.
    Contraposed(InferenceId),
    /// Unestablished: it has no reason, and may not stand without.
    NoReason,
    /// Unestablished: none of its reasons holds.
    ReasonsFell(Vec<InferenceId>),
    /// Unestablished: it rests in a circle on these claims, and on nothing else that holds.
    Circle(Vec<ClaimId>),
    /// Undecided: what speaks for it and what speaks against it is open.
    Open {
        /// The supports that are undecided or meet resistance.
        supports: Vec<InferenceId>,
        /// The rebuttals that are not settled.
        rebuttals: Vec<InferenceId>,
        /// The claims in conflict with it that are not settled, each with the conflict or question.
        rivals: Vec<(ClaimId, NodeIndex)>,
    },
}

/// What the verdict of a claim rests on; linear in the number of what is said of the claim, and
/// of those in conflict with it.
pub fn ground(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Ground {
    if evaluation.forced(claim).is_some() {
        return Ground::Forced;
    }
    match evaluation.verdict(claim) {
        Verdict::Accepted => accepted(map, evaluation, claim),
        Verdict::Refuted => refuted(map, evaluation, claim),
        Verdict::Unestablished => unestablished(map, evaluation, claim),
        Verdict::Undecided => undecided(map, evaluation, claim),
    }
}

/// The steps of a kind that aim at a claim or at one that is declared the same.
pub(super) fn aimed_at(
    map: &Map,
    evaluation: &Evaluation,
    claim: ClaimId,
    kind: InferenceKind,
) -> Vec<InferenceId> {
    let same = evaluation.same(&claim).iter();
    same.flat_map(|claim| map.aimed_at(*claim, kind)).collect()
}

fn accepted(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Ground {
    if evaluation.is_granted(claim) {
        return Ground::Granted;
    }
    let rank = evaluation.rank(claim);
    let earlier = |step: &InferenceId| {
        map.needs(*step).all(|need| evaluation.rank(need).is_some_and(|need| Some(need) < rank))
    };
    let applies = |step: &InferenceId| evaluation.step(map, *step) == StepVerdict::Applies;
    let supports = aimed_at(map, evaluation, claim, InferenceKind::Support);
    if let Some(step) = supports.into_iter().find(|step| applies(step) && earlier(step)) {
        return Ground::Supported(step);
    }
    let rejected = |other: &ClaimId| evaluation.verdict(*other) == Verdict::Refuted;
    let last = alternatives(map, evaluation, claim)
        .into_iter()
        .find(|alternative| alternative.exhaustive && alternative.others.iter().all(rejected));
    last.map_or(Ground::Granted, |alternative| Ground::LastLeft(alternative.node))
}

fn refuted(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Ground {
    let applies = |step: &InferenceId| evaluation.step(map, *step) == StepVerdict::Applies;
    let holds = |claim: ClaimId| evaluation.verdict(claim) == Verdict::Accepted;
    let rank = evaluation.rejection_rank(claim);
    let earlier = |claim: ClaimId| evaluation.rank(claim) < rank;
    if let Grant::HeldBy(_) = evaluation.options.grant {
        let denies = |(_, by, stand): &(_, HolderId, &crate::model::Commitment)| {
            evaluation.binds(Some(*by)) && stand.stance == Stance::Denies
        };
        if evaluation.same(&claim).iter().any(|same| map.commitments(*same).iter().any(denies)) {
            return Ground::Denied;
        }
    }
    let rebuttals = aimed_at(map, evaluation, claim, InferenceKind::Rebuttal);
    let mut rebuttals = rebuttals.into_iter().filter(applies);
    let first = rebuttals.clone().next();
    // One that rests on the claim's being refuted explains nothing.
    if let Some(step) = rebuttals.find(|step| map.needs(*step).all(earlier)) {
        return Ground::Rebutted(step);
    }
    for alternative in alternatives(map, evaluation, claim) {
        let rival = alternative.others.iter().find(|other| holds(**other) && earlier(**other));
        if let (true, Some(by)) = (alternative.exclusive, rival) {
            return Ground::Excluded { by: *by, through: alternative.node };
        }
    }
    let leads_astray = |step: &&InferenceId| {
        let others = map.needs(**step).filter(|need| *need != claim);
        let fails = match (map.target(**step), map[**step].kind) {
            (Target::Claim(target), InferenceKind::Support) => {
                evaluation.verdict(target) == Verdict::Refuted
            }
            (Target::Claim(target), InferenceKind::Rebuttal) => holds(target),
            _ => false,
        };
        map[**step].strict && fails && others.into_iter().all(holds)
    };
    match (map.uses(claim).iter().find(leads_astray), first) {
        (Some(step), _) => Ground::Contraposed(*step),
        (None, Some(step)) => Ground::Rebutted(step),
        (None, None) => Ground::Denied,
    }
}

fn unestablished(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Ground {
    let supports = aimed_at(map, evaluation, claim, InferenceKind::Support);
    if supports.is_empty() {
        return Ground::NoReason;
    }
    if !evaluation.is_circular(claim) {
        return Ground::ReasonsFell(supports);
    }
    // Follow supports whose premises fell with this claim until one comes again.
    let mut path = vec![claim];
    let mut seen = FxHashSet::from_iter([claim]);
    let mut at = claim;
    loop {
        let supports = aimed_at(map, evaluation, at, InferenceKind::Support).into_iter();
        let needs = supports.flat_map(|step| map.needs(step).collect::<Vec<_>>());
        let fallen = |need: &ClaimId| {
            evaluation.verdict(*need) == Verdict::Unestablished && evaluation.is_circular(*need)
        };
        let needs: Vec<ClaimId> = needs.filter(fallen).collect();
        let back = needs.iter().find(|need| seen.contains(need));
        if let Some(back) = back {
            let start = path.iter().position(|claim| claim == back).unwrap_or(0);
            return Ground::Circle(path.split_off(start));
        }
        match needs.first() {
            Some(next) => {
                seen.insert(*next);
                path.push(*next);
                at = *next;
            }
            None => {
                return Ground::ReasonsFell(aimed_at(
                    map,
                    evaluation,
                    claim,
                    InferenceKind::Support,
                ));
            }
        }
    }
}

fn undecided(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Ground {
    let live = |step: &InferenceId| {
        matches!(evaluation.step(map, *step), StepVerdict::Applies | StepVerdict::Undecided)
    };
    let steps = |kind| aimed_at(map, evaluation, claim, kind).into_iter().filter(live).collect();
    let mut rivals = Vec::new();
    for alternative in alternatives(map, evaluation, claim) {
        let open = |other: &ClaimId| {
            matches!(evaluation.verdict(*other), Verdict::Accepted | Verdict::Undecided)
        };
        if alternative.exclusive {
            let others = alternative.others.into_iter().filter(open);
            rivals.extend(others.map(|other| (other, alternative.node)));
        }
    }
    Ground::Open {
        supports: steps(InferenceKind::Support),
        rebuttals: steps(InferenceKind::Rebuttal),
        rivals,
    }
}

/// A conflict or question that binds in an evaluation, seen from one of its claims.
pub(super) struct Alternative {
    pub(super) node: NodeIndex,
    pub(super) exclusive: bool,
    exhaustive: bool,
    pub(super) others: Vec<ClaimId>,
}

pub(super) fn alternatives(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Vec<Alternative> {
    let binds = |by: Option<HolderId>| evaluation.binds(by);
    let all = evaluation.same(&claim).iter().rev();
    let edges = all.flat_map(|same| map.graph().edges_directed(same.node(), Incoming));
    let mut found: Vec<Alternative> = Vec::new();
    for edge in edges {
        let node = edge.source();
        let (exclusive, exhaustive, claims): (_, _, Vec<ClaimId>) =
            match (edge.weight(), map.node(node)) {
                (Edge::Member, Node::Conflict(conflict)) if binds(conflict.by) => {
                    let pair = conflict.kind == ConflictKind::Contradictory;
                    (true, pair, map.members(ConflictId(node)).collect())
                }
                (Edge::Answer, Node::Question(question)) if binds(question.by) => {
                    let answers = map.answers(QuestionId(node)).collect();
                    (question.exclusive, question.exhaustive, answers)
                }
                _ => continue,
            };
        if evaluation.forced(node) == Some(false) {
            continue;
        }
        let is_other = |other: &ClaimId| !evaluation.same(&claim).contains(other);
        let others = claims.into_iter().filter(is_other).collect();
        found.push(Alternative { node, exclusive, exhaustive, others });
    }
    found.reverse();
    found
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far the line is indented: what it explains stands above, one less deep.
    pub depth: usize,
    /// The claim or step that it speaks of.
    pub subject: NodeIndex,
    /// What it says, with names in backticks.
    pub text: String,
}

/// Explains the verdict of a claim or step down to what is granted, each claim once, in at most
/// `limit` lines. Does not recurse.
pub fn why(map: &Map, evaluation: &Evaluation, node: NodeIndex, limit: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut explained = FxHashSet::default();
    let mut open: Vec<(NodeIndex, usize)> = vec![(node, 0)];
    while let Some((node, depth)) = open.pop() {
        if lines.len() == limit {
            let text = format!("and so on: more than {limit} lines");
            lines.push(Line { depth: 0, subject: node, text });
            break;
        }
        let first_time = explained.insert(node);
        let (mut text, because) = reason(map, evaluation, node);
        if first_time {
            open.extend(because.into_iter().rev().map(|node| (node, depth + 1)));
        } else if !because.is_empty() {
            text += " (see above)";
        }
        lines.push(Line { depth, subject: node, text });
    }
    lines
}

/// The line of [`why`] that speaks of a claim or step itself, and the parts that explain it in turn;
/// linear in the number of what is said of it, and of those in conflict with it.
pub fn reason(map: &Map, evaluation: &Evaluation, node: NodeIndex) -> (String, Vec<NodeIndex>) {
    let teller = Teller { map, evaluation };
    match (map.as_claim(node), map.as_inference(node)) {
        (Some(claim), _) => teller.claim(claim),
        (_, Some(step)) => teller.step(step),
        _ => (format!("{} has no verdict", teller.name(node)), Vec::new()),
    }
}

/// Puts grounds into words, and tells what they rest on in turn.
struct Teller<'m> {
    map: &'m Map,
    evaluation: &'m Evaluation,
}

impl Teller<'_> {
    fn claim(&self, claim: ClaimId) -> (String, Vec<NodeIndex>) {
        let verdict = self.evaluation.verdict(claim);
        let head = format!("{} is {verdict}", self.name(claim.node()));
        let (tail, because) = match ground(self.map, self.evaluation, claim) {
            Ground::Forced => ("because you say so".to_owned(), Vec::new()),
            Ground::Granted => {
                (format!("{}; nothing stands against it", self.granted(claim)), Vec::new())
            }
            Ground::Supported(step) => {
                let supports =
                    aimed_at(self.map, self.evaluation, claim, InferenceKind::Support).into_iter();
                let applies = |step: &InferenceId| {
                    self.evaluation.step(self.map, *step) == StepVerdict::Applies
                };
                let more = match supports.filter(applies).count() {
                    0 | 1 => String::new(),
                    2 => ", and so does another step".to_owned(),
                    number => format!(", and so do {} other steps", number - 1),
                };
                (format!("{} supports it{more}", self.name(step.node())), vec![step.node()])
            }
            Ground::LastLeft(node) => {
                let others = self.others(node, claim);
                let text = match self.map.node(node) {
                    Node::Question(_) => {
                        format!("it is the last answer left to {}", self.name(node))
                    }
                    _ => "its contradictory is refuted".to_owned(),
                };
                (text, others)
            }
            Ground::Denied => ("denied by the holder whose view is taken".to_owned(), Vec::new()),
            Ground::Rebutted(step) => {
                (format!("{} speaks against it", self.name(step.node())), vec![step.node()])
            }
            Ground::Excluded { by, through } => {
                let text =
                    format!("{} stands, and {}", self.name(by.node()), self.exclusion(through));
                (text, vec![by.node()])
            }
            Ground::Contraposed(step) => {
                let needs = self.map.needs(step).filter(|need| *need != claim);
                let because = std::iter::once(self.map.target(step).into());
                let because = because.chain(needs.map(ClaimId::node)).collect();
                let text = format!(
                    "by the strict step {} it would lead to what does not hold",
                    self.name(step.node())
                );
                (text, because)
            }
            Ground::NoReason => (self.no_reason(claim), Vec::new()),
            Ground::ReasonsFell(steps) => {
                let text = match steps.len() {
                    1 => "its only reason does not hold".to_owned(),
                    number => format!("none of its {number} reasons holds"),
                };
                (text, steps.into_iter().map(InferenceId::node).collect())
            }
            Ground::Circle(claims) => {
                let ring: Vec<String> =
                    claims.iter().chain(claims.first()).map(|c| self.name(c.node())).collect();
                (format!("it rests in a circle on itself: {}", ring.join(" ← ")), Vec::new())
            }
            Ground::Open { supports, rebuttals, rivals } => {
                let mut parts = Vec::new();
                if !supports.is_empty() {
                    parts.push(format!("for it: {}", self.names(&supports)));
                } else if self.evaluation.is_granted(claim) {
                    parts.push(self.granted(claim));
                }
                if !rebuttals.is_empty() {
                    parts.push(format!("against it: {}", self.names(&rebuttals)));
                }
                let claims: Vec<NodeIndex> = rivals.iter().map(|(claim, _)| claim.node()).collect();
                if !claims.is_empty() {
                    parts.push(format!("in conflict with it: {}", self.names(&claims)));
                }
                let because = supports.into_iter().chain(rebuttals).map(InferenceId::node);
                let because = because.chain(claims).collect();
                if parts.is_empty() {
                    parts.push("what it depends on is open".to_owned());
                }
                (parts.join("; "), because)
            }
        };
        (format!("{head}: {tail}"), because)
    }

    fn step(&self, step: InferenceId) -> (String, Vec<NodeIndex>) {
        let map = self.map;
        let verdict = self.evaluation.step(map, step);
        let imputed = if map[step].imputed { " (imputed)" } else { "" };
        let head = format!("{}{imputed}", self.name(step.node()));
        let needs = map.needs(step);
        let standing = |wanted: fn(Verdict) -> bool| {
            let verdict = |need: &ClaimId| wanted(self.evaluation.verdict(*need));
            map.needs(step).filter(verdict).map(ClaimId::node).collect::<Vec<_>>()
        };
        match verdict {
            StepVerdict::Applies => {
                let needs: Vec<NodeIndex> = needs.map(ClaimId::node).collect();
                (format!("{head} applies: {} {}", self.names(&needs), stands(needs.len())), needs)
            }
            StepVerdict::Undercut if self.evaluation.forced(step) == Some(false) => {
                (format!("{head} fails because you say so"), Vec::new())
            }
            StepVerdict::Undercut => {
                let undercuts = map.aimed_at(step, InferenceKind::Undercut).into_iter();
                let applies = |undercut: &InferenceId| {
                    self.evaluation.step(map, *undercut) == StepVerdict::Applies
                };
                let by: Vec<NodeIndex> =
                    undercuts.filter(applies).map(InferenceId::node).take(1).collect();
                (format!("{head} is undercut by {}", self.names(&by)), by)
            }
            StepVerdict::PremiseFails => {
                let failing = standing(|verdict| {
                    matches!(verdict, Verdict::Refuted | Verdict::Unestablished)
                });
                let verb = if failing.len() == 1 { "does" } else { "do" };
                (format!("{head} fails: {} {verb} not stand", self.names(&failing)), failing)
            }
            StepVerdict::Undecided => {
                let mut open = standing(|verdict| verdict == Verdict::Undecided);
                let undercuts = map.aimed_at(step, InferenceKind::Undercut).into_iter();
                open.extend(
                    undercuts
                        .filter(|undercut| {
                            self.evaluation.step(map, *undercut) == StepVerdict::Undecided
                        })
                        .map(InferenceId::node),
                );
                (
                    format!("{head} is undecided: {} {} open", self.names(&open), is(open.len())),
                    open,
                )
            }
        }
    }

    fn granted(&self, claim: ClaimId) -> String {
        let same = self.evaluation.same(&claim);
        if let Some(basis) = same.iter().find_map(|claim| self.map[*claim].basis) {
            return match basis.word() {
                "common-ground" => "it is common ground".to_owned(),
                word => format!("it is {word}"),
            };
        }
        let committed: Vec<_> =
            same.iter().flat_map(|claim| self.map.commitments(*claim)).collect();
        let stands = committed.iter().filter(|(_, holder, stand)| {
            let counts = match self.evaluation.options.grant {
                Grant::HeldBy(_) => self.evaluation.binds(Some(*holder)),
                _ => true,
            };
            counts && matches!(stand.stance, Stance::Asserts | Stance::Concedes)
        });
        let mut holders: Vec<NodeIndex> = stands.map(|(_, holder, _)| holder.node()).collect();
        holders.dedup();
        let mut granted = match holders.is_empty() {
            true => "granted".to_owned(),
            false => format!("granted, as held by {}", self.names(&holders)),
        };
        let cited: Vec<_> = same.iter().flat_map(|claim| self.map.citations(*claim)).collect();
        let mut sources: Vec<NodeIndex> =
            cited.iter().map(|(_, citation)| citation.passage.source.node()).collect();
        sources.dedup();
        if !sources.is_empty() {
            granted += &format!(", with evidence from {}", self.names(&sources));
        }
        granted
    }

    fn no_reason(&self, claim: ClaimId) -> String {
        match self.map.is_thesis(claim) {
            true => "a thesis needs a reason, and it has none".to_owned(),
            false => "it has no reason, and nobody whose word counts asserts it".to_owned(),
        }
    }

    fn exclusion(&self, node: NodeIndex) -> String {
        match self.map.node(node) {
            Node::Question(_) => {
                format!("only one answer to {} can be true", self.name(node))
            }
            _ => "the two are in conflict".to_owned(),
        }
    }

    fn others(&self, node: NodeIndex, claim: ClaimId) -> Vec<NodeIndex> {
        self.map.graph().neighbors(node).filter(|other| *other != claim.node()).collect()
    }

    fn names<I: Into<NodeIndex> + Copy>(&self, nodes: &[I]) -> String {
        let names: Vec<String> = nodes.iter().map(|node| self.name((*node).into())).collect();
        crate::model::wording::join(&names)
    }

    fn name(&self, node: NodeIndex) -> String {
        crate::model::wording::name(self.map, node)
    }
}

fn stands(number: usize) -> &'static str {
    if number == 1 { "stands" } else { "stand" }
}

fn is(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}
