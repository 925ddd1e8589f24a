//! Files that are either written whole or left as they were.

use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::Context;
use tempfile::{Builder, NamedTempFile};

/// Writes a file: first beside its place, then into it in one step. A symbolic link stays one,
/// and an existing file keeps its permissions.
///
/// # Errors
/// If it cannot be written; then what was there is still there.
pub fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write `{}`", path.display());
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let file = beside(&target, content).with_context(failed)?;
    if let Ok(about) = std::fs::metadata(&target) {
        anyhow::ensure!(about.is_file(), "{}: it is not a regular file", failed());
        file.as_file().set_permissions(about.permissions()).with_context(failed)?;
    }
    file.persist(&target).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

/// Writes a file that is not there yet.
///
/// # Errors
/// If it is there already or cannot be written.
pub fn create(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write `{}`", path.display());
    let file = beside(path, content).with_context(failed)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
            anyhow::bail!("`{}` is there already; it is never overwritten", path.display())
        }
        Err(error) => Err(error.error).with_context(failed),
    }
}

fn beside(path: &Path, content: &[u8]) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = Builder::new();
    builder.prefix(".argmap-");
    #[cfg(unix)]
    {
        // As any new file; the user's mask still applies.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
    // The error of the library names a file that nobody has asked for.
    let mut file = file.map_err(|error| std::io::Error::from(error.kind()))?;
    file.write_all(content)?;
    file.flush()?;
    Ok(file)
}
