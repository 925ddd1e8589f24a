//! The second half of resolution: what refers to others.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::declare::Declared;
use super::problems::{empty_inference, ill_formed_question, missing_field, undercut_of_strict};
use super::resolve::Resolver;
use super::{
    CitationDeclaration, ClaimDeclaration, CommitmentDeclaration, ConflictDeclaration, Field,
    InferenceDeclaration, PassageDeclaration, QuestionDeclaration, SameAsDeclaration, Text,
    formulas,
};
use crate::model::{
    Citation, ClaimId, Commitment, Conflict, ConflictId, ConflictKind, GroupId, HolderId,
    Inference, InferenceId, InferenceKind, Map, Node, Passage, Question, QuestionId, SameAs,
    SourceId,
};
use crate::text::{FileId, Span};

/// Fills in all that refers to others, and adds questions, conflicts and inferences.
pub(super) fn link(resolver: &mut Resolver, declared: &Declared) {
    let document = resolver.document;
    for (declaration, node) in document.groups.iter().zip(&declared.groups) {
        if let (Some(node), Some(parent)) = (*node, declaration.parent) {
            resolver.map[GroupId(node)].parent = resolver.group(parent);
        }
    }
    for (declaration, node) in document.sources.iter().zip(&declared.sources) {
        let Some(id) = node.map(SourceId) else { continue };
        let by = declaration.by.iter().filter_map(|by| resolver.holder(*by)).collect();
        resolver.map[id].by = by;
        resolver.map[id].via = declaration.via.and_then(|via| resolver.source(via));
    }
    for (declaration, node) in document.holders.iter().zip(&declared.holders) {
        let Some(id) = node.map(HolderId) else { continue };
        let members = declaration.members.iter().filter_map(|one| resolver.holder(*one)).collect();
        resolver.map[id].members = members;
        resolver.map[id].same_as = sameness(resolver, &declaration.same_as, Resolver::holder);
    }
    for (declaration, node) in document.claims.iter().zip(&declared.claims) {
        if let Some(id) = node.map(ClaimId) {
            link_claim(resolver, declaration, id);
        }
    }
    formulas::link(resolver, &declared.claims);
    document.questions.iter().for_each(|item| link_question(resolver, item));
    document.conflicts.iter().for_each(|item| link_conflict(resolver, item));
    let is_undercut = |item: &&InferenceDeclaration| item.kind == InferenceKind::Undercut;
    let mut premises = Vec::new();
    for declaration in document.inferences.iter().filter(|item| !is_undercut(item)) {
        link_inference(resolver, declaration, &mut premises);
    }
    let undercuts: Vec<&InferenceDeclaration> =
        document.inferences.iter().filter(is_undercut).collect();
    link_undercuts(resolver, &undercuts);
    if document.file == FileId::ROOT {
        resolver.map.reading_of = document.reading_of.and_then(|source| resolver.source(source));
        for thesis in &document.theses {
            if let Some(claim) = resolver.claim(*thesis)
                && !resolver.map.is_thesis(claim)
            {
                resolver.map.add_thesis(claim);
                resolver.origins.theses.push(document.place(thesis.span));
            }
        }
    }
}

fn link_claim(resolver: &mut Resolver, declaration: &ClaimDeclaration, id: ClaimId) {
    if let Some(group) = declaration.group {
        resolver.map[id].group = resolver.group(group);
    }
    let Some(further) = &declaration.further else { return };
    if !further.same_as.is_empty() {
        resolver.map[id].same_as = sameness(resolver, &further.same_as, Resolver::claim);
    }
    for commitment in &further.commitments {
        link_commitment(resolver, commitment, id);
    }
    for citation in &further.citations {
        link_citation(resolver, citation, id.node());
    }
}

/// What a list of `same-as` names; what is not there is reported and left out.
fn sameness<'r, 't, Id>(
    resolver: &mut Resolver<'r, 't>,
    declarations: &[SameAsDeclaration],
    find: impl Fn(&mut Resolver<'r, 't>, Text) -> Option<Id>,
) -> Vec<SameAs<Id>> {
    let mut found = Vec::with_capacity(declarations.len());
    for declaration in declarations {
        if let Some(other) = find(resolver, declaration.other) {
            found.push(SameAs { other, note: resolver.boxed(declaration.note) });
        }
    }
    found
}

