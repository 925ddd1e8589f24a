//! Chains of support that are long, and claims with many supports side by side.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM013",
    name: "deep-chain",
    severity: Severity::Info,
    tier: Tier::Auditor,
    confidence: Confidence::High,
    summary: "a claim rests on a chain of more than 8 supports, or on more than 8 side by side; the thresholds `chain` and `fan` set other numbers",
    why: "Each step of a chain that is not strict may fail, and what is left of the first premise's strength at the end of a long one is anybody's guess. And no reader weighs a dozen reasons side by side: those that belong together make a claim of their own. Claims that support each other in a circle count as one.",
    bad: Example::map(
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
    { "id": "c1", "text": "Cause 1 was at work." },
    { "id": "c2", "text": "Cause 2 was at work." },
    { "id": "c3", "text": "Cause 3 was at work." },
    { "id": "c4", "text": "Cause 4 was at work." },
    { "id": "c5", "text": "Cause 5 was at work." },
    { "id": "c6", "text": "Cause 6 was at work." },
    { "id": "c7", "text": "Cause 7 was at work." },
    { "id": "c8", "text": "Cause 8 was at work." },
    { "id": "c9", "text": "Cause 9 was at work.", "basis": "assumed" }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" },
    { "from": ["c1", "frost"], "to": "rain" },
    { "from": ["c2", "frost"], "to": "c1" },
    { "from": ["c3", "frost"], "to": "c2" },
    { "from": ["c4", "frost"], "to": "c3" },
    { "from": ["c5", "frost"], "to": "c4" },
    { "from": ["c6", "frost"], "to": "c5" },
    { "from": ["c7", "frost"], "to": "c6" },
    { "from": ["c8", "frost"], "to": "c7" },
    { "from": ["c9", "frost"], "to": "c8" }
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
    source: "Longest paths in the condensed graph of supports; about seven things are kept in mind at once: G. Miller, The Magical Number Seven, Plus or Minus Two, 1956.",
};

/// So many claims of a chain are named.
const MOST_NAMES: usize = 12;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let (facts, thresholds) = (&context.facts, &context.options.thresholds);
    for claim in facts.claims().iter().copied().filter(|claim| context.is_own(*claim)) {
        let number = facts.supports(claim).len();
        if number > thresholds.fan {
            let message = format!(
                "{} has {number} supports side by side, more than {}",
                context.claim(claim),
                thresholds.fan
            );
            let help = "put supports that belong together under a claim of their own, which then supports this one";
            found.push(context.finding(&RULE, claim, message).here("a wide fan").help(help));
        }
    }
    let chains = Chains::of(context);
    for claim in chains.ends(context, thresholds.chain) {
        found.push(chain(context, claim, &chains));
    }
}

fn chain(context: &Context, claim: ClaimId, chains: &Chains) -> Diagnostic {
    let length = chains.length[claim.index()];
    let most = context.options.thresholds.chain;
    let name = context.claim(claim);
    let message = format!("{name} ends a chain of {length} supports, more than {most}");
    let claims = chains.claims(claim);
    let start = claims[claims.len() - 1];
    let named: Vec<String> = claims.iter().map(|claim| context.claim(*claim)).collect();
    let path = if named.len() <= MOST_NAMES {
        named.join(", ")
    } else {
        let (first, last) = (&named[..MOST_NAMES / 2], &named[named.len() - MOST_NAMES / 2..]);
        let left_out = named.len() - MOST_NAMES;
        format!("{}, {left_out} more, {}", first.join(", "), last.join(", "))
    };
    let help = "look whether each step is needed, and whether what stands in the middle has support of its own";
    let finding = context.finding(&RULE, claim, message).here("a long chain ends here");
    let finding = finding.label(context.place(start), "and starts here");
    finding.note(format!("each from the next: {path}")).help(help)
}

/// The longest chains of support that end in each claim.
struct Chains {
    /// How many supports long the longest is, by node.
    length: Vec<u32>,
    /// The premise before the last step of it, by node.
    before: Vec<Option<ClaimId>>,
    /// A number that claims have in common that support each other in a circle, by node.
    circle: Vec<u32>,
}

impl Chains {
    /// Longest paths through the strongly connected components in topological order; linear.
    fn of(context: &Context) -> Chains {
        let facts = &context.facts;
        let count = context.map.node_count();
        let mut links: Vec<(ClaimId, ClaimId)> = Vec::new();
        for step in facts.steps().iter().filter(|step| step.kind == InferenceKind::Support) {
            if let Target::Claim(target) = step.target {
                links.extend(facts.needs(step).iter().map(|from| (*from, target)));
            }
        }
        let mut chains =
            Chains { length: vec![0; count], before: vec![None; count], circle: vec![0; count] };
        let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(count, links.len());
        (0..count).for_each(|_| {
            graph.add_node(());
        });
        for (from, to) in &links {
            graph.add_edge(NodeIndex::new(from.index()), NodeIndex::new(to.index()), ());
        }
        // In the order of their ends: what a claim supports comes before it.
        let circles = kosaraju_scc(&graph);
        for (number, circle) in circles.iter().enumerate() {
            circle.iter().for_each(|node| chains.circle[node.index()] = number as u32);
        }
        let mut inward: Vec<Vec<u32>> = vec![Vec::new(); circles.len()];
        for (number, (from, to)) in links.iter().enumerate() {
            if chains.circle[from.index()] != chains.circle[to.index()] {
                inward[chains.circle[to.index()] as usize].push(number as u32);
            }
        }
        for (number, circle) in circles.iter().enumerate().rev() {
            let longest = inward[number].iter().map(|link| links[*link as usize]).reduce(|a, b| {
                if chains.length[b.0.index()] > chains.length[a.0.index()] { b } else { a }
            });
            let Some((from, _)) = longest else { continue };
            for node in circle {
                chains.length[node.index()] = chains.length[from.index()] + 1;
                chains.before[node.index()] = Some(from);
            }
        }
        chains
    }

