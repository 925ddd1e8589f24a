//! The native file as data: what the writer writes and what the JSON Schema describes.
//!
//! The reader has its own tables of keys, since it must go on after faults; a test holds the two
//! together.

use schemars::JsonSchema;
use serde::Serialize;

type Id = String;

/// An argument map.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Map {
    /// The version of the format: 1.
    #[schemars(range(min = 1, max = 1))]
    pub argmap: u32,
    /// The title.
    pub title: String,
    /// The address of a JSON Schema, for editors; nothing of the map.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The claims that the map is for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub theses: Vec<Id>,
    /// The language of the claims, as a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The source of which the map claims to be a reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_of: Option<Id>,
    /// Other maps, each under a prefix.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub imports: Vec<Import>,
    /// Claims that are drawn together.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub groups: Vec<Group>,
    /// Bibliographic items.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sources: Vec<Source>,
    /// Those who take a stand.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub holders: Vec<Holder>,
    /// Propositional letters for formulas.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub atoms: Vec<Atom>,
    /// Issues with rival answers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<Question>,
    /// Propositions.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub claims: Vec<Claim>,
    /// Steps for a claim.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub supports: Vec<Inference>,
    /// Steps against a claim.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub rebuttals: Vec<Inference>,
    /// Steps against a step.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub undercuts: Vec<Undercut>,
    /// Claims that cannot be true together.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub conflicts: Vec<Conflict>,
    /// Words with several senses.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub glossary: Vec<Term>,
    /// Argumentation schemes of the map's own.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub schemes: Vec<Scheme>,
    /// Findings that are let pass.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub allow: Vec<Allow>,
    /// What two versions say differently: written by a merge, and to be emptied by hand.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unmerged: Vec<Unmerged>,
}

/// Another map under a prefix.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Import {
    /// The prefix: `as` and `/` before an id reach the other map's part of that id.
    pub r#as: String,
    /// The path, relative to this file.
    pub path: String,
}

/// Claims that are drawn together.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    /// The id.
    pub id: Id,
    /// The heading.
    pub title: String,
    /// The group that this one is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#in: Option<Id>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A bibliographic item; further keys are the variables of CSL-JSON.
#[derive(Serialize, JsonSchema)]
pub(super) struct Source {
    /// The id.
    pub id: Id,
    /// The type, in the words of CSL-JSON.
    pub r#type: String,
    /// The title.
    pub title: String,
    /// Further variables of CSL-JSON.
    #[serde(flatten)]
    #[schemars(skip)]
    pub further: serde_json::Map<String, serde_json::Value>,
    /// The holders who wrote it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub by: Vec<Id>,
    /// The name under which its text is looked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its sections in order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub sections: Vec<Section>,
    /// The source through which it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<Id>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A section of a source's text.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    /// The id that locators use.
    pub id: String,
    /// The line with which it starts.
    pub heading: String,
}

/// One who takes a stand.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Holder {
    /// The id.
    pub id: Id,
    /// The name to speak of it by.
    pub name: String,
    /// What sort of holder it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<HolderKind>")]
    pub kind: Option<&'static str>,
    /// Who belongs to it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub members: Vec<Id>,
    /// Holders, commonly of other maps, that are the same.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub same_as: Vec<SameHolder>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A propositional letter.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Atom {
    /// The id.
    pub id: Id,
    /// What it stands for.
    pub text: String,
}

/// An issue with rival answers.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The id.
    pub id: Id,
    /// The question.
    pub text: String,
    /// The claims that answer it.
    #[schemars(length(min = 2))]
    pub answers: Vec<Id>,
    /// Whether at most one answer is true.
    #[serde(skip_serializing_if = "is_false", default)]
    pub exclusive: bool,
    /// Whether at least one answer is true.
    #[serde(skip_serializing_if = "is_false", default)]
    pub exhaustive: bool,
    /// Whose view of the alternatives it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// Whether the analyst supplied it.
    #[serde(skip_serializing_if = "is_false", default)]
    pub imputed: bool,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A proposition.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Claim {
    /// The id.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]*$"))]
    pub id: Id,
    /// The proposition as a full sentence.
    pub text: String,
    /// A short form for pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What sort of proposition it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<ClaimKind>")]
    pub kind: Option<&'static str>,
    /// What it says in terms of other claims and letters: `!a`, `a & b`, `a | b`, `a -> b`, `a <-> b`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The group it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Id>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub tags: Vec<String>,
    /// Why it may stand with no reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Basis>")]
    pub basis: Option<&'static str>,
    /// Whether the analyst supplied it.
    #[serde(skip_serializing_if = "is_false", default)]
    pub imputed: bool,
    /// The stands taken on it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub commitments: Vec<Commitment>,
    /// Holders who assert it, in short.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub asserted_by: Vec<Id>,
    /// Holders who deny it, in short.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub denied_by: Vec<Id>,
    /// Holders who concede it, in short.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub conceded_by: Vec<Id>,
    /// The evidence for it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub cite: Vec<Citation>,
    /// The verdict that the map's author gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Status>")]
    pub status: Option<&'static str>,
    /// Claims, commonly of other maps, that say the same.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub same_as: Vec<SameClaim>,
    /// Terms of the glossary and the senses in which it uses them.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty", default)]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub senses: serde_json::Map<String, serde_json::Value>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A claim that says the same: its id, or with a note.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum SameClaim {
    /// The id.
    Id(Id),
    /// The id and more.
    Noted(NotedClaim),
}

