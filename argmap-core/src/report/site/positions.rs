//! Who holds what, and what each answers to the same questions.

use rustc_hash::FxHashMap;

use super::page::Section;
use super::theses::linked;
use super::{Subjects, anchor, foreign, lang, own_claims, small_badge};
use crate::compare::positions::{Options, Row, compare};
use crate::model::{ClaimId, Commitment, HolderId, Map, QuestionId, Same, Stance};
use crate::report::comparison::{self, Link, Subject};
use crate::report::markup::{lines, put, text};
use crate::text::FileId;

/// So many holders have a column of their own in the table of questions.
const MOST_COLUMNS: usize = 4;

pub(super) fn section(about: &Subjects) -> Option<Section> {
    let map = &about.reading.map;
    let mut content = String::new();
    stands(&mut content, map);
    questions(&mut content, about);
    (!content.is_empty()).then_some(Section {
        id: "positions",
        title: "Positions",
        content,
        parts: Vec::new(),
    })
}

/// How many claims each holder asserts, concedes, denies, and so on.
fn stands(page: &mut String, map: &Map) {
    let mut counts: FxHashMap<HolderId, [usize; Stance::ALL.len()]> = FxHashMap::default();
    let mut order: Vec<HolderId> = Vec::new();
    for claim in own_claims(map) {
        let mut told: Vec<(HolderId, Stance)> = Vec::new();
        for (_, holder, stand) in map.commitments(claim) {
            // What is said twice is held once.
            if !told.contains(&(holder, stand.stance)) {
                told.push((holder, stand.stance));
                if !counts.contains_key(&holder) {
                    order.push(holder);
                }
                counts.entry(holder).or_default()[stand.stance as usize] += 1;
            }
        }
    }
    if order.is_empty() {
        return;
    }
    let all = |holder: &HolderId| counts[holder].iter().sum::<usize>();
    order.sort_by_key(|holder| (std::cmp::Reverse(all(holder)), holder.index()));
    let used: Vec<Stance> = Stance::ALL
        .iter()
        .copied()
        .filter(|stance| order.iter().any(|holder| counts[holder][*stance as usize] > 0))
        .collect();
    let lang = lang(foreign(map).as_deref());
    page.push_str(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Who holds what\">\n<table>\n\
         <caption>Who holds how many claims of this map</caption>\n<thead>\n<tr><th scope=\"col\">who</th>",
    );
    for stance in &used {
        put(page, format_args!("<th scope=\"col\" class=\"number\">{stance}</th>"));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for holder in &order {
        put(page, format_args!("<tr><th scope=\"row\"{lang}>{}</th>", text(&map[*holder].title)));
        for stance in &used {
            match counts[holder][*stance as usize] {
                0 => page.push_str("<td class=\"number none\">–</td>"),
                number => put(page, format_args!("<td class=\"number\">{number}</td>")),
            }
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// A stand that a holder takes on an answer.
type Stand<'m> = (ClaimId, &'m Commitment);

/// What those who take a stand on it answer to a question, in the order of declaration; of those
/// who are declared the same the first stands for all.
fn answers<'m>(
    map: &'m Map,
    same: (&Same<ClaimId>, &Same<HolderId>),
    question: QuestionId,
) -> Vec<(HolderId, Vec<Stand<'m>>)> {
    let mut found: Vec<(HolderId, Vec<Stand>)> = Vec::new();
    let mut place: FxHashMap<HolderId, usize> = FxHashMap::default();
    for answer in map.answers(question) {
        let names = match same.0.class(answer) {
            [] => vec![answer],
            names => names.to_vec(),
        };
        for (_, holder, stand) in names.into_iter().flat_map(|name| map.commitments(name)) {
            let holder = same.1.representative(holder);
            let at = *place.entry(holder).or_insert_with(|| {
                found.push((holder, Vec::new()));
                found.len() - 1
            });
            let is_told = |(claim, other): &Stand| *claim == answer && other.stance == stand.stance;
            if !found[at].1.iter().any(is_told) {
                found[at].1.push((answer, stand));
            }
        }
    }
    found
}

fn questions(page: &mut String, about: &Subjects) {
    let map = &about.reading.map;
    let own = map.questions().filter(|(id, _)| map.file_of(*id) == FileId::ROOT);
    let own: Vec<QuestionId> = own.map(|(id, _)| id).collect();
    if own.is_empty() {
        return;
    }
    let same = (map.same_claims(), map.same_holders());
    let answered: Vec<_> = own.iter().map(|id| answers(map, (&same.0, &same.1), *id)).collect();

    let mut counts: FxHashMap<HolderId, usize> = FxHashMap::default();
    for (holder, _) in answered.iter().flatten() {
        *counts.entry(*holder).or_default() += 1;
    }
    let mut columns: Vec<HolderId> = counts.keys().copied().collect();
    columns.sort_by_key(|holder| (std::cmp::Reverse(counts[holder]), holder.index()));
    let has_others = columns.len() > MOST_COLUMNS;
    columns.truncate(MOST_COLUMNS);
    let comparison = compare(
        map,
        &Options { holders: columns.clone(), questions: own.clone(), ..Options::default() },
    );
    let subject = Subject {
        file: "",
        map,
        comparison: &comparison,
        concessions: None,
        is_restricted: false,
        lists_silent: false,
    };
    let lang = lang(foreign(map).as_deref());
    let claim = |claim: ClaimId| linked(about, claim, &lang);
    let link = Link { claim: &claim, lang: &lang };
    page.push_str(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Questions and answers\">\n<table class=\"answers\">\n\
         <caption>What is answered to the same questions</caption>\n<thead>\n<tr><th scope=\"col\">question</th>",
    );
    for holder in &columns {
        put(page, format_args!("<th scope=\"col\"{lang}>{}</th>", text(&map[*holder].title)));
    }
    if has_others {
        page.push_str("<th scope=\"col\">others</th>");
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for (answered_row, found) in comparison.rows.iter().zip(&answered) {
        let cells = Cells { subject: &subject, link: &link, columns: &columns, has_others };
        row(page, about, answered_row, found, &cells);
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
    pairs(page, &subject, &link);
}

/// How far those with columns of their own agree, and more of the first two of them.
fn pairs(page: &mut String, subject: &Subject, link: &Link) {
    let Some(first) = subject.comparison.pairs.first() else { return };
    comparison::agreement(page, subject, link);
    let [one, other] =
        first.views.map(|at| text(&subject.map[subject.comparison.views[at].holder].title));
    let lang = link.lang;
    put(page, format_args!("<h3><span{lang}>{one}</span> and <span{lang}>{other}</span></h3>\n"));
    comparison::pair(page, subject, first, true, link);
}

/// What rows are made with.
struct Cells<'c> {
    subject: &'c Subject<'c>,
    link: &'c Link<'c>,
    columns: &'c [HolderId],
    has_others: bool,
}

fn row(
    page: &mut String,
    about: &Subjects,
    answered: &Row,
    found: &[(HolderId, Vec<Stand>)],
    cells: &Cells,
) {
    let Cells { subject, link, columns, has_others } = *cells;
    let lang = link.lang;
    let map = &about.reading.map;
    let id = answered.question;
    let question = &map[id];
    let mark = anchor(map, id).map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
    put(
        page,
        format_args!("<tr{mark}><th scope=\"row\"><span{lang}>{}</span>", text(&question.text)),
    );
    let binding = match (question.exclusive, question.exhaustive) {
        (true, true) => Some("exactly one answer is true"),
        (true, false) => Some("at most one answer is true"),
        (false, true) => Some("at least one answer is true"),
        (false, false) => None,
    };
    if let Some(binding) = binding {
        put(page, format_args!(" <span class=\"remark\">{binding}"));
        if let Some(by) = question.by {
            let name = text(&map[by].title);
            put(page, format_args!(", as <span{lang}>{name}</span> sees it"));
        }
        page.push_str("</span>");
    }
    if let Some(note) = &question.note {
        let note = lines(note);
        put(
            page,
            format_args!(
                "<details class=\"remark\"><summary>Note</summary><span{lang}>{note}</span></details>"
            ),
        );
    }
    // Answers that nobody gives would be nowhere otherwise.
    let is_taken =
        |answer: &ClaimId| found.iter().any(|(_, stands)| stands.iter().any(|it| it.0 == *answer));
    let open: Vec<ClaimId> = map.answers(id).filter(|answer| !is_taken(answer)).collect();
    if !open.is_empty() {
        page.push_str("<span class=\"remark\">Nobody takes a stand on:</span>");
        for answer in open {
            told(page, about, answer, None, lang);
        }
    }
    page.push_str("</th>");
    for at in 0..columns.len() {
        page.push_str(&comparison::cell(subject, answered, at, link));
    }
    if has_others {
        let others = found.iter().filter(|(holder, _)| !columns.contains(holder));
        let class = if others.clone().next().is_none() { " class=\"none\"" } else { "" };
        put(page, format_args!("<td{class}>"));
        for (holder, stands) in others {
            for (answer, stand) in stands {
                let name = &*map[*holder].title;
                told(page, about, *answer, Some((Some(name), stand)), lang);
            }
        }
        page.push_str("</td>");
    }
    page.push_str("</tr>\n");
}

/// An answer, with who takes what stand on it.
fn told(
    page: &mut String,
    about: &Subjects,
    answer: ClaimId,
    stand: Option<(Option<&str>, &Commitment)>,
    lang: &str,
) {
    page.push_str("<span class=\"answer\">");
    if let Some((name, stand)) = stand {
        if let Some(name) = name {
            put(page, format_args!("<b{lang}>{}</b> ", text(name)));
        }
        if name.is_some() || stand.stance != Stance::Asserts {
            put(page, format_args!("<i>{}</i> ", stand.stance));
        }
    }
    page.push_str(&linked(about, answer, lang));
    put(page, format_args!(" {}</span>", small_badge(about.evaluation.verdict(answer))));
}