    /// The claims of this file that end chains of more than so many supports which nothing
    /// continues; of a circle, the first.
    fn ends(&self, context: &Context, most: usize) -> Vec<ClaimId> {
        let facts = &context.facts;
        let long = |claim: &ClaimId| self.length[claim.index()] as usize > most;
        let mut goes_on = std::collections::BTreeSet::new();
        for step in facts.steps().iter().filter(|step| step.kind == InferenceKind::Support) {
            if let Target::Claim(target) = step.target {
                let circle = |claim: ClaimId| self.circle[claim.index()];
                let needs = facts.needs(step).iter().copied().filter(|need| long(need));
                goes_on.extend(needs.map(circle).filter(|from| *from != circle(target)));
            }
        }
        let mut ends = Vec::new();
        for claim in facts.claims().iter().copied().filter(long) {
            if context.is_own(claim) && goes_on.insert(self.circle[claim.index()]) {
                ends.push(claim);
            }
        }
        ends
    }

    /// The claims of the longest chain that ends in one, backwards, one for each circle.
    fn claims(&self, end: ClaimId) -> Vec<ClaimId> {
        let before = |claim: &ClaimId| self.before[claim.index()];
        std::iter::successors(Some(end), before).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages, reading};
    use crate::check::{Options, check};
    use crate::diagnostic::Tier;

    /// Claims `c0` to `c{length}`, each supporting the one before, and further steps.
    fn chain(length: usize, further: &str) -> String {
        let claims: Vec<String> =
            (0..=length).map(|n| format!(r#"{{ "id": "c{n}", "text": "C{n}" }}"#)).collect();
        let steps: Vec<String> =
            (0..length).map(|n| format!(r#"{{ "from": ["c{}"], "to": "c{n}" }}"#, n + 1)).collect();
        format!(r#""claims": [{}], "supports": [{}{further}]"#, claims.join(","), steps.join(","))
    }

    #[test]
    fn the_end_of_a_long_chain_is_told_with_its_start() {
        assert_eq!(messages(&found(&RULE, &chain(8, ""))), [""; 0]);
        let found = found(&RULE, &chain(9, r#", { "from": ["c9"], "to": "c1" }"#));
        assert_eq!(messages(&found), ["`c0` ends a chain of 9 supports, more than 8"]);
        let path = "each from the next: `c0`, `c1`, `c2`, `c3`, `c4`, `c5`, `c6`, `c7`, `c8`, `c9`";
        assert_eq!(found[0].notes, [path]);
        assert_eq!(found[0].labels.len(), 2);
    }

    #[test]
    fn a_circle_counts_as_one_claim() {
        // Of ten claims c2 to c4 make a circle: seven steps are left.
        let circle = r#", { "from": ["c2"], "to": "c4" }"#;
        assert_eq!(messages(&found(&RULE, &chain(9, circle))), [""; 0]);
        let longer = found(&RULE, &chain(11, circle));
        assert_eq!(messages(&longer), ["`c0` ends a chain of 9 supports, more than 8"]);
        assert_eq!(longer[0].notes[0].matches('`').count(), 20);
        // A circle at the end is told of once.
        let end = found(&RULE, &chain(11, r#", { "from": ["c0"], "to": "c2" }"#));
        assert_eq!(messages(&end), ["`c0` ends a chain of 9 supports, more than 8"]);
    }

    #[test]
    fn thresholds_can_be_set() {
        let mut options = Options { tier: Tier::Auditor, ..Options::default() };
        options.thresholds.set(&RULE, "chain", 2.0).unwrap();
        options.thresholds.set(&RULE, "fan", 1.0).unwrap();
        let reading = reading(&chain(3, r#", { "from": ["c3"], "to": "c0" }"#), "");
        let mut found = check(&reading, options);
        found.retain(|finding| finding.rule.code == RULE.code);
        let wanted = [
            "`c0` has 2 supports side by side, more than 1",
            "`c0` ends a chain of 3 supports, more than 2",
        ];
        assert_eq!(messages(&found), wanted);
    }

    #[test]
    fn rebuttals_and_what_another_file_ends_do_not_count() {
        let long = chain(9, "");
        let con = long.replace("supports", "rebuttals");
        assert_eq!(messages(&found(&RULE, &con)), [""; 0]);
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, &long)), [""; 0]);
        let goes_on = format!(
            r#"{keys}, "claims": [{{ "id": "t", "text": "T" }}],
            "supports": [{{ "from": ["o/c0"], "to": "t" }}]"#
        );
        let wanted = ["`t` ends a chain of 10 supports, more than 8"];
        assert_eq!(messages(&found_with(&RULE, &goes_on, &long)), wanted);
    }
}
