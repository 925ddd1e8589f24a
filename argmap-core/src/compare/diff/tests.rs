//! What is the same part, and what is said of those that differ.

use super::*;
use crate::document::no_imports;

const MAP: &str = r#"{ "argmap": 1, "title": "T", "theses": ["t"],
  "groups": [{ "id": "g", "title": "Weather" }, { "id": "h", "title": "Streets" }],
  "sources": [{ "id": "s", "type": "book", "title": "Book", "author": [{ "family": "A" }, { "family": "B" }] }],
  "holders": [{ "id": "ann", "name": "Ann" }],
  "claims": [
    { "id": "t", "text": "The street is wet.", "group": "h" },
    { "id": "a", "text": "It rained all night without a break.", "group": "g", "asserted-by": ["ann"], "tags": ["x", "y"] },
    { "id": "b", "text": "Nobody swept the street.", "formula": "!c | a" },
    { "id": "c", "text": "The gauge holds nine millimetres of water.", "cite": [{ "source": "s", "at": "p. 1" }] }
  ],
  "supports": [{ "id": "i", "from": ["a", "b"], "to": "t" }, { "from": ["c"], "to": "a", "weight": 0.5 }],
  "undercuts": [{ "from": ["b"], "to": "i" }],
  "conflicts": [{ "claims": ["b", "c"], "kind": "contrary" }] }"#;

fn map(text: &str) -> Map {
    let reading = crate::read("map.json", text, &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading.map
}

/// The difference that replacements make, a line each.
fn told(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = MAP.to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "no {old}");
        text = text.replace(old, new);
    }
    let (old, new) = (map(MAP), map(&text));
    let diff = diff(&old, &new);
    assert_eq!(apply(&old, &diff, "map.json", &mut no_imports), new, "applied");
    let mut lines = Vec::new();
    lines.extend(diff.renamed.iter().map(|it| format!("{} {} > {}", it.list, it.old, it.new)));
    let shown = |change: &Change| match &change.values {
        Values::Whole { old, new } => {
            let shown = |value: &Option<Value>| value.as_ref().map_or("-".into(), Value::to_string);
            format!("{} {} > {}", change.key, shown(old), shown(new))
        }
        Values::Items { removed, added } => {
            let shown = |items: &[Value]| Value::from(items.to_vec()).to_string();
            format!("{} -{} +{}", change.key, shown(removed), shown(added))
        }
    };
    lines.extend(diff.keys.iter().map(shown));
    for part in &diff.parts {
        let name = &part.name;
        match &part.fate {
            Fate::Added(_) => lines.push(format!("+ {name}")),
            Fate::Removed(_) => lines.push(format!("- {name}")),
            Fate::Changed { old_list, changes } => {
                let was = old_list.map(|list| format!("was in {list}"));
                let changes = was.into_iter().chain(changes.iter().map(shown));
                lines.push(format!("~ {name}: {}", changes.collect::<Vec<_>>().join("; ")));
            }
        }
    }
    lines
}

