//! A holder's commitments that cannot all be true.

use rustc_hash::FxHashSet;

use crate::check::background::{
    any_of, law_names, laws_words, stand_place, stand_words, stands_words,
};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Label, Rule, Severity, Tier};
use crate::logic::consistency::{
    Background, Contradiction, Law, Stand, Stands, View, Wish, Work, contradictory_laws, examine,
};
use crate::model::{ClaimId, Edge, HolderId, Stance};
use crate::text::FileId;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many contradictions are reported of one holder.
const PER_HOLDER: usize = 10;

static RULE: Rule = Rule {
    code: "AM302",
    name: "derived-contradiction",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a holder's commitments cannot all be true, given the formulas, strict steps, conflicts and questions that bind that holder",
    why: "Who is committed to claims that cannot be true together must give one of them up, whatever the reasons for each. The contradiction need not be on the surface: it may take several strict steps to see it. Only what is declared counts: formulas, strict steps, conflicts, and questions whose answers exclude each other or leave no further choice.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The garden",
  "theses": ["rain"],
  "sources": [{ "id": "diary", "type": "document", "title": "Anna's diary", "by": ["anna"] }],
  "holders": [{ "id": "anna", "name": "Anna" }],
  "claims": [
    { "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶1" }] },
    { "id": "puddles", "text": "There are puddles in the street.", "basis": "observed" },
    { "id": "wet", "text": "The garden is wet.",
      "commitments": [{ "holder": "anna", "stance": "denies", "source": "diary", "at": "¶2" }] }
  ],
  "supports": [
    { "from": ["puddles"], "to": "rain" },
    { "id": "rain-wets", "from": ["rain"], "to": "wet", "strict": true }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The garden",
  "theses": ["rain"],
  "sources": [{ "id": "diary", "type": "document", "title": "Anna's diary", "by": ["anna"] }],
  "holders": [{ "id": "anna", "name": "Anna" }],
  "claims": [
    { "id": "rain", "text": "It rained last night.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶1" }] },
    { "id": "puddles", "text": "There are puddles in the street.", "basis": "observed" },
    { "id": "wet", "text": "The garden is wet.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶2" }] }
  ],
  "supports": [
    { "from": ["puddles"], "to": "rain" },
    { "id": "rain-wets", "from": ["rain"], "to": "wet", "strict": true }
  ]
}"#,
    ),
    source: "C. L. Hamblin, Fallacies, 1970, ch. 8, on commitment stores; R. Reiter, A theory of diagnosis from first principles, Artificial Intelligence 32, 1987, on what to give up.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let stands = context.stands();
    if stands.all().is_empty() && !context.facts.has_laws() {
        return;
    }
    let background = context.background();
    let mut work = Work::default();
    let (common, complete) = contradictory_laws(background, View::Common, &mut work);
    found.extend(common.iter().filter_map(|laws| of_background(context, background, laws, None)));
    let mut known_backgrounds: FxHashSet<Vec<Law>> = FxHashSet::default();
    let mut unseen: Vec<HolderId> = Vec::new();
    for position in stands.by_holder() {
        let holder = position[0].holder;
        if work.left == 0 {
            unseen.push(holder);
            continue;
        }
        let position = wanted(position);
        let wishes: Vec<Wish> = position.iter().map(|stand| stand.wish()).collect();
        let view = View::Of(holder);
        let known = |set: &[usize]| is_direct(background, &position, set, view);
        let seen = examine(background, &wishes, view, PER_HOLDER, &known, &mut work);
        if !seen.complete && seen.contradictions.is_empty() {
            unseen.push(holder);
        }
        for contradiction in &seen.contradictions {
            let finding = if contradiction.wishes.is_empty() {
                let nobody = contradiction.laws.iter().all(|law| whose(context, *law).is_none());
                let told = complete || !known_backgrounds.insert(contradiction.laws.clone());
                if nobody && told {
                    continue;
                }
                let holder = (!nobody).then_some(holder);
                of_background(context, background, &contradiction.laws, holder)
            } else {
                of_position(context, background, stands, &position, contradiction)
            };
            let Some(finding) = finding else { continue };
            found.push(if seen.complete { finding } else { finding.note(cut(context, holder)) });
        }
    }
    found.extend(unexamined(context, &unseen));
}

/// The stands that count, the firmer first: who asserts a claim need not concede it too.
fn wanted(position: &[Stand]) -> Vec<&Stand> {
    let asserts = |stand: &Stand| position.binary_search_by_key(&(stand.claim, 0), rank).is_ok();
    let mut wanted: Vec<&Stand> = position
        .iter()
        .filter(|stand| stand.stance != Stance::Concedes || !asserts(stand))
        .collect();
    wanted.sort_by_key(|stand| rank(stand).1);
    wanted
}

