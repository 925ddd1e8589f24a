//! The schemes that a map's steps may follow.

use std::borrow::Cow;

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

    /// The names of the roles.
    pub fn roles(self) -> impl Iterator<Item = &'m str> {
        let (own, listed) = self.parts();
        let own = own.into_iter().flat_map(|own| own.roles.iter().map(|role| &**role));
        own.chain(listed.into_iter().flat_map(|scheme| scheme.roles).map(|role| role.name))
    }

    /// The names of the roles that a step of the scheme has to fill: of a map's own scheme all.
    pub fn required(self) -> impl Iterator<Item = &'m str> {
        let (own, listed) = self.parts();
        let own = own.into_iter().flat_map(|own| own.roles.iter().map(|role| &**role));
        let listed = listed.into_iter().flat_map(|scheme| scheme.roles);
        own.chain(listed.filter(|role| role.is_required).map(|role| role.name))
    }

    /// How many critical questions there are.
    pub fn question_count(self) -> usize {
        match self {
            Known::Own(own) => own.questions.len(),
            Known::Listed(scheme) => scheme.questions.len(),
        }
    }

    /// The number, from 0, of the critical question that a word names: by its id; of a map's own
    /// scheme by its text or its number from 1. Of very many questions only the first are known
    /// by their text.
    pub fn question(self, word: &str) -> Option<usize> {
        match self {
            Known::Own(own) => {
                let plain = normalised(word);
                let same = |text: &str| text == word || normalised(text) == plain;
                let mut first = own.questions.iter().take(MOST_TEXTS);
                let by_text = first.position(|question| same(question));
                let number = || word.trim().parse::<usize>().ok()?.checked_sub(1);
                by_text.or_else(|| number().filter(|number| *number < own.questions.len()))
            }
            Known::Listed(scheme) => {
                let exact = scheme.questions.iter().position(|question| question.name == word);
                exact.or_else(|| {
                    let plain = normalised(word);
                    scheme.questions.iter().position(|one| normalised(one.name) == plain)
                })
            }
        }
    }

    /// How an undercut names the critical question of that number, from 0: by its id, or its
    /// number from 1. Panics if there is none.
    pub fn question_name(self, number: usize) -> Cow<'static, str> {
        match self {
            Known::Own(_) => Cow::Owned((number + 1).to_string()),
            Known::Listed(scheme) => Cow::Borrowed(scheme.questions[number].name),
        }
    }

    /// The critical question of that number, from 0. Panics if there is none.
    pub fn question_text(self, number: usize) -> &'m str {
        match self {
            Known::Own(own) => &own.questions[number],
            Known::Listed(scheme) => scheme.questions[number].text,
        }
    }

    fn parts(self) -> (Option<&'m OwnScheme>, Option<&'static Scheme>) {
        match self {
            Known::Own(own) => (Some(own), None),
            Known::Listed(scheme) => (None, Some(scheme)),
        }
    }
}

/// So many questions of a map's own scheme are known by their text.
const MOST_TEXTS: usize = 100;

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
        assert_eq!(found.name(), "Expert Opinion");
        assert_eq!(found.required().collect::<Vec<_>>(), ["omen", "lore"]);
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