#[test]
fn order_and_layout_are_no_difference() {
    assert!(told(&[]).is_empty());
    let other = [
        (r#"["a", "b"], "to""#, r#"["b", "a"], "to""#),
        (r#"["x", "y"]"#, r#"["y", "x"]"#),
        (r#"{ "id": "g", "title": "Weather" }, "#, "  "),
        (r#""Streets" }"#, r#""Streets" }, { "title": "Weather", "id": "g" }"#),
    ];
    // The order of declarations differs, so that what was applied is the old order.
    let mut text = MAP.to_owned();
    other.iter().for_each(|(old, new)| text = text.replace(old, new));
    assert!(diff(&map(MAP), &map(&text)).is_empty());
}

#[test]
fn fields_are_told_by_their_keys() {
    assert_eq!(
        told(&[("all night", "all day")]),
        [
            r#"~ `a`: text "It rained all night without a break." > "It rained all day without a break.""#
        ]
    );
    assert_eq!(told(&[(r#""group": "h""#, r#""group": "g""#)]), [r#"~ `t`: group "h" > "g""#]);
    assert_eq!(
        told(&[(r#", "tags": ["x", "y"]"#, r#", "tags": ["y", "z"]"#)]),
        [r#"~ `a`: tags -["x"] +["z"]"#]
    );
    assert_eq!(told(&[(r#"0.5"#, r#"0.7"#)]), ["~ the support of `a` from `c`: weight 0.5 > 0.7"]);
    assert_eq!(
        told(&[(r#"{ "family": "A" }, { "family": "B" }"#, r#"{ "family": "B" }"#)]),
        [r#"~ `s`: author [{"family":"A"},{"family":"B"}] > [{"family":"B"}]"#]
    );
    assert_eq!(
        told(&[(r#""theses": ["t"]"#, r#""theses": ["t", "b"]"#)]),
        [r#"theses -[] +["b"]"#]
    );
    assert_eq!(
        told(&[(r#""title": "T","#, r#""title": "U", "language": "en","#)]),
        [r#"title "T" > "U""#, r#"language - > "en""#,]
    );
}

#[test]
fn an_id_changed_everywhere_is_one_change() {
    assert_eq!(told(&[("\"c\"", "\"gauge\""), ("!c", "!gauge")]), ["claims c > gauge"]);
    assert_eq!(told(&[("\"ann\"", "\"anna\"")]), ["holders ann > anna"]);
    assert_eq!(told(&[("\"i\"", "\"step\"")]), ["supports i > step"]);
    let all = [("\"t\"", "\"u\""), ("\"g\"", "\"gg\""), ("\"s\"", "\"ss\""), ("\"i\"", "\"ii\"")];
    assert_eq!(told(&all), ["groups g > gg", "sources s > ss", "claims t > u", "supports i > ii"]);
}

#[test]
fn a_renamed_claim_is_known_by_near_wording_but_not_by_its_denial() {
    assert_eq!(
        told(&[("\"c\"", "\"gauge\""), ("!c", "!gauge"), ("nine millimetres", "ten millimetres")]),
        [
            "claims c > gauge",
            r#"~ `gauge`: text "The gauge holds nine millimetres of water." > "The gauge holds ten millimetres of water.""#
        ]
    );
    let denied = [("\"c\"", "\"gauge\""), ("!c", "!gauge"), ("holds nine", "never holds nine")];
    let lines = told(&denied);
    assert!(lines.contains(&"+ `gauge`".to_owned()), "{lines:?}");
    assert!(lines.contains(&"- `c`".to_owned()), "{lines:?}");
}

#[test]
fn steps_are_rewired_turned_and_given_ids() {
    assert_eq!(
        told(&[(r#"{ "from": ["c"], "to": "a""#, r#"{ "from": ["c", "b"], "to": "a""#)]),
        [r#"~ the support of `a` from `c` and `b`: from -[] +["b"]"#]
    );
    assert_eq!(
        told(&[(r#"{ "from": ["c"], "to": "a""#, r#"{ "id": "j", "from": ["c"], "to": "t""#)]),
        [r#"~ `j`: id - > "j"; to "a" > "t""#]
    );
    assert_eq!(
        told(&[(r#""from": ["c"], "to": "a""#, r#""from": ["b"], "to": "t""#)]),
        ["- the support of `a` from `c`", "+ the support of `t` from `b`"]
    );
    assert_eq!(
        told(&[(
            r#", { "from": ["c"], "to": "a", "weight": 0.5 }],"#,
            r#"], "rebuttals": [{ "from": ["c"], "to": "a", "weight": 0.5 }],"#
        ),]),
        ["~ the rebuttal of `a` from `c`: was in supports"]
    );
}

#[test]
fn a_new_prefix_of_an_import_is_one_change() {
    let other = r#"{ "argmap": 1, "title": "O", "claims": [{ "id": "x", "text": "X." }] }"#;
    let mut load = |_: &str, path: &str| {
        Ok(crate::document::Loaded { name: path.to_owned(), bytes: other.into() })
    };
    let text = |alias: &str| {
        format!(
            r#"{{ "argmap": 1, "title": "T", "imports": [{{ "as": "{alias}", "path": "o.json" }}],
              "claims": [{{ "id": "a", "text": "A.", "same-as": ["{alias}/x"], "formula": "!{alias}/x" }}],
              "supports": [{{ "from": ["{alias}/x"], "to": "a" }}] }}"#
        )
    };
    let old = crate::read("map.json", text("o"), &mut load).map;
    let new = crate::read("map.json", text("other"), &mut load).map;
    let diff = diff(&old, &new);
    assert!(diff.parts.is_empty() && diff.renamed.is_empty(), "{diff:?}");
    assert_eq!(diff.keys.iter().map(|change| &*change.key).collect::<Vec<_>>(), ["imports"]);
    assert_eq!(apply(&old, &diff, "map.json", &mut load), new);
}

#[test]
fn a_union_keeps_what_was_removed() {
    let mut text = MAP.to_owned();
    for (old, new) in [
        (r#"{ "id": "b", "text": "Nobody swept the street.", "formula": "!c | a" },"#, ""),
        (r#"["a", "b"]"#, r#"["a"]"#),
        (r#""undercuts": [{ "from": ["b"], "to": "i" }],"#, ""),
        (r#""conflicts": [{ "claims": ["b", "c"], "kind": "contrary" }]"#, r#""language": "en""#),
        (r#""groups": [{"#, r#""atoms": [{ "id": "b", "text": "B." }], "groups": [{"#),
    ] {
        assert!(text.contains(old), "no {old}");
        text = text.replacen(old, new, 1);
    }
    let (old, new) = (map(MAP), map(&text));
    let diff = diff(&old, &new);
    let union = union(&old, &new, &diff, "map.json", &mut no_imports);
    let marks: Vec<_> =
        union.marks.iter().map(|(part, mark)| (wording::name(&union.map, *part), *mark)).collect();
    assert_eq!(
        marks,
        [
            ("`b`".to_owned(), Mark::Added),
            ("`b-old`".to_owned(), Mark::Removed),
            ("the conflict".to_owned(), Mark::Removed),
            ("`i`".to_owned(), Mark::Changed),
            ("the undercut against the step `i` from `b-old`".to_owned(), Mark::Removed),
        ]
    );
}

#[test]
fn what_refers_to_what_is_known_twice_over() {
    // Both tables of references must know the same: that of the model and that of the writer.
    let map = map(MAP);
    for part in map.own_parts() {
        let seen = std::cell::RefCell::new(Vec::new());
        keys_of(&map, part, &|other| {
            seen.borrow_mut().push(other);
            String::new()
        });
        let mut written = seen.into_inner();
        let mut referred = Vec::new();
        map.each_reference(part, &mut |_, other| referred.push(other));
        written.sort();
        referred.sort();
        assert_eq!(written, referred, "{}", wording::name(&map, part));
    }
}
