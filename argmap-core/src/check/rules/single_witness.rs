//! Independent reasons that all stand or fall with one source.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{CitationRole, ClaimId, Edge, InferenceId, InferenceKind, SourceId, Target};
use crate::semantics::evidence::own_words;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// What rests on more sources than so many at once is left alone.
const MOST_SOURCES: usize = 8;

static RULE: Rule = Rule {
    code: "AM411",
    name: "single-witness",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "a claim has two or more reasons, and each of them falls if one and the same source is not to be trusted",
    why: "Several reasons look like more than one. If all come from the same witness, a single doubt about it takes them all away. Sources marked `primary`, which are themselves what is spoken of, are not counted.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [{ "id": "letter", "type": "letter", "title": "To the editor" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge held 9 mm.", "cite": [{ "source": "letter", "at": "p. 1" }] },
    { "id": "emptied", "text": "The gauge was emptied the evening before.", "basis": "common-ground" },
    { "id": "street", "text": "The street was wet at dawn.", "cite": [{ "source": "letter", "at": "p. 2" }] },
    { "id": "no-cart", "text": "The water cart was in the yard all night.", "basis": "common-ground" },
    { "id": "dew", "text": "Dew fell in the night.", "basis": "observed" },
    { "id": "little", "text": "Dew fills no gauge.", "basis": "common-ground" }
  ],
  "supports": [
    { "id": "by-gauge", "from": ["gauge", "emptied"], "to": "rain" },
    { "id": "by-street", "from": ["street", "no-cart"], "to": "rain" }
  ],
  "undercuts": [
    { "id": "of-dew", "from": ["dew"], "to": "by-gauge" },
    { "from": ["little"], "to": "of-dew" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "sources": [
    { "id": "letter", "type": "letter", "title": "To the editor" },
    { "id": "diary", "type": "manuscript", "title": "Diary of a neighbour" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge held 9 mm.", "cite": [{ "source": "letter", "at": "p. 1" }] },
    { "id": "emptied", "text": "The gauge was emptied the evening before.", "basis": "common-ground" },
    { "id": "street", "text": "The street was wet at dawn.", "cite": [{ "source": "diary", "at": "p. 2" }] },
    { "id": "no-cart", "text": "The water cart was in the yard all night.", "basis": "common-ground" },
    { "id": "dew", "text": "Dew fell in the night.", "basis": "observed" },
    { "id": "little", "text": "Dew fills no gauge.", "basis": "common-ground" }
  ],
  "supports": [
    { "id": "by-gauge", "from": ["gauge", "emptied"], "to": "rain" },
    { "id": "by-street", "from": ["street", "no-cart"], "to": "rain" }
  ],
  "undercuts": [
    { "id": "of-dew", "from": ["dew"], "to": "by-gauge" },
    { "from": ["little"], "to": "of-dew" }
  ]
}"#,
    ),
    source: "The rule that one witness is no witness (testis unus, testis nullus); on independent testimony R. Whately, Elements of Rhetoric, 1828, part 1, ch. 2, and C. Coady, Testimony, 1992.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if context.facts.sources().is_empty() || !context.is_complete() {
        return;
    }
    let pillars = Pillars::of(context);
    if pillars.sources.is_empty() {
        return;
    }
    for claim in context.facts.claims().iter().copied() {
        let supports = context.facts.supports(claim);
        if supports.len() < 2 || !context.is_own(claim) || pillars.has_other_ground(context, claim)
        {
            continue;
        }
        if let Some(source) = pillars.common(supports).first() {
            found.push(finding(context, claim, *source, supports));
        }
    }
}

/// The sources without which a claim or step has nothing left to rest on.
struct Pillars {
    /// By node; few have any.
    sources: FxHashMap<NodeIndex, Vec<SourceId>>,
    /// The sources cited for each claim as evidence; nothing where one of them is primary.
    cited: FxHashMap<ClaimId, Option<Vec<SourceId>>>,
}

