//! Which rules run, and how much their findings matter.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule, Severity, Tier};

/// Rules that are switched on or off by name, whatever their tier.
///
/// ```
/// use argmap_core::check::{self, Options, levels::Levels};
/// use argmap_core::diagnostic::Severity;
/// use argmap_core::document::no_imports;
///
/// let text = r#"{ "argmap": 1, "title": "Rain", "claims": [{ "id": "rain", "text": "Did it rain?" }] }"#;
/// let reading = argmap_core::read("rain.json", text, &mut no_imports);
/// let mut levels = Levels::default();
/// levels.set(check::rule("not-declarative").unwrap(), Some(Severity::Error));
/// levels.set(check::rule("AM010").unwrap(), None);
/// let found = check::check(&reading, Options { levels: &levels, ..Options::default() });
/// assert_eq!(found[0].severity, Severity::Error);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    /// By code; nothing for what is off.
    set: BTreeMap<&'static str, Option<Severity>>,
}

impl Levels {
    /// Gives all findings of a rule that severity, and runs it whatever its tier; or switches the
    /// rule off. Faults of syntax cannot be switched off: of a broken file too little is known.
    pub fn set(&mut self, rule: &'static Rule, severity: Option<Severity>) {
        self.set.insert(rule.code, severity);
    }

    /// Sets all that others set.
    pub fn extend(&mut self, others: &Levels) {
        self.set.extend(&others.set);
    }

    /// What is set for a rule; the inner nothing is off.
    pub fn get(&self, rule: &Rule) -> Option<Option<Severity>> {
        self.set.get(rule.code).copied()
    }

    /// Whether a rule runs when all up to a tier do.
    pub fn lets_run(&self, rule: &Rule, tier: Tier) -> bool {
        self.get(rule).map_or(rule.tier <= tier, |severity| severity.is_some())
    }

    /// Leaves out findings of rules that are off and gives the others their severities.
    pub fn apply(&self, found: &mut Vec<Diagnostic>) {
        if self.set.is_empty() {
            return;
        }
        found.retain(|finding| self.get(finding.rule) != Some(None) || finding.rule.code == SYNTAX);
        for finding in found {
            if let Some(Some(severity)) = self.get(finding.rule) {
                finding.severity = severity;
            }
        }
    }
}

/// Every rule as its tier and severity have it.
pub static NONE: Levels = Levels { set: BTreeMap::new() };

/// The rule that speaks of what is no JSON.
const SYNTAX: &str = "AM014";

#[cfg(test)]
mod tests {
    use super::Levels;
    use crate::check::facts::tests::reading;
    use crate::check::{Options, check, rule};
    use crate::diagnostic::Severity;

    const KEYS: &str = r#""theses": ["t"], "claims": [
        { "id": "t", "text": "Is it so?", "basis": "observed", "colour": 1 }], "#;

    fn found(levels: &[(&str, Option<Severity>)]) -> Vec<(&'static str, Severity)> {
        let mut set = Levels::default();
        levels.iter().for_each(|(code, severity)| set.set(rule(code).unwrap(), *severity));
        let reading = reading(KEYS, "");
        let found = check(&reading, Options { levels: &set, ..Options::default() });
        found.iter().map(|finding| (finding.rule.code, finding.severity)).collect()
    }

    #[test]
    fn rules_of_reading_and_of_the_map_take_their_levels() {
        let usual = [("AM605", Severity::Warning), ("AM003", Severity::Error)];
        assert_eq!(found(&[]), usual);
        assert_eq!(found(&[("AM605", None), ("AM003", None)]), []);
        let raised = found(&[("AM605", Some(Severity::Error)), ("AM003", Some(Severity::Info))]);
        assert_eq!(raised, [("AM605", Severity::Error), ("AM003", Severity::Info)]);
    }

    #[test]
    fn faults_of_syntax_stay() {
        let mut set = Levels::default();
        set.set(rule("AM014").unwrap(), None);
        let reading = reading("]", "");
        let found = check(&reading, Options { levels: &set, ..Options::default() });
        assert!(found.iter().any(|finding| finding.rule.code == "AM014"));
    }
}
