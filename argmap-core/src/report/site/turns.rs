//! What the theses turn on: their cruxes, and the claims with which they fall.

use super::page::Section;
use super::pictures::{self, Drawing, Subject};
use super::theses::linked;
use super::{Subjects, badge, brief, foreign, lang, small_badge};
use crate::analysis::turns::critical::{Critical, Point, critical};
use crate::analysis::turns::crux::{Crux, CruxSets, Cruxes, cruxes};
use crate::analysis::turns::search::{Limits, Stop};
use crate::model::{ClaimId, Map, Verdict};
use crate::render::{Highlight, Role};
use crate::report::findings::count;
use crate::report::markup::{put, text};
use crate::semantics::Evaluation;

/// How far cruxes are looked for: the report is on all maps of a folder, and soon there.
const LIMITS: Limits = Limits { sets: 60, changes: 3, work: 60_000 };

/// How much work is done in search of single points of failure.
const CRITICAL_WORK: usize = 500_000;

/// So many claims that decide by themselves are listed with a thesis, and so many sets.
const MOST_LISTED: usize = 4;

/// So many single points of failure are listed before the rest is folded.
const MOST_CRITICAL: usize = 8;

/// So many theses that fall with a claim are listed before they are folded.
const MOST_FALLING: usize = 2;

/// A picture of what a thesis turns on points out so many claims at most.
const MOST_DRAWN: usize = 8;

/// What the theses of a map turn on.
#[derive(Clone, Debug)]
pub struct Turns {
    /// Of each thesis, in their order.
    pub theses: Vec<Cruxes>,
    /// The single claims with which theses fall.
    pub critical: Critical,
}

impl Turns {
    /// What the theses of a map turn on; the evaluation is as before when it is done. As
    /// [`cruxes`] says for each thesis, and [`critical`] for all of them, with limits that keep it
    /// short.
    pub fn of(map: &Map, evaluation: &mut Evaluation) -> Turns {
        let theses = map.theses().iter();
        let theses = theses.map(|thesis| cruxes(map, evaluation, *thesis, LIMITS)).collect();
        let critical = critical(map, evaluation, map.theses(), CRITICAL_WORK);
        Turns { theses, critical }
    }

    /// Whether a thesis is accepted.
    pub(super) fn has_accepted(&self) -> bool {
        self.theses.iter().any(|it| it.verdict == Verdict::Accepted)
    }

    /// What a thesis turns on.
    fn of_thesis(&self, thesis: ClaimId) -> Option<&Cruxes> {
        self.theses.iter().find(|it| it.claim == thesis)
    }

    /// Whether no claim decides a thesis by itself, as far as is known.
    pub(super) fn is_joint(&self, thesis: ClaimId) -> bool {
        self.of_thesis(thesis).is_none_or(|found| alone(found) == 0)
    }

    /// What a picture of a thesis points out: the claims that decide it by themselves or, if there
    /// are none, those of the first set that do together. Nothing for a thesis that turns on nothing.
    pub(super) fn highlights(&self, thesis: ClaimId) -> Vec<Highlight> {
        let Some(found) = self.of_thesis(thesis) else { return Vec::new() };
        let sets: Vec<&CruxSets> = found.accept.iter().chain([&found.reject]).collect();
        let point = |claim: &ClaimId| Highlight::new(claim.node(), Role::Crux);
        let alone = sets.iter().flat_map(|sets| singles(sets)).flat_map(|crux| &crux.claims);
        let alone: Vec<Highlight> = alone.take(MOST_DRAWN).map(point).collect();
        if !alone.is_empty() {
            return alone;
        }
        let together = sets.iter().flat_map(|sets| &sets.sets).next();
        let claims = together.into_iter().flat_map(|crux| &crux.claims);
        claims.map(|claim| point(claim).note("crux, with the others")).collect()
    }
}

/// The claims that decide by themselves.
pub(super) fn singles(sets: &CruxSets) -> impl Iterator<Item = &Crux> {
    sets.sets.iter().filter(|crux| crux.claims.len() == 1)
}

/// How many claims decide a thesis by themselves.
fn alone(found: &Cruxes) -> usize {
    found.accept.iter().chain([&found.reject]).map(|sets| singles(sets).count()).sum()
}