impl Pillars {
    /// Goes from what is cited upwards through the supports; linear in the size of the map. What
    /// lies on a circle of supports, or above one, has no pillars.
    fn of(context: &Context) -> Pillars {
        let mut pillars = Pillars { sources: FxHashMap::default(), cited: cited(context) };
        if pillars.cited.is_empty() {
            return pillars;
        }
        let facts = &context.facts;
        let mut open: Vec<ClaimId> = Vec::new();
        let mut steps_left: Vec<u32> = vec![0; context.map.node_count()];
        for claim in facts.claims() {
            steps_left[claim.index()] = facts.supports(*claim).len() as u32;
            if steps_left[claim.index()] == 0 {
                open.push(*claim);
            }
        }
        for step in facts.steps() {
            steps_left[step.id.index()] = facts.needs(step).len() as u32;
        }
        while let Some(claim) = open.pop() {
            pillars.settle(context, claim);
            for step in facts.uses(claim) {
                let step = facts.step(*step);
                steps_left[step.id.index()] -= 1;
                let (InferenceKind::Support, 0) = (step.kind, steps_left[step.id.index()]) else {
                    continue;
                };
                let needs =
                    facts.needs(step).iter().filter_map(|need| pillars.sources.get(&need.node()));
                let mut all: Vec<SourceId> = needs.flatten().copied().collect();
                all.sort_unstable();
                all.dedup();
                if !all.is_empty() && all.len() <= MOST_SOURCES {
                    pillars.sources.insert(step.id.node(), all);
                }
                if let Target::Claim(target) = step.target {
                    steps_left[target.index()] -= 1;
                    if steps_left[target.index()] == 0 {
                        open.push(target);
                    }
                }
            }
        }
        pillars
    }

    /// Finds those of a claim of which all supports are settled.
    fn settle(&mut self, context: &Context, claim: ClaimId) {
        let weight = &context.map[claim];
        if weight.basis.is_some() || !weight.same_as.is_empty() {
            return;
        }
        let supports = context.facts.supports(claim);
        let cited = match self.cited.get(&claim) {
            Some(None) => return,
            Some(Some(sources)) => Some(sources.clone()),
            None => None,
        };
        // Several sources, or a source and a reason, stand in for each other.
        let found = match cited {
            Some(sources) if sources.len() > 1 => return,
            Some(sources) if supports.is_empty() => sources,
            Some(sources) => {
                let mut common = self.common(supports);
                common.retain(|source| sources.contains(source));
                common
            }
            None => self.common(supports),
        };
        if !found.is_empty() {
            self.sources.insert(claim.node(), found);
        }
    }

    /// The sources on which all of some steps rest.
    fn common(&self, steps: &[InferenceId]) -> Vec<SourceId> {
        let Some((first, rest)) = steps.split_first() else { return Vec::new() };
        let of = |step: &InferenceId| self.sources.get(&step.node()).map_or(&[][..], |found| found);
        let mut common = of(first).to_vec();
        for step in rest {
            common.retain(|source| of(step).contains(source));
        }
        common
    }

    /// Whether a claim that has reasons rests on something beside them.
    fn has_other_ground(&self, context: &Context, claim: ClaimId) -> bool {
        let weight = &context.map[claim];
        weight.basis.is_some() || !weight.same_as.is_empty() || self.cited.contains_key(&claim)
    }
}

/// What is cited for claims as evidence.
fn cited(context: &Context) -> FxHashMap<ClaimId, Option<Vec<SourceId>>> {
    let map = context.map;
    let no_evidence = own_words(map);
    let mut cited: FxHashMap<ClaimId, Option<Vec<SourceId>>> = FxHashMap::default();
    for (edge, weight) in map.graph().edge_indices().zip(map.graph().edge_weights()) {
        let Edge::Cites(citation) = weight else { continue };
        let claim = map.graph().edge_endpoints(edge).and_then(|(_, part)| map.as_claim(part));
        let Some(claim) = claim else { continue };
        if no_evidence.binary_search_by_key(&edge, |(edge, _)| *edge).is_ok() {
            continue;
        }
        let sources = cited.entry(claim).or_insert_with(|| Some(Vec::new()));
        if citation.role == Some(CitationRole::Primary) {
            *sources = None;
        }
        if let Some(sources) = sources
            && !sources.contains(&citation.passage.source)
            && sources.len() < 2
        {
            sources.push(citation.passage.source);
        }
    }
    cited
}

