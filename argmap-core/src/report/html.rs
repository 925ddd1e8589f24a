//! Findings as one page for a browser.
//!
//! The page is well-formed XML, runs no script, asks for nothing from elsewhere and says so to the
//! browser; everything foreign in it is escaped text.

use crate::diagnostic::Severity;
use crate::report::findings::{Counts, count};
use crate::report::markup::{lines, marked, put, text};
use crate::report::results::{File, Finding, Mark, Results};
use crate::report::{Form, Report};

/// A page that stands by itself.
pub const REPORT: Report =
    Report { name: "html", summary: "a page for a browser", form: Form::Whole(write) };

fn write(results: &Results) -> String {
    let mut page = String::from(HEAD);
    let files = count(results.files.len(), "file");
    put(
        &mut page,
        format_args!("<h1>argmap check</h1>\n<p class=\"sum\">{files}: {}</p>\n", results.summary),
    );
    page.push_str(&filter(results.summary));
    page.push_str("<main>\n");
    if !results.unreadable.is_empty() {
        page.push_str("<section class=\"file\">\n<h2>Not read</h2>\n<ul class=\"plain\">\n");
        for it in &results.unreadable {
            let (name, message) = (text(&it.name), marked(&it.message));
            put(&mut page, format_args!("<li><code>{name}</code> {message}</li>\n"));
        }
        page.push_str("</ul>\n</section>\n");
    }
    let mut findings = results.findings.chunk_by(|one, other| one.file == other.file).peekable();
    let mut clean: Vec<&File> = Vec::new();
    for file in &results.files {
        match findings.next_if(|findings| findings[0].file == file.name) {
            Some(findings) => of_file(&mut page, file, findings),
            None => clean.push(file),
        }
    }
    if !clean.is_empty() {
        let clean: Vec<String> =
            clean.iter().map(|file| format!("<code>{}</code>", text(&file.name))).collect();
        put(
            &mut page,
            format_args!(
                "<section class=\"clean\">\n<h2>Without findings</h2>\n<p>{}</p>\n</section>\n",
                clean.join(", ")
            ),
        );
    }
    page.push_str("</main>\n");
    page.push_str(&explanations(results));
    page.push_str("</body>\n</html>\n");
    page
}

/// Boxes to choose which severities are shown.
fn filter(counts: Counts) -> String {
    let boxes = [
        (Severity::Error, counts.errors, "error"),
        (Severity::Warning, counts.warnings, "warning"),
        (Severity::Info, counts.infos, "info"),
    ];
    let mut form = String::from("<p class=\"filter\">Show ");
    for (severity, number, word) in boxes {
        let (shown, word) = (count(number, word), severity.word());
        put(
            &mut form,
            format_args!(
                "<label class=\"{word}\"><input type=\"checkbox\" id=\"show-{word}\" checked=\"checked\" /> {shown}</label> "
            ),
        );
    }
    form.push_str("</p>\n");
    form
}

fn of_file(page: &mut String, file: &File, findings: &[Finding]) {
    let name = text(&file.name);
    put(
        page,
        format_args!(
            "<section class=\"file\">\n<h2><code>{name}</code> <small>{}</small></h2>\n",
            file.findings
        ),
    );
    if file.incomplete {
        page.push_str("<p class=\"remark\">Faults of text or names; findings of what is missing are held back until they are mended.</p>\n");
    }
    for finding in findings {
        of_finding(page, finding);
    }
    page.push_str("</section>\n");
}

fn of_finding(page: &mut String, finding: &Finding) {
    let (word, code, name) = (finding.severity.word(), finding.code, finding.name);
    put(
        page,
        format_args!(
            "<article class=\"{word}\">\n<h3><span class=\"badge\">{word}</span> {}</h3>\n",
            marked(&finding.message)
        ),
    );
    put(page, format_args!("<p class=\"rule\"><a href=\"#{code}\">{code} {name}</a></p>\n"));
    if !finding.labels.is_empty() {
        page.push_str("<ul class=\"places\">\n");
        finding.labels.iter().for_each(|mark| place(page, mark));
        page.push_str("</ul>\n");
    }
    for note in &finding.notes {
        put(page, format_args!("<p class=\"note\">{}</p>\n", lines(note)));
    }
    if let Some(help) = &finding.help {
        put(page, format_args!("<p class=\"help\"><b>What to do:</b> {}</p>\n", lines(help)));
    }
    page.push_str("</article>\n");
}

fn place(page: &mut String, mark: &Mark) {
    let range = &mark.range;
    let (file, start) = (text(&range.file), range.start);
    put(
        page,
        format_args!(
            "<li><code>{file}:{}:{}</code> {}</li>\n",
            start.line,
            start.column,
            marked(&mark.message)
        ),
    );
}

/// What the rules mean that spoke.
fn explanations(results: &Results) -> String {
    let mut rules: Vec<_> = results.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_unstable_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    if rules.is_empty() {
        return String::new();
    }
    let mut page = String::from("<section class=\"rules\">\n<h2>The rules</h2>\n<dl>\n");
    for rule in rules {
        let (code, name) = (rule.code, rule.name);
        let fires = marked(rule.summary.trim_end_matches('.'));
        let (why, source) = (marked(rule.why), marked(rule.source));
        put(
            &mut page,
            format_args!(
                "<dt id=\"{code}\">{code} {name}</dt>\n<dd><p>Fires when {fires}.</p><p>{why}</p><p><small>Source: {source}</small></p></dd>\n"
            ),
        );
    }
    page.push_str("</dl>\n</section>\n");
    page
}

const HEAD: &str = r#"<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<title>argmap check</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#1c2024, #e8eaed); --soft: light-dark(#5a626b, #a5adb6); --line: light-dark(#d8dde2, #3a4148); --paper: light-dark(#ffffff, #15181b); --card: light-dark(#f7f8fa, #1d2125); --error: light-dark(#b3261e, #ff8a80); --warning: light-dark(#8a5a00, #f2c14e); --info: light-dark(#1a5fb4, #8ab4f8); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
h2 small { font-weight: normal; color: var(--soft); margin-left: .5rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
p { margin: .4rem 0; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.sum { color: var(--soft); }
.filter { display: flex; flex-wrap: wrap; gap: .25rem 1rem; position: sticky; top: 0; padding: .5rem 0; background: var(--paper); border-bottom: 1px solid var(--line); }
.filter label.error, article.error .badge { color: var(--error); }
.filter label.warning, article.warning .badge { color: var(--warning); }
.filter label.info, article.info .badge { color: var(--info); }
article { margin: .75rem 0; padding: .75rem 1rem; background: var(--card); border-left: 4px solid var(--soft); border-radius: 4px; }
article.error { border-left-color: var(--error); }
article.warning { border-left-color: var(--warning); }
article.info { border-left-color: var(--info); }
.badge { text-transform: uppercase; font-size: .75rem; letter-spacing: .05em; margin-right: .35rem; }
.rule, .places, .remark { font-size: .875rem; color: var(--soft); }
.rule a { color: inherit; }
ul.places, ul.plain { list-style: none; margin: .4rem 0; padding: 0; }
.note { font-size: .925rem; }
.help { font-size: .925rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
body:has(#show-error:not(:checked)) article.error, body:has(#show-warning:not(:checked)) article.warning, body:has(#show-info:not(:checked)) article.info { display: none; }
@media print { .filter { display: none; } article { break-inside: avoid; } }
</style>
</head>
<body>
"#;
