//! Shapes and groups.

use pdf_writer::types::{LineCapStyle, LineJoinStyle, PaintType, TilingType};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};
use usvg::fontdb::{Database, ID};
use usvg::tiny_skia_path::PathSegment;
use usvg::{
    BlendMode, ClipPath, Color, Fill, FillRule, Group, LineCap, LineJoin, Node, Paint, PaintOrder,
    Path, Stroke, Transform,
};

use super::fonts::UsedFont;
use super::{Numbers, PdfError, matrix, packed};

/// A stream of operations that is being written.
pub(super) struct Level {
    pub(super) content: Content,
    /// From where things are drawn to where the stream began.
    transform: Transform,
    /// How it was before each group that is open.
    saved: Vec<Transform>,
}

impl Level {
    fn new() -> Level {
        Level { content: Content::new(), transform: Transform::identity(), saved: Vec::new() }
    }

    fn save(&mut self) {
        self.content.save_state();
        self.saved.push(self.transform);
    }

    fn restore(&mut self) {
        self.content.restore_state();
        self.transform = self.saved.pop().unwrap_or_default();
    }

    fn concat(&mut self, transform: Transform) {
        if !transform.is_identity() {
            self.content.transform(matrix(transform));
            self.transform = self.transform.pre_concat(transform);
        }
    }
}