fn finding(
    context: &Context,
    claim: ClaimId,
    source: SourceId,
    supports: &[InferenceId],
) -> Diagnostic {
    let (name, source_name) = (context.claim(claim), context.list([source]));
    let count = supports.len();
    let message = format!("{name} has {count} reasons, and all of them rest on {source_name}");
    let mut finding = context.finding(&RULE, claim, message).here("one witness for all");
    finding.about.extend(context.map.name(source));
    for step in supports.iter().filter(|step| context.is_own(**step)).take(4) {
        finding = finding.label(context.place(*step), format!("rests on {source_name}"));
    }
    finding.help("find a reason, or a source for one, that does not depend on it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::{found, messages};

    const HEAD: &str = r#""sources": [{ "id": "s", "title": "S", "type": "webpage" },
        { "id": "u", "title": "U", "type": "webpage" }]"#;

    /// Claims from lines such as `a s u`: their names and what is cited for them; steps from
    /// lines such as `a b > c`.
    fn map(claims: &[&str], steps: &[&str]) -> String {
        let claim = |line: &&str| {
            let (name, cited) = line.split_once(' ').unwrap_or((line, ""));
            let cite = cited.split_whitespace().map(|word| match word.strip_suffix('!') {
                Some(source) => format!(r#"{{ "source": "{source}", "role": "primary" }}"#),
                None => format!(r#"{{ "source": "{word}" }}"#),
            });
            let cite = cite.collect::<Vec<_>>().join(", ");
            format!(r#"{{ "id": "{name}", "text": "Claim {name}.", "cite": [{cite}] }}"#)
        };
        let step = |line: &&str| {
            let (from, to) = line.split_once(" > ").unwrap();
            let from: Vec<String> = from.split(' ').map(|name| format!("\"{name}\"")).collect();
            format!(r#"{{ "from": [{}], "to": "{to}" }}"#, from.join(", "))
        };
        let claims: Vec<String> = claims.iter().map(claim).collect();
        let steps: Vec<String> = steps.iter().map(step).collect();
        format!(r#"{HEAD}, "claims": [{}], "supports": [{}]"#, claims.join(", "), steps.join(", "))
    }

    fn told(claims: &[&str], steps: &[&str]) -> usize {
        found(&RULE, &map(claims, steps)).len()
    }

    #[test]
    fn reasons_of_one_source_are_found() {
        let direct = found(&RULE, &map(&["t", "a s", "b s", "c"], &["a c > t", "b > t"]));
        assert_eq!(messages(&direct), ["`t` has 2 reasons, and all of them rest on `s`"]);
        assert_eq!(direct[0].labels.len(), 3);
        assert_eq!(told(&["t", "m", "a s", "b s"], &["a > m", "m > t", "b > t"]), 1);
        let two = told(&["t", "a s", "b u", "c s"], &["a b > t", "c > t"]);
        assert_eq!(two, 1, "the first reason falls with either");
    }

    #[test]
    fn another_source_or_ground_is_enough() {
        for claims in
            [["t", "a s", "b u"], ["t", "a s", "b"], ["t", "a s", "b s u"], ["t u", "a s", "b s"]]
        {
            assert_eq!(told(&claims, &["a > t", "b > t"]), 0, "{claims:?}");
        }
        assert_eq!(told(&["t", "a s!", "b s!"], &["a > t", "b > t"]), 0, "what is spoken of");
        assert_eq!(told(&["t", "a s"], &["a > t"]), 0, "one reason looks like no more");
        let based = map(&["t", "a s", "b s"], &["a > t", "b > t"]);
        let based = based.replace(r#""text": "Claim b.""#, r#""text": "B.", "basis": "observed""#);
        assert!(found(&RULE, &based).is_empty());
    }

    #[test]
    fn a_second_reason_beneath_one_of_them_is_enough() {
        let steps = ["a > m", "b > m", "m > t", "c > t"];
        assert_eq!(told(&["t", "m", "a s", "b u", "c s"], &steps), 0);
        assert_eq!(told(&["t", "m", "a s", "b s", "c s"], &steps), 2, "of `m` and of `t`");
    }

    #[test]
    fn circles_are_left_alone() {
        assert_eq!(told(&["t", "a s", "b s"], &["a > t", "b > t", "t > a"]), 0);
    }
}
