//! Writing the native format, and its normal form.

use std::path::Path;

use dprint_plugin_json::configuration::{Configuration, ConfigurationBuilder, TrailingCommaKind};
use petgraph::graph::NodeIndex;

use super::written;
use crate::model::{
    Basis, Citation, CitationRole, Claim, ClaimId, ClaimKind, Commitment, Conflict, ConflictId,
    HolderId, HolderKind, Inference, InferenceId, InferenceKind, Letter, Map, Node, Question,
    QuestionId, SameAs, Section, Sense, Source, Stance, Verdict,
};
use crate::text::FileId;

/// The columns that normal form fills before it breaks a line.
const WIDTH: u32 = 100;

/// Writes what a map's root file declares, in normal form: reading it again gives an equal map.
pub fn write(map: &Map) -> String {
    let compact = serde_json::to_string(&written_map(map)).expect("maps of strings serialise");
    format(&compact).unwrap_or(compact)
}

/// Why a text could not be put into normal form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FormatError(String);

/// Puts a file of the native format into normal form: two spaces a level, what fits into 100
/// columns on one line, no trailing commas. Comments, the order of keys and all values stay as
/// they are; what is in normal form comes back unchanged.
///
/// # Errors
/// If the text is not JSON with comments.
pub fn format(text: &str) -> Result<String, FormatError> {
    let formatted = dprint_plugin_json::format_text(Path::new("map.json"), text, &normal_form());
    let formatted = formatted.map_err(|error| FormatError(error.to_string()))?;
    Ok(formatted.unwrap_or_else(|| text.to_owned()))
}

/// The JSON Schema of the native format, for editors.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(written::Map).to_value();
    if let Some(source) = schema.pointer_mut("/$defs/Source/properties")
        && let Some(properties) = source.as_object_mut()
    {
        for variable in super::csl::CSL {
            properties.entry((*variable).to_owned()).or_insert(serde_json::json!({}));
        }
    }
    if let Some(source) = schema.pointer_mut("/$defs/Source").and_then(|s| s.as_object_mut()) {
        source.insert("additionalProperties".to_owned(), false.into());
    }
    schema
}

fn normal_form() -> Configuration {
    ConfigurationBuilder::new()
        .line_width(WIDTH)
        .indent_width(2)
        .use_tabs(false)
        .array_prefer_single_line(true)
        .object_prefer_single_line(true)
        .trailing_commas(TrailingCommaKind::Never)
        .build()
}

/// Gives the name by which a part is referred to.
pub(crate) type Names<'n> = dyn Fn(NodeIndex) -> String + 'n;

/// Writes one part of a map's root file: the list in which it stands, and its keys. References are
/// written by `names`, so that parts of two maps can be compared although ids differ.
pub(crate) fn write_part(
    map: &Map,
    node: NodeIndex,
    names: &Names,
) -> (&'static str, serde_json::Map<String, serde_json::Value>) {
    let mut file = empty();
    add(map, &mut file, node, names);
    match map.node(node) {
        Node::Claim(_) => ("claims", object(file.claims.pop())),
        Node::Inference(inference) => match inference.kind {
            InferenceKind::Support => ("supports", object(file.supports.pop())),
            InferenceKind::Rebuttal => ("rebuttals", object(file.rebuttals.pop())),
            InferenceKind::Undercut => ("undercuts", object(file.undercuts.pop())),
        },
        Node::Source(_) => ("sources", object(file.sources.pop())),
        Node::Holder(_) => ("holders", object(file.holders.pop())),
        Node::Question(_) => ("questions", object(file.questions.pop())),
        Node::Conflict(_) => ("conflicts", object(file.conflicts.pop())),
        Node::Group(_) => ("groups", object(file.groups.pop())),
        Node::Atom(_) => ("atoms", object(file.atoms.pop())),
    }
}

/// Writes what a map's root file says outside of its parts: title, theses, imports and the like.
pub(crate) fn write_keys(map: &Map, names: &Names) -> serde_json::Map<String, serde_json::Value> {
    object(Some(written_keys(map, names)))
}

fn object(value: Option<impl serde::Serialize>) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::Object(object)) => object,
        _ => unreachable!("parts are written as objects"),
    }
}

fn written_map(map: &Map) -> written::Map {
    let names = |node| map.name(node).unwrap_or_default();
    let mut file = written_keys(map, &names);
    let root = map.graph().node_indices().filter(|node| map.file_of(*node) == FileId::ROOT);
    for node in root {
        add(map, &mut file, node, &names);
    }
    file
}

