//! Holders side by side, as data.

use serde::Serialize;

use super::concessions::data::{ConcessionsData, concessions};
use super::stances::commitment;
use super::{ON_ANSWERS, ON_CLAIMS, Subject, name_of};
use crate::analysis;
use crate::compare::positions::{
    Answer, Case, Clash, Crossing, Drawn, Ground, Match, Means, Objection, Pair, Reply, Row, Score,
    Standing,
};
use crate::model::{ClaimId, HolderId, InferenceId, Map, Target};
use crate::report::{json, names};
use rustc_hash::FxHashSet;

/// Holders side by side. Claims are named by id; what they say stands in `claims`.
#[derive(Debug, Serialize)]
pub struct Compared {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The file.
    pub file: String,
    /// The map's title.
    pub title: String,
    /// The holders that are compared.
    pub holders: Vec<HolderLine>,
    /// Those who take a stand too and are not compared.
    pub others: Vec<HolderLine>,
    /// Whether of the claims only those count that bear on the questions.
    pub restricted: bool,
    /// The questions.
    pub questions: Vec<QuestionData>,
    /// Each two of the holders.
    pub pairs: Vec<PairData>,
    /// What disagreements turn on and what each side would have to give up, if that was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concessions: Option<ConcessionsData>,
    /// What agreement means.
    pub definitions: [&'static str; 2],
    /// All claims that are named, in the order of declaration, those of imported files first.
    pub claims: Vec<ClaimLine>,
}

/// A holder.
#[derive(Debug, Serialize)]
pub struct HolderLine {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// On how many claims it takes a stand.
    pub claims: usize,
}

/// A claim that is named.
#[derive(Debug, Serialize)]
pub struct ClaimLine {
    /// The id.
    pub id: String,
    /// The proposition.
    pub text: String,
    /// Its verdict if everybody's commitments are granted.
    pub verdict: &'static str,
}

/// A question and what is answered to it.
#[derive(Debug, Serialize)]
pub struct QuestionData {
    /// The id.
    pub id: String,
    /// The question.
    pub text: String,
    /// Whether at most one answer is true.
    pub exclusive: bool,
    /// Whether at least one answer is true.
    pub exhaustive: bool,
    /// Whose view of the alternatives it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How many of the holders take a stand on an answer.
    pub answering: usize,
    /// What each holder answers, in the order of `holders`.
    pub positions: Vec<PositionData>,
}

/// What a holder answers to a question.
#[derive(Debug, Serialize)]
pub struct PositionData {
    /// The holder.
    pub holder: String,
    /// The answers of which it says something or that follow from what it holds; none if it is
    /// silent.
    pub answers: Vec<AnswerData>,
}

/// What a holder says of an answer.
#[derive(Debug, Serialize)]
pub struct AnswerData {
    /// The answer.
    pub claim: String,
    /// Whether it asserts the answer, and does not retract that.
    pub asserts: bool,
    /// Whether it denies the answer.
    pub denies: bool,
    /// Whether it concedes the answer.
    pub concedes: bool,
    /// Everything that it says of the answer.
    pub said: Vec<Said>,
    /// Why it follows, where the holder takes no stand on it: `common ground`, `last left` (the
    /// other answers are refuted) or `steps`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<&'static str>,
    /// The steps by which it comes to the answer, or comes to deny it.
    pub grounds: Vec<GroundData>,
    /// The verdict if only the holder's commitments are granted.
    pub on_own: &'static str,
    /// The verdict if everybody's are.
    pub on_all: &'static str,
}

/// A stand and where it is taken.
#[derive(Debug, Serialize)]
pub struct Said {
    /// The stance.
    pub stance: &'static str,
    /// The source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The place in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    /// Whether the map's author ascribes it.
    pub imputed: bool,
}

/// A step.
#[derive(Debug, Serialize)]
pub struct StepData {
    /// The id, if it has one.
    pub id: Option<String>,
    /// `support`, `rebuttal` or `undercut`.
    pub kind: &'static str,
    /// The premises.
    pub from: Vec<String>,
    /// The warrant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warrant: Option<String>,
    /// The claim or step that it aims at; nothing for a step without an id.
    pub to: Option<String>,
    /// Who draws it; nothing for nobody in particular.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What becomes of it if everybody's commitments are granted.
    pub on_all: &'static str,
}

/// A step by which a holder comes to an answer, or comes to deny it.
#[derive(Debug, Serialize)]
pub struct GroundData {
    /// The step.
    #[serde(flatten)]
    pub step: StepData,
    /// `own` (the holder draws it), `open` (nobody in particular draws it, and the holder holds all
    /// that it needs) or `lent` (somebody else draws it from what the holder holds); nothing if what
    /// it needs only follows from what the holder holds.
    pub drawn: Option<&'static str>,
    /// What becomes of it if only the holder's commitments are granted.
    pub on_own: &'static str,
    /// All that it needs.
    pub needs: Vec<NeedData>,
}

/// A premise or warrant of a ground.
#[derive(Debug, Serialize)]
pub struct NeedData {
    /// The claim.
    pub claim: String,
    /// Whether the holder asserts or concedes it, or it is common ground.
    pub held: bool,
}

/// Two holders.
#[derive(Debug, Serialize)]
pub struct PairData {
    /// The two.
    pub holders: [String; 2],
    /// Agreement on claims.
    pub on_claims: ScoreData,
    /// Agreement on answers.
    pub on_answers: ScoreData,
    /// How many questions on which both take a stand there are of each sort.
    pub answers: Matches,
    /// How many claims of the first and of the second holder there are of each class.
    pub counts: [Vec<Counted>; 2],
    /// The claims that the first holder asserts, and then those that the second does.
    pub claims: [Vec<StandingData>; 2],
    /// The claims that both deny and neither asserts.
    pub denied_by_both: Vec<String>,
    /// What they have against each other's answers.
    pub crossings: Vec<CrossingData>,
}

/// Of how many things how many are the same.
#[derive(Debug, Serialize)]
pub struct ScoreData {
    /// How many are the same.
    pub same: usize,
    /// Of how many.
    pub of: usize,
    /// The share, from 0 to 1; nothing where there is nothing to compare.
    pub share: Option<f64>,
}

/// How many questions there are to which the answers of two holders compare in each way.
#[derive(Debug, Default, Serialize)]
pub struct Matches {
    /// They take the same side on the same answers.
    pub same: usize,
    /// One denies or excludes what the other gives.
    pub opposed: usize,
    /// Some answers are the same.
    pub overlapping: usize,
    /// They speak of different answers, which do not exclude each other.
    pub different: usize,
}

/// How many claims there are of a class.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// The class.
    pub class: &'static str,
    /// How many.
    pub claims: usize,
}

