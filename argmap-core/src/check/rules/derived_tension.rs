//! A holder's own steps lead to what the holder denies.

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::background::{brief, law_names, law_place, stand_place, stand_words};
use crate::check::rules::derived_contradiction::with_labels;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Label, Rule, Severity, Tier};
use crate::logic::consistency::{Background, Law, Stand, Stands, View};
use crate::model::{ClaimId, HolderId, InferenceId, InferenceKind, Stance, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many uses of claims and members of conflicts are looked at in all.
const WORK: u64 = 50_000_000;

/// How many steps of a chain are shown.
const SHOWN: usize = 8;

static RULE: Rule = Rule {
    code: "AM311",
    name: "derived-tension",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a holder's assertions lead, by steps that the same holder draws, to a claim the holder denies or to the contrary of one the holder asserts",
    why: "Most tensions in a position are not plain contradictions: the holder's own steps, each with its exceptions, lead where the holder will not go. Then a premise must go, a step has an exception here that ought to be said, or the conclusion must be swallowed.",
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
    { "id": "rain-wets", "from": ["rain"], "to": "wet", "by": "anna", "source": "diary", "at": "¶3" }
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
    { "id": "roofed", "text": "The garden is under a roof.",
      "commitments": [{ "holder": "anna", "source": "diary", "at": "¶2" }], "basis": "observed" },
    { "id": "wet", "text": "The garden is wet.",
      "commitments": [{ "holder": "anna", "stance": "denies", "source": "diary", "at": "¶2" }] }
  ],
  "supports": [
    { "from": ["puddles"], "to": "rain" },
    { "id": "rain-wets", "from": ["rain"], "to": "wet", "by": "anna", "source": "diary", "at": "¶3" }
  ],
  "undercuts": [
    { "from": ["roofed"], "to": "rain-wets", "by": "anna", "source": "diary", "at": "¶2" }
  ]
}"#,
    ),
    source: "D. Walton and E. Krabbe, Commitment in Dialogue, 1995, on bringing out an opponent's dark-side commitments.",
};

/// What one holder draws and rebuts.
#[derive(Default)]
struct Own {
    draws: bool,
    undercuts: FxHashSet<InferenceId>,
    rebuts: FxHashSet<ClaimId>,
}

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    let stands = context.stands();
    if stands.all().is_empty() {
        return;
    }
    let mut own: FxHashMap<HolderId, Own> = FxHashMap::default();
    for (id, step) in map.inferences() {
        let Some(by) = step.by else { continue };
        let own = own.entry(by).or_default();
        match (map.target(id), step.kind) {
            (Target::Inference(target), _) => {
                own.undercuts.insert(target);
            }
            (Target::Claim(target), kind) => {
                own.draws |= !step.strict;
                if kind == InferenceKind::Rebuttal {
                    own.rebuts.insert(target);
                }
            }
        }
    }
    if !own.values().any(|own| own.draws) {
        return;
    }
    let background = context.background();
    let strict: FxHashSet<InferenceId> = background.strict_steps().collect();
    let mut work = WORK;
    let mut unseen: Vec<HolderId> = Vec::new();
    for position in stands.by_holder() {
        let holder = position[0].holder;
        let Some(own) = own.get(&holder).filter(|own| own.draws) else { continue };
        let mut pursuit = Pursuit {
            context,
            background,
            stands,
            strict: &strict,
            holder,
            own,
            counts: FxHashMap::default(),
            derived: FxHashMap::default(),
            asserted_by_law: FxHashMap::default(),
            work: &mut work,
        };
        if pursuit.run(position, found).is_none() {
            unseen.push(holder);
        }
    }
    let Some(first) = unseen.iter().find(|holder| context.is_own(**holder)) else { return };
    let name = context.list([*first]);
    let more =
        if unseen.len() > 1 { format!(" and {} more", unseen.len() - 1) } else { String::new() };
    let message = format!("where the steps of {name}{more} lead was not followed to the end");
    let finding = context.finding(&RULE, *first, message).severity(Severity::Info);
    found.push(finding.note("there are more uses of claims than the limit of work allows for"));
}

