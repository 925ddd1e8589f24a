//! A map as one page for a browser: the picture, an outline with full texts, and what lets a
//! reader walk about in them.
//!
//! The page stands by itself: style, scripts and data are in it, and it tells the browser by a
//! content security policy that nothing may be fetched and that no other script may run. It is
//! HTML, and well-formed XML as well. What a map says enters it by way of `markup` only, and the
//! scripts put texts into the page as text and never as markup. Without scripts it is the picture
//! and the outline.

mod address;
mod data;
mod markup;
mod outline;

use rustc_hash::FxHashSet;

use self::data::data;
use self::markup::{json, put, text};
use self::outline::outline;
use super::scene::Scene;
use super::svg::{Colours, paint, variables};
use super::texts::count;
use super::{DrawError, Drawn, Options, Overlay, Picture, Theme, Tools, legible_diagram};
use crate::model::{Map, Verdict};
use crate::render::web::{hash, is_language};

/// A page for a browser.
pub const HTML: Picture = Picture {
    name: "html",
    extension: "html",
    summary: "a page for a browser, to zoom, search, fold and filter",
    is_text: true,
    draw: html,
};

/// Takes what the engine takes, and beyond that what [`page`] takes.
fn html(
    map: &Map,
    overlay: &Overlay,
    options: &Options,
    tools: &Tools,
) -> Result<Drawn, DrawError> {
    // Who can zoom and fold need not have everything at one glance.
    let everything = options.everything || map.claims().nth(MOST_CLAIMS).is_none();
    let options = &Options { everything, ..options.clone() };
    let scene = Scene::new(legible_diagram(map, overlay, options)?, options, tools.engine)?;
    let svg = paint(&scene, Colours::FromPage);
    Ok(Drawn::text(page(map, overlay, options.theme, &svg), &scene.diagram.notes))
}

/// So many claims are drawn each by itself.
const MOST_CLAIMS: usize = 2_000;

const STYLE: &str = concat!(
    include_str!("../../assets/page/page.css"),
    include_str!("../../assets/page/picture.css"),
    include_str!("../../assets/page/outline.css"),
    include_str!("../../assets/page/print.css"),
);

/// Says that scripts run before anything is shown.
const EARLY: &str = include_str!("../../assets/page/early.js");

/// One script, in one scope.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("../../assets/page/model.js"),
    include_str!("../../assets/page/stage.js"),
    include_str!("../../assets/page/minimap.js"),
    include_str!("../../assets/page/fold.js"),
    include_str!("../../assets/page/panel.js"),
    include_str!("../../assets/page/select.js"),
    include_str!("../../assets/page/filter.js"),
    include_str!("../../assets/page/search.js"),
    include_str!("../../assets/page/outline.js"),
    include_str!("../../assets/page/keys.js"),
    include_str!("../../assets/page/start.js"),
    "})();\n",
);

/// The page with names in double braces where something is to be filled in.
const TEMPLATE: &str = include_str!("../../assets/page/page.html");

/// The page of a map around its picture, an SVG element whose parts bear the numbers of their
/// nodes as `data-part`; linear in the size of the map and in the lengths of reasons.
///
/// The picture takes its colours from the page, by the names of [`variables`]. A page of the dark
/// theme starts dark, one of the print theme has its greys in the light; any other follows the
/// reader's system.
pub fn page(map: &Map, overlay: &Overlay, theme: Theme, svg: &str) -> String {
    // A declaration of XML before it would be none of HTML.
    let svg = svg.find("<svg").map_or("", |start| svg[start..].trim_end());
    let title = if map.title.trim().is_empty() { "Argument map" } else { &*map.title };
    let (early, script) = (fenced(EARLY), fenced(SCRIPT));
    let style = format!("/*<![CDATA[*/\n{}{STYLE}/*]]>*/", colours(theme));
    let styles: Vec<String> = std::iter::once(&*style).chain(styles_of(svg)).map(hash).collect();
    let language = map.language.as_deref().filter(|tag| is_language(tag)).unwrap_or("en");
    fill(&[
        ("mode", if theme == Theme::Dark { " data-theme=\"dark\"" } else { "" }),
        ("styles", &styles.join(" ")),
        ("scripts", &format!("{} {}", hash(&early), hash(&script))),
        ("style", &style),
        ("early", &early),
        ("script", &script),
        ("title", &text(title)),
        ("language", language),
        ("tally", &tally(map, overlay)),
        ("outline", &outline(map, overlay, &drawn(svg))),
        ("picture", svg),
        ("data", &json(&data(map, overlay))),
    ])
}

/// The colours of the picture: light or dark as the system or the reader wants it, light on paper.
fn colours(theme: Theme) -> String {
    let light = variables(if theme == Theme::Print { Theme::Print } else { Theme::Light });
    let dark = variables(Theme::Dark);
    format!(
        ".stage {{\n{light}}}\n\
         @media screen {{ :root[data-theme=\"dark\"] .stage {{\n{dark}}} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ \
         :root:not([data-theme=\"light\"]) .stage {{\n{dark}}} }}\n"
    )
}

/// The template with its names replaced; what is filled in is not looked at.
fn fill(values: &[(&str, &str)]) -> String {
    let mut pieces = TEMPLATE.split("{{");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once("}}").expect("the template closes its braces");
        let value = values.iter().find(|(of, _)| *of == name);
        page += value.expect("the template names what there is").1;
        page += rest;
    }
    page
}

/// A script that is also the content of an element of XML.
fn fenced(script: &str) -> String {
    format!("//<![CDATA[\n{script}//]]>\n")
}

/// The contents of a picture's `style` elements.
fn styles_of(svg: &str) -> impl Iterator<Item = &str> {
    svg.split("<style").skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once('>')?;
        rest.split_once("</style>").map(|(style, _)| style)
    })
}

/// The numbers of the parts that a picture shows.
fn drawn(svg: &str) -> FxHashSet<usize> {
    let numbers = svg.split("data-part=\"").skip(1);
    numbers.filter_map(|rest| rest.split_once('"')?.0.parse().ok()).collect()
}

/// How many claims there are, and what becomes of them.
fn tally(map: &Map, overlay: &Overlay) -> String {
    let mut out = format!(
        "<span>{}</span> <span>{}</span>",
        count(map.claims().count(), "claim"),
        count(map.inferences().count(), "step")
    );
    let Some(evaluation) = overlay.evaluation else { return out };
    for verdict in Verdict::ALL {
        let number = map.claims().filter(|(id, _)| evaluation.verdict(*id) == *verdict).count();
        if number > 0 {
            let mark = super::texts::mark(*verdict);
            put(
                &mut out,
                format_args!(
                    " <span class=\"sum {verdict}\"><span aria-hidden=\"true\">{mark}</span> {number}<span class=\"word\"> {verdict}</span></span>"
                ),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_looked_at() {
        let map = Map::new("{{data}} {{script}}");
        let page = page(&map, &Overlay::default(), Theme::Light, "<svg>{{title}}</svg>");
        assert!(page.contains("<svg>{{title}}</svg>"));
        assert!(page.contains(">{{data}} {{script}}</h1>"));
    }
}
