//! The colours of pictures.
//!
//! Those of verdicts and lines are of Okabe and Ito's palette (Color Universal Design, 2002; last
//! revised 2008), which those who see red and green alike can tell apart, darkened or lightened
//! until text on them has a contrast of 4.5 to 1 and lines one of 3 to 1 (WCAG 2.2, 1.4.3 and
//! 1.4.11). No two signs differ by colour alone: in [`Theme::Print`] they are all grey.

use super::{Role, Theme};
use crate::model::Verdict;
use crate::render::diagram::Sign;

/// The colours of a theme, as `#rrggbb`.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind everything.
    pub paper: &'static str,
    /// Texts.
    pub ink: &'static str,
    /// Texts that matter less.
    pub dim: &'static str,
    /// Lines that do nothing, borders of what is outside.
    pub faint: &'static str,
    /// Boxes without a verdict: inside and border.
    pub plain: (&'static str, &'static str),
    /// By [`Verdict`]: inside and border.
    pub verdicts: [(&'static str, &'static str); 4],
    /// Groups on odd and even depths.
    pub groups: [&'static str; 2],
    /// The borders of groups.
    pub group_border: &'static str,
    /// Steps in favour.
    pub support: &'static str,
    /// Steps against a claim.
    pub rebuttal: &'static str,
    /// Steps against a step.
    pub undercut: &'static str,
    /// What cannot be true together.
    pub conflict: &'static str,
    /// Findings, and those that are errors.
    pub findings: (&'static str, &'static str),
    /// By [`Role`]: rings and tags of what is pointed out, and what lies below its lines.
    pub roles: [(&'static str, &'static str); 7],
}

const LIGHT: Palette = Palette {
    paper: "#ffffff",
    ink: "#1a1a1a",
    dim: "#636363",
    faint: "#949494",
    plain: ("#ffffff", "#444444"),
    verdicts: [
        ("#d9ebf7", "#005a8f"),
        ("#fbe0cf", "#a84300"),
        ("#ececec", "#5f5f5f"),
        ("#fdf5c4", "#6f5b00"),
    ],
    groups: ["#f6f6f4", "#ededea"],
    group_border: "#c4c4be",
    support: "#00785a",
    rebuttal: "#c04a00",
    undercut: "#8c3a80",
    conflict: "#111111",
    findings: ("#7a4d00", "#b3001b"),
    roles: [
        ("#a3005c", "#f1c4dc"),
        ("#a3005c", "#f1c4dc"),
        ("#2f3fb0", "#ccd2f6"),
        ("#2f3fb0", "#ccd2f6"),
        ("#00693e", "#bde5cf"),
        ("#b01217", "#f6cac7"),
        ("#7a5200", "#f0dba8"),
    ],
};

const DARK: Palette = Palette {
    paper: "#16181b",
    ink: "#eceff1",
    dim: "#a9b0b6",
    faint: "#747b82",
    plain: ("#22262a", "#b9c0c6"),
    verdicts: [
        ("#10344c", "#7cc4f0"),
        ("#4a2410", "#ff9c5b"),
        ("#2c2f33", "#a9b0b6"),
        ("#3f380c", "#f0e05a"),
    ],
    groups: ["#1d2024", "#24282d"],
    group_border: "#4a5158",
    support: "#3fc79d",
    rebuttal: "#ff8f4a",
    undercut: "#dd8fd0",
    conflict: "#ffffff",
    findings: ("#ffc45c", "#ff9aa2"),
    roles: [
        ("#ff8ac4", "#5c2145"),
        ("#ff8ac4", "#5c2145"),
        ("#a9b4ff", "#303a78"),
        ("#a9b4ff", "#303a78"),
        ("#5fd39a", "#154b31"),
        ("#ff9a94", "#602522"),
        ("#e8bf62", "#4f3e12"),
    ],
};

const PRINT: Palette = Palette {
    paper: "#ffffff",
    ink: "#000000",
    dim: "#555555",
    faint: "#8a8a8a",
    plain: ("#ffffff", "#333333"),
    verdicts: [
        ("#ffffff", "#000000"),
        ("#e0e0e0", "#333333"),
        ("#f2f2f2", "#666666"),
        ("#f2f2f2", "#333333"),
    ],
    groups: ["#fafafa", "#f4f4f4"],
    group_border: "#b0b0b0",
    support: "#222222",
    rebuttal: "#222222",
    undercut: "#222222",
    conflict: "#000000",
    findings: ("#333333", "#000000"),
    roles: [("#4d4d4d", "#d4d4d4"); 7],
};

impl Palette {
    /// The colours of a theme.
    pub const fn of(theme: Theme) -> &'static Palette {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Print => &PRINT,
        }
    }

    /// The inside and the border of a claim's box.
    pub fn verdict(&self, verdict: Option<Verdict>) -> (&'static str, &'static str) {
        verdict.map_or(self.plain, |verdict| self.verdicts[verdict as usize])
    }

    /// The colour of the ring and tag of what is pointed out, and what lies below its lines.
    pub fn role(&self, role: Role) -> (&'static str, &'static str) {
        self.roles[role as usize]
    }

    /// The colour of a line.
    pub fn sign(&self, sign: Sign) -> &'static str {
        match sign {
            Sign::Support => self.support,
            Sign::Rebuttal => self.rebuttal,
            Sign::Undercut => self.undercut,
            Sign::Warrant | Sign::Answer => self.dim,
            Sign::Conflict => self.conflict,
        }
    }
}
