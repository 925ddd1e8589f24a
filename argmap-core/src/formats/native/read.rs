//! Reading the native format: which keys there are and which declaration each fills.

use super::csl::CSL;
use super::json::Json;
use super::shape::Shape;
use crate::diagnostic::Diagnostic;
use crate::document::problems::{syntax, wrong_type};
use crate::document::{
    AllowDeclaration, AtomDeclaration, CitationDeclaration, ClaimDeclaration,
    CommitmentDeclaration, ConflictDeclaration, Document, FurtherClaim, FurtherInference,
    GroupDeclaration, HolderDeclaration, ImportDeclaration, InferenceDeclaration,
    PassageDeclaration, Premises, QuestionDeclaration, SameAsDeclaration, SchemeDeclaration,
    SourceDeclaration, TermDeclaration, Text, UnmergedDeclaration,
};
use crate::model::{
    Basis, CitationRole, ClaimKind, ConflictKind, HolderKind, InferenceKind, Stance, Verdict,
};
use crate::text::{FileId, SourceFile, Span, Spanned};

/// Reads a file of the native format: what it declares, and what is wrong with its text.
///
/// Linear in its length.
pub fn read(file: FileId, source: &SourceFile) -> (Document<'_>, Vec<Diagnostic>) {
    let mut json = Json::new(Document::new(file, source.text()), source.text());
    if let Some(span) = source.first_invalid() {
        let place = json.document.place(span);
        json.problems
            .push(syntax::found("this is not UTF-8; what cannot be read is left out", place));
    }
    if json.is_empty() {
        let place = json.document.place(Span::default());
        json.problems.push(syntax::found("the file is empty; a map is an object in braces", place));
    } else {
        json.object(&MAP, top);
        json.end();
    }
    json.problems.sort_by_key(Diagnostic::place);
    (json.document, json.problems)
}

pub(super) static MAP: Shape = Shape {
    what: "the map",
    required: &["argmap", "title"],
    optional: &[
        "$schema",
        "theses",
        "language",
        "reading-of",
        "imports",
        "groups",
        "sources",
        "holders",
        "atoms",
        "questions",
        "claims",
        "supports",
        "rebuttals",
        "undercuts",
        "conflicts",
        "glossary",
        "schemes",
        "allow",
        "unmerged",
    ],
};

fn top(json: &mut Json, key: &'static str) {
    match key {
        "argmap" => {
            json.document.is_map = true;
            if let Some(version) = json.number()
                && version.value != 1.0
            {
                let place = json.document.place(version.span);
                json.problems.push(wrong_type::unknown_version(place));
            }
        }
        "title" => json.document.title = json.text(),
        // For editors; nothing of the map.
        "$schema" => drop(json.text()),
        "language" => json.document.language = json.text(),
        "reading-of" => json.document.reading_of = json.text(),
        "theses" => json.document.theses = json.texts(),
        "imports" => items(json, import, |document| &mut document.imports),
        "groups" => items(json, group, |document| &mut document.groups),
        "sources" => items(json, source, |document| &mut document.sources),
        "holders" => items(json, holder, |document| &mut document.holders),
        "atoms" => items(json, atom, |document| &mut document.atoms),
        "questions" => items(json, question, |document| &mut document.questions),
        "claims" => items(json, claim, |document| &mut document.claims),
        "supports" => inferences(json, InferenceKind::Support),
        "rebuttals" => inferences(json, InferenceKind::Rebuttal),
        "undercuts" => inferences(json, InferenceKind::Undercut),
        "conflicts" => items(json, conflict, |document| &mut document.conflicts),
        "glossary" => items(json, term, |document| &mut document.glossary),
        "schemes" => items(json, scheme, |document| &mut document.schemes),
        "allow" => items(json, allow, |document| &mut document.allows),
        "unmerged" => items(json, unmerged, |document| &mut document.unmerged),
        _ => json.skip(),
    }
}

