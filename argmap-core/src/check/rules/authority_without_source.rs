//! An appeal to someone's word with nobody's word behind it.

use crate::check::schemes::is_raised;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, Commitment, Edge, HolderId, InferenceId, Stance, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM505",
    name: "authority-without-source",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "an argument from expert opinion, from position to know or from testimony has no source and no holder behind it",
    why: "Such an argument is as good as the one it appeals to. If the map names no source and nobody who said it, readers cannot ask who it was, whether it was said, and whether that person was versed in the matter. Whoever draws the step does not count: it is on another's word that it rests.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Frost",
  "theses": ["ice"],
  "claims": [
    { "id": "ice", "text": "The bridge will be icy in the morning." },
    { "id": "warned", "text": "Meteorologists warn of frost on wet roads.", "basis": "common-ground" }
  ],
  "supports": [{ "from": ["warned"], "to": "ice", "scheme": "expert-opinion" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Frost",
  "theses": ["ice"],
  "sources": [{ "id": "bulletin", "type": "report", "title": "Evening bulletin" }],
  "claims": [
    { "id": "ice", "text": "The bridge will be icy in the morning." },
    {
      "id": "warned", "text": "Meteorologists warn of frost on wet roads.",
      "cite": [{ "source": "bulletin", "at": "p. 1" }]
    }
  ],
  "supports": [{ "from": ["warned"], "to": "ice", "scheme": "expert-opinion" }]
}"#,
    ),
    source: "D. Walton, Appeal to Expert Opinion, 1997; D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 9.",
};

/// The schemes that appeal to somebody's word, and how.
const APPEALS: &[(&str, &str)] = &[
    ("expert-opinion", "expert opinion"),
    ("position-to-know", "position to know"),
    ("witness-testimony", "testimony"),
];
/// The questions by which an opponent says the same.
const QUESTIONS: &[&str] = &["statement"];

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let names: Vec<&str> = APPEALS.iter().map(|(name, _)| *name).collect();
    let mut words: Option<Words> = None;
    for (id, scheme) in context.schemes().listed(&names) {
        let words = words.get_or_insert_with(|| Words::of(context));
        if !context.origins.is_whole(id)
            || words.stand_behind(context, id)
            || is_raised(context, id, QUESTIONS)
        {
            continue;
        }
        let appeal = APPEALS.iter().find(|(name, _)| *name == scheme.name);
        let appeal = appeal.map_or(scheme.name, |(_, appeal)| *appeal);
        let step = context.step(id);
        let message =
            format!("{step} argues from {appeal}, and no source or holder stands behind it");
        let finding = context.finding(&RULE, id, message).at(context.field(id, Field::Scheme));
        found.push(finding.here("whose word?").help(
            "cite where it was said (`cite`), or record who says so as a commitment to a premise or the conclusion",
        ));
    }
}

fn is_told_by_another(stand: &Commitment, holder: HolderId) -> bool {
    stand.stance != Stance::Denies && stand.reported_by.is_some_and(|by| by != holder)
}

/// Who has said what, and for what a source is given.
pub(super) struct Words {
    cited: Vec<bool>,
    /// One who is committed to a claim, by node.
    holder: Vec<Option<HolderId>>,
    /// Whether several are.
    several: Vec<bool>,
}

impl Words {
    /// Goes through all commitments and citations once.
    pub(super) fn of(context: &Context) -> Words {
        let count = context.map.node_count();
        let mut words = Words {
            cited: vec![false; count],
            holder: vec![None; count],
            several: vec![false; count],
        };
        for edge in context.map.graph().raw_edges() {
            let part = edge.target().index();
            match &edge.weight {
                Edge::Cites(_) => words.cited[part] = true,
                // That somebody else tells of it is a source for what is said.
                Edge::Commits(stand) if is_told_by_another(stand, HolderId(edge.source())) => {
                    words.cited[part] = true;
                }
                Edge::Commits(commitment) if commitment.stance != Stance::Denies => {
                    let holder = Some(HolderId(edge.source()));
                    match words.holder[part] {
                        None => words.holder[part] = holder,
                        first => words.several[part] |= first != holder,
                    }
                }
                _ => {}
            }
        }
        words
    }

    /// Whether a source is given for a step, a premise or the conclusion, someone else than who
    /// draws the step is committed to one of these, or a premise has reasons of its own, where
    /// the source may be found.
    fn stand_behind(&self, context: &Context, id: InferenceId) -> bool {
        let step = context.facts.step(id);
        let needs = context.facts.needs(step);
        let conclusion = match step.target {
            Target::Claim(claim) => Some(claim),
            Target::Inference(_) => None,
        };
        self.cited[id.index()]
            || self.is_told_elsewhere(context, id)
            || needs.iter().any(|claim| !context.facts.supports(*claim).is_empty())
            || needs
                .iter()
                .copied()
                .chain(conclusion)
                .any(|claim| self.cited[claim.index()] || self.is_said_by_another(claim, step.by))
    }

