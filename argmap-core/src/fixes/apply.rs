//! Applying changes to a text.

use std::collections::BTreeMap;

use crate::diagnostic::{Edit, Fix};
use crate::text::Span;

/// The numbers of fixes that can be applied together: in their order, those that share no byte
/// with one before. Linear in the number of their edits, but for a logarithmic factor.
pub fn together<'f>(fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<usize> {
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (number, fix) in fixes.into_iter().enumerate() {
        let spans = || fix.edits.iter().map(|edit| edit.place.span);
        if spans().all(|span| is_free(&taken, span)) {
            taken.extend(spans().map(|span| (span.start, span.end)));
            chosen.push(number);
        }
    }
    chosen
}

fn is_free(taken: &BTreeMap<u32, u32>, span: Span) -> bool {
    let before = taken.range(..span.start).next_back();
    // Two insertions at one place would have no order.
    let within = taken.range(span.start..span.end.max(span.start + 1)).next();
    before.is_none_or(|(_, end)| *end <= span.start) && within.is_none()
}

/// The text with some changes of it, which are in the order of their places and share no byte.
/// Linear in the length of the text.
///
/// # Panics
/// If the places are not those of this text.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.place.span.range();
        changed.push_str(&text[at..span.start]);
        changed.push_str(&edit.text);
        at = span.end;
    }
    changed.push_str(&text[at..]);
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Place};

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edit = |(start, end, text): &(usize, usize, &str)| {
            let place = Place { file: FileId::ROOT, span: Span::new(*start, *end) };
            Edit { place, text: (*text).to_owned() }
        };
        Fix { message: "mend".into(), edits: edits.iter().map(edit).collect() }
    }

    #[test]
    fn fixes_that_share_a_byte_wait() {
        let fixes = [
            fix(&[(0, 2, ""), (6, 7, "")]),
            fix(&[(1, 3, "")]),
            fix(&[(2, 4, "")]),
            fix(&[(5, 8, "")]),
            fix(&[(4, 6, "x")]),
            fix(&[(7, 7, "y")]),
            fix(&[(7, 7, "z")]),
        ];
        assert_eq!(together(&fixes), [0, 2, 4, 5]);
    }

    #[test]
    fn changes_are_made_in_order() {
        let edits = fix(&[(0, 1, ""), (2, 2, "-"), (4, 6, "X")]).edits;
        assert_eq!(apply("abcdef", &edits), "b-cdX");
    }
}
