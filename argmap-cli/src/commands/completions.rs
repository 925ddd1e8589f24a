//! `argmap completions`: what a shell needs to complete the command line.

use anyhow::{Context, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::Exit;
use crate::args;
use crate::output::Output;

/// What `completions` can be told.
#[derive(Args)]
#[command(after_help = "For example, for bash: \
    argmap completions bash > ~/.local/share/bash-completion/completions/argmap")]
pub struct Arguments {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Prints the completions of a shell.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let mut command = args::Arguments::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    output.raw(&String::from_utf8(script).context("the completions are no text")?);
    Ok(Exit::Clean)
}
