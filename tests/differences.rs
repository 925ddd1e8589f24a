//! Differences of maps: what holds of any two versions, and that edits are told as what they are.
//!
//! Edits are made in the files as data, apart from what the library knows of references.

#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::compare::diff::{Diff, Fate, Values, apply, diff, union};
use argmap_core::document::{ImportFault, Loaded, no_imports};
use argmap_core::formats::native::write;
use argmap_core::model::{Map, Target};
use petgraph::graph::NodeIndex;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::random::{self, Tape};

const SHIPPED: [&str; 3] = ["maps/critique.json", "maps/reply.json", "maps/dispute.json"];

fn tape() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..300)
}

fn data(map: &Map) -> Value {
    serde_json::from_str(&write(map)).expect("what is written is JSON")
}

/// The map that a file is; imports are those of the shipped maps.
fn read(file: &Value) -> Map {
    argmap_core::read("maps/map.json", file.to_string(), &mut load).map
}

fn load(_: &str, path: &str) -> Result<Loaded, ImportFault> {
    let bytes = std::fs::read(support::root().join("maps").join(path));
    let bytes = bytes.map_err(|_| ImportFault::Missing)?;
    Ok(Loaded { name: format!("maps/{path}"), bytes })
}

/// A file with all that has no order put into one.
fn in_order(mut file: Value) -> Value {
    fn sort(value: &mut Value, key: &str) {
        match value {
            Value::Object(object) => {
                object.iter_mut().for_each(|(key, value)| sort(value, key));
                object.sort_keys();
            }
            Value::Array(items) => {
                items.iter_mut().for_each(|item| sort(item, ""));
                if !["sections", "author", "roles", "questions"].contains(&key)
                    || items.iter().any(|item| item.get("answers").is_some())
                {
                    items.sort_by_key(Value::to_string);
                }
            }
            _ => {}
        }
    }
    sort(&mut file, "");
    file
}

/// A file with its lists, and the lists in its parts that have no order, dealt anew.
fn dealt(file: &Value, tape: &mut Tape) -> Value {
    fn deal(value: &mut Value, key: &str, tape: &mut Tape) {
        match value {
            Value::Object(object) => {
                object.iter_mut().for_each(|(key, value)| deal(value, key, tape));
            }
            Value::Array(items) => {
                let is_list = items.iter().any(|item| item.get("answers").is_some());
                items.iter_mut().for_each(|item| deal(item, "", tape));
                if is_list || !["sections", "author", "roles", "questions"].contains(&key) {
                    for at in (1..items.len()).rev() {
                        items.swap(at, tape.below(at + 1));
                    }
                }
            }
            _ => {}
        }
    }
    let mut file = file.clone();
    deal(&mut file, "", tape);
    file
}

