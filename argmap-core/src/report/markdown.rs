//! The report on several maps as one Markdown page.
//!
//! Whatever comes from a map is escaped: it is shown, and can be neither markup nor link.

use std::fmt::Write;

use crate::check::quotations::Unverified;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Reading;
use crate::model::{ClaimId, InferenceKind, Verdict};
use crate::report::escape::{address, markdown};
use crate::report::findings::{Counts, count, place};
use crate::report::{names, verdicts};
use crate::semantics::{Evaluation, StepVerdict};
use crate::text::FileId;

/// What the report says of one map.
#[derive(Debug)]
pub struct Section {
    /// The map's file, as it is spoken of.
    pub file: String,
    /// The map's title.
    pub title: String,
    /// How many findings there are.
    pub findings: Counts,
    /// How many claims there are of each verdict.
    pub tally: [usize; 4],
    /// How many quotations could not be held against their sources' texts.
    pub unverified: usize,
    body: String,
}

/// A picture of a map or of one of its groups.
#[derive(Debug)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// The path from the report to it.
    pub path: String,
}

/// What is to be said of one map; of what it imports it says nothing.
pub fn section(
    reading: &Reading,
    findings: &[Diagnostic],
    evaluation: &Evaluation,
    unverified: &Unverified,
    pictures: &[Picture],
) -> Section {
    let own: Vec<ClaimId> = reading
        .map
        .claims()
        .map(|(id, _)| id)
        .filter(|id| reading.map.file_of(*id) == FileId::ROOT)
        .collect();
    let mut body = String::new();
    theses(&mut body, reading, evaluation);
    list_findings(&mut body, reading, findings);
    list_verdicts(&mut body, reading, evaluation, &own);
    list_steps(&mut body, reading, evaluation);
    list_pictures(&mut body, pictures);
    Section {
        file: reading.files.first().map_or(String::new(), |file| file.name().to_owned()),
        title: reading.map.title.to_string(),
        findings: Counts::of(findings),
        tally: verdicts::tally(evaluation, own.into_iter()),
        unverified: unverified.quotations,
        body,
    }
}

/// The page: a table of the maps, then each of them. `unread` are files that could not be read,
/// each with the reason.
pub fn page(sections: &[Section], unread: &[(String, String)]) -> String {
    let mut page = String::from("# Report\n\n");
    let mut all = Counts::default();
    sections.iter().for_each(|section| all.add(section.findings));
    line(&mut page, &format!("{}: {all}.", count(sections.len(), "map")));
    page += "\n| map | title | errors | warnings | infos | accepted | refuted | unestablished | undecided |\n";
    page += "|---|---|--:|--:|--:|--:|--:|--:|--:|\n";
    for (number, section) in sections.iter().enumerate() {
        let Counts { errors, warnings, infos } = section.findings;
        let [accepted, refuted, unestablished, undecided] = section.tally;
        let (file, title) = (markdown(&section.file), markdown(&section.title));
        let row = format!(
            "| [{file}](#map-{}) | {title} | {errors} | {warnings} | {infos} | {accepted} | {refuted} | {unestablished} | {undecided} |",
            number + 1
        );
        line(&mut page, &row);
    }
    if !unread.is_empty() {
        page += "\n## Not read\n\n";
        for (file, reason) in unread {
            line(&mut page, &format!("- {}: {}", markdown(file), markdown(reason)));
        }
    }
    for (number, section) in sections.iter().enumerate() {
        let title = if section.title.is_empty() { &section.file } else { &section.title };
        let heading = format!("\n<a id=\"map-{}\"></a>\n\n## {}\n", number + 1, markdown(title));
        line(&mut page, &heading);
        line(&mut page, &format!("File {}: {}.", markdown(&section.file), section.findings));
        if section.unverified > 0 {
            let quotations = count(section.unverified, "quotation");
            line(&mut page, &format!("\nNot verified for want of a text: {quotations}."));
        }
        page += &section.body;
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

fn list_pictures(body: &mut String, pictures: &[Picture]) {
    if pictures.is_empty() {
        return;
    }
    *body += "\n### Pictures\n\n";
    for picture in pictures {
        let link = format!("- [{}]({})", markdown(&picture.title), address(&picture.path));
        line(body, &link);
    }
}

fn line(page: &mut String, text: &str) {
    writeln!(page, "{text}").expect("writing to a string cannot fail");
}
