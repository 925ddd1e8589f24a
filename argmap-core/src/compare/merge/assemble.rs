//! Putting a list or an object of ours together again with what came from theirs.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::tree::{Chunk, Container, Piece, Style, beyond, remarks, written};

/// What becomes of an element of ours.
#[derive(Clone, Debug, Default)]
pub(super) enum Own {
    /// It stays as it is.
    #[default]
    Kept,
    /// It gets another text.
    Changed(String),
    /// It goes.
    Gone,
}

/// What becomes of an element of theirs.
#[derive(Clone, Debug, Default)]
pub(super) enum New {
    /// Nothing: ours has it, or it is not wanted.
    #[default]
    Left,
    /// It comes in as it is.
    Taken,
    /// It comes in with another text.
    TakenAs(String),
}

/// What becomes of the elements of a list or an object.
#[derive(Debug)]
pub(super) struct Plan {
    /// What becomes of those of ours.
    pub own: Vec<Own>,
    /// What becomes of those of theirs.
    pub new: Vec<New>,
    /// The same element of ours as each of theirs, if it is in this list.
    pub same: Vec<Option<usize>>,
    /// The same element of the version before as each of ours, if it is in this list.
    pub before: Vec<Option<usize>>,
}

/// A list or an object of one version.
pub(super) struct Version<'t> {
    /// The text in which it stands.
    pub text: &'t str,
    /// The list or object; nothing if this version has none.
    pub container: Option<&'t Container>,
}

impl<'t> Version<'t> {
    fn chunks(&self) -> &'t [Chunk] {
        self.container.map_or(&[], |container| &container.chunks)
    }

    fn remarks(&self, number: usize) -> Vec<&'t str> {
        remarks(&self.text[self.chunks()[number].whole().range()])
    }
}

/// What is to be put together.
pub(super) struct Assembly<'t> {
    /// The version from which both come, ours and theirs.
    pub versions: [Version<'t>; 3],
    /// What becomes of the elements.
    pub plan: Plan,
    /// How lines end in ours.
    pub newline: &'static str,
    /// All comments in theirs, found when first asked for.
    pub elsewhere: OnceCell<FxHashSet<&'t str>>,
}

impl<'t> Assembly<'t> {
    /// Writes the list or object: ours, with what theirs adds behind what it follows in theirs.
    /// Comments that theirs added to an element are put before it. Linear in the length of the
    /// versions.
    pub fn write(&self) -> String {
        let [_, ours, theirs] = &self.versions;
        let own = ours.chunks();
        let style = match (own.first(), theirs.chunks().first()) {
            (Some(first), _) => Style::of(&ours.text[first.lead.range()], self.newline),
            (None, Some(first)) => Style::of(&theirs.text[first.lead.range()], self.newline),
            (None, None) => Style::of("", self.newline),
        };
        let mut behind: Vec<Vec<Piece>> = (0..=own.len()).map(|_| Vec::new()).collect();
        let mut anchor = 0;
        let mut counterpart: Vec<Option<usize>> = vec![None; own.len()];
        for (number, new) in self.plan.new.iter().enumerate() {
            let body = match new {
                New::Left => {
                    if let Some(own) = self.plan.same[number] {
                        anchor = own + 1;
                        counterpart[own] = Some(number);
                    }
                    continue;
                }
                New::Taken => None,
                New::TakenAs(body) => Some(body.as_str()),
            };
            behind[anchor].push(self.piece(number, body, &style));
        }
        let mut pieces = std::mem::take(&mut behind[0]);
        let mut kept: Vec<&str> = Vec::new();
        for (number, chunk) in own.iter().enumerate() {
            let mut piece = Piece::of(ours.text, chunk);
            match &self.plan.own[number] {
                Own::Kept => {}
                Own::Changed(body) => piece.body = Cow::Borrowed(body),
                Own::Gone => {
                    kept.extend(self.kept_remarks(number));
                    pieces.append(&mut behind[number + 1]);
                    continue;
                }
            }
            let added = self.added_remarks(number, counterpart[number], &piece);
            if !added.is_empty() || !kept.is_empty() {
                kept.extend(added);
                piece.lead = with_remarks(&piece.lead, &kept, &style).into();
                kept.clear();
            }
            pieces.push(piece);
            pieces.append(&mut behind[number + 1]);
        }
        self.finish(pieces, &kept, &style)
    }

