//! Argumentation schemes: stereotypical forms of step, each with the roles that its premises play
//! and the critical questions that it has to stand.
//!
//! The table follows D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008; its sentences
//! are our own. A map may declare further schemes, which go first.
//!
//! ```
//! use argmap_core::model::schemes;
//!
//! let scheme = schemes::find("Argument from Expert Opinion").unwrap();
//! assert_eq!(scheme.name, "expert-opinion");
//! assert!(scheme.question("field").is_some());
//! ```

mod action;
mod cases;
mod causes;
mod classification;
mod deduction;
mod known;
mod persons;
mod rules;
mod testimony;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use known::{Known, Schemes};

/// A form of step.
#[derive(Debug)]
pub struct Scheme {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// Other names by which it goes, in kebab-case.
    pub aliases: &'static [&'static str],
    /// How it goes, in one sentence.
    pub summary: &'static str,
    /// The roles of its premises, in their usual order.
    pub roles: &'static [Role],
    /// What it concludes.
    pub conclusion: &'static str,
    /// What is to be asked of a step of that form.
    pub questions: &'static [CriticalQuestion],
    /// Whether the premises, if true, settle the matter.
    pub is_deductive: bool,
    /// Its number among the schemes of AIFdb, where known.
    pub aif: Option<u16>,
    /// Where it is described.
    pub source: &'static str,
}

/// What a premise does in a scheme.
#[derive(Debug)]
pub struct Role {
    /// The name, in kebab-case.
    pub name: &'static str,
    /// What the premise says, as a sentence.
    pub about: &'static str,
    /// Whether there is no such step without it.
    pub is_required: bool,
}

/// What is to be asked of a step of some scheme.
#[derive(Debug)]
pub struct CriticalQuestion {
    /// The id by which undercuts name it.
    pub name: &'static str,
    /// The question.
    pub text: &'static str,
    /// The role of the premise that it doubts; [`CONCLUSION`] if it asks what speaks on the other
    /// side; nothing if it doubts the step.
    pub role: Option<&'static str>,
}

/// Schemes that belong together.
pub struct Family {
    /// What they have in common, as a heading.
    pub title: &'static str,
    /// The schemes.
    pub schemes: &'static [Scheme],
}

/// All schemes, by family.
pub const FAMILIES: &[Family] = &[
    Family { title: "Testimony and opinion", schemes: testimony::SCHEMES },
    Family { title: "Cases and likeness", schemes: cases::SCHEMES },
    Family { title: "Classification", schemes: classification::SCHEMES },
    Family { title: "Causes and signs", schemes: causes::SCHEMES },
    Family { title: "What to do", schemes: action::SCHEMES },
    Family { title: "Persons and commitments", schemes: persons::SCHEMES },
    Family { title: "Rules", schemes: rules::SCHEMES },
    Family { title: "Deduction", schemes: deduction::SCHEMES },
];

/// The compendium of schemes that closes the book.
const COMPENDIUM: &str = "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9.";
/// The book as a whole.
const BOOK: &str = "D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008.";

/// The role that the target of a step plays in every scheme.
pub const CONCLUSION: &str = "conclusion";

static BY_NAME: LazyLock<FxHashMap<String, &'static Scheme>> = LazyLock::new(|| {
    let mut found = FxHashMap::default();
    for scheme in all() {
        for name in scheme.names() {
            found.entry(normalised(name)).or_insert(scheme);
            // Most names are written as they stand here, and need no normalising.
            found.entry(name.to_owned()).or_insert(scheme);
        }
    }
    found
});

/// All schemes, family by family.
pub fn all() -> impl Iterator<Item = &'static Scheme> {
    FAMILIES.iter().flat_map(|family| family.schemes)
}

/// The scheme that goes by that name, however it is spelt: case, spaces, hyphens, underscores and
/// a leading "argument from" do not count.
pub fn find(name: &str) -> Option<&'static Scheme> {
    BY_NAME.get(name).or_else(|| BY_NAME.get(&normalised(name))).copied()
}

/// A name of a scheme or role without what does not count in it; the same again for what is
/// already so. Linear in its length.
pub fn normalised(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect();
    plain.trim_start_matches("argumentfrom").to_owned()
}

impl Scheme {
    /// The name, then the others.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }

    /// The role of that name, however it is spelt.
    pub fn role(&self, name: &str) -> Option<&'static Role> {
        let plain = normalised(name);
        self.roles.iter().find(|role| role.name == name || normalised(role.name) == plain)
    }

    /// The critical question of that id, however it is spelt.
    pub fn question(&self, name: &str) -> Option<&'static CriticalQuestion> {
        let plain = normalised(name);
        let same = |question: &&CriticalQuestion| normalised(question.name) == plain;
        self.questions.iter().find(same)
    }
}