fn rank(stand: &Stand) -> (ClaimId, u8) {
    let rank = match stand.stance {
        Stance::Asserts => 0,
        Stance::Denies => 1,
        _ => 2,
    };
    (stand.claim, rank)
}

/// Whether AM301 speaks of it: two assertions that one law declares to be rivals, or an assertion
/// and a denial of one claim.
fn is_direct(background: &Background, position: &[&Stand], set: &[usize], view: View) -> bool {
    let [one, other] = set else { return false };
    let (one, other) = (position[*one], position[*other]);
    match (one.stance, other.stance) {
        (Stance::Asserts, Stance::Asserts) => {
            background.declares_rivals(one.claim, other.claim, view)
        }
        (Stance::Asserts, Stance::Denies) => one.claim == other.claim,
        _ => false,
    }
}

fn of_position(
    context: &Context,
    background: &Background,
    stands: &Stands,
    position: &[&Stand],
    contradiction: &Contradiction,
) -> Option<Diagnostic> {
    let involved: Vec<&Stand> = contradiction.wishes.iter().map(|wish| position[*wish]).collect();
    let holder = involved[0].holder;
    let name = context.list([holder]);
    let said = stands_words(context, &involved);
    let cannot = match involved.len() {
        1 => "which cannot be so",
        2 => "which cannot both be so",
        _ => "which cannot all be so",
    };
    let conceded = involved.iter().any(|stand| stand.stance == Stance::Concedes);
    let severity = if conceded { Severity::Warning } else { Severity::Error };

    let mut labels: Vec<Label> = Vec::new();
    for stand in involved.iter().take(LABELS) {
        let edge = stands.edges(stand)[0];
        labels.push(Label::new(stand_place(context, edge), stand_words(context, edge)));
    }
    let claims: Vec<ClaimId> = involved.iter().map(|stand| stand.claim).collect();
    let laws = laws_words(context, background, &contradiction.laws, &claims);
    labels.extend(
        laws.iter().take(LABELS).map(|(place, words)| Label::new(*place, words.to_string())),
    );
    let mut finding =
        with_labels(Diagnostic::new(&RULE, None, format!("{name} {said}, {cannot}")), labels)?;
    finding = finding.severity(severity);
    finding.about = context.map.name(holder).into_iter().collect();
    finding.about.extend(claims.iter().filter_map(|claim| context.map.name(*claim)));
    finding.about.extend(law_names(context.map, &contradiction.laws));
    if let Some(note) = because(&contradiction.laws, &laws) {
        finding = finding.note(note);
    }
    if let Some(note) = repairs(context, position, contradiction) {
        finding = finding.note(note);
    }
    if involved.len() > 1 && dates(context, stands, &involved) > 1 {
        let note = "these stands are of different dates: if it is a change of mind, record the earlier one as retracted";
        finding = finding.note(note);
    }
    Some(finding.help(help(context, contradiction, conceded)))
}

/// How many repairs are told: single commitments, and lists of several.
const SINGLES: usize = 8;
const LISTS: usize = 3;

/// How many commitments, and how many laws, are shown.
const LABELS: usize = 12;

/// The finding with these labels, the first of those in the root file first; nothing if none is.
pub(super) fn with_labels(mut finding: Diagnostic, mut labels: Vec<Label>) -> Option<Diagnostic> {
    let of_root = |label: &Label| label.place.is_none_or(|place| place.file == FileId::ROOT);
    let first = labels.iter().position(of_root)?;
    let first = labels.remove(first);
    labels.insert(0, first);
    finding.labels = labels;
    Some(finding)
}

/// Why it is a contradiction, in one sentence.
pub(super) fn because<P>(laws: &[Law], words: &[(P, String)]) -> Option<String> {
    if laws.is_empty() {
        return None;
    }
    let shown: Vec<&str> = words.iter().take(LABELS).map(|(_, words)| &**words).collect();
    let more = words.len().saturating_sub(LABELS);
    let more = if more > 0 { format!("; and {more} further steps") } else { String::new() };
    Some(format!("for {}{more}", shown.join("; ")))
}

