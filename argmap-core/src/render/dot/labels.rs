//! What stands in the boxes of a picture, as Graphviz takes it.

use graphviz_rust::dot_structures::Id;

use super::quote::{label, markup};
use super::style::{DIM, box_style, finding_colour, role_colour};
use crate::render::texts::{Kind, Paragraph};
use crate::render::wrap::{shorten, wrap};

/// The widest text of a box in columns, lines together; longer ones are cut.
const MAX_TEXT: usize = 260;
/// Columns of a line of a short text, and of a long one.
const COLUMNS: usize = 28;
const WIDE_COLUMNS: usize = 36;
/// Texts up to that many columns are short.
const SHORT: usize = 112;

/// A text in small type, which must be free of markup of its own.
pub(super) fn small(text: &str) -> String {
    format!(r#"<FONT POINT-SIZE="10">{}</FONT>"#, markup(text))
}

/// A text as lines of a label; of an empty one a blank.
pub(super) fn lines(text: &str) -> String {
    let text = shorten(text, MAX_TEXT);
    let columns = if text.chars().count() <= SHORT { COLUMNS } else { WIDE_COLUMNS };
    let lines = wrap(&text, columns);
    if lines.is_empty() {
        return " ".to_owned();
    }
    lines.iter().map(|line| markup(line)).collect::<Vec<_>>().join("<BR/>")
}

/// The texts of a box as an HTML-like label.
pub(super) fn box_label(paragraphs: &[Paragraph]) -> Id {
    let mut out = String::new();
    for paragraph in paragraphs {
        let text = &paragraph.text;
        if paragraph.kind != Kind::Note && !out.is_empty() {
            out += "<BR/>";
        }
        out += &match paragraph.kind {
            Kind::Title => format!("<B>{}</B>", lines(text)),
            Kind::Text => lines(text),
            Kind::Question => format!("<I>{}</I>", lines(text)),
            Kind::Verdict(verdict) => {
                let colour = box_style(Some(verdict)).line;
                format!(r#"<FONT COLOR="{colour}"><B>{}</B></FONT>"#, small(text))
            }
            Kind::Highlight(role) => {
                let colour = role_colour(role);
                let text = lines(text);
                format!(r#"<FONT COLOR="{colour}" POINT-SIZE="10"><B>{text}</B></FONT>"#)
            }
            Kind::Scheme => format!(r#"<FONT POINT-SIZE="9">{}</FONT>"#, lines(text)),
            Kind::Finding(severity) => {
                let colour = finding_colour(severity);
                format!(r#"<FONT COLOR="{colour}"><B>{}</B></FONT>"#, small(text))
            }
            Kind::Note => note_lines(text),
        };
    }
    label(&out)
}

/// A remark below a text.
fn note_lines(text: &str) -> String {
    let text = shorten(text, MAX_TEXT);
    let lines = wrap(&text, WIDE_COLUMNS);
    let line = |line: &String| {
        format!(r#"<BR/><FONT COLOR="{DIM}" POINT-SIZE="9">{}</FONT>"#, markup(line))
    };
    lines.iter().map(line).collect()
}
