//! A difference as Markdown, for the comment on a pull request.

use super::{Line, Page, Piece, Sign};
use crate::report::escape::{markdown as escaped, visible};

/// The page as Markdown: a heading with the names of both versions, the summary, a list for each
/// section. What comes from the maps is shown, and can be neither markup nor link.
pub fn markdown(page: &Page, old: &str, new: &str) -> String {
    let mut out = format!("### Map: {} → {}\n\n", escaped(old), escaped(new));
    out += &format!("{}.\n", escaped(&page.summary));
    for section in &page.sections {
        out += &format!("\n**{}**\n\n", section.title);
        section.lines.iter().for_each(|line| add(&mut out, line, 0));
    }
    out
}

fn add(out: &mut String, line: &Line, depth: usize) {
    *out += &"  ".repeat(depth);
    *out += match line.sign {
        Sign::Added => "- `+` ",
        Sign::Removed => "- `-` ",
        Sign::Changed if depth == 0 => "- `~` ",
        Sign::Changed | Sign::Plain => "- ",
    };
    for piece in &line.pieces {
        match piece {
            Piece::Ours(words) | Piece::Text(words) => *out += &escaped(words),
            Piece::Code(word) => *out += &code(word),
            Piece::Deleted(words) => *out += &format!("<del>{}</del>", escaped(words)),
            Piece::Inserted(words) => *out += &format!("<ins>{}</ins>", escaped(words)),
        }
    }
    out.push('\n');
    line.lines.iter().for_each(|line| add(out, line, depth + 1));
}

/// A word as code, unless it could end the code by itself.
fn code(word: &str) -> String {
    let word = visible(word);
    if word.is_empty() || word.contains('`') || word.trim() != word {
        return escaped(&word);
    }
    format!("`{word}`")
}
