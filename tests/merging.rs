//! Merging two versions of a map: what holds of any edits on either side, and examples of what is
//! joined, what is left to decide and what stays as it was.
//!
//! Edits are made in the files as data, apart from what the library knows of references.

#[path = "merging/edits.rs"]
mod edits;
#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use argmap_core::compare::merge::{Conflict, Merged, NotMerged, Versions, merge};
use argmap_core::document::{Reading, no_imports};
use argmap_core::formats::native::format;
use edits::{after, are_independent, base, data, edited, edits, in_order};
use proptest::prelude::*;
use serde_json::Value;
use support::faults::{tokens, with_comments};
use support::random;

fn read(text: &str) -> Reading {
    argmap_core::read("map.json", text, &mut no_imports)
}

fn try_merge(base: &str, ours: &str, theirs: &str) -> Result<Merged, NotMerged> {
    merge(&Versions { base, ours, theirs }, "map.json", &mut no_imports)
}

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    try_merge(base, ours, theirs).unwrap_or_else(|error| panic!("{error}\n{ours}\n{theirs}"))
}

/// What a text means, in one order.
fn meaning(text: &str) -> Value {
    let reading = read(text);
    in_order(data(&reading.map))
}

const RAIN: &str = r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  // What is claimed.
  "claims": [
    { "id": "rain", "text": "It rained." }, // the thesis
    { "id": "wet", "text": "The street is wet.", "tags": ["street"], "basis": "observed" },
    // Somebody has to say so.
    { "id": "sprinkler", "text": "A sprinkler was on." }
  ],
  "supports": [
    { "id": "step", "from": ["wet"], "to": "rain" }
  ],
  "undercuts": [{ "from": ["sprinkler"], "to": "step" }]
}
"#;