fn link_commitment(resolver: &mut Resolver, declaration: &CommitmentDeclaration, claim: ClaimId) {
    let holder = declaration.holder.and_then(|holder| resolver.holder(holder));
    let source = declaration.passage.source.map(|source| resolver.source(source));
    let reported_by = declaration.reported_by.map(|by| resolver.holder(by));
    if holder.is_none() || source == Some(None) || reported_by == Some(None) {
        resolver.origins.set_loose(claim.node());
        resolver.loosen(declaration.passage.source);
    }
    let Some(holder) = holder else { return };
    let commitment = Commitment {
        stance: declaration.stance,
        source: source.flatten(),
        at: resolver.boxed(declaration.passage.at),
        quote: resolver.boxed(declaration.passage.quote),
        date: resolver.boxed(declaration.date),
        reported_by: reported_by.flatten(),
        imputed: declaration.imputed,
        note: resolver.boxed(declaration.note),
    };
    let edge = resolver.map.commit(holder, claim, commitment);
    resolver.origins.begin_edge(edge);
    resolver.origins.add_to_edge(Field::Whole, Some(declaration.span));
    resolver.origins.add_to_edge(Field::Holder, declaration.holder.map(|holder| holder.span));
    add_passage(resolver, &declaration.passage);
}

fn link_citation(resolver: &mut Resolver, declaration: &CitationDeclaration, node: NodeIndex) {
    let source = declaration.passage.source.and_then(|source| resolver.source(source));
    let Some(source) = source else {
        resolver.origins.set_loose(node);
        return;
    };
    let passage = passage(resolver, source, &declaration.passage);
    let note = resolver.boxed(declaration.note);
    let edge = resolver.map.cite(node, Citation { passage, role: declaration.role, note });
    resolver.origins.begin_edge(edge);
    resolver.origins.add_to_edge(Field::Whole, Some(declaration.span));
    add_passage(resolver, &declaration.passage);
}

fn passage(resolver: &Resolver, source: SourceId, written: &PassageDeclaration) -> Passage {
    Passage { source, at: resolver.boxed(written.at), quote: resolver.boxed(written.quote) }
}

fn add_passage(resolver: &mut Resolver, passage: &PassageDeclaration) {
    resolver.origins.add_to_edge(Field::Source, passage.source.map(|source| source.span));
    resolver.origins.add_to_edge(Field::At, passage.at.map(|at| at.span));
    resolver.origins.add_to_edge(Field::Quote, passage.quote.map(|quote| quote.span));
}

fn link_question(resolver: &mut Resolver, declaration: &QuestionDeclaration) {
    let Some(id) = declaration.id else { return resolver.loosen(declaration.answers.clone()) };
    if declaration.answers.len() < 2 && !resolver.has_fault(declaration.span) {
        let subject = format!("the question `{}`", resolver.str(id));
        let number = declaration.answers.len();
        let place = resolver.place(id.span);
        let problem = ill_formed_question::found(&subject, "two answers or more", number, place);
        resolver.problems.push(problem);
        return resolver.loosen(declaration.answers.clone());
    }
    let answers = resolver.claims(&declaration.answers);
    let by = declaration.by.and_then(|by| resolver.holder(by));
    let nobody_known = by.is_none() && declaration.by.is_some();
    if answers.len() < declaration.answers.len().max(2) || nobody_known {
        return resolver.loosen(declaration.answers.clone());
    }
    let question = Question {
        name: resolver.str(id).into(),
        text: resolver.boxed(declaration.text).unwrap_or_default(),
        exclusive: declaration.exclusive,
        exhaustive: declaration.exhaustive,
        by,
        imputed: declaration.imputed,
        note: resolver.boxed(declaration.note),
    };
    let node = Node::Question(Box::new(question));
    let Some(node) = resolver.add(Some(id), declaration.span, node, |_| None) else {
        return resolver.loosen(declaration.answers.clone());
    };
    resolver.map.link_answers(QuestionId(node), &answers);
    resolver.origins.add(Field::Text, declaration.text.map(|text| text.span));
    resolver.origins.add(Field::By, declaration.by.map(|by| by.span));
    add_members(resolver, &declaration.answers);
}

