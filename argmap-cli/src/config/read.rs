//! Reading a configuration: a table of its keys, and what is wrong with a text.

use std::path::{Path, PathBuf};

use argmap_core::check;
use argmap_core::check::thresholds::{ThresholdError, Thresholds};
use argmap_core::diagnostic::{Rule, Severity};
use argmap_core::document::nearest;
use argmap_core::text::Span;
use clap::ValueEnum;
use globset::Glob;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, FailOn, Problem, stays_inside};
use crate::args::TierArgument;

/// A key of the configuration.
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it can be, for people.
    pub values: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    read: fn(&mut Reader, &Value),
}

/// The keys, in the order in which they are documented.
pub const KEYS: &[Key] = &[
    Key {
        name: "tier",
        values: "\"regular\", \"pedantic\" or \"auditor\"",
        meaning: "The rules that run: all up to this tier.",
        read: |reader, value| reader.config.tier = reader.word(value).map(TierArgument::tier),
    },
    Key {
        name: "strict",
        values: "true or false",
        meaning: "Whether gaps in the argument count as errors.",
        read: |reader, value| reader.config.strict = reader.boolean(value),
    },
    Key {
        name: "fail-on",
        values: "\"error\", \"warning\", \"info\" or \"never\"",
        meaning: "The severity from which findings make the command fail.",
        read: |reader, value| reader.config.fail_on = reader.word::<FailOn>(value),
    },
    Key {
        name: "texts",
        values: "a list of folders",
        meaning: "Folders with the texts of sources, within the folder of the configuration; the command line's `--texts` may lead elsewhere.",
        read: |reader, value| reader.config.texts = reader.paths(value),
    },
    Key {
        name: "exclude",
        values: "a list of patterns",
        meaning: "Files that are left out where they are met in a folder: patterns of paths from the folder of the configuration, with `*`, `**` and `?`.",
        read: |reader, value| reader.config.exclude = reader.patterns(value),
    },
    Key {
        name: "baseline",
        values: "a file",
        meaning: "A list of findings that are let pass, as `--write-baseline` writes it, within the folder of the configuration.",
        read: |reader, value| reader.config.baseline = reader.path(value),
    },
    Key {
        name: "rules",
        values: "a table: rule = \"off\", \"info\", \"warning\" or \"error\", or rule = { level = …, threshold = … }",
        meaning: "How much each rule matters, by code or name. A rule that is given a level runs whatever its tier; `off` switches it off. Rules that count take their numbers here, which alone switch no rule on.",
        read: Reader::rules,
    },
];

type Value<'t> = Spanned<DeValue<'t>>;

/// What a text says, and all that is wrong with it, in the order of places. Never fails, however
/// the text looks.
pub fn parse(text: &str) -> (Config, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { config: Config::default(), problems: Vec::new() };
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reader.problem(span, error.message().trim().to_owned(), None);
    }
    // What is left of a broken text says little: only the breaks are told.
    if reader.problems.is_empty() {
        reader.table(table.get_ref());
    }
    reader.problems.sort_by_key(|problem| problem.span);
    (reader.config, reader.problems)
}

struct Reader {
    config: Config,
    problems: Vec<Problem>,
}

