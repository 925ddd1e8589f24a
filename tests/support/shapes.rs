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

/// Claims of which each step settles the next, the first of them asserted and the last denied.
pub fn strict_chain(claims: usize) -> String {
    let further = |number| match number {
        0 => ", \"asserted-by\": [\"ann\"]".to_owned(),
        _ if number + 1 == claims => ", \"denied-by\": [\"ann\"]".to_owned(),
        _ => String::new(),
    };
    let steps = listed(1..claims, |number| {
        let before = number - 1;
        format!(r#"{{ "from": ["c{before}"], "to": "c{number}", "strict": true }}"#)
    });
    format!("{}{ANN},\n  \"supports\": [{steps}\n  ]\n}}\n", start(claims, further))
}

/// Claims that one holder asserts all, and as many conflicts in which a few hundred of them recur.
pub fn conflicts(claims: usize) -> String {
    let hubs = claims.min(300);
    let conflicts = listed(hubs..claims, |number| {
        format!(r#"{{ "claims": ["c{}", "c{number}"], "kind": "contrary" }}"#, number % hubs)
    });
    let asserted = |_| ", \"asserted-by\": [\"ann\"]".to_owned();
    format!("{}{ANN},\n  \"conflicts\": [{conflicts}\n  ]\n}}\n", start(claims, asserted))
}

/// Claims whose formulas share a few letters and contradict each other, with strict steps and
/// others among them.
pub fn formulas(claims: usize) -> String {
    let mix = |number: usize| {
        let mixed = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33) as usize
    };
    let further = |number: usize| {
        let letter = |salt: usize| {
            let mixed = mix(number + salt * claims);
            format!("{}a{}", if mixed % 2 == 0 { "!" } else { "" }, mixed / 2 % 50)
        };
        let [a, b, c] = [1, 2, 3].map(letter);
        format!(r#", "formula": "{a} | {b} | {c}", "asserted-by": ["ann"]"#)
    };
    let steps = listed(0..claims, |number| {
        let from = mix(number) % claims;
        let strict = number % 2 == 0;
        format!(
            r#"{{ "from": ["c{from}", "c{number}"], "to": "c{}", "strict": {strict} }}"#,
            (number + 7) % claims
        )
    });
    let atoms = listed(0..50, |number| format!(r#"{{ "id": "a{number}", "text": "Letter." }}"#));
    format!(
        "{}{ANN},\n  \"atoms\": [{atoms}\n  ],\n  \"supports\": [{steps}\n  ]\n}}\n",
        start(claims, further)
    )
}

/// One question with all claims but the first as its answers, of which one is right, and all are
/// denied.
pub fn question(claims: usize) -> String {
    let further = |number| if number == 0 { "" } else { ", \"denied-by\": [\"ann\"]" }.to_owned();
    let answers = listed(1..claims, |number| format!("\"c{number}\""));
    format!(
        "{}{ANN},\n  \"questions\": [{{ \"id\": \"q\", \"text\": \"Which?\", \"exclusive\": true, \"exhaustive\": true, \"answers\": [{answers}] }}]\n}}\n",
        start(claims, further)
    )
}

const ANN: &str = "\n  \"holders\": [{ \"id\": \"ann\", \"name\": \"Ann\" }]";

fn listed(numbers: std::ops::Range<usize>, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = numbers.map(|number| format!("\n    {}", item(number))).collect();
    items.join(",")
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

fn start<S: std::fmt::Display>(claims: usize, further: impl Fn(usize) -> S) -> String {
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

/// Claims of which each is for or against five others, in groups of twenty.
pub fn dense(claims: usize) -> String {
    let group = |number: usize| format!(r#", "group": "g{}""#, number / 20);
    let text = start(claims, group);
    let groups = listed(0..claims.div_ceil(20), |number| {
        format!(r#"{{ "id": "g{number}", "title": "Group {number}" }}"#)
    });
    // A generator of numbers that are alike on every machine (Marsaglia, Xorshift RNGs, 2003).
    let mut state = 2_463_534_242_u32;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    let mut lists = [String::new(), String::new()];
    for number in 0..claims * 5 {
        let (from, to) = (number / 5, random(claims));
        let list = &mut lists[usize::from(number % 3 == 0)];
        let to = if to == from { (to + 1) % claims } else { to };
        let comma = if list.is_empty() { "" } else { "," };
        write!(list, "{comma}\n    {{ \"from\": [\"c{from}\"], \"to\": \"c{to}\" }}").unwrap();
    }
    let [supports, rebuttals] = lists;
    format!(
        "{text}\n  \"groups\": [{groups}\n  ],\n  \"supports\": [{supports}\n  ],\n  \"rebuttals\": [{rebuttals}\n  ]\n}}\n"
    )
}
