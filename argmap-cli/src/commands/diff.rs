//! `argmap diff`: what differs between two versions of a map, by meaning.

mod driver;
mod git;
mod one;

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::Result;
use argmap_core::report::json;
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::Exit;
use crate::args::{Access, GrantArgument, How, parse_grant};
use crate::config::Configurations;
use crate::input::{self, Named, Opened};
use crate::output::Output;
use one::{Compared, Version};

/// What `diff` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 the maps mean the same, 1 they differ, \
    2 wrong use or unreadable or broken input. As a diff driver of git: always 0.")]
pub struct Arguments {
    /// The old version and the new one; with `--git` files and folders [default there: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Whose premises count for verdicts: `leaves`, `sourced` or `held-by:HOLDER`
    #[arg(long, value_name = "WHOSE", default_value = "leaves", value_parser = parse_grant)]
    grant: GrantArgument,
    /// Do not look for findings that come and go
    #[arg(long)]
    no_findings: bool,
    /// Compare the maps that changed between two commits of a git repository, or between one
    /// (`REV`) and the working tree; `REV...REV` starts where the two parted
    #[arg(long, value_name = "REV[..REV]", conflicts_with_all = ["draw", "stdin_filename"])]
    git: Option<String>,
    /// Draw both versions in one picture, in the form that the file's ending says
    #[arg(long, value_name = "FILE")]
    draw: Option<PathBuf>,
    /// What git hands to a diff driver: the path, then file, hash and mode of either version
    #[arg(
        long,
        value_name = "ARGUMENT",
        num_args = 1..=9,
        allow_hyphen_values = true,
        conflicts_with_all = ["paths", "git", "draw", "format"],
    )]
    git_driver: Option<Vec<OsString>>,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    access: Access,
}

/// The form of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading
    Text,
    /// For the comment on a pull request
    Markdown,
    /// For programs
    Json,
}

/// Compares versions of maps and prints what differs.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    if let Some(words) = &arguments.git_driver {
        return driver::run(arguments, words, output);
    }
    if let Some(revisions) = &arguments.git {
        return git::run(arguments, revisions, output);
    }
    let [old, new] = arguments.paths.as_slice() else {
        anyhow::bail!("two maps are compared: name the old version and the new one");
    };
    let named = [old, new].map(|path| Named::new(path, &arguments.access));
    anyhow::ensure!(
        named.iter().any(|named| named.path.is_some()),
        "only one of the versions can be standard input"
    );
    let mut opened = Vec::new();
    for named in &named {
        let read = input::read(named, &arguments.access)?;
        one::ensure_whole(&read, output)?;
        opened.push(read);
    }
    let [old, new] = [0, 1].map(|at| Version::new(&named[at], &opened[at]));
    let mut configurations = Configurations::new(&arguments.how)?.without_baselines();
    let compared = one::compare(old, new, arguments, &mut configurations)?;
    compared.print(arguments.format, output);
    if let Some(file) = &arguments.draw {
        input::with_imports(&named[1], &arguments.access, |load| {
            compared.draw(file, load, output)
        })?;
    }
    Ok(compared.exit())
}

/// Several differences, printed in one form.
struct Several {
    form: Form,
    data: Vec<serde_json::Value>,
    exit: Exit,
}

impl Several {
    fn new(form: Form) -> Several {
        Several { form, data: Vec::new(), exit: Exit::Clean }
    }

    fn add(&mut self, compared: &Compared, output: &mut Output) {
        match self.form {
            Form::Json => {
                let data = serde_json::to_value(compared.data());
                self.data.push(data.expect("differences are plain data"));
            }
            Form::Text => {
                output.heading(&compared.heading());
                compared.print(Form::Text, output);
            }
            Form::Markdown => compared.print(Form::Markdown, output),
        }
        if self.exit == Exit::Clean {
            self.exit = compared.exit();
        }
    }

    fn fail(&mut self, message: &str, output: &Output) {
        output.error(message);
        self.exit = Exit::Broken;
    }

    fn finish(self, output: &mut Output) -> Exit {
        if self.form == Form::Json {
            let all = json!({ "version": json::VERSION, "differences": self.data });
            output.raw(&json::to_text(&all));
        }
        self.exit
    }
}

/// What stands for a version that is not there.
fn nothing() -> Opened {
    let reading = argmap_core::document::Reading::of(argmap_core::model::Map::new(""));
    Opened { reading, is_map: true, is_broken: false }
}
