//! Which configuration holds for a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use argmap_core::check;
use argmap_core::check::thresholds::Thresholds;
use argmap_core::diagnostic::{Rule, Severity, Tier};
use argmap_core::report::escape::visible;
use argmap_core::text::SourceFile;
use globset::{GlobBuilder, GlobSetBuilder};

use super::read::{level, rule_names, suggestion};
use super::{Config, FILE, FailOn, Problem, Settings, parse};
use crate::args::{How, TierArgument};
use crate::commands::check::baseline::Baseline;
use crate::input::{Named, TextLookup, display, relative};

/// The settings of all folders, each looked up once.
///
/// A file's configuration is the `argmap.toml` of its own folder or else of the nearest folder
/// above, up to the root of its repository; configurations are not merged. `--config FILE` puts
/// one in the place of all, `--no-config` none, and `--config KEY=VALUE` and the other arguments
/// go over what it says.
pub struct Configurations<'h> {
    how: &'h How,
    /// What goes over the severity of every configuration from which findings make the command fail.
    fail_on: Option<FailOn>,
    /// Whether baselines are left out of account, whoever names them.
    are_baselines_ignored: bool,
    /// What the arguments name as the one configuration.
    only: Option<PathBuf>,
    /// `--config KEY=VALUE`, a line each.
    overrides: Vec<String>,
    folders: HashMap<PathBuf, Option<PathBuf>>,
    settings: HashMap<Option<PathBuf>, Arc<Settings>>,
    baselines: HashMap<PathBuf, Arc<Baseline>>,
}

impl<'h> Configurations<'h> {
    /// Looks at the arguments.
    ///
    /// # Errors
    /// If they name a configuration that is not there, or two.
    pub fn new(how: &'h How) -> Result<Configurations<'h>> {
        let (mut only, mut overrides) = (None, Vec::new());
        for word in &how.config {
            let path = Path::new(word);
            if word.contains('=') && !path.exists() {
                overrides.push(word.clone());
            } else if only.is_some() {
                anyhow::bail!("`--config` names two files; only one configuration can hold");
            } else {
                let failed = || format!("cannot read the configuration `{}`", path.display());
                only = Some(path.canonicalize().with_context(failed)?);
            }
        }
        let (folders, settings, baselines) = Default::default();
        let (fail_on, are_baselines_ignored) = (None, false);
        Ok(Configurations {
            how,
            fail_on,
            are_baselines_ignored,
            only,
            overrides,
            folders,
            settings,
            baselines,
        })
    }

    /// With a severity from which findings make the command fail, if one is given.
    pub fn fail_on(self, fail_on: Option<FailOn>) -> Configurations<'h> {
        Configurations { fail_on, ..self }
    }

