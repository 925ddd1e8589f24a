//! Only what was changed: files that differ from a commit in git, and the maps that import them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use super::needs::Needs;
use super::repository::Repository;
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