/// Following one holder's steps.
struct Pursuit<'p, 'c> {
    context: &'p Context<'c>,
    background: &'p Background<'c>,
    stands: &'p Stands,
    strict: &'p FxHashSet<InferenceId>,
    holder: HolderId,
    own: &'p Own,
    /// How many of a step's needs are met.
    counts: FxHashMap<InferenceId, usize>,
    /// The step by which a claim was first met; none for what is asserted.
    derived: FxHashMap<ClaimId, Option<InferenceId>>,
    /// Two of the claims of a law that the holder asserts, if there are any.
    asserted_by_law: FxHashMap<Law, [Option<ClaimId>; 2]>,
    work: &'p mut u64,
}

/// What a derived claim runs into.
enum Clash {
    Denied,
    Rival(ClaimId, Law),
    /// It is the falsity of the claim that was derived, and the claim is asserted.
    Asserted,
}

impl Pursuit<'_, '_> {
    /// First by strict steps alone, where whatever is run into is a contradiction and another
    /// rule's; then by all. Nothing if the work runs out.
    fn run(&mut self, position: &[Stand], found: &mut Vec<Diagnostic>) -> Option<()> {
        let asserted = position.iter().filter(|stand| stand.stance == Stance::Asserts);
        let mut open: VecDeque<ClaimId> = asserted.map(|stand| stand.claim).collect();
        self.derived.extend(open.iter().map(|claim| (*claim, None)));
        let mut waiting: VecDeque<InferenceId> = VecDeque::new();
        let mut strictly = true;
        loop {
            while let Some(claim) = open.pop_front() {
                for step in self.met(claim)? {
                    if strictly && self.strict.contains(&step) {
                        self.fire(step, true, &mut open, found)?;
                    } else {
                        waiting.push_back(step);
                    }
                }
            }
            strictly = false;
            let Some(step) = waiting.pop_front() else { return Some(()) };
            self.fire(step, false, &mut open, found)?;
        }
    }

    fn spend(&mut self, amount: usize) -> Option<()> {
        *self.work = self.work.checked_sub(amount as u64 + 1)?;
        Some(())
    }

    /// The steps that count and for which a claim was the last need.
    fn met(&mut self, claim: ClaimId) -> Option<Vec<InferenceId>> {
        let (context, map) = (self.context, self.context.map);
        let uses = context.facts.uses(claim);
        self.spend(uses.len())?;
        if self.own.rebuts.contains(&claim) || self.stand(claim, Stance::Denies).is_some() {
            return Some(Vec::new());
        }
        let mut met = Vec::new();
        for step in uses {
            let weight = &map[*step];
            let mine = weight.by == Some(self.holder);
            let binds = mine || (weight.by.is_none() && self.strict.contains(step));
            let taken_back = self.own.undercuts.contains(step);
            if !binds || taken_back || weight.kind == InferenceKind::Undercut {
                continue;
            }
            let count = self.counts.entry(*step).or_default();
            *count += 1;
            if *count == map.needs(*step).count() {
                met.push(*step);
            }
        }
        Some(met)
    }

    fn stand(&self, claim: ClaimId, stance: Stance) -> Option<&Stand> {
        self.stands.find(self.holder, claim, stance)
    }

