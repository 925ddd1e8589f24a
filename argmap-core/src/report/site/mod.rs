//! The report on several maps as a small site: an index and a page for each map.
//!
//! Pages are well-formed XML, run no script, ask for nothing from elsewhere and say so to the
//! browser. Each stands by itself, pictures and style included, so that it can be sent to somebody.
//! Whatever comes from a map is escaped text.

mod claims;
mod findings;
mod frame;
mod index;
mod meeting;
mod page;
mod pictures;
mod positions;
mod reasons;
mod sources;
mod theses;
mod turns;

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use crate::check::quotations::Unverified;
use crate::compare::positions::Score;
use crate::diagnostic::Diagnostic;
use crate::document::Reading;
use crate::model::{ClaimId, Map, Verdict, is_name};
use crate::render::web::is_language;
use crate::report::escape::address;
use crate::report::findings::{Counts, count};
use crate::report::markup::text;
use crate::report::verdicts;
use crate::semantics::Evaluation;
use crate::text::FileId;

pub(super) use frame::frame;
pub use index::index;
pub use meeting::Meeting;
pub use page::page;
pub use pictures::{Album, Drawing, Subject, draw};
pub use turns::Turns;

/// What is known of one map, and where the site's files about it are.
#[derive(Clone, Copy, Debug)]
pub struct Subjects<'s> {
    /// The map and the places of its parts.
    pub reading: &'s Reading,
    /// What was found in it.
    pub findings: &'s [Diagnostic],
    /// What stands of it.
    pub evaluation: &'s Evaluation,
    /// What its theses turn on.
    pub turns: &'s Turns,
    /// Its holders side by side.
    pub meeting: &'s Meeting,
    /// What of its quotations could not be verified.
    pub unverified: &'s Unverified,
    /// Its pictures.
    pub album: &'s Album,
    /// The paths of the pictures' files from the site's root, in the order of the album.
    pub files: &'s [String],
    /// The path of the map's page from the site's root.
    pub page: &'s str,
    /// The paths of the pages of all maps by the names of their files.
    pub pages: &'s BTreeMap<String, String>,
    /// The path of its interactive page, if there is one.
    pub view: Option<&'s str>,
}

/// A map in a few words, for the index.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The map's file, as it is spoken of.
    pub file: String,
    /// The map's title.
    pub title: String,
    /// The language of its texts, if it is not English.
    language: Option<String>,
    /// The path of its page.
    pub page: String,
    /// How many findings there are.
    pub findings: Counts,
    /// How many claims there are of each verdict, in the order of [`Verdict::ALL`].
    pub tally: [usize; 4],
    /// How many quotations could not be held against their sources' texts.
    pub unverified: usize,
    /// What it is for, and what becomes of it.
    theses: Vec<(String, Verdict)>,
    /// How many claims are single points of failure; nothing if no thesis is accepted.
    critical: Option<usize>,
    /// Whether these are all.
    is_complete: bool,
    /// How far holders agree who meet, those with most in common first.
    agreements: Vec<Agreement>,
}

/// How far two holders agree.
#[derive(Clone, Debug)]
struct Agreement {
    holders: [String; 2],
    claims: Score,
    answers: Score,
}

/// So many pairs of holders are on the index.
const MOST_AGREEMENTS: usize = 3;

impl Agreement {
    /// In words, after the names.
    fn words(&self) -> String {
        let Agreement { claims, answers, .. } = self;
        let parts = [(claims, "claim"), (answers, "answer")].into_iter();
        let some = parts.filter(|(score, _)| score.of > 0);
        let told = some.map(|(score, what)| format!("{} of {}", score.same, count(score.of, what)));
        let told: Vec<String> = told.collect();
        match told.is_empty() {
            true => "speak of the same claims and take no sides that can be compared".to_owned(),
            false => format!("agree on {}", told.join(" and ")),
        }
    }
}

fn agreements(about: &Subjects) -> Vec<Agreement> {
    let map = &about.reading.map;
    let told = about.meeting.met().take(MOST_AGREEMENTS).map(|pair| Agreement {
        holders: about.meeting.holders(pair).map(|holder| map[holder].title.to_string()),
        claims: pair.on_claims,
        answers: pair.on_questions(),
    });
    told.collect()
}

impl Summary {
    /// Of a map; of what it imports it tells only as far as its theses lie there.
    pub fn new(about: &Subjects) -> Summary {
        let map = &about.reading.map;
        let own = own_claims(map);
        let theses = map.theses().iter();
        Summary {
            file: file(about.reading).to_owned(),
            title: map.title.to_string(),
            language: foreign(map),
            page: about.page.to_owned(),
            findings: Counts::of(about.findings),
            tally: verdicts::tally(about.evaluation, own),
            unverified: about.unverified.quotations,
            critical: about.turns.has_accepted().then_some(about.turns.critical.points.len()),
            is_complete: about.turns.critical.untried == 0,
            agreements: agreements(about),
            theses: theses
                .map(|id| (said(map, *id).to_owned(), about.evaluation.verdict(*id)))
                .collect(),
        }
    }

