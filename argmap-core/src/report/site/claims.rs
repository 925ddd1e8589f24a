//! Claims in full: who holds them where, and what is offered for them.

use std::fmt::Write;

use super::{Subjects, anchor, badge, foreign, lang, said, way};
use crate::model::{Basis, ClaimId, ClaimKind, is_name};
use crate::report::findings::count;
use crate::report::markup::{lines, put, text};
use crate::report::names;

/// The claims of a group, or those that stand in none, closed until they are asked for.
pub(super) struct Texts<'t> {
    /// The id of the element.
    pub id: Option<String>,
    /// What the claims have in common.
    pub title: &'t str,
    /// The language of the title, if it is not English.
    pub foreign: Option<&'t str>,
    /// The claims.
    pub claims: &'t [ClaimId],
}

/// Adds them to a page.
pub(super) fn texts(page: &mut String, about: &Subjects, texts: &Texts) {
    let foreign = foreign(&about.reading.map);
    let id = texts.id.as_ref().map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    put(
        page,
        format_args!(
            "<details class=\"texts\"{id}>\n<summary><span{}>{}</span>: {} in full</summary>\n<ul>\n",
            lang(texts.foreign),
            text(texts.title),
            count(texts.claims.len(), "claim")
        ),
    );
    texts.claims.iter().for_each(|claim| item(page, about, *claim, &lang(foreign.as_deref())));
    page.push_str("</ul>\n</details>\n");
}

fn item(page: &mut String, about: &Subjects, id: ClaimId, lang: &str) {
    let map = &about.reading.map;
    let claim = &map[id];
    let mark = anchor(map, id).map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
    put(
        page,
        format_args!(
            "<li{mark}>\n<p>{} <span{lang}>{}</span></p>\n<p class=\"remark\">{}",
            badge(about.evaluation.verdict(id)),
            text(said(map, id)),
            named(about, id)
        ),
    );
    let facts = [
        map.is_thesis(id).then_some("thesis"),
        claim.kind.map(ClaimKind::word),
        claim.basis.map(Basis::word),
        claim.imputed.then_some("imputed"),
    ];
    for fact in facts.into_iter().flatten() {
        put(page, format_args!(" · {}", text(fact)));
    }
    page.push_str("</p>\n");
    for (_, holder, stand) in map.commitments(id) {
        put(page, format_args!("<p class=\"remark\"><b{lang}>{}</b> ", text(&map[holder].title)));
        page.push_str(stand.stance.word());
        if stand.imputed {
            page.push_str(", as is imputed");
        }
        if let Some(by) = stand.reported_by {
            put(page, format_args!(", by the word of <span{lang}>{}</span>", text(&map[by].title)));
        }
        if let Some(date) = &stand.date {
            put(page, format_args!(", {}", text(date)));
        }
        let source = stand.source.map(|source| &*map[source].title);
        page.push_str(&passage(source, stand.at.as_deref(), stand.quote.as_deref(), lang));
        page.push_str("</p>\n");
    }
    for (_, citation) in map.citations(id) {
        let evidence = &citation.passage;
        let source = Some(&*map[evidence.source].title);
        let told = passage(source, evidence.at.as_deref(), evidence.quote.as_deref(), lang);
        put(page, format_args!("<p class=\"remark\">Evidence{told}</p>\n"));
    }
    if let Some(note) = &claim.note {
        put(page, format_args!("<p class=\"remark note\"{lang}>{}</p>\n", lines(note)));
    }
    page.push_str("</li>\n");
}

/// A claim's name, leading to where it can be explored.
fn named(about: &Subjects, id: ClaimId) -> String {
    let map = &about.reading.map;
    let name = names::part(map, id);
    match about.view.filter(|_| is_name(&name)) {
        Some(view) => {
            let way = way(about.page, view);
            format!("<a href=\"{way}#{name}\" title=\"explore\"><code>{name}</code></a>")
        }
        None => format!("<code>{}</code>", text(&name)),
    }
}

/// A place in a source and the words there.
fn passage(source: Option<&str>, at: Option<&str>, quote: Option<&str>, lang: &str) -> String {
    let mut told = String::new();
    if let Some(source) = source {
        write!(told, ": <cite{lang}>{}</cite>", text(source)).expect("a string takes everything");
    }
    if let Some(at) = at {
        let comma = if told.is_empty() { ":" } else { "," };
        write!(told, "{comma} {}", text(at)).expect("a string takes everything");
    }
    if let Some(quote) = quote {
        write!(told, " <q{lang}>{}</q>", text(quote)).expect("a string takes everything");
    }
    told
}
