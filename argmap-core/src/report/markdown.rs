//! The report on several maps as one Markdown page, for forges that show Markdown.
//!
//! Whatever comes from a map is escaped: it is shown, and can be neither markup nor link.

use std::fmt::Write;

use crate::analysis::turns::crux::Crux;
use crate::compare::concessions::Disagreement;
use crate::compare::positions::Score;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Reading;
use crate::model::{ClaimId, InferenceKind, Verdict};
use crate::report::comparison::{ON_ANSWERS, ON_CLAIMS};
use crate::report::escape::{address, markdown};
use crate::report::findings::{Counts, count, place};
use crate::report::names;
use crate::report::site::{Album, Subjects, Summary};
use crate::semantics::{Evaluation, StepVerdict};
use crate::text::FileId;

/// What the report says of one map.
#[derive(Debug)]
pub struct Section {
    /// The map in a few words.
    pub summary: Summary,
    body: String,
}

/// What is to be said of one map; of what it imports it says nothing.
pub fn section(about: &Subjects) -> Section {
    let Subjects { reading, evaluation, .. } = *about;
    let own: Vec<ClaimId> = reading
        .map
        .claims()
        .map(|(id, _)| id)
        .filter(|id| reading.map.file_of(*id) == FileId::ROOT)
        .collect();
    let mut body = String::new();
    theses(&mut body, reading, evaluation);
    list_turns(&mut body, about);
    list_critical(&mut body, about);
    list_positions(&mut body, about);
    list_pictures(&mut body, about);
    list_findings(&mut body, reading, about.findings);
    list_verdicts(&mut body, reading, evaluation, &own);
    list_steps(&mut body, reading, evaluation);
    Section { summary: Summary::new(about), body }
}

/// The page: a table of the maps, then each of them. `unread` are files that could not be read,
/// each with the reason.
pub fn page(sections: &[Section], unread: &[(String, String)]) -> String {
    let mut page = String::from("# Report\n\n");
    let mut all = Counts::default();
    sections.iter().for_each(|section| all.add(section.summary.findings));
    line(&mut page, &format!("{}: {all}.", count(sections.len(), "map")));
    page += "\n| map | title | errors | warnings | infos | accepted | refuted | unestablished | undecided | single points of failure |\n";
    page += "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for (number, Section { summary, .. }) in sections.iter().enumerate() {
        let Counts { errors, warnings, infos } = summary.findings;
        let [accepted, refuted, unestablished, undecided] = summary.tally;
        let (file, title) = (markdown(&summary.file), markdown(&summary.title));
        let row = format!(
            "| [{file}](#map-{}) | {title} | {errors} | {warnings} | {infos} | {accepted} | {refuted} | {unestablished} | {undecided} | {} |",
            number + 1,
            summary.critical().unwrap_or_else(|| "–".to_owned())
        );
        line(&mut page, &row);
    }
    if !unread.is_empty() {
        page += "\n## Not read\n\n";
        for (file, reason) in unread {
            line(&mut page, &format!("- {}: {}", markdown(file), markdown(reason)));
        }
    }
    for (number, Section { summary, body }) in sections.iter().enumerate() {
        let name = markdown(summary.name());
        let heading = format!("\n<a id=\"map-{}\"></a>\n\n## {name}\n", number + 1);
        line(&mut page, &heading);
        let (file, findings) = (markdown(&summary.file), summary.findings);
        let way = address(&summary.page);
        line(&mut page, &format!("File {file}: {findings}. As [a page for a browser]({way})."));
        if summary.unverified > 0 {
            let quotations = count(summary.unverified, "quotation");
            line(&mut page, &format!("\nNot verified for want of a text: {quotations}."));
        }
        page += body;
    }
    page
}

fn theses(body: &mut String, reading: &Reading, evaluation: &Evaluation) {
    let map = &reading.map;
    if map.theses().is_empty() {
        return;
    }
    *body += "\n### Theses\n\n| thesis | verdict | text |\n|---|---|---|\n";
    for thesis in map.theses() {
        let verdict = evaluation.verdict(*thesis);
        let name = markdown(&names::part(map, *thesis));
        line(body, &format!("| {name} | {verdict} | {} |", markdown(&map[*thesis].text)));
    }
}

