//! The title of a picture and the explanation of the signs that occur in it.

use super::labels::small;
use super::quote::markup;
use super::style::{CONFLICT, DIM, FAINT, box_style, line_style, role_colour};
use crate::model::{InferenceKind, Verdict};
use crate::render::Role;
use crate::render::diagram::Signs;
use crate::render::texts::mark;

/// How many signs stand in a row.
const COLUMNS: usize = 6;

/// The label of the whole picture: its title, remarks and, if wanted, its signs.
pub(super) fn heading(title: &str, notes: &[String], signs: Option<&Signs>) -> String {
    let title = markup(title);
    let title = if title.trim().is_empty() { " ".to_owned() } else { title };
    let mut out =
        r#"<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">"#.to_owned();
    out += &format!(r#"<TR><TD><FONT POINT-SIZE="18"><B>{title}</B></FONT></TD></TR>"#);
    for note in notes {
        let note = markup(note);
        out += &format!(r#"<TR><TD><FONT POINT-SIZE="11" COLOR="{DIM}">{note}</FONT></TD></TR>"#);
    }
    let cells = signs.map(cells).unwrap_or_default();
    let rows = cells.len().div_ceil(COLUMNS).max(1);
    for row in cells.chunks(cells.len().div_ceil(rows).max(1)) {
        // A table of its own, lest the widths of one row's signs stretch those of the next.
        out += r#"<TR><TD><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6" CELLPADDING="3"><TR>"#;
        row.iter().for_each(|cell| out += cell);
        out += "</TR></TABLE></TD></TR>";
    }
    out + "</TABLE>>"
}

/// The cells of the legend.
fn cells(signs: &Signs) -> Vec<String> {
    let mut cells = Vec::new();
    for verdict in Verdict::ALL.iter().filter(|verdict| signs.verdicts[**verdict as usize]) {
        let style = box_style(Some(*verdict));
        let (fill, line, dash) = (style.fill, style.line, style.dash);
        let text = small(&format!("{} {verdict}", mark(*verdict)));
        cells.push(format!(
            r#"<TD BORDER="1" STYLE="ROUNDED,{dash}" BGCOLOR="{fill}" COLOR="{line}">{text}</TD>"#
        ));
    }
    let mut line = |occurs: bool, colour: &str, glyph: &str, text: &str| {
        if occurs {
            let text = small(text);
            cells.push(format!(r#"<TD><FONT COLOR="{colour}">{glyph}</FONT> {text}</TD>"#));
        }
    };
    line(signs.thesis, "#444444", "▣", "thesis");
    for kind in InferenceKind::ALL {
        let style = line_style(*kind);
        line(signs.kinds[*kind as usize], style.colour, style.glyph, kind.word());
    }
    line(signs.linked, "#444444", "━●━", "needed together");
    line(signs.strict, "#444444", "═■═", "strict");
    line(signs.warrant, DIM, "──●", "warrant");
    line(signs.conflict, CONFLICT, "≻═≺", "conflict");
    line(signs.question, DIM, "──▷", "answer");
    line(signs.idle, FAINT, "──▶", "step that fails");
    if signs.context {
        let text = small("outside what was asked for");
        cells.push(format!(
            r#"<TD BORDER="1" STYLE="ROUNDED,dotted" COLOR="{FAINT}"><FONT COLOR="{DIM}">{text}</FONT></TD>"#
        ));
    }
    if signs.folded {
        let text = small("❒ several claims in one box");
        cells.push(format!("<TD>{text}</TD>"));
    }
    for role in Role::ALL.iter().copied().filter(|role| signs.roles[*role as usize]) {
        let (sign, colour) = (role.sign(), role_colour(role));
        let text = small(role.meaning());
        cells.push(format!(r#"<TD><FONT COLOR="{colour}"><B>{sign}</B></FONT> {text}</TD>"#));
    }
    cells
}
