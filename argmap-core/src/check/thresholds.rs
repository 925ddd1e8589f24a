//! The numbers from which on some rules speak.

use crate::diagnostic::Rule;

/// From where on rules that count or measure speak; each has a default.
///
/// ```
/// use argmap_core::check::{self, thresholds::Thresholds};
///
/// let too_long = check::rule("too-long").unwrap();
/// let mut thresholds = Thresholds::default();
/// assert_eq!((thresholds.words, Thresholds::keys(too_long)), (40, &["words"][..]));
/// thresholds.set(too_long, "words", 25.0).unwrap();
/// assert_eq!(thresholds.words, 25);
/// assert!(thresholds.set(too_long, "letters", 200.0).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// So many steps of support, one after the other, are no deep chain; 8 unless set.
    pub chain: usize,
    /// So many independent supports of one claim are not too many; 8 unless set.
    pub fan: usize,
    /// So many words of a claim are not too long; 40 unless set.
    pub words: usize,
    /// Two claims that share so much of all their words are near duplicates; 0.75 unless set.
    pub overlap: f64,
}

/// Why a threshold could not be set.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ThresholdError {
    /// The rule has no threshold of that name.
    #[error("`{rule}` has no threshold `{key}`; {}", list(known))]
    Unknown {
        /// The rule's name.
        rule: &'static str,
        /// What was asked for.
        key: String,
        /// Those that it has.
        known: &'static [&'static str],
    },
    /// The number is none that the threshold can be.
    #[error("`{key}` must be {wanted}, not {value}")]
    OutOfRange {
        /// The threshold.
        key: String,
        /// The number.
        value: f64,
        /// Which numbers it can be.
        wanted: &'static str,
    },
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds { chain: 8, fan: 8, words: 40, overlap: 0.75 }
    }
}

impl Thresholds {
    /// The names of a rule's thresholds; most rules have none.
    pub fn keys(rule: &Rule) -> &'static [&'static str] {
        match rule.code {
            "AM013" => &["chain", "fan"],
            "AM602" => &["overlap"],
            "AM611" => &["words"],
            _ => &[],
        }
    }

    /// The threshold of that name of a rule, if it has one.
    pub fn get(&self, rule: &Rule, key: &str) -> Option<f64> {
        let key = *Thresholds::keys(rule).iter().find(|known| **known == key)?;
        Some(match key {
            "chain" => self.chain as f64,
            "fan" => self.fan as f64,
            "overlap" => self.overlap,
            _ => self.words as f64,
        })
    }

    /// Sets the threshold of that name of a rule.
    ///
    /// # Errors
    /// If the rule has none of that name, or the number is none that it can be.
    pub fn set(
        &mut self,
        rule: &'static Rule,
        key: &str,
        value: f64,
    ) -> Result<(), ThresholdError> {
        let out_of_range =
            |wanted| ThresholdError::OutOfRange { key: key.to_owned(), value, wanted };
        if !Thresholds::keys(rule).contains(&key) {
            let (rule, known) = (rule.name, Thresholds::keys(rule));
            return Err(ThresholdError::Unknown { rule, key: key.to_owned(), known });
        }
        if key == "overlap" {
            if !(LEAST_OVERLAP..=1.0).contains(&value) {
                return Err(out_of_range("a number from 0.5 to 1"));
            }
            self.overlap = value;
            return Ok(());
        }
        if value.fract() != 0.0 || !(1.0..=MOST).contains(&value) {
            return Err(out_of_range("a whole number from 1 to 1000000"));
        }
        let count = match key {
            "chain" => &mut self.chain,
            "fan" => &mut self.fan,
            _ => &mut self.words,
        };
        *count = value as usize;
        Ok(())
    }
}

/// Below this share of common words, claims have little to do with each other.
const LEAST_OVERLAP: f64 = 0.5;

/// The greatest number that a count can be set to.
const MOST: f64 = 1_000_000.0;

fn list(keys: &[&str]) -> String {
    match keys {
        [] => "it has none".to_owned(),
        _ => format!("it has `{}`", keys.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use super::Thresholds;
    use crate::check::{CHECKS, catalogue};
    use crate::diagnostic::Rule;

    fn of(code: &str) -> &'static Rule {
        CHECKS.iter().map(|check| check.rule).find(|rule| rule.code == code).unwrap()
    }

    #[test]
    fn every_key_can_be_set_and_changes_one_number() {
        let mut changed = Vec::new();
        for rule in catalogue() {
            for key in Thresholds::keys(rule) {
                let mut set = Thresholds::default();
                set.set(rule, key, 1.0).unwrap();
                assert_ne!(set, Thresholds::default(), "{key}");
                assert_eq!(set.get(rule, key), Some(1.0), "{key}");
                assert!(!changed.contains(&set), "{key}");
                changed.push(set);
            }
        }
        assert_eq!(changed.len(), 4);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut set = Thresholds::default();
        let mut refused = |code, key, value| set.set(of(code), key, value).unwrap_err().to_string();
        assert_eq!(
            refused("AM013", "words", 3.0),
            "`deep-chain` has no threshold `words`; it has `chain`, `fan`"
        );
        assert_eq!(
            refused("AM101", "chain", 3.0),
            "`unsupported-claim` has no threshold `chain`; it has none"
        );
        let whole = "must be a whole number from 1 to 1000000, not";
        assert_eq!(refused("AM611", "words", 2.5), format!("`words` {whole} 2.5"));
        assert_eq!(refused("AM611", "words", 0.0), format!("`words` {whole} 0"));
        assert_eq!(refused("AM611", "words", f64::NAN), format!("`words` {whole} NaN"));
        let overlap = "`overlap` must be a number from 0.5 to 1, not";
        assert_eq!(refused("AM602", "overlap", 0.4), format!("{overlap} 0.4"));
        assert_eq!(refused("AM602", "overlap", 1.01), format!("{overlap} 1.01"));
        assert_eq!(set, Thresholds::default());
    }
}
