//! `argmap check --fix` and `--diff`: mending files, or showing what that would change.
//!
//! First all is computed, then written, then checked, so that what is said of a file does not
//! depend on which others were mended before it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use argmap_core::fixes::Fixed;
use argmap_core::report::escape::visible;
use argmap_core::report::findings::count;
use clap::Args;
use similar::{Algorithm, ChangeTag, TextDiff};

use super::one;
use super::parallel::Workers;
use crate::Exit;
use crate::args::{Access, OnlyMaps};
use crate::config::Settings;
use crate::input::{self, Named};
use crate::output::{Output, atomic};

/// Files that import others are mended again so often, since those may have been mended too.
const MOST_PASSES: usize = 10;

/// Lines around a change that a diff shows.
const AROUND: usize = 3;

/// Whether files are mended.
#[derive(Args)]
pub struct Fixing {
    /// Mend what can be mended safely, and report what is left
    ///
    /// A file is changed only where something was reported, and only if the map that is read
    /// afterwards is the same in all else. Comments stay. A file in normal form (see `argmap fmt`)
    /// stays in normal form; one with a layout of its own keeps it. With `-` the mended text goes
    /// to standard output and the findings to standard error. `argmap rules` says which rules can
    /// be mended, `argmap rule CODE` when.
    #[arg(long)]
    fix: bool,
    /// Show as a unified diff what --fix would change, and change nothing; exit 1 if that is
    /// anything
    #[arg(long, conflicts_with_all = ["format", "output", "write_baseline"])]
    diff: bool,
}

/// What came of mending.
#[derive(Default)]
pub struct Fixes {
    /// How the run ends, if that is all.
    pub exit: Option<Exit>,
    /// The text for standard input, which is on standard output now.
    pub input: Option<Vec<u8>>,
    /// Whether a file could not be written.
    pub is_broken: bool,
}

/// A file with its settings.
type File = (Named, Arc<Settings>);

/// A file that was looked at: what it holds and what it should hold.
struct Mended {
    /// Empty if it is not UTF-8.
    text: String,
    is_utf8: bool,
    fixed: Fixed,
}

/// A file and what was found in it.
type Looked<'f> = (&'f File, Result<Mended>);

/// Mends files, or shows what that would change; nothing if neither is asked for.
///
/// # Errors
/// If there are no threads, or standard input is mended together with files.
pub fn run(
    asked: &Fixing,
    files: &[File],
    access: &Access,
    only_maps: &OnlyMaps,
    jobs: Option<usize>,
    output: &mut Output,
) -> Result<Fixes> {
    if asked.diff {
        let exit = Some(diff(files, access, only_maps, jobs, output)?);
        return Ok(Fixes { exit, ..Fixes::default() });
    }
    if asked.fix { mend(files, access, jobs, output) } else { Ok(Fixes::default()) }
}

fn mend(
    files: &[File],
    access: &Access,
    jobs: Option<usize>,
    output: &mut Output,
) -> Result<Fixes> {
    let takes_input = files.iter().any(|(named, _)| named.path.is_none());
    anyhow::ensure!(
        !takes_input || files.len() == 1,
        "`--fix` can mend standard input or files, not both"
    );
    let mut fixes = Fixes::default();
    let mut tally = Tally::default();
    let mut open: Vec<&File> = files.iter().collect();
    for _ in 0..MOST_PASSES {
        let (mut changed, mut importing) = (Vec::new(), Vec::new());
        for (file, mended) in look(&open, access, jobs, output)? {
            // What cannot be read is said where it is checked.
            let is_input = file.0.path.is_none();
            let mended = match mended {
                Ok(mended) if mended.is_utf8 => mended,
                Ok(_) if is_input => anyhow::bail!("standard input is not UTF-8"),
                Err(error) if is_input => return Err(error),
                _ => continue,
            };
            let name = &file.0.name;
            for sentence in &mended.fixed.held_back {
                tally.held_back.insert(format!("`{name}`: not mended: {sentence}"));
            }
            if !mended.fixed.is_finished {
                output.note(&format!("`{name}` has more to mend; run it again"));
            }
            if mended.fixed.has_imports && !is_input {
                importing.push(file);
            }
            if mended.fixed.text != mended.text {
                changed.push((file, mended));
            } else if is_input {
                fixes.input = Some(mended.text.into_bytes());
            }
        }
        let is_last = changed.is_empty();
        for (file, mended) in changed {
            match write(&file.0, &mended, &mut fixes) {
                Ok(()) => tally.add(&file.0.name, &mended.fixed),
                Err(error) => {
                    output.error(&format!("{error:#}"));
                    fixes.is_broken = true;
                }
            }
        }
        if is_last || importing.is_empty() || fixes.is_broken {
            break;
        }
        open = importing;
    }
    if let Some(input) = &fixes.input {
        output.raw(&String::from_utf8_lossy(input));
    }
    tally.print(fixes.is_broken, output);
    Ok(fixes)
}

/// Writes what a file should hold, unless somebody else has changed it meanwhile.
fn write(named: &Named, mended: &Mended, fixes: &mut Fixes) -> Result<()> {
    let Some(path) = &named.path else {
        fixes.input = Some(mended.fixed.text.clone().into_bytes());
        return Ok(());
    };
    let now = input::bytes_of(named)?;
    anyhow::ensure!(
        now == mended.text.as_bytes(),
        "`{}` was changed by somebody else while it was mended; it is left as it is",
        named.name
    );
    atomic::write(path, mended.fixed.text.as_bytes())
}

