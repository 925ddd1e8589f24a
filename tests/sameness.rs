//! What is declared the same, and what is suggested: against a slower truth, and on the shipped maps.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::compare::sameness::{Classes, Options, Suggestions, suggestions};
use argmap_core::document::{Field, ImportFault, Loaded, Reading, no_imports};
use argmap_core::formats::native::write;
use argmap_core::model::{Claim, ClaimId, Holder, Map};
use argmap_core::report::sameness::{Told, told};
use proptest::collection::vec;
use proptest::prelude::*;
use support::{random, read, root};

/// Files under prefixes, and a root file that imports them.
fn together(files: &[(&str, String)], root: &str) -> Reading {
    let import = |(prefix, _): &(&str, String)| {
        format!(r#"{{ "as": "{prefix}", "path": "{prefix}.json" }}"#)
    };
    let imports: Vec<String> = files.iter().map(import).collect();
    let imports = imports.join(", ");
    let text = format!(r#"{{ "argmap": 1, "title": "T", "imports": [{imports}]{root} }}"#);
    let reading = argmap_core::read("root.json", text, &mut |_, path| {
        let found = files.iter().find(|(prefix, _)| format!("{prefix}.json") == path);
        let (_, text) = found.ok_or(ImportFault::Missing)?;
        Ok(Loaded { name: path.to_owned(), bytes: text.clone().into_bytes() })
    });
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading
}

fn all(map: &Map) -> (Told, Suggestions) {
    let found = suggestions(map, &Options { limit: usize::MAX });
    (told(map, &found), found)
}

/// The pairs of claims by name.
fn pairs(told: &Told) -> Vec<(String, String)> {
    told.claims.iter().map(|pair| (pair.one.id.clone(), pair.other.id.clone())).collect()
}

/// What is the same stands as an id, or with a note, and what is neither is told.
#[test]
fn what_is_declared_the_same_may_say_why() {
    let of = |same: &str, holders: &str| {
        format!(
            r#"{{ "argmap": 1, "title": "T",
            "holders": [{{ "id": "h", "name": "H" }}, {{ "id": "k", "name": "K", "same-as": [{holders}] }}],
            "claims": [{{ "id": "a", "text": "A." }}, {{ "id": "b", "text": "B.", "same-as": [{same}] }}] }}"#
        )
    };
    let noted = of(r#"{ "claim": "a", "note": "Why." }"#, r#"{ "note": "Who.", "holder": "h" }"#);
    let reading = argmap_core::read("map.json", noted, &mut no_imports);
    let map = &reading.map;
    assert!(reading.problems.is_empty());
    let (b, k) = (map.find_claim("b").unwrap(), map.holders().nth(1).unwrap());
    assert_eq!(map[b].same_as[0].note.as_deref(), Some("Why."));
    assert_eq!(k.1.same_as[0].note.as_deref(), Some("Who."));
    let field = |node| reading.origins.node(node, Field::SameAs(0)).map(|at| reading.slice(at));
    assert_eq!((field(b.node()), field(k.0.node())), (Some("\"a\""), Some("\"h\"")));
    let text = write(map);
    assert!(text.contains(r#""same-as": [{ "claim": "a", "note": "Why." }]"#), "{text}");
    assert!(text.contains(r#""same-as": [{ "holder": "h", "note": "Who." }]"#), "{text}");
    let bare =
        argmap_core::read("map.json", of(r#"{ "claim": "a" }"#, r#""h""#), &mut no_imports).map;
    let text = write(&bare);
    assert!(text.contains(r#""same-as": ["a"]"#) && text.contains(r#""same-as": ["h"]"#), "{text}");
    assert_ne!(&bare, map, "a note is content");
    let told = |same: &str, holders: &str| {
        let problems = argmap_core::read("map.json", of(same, holders), &mut no_imports).problems;
        problems.into_iter().map(|found| found.message).collect::<Vec<_>>()
    };
    assert_eq!(
        told(r#""h""#, r#""a""#),
        ["`a` is a claim, not a holder", "`h` is a holder, not a claim"]
    );
    assert_eq!(
        told(r#"{ "note": "N" }"#, "7"),
        [
            "an entry of `same-as` of a holder must be an id or an object in braces, not a number",
            "an entry of `same-as` has no `claim`",
        ]
    );
}

/// The shipped maps relate what is alike: nothing is suggested for want of a declaration.
#[test]
fn the_shipped_maps_leave_nothing_to_suggest() {
    let (told, found) = all(&read("maps/dispute.json").map);
    assert_eq!((pairs(&told), told.holders.len(), found.complete), (vec![], 0, true));
}

/// Of a map and its copy each claim and holder is suggested for its copy, and for nothing else,
/// for all the likeness of hundreds of claims on one matter.
#[test]
fn of_a_map_and_its_copy_each_part_is_suggested_for_its_copy() {
    for name in ["critique", "reply"] {
        let text = std::fs::read_to_string(root().join(format!("maps/{name}.json"))).unwrap();
        let reading = together(&[("a", text.clone()), ("b", text)], "");
        let (told, found) = all(&reading.map);
        let mut wanted: Vec<String> = Vec::new();
        for (id, _) in reading.map.claims() {
            wanted.extend(reading.map.name(id).unwrap().strip_prefix("a/").map(str::to_owned));
        }
        let of_pair = |(one, other): (String, String)| {
            let (one, other) = (one.strip_prefix("a/").unwrap(), other.strip_prefix("b/").unwrap());
            assert_eq!(one, other);
            one.to_owned()
        };
        let found_names: BTreeSet<String> = pairs(&told).into_iter().map(of_pair).collect();
        assert_eq!(found_names, wanted.into_iter().collect(), "{name}");
        assert!(found.complete && told.claims.iter().all(|pair| pair.score == 1.0));
        assert_eq!(told.holders.len() * 2, reading.map.holders().count());
    }
}

const SUBJECTS: &[&str] =
    &["The state", "The party of Norrby", "The workers of the town", "A council"];
const VERBS: &[(&str, &str)] = &[
    ("serves", "does not serve"),
    ("leads", "does not lead"),
    ("betrayed", "never betrayed"),
    ("can save", "cannot save"),
];
const OBJECTS: &[&str] = &["the rich", "the poor", "the old harbour", "its members and friends"];
const ENDS: &[&str] = &["", " in winter", " in 1928", " at the harbour", " today"];

/// A claim made by numbers: what it says without and with a negation.
fn sentence(numbers: &[u8; 4]) -> [String; 2] {
    let [subject, verb, object, end] = numbers.map(usize::from);
    let verb = VERBS[verb % VERBS.len()];
    [verb.0, verb.1].map(|verb| {
        let (subject, object) =
            (SUBJECTS[subject % SUBJECTS.len()], OBJECTS[object % OBJECTS.len()]);
        format!("{subject} {verb} {object}{}.", ENDS[end % ENDS.len()])
    })
}

/// A file of claims with these numbers and texts.
fn file(claims: &[(usize, String)]) -> String {
    let claim =
        |(number, text): &(usize, String)| format!(r#"{{ "id": "c{number}", "text": "{text}" }}"#);
    let claims: Vec<String> = claims.iter().map(claim).collect();
    format!(r#"{{ "argmap": 1, "title": "T", "claims": [{}] }}"#, claims.join(", "))
}

fn numbered(sentences: &[[u8; 4]], negated: bool) -> Vec<(usize, String)> {
    let text = |numbers: &[u8; 4]| sentence(numbers)[usize::from(negated)].clone();
    sentences.iter().map(text).enumerate().collect()
}

/// The closure of pairs, by asking again and again.
fn closure(count: usize, pairs: &[(usize, usize)]) -> Vec<BTreeSet<usize>> {
    let mut reached: Vec<BTreeSet<usize>> = (0..count).map(|at| BTreeSet::from([at])).collect();
    loop {
        let before = reached.clone();
        for (one, other) in pairs {
            let union: BTreeSet<usize> = reached[*one].union(&reached[*other]).copied().collect();
            for at in union.clone() {
                reached[at].extend(union.iter().copied());
            }
        }
        if before == reached {
            return reached;
        }
    }
}

proptest! {
    #[test]
    fn classes_are_the_closure_of_what_is_declared(
        count in 1..12_usize,
        pairs in vec((0..12_usize, 0..12_usize), 0..14),
    ) {
        let pairs: Vec<_> = pairs.into_iter().map(|(one, other)| (one % count, other % count)).collect();
        let mut map = Map::new("T");
        let claims: Vec<ClaimId> =
            (0..count).map(|at| map.add_claim(Claim::new(format!("c{at}"), "X")).unwrap()).collect();
        let holders: Vec<_> =
            (0..count).map(|at| map.add_holder(Holder::new(format!("h{at}"), "X")).unwrap()).collect();
        for (one, other) in &pairs {
            map[claims[*one]].same_as.push(claims[*other].into());
            map[holders[*one]].same_as.push(holders[*other].into());
        }
        let classes = Classes::of(&map);
        let wanted = closure(count, &pairs);
        for at in 0..count {
            let first = *wanted[at].first().unwrap();
            prop_assert_eq!(classes.claims.representative(claims[at]), claims[first]);
            prop_assert_eq!(classes.holders.representative(holders[at]), holders[first]);
            let class: Vec<ClaimId> = wanted[at].iter().map(|other| claims[*other]).collect();
            let class = if class.len() > 1 { class } else { Vec::new() };
            prop_assert_eq!(classes.claims.class(claims[at]), class.as_slice());
            for other in 0..count {
                let same = wanted[at].contains(&other);
                prop_assert_eq!(classes.claims.are_same(claims[at], claims[other]), same);
            }
        }
        let several: BTreeSet<_> = wanted.iter().filter(|class| class.len() > 1).collect();
        prop_assert_eq!(classes.claims.classes().count(), several.len());
        prop_assert_eq!(classes.claims.is_empty(), several.is_empty());
    }

    #[test]
    fn nothing_depends_on_the_order(
        a in vec(any::<[u8; 4]>(), 1..8),
        b in vec(any::<[u8; 4]>(), 1..8),
        turn in 0..8_usize,
    ) {
        let (a, b) = (numbered(&a, false), numbered(&b, false));
        let turned = |claims: &[(usize, String)]| {
            let mut claims = claims.to_vec();
            let turn = turn % claims.len();
            claims.rotate_left(turn);
            claims.reverse();
            file(&claims)
        };
        let (first, _) = all(&together(&[("a", file(&a)), ("b", file(&b))], "").map);
        let (second, _) = all(&together(&[("b", turned(&b)), ("a", turned(&a))], "").map);
        let text = |told: &Told| serde_json::to_string(told).unwrap();
        prop_assert_eq!(text(&first), text(&second));
        for pair in &first.claims {
            prop_assert!(pair.one.id < pair.other.id && pair.score > 0.0 && pair.score <= 1.0);
        }
    }

    #[test]
    fn a_claim_is_not_suggested_for_its_negation(sentences in vec(any::<[u8; 4]>(), 1..8)) {
        let files = [("a", file(&numbered(&sentences, false))), ("b", file(&numbered(&sentences, true)))];
        let (told, _) = all(&together(&files, "").map);
        prop_assert_eq!(pairs(&told), vec![]);
    }

    #[test]
    fn each_claim_is_suggested_for_the_same_words(sentences in vec(any::<[u8; 4]>(), 1..8)) {
        let texts: BTreeMap<String, usize> =
            numbered(&sentences, false).into_iter().map(|(at, text)| (text, at)).collect();
        let claims: Vec<(usize, String)> = texts.into_iter().map(|(text, at)| (at, text)).collect();
        let shouted: Vec<_> =
            claims.iter().map(|(at, text)| (*at, text.to_uppercase().replace('.', "!"))).collect();
        let (told, _) = all(&together(&[("a", file(&claims)), ("b", file(&shouted))], "").map);
        let wanted: BTreeSet<_> =
            claims.iter().map(|(at, _)| (format!("a/c{at}"), format!("b/c{at}"))).collect();
        prop_assert_eq!(pairs(&told).into_iter().collect::<BTreeSet<_>>(), wanted);
    }

    #[test]
    fn what_is_declared_is_not_suggested(
        a in vec(any::<[u8; 4]>(), 1..6),
        b in vec(any::<[u8; 4]>(), 1..6),
        declared in vec((0..6_usize, 0..6_usize), 1..4),
    ) {
        let entry = |(at, (one, other)): (usize, &(usize, usize))| format!(
            r#"{{ "id": "x{at}", "text": "X{at}.", "same-as": ["a/c{}", {{ "claim": "b/c{}", "note": "N" }}] }}"#,
            one % a.len(), other % b.len()
        );
        let declarations: Vec<String> = declared.iter().enumerate().map(entry).collect();
        let root = format!(r#", "claims": [{}]"#, declarations.join(", "));
        let files = [("a", file(&numbered(&a, false))), ("b", file(&numbered(&b, false)))];
        let reading = together(&files, &root);
        let (_, found) = all(&reading.map);
        let classes = Classes::of(&reading.map);
        let mut told = BTreeSet::new();
        for pair in &found.claims {
            let [one, other] = [pair.one, pair.other].map(|claim| classes.claims.representative(claim));
            prop_assert_ne!(one, other);
            prop_assert!(told.insert((one.min(other), one.max(other))), "one pair for two classes");
        }
        // Declaring what is suggested leaves nothing of it.
        let mut map = reading.map.clone();
        for pair in &found.claims {
            map[pair.one].same_as.push(pair.other.into());
        }
        let again = all(&map).1;
        let same = |one: &_| found.claims.iter().any(|told: &argmap_core::compare::sameness::Suggestion<ClaimId>| told == one);
        prop_assert!(!again.claims.iter().any(same));
    }

    #[test]
    fn hostile_maps_are_compared_without_panic(numbers in vec(any::<u16>(), 0..400)) {
        let (told, _) = all(&random::map(&numbers));
        serde_json::to_string(&told).unwrap();
    }
}

#[test]
fn what_contradicts_itself_through_claims_declared_the_same_is_found() {
    let map = |same: &str| {
        format!(
            r#"{{ "argmap": 1, "title": "Bridges", "holders": [{{ "id": "anna", "name": "Anna" }}],
              "claims": [
                {{ "id": "old", "text": "The bridge is old.", "asserted-by": ["anna"] }},
                {{ "id": "aged", "text": "The bridge has been there for long.",
                   "denied-by": ["anna"]{same} }}
              ] }}"#
        )
    };
    let contradictions = |same: &str| {
        let reading = argmap_core::read("map.json", map(same), &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let findings = argmap_core::check(&reading, argmap_core::check::Options::default());
        findings.iter().filter(|finding| finding.rule.code == "AM302").count()
    };
    assert_eq!(contradictions(""), 0);
    assert_eq!(contradictions(r#", "same-as": ["old"]"#), 1);
}