/// So many claims or sets of claims on which a thesis turns are named, and so many claims with which
/// theses fall.
const MOST_CRUXES: usize = 6;
const MOST_CRITICAL: usize = 20;

/// What each thesis turns on.
fn list_turns(body: &mut String, about: &Subjects) {
    let map = &about.reading.map;
    if about.turns.theses.is_empty() {
        return;
    }
    *body += "\n### What the theses turn on\n\n";
    let name = |claim: ClaimId| markdown(&names::part(map, claim));
    for thesis in &about.turns.theses {
        let accept = thesis.accept.iter().map(|sets| (sets, "would be accepted, granted"));
        let reject = match thesis.accept {
            None => "would fall without",
            Some(_) => "would be accepted without",
        };
        let ways: Vec<_> = accept.chain([(&thesis.reject, reject)]).collect();
        let is_found = ways.iter().any(|(sets, ..)| !sets.sets.is_empty());
        if !is_found {
            let cut = ways.iter().any(|(sets, ..)| sets.stopped.is_some());
            let cut = if cut { " as far as was looked" } else { "" };
            line(body, &format!("- **{}** turns on nothing{cut}", name(thesis.claim)));
        }
        for (sets, end) in ways.into_iter().filter(|(sets, ..)| !sets.sets.is_empty()) {
            let named = |crux: &Crux| {
                crux.claims.iter().map(|claim| name(*claim)).collect::<Vec<String>>().join(" and ")
            };
            let shown: Vec<String> = sets.sets.iter().take(MOST_CRUXES).map(named).collect();
            let more = sets.sets.len() - shown.len();
            let more = if more > 0 { format!("; {more} more") } else { String::new() };
            let cut = if sets.stopped.is_some() { "; perhaps others" } else { "" };
            let (thesis, shown) = (name(thesis.claim), shown.join("; or "));
            line(body, &format!("- **{thesis}** {end}: {shown}{more}{cut}"));
        }
    }
}

/// The claims with which theses fall.
fn list_critical(body: &mut String, about: &Subjects) {
    let map = &about.reading.map;
    let critical = &about.turns.critical.points;
    if critical.is_empty() {
        return;
    }
    *body +=
        "\n### Single points of failure\n\n| claim | falling with it | text |\n|---|---|---|\n";
    for one in critical.iter().take(MOST_CRITICAL) {
        let name = |claim: ClaimId| markdown(&names::part(map, claim));
        let theses = one.theses.iter().map(|(thesis, _)| name(*thesis));
        let theses = theses.collect::<Vec<String>>().join(", ");
        let text = markdown(&map[one.claim].text);
        line(body, &format!("| {} | {theses} | {text} |", name(one.claim)));
    }
    if critical.len() > MOST_CRITICAL {
        line(body, &format!("\nAnd {} more.", critical.len() - MOST_CRITICAL));
    }
    if about.turns.critical.untried > 0 {
        line(body, "\nThere may be more: the search ended at its limit.");
    }
}

/// How far holders agree, and what their disagreements turn on.
fn list_positions(body: &mut String, about: &Subjects) {
    let (map, meeting) = (&about.reading.map, about.meeting);
    let met: Vec<_> = meeting.met().collect();
    if met.is_empty() {
        return;
    }
    *body += "\n### Positions\n\n| | | claims | answers |\n|---|---|--:|--:|\n";
    let scored = |score: Score| match score.of {
        0 => "–".to_owned(),
        of => format!("{} of {of}", score.same),
    };
    for pair in &met {
        let [one, other] = meeting.holders(pair).map(|holder| markdown(&map[holder].title));
        let (claims, answers) = (scored(pair.on_claims), scored(pair.on_questions()));
        line(body, &format!("| {one} | {other} | {claims} | {answers} |"));
    }
    line(body, &format!("\n{ON_CLAIMS}\n\n{ON_ANSWERS}"));
    let Some(between) = met.first().and_then(|pair| meeting.between(pair)) else { return };
    let of = |it: &&Disagreement| !it.cruxes.found.is_empty();
    let turning: Vec<_> = between.questions.iter().filter(of).collect();
    if turning.is_empty() {
        return;
    }
    let [one, other] = meeting.holders(met[0]).map(|holder| markdown(&map[holder].title));
    line(body, &format!("\nWhat disagreements of {one} and {other} turn on for both:\n"));
    for disagreement in turning {
        line(body, &format!("- {}", markdown(&map[disagreement.question].text)));
        let mut claims: Vec<ClaimId> = Vec::new();
        for crux in &disagreement.cruxes.found {
            if !claims.contains(&crux.claim) {
                claims.push(crux.claim);
            }
        }
        for claim in claims {
            let (name, text) = (markdown(&names::part(map, claim)), markdown(&map[claim].text));
            line(body, &format!("  - **{name}** {text}"));
        }
    }
}