/// A claim that says the same, with a note.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NotedClaim {
    /// The claim.
    pub claim: Id,
    /// Why the two are one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A holder that is the same: its id, or with a note.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum SameHolder {
    /// The id.
    Id(Id),
    /// The id and more.
    Noted(NotedHolder),
}

/// A holder that is the same, with a note.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NotedHolder {
    /// The holder.
    pub holder: Id,
    /// Why the two are one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A holder's stand on a claim.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Commitment {
    /// Who takes it.
    pub holder: Id,
    /// The stand; `asserts` unless said otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Stance>")]
    pub stance: Option<&'static str>,
    /// The source where it is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
    /// The place in it: `section ¶paragraph`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The words in which it is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// When it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who says that the holder takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<Id>,
    /// Whether the analyst ascribes it.
    #[serde(skip_serializing_if = "is_false", default)]
    pub imputed: bool,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A source offered as evidence.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Citation {
    /// The source.
    pub source: Id,
    /// The place in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The words there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What sort of evidence it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<CitationRole>")]
    pub role: Option<&'static str>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A step for or against a claim.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Inference {
    /// The id, by which undercuts name the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The premises, all of which are needed.
    #[schemars(length(min = 1))]
    pub from: Vec<Id>,
    /// The claim, or for an undercut the step, at which it aims.
    pub to: Id,
    /// The argumentation scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Which claim plays which role of the scheme.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty", default)]
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub roles: serde_json::Map<String, serde_json::Value>,
    /// The claim that licenses the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warrant: Option<Id>,
    /// Whether it is deductive.
    #[serde(skip_serializing_if = "is_false", default)]
    pub strict: bool,
    /// How much it weighs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The holder who draws it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// The source where it is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
    /// The place in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The words in which it is drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The evidence for it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub cite: Vec<Citation>,
    /// Whether the analyst supplied it.
    #[serde(skip_serializing_if = "is_false", default)]
    pub imputed: bool,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A step against a step.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub(super) struct Undercut {
    /// The step, as for supports and rebuttals.
    #[serde(flatten)]
    pub inference: Inference,
    /// The critical question of the attacked step's scheme that it raises: its id, or of a scheme
    /// that the map declares its number from 1 or its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_question: Option<String>,
}

/// Claims that cannot be true together.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Conflict {
    /// The id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The claims.
    #[schemars(length(min = 2))]
    pub claims: Vec<Id>,
    /// `contrary`: at most one is true; `contradictory`: exactly one of the two is.
    #[schemars(with = "ConflictKind")]
    pub kind: &'static str,
    /// Whose view it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    /// Whether the analyst supplied it.
    #[serde(skip_serializing_if = "is_false", default)]
    pub imputed: bool,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A word with several senses.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Term {
    /// The word.
    pub term: String,
    /// Its senses.
    pub senses: Vec<String>,
}

/// An argumentation scheme of the map's own.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Scheme {
    /// The name.
    pub name: String,
    /// The roles of its premises.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub roles: Vec<String>,
    /// Its critical questions.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub questions: Vec<String>,
}

/// Findings of a rule that are let pass.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Allow {
    /// The rule's code or name.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// The ids it is about; none means all findings of the rule.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub at: Vec<String>,
}

/// What two versions of the map say differently.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Unmerged {
    /// The list of the part; none means the map itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// The id of the part, or the word by which it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The key that differs; none means the whole part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What stood in the version from which both come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<serde_json::Value>,
    /// What stands in our version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ours: Option<serde_json::Value>,
    /// What stands in their version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theirs: Option<serde_json::Value>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

macro_rules! one_of {
    ($($name:ident is $words:expr;)*) => {$(
        /// The schema of a value that is one of some words.
        struct $name;

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": $words })
            }
        }
    )*};
}

one_of! {
    ClaimKind is crate::model::ClaimKind::WORDS;
    Basis is crate::model::Basis::WORDS;
    Status is crate::model::Verdict::WORDS;
    HolderKind is crate::model::HolderKind::WORDS;
    Stance is crate::model::Stance::WORDS;
    CitationRole is crate::model::CitationRole::WORDS;
    ConflictKind is crate::model::ConflictKind::WORDS;
}
