//! Holders side by side, as a table for spreadsheets.

use super::outline::Word;
use super::stances::{commitment, place, stances};
use super::{Subject, name_of};
use crate::compare::positions::Answer;
use crate::report::csv::harmless;
use crate::report::names;

const HEAD: [&str; 11] = [
    "question",
    "question_text",
    "holder",
    "holder_name",
    "stand",
    "answer",
    "answer_text",
    "places",
    "grounds",
    "verdict_on_own",
    "verdict_on_all",
];

/// A row for each question, holder and answer of which it says something or that follows from what
/// it holds, and one for each question of which it says nothing; by RFC 4180. No cell is a formula.
pub fn csv(about: &Subject) -> String {
    let (map, comparison) = (about.map, about.comparison);
    let mut rows =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut put = |cells: [&str; 11]| {
        let cells = cells.map(|cell| harmless(cell).into_owned());
        rows.write_record(cells).expect("rows have one length, and memory takes them");
    };
    put(HEAD);
    for row in &comparison.rows {
        let (question, text) = (names::part(map, row.question), &*map[row.question].text);
        for (view, cell) in comparison.views.iter().zip(&row.cells) {
            let (holder, name) = (names::part(map, view.holder), name_of(map, view.holder));
            if cell.is_silent() {
                put([&question, text, &holder, name, "silent", "", "", "", "", "", ""]);
            }
            for answer in &cell.answers {
                let stand = match answer.said.is_empty() {
                    true => "follows".to_owned(),
                    false => stances(map, answer),
                };
                let (id, said) = (names::part(map, answer.claim), &*map[answer.claim].text);
                let (places, grounds) = (places(about, answer), grounds(about, answer));
                let (own, all) = (answer.held.word(), answer.all.word());
                put([
                    &question, text, &holder, name, &stand, &id, said, &places, &grounds, own, all,
                ]);
            }
        }
    }
    let bytes = rows.into_inner().expect("memory takes all");
    String::from_utf8(bytes).expect("cells are text")
}

fn places(about: &Subject, answer: &Answer) -> String {
    let places = answer.said.iter().map(|edge| place(about.map, commitment(about.map, *edge)));
    let places = places.filter(|words| !words.is_empty()).map(|words| {
        let words = words.into_iter().map(|word| match word {
            Word::Ours(text) | Word::Foreign(text) | Word::Who(text) => text,
            Word::Claim(_) | Word::Verdict(_) => String::new(),
        });
        words.collect::<String>()
    });
    places.collect::<Vec<String>>().join("; ")
}

/// The premises of each ground, joined by `+`.
fn grounds(about: &Subject, answer: &Answer) -> String {
    let grounds = answer.grounds.iter().map(|ground| {
        let needs = ground.needs.iter().map(|(need, _)| names::part(about.map, *need));
        needs.collect::<Vec<String>>().join(" + ")
    });
    grounds.collect::<Vec<String>>().join("; ")
}