fn list_findings(body: &mut String, reading: &Reading, findings: &[Diagnostic]) {
    if findings.is_empty() {
        return;
    }
    *body += "\n### Findings\n\n| place | rule | severity | finding |\n|---|---|---|---|\n";
    // The gravest first; of like gravity in the order of places.
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        for finding in findings.iter().filter(|finding| finding.severity == severity) {
            let place = markdown(&place(reading, finding));
            let (rule, word) = (finding.rule, severity.word());
            let message = markdown(&finding.message);
            line(body, &format!("| {place} | {} {} | {word} | {message} |", rule.code, rule.name));
        }
    }
}

fn list_verdicts(body: &mut String, reading: &Reading, evaluation: &Evaluation, own: &[ClaimId]) {
    let map = &reading.map;
    if own.is_empty() {
        return;
    }
    *body += "\n### Verdicts\n";
    for verdict in Verdict::ALL {
        let claims = own.iter().filter(|claim| evaluation.verdict(**claim) == *verdict);
        let claims: Vec<_> = claims.collect();
        if claims.is_empty() {
            continue;
        }
        line(body, &format!("\n{verdict} ({}):\n", claims.len()));
        for claim in claims {
            let name = markdown(&names::part(map, *claim));
            line(body, &format!("- **{name}** {}", markdown(&map[*claim].text)));
        }
    }
}

/// The steps that do not apply, which are those that one wants to know of.
fn list_steps(body: &mut String, reading: &Reading, evaluation: &Evaluation) {
    let map = &reading.map;
    let own: Vec<_> = map
        .inferences()
        .map(|(id, _)| (id, evaluation.step(map, id)))
        .filter(|(id, _)| map.file_of(*id) == FileId::ROOT)
        .collect();
    if own.is_empty() {
        return;
    }
    *body += "\n### Steps\n\n";
    for kind in InferenceKind::ALL {
        let of: Vec<_> = own.iter().filter(|(id, _)| map[*id].kind == *kind).collect();
        if of.is_empty() {
            continue;
        }
        let tally = StepVerdict::ALL
            .iter()
            .map(|verdict| (verdict, of.iter().filter(|(_, other)| other == verdict).count()));
        let tally = tally.filter(|(_, number)| *number > 0);
        let tally: Vec<String> = tally.map(|(word, number)| format!("{number} {word}")).collect();
        line(body, &format!("- {}: {}", count(of.len(), kind.word()), tally.join(", ")));
    }
    let stopped = own.iter().filter(|(_, verdict)| *verdict != StepVerdict::Applies);
    for (number, (id, verdict)) in stopped.enumerate() {
        if number == 0 {
            *body += "\nThose that do not apply:\n\n";
        }
        line(body, &format!("- {}: {verdict}", markdown(&names::step(map, *id))));
    }
}

fn list_pictures(body: &mut String, about: &Subjects) {
    let Album { drawings, notes } = about.album;
    if drawings.is_empty() && notes.is_empty() {
        return;
    }
    *body += "\n### Pictures\n";
    for note in notes {
        line(body, &format!("\n{}", markdown(note)));
    }
    for (drawing, file) in drawings.iter().zip(about.files) {
        let (title, way) = (markdown(&drawing.title), address(file));
        line(body, &format!("\n#### {title}\n"));
        for note in &drawing.notes {
            line(body, &format!("{}\n", markdown(note)));
        }
        line(body, &format!("![{title}]({way})"));
    }
}

fn line(page: &mut String, text: &str) {
    writeln!(page, "{text}").expect("writing to a string cannot fail");
}
