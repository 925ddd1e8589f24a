//! `argmap check`: finds faults in maps.
//!
//! Paths lead to files, each file to its settings; files are checked on their own, many at a time,
//! and what is said of them is written in the order of files.

pub mod baseline;
mod fixing;
mod jsonl;
pub mod one;
mod outputs;
mod parallel;
mod summary;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use argmap_core::report::findings::count;
use argmap_core::report::results::{Results, Unreadable};
use clap::Args;

use crate::Exit;
use crate::args::{Access, How, OnlyMaps};
use crate::config::{Configurations, FailOn, Settings};
use crate::input::{self, Changed, Collected, Named};
use crate::output::Output;
use fixing::Fixing;
use one::Outcome;
use outputs::Outputs;
use parallel::Workers;
use summary::Summary;

/// What `check` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 nothing at or above --fail-on, 1 findings, \
    2 wrong use or unreadable or broken input, 3 no map found.")]
pub struct Arguments {
    /// Maps, folders of maps, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// A form of the findings, and the file for it (repeatable) [default: full]
    #[arg(long, value_name = "NAME[=FILE]", help = format_help())]
    format: Vec<String>,
    /// The file for the findings instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The severity from which findings make the command fail [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    how: How,
    /// Write all findings into a baseline, whatever an earlier one lets pass, and let them pass
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    write_baseline: Option<PathBuf>,
    /// So many files are checked at a time [default: the number of cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Read a map a line from standard input, and write its findings as a line
    #[arg(long, conflicts_with_all = ["paths", "format", "output", "baseline", "write_baseline", "only_maps", "fix", "diff"])]
    jsonl: bool,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    watch: watch::Watch,
    #[command(flatten)]
    fixing: Fixing,
    #[command(flatten)]
    access: Access,
}

/// Which of the files are looked at.
#[derive(Args)]
struct Which {
    #[command(flatten)]
    changed: Changed,
    #[command(flatten)]
    only_maps: OnlyMaps,
}

fn format_help() -> String {
    let names: Vec<&str> = outputs::names().collect();
    format!(
        "A form of the findings, and the file for it (repeatable): {} [default: full]",
        names.join(", ")
    )
}

impl Which {
    /// The files to look at.
    fn of(&self, arguments: &Arguments) -> Result<Collected> {
        let collected = input::collect(&arguments.paths, &arguments.access);
        let mut collected = self.changed.only(collected, &arguments.paths, &arguments.access)?;
        self.only_maps.mark(&mut collected.files);
        Ok(collected)
    }

    /// How a run ends, and what is said if no map is left, which may be in order.
    fn end(&self, exit: Exit, output: &Output) -> Exit {
        let note = match () {
            () if exit != Exit::NoInput => return exit,
            () if self.changed.is_asked_for() => "no map was changed",
            () if self.only_maps.only_maps => "no map among the files",
            () => {
                output.error(input::NO_MAP);
                return exit;
            }
        };
        output.note(note);
        Exit::Clean
    }
}

impl Arguments {
    /// What holds for each file.
    fn configurations(&self) -> Result<Configurations<'_>> {
        let configurations = Configurations::new(&self.how)?.fail_on(self.fail_on);
        // A baseline that is written anew lists what the old one let pass as well.
        let writes = self.write_baseline.is_some();
        Ok(if writes { configurations.without_baselines() } else { configurations })
    }
}

/// Checks maps and prints what is found.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let run = if arguments.watch.watch { watch::run } else { once };
    run(arguments, output)
}

fn once(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let mut configurations = arguments.configurations()?;
    let jobs = arguments.jobs.map(usize::from);
    if arguments.jsonl {
        return jsonl::run(jobs, &mut configurations, &arguments.access, output);
    }
    let mut outputs = Outputs::new(&arguments.format, arguments.output.as_ref())?;
    let which = &arguments.which;
    let collected = which.of(arguments)?;
    let mut unreadable: Vec<(String, String)> = collected.complaints().collect();
    let files = with_settings(collected.files, &mut configurations)?;
    let only_maps = &which.only_maps;
    let fixes = fixing::run(&arguments.fixing, &files, &arguments.access, only_maps, jobs, output)?;
    if let Some(exit) = fixes.exit {
        unreadable.iter().for_each(|(_, message)| output.error(message));
        let exit = if unreadable.is_empty() { exit } else { Exit::Broken };
        return Ok(which.end(exit, output));
    }
    if fixes.input.is_some() {
        outputs.go_beside();
    }
    let mut writer = arguments.write_baseline.as_deref().map(baseline::Writer::new).transpose()?;
    let workers = Workers::new(jobs, files.len());
    let mut wanted = outputs.wanted(output);
    wanted.keeps |= writer.is_some();
    let (mut summary, mut results) = (Summary::default(), Results::default());
    summary.is_broken = fixes.is_broken;
    let bar = output.progress(files.len(), outputs.is_shown_at_once());
    let work = |(named, settings): &(Named, Arc<Settings>)| {
        let access = &arguments.access;
        match fixes.input.as_ref().filter(|_| named.path.is_none()) {
            Some(input) => {
                let opened = input::read_bytes(named, input.clone(), access);
                one::opened_file(named, &opened, settings, &wanted)
            }
            None => one::file(named, access, settings, &wanted),
        }
    };
    let mut next = files.iter();
    workers.run(files.iter().map(Ok), work, |outcome| {
        bar.inc(1);
        let file = next.next();
        match outcome {
            Outcome::PassedOver => {}
            Outcome::Done(done) if only_maps.passes_over(done.is_map) => {}
            Outcome::Unreadable(it) => unreadable.push((it.name, it.message)),
            Outcome::Done(done) => {
                summary.add(&done);
                outputs.add(&done.pieces, output);
                if let (Some(writer), Some((named, _))) = (&mut writer, file) {
                    writer.add(named, &done.checked)?;
                }
                results.add(done.checked);
            }
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    for (name, message) in unreadable {
        summary.is_broken = true;
        output.error(&message);
        results.unreadable.push(Unreadable { name, message });
    }
    outputs.finish(&results, output)?;
    let mut exit = which.end(summary.exit(), output);
    if outputs.is_full_shown() && !output.is_quiet && summary.files > 0 {
        summary.print(output);
    }
    summary.untold_imports().for_each(|name| input::note_faulty_import(name, output));
    for baseline in configurations.baselines() {
        for name in baseline.missing() {
            output.note(&format!("the baseline speaks of `{name}`, which is not there"));
        }
    }
    if let Some(writer) = writer {
        let findings = count(writer.write()?, "finding");
        output.note(&format!("the baseline lets {findings} pass"));
        if exit == Exit::Findings {
            exit = Exit::Clean;
        }
    }
    Ok(exit)
}

/// Each file with what holds for it, without those that its configuration leaves out.
fn with_settings(
    files: Vec<Named>,
    configurations: &mut Configurations,
) -> Result<Vec<(Named, Arc<Settings>)>> {
    let mut found = Vec::with_capacity(files.len());
    for named in files {
        let settings = configurations.of(&named)?;
        let left_out =
            named.is_met && named.path.as_deref().is_some_and(|path| settings.excludes(path));
        if !left_out {
            found.push((named, settings));
        }
    }
    Ok(found)
}