    fn fire(
        &mut self,
        step: InferenceId,
        strictly: bool,
        open: &mut VecDeque<ClaimId>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<()> {
        let map = self.context.map;
        let Target::Claim(claim) = map.target(step) else { return Some(()) };
        if map[step].kind == InferenceKind::Rebuttal {
            if !strictly && self.stand(claim, Stance::Asserts).is_some() {
                found.extend(self.report(claim, step, &Clash::Asserted));
            }
            return Some(());
        }
        let Entry::Vacant(entry) = self.derived.entry(claim) else { return Some(()) };
        entry.insert(Some(step));
        match self.clash(claim)? {
            None => open.push_back(claim),
            Some(clash) if !strictly => found.extend(self.report(claim, step, &clash)),
            Some(_) => {}
        }
        Some(())
    }

    fn clash(&mut self, claim: ClaimId) -> Option<Option<Clash>> {
        if self.stand(claim, Stance::Denies).is_some() {
            return Some(Some(Clash::Denied));
        }
        for law in self.background.rivalries(claim, View::Of(self.holder)) {
            self.spend(0)?;
            let asserted = match self.asserted_by_law.get(&law) {
                Some(asserted) => *asserted,
                None => {
                    let claims = self.background.claims_of(law);
                    self.spend(claims.len())?;
                    let stances = |one: &ClaimId| self.stand(*one, Stance::Asserts).is_some();
                    let mut some = claims.into_iter().filter(stances);
                    let asserted = [some.next(), some.next()];
                    self.asserted_by_law.insert(law, asserted);
                    asserted
                }
            };
            if let Some(rival) = asserted.into_iter().flatten().find(|one| *one != claim) {
                return Some(Some(Clash::Rival(rival, law)));
            }
        }
        Some(None)
    }

    fn report(&self, claim: ClaimId, step: InferenceId, clash: &Clash) -> Option<Diagnostic> {
        let (context, map) = (self.context, self.context.map);
        let (holder, name) = (context.list([self.holder]), context.claim(claim));
        let (leads_to, against) = match clash {
            Clash::Denied => (format!("{name}, which {holder} denies"), claim),
            Clash::Rival(rival, _) => {
                let rival_name = context.claim(*rival);
                (format!("{name}, which excludes {rival_name}, which {holder} asserts"), *rival)
            }
            Clash::Asserted => (format!("the falsity of {name}, which {holder} asserts"), claim),
        };
        let message = format!("what {holder} asserts leads, by steps of {holder}, to {leads_to}");
        let chain = self.chain(step);
        let mut labels =
            vec![Label::new(context.place(step), format!("leads to {}", self.goal(step)))];
        let stance = if matches!(clash, Clash::Denied) { Stance::Denies } else { Stance::Asserts };
        if let Some(stand) = self.stand(against, stance) {
            let edge = self.stands.edges(stand)[0];
            labels.push(Label::new(stand_place(context, edge), stand_words(context, edge)));
        }
        if let Clash::Rival(rival, law) = clash {
            let words = format!("{name} and {} exclude each other", context.claim(*rival));
            labels.push(Label::new(law_place(context, *law), words));
        }
        let mut start: Vec<ClaimId> = Vec::new();
        for earlier in chain.iter().rev().take(SHOWN) {
            if *earlier != step {
                let words = format!("leads to {}", self.goal(*earlier));
                labels.push(Label::new(context.place(*earlier), words));
            }
            start.extend(map.needs(*earlier).filter(|one| self.derived.get(one) == Some(&None)));
        }
        let mut seen = FxHashSet::default();
        start.retain(|one| seen.insert(*one));
        for one in start.iter().take(SHOWN) {
            if let Some(stand) = self.stand(*one, Stance::Asserts) {
                let edge = self.stands.edges(stand)[0];
                labels.push(Label::new(stand_place(context, edge), stand_words(context, edge)));
            }
        }
        let mut finding = with_labels(Diagnostic::new(&RULE, None, message), labels)?;
        finding.about.extend(map.name(self.holder));
        finding.about.extend(map.name(claim));
        finding.about.extend(map.name(against).filter(|_| against != claim));
        finding.about.extend(chain.iter().filter_map(|step| map.name(*step)));
        if let Clash::Rival(_, law) = clash {
            finding.about.extend(law_names(map, &[*law]));
        }
        let lines: Vec<String> = chain.iter().map(|step| self.line(*step)).collect();
        let cut = if chain.len() == SHOWN { "the last steps: " } else { "" };
        let finding = finding.note(format!("{cut}{}", lines.join("; ")));
        Some(finding.help("ask which goes: a premise, a step (say its exception as an undercut by the same holder), or the stand it runs into"))
    }

    /// What a step leads to.
    fn goal(&self, step: InferenceId) -> String {
        let map = self.context.map;
        let Target::Claim(target) = map.target(step) else { return String::new() };
        let name = self.context.claim(target);
        match map[step].kind {
            InferenceKind::Support => name,
            _ => format!("the falsity of {name}"),
        }
    }

    fn line(&self, step: InferenceId) -> String {
        let map = self.context.map;
        let needs: Vec<ClaimId> = map.needs(step).collect();
        let needs = brief(self.context, &needs);
        let by = map.name(step).map(|name| format!(" (by `{name}`)")).unwrap_or_default();
        let strictly = if map[step].strict { " strictly" } else { "" };
        let imputed = if map[step].imputed { ", a step that the analyst supplied" } else { "" };
        format!("from {needs} follows{strictly} {}{by}{imputed}", self.goal(step))
    }

    /// The last steps up to a step, in the order in which they are taken.
    fn chain(&self, last: InferenceId) -> Vec<InferenceId> {
        let mut chain = vec![last];
        let mut next = 0;
        while next < chain.len() && chain.len() < SHOWN {
            let needs = self.context.map.needs(chain[next]);
            for step in needs.filter_map(|claim| self.derived.get(&claim).copied().flatten()) {
                if !chain.contains(&step) && chain.len() < SHOWN {
                    chain.push(step);
                }
            }
            next += 1;
        }
        chain.reverse();
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn findings(claims: &[(&str, &str)], parts: &str) -> Vec<Diagnostic> {
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
    const CHAIN: &str = r#""supports":[{"id":"s","from":["a"],"to":"b","by":"h"},
        {"id":"t","from":["b"],"to":"c","strict":true}]"#;

    #[test]
    fn chains_lead_to_what_is_denied() {
        let found = findings(&[("a", ASSERTED), ("b", ""), ("c", DENIED)], CHAIN);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "what `h` asserts leads, by steps of `h`, to `c`, which `h` denies"
        );
        assert_eq!(
            found[0].notes,
            ["from `a` follows `b` (by `s`); from `b` follows strictly `c` (by `t`)"]
        );
        assert_eq!(found[0].labels.len(), 4);
    }

    #[test]
    fn contraries_and_own_rebuttals_of_what_is_asserted() {
        let claims = [("a", ASSERTED), ("b", ""), ("c", ASSERTED)];
        let step = r#""supports":[{"from":["a"],"to":"b","by":"h"}]"#;
        assert!(findings(&claims, step).is_empty());
        for parts in [
            r#""conflicts":[{"claims":["b","c"],"kind":"contrary"}]"#,
            r#""conflicts":[{"claims":["b","c"],"kind":"contrary","by":"h"}]"#,
            r#""questions":[{"id":"q","text":"Q?","answers":["b","c"],"exclusive":true}]"#,
        ] {
            assert_eq!(findings(&claims, &format!("{step},{parts}")).len(), 1, "{parts}");
        }
        let theirs = r#""conflicts":[{"claims":["b","c"],"kind":"contrary","by":"k"}]"#;
        assert!(findings(&claims, &format!("{step},{theirs}")).is_empty());
        let negation = [("a", ASSERTED), ("b", r#","formula":"!c""#), ("c", ASSERTED)];
        assert_eq!(findings(&negation, step).len(), 1);
        let rebuttal = r#""rebuttals":[{"from":["a"],"to":"c","by":"h"}]"#;
        assert_eq!(findings(&claims, rebuttal).len(), 1);
    }

    #[test]
    fn steps_of_others_and_steps_taken_back_do_not_count() {
        let claims = [("a", ASSERTED), ("b", DENIED), ("c", "")];
        for parts in [
            r#""supports":[{"from":["a"],"to":"b","by":"k"}]"#,
            r#""supports":[{"from":["a"],"to":"b"}]"#,
            r#""supports":[{"from":["a","c"],"to":"b","by":"h"}]"#,
            r#""supports":[{"from":["a"],"to":"b","by":"h","strict":true}]"#,
            r#""supports":[{"id":"s","from":["a"],"to":"b","by":"h"}],
               "undercuts":[{"from":["c"],"to":"s","by":"h"}]"#,
            r#""supports":[{"from":["a"],"to":"b","by":"h"}],
               "rebuttals":[{"from":["c"],"to":"a","by":"h"}]"#,
        ] {
            assert!(findings(&claims, parts).is_empty(), "{parts}");
        }
        let theirs = r#""supports":[{"id":"s","from":["a"],"to":"b","by":"h"}],
            "undercuts":[{"from":["c"],"to":"s","by":"k"}]"#;
        assert_eq!(findings(&claims, theirs).len(), 1);
        let conceded = [("a", r#","conceded-by":["h"]"#), ("b", DENIED)];
        let step = r#""supports":[{"from":["a"],"to":"b","by":"h"}]"#;
        assert!(findings(&conceded, step).is_empty(), "granted for the argument's sake");
    }
}
