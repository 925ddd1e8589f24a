//! Holders side by side, in every form.
//!
//! What is said is the same in the forms for reading, and comes from `outline`: lines of words, some
//! of them foreign, which each form makes harmless in its own way.

mod concessions;
mod csv;
mod data;
mod html;
mod markdown;
mod outline;
mod overview;
mod pairs;
mod stances;
mod text;

use crate::compare::concessions::Concessions;
use crate::compare::positions::Comparison;
use crate::model::{HolderId, Map};

pub use self::csv::csv;
pub use concessions::data::{
    BetweenData, ChangeData, ConcessionData, ConcessionsData, ConsistencyData, CorrectionData,
    DisagreementData, DoubleCruxData, GivenUpData, WayData, WishData,
};
pub use data::{
    AnswerData, CaseData, ClaimLine, Compared, Counted, CrossingData, GroundData, HolderLine,
    Matches, NeedData, ObjectionData, PairData, PositionData, QuestionData, ReplyData, Said,
    ScoreData, StandingData, StepData, data,
};
pub use html::page;
pub(super) use html::{Link, agreed, agreement, cell, crossings, standings};
pub use markdown::markdown;
pub use text::{TextLine, text};

/// What is told of.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The name of the map's file.
    pub file: &'s str,
    /// The map.
    pub map: &'s Map,
    /// The holders side by side.
    pub comparison: &'s Comparison,
    /// What disagreements turn on and what each side would have to give up, if that is told.
    pub concessions: Option<&'s Concessions>,
    /// Whether only what bears on questions that were named is compared.
    pub is_restricted: bool,
    /// Whether the text leaves out places, grounds, objections and concessions of each question.
    pub is_overview: bool,
    /// Whether claims on which the other takes no stand are listed, and not only counted.
    pub lists_silent: bool,
}

/// What agreement on claims is, where it is told.
pub const ON_CLAIMS: &str = "Agreement on claims: of the claims on which both are on a side and at \
    least one takes a stand, the share on which the side is the same. A holder is for what it \
    asserts or concedes, against what it denies and, where it takes no stand, against what is \
    excluded by what it asserts. What a holder both asserts and denies does not count.";

/// What agreement on answers is, where it is told.
pub const ON_ANSWERS: &str = "Agreement on answers: of the questions on which both take a stand on \
    some answer, the share on which they take the same side on the same answers.";

/// The heading over what holders who contradict themselves would have to give up.
const CONTRADICTIONS: &str = "What each would have to give up to be consistent";

/// What to call a holder.
fn name_of(map: &Map, holder: HolderId) -> &str {
    let holder = &map[holder];
    if holder.title.trim().is_empty() { &holder.name } else { &holder.title }
}
