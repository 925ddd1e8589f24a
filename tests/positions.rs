//! Holders side by side: random maps against a slow reading of what is said of positions, the
//! shipped maps in every form, and texts that are hard on readers.

#[path = "semantics/naive.rs"]
#[allow(dead_code, reason = "each test uses its own part")]
mod naive;
#[path = "semantics/sketches.rs"]
#[allow(dead_code, reason = "each test uses its own part")]
mod sketches;
#[path = "positions/slow.rs"]
mod slow;
mod support;

use std::collections::BTreeSet;

use argmap_core::analysis;
use argmap_core::compare::concessions::{Limits, concessions};
use argmap_core::compare::positions::{
    Comparison, Crossing, Means, Options, Pair, Standing, compare,
};
use argmap_core::document::{Reading, no_imports};
use argmap_core::model::{
    Claim, ClaimId, Commitment, Conflict, ConflictKind, Holder, HolderId, InferenceKind, Map,
    Question, Stance, Verdict,
};
use argmap_core::report::comparison::{self, Subject, data, markdown, page, text};
use argmap_core::report::escape::is_hostile;
use argmap_core::report::json;
use argmap_core::semantics::StepVerdict;
use naive::Sketch;
use petgraph::graph::NodeIndex;
use proptest::prelude::*;
use slow::{Objected, Slow};
use unicode_width::UnicodeWidthStr;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn number(map: &Map, node: impl Into<NodeIndex>) -> usize {
    map.name(node).unwrap()[1..].parse().unwrap()
}

/// The first two holders of a sketch side by side, in this order or the other.
fn compared(reading: &Reading, turned: bool) -> Comparison {
    let mut holders: Vec<HolderId> = reading.map.holders().map(|(id, _)| id).take(2).collect();
    if turned {
        holders.reverse();
    }
    let questions = reading.map.questions().map(|(id, _)| id).collect();
    compare(&reading.map, &Options { holders, questions, ..Options::default() })
}

fn of_two() -> impl Strategy<Value = Sketch> {
    sketches::sketch().prop_filter("two holders", |sketch| sketch.holders > 1)
}

