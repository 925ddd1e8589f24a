//! Holders side by side, as Markdown.

use std::fmt::Write;

use super::outline::{Line, Word, cell, crossing, parted, remarks, who};
use super::{CONTRADICTIONS, ON_ANSWERS, ON_CLAIMS, Subject, concessions, name_of, pairs};
use crate::compare::positions::Score;
use crate::report::escape::{markdown as escaped, prose};
use crate::report::findings::count;
use crate::report::names;

/// Holders side by side as a page of Markdown; whatever comes from the map is shown, and can be
/// neither markup nor link.
pub fn markdown(about: &Subject) -> String {
    let (map, comparison) = (about.map, about.comparison);
    let mut page = format!("# {}\n\n", escaped(&map.title));
    for view in &comparison.views {
        let (name, id) = (name_of(map, view.holder), names::part(map, view.holder));
        let claims = count(view.count, "claim");
        let line = format!("- **{}** ({}): takes a stand on {claims}", escaped(name), escaped(&id));
        put(&mut page, &line);
    }
    if !comparison.others.is_empty() {
        put(&mut page, &format!("- and {}", count(comparison.others.len(), "other")));
    }
    if !comparison.pairs.is_empty() {
        page.push_str("\n## Agreement\n\n| | | claims | answers |\n|---|---|--:|--:|\n");
        for pair in &comparison.pairs {
            let [one, other] =
                pair.views.map(|at| escaped(name_of(map, comparison.views[at].holder)));
            let (claims, answers) = (scored(pair.on_claims), scored(pair.on_questions()));
            put(&mut page, &format!("| {one} | {other} | {claims} | {answers} |"));
        }
        put(&mut page, &format!("\n{ON_CLAIMS}\n\n{ON_ANSWERS}"));
    }
    for (title, rows) in parted(about) {
        if rows.is_empty() {
            continue;
        }
        put(&mut page, &format!("\n## {title}"));
        for (row_at, row) in rows {
            let (text, id) = (&map[row.question].text, names::part(map, row.question));
            let id = prose(&format!("`{id}`"));
            put(&mut page, &format!("\n### {}\n\n{id}\n", escaped(text)));
            let remarks = remarks(about, row);
            lines(&mut page, about, 0, remarks);
            for (at, view) in comparison.views.iter().enumerate() {
                lines(&mut page, about, 0, vec![Line::new(0, vec![who(map, view)])]);
                lines(&mut page, about, 1, cell(about, row, at));
            }
            if let [pair] = comparison.pairs.as_slice() {
                lines(&mut page, about, 0, crossing(about, row_at, pair));
                lines(&mut page, about, 0, concessions::disagreement(about, row, pair));
            }
        }
    }
    let consistency = concessions::consistency(about);
    if !consistency.is_empty() {
        put(&mut page, &format!("\n## {CONTRADICTIONS}\n"));
        lines(&mut page, about, 0, consistency);
    }
    for pair in pairs::told(about) {
        let [one, other] = pair.views.map(|at| escaped(name_of(map, comparison.views[at].holder)));
        put(&mut page, &format!("\n## {one} and {other}\n"));
        lines(&mut page, about, 0, pairs::agreement(pair));
        lines(&mut page, about, 0, pairs::claims(about, pair, comparison.pairs.len() == 1));
        if comparison.pairs.len() > 1 {
            lines(&mut page, about, 0, concessions::double_cruxes(about, pair));
        }
    }
    if let Some(rest) = pairs::untold(about) {
        put(&mut page, &format!("\n{rest}"));
    }
    page
}

fn scored(score: Score) -> String {
    if score.of == 0 { "–".to_owned() } else { format!("{} of {}", score.same, score.of) }
}

fn lines(page: &mut String, about: &Subject, depth: usize, lines: Vec<Line>) {
    for line in lines {
        let text: String = line.words.iter().map(|word| shown(about, word)).collect();
        put(page, &format!("{}- {text}", "  ".repeat(depth + line.depth)));
    }
}

fn shown(about: &Subject, word: &Word) -> String {
    match word {
        Word::Ours(text) => prose(text),
        Word::Foreign(text) => escaped(text),
        Word::Who(text) => format!("**{}**", escaped(text.trim())),
        Word::Claim(claim) => {
            let (text, id) = (&about.map[*claim].text, names::part(about.map, *claim));
            format!("{} ({})", escaped(text), prose(&format!("`{id}`")))
        }
        Word::Verdict(verdict) => format!("*{verdict}*"),
    }
}

fn put(page: &mut String, text: &str) {
    writeln!(page, "{text}").expect("writing to a string cannot fail");
}