/// A file in which ids are called otherwise, wherever they stand.
fn renamed(file: &Value, names: &BTreeMap<String, String>) -> Value {
    fn rename(value: &mut Value, key: &str, names: &BTreeMap<String, String>) {
        const NO_IDS: [&str; 14] = [
            "text",
            "title",
            "type",
            "kind",
            "scheme",
            "tags",
            "stance",
            "role",
            "status",
            "basis",
            "note",
            "quote",
            "date",
            "critical-question",
        ];
        match value {
            Value::String(formula) if key == "formula" => {
                let is_id = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
                let words: Vec<String> = formula
                    .split(' ')
                    .map(|word| {
                        let id = word.trim_matches(|letter| !is_id(letter));
                        let name = names.get(id);
                        name.map_or(word.to_owned(), |name| word.replace(id, name))
                    })
                    .collect();
                *formula = words.join(" ");
            }
            Value::String(id) if !NO_IDS.contains(&key) => {
                if let Some(name) = names.get(id) {
                    *id = name.clone();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| {
                let is_id = !(key == "sections" || NO_IDS.contains(&key));
                rename(item, if is_id { "" } else { "text" }, names);
            }),
            Value::Object(object) if key != "senses" => {
                object.iter_mut().for_each(|(key, value)| {
                    // A place in a source is no id; the places of an allowance are.
                    let is_place = key == "at" && value.is_string();
                    rename(value, if is_place { "text" } else { key }, names);
                });
            }
            _ => {}
        }
    }
    let mut file = file.clone();
    rename(&mut file, "", names);
    file
}

/// The ids of a file, by list.
fn ids(file: &Value) -> Vec<(String, String)> {
    let lists = file.as_object().unwrap().iter().filter(|(list, _)| *list != "schemes");
    lists
        .flat_map(|(list, parts)| {
            let parts = parts.as_array().into_iter().flatten();
            let ids = parts.filter_map(|part| Some(part.get("id")?.as_str()?.to_owned()));
            ids.map(|id| (list.clone(), id)).collect::<Vec<_>>()
        })
        .collect()
}

/// What a difference says, but for numbers and for names that go by order.
fn told(diff: &Diff) -> String {
    let parts: Vec<_> = diff
        .parts
        .iter()
        .map(|part| format!("{} {:?} {:?} {:?}\n", part.list, part.id, part.text, part.fate))
        .collect();
    format!("{:?}\n{:?}\n{}", diff.renamed, diff.keys, parts.concat())
}

fn applies(old: &Map, new: &Map) {
    let diff = diff(old, new);
    let applied = apply(old, &diff, "maps/map.json", &mut load);
    assert_eq!(in_order(data(&applied)), in_order(data(new)), "{}", told(&diff));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_map_does_not_differ_from_itself(numbers in tape(), order in tape()) {
        let map = random::map(&numbers);
        prop_assert!(diff(&map, &map).is_empty());
        let other = read(&dealt(&data(&map), &mut Tape::new(&order)));
        let diff = diff(&map, &other);
        prop_assert!(diff.is_empty(), "{}", told(&diff));
    }

    #[test]
    fn a_difference_makes_the_new_map_of_the_old_one(one in tape(), other in tape()) {
        applies(&random::map(&one), &random::map(&other));
        let mut near = one.clone();
        near.iter_mut().zip(&other).take(3).for_each(|(a, b)| *a = *b);
        applies(&random::map(&one), &random::map(&near));
    }

    #[test]
    fn order_makes_no_difference(one in tape(), other in tape(), order in tape()) {
        let (old, new) = (random::map(&one), random::map(&other));
        let told_once = told(&diff(&old, &new));
        let tape = &mut Tape::new(&order);
        let (old, new) = (read(&dealt(&data(&old), tape)), read(&dealt(&data(&new), tape)));
        prop_assert_eq!(told_once, told(&diff(&old, &new)));
    }

    #[test]
    fn ids_changed_throughout_are_told_as_that_alone(
        numbers in tape(), which in tape(), order in tape(),
    ) {
        let old = random::map(&numbers);
        let file = data(&old);
        let tape = &mut Tape::new(&which);
        let names: BTreeMap<String, String> = ids(&file)
            .into_iter()
            .filter(|_| !tape.chance(2))
            .enumerate()
            // Names whose order is not that of the old ones.
            .map(|(at, (_, id))| (id, format!("n{}-{at}", (at * 7 + 3) % 10)))
            .collect();
        let file = dealt(&renamed(&file, &names), &mut Tape::new(&order));
        let diff = diff(&old, &read(&file));
        prop_assert!(diff.keys.is_empty() && diff.parts.is_empty(), "{}", told(&diff));
        prop_assert_eq!(diff.renamed.len(), names.len(), "{}", told(&diff));
    }

    #[test]
    fn a_union_has_all_of_both(one in tape(), other in tape()) {
        let (old, new) = (random::map(&one), random::map(&other));
        let diff = diff(&old, &new);
        let union = union(&old, &new, &diff, "map.json", &mut no_imports);
        // What undercuts a step that is strict now cannot be said, nor what undercuts that.
        let mut unsayable: BTreeSet<NodeIndex> = BTreeSet::new();
        for part in &diff.matching.removed {
            let target = old.as_inference(*part).map(|step| old.target(step));
            let Some(Target::Inference(target)) = target else { continue };
            let now = diff.matching.new_of(target.node()).and_then(|step| new.as_inference(step));
            if now.is_some_and(|now| new[now].strict) || unsayable.contains(&target.node()) {
                unsayable.insert(*part);
            }
        }
        let removed = diff.matching.removed.len() - unsayable.len();
        prop_assert_eq!(union.map.own_parts().len(), new.own_parts().len() + removed);
        prop_assert_eq!(union.marks.len(), diff.parts.len() - unsayable.len());
    }
}

#[test]
fn shipped_maps_do_not_differ_from_themselves_and_make_each_other() {
    let maps = SHIPPED.map(|path| support::read(path).map);
    for (at, map) in maps.iter().enumerate() {
        assert!(diff(map, map).is_empty());
        let order: Vec<u16> = (0..60_000_u32).map(|n| ((n * 40_503) >> 7) as u16).collect();
        let other = read(&dealt(&data(map), &mut Tape::new(&order)));
        let told = told(&diff(map, &other));
        assert!(diff(map, &other).is_empty(), "{told}");
        applies(map, &maps[(at + 1) % maps.len()]);
    }
}

#[test]
fn ids_of_shipped_maps_changed_throughout_are_told_as_that_alone() {
    for path in SHIPPED {
        let old = support::read(path).map;
        let file = data(&old);
        let names: BTreeMap<String, String> =
            ids(&file).into_iter().map(|(_, id)| (id.clone(), format!("{id}-x"))).collect();
        let diff = diff(&old, &read(&renamed(&file, &names)));
        assert!(diff.keys.is_empty() && diff.parts.is_empty(), "{path}: {}", told(&diff));
        assert_eq!(diff.renamed.len(), names.len(), "{path}");
    }
}

/// What an edit should be told as: a list, an id if there is one, and a key; or `+` or `-`.
type Wanted = (String, Option<String>, String);

/// Edits a file in some way; nothing if the file has nothing that could be edited so.
fn edit(file: &mut Value, tape: &mut Tape) -> Option<Wanted> {
    let claims = file["claims"].as_array()?.len();
    let claim_ids: Vec<String> =
        (0..claims).map(|at| file["claims"][at]["id"].as_str().unwrap().to_owned()).collect();
    let pick = |tape: &mut Tape, list: &str, file: &Value| {
        let parts = file.get(list)?.as_array()?;
        Some(tape.below(parts.len()))
    };
    let other = |tape: &mut Tape| claim_ids[tape.below(claims)].clone();
    let (list, at, key): (&str, usize, &str) = match tape.below(16) {
        0 => {
            let at = tape.below(claims);
            file["claims"][at]["text"] = "A new wording.".into();
            ("claims", at, "text")
        }
        1 => {
            let at = tape.below(claims);
            file["claims"][at]["tags"] = json!(["brand", "new"]);
            ("claims", at, "tags")
        }
        2 => {
            let (at, group) = (tape.below(claims), pick(tape, "groups", file)?);
            let id = file["groups"][group]["id"].clone();
            if file["claims"][at].get("group") == Some(&id) {
                return None;
            }
            file["claims"][at]["group"] = id;
            ("claims", at, "group")
        }
        3 => {
            let (at, holder) = (tape.below(claims), pick(tape, "holders", file)?);
            let id = file["holders"][holder]["id"].clone();
            let stand = json!({ "holder": id, "at": "a place of its own" });
            match file["claims"][at].get_mut("commitments").and_then(Value::as_array_mut) {
                Some(stands) => stands.push(stand),
                None => file["claims"][at]["commitments"] = json!([stand]),
            }
            ("claims", at, "commitments")
        }
        4 => {
            let (at, source) = (tape.below(claims), pick(tape, "sources", file)?);
            let id = file["sources"][source]["id"].clone();
            file["claims"][at]["cite"] = json!([{ "source": id, "at": "a place of its own" }]);
            ("claims", at, "cite")
        }
        5 => {
            let at = pick(tape, "supports", file)?;
            file["supports"][at].get("id")?;
            file["supports"][at]["from"].as_array_mut()?.push(other(tape).into());
            ("supports", at, "from")
        }
        6 => {
            let at = pick(tape, "rebuttals", file)?;
            file["rebuttals"][at].get("id")?;
            file["rebuttals"][at]["warrant"] =
                match file["rebuttals"][at].get("warrant").and_then(Value::as_str) {
                    Some("c0") => "c1".into(),
                    _ => "c0".into(),
                };
            ("rebuttals", at, "warrant")
        }
        7 => {
            let at = pick(tape, "supports", file)?;
            file["supports"][at].get("id")?;
            file["supports"][at]["weight"] = 17.into();
            ("supports", at, "weight")
        }
        8 => {
            let at = pick(tape, "questions", file)?;
            let claim = other(tape);
            file["questions"][at]["answers"].as_array_mut()?.push(claim.into());
            ("questions", at, "answers")
        }
        9 => {
            let at = pick(tape, "sources", file)?;
            file["sources"][at]["sections"] = json!([{ "id": "9", "heading": "Nine" }]);
            ("sources", at, "sections")
        }
        10 => {
            let at = pick(tape, "holders", file)?;
            file["holders"][at]["name"] = "Somebody else".into();
            ("holders", at, "name")
        }
        11 => {
            let at = pick(tape, "groups", file)?;
            file["groups"][at]["title"] = "Something else".into();
            ("groups", at, "title")
        }
        12 => {
            let at = pick(tape, "conflicts", file)?;
            file["conflicts"][at]["note"] = "A remark.".into();
            ("conflicts", at, "note")
        }
        13 => {
            let claim = json!({ "id": "fresh", "text": "Something that nobody said before." });
            file["claims"].as_array_mut()?.push(claim);
            return Some(("claims".into(), Some("fresh".into()), "+".into()));
        }
        14 => {
            let at = pick(tape, "conflicts", file)?;
            let gone = file["conflicts"].as_array_mut()?.remove(at);
            let id = gone.get("id").and_then(Value::as_str).map(str::to_owned);
            return Some(("conflicts".into(), id, "-".into()));
        }
        _ => {
            let step = json!({ "from": [other(tape)], "to": other(tape), "note": "A new step." });
            match file.get_mut("supports").and_then(Value::as_array_mut) {
                Some(supports) => supports.push(step),
                None => file["supports"] = json!([step]),
            }
            return Some(("supports".into(), None, "+".into()));
        }
    };
    let id = file[list][at].get("id").and_then(Value::as_str).map(str::to_owned);
    Some((list.to_owned(), id, key.to_owned()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn an_edit_is_told_as_what_it_is(numbers in tape(), how in tape()) {
        let old = random::map(&numbers);
        let mut file = data(&old);
        let Some((list, id, key)) = edit(&mut file, &mut Tape::new(&how)) else { return Ok(()) };
        let new = read(&file);
        let diff = diff(&old, &new);
        prop_assert!(diff.renamed.is_empty() && diff.keys.is_empty(), "{}", told(&diff));
        prop_assert_eq!(diff.parts.len(), 1, "{}", told(&diff));
        let part = &diff.parts[0];
        prop_assert_eq!((part.list, part.id.clone()), (&*list, id));
        match (&*key, &part.fate) {
            ("+", Fate::Added(_)) | ("-", Fate::Removed(_)) => {}
            (_, Fate::Changed { old_list: None, changes }) => {
                prop_assert_eq!(changes.len(), 1);
                prop_assert_eq!(&changes[0].key, &key);
            }
            _ => prop_assert!(false, "{}", told(&diff)),
        }
    }
}

/// Many edits of a real map at once are told one by one.
#[test]
fn edits_of_a_shipped_map_are_told_one_by_one() {
    let old = support::read("maps/reply.json").map;
    let mut file = data(&old);
    let claims = file["claims"].as_array_mut().unwrap();
    let moved: Vec<String> =
        claims.iter().map(|claim| claim["id"].as_str().unwrap().to_owned()).collect();
    claims[3]["text"] = format!("{} Indeed.", claims[3]["text"].as_str().unwrap()).into();
    claims[5]["tags"] = json!(["new"]);
    claims.push(json!({ "id": "brand-new", "text": "Rain falls on all alike." }));
    claims.reverse();
    file["title"] = "Another title".into();
    file["theses"].as_array_mut().unwrap().push("brand-new".into());
    let names = BTreeMap::from([(moved[3].clone(), "other-name".to_owned())]);
    let new = read(&renamed(&file, &names));
    let diff = diff(&old, &new);
    let keys: Vec<&str> = diff.keys.iter().map(|change| &*change.key).collect();
    assert_eq!(keys, ["title", "theses"]);
    assert_eq!((&*diff.renamed[0].old, &*diff.renamed[0].new), (&*moved[3], "other-name"));
    assert_eq!((diff.renamed.len(), diff.parts.len()), (1, 3), "{}", told(&diff));
    let part = |id: &str| diff.parts.iter().find(|part| part.id.as_deref() == Some(id)).unwrap();
    assert!(matches!(part("brand-new").fate, Fate::Added(_)));
    assert!(matches!(part("other-name").change("text"), Some(Values::Whole { .. })));
    let Some(Values::Items { added, .. }) = part(&moved[5]).change("tags") else { panic!() };
    assert_eq!(added, &[json!("new")]);
}
