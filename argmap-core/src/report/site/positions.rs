//! Who holds what, and what each answers to the same questions.

use rustc_hash::FxHashMap;

use super::meeting::Meeting;
use super::page::Section;
use super::pictures::{self, Drawing, Subject as Drawn};
use super::theses::linked;
use super::{Subjects, anchor, foreign, lang, own_claims, small_badge};
use crate::compare::positions::{Pair, Row};
use crate::model::{ClaimId, Commitment, HolderId, Map, QuestionId, Same, Stance};
use crate::report::comparison::{self, Link, Subject};
use crate::report::findings::count;
use crate::report::markup::{lines, put, text};

/// So many holders are listed before the rest is folded.
const MOST_HOLDERS: usize = 8;

/// A table of more questions shows those on which holders meet, and folds the others.
const MOST_ROWS: usize = 12;

pub(super) fn section(about: &Subjects) -> Option<Section> {
    let map = &about.reading.map;
    let mut content = String::new();
    stands(&mut content, map);
    side_by_side(&mut content, about);
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
    let table = |page: &mut String, caption: &str, holders: &[HolderId]| {
        let lang = lang(foreign(map).as_deref());
        put(
            page,
            format_args!(
                "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">\n<table>\n\
                 <caption>{caption}</caption>\n<thead>\n<tr><th scope=\"col\">who</th>"
            ),
        );
        for stance in &used {
            put(page, format_args!("<th scope=\"col\" class=\"number\">{stance}</th>"));
        }
        page.push_str("</tr>\n</thead>\n<tbody>\n");
        for holder in holders {
            let name = text(&map[*holder].title);
            put(page, format_args!("<tr><th scope=\"row\"{lang}>{name}</th>"));
            for stance in &used {
                match counts[holder][*stance as usize] {
                    0 => page.push_str("<td class=\"number none\">–</td>"),
                    number => put(page, format_args!("<td class=\"number\">{number}</td>")),
                }
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</div>\n");
    };
    let shown = if order.len() <= MOST_HOLDERS + 1 { order.len() } else { MOST_HOLDERS };
    table(page, "Who holds how many claims of this map", &order[..shown]);
    if order.len() > shown {
        let more = order.len() - shown;
        put(
            page,
            format_args!("<details class=\"more\"><summary>{more} more who hold some</summary>\n"),
        );
        table(page, "Who else holds how many", &order[shown..]);
        page.push_str("</details>\n");
    }
}

/// A stand that a holder takes on an answer.
type Stand<'m> = (ClaimId, &'m Commitment);

/// What is answered to a question, by whom.
type Answers<'m> = Vec<(HolderId, Vec<Stand<'m>>)>;

/// What those who take a stand on it answer to a question, in the order of declaration; of those
/// who are declared the same the first stands for all.
fn answers<'m>(
    map: &'m Map,
    same: (&Same<ClaimId>, &Same<HolderId>),
    question: QuestionId,
) -> Answers<'m> {
    let mut found: Answers = Vec::new();
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

/// What is answered to the questions, and what the first two holders have to do with each other.
fn side_by_side(page: &mut String, about: &Subjects) {
    let map = &about.reading.map;
    let Meeting { comparison, concessions, .. } = about.meeting;
    let subject = Subject {
        file: "",
        map,
        comparison,
        concessions: Some(concessions),
        is_restricted: false,
        is_overview: false,
        lists_silent: false,
    };
    let lang = lang(foreign(map).as_deref());
    let claim = |claim: ClaimId| linked(about, claim, &lang);
    let link = Link { claim: &claim, lang: &lang };
    questions(page, about, &subject, &link);
    pairs(page, about, &subject, &link);
}

fn questions(page: &mut String, about: &Subjects, subject: &Subject, link: &Link) {
    let (map, comparison) = (subject.map, subject.comparison);
    if comparison.rows.is_empty() {
        return;
    }
    let same = (map.same_claims(), map.same_holders());
    let found = comparison.rows.iter().map(|row| answers(map, (&same.0, &same.1), row.question));
    let found: Vec<_> = found.collect();
    let is_column = |holder: &HolderId| comparison.views.iter().any(|view| view.is(*holder));
    let has_others = found.iter().flatten().any(|(holder, _)| !is_column(holder));
    let cells = Cells { subject, link, has_others };
    // Where holders meet comes first; what only one answers is folded where that is much.
    let rows: Vec<_> = comparison.rows.iter().zip(&found).collect();
    let (meeting, lone): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(row, _)| row.answering() > 1);
    let is_long = meeting.len() + lone.len() > MOST_ROWS && !meeting.is_empty() && !lone.is_empty();
    let all: Vec<_> = comparison.rows.iter().zip(&found).collect();
    let (first, rest) = if is_long { (meeting, lone) } else { (all, Vec::new()) };
    table(page, about, &cells, &first, "What is answered to the same questions");
    if !rest.is_empty() {
        let number = rest.len();
        put(
            page,
            format_args!(
                "<details class=\"more\"><summary>{} on which only one of them takes a stand, or none</summary>\n",
                count(number, "question")
            ),
        );
        table(page, about, &cells, &rest, "Questions on which they do not meet");
        page.push_str("</details>\n");
    }
}