/// A claim that one holder asserts, and what becomes of it with the other.
#[derive(Debug, Serialize)]
pub struct StandingData {
    /// The claim.
    pub claim: String,
    /// `disputed`, `shared`, `conceded`, `answered`, `unanswered`, `contested` or `silent`.
    pub class: &'static str,
    /// What the other asserts instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// Arguments against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<StepData>,
    /// Arguments against the other in which it is used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<StepData>,
}

/// What two holders have against each other's answers to a question.
#[derive(Debug, Serialize)]
pub struct CrossingData {
    /// The question.
    pub question: String,
    /// What the first has against answers of the second, and what the second has against those of
    /// the first.
    pub cases: [Vec<CaseData>; 2],
}

/// What a holder has against an answer of the other.
#[derive(Debug, Serialize)]
pub struct CaseData {
    /// The answer.
    pub answer: String,
    /// Whether all of its grounds were gone through.
    pub complete: bool,
    /// What is objected, that against the answer itself first.
    pub objections: Vec<ObjectionData>,
}

/// An objection.
#[derive(Debug, Serialize)]
pub struct ObjectionData {
    /// The claim or step at which it is aimed; nothing for a step without an id.
    pub at: Option<String>,
    /// How many steps that is away from the answer.
    pub depth: usize,
    /// `denial`, `exclusion` or the kind of the step.
    pub means: &'static str,
    /// The claim by which it is excluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepData>,
    /// What the step has to do with who objects: `own`, `open` or `lent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<&'static str>,
    /// Whether the other meets it by its own means.
    pub met: bool,
    /// How.
    pub replies: Vec<ReplyData>,
}

/// How an objection is met.
#[derive(Debug, Serialize)]
pub struct ReplyData {
    /// `denies`, `excludes`, `argues` or `undercuts`.
    pub how: &'static str,
    /// The claim that is denied, excluded or argued against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The claim that excludes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The first argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepData>,
    /// What the argument has to do with who replies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<&'static str>,
    /// How many more arguments there are.
    pub more: usize,
}