/// What is still to do; the last first, so that no depth of groups is too deep.
enum Step<'t> {
    Node(&'t Node),
    Children(&'t Group),
    Leave(&'t Group),
}

/// What paints a picture into a file.
pub(super) struct Painter<'d> {
    pub(super) database: &'d Database,
    pub(super) pdf: Pdf,
    pub(super) next: Numbers,
    pub(super) level: Level,
    outer: Vec<Level>,
    /// Whether a pattern is being painted.
    in_pattern: bool,
    pub(super) fonts: Vec<UsedFont>,
    /// Fonts whose letters cannot be part of the file.
    pub(super) refused: Vec<ID>,
    opacities: Vec<(f32, Ref)>,
    forms: Vec<Ref>,
    patterns: Vec<Ref>,
    resources: Ref,
}

impl<'d> Painter<'d> {
    pub(super) fn new(database: &'d Database) -> Painter<'d> {
        let mut next = Numbers(Ref::new(1));
        let resources = next.bump();
        Painter {
            database,
            pdf: Pdf::new(),
            next,
            level: Level::new(),
            outer: Vec::new(),
            in_pattern: false,
            fonts: Vec::new(),
            refused: Vec::new(),
            opacities: Vec::new(),
            forms: Vec::new(),
            patterns: Vec::new(),
            resources,
        }
    }

    /// The operations that draw a group on the page.
    pub(super) fn page(&mut self, root: &Group, upright: Transform) -> Result<Vec<u8>, PdfError> {
        self.level.concat(upright);
        self.group(root)?;
        Ok(std::mem::replace(&mut self.level, Level::new()).content.finish().into_vec())
    }

    /// Writes what the operations refer to; its number is the last of what is returned.
    pub(super) fn finish(mut self) -> Result<(Pdf, Numbers, Ref), PdfError> {
        for (at, font) in self.fonts.iter().enumerate() {
            font.write(&mut self.pdf, &mut self.next, at)?;
        }
        for (opacity, reference) in &self.opacities {
            let mut state = self.pdf.ext_graphics(*reference);
            state.stroking_alpha(*opacity).non_stroking_alpha(*opacity);
        }
        let mut resources = self.pdf.indirect(self.resources).dict();
        let fonts = self.fonts.iter().map(|font| font.reference).collect::<Vec<_>>();
        let states = self.opacities.iter().map(|(_, state)| *state).collect::<Vec<_>>();
        for (kind, letter, references) in [
            (Name(b"Font"), 'F', &fonts),
            (Name(b"ExtGState"), 'G', &states),
            (Name(b"XObject"), 'X', &self.forms),
            (Name(b"Pattern"), 'P', &self.patterns),
        ] {
            if !references.is_empty() {
                let mut named = resources.insert(kind).dict();
                for (at, reference) in references.iter().enumerate() {
                    named.pair(Name(format!("{letter}{at}").as_bytes()), *reference);
                }
            }
        }
        resources.finish();
        Ok((self.pdf, self.next, self.resources))
    }

    /// Draws what is in a group.
    fn group(&mut self, root: &Group) -> Result<(), PdfError> {
        let mut steps = vec![Step::Children(root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Children(group) => {
                    steps.extend(group.children().iter().rev().map(Step::Node));
                }
                Step::Node(Node::Group(group)) => {
                    self.enter(group)?;
                    steps.push(Step::Leave(group));
                    steps.push(Step::Children(group));
                }
                Step::Leave(group) => self.leave(group),
                Step::Node(Node::Path(path)) => self.path(path)?,
                Step::Node(Node::Text(text)) => {
                    if !self.text(text)? {
                        steps.push(Step::Children(text.flattened()));
                    }
                }
                Step::Node(Node::Image(_)) => return Err(PdfError::Unsupported("an image")),
            }
        }
        Ok(())
    }

    fn enter(&mut self, group: &Group) -> Result<(), PdfError> {
        for (present, what) in [
            (!group.filters().is_empty(), "a filter"),
            (group.mask().is_some(), "a mask"),
            (group.blend_mode() != BlendMode::Normal, "a blend mode"),
        ] {
            if present {
                return Err(PdfError::Unsupported(what));
            }
        }
        self.level.save();
        self.level.concat(group.transform());
        let mut clip = group.clip_path();
        while let Some(shape) = clip {
            self.clip(shape);
            clip = shape.clip_path();
        }
        if group.opacity().get() < 1.0 {
            self.outer.push(std::mem::replace(&mut self.level, Level::new()));
        }
        Ok(())
    }

    fn leave(&mut self, group: &Group) {
        let opacity = group.opacity().get();
        if opacity < 1.0
            && let Some(outer) = self.outer.pop()
        {
            let inner = std::mem::replace(&mut self.level, outer);
            let reference = self.next.bump();
            let bounds = group.layer_bounding_box();
            let stored = packed(inner.content.finish().as_slice());
            let mut form = self.pdf.form_xobject(reference, &stored);
            form.filter(Filter::FlateDecode);
            // A little more than the box, for what is drawn at its border.
            form.bbox(Rect::new(
                bounds.left() - 1.0,
                bounds.top() - 1.0,
                bounds.right() + 1.0,
                bounds.bottom() + 1.0,
            ));
            form.pair(Name(b"Resources"), self.resources);
            form.group().transparency().isolated(true).color_space().device_rgb();
            form.finish();
            self.forms.push(reference);
            self.opacity(opacity);
            let name = format!("X{}", self.forms.len() - 1);
            self.level.content.x_object(Name(name.as_bytes()));
        }
        self.level.restore();
    }

    /// Leaves only what is inside of a shape, until the state is restored.
    fn clip(&mut self, shape: &ClipPath) {
        let mut groups = vec![(shape.root(), shape.transform())];
        let (mut even_odd, mut any) = (false, false);
        while let Some((group, transform)) = groups.pop() {
            for node in group.children() {
                match node {
                    Node::Path(path) if path.is_visible() => {
                        even_odd |= path.fill().is_some_and(|f| f.rule() == FillRule::EvenOdd);
                        any |= self.outline(path, transform);
                    }
                    Node::Group(inner) => {
                        groups.push((inner, transform.pre_concat(inner.transform())));
                    }
                    Node::Text(text) => groups.push((text.flattened(), transform)),
                    Node::Path(_) | Node::Image(_) => {}
                }
            }
        }
        let content = &mut self.level.content;
        if !any {
            content.rect(0.0, 0.0, 0.0, 0.0);
        }
        if even_odd {
            content.clip_even_odd();
        } else {
            content.clip_nonzero();
        }
        content.end_path();
    }

    pub(super) fn path(&mut self, path: &Path) -> Result<(), PdfError> {
        if !path.is_visible() {
            return Ok(());
        }
        if path.paint_order() == PaintOrder::StrokeAndFill {
            self.stroked(path)?;
            return self.filled(path);
        }
        self.filled(path)?;
        self.stroked(path)
    }

    fn filled(&mut self, path: &Path) -> Result<(), PdfError> {
        let Some(fill) = path.fill() else { return Ok(()) };
        self.fill(fill)?;
        if self.outline(path, Transform::identity()) {
            match fill.rule() {
                FillRule::NonZero => self.level.content.fill_nonzero(),
                FillRule::EvenOdd => self.level.content.fill_even_odd(),
            };
        }
        Ok(())
    }

    pub(super) fn stroked(&mut self, path: &Path) -> Result<(), PdfError> {
        let Some(stroke) = path.stroke() else { return Ok(()) };
        self.stroke(stroke)?;
        if self.outline(path, Transform::identity()) {
            self.level.content.stroke();
        }
        Ok(())
    }

    /// Writes the lines of a path; whether there are any.
    fn outline(&mut self, path: &Path, transform: Transform) -> bool {
        let Some(data) = path.data().clone().transform(transform) else { return false };
        let content = &mut self.level.content;
        let mut last = (0.0, 0.0);
        for segment in data.segments() {
            match segment {
                PathSegment::MoveTo(to) => {
                    content.move_to(to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::LineTo(to) => {
                    content.line_to(to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::QuadTo(by, to) => {
                    // The same curve with two points between its ends.
                    let (x, y) = last;
                    let third = |end: f32, by: f32| end + (by - end) * 2.0 / 3.0;
                    let (first, second) = ((third(x, by.x), third(y, by.y)), third(to.x, by.x));
                    content.cubic_to(first.0, first.1, second, third(to.y, by.y), to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::CubicTo(first, second, to) => {
                    content.cubic_to(first.x, first.y, second.x, second.y, to.x, to.y);
                    last = (to.x, to.y);
                }
                PathSegment::Close => {
                    content.close_path();
                }
            }
        }
        true
    }

    /// Sets how shapes and letters are filled from now on.
    pub(super) fn fill(&mut self, fill: &Fill) -> Result<(), PdfError> {
        self.opacity(fill.opacity().get());
        match fill.paint() {
            Paint::Color(color) => {
                let [red, green, blue] = rgb(*color);
                self.level.content.set_fill_rgb(red, green, blue);
            }
            paint => {
                let name = self.pattern(paint)?;
                let content = &mut self.level.content;
                content.set_fill_color_space(Name(b"Pattern"));
                content.set_fill_pattern(None, Name(name.as_bytes()));
            }
        }
        Ok(())
    }

    /// Sets how lines are drawn from now on.
    fn stroke(&mut self, stroke: &Stroke) -> Result<(), PdfError> {
        self.opacity(stroke.opacity().get());
        match stroke.paint() {
            Paint::Color(color) => {
                let [red, green, blue] = rgb(*color);
                self.level.content.set_stroke_rgb(red, green, blue);
            }
            paint => {
                let name = self.pattern(paint)?;
                let content = &mut self.level.content;
                content.set_stroke_color_space(Name(b"Pattern"));
                content.set_stroke_pattern(None, Name(name.as_bytes()));
            }
        }
        let content = &mut self.level.content;
        content.set_line_width(stroke.width().get());
        content.set_line_cap(match stroke.linecap() {
            LineCap::Butt => LineCapStyle::ButtCap,
            LineCap::Round => LineCapStyle::RoundCap,
            LineCap::Square => LineCapStyle::ProjectingSquareCap,
        });
        content.set_line_join(match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => LineJoinStyle::MiterJoin,
            LineJoin::Round => LineJoinStyle::RoundJoin,
            LineJoin::Bevel => LineJoinStyle::BevelJoin,
        });
        content.set_miter_limit(stroke.miterlimit().get());
        let dashes = stroke.dasharray().unwrap_or(&[]);
        content.set_dash_pattern(dashes.iter().copied(), stroke.dashoffset());
        Ok(())
    }

    /// Sets how much is seen of what is drawn from now on.
    fn opacity(&mut self, opacity: f32) {
        let known = self.opacities.iter().position(|(known, _)| *known == opacity);
        let known = known.unwrap_or_else(|| {
            self.opacities.push((opacity, self.next.bump()));
            self.opacities.len() - 1
        });
        self.level.content.set_parameters(Name(format!("G{known}").as_bytes()));
    }

    /// Writes a pattern that is not a plain colour and gives its name.
    fn pattern(&mut self, paint: &Paint) -> Result<String, PdfError> {
        let Paint::Pattern(pattern) = paint else {
            return Err(PdfError::Unsupported("a gradient"));
        };
        if self.in_pattern {
            return Err(PdfError::Unsupported("a pattern in a pattern"));
        }
        let rect = pattern.rect();
        let place = self.level.transform.pre_concat(pattern.transform());
        let place = place.pre_translate(rect.x(), rect.y());
        let (outer, level) = (std::mem::take(&mut self.outer), Level::new());
        let level = std::mem::replace(&mut self.level, level);
        self.in_pattern = true;
        let drawn = self.group(pattern.root());
        self.in_pattern = false;
        let tile = std::mem::replace(&mut self.level, level);
        self.outer = outer;
        drawn?;
        let reference = self.next.bump();
        let stored = packed(tile.content.finish().as_slice());
        let mut written = self.pdf.tiling_pattern(reference, &stored);
        written.filter(Filter::FlateDecode);
        written
            .paint_type(PaintType::Colored)
            .tiling_type(TilingType::ConstantSpacing)
            .bbox(Rect::new(0.0, 0.0, rect.width(), rect.height()))
            .x_step(rect.width())
            .y_step(rect.height())
            .matrix(matrix(place));
        written.pair(Name(b"Resources"), self.resources);
        written.finish();
        self.patterns.push(reference);
        Ok(format!("P{}", self.patterns.len() - 1))
    }
}

fn rgb(color: Color) -> [f32; 3] {
    [color.red, color.green, color.blue].map(|part| f32::from(part) / 255.0)
}
