//! Small disputes whose cruxes can be seen.

use argmap_core::analysis::turns::search::Stop;
use argmap_core::compare::concessions::{Change, Concession, Force, Limits, concessions};
use argmap_core::compare::positions::{Options, compare};
use argmap_core::document::{Reading, no_imports};
use argmap_core::model::ClaimId;
use argmap_core::report::comparison::{Subject, text};
use serde_json::{Value, json};

use super::{ALL, found, support};

/// A dispute of two holders on one question.
fn dispute(claims: Value, mut parts: Value) -> Reading {
    let mut map = json!({
        "argmap": 1, "title": "T",
        "holders": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
    });
    map["claims"] = claims;
    for (key, value) in parts.as_object_mut().unwrap() {
        map[key] = value.take();
    }
    let reading = argmap_core::read("map.json", map.to_string(), &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading
}

fn name(reading: &Reading, claim: ClaimId) -> String {
    reading.map.name(claim).unwrap()
}

fn shown(reading: &Reading, concession: &Concession) -> Vec<String> {
    let change = |change: &Change| {
        let (from, to) = (change.from.word(), change.to.word());
        format!("{} {from} to {to}", name(reading, change.claim))
    };
    let ways = concession.ways.iter();
    ways.map(|way| way.changes.iter().map(change).collect::<Vec<_>>().join(", ")).collect()
}

/// Both draw the same step and differ on its premise.
fn on_one_premise() -> Reading {
    dispute(
        json!([
            { "id": "wet", "text": "Wet.", "asserted-by": ["a"], "denied-by": ["b"] },
            { "id": "rain", "text": "Rain.", "asserted-by": ["a"] },
            { "id": "dry", "text": "Dry.", "asserted-by": ["b"] },
        ]),
        json!({
            "supports": [{ "from": ["wet"], "to": "rain" }],
            "questions": [{ "id": "q", "text": "?", "answers": ["rain", "dry"] }],
        }),
    )
}

#[test]
fn a_premise_that_is_denied_is_a_double_crux() {
    let reading = on_one_premise();
    let found = found(&reading, ALL);
    let question = &found.pairs[0].questions[0];
    let [crux] = &question.cruxes.found[..] else { panic!("{:?}", question.cruxes) };
    assert_eq!(
        (name(&reading, crux.claim), name(&reading, crux.answer)),
        ("wet".into(), "rain".into())
    );
    assert_eq!((crux.side, crux.force, crux.is_denied), (0, Force::Strong, true));
    assert!(crux.given_up.is_empty() && crux.contraries.is_empty());
    assert_eq!(shown(&reading, &question.stopping[0][0]), ["wet asserted to silent"]);
    // To go over from denial to assertion is two changes.
    assert_eq!(shown(&reading, &question.agreeing[1][0]), ["wet denied to asserted"]);
    assert_eq!(question.agreeing[1][0].number(), Some(2));
    // The other answer is said without a reason, and cannot be come to.
    let dry = &question.agreeing[0][0];
    assert!(dry.is_impossible() && dry.number().is_none());
}

#[test]
fn a_claim_that_shakes_a_rival_is_a_weak_one() {
    let reading = dispute(
        json!([
            { "id": "wet", "text": "Wet.", "asserted-by": ["a"] },
            { "id": "swept", "text": "Swept.", "asserted-by": ["b"] },
            { "id": "cold", "text": "Cold.", "asserted-by": ["a"] },
            { "id": "rain", "text": "Rain." },
            { "id": "dry", "text": "Dry.", "asserted-by": ["b"] },
        ]),
        json!({
            "supports": [{ "from": ["wet", "cold"], "to": "rain" }, { "from": ["swept"], "to": "dry", "by": "b" }],
            "conflicts": [{ "claims": ["wet", "swept"], "kind": "contrary", "by": "b" }],
            "questions": [{ "id": "q", "text": "?", "answers": ["rain", "dry"], "exclusive": true }],
        }),
    );
    let found = found(&reading, ALL);
    let question = &found.pairs[0].questions[0];
    let all = question.cruxes.found.iter().map(|crux| {
        let given_up = crux.given_up.iter().map(|(claim, _)| name(&reading, *claim));
        (name(&reading, crux.claim), crux.side, crux.force, given_up.collect::<Vec<_>>())
    });
    let all: Vec<_> = all.collect();
    assert_eq!(all[0], ("wet".to_owned(), 0, Force::Weak, vec!["dry".to_owned()]));
    assert_eq!(question.cruxes.found[0].contraries.len(), 1);
    // The other way round: A grants `swept`, withdraws `wet`, and comes to `dry`.
    assert_eq!(all[1], ("swept".to_owned(), 1, Force::Strong, vec!["rain".to_owned()]));
    assert_eq!(all.len(), 2);
}

#[test]
fn there_is_none_where_the_other_is_silent() {
    let reading = dispute(
        json!([
            { "id": "wet", "text": "Wet.", "asserted-by": ["a"] },
            { "id": "rain", "text": "Rain." },
            { "id": "dry", "text": "Dry.", "asserted-by": ["b"] },
        ]),
        json!({
            "supports": [{ "from": ["wet"], "to": "rain" }],
            "questions": [{ "id": "q", "text": "?", "answers": ["rain", "dry"] }],
        }),
    );
    let found = found(&reading, ALL);
    let question = &found.pairs[0].questions[0];
    assert_eq!((question.cruxes.found.len(), question.cruxes.tried), (0, 0));
    assert_eq!(shown(&reading, &question.agreeing[1][0]), ["wet silent to asserted"]);
}

#[test]
fn who_asserts_and_retracts_does_not_assert() {
    let reading = dispute(
        json!([
            { "id": "wet", "text": "Wet.", "denied-by": ["b"],
              "commitments": [{ "holder": "a" }, { "holder": "a", "stance": "retracts" }, { "holder": "a", "stance": "concedes" }] },
            { "id": "rain", "text": "Rain." },
            { "id": "dry", "text": "Dry.", "asserted-by": ["b"] },
        ]),
        json!({
            "supports": [{ "from": ["wet"], "to": "rain" }],
            "questions": [{ "id": "q", "text": "?", "answers": ["rain", "dry"] }],
        }),
    );
    let question = &found(&reading, ALL).pairs[0].questions[0];
    // A accepts the answer by what it concedes, and that is no crux.
    assert_eq!(question.accepted[0].len(), 1);
    assert!(question.cruxes.found.is_empty());
}

#[test]
fn ties_are_listed_and_contradictions_told_one_by_one() {
    let reading = dispute(
        json!([
            { "id": "wet", "text": "Wet.", "asserted-by": ["a"], "denied-by": ["a"] },
            { "id": "cold", "text": "Cold.", "asserted-by": ["a"] },
            { "id": "warm", "text": "Warm.", "asserted-by": ["a"] },
            { "id": "rain", "text": "Rain.", "denied-by": ["b"] },
        ]),
        json!({
            "supports": [{ "from": ["cold"], "to": "rain" }, { "from": ["warm"], "to": "rain" }],
            "conflicts": [{ "claims": ["cold", "warm"], "kind": "contrary" }],
            "questions": [{ "id": "q", "text": "?", "answers": ["rain", "wet"] }],
        }),
    );
    let found = found(&reading, ALL);
    let [a, b] = &found.consistency[..] else { panic!("{:?}", found.consistency) };
    let sets: Vec<Vec<(String, bool)>> = a
        .contradictions
        .iter()
        .flat_map(|it| &it.sets)
        .map(|set| set.iter().map(|wish| (name(&reading, wish.claim), wish.holds)).collect())
        .collect();
    let one = |name: &str, holds| vec![(name.to_owned(), holds)];
    assert_eq!(sets, [one("wet", true), one("wet", false), one("cold", true), one("warm", true)]);
    assert!(a.is_complete && !a.is_hopeless && b.contradictions.is_empty());
}

#[test]
fn what_stands_on_common_ground_cannot_be_withdrawn() {
    let reading = dispute(
        json!([
            { "id": "wet", "text": "Wet.", "basis": "common-ground", "asserted-by": ["a"] },
            { "id": "rain", "text": "Rain.", "denied-by": ["b"] },
            { "id": "dry", "text": "Dry." },
        ]),
        json!({
            "supports": [{ "from": ["wet"], "to": "rain" }],
            "questions": [{ "id": "q", "text": "?", "answers": ["rain", "dry"] }],
        }),
    );
    let question = &found(&reading, ALL).pairs[0].questions[0];
    assert!(question.stopping[0][0].is_impossible());
    assert_eq!(shown(&reading, &question.agreeing[1][0]), ["rain denied to silent"]);
}

#[test]
fn when_all_work_is_done_the_rest_is_said_to_be_open() {
    let reading = on_one_premise();
    let found = found(&reading, Limits { work: 0, ..ALL });
    let question = &found.pairs[0].questions[0];
    let all = question.stopping.iter().chain(&question.agreeing).flatten();
    assert!(all.clone().count() == 4);
    assert!(all.into_iter().all(|one| one.ways.is_empty() && one.stopped == Some(Stop::Work)));
    assert_eq!(question.cruxes.stopped, Some(Stop::Work));
}

/// The examples of the page are what the program says.
#[test]
fn the_page_shows_what_is_found() {
    let page = std::fs::read_to_string(support::root().join("docs/concessions.md")).unwrap();
    let shown = |path: &str, holders: &[&str], question: &str| {
        let reading = support::read(path);
        let map = &reading.map;
        let holder = |name: &&str| map.holders().find(|(id, _)| map.name(*id).unwrap() == *name);
        let question = map.questions().find(|(id, _)| map.name(*id).unwrap() == question);
        let options = Options {
            holders: holders.iter().map(|name| holder(name).unwrap().0).collect(),
            questions: vec![question.unwrap().0],
            only_bearing: true,
            ..Options::default()
        };
        let mut comparison = compare(map, &options);
        let found = concessions(map, &mut comparison, Limits::default());
        let about = Subject {
            file: path,
            map,
            comparison: &comparison,
            concessions: Some(&found),
            is_restricted: true,
            is_overview: false,
            lists_silent: false,
        };
        let lines = text(&about).into_iter().map(|line| line.text + "\n");
        lines.collect::<String>()
    };
    let bridge = shown("tests/transcripts/files/bridge.json", &[], "bridge");
    let both = ["critique/decists", "reply/trotsky"];
    let dispute = shown("maps/dispute.json", &both, "what-bore-on-1923");
    let examples: Vec<&str> =
        page.split("```text\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(examples.len(), 2);
    for (example, output) in examples.into_iter().zip([bridge, dispute]) {
        assert!(output.contains(example), "{example}\nis not in\n{output}");
    }
}
