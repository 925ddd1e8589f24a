//! A claim of several sentences.

use super::reasoning_in_claim;
use crate::check::english::{ends_sentence, is_english, plain_words};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM603",
    name: "compound-claim",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "a claim is of more than one sentence",
    why: "Each sentence says something of its own. Who attacks one of them does not attack the others, and a reason for the one leaves the others without; a claim that is one sentence can be taken a stand on. Only English is looked at. Stops of abbreviations, initials, numbers and ellipses end no sentence, and what is quoted or in brackets counts as one word.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet. Puddles stand on it.", "basis": "observed" },
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" },
    { "id": "puddles", "text": "Puddles stand on the street.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet", "puddles", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" }
  ]
}"#,
    ),
    source: "One assertion in one box: T. van Gelder, The Rationale for Rationale, 2007; GSN Community Standard 3, 2021: a goal is one proposition.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !is_english(context.map) {
        return;
    }
    let reasoning = context.runs(&reasoning_in_claim::RULE);
    for id in context.facts.claims().iter().copied().filter(|id| context.is_own(*id)) {
        let text = &context.map[id].text;
        let number = sentences(text);
        if number < 2 || reasoning && reasoning_in_claim::conclusion(text).is_some() {
            continue;
        }
        let message = format!("{} is of {number} sentences", context.claim(id));
        let finding = context.finding_at(&RULE, id, Field::Text, message);
        let help = "make each sentence that says something of its own a claim of its own";
        found.push(finding.here("more than one sentence").help(help));
    }
}

/// How many sentences of two words or more a text is of.
fn sentences(text: &str) -> usize {
    // Most texts have no stop but at their end.
    let inner = text.trim_end().trim_end_matches(['.', '!', '?']);
    if !inner.contains(['.', '!', '?']) {
        return 1;
    }
    let words = plain_words(text);
    let (mut number, mut length) = (1, 0);
    for (at, pair) in words.windows(2).enumerate() {
        length += 1;
        // A name such as `Yahoo!` may have a mark of its own.
        let least = if pair[0].ends_with('.') { 2 } else { 3 };
        let left = words.len() - at - 1;
        if ends_sentence(&pair[0], &pair[1]) && length >= least && left >= 2 {
            number += 1;
            length = 0;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::{RULE, sentences};
    use crate::check::facts::tests::{found, messages};

    #[test]
    fn sentences_are_counted() {
        for (number, text) in [
            (2, "It rained. The street is wet."),
            (3, "It rained. The street is wet. Nobody came by."),
            (2, "What did he want? He wanted power."),
            (1, "L. D. Trotsky was, e.g. by Lenin, called the ablest."),
            (1, "The report says: \"It rained. Nobody came.\""),
            (1, "Yahoo! Japan is a firm of its own."),
            (1, "It rained in the night. Yes."),
            (1, "It rained by 1.5 mm a day in the U.S. Midwest."),
            (1, "It rained"),
            (1, ""),
        ] {
            assert_eq!(sentences(text), number, "{text}");
        }
    }

    #[test]
    fn a_claim_that_reasons_is_told_of_once_and_other_languages_are_let_be() {
        let claim = |text: &str| format!(r#""claims": [{{ "id": "a", "text": "{text}" }}]"#);
        let two = claim("It rained. The street is wet.");
        assert_eq!(messages(&found(&RULE, &two)), ["`a` is of 2 sentences"]);
        let reasons = claim("The street is wet. Therefore it rained.");
        assert_eq!(messages(&found(&RULE, &reasons)), [""; 0]);
        let german = format!(r#""language": "de", {two}"#);
        assert_eq!(messages(&found(&RULE, &german)), [""; 0]);
    }
}