    fn finish(&self, mut pieces: Vec<Piece>, kept: &[&str], style: &Style) -> String {
        let [base, ours, theirs] = &self.versions;
        let container = ours.container.or(theirs.container);
        let text = if ours.container.is_some() { ours.text } else { theirs.text };
        let tail = container.map_or("", |container| &text[container.tail.range()]);
        // An empty list of ours is laid out as theirs.
        let tail_of_theirs = theirs.container.map(|theirs_| &theirs.text[theirs_.tail.range()]);
        let tail = match tail_of_theirs {
            Some(other)
                if ours.chunks().is_empty() && !pieces.is_empty() && remarks(tail).is_empty() =>
            {
                other
            }
            _ => tail,
        };
        let tail_remarks = |version: &Version<'t>| {
            version.container.map_or(Vec::new(), |of| remarks(&version.text[of.tail.range()]))
        };
        let mut more: Vec<&str> = kept.to_vec();
        more.extend(beyond(tail_remarks(theirs), &[&tail_remarks(base), &remarks(tail)]));
        let tail = if more.is_empty() { tail.to_owned() } else { with_remarks(tail, &more, style) };
        // The space before the first element is that which was there.
        let first = ours.chunks().first().map(|chunk| &ours.text[chunk.lead.range()]);
        if let (false, Some(first), Some(piece)) = (style.is_spread, first, pieces.first_mut())
            && piece.lead != first
            && first.trim().is_empty()
            && piece.lead.trim().is_empty()
        {
            let shifted = piece.lead.clone();
            piece.lead = first.to_owned().into();
            if let Some(second) = pieces.get_mut(1)
                && second.lead.is_empty()
            {
                second.lead = if shifted.is_empty() { " ".into() } else { shifted };
            }
        }
        let open = container.map_or('[', |c| text[c.span.range()].chars().next().unwrap_or('['));
        let close = if open == '{' { '}' } else { ']' };
        let trailing = container.is_some_and(Container::has_trailing_comma);
        let trailing = trailing && !pieces.is_empty();
        written((open, close), &pieces, trailing, &tail)
    }

    /// An element of theirs in the style of ours.
    fn piece(&self, number: usize, body: Option<&str>, style: &Style) -> Piece<'t> {
        let theirs = &self.versions[2];
        let chunk = &theirs.chunks()[number];
        let slice = |span: crate::text::Span| &theirs.text[span.range()];
        let lead = slice(chunk.lead);
        let their_style = Style::of(lead, self.newline);
        let body = style.body(body.unwrap_or(slice(chunk.body)), their_style.indent);
        let blank = lead.replace('\r', "").starts_with("\n\n");
        let mut before = remarks(lead);
        before.extend(remarks(slice(chunk.mid)));
        let trail = slice(chunk.trail).trim_end();
        Piece {
            lead: style.lead(&before, blank).into(),
            body: body.into(),
            mid: "".into(),
            has_comma: false,
            trail: trail.to_owned().into(),
        }
    }

    /// The comments that theirs added to an element and that are not in what becomes of ours.
    fn added_remarks(&self, number: usize, other: Option<usize>, piece: &Piece) -> Vec<&'t str> {
        let [base, _, theirs] = &self.versions;
        let Some(other) = other else { return Vec::new() };
        let theirs = theirs.remarks(other);
        if theirs.is_empty() {
            return theirs;
        }
        let before = self.plan.before[number].map_or(Vec::new(), |number| base.remarks(number));
        let parts = [&piece.lead, &piece.body, &piece.mid, &piece.trail];
        let own: Vec<&str> = parts.into_iter().flat_map(|part| remarks(part)).collect();
        beyond(theirs, &[&before, &own])
    }

    /// The comments of an element that goes: all but those that theirs has taken away with it.
    fn kept_remarks(&self, number: usize) -> Vec<&'t str> {
        let [base, ours, theirs] = &self.versions;
        let own = ours.remarks(number);
        if own.is_empty() {
            return own;
        }
        let before = self.plan.before[number].map_or(Vec::new(), |number| base.remarks(number));
        let before: FxHashSet<&str> = before.into_iter().collect();
        let elsewhere = self.elsewhere.get_or_init(|| {
            let all = theirs.container.map_or("", |of| &theirs.text[of.span.range()]);
            remarks(all).into_iter().collect()
        });
        let is_kept = |remark: &&str| !before.contains(remark) || elsewhere.contains(remark);
        own.into_iter().filter(is_kept).collect()
    }
}

/// Space with comments put at its end.
fn with_remarks(lead: &str, more: &[&str], style: &Style) -> String {
    let mut lead_with = lead.to_owned();
    for remark in more {
        if style.is_spread {
            // Before the last line's space, which belongs to the element.
            let at = lead_with.trim_end_matches([' ', '\t']).len();
            let indent = lead_with[at..].to_owned();
            let indent = if indent.is_empty() && !lead_with.ends_with('\n') {
                style.indent.to_owned()
            } else {
                indent
            };
            let line = format!("{indent}{remark}{}{indent}", style.newline);
            let start = if lead_with[..at].ends_with('\n') || lead_with[..at].is_empty() {
                ""
            } else {
                style.newline
            };
            lead_with.truncate(at);
            lead_with += start;
            lead_with += &line;
        } else {
            lead_with += if lead_with.ends_with(' ') { "" } else { " " };
            lead_with += remark;
            lead_with += if remark.starts_with("//") { style.newline } else { " " };
        }
    }
    lead_with
}