    /// Whether someone else than a holder is committed to a claim.
    pub(super) fn is_said_by_another(&self, claim: ClaimId, holder: Option<HolderId>) -> bool {
        let who = self.holder[claim.index()];
        self.several[claim.index()] || who.is_some() && who != holder
    }

    /// Whether the step is drawn in a source that is not the drawer's own.
    fn is_told_elsewhere(&self, context: &Context, id: InferenceId) -> bool {
        let step = &context.map[id];
        let Some(passage) = &step.passage else { return false };
        let writers = &context.map[passage.source].by;
        match step.by {
            None => true,
            Some(by) => !writers.is_empty() && !writers.contains(&by),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, found_with};

    fn keys(premise: &str, step: &str, further: &str) -> String {
        format!(
            r#"{further}
            "holders": [{{ "id": "h", "name": "H" }}, {{ "id": "expert", "name": "E" }}],
            "sources": [{{ "id": "own", "type": "book", "title": "O", "by": ["h"] }},
              {{ "id": "book", "type": "book", "title": "B", "by": ["expert"] }}],
            "claims": [{{ "id": "a", "text": "A." {premise} }}, {{ "id": "b", "text": "B." }},
              {{ "id": "x", "text": "X." }}],
            "supports": [{{ "id": "s", "from": ["a"], "to": "b" {step} }}]"#
        )
    }

    fn fires(premise: &str, step: &str, further: &str) -> bool {
        !found(&RULE, &keys(premise, step, further)).is_empty()
    }

    const EXPERT: &str = r#", "scheme": "expert-opinion", "by": "h""#;

    #[test]
    fn somebodys_word_is_needed() {
        assert!(fires("", EXPERT, ""));
        for scheme in ["Argument from position to know", "witness", "authority"] {
            assert!(fires("", &format!(r#", "scheme": "{scheme}""#), ""), "{scheme}");
        }
        assert!(!fires("", r#", "scheme": "sign""#, "") && !fires("", "", ""));
        let message = &found(&RULE, &keys("", EXPERT, ""))[0].message;
        assert_eq!(
            message,
            "`s` argues from expert opinion, and no source or holder stands behind it"
        );
    }

    #[test]
    fn who_draws_the_step_is_no_authority_for_it() {
        assert!(fires(r#", "asserted-by": ["h"]"#, EXPERT, ""));
        assert!(!fires(r#", "asserted-by": ["expert"]"#, EXPERT, ""));
        assert!(!fires(r#", "asserted-by": ["h", "expert"]"#, EXPERT, ""));
        assert!(fires(r#", "denied-by": ["expert"]"#, EXPERT, ""));
        let reported = r#", "commitments": [{ "holder": "expert", "reported-by": "h" }]"#;
        assert!(!fires(reported, EXPERT, ""));
        // What one says oneself is attested where another tells of it.
        let told = r#", "commitments": [{ "holder": "h", "reported-by": "expert" }]"#;
        assert!(!fires(told, EXPERT, ""));
        let told_by_himself = r#", "commitments": [{ "holder": "h", "reported-by": "h" }]"#;
        assert!(fires(told_by_himself, EXPERT, ""));
        // Where nobody in particular draws it, whoever asserts it stands behind it.
        assert!(!fires(r#", "asserted-by": ["h"]"#, r#", "scheme": "expert-opinion""#, ""));
    }

    #[test]
    fn a_source_will_do() {
        let cite = r#", "cite": [{ "source": "book", "at": "1" }]"#;
        assert!(!fires(cite, EXPERT, ""));
        assert!(!fires("", &format!("{EXPERT}{cite}"), ""));
        assert!(!fires("", &format!(r#"{EXPERT}, "source": "book", "at": "1""#), ""));
        assert!(fires("", &format!(r#"{EXPERT}, "source": "own", "at": "1""#), ""));
        let beneath = r#""rebuttals": [{ "from": ["x"], "to": "b" }],"#;
        assert!(fires("", EXPERT, beneath));
        let raised =
            r#""undercuts": [{ "from": ["x"], "to": "s", "critical-question": "statement" }],"#;
        assert!(!fires("", EXPERT, raised));
    }

    #[test]
    fn imported_files_and_faulty_maps_are_left_alone() {
        let import = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, import, &keys("", EXPERT, "")).is_empty());
        assert!(!fires(r#", "cite": [{ "source": "gone", "at": "1" }]"#, EXPERT, ""));
    }
}
