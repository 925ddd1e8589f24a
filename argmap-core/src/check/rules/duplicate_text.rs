//! Two claims with one text.

use rustc_hash::FxHashMap;

use crate::check::facts::normalised;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::ClaimId;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM601",
    name: "duplicate-text",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "two claims have the same text, case, spacing and punctuation apart",
    why: "One proposition under two ids falls apart: reasons for the one do not support the other, and objections to the one leave the other untouched. Several holders can take a stand on one claim, each at its own place.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain", "slippery"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "slippery", "text": "Cyclists should take care." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "street-wet", "text": "The street is wet", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["street-wet"], "to": "slippery" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain", "slippery"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "slippery", "text": "Cyclists should take care." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["wet"], "to": "slippery" }
  ]
}"#,
    ),
    source: "Argument Interchange Format, 2006: one information node for one proposition.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let duplicates = duplicates(context);
    if duplicates.is_empty() {
        return;
    }
    let same = context.facts.same();
    for (id, first) in duplicates {
        if context.is_own(id) && !same.are_same(first, id) {
            found.push(duplicate(context, first, id));
        }
    }
}

/// The claims that repeat the text of an earlier one, and the first that has it.
fn duplicates(context: &Context) -> Vec<(ClaimId, ClaimId)> {
    let claims = context.facts.claims().iter();
    let hashes = claims.map(|claim| (context.wording(*claim).hash, *claim));
    let mut claims: Vec<(u32, ClaimId)> = hashes.filter(|(hash, _)| *hash != 0).collect();
    claims.sort_unstable();
    let mut duplicates = Vec::new();
    for alike in claims.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        let mut first: FxHashMap<String, ClaimId> = FxHashMap::default();
        for (_, id) in alike {
            let first = *first.entry(normalised(&context.map[*id].text)).or_insert(*id);
            if first != *id {
                duplicates.push((*id, first));
            }
        }
    }
    duplicates.sort_unstable();
    duplicates
}

fn duplicate(context: &Context, first: ClaimId, id: ClaimId) -> Diagnostic {
    let (name, other) = (context.claim(id), context.claim(first));
    let mut finding = context.finding(&RULE, id, format!("{name} has the same text as {other}"));
    if let Some(place) = context.field(id, Field::Text) {
        finding = finding.at(place);
    }
    let help = if context.is_own(first) {
        format!(
            "keep one of them; if they mean different things, say so in their texts; if both must stay, give {name} `\"same-as\": [{other}]`"
        )
    } else {
        format!("use {other} here too, or give {name} a `same-as` that names it")
    };
    finding =
        finding.here("the same text again").label(context.field(first, Field::Text), "first here");
    finding.about.extend(context.map.name(first));
    finding.help(help.replace("[`", "[\"").replace("`]", "\"]"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    #[test]
    fn each_later_claim_is_told_of_the_first() {
        let keys = r#""claims": [{ "id": "a", "text": "It rained." }, { "id": "b", "text": "It  rained" },
            { "id": "c", "text": "IT RAINED!" }, { "id": "d", "text": "It rained?" },
            { "id": "e", "text": "It rains." }]"#;
        let found = found(&RULE, keys);
        let wanted = ["b", "c", "d"].map(|id| format!("`{id}` has the same text as `a`"));
        assert_eq!(messages(&found), wanted);
        assert!(found[0].help.as_ref().unwrap().contains(r#"give `b` `"same-as": ["a"]`"#));
    }

    #[test]
    fn imported_claims_count_and_what_is_declared_the_same_does_not() {
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "a", "text": "It rained" }, { "id": "b", "text": "It snowed", "same-as": ["o/y"] },
              { "id": "c", "text": "It snowed." }]"#;
        let other = r#""claims": [{ "id": "x", "text": "It rained." }, { "id": "y", "text": "It snowed." },
            { "id": "z", "text": "It snowed." }]"#;
        let found = found_with(&RULE, keys, other);
        let wanted = ["`a` has the same text as `o/x`", "`c` has the same text as `o/y`"];
        assert_eq!(messages(&found), wanted);
    }
}
