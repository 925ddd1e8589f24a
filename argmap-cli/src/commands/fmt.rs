//! `argmap fmt`: puts maps into normal form.

use std::path::PathBuf;

use anyhow::{Context, Result};
use argmap_core::formats::native::format;
use argmap_core::report::findings::count;
use argmap_core::text::{FileId, SourceFile};
use clap::Args;

use crate::Exit;
use crate::args::{Access, OnlyMaps};
use crate::input::{self, Named};
use crate::output::{Output, atomic};

/// What `fmt` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 done, 1 with --check: not in normal form, \
    2 wrong use or unreadable or broken input, 3 no map found.")]
pub struct Arguments {
    /// Maps, folders of maps, or `-` for standard input, which is written to standard output
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Change nothing; name the files that are not in normal form
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    only_maps: OnlyMaps,
}

/// What became of a file.
enum Outcome {
    /// It was in normal form.
    Kept,
    /// It was not.
    Changed,
    /// It is no map, and was only met in a folder.
    PassedOver,
}

/// Formats files in place, with their comments.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let access = Access { allow_outside: false, stdin_filename: None };
    let collected = input::collect(&arguments.paths, &access);
    let (mut files, mut changed, mut is_broken) = (0, 0, false);
    for (_, message) in collected.complaints() {
        output.error(&message);
        is_broken = true;
    }
    for named in &collected.files {
        match one(named, arguments, output) {
            Ok(Outcome::PassedOver) => continue,
            Ok(Outcome::Changed) => changed += 1,
            Ok(Outcome::Kept) => {}
            Err(error) => {
                output.error(&format!("{error:#}"));
                is_broken = true;
            }
        }
        files += 1;
    }
    if is_broken {
        return Ok(Exit::Broken);
    }
    if files == 0 && arguments.only_maps.only_maps {
        output.note("no map among the files");
        return Ok(Exit::Clean);
    }
    if files == 0 {
        output.error(input::NO_MAP);
        return Ok(Exit::NoInput);
    }
    let what = if arguments.check { "not in normal form" } else { "changed" };
    output.note(&format!("{}, {changed} {what}", count(files, "file")));
    Ok(if arguments.check && changed > 0 { Exit::Findings } else { Exit::Clean })
}

fn one(named: &Named, arguments: &Arguments, output: &mut Output) -> Result<Outcome> {
    let bytes = input::bytes_of(named)?;
    let file = SourceFile::new(named.name.clone(), bytes);
    let (document, problems) = argmap_core::formats::native::read(FileId::ROOT, &file);
    let broken = problems.iter().find(|problem| problem.rule.code == "AM014");
    let is_passed_over = named.is_met && !document.is_map && broken.is_none();
    if is_passed_over || arguments.only_maps.passes_over(document.is_map) {
        return Ok(Outcome::PassedOver);
    }
    if let Some(problem) = broken {
        let at = file.position(problem.place().map_or(0, |place| place.span.start));
        anyhow::bail!("{}:{}:{}: {}", named.name, at.line, at.column, problem.message);
    }
    let text = format(file.text()).with_context(|| format!("cannot format `{}`", named.name))?;
    let is_changed = text != file.text();
    match &named.path {
        _ if arguments.check => {
            if is_changed {
                output.text(&named.name);
            }
        }
        None => output.raw(&text),
        Some(path) if is_changed => atomic::write(path, text.as_bytes())?,
        Some(_) => {}
    }
    Ok(if is_changed { Outcome::Changed } else { Outcome::Kept })
}
