//! `argmap merge`: joins two versions of a map that come from a third, as Git's merge driver.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use argmap_core::compare::merge::{Conflict, Merged, NotMerged, Versions, Written, merge_lines};
use argmap_core::formats::native;
use argmap_core::report::escape::visible;
use argmap_core::report::findings::count;
use argmap_core::text::{FileId, SourceFile};
use clap::Args;

use crate::Exit;
use crate::args::Access;
use crate::input::{self, Named};
use crate::output::{Output, atomic};

/// What `merge` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 merged, 1 conflicts are left in the file, 2 wrong use or \
    nothing could be merged (OURS is as it was).\n\
    As Git's merge driver: git config merge.argmap.driver 'argmap merge %O %A %B --path %P'")]
pub struct Arguments {
    /// The version from which both come; an empty file if they have none
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// The version into which the other is merged; the result is written here
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// The other version
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// Write the result to this file instead
    #[arg(long, value_name = "FILE", conflicts_with = "stdout")]
    output: Option<PathBuf>,
    /// Write the result to standard output instead
    #[arg(long)]
    stdout: bool,
    /// The map's own path: names it in messages, and its imports are relative to it
    #[arg(long, value_name = "FILE")]
    path: Option<PathBuf>,
    /// Let imports lie outside the folder of the map
    #[arg(long)]
    allow_outside: bool,
}

/// Merges and writes the result, tells of every conflict on standard error.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let access = Access { allow_outside: arguments.allow_outside, stdin_filename: None };
    let [base, ours, theirs] = [&arguments.base, &arguments.ours, &arguments.theirs];
    let [base, ours, theirs] = [text(base, &access)?, text(ours, &access)?, text(theirs, &access)?];
    let versions = Versions { base: &base, ours: &ours, theirs: &theirs };
    let path = arguments.path.as_deref().unwrap_or(&arguments.ours);
    let named = Named::new(path, &access);
    let (text, exit) = match input::merge(&named, &versions, &access) {
        Ok(merged) => {
            tell(&named.name, &merged, &versions, output);
            let exit = if merged.is_clean() { Exit::Clean } else { Exit::Findings };
            (merged.text, exit)
        }
        Err(why) => by_lines(&named.name, &versions, &why, output)?,
    };
    if arguments.stdout {
        output.raw(&text);
    } else {
        let file = arguments.output.as_ref().unwrap_or(&arguments.ours);
        if arguments.output.is_some() || text != ours {
            atomic::write(file, text.as_bytes())?;
        }
    }
    Ok(exit)
}

/// The text of a version; bytes that are no text would not survive a merge.
fn text(path: &Path, access: &Access) -> Result<String> {
    let named = Named::new(path, access);
    anyhow::ensure!(named.path.is_some(), "standard input cannot be merged; name three files");
    let bytes = input::bytes_of(&named)?;
    String::from_utf8(bytes).ok().with_context(|| format!("`{}` is not UTF-8", named.name))
}

/// Merges by lines what cannot be merged by what it means, as Git would.
fn by_lines(
    name: &str,
    versions: &Versions,
    why: &NotMerged,
    output: &Output,
) -> Result<(String, Exit)> {
    output.note(&format!("`{name}` is merged line by line: {why}"));
    match merge_lines(versions.base, versions.ours, versions.theirs) {
        None => anyhow::bail!("`{name}` cannot be merged line by line: too many lines differ"),
        Some(Err(text)) => {
            output.error(&format!(
                "`{name}` has conflicts, which stand between `<<<<<<<` and `>>>>>>>`"
            ));
            Ok((text, Exit::Findings))
        }
        Some(Ok(text)) => {
            let file = SourceFile::new(name, text.as_str());
            let (_, problems) = native::read(FileId::ROOT, &file);
            let is_map = !matches!(why, NotMerged::NoMap { .. });
            let fault = problems.iter().find(|problem| problem.rule.code == "AM014");
            let Some(fault) = fault.filter(|_| is_map) else { return Ok((text, Exit::Clean)) };
            let at = file.position(fault.place().map_or(0, |place| place.span.start));
            output.error(&format!("{name}:{}:{}: {}", at.line, at.column, fault.message));
            Ok((text, Exit::Findings))
        }
    }
}

/// Says what was joined and what is left to decide.
fn tell(name: &str, merged: &Merged, versions: &Versions, output: &Output) {
    for conflict in &merged.conflicts {
        output.error(&visible(&sentence(name, conflict)));
    }
    for fault in &merged.faults {
        output.error(&visible(&format!("{name}: {fault}, which neither version has")));
    }
    for (side, comment) in &merged.lost_comments {
        output.note(&visible(&format!("{name}: a comment of {side} is left out: {comment}")));
    }
    if merged.text == versions.ours || merged.text == versions.theirs {
        let side = if merged.text == versions.ours { "ours" } else { "theirs" };
        return output.note(&format!("`{name}` is as in {side}, which has all changes"));
    }
    let joined = merged.joined;
    let open = merged.conflicts.len() + merged.faults.len();
    let open =
        if open == 0 { "nothing left to decide".to_owned() } else { count(open, "conflict") };
    output.note(&format!(
        "`{name}` merged: {} added, {} changed, {} removed by theirs; {open}",
        joined.added, joined.changed, joined.removed
    ));
}

/// A conflict in one line.
fn sentence(name: &str, conflict: &Conflict) -> String {
    let side = |side: &str, value: &Option<Written>| match value {
        Some(value) => format!("{side} (line {}) {}", value.line, short(&value.text)),
        None => format!("{side} has none"),
    };
    let (ours, theirs) = (side("ours", &conflict.ours), side("theirs", &conflict.theirs));
    format!("{name}: {} differs: {ours}; {theirs}", conflict.name())
}

/// A value on one line, cut if it is long.
fn short(value: &str) -> String {
    const MOST: usize = 100;
    let words: Vec<&str> = value.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