fn link_conflict(resolver: &mut Resolver, declaration: &ConflictDeclaration) {
    let number = declaration.claims.len();
    let pair_wanted = declaration.kind == Some(ConflictKind::Contradictory);
    let few = number < 2 && !resolver.has_fault(declaration.span);
    if few || (pair_wanted && number > 2) {
        let wanted = if pair_wanted { "exactly two claims" } else { "two claims or more" };
        let kind = declaration.kind.map_or("conflict", |kind| match kind {
            ConflictKind::Contrary => "contrary conflict",
            ConflictKind::Contradictory => "contradictory conflict",
        });
        let subject = match declaration.id {
            Some(id) => format!("the {kind} `{}`", resolver.str(id)),
            None => format!("this {kind}"),
        };
        let place = resolver.place(declaration.id.map_or(declaration.span, |id| id.span));
        resolver.problems.push(ill_formed_question::found(&subject, wanted, number, place));
        return resolver.loosen(declaration.claims.clone());
    }
    let claims = resolver.claims(&declaration.claims);
    let by = declaration.by.and_then(|by| resolver.holder(by));
    // The view of someone unknown must not bind all.
    let known = by.is_some() || declaration.by.is_none();
    let (Some(kind), true) = (declaration.kind, claims.len() == number.max(2) && known) else {
        return resolver.loosen(declaration.claims.clone());
    };
    let name = resolver.boxed(declaration.id);
    let note = resolver.boxed(declaration.note);
    let conflict = Conflict { name, kind, by, imputed: declaration.imputed, note };
    let node = Node::Conflict(Box::new(conflict));
    let node = resolver.add(declaration.id, declaration.span, node, |node| match node {
        Node::Conflict(mut conflict) => {
            conflict.name = None;
            Some(Node::Conflict(conflict))
        }
        _ => None,
    });
    let Some(node) = node else { return };
    resolver.map.link_members(ConflictId(node), &claims);
    resolver.origins.add(Field::By, declaration.by.map(|by| by.span));
    add_members(resolver, &declaration.claims);
}

fn add_members(resolver: &mut Resolver, claims: &[Text]) {
    for (number, claim) in claims.iter().enumerate() {
        resolver.origins.add(Field::Member(number as u32), Some(claim.span));
    }
}

/// What a step needs beside its premises, and its target as it was written.
struct Needs {
    warrant: Option<ClaimId>,
    target: Text,
}

/// Resolves premises, which it puts into the list, and warrant; or reports what is missing and
/// leaves the step out.
fn needs(
    resolver: &mut Resolver,
    declaration: &InferenceDeclaration,
    premises: &mut Vec<ClaimId>,
) -> Option<Needs> {
    let from = declaration.from.as_ref().map_or(&[][..], |from| from.value.as_slice());
    let warrant = declaration.further.as_ref().and_then(|further| further.warrant);
    if from.is_empty() || declaration.to.is_none() {
        // What was written and could not be read was told of.
        if resolver.has_fault(declaration.span) {
            drop_step(resolver, declaration);
            return None;
        }
        let lacks = [(from.is_empty(), "premise"), (declaration.to.is_none(), "target")];
        let missing: Vec<&str> =
            lacks.into_iter().filter_map(|(lacks, part)| lacks.then_some(part)).collect();
        let step = match declaration.id {
            Some(id) => format!("the {} `{}`", declaration.kind, resolver.str(id)),
            None => format!("this {}", declaration.kind),
        };
        let list = declaration.from.as_ref().map(|from| from.span);
        let span = declaration.id.map(|id| id.span).or(list);
        let place = resolver.place(span.unwrap_or(declaration.span));
        resolver.problems.push(empty_inference::found(&step, &missing, place));
        drop_step(resolver, declaration);
        return None;
    }
    let target = declaration.to?;
    premises.clear();
    premises.extend(from.iter().filter_map(|premise| resolver.claim(*premise)));
    let list = declaration.from.as_ref().map(|from| from.span);
    let all_read = !list.is_some_and(|list| resolver.has_wrong_type(list));
    let missing_warrant = match warrant {
        Some(warrant) => resolver.claim(warrant).map(Some),
        None => Some(None),
    };
    match missing_warrant {
        Some(warrant) if all_read && premises.len() == from.len() => {
            Some(Needs { warrant, target })
        }
        _ => {
            drop_step(resolver, declaration);
            None
        }
    }
}

