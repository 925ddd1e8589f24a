//! `argmap check --watch`: checks again whenever a file changes that has a say in the findings.
//!
//! What is watched are folders, not files, since many editors write a new file and rename it over
//! the old one. Events only tell when to look; whether something changed is told by comparing what
//! the files are like with what they were like before the last check. So neither a change during a
//! check is missed, nor does a check set off the next one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};
use clap::Args;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Arguments, once};
use crate::Exit;
use crate::config::{Configurations, FILE};
use crate::input::{self, Needs, as_tracked};
use crate::output::Output;

/// So long nothing may happen before changes count as over.
const QUIET: Duration = Duration::from_millis(80);

/// After so long they are looked at though they go on.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether to check again and again.
#[derive(Args)]
pub struct Watch {
    /// Check again whenever a map, an imported file, a text or a configuration changes, until
    /// Ctrl-C
    #[arg(long, conflicts_with_all = ["jsonl", "output", "write_baseline"])]
    pub watch: bool,
}

/// Checks until somebody ends it, or nobody reads any more.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let is_readable = |format: &String| matches!(format.as_str(), "full" | "concise");
    anyhow::ensure!(
        arguments.format.iter().all(is_readable) && arguments.format.len() <= 1,
        "`--watch` shows findings as they come; its form can be `full` or `concise`"
    );
    let has_files = !arguments.paths.iter().any(|path| path == Path::new("-"));
    anyhow::ensure!(has_files, "`--watch` watches files; standard input is none");
    let mut watching = Watching::new()?;
    let mut states = watching.look(arguments)?;
    anyhow::ensure!(!watching.folders.is_empty(), "there is nothing to watch");
    loop {
        output.clear();
        if let Err(error) = once(arguments, output) {
            output.error(&format!("{error:#}"));
        }
        output.flush();
        if output.is_closed() {
            return Ok(Exit::Clean);
        }
        output.note("waiting for changes; Ctrl-C ends");
        let before = states;
        states = loop {
            watching.wait(&before)?;
            let now = watching.look(arguments)?;
            if now != before {
                break now;
            }
        };
    }
}

/// What files are like: when each was changed and how long it is; nothing for one that is not
/// there or is of no interest.
type States = BTreeMap<PathBuf, Option<(Option<SystemTime>, u64)>>;

/// Folders under watch.
struct Watching {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: BTreeSet<PathBuf>,
}

impl Watching {
    fn new() -> Result<Watching> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).context("files cannot be watched")?;
        Ok(Watching { watcher, events, folders: BTreeSet::new() })
    }

    /// What all files are like that have a say; their folders are under watch before it looks.
    fn look(&mut self, arguments: &Arguments) -> Result<States> {
        loop {
            let inputs = Inputs::of(arguments);
            let new = inputs.folders.difference(&self.folders).cloned().collect::<Vec<_>>();
            if new.is_empty() {
                return Ok(inputs.states);
            }
            for folder in new {
                let watched = self.watcher.watch(&folder, RecursiveMode::NonRecursive);
                // It may have gone in the meantime.
                if folder.is_dir() {
                    watched.with_context(|| format!("cannot watch `{}`", folder.display()))?;
                }
                self.folders.insert(folder);
            }
        }
    }

    /// Waits until something happens that may be of interest, and then until it is over.
    fn wait(&mut self, states: &States) -> Result<()> {
        while !self.heed(&self.events.recv().context("files are no longer watched")?, states) {}
        let start = Instant::now();
        while start.elapsed() < PATIENCE
            && let Ok(event) = self.events.recv_timeout(QUIET)
        {
            self.heed(&event, states);
        }
        Ok(())
    }

    /// Whether an event may be of interest. A folder that went is no longer under watch, even if
    /// another has its name.
    fn heed(&mut self, event: &notify::Result<Event>, states: &States) -> bool {
        let Ok(event) = event else { return true };
        if event.kind.is_access() {
            return false;
        }
        let is_gone = event.kind.is_remove()
            || matches!(event.kind, notify::EventKind::Modify(notify::event::ModifyKind::Name(_)));
        let mut is_heeded = event.need_rescan() || event.paths.is_empty();
        for path in &event.paths {
            let is_folder = self.folders.contains(path);
            if is_gone && is_folder {
                let _ = self.watcher.unwatch(path);
                self.folders.remove(path);
            }
            let is_json = path.extension().is_some_and(|ending| ending == "json");
            is_heeded |= is_json || is_folder || path.ends_with(FILE);
            is_heeded |= states.contains_key(path) || path.is_dir();
        }
        is_heeded
    }
}

/// The files that have a say in the findings, and the folders in which they may appear.
#[derive(Default)]
struct Inputs {
    states: States,
    folders: BTreeSet<PathBuf>,
}

impl Inputs {
    fn of(arguments: &Arguments) -> Inputs {
        let mut inputs = Inputs::default();
        let mut collected = input::collect(&arguments.paths, &arguments.access);
        collected.folders.iter().for_each(|folder| inputs.folder(folder));
        for folder in arguments.paths.iter().filter(|path| path.is_dir()) {
            // There it would appear again if it went.
            folder.canonicalize().iter().filter_map(|it| it.parent()).for_each(|it| {
                inputs.folder(it);
            });
        }
        // If the arguments are wrong, that is for the check to say.
        let mut configurations = arguments.configurations().ok();
        let mut texts = BTreeSet::new();
        collected.files.retain(|named| {
            let Some(configurations) = &mut configurations else { return true };
            for file in configurations.candidates(&named.folder()) {
                if file.is_file() {
                    inputs.folder(file.parent().unwrap_or(Path::new("/")));
                }
                inputs.file(file, true);
            }
            let Ok(settings) = configurations.of(named) else { return true };
            texts.extend(settings.texts.folders().iter().cloned());
            let path = named.path.as_deref();
            !(named.is_met && path.is_some_and(|path| settings.excludes(path)))
        });
        let needs = Needs::of(&collected, &arguments.access);
        for (file, is_map) in needs.files() {
            inputs.with_folder(file.to_owned(), is_map);
        }
        for named in collected.files.iter().filter(|named| !named.is_met) {
            named.path.iter().for_each(|path| inputs.with_folder(as_tracked(path), true));
        }
        let is_plain = |name: &&Path| {
            name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
        };
        for name in needs.texts().into_iter().map(Path::new).filter(is_plain) {
            texts.iter().for_each(|folder| inputs.with_folder(folder.join(name), true));
        }
        let configured = configurations.iter().flat_map(Configurations::baseline_files);
        let baselines: BTreeSet<&Path> =
            configured.chain(arguments.how.baseline.as_deref()).collect();
        baselines.into_iter().for_each(|path| inputs.with_folder(as_tracked(path), true));
        inputs
    }

    fn folder(&mut self, folder: &Path) {
        if let Ok(folder) = folder.canonicalize()
            && folder.is_dir()
        {
            self.folders.insert(folder);
        }
    }

    fn file(&mut self, file: PathBuf, is_of_interest: bool) {
        let state = || {
            let about = std::fs::metadata(&file).ok()?;
            Some((about.modified().ok(), about.len()))
        };
        let state = if is_of_interest { state() } else { None };
        let kept = self.states.entry(file).or_default();
        *kept = kept.or(state);
    }

    fn with_folder(&mut self, file: PathBuf, is_of_interest: bool) {
        file.parent().iter().for_each(|folder| self.folder(folder));
        self.file(file, is_of_interest);
    }
}
