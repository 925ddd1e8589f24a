//! How long the comparison of two versions of a large map takes, beside reading them:
//! `cargo bench -p argmap-core --bench versions`.

#[path = "../../tests/support/shapes.rs"]
mod shapes;

use std::collections::HashMap;

use argmap_core::compare::diff::consequences::verdicts;
use argmap_core::compare::diff::{diff, union};
use argmap_core::document::no_imports;
use argmap_core::model::Map;
use argmap_core::semantics::{Options, evaluate};
use divan::{Bencher, black_box};
use serde_json::{Value, json};

const CLAIMS: usize = 100_000;

fn main() {
    divan::main();
}

fn map(text: &str) -> Map {
    argmap_core::read("map.json", text, &mut no_imports).map
}

/// A map and a version of it in which every hundredth claim has to do with a change.
fn versions() -> [String; 2] {
    let old = shapes::debate(CLAIMS);
    let mut file: Value = serde_json::from_str(&old).expect("it is JSON");
    let mut renamed: HashMap<String, String> = HashMap::new();
    for at in (100..CLAIMS).step_by(100) {
        let claim = &mut file["claims"][at];
        let text = claim["text"].as_str().unwrap().to_owned();
        match at / 100 % 5 {
            0 => claim["text"] = text.replace("until the war", "all the same").into(),
            1 => claim["tags"] = json!(["changed"]),
            2 => {
                renamed.insert(format!("c{at}"), format!("claim-{at}"));
            }
            3 => {
                renamed.insert(format!("c{at}"), format!("claim-{at}"));
                claim["text"] = text.replace("own", "very own").into();
            }
            _ => {
                let id = format!("new-{at}");
                claim["basis"] = "observed".into();
                let new = json!({ "id": id, "text": format!("Granary {at} burnt down.") });
                file["claims"].as_array_mut().unwrap().push(new);
                file["supports"][at / 2]["from"] = json!([id]);
            }
        }
    }
    for list in ["supports", "rebuttals", "undercuts"] {
        for step in file[list].as_array_mut().unwrap() {
            let premises = step["from"].as_array_mut().unwrap().iter_mut();
            for id in premises {
                if let Some(new) = renamed.get(id.as_str().unwrap()) {
                    *id = new.as_str().into();
                }
            }
            if let Some(new) = renamed.get(step["to"].as_str().unwrap()) {
                step["to"] = new.as_str().into();
            }
        }
    }
    for claim in file["claims"].as_array_mut().unwrap() {
        if let Some(new) = renamed.get(claim["id"].as_str().unwrap()) {
            claim["id"] = new.as_str().into();
        }
    }
    [old, serde_json::to_string_pretty(&file).expect("it is data")]
}

/// Both versions read: what the others are measured against.
#[divan::bench(sample_count = 20)]
fn reading(bencher: Bencher) {
    let texts = versions();
    bencher.bench(|| texts.each_ref().map(|text| black_box(map(text))));
}

/// What differs, of two versions that are read.
#[divan::bench(sample_count = 20)]
fn differing(bencher: Bencher) {
    let [old, new] = versions().map(|text| map(&text));
    bencher.bench(|| black_box(diff(&old, &new)));
}

/// The same with the verdicts that change.
#[divan::bench(sample_count = 20)]
fn differing_with_verdicts(bencher: Bencher) {
    let [old, new] = versions().map(|text| map(&text));
    bencher.bench(|| {
        let diff = diff(&old, &new);
        let [before, after] = [&old, &new].map(|map| evaluate(map, Options::default()));
        black_box(verdicts((&old, &before), (&new, &after), &diff.matching))
    });
}

/// Nothing differs.
#[divan::bench(sample_count = 20)]
fn same(bencher: Bencher) {
    let [old, _] = versions().map(|text| map(&text));
    bencher.bench(|| black_box(diff(&old, &old)));
}

/// All claims, and all steps that have ids, are called otherwise.
#[divan::bench(sample_count = 3)]
fn all_renamed(bencher: Bencher) {
    let [old, _] = versions();
    let new = old.replace("\"c", "\"claim-").replace("\"s", "\"step-");
    let new = new
        .replace("\"claim-laims\"", "\"claims\"")
        .replace("\"step-ources\"", "\"sources\"")
        .replace("\"step-ource\"", "\"source\"")
        .replace("\"step-upports\"", "\"supports\"")
        .replace("\"claim-ite\"", "\"cite\"")
        .replace("\"claim-ommon-ground\"", "\"common-ground\"");
    let [old, new] = [old, new].map(|text| map(&text));
    bencher.bench(|| black_box(diff(&old, &new)));
}

/// One map of both.
#[divan::bench(sample_count = 5)]
fn joining(bencher: Bencher) {
    let [old, new] = versions().map(|text| map(&text));
    let diff = diff(&old, &new);
    bencher.bench(|| black_box(union(&old, &new, &diff, "map.json", &mut no_imports)));
}
