//! Findings with the lines that they are about, in the way of rustc.

use std::ops::Range;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use argmap_core::diagnostic::{Diagnostic, Label, Severity};
use argmap_core::document::Reading;
use argmap_core::report::escape::{is_hostile, visible, visible_lines};
use argmap_core::text::{Place, SourceFile};

/// Of a span of many lines so many are shown.
const MOST_LINES: usize = 6;
/// Labels of one file that are further apart than this are shown in pieces of their own.
const MOST_APART: usize = 4096;
/// Of a long line so many bytes are shown on either side of a span.
const MOST_BESIDE: usize = 160;

/// A finding as text of several lines, without colours or with.
pub fn finding(reading: &Reading, finding: &Diagnostic, is_coloured: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(visible(&finding.message)).id(finding.rule.code);
    let mut group = Group::with_title(title);
    let pieces = pieces(reading, finding);
    if pieces.is_empty()
        && let Some(file) = reading.files.first()
    {
        group = group.element(Origin::path(visible(file.name())));
    }
    for piece in &pieces {
        let path = visible(piece.file.name());
        let snippet = Snippet::source(piece.source.as_str())
            .line_start(piece.line)
            .annotations(piece.labels.iter().map(PieceLabel::annotation));
        if piece.is_verbatim {
            group = group.element(snippet.path(path));
        } else {
            // Columns of what is shown would not be those of the file.
            let origin = Origin::path(path).line(piece.origin.0).char_column(piece.origin.1);
            group = group.element(origin).element(snippet);
        }
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(visible_lines(note)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(visible_lines(help)));
    }
    let renderer = if is_coloured { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.term_width(width()).render(&[group]);
    let lines = text.lines().map(|line| line.trim_end().to_owned() + "\n");
    lines.collect()
}

fn width() -> usize {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(DEFAULT_TERM_WIDTH, |(width, _)| usize::from(width.0).max(40))
}

/// Some lines of a file with labels, already harmless for a terminal.
struct Piece<'f> {
    file: &'f SourceFile,
    /// Line and column to which the piece is headed.
    origin: (usize, usize),
    /// The number of the first line.
    line: usize,
    source: String,
    /// Whether the source is the file's text, from the start of a line.
    is_verbatim: bool,
    labels: Vec<PieceLabel>,
}

struct PieceLabel {
    span: Range<usize>,
    text: String,
    is_first: bool,
}

impl PieceLabel {
    fn annotation(&self) -> Annotation<'_> {
        let kind = if self.is_first { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!self.text.is_empty()).then_some(self.text.as_str());
        kind.span(self.span.clone()).label(label)
    }
}

/// A label whose span is no longer than what is shown of it.
struct Short<'d> {
    label: &'d Label,
    place: Place,
    span: Range<usize>,
    is_first: bool,
}

/// The pieces of text that show a finding's labels: that of the first label first, and labels
/// near each other in one. The work is that of the lines shown, not of the file.
fn pieces<'r>(reading: &'r Reading, finding: &Diagnostic) -> Vec<Piece<'r>> {
    let labels = finding.labels.iter().enumerate().filter_map(|(number, label)| {
        let place = label.place?;
        let span = shorten(reading.file(place).text(), place.span.range());
        Some(Short { label, place, span, is_first: number == 0 })
    });
    let mut labels: Vec<Short> = labels.collect();
    labels.sort_by_key(|short| (short.place.file, short.span.start));
    let mut bunches: Vec<Vec<Short>> = Vec::new();
    for short in labels {
        let near = bunches.last().and_then(|bunch| bunch.last()).is_some_and(|last| {
            last.place.file == short.place.file
                && short.span.start.saturating_sub(last.span.end) <= MOST_APART
        });
        if near && let Some(bunch) = bunches.last_mut() {
            bunch.push(short);
        } else {
            bunches.push(vec![short]);
        }
    }
    bunches.sort_by_key(|bunch| !bunch.iter().any(|short| short.is_first));
    bunches.iter().map(|bunch| piece(reading, bunch)).collect()
}

/// The span, or its first lines if it has many.
fn shorten(text: &str, span: Range<usize>) -> Range<usize> {
    let end = span.end.min(text.len());
    let start = span.start.min(end);
    let Some(within) = text.get(start..end) else { return start..start };
    let cut = within.match_indices('\n').nth(MOST_LINES - 1).map_or(end, |(at, _)| start + at);
    if cut < end || end - start > MOST_APART {
        // A span cut at its last line would look as if it ended there.
        let first = within.find('\n').unwrap_or(within.len());
        let first = within[..first].trim_end();
        return start..start + boundary(first, first.len().min(MOST_BESIDE));
    }
    start..end
}