const fn required(name: &'static str, about: &'static str) -> Role {
    Role { name, about, is_required: true }
}

const fn optional(name: &'static str, about: &'static str) -> Role {
    Role { name, about, is_required: false }
}

/// A question that doubts the premise in a role.
const fn on(role: &'static str, name: &'static str, text: &'static str) -> CriticalQuestion {
    CriticalQuestion { name, text, role: Some(role) }
}

/// A question that doubts the step.
const fn step(name: &'static str, text: &'static str) -> CriticalQuestion {
    CriticalQuestion { name, text, role: None }
}

/// A question that asks what speaks on the other side.
const fn against(name: &'static str, text: &'static str) -> CriticalQuestion {
    CriticalQuestion { name, text, role: Some(CONCLUSION) }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_two_schemes_share_a_name() {
        let mut seen = BTreeMap::new();
        for scheme in all() {
            for name in scheme.names() {
                let other = seen.insert(normalised(name), (scheme.name, name));
                assert_eq!(other, None, "{name} of {}", scheme.name);
            }
        }
    }

    #[test]
    fn every_name_finds_its_scheme_however_it_is_spelt() {
        for scheme in all() {
            for name in scheme.names() {
                let spaced = name.replace('-', " ").to_uppercase();
                let joined: String = name.split('-').map(capital).collect();
                for spelt in [name, &spaced, &joined, &format!("Argument from {name}")] {
                    assert_eq!(find(spelt).map(|found| found.name), Some(scheme.name), "{spelt}");
                }
            }
        }
        for (spelt, name) in [
            ("Appeal to authority", "expert-opinion"),
            ("argument from silence", "ignorance"),
            ("appeal to popularity", "popular-opinion"),
        ] {
            assert_eq!(find(spelt).map(|found| found.name), Some(name));
        }
        assert!(find("").is_none() && find("argument from").is_none() && find("weather").is_none());
    }

    fn capital(word: &str) -> String {
        word[..1].to_uppercase() + &word[1..]
    }

    #[test]
    fn the_table_is_well_formed() {
        assert!(all().count() >= 30);
        let kebab = |name: &str| {
            let letters = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            letters && !name.is_empty() && !name.starts_with('-') && !name.ends_with('-')
        };
        let mut numbers = BTreeSet::new();
        for scheme in all() {
            let name = scheme.name;
            assert!(scheme.names().all(kebab), "{name}");
            assert!(scheme.roles.iter().any(|role| role.is_required), "{name}");
            assert!(scheme.source.ends_with('.') && scheme.summary.ends_with('.'), "{name}");
            assert!(scheme.conclusion.ends_with('.'), "{name}");
            assert!((1..=12).contains(&scheme.questions.len()), "{name}");
            let roles: BTreeSet<_> = scheme.roles.iter().map(|role| role.name).collect();
            assert_eq!(roles.len(), scheme.roles.len(), "{name}: a role twice");
            assert!(!roles.contains(CONCLUSION), "{name}");
            for role in scheme.roles {
                assert!(kebab(role.name) && role.about.ends_with('.'), "{name}: {}", role.name);
            }
            let questions: BTreeSet<_> = scheme.questions.iter().map(|one| one.name).collect();
            assert_eq!(questions.len(), scheme.questions.len(), "{name}: a question twice");
            for question in scheme.questions {
                let known =
                    question.role.is_none_or(|role| role == CONCLUSION || roles.contains(role));
                assert!(known, "{name}: {} doubts an unknown role", question.name);
                assert!(kebab(question.name) && question.text.ends_with('?'), "{name}");
            }
            assert!(scheme.aif.is_none_or(|number| numbers.insert(number)), "{name}");
        }
    }

    #[test]
    fn the_numbers_of_aif_are_kept() {
        let known = [
            (1, "analogy"),
            (4, "CauseToEffect"),
            (6, "commitment"),
            (7, "CorrelationToCause"),
            (14, "example"),
            (15, "ExpertOpinion"),
            (19, "ignorance"),
            (23, "PopularOpinion"),
            (26, "PositionToKnow"),
            (28, "PracticalReasoning"),
            (30, "sign"),
            (31, "VerbalClassification"),
            (35, "Modus Ponens"),
            (61, "EstablishedRule"),
            (62, "ExceptionalCase"),
            (237, "consequences"),
        ];
        for (number, name) in known {
            assert_eq!(find(name).and_then(|scheme| scheme.aif), Some(number), "{name}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(
            prefix in "(argument[ -]?from[ -]?){0,3}", name in any::<String>(),
        ) {
            let once = normalised(&(prefix + &name));
            prop_assert_eq!(normalised(&once), once);
        }
    }
}
