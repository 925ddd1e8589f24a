//! The documentation of argumentation schemes: as data and as Markdown.

use serde::Serialize;

use crate::model::schemes::{FAMILIES, Scheme};
use crate::report::escape::prose;
use crate::report::json;

/// Some schemes.
#[derive(Debug, Serialize)]
pub struct SchemeList {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The schemes, family by family.
    pub schemes: Vec<SchemeFacts>,
}

/// All that is documented of a scheme.
#[derive(Debug, Serialize)]
pub struct SchemeFacts {
    /// The name.
    pub name: &'static str,
    /// Other names by which it goes.
    pub aliases: &'static [&'static str],
    /// What it has in common with its neighbours.
    pub family: &'static str,
    /// How it goes.
    pub summary: &'static str,
    /// Whether the premises, if true, settle the matter.
    pub deductive: bool,
    /// The roles of its premises.
    pub roles: Vec<RoleFacts>,
    /// What it concludes.
    pub conclusion: &'static str,
    /// Its critical questions.
    pub questions: Vec<QuestionFacts>,
    /// Its number among the schemes of AIFdb.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aif: Option<u16>,
    /// Where it is described.
    pub source: &'static str,
}

/// A role of a premise.
#[derive(Debug, Serialize)]
pub struct RoleFacts {
    /// The name.
    pub name: &'static str,
    /// What the premise says.
    pub about: &'static str,
    /// Whether there is no such step without it.
    pub required: bool,
}

/// A critical question.
#[derive(Debug, Serialize)]
pub struct QuestionFacts {
    /// The id by which undercuts name it.
    pub id: &'static str,
    /// The question.
    pub text: &'static str,
    /// The role of the premise that it doubts; `conclusion` if it asks what speaks on the other
    /// side; nothing if it doubts the step.
    pub role: Option<&'static str>,
}

/// The documentation of some schemes.
pub fn schemes(schemes: impl IntoIterator<Item = &'static Scheme>) -> SchemeList {
    SchemeList { version: json::VERSION, schemes: schemes.into_iter().map(facts).collect() }
}

/// The documentation of a scheme.
pub fn facts(scheme: &'static Scheme) -> SchemeFacts {
    let roles = scheme.roles.iter();
    let questions = scheme.questions.iter();
    SchemeFacts {
        name: scheme.name,
        aliases: scheme.aliases,
        family: family(scheme),
        summary: scheme.summary,
        deductive: scheme.is_deductive,
        roles: roles
            .map(|role| RoleFacts {
                name: role.name,
                about: role.about,
                required: role.is_required,
            })
            .collect(),
        conclusion: scheme.conclusion,
        questions: questions
            .map(|one| QuestionFacts { id: one.name, text: one.text, role: one.role })
            .collect(),
        aif: scheme.aif,
        source: scheme.source,
    }
}

fn family(scheme: &Scheme) -> &'static str {
    let mut families = FAMILIES.iter();
    let own = |other: &Scheme| other.name == scheme.name;
    families.find(|family| family.schemes.iter().any(own)).map_or("", |family| family.title)
}

/// All schemes on one page, in Markdown: a table of contents by family, then a heading for each
/// scheme, whose anchor is its name.
pub fn reference() -> String {
    let mut page = String::from(INTRODUCTION);
    for family in FAMILIES {
        page += &format!("\n**{}**\n\n", family.title);
        for Scheme { name, summary, .. } in family.schemes {
            page += &format!("- [{name}](#{name}) {}\n", prose(summary));
        }
    }
    for family in FAMILIES {
        page += &format!("\n## {}\n", family.title);
        for scheme in family.schemes {
            page += "\n";
            page += &markdown(&facts(scheme), 3);
        }
    }
    page
}

/// A scheme's page in Markdown, with its name as a heading of that level.
pub fn markdown(scheme: &SchemeFacts, level: usize) -> String {
    let mut page = format!("{} {}\n\n{}", "#".repeat(level), scheme.name, prose(scheme.summary));
    page += if scheme.deductive { " Deductive.\n" } else { "\n" };
    if !scheme.aliases.is_empty() {
        let names: Vec<String> = scheme.aliases.iter().map(|name| format!("`{name}`")).collect();
        page += &format!("\nAlso called {}.\n", names.join(", "));
    }
    page += "\n| role | | the premise says |\n|---|---|---|\n";
    for role in &scheme.roles {
        let need = if role.required { "required" } else { "optional" };
        page += &format!("| `{}` | {need} | {} |\n", role.name, prose(role.about));
    }
    page += &format!("| `conclusion` | | {} |\n", prose(scheme.conclusion));
    page += "\n| question | doubts | |\n|---|---|---|\n";
    for question in &scheme.questions {
        let doubts = question.role.map_or("the step".to_owned(), |role| format!("`{role}`"));
        page += &format!("| `{}` | {doubts} | {} |\n", question.id, prose(question.text));
    }
    page += &format!("\nSource: {}", prose(scheme.source));
    if let Some(number) = scheme.aif {
        page += &format!(" Number {number} in AIFdb.");
    }
    page += "\n";
    page
}

const INTRODUCTION: &str = "\
<!-- Written from the table of schemes; `UPDATE_GOLDEN=1 cargo test --test docs` renews it. -->

# Argumentation schemes

The forms of step that a map can name by `scheme`. `argmap schemes NAME` shows the same of one.
Case, spaces, hyphens and a leading \"argument from\" do not count in names.

A step may say by its `roles` which premise does what; then it fills the required roles. An
undercut may say by its `critical-question` which question it raises against the step. A map may
declare schemes of its own, with roles, all required, and questions, which undercuts name by their
numbers from 1 or their texts; these go before those of the same name here.

The forms are known from the literature that each names; the sentences are our own.
";