fn with(pairs: &[(&str, &str)]) -> String {
    let mut text = RAIN.to_owned();
    for (old, new) in pairs {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    text
}

/// The conflicts in short: what, and the three values.
fn told(merged: &Merged) -> Vec<String> {
    let text = |value: &Option<argmap_core::compare::merge::Written>| {
        value.as_ref().map_or("-".to_owned(), |value| format!("{}@{}", value.text, value.line))
    };
    let all = merged.conflicts.iter();
    all.map(|c| {
        format!("{}: {} | {} | {}", c.name(), text(&c.base), text(&c.ours), text(&c.theirs))
    })
    .collect()
}

#[test]
fn changes_of_different_keys_join() {
    let ours = with(&[("It rained.\"", "It rained all night.\"")]);
    let theirs = with(&[("\"It rained.\"", "\"It rained.\", \"kind\": \"fact\"")]);
    let result = merged(RAIN, &ours, &theirs);
    assert!(result.is_clean(), "{:?}", told(&result));
    let wanted = with(&[("\"It rained.\"", "\"It rained all night.\", \"kind\": \"fact\"")]);
    assert_eq!(result.text, wanted);
    assert_eq!(merged(RAIN, &theirs, &ours).text, wanted);
}

#[test]
fn elements_of_sets_join() {
    let ours = with(&[
        ("[\"street\"]", "[\"street\", \"water\"]"),
        ("[\"wet\"]", "[\"wet\", \"sprinkler\"]"),
    ]);
    let theirs = with(&[("[\"street\"]", "[\"seen\"]"), ("[\"rain\"]", "[\"rain\", \"wet\"]")]);
    let result = merged(RAIN, &ours, &theirs);
    assert!(result.is_clean(), "{:?}", told(&result));
    let wanted = with(&[
        ("[\"street\"]", "[\"seen\", \"water\"]"),
        ("[\"wet\"]", "[\"wet\", \"sprinkler\"]"),
        ("[\"rain\"]", "[\"rain\", \"wet\"]"),
    ]);
    assert_eq!(result.text, wanted);
}

#[test]
fn parts_of_theirs_come_with_their_comments_behind_what_they_follow() {
    let ours = with(&[("all night", "all night")].map(|_| ("It rained.\"", "It poured.\"")));
    let added = "{ \"id\": \"wet\", \"text\": \"The street is wet.\", \"tags\": [\"street\"], \"basis\": \"observed\" },\n    // Heard from above.\n    { \"id\": \"noise\", \"text\": \"There was a noise.\" }, // at night\n";
    let old = "{ \"id\": \"wet\", \"text\": \"The street is wet.\", \"tags\": [\"street\"], \"basis\": \"observed\" },\n";
    let theirs = with(&[(old, added), ("// the thesis", "// our thesis")]);
    let result = merged(RAIN, &ours, &theirs);
    assert!(result.is_clean() && result.lost_comments.is_empty(), "{result:?}");
    assert!(result.text.contains(added), "{}", result.text);
    assert!(result.text.contains("// our thesis"), "{}", result.text);
    // Side by side in one place, where lines do not join.
    let other = "{ \"id\": \"wet\", \"text\": \"The street is wet.\", \"tags\": [\"street\"], \"basis\": \"observed\" },\n    { \"id\": \"puddle\", \"text\": \"There is a puddle.\" },\n";
    let ours = with(&[(old, other)]);
    let result = merged(RAIN, &ours, &theirs);
    assert!(result.is_clean() && result.lost_comments.is_empty(), "{result:?}");
    let both = added.to_owned() + "    { \"id\": \"puddle\", \"text\": \"There is a puddle.\" },\n";
    assert!(result.text.contains(&both), "{}", result.text);
}

#[test]
fn two_values_for_one_key_are_left_to_decide() {
    let ours = with(&[("It rained.\"", "It rained all night.\"")]);
    let theirs = with(&[("It rained.\"", "It poured.\""), ("[\"street\"]", "[]")]);
    let result = merged(RAIN, &ours, &theirs);
    let wanted = "`text` of the claim `rain`: \"It rained.\"@7 | \"It rained all night.\"@7 | \"It poured.\"@7";
    assert_eq!(told(&result), [wanted]);
    let entry = r#",
  "unmerged": [
    {
      "list": "claims",
      "at": "rain",
      "key": "text",
      "base": "It rained.",
      "ours": "It rained all night.",
      "theirs": "It poured."
    }
  ]
}
"#;
    let start = ours.replace("[\"street\"]", "[]");
    assert_eq!(result.text, format!("{}{entry}", start.strip_suffix("\n}\n").unwrap()));
    let reading = read(&result.text);
    let problem = &reading.problems[0];
    assert_eq!((reading.problems.len(), problem.rule.name), (1, "unmerged"));
    assert_eq!(reading.slice(problem.place().unwrap()), "\"It rained all night.\"");
    assert_eq!(reading.slice(problem.labels[1].place.unwrap()), "\"It poured.\"");
    // Merging on with what is not decided keeps it; deciding it on one side decides it.
    let on = merged(&result.text, &start, &result.text.replace("\"Rain\"", "\"Weather\""));
    assert!(on.is_clean(), "{:?}", told(&on));
    assert_eq!(meaning(&on.text), meaning(&start.replace("\"Rain\"", "\"Weather\"")));
}

#[test]
fn references_follow_a_renaming_of_the_other_side() {
    let ours = RAIN.replace("\"wet\"", "\"wet-street\"");
    let theirs = with(&[(
        "\"to\": \"rain\" }",
        "\"to\": \"rain\" },\n    { \"from\": [\"wet\"], \"to\": \"sprinkler\" }",
    )]);
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let result = merged(RAIN, ours, theirs);
        assert!(result.is_clean(), "{result:?}");
        assert_eq!(
            result.text,
            theirs_renamed(
                &ours.replace("\"wet\"", "\"wet-street\""),
                &theirs.replace("\"wet\"", "\"wet-street\"")
            )
        );
    }
}

