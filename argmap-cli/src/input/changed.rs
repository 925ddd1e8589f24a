//! Only what was changed: files that differ from a commit in git, and the maps that import them.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Result, anyhow, bail};
use argmap_core::report::escape::visible;
use clap::Args;

use super::needs::Needs;
use super::{Collected, parent};
use crate::args::Access;

/// Whether only changed maps are looked at.
#[derive(Args)]
pub struct Changed {
    /// Only maps that differ from the last commit, staged or not, those that are not yet tracked,
    /// and those that import one of them
    #[arg(long, conflicts_with_all = ["since", "write_baseline", "jsonl"])]
    changed: bool,
    /// Only maps that differ from the commit at which this branch left REV, and those that import
    /// one of them
    #[arg(long, value_name = "REV", conflicts_with_all = ["write_baseline", "jsonl"])]
    since: Option<String>,
}

impl Changed {
    /// Whether only changed maps are looked at.
    pub fn is_asked_for(&self) -> bool {
        self.changed || self.since.is_some()
    }

    /// The changed files among those that paths led to, with those that import a changed file;
    /// all of them if this was not asked for. A file that is not there is kept, to be complained of.
    ///
    /// # Errors
    /// If git is not there, if a path lies in no repository, if there is no such revision.
    pub fn only(
        &self,
        mut all: Collected,
        paths: &[PathBuf],
        access: &Access,
    ) -> Result<Collected> {
        if !self.is_asked_for() {
            return Ok(all);
        }
        let since = self.since.as_deref();
        let changed = Differing::of(paths, since)?;
        let needs = Needs::of(&all, access);
        let reached = needs.reached_by(|file| changed.has(file));
        all.files.retain(|named| {
            let Some(path) = &named.path else { return true };
            let Ok(file) = path.canonicalize() else { return true };
            reached.contains(&*file) || changed.has(&as_tracked(path))
        });
        Ok(all)
    }
}

/// The path under which git knows a file: a symbolic link is something of its own.
pub fn as_tracked(path: &Path) -> PathBuf {
    let folder = parent(path).canonicalize();
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// What differs from a commit.
struct Differing {
    /// Files; and folders, which are repositories of their own, and in which all counts as changed.
    paths: BTreeSet<PathBuf>,
}

impl Differing {
    /// What differs in the repositories in which the paths lie.
    fn of(paths: &[PathBuf], since: Option<&str>) -> Result<Differing> {
        let mut roots = BTreeSet::new();
        for path in paths {
            anyhow::ensure!(
                path != Path::new("-"),
                "git knows nothing of standard input; name files or folders"
            );
            let folder = if path.is_dir() { path.clone() } else { parent(path) };
            if folder.is_dir() {
                roots.insert(Repository::around(&folder)?);
            }
        }
        let mut differing = Differing { paths: BTreeSet::new() };
        for repository in roots {
            let base = match since {
                Some(revision) => Some(repository.parting(revision)?),
                None => repository.last_commit()?,
            };
            differing.paths.extend(repository.differing(base.as_deref())?);
        }
        Ok(differing)
    }

    fn has(&self, file: &Path) -> bool {
        file.ancestors().any(|path| self.paths.contains(path))
    }
}

/// A repository, by the folder of its working tree.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Repository {
    root: PathBuf,
}

impl Repository {
    fn around(folder: &Path) -> Result<Repository> {
        let output = git(folder, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            let folder = super::display(folder);
            bail!("git tells no changes in `{}`: {}", visible(&folder), complaint(&output));
        }
        let root = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
        let root = path(root.strip_suffix(b"\r").unwrap_or(root));
        let failed = |error| anyhow!("cannot find `{}`: {error}", root.display());
        Ok(Repository { root: root.canonicalize().map_err(failed)? })
    }

    /// The last commit; nothing before the first one.
    fn last_commit(&self) -> Result<Option<String>> {
        let output = git(&self.root, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
        Ok(output.status.success().then(|| line(&output.stdout)))
    }

    /// The commit at which the working tree's branch left a revision.
    fn parting(&self, revision: &str) -> Result<String> {
        let shown = visible(revision);
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision];
        let output = git(&self.root, &arguments)?;
        if !output.status.success() {
            bail!("git knows no revision `{shown}`; is it fetched?");
        }
        let commit = line(&output.stdout);
        let output = git(&self.root, &["merge-base", &commit, "HEAD"])?;
        match output.status.code() {
            Some(0) => Ok(line(&output.stdout)),
            Some(1) => bail!(
                "the history has no commit from which both `{shown}` and the working tree come; \
                 if it was fetched in part only, fetch all of it (`git fetch --unshallow`)"
            ),
            _ => bail!("`{shown}` cannot be compared with: {}", complaint(&output)),
        }
    }

    /// What differs from a commit, staged or not, and what is not tracked.
    fn differing(&self, commit: Option<&str>) -> Result<Vec<PathBuf>> {
        let tracked = match commit {
            Some(commit) => {
                let names = ["diff", "--name-only", "-z", "--no-renames", "--no-relative"];
                git(&self.root, &[&names[..], &["--no-ext-diff", commit, "--"]].concat())?
            }
            None => git(&self.root, &["ls-files", "-z"])?,
        };
        let new = git(&self.root, &["ls-files", "-z", "--others", "--exclude-standard"])?;
        let mut paths = Vec::new();
        for output in [tracked, new] {
            anyhow::ensure!(output.status.success(), "git fails: {}", complaint(&output));
            let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
            paths.extend(names.map(|name| self.root.join(path(name))));
        }
        Ok(paths)
    }
}

/// Runs git in a folder, and looks at nothing but the repository around it: in a hook, git's own
/// variables speak of the repository and the index of the commit that is being made.
fn git(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.stdin(std::process::Stdio::null());
    command.output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("`git` is not there; it tells which files were changed"),
        _ => anyhow!("cannot run `git`: {error}"),
    })
}

/// What git says is wrong, in a line.
fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not say why");
    visible(first.strip_prefix("fatal: ").unwrap_or(first)).into_owned()
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
