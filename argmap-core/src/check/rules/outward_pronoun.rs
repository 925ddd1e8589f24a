//! A claim whose first word points out of it.

use crate::check::english::{is_english, plain_words};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM606",
    name: "outward-pronoun",
    severity: Severity::Info,
    tier: Tier::Auditor,
    confidence: Confidence::Low,
    summary: "a claim starts with it, this, they or these, which stand for something outside it",
    why: "A claim is read alone: in a picture, in a list, in another map. What it or they stand for is then anybody's guess, and changes when claims are moved. Only English is looked at. It is let be where it stands for nothing (it rained, it is wrong that), and this before a noun of time.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "This is wet all over.", "basis": "observed" },
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
    source: "Claims that stand alone: E. Choi et al., Decontextualization: Making Sentences Stand-Alone, 2021.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !is_english(context.map) {
        return;
    }
    for id in context.facts.claims().iter().copied().filter(|id| context.is_own(*id)) {
        let Some(word) = pronoun(&context.map[id].text) else { continue };
        let message = format!(
            "{} starts with “{word}”, which stands for something outside it",
            context.claim(id)
        );
        let finding = context.finding_at(&RULE, id, Field::Text, message);
        let help = format!("say what “{word}” stands for");
        found.push(finding.here("cannot be read alone").help(help));
    }
}

/// The pronoun that a text starts with, if it stands for something outside the text.
fn pronoun(text: &str) -> Option<&'static str> {
    // What is written `IT` is a name.
    if text.trim_start().starts_with("IT") && text.chars().any(char::is_lowercase) {
        return None;
    }
    let start: String = text.trim_start().chars().take(6).flat_map(char::to_lowercase).collect();
    let word = ["it", "this", "they", "these"].into_iter().find(|word| {
        let rest = start.strip_prefix(word);
        let ends = |letter: char| letter.is_whitespace() || ['\'', '’', ','].contains(&letter);
        rest.is_some_and(|rest| rest.starts_with(ends))
    })?;
    let words = plain_words(text);
    let words: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let within = match word {
        "it" => stands_for_nothing(&words[1..]),
        "this" | "these" => words.get(1).is_some_and(|noun| TIMES.contains(noun)),
        // They who, those who: said at once.
        _ => words.get(1).is_some_and(|next| matches!(*next, "who" | "that" | "whose")),
    };
    (!within && words.len() > 1).then_some(word)
}

/// Nouns that mean what is about whoever reads, or debates, as in the motion `this house would`.
const TIMES: &[&str] = &[
    "age", "autumn", "century", "day", "days", "decade", "evening", "hour", "house", "map",
    "moment", "month", "morning", "night", "season", "spring", "summer", "time", "times", "week",
    "winter", "world", "year", "years",
];

/// Words of weather, time and distance, of which it is the subject.
const WEATHER: &[&str] = &[
    "rain",
    "rains",
    "rained",
    "raining",
    "snow",
    "snows",
    "snowed",
    "snowing",
    "hail",
    "hails",
    "hailed",
    "freeze",
    "freezes",
    "froze",
    "freezing",
    "drizzled",
    "thundered",
    "poured",
    "pouring",
    "dawned",
    "late",
    "early",
    "dark",
    "light",
    "cold",
    "warm",
    "hot",
    "cool",
    "wet",
    "dry",
    "windy",
    "cloudy",
    "foggy",
    "sunny",
    "stormy",
    "night",
    "day",
    "morning",
    "evening",
    "noon",
    "midnight",
    "o'clock",
    "o’clock",
    "spring",
    "summer",
    "autumn",
    "winter",
    "far",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// What what was only announced by it starts with.
const ANNOUNCED: &[&str] = &[
    "that", "to", "who", "whom", "whose", "which", "whether", "when", "if", "how", "why", "what",
    "where", "until", "till", "before", "since", "as", "for", "because", "follows", "takes",
    "took",
];

/// Whether the words after it give it nothing to stand for.
fn stands_for_nothing(rest: &[&str]) -> bool {
    // The last part tells: pitch-dark is dark.
    let last = |word: &str| word.rsplit('-').next().is_some_and(|last| WEATHER.contains(&last));
    let weather = |word: &&str| last(word) || word.starts_with(|c: char| c.is_ascii_digit());
    let announced = |word: &&str| ANNOUNCED.contains(word) || word.ends_with("ing");
    rest.iter().take(5).any(weather) || rest.iter().any(announced)
}

fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{RULE, pronoun};
    use crate::check::facts::tests::found;

    #[test]
    fn what_stands_for_something_outside_is_found() {
        for (word, text) in [
            ("it", "It lost all its power."),
            ("it", "It is a class of its own."),
            ("it", "IT LOST ALL ITS POWER."),
            ("this", "This proves nothing."),
            ("this", "This plan failed."),
            ("they", "They left the party."),
            ("they", "They're wrong."),
            ("it", "It’ll be cheap."),
            ("this", "This, too, is false."),
            ("these", "These are the facts."),
        ] {
            assert_eq!(pronoun(text), Some(word), "{text}");
        }
    }

    #[test]
    fn what_does_not_is_let_be() {
        for text in [
            "It rained last night.",
            "It was a cold night.",
            "It was pitch-dark.",
            "It's raining.",
            "It’s wrong to lie.",
            "Its members left.",
            "It is wrong that nobody came.",
            "It was Lenin who led the party.",
            "It takes two days to get there.",
            "It is 4 km from the town.",
            "It is no use complaining.",
            "This century has seen two wars.",
            "They who labour are poor.",
            "Italy has lost.",
            "IT departments lack staff.",
            "It is five o'clock.",
            "This House would ban zoos.",
            "Item three fell.",
            "Those plants draw on sea water.",
            "It",
            "",
        ] {
            assert_eq!(pronoun(text), None, "{text}");
        }
    }

    #[test]
    fn other_languages_are_let_be() {
        let told = |language: &str| {
            let keys = format!(
                r#""language": "{language}", "claims": [{{ "id": "a", "text": "This is it." }}]"#
            );
            found(&RULE, &keys).len()
        };
        assert_eq!((told("en-GB"), told("nl")), (1, 0));
    }
}
