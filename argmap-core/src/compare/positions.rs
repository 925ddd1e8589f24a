//! What holders answer to the same questions, and what they share and dispute.
//!
//! [`compare`] sets holders side by side: a [`Row`] for each question with what each of them answers
//! and on what grounds, and a [`Pair`] for each two of them with what becomes of the claims of the
//! one with the other ([`Class`]), with what each has against the other's answers ([`Crossing`]) and
//! with how far they agree ([`Score`]).
//!
//! Of a holder count the claims that it asserts, concedes or denies in its own words; what it
//! supposes or reports does not, nor does an assertion that it retracts. Nothing passes between
//! groups and their members. Claims that are declared the same are one claim, holders one holder.
//!
//! ```
//! use argmap_core::compare::positions::{Class, Options, compare};
//! use argmap_core::document::no_imports;
//!
//! let map = argmap_core::read("rain.json", r#"{ "argmap": 1, "title": "Rain",
//!     "holders": [{ "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }],
//!     "claims": [{ "id": "rain", "text": "It rained.", "asserted-by": ["ann"], "denied-by": ["bob"] }] }"#,
//!     &mut no_imports).map;
//! let comparison = compare(&map, &Options::default());
//! let pair = &comparison.pairs[0];
//! assert_eq!(pair.claims[0][0].class, Class::Disputed);
//! assert_eq!((pair.on_claims.same, pair.on_claims.of), (0, 1));
//! ```

mod agreement;
mod arguments;
mod claims;
pub(super) mod exclusions;
mod facing;
mod matrix;
mod view;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

use crate::model::{ClaimId, HolderId, InferenceKind, Map, QuestionId, Same};
use crate::semantics::{self, Evaluation, evaluate};
use crate::text::FileId;
pub use agreement::{Match, Score};
pub use arguments::{Case, Crossing, Means, Objection, Reply};
pub use claims::{Class, Standing};
pub use exclusions::Clash;
pub use matrix::{Answer, Cell, Ground, Row};
pub use view::{Drawn, Side, Stand, View, by_stands};

use exclusions::Exclusions;
use facing::Excluded;

/// Who is compared on what.
#[derive(Clone, Debug)]
pub struct Options {
    /// The holders, each once under one of its names; if none are named, those who take a stand on most claims.
    pub holders: Vec<HolderId>,
    /// How many holders there are at most, if none are named.
    pub most_holders: usize,
    /// The questions; if none are named, those of the root file, or if it asks none, of the files that
    /// it imports, on whose answers one of the holders takes a stand.
    pub questions: Vec<QuestionId>,
    /// Whether of the claims only those count that bear on an answer to one of the questions.
    pub only_bearing: bool,
    /// How many grounds of an answer, and objections to them, there may be before the search for
    /// more of them ends.
    pub most_grounds: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            holders: Vec::new(),
            most_holders: 6,
            questions: Vec::new(),
            only_bearing: false,
            most_grounds: 2_000,
        }
    }
}

/// Holders side by side.
#[derive(Debug)]
pub struct Comparison {
    /// What each of the holders holds, in the order in which they were named or else by the number
    /// of claims on which they take a stand.
    pub views: Vec<View>,
    /// Those who take a stand too and are not compared, with the number of their claims.
    pub others: Vec<(HolderId, usize)>,
    /// What stands if everybody's premises are granted.
    pub all: Evaluation,
    /// The questions.
    pub rows: Vec<Row>,
    /// Each two of the holders.
    pub pairs: Vec<Pair>,
}

impl Comparison {
    /// What the questions are about, for a picture: the questions, the answers, their grounds, and
    /// what is objected to these and why; each once. Linear in the size of the comparison.
    pub fn parts(&self, map: &Map) -> Vec<NodeIndex> {
        let mut parts: Vec<NodeIndex> = Vec::new();
        for row in &self.rows {
            parts.push(row.question.node());
            for answer in row.cells.iter().flat_map(|cell| &cell.answers) {
                parts.push(answer.claim.node());
                for ground in &answer.grounds {
                    parts.push(ground.step.node());
                    parts.extend(ground.needs.iter().map(|(need, _)| need.node()));
                }
            }
        }
        let crossings = self.pairs.iter().flat_map(|pair| &pair.crossings);
        let cases = crossings.flat_map(|crossing| crossing.cases.iter().flatten());
        for objection in cases.flat_map(|case| &case.objections) {
            parts.push(objection.at.into());
            match objection.means {
                Means::Denial => {}
                Means::Clash(clash) => parts.extend([clash.claim.node(), clash.through]),
                Means::Step(step, _) => {
                    parts.push(step.node());
                    parts.extend(map.needs(step).map(ClaimId::node));
                }
            }
        }
        let mut seen = FxHashSet::default();
        parts.retain(|part| seen.insert(*part));
        parts
    }
}

