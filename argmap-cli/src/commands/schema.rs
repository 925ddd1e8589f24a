//! `argmap schema`: the JSON Schema of the native format.

use anyhow::Result;
use argmap_core::formats::native::schema;
use argmap_core::report::json;
use clap::Args;

use crate::Exit;
use crate::output::Output;

/// What `schema` can be told: nothing.
#[derive(Args)]
pub struct Arguments {}

/// Prints the schema, for editors.
pub fn run(_: &Arguments, output: &mut Output) -> Result<Exit> {
    output.raw(&json::to_text(&schema()));
    Ok(Exit::Clean)
}
