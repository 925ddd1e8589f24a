//! The maps that changed between two commits, or between a commit and the working tree.

use std::path::{Path, PathBuf};

use anyhow::Result;
use argmap_core::report::escape::visible;

use super::one::{self, Version};
use super::{Arguments, Several, nothing};
use crate::Exit;
use crate::config::Configurations;
use crate::input::{self, ChangedFile, Named, Opened, Repository, Revision};
use crate::output::Output;

/// One side of the comparison.
struct Side<'r> {
    /// The commit; nothing for the working tree.
    revision: Option<Revision<'r>>,
    repository: &'r Repository,
    /// How it was called.
    shown: String,
}

/// Compares the maps that changed.
pub fn run(arguments: &Arguments, revisions: &str, output: &mut Output) -> Result<Exit> {
    let here = Path::new(".");
    let repository = Repository::around(here)?;
    let [old, new] = sides(&repository, revisions)?;
    let paths: &[PathBuf] = match arguments.paths.as_slice() {
        [] => &[PathBuf::from(".")],
        paths => paths,
    };
    let commit = |side: &Side| side.revision.as_ref().map(|revision| revision.commit.clone());
    let start = commit(&old).expect("the old side is a commit");
    let changes = repository.changes(here, &start, commit(&new).as_deref(), paths)?;
    let mut configurations = Configurations::new(&arguments.how)?.without_baselines();
    let mut several = Several::new(arguments.format);
    let mut maps = 0;
    for ChangedFile { old: was, new: is } in changes {
        let is_json = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "json");
        if !was.iter().chain(&is).any(is_json) {
            continue;
        }
        let read = |side: &Side, file: &Option<PathBuf>| match file {
            Some(file) => side.read(file, arguments),
            None => Ok((side.named(Path::new("(nothing)")), nothing())),
        };
        let both = read(&old, &was).and_then(|old| Ok((old, read(&new, &is)?)));
        let ((old_name, old_map), (new_name, new_map)) = match both {
            Ok(both) => both,
            Err(error) => {
                several.fail(&format!("{error:#}"), output);
                continue;
            }
        };
        let is_map = |opened: &Opened| opened.is_map || opened.is_broken;
        let there = [(&was, &old_map), (&is, &new_map)];
        if there.iter().all(|(file, opened)| file.is_none() || !opened.is_map) {
            // Files of a folder need not be maps, but one that was a map and is broken should be.
            if there.iter().any(|(file, opened)| file.is_some() && is_map(opened)) {
                let file = is.as_ref().or(was.as_ref()).map(|file| input::display(file));
                let file = file.unwrap_or_default();
                output.note(&format!("`{}` is not JSON and was passed over", visible(&file)));
            }
            continue;
        }
        maps += 1;
        let whole = one::ensure_whole(&old_map, output)
            .and_then(|()| one::ensure_whole(&new_map, output))
            .and_then(|()| {
                let versions =
                    [Version::new(&old_name, &old_map), Version::new(&new_name, &new_map)];
                one::compare(versions[0], versions[1], arguments, &mut configurations)
            });
        match whole {
            Ok(compared) => several.add(&compared, output),
            Err(error) => several.fail(&format!("{error:#}"), output),
        }
    }
    if maps == 0 && several.exit == Exit::Clean {
        output.note("no map was changed");
    }
    Ok(several.finish(output))
}

/// The two sides that `REV`, `REV..REV` or `REV...REV` names; what is left out is the last commit.
fn sides<'r>(repository: &'r Repository, revisions: &str) -> Result<[Side<'r>; 2]> {
    let or_head = |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
    let at = |shown: String, commit: String| Side {
        revision: Some(Revision { repository, commit }),
        repository,
        shown,
    };
    if let Some((old, new)) = revisions.split_once("...") {
        let (old, new) = (or_head(old), or_head(new));
        let common = repository.common(&old, &new)?;
        let last = repository.commit(&new)?;
        return Ok([at(common.chars().take(12).collect(), common), at(new, last)]);
    }
    if let Some((old, new)) = revisions.split_once("..") {
        let (old, new) = (or_head(old), or_head(new));
        let (first, last) = (repository.commit(&old)?, repository.commit(&new)?);
        return Ok([at(old, first), at(new, last)]);
    }
    let old = or_head(revisions);
    let commit = repository.commit(&old)?;
    let tree = Side { revision: None, repository, shown: String::new() };
    Ok([at(old, commit), tree])
}

impl Side<'_> {
    /// A map of this side, by its path from the root of the repository.
    fn read(&self, file: &Path, arguments: &Arguments) -> Result<(Named, Opened)> {
        let named = self.named(file);
        let opened = match &self.revision {
            Some(revision) => revision.read(file, &arguments.access)?,
            None => {
                let plain = Named { name: input::display(file), ..self.named(file) };
                input::read(&plain, &arguments.access)?
            }
        };
        Ok((named, opened))
    }

    fn named(&self, file: &Path) -> Named {
        let shown = input::display(file);
        let name = match &self.revision {
            Some(_) => format!("{}:{shown}", self.shown),
            None => shown,
        };
        // The configuration is that of the working tree.
        Named { path: Some(self.repository.root().join(file)), name, is_met: true }
    }
}
