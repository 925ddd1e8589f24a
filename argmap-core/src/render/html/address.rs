//! Addresses: of parts within the page, and of sources elsewhere.

use rustc_hash::FxHashSet;

use crate::model::{Map, Node};

/// By node: what the page's address ends in after `#` to lead to the part; nothing for letters,
/// sources and holders, which have no place of their own.
///
/// It is the part's name where that is a name by its grammar and the first of its kind, and else
/// its number after an underscore, with which no name begins. The page's own ids begin with an
/// underscore and a letter.
pub(super) fn anchors(map: &Map) -> Vec<Option<String>> {
    let mut taken = FxHashSet::default();
    let nodes = map.graph().node_indices();
    nodes
        .map(|node| match map.node(node) {
            Node::Atom(_) | Node::Source(_) | Node::Holder(_) => None,
            _ => {
                let name = map.name(node).filter(|name| is_plain(name));
                let own = name.filter(|name| taken.insert(name.clone()));
                Some(own.unwrap_or_else(|| format!("_{}", node.index())))
            }
        })
        .collect()
}

fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/');
    !name.starts_with('-') && !name.is_empty() && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_plain_and_no_two_alike() {
        let text = r#"{ "argmap": 1, "title": "T", "claims": [{ "id": "a", "text": "A" },
            { "id": "a", "text": "B" }, { "id": "\"><b>", "text": "C" }, { "id": "9", "text": "D" }],
            "supports": [{ "from": ["a"], "to": "9" }] }"#;
        let map = crate::read("map.json", text, &mut crate::document::no_imports).map;
        let anchors: Vec<String> = anchors(&map).into_iter().flatten().collect();
        assert_eq!(anchors.len(), FxHashSet::from_iter(anchors.iter()).len());
        let plain = |anchor: &String| {
            let rest = anchor.strip_prefix('_').unwrap_or(anchor);
            is_plain(rest)
        };
        assert!(anchors.iter().all(plain), "{anchors:?}");
        assert!(anchors.contains(&"a".to_owned()) && anchors.contains(&"9".to_owned()));
        assert!(["", "-", "a b", "_1", "é", "\""].into_iter().all(|name| !is_plain(name)));
    }
}