fn piece<'r>(reading: &'r Reading, bunch: &[Short]) -> Piece<'r> {
    let file = reading.file(bunch[0].place);
    let text = file.text();
    let head = bunch.iter().find(|short| short.is_first).unwrap_or(&bunch[0]);
    let head_at = head.span.start;
    let head = file.position(head_at as u32);
    let start = bunch.iter().map(|short| short.span.start).min().unwrap_or(0);
    let end = bunch.iter().map(|short| short.span.end).max().unwrap_or(0);
    // A line may be as long as the file, so only what is shown of it is looked at.
    let near = boundary(text, start.saturating_sub(MOST_BESIDE));
    let from = text[near..start].rfind('\n').map_or(near, |at| near + at + 1);
    let starts_line = from == 0 || text[..from].ends_with('\n');
    let far = boundary(text, text.len().min(end + MOST_BESIDE));
    let to = text[end..far].find('\n').map_or(far, |at| end + at);
    let ends_line = to == text.len() || text[to..].starts_with('\n');
    let mut marks: Vec<usize> =
        bunch.iter().flat_map(|short| [short.span.start, short.span.end]).collect();
    marks.sort_unstable();
    marks.dedup();
    let mut source = String::with_capacity(to - from + 16);
    if !starts_line {
        source.push('…');
    }
    let mut moved = Vec::with_capacity(marks.len());
    let mut at = from;
    for mark in marks {
        push_harmless(&mut source, &text[at..mark]);
        at = mark;
        moved.push((mark, source.len()));
    }
    push_harmless(&mut source, &text[at..to]);
    if !ends_line {
        source.push('…');
    }
    let place_of = |offset: usize| {
        moved.binary_search_by_key(&offset, |(mark, _)| *mark).map_or(0, |index| moved[index].1)
    };
    let labels = bunch.iter().map(|short| PieceLabel {
        span: place_of(short.span.start)..place_of(short.span.end),
        text: visible(&short.label.message).into_owned(),
        is_first: short.is_first,
    });
    let is_verbatim = starts_line && source.starts_with(&text[from..to]);
    let origin = (head.line, head.column);
    let line = head.line - text[from..head_at].matches('\n').count();
    Piece { file, origin, line, labels: labels.collect(), source, is_verbatim }
}

/// The text with everything shown that a terminal would obey; line breaks stay.
fn push_harmless(source: &mut String, text: &str) {
    if !text.chars().any(|letter| is_hostile(letter) && letter != '\n') {
        source.push_str(text);
        return;
    }
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '\n' => source.push('\n'),
            '\t' => source.push_str("    "),
            '\r' if matches!(rest.peek(), None | Some('\n')) => {}
            _ => source.push_str(&visible(letter.encode_utf8(&mut [0; 4]))),
        }
    }
}

fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use argmap_core::document::no_imports;
    use argmap_core::text::{FileId, Span};

    use super::*;

    /// A finding with labels at some spans.
    fn labelled(spans: &[(usize, usize)]) -> Diagnostic {
        let place = |(start, end)| Place { file: FileId::ROOT, span: Span::new(start, end) };
        let rule = argmap_core::check::rule("AM014").expect("a rule");
        let mut labelled = Diagnostic::new(rule, place(spans[0]), "Wrong").here("here");
        for span in &spans[1..] {
            labelled = labelled.label(place(*span), "there");
        }
        labelled
    }

    /// A finding with labels at some spans of a text, as it is shown.
    fn shown(text: &str, spans: &[(usize, usize)]) -> String {
        let reading = argmap_core::read("map.json", text, &mut no_imports);
        finding(&reading, &labelled(spans), false)
    }

    #[test]
    fn any_span_can_be_shown() {
        let long = format!("[\n{}\n]", "\u{9b}é ".repeat(200));
        for text in ["", "a", "\n", "é\r\nx\u{202e}\t\rb\n\n", "1\n2\n3\n4\n5\n6\n7\n8\n9", &long]
        {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let step = text.len() / 20 + 1;
            let ends: Vec<usize> = ends.step_by(step).collect();
            for (number, start) in ends.iter().enumerate() {
                for end in &ends[number..] {
                    let shown = shown(text, &[(*start, *end), (0, *start), (*end, text.len())]);
                    let hostile = shown.chars().find(|c| is_hostile(*c) && *c != '\n');
                    assert_eq!(hostile, None, "{shown}");
                    assert!(shown.len() < 10_000, "{shown}");
                }
            }
        }
    }

    #[test]
    fn of_a_long_line_and_of_far_labels_only_the_neighbourhood_is_shown() {
        let text = format!("{}\n[{}\"x\"]\n", "[\n".repeat(9_000), "1,".repeat(50_000));
        let at = text.find('x').expect("an x");
        let shown = shown(&text, &[(at, at + 1), (0, 1)]);
        assert!(shown.contains("map.json:9002:100003"), "{shown}");
        assert!(shown.contains("map.json:1:1"), "{shown}");
        assert!(shown.len() < 2_000, "{shown}");
    }
}
