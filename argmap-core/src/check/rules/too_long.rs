//! A claim of too many words.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM611",
    name: "too-long",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::High,
    summary: "a claim has more than 40 words, or as many as the threshold `words` says",
    why: "What takes so many words is seldom one proposition: who accepts or attacks it does not know which part is meant, and in a picture nobody reads it.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    {
      "id": "wet", "basis": "observed",
      "text": "The street in front of the old town hall, the lane behind the bakery, the square with the fountain that the town put up in memory of its first mayor, and both of the stairs that lead down to the river are wet this morning."
    },
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
    source: "A claim is one assertion: S. Toulmin, R. Rieke and A. Janik, An Introduction to Reasoning, 1979; style guides of plain language keep sentences far below 40 words.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let most = context.options.thresholds.words;
    for id in context.facts.claims().iter().copied().filter(|id| context.is_own(*id)) {
        // A word takes two bytes at least, with the space before the next.
        let text = &context.map[id].text;
        if text.len() / 2 < most {
            continue;
        }
        let words = text.split_whitespace().count();
        if words <= most {
            continue;
        }
        let message = format!("{} has {words} words, more than {most}", context.claim(id));
        let finding = context.finding_at(&RULE, id, Field::Text, message);
        let help = "say it in fewer words; what is a reason or a second claim becomes a claim of its own, with a step between the two";
        found.push(finding.here("too long to take a stand on").help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::{Diagnostic, Tier};

    fn found(words: usize, most: Option<f64>) -> Vec<Diagnostic> {
        let keys = format!(
            r#""imports": [{{ "as": "o", "path": "other.json" }}],
            "claims": [{{ "id": "a", "text": "{}" }}]"#,
            "w ".repeat(words)
        );
        let other = format!(r#""claims": [{{ "id": "b", "text": "{}" }}]"#, "w ".repeat(90));
        let mut options = Options { tier: Tier::Pedantic, ..Options::default() };
        if let Some(most) = most {
            options.thresholds.set(&RULE, "words", most).unwrap();
        }
        let mut found = check(&reading(&keys, &other), options);
        found.retain(|finding| finding.rule.code == RULE.code);
        found
    }

    #[test]
    fn words_beyond_the_threshold_are_too_many() {
        assert_eq!(messages(&found(40, None)), [""; 0]);
        assert_eq!(messages(&found(41, None)), ["`a` has 41 words, more than 40"]);
        assert_eq!(messages(&found(41, Some(41.0))), [""; 0]);
        assert_eq!(messages(&found(2, Some(1.0))), ["`a` has 2 words, more than 1"]);
        assert_eq!(messages(&found(1, Some(1.0))), [""; 0]);
    }
}
