//! The schemes that a map's steps may follow.

use rustc_hash::FxHashMap;

use super::{Scheme, find, normalised};
use crate::model::{Map, OwnScheme};

/// A scheme that a map's steps may follow.
#[derive(Clone, Copy, Debug)]
pub enum Known<'m> {
    /// One that the map declares.
    Own(&'m OwnScheme),
    /// One of the table.
    Listed(&'static Scheme),
}

/// The schemes that a map's steps may follow: its own, then those of the table.
#[derive(Debug)]
pub struct Schemes<'m> {
    own: FxHashMap<String, &'m OwnScheme>,
}

impl<'m> Schemes<'m> {
    /// Those of a map's root file; linear in the number of its own.
    pub fn of(map: &'m Map) -> Schemes<'m> {
        let mut own = FxHashMap::default();
        for scheme in &map.schemes {
            own.entry(normalised(&scheme.name)).or_insert(scheme);
        }
        Schemes { own }
    }

    /// The scheme that goes by that name, however it is spelt.
    pub fn find(&self, name: &str) -> Option<Known<'m>> {
        if !self.own.is_empty()
            && let Some(own) = self.own.get(&normalised(name))
        {
            return Some(Known::Own(own));
        }
        find(name).map(Known::Listed)
    }
}

impl<'m> Known<'m> {
    /// The name.
    pub fn name(self) -> &'m str {
        match self {
            Known::Own(own) => &own.name,
            Known::Listed(scheme) => scheme.name,
        }
    }

    /// The scheme of the table.
    pub fn listed(self) -> Option<&'static Scheme> {
        match self {
            Known::Own(_) => None,
            Known::Listed(scheme) => Some(scheme),
        }
    }

    /// The names of the roles; linear in their number.
    pub fn roles(self) -> Vec<&'m str> {
        match self {
            Known::Own(own) => own.roles.iter().map(|role| &**role).collect(),
            Known::Listed(scheme) => scheme.roles.iter().map(|role| role.name).collect(),
        }
    }

    /// The names of the roles that a step of the scheme has to fill: of a map's own scheme all.
    pub fn required(self) -> Vec<&'m str> {
        match self {
            Known::Own(_) => self.roles(),
            Known::Listed(scheme) => {
                let roles = scheme.roles.iter().filter(|role| role.is_required);
                roles.map(|role| role.name).collect()
            }
        }
    }

    /// The number, from 0, of the critical question that a word names: by its id; of a map's own
    /// scheme by its number from 1 or its text.
    pub fn question(self, word: &str) -> Option<usize> {
        match self {
            Known::Own(own) => {
                let same = |text: &str| normalised(text) == normalised(word);
                let by_text = own.questions.iter().position(|question| same(question));
                let number = || word.trim().parse::<usize>().ok()?.checked_sub(1);
                by_text.or_else(|| number().filter(|number| *number < own.questions.len()))
            }
            Known::Listed(scheme) => {
                let found = scheme.question(word)?;
                scheme.questions.iter().position(|question| question.name == found.name)
            }
        }
    }

    /// How undercuts name the critical questions: ids, or numbers from 1.
    pub fn question_names(self) -> Vec<String> {
        match self {
            Known::Own(own) => (1..=own.questions.len()).map(|at| at.to_string()).collect(),
            Known::Listed(scheme) => {
                scheme.questions.iter().map(|question| question.name.to_owned()).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str) -> OwnScheme {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).into()).collect();
        OwnScheme {
            name: name.into(),
            roles: texts(&["omen", "lore"]),
            questions: texts(&["Who saw it?", "2"]),
        }
    }

    #[test]
    fn a_declared_scheme_goes_first() {
        let mut map = Map::new("Test");
        map.schemes = vec![own("Expert Opinion"), own("augury")];
        let schemes = Schemes::of(&map);
        let found = schemes.find("argument from expert-opinion").unwrap();
        assert!(matches!(found, Known::Own(_)));
        assert_eq!((found.name(), found.required()), ("Expert Opinion", vec!["omen", "lore"]));
        assert_eq!(schemes.find("sign").unwrap().listed().unwrap().name, "sign");
        assert!(schemes.find("omen").is_none());
    }

    #[test]
    fn questions_have_ids_numbers_or_texts() {
        let scheme = own("augury");
        let known = Known::Own(&scheme);
        assert_eq!(known.question("who saw it?"), Some(0));
        assert_eq!(known.question("1"), Some(0));
        // A text goes before a number.
        assert_eq!(known.question("2"), Some(1));
        assert_eq!(known.question("0").or(known.question("3")), None);
        let expert = Known::Listed(find("expert-opinion").unwrap());
        assert_eq!(expert.question("Field"), expert.question("field"));
        assert!(expert.question("field").is_some() && expert.question("1").is_none());
    }
}