fn repairs(
    context: &Context,
    position: &[&Stand],
    contradiction: &Contradiction,
) -> Option<String> {
    let name = |wish: &usize| {
        let stand = position[*wish];
        let what = match stand.stance {
            Stance::Denies => "the denial of ",
            Stance::Concedes => "the concession of ",
            _ => "",
        };
        format!("{what}{}", context.claim(stand.claim))
    };
    let all = &contradiction.repairs;
    let first = all.first()?;
    if first.len() == 1 {
        let mut singles: Vec<String> = all.iter().flatten().take(SINGLES).map(name).collect();
        if all.len() > SINGLES {
            singles.push("another of them".to_owned());
        }
        let one_of = if singles.len() > 1 { "one of " } else { "" };
        return Some(format!("to be consistent, give up {one_of}{}", any_of(&singles)));
    }
    let lists = all.iter().take(LISTS).map(|set| {
        let names: Vec<String> = set.iter().take(8).map(name).collect();
        names.join(" and ") + if set.len() > 8 { " and others" } else { "" }
    });
    let mut lists: Vec<String> = lists.collect();
    if all.len() > LISTS {
        lists.push("as many others".to_owned());
    }
    let number = first.len();
    Some(format!(
        "with the other contradictions around it, at least {number} commitments must go: {}",
        lists.join("; or ")
    ))
}

fn help(context: &Context, contradiction: &Contradiction, conceded: bool) -> String {
    let mut help = "record what the holder has taken back as `retracts`".to_owned();
    if conceded {
        help += "; let what is granted for the sake of the argument only be `supposes`";
    }
    for law in &contradiction.laws {
        let (question, what) = match law {
            Law::Exclusive(question) => (question, "exclusive"),
            Law::Exhaustive(question) => (question, "exhaustive"),
            _ => continue,
        };
        let name = context.list([*question]);
        help += &format!("; or give up that {name} is {what}");
    }
    if contradiction.laws.iter().any(|law| matches!(law, Law::Step(_))) {
        help += "; or let a step that has exceptions not be `strict`";
    }
    help
}

/// The number of different dates of the stands; those without a date are not counted.
fn dates(context: &Context, stands: &Stands, involved: &[&Stand]) -> usize {
    let date = |stand: &&Stand| match &context.map.graph()[stands.edges(stand)[0]] {
        Edge::Commits(commitment) => commitment.date.clone(),
        _ => None,
    };
    involved.iter().filter_map(date).collect::<FxHashSet<_>>().len()
}

fn whose(context: &Context, law: Law) -> Option<HolderId> {
    match law {
        Law::Formula(_) | Law::Same(..) => None,
        Law::Step(step) => context.map[step].by,
        Law::Conflict(conflict) | Law::Either(conflict) => context.map[conflict].by,
        Law::Exclusive(question) | Law::Exhaustive(question) => context.map[question].by,
    }
}

fn of_background(
    context: &Context,
    background: &Background,
    contradiction: &[Law],
    holder: Option<HolderId>,
) -> Option<Diagnostic> {
    let laws = laws_words(context, background, contradiction, &[]);
    let labels = laws
        .iter()
        .take(LABELS)
        .map(|(place, words)| Label::new(*place, words.to_string()))
        .collect();
    let of = holder.map(|holder| format!(" for {}", context.list([holder]))).unwrap_or_default();
    let message = format!(
        "what binds{of} contradicts itself, whatever anyone asserts: formulas, strict steps, conflicts and questions cannot all be right"
    );
    let mut finding = with_labels(Diagnostic::new(&RULE, None, message), labels)?;
    finding.about = law_names(context.map, contradiction);
    if let Some(note) = because(contradiction, &laws) {
        finding = finding.note(note);
    }
    Some(finding.help("take back one of them; nothing that hangs on them can be tested until then"))
}

fn cut(context: &Context, holder: HolderId) -> String {
    let name = context.list([holder]);
    format!(
        "not all contradictions of {name} are listed: at most {PER_HOLDER} are, within a limit of work"
    )
}

