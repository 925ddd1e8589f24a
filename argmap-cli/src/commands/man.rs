//! `argmap man`: the pages of the manual.

use std::path::PathBuf;

use anyhow::{Context, Result};
use argmap_core::report::findings::count;
use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::Exit;
use crate::args;
use crate::output::{Output, atomic};

/// What `man` can be told.
#[derive(Args)]
#[command(after_help = "Read a page at once with `argmap man | man -l -`.")]
pub struct Arguments {
    /// Write the pages of the command and of its subcommands into this folder, which is made if it
    /// is not there; otherwise the command's page goes to standard output
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints the command's page, or writes all pages.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let mut command = args::Arguments::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &arguments.output else {
        let (_, page) = page(command)?;
        output.raw(&page);
        return Ok(Exit::Clean);
    };
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let commands: Vec<Command> = command.get_subcommands().cloned().collect();
    let pages = commands.len() + 1;
    for command in [command].into_iter().chain(commands) {
        let (name, page) = page(command)?;
        atomic::write(&folder.join(name), page.as_bytes())?;
    }
    output.note(&format!("wrote {}", count(pages, "page")));
    Ok(Exit::Clean)
}

/// The name of a page's file, and the page.
fn page(command: Command) -> Result<(String, String)> {
    let man = Man::new(command).manual("argmap");
    let mut page = Vec::new();
    man.render(&mut page).context("cannot write the page")?;
    Ok((man.get_filename(), String::from_utf8(page).context("the page is no text")?))
}
