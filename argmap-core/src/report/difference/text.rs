//! A difference as text for a terminal.

use super::{Line, Page, Piece, Sign};
use crate::report::escape::visible;

/// What a stretch of the text is, for who gives it a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A heading.
    Heading,
    /// What is new.
    Added,
    /// What is gone.
    Removed,
    /// The sign of what is another.
    Changed,
}

/// The page as text, harmless for a terminal: signs `+`, `-` and `~` before lines, `[-words-]` that
/// are gone and `{+words+}` that are new. `paint` may set off a stretch, and gives it back.
pub fn text(page: &Page, paint: &dyn Fn(Ink, &str) -> String) -> String {
    let mut out = String::new();
    for section in &page.sections {
        out += &paint(Ink::Heading, section.title);
        out.push('\n');
        section.lines.iter().for_each(|line| add(&mut out, line, 1, paint));
    }
    out
}

fn add(out: &mut String, line: &Line, depth: usize, paint: &dyn Fn(Ink, &str) -> String) {
    let ink = match line.sign {
        Sign::Added => Some(Ink::Added),
        Sign::Removed => Some(Ink::Removed),
        Sign::Changed => Some(Ink::Changed),
        Sign::Plain => None,
    };
    let mark = line.sign.mark();
    *out += &"  ".repeat(depth);
    *out += &ink.map_or_else(|| mark.to_owned(), |ink| paint(ink, mark));
    out.push(' ');
    for piece in &line.pieces {
        match piece {
            Piece::Ours(words) | Piece::Text(words) => *out += &visible(words),
            Piece::Code(word) => {
                out.push('`');
                *out += &visible(word);
                out.push('`');
            }
            Piece::Deleted(words) => {
                *out += &paint(Ink::Removed, &format!("[-{}-]", visible(words)));
            }
            Piece::Inserted(words) => {
                *out += &paint(Ink::Added, &format!("{{+{}+}}", visible(words)));
            }
        }
    }
    out.push('\n');
    // A change of one of several values is the deepest there is.
    line.lines.iter().for_each(|line| add(out, line, depth + 2, paint));
}
