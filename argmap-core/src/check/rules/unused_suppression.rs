//! An allowance that lets nothing pass.

use crate::check::quotations::Quoted;
use crate::check::suppression::Entry;
use crate::check::{Check, Context, catalogue};
use crate::diagnostic::{Confidence, Diagnostic, Example, Fix, Rule, Severity, Tier};
use crate::document::{layout, nearest};
use crate::text::{FileId, Place, Span};

/// The rule and its check, which runs after all others: what they found decides.
pub const CHECK: Check = Check { rule: &RULE, run: |_, _| {} };

pub(in crate::check) static RULE: Rule = Rule {
    code: "AM706",
    name: "unused-suppression",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "an entry of the map's `allow`, or of a baseline, lets nothing pass",
    why: "A weakness that was let pass and has been mended needs no allowance any more; one that stays would hide the next weakness of its kind. An allowance whose rule or id is misspelt never let anything pass at all.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "allow": [{ "rule": "unsupported-claim", "at": ["wet"], "reason": "Everybody saw it." }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet." }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "allow": [{ "rule": "unsupported-claim", "at": ["wet"], "reason": "Everybody saw it." }]
}"#,
    ),
    source: "Linters report directives that suppress nothing: ESLint's --report-unused-disable-directives, Ruff's RUF100.",
};

/// Adds what there is to say of the entries, once all findings went past them.
pub(in crate::check) fn unused(context: &Context, entries: &[Entry], found: &mut Vec<Diagnostic>) {
    for (number, entry) in entries.iter().enumerate() {
        let allow = &context.map.allows[number];
        let place = context.origins.allows.get(number).copied();
        let say = |message: String| Diagnostic::new(&RULE, place, message);
        let Some(rule) = entry.rule else {
            let finding = say(format!("an allowance names `{}`, which is no rule", allow.rule));
            found.push(finding.here("lets nothing pass").help(known(&allow.rule)));
            continue;
        };
        // What did not run found nothing, and what is missing may be so for a fault of the text.
        if !has_run(context, rule) || !context.is_complete() || rule.code == RULE.code {
            continue;
        }
        if entry.count == 0 && lacks_texts(context, rule) {
            continue;
        }
        let names = || allow.at.iter().map(|name| &**name);
        let unused = entry.counts.iter().filter(|count| **count == 0).count();
        let help = "leave it out; what it let pass is mended";
        if entry.count == 0 && unused == allow.at.len() {
            let message = format!("no finding of {} {} needs this allowance", rule.code, rule.name);
            let gone = place.and_then(|place| context.removal(place));
            let finding = say(message).here("lets nothing pass").help(help);
            found.push(leave_out("leave out the allowance", finding, gone));
            continue;
        }
        let places = place.map_or_else(Vec::new, |place| name_places(context, place));
        for (at, name) in names().enumerate().filter(|(at, _)| entry.counts[*at] == 0) {
            let message = format!(
                "no finding of {} {} about `{name}` needs this allowance",
                rule.code, rule.name
            );
            let name_at = places.get(at).copied().filter(|_| places.len() == allow.at.len());
            let gone = name_at.and_then(|place| context.removal(place));
            let finding = say(message).at(name_at.or(place));
            let finding = finding.here("lets nothing pass for it").about(name).help(help);
            found.push(leave_out("leave out the name", finding, gone));
        }
    }
}

fn leave_out(what: &'static str, finding: Diagnostic, gone: Option<Vec<Span>>) -> Diagnostic {
    match gone {
        Some(gone) => finding.fix(Fix::deletion(what, FileId::ROOT, gone)),
        None => finding,
    }
}

/// Where the names stand in an entry.
fn name_places(context: &Context, entry: Place) -> Vec<Place> {
    let Some(text) = context.slice(entry) else { return Vec::new() };
    let members = layout::elements(text, Span::new(0, text.len()));
    let at = members.into_iter().find(|member| layout::key(text, *member) == Some("at"));
    let Some(at) = at else { return Vec::new() };
    let Some(bracket) = text[at.range()].find('[') else { return Vec::new() };
    let list = Span { start: bracket as u32 + at.start, end: at.end };
    let (file, start) = (entry.file, entry.span.start);
    let whole = |span: Span| Span { start: start + span.start, end: start + span.end };
    let names = layout::elements(text, list).into_iter();
    names.map(|span| Place { file, span: whole(span) }).collect()
}

