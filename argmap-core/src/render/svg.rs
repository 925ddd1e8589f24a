//! A picture as SVG.
//!
//! Every text of the map enters through `xml`, so that whatever stands in it, the picture shows
//! it and nothing else: no markup, no script, no address. The colours are those of a
//! [`Palette`](super::palette::Palette); classes say what each part is, and `data-part` which node
//! of the map, for the page around it.

mod lines;
mod shapes;
mod style;
mod xml;

use std::fmt::Write;

use super::scene::{Placed, Scene, Text, TextRole};
use super::texts::Kind;
use super::{DrawError, Drawn, Options, Overlay, Picture, Tools, legible_diagram};
use crate::diagnostic::Severity;
use crate::model::Map;
pub use style::{Colours, rules, variables};
pub(crate) use xml::xml;

/// The room above what is painted without a heading.
const ROOM_ABOVE: f64 = 8.0;

/// SVG, to be shown by browsers and edited by drawing programs.
pub const SVG: Picture = Picture {
    name: "svg",
    extension: "svg",
    summary: "SVG, for browsers and drawing programs",
    is_text: true,
    draw: svg,
};

/// Takes what the engine takes, and O(n) for n parts beyond.
fn svg(map: &Map, overlay: &Overlay, options: &Options, tools: &Tools) -> Result<Drawn, DrawError> {
    let scene = Scene::new(legible_diagram(map, overlay, options)?, options, tools.engine)?;
    let text = paint(&scene, Colours::Of(options.theme));
    Ok(Drawn::text(text, &scene.diagram.notes))
}

/// Paints a scene.
pub fn paint(scene: &Scene, colours: Colours) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let (width, height) = (number(scene.size.width), number(scene.size.height));
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"argmap\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
             <title>{}</title>\n<style>\n{}</style>\n\
             <rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n",
            xml(&scene.diagram.title),
            rules(colours)
        ),
    );
    out.push_str("<g class=\"heading\">\n");
    scene.heading.iter().for_each(|line| text(&mut out, line));
    out.push_str("</g>\n");
    parts(&mut out, scene);
    out.push_str("</svg>\n");
    out
}

/// Paints a scene without its heading and its rules, for a page that has both: the rules are those
/// of [`rules`].
pub fn paint_within(scene: &Scene, title: &str) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let boxes = scene.nodes.iter().chain(scene.groups.iter().flatten()).map(|placed| placed.rect.y);
    let points = scene.routes.iter().flat_map(|route| &route.points).map(|point| point.y);
    let top = (boxes.chain(points).fold(scene.size.height, f64::min) - ROOM_ABOVE).max(0.0);
    let (width, height) = (number(scene.size.width), number(scene.size.height - top));
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"argmap\" width=\"{width}\" \
             height=\"{height}\" viewBox=\"0 {} {width} {height}\" role=\"img\">\n\
             <title>{}</title>\n",
            number(top),
            xml(title)
        ),
    );
    parts(&mut out, scene);
    out.push_str("</svg>\n");
    out
}

/// All but the heading.
fn parts(out: &mut String, scene: &Scene) {
    out.push_str("<g class=\"groups\">\n");
    for (group, placed) in scene.diagram.groups.iter().zip(&scene.groups) {
        if let Some(placed) = placed {
            shapes::group(out, group, placed);
        }
    }
    out.push_str("</g>\n<g class=\"lines\">\n");
    let parts = scene.diagram.lines.iter().zip(&scene.routes);
    parts.for_each(|(line, route)| lines::line(out, &scene.diagram, line, route));
    out.push_str("</g>\n<g class=\"nodes\">\n");
    let nodes = scene.diagram.nodes.iter().zip(&scene.nodes);
    nodes.for_each(|(node, placed)| shapes::node(out, node, placed));
    out.push_str("</g>\n");
    if let Some(legend) = &scene.legend {
        out.push_str("<g class=\"legend\">\n");
        legend.items.iter().for_each(|item| shapes::legend_item(out, item));
        out.push_str("</g>\n");
    }
}

/// The texts of something placed.
fn texts(out: &mut String, placed: &Placed) {
    placed.texts.iter().for_each(|line| text(out, line));
}

/// A line of text, as wide as it was measured whatever letters a viewer has.
fn text(out: &mut String, line: &Text) {
    let class = match line.role {
        TextRole::Title => "title",
        TextRole::Note => "note",
        TextRole::Group => "group-title",
        TextRole::Legend => "meaning",
        TextRole::Box(Kind::Title) => "name",
        TextRole::Box(Kind::Text) => "text",
        TextRole::Box(Kind::Question) => "question-text",
        TextRole::Box(Kind::Verdict(_)) => "verdict",
        TextRole::Box(Kind::Finding(severity)) => match severity {
            Severity::Error => "finding error",
            Severity::Warning => "finding warning",
            Severity::Info => "finding info",
        },
        TextRole::Box(Kind::Highlight(_)) => "said",
        TextRole::Box(Kind::Scheme) => "scheme",
        TextRole::Box(Kind::Note) => "remark",
    };
    if line.text.is_empty() {
        return;
    }
    put(
        out,
        format_args!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" textLength=\"{}\" \
             lengthAdjust=\"spacingAndGlyphs\">{}</text>\n",
            number(line.at.x),
            number(line.at.y),
            number(line.width),
            xml(&line.text)
        ),
    );
}

/// A length with at most two digits after the point.
fn number(length: f64) -> Number {
    Number(length)
}

struct Number(f64);

impl std::fmt::Display for Number {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = (self.0 * 100.0).round() / 100.0;
        // Without a sign where it is nothing.
        write!(out, "{}", if rounded == 0.0 { 0.0 } else { rounded })
    }
}

fn put(out: &mut String, arguments: std::fmt::Arguments) {
    out.write_fmt(arguments).expect("a string takes everything");
}
