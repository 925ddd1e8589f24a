//! What git knows of files, asked of the `git` of the system.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Result, anyhow, bail};
use argmap_core::report::escape::visible;

/// A repository, by the folder of its working tree.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The repository in which a folder lies.
    ///
    /// # Errors
    /// If git is not there, if the folder lies in no repository.
    pub fn around(folder: &Path) -> Result<Repository> {
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

    /// The folder of the working tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The last commit; nothing before the first one.
    pub fn last_commit(&self) -> Result<Option<String>> {
        let output = git(&self.root, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
        Ok(output.status.success().then(|| line(&output.stdout)))
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// If there is none.
    pub fn commit(&self, revision: &str) -> Result<String> {
        let commit = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
        let output = git(&self.root, &arguments)?;
        if !output.status.success() {
            bail!("git knows no revision `{}`; is it fetched?", visible(revision));
        }
        Ok(line(&output.stdout))
    }

    /// The commit at which the working tree's branch left a revision.
    ///
    /// # Errors
    /// If there is no such revision or commit.
    pub fn parting(&self, revision: &str) -> Result<String> {
        self.common(revision, "HEAD")
    }

    /// The last commit from which two revisions come.
    ///
    /// # Errors
    /// If there is none, or no such revision.
    pub fn common(&self, revision: &str, other: &str) -> Result<String> {
        let shown = visible(revision);
        let commits = [self.commit(revision)?, self.commit(other)?];
        let output = git(&self.root, &["merge-base", &commits[0], &commits[1]])?;
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
    ///
    /// # Errors
    /// If git fails.
    pub fn differing(&self, commit: Option<&str>) -> Result<Vec<PathBuf>> {
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
            let names = names(&output)?;
            paths.extend(names.into_iter().map(|name| self.root.join(name)));
        }
        Ok(paths)
    }

    /// The files that differ between a commit and another one, or the working tree, with files
    /// that are not tracked; only those that the paths, seen from a folder, lead to.
    ///
    /// # Errors
    /// If git fails, for instance since a path lies outside of the repository.
    pub fn changes(
        &self,
        folder: &Path,
        old: &str,
        new: Option<&str>,
        paths: &[PathBuf],
    ) -> Result<Vec<ChangedFile>> {
        let words = ["--literal-pathspecs", "diff", "--name-status", "-z", "--find-renames"];
        let further = ["--no-relative", "--no-ext-diff", old];
        let mut arguments: Vec<&OsStr> = words.iter().chain(&further).map(OsStr::new).collect();
        arguments.extend(new.map(OsStr::new));
        arguments.push(OsStr::new("--"));
        arguments.extend(paths.iter().map(|path| path.as_os_str()));
        let mut found = Vec::new();
        let mut words = names(&git(folder, &arguments)?)?.into_iter();
        while let (Some(status), Some(name)) = (words.next(), words.next()) {
            let status = status.to_string_lossy().into_owned();
            let (old, new) = match status.chars().next() {
                Some('A') => (None, Some(name)),
                Some('D') => (Some(name), None),
                Some('R' | 'C') => (Some(name), words.next()),
                _ => (Some(name.clone()), Some(name)),
            };
            found.push(ChangedFile { old, new });
        }
        if new.is_none() {
            let words = ["--literal-pathspecs", "ls-files", "-z", "--full-name", "--others"];
            let further = ["--exclude-standard", "--"];
            let arguments = words.iter().chain(&further).map(OsStr::new);
            let arguments = arguments.chain(paths.iter().map(|path| path.as_os_str()));
            let new = names(&git(folder, &arguments.collect::<Vec<_>>())?)?;
            found.extend(new.into_iter().map(|new| ChangedFile { old: None, new: Some(new) }));
        }
        found.sort();
        // What is not merged is listed twice.
        found.dedup();
        Ok(found)
    }

    /// The content of a file in a commit, by its path from the root; nothing if it is not there.
    ///
    /// # Errors
    /// If it is larger than what is read.
    pub fn content(&self, commit: &str, file: &Path) -> Result<Option<Vec<u8>>> {
        let mut object = OsString::from(format!("{commit}:"));
        object.push(file);
        let size = git(&self.root, &["cat-file".as_ref(), "-s".as_ref(), &*object])?;
        if !size.status.success() {
            return Ok(None);
        }
        let size: u64 = line(&size.stdout).parse().unwrap_or(u64::MAX);
        if size > super::MOST_BYTES {
            let file = super::display(file);
            bail!("`{}` is larger than {} MiB", visible(&file), super::MOST_BYTES >> 20);
        }
        let content = git(&self.root, &["cat-file".as_ref(), "blob".as_ref(), &*object])?;
        Ok(content.status.success().then_some(content.stdout))
    }
}

/// A file that differs, by its paths from the root of the repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChangedFile {
    /// Where it was; nothing for a new file.
    pub old: Option<PathBuf>,
    /// Where it is; nothing for a file that is gone.
    pub new: Option<PathBuf>,
}

/// What git lists, with a zero byte after each.
fn names(output: &Output) -> Result<Vec<PathBuf>> {
    anyhow::ensure!(output.status.success(), "git fails: {}", complaint(output));
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.map(path).collect())
}

/// Runs git in a folder, and looks at nothing but the repository around it: in a hook, git's own
/// variables speak of the repository and the index of the commit that is being made.
fn git(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Result<Output> {
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