/// That of two texts which has the added step.
fn theirs_renamed(one: &str, other: &str) -> String {
    if one.len() > other.len() { one.to_owned() } else { other.to_owned() }
}

#[test]
fn two_new_ids_of_one_part_are_left_to_decide() {
    let ours = RAIN.replace("\"wet\"", "\"wet-street\"");
    let theirs =
        RAIN.replace("\"wet\"", "\"damp\"").replace("[\"damp\"]", "[\"damp\", \"sprinkler\"]");
    let result = merged(RAIN, &ours, &theirs);
    let wanted = "`id` of the claim `wet-street`: \"wet\"@8 | \"wet-street\"@8 | \"damp\"@8";
    assert_eq!(told(&result), [wanted]);
    assert!(result.faults.is_empty(), "{:?}", result.faults);
    assert!(result.text.contains("[\"wet-street\", \"sprinkler\"]"), "{}", result.text);
    // An id that ours gives to something else meanwhile is not given to two.
    let theirs = RAIN.replace("\"sprinkler\"", "\"hose\"");
    let ours = with(&[(
        "    // Somebody",
        "    { \"id\": \"hose\", \"text\": \"There is a hose.\" },\n    // Somebody",
    )]);
    let result = merged(RAIN, &ours, &theirs);
    assert_eq!(
        told(&result),
        ["`id` of the claim `sprinkler`: \"sprinkler\"@10 | \"sprinkler\"@11 | \"hose\"@10"]
    );
    assert!(result.faults.is_empty(), "{:?}", result.faults);
}

#[test]
fn what_one_side_removed_and_the_other_changed_is_kept() {
    let gone = with(&[
        (
            ",\n    // Somebody has to say so.\n    { \"id\": \"sprinkler\", \"text\": \"A sprinkler was on.\" }",
            "",
        ),
        ("[{ \"from\": [\"sprinkler\"], \"to\": \"step\" }]", "[]"),
    ]);
    let changed = with(&[("A sprinkler was on.", "The sprinkler was on.")]);
    let needed = with(&[(
        "\"undercuts\": [{ \"from\": [\"sprinkler\"]",
        "\"undercuts\": [{ \"from\": [\"sprinkler\", \"wet\"]",
    )]);
    let item = "{ \"id\": \"sprinkler\", \"text\": \"The sprinkler was on.\" }";
    for (ours, theirs) in [(&gone, &changed), (&changed, &gone)] {
        let result = merged(RAIN, ours, theirs);
        assert_eq!(result.conflicts.len(), 1, "{:?}", told(&result));
        assert!(result.faults.is_empty());
        assert_eq!(result.conflicts[0].name(), "the claim `sprinkler`");
        assert_eq!(result.text.matches(item).count(), 2, "{}", result.text);
        let reading = read(&result.text);
        assert_eq!(reading.slice(reading.problems[0].place().unwrap()), item);
        assert!(reading.problems[0].labels[1].place.is_some());
    }
    for (ours, theirs) in [(&gone, &needed), (&needed, &gone)] {
        let result = merged(RAIN, ours, theirs);
        let names: Vec<String> = result.conflicts.iter().map(Conflict::name).collect();
        assert_eq!(names, ["an undercut", "the claim `sprinkler`"], "{}", result.text);
        assert!(result.faults.is_empty(), "{:?}", result.faults);
        let reading = read(&result.text);
        assert_eq!(reading.problems.len(), 2, "{:?}", reading.problems);
        assert!(reading.map.find_claim("sprinkler").is_some());
    }
}