/// A word that a key may have.
pub(super) fn words<T: ValueEnum>() -> Vec<String> {
    let values = T::value_variants().iter().filter_map(T::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

impl Reader {
    fn problem(&mut self, span: std::ops::Range<usize>, message: String, help: Option<String>) {
        self.problems.push(Problem { span: Span::new(span.start, span.end), message, help });
    }

    fn table(&mut self, table: &DeTable) {
        for (name, value) in table {
            match KEYS.iter().find(|key| key.name == &**name.get_ref()) {
                Some(key) => (key.read)(self, value),
                None => {
                    let known = KEYS.iter().map(|key| key.name);
                    self.unknown("key", name, &known.collect::<Vec<_>>());
                }
            }
        }
    }

    fn unknown(&mut self, what: &str, name: &Spanned<std::borrow::Cow<str>>, known: &[&str]) {
        let word = &**name.get_ref();
        let message = format!("there is no {what} `{word}`");
        self.problem(name.span(), message, Some(suggestion(word, known)));
    }

    fn wrong(&mut self, value: &Value, wanted: &str) {
        let found = value.get_ref().type_str();
        let article = if found.starts_with(['a', 'i']) { "an" } else { "a" };
        let message = format!("{wanted} was expected, not {article} {found}");
        self.problem(value.span(), message, None);
    }

    fn boolean(&mut self, value: &Value) -> Option<bool> {
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            self.wrong(value, "true or false");
        }
        boolean
    }

    fn string<'v>(&mut self, value: &'v Value) -> Option<&'v str> {
        let string = value.get_ref().as_str();
        if string.is_none() {
            self.wrong(value, "a string");
        }
        string
    }

    fn word<T: ValueEnum>(&mut self, value: &Value) -> Option<T> {
        let word = self.string(value)?;
        let found = T::from_str(word, false).ok();
        if found.is_none() {
            let known = words::<T>();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let help = Some(suggestion(word, &known));
            self.problem(value.span(), format!("`{word}` is not possible here"), help);
        }
        found
    }

    fn list<'v, 't>(&mut self, value: &'v Value<'t>) -> &'v [Value<'t>] {
        match value.get_ref().as_array() {
            Some(list) => list,
            None => {
                self.wrong(value, "a list of strings");
                &[]
            }
        }
    }

    fn path(&mut self, value: &Value) -> Option<PathBuf> {
        let path = PathBuf::from(self.string(value)?);
        if stays_inside(&path) {
            return Some(path);
        }
        let message = "the path leads out of the folder of the configuration".to_owned();
        let help = "name it on the command line if it has to lie elsewhere".to_owned();
        self.problem(value.span(), message, Some(help));
        None
    }

    fn paths(&mut self, value: &Value) -> Option<Vec<PathBuf>> {
        Some(self.list(value).iter().filter_map(|one| self.path(one)).collect())
    }

    fn patterns(&mut self, value: &Value) -> Option<Vec<String>> {
        let mut patterns = Vec::new();
        for one in self.list(value) {
            let Some(pattern) = self.string(one) else { continue };
            match Glob::new(pattern) {
                Ok(_) if stays_inside(Path::new(pattern)) => {
                    patterns.push(pattern.strip_prefix("./").unwrap_or(pattern).to_owned());
                }
                Ok(_) => {
                    let message = "the pattern leads out of the folder of the configuration";
                    self.problem(one.span(), message.to_owned(), None);
                }
                Err(error) => {
                    let message = format!("the pattern cannot be read: {}", error.kind());
                    self.problem(one.span(), message, None);
                }
            }
        }
        Some(patterns)
    }

    fn rules(&mut self, value: &Value) {
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong(value, "a table of rules");
        };
        let mut seen: Vec<&str> = Vec::new();
        for (name, value) in table {
            let Some(rule) = check::rule(name.get_ref()) else {
                self.unknown("rule", name, &rule_names());
                continue;
            };
            if seen.contains(&rule.code) {
                let message = format!("the rule {} {} is set twice", rule.code, rule.name);
                self.problem(name.span(), message, None);
            }
            seen.push(rule.code);
            match value.get_ref() {
                DeValue::Table(table) => self.rule(rule, table),
                _ => self.level(rule, value),
            }
        }
    }

    fn rule(&mut self, rule: &'static Rule, table: &DeTable) {
        for (name, value) in table {
            let key = &**name.get_ref();
            if key == "level" {
                self.level(rule, value);
                continue;
            }
            let number = match value.get_ref() {
                DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
                DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
                _ => None,
            };
            let is_known = Thresholds::keys(rule).contains(&key);
            match number {
                Some(number) if is_known => match Thresholds::default().set(rule, key, number) {
                    Ok(()) => {
                        let key = (rule.code, key.to_owned());
                        self.config.thresholds.insert(key, number);
                    }
                    Err(error) => self.problem(value.span(), error.to_string(), None),
                },
                None if is_known => self.wrong(value, "a number"),
                _ => {
                    let known: &[&str] = Thresholds::keys(rule);
                    let error = ThresholdError::Unknown { rule: rule.name, key: key.into(), known };
                    let help = nearest(key, known.iter().copied().chain(["level"]));
                    let help = help.map(|near| format!("did you mean `{near}`?"));
                    self.problem(name.span(), error.to_string(), help);
                }
            }
        }
    }

    fn level(&mut self, rule: &'static Rule, value: &Value) {
        let Some(word) = self.string(value) else { return };
        match level(rule, word) {
            Ok(severity) => self.config.levels.set(rule, severity),
            Err((message, help)) => self.problem(value.span(), message, help),
        }
    }
}

/// The words for how much a rule matters.
pub(super) const LEVELS: &[&str] = &["off", "info", "warning", "error"];

/// What a word says of a rule: its severity, or that it is off.
///
/// # Errors
/// If it is none of [`LEVELS`], or the rule cannot be switched off; with help.
pub(super) fn level(rule: &Rule, word: &str) -> Result<Option<Severity>, (String, Option<String>)> {
    match word {
        "off" if rule.code == "AM014" => {
            Err(("faults of syntax cannot be switched off".to_owned(), None))
        }
        "off" => Ok(None),
        "info" => Ok(Some(Severity::Info)),
        "warning" => Ok(Some(Severity::Warning)),
        "error" => Ok(Some(Severity::Error)),
        _ => Err((format!("`{word}` is no level"), Some(suggestion(word, LEVELS)))),
    }
}

/// The names and codes of all rules.
pub(super) fn rule_names() -> Vec<&'static str> {
    check::catalogue().iter().flat_map(|rule| [rule.name, rule.code]).collect()
}

/// The word most like one, or all there are if these are few.
pub(super) fn suggestion(word: &str, known: &[&str]) -> String {
    /// So many words can be listed.
    const FEW: usize = 12;
    let near = nearest(word, known.iter().copied());
    let near = near.map(|near| format!("did you mean `{near}`? "));
    let list = if known.len() <= FEW {
        format!("possible: `{}`", known.join("`, `"))
    } else if near.is_some() {
        String::new()
    } else {
        "`argmap rules` lists the rules".to_owned()
    };
    format!("{}{list}", near.unwrap_or_default()).trim_end().to_owned()
}