proptest! {
    #![proptest_config(cases(1200))]

    #[test]
    fn every_claim_has_the_class_that_it_should(sketch in of_two()) {
        let reading = sketches::read(&sketch);
        let map = &reading.map;
        let comparison = compared(&reading, false);
        let pair = &comparison.pairs[0];
        let slow = Slow { sketch: &sketch, own: 0, other: 1 };
        for (side, slow) in [slow, slow.turned()].into_iter().enumerate() {
            let found: Vec<_> =
                pair.claims[side].iter().map(|it| (number(map, it.claim), it.class)).collect();
            let asserted = (0..sketch.claims.len()).filter(|it| slow.asserts(slow.own, *it));
            let wanted: Vec<_> = asserted.map(|it| (it, slow.class(it))).collect();
            prop_assert_eq!(found, wanted);
            for standing in &pair.claims[side] {
                if let Some(clash) = standing.clash {
                    let excluding = slow.excluding(slow.other, number(map, standing.claim));
                    prop_assert!(excluding.contains(&number(map, clash.claim)));
                }
            }
        }
        let (same, of) = slow.score();
        prop_assert_eq!((pair.on_claims.same, pair.on_claims.of), (same, of));
        let share = pair.on_claims.share();
        prop_assert_eq!(share.is_some(), of > 0);
        prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)));
        let both_deny: Vec<usize> = (0..sketch.claims.len())
            .filter(|it| [0, 1].iter().all(|holder| {
                slow.denies(*holder, *it) && !slow.asserts(*holder, *it)
            }))
            .collect();
        let found: Vec<usize> = pair.denied_by_both.iter().map(|it| number(map, *it)).collect();
        prop_assert_eq!(found, both_deny);
        let matches: Vec<_> = (0..sketch.questions.len()).map(|it| slow.compared(it)).collect();
        prop_assert_eq!(&pair.matches, &matches);
    }

    #[test]
    fn objections_are_all_that_there_are(sketch in of_two()) {
        let reading = sketches::read(&sketch);
        let map = &reading.map;
        let comparison = compared(&reading, false);
        let slow = Slow { sketch: &sketch, own: 0, other: 1 };
        for crossing in &comparison.pairs[0].crossings {
            for (cases, slow) in crossing.cases.iter().zip([slow, slow.turned()]) {
                for case in cases {
                    prop_assert!(case.is_complete);
                    let depths: Vec<usize> = case.objections.iter().map(|it| it.depth).collect();
                    prop_assert!(depths.is_sorted());
                    let found = case.objections.iter().map(|it| {
                        let at = map.name(NodeIndex::from(it.at)).unwrap();
                        match it.means {
                            Means::Denial => Objected::Denial(at),
                            Means::Clash(_) => Objected::Clash(at),
                            Means::Step(step, _) => {
                                Objected::Step { at, step: number(map, step), met: it.is_met() }
                            }
                        }
                    });
                    let list: Vec<Objected> = found.collect();
                    let found: BTreeSet<Objected> = list.iter().cloned().collect();
                    prop_assert_eq!(list.len(), found.len(), "each once");
                    prop_assert_eq!(found, slow.objections(number(map, case.answer)));
                }
            }
        }
    }

    #[test]
    fn cells_tell_what_is_said_and_what_follows(sketch in of_two()) {
        let reading = sketches::read(&sketch);
        let map = &reading.map;
        let comparison = compared(&reading, false);
        let slow = Slow { sketch: &sketch, own: 0, other: 1 };
        for row in &comparison.rows {
            for (holder, cell) in row.cells.iter().enumerate() {
                let view = &comparison.views[holder];
                let mut options = sketches::default_options();
                options.grant = naive::GrantSketch::HeldBy(holder);
                let (claims, steps) = naive::evaluate(&sketch, &options);
                let answers: BTreeSet<usize> =
                    map.answers(row.question).map(|it| number(map, it)).collect();
                for answer in answers {
                    let found = cell.answers.iter().find(|it| number(map, it.claim) == answer);
                    let said = sketch.claims[answer].stands.iter().any(|(by, _)| *by == holder);
                    let is_open = !slow.takes_stand(holder, answer)
                        && claims[answer] == Verdict::Accepted;
                    let rests = rests_on_own(slow, holder, answer, &steps);
                    let Some(found) = found else {
                        prop_assert!(!(said || is_open && rests));
                        continue;
                    };
                    prop_assert_eq!(found.held, claims[answer]);
                    prop_assert_eq!(found.stand, view.stand(found.claim));
                    prop_assert!(said || found.follows.is_some());
                    match &found.follows {
                        None => prop_assert!(!(is_open && rests)),
                        Some(analysis::Ground::LastLeft(_)) => prop_assert!(is_open),
                        Some(_) => prop_assert!(is_open && rests),
                    }
                    for ground in &found.grounds {
                        let step = number(map, ground.step);
                        prop_assert_eq!(ground.drawn, slow.drawn(holder, step));
                        prop_assert_eq!(ground.held, steps[step]);
                        let applies = found.follows.is_some()
                            && steps[step] == StepVerdict::Applies;
                        prop_assert!(ground.drawn.is_some() || applies);
                        let needs: BTreeSet<usize> =
                            ground.needs.iter().map(|(need, _)| number(map, *need)).collect();
                        prop_assert_eq!(needs, slow.needs(step));
                    }
                }
            }
        }
    }

    #[test]
    fn it_does_not_matter_who_comes_first(sketch in of_two()) {
        let reading = sketches::read(&sketch);
        let (one, other) = (compared(&reading, false), compared(&reading, true));
        let (one, other) = (&one.pairs[0], &other.pairs[0]);
        prop_assert_eq!(&one.claims[0], &other.claims[1]);
        prop_assert_eq!(&one.claims[1], &other.claims[0]);
        prop_assert_eq!(&one.denied_by_both, &other.denied_by_both);
        prop_assert_eq!(one.on_claims, other.on_claims);
        prop_assert_eq!(&one.matches, &other.matches);
        let turned = |pair: &Pair| -> Vec<String> {
            let turn = |it: &Crossing| format!("{:?} {:?} {:?}", it.question, it.cases[1], it.cases[0]);
            pair.crossings.iter().map(turn).collect()
        };
        let same = |it: &Crossing| format!("{:?} {:?} {:?}", it.question, it.cases[0], it.cases[1]);
        prop_assert_eq!(one.crossings.iter().map(same).collect::<Vec<_>>(), turned(other));
        let shared = |standings: &[Standing]| -> Vec<_> {
            let shared = standings.iter();
            let shared = shared.filter(|it| it.class == argmap_core::compare::positions::Class::Shared);
            shared.map(|it| it.claim).collect()
        };
        prop_assert_eq!(shared(&one.claims[0]), shared(&one.claims[1]));
    }
}

