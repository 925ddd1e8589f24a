//! `argmap schema`: the JSON Schemas of what argmap reads and writes.

use anyhow::Result;
use argmap_core::formats::native;
use argmap_core::report::{json, results};
use clap::{Args, ValueEnum};

use crate::Exit;
use crate::output::Output;

/// What `schema` can be told.
#[derive(Args)]
pub struct Arguments {
    /// What the schema is of
    #[arg(value_enum, default_value_t = Of::Map)]
    of: Of,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// A map's file, for editors.
    Map,
    /// What `check --format json` writes.
    Findings,
}

/// Prints the schema.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let schema = match arguments.of {
        Of::Map => native::schema(),
        Of::Findings => results::schema(),
    };
    output.raw(&json::to_text(&schema));
    Ok(Exit::Clean)
}
