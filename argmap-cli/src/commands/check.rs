//! `argmap check`: finds faults in maps.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;
use argmap_core::check::quotations::{Unverified, unverified};
use argmap_core::check::{self, Options};
use argmap_core::diagnostic::{Diagnostic, Severity, Tier};
use argmap_core::report::escape::visible;
use argmap_core::report::findings::{Counts, count, line};
use argmap_core::report::json;
use argmap_core::report::results::{Checked, Results, Unreadable};
use clap::{Args, ValueEnum};

use crate::Exit;
use crate::args::{Access, TextFolders};
use crate::input::{self, Opened, TextLookup};
use crate::output::{Output, full};

/// What `check` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 nothing at or above --fail-on, 1 findings, \
    2 wrong use or unreadable or broken input, 3 no map found.")]
pub struct Arguments {
    /// Maps, folders of maps, or `-` for standard input
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    /// The form of the findings
    #[arg(long, value_enum, default_value_t = Format::Full)]
    format: Format,
    #[command(flatten)]
    how: How,
    /// The severity from which findings make the command fail
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = Level::Error)]
    fail_on: Level,
    #[command(flatten)]
    access: Access,
}

/// How maps are checked, here and in a report.
#[derive(Args)]
pub struct How {
    /// The rules that run: all up to this tier
    #[arg(long, value_enum, default_value_t = TierArgument::Regular)]
    tier: TierArgument,
    /// Count gaps in the argument as errors
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    texts: TextFolders,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines that they are about.
    Full,
    /// One line each.
    Concise,
    /// One object.
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Level {
    Error,
    Warning,
    Info,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum TierArgument {
    Regular,
    Pedantic,
    Auditor,
}

impl How {
    /// The folders of texts, looked at once.
    pub fn texts(&self) -> Result<TextLookup> {
        TextLookup::new(&self.texts.folders())
    }

    /// What is found in a map, and which quotations could not be verified.
    pub fn look(&self, opened: &Opened, texts: &TextLookup) -> (Vec<Diagnostic>, Unverified) {
        let tier = match self.tier {
            TierArgument::Regular => Tier::Regular,
            TierArgument::Pedantic => Tier::Pedantic,
            TierArgument::Auditor => Tier::Auditor,
        };
        let texts = |name: &str| texts.text(name);
        let options = Options { tier, strict: self.strict, texts: &texts, ..Options::default() };
        (check::check(&opened.reading, options), unverified(&opened.reading.map, &texts))
    }
}

/// Of missing texts so many are named.
const MOST_TEXTS: usize = 3;

/// What was found so far.
#[derive(Default)]
struct Sum {
    files: usize,
    counts: Counts,
    incomplete: usize,
    unverified: usize,
    missing_texts: BTreeSet<String>,
    search_stopped: bool,
    is_broken: bool,
}

/// Checks maps and prints what is found.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let texts = arguments.how.texts()?;
    let collected = input::collect(&arguments.paths, &arguments.access);
    let mut sum = Sum::default();
    let mut object = Results::default();
    let mut unreadable = collected.unreadable;
    let bar = output.progress(collected.files.len(), arguments.format != Format::Json);
    for named in &collected.files {
        bar.inc(1);
        let opened = match input::read(named, &arguments.access) {
            Ok(opened) => opened,
            Err(error) => {
                unreadable.push((named.name.clone(), format!("{error:#}")));
                continue;
            }
        };
        if named.is_met && !opened.is_map && !opened.is_broken {
            continue;
        }
        let (findings, unverified) = arguments.how.look(&opened, &texts);
        sum.add(&opened, &findings, &unverified);
        if arguments.format == Format::Json {
            object.add(Checked::new(&opened.reading, &findings, &unverified));
        } else {
            print(arguments.format, &opened, &findings, output);
        }
    }
    bar.finish_and_clear();
    for (name, message) in unreadable {
        sum.is_broken = true;
        output.error(&message);
        object.unreadable.push(Unreadable { name, message });
    }
    if arguments.format == Format::Json {
        output.raw(&json::to_text(&object));
    }
    let exit = sum.exit(arguments.fail_on);
    if exit == Exit::NoInput {
        output.error("no map found: a map is a JSON file with the key `argmap`");
    } else if arguments.format == Format::Full && !output.is_quiet && sum.files > 0 {
        sum.print(output);
    }
    Ok(exit)
}

fn print(format: Format, opened: &Opened, findings: &[Diagnostic], output: &mut Output) {
    for finding in findings {
        if format == Format::Concise {
            output.text(&line(&opened.reading, finding));
        } else {
            let text = full::finding(&opened.reading, finding, output.is_coloured);
            output.raw(&text);
            output.raw("\n");
        }
    }
}

impl Sum {
    fn add(&mut self, opened: &Opened, findings: &[Diagnostic], unverified: &Unverified) {
        self.files += 1;
        self.counts.add(Counts::of(findings));
        self.incomplete += usize::from(opened.reading.origins.is_incomplete());
        self.unverified += unverified.quotations;
        self.missing_texts.extend(unverified.texts.iter().cloned());
        self.search_stopped |= unverified.stopped;
        self.is_broken |= opened.is_broken;
    }

    fn exit(&self, fail_on: Level) -> Exit {
        let severity = match fail_on {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        };
        match () {
            () if self.is_broken => Exit::Broken,
            () if self.files == 0 => Exit::NoInput,
            () if self.counts.at_least(severity) > 0 => Exit::Findings,
            () => Exit::Clean,
        }
    }

    fn print(&self, output: &mut Output) {
        output.text(&format!("{}: {}", count(self.files, "file"), self.counts));
        if self.incomplete > 0 {
            let files = count(self.incomplete, "file");
            output.text(&format!(
                "note: faults of text or names in {files}; findings of what is missing are held back until they are mended"
            ));
        }
        if self.unverified > 0 {
            output.text(&format!("note: {}", self.unverified_note()));
        }
    }

    /// Which quotations were not verified, and why.
    fn unverified_note(&self) -> String {
        let mut note = format!("{} not verified", count(self.unverified, "quotation"));
        if !self.missing_texts.is_empty() {
            let named = self.missing_texts.iter().take(MOST_TEXTS);
            let named: Vec<String> = named.map(|text| format!("`{}`", visible(text))).collect();
            let more = self.missing_texts.len() - named.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let named = named.join(", ");
            note +=
                &format!(": no text at hand for {named}{more}; `--texts DIR` says where texts are");
        }
        if self.search_stopped {
            note += "; some were not searched for, as the search had become too long";
        }
        note
    }
}
