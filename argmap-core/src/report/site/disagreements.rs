//! What two holders disagree on, what that turns on, and what each would have to give up.

use super::meeting::Meeting;
use super::theses::linked;
use super::{Subjects, foreign, lang};
use crate::compare::concessions::{Change, Concession, Disagreement, DoubleCrux, Force};
use crate::compare::positions::Pair;
use crate::model::{ClaimId, HolderId};
use crate::report::findings::count;
use crate::report::markup::{put, text};
use crate::semantics::suppose::Stand;

/// So many of the smallest sets of changes are told of, and so many claims on which it turns.
const MOST_SETS: usize = 2;
const MOST_CRUXES: usize = 6;

/// What the two disagree on, each question folded; nothing if they agree on all.
pub(super) fn disagreements(page: &mut String, about: &Subjects, meeting: &Meeting, pair: &Pair) {
    let Some(between) = meeting.between(pair).filter(|it| !it.questions.is_empty()) else { return };
    let lang = lang(foreign(&about.reading.map).as_deref());
    let teller = Teller { about, lang, holders: meeting.holders(pair) };
    page.push_str("<h4>What they disagree on, and what that turns on</h4>\n");
    between.questions.iter().for_each(|it| teller.question(page, it));
}

struct Teller<'t> {
    about: &'t Subjects<'t>,
    lang: String,
    holders: [HolderId; 2],
}

impl Teller<'_> {
    fn question(&self, page: &mut String, it: &Disagreement) {
        let (lang, question) = (&self.lang, &self.about.reading.map[it.question]);
        let cruxes = match it.cruxes.found.len() {
            0 => String::new(),
            1 => ": ★★ 1 double crux".to_owned(),
            number => format!(": ★★ {number} double cruxes"),
        };
        put(
            page,
            format_args!(
                "<details class=\"why\">\n<summary><span{lang}>{}</span>{cruxes}</summary>\n<ul class=\"plain\">\n",
                text(&question.text)
            ),
        );
        for side in [0, 1] {
            for answer in &it.accepted[side] {
                let (who, answer) = (self.who(side), self.claim(*answer));
                put(page, format_args!("<li>{who} accepts: {answer}</li>\n"));
            }
            if it.accepted[side].is_empty() {
                put(page, format_args!("<li>{} accepts no answer.</li>\n", self.who(side)));
            }
        }
        page.push_str("</ul>\n");
        for crux in it.cruxes.found.iter().take(MOST_CRUXES) {
            self.double_crux(page, crux);
        }
        if it.cruxes.found.len() > MOST_CRUXES {
            let more = it.cruxes.found.len() - MOST_CRUXES;
            put(page, format_args!("<p class=\"remark\">And {more} more double cruxes.</p>\n"));
        }
        if it.cruxes.stopped.is_some() {
            page.push_str("<p class=\"remark\">There may be more double cruxes: the search ended at its limit.</p>\n");
        } else if it.cruxes.found.is_empty() {
            page.push_str("<p class=\"remark\">It turns on no single claim for both.</p>\n");
        }
        page.push_str("<ul class=\"plain\">\n");
        for side in [0, 1] {
            let stop = |one: &Concession| self.concession(side, one, "no longer accept");
            let agree = |one: &Concession| self.concession(side, one, "accept");
            it.stopping[side].iter().for_each(|one| page.push_str(&stop(one)));
            it.agreeing[side].iter().for_each(|one| page.push_str(&agree(one)));
        }
        page.push_str("</ul>\n</details>\n");
    }

    fn double_crux(&self, page: &mut String, crux: &DoubleCrux) {
        let (one, other) = (self.who(crux.side), self.who(1 - crux.side));
        put(
            page,
            format_args!(
                "<p class=\"crux\">★★ {}</p>\n<ul class=\"plain remark\">\n",
                self.claim(crux.claim)
            ),
        );
        let against = match (crux.is_denied, crux.contraries.first()) {
            (true, _) | (false, None) => format!("{other} denies it"),
            (false, Some(clash)) => format!("{other} holds instead: {}", self.claim(clash.claim)),
        };
        put(page, format_args!("<li>{one} asserts it; {against}</li>\n"));
        let answer = self.claim(crux.answer);
        put(page, format_args!("<li>Without it {one} would no longer accept: {answer}</li>\n"));
        match crux.force {
            Force::Strong => {
                put(page, format_args!("<li>Granting it, {other} would accept that.</li>\n"))
            }
            Force::Weak => {
                for (rival, _) in &crux.given_up {
                    let rival = self.claim(*rival);
                    put(
                        page,
                        format_args!(
                            "<li>Granting it, {other} would no longer accept: {rival}</li>\n"
                        ),
                    );
                }
            }
        }
        page.push_str("</ul>\n");
    }

    /// What one of the two would have to change.
    fn concession(&self, side: usize, one: &Concession, to: &str) -> String {
        let (who, answer) = (self.who(side), self.claim(one.answer));
        let end = match (one.is_impossible(), one.sets.is_empty()) {
            (true, _) => "no change of what it says of other claims would do",
            (false, true) => "nothing was found before the search ended at its limit",
            (false, false) => "",
        };
        let end = match end {
            "" => String::new(),
            end => format!("\n<p class=\"remark\">{end}</p>"),
        };
        let mut item = format!("<li>For {who} to {to}: {answer}{end}");
        for (number, set) in one.sets.iter().take(MOST_SETS).enumerate() {
            let or = if number == 0 { "" } else { "or: " };
            let changes: Vec<String> = set.iter().map(|change| self.change(change)).collect();
            put(&mut item, format_args!("\n<p class=\"remark\">{or}{}</p>", changes.join("; ")));
        }
        if one.sets.len() > MOST_SETS {
            let more = count(one.sets.len() - MOST_SETS, "more way");
            let may = if one.stopped.is_some() { ", and perhaps more" } else { "" };
            put(&mut item, format_args!("\n<p class=\"remark\">and {more} of that size{may}</p>"));
        }
        item + "</li>\n"
    }

    fn change(&self, change: &Change) -> String {
        let claim = self.claim(change.claim);
        match (change.from, change.to) {
            (Stand::Denied, Stand::Silent) => format!("no longer deny: {claim}"),
            (_, Stand::Silent) => format!("withdraw: {claim}"),
            (Stand::Denied, Stand::Asserted) => format!("grant what it denies: {claim}"),
            (Stand::Asserted, Stand::Denied) => format!("deny what it asserts: {claim}"),
            (_, Stand::Asserted) => format!("grant: {claim}"),
            (_, Stand::Denied) => format!("deny: {claim}"),
        }
    }

    fn who(&self, side: usize) -> String {
        let holder = &self.about.reading.map[self.holders[side]];
        let name = if holder.title.trim().is_empty() { &holder.name } else { &holder.title };
        format!("<b{}>{}</b>", self.lang, text(name))
    }

    fn claim(&self, claim: ClaimId) -> String {
        linked(self.about, claim, &self.lang)
    }
}