/// Holders side by side as data; linear in the size of what it says.
pub fn data(about: &Subject) -> Compared {
    let (map, comparison) = (about.map, about.comparison);
    let mut teller = Teller { about, named: FxHashSet::default() };
    let questions = comparison.rows.iter().map(|row| teller.question(row)).collect();
    let pairs = comparison.pairs.iter().map(|pair| teller.pair(pair)).collect();
    let concessions = about.concessions.map(|found| {
        concessions(map, comparison, found, &mut |claim: ClaimId| teller.claim(claim))
    });
    let mut named: Vec<ClaimId> = teller.named.into_iter().collect();
    named.sort_unstable();
    let claim = |claim: ClaimId| ClaimLine {
        id: names::part(map, claim),
        text: map[claim].text.to_string(),
        verdict: comparison.all.verdict(claim).word(),
    };
    let line = |holder: HolderId, claims| HolderLine {
        id: names::part(map, holder),
        name: name_of(map, holder).to_owned(),
        claims,
    };
    Compared {
        version: json::VERSION,
        file: about.file.to_owned(),
        title: map.title.to_string(),
        holders: comparison.views.iter().map(|view| line(view.holder, view.count)).collect(),
        others: comparison.others.iter().map(|(holder, count)| line(*holder, *count)).collect(),
        restricted: about.is_restricted,
        questions,
        pairs,
        concessions,
        definitions: [ON_CLAIMS, ON_ANSWERS],
        claims: named.into_iter().map(claim).collect(),
    }
}

struct Teller<'s> {
    about: &'s Subject<'s>,
    /// The claims that were named.
    named: FxHashSet<ClaimId>,
}

