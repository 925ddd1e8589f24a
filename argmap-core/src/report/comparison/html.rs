//! Holders side by side, as a page for a browser and as a part of one.

use super::outline::{self, Line, Word, crossing, remarks};
use super::{CONTRADICTIONS, ON_ANSWERS, ON_CLAIMS, Subject, concessions, name_of, pairs};
use crate::compare::positions::{Pair, Row};
use crate::model::ClaimId;
use crate::report::findings::count;
use crate::report::markup::{marked, put, text};
use crate::report::names;
use crate::report::site::{badge, foreign, frame, lang, said, small_badge};

/// So many holders have a column in one table.
const MOST_COLUMNS: usize = 4;

/// How what a map says is shown on a page.
pub(in crate::report) struct Link<'l> {
    /// What a claim says, finished, leading to where it is told in full.
    pub claim: &'l dyn Fn(ClaimId) -> String,
    /// The attribute of elements with texts of the map.
    pub lang: &'l str,
}

/// A page that stands by itself: it is well-formed XML, runs no script and asks for nothing from
/// elsewhere.
pub fn page(about: &Subject) -> String {
    let (map, comparison) = (about.map, about.comparison);
    let lang = lang(foreign(map).as_deref());
    let claim = |claim: ClaimId| {
        let id = text(&names::part(map, claim));
        format!("<span{lang} title=\"{id}\">{}</span>", text(said(map, claim)))
    };
    let link = Link { claim: &claim, lang: &lang };
    let mut page = String::new();
    put(&mut page, format_args!("<header>\n<h1{lang}>{}</h1>\n", text(&map.title)));
    put(&mut page, format_args!("<p class=\"lead\">Positions side by side</p>\n<ul>\n"));
    for view in &comparison.views {
        let (name, claims) = (text(name_of(map, view.holder)), count(view.count, "claim"));
        put(&mut page, format_args!("<li><b{lang}>{name}</b>: takes a stand on {claims}</li>\n"));
    }
    if !comparison.others.is_empty() {
        let others = count(comparison.others.len(), "other");
        put(&mut page, format_args!("<li>and {others}</li>\n"));
    }
    page.push_str("</ul>\n</header>\n");
    if !comparison.rows.is_empty() {
        page.push_str("<section class=\"part\" aria-labelledby=\"questions\">\n<h2 id=\"questions\">Questions</h2>\n");
        let holders: Vec<usize> = (0..comparison.views.len()).collect();
        holders.chunks(MOST_COLUMNS).for_each(|columns| matrix(&mut page, about, columns, &link));
        page.push_str("</section>\n");
    }
    if !comparison.pairs.is_empty() {
        page.push_str("<section class=\"part\" aria-labelledby=\"agreement\">\n<h2 id=\"agreement\">Agreement</h2>\n");
        agreement(&mut page, about, &link);
        page.push_str("</section>\n");
    }
    let consistency = concessions::consistency(about);
    if !consistency.is_empty() {
        put(
            &mut page,
            format_args!(
                "<section class=\"part\" aria-labelledby=\"contradictions\">\n<h2 id=\"contradictions\">{CONTRADICTIONS}</h2>\n"
            ),
        );
        list(&mut page, &consistency, 0, &link);
        page.push_str("</section>\n");
    }
    for (number, one) in pairs::told(about).into_iter().enumerate() {
        let [a, b] = one.views.map(|at| text(name_of(map, comparison.views[at].holder)));
        let id = format!("pair-{number}");
        put(
            &mut page,
            format_args!(
                "<section class=\"part\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\"><span{lang}>{a}</span> and <span{lang}>{b}</span></h2>\n"
            ),
        );
        pair(&mut page, about, one, comparison.pairs.len() == 1, &link);
        page.push_str("</section>\n");
    }
    frame(&map.title, "", &page)
}

