//! `argmap schemes`: the argumentation schemes that steps may follow.

use anyhow::{Result, anyhow};
use argmap_core::check::schemes::nearest_scheme;
use argmap_core::model::schemes::{FAMILIES, all, find};
use argmap_core::report::json;
use argmap_core::report::schemes::{SchemeFacts, facts, schemes};
use clap::Args;

use crate::Exit;
use crate::args::TextOrJson;
use crate::output::Output;

/// What `schemes` can be told.
#[derive(Args)]
pub struct Arguments {
    /// One scheme, to see its roles and critical questions
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Lists the schemes, or shows all that is documented of one.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    match (&arguments.name, arguments.format) {
        (None, TextOrJson::Json) => output.raw(&json::to_text(&schemes(all()))),
        (None, TextOrJson::Text) => list(output),
        (Some(name), format) => {
            let scheme = find(name).ok_or_else(|| unknown(name))?;
            match format {
                TextOrJson::Json => output.raw(&json::to_text(&schemes([scheme]))),
                TextOrJson::Text => print(&facts(scheme), output),
            }
        }
    }
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> anyhow::Error {
    match nearest_scheme(None, name) {
        Some(near) => anyhow!("there is no scheme `{name}`; did you mean `{near}`?"),
        None => anyhow!("there is no scheme `{name}`; `argmap schemes` lists them"),
    }
}

fn list(output: &mut Output) {
    let longest = all().map(|scheme| scheme.name.len()).max().unwrap_or(0);
    for (number, family) in FAMILIES.iter().enumerate() {
        if number > 0 {
            output.raw("\n");
        }
        output.heading(family.title);
        for scheme in family.schemes {
            output.text(&format!("  {:longest$}  {}", scheme.name, scheme.summary));
        }
    }
}

fn print(scheme: &SchemeFacts, output: &mut Output) {
    output.heading(scheme.name);
    let kind = if scheme.deductive { ", deductive" } else { "" };
    output.text(&format!("{}{kind}", scheme.family.to_lowercase()));
    if !scheme.aliases.is_empty() {
        output.text(&format!("also {}", scheme.aliases.join(", ")));
    }
    output.text(&format!("\n{}\n", scheme.summary));
    output.heading("Roles");
    let roles = scheme.roles.iter().map(|role| role.name);
    let longest = roles.map(str::len).max().unwrap_or(0).max("conclusion".len());
    for role in &scheme.roles {
        let need = if role.required { "required" } else { "optional" };
        output.text(&format!("  {:longest$}  {need}  {}", role.name, role.about));
    }
    output.text(&format!("  {:longest$}            {}\n", "conclusion", scheme.conclusion));
    output.heading("Critical questions");
    let longest = scheme.questions.iter().map(|question| question.id.len()).max().unwrap_or(0);
    for question in &scheme.questions {
        let doubts = question.role.map_or("the step".to_owned(), |role| format!("`{role}`"));
        output.text(&format!("  {:longest$}  {} (doubts {doubts})", question.id, question.text));
    }
    output.text(&format!("\nSource: {}", scheme.source));
    if let Some(number) = scheme.aif {
        output.text(&format!("AIFdb: {number}"));
    }
}