/// What a thesis turns on, as a part of what is told of it.
pub(super) fn of_thesis(page: &mut String, about: &Subjects, thesis: ClaimId) {
    let Some(found) = about.turns.of_thesis(thesis) else { return };
    page.push_str("<div class=\"turns\">\n<h4>What it turns on</h4>\n");
    let is_accepted = found.verdict == Verdict::Accepted;
    let ways: Vec<Way> = match &found.accept {
        None => vec![Way { sets: &found.reject, change: "rejected", then: "it would fall" }],
        Some(accept) => {
            vec![
                Way { sets: accept, change: "accepted", then: "it would be accepted" },
                Way { sets: &found.reject, change: "rejected", then: "it would be accepted" },
            ]
        }
    };
    let is_told = |way: &&Way| !way.sets.sets.is_empty();
    ways.iter().filter(is_told).for_each(|way| told(page, about, way));
    if !ways.iter().any(|way| is_told(&way)) {
        let stops = ways.iter().filter_map(|way| way.sets.stopped);
        let nothing = match (stops.max(), is_accepted) {
            (None, true) => "It would not fall, whatever claims that are granted were rejected.",
            (None, false) => "No other claims decide it.",
            (Some(Stop::Changes), true) => {
                "It would not fall with any one, two or three granted claims."
            }
            (Some(Stop::Changes), false) => "No one, two or three claims decide it.",
            (Some(Stop::Sets | Stop::Work), _) => {
                "Nothing that decides it was found before the search ended at its limit."
            }
        };
        put(page, format_args!("<p class=\"remark\">{nothing}</p>\n"));
    }
    let is_of = |drawing: &Drawing| drawing.subject == Subject::Thesis(thesis);
    if let Some(at) = about.album.drawings.iter().position(is_of) {
        page.push_str("<details class=\"why\"><summary>As a picture</summary>\n");
        let (all, marked) = (alone(found), about.album.drawings[at].highlights.len());
        if marked < all {
            put(
                page,
                format_args!(
                    "<p class=\"remark\">★ marks {marked} of {}.</p>\n",
                    count(all, "claim")
                ),
            );
        }
        pictures::shown(page, about, at);
        page.push_str("</details>\n");
    }
    page.push_str("</div>\n");
}

/// A way in which a verdict can turn.
struct Way<'c> {
    sets: &'c CruxSets,
    /// What claims would have to be.
    change: &'static str,
    /// What would become of the thesis.
    then: &'static str,
}

fn told(page: &mut String, about: &Subjects, way: &Way) {
    let lang = lang(foreign(&about.reading.map).as_deref());
    let Way { sets, change, then } = *way;
    let alone: Vec<&Crux> = singles(sets).collect();
    if !alone.is_empty() {
        let which = match alone.len() {
            1 => "this claim".to_owned(),
            number => format!("any one of these {number} claims"),
        };
        put(page, format_args!("<p>If {which} were {change}, {then}:</p>\n"));
        let item = |crux: &&Crux| item(about, crux.claims[0], &lang);
        listed(page, &alone, item, "claim");
    }
    let joint: Vec<&Crux> = sets.sets.iter().filter(|crux| crux.claims.len() > 1).collect();
    let mut notes: Vec<String> = Vec::new();
    match sets.stopped {
        None => {}
        Some(Stop::Changes) => {
            notes.push(format!("Sets of more than {} claims were not looked at.", LIMITS.changes));
        }
        Some(Stop::Sets | Stop::Work) => {
            notes.push("There may be more: the search ended at its limit.".to_owned());
        }
    }
    if !joint.is_empty() {
        let or = if alone.is_empty() { "If several were" } else { "Or if several were" };
        let sets = count(joint.len(), "set");
        put(
            page,
            format_args!(
                "<details class=\"why\"><summary>{or} {change} together: {sets}</summary>\n<ol class=\"sets\">\n"
            ),
        );
        for crux in joint.iter().take(MOST_LISTED) {
            page.push_str("<li><ul class=\"grounds\">\n");
            crux.claims.iter().for_each(|claim| page.push_str(&item(about, *claim, &lang)));
            page.push_str("</ul></li>\n");
        }
        page.push_str("</ol>\n");
        if joint.len() > MOST_LISTED {
            notes.insert(0, format!("And {} more sets.", joint.len() - MOST_LISTED));
        }
        for note in notes {
            put(page, format_args!("<p class=\"remark\">{note}</p>\n"));
        }
        page.push_str("</details>\n");
    } else {
        for note in notes {
            put(page, format_args!("<p class=\"remark\">{note}</p>\n"));
        }
    }
}

