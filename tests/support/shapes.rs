//! Large maps of several shapes, for benchmarks.

#![allow(dead_code, reason = "each benchmark uses its own part")]

use std::fmt::Write;

/// A debate as people have them: a tree of reasons, objections and undercuts, with sources.
pub fn debate(claims: usize) -> String {
    let mut text = start(claims, |number| match number % 5 {
        0 => r#", "kind": "fact", "cite": [{ "source": "atlas", "at": "p. 7" }]"#,
        1 => r#", "basis": "common-ground""#,
        _ => "",
    });
    let mut lists = [String::new(), String::new(), String::new()];
    for number in 1..claims {
        let parent = (number - 1) / 3;
        let list = match number % 7 {
            0 => 1,
            3 if parent > 0 => 2,
            _ => 0,
        };
        let target = if list == 2 { format!("s{parent}") } else { format!("c{parent}") };
        let undercuttable = parent % 7 != 0 && (parent % 7 != 3 || (parent - 1) / 3 == 0);
        let (list, target) =
            if list == 2 && !undercuttable { (0, format!("c{parent}")) } else { (list, target) };
        let comma = if lists[list].is_empty() { "" } else { ",\n" };
        write!(
            lists[list],
            r#"{comma}    {{ "id": "s{number}", "from": ["c{number}"], "to": "{target}" }}"#
        )
        .unwrap();
    }
    let [supports, rebuttals, undercuts] = lists;
    write!(
        text,
        "\n  \"supports\": [\n{supports}\n  ],\n  \"rebuttals\": [\n{rebuttals}\n  ],\n  \"undercuts\": [\n{undercuts}\n  ]\n}}\n"
    )
    .unwrap();
    text
}

/// Claims in a row, each of which has to do with the one before it by a step of that list.
pub fn chain(claims: usize, list: &str) -> String {
    steps(claims, list, |number| (number + 1 < claims).then_some((number + 1, number)))
}

/// Claims of which each supports the next, and the last one the first.
pub fn cycle(claims: usize) -> String {
    steps(claims, "supports", |number| Some((number, (number + 1) % claims)))
}

/// Reasons for one claim.
pub fn fan(claims: usize) -> String {
    steps(claims, "supports", |number| (number > 0).then_some((number, 0)))
}

fn steps(claims: usize, list: &str, step: impl Fn(usize) -> Option<(usize, usize)>) -> String {
    let mut text = start(claims, |_| "");
    write!(text, "\n  \"{list}\": [").unwrap();
    let mut comma = "";
    for (from, to) in (0..claims).filter_map(step) {
        write!(text, "{comma}\n    {{ \"from\": [\"c{from}\"], \"to\": \"c{to}\" }}").unwrap();
        comma = ",";
    }
    text += "\n  ]\n}\n";
    text
}

fn start(claims: usize, further: impl Fn(usize) -> &'static str) -> String {
    let mut text = String::from(
        "{\n  \"argmap\": 1,\n  \"title\": \"Scale\",\n  \"theses\": [\"c0\"],\n  \"sources\": [{ \"id\": \"atlas\", \"type\": \"book\", \"title\": \"Atlas\" }],\n  \"claims\": [",
    );
    for number in 0..claims {
        let comma = if number == 0 { "" } else { "," };
        let further = further(number);
        write!(
            text,
            "{comma}\n    {{ \"id\": \"c{number}\", \"text\": \"Parish number {number} kept its own granary until the war.\"{further} }}"
        )
        .unwrap();
    }
    text += "\n  ],";
    text
}
