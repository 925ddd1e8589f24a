//! Holders side by side, for a terminal.

use unicode_width::UnicodeWidthStr;

use super::outline::{Line, Word, cell, crossing, parted, remarks, who};
use super::{
    CONTRADICTIONS, ON_ANSWERS, ON_CLAIMS, Subject, concessions, name_of, overview, pairs,
};
use crate::report::escape::visible;
use crate::report::findings::count;
use crate::report::names;

/// How many columns a line has at most, unless one word is longer.
const COLUMNS: usize = 100;

/// A line of the text, harmless for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Whether it is a heading.
    pub is_heading: bool,
    /// The line, without a line break; empty between parts.
    pub text: String,
}

/// Holders side by side, as lines for a terminal.
pub fn text(about: &Subject) -> Vec<TextLine> {
    let mut page = Page(Vec::new());
    let (map, comparison) = (about.map, about.comparison);
    page.heading(&visible(&map.title));
    page.gap();
    page.heading("Holders");
    for view in &comparison.views {
        let (name, id) = (name_of(map, view.holder), names::part(map, view.holder));
        let claims = count(view.count, "claim");
        page.wrapped(1, &visible(&format!("{name} [{id}]: takes a stand on {claims}")));
    }
    if !comparison.others.is_empty() {
        let others = count(comparison.others.len(), "other");
        page.wrapped(1, &format!("and {others}, whom `--holders` compares if named"));
    }
    for (title, rows) in parted(about) {
        if rows.is_empty() {
            continue;
        }
        page.gap();
        page.heading(&format!("{title} ({})", rows.len()));
        for (row_at, row) in rows {
            page.gap();
            let (text, id) = (&map[row.question].text, names::part(map, row.question));
            page.heading(&visible(&format!("{text} [{id}]")));
            if about.is_overview {
                page.lines(about, 1, overview::question(about, row_at, row));
                continue;
            }
            page.lines(about, 1, remarks(about, row));
            let mut silent = Vec::new();
            for (at, view) in comparison.views.iter().enumerate() {
                if row.cells[at].is_silent() && comparison.views.len() > 2 {
                    silent.push(name_of(map, view.holder).to_owned());
                    continue;
                }
                page.lines(about, 1, vec![Line::new(0, vec![who(map, view)])]);
                page.lines(about, 2, cell(about, row, at));
            }
            if !silent.is_empty() {
                page.wrapped(1, &visible(&format!("silent: {}", silent.join("; "))));
            }
            if let [pair] = comparison.pairs.as_slice() {
                page.lines(about, 1, crossing(about, row_at, pair));
                page.lines(about, 1, concessions::disagreement(about, row, pair));
            }
        }
    }
    let consistency = concessions::consistency(about);
    if !consistency.is_empty() {
        page.gap();
        page.heading(CONTRADICTIONS);
        page.lines(about, 1, consistency);
    }
    for pair in pairs::told(about) {
        let [one, other] = pair.views.map(|at| name_of(map, comparison.views[at].holder));
        page.gap();
        page.heading(&visible(&format!("{one} and {other}")));
        page.lines(about, 1, pairs::agreement(pair));
        page.lines(about, 1, pairs::claims(about, pair, comparison.pairs.len() == 1));
        if comparison.pairs.len() > 1 {
            page.lines(about, 1, concessions::double_cruxes(about, pair));
        }
    }
    if let Some(rest) = pairs::untold(about) {
        page.gap();
        page.wrapped(0, &rest);
    }
    if !comparison.pairs.is_empty() {
        page.gap();
        page.wrapped(0, ON_CLAIMS);
        page.wrapped(0, ON_ANSWERS);
    }
    if about.is_overview && !comparison.rows.is_empty() {
        page.gap();
        page.wrapped(0, overview::MORE);
    }
    page.0
}

struct Page(Vec<TextLine>);

impl Page {
    fn gap(&mut self) {
        self.0.push(TextLine { is_heading: false, text: String::new() });
    }

    fn heading(&mut self, text: &str) {
        for text in wrap(text, "", "  ") {
            self.0.push(TextLine { is_heading: true, text });
        }
    }

    fn wrapped(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth);
        for text in wrap(text, &indent, &format!("{indent}    ")) {
            self.0.push(TextLine { is_heading: false, text });
        }
    }

    fn lines(&mut self, about: &Subject, depth: usize, lines: Vec<Line>) {
        for line in lines {
            let text: String = line.words.iter().map(|word| shown(about, word)).collect();
            self.wrapped(depth + line.depth, &visible(&text));
        }
    }
}

fn shown(about: &Subject, word: &Word) -> String {
    match word {
        Word::Ours(text) | Word::Foreign(text) | Word::Who(text) => text.clone(),
        Word::Claim(claim) => {
            let (text, id) = (&about.map[*claim].text, names::part(about.map, *claim));
            format!("{text} [{id}]")
        }
        Word::Verdict(verdict) => verdict.word().to_owned(),
    }
}

/// A text in lines of at most [`COLUMNS`] columns, broken at spaces.
fn wrap(text: &str, first: &str, later: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut width = line.width();
    let mut is_empty = true;
    for word in text.split(' ') {
        let more = word.width() + usize::from(!is_empty);
        if !is_empty && width + more > COLUMNS {
            lines.push(std::mem::replace(&mut line, later.to_owned()));
            width = line.width();
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        width += word.width() + usize::from(!is_empty);
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, wrap};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn lines_are_broken_at_spaces_and_hang() {
        let text = "word ".repeat(40);
        let lines = wrap(text.trim_end(), "  ", "    ");
        assert!(lines.len() > 1 && lines.iter().all(|line| line.width() <= COLUMNS), "{lines:?}");
        assert!(lines[0].starts_with("  word") && lines[1].starts_with("    word"));
        let long = "x".repeat(200);
        assert_eq!(wrap(&format!("a {long} b"), "", " "), ["a", &format!(" {long}"), " b"]);
        assert_eq!(wrap("", "", ""), [""]);
    }
}