/// A map of many claims, in which five holders speak, is compared in a time that is linear in it: a
/// square of its size would show, also where many speak of one claim or one step.
#[test]
fn a_large_map_is_compared() {
    const CLAIMS: usize = 20_000;
    let mut map = Map::new("Large");
    let holders: Vec<HolderId> = (0..5)
        .map(|number| map.add_holder(Holder::new(format!("h{number}"), "H")).unwrap())
        .collect();
    let claims: Vec<ClaimId> = (0..CLAIMS)
        .map(|number| map.add_claim(Claim::new(format!("c{number}"), "C")).unwrap())
        .collect();
    for (number, claim) in claims.iter().enumerate() {
        let stance = if number % 7 == 0 { Stance::Denies } else { Stance::Asserts };
        map.commit(holders[number % 5], *claim, Commitment::new(stance));
        map.commit(holders[number / 5 % 5], *claim, Commitment::new(Stance::Asserts));
    }
    for pair in claims.windows(2) {
        map.support([pair[0]], pair[1]).unwrap();
    }
    // All speak against the second, and from the third against the others.
    for claim in &claims[3..] {
        map.rebut([*claim], claims[1]).unwrap();
        map.rebut([claims[2]], *claim).unwrap();
    }
    let exclusive = Conflict::new(ConflictKind::Contrary);
    map.add_conflict(exclusive, claims.iter().copied()).unwrap();
    let mut question = Question::new("q", "Q?");
    question.exclusive = true;
    map.add_question(question, claims[..40].iter().copied()).unwrap();
    let comparison = compare(&map, &Options::default());
    assert_eq!(comparison.views.len(), 5);
    assert_eq!(comparison.pairs.len(), 10);
    for pair in &comparison.pairs {
        for side in [0, 1] {
            let view = &comparison.views[pair.views[side]];
            let asserted = view.claims(&map).filter(|(_, stand)| stand.asserts).count();
            assert_eq!(pair.claims[side].len(), asserted);
        }
    }
}

/// Whether supports that apply lead to a claim from something that a holder gives.
fn rests_on_own(slow: Slow, holder: usize, claim: usize, steps: &[StepVerdict]) -> bool {
    let mut found = BTreeSet::from([claim]);
    loop {
        let before = found.len();
        for (number, step) in slow.sketch.steps.iter().enumerate() {
            let applies = steps[number] == StepVerdict::Applies;
            if step.kind == InferenceKind::Support && applies && found.contains(&step.target) {
                found.extend(slow.needs(number));
            }
        }
        if found.len() == before {
            return found.iter().any(|claim| slow.gives(holder, *claim));
        }
    }
}

