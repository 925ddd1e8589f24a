//! Where results go: in which forms, and into which files.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use argmap_core::document::nearest;
use argmap_core::report::results::Results;
use argmap_core::report::{REPORTS, Report, report};

use crate::output::{Output, atomic};

/// The form for reading on a terminal, which only the command has.
const FULL: &str = "full";

/// The names of all forms.
pub fn names() -> impl Iterator<Item = &'static str> {
    [FULL].into_iter().chain(REPORTS.iter().map(|report| report.name))
}

/// Results in one form, for standard output or a file.
struct One {
    /// Nothing for the form with the lines that findings are about.
    report: Option<&'static Report>,
    file: Option<PathBuf>,
    /// What is collected of the full form for a file.
    full: String,
}

/// All that is to be written of a run.
pub struct Outputs {
    all: Vec<One>,
    /// Whether standard output is taken, so that what is for it goes to standard error.
    is_beside: bool,
}

impl Outputs {
    /// What `--format NAME[=FILE]` and `--output FILE` ask for.
    ///
    /// # Errors
    /// If there is no such form, or two of them for standard output or for one file.
    pub fn new(formats: &[String], output: Option<&PathBuf>) -> Result<Outputs> {
        let full = [FULL.to_owned()];
        let formats = if formats.is_empty() { &full[..] } else { formats };
        let mut all: Vec<One> = Vec::new();
        for word in formats {
            let (name, file) = match word.split_once('=') {
                Some((name, file)) => (name, Some(PathBuf::from(file))),
                None => (word.as_str(), None),
            };
            let report = report(name);
            if report.is_none() && name != FULL {
                return Err(unknown(name));
            }
            all.push(One { report, file, full: String::new() });
        }
        if let Some(file) = output {
            let mut open = all.iter_mut().filter(|one| one.file.is_none());
            match (open.next(), open.next()) {
                (Some(one), None) => one.file = Some(file.clone()),
                (None, _) => anyhow::bail!("`--output` has no form left that needs a file"),
                _ => anyhow::bail!(
                    "`--output` can take one form; name files as in `--format json=FILE`"
                ),
            }
        }
        for (number, one) in all.iter().enumerate() {
            if all[..number].iter().any(|other| other.file == one.file) {
                let place = match &one.file {
                    Some(file) => format!("the file `{}`", file.display()),
                    None => "standard output; name files as in `--format json=FILE`".to_owned(),
                };
                anyhow::bail!("two forms of the findings would go to {place}");
            }
        }
        Ok(Outputs { all, is_beside: false })
    }

    /// Sends what is for standard output to standard error.
    pub fn go_beside(&mut self) {
        self.is_beside = true;
    }

    /// Whether any form shows the lines that findings are about.
    pub fn is_full(&self) -> bool {
        self.all.iter().any(|one| one.report.is_none())
    }

    /// Whether standard output gets the form for reading.
    pub fn is_full_shown(&self) -> bool {
        !self.is_beside && self.all.iter().any(|one| one.report.is_none() && one.file.is_none())
    }

    /// Whether the full form goes into a file, where colours would be in the way.
    pub fn is_coloured(&self, output: &Output) -> bool {
        output.is_coloured && self.is_full_shown()
    }

    /// Whether any form needs all results at once.
    pub fn collects(&self) -> bool {
        self.all.iter().any(|one| one.report.is_some())
    }

    /// The full form of a file's findings.
    pub fn full(&mut self, text: &str, output: &mut Output) {
        for one in self.all.iter_mut().filter(|one| one.report.is_none()) {
            match one.file {
                Some(_) => one.full.push_str(text),
                None if self.is_beside => output.beside(text),
                None => output.raw(text),
            }
        }
    }

    /// Writes what needs all results.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn finish(&self, results: &Results, output: &mut Output) -> Result<()> {
        for one in &self.all {
            match (one.report, &one.file) {
                (Some(report), Some(file)) => {
                    atomic::write(file, (report.write)(results).as_bytes())?;
                }
                (Some(report), None) if self.is_beside => {
                    output.beside(&(report.write)(results));
                }
                (Some(report), None) => output.raw(&(report.write)(results)),
                (None, Some(file)) => atomic::write(file, one.full.as_bytes())?,
                (None, None) => {}
            }
        }
        Ok(())
    }
}

fn unknown(name: &str) -> anyhow::Error {
    let near = nearest(name, names()).map(|near| format!("did you mean `{near}`? "));
    let known: Vec<&str> = names().collect();
    anyhow!(
        "there is no form `{name}` of findings; {}possible: `{}`",
        near.unwrap_or_default(),
        known.join("`, `")
    )
}