fn items<'t, I>(
    json: &mut Json<'t>,
    read: impl Fn(&mut Json<'t>) -> Option<I>,
    list: impl for<'d> Fn(&'d mut Document<'t>) -> &'d mut Vec<I>,
) {
    json.list(|json| {
        if let Some(item) = read(json) {
            list(&mut json.document).push(item);
        }
    });
}

fn inferences(json: &mut Json, kind: InferenceKind) {
    items(json, |json| inference(json, kind), |document| &mut document.inferences);
}

fn flag(json: &mut Json) -> bool {
    json.boolean().is_some_and(|flag| flag.value)
}

pub(super) static IMPORT: Shape =
    Shape { what: "an import", required: &["as", "path"], optional: &[] };

fn import(json: &mut Json) -> Option<ImportDeclaration> {
    let mut item = ImportDeclaration::default();
    item.span = json.object(&IMPORT, |json, key| match key {
        "as" => item.alias = json.text(),
        _ => item.path = json.text(),
    })?;
    Some(item)
}

pub(super) static GROUP: Shape =
    Shape { what: "a group", required: &["id", "title"], optional: &["in", "note"] };

fn group(json: &mut Json) -> Option<GroupDeclaration> {
    let mut item = GroupDeclaration::default();
    item.span = json.object(&GROUP, |json, key| match key {
        "id" => item.id = json.text(),
        "title" => item.title = json.text(),
        "in" => item.parent = json.text(),
        _ => item.note = json.text(),
    })?;
    Some(item)
}

pub(super) static SOURCE: Shape = Shape {
    what: "a source",
    required: &["id", "type", "title"],
    optional: &["by", "text", "sections", "via", "note"],
};

pub(super) static SECTION: Shape =
    Shape { what: "a section", required: &["id", "heading"], optional: &[] };

fn source(json: &mut Json) -> Option<SourceDeclaration> {
    let mut item = SourceDeclaration::default();
    let mut further = Vec::new();
    let mut each = |json: &mut Json, key: &'static str| match key {
        "id" => item.id = json.text(),
        "type" => item.kind = json.text(),
        "title" => item.title = json.text(),
        "by" => item.by = json.texts(),
        "text" => item.text = json.text(),
        "sections" => {
            json.list(|json| item.sections.extend(section(json)));
        }
        "via" => item.via = json.text(),
        _ => item.note = json.text(),
    };
    let mut other = |json: &mut Json, key: &str| {
        let known = CSL.contains(&key);
        if known && let Some(value) = json.any() {
            further.push((key.into(), value.value));
        }
        known
    };
    let span = json.open_object(&SOURCE, CSL, &mut each, &mut other)?;
    Some(SourceDeclaration { span, further, ..item })
}

fn section(json: &mut Json) -> Option<(Text, Text)> {
    let (mut id, mut heading) = (None, None);
    json.object(&SECTION, |json, key| match key {
        "id" => id = json.text(),
        _ => heading = json.text(),
    });
    Some((id?, heading?))
}

pub(super) static HOLDER: Shape = Shape {
    what: "a holder",
    required: &["id", "name"],
    optional: &["kind", "members", "same-as", "note"],
};

fn holder(json: &mut Json) -> Option<HolderDeclaration> {
    let mut item = HolderDeclaration::default();
    item.span = json.object(&HOLDER, |json, key| match key {
        "id" => item.id = json.text(),
        "name" => item.title = json.text(),
        "kind" => item.kind = value(json.word(HolderKind::WORDS, HolderKind::from_word)),
        "members" => item.members = json.texts(),
        "same-as" => item.same_as = same_as(json, &SAME_HOLDER),
        _ => item.note = json.text(),
    })?;
    Some(item)
}

pub(super) static SAME_CLAIM: Shape =
    Shape { what: "an entry of `same-as`", required: &["claim"], optional: &["note"] };

pub(super) static SAME_HOLDER: Shape =
    Shape { what: "an entry of `same-as`", required: &["holder"], optional: &["note"] };