    /// With no baseline, so that all findings are told.
    pub fn without_baselines(self) -> Configurations<'h> {
        Configurations { are_baselines_ignored: true, ..self }
    }

    /// What holds for a file.
    ///
    /// # Errors
    /// If its configuration cannot be read or is wrong: everything that is wrong with it, a line
    /// each, with places.
    pub fn of(&mut self, named: &Named) -> Result<Arc<Settings>> {
        let folder = match (&self.only, self.how.no_config) {
            (Some(file), _) => return self.settings(Some(file.clone())),
            (None, true) => return self.settings(None),
            (None, false) => named.folder(),
        };
        let file = match self.folders.get(&folder) {
            Some(file) => file.clone(),
            None => {
                let canonical = folder.canonicalize();
                let file = canonical.ok().and_then(|canonical| nearest_file(&canonical));
                self.folders.insert(folder, file.clone());
                file
            }
        };
        self.settings(file)
    }

    fn settings(&mut self, file: Option<PathBuf>) -> Result<Arc<Settings>> {
        if let Some(settings) = self.settings.get(&file) {
            return Ok(settings.clone());
        }
        let config = match &file {
            Some(file) => read(file)?,
            None => Config::default(),
        };
        let settings = Arc::new(self.combine(file.as_deref(), config)?);
        self.settings.insert(file, settings.clone());
        Ok(settings)
    }

    /// The command line over a configuration.
    fn combine(&mut self, file: Option<&Path>, mut config: Config) -> Result<Settings> {
        let mut over = Config::default();
        for line in &self.overrides {
            over = overridden(line, over)?;
        }
        config.levels.extend(&over.levels);
        config.thresholds.extend(over.thresholds);
        let mut thresholds = Thresholds::default();
        for ((code, key), number) in &config.thresholds {
            let rule = check::rule(code).context("a rule of the catalogue")?;
            thresholds.set(rule, key, *number)?;
        }
        for word in &self.how.level {
            let (rule, severity) = leveled(word)?;
            config.levels.set(rule, severity);
        }
        let folder = file.and_then(Path::parent).unwrap_or(Path::new(""));
        let within = |paths: Vec<PathBuf>| -> Vec<PathBuf> {
            paths.iter().map(|path| folder.join(path)).collect()
        };
        let asked = self.how.texts.folders();
        let texts = match (over.texts, config.texts) {
            // The environment does not go over the command line.
            (Some(here), _) if self.how.texts.texts.is_empty() => here,
            (_, Some(configured)) if asked.is_empty() => within(configured),
            _ => asked,
        };
        let configured = config.baseline.map(|path| folder.join(path));
        let baseline = self.how.baseline.clone().or(over.baseline).or(configured);
        let baseline = baseline.filter(|_| !self.are_baselines_ignored);
        let baseline = baseline.map(|path| self.baseline(&path)).transpose()?;
        let exclude = match (over.exclude, config.exclude) {
            (Some(here), _) => Some((absolute(Path::new(""))?, globs(&here)?)),
            (None, Some(configured)) => Some((absolute(folder)?, globs(&configured)?)),
            (None, None) => None,
        };
        let tier = self.how.tier.map(TierArgument::tier);
        Ok(Settings {
            tier: tier.or(over.tier).or(config.tier).unwrap_or(Tier::Regular),
            strict: self.how.strict || over.strict.or(config.strict).unwrap_or(false),
            fail_on: self.fail_on.or(over.fail_on).or(config.fail_on).unwrap_or(FailOn::Error),
            texts: TextLookup::new(&texts)?,
            baseline,
            levels: config.levels,
            thresholds,
            exclude,
        })
    }

    fn baseline(&mut self, path: &Path) -> Result<Arc<Baseline>> {
        if let Some(baseline) = self.baselines.get(path) {
            return Ok(baseline.clone());
        }
        let baseline = Arc::new(Baseline::read(path)?);
        self.baselines.insert(path.to_owned(), baseline.clone());
        Ok(baseline)
    }

    /// The files of the baselines that are in use.
    pub fn baseline_files(&self) -> impl Iterator<Item = &Path> {
        self.baselines.keys().map(PathBuf::as_path)
    }

    /// The files that would be the configuration of a folder if they were there, the strongest
    /// first.
    pub fn candidates(&self, folder: &Path) -> Vec<PathBuf> {
        match (&self.only, self.how.no_config) {
            (Some(file), _) => vec![file.clone()],
            (None, true) => Vec::new(),
            (None, false) => folder.canonicalize().map_or(Vec::new(), |it| candidates(&it)),
        }
    }

    /// The baselines that are in use.
    pub fn baselines(&self) -> impl Iterator<Item = &Baseline> {
        self.baselines.values().map(|baseline| &**baseline)
    }
}

/// The configuration of a folder: its own or that of the nearest folder above, up to the root of
/// the repository.
fn nearest_file(folder: &Path) -> Option<PathBuf> {
    candidates(folder).into_iter().find(|file| file.is_file())
}

fn candidates(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folder.ancestors() {
        files.push(folder.join(FILE));
        if folder.join(".git").exists() {
            break;
        }
    }
    files
}

/// So large is no configuration.
const MOST_BYTES: u64 = 1 << 20;

