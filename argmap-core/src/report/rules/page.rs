//! Rules as pages.

use std::fmt::Write;

use crate::check::catalogue;
use crate::check::thresholds::Thresholds;
use crate::diagnostic::{Example, Rule};
use crate::fixes::fixable;
use crate::report::escape::{code_block, prose};

/// A part of a rule's page. Backticks in it mark code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading over all that follows up to the next.
    Heading(&'static str),
    /// A line of facts.
    Facts(String),
    /// A paragraph.
    Text(String),
    /// A map, or with a name a further file that it needs, exactly as it is.
    File(Option<&'static str>, &'static str),
}

/// What is documented of a rule, in the order in which it is read.
pub fn blocks(rule: &'static Rule) -> Vec<Block> {
    let facts =
        format!("{}, {:?} tier, {:?} confidence", rule.severity.word(), rule.tier, rule.confidence);
    let mut blocks = vec![Block::Facts(facts.to_lowercase())];
    let usual = Thresholds::default();
    let thresholds = Thresholds::keys(rule)
        .iter()
        .filter_map(|key| Some(format!("`{key}`, {} unless set", usual.get(rule, key)?)));
    let thresholds: Vec<String> = thresholds.collect();
    if !thresholds.is_empty() {
        blocks.push(Block::Facts(format!("thresholds: {}", thresholds.join("; "))));
    }
    blocks.extend([
        Block::Text(format!("Fires when {}.", rule.summary.trim_end_matches('.'))),
        Block::Text(rule.why.to_owned()),
    ]);
    if let Some(when) = fixable(rule) {
        blocks.push(Block::Text(format!("Mended by `argmap check --fix` where {when}.")));
    }
    let mut example = |heading, example: &'static Example| {
        blocks.push(Block::Heading(heading));
        blocks.push(Block::File(None, example.map));
        let files = example.files.iter();
        blocks.extend(files.map(|(name, content)| Block::File(Some(name), content)));
    };
    example("Reported", &rule.bad);
    example("Mended", &rule.good);
    blocks.push(Block::Text(format!("Source: {}", rule.source)));
    blocks
}

/// A rule's page in Markdown, with its code and name as a heading of that level.
pub fn markdown(rule: &'static Rule, level: usize) -> String {
    let mut page = format!("{} {} {}\n", "#".repeat(level), rule.code, rule.name);
    for block in blocks(rule) {
        let part = match block {
            Block::Heading(text) => format!("**{text}**"),
            Block::Facts(text) => format!("*{}*", prose(&text)),
            Block::Text(text) => prose(&text),
            Block::File(None, content) => code_block("json", content),
            Block::File(Some(name), content) => {
                let language = if name.ends_with(".json") { "json" } else { "text" };
                format!(
                    "with {}:\n\n{}",
                    prose(&format!("`{name}`")),
                    code_block(language, content)
                )
            }
        };
        write!(page, "\n{}\n", part.trim_end()).expect("writing to a string cannot fail");
    }
    page
}

/// The parts of the catalogue, by the first digits of their codes.
const SECTIONS: &[(&str, &str)] = &[
    ("AM0", "Reference and structure"),
    ("AM1", "Support"),
    ("AM2", "Support"),
    ("AM3", "Conflict"),
    ("AM4", "Sources and attribution"),
    ("AM5", "Schemes"),
    ("AM6", "Text"),
    ("AM7", "Housekeeping"),
];

/// The part of the catalogue that a rule stands in.
pub fn section(rule: &Rule) -> &'static str {
    let found = SECTIONS.iter().find(|(start, _)| rule.code.starts_with(start));
    found.map_or("Further rules", |(_, title)| title)
}

/// All rules on one page, in Markdown: a table of contents by section, then a heading for each
/// rule, whose anchor is its code and name in small letters.
pub fn reference() -> String {
    let rules = catalogue();
    let sections: Vec<&[&'static Rule]> =
        rules.chunk_by(|one, next| section(one) == section(next)).collect();
    let mut page = String::from(INTRODUCTION);
    for rules in &sections {
        page += &format!("\n**{}**\n\n", section(rules[0]));
        page += "| rule | level | tier | fires when |\n|---|---|---|---|\n";
        for rule in *rules {
            let anchor = format!("{}-{}", rule.code.to_lowercase(), rule.name);
            let tier = format!("{:?}", rule.tier).to_lowercase();
            let (code, name, level) = (rule.code, rule.name, rule.severity.word());
            let summary = prose(rule.summary);
            page += &format!("| [{code} {name}](#{anchor}) | {level} | {tier} | {summary} |\n");
        }
    }
    for rules in &sections {
        page += &format!("\n## {}\n", section(rules[0]));
        for rule in *rules {
            page += "\n";
            page += &markdown(rule, 3);
        }
    }
    page
}

const INTRODUCTION: &str = "\
<!-- Written from the catalogue of rules; `UPDATE_GOLDEN=1 cargo test --test docs` renews it. -->

# Rules

What `argmap check` looks for. `argmap rule CODE` shows the same of one rule, `argmap rules` lists
them all. Rules of the regular tier run by default; those of the pedantic and auditor tiers run if
asked for (`--tier`). The level is the usual one: some findings weigh more or less, as they say.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_stands_together() {
        let rules = catalogue();
        let titles: Vec<&str> = rules
            .chunk_by(|one, next| section(one) == section(next))
            .map(|rules| section(rules[0]))
            .collect();
        let mut once = titles.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), titles.len(), "{titles:?}");
        assert!(!titles.contains(&"Further rules"));
    }
}