fn table(
    page: &mut String,
    about: &Subjects,
    cells: &Cells,
    rows: &[(&Row, &Answers)],
    caption: &str,
) {
    let Cells { subject, link, has_others } = *cells;
    let lang = link.lang;
    put(
        page,
        format_args!(
            "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{caption}\">\n<table class=\"answers\">\n\
             <caption>{caption}</caption>\n<thead>\n<tr><th scope=\"col\">question</th>"
        ),
    );
    for view in &subject.comparison.views {
        let name = text(&subject.map[view.holder].title);
        put(page, format_args!("<th scope=\"col\"{lang}>{name}</th>"));
    }
    if has_others {
        page.push_str("<th scope=\"col\">others</th>");
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    rows.iter().for_each(|(answered, found)| row(page, about, answered, found, cells));
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// How far those with columns of their own agree, more of the first two of them, and of the others
/// folded.
fn pairs(page: &mut String, about: &Subjects, subject: &Subject, link: &Link) {
    let Some(first) = about.meeting.met().next() else { return };
    comparison::agreement(page, subject, link);
    let names = |pair: &Pair| {
        let [one, other] =
            about.meeting.holders(pair).map(|holder| text(&subject.map[holder].title));
        let lang = link.lang;
        format!("<span{lang}>{one}</span> and <span{lang}>{other}</span>")
    };
    put(page, format_args!("<h3 id=\"pair\">{}</h3>\n", names(first)));
    two(page, about, subject, first, link);
    for pair in about.meeting.met().skip(1) {
        put(
            page,
            format_args!("<details class=\"more\"><summary><h3>{}</h3></summary>\n", names(pair)),
        );
        two(page, about, subject, pair, link);
        page.push_str("</details>\n");
    }
}

/// All that is told of two holders.
fn two(page: &mut String, about: &Subjects, subject: &Subject, pair: &Pair, link: &Link) {
    comparison::agreed(page, pair, link);
    let is_of = |drawing: &Drawing| drawing.subject == Drawn::Dispute(about.meeting.holders(pair));
    if let Some(at) = about.album.drawings.iter().position(is_of) {
        pictures::shown(page, about, at);
    }
    double_cruxes(page, about, pair, link);
    let mut questions = String::new();
    comparison::crossings(&mut questions, subject, pair, link);
    if !questions.is_empty() {
        page.push_str("<h4>Question by question: arguments, and what they turn on</h4>\n");
        page.push_str(&questions);
    }
    page.push_str("<h4>What becomes of their claims</h4>\n");
    comparison::standings(page, subject, pair, true, link);
}

/// The claims on which disagreements of two holders turn for both, or that there are none.
fn double_cruxes(page: &mut String, about: &Subjects, pair: &Pair, link: &Link) {
    let Some(between) = about.meeting.between(pair).filter(|it| !it.questions.is_empty()) else {
        return;
    };
    let claims = about.meeting.double_cruxes(pair);
    let is_cut = between.questions.iter().any(|it| it.cruxes.stopped.is_some());
    let questions = count(between.questions.len(), "question");
    match claims.is_empty() {
        true => put(
            page,
            format_args!(
                "<p>To {questions} one accepts an answer that the other does not; no single claim was found that decides any of these for both.</p>\n"
            ),
        ),
        false => {
            put(
                page,
                format_args!(
                    "<p>To {questions} one accepts an answer that the other does not. Some of these turn for both on ★★:</p>\n<ul class=\"grounds\">\n"
                ),
            );
            for claim in claims {
                put(page, format_args!("<li><span>{}</span></li>\n", (link.claim)(claim)));
            }
            page.push_str("</ul>\n");
        }
    }
    if is_cut {
        page.push_str(
            "<p class=\"remark\">There may be more: the search ended at its limit.</p>\n",
        );
    }
}

/// What rows are made with.
struct Cells<'c> {
    subject: &'c Subject<'c>,
    link: &'c Link<'c>,
    has_others: bool,
}

fn row(page: &mut String, about: &Subjects, answered: &Row, found: &Answers, cells: &Cells) {
    let Cells { subject, link, has_others } = *cells;
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
    for at in 0..subject.comparison.views.len() {
        page.push_str(&comparison::cell(subject, answered, at, link));
    }
    if has_others {
        let views = &subject.comparison.views;
        let is_column = |holder: &HolderId| views.iter().any(|view| view.is(*holder));
        let others = found.iter().filter(|(holder, _)| !is_column(holder));
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