#[test]
fn two_parts_under_one_id_are_left_to_decide() {
    let add = |item: &str| with(&[("    // Somebody", &format!("    {item},\n    // Somebody"))]);
    let ours = add("{ \"id\": \"hose\", \"text\": \"There is a hose.\", \"tags\": [\"a\"] }");
    let theirs = add("{ \"id\": \"hose\", \"text\": \"A hose leaks.\", \"tags\": [\"b\"] }");
    let result = merged(RAIN, &ours, &theirs);
    assert_eq!(result.conflicts.len(), 1);
    assert_eq!(result.conflicts[0].name(), "the claim `hose`");
    let read_again = read(&result.text);
    assert_eq!(read_again.problems.len(), 1);
    assert!(result.text.starts_with(ours.strip_suffix("\n}\n").unwrap()));
    // The same part, or one that says more, is no conflict.
    let more = add(
        "{ \"id\": \"hose\", \"text\": \"There is a hose.\", \"tags\": [\"b\"], \"kind\": \"fact\" }",
    );
    let result = merged(RAIN, &ours, &more);
    assert!(result.is_clean(), "{:?}", told(&result));
    assert!(
        result.text.contains("\"tags\": [\"b\", \"a\"], \"kind\": \"fact\"")
            || result.text.contains("\"tags\": [\"a\", \"b\"], \"kind\": \"fact\""),
        "{}",
        result.text
    );
    // One of another sort gives way.
    let theirs = with(&[(
        "  \"supports\"",
        "  \"holders\": [{ \"id\": \"hose\", \"name\": \"Hose\" }],\n  \"supports\"",
    )]);
    let result = merged(RAIN, &ours, &theirs);
    assert_eq!(result.conflicts.len(), 1, "{:?}", told(&result));
    assert!(result.faults.is_empty(), "{:?}", result.faults);
}

#[test]
fn a_fault_that_neither_side_had_is_told() {
    let ours = with(&[(
        "\"claims\"",
        "\"sources\": [{ \"id\": \"s\", \"type\": \"book\", \"title\": \"S\", \"note\": \"N\" }],\n  \"claims\"",
    )]);
    let strict = with(&[
        ("\"to\": \"rain\"", "\"to\": \"rain\", \"strict\": true"),
        ("[{ \"from\": [\"sprinkler\"], \"to\": \"step\" }]", "[]"),
    ]);
    let undercut = with(&[(
        "\"to\": \"step\" }",
        "\"to\": \"step\" }, { \"from\": [\"rain\"], \"to\": \"step\" }",
    )]);
    let result = merged(RAIN, &strict, &undercut);
    assert!(result.conflicts.is_empty() && !result.is_clean(), "{result:?}");
    assert!(result.faults[0].contains("AM021"), "{:?}", result.faults);
    assert!(merged(RAIN, &ours, &undercut).is_clean());
}

#[test]
fn what_is_no_map_is_not_merged() {
    let fault = |base: &str, ours: &str, theirs: &str| {
        try_merge(base, ours, theirs).map(|_| ()).unwrap_err().to_string()
    };
    let other = with(&[("Rain", "R")]);
    assert_eq!(
        fault(RAIN, "{ \"a\": 1 }", &other),
        "our version is no map: it has no key `argmap`"
    );
    let broken = fault(RAIN, &other, &RAIN.replace("\"argmap\": 1,", "\"argmap\": 1"));
    assert_eq!(broken, "their version cannot be read: a `,` or `}` was expected, line 3, column 3");
    let twice = fault("{ \"argmap\": 1, \"title\": \"a\", \"title\": \"b\" }", RAIN, &other);
    assert!(twice.starts_with("the common origin cannot be read: the key `title` stands twice"));
    // Without a common origin all that both have is from both.
    let result = merged("", RAIN, &with(&[("It rained.", "It poured.")]));
    assert_eq!(result.conflicts.len(), 1, "{:?}", told(&result));
}

