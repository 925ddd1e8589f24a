//! The page of one map.

use super::{Subjects, Summary, findings, frame, index, lang, pictures, positions};
use super::{sources, theses, turns, way};
use crate::report::findings::count;
use crate::report::markup::{put, text};
use crate::text::FileId;

/// A part of the page: its id, its heading, what stands under it.
pub(super) struct Section {
    pub id: &'static str,
    pub title: &'static str,
    pub content: String,
    /// Addresses within it, each with what it is called.
    pub parts: Vec<(String, String)>,
}

/// The page of a map. Linear in the size of the map and its pictures, and in the lengths of the
/// reasons of its theses.
pub fn page(about: &Subjects) -> String {
    let summary = Summary::new(about);
    let sections = [
        theses::section(about),
        turns::section(about),
        pictures::section(about),
        positions::section(about),
        findings::section(about),
        sources::section(about),
    ];
    let sections: Vec<Section> = sections.into_iter().flatten().collect();
    let mut content = String::new();
    head(&mut content, about, &summary);
    contents(&mut content, &sections, summary.language.as_deref());
    for Section { id, title, content: own, .. } in &sections {
        put(
            &mut content,
            format_args!(
                "<section class=\"part\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n{own}</section>\n"
            ),
        );
    }
    content.push_str(index::WORDS);
    let navigation = format!(
        "<header class=\"top\">\n<nav aria-label=\"Report\"><a href=\"{}\">All maps</a></nav>\n</header>\n",
        way(about.page, "index.html")
    );
    frame::frame(summary.name(), &navigation, &content)
}

fn head(page: &mut String, about: &Subjects, summary: &Summary) {
    let map = &about.reading.map;
    let lang = lang(summary.language.as_deref());
    put(
        page,
        format_args!("<header>\n<h1{lang}>{}</h1>\n<p class=\"lead\">", text(summary.name())),
    );
    if let Some(source) = map.reading_of {
        put(page, format_args!("A reading of <cite{lang}>{}</cite>. ", text(&map[source].title)));
    }
    let own = |node| map.file_of(node) == FileId::ROOT;
    let steps = map.inferences().filter(|(id, _)| own(id.node())).count();
    let claims = count(summary.tally.iter().sum(), "claim");
    put(page, format_args!("{claims}, {}", count(steps, "step")));
    let holders = map.holders().count();
    if holders > 0 {
        let holders = if holders == 1 { "1 voice".to_owned() } else { format!("{holders} voices") };
        put(page, format_args!(", {holders}"));
    }
    put(
        page,
        format_args!(
            "; <a href=\"#findings\">{}</a>.</p>\n<p class=\"remark\">File <code>{}</code>",
            index::found(summary.findings),
            text(&summary.file)
        ),
    );
    let imports: Vec<String> =
        map.imports().iter().map(|import| format!("<code>{}</code>", text(&import.path))).collect();
    if !imports.is_empty() {
        put(page, format_args!(", which builds on {}", imports.join(" and ")));
    }
    page.push_str(".</p>\n");
    if let Some(view) = about.view {
        let way = way(about.page, view);
        put(
            page,
            format_args!(
                "<p class=\"view\"><a href=\"{way}\">Explore the map</a>: zoom, search, follow what bears on what.</p>\n"
            ),
        );
    }
    frame::tally(page, summary.tally);
    page.push_str("</header>\n");
}

/// What is on the page.
fn contents(page: &mut String, sections: &[Section], foreign: Option<&str>) {
    page.push_str("<nav class=\"contents\" aria-label=\"On this page\">\n<ul>\n");
    for Section { id, title, .. } in sections {
        put(page, format_args!("<li><a href=\"#{id}\">{title}</a></li>\n"));
    }
    page.push_str("</ul>\n");
    for Section { parts, .. } in sections.iter().filter(|section| section.parts.len() > 1) {
        let (lang, number) = (lang(foreign), parts.len());
        put(page, format_args!("<details><summary>{number} pictures</summary>\n<ul{lang}>\n"));
        for (address, name) in parts {
            put(page, format_args!("<li><a href=\"#{address}\">{}</a></li>\n", text(name)));
        }
        page.push_str("</ul>\n</details>\n");
    }
    page.push_str("</nav>\n");
}
