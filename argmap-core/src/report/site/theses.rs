//! What a map is for, what becomes of it, and why.

use super::page::Section;
use super::reasons::{Reason, reason};
use super::turns::of_thesis;
use super::{Subjects, badge, foreign, lang, said, small_badge, way_to};
use crate::analysis::why;
use crate::model::ClaimId;
use crate::report::markup::{put, text};

/// So many lines are told of why a thesis has its verdict.
const MOST_LINES: usize = 12;

/// How deep lines are indented at most.
const DEEPEST: usize = 6;

pub(super) fn section(about: &Subjects) -> Option<Section> {
    let map = &about.reading.map;
    let mut content = String::new();
    if !map.theses().is_empty() {
        content.push_str("<div class=\"beside\">\n");
        map.theses().iter().for_each(|thesis| one(&mut content, about, *thesis));
        content.push_str("</div>\n");
    }
    (!content.is_empty()).then_some(Section {
        id: "theses",
        title: "Theses",
        content,
        parts: Vec::new(),
    })
}

fn one(page: &mut String, about: &Subjects, thesis: ClaimId) {
    let map = &about.reading.map;
    let verdict = about.evaluation.verdict(thesis);
    let lang = lang(foreign(map).as_deref());
    put(
        page,
        format_args!(
            "<article class=\"thesis {verdict}\">\n<h3{lang}>{}</h3>\n<p>{} ",
            text(said(map, thesis)),
            badge(verdict)
        ),
    );
    let Reason { words, claims, more } = reason(map, about.evaluation, thesis);
    put(page, format_args!("{}{}</p>\n", text(&words), if claims.is_empty() { "." } else { ":" }));
    if !claims.is_empty() {
        page.push_str("<ul class=\"grounds\">\n");
        for claim in claims {
            let badge = small_badge(about.evaluation.verdict(claim));
            put(
                page,
                format_args!("<li>{badge}<span>{}</span></li>\n", linked(about, claim, &lang)),
            );
        }
        page.push_str("</ul>\n");
    }
    if let Some(more) = more {
        put(page, format_args!("<p class=\"remark\">{}.</p>\n", text(&more)));
    }
    of_thesis(page, about, thesis);
    let lines = why(map, about.evaluation, thesis.node(), MOST_LINES);
    if lines.len() > 1 {
        page.push_str("<details class=\"why\">\n<summary>Why, step by step</summary>\n<ol>\n");
        for line in lines {
            let depth = line.depth.min(DEEPEST);
            put(page, format_args!("<li class=\"d{depth}\">{}", names(about, &line.text)));
            if let Some(claim) = map.as_claim(line.subject).filter(|claim| *claim != thesis) {
                put(
                    page,
                    format_args!(
                        "<br /><span class=\"said\"{lang}>{}</span>",
                        text(said(map, claim))
                    ),
                );
            }
            page.push_str("</li>\n");
        }
        page.push_str("</ol>\n</details>\n");
    }
    page.push_str("</article>\n");
}

/// A claim's text, leading to where it is told in full.
pub(super) fn linked(about: &Subjects, claim: ClaimId, lang: &str) -> String {
    let said = text(said(&about.reading.map, claim));
    match way_to(about, claim) {
        Some(way) => format!("<a{lang} href=\"{way}\">{said}</a>"),
        None => format!("<span{lang}>{said}</span>"),
    }
}

/// A sentence in which names stand in backticks, those of claims as links.
pub(super) fn names(about: &Subjects, words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text(words);
    }
    let mut out = String::new();
    for (number, part) in parts.into_iter().enumerate() {
        if number % 2 == 0 {
            out.push_str(&text(part));
            continue;
        }
        let claim = about.reading.map.find_claim(part);
        let name = text(part);
        let title = claim.map_or("", |claim| said(&about.reading.map, claim));
        match claim.and_then(|claim| way_to(about, claim)) {
            Some(way) => {
                let title = text(title);
                let link = format!("<a href=\"{way}\" title=\"{title}\"><code>{name}</code></a>");
                out.push_str(&link);
            }
            None => put(&mut out, format_args!("<code>{name}</code>")),
        }
    }
    out
}