/// A list of ids, or of objects of a shape that give a note besides.
fn same_as(json: &mut Json, shape: &'static Shape) -> Vec<SameAsDeclaration> {
    let mut found = Vec::new();
    json.list(|json| {
        let (mut other, mut note) = (None, None);
        match json.peek() {
            Some(b'"') => other = json.text(),
            Some(b'{') => {
                json.object(shape, |json, key| match key {
                    "note" => note = json.text(),
                    _ => other = json.text(),
                });
            }
            _ => json.wrong_type("an id or an object in braces"),
        }
        found.extend(other.map(|other| SameAsDeclaration { other, note }));
    });
    found
}

fn value<V>(spanned: Option<Spanned<V>>) -> Option<V> {
    spanned.map(|spanned| spanned.value)
}

pub(super) static ATOM: Shape = Shape { what: "an atom", required: &["id", "text"], optional: &[] };

fn atom(json: &mut Json) -> Option<AtomDeclaration> {
    let mut item = AtomDeclaration::default();
    item.span = json.object(&ATOM, |json, key| match key {
        "id" => item.id = json.text(),
        _ => item.text = json.text(),
    })?;
    Some(item)
}

pub(super) static QUESTION: Shape = Shape {
    what: "a question",
    required: &["id", "text"],
    optional: &["answers", "exclusive", "exhaustive", "by", "imputed", "note"],
};

fn question(json: &mut Json) -> Option<QuestionDeclaration> {
    let mut item = QuestionDeclaration::default();
    item.span = json.object(&QUESTION, |json, key| match key {
        "id" => item.id = json.text(),
        "text" => item.text = json.text(),
        "answers" => item.answers = json.texts(),
        "exclusive" => item.exclusive = flag(json),
        "exhaustive" => item.exhaustive = flag(json),
        "by" => item.by = json.text(),
        "imputed" => item.imputed = flag(json),
        _ => item.note = json.text(),
    })?;
    Some(item)
}

pub(super) static CLAIM: Shape = Shape {
    what: "a claim",
    required: &["id", "text"],
    optional: &[
        "title",
        "kind",
        "formula",
        "group",
        "tags",
        "basis",
        "imputed",
        "commitments",
        "asserted-by",
        "denied-by",
        "conceded-by",
        "cite",
        "status",
        "same-as",
        "senses",
        "note",
    ],
};

fn claim(json: &mut Json) -> Option<ClaimDeclaration> {
    let mut item = ClaimDeclaration::default();
    let span = json.object(&CLAIM, |json, key| match key {
        "id" => item.id = json.text(),
        "text" => item.text = json.words(),
        "group" => item.group = json.text(),
        "kind" => item.kind = json.word(ClaimKind::WORDS, ClaimKind::from_word),
        "basis" => item.basis = json.word(Basis::WORDS, Basis::from_word),
        "imputed" => item.imputed = flag(json),
        _ => further_claim(json, key, item.further.get_or_insert_default()),
    })?;
    Some(ClaimDeclaration { span, ..item })
}

fn further_claim(json: &mut Json, key: &'static str, further: &mut FurtherClaim) {
    match key {
        "commitments" => {
            json.list(|json| further.commitments.extend(commitment(json)));
        }
        "asserted-by" => shorthand(json, Stance::Asserts, &mut further.commitments),
        "denied-by" => shorthand(json, Stance::Denies, &mut further.commitments),
        "conceded-by" => shorthand(json, Stance::Concedes, &mut further.commitments),
        "cite" => citations(json, &mut further.citations),
        "status" => further.status = json.word(Verdict::WORDS, Verdict::from_word),
        "title" => further.title = json.text(),
        "formula" => further.formula = json.text(),
        "tags" => further.tags = json.texts(),
        "same-as" => further.same_as = same_as(json, &SAME_CLAIM),
        "senses" => json.free_object(|json, term| {
            if let Some(sense) = json.text() {
                further.senses.push((term, sense));
            }
        }),
        _ => further.note = json.text(),
    }
}