fn unexamined(context: &Context, holders: &[HolderId]) -> Option<Diagnostic> {
    let first = holders.iter().find(|holder| context.is_own(**holder))?;
    let name = context.list([*first]);
    let others = match holders.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let message = format!("the commitments of {name}{others} were not tested to the end");
    let finding = context.finding(&RULE, *first, message).severity(Severity::Info);
    Some(finding.note("there are more rivals or more steps among them than the limits allow for"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn findings(parts: &str, claims: &[(&str, &str)]) -> Vec<Diagnostic> {
        let claim =
            |(id, more): &(&str, &str)| format!(r#"{{"id":"{id}","text":"It is {id}."{more}}}"#);
        let claims: Vec<String> = claims.iter().map(claim).collect();
        let text = format!(
            r#"{{"argmap":1,"title":"t","holders":[{{"id":"h","name":"H"}},{{"id":"k","name":"K"}}],
            "claims":[{}],{parts}}}"#,
            claims.join(",")
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let mut found = check(&reading, Options::default());
        found.retain(|finding| finding.rule.code == RULE.code);
        found
    }

    const ASSERTED: &str = r#","asserted-by":["h"]"#;
    const DENIED: &str = r#","denied-by":["h"]"#;

    #[test]
    fn what_is_direct_is_left_to_the_other_rule() {
        let claims = [("a", ASSERTED), ("b", r#","asserted-by":["h"],"denied-by":["h"]"#)];
        let conflict = r#""conflicts":[{"claims":["a","b"],"kind":"contrary"}]"#;
        assert!(findings(conflict, &claims).is_empty());
    }

    #[test]
    fn both_of_a_contradictory_pair_denied() {
        let conflict = r#""conflicts":[{"id":"x","claims":["a","b"],"kind":"contradictory"}]"#;
        let found = findings(conflict, &[("a", DENIED), ("b", DENIED)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`h` denies `a` and `b`, which cannot both be so");
        assert_eq!(
            found[0].notes,
            [
                "for `a` or `b` is true, since they are contradictory (conflict `x`)",
                "to be consistent, give up one of the denial of `a` or the denial of `b`",
            ]
        );
        assert_eq!(found[0].about, ["h", "a", "b", "x"]);
        assert_eq!(found[0].labels.len(), 3);
    }

    #[test]
    fn what_binds_another_does_not_bind() {
        let conflict = r#""conflicts":[{"claims":["a","b"],"kind":"contradictory","by":"k"}]"#;
        assert!(findings(conflict, &[("a", DENIED), ("b", DENIED)]).is_empty());
        let conflict = r#""conflicts":[{"claims":["a","b"],"kind":"contradictory","by":"h"}]"#;
        assert_eq!(findings(conflict, &[("a", DENIED), ("b", DENIED)]).len(), 1);
    }

    #[test]
    fn concessions_warn_and_retracted_assertions_do_not_count() {
        let step = r#""supports":[{"from":["a"],"to":"b","strict":true}]"#;
        let found = findings(step, &[("a", r#","conceded-by":["h"]"#), ("b", DENIED)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
        assert_eq!(found[0].message, "`h` denies `b` and concedes `a`, which cannot both be so");
        let taken_back = r#","commitments":[{"holder":"h"},{"holder":"h","stance":"retracts"}]"#;
        assert!(findings(step, &[("a", taken_back), ("b", DENIED)]).is_empty());
        let reported = r#","commitments":[{"holder":"h","stance":"reports"}]"#;
        assert!(findings(step, &[("a", reported), ("b", DENIED)]).is_empty());
        let reported_by = r#","commitments":[{"holder":"h","reported-by":"k"}]"#;
        assert_eq!(findings(step, &[("a", reported_by), ("b", DENIED)]).len(), 1);
    }

    #[test]
    fn questions_may_be_given_up() {
        let question =
            r#""questions":[{"id":"q","text":"Which?","answers":["a","b","c"],"exhaustive":true}]"#;
        let found = findings(question, &[("a", DENIED), ("b", DENIED), ("c", DENIED)]);
        assert_eq!(found.len(), 1);
        assert!(found[0].help.as_ref().unwrap().contains("give up that `q` is exhaustive"));
    }

    #[test]
    fn a_background_that_contradicts_itself_is_reported_once() {
        let parts = r#""conflicts":[{"claims":["a","b"],"kind":"contradictory"}]"#;
        let both = r#","asserted-by":["h","k"]"#;
        let found = findings(parts, &[("a", both), ("b", r#","formula":"a""#)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.starts_with("what binds contradicts itself"));
    }

    #[test]
    fn a_background_that_contradicts_itself_needs_nobody() {
        let parts = r#""conflicts":[{"claims":["a","b"],"kind":"contradictory"}]"#;
        let found = findings(parts, &[("a", ""), ("b", r#","formula":"a""#)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].message.starts_with("what binds contradicts itself"));
        let view = parts.replace(r#""kind""#, r#""by":"h","kind""#);
        assert!(findings(&view, &[("a", ""), ("b", r#","formula":"a""#)]).is_empty());
    }

    #[test]
    fn steps_found_invalid_do_not_bind() {
        let parts = r#""supports":[{"from":["a"],"to":"b","strict":true}]"#;
        let a = r#","formula":"c | b","asserted-by":["h"]"#;
        assert!(findings(parts, &[("a", a), ("b", DENIED), ("c", "")]).is_empty());
        let a = r#","formula":"c & b","asserted-by":["h"]"#;
        assert_eq!(findings(parts, &[("a", a), ("b", DENIED), ("c", "")]).len(), 1);
    }
}
