//! The pages of `docs` that are written from the tables of rules and schemes.

mod support;

use std::collections::BTreeSet;

use argmap_core::check::catalogue;
use argmap_core::model::schemes;
use argmap_core::report::escape::prose;
use argmap_core::report::{rules, schemes as pages};

#[test]
fn the_page_of_rules_is_up_to_date() {
    support::golden("../docs/rules.md", &rules::reference());
}

#[test]
fn the_page_of_schemes_is_up_to_date() {
    support::golden("../docs/schemes.md", &pages::reference());
}

#[test]
fn a_rules_page_has_all_its_facts() {
    for rule in catalogue() {
        let page = rules::markdown(rule, 2);
        assert!(page.starts_with(&format!("## {} {}\n", rule.code, rule.name)));
        let words = [rule.severity.word().to_owned(), format!("{:?} tier", rule.tier)];
        let words = words.iter().map(|word| word.to_lowercase());
        let texts = [rule.summary.trim_end_matches('.'), rule.why, rule.source].map(prose);
        let maps = [rule.bad, rule.good].map(|example| example.map.trim_end().to_owned());
        let files = [rule.bad, rule.good].into_iter().flat_map(|example| example.files);
        let files = files.map(|(_, content)| content.trim_end().to_owned());
        for fact in words.chain(texts).chain(maps).chain(files) {
            assert!(page.contains(&fact), "{} lacks {fact}", rule.code);
        }
    }
}

/// The links within a page lead to its headings, whose anchors are made as on GitHub.
#[test]
fn links_within_a_page_lead_somewhere() {
    for page in [rules::reference(), pages::reference()] {
        let headings = page.lines().filter_map(|line| line.strip_prefix("### "));
        let anchors: Vec<String> =
            headings.map(|heading| heading.to_lowercase().replace(' ', "-")).collect();
        let unique: BTreeSet<&String> = anchors.iter().collect();
        assert_eq!(unique.len(), anchors.len(), "two headings share an anchor");
        let links: BTreeSet<String> = page
            .split("](#")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
            .collect();
        assert_eq!(links, anchors.into_iter().collect());
    }
}

#[test]
fn both_pages_show_the_whole_table() {
    let (rules, schemes_page) = (rules::reference(), pages::reference());
    for rule in catalogue() {
        let anchor = format!("(#{}-{})", rule.code.to_lowercase(), rule.name);
        assert!(rules.contains(&anchor), "{}", rule.code);
    }
    for scheme in schemes::all() {
        assert!(schemes_page.contains(&format!("### {}\n", scheme.name)), "{}", scheme.name);
        for question in scheme.questions {
            assert!(schemes_page.contains(&prose(question.text)), "{}", question.text);
        }
    }
}

/// The schemes that shipped maps and tests use are known.
#[test]
fn schemes_in_use_are_known() {
    for map in ["maps/critique.json", "maps/reply.json", "maps/dispute.json"] {
        let reading = support::read(map);
        for (_, step) in reading.map.inferences() {
            if let Some(name) = step.scheme.as_deref() {
                assert!(schemes::find(name).is_some(), "{map}: {name}");
            }
        }
    }
}