fn shorthand(json: &mut Json, stance: Stance, commitments: &mut Vec<CommitmentDeclaration>) {
    for holder in json.texts() {
        let stand = new_commitment(holder.span, stance);
        commitments.push(CommitmentDeclaration { holder: Some(holder), ..stand });
    }
}

fn new_commitment(span: Span, stance: Stance) -> CommitmentDeclaration {
    CommitmentDeclaration {
        span,
        holder: None,
        stance,
        passage: PassageDeclaration::default(),
        date: None,
        reported_by: None,
        imputed: false,
        note: None,
    }
}

pub(super) static COMMITMENT: Shape = Shape {
    what: "a commitment",
    required: &["holder"],
    optional: &["stance", "source", "at", "quote", "date", "reported-by", "imputed", "note"],
};

fn commitment(json: &mut Json) -> Option<CommitmentDeclaration> {
    let mut item = new_commitment(Span::default(), Stance::Asserts);
    item.span = json.object(&COMMITMENT, |json, key| match key {
        "holder" => item.holder = json.text(),
        "stance" => {
            if let Some(stance) = json.word(Stance::WORDS, Stance::from_word) {
                item.stance = stance.value;
            }
        }
        "source" => item.passage.source = json.text(),
        "at" => item.passage.at = json.text(),
        "quote" => item.passage.quote = json.text(),
        "date" => item.date = json.text(),
        "reported-by" => item.reported_by = json.text(),
        "imputed" => item.imputed = flag(json),
        _ => item.note = json.text(),
    })?;
    Some(item)
}

pub(super) static CITATION: Shape =
    Shape { what: "a citation", required: &["source"], optional: &["at", "quote", "role", "note"] };

fn citations(json: &mut Json, citations: &mut Vec<CitationDeclaration>) {
    json.list(|json| {
        let mut item = CitationDeclaration::default();
        let span = json.object(&CITATION, |json, key| match key {
            "source" => item.passage.source = json.text(),
            "at" => item.passage.at = json.text(),
            "quote" => item.passage.quote = json.text(),
            "role" => item.role = value(json.word(CitationRole::WORDS, CitationRole::from_word)),
            _ => item.note = json.text(),
        });
        citations.extend(span.map(|span| CitationDeclaration { span, ..item }));
    });
}

pub(super) static SUPPORT: Shape = Shape {
    what: "a support",
    required: &[],
    optional: &[
        "id", "from", "to", "scheme", "roles", "warrant", "strict", "weight", "by", "source", "at",
        "quote", "cite", "imputed", "note",
    ],
};

pub(super) static REBUTTAL: Shape =
    Shape { what: "a rebuttal", required: SUPPORT.required, optional: SUPPORT.optional };

pub(super) static UNDERCUT: Shape = Shape {
    what: "an undercut",
    required: &[],
    optional: &[
        "id",
        "from",
        "to",
        "scheme",
        "roles",
        "warrant",
        "strict",
        "weight",
        "by",
        "source",
        "at",
        "quote",
        "cite",
        "imputed",
        "note",
        "critical-question",
    ],
};

fn inference(json: &mut Json, kind: InferenceKind) -> Option<InferenceDeclaration> {
    let shape = match kind {
        InferenceKind::Support => &SUPPORT,
        InferenceKind::Rebuttal => &REBUTTAL,
        InferenceKind::Undercut => &UNDERCUT,
    };
    let mut item = InferenceDeclaration {
        span: Span::default(),
        kind,
        id: None,
        from: None,
        to: None,
        strict: None,
        imputed: false,
        further: None,
    };
    let span = json.object(shape, |json, key| match key {
        "id" => item.id = json.text(),
        "from" => item.from = premises(json),
        "to" => item.to = json.text(),
        "strict" => item.strict = json.boolean(),
        "imputed" => item.imputed = flag(json),
        _ => further_inference(json, key, item.further.get_or_insert_default()),
    })?;
    Some(InferenceDeclaration { span, ..item })
}