/// Leaves a step out and marks what it names.
fn drop_step(resolver: &mut Resolver, declaration: &InferenceDeclaration) {
    let from = declaration.from.as_ref().map_or(&[][..], |from| from.value.as_slice());
    let mut named: Vec<Text> = from.iter().copied().chain(declaration.to).collect();
    if let Some(further) = &declaration.further {
        named.extend(further.warrant);
        named.extend(further.passage.source);
        named.extend(further.by);
        named.extend(further.citations.iter().filter_map(|citation| citation.passage.source));
    }
    resolver.loosen(named);
}

fn link_inference(
    resolver: &mut Resolver,
    declaration: &InferenceDeclaration,
    premises: &mut Vec<ClaimId>,
) {
    let Some(needs) = needs(resolver, declaration, premises) else { return };
    let Some(target) = resolver.target(needs.target, declaration.kind) else {
        return drop_step(resolver, declaration);
    };
    let id = add_inference(resolver, declaration);
    resolver.map.link_inference(id, premises, needs.warrant, target.node());
    cite_step(resolver, declaration, id);
}

/// Adds the node of a step with its places.
fn add_inference(resolver: &mut Resolver, declaration: &InferenceDeclaration) -> InferenceId {
    let mut inference = Inference::new(declaration.kind);
    inference.name = resolver.boxed(declaration.id);
    inference.strict = declaration.strict.is_some_and(|strict| strict.value);
    inference.imputed = declaration.imputed;
    let node =
        resolver.add(
            declaration.id,
            declaration.span,
            Node::Inference(inference),
            |node| match node {
                Node::Inference(inference) => {
                    Some(Node::Inference(Inference { name: None, ..inference }))
                }
                _ => None,
            },
        );
    let id = InferenceId(node.expect("a step can do without a name"));
    if let Some(from) = &declaration.from {
        for (number, premise) in from.value.as_slice().iter().enumerate() {
            resolver.origins.add(Field::Premise(number as u32), Some(premise.span));
        }
    }
    resolver.origins.add(Field::Target, declaration.to.map(|to| to.span));
    resolver.origins.add(Field::Strict, declaration.strict.map(|strict| strict.span));
    let Some(further) = &declaration.further else { return id };
    resolver.origins.add(Field::Warrant, further.warrant.map(|warrant| warrant.span));
    resolver.origins.add(Field::Scheme, further.scheme.map(|scheme| scheme.span));
    let question = further.critical_question;
    resolver.origins.add(Field::CriticalQuestion, question.map(|question| question.span));
    resolver.origins.add(Field::By, further.by.map(|by| by.span));
    resolver.origins.add(Field::Source, further.passage.source.map(|source| source.span));
    resolver.origins.add(Field::At, further.passage.at.map(|at| at.span));
    resolver.origins.add(Field::Quote, further.passage.quote.map(|quote| quote.span));
    let mut roles = Vec::new();
    for (role, claim) in &further.roles {
        if let Some(claim) = resolver.claim(*claim) {
            roles.push((resolver.str(*role).into(), claim));
        }
    }
    for (number, (_, claim)) in further.roles.iter().enumerate() {
        resolver.origins.add(Field::Role(number as u32), Some(claim.span));
    }
    let source = further.passage.source.and_then(|source| resolver.source(source));
    let passage = source.map(|source| Box::new(passage(resolver, source, &further.passage)));
    if further.passage.source.is_none() && (further.passage.at.or(further.passage.quote)).is_some()
    {
        let place = resolver.place(
            further.passage.at.or(further.passage.quote).map_or(Span::default(), |text| text.span),
        );
        let name = declaration.id.map(|id| resolver.str(id));
        let what = match declaration.kind {
            InferenceKind::Support => "a support with a place",
            InferenceKind::Rebuttal => "a rebuttal with a place",
            InferenceKind::Undercut => "an undercut with a place",
        };
        resolver.problems.push(missing_field::found(what, name, "source", place));
        resolver.origins.set_incomplete();
    }
    let by = further.by.and_then(|by| resolver.holder(by));
    let inference = &mut resolver.map[id];
    inference.roles = roles;
    inference.passage = passage;
    inference.by = by;
    inference.weight = further.weight;
    inference.scheme = further.scheme.map(|text| resolver.document.str(text).into());
    inference.note = further.note.map(|text| resolver.document.str(text).into());
    inference.critical_question =
        further.critical_question.map(|text| resolver.document.str(text).into());
    id
}

