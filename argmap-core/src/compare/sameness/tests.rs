use super::{Options, Reason, Suggestions, suggestions, suggestions_within};
use crate::document::{ImportFault, Loaded, Reading};

/// Two files under the prefixes `a` and `b`, and a root file that imports them.
fn reading(root: &str, a: &str, b: &str) -> Reading {
    let whole = |keys: &str| format!(r#"{{ "argmap": 1, "title": "T"{keys} }}"#);
    let root = whole(&format!(
        r#", "imports": [{{ "as": "a", "path": "a.json" }}, {{ "as": "b", "path": "b.json" }}]{root}"#
    ));
    let (a, b) = (whole(a), whole(b));
    let reading = crate::read("root.json", root, &mut |_, path| match path {
        "a.json" => Ok(Loaded { name: "a.json".to_owned(), bytes: a.clone().into_bytes() }),
        "b.json" => Ok(Loaded { name: "b.json".to_owned(), bytes: b.clone().into_bytes() }),
        _ => Err(ImportFault::Missing),
    });
    let problems = reading.problems.iter().map(|found| &found.message).collect::<Vec<_>>();
    assert!(problems.is_empty(), "{problems:?}");
    reading
}

fn claims(texts: &[&str]) -> String {
    let claim = |(at, text): (usize, &&str)| format!(r#"{{ "id": "c{at}", "text": "{text}" }}"#);
    let claims: Vec<String> = texts.iter().enumerate().map(claim).collect();
    format!(r#", "claims": [{}]"#, claims.join(", "))
}

fn found(root: &str, a: &str, b: &str) -> Suggestions {
    suggestions(&reading(root, a, b).map, &Options::default())
}

/// What one file's claim is suggested for the other's, by their words alone.
fn words(a: &str, b: &str) -> Option<Reason> {
    let found = found("", &claims(&[a]), &claims(&[b]));
    found.claims.into_iter().next().map(|found| found.reasons.into_iter().next().unwrap())
}

#[test]
fn the_same_words_are_the_same_whatever_stands_between() {
    for (a, b) in [
        ("The state serves the rich.", "the state SERVES the rich!"),
        ("The state serves the rich.", "It is the state that serves the rich"),
        ("It rained.", "It rained"),
    ] {
        assert_eq!(words(a, b), Some(Reason::SameWords), "{a} / {b}");
    }
}

#[test]
fn most_words_in_common_may_say_the_same() {
    for (a, b) in [
        ("The proletariat has lost power.", "Power was lost by the proletariat."),
        ("The proletariat has lost power in the USSR.", "In the USSR the proletariat lost power."),
        ("The kulaks withheld grain.", "The kulaks withheld their grain in winter."),
        ("The plan of the town failed.", "The plans of the towns failed."),
        (
            "The leaders of the bureaucracy furthered the defeats of the workers abroad.",
            "It was bureaucratic leaders who furthered the defeats of workers abroad.",
        ),
    ] {
        assert!(matches!(words(a, b), Some(Reason::SharedWords { .. })), "{a} / {b}");
    }
    let Some(Reason::SharedWords { shared, only_one, only_other, .. }) =
        words("The kulaks withheld grain.", "In winter the kulaks withheld grain.")
    else {
        panic!("they share words");
    };
    assert_eq!((shared.join(" "), only_one.len()), ("kulaks withheld grain".to_owned(), 0));
    assert_eq!(only_other, ["winter"]);
}

#[test]
fn what_tells_claims_apart_is_heeded() {
    for (a, b) in [
        ("The state serves the rich.", "The state does not serve the rich."),
        ("The state serves the rich.", "The state serves the poor."),
        ("The state serves the rich of Norrby.", "The state serves the poor of Norrby."),
        ("The state serves the rich.", "The rich serve the state."),
        ("The state serves the rich.", "The state is served by the rich."),
        ("The workers of Norrby lost the strike.", "The peasants of Norrby lost the strike."),
        ("The plan of the town failed in 1928.", "The plan of the town failed in 1929."),
        ("The bourgeoisie holds power.", "If the bourgeoisie holds power, it rules."),
        ("The state serves the rich.", "Lenin says that the state serves the rich."),
        ("The state serves the rich.", "The state ceases to serve the rich."),
        ("All workers of Norrby lost the strike.", "Some workers of Norrby lost the strike."),
        ("The revolution of the workers grew.", "The counter-revolution of the workers grew."),
        ("The strike of the workers was legal.", "The strike of the workers was illegal."),
        ("The workers came from Norrby town.", "The workers came to Norrby town."),
        ("Prices of wheat rose fast.", "Prices of wheat fell fast."),
        ("Der Staat dient den Reichen.", "Der Staat dient nicht den Reichen."),
        ("It rained.", "It snowed."),
    ] {
        assert_eq!(words(a, b), None, "{a} / {b}");
        assert_eq!(words(b, a), None, "{b} / {a}");
    }
}

#[test]
fn other_languages_are_compared_for_equality_alone() {
    let german = |text: &str| format!(r#", "language": "de-AT"{}"#, claims(&[text]));
    let found = |a: &str, b: &str| found("", a, b).claims.len();
    let (state, more) = ("Der Staat dient den Reichen.", "Der Staat dient den Reichen des Landes.");
    assert_eq!(found(&german(state), &german("der Staat dient den REICHEN")), 1);
    assert_eq!(found(&german(state), &german(more)), 0);
    assert_eq!(found(&claims(&[state]), &german(state)), 0, "not of one language");
}

#[test]
fn what_is_declared_or_related_is_let_be() {
    let (a, b) = (claims(&["The state serves the rich."]), claims(&["The state serves the rich."]));
    assert_eq!(found("", &a, &b).claims.len(), 1);
    for root in [
        r#""claims": [{ "id": "x", "text": "X.", "same-as": ["a/c0", "b/c0"] }]"#,
        r#""supports": [{ "from": ["a/c0"], "to": "b/c0" }]"#,
        r#""rebuttals": [{ "from": ["b/c0"], "to": "a/c0" }]"#,
        r#""conflicts": [{ "claims": ["a/c0", "b/c0"], "kind": "contrary" }]"#,
        r#""questions": [{ "id": "q", "text": "Q?", "answers": ["a/c0", "b/c0"] }]"#,
        r#""claims": [{ "id": "x", "text": "X." }], "supports": [{ "from": ["a/c0", "b/c0"], "to": "x" }]"#,
        r#""claims": [{ "id": "x", "text": "X.", "same-as": ["a/c0"] }], "conflicts": [{ "claims": ["x", "b/c0"], "kind": "contradictory" }]"#,
    ] {
        assert_eq!(found(&format!(", {root}"), &a, &b).claims, [], "{root}");
    }
}

#[test]
fn of_what_is_declared_the_same_one_pair_is_suggested() {
    let b = r#", "claims": [{ "id": "d", "text": "The state serves the rich of the land." },
        { "id": "e", "text": "The state serves the rich.", "same-as": ["d"] }]"#;
    let reading = reading("", &claims(&["The state serves the rich."]), b);
    let found = suggestions(&reading.map, &Options::default()).claims;
    let name = |claim| reading.map.name(claim).unwrap_or_default();
    let pairs: Vec<_> = found.iter().map(|pair| (name(pair.one), name(pair.other))).collect();
    assert_eq!(pairs, [("a/c0".to_owned(), "b/e".to_owned())]);
}

#[test]
fn claims_of_one_file_count_where_different_holders_assert_them() {
    let of = |one: &str, other: &str, same: &str| {
        let a = format!(
            r#", "holders": [{{ "id": "h", "name": "H" }}, {{ "id": "k", "name": "K"{same} }}],
            "claims": [{{ "id": "c", "text": "The state serves the rich."{one} }},
              {{ "id": "d", "text": "The state serves the rich."{other} }}]"#
        );
        found("", &a, "").claims.len()
    };
    let (h, k) = (r#", "asserted-by": ["h"]"#, r#", "conceded-by": ["k"]"#);
    assert_eq!(of(h, k, ""), 1);
    assert_eq!(of(h, k, r#", "same-as": ["h"]"#), 0);
    assert_eq!((of(h, h, ""), of(h, "", "")), (0, 0));
    assert_eq!(of(h, r#", "asserted-by": ["k"], "denied-by": ["h"]"#, ""), 0);
}

const SOURCE: &str = r#", "sources": [{ "id": "s", "type": "book", "title": "On Thermidor" }],
    "holders": [{ "id": "h", "name": "H", "kind": "group" }]"#;

fn placed(text: &str, place: &str) -> String {
    format!(
        r#"{SOURCE}, "claims": [{{ "id": "c", "text": "{text}", "commitments": [{{ "holder": "h", "source": "s"{place} }}] }}]"#
    )
}

#[test]
fn a_place_in_common_needs_fewer_words() {
    let (one, other) = ("The workers have lost power.", "Power slipped through workers' hands.");
    let of = |a: &str, b: &str| found("", &placed(one, a), &placed(other, b)).claims;
    let at = r#", "at": "4 ¶6""#;
    assert_eq!(of("", ""), []);
    let reasons = |found: Vec<super::Suggestion<_>>| {
        let reasons = found.into_iter().flat_map(|found| found.reasons);
        reasons.map(|reason| std::mem::discriminant(&reason)).collect::<Vec<_>>()
    };
    let quote = r#", "quote": "the workers have no power""#;
    assert_eq!(reasons(of(quote, quote)).len(), 2);
    assert_eq!(of(at, r#", "at": "4 ¶7""#), []);
    assert_eq!(of(r#", "at": "4 ¶6", "stance": "denies""#, at), []);
    let near = found(
        "",
        &placed("The workers have lost power.", at),
        &placed("Workers of Norrby have no longer power.", at),
    );
    assert_eq!(near.claims, [], "a negation");
    let near = found(
        "",
        &placed("Workers lost power.", at),
        &placed("Workers lost power to their officials.", at),
    );
    assert_eq!(near.claims[0].reasons.len(), 2);
}

#[test]
fn questions_and_formulas_in_common_tell() {
    let asked = |text: &str, rival: &str| {
        format!(
            r#"{}, "questions": [{{ "id": "q", "text": "Who rules?", "answers": ["c0", "c1"] }}]"#,
            claims(&[text, rival])
        )
    };
    let (a, b) = (
        asked("The bourgeoisie holds power.", "Nobody does."),
        asked("The proletariat holds power.", "Peasants lead."),
    );
    assert_eq!(found("", &a, &b).claims, [], "rival answers share words");
    let defined = |text: &str, atom: &str, formula: &str| {
        format!(
            r#", "atoms": [{{ "id": "p", "text": "It rains." }}, {{ "id": "q", "text": "{atom}" }}],
            "claims": [{{ "id": "c", "text": "{text}", "formula": "{formula}" }}]"#
        )
    };
    let of = |b: &str| found("", &defined("Rain wets.", "It is wet.", "p -> q"), b).claims;
    let same = of(&defined("Nothing stays dry in rain.", "it is wet", "p -> q"));
    assert!(matches!(&same[0].reasons[..], [Reason::SameFormula { .. }]) && same[0].score == 0.9);
    assert_eq!(of(&defined("Nothing stays dry in rain.", "It is cold.", "p -> q")), []);
    assert_eq!(of(&defined("Nothing stays dry in rain.", "It is wet.", "q -> p")), []);
}

#[test]
fn holders_with_one_name_are_suggested() {
    let of = |a: &str, b: &str, further: &str| {
        let holder =
            |name: &str| format!(r#", "holders": [{{ "id": "h", "name": "{name}"{further} }}]"#);
        let found = found("", &holder(a), &holder(b));
        assert!(found.complete);
        found.holders.into_iter().next().map(|found| found.reasons[0].clone())
    };
    assert_eq!(of("Leon Trotsky", "leon trotsky", ""), Some(Reason::SameName));
    assert_eq!(of("The Opposition", "Opposition", r#", "kind": "group""#), Some(Reason::SameName));
    assert_eq!(of("L. Trotsky", "Leon Trotsky", ""), Some(Reason::ShorterName));
    assert_eq!(of("The Left Opposition", "Opposition", r#", "kind": "group""#), None);
    assert_eq!(of("Marx", "Engels", ""), None);
    let b = r#", "holders": [{ "id": "k", "name": "Leon Trotsky" }]"#;
    let a = b.replace("k\"", "h\"");
    let declared = r#", "holders": [{ "id": "t", "name": "T", "same-as": ["a/h", "b/k"] }]"#;
    assert_eq!((found("", &a, b).holders.len(), found(declared, &a, b).holders.len()), (1, 0));
}

#[test]
fn a_limit_or_the_end_of_the_budget_is_told() {
    let texts: Vec<String> = (0..5)
        .map(|n| format!("The old state of x{n} serves the rich.").replace("x", "abcde"))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let map = reading("", &claims(&texts), &claims(&texts)).map;
    let all = suggestions(&map, &Options::default());
    assert_eq!((all.claims.len(), all.complete), (5, true));
    let few = suggestions(&map, &Options { limit: 3 });
    assert_eq!((&few.claims[..], few.complete), (&all.claims[..3], false));
    assert!(!suggestions_within(&map, &Options::default(), 150).complete);
}