/// Two holders.
#[derive(Debug)]
pub struct Pair {
    /// Their places in [`Comparison::views`].
    pub views: [usize; 2],
    /// What becomes of the claims that the first asserts with the second, and the other way round;
    /// each in the order of declaration.
    pub claims: [Vec<Standing>; 2],
    /// The claims that both deny and neither asserts.
    pub denied_by_both: Vec<ClaimId>,
    /// Of the claims on which both take sides, on how many they take the same. Counted are the
    /// claims on which at least one of the two takes a stand and both are on a side: for what they
    /// assert or concede, against what they deny and, where they take no stand, against what is
    /// excluded by what they assert. What a holder both asserts and denies does not count.
    pub on_claims: Score,
    /// By row: how their answers compare; nothing where one of the two takes no stand.
    pub matches: Vec<Option<Match>>,
    /// The questions to which they give different answers, with what each has against the other's;
    /// in the order of the rows.
    pub crossings: Vec<Crossing>,
}

impl Pair {
    /// What they have against each other's answers to the question of a row.
    pub fn crossing(&self, row: usize) -> Option<&Crossing> {
        let at = self.crossings.binary_search_by_key(&row, |crossing| crossing.row).ok()?;
        Some(&self.crossings[at])
    }

    /// Of the questions on which both take a stand, on how many they take the same side on the same
    /// answers.
    pub fn on_questions(&self) -> Score {
        let both = self.matches.iter().flatten();
        Score { same: both.clone().filter(|it| **it == Match::Same).count(), of: both.count() }
    }
}

/// Sets holders side by side.
///
/// Linear in the size of the map for each holder and each two of them, but for the evaluations; and
/// for each two of them and each question to which they give different answers, linear in what is
/// said of the grounds of these answers.
pub fn compare(map: &Map, options: &Options) -> Comparison {
    let mut others = by_stands(map);
    let holders: Vec<HolderId> = match options.holders.is_empty() {
        true => others.iter().take(options.most_holders).map(|(holder, _)| *holder).collect(),
        false => options.holders.clone(),
    };
    let views: Vec<View> = holders.into_iter().map(|holder| View::new(map, holder)).collect();
    others.retain(|(holder, _)| !views.iter().any(|view| view.is(*holder)));
    let all = evaluate(map, semantics::Options::default());
    let questions = questions(map, &views, options);
    let rows: Vec<Row> =
        questions.iter().map(|question| matrix::row(map, &all, &views, *question)).collect();
    let same = map.same_claims();
    let bearing = options.only_bearing.then(|| bearing(map, &same, &questions));
    let is_wanted = |claim: ClaimId| bearing.as_ref().is_none_or(|bears| bears[claim.index()]);
    let exclusions = Exclusions::of(map, &same);
    let mut pairs = Vec::new();
    for one in 0..views.len() {
        for other in one + 1..views.len() {
            let both = [&views[one], &views[other]];
            let excluded = Excluded::of(&exclusions, both);
            let facing = excluded.facing(map, both);
            let denied = both[0].claims(map).filter(|(claim, stand)| {
                let other = both[1].stand(*claim);
                stand.denies && other.denies && !stand.asserts && !other.asserts
            });
            let crossings = rows.iter().enumerate().filter_map(|row| {
                arguments::crossing(row, [one, other], facing, options.most_grounds)
            });
            pairs.push(Pair {
                views: [one, other],
                claims: facing.map(|facing| claims::standings(facing, is_wanted)),
                denied_by_both: denied
                    .map(|(claim, _)| claim)
                    .filter(|it| is_wanted(*it))
                    .collect(),
                on_claims: agreement::on_claims(map, facing, is_wanted),
                matches: questions
                    .iter()
                    .map(|question| agreement::on_question(map, facing, *question))
                    .collect(),
                crossings: crossings.collect(),
            });
        }
    }
    Comparison { views, others, all, rows, pairs }
}

/// The questions that are compared.
fn questions(map: &Map, views: &[View], options: &Options) -> Vec<QuestionId> {
    if !options.questions.is_empty() {
        return options.questions.clone();
    }
    let of = |files: &[FileId]| -> Vec<QuestionId> {
        let all = map.questions().map(|(id, _)| id);
        all.filter(|id| files.contains(&map.file_of(*id))).collect()
    };
    let mut asked = of(&[FileId::ROOT]);
    if asked.is_empty() {
        let imported = map.imports().iter().filter_map(|import| import.file);
        asked = of(&imported.collect::<Vec<_>>());
    }
    let is_answered = |question: &QuestionId| {
        let takes = |answer| views.iter().any(|view| view.stand(answer).is_taken());
        map.answers(*question).any(takes)
    };
    asked.retain(is_answered);
    asked
}

/// By node: whether it is a claim that bears on an answer to one of the questions: an answer, or a
/// claim from which a step leads to what bears on one. Linear in the size of the map.
fn bearing(map: &Map, same: &Same<ClaimId>, questions: &[QuestionId]) -> Vec<bool> {
    let mut bears = vec![false; map.node_count()];
    let answers = questions.iter().flat_map(|question| map.answers(*question));
    let mut open: Vec<NodeIndex> = answers.map(ClaimId::node).collect();
    while let Some(node) = open.pop() {
        if std::mem::replace(&mut bears[node.index()], true) {
            continue;
        }
        for kind in InferenceKind::ALL {
            open.extend(map.aimed_at(node, *kind).into_iter().map(NodeIndex::from));
        }
        if let Some(step) = map.as_inference(node) {
            open.extend(map.needs(step).map(ClaimId::node));
        }
        if let Some(claim) = map.as_claim(node) {
            open.extend(same.class(claim).iter().map(|claim| claim.node()));
        }
    }
    bears
}

#[cfg(test)]
mod tests;