fn written_keys(map: &Map, names: &Names) -> written::Map {
    let mut file = empty();
    file.title = map.title.to_string();
    file.theses = map.theses().iter().map(|claim| names(claim.node())).collect();
    file.language = text(map.language.as_deref());
    file.reading_of = map.reading_of.map(|source| names(source.node()));
    for import in map.imports() {
        let (r#as, path) = (import.alias.to_string(), import.path.to_string());
        file.imports.push(written::Import { r#as, path });
    }
    for term in &map.glossary {
        let senses = strings(&term.senses);
        file.glossary.push(written::Term { term: term.term.to_string(), senses });
    }
    for scheme in &map.schemes {
        let (roles, questions) = (strings(&scheme.roles), strings(&scheme.questions));
        file.schemes.push(written::Scheme { name: scheme.name.to_string(), roles, questions });
    }
    for allow in &map.allows {
        let (rule, reason) = (allow.rule.to_string(), allow.reason.to_string());
        file.allow.push(written::Allow { rule, reason, at: strings(&allow.at) });
    }
    for entry in &map.unmerged {
        file.unmerged.push(written::Unmerged {
            list: text(entry.list.as_deref()),
            at: text(entry.at.as_deref()),
            key: text(entry.key.as_deref()),
            base: entry.base.clone(),
            ours: entry.ours.clone(),
            theirs: entry.theirs.clone(),
        });
    }
    file
}

fn empty() -> written::Map {
    written::Map {
        argmap: 1,
        title: String::new(),
        schema: None,
        theses: Vec::new(),
        language: None,
        reading_of: None,
        imports: Vec::new(),
        groups: Vec::new(),
        sources: Vec::new(),
        holders: Vec::new(),
        atoms: Vec::new(),
        questions: Vec::new(),
        claims: Vec::new(),
        supports: Vec::new(),
        rebuttals: Vec::new(),
        undercuts: Vec::new(),
        conflicts: Vec::new(),
        glossary: Vec::new(),
        schemes: Vec::new(),
        allow: Vec::new(),
        unmerged: Vec::new(),
    }
}

fn add(map: &Map, file: &mut written::Map, node: NodeIndex, names: &Names) {
    match map.node(node) {
        Node::Claim(claim) => file.claims.push(written_claim(map, ClaimId(node), claim, names)),
        Node::Inference(inference) => {
            let step = written_inference(map, InferenceId(node), inference, names);
            match inference.kind {
                InferenceKind::Support => file.supports.push(step),
                InferenceKind::Rebuttal => file.rebuttals.push(step),
                InferenceKind::Undercut => {
                    let critical_question = text(inference.critical_question.as_deref());
                    file.undercuts.push(written::Undercut { inference: step, critical_question });
                }
            }
        }
        Node::Source(source) => file.sources.push(written_source(source, names)),
        Node::Holder(holder) => file.holders.push(written::Holder {
            id: holder.name.to_string(),
            name: holder.title.to_string(),
            kind: holder.kind.map(HolderKind::word),
            members: holder.members.iter().map(|member| names(member.node())).collect(),
            same_as: holder.same_as.iter().map(|same| same_holder(same, names)).collect(),
            note: text(holder.note.as_deref()),
        }),
        Node::Question(question) => {
            file.questions.push(written_question(map, node, question, names));
        }
        Node::Conflict(conflict) => {
            file.conflicts.push(written_conflict(map, node, conflict, names));
        }
        Node::Group(group) => file.groups.push(written::Group {
            id: group.name.to_string(),
            title: group.title.to_string(),
            r#in: group.parent.map(|parent| names(parent.node())),
            note: text(group.note.as_deref()),
        }),
        Node::Atom(atom) => {
            let (id, text) = (atom.name.to_string(), atom.text.to_string());
            file.atoms.push(written::Atom { id, text });
        }
    }
}

fn written_claim(map: &Map, id: ClaimId, claim: &Claim, names: &Names) -> written::Claim {
    let formula = claim.formula.as_deref().map(|formula| {
        let named = formula.map(|letter| match letter {
            Letter::Claim(claim) => names(claim.node()),
            Letter::Atom(atom) => names(atom.node()),
        });
        named.to_string()
    });
    let stands = map.commitments(id).into_iter();
    let stands = stands
        .map(|(_, holder, commitment)| written_commitment(names(holder.node()), commitment, names));
    let sense = |sense: &Sense| {
        (sense.term.to_string(), serde_json::Value::String(sense.sense.to_string()))
    };
    written::Claim {
        id: claim.name.to_string(),
        text: claim.text.to_string(),
        title: text(claim.title.as_deref()),
        kind: claim.kind.map(ClaimKind::word),
        formula,
        group: claim.group.map(|group| names(group.node())),
        tags: strings(&claim.tags),
        basis: claim.basis.map(Basis::word),
        imputed: claim.imputed,
        commitments: stands.collect(),
        asserted_by: Vec::new(),
        denied_by: Vec::new(),
        conceded_by: Vec::new(),
        cite: citations(map, id.node(), names),
        status: claim.status.map(Verdict::word),
        same_as: claim.same_as.iter().map(|same| same_claim(same, names)).collect(),
        senses: claim.senses.iter().map(sense).collect(),
        note: text(claim.note.as_deref()),
    }
}

fn same_claim(same: &SameAs<ClaimId>, names: &Names) -> written::SameClaim {
    let claim = names(same.other.node());
    match text(same.note.as_deref()) {
        None => written::SameClaim::Id(claim),
        note => written::SameClaim::Noted(written::NotedClaim { claim, note }),
    }
}

fn same_holder(same: &SameAs<HolderId>, names: &Names) -> written::SameHolder {
    let holder = names(same.other.node());
    match text(same.note.as_deref()) {
        None => written::SameHolder::Id(holder),
        note => written::SameHolder::Noted(written::NotedHolder { holder, note }),
    }
}

fn written_commitment(
    holder: String,
    commitment: &Commitment,
    names: &Names,
) -> written::Commitment {
    let stance = commitment.stance;
    written::Commitment {
        holder,
        stance: (stance != Stance::Asserts).then_some(stance.word()),
        source: commitment.source.map(|source| names(source.node())),
        at: text(commitment.at.as_deref()),
        quote: text(commitment.quote.as_deref()),
        date: text(commitment.date.as_deref()),
        reported_by: commitment.reported_by.map(|by| names(by.node())),
        imputed: commitment.imputed,
        note: text(commitment.note.as_deref()),
    }
}

fn citations(map: &Map, node: NodeIndex, names: &Names) -> Vec<written::Citation> {
    let written = |citation: &Citation| written::Citation {
        source: names(citation.passage.source.node()),
        at: text(citation.passage.at.as_deref()),
        quote: text(citation.passage.quote.as_deref()),
        role: citation.role.map(CitationRole::word),
        note: text(citation.note.as_deref()),
    };
    map.citations(node).into_iter().map(|(_, citation)| written(citation)).collect()
}

fn written_inference(
    map: &Map,
    id: InferenceId,
    inference: &Inference,
    names: &Names,
) -> written::Inference {
    let passage = inference.passage.as_deref();
    let role = |(role, claim): &(Box<str>, ClaimId)| {
        (role.to_string(), serde_json::Value::String(names(claim.node())))
    };
    written::Inference {
        id: text(inference.name.as_deref()),
        from: map.premises(id).map(|premise| names(premise.node())).collect(),
        to: names(map.target(id).into()),
        scheme: text(inference.scheme.as_deref()),
        roles: inference.roles.iter().map(role).collect(),
        warrant: map.warrant(id).map(|warrant| names(warrant.node())),
        strict: inference.strict,
        weight: inference.weight,
        by: inference.by.map(|by| names(by.node())),
        source: passage.map(|passage| names(passage.source.node())),
        at: passage.and_then(|passage| text(passage.at.as_deref())),
        quote: passage.and_then(|passage| text(passage.quote.as_deref())),
        cite: citations(map, id.node(), names),
        imputed: inference.imputed,
        note: text(inference.note.as_deref()),
    }
}

fn written_source(source: &Source, names: &Names) -> written::Source {
    let section = |section: &Section| written::Section {
        id: section.name.to_string(),
        heading: section.heading.to_string(),
    };
    let further = source.further.iter();
    written::Source {
        id: source.name.to_string(),
        r#type: source.kind.to_string(),
        title: source.title.to_string(),
        further: further.map(|(key, value)| (key.to_string(), value.clone())).collect(),
        by: source.by.iter().map(|by| names(by.node())).collect(),
        text: text(source.text.as_deref()),
        sections: source.sections.iter().map(section).collect(),
        via: source.via.map(|via| names(via.node())),
        note: text(source.note.as_deref()),
    }
}

fn written_question(
    map: &Map,
    node: NodeIndex,
    question: &Question,
    names: &Names,
) -> written::Question {
    let answers = map.answers(QuestionId(node));
    written::Question {
        id: question.name.to_string(),
        text: question.text.to_string(),
        answers: answers.map(|answer| names(answer.node())).collect(),
        exclusive: question.exclusive,
        exhaustive: question.exhaustive,
        by: question.by.map(|by| names(by.node())),
        imputed: question.imputed,
        note: text(question.note.as_deref()),
    }
}

fn written_conflict(
    map: &Map,
    node: NodeIndex,
    conflict: &Conflict,
    names: &Names,
) -> written::Conflict {
    let claims = map.members(ConflictId(node));
    written::Conflict {
        id: text(conflict.name.as_deref()),
        claims: claims.map(|claim| names(claim.node())).collect(),
        kind: conflict.kind.word(),
        by: conflict.by.map(|by| names(by.node())),
        imputed: conflict.imputed,
        note: text(conflict.note.as_deref()),
    }
}

fn text(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn strings(texts: &[Box<str>]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}
