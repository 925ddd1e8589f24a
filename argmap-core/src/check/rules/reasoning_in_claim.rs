//! A claim that reasons: a step within one text.

use crate::check::english::{ends_sentence, is_english, plain_words};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// The facts, for the rule on compound claims.
pub(super) static RULE: Rule = Rule {
    code: "AM604",
    name: "reasoning-in-claim",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "a claim draws a conclusion: therefore, hence, thus or consequently begins a clause of it",
    why: "Premise and conclusion in one claim are a step that nobody can see: no one can attack it, and who accepts the premise and not the conclusion has nothing to reject. Only English is looked at, and only these four words where they begin a clause of their own; what is quoted, in brackets, said of another's reasoning or under a condition is let be. So is because: that one thing is the cause of another is one proposition.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "The street is wet; therefore it rained last night.", "basis": "assumed" }
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
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "Indicators of inference: M. Beardsley, Practical Logic, 1950, ch. 1; D. Schiffrin, Discourse Markers, 1987, ch. 7.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !is_english(context.map) {
        return;
    }
    for id in context.facts.claims().iter().copied().filter(|id| context.is_own(*id)) {
        let Some(word) = conclusion(&context.map[id].text) else { continue };
        let message = format!("{} draws a conclusion by “{word}”", context.claim(id));
        let finding = context.finding_at(&RULE, id, Field::Text, message);
        let help = format!(
            "make what stands before and after “{word}” two claims, and the first a support of the second"
        );
        found.push(finding.here("a step within a claim").help(help));
    }
}

/// The word by which a text draws a conclusion.
pub(super) fn conclusion(text: &str) -> Option<&'static str> {
    if !WORDS.iter().any(|word| contains(text, word)) {
        return None;
    }
    let words = plain_words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let first = bare(words.first()?);
    if CONDITIONS.contains(&&*first) || is_reported(&words) {
        return None;
    }
    (0..words.len()).find_map(|at| begins_clause(&words, at))
}

/// Words by which a conclusion is drawn.
const WORDS: &[&str] = &["therefore", "hence", "thus", "consequently"];

/// What a text starts with that claims nothing outright.
const CONDITIONS: &[&str] =
    &["if", "when", "whenever", "wherever", "unless", "suppose", "supposing", "provided", "were"];

/// Subjects of a clause.
const SUBJECTS: &[&str] =
    &["it", "he", "she", "they", "we", "i", "there", "this", "these", "those"];

/// What the subject of a clause may start with.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "all", "every", "each", "no", "some", "any", "its", "his", "her", "their",
    "our", "most", "many", "few", "both", "neither", "nothing", "nobody", "that", "such",
];

/// Verbs of which a clause has one.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "cannot", "could",
    "must", "may", "might", "should", "shall", "does", "do", "did",
];

/// What is said to be said or reasoned by another.
const REPORTS: &[&str] = &[
    "say",
    "says",
    "said",
    "argue",
    "argues",
    "argued",
    "hold",
    "holds",
    "held",
    "claim",
    "claims",
    "claimed",
    "believe",
    "believes",
    "believed",
    "think",
    "thinks",
    "thought",
    "conclude",
    "concludes",
    "concluded",
    "infer",
    "infers",
    "inferred",
    "write",
    "writes",
    "wrote",
    "maintain",
    "maintains",
    "maintained",
    "assert",
    "asserts",
    "asserted",
    "deny",
    "denies",
    "denied",
    "insist",
    "insists",
    "insisted",
    "reason",
    "reasons",
    "reasoned",
    "declare",
    "declares",
    "declared",
    "suppose",
    "supposes",
    "supposed",
    "assume",
    "assumes",
    "assumed",
    "false",
    "true",
    "argument",
    "inference",
    "view",
    "idea",
    "claiming",
];

/// Whether a word stands in a text, as it is or with a capital.
fn contains(text: &str, word: &str) -> bool {
    text.contains(&word[1..])
}

fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

fn is_reported(words: &[&str]) -> bool {
    let says = |word: &str| REPORTS.contains(&&*bare(word)) || bare(word) == "according";
    words.windows(2).any(|pair| {
        says(pair[0]) && (pair[0].ends_with(':') || matches!(&*bare(pair[1]), "that" | "to"))
    })
}