fn matrix(page: &mut String, about: &Subject, columns: &[usize], link: &Link) {
    let (map, comparison, lang) = (about.map, about.comparison, link.lang);
    page.push_str(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Questions and answers\">\n<table class=\"answers\">\n\
         <caption>What is answered to the same questions</caption>\n<thead>\n<tr><th scope=\"col\">question</th>",
    );
    for at in columns {
        let name = text(name_of(map, comparison.views[*at].holder));
        put(page, format_args!("<th scope=\"col\"{lang}>{name}</th>"));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &comparison.rows {
        let question = text(&map[row.question].text);
        put(page, format_args!("<tr><th scope=\"row\"><span{lang}>{question}</span>"));
        for line in remarks(about, row) {
            put(page, format_args!(" <span class=\"remark\">{}</span>", shown(&line, link)));
        }
        page.push_str("</th>");
        columns.iter().for_each(|at| page.push_str(&cell(about, row, *at, link)));
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// The cell of a table with what one holder answers.
pub(in crate::report) fn cell(about: &Subject, row: &Row, at: usize, link: &Link) -> String {
    if row.cells[at].is_silent() {
        return "<td class=\"none\">is silent</td>".to_owned();
    }
    // The head of the column, for screens that have no room for columns.
    let who = text(name_of(about.map, about.comparison.views[at].holder));
    let mut page = format!("<td data-who=\"{who}\">");
    let lines = outline::cell(about, row, at);
    // What explains an answer is indented more than the answer.
    let parts = lines.chunk_by(|_, next| next.depth > 0);
    for (part, answer) in parts.zip(&row.cells[at].answers) {
        let (line, badge) = (shown(&part[0], link), small_badge(answer.all));
        put(&mut page, format_args!("<div class=\"answer\">{line} {badge}"));
        if part.len() > 1 {
            page.push_str("<details class=\"why\"><summary>Where and why</summary>\n");
            list(&mut page, &part[1..], 1, link);
            page.push_str("</details>");
        }
        page.push_str("</div>");
    }
    page.push_str("</td>");
    page
}

/// How far each two holders agree, as a table.
pub(in crate::report) fn agreement(page: &mut String, about: &Subject, link: &Link) {
    let (comparison, lang) = (about.comparison, link.lang);
    page.push_str(
        "<table>\n<caption>On how much two agree</caption>\n<thead>\n<tr><th scope=\"col\">who</th>\
         <th scope=\"col\">and who</th><th scope=\"col\" class=\"number\">claims</th>\
         <th scope=\"col\" class=\"number\">answers</th></tr>\n</thead>\n<tbody>\n",
    );
    for pair in pairs::told(about) {
        let [one, other] =
            pair.views.map(|at| text(name_of(about.map, comparison.views[at].holder)));
        put(page, format_args!("<tr><th scope=\"row\"{lang}>{one}</th><td{lang}>{other}</td>"));
        for score in [pair.on_claims, pair.on_questions()] {
            match score.of {
                0 => page.push_str("<td class=\"number none\">–</td>"),
                of => put(page, format_args!("<td class=\"number\">{} of {of}</td>", score.same)),
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
    put(
        page,
        format_args!(
            "<details class=\"remark\"><summary>What the numbers mean</summary>\n<p>{}</p>\n<p>{}</p></details>\n",
            text(ON_CLAIMS),
            text(ON_ANSWERS)
        ),
    );
}

/// What is to be said of two holders: how far they agree, what they have against each other's
/// answers, and what becomes of the claims of the one with the other, or only how many they are.
fn pair(page: &mut String, about: &Subject, pair: &Pair, lists_all: bool, link: &Link) {
    agreed(page, pair, link);
    if lists_all {
        crossings(page, about, pair, link);
    }
    standings(page, about, pair, lists_all, link);
}

/// How far two holders agree.
pub(in crate::report) fn agreed(page: &mut String, pair: &Pair, link: &Link) {
    for line in pairs::agreement(pair) {
        put(page, format_args!("<p>Agreement: {}.</p>\n", shown(&line, link)));
    }
}

/// By question: what two holders have against each other's answers, what their disagreement turns
/// on, and what each would have to give up.
pub(in crate::report) fn crossings(page: &mut String, about: &Subject, pair: &Pair, link: &Link) {
    for (at, row) in about.comparison.rows.iter().enumerate() {
        let mut lines = crossing(about, at, pair);
        lines.extend(concessions::disagreement(about, row, pair));
        if lines.is_empty() {
            continue;
        }
        let (lang, question) = (link.lang, text(&about.map[row.question].text));
        put(page, format_args!("<details class=\"why\"><summary{lang}>{question}</summary>\n"));
        list(page, &lines, 0, link);
        page.push_str("</details>\n");
    }
}

/// What becomes of the claims of two holders with each other, or only how many they are.
pub(in crate::report) fn standings(
    page: &mut String,
    about: &Subject,
    pair: &Pair,
    lists_all: bool,
    link: &Link,
) {
    let mut lines = pairs::claims(about, pair, lists_all);
    if !lists_all {
        lines.extend(concessions::double_cruxes(about, pair));
    }
    for part in lines.chunk_by(|_, next| next.depth > 0) {
        let head = shown(&part[0], link);
        if part.len() == 1 {
            put(page, format_args!("<p>{head}</p>\n"));
            continue;
        }
        put(page, format_args!("<details class=\"why\"><summary>{head}</summary>\n"));
        list(page, &part[1..], 1, link);
        page.push_str("</details>\n");
    }
}

/// Lines as a list, indented from some depth on.
fn list(page: &mut String, lines: &[Line], from: usize, link: &Link) {
    page.push_str("<ol>\n");
    for line in lines {
        let depth = line.depth.saturating_sub(from).min(6);
        put(page, format_args!("<li class=\"d{depth}\">{}</li>\n", shown(line, link)));
    }
    page.push_str("</ol>\n");
}

fn shown(line: &Line, link: &Link) -> String {
    let lang = link.lang;
    let words = line.words.iter().map(|word| match word {
        Word::Ours(words) => marked(words),
        Word::Foreign(words) => format!("<span{lang}>{}</span>", text(words)),
        Word::Who(name) => format!("<b{lang}>{}</b>", text(name)),
        Word::Claim(claim) => (link.claim)(*claim),
        Word::Verdict(verdict) => badge(*verdict),
    });
    words.collect()
}