    /// How many single points of failure there are; nothing if no thesis is accepted.
    pub(super) fn critical(&self) -> Option<String> {
        let more = if self.is_complete { "" } else { " or more" };
        self.critical.map(|number| format!("{number}{more}"))
    }

    /// The same in words; nothing if no thesis is accepted.
    pub(super) fn points_of_failure(&self) -> Option<String> {
        let number = self.critical?;
        let more = if self.is_complete { "" } else { " or more" };
        Some(match number {
            0 if self.is_complete => "no single point of failure".to_owned(),
            1 => format!("1{more} single point of failure"),
            _ => format!("{number}{more} single points of failure"),
        })
    }

    /// What to call the map: its title, or its file where it has none.
    pub fn name(&self) -> &str {
        if self.title.trim().is_empty() { &self.file } else { &self.title }
    }
}

/// The name of a map's file.
fn file(reading: &Reading) -> &str {
    reading.files.first().map_or("", |file| file.name())
}

/// The claims of the root file.
fn own_claims(map: &Map) -> impl Iterator<Item = ClaimId> + '_ {
    map.claims().map(|(id, _)| id).filter(|id| map.file_of(*id) == FileId::ROOT)
}

/// What a claim says, or its id where it says nothing.
pub(super) fn said(map: &Map, claim: ClaimId) -> &str {
    let claim = &map[claim];
    if claim.text.trim().is_empty() { &claim.name } else { &claim.text }
}

/// What to call a claim where it is told in full elsewhere: its title, or what it says.
pub(super) fn brief(map: &Map, claim: ClaimId) -> &str {
    let title = map[claim].title.as_deref().filter(|title| !title.trim().is_empty());
    title.unwrap_or_else(|| said(map, claim))
}

/// The language of a map's texts, if it is known and not the report's own.
pub(super) fn foreign(map: &Map) -> Option<String> {
    let tag = map.language.as_deref().filter(|tag| is_language(tag))?;
    let primary = tag.split('-').next().unwrap_or_default();
    (!primary.eq_ignore_ascii_case("en")).then(|| tag.to_owned())
}

/// The attribute of elements with texts of a map in that language.
pub(super) fn lang(foreign: Option<&str>) -> String {
    foreign.map_or(String::new(), |tag| format!(" lang=\"{}\" dir=\"auto\"", text(tag)))
}

/// The id on the map's page of a part of the root file; others have none. It is the part's name,
/// or its number where that is none.
fn anchor(map: &Map, node: impl Into<NodeIndex>) -> Option<String> {
    let node = node.into();
    if map.file_of(node) != FileId::ROOT {
        return None;
    }
    let kind = map.node(node).kind();
    let name = map.name(node).filter(|name| is_name(name) && map.find(name) == Some(node));
    Some(match name {
        Some(name) => format!("{kind}-{name}"),
        None => format!("{kind}-_{}", node.index()),
    })
}

/// Where a claim is told in full: on the map's own page, or on that of the map that it is imported
/// from, if the site has one.
fn way_to(about: &Subjects, claim: ClaimId) -> Option<String> {
    let reading = about.reading;
    if let Some(anchor) = anchor(&reading.map, claim) {
        return Some(format!("#{anchor}"));
    }
    let name = reading.map.graph()[claim.node()].name().filter(|name| is_name(name))?;
    let file = reading.files.get(reading.map.file_of(claim).index())?;
    let page = about.pages.get(file.name())?;
    Some(format!("{}#claim-{name}", way(about.page, page)))
}

/// The way from a page to another file, both given from the site's root.
fn way(from: &str, to: &str) -> String {
    let up = "../".repeat(from.matches('/').count());
    // A colon in the first part would make a scheme of it.
    format!("{up}{}", address(to))
}

/// The mark and the word of a verdict.
pub(super) fn badge(verdict: Verdict) -> String {
    let mark = crate::render::texts::mark(verdict);
    format!(
        "<span class=\"badge {verdict}\"><span aria-hidden=\"true\">{mark}</span> {verdict}</span>"
    )
}

/// The same where many are accepted: then the mark alone is seen, and the word heard.
pub(super) fn small_badge(verdict: Verdict) -> String {
    if verdict != Verdict::Accepted {
        return badge(verdict);
    }
    let mark = crate::render::texts::mark(verdict);
    format!(
        "<span class=\"badge {verdict}\" title=\"{verdict}\"><span aria-hidden=\"true\">{mark}</span><span class=\"heard\">{verdict}</span></span>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_up_and_down() {
        assert_eq!(way("a.html", "b c.svg"), "b%20c.svg");
        assert_eq!(way("sub/in/a.html", "index.html"), "../../index.html");
        assert_eq!(way("a.html", "javascript:x"), "javascript%3Ax");
    }
}
