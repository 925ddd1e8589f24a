//! The documentation of rules: as data, as parts of a page, and as Markdown.

mod page;

use serde::Serialize;

use crate::check::thresholds::Thresholds;
use crate::diagnostic::{Confidence, Example, Rule, Severity, Tier};
use crate::fixes::fixable;
use crate::report::json;

pub use page::{Block, blocks, markdown, reference, section};

/// Some rules.
#[derive(Debug, Serialize)]
pub struct Rules {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The rules, in the order of their codes.
    pub rules: Vec<RuleFacts>,
}

/// All that is documented of a rule.
#[derive(Debug, Serialize)]
pub struct RuleFacts {
    /// The stable code.
    pub code: &'static str,
    /// The name.
    pub name: &'static str,
    /// The usual severity.
    pub severity: Severity,
    /// Who it is for.
    pub tier: Tier,
    /// How often a finding is what the rule means.
    pub confidence: Confidence,
    /// The numbers from which on it speaks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<ThresholdFacts>,
    /// When it fires.
    pub summary: &'static str,
    /// Why that is worth saying.
    pub why: &'static str,
    /// When `check --fix` mends what it finds; nothing if it never does.
    pub fix: Option<&'static str>,
    /// A map that it reports.
    pub bad: ExampleFacts,
    /// The same map, mended.
    pub good: ExampleFacts,
    /// Where it comes from.
    pub source: &'static str,
}

/// A number from which on a rule speaks.
#[derive(Debug, Serialize)]
pub struct ThresholdFacts {
    /// The name by which it is set.
    pub name: &'static str,
    /// The number unless set.
    pub usual: f64,
}

/// A map and the further files that it needs.
#[derive(Debug, Serialize)]
pub struct ExampleFacts {
    /// The map.
    pub map: &'static str,
    /// Imported maps and sources' texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<ExampleFile>,
}

/// A further file of an example.
#[derive(Debug, Serialize)]
pub struct ExampleFile {
    /// Its name.
    pub name: &'static str,
    /// Its content.
    pub content: &'static str,
}

/// The documentation of some rules.
pub fn rules<'r>(rules: impl IntoIterator<Item = &'r &'static Rule>) -> Rules {
    Rules { version: json::VERSION, rules: rules.into_iter().map(|rule| facts(rule)).collect() }
}

fn facts(rule: &'static Rule) -> RuleFacts {
    RuleFacts {
        code: rule.code,
        name: rule.name,
        severity: rule.severity,
        tier: rule.tier,
        confidence: rule.confidence,
        thresholds: thresholds(rule),
        summary: rule.summary,
        why: rule.why,
        fix: fixable(rule),
        bad: example(&rule.bad),
        good: example(&rule.good),
        source: rule.source,
    }
}

fn thresholds(rule: &Rule) -> Vec<ThresholdFacts> {
    let usual = Thresholds::default();
    let keys = Thresholds::keys(rule).iter();
    keys.filter_map(|name| Some(ThresholdFacts { name, usual: usual.get(rule, name)? })).collect()
}

fn example(example: &'static Example) -> ExampleFacts {
    let files = example.files.iter();
    let files = files.map(|(name, content)| ExampleFile { name, content }).collect();
    ExampleFacts { map: example.map, files }
}