#[test]
fn lines_end_as_in_ours_and_normal_form_stays() {
    let windows = |text: &str| text.replace('\n', "\r\n");
    let old = "    // Somebody";
    let ours = windows(&with(&[("It rained.\"", "It poured.\"")]));
    let theirs =
        with(&[(old, "    { \"id\": \"hose\",\n      \"text\": \"H\" },\n    // Somebody")]);
    let result = merged(&windows(RAIN), &ours, &theirs);
    assert!(result.is_clean());
    assert_eq!(result.text, windows(&theirs.replace("It rained.\"", "It poured.\"")));
    let normal = format(&with(&[("It rained.\"", "It poured.\"")])).unwrap();
    let result = merged(RAIN, &normal, &theirs);
    assert_eq!(format(&result.text).unwrap(), result.text);
}

#[test]
fn sections_are_merged_as_long_as_they_keep_their_order() {
    let source = |sections: &str| {
        let source = format!(
            "\"sources\": [{{ \"id\": \"s\", \"type\": \"book\", \"title\": \"S\", \"sections\": [{sections}] }}],\n  \"supports\""
        );
        with(&[("\"supports\"", &source)])
    };
    let section =
        |id: &str, heading: &str| format!("{{ \"id\": \"{id}\", \"heading\": \"{heading}\" }}");
    let [one, two, three] = ["1", "2", "3"].map(|id| section(id, id));
    let base = source(&format!("{one}, {two}"));
    let ours = source(&format!("{}, {two}", section("1", "One")));
    let result = merged(&base, &ours, &source(&format!("{one}, {two}, {three}")));
    assert!(result.is_clean(), "{:?}", told(&result));
    assert_eq!(result.text, source(&format!("{}, {two}, {three}", section("1", "One"))));
    let result = merged(&base, &ours, &source(&format!("{two}, {one}")));
    assert_eq!(result.conflicts.len(), 1, "{:?}", told(&result));
    assert_eq!(result.conflicts[0].name(), "`sections` of the source `s`");
}

#[test]
fn a_step_may_change_its_list_on_one_side() {
    let step = "\n    { \"id\": \"step\", \"from\": [\"wet\"], \"to\": \"rain\" }\n  ";
    let ours = with(&[(&format!("\"supports\": [{step}]"), &format!("\"rebuttals\": [{step}]"))]);
    let theirs = with(&[("\"to\": \"rain\" }", "\"to\": \"rain\", \"note\": \"N\" }")]);
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let result = merged(RAIN, ours, theirs);
        assert!(result.is_clean(), "{result:?}");
        let wanted = ours
            .replace("supports", "rebuttals")
            .replace("\"to\": \"rain\" }", "\"to\": \"rain\", \"note\": \"N\" }");
        assert_eq!(meaning(&result.text), meaning(&wanted), "{}", result.text);
    }
}

fn counted(comments: impl IntoIterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    comments.into_iter().for_each(|comment| *counts.entry(comment).or_default() += 1);
    counts
}

fn comments(text: &str) -> impl Iterator<Item = String> + '_ {
    let all = tokens(text).into_iter().filter(|range| text[range.clone()].starts_with('/'));
    all.map(|range| text[range].trim_end().to_owned())
}

/// The strings and numbers in a value.
fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
        Value::Object(members) => members.values().for_each(|value| leaves(value, found)),
        value => found.push(value.to_string()),
    }
}

