//! What explains the signs of a picture.

use super::{Text, TextRole};
use crate::model::{InferenceKind, Verdict};
use crate::render::Role;
use crate::render::diagram::{Diagram, Sign, Signs};
use crate::render::layout::{Point, Rect};
use crate::render::lettering::{Face, Font, Lettering};
use crate::render::texts::mark;

const FONT: Font = Font { face: Face::Regular, size: 10.5 };
/// The room of a sample.
const SAMPLE: (f64, f64) = (34.0, 16.0);
/// The room between a sample and its text, between items, and between rows.
const GAPS: (f64, f64, f64) = (6.0, 18.0, 6.0);

/// The signs that occur in a picture, in rows.
#[derive(Clone, Debug)]
pub struct Legend {
    /// The room it takes.
    pub rect: Rect,
    /// The signs.
    pub items: Vec<LegendItem>,
}

/// A sign and what it means.
#[derive(Clone, Debug)]
pub struct LegendItem {
    /// The sign.
    pub sample: Sample,
    /// Where it is drawn.
    pub rect: Rect,
    /// What it means.
    pub text: Text,
}

/// A sign, to be drawn as it is in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// The box of a claim.
    Claim(Option<Verdict>),
    /// The box of a claim that the map is for.
    Thesis,
    /// The box of a claim from outside.
    Context,
    /// A box that stands for several claims.
    Folded,
    /// The box of a question.
    Question,
    /// A line.
    Line(Sign),
    /// The line of a step that does nothing.
    Idle,
    /// The line of a step that leaves no room for doubt.
    Strict,
    /// Premises that meet.
    Linked,
    /// A ring around what is pointed out.
    Ring(Role),
}

impl Legend {
    /// The legend of a diagram at a place, as wide as given at most.
    pub(super) fn new(diagram: &Diagram, lettering: &Lettering, at: Point, width: f64) -> Legend {
        let mut items = Vec::new();
        let (mut x, mut y) = (at.x, at.y);
        for (sample, meaning) in samples(&Signs::of(diagram)) {
            let own = SAMPLE.0 + GAPS.0 + lettering.width(&meaning, FONT);
            if x > at.x && x + own > at.x + width {
                (x, y) = (at.x, y + SAMPLE.1 + GAPS.2);
            }
            let rect = Rect { x, y, width: SAMPLE.0, height: SAMPLE.1 };
            let baseline = y + (SAMPLE.1 + FONT.ascent() - FONT.descent()) / 2.0;
            let place = Point { x: x + SAMPLE.0 + GAPS.0, y: baseline };
            let text = Text {
                at: place,
                width: own - SAMPLE.0 - GAPS.0,
                font: FONT,
                role: TextRole::Legend,
                text: meaning,
            };
            items.push(LegendItem { sample, rect, text });
            x += own + GAPS.1;
        }
        let height = if items.is_empty() { 0.0 } else { y + SAMPLE.1 - at.y };
        Legend { rect: Rect { x: at.x, y: at.y, width, height }, items }
    }
}

/// The signs that occur and what they mean.
fn samples(signs: &Signs) -> Vec<(Sample, String)> {
    let mut out: Vec<(Sample, String)> = Vec::new();
    for verdict in Verdict::ALL.iter().copied().filter(|it| signs.verdicts[*it as usize]) {
        out.push((Sample::Claim(Some(verdict)), format!("{} {verdict}", mark(verdict))));
    }
    let mut add = |occurs: bool, sample: Sample, meaning: &str| {
        if occurs {
            out.push((sample, meaning.to_owned()));
        }
    };
    add(signs.thesis, Sample::Thesis, "thesis");
    add(signs.context, Sample::Context, "outside of what is drawn");
    add(signs.folded, Sample::Folded, "several claims");
    for kind in InferenceKind::ALL.iter().copied() {
        add(signs.kinds[kind as usize], Sample::Line(Sign::of(kind)), kind.word());
    }
    add(signs.linked, Sample::Linked, "needed together");
    add(signs.strict, Sample::Strict, "strict");
    add(signs.warrant, Sample::Line(Sign::Warrant), "warrant");
    add(signs.conflict, Sample::Line(Sign::Conflict), "conflict");
    add(signs.question, Sample::Question, "question");
    add(signs.question, Sample::Line(Sign::Answer), "answer");
    add(signs.idle, Sample::Idle, "step that fails");
    for role in Role::ALL.iter().copied().filter(|role| signs.roles[*role as usize]) {
        out.push((Sample::Ring(role), format!("{} {}", role.sign(), role.meaning())));
    }
    out
}