/// Shows what mending would change.
fn diff(
    files: &[File],
    access: &Access,
    only_maps: &OnlyMaps,
    jobs: Option<usize>,
    output: &mut Output,
) -> Result<Exit> {
    let open: Vec<&File> = files.iter().collect();
    let (mut maps, mut is_broken, mut is_changed) = (0, false, false);
    for (file, mended) in look(&open, access, jobs, output)? {
        let name = &file.0.name;
        match mended {
            Ok(mended) if only_maps.passes_over(mended.fixed.is_map) => {}
            Ok(mended) => {
                maps += usize::from(mended.fixed.is_map || !file.0.is_met);
                if mended.fixed.is_broken {
                    let what = if mended.is_utf8 { "JSON" } else { "UTF-8" };
                    output.error(&format!("`{name}` is not {what}; `argmap check` shows where"));
                    is_broken = true;
                }
                if mended.fixed.text != mended.text {
                    is_changed = true;
                    show(name, &mended, output);
                }
            }
            Err(error) => {
                output.error(&format!("{error:#}"));
                is_broken = true;
            }
        }
    }
    Ok(match () {
        () if is_broken => Exit::Broken,
        () if maps == 0 => Exit::NoInput,
        () if is_changed => Exit::Findings,
        () => Exit::Clean,
    })
}

/// What each file should hold.
fn look<'f>(
    files: &[&'f File],
    access: &Access,
    jobs: Option<usize>,
    output: &Output,
) -> Result<Vec<Looked<'f>>> {
    let workers = Workers::new(jobs, files.len());
    let bar = output.progress(files.len(), false);
    let mut found = Vec::new();
    let work = |file: &'f File| (file, look_at(file, access));
    workers.run(files.iter().map(|file| Ok(*file)), work, |(file, mended)| {
        bar.inc(1);
        found.push((file, mended));
        Ok(())
    })?;
    bar.finish_and_clear();
    Ok(found)
}

fn look_at((named, settings): &File, access: &Access) -> Result<Mended> {
    let text = match String::from_utf8(input::bytes_of(named)?) {
        Ok(text) => text,
        Err(error) => {
            let is_map = input::read_bytes(named, error.into_bytes(), access).is_map;
            let fixed = Fixed { is_map, is_broken: true, ..Fixed::default() };
            return Ok(Mended { text: String::new(), is_utf8: false, fixed });
        }
    };
    let find = |reading: &_| one::found(named, reading, settings);
    let fixed = input::mend(named, &text, access, &find);
    let mut mended = Mended { text, is_utf8: true, fixed };
    if named.path.is_some() && mended.text == mended.fixed.text {
        // What stays as it is need not be kept.
        (mended.text, mended.fixed.text) = (String::new(), String::new());
    }
    Ok(mended)
}

/// How much was mended.
#[derive(Default)]
struct Tally {
    files: BTreeSet<String>,
    counts: BTreeMap<&'static str, usize>,
    held_back: BTreeSet<String>,
}

impl Tally {
    fn add(&mut self, name: &str, fixed: &Fixed) {
        self.files.insert(name.to_owned());
        for (code, count) in &fixed.counts {
            *self.counts.entry(code).or_default() += count;
        }
    }

    fn print(&self, is_broken: bool, output: &Output) {
        for sentence in &self.held_back {
            output.note(sentence);
        }
        let all = count(self.counts.values().sum(), "finding");
        let files = count(self.files.len(), "file");
        let each: Vec<String> =
            self.counts.iter().map(|(code, count)| format!("{count} {code}")).collect();
        match each.as_slice() {
            [] if is_broken => output.note("nothing was mended"),
            [] => output.note("nothing to mend"),
            each => output.note(&format!("mended {all} in {files}: {}", each.join(", "))),
        }
    }
}

/// Prints a diff; what a terminal would obey is made visible.
fn show(name: &str, mended: &Mended, output: &mut Output) {
    let (old, new) = (mended.text.as_str(), mended.fixed.text.as_str());
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(old, new);
    let name = visible(name);
    let mut line = |colour: &str, text: &str| {
        // What ends a line harms no terminal, and `patch` looks for it.
        let (text, end) = text.strip_suffix('\r').map_or((text, "\n"), |text| (text, "\r\n"));
        let text = visible(text);
        if output.is_coloured && !colour.is_empty() {
            output.raw(&format!("\u{1b}[{colour}m{text}\u{1b}[0m{end}"));
        } else {
            output.raw(&format!("{text}{end}"));
        }
    };
    line("1", &format!("--- {name}"));
    line("1", &format!("+++ {name}"));
    for hunk in diff.unified_diff().context_radius(AROUND).iter_hunks() {
        line("36", hunk.header().to_string().trim_end());
        for change in hunk.iter_changes() {
            let (sign, colour) = match change.tag() {
                ChangeTag::Equal => (' ', ""),
                ChangeTag::Delete => ('-', "31"),
                ChangeTag::Insert => ('+', "32"),
            };
            let text = change.value();
            line(colour, &format!("{sign}{}", text.strip_suffix('\n').unwrap_or(text)));
            if change.missing_newline() {
                line("", "\\ No newline at end of file");
            }
        }
    }
}
