//! A strict reader of XML.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    pub text: String,
}

impl Element {
    /// The element and all within it.
    pub fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        let mut next = 0;
        while next < found.len() {
            let element = found[next];
            found.extend(&element.children);
            next += 1;
        }
        found
    }
}

/// The root element; panics on what is not well-formed, or not what XML can hold.
pub fn parse(text: &str) -> Element {
    let allowed = |letter: char| matches!(letter, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert_eq!(text.chars().find(|letter| !allowed(*letter)), None, "no character of XML");
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {text}")) {
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => {
                let element = element(&start);
                open.last_mut().unwrap().children.push(element);
            }
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().expect("an open element").children.push(done);
            }
            Event::Text(part) => {
                let part = part.xml10_content();
                assert!(!part.contains('<'));
                open.last_mut().unwrap().text.push_str(&part);
            }
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let known = ["amp", "lt", "gt", "quot", "apos", "#39"];
                assert!(known.contains(&&*name) || name.starts_with('#'), "&{name};");
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) => {}
            other => panic!("{other:?} was not expected"),
        }
    }
    assert_eq!(open.len(), 1, "an element is not closed");
    let mut roots = open.pop().unwrap().children;
    assert_eq!(roots.len(), 1, "one root");
    roots.pop().unwrap()
}

fn element(start: &quick_xml::events::BytesStart) -> Element {
    let mut element = Element { name: start.name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes().with_checks(true) {
        let attribute = attribute.expect("attributes are well-formed and unique");
        let key = attribute.key.as_ref().to_owned();
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .expect("references are known")
            .into_owned();
        element.attributes.insert(key, value);
    }
    element
}