/// The word there, if it begins a clause of its own that draws a conclusion.
fn begins_clause(words: &[&str], at: usize) -> Option<&'static str> {
    let lower = bare(words[at]);
    let word = *WORDS.iter().find(|word| **word == lower)?;
    let rest = &words[at + 1..];
    let next = bare(rest.first()?);
    let set_off = words[at].ends_with(',');
    let joined = at > 0 && words[at - 1] == "and";
    let before = if joined { at - 1 } else { at };
    let subject = SUBJECTS.contains(&&*next);
    let firm = matches!(word, "therefore" | "consequently");
    let starts = match before.checked_sub(1).map(|before| words[before]) {
        None => !joined && (set_off || subject || firm && is_clause(rest)),
        // A single word before is no clause.
        Some(_) if before < 2 => false,
        Some(last) if last.ends_with([';', ':']) || ends_sentence(last, words[before]) => {
            set_off || subject || firm && is_clause(rest)
        }
        Some(last) if last.ends_with([',', '—', '–']) => {
            let clause = subject || firm && !joined && is_clause(rest);
            clause && !set_off
        }
        Some(_) => false,
    };
    (starts && rest.len() >= 2).then_some(word)
}

/// Whether words may be a clause: they start as one and have a verb, not set off by a comma.
fn is_clause(words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    let starts = DETERMINERS.contains(&&*bare(first)) || first.starts_with(char::is_uppercase);
    let until = words.iter().position(|word| word.ends_with([',', ';'])).unwrap_or(words.len());
    starts && words[..until].iter().skip(1).any(|word| VERBS.contains(&&*bare(word)))
}

#[cfg(test)]
mod tests {
    use super::{RULE, conclusion};
    use crate::check::facts::tests::{found, found_with, messages};

    #[test]
    fn a_conclusion_in_a_clause_of_its_own_is_found() {
        for text in [
            "The street is wet; therefore it rained.",
            "The street is wet, therefore it rained.",
            "The street is wet, and therefore it must have rained.",
            "The street is wet. Therefore, rain fell last night.",
            "The street is wet. Hence it rained.",
            "The bureaucracy owns nothing, therefore the bureaucracy is no class.",
            "The state was weak: consequently, nobody obeyed.",
            "Socrates is human; thus, he is mortal.",
            "Therefore the bourgeoisie has no power.",
            "Consequently, the plan failed.",
        ] {
            assert!(conclusion(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_uses_of_the_words_are_let_be() {
        for text in [
            "He resigned because of illness.",
            "The street is wet because it rained.",
            "The harvest failed and prices therefore rose.",
            "Marx writes: “It is so; therefore it must be.”",
            "The word 'therefore' is used too often; nobody minds.",
            "Lenin argued that the state was weak; therefore it fell.",
            "Descartes said: I think, therefore I am.",
            "It is false that he was ill, therefore he resigned.",
            "If the street is wet, therefore it rained.",
            "The town burnt; hence the strange name of the square.",
            "They served the workers, and therefore the party.",
            "The poorest, therefore the weakest, class is the peasantry.",
            "The state is, therefore, the tool of a class.",
            "Thus Spoke Zarathustra is a book of Nietzsche's.",
            "Thus far no one has answered.",
            "The revolution is ten years hence.",
            "Acting thus, he lost his office.",
            "The paper lost money (and was therefore closed; hence, it is rare).",
            "The price rose, thus the demand fell.",
            "Prices rose; wages consequently fell.",
            "Authenticity matters.",
            "Therefore",
        ] {
            assert_eq!(conclusion(text), None, "{text}");
        }
    }

    #[test]
    fn only_english_of_this_file_is_looked_at() {
        let claims = r#""claims": [{ "id": "a", "text": "It is wet; therefore it rained." }]"#;
        let wanted = ["`a` draws a conclusion by “therefore”"];
        assert_eq!(messages(&found(&RULE, claims)), wanted);
        let german = format!(r#""language": "de", {claims}"#);
        assert_eq!(messages(&found(&RULE, &german)), [""; 0]);
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, claims)), [""; 0]);
    }
}