/// A comparison in all forms, by the endings of their files.
fn forms(about: &Subject) -> [(&'static str, String); 5] {
    let lines: String = text(about).into_iter().map(|line| line.text + "\n").collect();
    [
        ("txt", lines),
        ("md", markdown(about)),
        ("html", page(about)),
        ("json", json::to_text(&data(about))),
        ("csv", comparison::csv(about)),
    ]
}

/// A page without its style, which is tested elsewhere.
fn bare(page: &str) -> String {
    let cut = |page: &str, start: &str, end: &str| {
        let (before, rest) = page.split_once(start).expect("it is there");
        let (_, after) = rest.split_once(end).expect("it is closed");
        format!("{before}{start}…{end}{after}")
    };
    cut(&cut(page, "<style>", "</style>"), "style-src ", ";")
}

#[test]
fn the_shipped_maps_are_compared_as_their_goldens_have_it() {
    let all: &[&str] = &["txt", "md", "html", "json", "csv"];
    let carries = Some("who-carries-the-regime");
    for (name, map, holders, question, endings) in [
        (
            "dispute",
            "maps/dispute.json",
            "critique/decists reply/trotsky",
            None,
            &["txt", "csv"][..],
        ),
        ("regime", "maps/dispute.json", "critique/decists reply/trotsky", carries, all),
        ("everybody", "maps/dispute.json", "", carries, &["txt", "md"]),
        ("power", "maps/critique.json", "decists new-stage", Some("who-rules"), &["txt", "html"]),
        ("reply", "maps/reply.json", "trotsky presenter left-opposition", None, &["txt", "csv"]),
    ] {
        let reading = support::read(map);
        let map = &reading.map;
        let holder = |name: &str| {
            let node = map.find(name).unwrap_or_else(|| panic!("no {name}"));
            map.holders().map(|(id, _)| id).find(|id| id.node() == node).unwrap()
        };
        let question = question.map(|name| {
            let node = map.find(name).unwrap_or_else(|| panic!("no {name}"));
            map.questions().map(|(id, _)| id).find(|id| id.node() == node).unwrap()
        });
        let options = Options {
            holders: holders.split_whitespace().map(holder).collect(),
            questions: question.into_iter().collect(),
            only_bearing: question.is_some(),
            ..Options::default()
        };
        let mut comparison = compare(map, &options);
        let found = (options.only_bearing && comparison.views.len() == 2)
            .then(|| concessions(map, &mut comparison, Limits::default()));
        let about = Subject {
            file: reading.files[0].name(),
            map,
            comparison: &comparison,
            concessions: found.as_ref(),
            is_restricted: options.only_bearing,
            is_overview: false,
            lists_silent: false,
        };
        for (ending, found) in forms(&about).into_iter().filter(|it| endings.contains(&it.0)) {
            let found = if ending == "html" { bare(&found) } else { found };
            support::golden(&format!("golden/compare/{name}.{ending}"), &found);
        }
    }
}

#[test]
fn lines_of_text_are_not_too_wide() {
    let reading = support::read("maps/dispute.json");
    let mut comparison = compare(&reading.map, &Options::default());
    let found = concessions(&reading.map, &mut comparison, Limits::default());
    let about = Subject {
        file: "dispute.json",
        map: &reading.map,
        comparison: &comparison,
        concessions: Some(&found),
        is_restricted: false,
        is_overview: false,
        lists_silent: true,
    };
    let lines = text(&about);
    assert!(lines.len() > 500);
    let wide = lines.iter().find(|line| line.text.width() > 100);
    assert_eq!(wide, None);
}

/// A map with these words wherever words can stand.
fn hostile(words: &str) -> Reading {
    let words = serde_json::Value::from(words);
    let text = serde_json::json!({
        "argmap": 1, "title": words, "language": words,
        "holders": [{ "id": "a", "name": words }, { "id": "b", "name": words },
            { "id": "x", "name": words }],
        "sources": [{ "id": "s", "type": "book", "title": words }],
        "claims": [
            { "id": "c", "text": words, "commitments": [
                { "holder": "a", "source": "s", "at": words, "quote": words, "date": words,
                  "reported-by": "x", "imputed": true },
                { "holder": "b", "stance": "denies", "at": words }] },
            { "id": "d", "text": words, "asserted-by": ["b"] },
            { "id": "e", "text": words, "asserted-by": ["a"] },
            { "id": "f", "text": words, "asserted-by": ["b"] },
            { "id": "g", "text": words, "asserted-by": ["a", "b"] },
        ],
        "supports": [{ "id": words, "from": ["e"], "to": "c", "by": "x" }, { "from": ["f"], "to": "d" }],
        "rebuttals": [{ "from": ["e"], "to": "d", "by": "x" }, { "from": ["f"], "to": "e" }],
        "conflicts": [{ "claims": ["c", "d"], "kind": "contrary" }],
        "questions": [{ "id": "q", "text": words, "answers": ["c", "d"], "exclusive": true, "by": "x" }],
    });
    argmap_core::read("map.json", text.to_string(), &mut no_imports)
}

fn assert_harmless(words: &str) {
    let reading = hostile(words);
    let mut comparison = compare(&reading.map, &Options::default());
    let found = concessions(&reading.map, &mut comparison, Limits::default());
    let about = Subject {
        file: words,
        map: &reading.map,
        comparison: &comparison,
        concessions: Some(&found),
        is_restricted: false,
        is_overview: false,
        lists_silent: true,
    };
    for (ending, text) in forms(&about) {
        // Rows of the table end as RFC 4180 has it.
        let ends: &[char] = if ending == "csv" { &['\n', '\r'] } else { &['\n'] };
        let found = text.chars().find(|letter| is_hostile(*letter) && !ends.contains(letter));
        assert_eq!(found, None, "{ending}: {text}");
        match ending {
            "json" => drop(serde_json::from_str::<serde_json::Value>(&text).expect("JSON")),
            "html" => {
                let root = support::xml::parse(text.strip_prefix("<!DOCTYPE html>\n").unwrap());
                let parts = root.all();
                let ours = ["a", "script", "img", "iframe", "form", "object", "b1"];
                let links = parts.iter().filter(|it| it.name != "a" && ours.contains(&&*it.name));
                assert_eq!(links.count(), 0);
                assert!(
                    parts.iter().all(|it| it.attributes.keys().all(|key| !key.starts_with("on")))
                );
            }
            "csv" => {
                let mut reader = ::csv::Reader::from_reader(text.as_bytes());
                for cell in reader.records().flat_map(|row| {
                    row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()
                }) {
                    let first = cell.trim_start().chars().next();
                    let is_formula = first.is_some_and(|sign| "=+-@|＝＋－＠".contains(sign));
                    assert!(!is_formula, "{cell:?}");
                }
            }
            "md" => {
                let text = without_code(&text);
                assert!(!text.contains("<script") && !text.contains("]("), "{text}");
            }
            _ => {}
        }
    }
}

/// A text of Markdown without what is escaped and what is code.
fn without_code(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '`' => drop(letters.by_ref().find(|letter| *letter == '`')),
            _ => plain.push(letter),
        }
    }
    plain
}

#[test]
fn nothing_in_a_map_is_obeyed() {
    for words in support::random::HOSTILE.iter().chain(&[
        "<script>alert(1)</script>",
        "[x](javascript:alert(1)) | `a` ```\n# b",
        "-->]]><!--",
        "'\" onload='x",
        "+1",
        "@SUM(A1)",
        "＝1+1",
        "`",
    ]) {
        assert_harmless(words);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_text_is_obeyed(words in "\\PC{0,12}|[<>&`|=\\[\\]()\"'\\\\\u{0}\u{1b}\u{202e}\n-]{0,12}") {
        assert_harmless(&words);
    }
}
