//! Colours, lines and arrowheads: what each kind of part looks like.
//!
//! The colours are of Okabe and Ito's palette, which those who see red and green alike can tell
//! apart, darkened where they draw thin lines; no two signs differ by colour alone.

use crate::diagnostic::Severity;
use crate::model::{InferenceKind, Verdict};
use crate::render::diagram::Sign;
use crate::render::palette::Palette;
use crate::render::{Role, Theme};

pub(super) const FONT: &str = "Helvetica,Arial,sans-serif";
pub(super) const INK: &str = "#1a1a1a";
pub(super) const DIM: &str = "#767676";
pub(super) const FAINT: &str = "#a8a8a8";
pub(super) const CONFLICT: &str = "#111111";

/// What a claim's box looks like.
pub(super) struct BoxStyle {
    pub fill: &'static str,
    pub line: &'static str,
    /// Graphviz's word for the line.
    pub dash: &'static str,
}

/// The box of a claim with that verdict, or with none.
pub(super) fn box_style(verdict: Option<Verdict>) -> BoxStyle {
    let style = |fill, line, dash| BoxStyle { fill, line, dash };
    match verdict {
        None => style("#ffffff", "#444444", "solid"),
        Some(Verdict::Accepted) => style("#d9ebf7", "#005a8f", "solid"),
        Some(Verdict::Refuted) => style("#fbe0cf", "#b34a00", "dashed"),
        Some(Verdict::Undecided) => style("#fdf5c4", "#7a6400", "dotted"),
        Some(Verdict::Unestablished) => style("#ececec", "#6b6b6b", "dashed"),
    }
}

/// What the lines of a step look like.
pub(super) struct LineStyle {
    pub colour: &'static str,
    pub dash: &'static str,
    pub head: &'static str,
    pub width: &'static str,
    /// How the legend draws it.
    pub glyph: &'static str,
}

/// The lines of a step of that kind.
pub(super) fn line_style(kind: InferenceKind) -> LineStyle {
    let style = |colour, dash, head, width, glyph| LineStyle { colour, dash, head, width, glyph };
    match kind {
        InferenceKind::Support => style("#00785a", "solid", "normal", "1.4", "━━▶"),
        InferenceKind::Rebuttal => style("#c04a00", "dashed", "tee", "1.6", "╍╍┫"),
        InferenceKind::Undercut => style("#8c3a80", "dotted", "odiamond", "1.8", "┈┈◇"),
    }
}

/// The lines of that sign.
pub(super) fn sign_style(sign: Sign) -> LineStyle {
    let style = |colour, head, width| LineStyle { colour, dash: "solid", head, width, glyph: "" };
    match sign {
        Sign::Support => line_style(InferenceKind::Support),
        Sign::Rebuttal => line_style(InferenceKind::Rebuttal),
        Sign::Undercut => line_style(InferenceKind::Undercut),
        Sign::Warrant => style(DIM, "dot", "0.9"),
        Sign::Answer => style(DIM, "empty", "0.9"),
        Sign::Conflict => style(CONFLICT, "crow", "1.8"),
    }
}

/// The colour of findings of that severity.
pub(super) fn finding_colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "#a3002b",
        Severity::Warning => "#8a4b00",
        Severity::Info => "#444444",
    }
}

/// The colour of what is pointed out.
pub(super) fn role_colour(role: Role) -> &'static str {
    Palette::of(Theme::Light).role(role).0
}

/// How thick the border of what is pointed out is.
pub(super) const RING: &str = "3.5";