fn read(file: &Path) -> Result<Config> {
    let shown = shown(file);
    let failed = || format!("cannot read the configuration `{shown}`");
    let size = std::fs::metadata(file).with_context(failed)?.len();
    anyhow::ensure!(size <= MOST_BYTES, "{}: it is larger than 1 MiB", failed());
    let bytes = std::fs::read(file).with_context(failed)?;
    let text = String::from_utf8(bytes).map_err(|_| anyhow!("{}: it is not UTF-8", failed()))?;
    let (config, problems) = parse(&text);
    if problems.is_empty() {
        return Ok(config);
    }
    Err(wrong(&SourceFile::new(shown, text), &problems))
}

/// All that is wrong, a line each.
fn wrong(file: &SourceFile, problems: &[Problem]) -> anyhow::Error {
    let lines = problems.iter().map(|problem| {
        let at = file.position(problem.span.start);
        let place = format!("{}:{}:{}", file.name(), at.line, at.column);
        let help = problem.help.as_ref().map(|help| format!("; {help}"));
        format!("{place}: {}{}", visible(&problem.message), visible(&help.unwrap_or_default()))
    });
    anyhow!(lines.collect::<Vec<_>>().join("\nerror: "))
}

/// A path as people know it: from the working folder, if that is not far.
fn shown(file: &Path) -> String {
    let here = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let from_here = here.map(|here| display(&relative(&here, file)));
    let is_short = |path: &String| !path.is_empty() && !path.starts_with("../../..");
    from_here.ok().filter(is_short).unwrap_or_else(|| display(file))
}

fn absolute(folder: &Path) -> Result<PathBuf> {
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    Ok(folder.canonicalize()?)
}

/// One `KEY=VALUE` of the command line; a value that is not TOML is taken for a string.
fn overridden(line: &str, mut over: Config) -> Result<Config> {
    let (key, value) = line.split_once('=').unwrap_or((line, ""));
    let is_toml = toml::de::DeValue::parse(value.trim()).is_ok();
    let text = if is_toml {
        format!("{key}={value}")
    } else {
        format!("{key}={}", toml_string(value.trim()))
    };
    let (config, problems) = parse(&text);
    if let Some(problem) = problems.first() {
        let help = problem.help.as_ref().map(|help| format!("; {help}"));
        let help = help.unwrap_or_default();
        anyhow::bail!("`--config {line}`: {}{help}", problem.message);
    }
    over.tier = config.tier.or(over.tier);
    over.strict = config.strict.or(over.strict);
    over.fail_on = config.fail_on.or(over.fail_on);
    over.texts = config.texts.or(over.texts);
    over.exclude = config.exclude.or(over.exclude);
    over.baseline = config.baseline.or(over.baseline);
    over.levels.extend(&config.levels);
    over.thresholds.extend(config.thresholds);
    Ok(over)
}

/// A text as a string of TOML: the escapes of JSON are also TOML's.
fn toml_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What `RULE=LEVEL` says.
fn leveled(word: &str) -> Result<(&'static Rule, Option<Severity>)> {
    let Some((name, level_word)) = word.split_once('=') else {
        anyhow::bail!("`--level {word}`: a rule and its level were expected, such as AM101=error");
    };
    let rule = check::rule(name).ok_or_else(|| {
        anyhow!("`--level {word}`: there is no rule `{name}`; {}", suggestion(name, &rule_names()))
    })?;
    let severity = level(rule, level_word).map_err(|(message, help)| {
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        anyhow!("`--level {word}`: {message}{help}")
    })?;
    Ok((rule, severity))
}

fn globs(patterns: &[String]) -> Result<globset::GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(GlobBuilder::new(pattern.trim_end_matches('/')).literal_separator(true).build()?);
        // A folder's name stands for all that is in it.
        let inside = format!("{}/**", pattern.trim_end_matches('/'));
        set.add(GlobBuilder::new(&inside).literal_separator(true).build()?);
    }
    Ok(set.build()?)
}