fn numbers(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

/// A conflict, mirrored if asked: what it is of, the value before, and the two others.
fn mirrored(merged: &Merged, swap: bool) -> Vec<String> {
    let value = |value: &Option<argmap_core::compare::merge::Written>| {
        value.as_ref().map(|value| {
            in_order(serde_json::from_str(&value.text).expect("values without comments"))
        })
    };
    let all = merged.conflicts.iter().map(|conflict| {
        let (ours, theirs) = (value(&conflict.ours), value(&conflict.theirs));
        let sides = if swap { (theirs, ours) } else { (ours, theirs) };
        let list = conflict.list.filter(|_| conflict.at.is_none());
        format!(
            "{list:?} {:?} {:?} {:?} {sides:?}",
            conflict.at,
            conflict.key,
            value(&conflict.base)
        )
    });
    let mut all: Vec<String> = all.collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn changes_of_one_side_give_that_side(map in numbers(300), edits in edits("x", 6)) {
        let base = base(&map);
        let other = edited(&base, &edits);
        let [base, other] = [&base, &other].map(|file| format(&file.to_string()).unwrap());
        for result in [merged(&base, &base, &other), merged(&base, &other, &base), merged(&base, &other, &other)] {
            prop_assert!(result.is_clean());
            prop_assert_eq!(&result.text, &other);
        }
        // The same when our side is laid out otherwise.
        let compact = serde_json::from_str::<Value>(&base).unwrap().to_string();
        let result = merged(&base, &compact, &other);
        prop_assert!(result.is_clean(), "{:?}", told(&result));
        prop_assert_eq!(meaning(&result.text), meaning(&other), "{}", result.text);
        let result = merged(&base, &other, &compact);
        prop_assert!(result.is_clean());
        prop_assert_eq!(meaning(&result.text), meaning(&other));
    }

    #[test]
    fn independent_edits_join(map in numbers(300), ours in edits("ours", 6), theirs in edits("theirs", 6)) {
        let base = base(&map);
        prop_assume!(are_independent(&base, &ours, &theirs));
        let [one, other] = [edited(&base, &ours), edited(&base, &theirs)];
        let both = [after(&base, &one, &theirs), after(&base, &other, &ours)];
        prop_assume!(in_order(both[0].clone()) == in_order(both[1].clone()));
        let (ours, theirs) = (one, other);
        let result = merged(&base.to_string(), &ours.to_string(), &theirs.to_string());
        prop_assert!(result.is_clean(), "{:?} {:?}", told(&result), result.faults);
        prop_assert_eq!(meaning(&result.text), meaning(&both[0].to_string()), "{}\n{}", ours, theirs);
    }

    #[test]
    fn sides_can_be_exchanged_and_nothing_is_lost(map in numbers(300), ours in edits("ours", 8), theirs in edits("theirs", 8)) {
        let base = base(&map);
        let [own, other] = [edited(&base, &ours), edited(&base, &theirs)];
        let texts = [&base, &own, &other].map(|file| format(&file.to_string()).unwrap());
        let one = merged(&texts[0], &texts[1], &texts[2]);
        let two = merged(&texts[0], &texts[2], &texts[1]);
        prop_assert_eq!(one.conflicts.len(), two.conflicts.len(), "{:#?}\n{:#?}", told(&one), told(&two));
        prop_assert_eq!(one.is_clean(), two.is_clean());
        let has_ids = one.conflicts.iter().any(|conflict| conflict.key.as_deref() == Some("id"));
        if one.is_clean() {
            prop_assert_eq!(meaning(&one.text), meaning(&two.text));
        } else if !has_ids {
            prop_assert_eq!(mirrored(&one, false), mirrored(&two, true));
        }
        for result in [&one, &two] {
            let reading = read(&result.text);
            let open: Vec<_> = reading.problems.iter().filter(|p| p.rule.code == "AM023").collect();
            prop_assert_eq!(open.len(), result.conflicts.len());
            for problem in &open {
                prop_assert!(problem.labels.len() == 2 && problem.labels.iter().all(|l| l.place.is_some()));
                prop_assert!(problem.labels[0].place != problem.labels[1].place);
            }
            prop_assert_eq!(reading.problems.len(), open.len() + result.faults.len());
            let (mut before, mut after) = (Vec::new(), Vec::new());
            leaves(&base, &mut before);
            leaves(&serde_json::from_str(&result.text).unwrap(), &mut after);
            for side in [&own, &other] {
                let mut new = Vec::new();
                leaves(side, &mut new);
                new.retain(|leaf| !before.contains(leaf));
                for leaf in new {
                    prop_assert!(after.contains(&leaf), "{} is lost of\n{}\n{}\nin\n{}", leaf, texts[1], texts[2], result.text);
                }
            }
        }
    }

    #[test]
    fn comments_stay_or_are_told_of(
        map in numbers(200), ours in edits("ours", 5), theirs in edits("theirs", 5),
        own_remarks in numbers(6), other_remarks in numbers(6),
    ) {
        let base = base(&map);
        let [own, other] = [edited(&base, &ours), edited(&base, &theirs)];
        let [base, own, other] = [&base, &own, &other].map(|file| format(&file.to_string()).unwrap());
        let own = with_comments(&own, &own_remarks);
        let other = with_comments(&other, &other_remarks);
        let result = merged(&base, &own, &other);
        let bare = [&base, &own, &other].map(|text| plain(text).to_string());
        let wanted = merged(&bare[0], &bare[1], &bare[2]);
        prop_assert_eq!(result.conflicts.len(), wanted.conflicts.len());
        prop_assert_eq!(meaning_without_unmerged(&result.text), meaning_without_unmerged(&wanted.text));
        let lost = counted(result.lost_comments.iter().map(|(_, comment)| comment.clone()));
        let left = counted(comments(&result.text));
        for side in [&own, &other] {
            for (comment, count) in counted(comments(side)) {
                let found = left.get(&comment).unwrap_or(&0) + lost.get(&comment).unwrap_or(&0);
                prop_assert!(found >= count, "{} is lost of\n{}", comment, side);
            }
        }
    }

    #[test]
    fn what_is_not_merged_is_written_and_read_again(map in numbers(200), entries in numbers(40)) {
        let mut map = random::map(&map);
        map.unmerged = random::unmerged(&mut random::Tape::new(&entries));
        let reading = read(&argmap_core::formats::native::write(&map));
        prop_assert!(reading.map == map);
        prop_assert_eq!(reading.problems.len(), map.unmerged.len());
        for problem in &reading.problems {
            prop_assert_eq!(problem.rule.code, "AM023");
            prop_assert!(problem.labels.len() == 2 && problem.labels.iter().all(|l| l.place.is_some()));
        }
    }

    #[test]
    fn damaged_texts_are_no_harm(
        map in numbers(200), ours in edits("ours", 4), theirs in edits("theirs", 4),
        damage in prop::collection::vec((0..3_usize, any::<prop::sample::Index>(), 0..6_usize, "[\\]\\[{}\",:a/*\\\\é\n]{0,3}"), 0..4),
    ) {
        let base = base(&map);
        let files = [base.clone(), edited(&base, &ours), edited(&base, &theirs)];
        let mut texts = files.map(|file| format(&file.to_string()).unwrap());
        for (side, at, length, new) in damage {
            let mut chars: Vec<char> = texts[side].chars().collect();
            let at = at.index(chars.len() + 1);
            let end = (at + length).min(chars.len());
            chars.splice(at..end, new.chars());
            texts[side] = chars.into_iter().collect();
        }
        match try_merge(&texts[0], &texts[1], &texts[2]) {
            Ok(result) => {
                let is_old = texts.contains(&result.text);
                let is_broken = read(&result.text).problems.iter().any(|p| p.rule.code == "AM014");
                prop_assert!(is_old || !is_broken, "{}", result.text);
            }
            Err(NotMerged::Unreadable(fault)) => prop_assert!(false, "{}", fault),
            Err(_) => {}
        }
    }
}

/// What a text with comments says.
fn plain(text: &str) -> Value {
    let mut plain = text.to_owned();
    for range in tokens(text).into_iter().rev().filter(|range| text[range.clone()].starts_with('/'))
    {
        plain.replace_range(range, " ");
    }
    serde_json::from_str(&plain).expect("JSON but for comments")
}

fn meaning_without_unmerged(text: &str) -> Value {
    let mut file = meaning(text);
    if let Some(object) = file.as_object_mut() {
        object.remove("unmerged");
    }
    file
}
