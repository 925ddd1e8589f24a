//! `argmap new`: a small map to start from.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::Exit;
use crate::output::{Output, atomic};

/// What `new` can be told.
#[derive(Args)]
pub struct Arguments {
    /// The file to write, which must not be there yet; standard output if it is left out
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The map's title
    #[arg(long, default_value = "A new map")]
    title: String,
}

const STARTER: &str = include_str!("starter.json");
const TITLE: &str = "\"A new map\"";

/// Writes a small map with comments that checks clean.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let title = argmap_core::report::json::to_text(&arguments.title);
    let map = STARTER.replacen(TITLE, title.trim_end(), 1);
    match &arguments.file {
        Some(file) => {
            atomic::create(file, map.as_bytes())?;
            let name = file.display();
            output.note(&format!("wrote `{name}`; `argmap check {name}` checks it"));
        }
        None => output.raw(&map),
    }
    Ok(Exit::Clean)
}
