//! Random maps, made from a tape of numbers so that failing ones shrink well.

use argmap_core::model::{
    Allow, Atom, Basis, Citation, CitationRole, Claim, ClaimId, ClaimKind, Commitment, Conflict,
    ConflictKind, Group, GroupId, Holder, HolderId, HolderKind, Inference, InferenceId,
    InferenceKind, Map, OwnScheme, Passage, Question, SameAs, Section, Sense, Source, SourceId,
    Stance, Term, Unmerged, Verdict,
};

/// Texts that are hard on writers and readers.
pub const HOSTILE: &[&str] = &[
    "It rained.",
    "",
    "a \"quoted\" word and a back\\slash",
    "line one\nline two\ttab",
    "</script><b>&amp;{|}",
    "// no comment /* here */",
    "Überträgt \u{1F600} \u{202E}right to left",
    "\u{0}\u{7}\u{1b}[31m",
    "=cmd()|'x'!A1",
];

/// Numbers to choose by; when they run out the first choice is taken.
pub struct Tape<'t> {
    numbers: std::slice::Iter<'t, u16>,
}

impl<'t> Tape<'t> {
    /// A tape of these numbers.
    pub fn new(numbers: &'t [u16]) -> Tape<'t> {
        Tape { numbers: numbers.iter() }
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.numbers.next().map_or(0, |number| *number as usize % count)
    }

    /// True once in `odds`.
    pub fn chance(&mut self, odds: usize) -> bool {
        self.below(odds) == odds - 1
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn text(&mut self) -> Box<str> {
        let text = self.pick(HOSTILE);
        // What is required has to say something.
        if text.is_empty() { ".".into() } else { text.into() }
    }

    fn maybe_text(&mut self) -> Option<Box<str>> {
        if self.chance(4) { Some(self.pick(HOSTILE).into()) } else { None }
    }
}

/// A map of every sort of part, with every sort of field.
pub fn map(numbers: &[u16]) -> Map {
    let tape = &mut Tape::new(numbers);
    let mut map = Map::new(tape.text());
    map.language = tape.maybe_text();
    let groups = groups(&mut map, tape);
    let holders = holders(&mut map, tape);
    let sources = sources(&mut map, tape, &holders);
    for number in 0..tape.below(3) {
        let atom = Atom { name: format!("p{number}").into(), text: tape.text() };
        map.add_atom(atom).unwrap();
    }
    let claims = claims(&mut map, tape, &groups);
    stands(&mut map, tape, &claims, &holders, &sources);
    let steps = steps(&mut map, tape, &claims, &holders, &sources);
    undercuts(&mut map, tape, &claims, &steps);
    alternatives(&mut map, tape, &claims, &holders);
    formulas(&mut map, tape, &claims);
    for claim in &claims {
        if tape.chance(5) {
            map.add_thesis(*claim);
        }
    }
    map.reading_of = sources.first().copied().filter(|_| tape.chance(3));
    if tape.chance(4) {
        let term = Term { term: tape.text(), senses: vec![tape.text(), tape.text()] };
        for claim in &claims {
            if !tape.chance(3) {
                continue;
            }
            let sense = term.senses[usize::from(tape.chance(2))].clone();
            map[*claim].senses.push(Sense { term: term.term.clone(), sense });
        }
        map.glossary.push(term);
        let (roles, questions) = (vec![tape.text()], vec![tape.text()]);
        map.schemes.push(OwnScheme { name: tape.text(), roles, questions });
        let (rule, reason) = ("AM101".into(), tape.text());
        map.allows.push(Allow { rule, reason, at: vec!["c0".into()] });
    }
    map
}

/// Entries of `unmerged`, which are reported wherever they stand.
pub fn unmerged(tape: &mut Tape) -> Vec<Unmerged> {
    let value = |tape: &mut Tape| match tape.below(4) {
        0 => None,
        1 => Some(serde_json::json!([tape.text(), { "text": 1.5 }])),
        _ => Some(serde_json::Value::from(&*tape.text())),
    };
    let entry = |tape: &mut Tape| Unmerged {
        list: Some(tape.pick(&["claims", "glossary", "zzz"]).into()).filter(|_| tape.chance(2)),
        at: Some(tape.pick(&["c0", "c1", "nothing"]).into()).filter(|_| tape.chance(2)),
        key: Some(tape.pick(&["text", "title", "tags"]).into()).filter(|_| tape.chance(2)),
        base: value(tape),
        ours: value(tape),
        theirs: value(tape),
    };
    (0..1 + tape.below(3)).map(|_| entry(tape)).collect()
}

fn groups(map: &mut Map, tape: &mut Tape) -> Vec<GroupId> {
    let mut groups: Vec<GroupId> = Vec::new();
    for number in 0..tape.below(3) {
        let parent = groups.last().copied().filter(|_| tape.chance(2));
        let name = format!("g{number}").into();
        let group = Group { name, title: tape.text(), parent, note: tape.maybe_text() };
        groups.push(map.add_group(group).unwrap());
    }
    groups
}

fn holders(map: &mut Map, tape: &mut Tape) -> Vec<HolderId> {
    let mut holders: Vec<HolderId> = Vec::new();
    for number in 0..tape.below(4) {
        let mut holder = Holder::new(format!("h{number}"), tape.text());
        holder.kind = Some(tape.pick(HolderKind::ALL)).filter(|_| tape.chance(2));
        holder.members = holders.iter().copied().filter(|_| tape.chance(3)).collect();
        holder.same_as = same_as(tape, holders.last());
        holder.note = tape.maybe_text();
        holders.push(map.add_holder(holder).unwrap());
    }
    holders
}

fn same_as<Id: Copy>(tape: &mut Tape, last: Option<&Id>) -> Vec<SameAs<Id>> {
    let last = last.copied().filter(|_| tape.chance(6));
    last.map(|other| SameAs { other, note: tape.maybe_text() }).into_iter().collect()
}

fn sources(map: &mut Map, tape: &mut Tape, holders: &[HolderId]) -> Vec<SourceId> {
    let mut sources: Vec<SourceId> = Vec::new();
    for number in 0..tape.below(3) {
        let mut source = Source::new(format!("s{number}"), "book", tape.text());
        if tape.chance(2) {
            source.further.push(("author".into(), serde_json::json!([{ "family": "A\"b" }, 3])));
            source.further.push(("issued".into(), serde_json::json!({ "raw": "1928" })));
        }
        source.by = holders.iter().copied().filter(|_| tape.chance(3)).collect();
        source.text = tape.maybe_text();
        for section in 0..tape.below(3) {
            let heading = tape.text();
            source.sections.push(Section { name: section.to_string().into(), heading });
        }
        source.via = sources.last().copied().filter(|_| tape.chance(2));
        source.note = tape.maybe_text();
        sources.push(map.add_source(source).unwrap());
    }
    sources
}

fn claims(map: &mut Map, tape: &mut Tape, groups: &[GroupId]) -> Vec<ClaimId> {
    let mut claims: Vec<ClaimId> = Vec::new();
    for number in 0..2 + tape.below(8) {
        let mut claim = Claim::new(format!("c{number}"), tape.text());
        claim.title = tape.maybe_text();
        claim.kind = Some(tape.pick(ClaimKind::ALL)).filter(|_| tape.chance(3));
        claim.basis = Some(tape.pick(Basis::ALL)).filter(|_| tape.chance(3));
        claim.status = Some(tape.pick(Verdict::ALL)).filter(|_| tape.chance(5));
        claim.imputed = tape.chance(6);
        claim.group = groups.first().copied().filter(|_| tape.chance(2));
        claim.note = tape.maybe_text();
        if tape.chance(5) {
            claim.tags = vec![tape.text(), tape.text()];
        }
        claim.same_as = same_as(tape, claims.last());
        claims.push(map.add_claim(claim).unwrap());
    }
    claims
}

fn stands(
    map: &mut Map,
    tape: &mut Tape,
    claims: &[ClaimId],
    holders: &[HolderId],
    sources: &[SourceId],
) {
    if !holders.is_empty() {
        for _ in 0..tape.below(8) {
            let mut stand = Commitment::new(tape.pick(Stance::ALL));
            stand.source = sources.first().copied().filter(|_| tape.chance(2));
            stand.at = tape.maybe_text();
            stand.quote = tape.maybe_text();
            stand.date = tape.maybe_text();
            stand.reported_by = Some(tape.pick(holders)).filter(|_| tape.chance(4));
            stand.imputed = tape.chance(5);
            stand.note = tape.maybe_text();
            let (holder, claim) = (tape.pick(holders), tape.pick(claims));
            map.commit(holder, claim, stand);
        }
    }
    if !sources.is_empty() {
        for _ in 0..tape.below(5) {
            let mut citation = Citation::new(passage(tape, sources));
            citation.role = Some(tape.pick(CitationRole::ALL)).filter(|_| tape.chance(2));
            citation.note = tape.maybe_text();
            let claim = tape.pick(claims);
            map.cite(claim, citation);
        }
    }
}

fn passage(tape: &mut Tape, sources: &[SourceId]) -> Passage {
    let source = tape.pick(sources);
    Passage { source, at: tape.maybe_text(), quote: tape.maybe_text() }
}

fn steps(
    map: &mut Map,
    tape: &mut Tape,
    claims: &[ClaimId],
    holders: &[HolderId],
    sources: &[SourceId],
) -> Vec<InferenceId> {
    let mut steps = Vec::new();
    for number in 0..tape.below(10) {
        let kind = tape.pick(&[InferenceKind::Support, InferenceKind::Rebuttal]);
        let mut step = Inference::new(kind);
        step.name = Some(format!("i{number}").into()).filter(|_| tape.chance(2));
        step.strict = tape.chance(4);
        step.scheme = tape.maybe_text();
        if tape.chance(4) {
            step.roles.push((tape.text(), tape.pick(claims)));
        }
        step.weight = Some(0.1 * tape.below(30) as f64).filter(|_| tape.chance(4));
        step.by = holders.first().copied().filter(|_| tape.chance(3));
        if !sources.is_empty() && tape.chance(4) {
            step.passage = Some(Box::new(passage(tape, sources)));
        }
        step.imputed = tape.chance(6);
        step.note = tape.maybe_text();
        let premises: Vec<ClaimId> = (0..1 + tape.below(3)).map(|_| tape.pick(claims)).collect();
        let target = tape.pick(claims);
        let id = map.add_inference(step, premises, target).unwrap();
        if tape.chance(5) {
            let warrant = tape.pick(claims);
            map.set_warrant(id, warrant);
        }
        if !sources.is_empty() && tape.chance(6) {
            let citation = Citation::new(passage(tape, sources));
            map.cite(id, citation);
        }
        steps.push(id);
    }
    steps
}

fn undercuts(map: &mut Map, tape: &mut Tape, claims: &[ClaimId], steps: &[InferenceId]) {
    let mut targets: Vec<InferenceId> =
        steps.iter().copied().filter(|step| !map[*step].strict).collect();
    for _ in 0..tape.below(5) {
        if targets.is_empty() {
            break;
        }
        let mut step = Inference::new(InferenceKind::Undercut);
        step.critical_question = tape.maybe_text();
        let (premise, target) = (tape.pick(claims), tape.pick(&targets));
        targets.push(map.add_inference(step, [premise], target).unwrap());
    }
}

fn alternatives(map: &mut Map, tape: &mut Tape, claims: &[ClaimId], holders: &[HolderId]) {
    let some = |tape: &mut Tape| {
        let start = tape.below(claims.len() - 1);
        let length = 2 + tape.below(claims.len() - start - 1);
        claims[start..start + length].to_vec()
    };
    for number in 0..tape.below(4) {
        let kind = tape.pick(ConflictKind::ALL);
        let mut members = some(tape);
        if kind == ConflictKind::Contradictory {
            members.truncate(2);
        }
        let mut conflict = Conflict::new(kind);
        conflict.name = Some(format!("x{number}").into()).filter(|_| tape.chance(2));
        conflict.by = holders.first().copied().filter(|_| tape.chance(3));
        conflict.imputed = tape.chance(5);
        conflict.note = tape.maybe_text();
        map.add_conflict(conflict, members).unwrap();
    }
    for number in 0..tape.below(3) {
        let mut question = Question::new(format!("q{number}"), tape.text());
        question.exclusive = tape.chance(2);
        question.exhaustive = tape.chance(2);
        question.by = holders.first().copied().filter(|_| tape.chance(3));
        question.note = tape.maybe_text();
        let answers = some(tape);
        map.add_question(question, answers).unwrap();
    }
}

/// Formulas speak of earlier claims only, so that none is circular.
fn formulas(map: &mut Map, tape: &mut Tape, claims: &[ClaimId]) {
    for (number, claim) in claims.iter().enumerate().skip(1) {
        if tape.chance(5) {
            let (a, b) = (tape.below(number), tape.below(number));
            let forms = ["!A", "A & B", "A | !B", "A -> B", "(A <-> B) & !(A | B)"];
            let form = tape.pick(&forms);
            let text = form.replace('A', &format!("c{a}")).replace('B', &format!("c{b}"));
            map.set_formula(*claim, &text).unwrap();
        }
    }
}