fn further_inference(json: &mut Json, key: &'static str, further: &mut FurtherInference) {
    match key {
        "scheme" => further.scheme = json.text(),
        "roles" => json.free_object(|json, role| {
            if let Some(claim) = json.text() {
                further.roles.push((role, claim));
            }
        }),
        "warrant" => further.warrant = json.text(),
        "weight" => further.weight = value(json.number()),
        "by" => further.by = json.text(),
        "source" => further.passage.source = json.text(),
        "at" => further.passage.at = json.text(),
        "quote" => further.passage.quote = json.text(),
        "cite" => citations(json, &mut further.citations),
        "critical-question" => further.critical_question = json.text(),
        _ => further.note = json.text(),
    }
}

fn premises(json: &mut Json) -> Option<Spanned<Premises>> {
    let mut one = None;
    let mut many = Vec::new();
    let span = json.list(|json| {
        if let Some(text) = json.text() {
            match one.take() {
                None if many.is_empty() => one = Some(text),
                None => many.push(text),
                Some(first) => many.extend([first, text]),
            }
        }
    })?;
    Some(Spanned { value: one.map_or(Premises::Many(many), Premises::One), span })
}

pub(super) static CONFLICT: Shape = Shape {
    what: "a conflict",
    required: &["kind"],
    optional: &["id", "claims", "by", "imputed", "note"],
};

fn conflict(json: &mut Json) -> Option<ConflictDeclaration> {
    let mut item = ConflictDeclaration::default();
    item.span = json.object(&CONFLICT, |json, key| match key {
        "id" => item.id = json.text(),
        "claims" => item.claims = json.texts(),
        "kind" => item.kind = value(json.word(ConflictKind::WORDS, ConflictKind::from_word)),
        "by" => item.by = json.text(),
        "imputed" => item.imputed = flag(json),
        _ => item.note = json.text(),
    })?;
    Some(item)
}

pub(super) static TERM: Shape =
    Shape { what: "a term", required: &["term", "senses"], optional: &[] };

fn term(json: &mut Json) -> Option<TermDeclaration> {
    let mut item = TermDeclaration::default();
    json.object(&TERM, |json, key| match key {
        "term" => item.term = json.text(),
        _ => item.senses = json.texts(),
    })?;
    Some(item)
}

pub(super) static SCHEME: Shape =
    Shape { what: "a scheme", required: &["name"], optional: &["roles", "questions"] };

fn scheme(json: &mut Json) -> Option<SchemeDeclaration> {
    let mut item = SchemeDeclaration::default();
    json.object(&SCHEME, |json, key| match key {
        "name" => item.name = json.text(),
        "roles" => item.roles = json.texts(),
        _ => item.questions = json.texts(),
    })?;
    Some(item)
}

pub(super) static ALLOW: Shape =
    Shape { what: "an allowance", required: &["rule", "reason"], optional: &["at"] };

fn allow(json: &mut Json) -> Option<AllowDeclaration> {
    let mut item = AllowDeclaration::default();
    item.span = json.object(&ALLOW, |json, key| match key {
        "rule" => item.rule = json.text(),
        "reason" => item.reason = json.words(),
        _ => item.at = json.texts(),
    })?;
    Some(item)
}

pub(super) static UNMERGED: Shape = Shape {
    what: "an entry of `unmerged`",
    required: &[],
    optional: &["list", "at", "key", "base", "ours", "theirs"],
};

fn unmerged(json: &mut Json) -> Option<UnmergedDeclaration> {
    let mut item = UnmergedDeclaration::default();
    item.span = json.object(&UNMERGED, |json, key| match key {
        "list" => item.list = json.text(),
        "at" => item.at = json.text(),
        "key" => item.key = json.text(),
        "base" => item.base = json.any(),
        "ours" => item.ours = json.any(),
        _ => item.theirs = json.any(),
    })?;
    Some(item)
}
