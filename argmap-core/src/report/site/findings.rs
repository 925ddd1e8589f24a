//! What was found in a map, rule by rule.

use super::page::Section;
use super::theses::names;
use super::{Subjects, index};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::report::findings::{Counts, count, place};
use crate::report::markup::{marked, put, text};

pub(super) fn section(about: &Subjects) -> Option<Section> {
    let mut content = String::new();
    let counts = Counts::of(about.findings);
    put(&mut content, format_args!("<p>{}.", capital(&index::found(counts))));
    if about.unverified.quotations > 0 {
        let quotations = count(about.unverified.quotations, "quotation");
        put(&mut content, format_args!(" Not verified for want of a text: {quotations}."));
    }
    content.push_str("</p>\n");
    // The gravest first; of like gravity by code, and within a rule in the order of places.
    let mut sorted: Vec<&Diagnostic> = about.findings.iter().collect();
    sorted.sort_by_key(|finding| (gravity(finding.severity), finding.rule.code));
    let same = |one: &&Diagnostic, other: &&Diagnostic| {
        (one.severity, one.rule.code) == (other.severity, other.rule.code)
    };
    for findings in sorted.chunk_by(same) {
        of_rule(&mut content, about, findings[0].rule, findings);
    }
    Some(Section { id: "findings", title: "Findings", content, parts: Vec::new() })
}

fn gravity(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn of_rule(page: &mut String, about: &Subjects, rule: &Rule, findings: &[&Diagnostic]) {
    let word = findings[0].severity.word();
    let open = if findings[0].severity == Severity::Error { " open=\"open\"" } else { "" };
    put(
        page,
        format_args!(
            "<details class=\"rule {word}\"{open}>\n<summary><h3><span class=\"severity {word}\">{word}</span> {} {}</h3> <span class=\"remark\">{}</span></summary>\n\
             <p class=\"remark\">Fires when {}.</p>\n",
            rule.code,
            text(rule.name),
            count(findings.len(), "finding"),
            marked(rule.summary.trim_end_matches('.'))
        ),
    );
    // What is to be done for all of them is told once.
    let help = findings[0].help.as_deref();
    let is_common = findings.iter().all(|finding| finding.help.as_deref() == help);
    if let Some(help) = help.filter(|_| is_common) {
        to_do(page, about, help);
    }
    page.push_str("<ul>\n");
    for finding in findings {
        put(
            page,
            format_args!(
                "<li><p>{}</p>\n<p class=\"remark\"><code>{}</code></p>\n",
                names(about, &finding.message),
                text(&place(about.reading, finding))
            ),
        );
        for note in &finding.notes {
            put(page, format_args!("<p class=\"remark\">{}</p>\n", names(about, note)));
        }
        if let Some(help) = finding.help.as_deref().filter(|_| !is_common) {
            to_do(page, about, help);
        }
        page.push_str("</li>\n");
    }
    page.push_str("</ul>\n</details>\n");
}

fn to_do(page: &mut String, about: &Subjects, help: &str) {
    let help = names(about, help);
    put(page, format_args!("<p class=\"remark\"><b>What to do:</b> {help}</p>\n"));
}
