//! The senses in which claims use terms of their file's glossary.

use rustc_hash::{FxHashMap, FxHashSet};

use super::problems::dangling_reference;
use super::resolve::Resolver;
use super::{Document, Text, nearest};
use crate::model::Sense;

/// The terms of a file's glossary in the order of declaration, and their senses.
#[derive(Default)]
pub(super) struct Glossary<'t> {
    terms: Vec<(&'t str, Vec<&'t str>)>,
    /// The number of each term.
    numbers: FxHashMap<&'t str, usize>,
    /// The senses by the term's number, to look them up.
    known: FxHashSet<(usize, &'t str)>,
}

impl<'t> Glossary<'t> {
    /// Linear in the length of the glossary.
    pub(super) fn of(document: &'t Document) -> Glossary<'t> {
        let mut glossary = Glossary::default();
        for entry in &document.glossary {
            let Some(term) = entry.term.map(|term| document.str(term)) else { continue };
            let number = *glossary.numbers.entry(term).or_insert(glossary.terms.len());
            if number == glossary.terms.len() {
                glossary.terms.push((term, Vec::new()));
            }
            let senses = entry.senses.iter().map(|sense| document.str(*sense));
            glossary.known.extend(senses.clone().map(|sense| (number, sense)));
            glossary.terms[number].1.extend(senses);
        }
        glossary
    }

    /// The sense in which a claim uses a term, if the glossary has both; otherwise that is
    /// reported.
    pub(super) fn sense(&self, resolver: &mut Resolver, term: Text, sense: Text) -> Option<Sense> {
        let (word, name) = (resolver.str(term), resolver.str(sense));
        let Some(number) = self.numbers.get(word) else {
            let near = resolver.suggests().then(|| nearest(word, self.terms.iter().map(|t| t.0)));
            let place = resolver.place(term.span);
            let problem = dangling_reference::found_no_term(word, near.flatten(), place);
            resolver.problems.push(problem);
            resolver.origins.set_incomplete();
            return None;
        };
        if !self.known.contains(&(*number, name)) {
            let senses = &self.terms[*number].1;
            let near = resolver.suggests().then(|| nearest(name, senses.iter().copied()));
            let place = resolver.place(sense.span);
            let problem = dangling_reference::found_no_sense(word, name, near.flatten(), place);
            resolver.problems.push(problem);
            resolver.origins.set_incomplete();
            return None;
        }
        Some(Sense { term: word.into(), sense: name.into() })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Field, no_imports};

    fn problems(senses: &str) -> Vec<(String, String)> {
        let map = format!(
            r#"{{ "argmap": 1, "title": "T",
              "glossary": [{{ "term": "power", "senses": ["rule of the state", "influence"] }},
                {{ "term": "power", "senses": ["energy"] }}],
              "claims": [{{ "id": "c", "text": "C", "senses": {senses} }}] }}"#
        );
        let reading = crate::read("map.json", map, &mut no_imports);
        let told = reading.problems.iter();
        told.map(|found| (found.message.clone(), found.labels[0].message.to_string())).collect()
    }

    #[test]
    fn known_senses_are_taken_with_their_places() {
        let text = r#"{ "argmap": 1, "title": "T", "glossary": [{ "term": "a", "senses": ["x", "y"] }],
            "claims": [{ "id": "c", "text": "C", "senses": { "b": "x", "a": "y" } }] }"#;
        let reading = crate::read("map.json", text, &mut no_imports);
        let id = reading.map.find_claim("c").unwrap();
        let [sense] = &reading.map[id].senses[..] else { panic!("one sense is known") };
        assert_eq!((&*sense.term, &*sense.sense), ("a", "y"));
        let place = reading.origins.node(id, Field::Sense(0)).unwrap();
        assert_eq!(reading.slice(place), "\"y\"");
    }

    #[test]
    fn unknown_terms_and_senses_are_told_with_the_nearest() {
        assert_eq!(problems(r#"{ "power": "energy" }"#), []);
        let one = |message: &str, label: &str| vec![(message.to_owned(), label.to_owned())];
        assert_eq!(
            problems(r#"{ "powr": "energy" }"#),
            one("the glossary has no term `powr`", "did you mean `power`?")
        );
        assert_eq!(
            problems(r#"{ "class": "energy" }"#),
            one("the glossary has no term `class`", "no term of this file's glossary")
        );
        assert_eq!(
            problems(r#"{ "power": "influences" }"#),
            one("the glossary gives `power` no sense `influences`", "did you mean `influence`?")
        );
        assert_eq!(
            problems(r#"{ "power": 3 }"#).len(),
            1,
            "a number is no sense, and that is told once"
        );
        assert_eq!(problems(r#"{ "power": "energy", "power": "influence" }"#).len(), 1);
    }

    #[test]
    fn each_file_has_its_own_glossary() {
        let other = r#"{ "argmap": 1, "title": "O", "glossary": [{ "term": "a", "senses": ["x", "y"] }],
            "claims": [{ "id": "c", "text": "C", "senses": { "a": "x" } }] }"#;
        let text = r#"{ "argmap": 1, "title": "T", "imports": [{ "as": "o", "path": "o.json" }],
            "claims": [{ "id": "c", "text": "C", "senses": { "a": "x" } }] }"#;
        let mut loader = |_: &str, path: &str| {
            let (name, bytes) = (path.to_owned(), other.into());
            Ok(crate::document::Loaded { name, bytes })
        };
        let reading = crate::read("map.json", text, &mut loader);
        assert_eq!(reading.problems.len(), 1);
        let id = reading.map.find_claim("o/c").unwrap();
        assert_eq!(reading.map[id].senses.len(), 1);
    }
}
