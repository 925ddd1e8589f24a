//! Steps whose premises cannot be true together.

use rustc_hash::FxHashSet;

use crate::check::background::{brief, law_names, laws_words};
use crate::check::premises::{Clash, clashes};
use crate::check::rules::derived_contradiction::{because, with_labels};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Label, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many places of each sort are shown.
const LABELS: usize = 8;

static RULE: Rule = Rule {
    code: "AM303",
    name: "inconsistent-premises",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the premises of one inference cannot be true together, given formulas, strict steps, conflicts and questions; or they rest on claims that cannot, whichever of several supports are chosen (warning)",
    why: "Premises are needed together. If they cannot all be true, the inference never applies to anything, and as a deduction it would prove whatever one likes. Premises that are only supposed, to see what follows, are another matter: then the scheme is a reductio or a conditional proof. Whoever draws the inference is bound by his own steps, conflicts and questions and by those that are nobody's in particular.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The theft",
  "theses": ["guilty"],
  "claims": [
    { "id": "guilty", "text": "The gardener is guilty." },
    { "id": "saw", "text": "A witness saw him at the house.", "basis": "observed" },
    { "id": "elsewhere", "text": "He was nowhere near the house.", "formula": "!saw", "basis": "assumed" },
    { "id": "spade", "text": "His spade was found in the safe.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["spade"], "to": "guilty" },
    { "id": "plot", "from": ["saw", "elsewhere"], "to": "guilty" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The theft",
  "theses": ["guilty"],
  "claims": [
    { "id": "guilty", "text": "The gardener is guilty." },
    { "id": "saw", "text": "A witness saw him at the house.", "basis": "observed" },
    { "id": "hid", "text": "He hid from the cook.", "basis": "observed" },
    { "id": "spade", "text": "His spade was found in the safe.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["spade"], "to": "guilty" },
    { "id": "plot", "from": ["saw", "hid"], "to": "guilty" }
  ]
}"#,
    ),
    source: "T. J. Anderson, D. Schum and W. Twining, Analysis of Evidence, 2nd edition, 2005, on linked inferences; Aristotle, Prior Analytics, book 2, ch. 15, on conclusions from opposite premises.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let seen = clashes(context);
    let mut told: FxHashSet<Vec<ClaimId>> = FxHashSet::default();
    for clash in &seen.clashes {
        let mut set = clash.claims.clone();
        set.sort_unstable();
        if told.insert(set.clone()) {
            let same = |other: &&Clash| {
                let mut claims = other.claims.clone();
                claims.sort_unstable();
                other.step != clash.step && claims == set
            };
            let others = seen.clashes.iter().filter(same).map(|other| other.step);
            found.extend(report(context, clash, &others.collect::<Vec<_>>()));
        }
    }
    if let Some(step) = seen.stopped {
        let message = format!(
            "whether the premises of {} and of other steps can be true together was not tested to the end",
            context.step(step)
        );
        let finding = context.finding(&RULE, step, message).severity(Severity::Info);
        found.push(finding.note("too much hangs together for the limit of work"));
    }
}

fn report(context: &Context, clash: &Clash, others: &[InferenceId]) -> Option<Diagnostic> {
    let map = context.map;
    let (step, claims) = (clash.step, &clash.claims);
    let subject = context.step(step);
    let names = brief(context, claims);
    let cannot = match claims.len() {
        1 => "which cannot be true",
        2 => "which cannot both be true",
        _ => "which cannot all be true",
    };
    let message = if clash.direct {
        let premises = if claims.len() == 1 { "premise" } else { "premises" };
        format!("{subject} has the {premises} {names}, {cannot}")
    } else {
        format!("whichever supports are chosen, {subject} rests on claims among {names}, {cannot}")
    };
    let message = match (clash.direct, claims.len()) {
        (false, 1 | 2) => message.replace("claims among ", ""),
        _ => message,
    };

    let mut labels: Vec<Label> = Vec::new();
    for claim in claims.iter().take(LABELS) {
        let name = context.claim(*claim);
        let number = map.needs(step).position(|need| need == *claim);
        let place = number.and_then(|number| {
            let premise = context.field(step, Field::Premise(number as u32));
            premise.or_else(|| context.field(step, Field::Warrant))
        });
        labels.push(match place {
            Some(place) => Label::new(place, format!("{name} is needed here")),
            None => Label::new(context.place(*claim), format!("{name} is needed beneath it")),
        });
    }
    if !clash.direct {
        labels.insert(0, Label::new(context.place(step), "rests on them"));
    }
    let background = context.background();
    let laws = laws_words(context, background, &clash.laws, claims);
    labels.extend(
        laws.iter().take(LABELS).map(|(place, words)| Label::new(*place, words.to_string())),
    );
    for other in others.iter().take(LABELS) {
        let words = format!("{} needs the same", context.step(*other));
        labels.push(Label::new(context.place(*other), words));
    }
    let mut finding = with_labels(Diagnostic::new(&RULE, None, message), labels)?;
    finding.about = map.name(step).into_iter().collect();
    finding.about.extend(claims.iter().filter_map(|claim| map.name(*claim)));
    finding.about.extend(others.iter().filter_map(|other| map.name(*other)));
    finding.about.extend(law_names(map, &clash.laws));
    if let Some(note) = because(&clash.laws, &laws) {
        finding = finding.note(note);
    }
    if clash.direct {
        return Some(finding.help("give up one of them, or make independent reasons of them; if they are only supposed to see what follows, record that as `supposes` or give the step the scheme `reductio` or `conditional-proof`"));
    }
    let finding = finding.severity(Severity::Warning);
    Some(finding.help("give a support that does without one of them, or correct what sets them against each other"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::Severity;

    const HOLDERS: &str = r#""holders": [{ "id": "h", "name": "H" }, { "id": "k", "name": "K" }]"#;

    /// Claims by id, with a formula after a colon or further keys after a slash.
    fn keys(claims: &str, rest: &str) -> String {
        let one = |claim: &str| {
            let (claim, more) = claim.split_once(" / ").unwrap_or((claim, ""));
            let (id, formula) = match claim.split_once(": ") {
                Some((id, formula)) => (id, format!(r#", "formula": "{formula}""#)),
                None => (claim, String::new()),
            };
            format!(r#"{{ "id": "{id}", "text": "It is {id}."{formula}{more} }}"#)
        };
        let claims: Vec<String> = claims.split("; ").map(one).collect();
        format!(r#"{HOLDERS}, "claims": [{}], {rest}"#, claims.join(", "))
    }

    fn says(claims: &str, rest: &str) -> Vec<String> {
        let found = found(&RULE, &keys(claims, rest));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    const STEP: &str = r#""supports": [{ "id": "s", "from": ["a", "b"], "to": "t" }]"#;
    const BOTH: &str = "`s` has the premises `a` and `b`, which cannot both be true";

    #[test]
    fn premises_that_cannot_be_true_together() {
        let conflict =
            format!(r#"{STEP}, "conflicts": [{{ "claims": ["a", "b"], "kind": "contrary" }}]"#);
        assert_eq!(says("a; b; t", &conflict), [BOTH]);
        assert_eq!(says("a: !b; b; t", STEP), [BOTH]);
        assert_eq!(says("a: x & y; b: !x; x; y; t", STEP), [BOTH]);
        assert_eq!(
            says("a: x & !x; b; x; t", STEP),
            ["`s` has the premise `a`, which cannot be true"]
        );
        let warrant = r#""supports": [{ "id": "s", "from": ["a"], "warrant": "b", "to": "t" }]"#;
        assert_eq!(says("a: !b; b; t", warrant), [BOTH]);
        let undercut =
            format!(r#"{STEP}, "undercuts": [{{ "id": "u", "from": ["t", "c"], "to": "s" }}]"#);
        assert_eq!(
            says("a; b; c: !t; t", &undercut),
            ["`u` has the premises `t` and `c`, which cannot both be true"]
        );
        assert!(says("a; b; t: !a", STEP).is_empty());
    }

    #[test]
    fn strict_steps_lead_to_it_and_the_laws_are_named() {
        let rest = format!(
            r#"{},
            {{ "id": "w", "from": ["a"], "to": "c", "strict": true }}],
            "conflicts": [{{ "id": "x", "claims": ["b", "c"], "kind": "contrary" }}]"#,
            STEP.trim_end_matches(']')
        );
        let found = found(&RULE, &keys("a; b; c; t", &rest));
        assert_eq!(messages(&found), [BOTH]);
        assert_eq!(
            found[0].notes,
            ["for `c` follows strictly from `a` by `w`; `b` and `c` are contrary (conflict `x`)"]
        );
        assert_eq!(found[0].about, ["s", "a", "b", "w", "x"]);
        assert_eq!(found[0].labels.len(), 4);
        assert_eq!(found[0].severity, Severity::Error);
    }

    #[test]
    fn what_is_supposed_is_not_meant() {
        let claims = r#"a: !b / , "commitments": [{ "holder": "h", "stance": "supposes" }]; b; t"#;
        assert!(says(claims, STEP).is_empty());
        for scheme in ["reductio", "Reductio ad absurdum", "conditional-proof"] {
            let step = STEP.replace(r#""to": "t""#, &format!(r#""to": "t", "scheme": "{scheme}""#));
            assert!(says("a: !b; b; t", &step).is_empty(), "{scheme}");
        }
        let step = STEP.replace(r#""to": "t""#, r#""to": "t", "scheme": "sign""#);
        assert_eq!(says("a: !b; b; t", &step), [BOTH]);
    }

    #[test]
    fn views_bind_those_whose_they_are() {
        let rest = |step: &str, conflict: &str| {
            format!(
                r#""supports": [{{ "id": "s", "from": ["a", "b"], "to": "t"{step} }}],
                "conflicts": [{{ "claims": ["a", "b"], "kind": "contrary"{conflict} }}]"#
            )
        };
        let (h, k) = (r#", "by": "h""#, r#", "by": "k""#);
        for (step, conflict, count) in [("", "", 1), (h, "", 1), (h, h, 1), (h, k, 0), ("", h, 0)] {
            assert_eq!(says("a; b; t", &rest(step, conflict)).len(), count, "{step} {conflict}");
        }
    }

    #[test]
    fn one_fault_is_told_once() {
        let twice = format!(
            r#"{}, {{ "id": "r", "from": ["b", "c", "a"], "to": "t" }}]"#,
            STEP.trim_end_matches(']')
        );
        let told = found(&RULE, &keys("a: !b; b; c; t", &twice));
        assert_eq!(messages(&told), [BOTH]);
        assert!(told[0].labels.iter().any(|label| label.message == "`r` needs the same"));

        let codes = |claims: &str, rest: &str| {
            let read = reading(&keys(claims, rest), "");
            let found = check(&read, Options::default());
            let logic = found.iter().map(|finding| finding.rule.code);
            logic.filter(|code| code.starts_with("AM30")).collect::<Vec<_>>()
        };
        let given = r#", "asserted-by": ["h"]"#;
        // What one holder asserts is a fault of the position.
        assert_eq!(codes(&format!("a: !b / {given}; b / {given}; t"), STEP), ["AM301"]);
        assert_eq!(
            codes(&format!("a: x & y / {given}; b: !x / {given}; x; y; t"), STEP),
            ["AM302"]
        );
        // What is accepted is told with the step.
        let observed = r#", "basis": "observed""#;
        assert_eq!(codes(&format!("a: !b / {observed}; b / {observed}; t"), STEP), ["AM303"]);
        let apart = r#""supports": [{ "from": ["a"], "to": "t" }, { "from": ["b"], "to": "t" }]"#;
        assert_eq!(codes(&format!("a: !b / {observed}; b / {observed}; t"), apart), ["AM305"]);
    }

    const BENEATH: &str = r#""supports": [
        { "id": "s", "from": ["a", "b"], "to": "t" }, { "id": "top", "from": ["t"], "to": "u" },
        { "from": ["c"], "to": "a" }, { "from": ["d"], "to": "a" }, { "from": ["e"], "to": "b" }]"#;

    #[test]
    fn every_choice_of_supports() {
        let told = says("a; b; c: x; d: x & y; e: !x; t; u; x; y", BENEATH);
        assert_eq!(
            told,
            [
                "whichever supports are chosen, `s` rests on claims among `c`, `d` and `e`, which cannot all be true"
            ]
        );
        assert!(says("a; b; c: x; d: y; e: !x; t; u; x; y", BENEATH).is_empty());
        let based = r#"b / , "basis": "observed""#;
        assert!(
            says(&format!("a; {based}; c: x; d: x & y; e: !x; t; u; x; y"), BENEATH).is_empty()
        );
        let supposed = r#"e: !x / , "commitments": [{ "holder": "h", "stance": "supposes" }]"#;
        assert!(says(&format!("a; b; c: x; d: x; {supposed}; t; u; x"), BENEATH).is_empty());
    }

    #[test]
    fn faults_beneath_are_told_once() {
        // One chain whose parts exclude each other is another rule's.
        let chain = r#""supports": [{ "from": ["a", "b"], "to": "t" }, { "from": ["c"], "to": "a" }],
            "conflicts": [{ "claims": ["b", "c"], "kind": "contrary" }]"#;
        assert!(says("a; b; c; t", chain).is_empty());
        // So is what is accepted all together.
        let given = r#", "basis": "observed""#;
        let claims = format!("a; b; c: x & y / {given}; t; x; y");
        let formulas = r#""supports": [{ "id": "s", "from": ["a", "b"], "to": "t" },
            { "from": ["c"], "to": "a" }, { "from": ["d"], "to": "b" }]"#;
        assert!(says(&format!("{claims}; d: !x / {given}"), formulas).is_empty());
        let bare = r#", "denied-by": ["h"]"#;
        assert_eq!(
            says(&format!("{claims}; d: !x / {bare}"), formulas),
            ["whichever supports are chosen, `s` rests on `c` and `d`, which cannot both be true"]
        );
    }

    #[test]
    fn imported_steps_are_left_to_their_file() {
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &keys("a: !b; b; t", STEP)).is_empty());
    }
}