fn item(about: &Subjects, claim: ClaimId, lang: &str) -> String {
    let badge = small_badge(about.evaluation.verdict(claim));
    format!("<li>{badge}<span>{}</span></li>\n", linked(about, claim, lang))
}

/// Some items, and the others folded.
fn listed<T>(page: &mut String, items: &[T], item: impl Fn(&T) -> String, what: &str) {
    // One more takes no more room than a line that says so.
    let shown = if items.len() <= MOST_LISTED + 1 { items.len() } else { MOST_LISTED };
    page.push_str("<ul class=\"grounds\">\n");
    items[..shown].iter().for_each(|it| page.push_str(&item(it)));
    page.push_str("</ul>\n");
    let rest = &items[shown..];
    if !rest.is_empty() {
        put(
            page,
            format_args!(
                "<details class=\"why\"><summary>{}</summary>\n<ul class=\"grounds\">\n",
                count(rest.len(), &format!("more {what}"))
            ),
        );
        rest.iter().for_each(|it| page.push_str(&item(it)));
        page.push_str("</ul>\n</details>\n");
    }
}

/// The claims on which verdicts of theses rest by themselves.
pub(super) fn section(about: &Subjects) -> Option<Section> {
    let Critical { points: critical, untried } = &about.turns.critical;
    if critical.is_empty() {
        return None;
    }
    let mut content = String::new();
    let claims = match critical.len() {
        1 => "This claim is".to_owned(),
        number => format!("Each of these {number} claims is"),
    };
    put(
        &mut content,
        format_args!(
            "<p>{claims} granted, and were it rejected, a thesis that is accepted would fall.</p>\n"
        ),
    );
    if *untried > 0 {
        content.push_str(
            "<p class=\"remark\">There may be more: the search ended at its limit.</p>\n",
        );
    }
    let shown = if critical.len() <= MOST_CRITICAL + 1 { critical.len() } else { MOST_CRITICAL };
    list(&mut content, about, &critical[..shown]);
    if critical.len() > shown {
        let more = count(critical.len() - shown, "more claim");
        put(&mut content, format_args!("<details class=\"more\">\n<summary>{more}</summary>\n"));
        list(&mut content, about, &critical[shown..]);
        content.push_str("</details>\n");
    }
    Some(Section { id: "critical", title: "Single points of failure", content, parts: Vec::new() })
}

fn list(page: &mut String, about: &Subjects, points: &[Point]) {
    let map = &about.reading.map;
    let lang = lang(foreign(map).as_deref());
    page.push_str("<ul class=\"critical\">\n");
    for Point { claim, theses: falling, claims } in points {
        put(page, format_args!("<li>\n<p>{}</p>\n", linked(about, *claim, &lang)));
        let is_folded = falling.len() > MOST_FALLING;
        let what = with_it(falling.len(), claims.len() - falling.len());
        match is_folded {
            true => {
                put(page, format_args!("<details class=\"remark\"><summary>{what}</summary>\n"));
            }
            false => put(page, format_args!("<p class=\"remark\">{what}:</p>\n")),
        }
        page.push_str("<ul class=\"falling\">\n");
        for (thesis, verdict) in falling {
            let named = text(brief(map, *thesis));
            let name = match super::way_to(about, *thesis) {
                Some(way) => format!("<a{lang} href=\"{way}\">{named}</a>"),
                None => format!("<span{lang}>{named}</span>"),
            };
            put(page, format_args!("<li>{} {name}</li>\n", badge(*verdict)));
        }
        page.push_str("</ul>\n");
        if is_folded {
            page.push_str("</details>\n");
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ul>\n");
}

/// How many theses fall with a claim, and how many other claims.
fn with_it(theses: usize, others: usize) -> String {
    let theses = match theses {
        1 => "With it falls 1 thesis".to_owned(),
        number => format!("With it fall {number} theses"),
    };
    match others {
        0 => theses,
        _ => format!("{theses} and {}", count(others, "other claim")),
    }
}