fn has_run(context: &Context, rule: &Rule) -> bool {
    let is_of_the_map = super::CHECKS.iter().any(|check| check.rule.code == rule.code);
    !is_of_the_map || context.runs(rule)
}

/// Whether a rule about sources could not look at all quotations, and so may have overlooked what
/// it will find when all texts are at hand.
fn lacks_texts(context: &Context, rule: &Rule) -> bool {
    let is_open = |quoted: &Quoted| matches!(quoted, Quoted::NotAtHand | Quoted::NotSearched);
    rule.code.starts_with("AM4")
        && context.examined().iter().any(|examined| is_open(&examined.quoted))
}

fn known(word: &str) -> String {
    let rules = catalogue();
    let names = rules.iter().flat_map(|rule| [rule.code, rule.name]);
    match nearest(word, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`argmap rules` lists the rules".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    fn found_with(allow: &str) -> Vec<String> {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "Is it so?" },
            { "id": "p", "text": "P" }], "supports": [{ "from": ["p"], "to": "t" }]"#;
        let found = found(&RULE, &format!(r#"{keys}, "allow": [{allow}]"#));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn what_lets_something_pass_is_let_be() {
        assert_eq!(found_with(r#"{ "rule": "AM101", "reason": "r" }"#), [""; 0]);
        assert_eq!(found_with(r#"{ "rule": "AM605", "at": ["t"], "reason": "r" }"#), [""; 0]);
    }

    #[test]
    fn unused_entries_names_and_unknown_rules_are_told() {
        let one = r#"{ "rule": "self-attack", "reason": "r" }"#;
        assert_eq!(found_with(one), ["no finding of AM307 self-attack needs this allowance"]);
        let partly = r#"{ "rule": "AM101", "at": ["p", "t"], "reason": "r" }"#;
        assert_eq!(
            found_with(partly),
            ["no finding of AM101 unsupported-claim about `t` needs this allowance"]
        );
        let unknown = r#"{ "rule": "self-atack", "reason": "r" }"#;
        assert_eq!(found_with(unknown), ["an allowance names `self-atack`, which is no rule"]);
    }

    #[test]
    fn an_unused_name_is_told_where_it_stands() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" }],
            "allow": [{ "rule": "AM101", "at": ["t", "gone"], "reason": "r" }]"#;
        let found = found(&RULE, keys);
        let reading = crate::check::facts::tests::reading(keys, "");
        assert_eq!(reading.slice(found[0].place().unwrap()), "\"gone\"");
    }

    #[test]
    fn what_a_text_that_is_not_at_hand_may_need_is_let_be() {
        let keys = |text: &str| {
            format!(
                r#""theses": ["t"], "sources": [{{ "id": "s", "type": "book", "title": "B"{text} }}],
                "claims": [{{ "id": "t", "text": "T", "cite": [{{ "source": "s", "quote": "Q" }}] }}],
                "allow": [{{ "rule": "AM405", "reason": "r" }}]"#
            )
        };
        assert_eq!(found(&RULE, &keys("")).len(), 1);
        assert_eq!(found(&RULE, &keys(r#", "text": "b.txt""#)).len(), 0);
    }

    #[test]
    fn rules_that_did_not_run_and_this_rule_itself_are_not_told_of() {
        let allowed = r#"{ "rule": "AM307", "reason": "r" }, { "rule": "AM706", "reason": "r" }"#;
        assert_eq!(found_with(allowed), [""; 0]);
        let levels = {
            let mut levels = crate::check::levels::Levels::default();
            levels.set(crate::check::rule("AM307").unwrap(), None);
            levels
        };
        let keys = r#""claims": [], "allow": [{ "rule": "AM307", "reason": "r" }]"#;
        let reading = crate::check::facts::tests::reading(keys, "");
        let options = crate::check::Options { levels: &levels, ..Default::default() };
        let found = crate::check::check(&reading, options);
        assert!(found.iter().all(|finding| finding.rule.code != "AM706"), "{found:?}");
    }
}
