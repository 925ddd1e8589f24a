//! The page that leads to the others.

use super::{Summary, badge, frame, lang, way};
use crate::report::findings::{Counts, count};
use crate::report::markup::{marked, put, text};

/// So many theses of a map are on the index; the others are on its page.
const MOST_THESES: usize = 8;

/// The page `index.html`: all maps in the order given. `unread` are files that could not be read,
/// each with the reason.
pub fn index(maps: &[Summary], unread: &[(String, String)]) -> String {
    let mut all = Counts::default();
    maps.iter().for_each(|map| all.add(map.findings));
    let claims: usize = maps.iter().flat_map(|map| map.tally).sum();
    let mut page = String::from("<header>\n<h1>Argument maps</h1>\n");
    put(
        &mut page,
        format_args!(
            "<p class=\"lead\">{} with {}; {}.</p>\n</header>\n",
            count(maps.len(), "map"),
            count(claims, "claim"),
            found(all)
        ),
    );
    maps.iter().for_each(|map| entry(&mut page, map));
    if !unread.is_empty() {
        page.push_str(
            "<section aria-labelledby=\"unread\">\n<h2 id=\"unread\">Not read</h2>\n<ul>\n",
        );
        for (file, reason) in unread {
            let (file, reason) = (text(file), marked(reason));
            put(&mut page, format_args!("<li><code>{file}</code>: {reason}</li>\n"));
        }
        page.push_str("</ul>\n</section>\n");
    }
    page.push_str(WORDS);
    frame::frame("Argument maps", "", &page)
}

fn entry(page: &mut String, map: &Summary) {
    let (way, name, lang) = (way("", &map.page), text(map.name()), lang(map.language.as_deref()));
    put(
        page,
        format_args!(
            "<article class=\"card\">\n<h2{lang}><a href=\"{way}\">{name}</a></h2>\n\
             <p class=\"remark\"><code>{}</code> · {} · <a href=\"{way}#findings\">{}</a></p>\n",
            text(&map.file),
            count(map.tally.iter().sum(), "claim"),
            found(map.findings)
        ),
    );
    frame::tally(page, map.tally);
    if !map.theses.is_empty() {
        put(
            page,
            format_args!("<h3>{}</h3>\n<ul class=\"theses\">\n", count_theses(map.theses.len())),
        );
        for (said, verdict) in map.theses.iter().take(MOST_THESES) {
            let (badge, said) = (badge(*verdict), text(said));
            put(page, format_args!("<li>{badge}<span{lang}>{said}</span></li>\n"));
        }
        page.push_str("</ul>\n");
    }
    let mut links = Vec::new();
    if map.theses.len() > MOST_THESES {
        let more = count_theses(map.theses.len() - MOST_THESES).replacen(' ', " more ", 1);
        links.push(format!("<a href=\"{way}#theses\">{more}</a>"));
    }
    if let Some(points) = map.points_of_failure() {
        links.push(match map.critical {
            Some(1..) => format!("<a href=\"{way}#critical\">{points}</a>"),
            _ => points,
        });
    }
    if !links.is_empty() {
        put(page, format_args!("<p>{}</p>\n", links.join(" · ")));
    }
    agreements(page, map, &way, &lang);
    page.push_str("</article>\n");
}

/// How far those agree who have most in common.
fn agreements(page: &mut String, map: &Summary, way: &str, lang: &str) {
    if map.agreements.is_empty() {
        return;
    }
    put(page, format_args!("<h3><a href=\"{way}#positions\">Positions</a></h3>\n<ul>\n"));
    for agreement in &map.agreements {
        let [one, other] = agreement.holders.each_ref().map(|name| text(name));
        let words = agreement.words();
        put(page, format_args!("<li><b{lang}>{one}</b> and <b{lang}>{other}</b> {words}</li>\n"));
    }
    page.push_str("</ul>\n");
}

fn count_theses(number: usize) -> String {
    if number == 1 { "1 thesis".to_owned() } else { format!("{number} theses") }
}

/// How many findings there are, in words that leave out what there is none of.
pub(super) fn found(counts: Counts) -> String {
    let parts = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "remark")];
    let some = parts.into_iter().filter(|(number, _)| *number > 0);
    let some: Vec<String> = some.map(|(number, what)| count(number, what)).collect();
    if some.is_empty() { "no findings".to_owned() } else { some.join(", ") }
}

/// What the words for verdicts mean.
pub(super) const WORDS: &str = "<section class=\"words\" aria-labelledby=\"words\">\n\
<h2 id=\"words\">What the words mean</h2>\n<dl>\n\
<dt><span class=\"badge accepted\"><span aria-hidden=\"true\">✓</span> accepted</span></dt>\
<dd>It stands when all reasons of the map are weighed.</dd>\n\
<dt><span class=\"badge refuted\"><span aria-hidden=\"true\">✗</span> refuted</span></dt>\
<dd>Something that stands speaks against it.</dd>\n\
<dt><span class=\"badge unestablished\"><span aria-hidden=\"true\">–</span> unestablished</span></dt>\
<dd>Its reasons fell, run in a circle or are missing.</dd>\n\
<dt><span class=\"badge undecided\"><span aria-hidden=\"true\">?</span> undecided</span></dt>\
<dd>Reasons for and against it hold each other in check.</dd>\n\
</dl>\n\
<p class=\"remark\">A verdict says what follows from what the map holds, and not what is true.</p>\n\
</section>\n";