fn cite_step(resolver: &mut Resolver, declaration: &InferenceDeclaration, id: InferenceId) {
    for citation in declaration.further.iter().flat_map(|further| &further.citations) {
        link_citation(resolver, citation, id.node());
    }
}

/// Adds the undercuts whose targets are there; one may aim at another that stands further down.
fn link_undercuts(resolver: &mut Resolver, undercuts: &[&InferenceDeclaration]) {
    let needed: Vec<Option<(Needs, Vec<ClaimId>)>> = undercuts
        .iter()
        .map(|declaration| {
            let mut premises = Vec::new();
            needs(resolver, declaration, &mut premises).map(|needs| (needs, premises))
        })
        .collect();
    // Only those that aim at an undercut, which has no node yet, need the undercuts by name.
    let aim = |needs: &Option<(Needs, Vec<ClaimId>)>| {
        let (needs, _) = needs.as_ref()?;
        resolver.find(resolver.document.str(needs.target))
    };
    let targets: Vec<Option<NodeIndex>> = needed.iter().map(aim).collect();
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    if targets.iter().any(Option::is_none) {
        for (number, declaration) in undercuts.iter().enumerate() {
            if let Some(id) = declaration.id {
                by_name.entry(resolver.str(id)).or_insert(number);
            }
        }
    }
    let mut dropped: Vec<usize> = Vec::new();
    let mut aims_at: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (number, needs) in needed.iter().enumerate() {
        let Some((needs, _)) = needs else {
            dropped.push(number);
            continue;
        };
        let name = resolver.str(needs.target);
        let step = targets[number].and_then(|node| resolver.map.as_inference(node));
        let strict = match (targets[number], by_name.get(name)) {
            (None, Some(other)) => {
                aims_at.entry(*other).or_default().push(number);
                let strict = undercuts[*other].strict.filter(|strict| strict.value);
                strict.map(|strict| Some(resolver.place(strict.span)))
            }
            // What is no step is looked up again to be reported.
            _ => match step.or_else(|| resolver.refer(needs.target, "step", Map::as_inference)) {
                Some(step) if resolver.map[step].strict => {
                    Some(resolver.origins.node(step, Field::Strict))
                }
                Some(_) => None,
                None => {
                    drop_step(resolver, undercuts[number]);
                    dropped.push(number);
                    continue;
                }
            },
        };
        if let Some(strict) = strict {
            let place = resolver.place(needs.target.span);
            resolver.problems.push(undercut_of_strict::found(name, place, strict));
            drop_step(resolver, undercuts[number]);
            dropped.push(number);
        }
    }
    let mut stands = vec![true; undercuts.len()];
    while let Some(number) = dropped.pop() {
        if std::mem::replace(&mut stands[number], false) {
            drop_step(resolver, undercuts[number]);
            dropped.extend(aims_at.get(&number).into_iter().flatten());
        }
    }
    let ids: Vec<Option<InferenceId>> = undercuts
        .iter()
        .zip(&stands)
        .map(|(declaration, stands)| stands.then(|| add_inference(resolver, declaration)))
        .collect();
    for (((declaration, needs), id), target) in undercuts.iter().zip(needed).zip(ids).zip(targets) {
        let (Some((needs, premises)), Some(id)) = (needs, id) else { continue };
        let target = target.or_else(|| resolver.find(resolver.document.str(needs.target)));
        let target = target.expect("the target of an undercut that stands is there");
        resolver.map.link_inference(id, &premises, needs.warrant, target);
        cite_step(resolver, declaration, id);
    }
}
