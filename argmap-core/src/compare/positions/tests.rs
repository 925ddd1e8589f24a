use super::*;
use crate::document::{no_imports, resolve};
use crate::formats::native;
use crate::text::SourceFile;

/// A map of ann, bob and cy, who is also called dot, with these lists.
fn map(lists: &str) -> Map {
    let text = format!(
        r#"{{ "argmap": 1, "title": "T", "holders": [{{ "id": "ann", "name": "Ann" }},
           {{ "id": "bob", "name": "Bob" }}, {{ "id": "cy", "name": "Cy" }},
           {{ "id": "dot", "name": "Dot", "same-as": ["cy"] }}], {lists} }}"#
    );
    let reading = resolve(SourceFile::new("map.json", text), native::read, &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.map
}

/// A claim with stands such as `ann asserts, bob denies`.
fn claim(id: &str, stands: &str) -> String {
    let stands = stands.split(", ").filter(|stand| !stand.is_empty()).map(|stand| {
        let (holder, stance) = stand.split_once(' ').unwrap();
        format!(r#"{{ "holder": "{holder}", "stance": "{stance}" }}"#)
    });
    let stands: Vec<String> = stands.collect();
    format!(r#"{{ "id": "{id}", "text": "Text.", "commitments": [{}] }}"#, stands.join(", "))
}

fn claims(of: &[(&str, &str)]) -> String {
    let claims: Vec<String> = of.iter().map(|(id, stands)| claim(id, stands)).collect();
    format!(r#""claims": [{}]"#, claims.join(", "))
}

fn holder(map: &Map, name: &str) -> HolderId {
    let node = map.find(name).unwrap();
    map.holders().map(|(id, _)| id).find(|id| id.node() == node).unwrap()
}

fn ann_and_bob(map: &Map) -> Comparison {
    let holders = vec![holder(map, "ann"), holder(map, "bob")];
    compare(map, &Options { holders, ..Options::default() })
}

/// What becomes of ann's claims with bob, such as `c shared`.
fn classes(map: &Map) -> Vec<String> {
    let pair = &ann_and_bob(map).pairs[0];
    let told = |it: &Standing| format!("{} {}", map.name(it.claim).unwrap(), it.class);
    pair.claims[0].iter().map(told).collect()
}

#[test]
fn stands_on_the_claim_itself_go_first() {
    let map = map(&claims(&[
        ("both", "ann asserts, bob asserts"),
        ("granted", "ann asserts, bob concedes"),
        ("denied", "ann asserts, bob denies"),
        ("denied-and-granted", "ann asserts, bob denies, bob concedes"),
        ("torn", "ann asserts, bob denies, bob asserts"),
        ("torn-too", "ann asserts, ann denies, bob asserts"),
        ("taken-back", "ann asserts, ann retracts, bob asserts"),
        ("shared-no-more", "ann asserts, bob asserts, bob retracts"),
        ("supposed", "ann asserts, bob supposes, bob reports"),
        ("alone", "ann asserts, cy denies"),
        ("only-granted", "ann concedes, bob asserts"),
    ]));
    let expected = [
        "both shared",
        "granted conceded",
        "denied disputed",
        "denied-and-granted disputed",
        "torn disputed",
        "torn-too disputed",
        "shared-no-more silent",
        "supposed silent",
        "alone silent",
    ];
    assert_eq!(classes(&map), expected);
}

#[test]
fn what_excludes_a_claim_disputes_it() {
    let of = claims(&[("c", "ann asserts"), ("d", "bob asserts"), ("e", "ann asserts")]);
    for (list, disputed) in [
        (r#""conflicts": [{ "claims": ["c", "d"], "kind": "contrary" }]"#, true),
        (r#""conflicts": [{ "claims": ["c", "d"], "kind": "contrary", "by": "ann" }]"#, true),
        (r#""conflicts": [{ "claims": ["c", "d"], "kind": "contrary", "by": "bob" }]"#, true),
        (r#""conflicts": [{ "claims": ["c", "d"], "kind": "contrary", "by": "cy" }]"#, false),
        (r#""conflicts": [{ "claims": ["c", "e"], "kind": "contrary" }]"#, false),
        (
            r#""questions": [{ "id": "q", "text": "Q?", "answers": ["c", "d"], "exclusive": true }]"#,
            true,
        ),
        (r#""questions": [{ "id": "q", "text": "Q?", "answers": ["c", "d"] }]"#, false),
    ] {
        let expected = if disputed { "c disputed" } else { "c silent" };
        assert_eq!(classes(&map(&format!("{of}, {list}"))), [expected, "e silent"], "{list}");
    }
    let negation = of.replace(r#""id": "d""#, r#""id": "d", "formula": "!c""#);
    let map = map(&negation);
    assert_eq!(classes(&map), ["c disputed", "e silent"]);
    let pair = &ann_and_bob(&map).pairs[0];
    let d = map.find("d").unwrap();
    assert_eq!(pair.claims[0][0].clash.map(|it| it.through), Some(d));
    assert_eq!(pair.claims[1][0].class, Class::Disputed);
}

#[test]
fn what_is_argued_against_is_answered() {
    let of = claims(&[("c", "ann asserts"), ("r", "ann asserts"), ("p", "bob asserts"), ("x", "")]);
    for (list, class) in [
        (r#""rebuttals": [{ "from": ["p"], "to": "c" }]"#, "answered"),
        (r#""rebuttals": [{ "from": ["x"], "to": "c", "by": "bob" }]"#, "answered"),
        (r#""rebuttals": [{ "from": ["x"], "to": "c" }]"#, "silent"),
        (r#""rebuttals": [{ "from": ["p", "x"], "to": "c" }]"#, "silent"),
        (r#""rebuttals": [{ "from": ["p"], "to": "c", "warrant": "x" }]"#, "silent"),
        (r#""rebuttals": [{ "from": ["p"], "to": "c", "by": "cy" }]"#, "contested"),
        (r#""rebuttals": [{ "from": ["p"], "to": "c", "imputed": true }]"#, "contested"),
        (
            r#""rebuttals": [{ "from": ["p"], "to": "c", "by": "bob", "imputed": true }]"#,
            "answered",
        ),
        (r#""rebuttals": [{ "from": ["p"], "to": "c", "by": "ann" }]"#, "silent"),
        (
            r#""supports": [{ "id": "s", "from": ["r"], "to": "c" }], "undercuts": [{ "from": ["p"], "to": "s" }]"#,
            "answered",
        ),
        (
            r#""rebuttals": [{ "id": "s", "from": ["r"], "to": "c" }], "undercuts": [{ "from": ["p"], "to": "s" }]"#,
            "silent",
        ),
    ] {
        let map = map(&format!("{of}, {list}"));
        assert_eq!(classes(&map), [format!("c {class}"), "r silent".to_owned()], "{list}");
    }
}

#[test]
fn what_is_aimed_at_the_other_and_met_nowhere_is_unanswered() {
    let of = claims(&[
        ("c", "ann asserts"),
        ("d", "ann asserts"),
        ("t", "bob asserts"),
        ("p", "bob asserts"),
        ("u", "cy asserts"),
    ]);
    let aimed = r#""rebuttals": [{ "id": "r", "from": ["c", "d"], "to": "t" }"#;
    for (lists, expected) in [
        (format!("{aimed}]"), ["c unanswered", "d unanswered"]),
        // The other has to assert what it is aimed at.
        (
            r#""rebuttals": [{ "from": ["c", "d"], "to": "u" }]"#.to_owned(),
            ["c silent", "d silent"],
        ),
        (
            r#""rebuttals": [{ "from": ["c", "d"], "to": "t", "by": "cy" }]"#.to_owned(),
            ["c silent", "d silent"],
        ),
        // Met at one of its premises, it is met.
        (
            format!(r#"{aimed}, {{ "from": ["p"], "to": "d" }}]"#),
            ["c answered", "d answered"],
        ),
        (
            format!(r#"{aimed}], "undercuts": [{{ "from": ["p"], "to": "r" }}]"#),
            ["c answered", "d answered"],
        ),
        (
            format!(
                r#"{aimed}], "conflicts": [{{ "claims": ["p", "d"], "kind": "contrary" }}]"#
            ),
            ["c answered", "d disputed"],
        ),
        // Another argument of the same premise is not met.
        (
            format!(
                r#"{aimed}, {{ "from": ["c"], "to": "p" }}], "undercuts": [{{ "from": ["p"], "to": "r" }}]"#
            ),
            ["c unanswered", "d answered"],
        ),
        // Aimed at the other's step.
        (
            r#""supports": [{ "id": "s", "from": ["p"], "to": "t" }], "undercuts": [{ "from": ["c"], "to": "s" }]"#
                .to_owned(),
            ["c unanswered", "d silent"],
        ),
        (
            r#""supports": [{ "id": "s", "from": ["p"], "to": "t", "by": "cy" }], "undercuts": [{ "from": ["c"], "to": "s" }]"#
                .to_owned(),
            ["c silent", "d silent"],
        ),
    ] {
        assert_eq!(classes(&map(&format!("{of}, {lists}"))), expected, "{lists}");
    }
}

#[test]
fn agreement_counts_sides() {
    let of = claims(&[
        ("same", "ann asserts, bob concedes"),
        ("neither", "ann denies, bob denies"),
        ("split", "ann concedes, bob denies"),
        ("torn", "ann asserts, ann denies, bob asserts"),
        ("alone", "ann asserts"),
        ("c", "ann asserts"),
        ("d", "bob asserts"),
        ("e", ""),
        ("f", "ann denies"),
    ]);
    let map = map(&format!(
        r#"{of}, "conflicts": [{{ "claims": ["c", "d", "e", "f"], "kind": "contrary" }}]"#
    ));
    let pair = &ann_and_bob(&map).pairs[0];
    // For same, neither, f (which bob excludes by d); against split, c and d.
    assert_eq!(pair.on_claims, Score { same: 3, of: 6 });
    assert_eq!(pair.on_claims.share(), Some(0.5));
    assert_eq!(Score::default().share(), None);
    let denied: Vec<_> = pair.denied_by_both.iter().map(|it| map.name(*it).unwrap()).collect();
    assert_eq!(denied, ["neither"]);
}

#[test]
fn answers_are_compared() {
    let exclusive = r#", "exclusive": true"#;
    for (stands, more, expected) in [
        (["ann asserts, bob concedes", ""], "", Some(Match::Same)),
        (["ann asserts, bob denies", ""], "", Some(Match::Opposed)),
        (["ann asserts", "bob asserts"], "", Some(Match::Different)),
        (["ann asserts", "bob asserts"], exclusive, Some(Match::Opposed)),
        (["ann asserts", "bob denies"], exclusive, Some(Match::Different)),
        (["ann asserts, bob asserts", "bob asserts"], "", Some(Match::Overlapping)),
        (["ann denies, bob denies", ""], "", Some(Match::Same)),
        (["ann asserts", "ann asserts"], "", None),
        (["ann asserts, bob supposes", ""], "", None),
    ] {
        let of = claims(&[("c", stands[0]), ("d", stands[1])]);
        let question = r#""questions": [{ "id": "q", "text": "Q?", "answers": ["c", "d"]"#;
        let map = map(&format!("{of}, {question}{more} }}]"));
        assert_eq!(ann_and_bob(&map).pairs[0].matches, [expected], "{stands:?}{more}");
    }
}

#[test]
fn cells_tell_what_is_said_and_what_follows() {
    let of = claims(&[
        ("c", "ann asserts"),
        ("d", "bob supposes"),
        ("e", ""),
        ("r", "ann asserts, bob concedes"),
        ("x", "cy asserts"),
    ]);
    let map = map(&format!(
        r#"{of}, "supports": [{{ "id": "s", "from": ["r"], "to": "c", "by": "ann" }},
             {{ "id": "by-cy", "from": ["r"], "to": "c", "by": "cy" }},
             {{ "id": "no", "from": ["r", "x"], "to": "c", "by": "cy" }},
             {{ "id": "so", "from": ["r"], "to": "e", "by": "cy" }}],
           "questions": [{{ "id": "q", "text": "Q?", "answers": ["c", "d", "e", "c"] }}]"#
    ));
    let comparison = ann_and_bob(&map);
    let row = &comparison.rows[0];
    assert_eq!(row.answering(), 1);
    let told = |cell: &Cell| -> Vec<String> {
        let told = cell.answers.iter().map(|it| {
            let grounds = it.grounds.iter().map(|ground| {
                let drawn = ground.drawn.map_or("none", Drawn::word);
                format!(" {}:{drawn}", map.name(ground.step).unwrap())
            });
            let follows = if it.follows.is_some() { " follows" } else { "" };
            let grounds: String = grounds.collect();
            format!("{} {}{follows}{grounds}", map.name(it.claim).unwrap(), it.held)
        });
        told.collect()
    };
    assert_eq!(told(&row.cells[0]), ["c accepted s:own by-cy:lent", "e accepted follows so:lent"]);
    // To bob c follows by ann's step, since he concedes what she draws it from.
    let bob =
        ["c accepted follows s:lent by-cy:lent", "d unestablished", "e accepted follows so:lent"];
    assert_eq!(told(&row.cells[1]), bob);
}

#[test]
fn objections_go_down_the_grounds() {
    let of = claims(&[
        ("a", "ann asserts"),
        ("b", "bob asserts"),
        ("p", "bob asserts, ann denies"),
        ("n", "bob asserts"),
        ("m", "ann asserts"),
        ("o", "ann asserts"),
        ("k", "bob asserts"),
    ]);
    let map = map(&format!(
        r#"{of}, "supports": [{{ "id": "s", "from": ["p"], "to": "b" }}, {{ "id": "t", "from": ["n"], "to": "p" }}],
           "rebuttals": [{{ "id": "against-b", "from": ["m"], "to": "b" }}, {{ "id": "against-m", "from": ["k"], "to": "m" }}],
           "undercuts": [{{ "id": "against-t", "from": ["o"], "to": "t" }}],
           "conflicts": [{{ "claims": ["a", "n"], "kind": "contrary" }}],
           "questions": [{{ "id": "q", "text": "Q?", "answers": ["a", "b"] }}]"#
    ));
    let comparison = ann_and_bob(&map);
    let crossing = &comparison.pairs[0].crossings[0];
    let told = |case: &Case| -> Vec<String> {
        let told = case.objections.iter().map(|it| {
            let means = match it.means {
                Means::Denial => "denial".to_owned(),
                Means::Clash(clash) => format!("clash {}", map.name(clash.claim).unwrap()),
                Means::Step(step, drawn) => format!("{} {drawn}", map.name(step).unwrap()),
            };
            let at = map.name(NodeIndex::from(it.at)).unwrap();
            format!("{} {at}: {means}{}", it.depth, if it.is_met() { ", met" } else { "" })
        });
        told.collect()
    };
    let expected =
        ["0 b: against-b open, met", "1 p: denial", "1 t: against-t open", "2 n: clash a"];
    assert_eq!(told(&crossing.cases[0][0]), expected);
    assert!(crossing.cases[0][0].is_complete);
    assert_eq!(told(&crossing.cases[1][0]), ["0 a: clash n"]);
    let holders = vec![holder(&map, "ann"), holder(&map, "bob")];
    let few = compare(&map, &Options { holders, most_grounds: 1, ..Options::default() });
    let case = &few.pairs[0].crossings[0].cases[0][0];
    assert_eq!((case.is_complete, case.objections.len()), (false, 1));
}

#[test]
fn one_question_leaves_only_what_bears_on_it() {
    let of = claims(&[
        ("a", "ann asserts"),
        ("r", "ann asserts"),
        ("u", "ann asserts"),
        ("far", "ann asserts"),
    ]);
    let map = map(&format!(
        r#"{of}, "supports": [{{ "id": "s", "from": ["r"], "to": "a" }}, {{ "from": ["a"], "to": "far" }}],
           "undercuts": [{{ "from": ["u"], "to": "s" }}],
           "questions": [{{ "id": "q", "text": "Q?", "answers": ["a", "r"] }}]"#
    ));
    let questions = map.questions().map(|(id, _)| id).collect();
    let holders = vec![holder(&map, "ann"), holder(&map, "bob")];
    let comparison =
        compare(&map, &Options { holders, questions, only_bearing: true, ..Options::default() });
    let claims: Vec<_> =
        comparison.pairs[0].claims[0].iter().map(|it| map.name(it.claim).unwrap()).collect();
    assert_eq!(claims, ["a", "r", "u"]);
}

#[test]
fn those_who_say_most_come_first() {
    let map = map(&claims(&[
        ("a", "bob asserts, ann asserts, ann retracts"),
        ("b", "bob denies, ann concedes, cy supposes"),
    ]));
    let names = |of: Vec<HolderId>| -> Vec<String> {
        of.into_iter().map(|it| map.name(it).unwrap()).collect()
    };
    let comparison = compare(&map, &Options { most_holders: 1, ..Options::default() });
    assert_eq!(names(comparison.views.iter().map(|it| it.holder).collect()), ["bob"]);
    assert_eq!(comparison.views[0].count, 2);
    assert_eq!(comparison.others, [(holder(&map, "ann"), 1)]);
}

#[test]
fn what_is_declared_the_same_is_one() {
    let map = map(r#""claims": [{ "id": "a", "text": "A.", "asserted-by": ["ann"] },
             { "id": "b", "text": "B.", "asserted-by": ["bob"], "same-as": ["a"] },
             { "id": "c", "text": "C.", "asserted-by": ["cy"] },
             { "id": "d", "text": "D.", "denied-by": ["bob"], "same-as": ["c"] },
             { "id": "r", "text": "R.", "asserted-by": ["cy"] },
             { "id": "s", "text": "S.", "asserted-by": ["dot"] }],
           "supports": [{ "id": "step", "from": ["r"], "to": "b" }],
           "rebuttals": [{ "id": "no", "from": ["s"], "to": "r" }],
           "questions": [{ "id": "q", "text": "Q?", "answers": ["a", "b", "d"] }]"#);
    let holders = ["cy", "bob"].map(|name| holder(&map, name)).to_vec();
    let comparison = compare(&map, &Options { holders, ..Options::default() });
    let pair = &comparison.pairs[0];
    let told = |side: usize| -> Vec<_> {
        let told = pair.claims[side].iter();
        told.map(|it| (map.name(it.claim).unwrap(), it.class)).collect()
    };
    // Cy and dot are one, and so speak for and against the same.
    let cy = [("c", Class::Disputed), ("r", Class::Silent), ("s", Class::Silent)];
    assert_eq!(told(0), cy.map(|(name, class)| (name.to_owned(), class)));
    assert_eq!(told(1), [("a".to_owned(), Class::Silent)]);
    assert_eq!(pair.on_claims, Score { same: 0, of: 1 });
    let answers = |at: usize| -> Vec<_> {
        let cell = &comparison.rows[0].cells[at];
        cell.answers.iter().map(|it| (map.name(it.claim).unwrap(), it.grounds.len())).collect()
    };
    assert_eq!(answers(1), [("a".to_owned(), 0), ("d".to_owned(), 0)]);
    assert_eq!(answers(0), [("d".to_owned(), 0)]);
    assert_eq!(comparison.others, [(holder(&map, "ann"), 1)]);
    assert_eq!(by_stands(&map)[0], (holder(&map, "cy"), 3));
}
