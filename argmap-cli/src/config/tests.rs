use std::fmt::Write;
use std::path::{Path, PathBuf};

use argmap_core::check;
use argmap_core::diagnostic::{Severity, Tier};
use proptest::prelude::*;

use super::{Config, FailOn, KEYS, parse, stays_inside};

/// What is wrong with a text, a line each: where, what and what to do.
fn problems(text: &str) -> Vec<String> {
    let (_, problems) = parse(text);
    let show = |problem: &super::Problem| {
        let at = &text[problem.span.range()];
        let help = problem.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{at}: {}{help}", problem.message)
    };
    problems.iter().map(show).collect()
}

#[test]
fn every_key_is_read() {
    let text = r#"
        tier = "pedantic"
        strict = true
        fail-on = "warning"
        texts = ["texts", "more/../texts"]
        exclude = ["drafts/**"]
        baseline = "baseline.json"
        [rules]
        AM101 = "error"
        not-declarative = "off"
        too-long = { level = "info", words = 30 }
        deep-chain = { chain = 1_000 }
    "#;
    assert_eq!(problems(text), [""; 0]);
    let (config, _) = parse(text);
    let rule = |name| check::rule(name).unwrap();
    let mut wanted = Config {
        tier: Some(Tier::Pedantic),
        strict: Some(true),
        fail_on: Some(FailOn::Warning),
        texts: Some(vec![PathBuf::from("texts"), PathBuf::from("more/../texts")]),
        exclude: Some(vec!["drafts/**".to_owned()]),
        baseline: Some(PathBuf::from("baseline.json")),
        ..Config::default()
    };
    wanted.levels.set(rule("AM101"), Some(Severity::Error));
    wanted.levels.set(rule("AM605"), None);
    wanted.levels.set(rule("AM611"), Some(Severity::Info));
    wanted.thresholds.insert(("AM611", "words".to_owned()), 30.0);
    wanted.thresholds.insert(("AM013", "chain".to_owned()), 1000.0);
    assert_eq!(config, wanted);
}

#[test]
fn all_that_is_wrong_is_told_in_one_run() {
    let text = r#"
tiers = "pedantic"
strict = "yes"
fail-on = "warnings"
texts = ["../texts", "/etc"]
exclude = ["a[", 3]
[rules]
AM999 = "off"
unsuported-claim = "off"
AM014 = "off"
AM101 = "eror"
unsupported-claim = { levle = "error", words = 3 }
too-long = { words = 0 }
"#;
    let known = "possible: `off`, `info`, `warning`, `error`";
    let outside = "the path leads out of the folder of the configuration";
    let elsewhere = "name it on the command line if it has to lie elsewhere";
    let found = problems(text);
    let wanted = [
        "tiers: there is no key `tiers` (did you mean `tier`? possible: `tier`, `strict`, `fail-on`, `texts`, `exclude`, `baseline`, `rules`)".to_owned(),
        "\"yes\": true or false was expected, not a string".to_owned(),
        "\"warnings\": `warnings` is not possible here (did you mean `warning`? possible: `error`, `warning`, `info`, `never`)".to_owned(),
        format!("\"../texts\": {outside} ({elsewhere})"),
        format!("\"/etc\": {outside} ({elsewhere})"),
        "\"a[\": the pattern cannot be read: unclosed character class; missing ']'".to_owned(),
        "3: a string was expected, not an integer".to_owned(),
        "AM999: there is no rule `AM999` (`argmap rules` lists the rules)".to_owned(),
        "unsuported-claim: there is no rule `unsuported-claim` (did you mean `unsupported-claim`?)".to_owned(),
        "\"off\": faults of syntax cannot be switched off".to_owned(),
        format!("\"eror\": `eror` is no level (did you mean `error`? {known})"),
        "unsupported-claim: the rule AM101 unsupported-claim is set twice".to_owned(),
        "levle: `unsupported-claim` has no threshold `levle`; it has none (did you mean `level`?)".to_owned(),
        "words: `unsupported-claim` has no threshold `words`; it has none".to_owned(),
        "0: `words` must be a whole number from 1 to 1000000, not 0".to_owned(),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn broken_toml_is_told_with_its_place() {
    let found = problems("tier = \nstrict = tru\n");
    assert!(found.len() >= 2, "{found:?}");
}

#[test]
fn paths_that_lead_out_are_known() {
    for inside in ["a", "./a", "a/../b", "a/b/../../c", "", "."] {
        assert!(stays_inside(Path::new(inside)), "{inside}");
    }
    for outside in ["..", "/a", "a/../..", "../a", "a/../../a/b"] {
        assert!(!stays_inside(Path::new(outside)), "{outside}");
    }
}

/// `docs/configuration.md` lists the keys as the table has them.
#[test]
fn the_documentation_lists_all_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    let text = std::fs::read_to_string(&path).expect("docs/configuration.md is there");
    let mut table = String::from("| key | values | meaning |\n|---|---|---|\n");
    for key in KEYS {
        writeln!(table, "| `{}` | {} | {} |", key.name, key.values, key.meaning).unwrap();
    }
    assert!(text.contains(&table), "docs/configuration.md does not have this table:\n{table}");
    let example = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.expect("docs/configuration.md has an example");
    assert_eq!(problems(example), [""; 0]);
}

proptest! {
    #[test]
    fn any_text_is_read_and_problems_lie_in_it(text in any::<String>()) {
        let (_, problems) = parse(&text);
        for problem in problems {
            prop_assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        }
    }

    #[test]
    fn fragments_of_configurations_are_read(
        parts in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..12),
    ) {
        let text = parts.concat();
        let (config, problems) = parse(&text);
        for problem in &problems {
            prop_assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        }
        // Reading is a function of the text.
        prop_assert_eq!((config, problems), parse(&text));
    }
}

const FRAGMENTS: &[&str] = &[
    "tier",
    "strict",
    "[rules]\n",
    "rules.",
    "AM101",
    "too-long",
    "=",
    " = ",
    "\"off\"",
    "\"error\"",
    "{",
    "}",
    "words",
    "[",
    "]",
    ",",
    "\n",
    "true",
    "1",
    "-0.5",
    "nan",
    "'",
    "\"",
    "\\u12",
    "é",
    ".",
    "texts",
    "exclude",
    "\"../x\"",
    "\"a/**\"",
    "#",
    "\r\n",
    "[[rules]]\n",
    "1979-05-27",
];