impl Teller<'_> {
    fn map(&self) -> &Map {
        self.about.map
    }

    fn claim(&mut self, claim: ClaimId) -> String {
        self.named.insert(claim);
        names::part(self.map(), claim)
    }

    fn holder(&self, at: usize) -> String {
        names::part(self.map(), self.about.comparison.views[at].holder)
    }

    fn question(&mut self, row: &Row) -> QuestionData {
        let question = &self.about.map[row.question];
        let positions = row.cells.iter().enumerate().map(|(at, cell)| PositionData {
            holder: self.holder(at),
            answers: cell.answers.iter().map(|answer| self.answer(answer)).collect(),
        });
        QuestionData {
            positions: positions.collect(),
            id: names::part(self.map(), row.question),
            text: question.text.to_string(),
            exclusive: question.exclusive,
            exhaustive: question.exhaustive,
            by: question.by.map(|by| names::part(self.map(), by)),
            answering: row.answering(),
        }
    }

    fn answer(&mut self, answer: &Answer) -> AnswerData {
        let map = self.about.map;
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        let said = answer.said.iter().map(|edge| {
            let commitment = commitment(map, *edge);
            Said {
                stance: commitment.stance.word(),
                source: commitment.source.map(|source| names::part(map, source)),
                at: text(&commitment.at),
                quote: text(&commitment.quote),
                date: text(&commitment.date),
                reported_by: commitment.reported_by.map(|by| names::part(map, by)),
                imputed: commitment.imputed,
            }
        });
        let follows = answer.follows.as_ref().map(|reason| match reason {
            analysis::Ground::Granted => "common ground",
            analysis::Ground::LastLeft(_) => "last left",
            _ => "steps",
        });
        AnswerData {
            claim: self.claim(answer.claim),
            asserts: answer.stand.asserts,
            denies: answer.stand.denies,
            concedes: answer.stand.concedes,
            said: said.collect(),
            follows,
            grounds: answer.grounds.iter().map(|ground| self.ground(ground)).collect(),
            on_own: answer.held.word(),
            on_all: answer.all.word(),
        }
    }

    fn ground(&mut self, ground: &Ground) -> GroundData {
        let needs = ground.needs.iter();
        GroundData {
            step: self.step(ground.step),
            drawn: ground.drawn.map(Drawn::word),
            on_own: ground.held.word(),
            needs: needs
                .map(|(claim, held)| NeedData { claim: self.claim(*claim), held: *held })
                .collect(),
        }
    }

    fn step(&mut self, step: InferenceId) -> StepData {
        let map = self.about.map;
        self.named.extend(map.needs(step));
        StepData {
            id: map.name(step),
            kind: map[step].kind.word(),
            from: map.premises(step).map(|claim| names::part(map, claim)).collect(),
            warrant: map.warrant(step).map(|claim| names::part(map, claim)),
            to: self.target(map.target(step)),
            by: map[step].by.map(|by| names::part(map, by)),
            on_all: self.about.comparison.all.step(map, step).word(),
        }
    }

    fn target(&mut self, target: Target) -> Option<String> {
        match target {
            Target::Claim(claim) => Some(self.claim(claim)),
            Target::Inference(step) => self.map().name(step),
        }
    }

    fn pair(&mut self, pair: &Pair) -> PairData {
        let claims = [0, 1].map(|side| {
            pair.claims[side].iter().map(|it| self.standing(it)).collect::<Vec<StandingData>>()
        });
        let counts = [0, 1].map(|side| {
            let counted = crate::compare::positions::Class::ALL.iter().map(|class| Counted {
                class: class.word(),
                claims: pair.claims[side].iter().filter(|it| it.class == *class).count(),
            });
            counted.collect()
        });
        let mut answers = Matches::default();
        for of in pair.matches.iter().flatten() {
            match of {
                Match::Same => answers.same += 1,
                Match::Opposed => answers.opposed += 1,
                Match::Overlapping => answers.overlapping += 1,
                Match::Different => answers.different += 1,
            }
        }
        PairData {
            holders: pair.views.map(|at| self.holder(at)),
            on_claims: score(pair.on_claims),
            on_answers: score(pair.on_questions()),
            answers,
            counts,
            claims,
            denied_by_both: pair.denied_by_both.iter().map(|it| self.claim(*it)).collect(),
            crossings: pair.crossings.iter().map(|it| self.crossing(it)).collect(),
        }
    }

    fn standing(&mut self, it: &Standing) -> StandingData {
        StandingData {
            claim: self.claim(it.claim),
            class: it.class.word(),
            instead: it.clash.map(|clash| self.claim(clash.claim)),
            against: it.against.iter().map(|step| self.step(*step)).collect(),
            uses: it.uses.iter().map(|step| self.step(*step)).collect(),
        }
    }

    fn crossing(&mut self, crossing: &Crossing) -> CrossingData {
        let [first, second] = &crossing.cases;
        let first = first.iter().map(|case| self.case(case)).collect();
        let second = second.iter().map(|case| self.case(case)).collect();
        let question = names::part(self.map(), crossing.question);
        CrossingData { question, cases: [first, second] }
    }

    fn case(&mut self, case: &Case) -> CaseData {
        CaseData {
            answer: self.claim(case.answer),
            complete: case.is_complete,
            objections: case.objections.iter().map(|it| self.objection(it)).collect(),
        }
    }

    fn objection(&mut self, it: &Objection) -> ObjectionData {
        let (means, claim, step, drawn) = match it.means {
            Means::Denial => ("denial", None, None, None),
            Means::Clash(Clash { claim, .. }) => ("exclusion", Some(claim), None, None),
            Means::Step(step, drawn) => {
                (self.map()[step].kind.word(), None, Some(step), Some(drawn.word()))
            }
        };
        ObjectionData {
            at: self.target(it.at),
            depth: it.depth,
            means,
            claim: claim.map(|claim| self.claim(claim)),
            step: step.map(|step| self.step(step)),
            drawn,
            met: it.is_met(),
            replies: it.replies.iter().map(|reply| self.reply(*reply)).collect(),
        }
    }

    fn reply(&mut self, reply: Reply) -> ReplyData {
        let (how, claim, by, argument) = match reply {
            Reply::Denies(claim) => ("denies", Some(claim), None, None),
            Reply::Excludes(claim, clash) => ("excludes", Some(claim), Some(clash.claim), None),
            Reply::Argues { against, step, drawn, more } => {
                ("argues", Some(against), None, Some((step, drawn, more)))
            }
            Reply::Undercuts { step, drawn, more } => {
                ("undercuts", None, None, Some((step, drawn, more)))
            }
        };
        ReplyData {
            how,
            claim: claim.map(|claim| self.claim(claim)),
            by: by.map(|claim| self.claim(claim)),
            step: argument.map(|(step, ..)| self.step(step)),
            drawn: argument.map(|(_, drawn, _)| drawn.word()),
            more: argument.map_or(0, |(.., more)| more),
        }
    }
}

fn score(score: Score) -> ScoreData {
    ScoreData { same: score.same, of: score.of, share: score.share() }
}
