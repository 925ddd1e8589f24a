//! The `argmap` command: checks, evaluates, explains and draws argument maps.
//!
//! Files, terminal, colours and exit codes live here; what a map means, in `argmap-core`. The
//! command is [`main`]; what reads a foreign text, [`configuration`], is public so that it can be
//! fuzzed.

mod args;
mod commands;
mod config;
mod input;
mod output;
mod painting;

use std::process::ExitCode;

use clap::Parser;

/// The configuration file.
pub mod configuration {
    pub use crate::config::{Config, FILE, FailOn, KEYS, Key, Problem, parse};
}

use args::{Arguments, Command};
use output::Output;

/// How a run ended; its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All done, and nothing found at or above the level that counts.
    Clean = 0,
    /// Something found.
    Findings = 1,
    /// Wrong use, or something unreadable or broken.
    Broken = 2,
    /// No file to work on.
    NoInput = 3,
}

/// Runs the command with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut output = Output::new(&arguments.global);
    let result = run(arguments.command, &mut output);
    let result = output.finish().and(result);
    let exit = result.unwrap_or_else(|error| {
        output.error(&format!("{error:#}"));
        Exit::Broken
    });
    ExitCode::from(exit as u8)
}

fn run(command: Command, output: &mut Output) -> anyhow::Result<Exit> {
    match command {
        Command::Check(arguments) => commands::check::run(&arguments, output),
        Command::Evaluate(arguments) => commands::evaluate::run(&arguments, output),
        Command::WhatIf(arguments) => commands::what_if::run(&arguments, output),
        Command::Compare(arguments) => commands::compare::run(&arguments, output),
        Command::Diff(arguments) => commands::diff::run(&arguments, output),
        Command::Crux(arguments) => commands::crux::run(&arguments, output),
        Command::Critical(arguments) => commands::critical::run(&arguments, output),
        Command::Why(arguments) => commands::why::run(&arguments, output),
        Command::Show(arguments) => commands::show::run(&arguments, output),
        Command::Coverage(arguments) => commands::coverage::run(&arguments, output),
        Command::List(arguments) => commands::list::run(&arguments, output),
        Command::Draw(arguments) => commands::draw::run(&arguments, output),
        Command::Fmt(arguments) => commands::fmt::run(&arguments, output),
        Command::Merge(arguments) => commands::merge::run(&arguments, output),
        Command::Stats(arguments) => commands::stats::run(&arguments, output),
        Command::Schema(arguments) => commands::schema::run(&arguments, output),
        Command::Rules(arguments) => commands::rules::run(&arguments, output),
        Command::Rule(arguments) => commands::rule::run(&arguments, output),
        Command::Schemes(arguments) => commands::schemes::run(&arguments, output),
        Command::New(arguments) => commands::new::run(&arguments, output),
        Command::Report(arguments) => commands::report::run(&arguments, output),
        Command::Completions(arguments) => commands::completions::run(&arguments, output),
        Command::Man(arguments) => commands::man::run(&arguments, output),
    }
}
