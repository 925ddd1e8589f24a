//! Where results go: in which forms, and into which files.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use argmap_core::diagnostic::Diagnostic;
use argmap_core::document::Reading;
use argmap_core::report::results::{Finding, Results};
use argmap_core::report::{Form, REPORTS, report};

use crate::args::expected;
use crate::output::{Output, atomic, full};

/// The form for reading on a terminal, which only the command has.
const FULL: &str = "full";

/// The names of all forms.
pub fn names() -> impl Iterator<Item = &'static str> {
    [FULL].into_iter().chain(REPORTS.iter().map(|report| report.name))
}

/// Results in one form, for standard output or a file.
struct One {
    /// Nothing for the form with the lines that findings are about.
    form: Option<&'static Form>,
    file: Option<PathBuf>,
    /// What is there so far for a file.
    text: String,
    /// Whether a piece was written.
    is_begun: bool,
}

/// All that is to be written of a run.
pub struct Outputs {
    all: Vec<One>,
    /// Whether standard output is taken, so that what is for it goes to standard error.
    is_beside: bool,
}

/// What is wanted of each file.
pub struct Wanted {
    /// The form of each output, and whether it has colours.
    forms: Vec<(Option<&'static Form>, bool)>,
    /// Whether the findings themselves are to be kept.
    pub keeps: bool,
}

impl Wanted {
    /// The findings themselves, for something else than an output.
    pub fn findings() -> Wanted {
        Wanted { forms: Vec::new(), keeps: true }
    }

    /// What is written of a file for each output, and its findings if they are to be kept.
    pub fn of(&self, reading: &Reading, findings: &[Diagnostic]) -> (Vec<String>, Vec<Finding>) {
        let looked_up = if self.keeps || self.forms.iter().any(|(form, _)| form.is_some()) {
            Finding::all(reading, findings)
        } else {
            Vec::new()
        };
        let full = |finding, is_coloured| full::finding(reading, finding, is_coloured) + "\n";
        let pieces = self.forms.iter().map(|(form, is_coloured)| match form {
            None => findings.iter().map(|finding| full(finding, *is_coloured)).collect(),
            Some(Form::Pieces(pieces)) => (pieces.file)(&looked_up),
            Some(Form::Whole(_)) => String::new(),
        });
        (pieces.collect(), if self.keeps { looked_up } else { Vec::new() })
    }
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
            let form = report(name).map(|report| &report.form);
            if form.is_none() && name != FULL {
                return Err(unknown(name));
            }
            all.push(One { form, file, text: String::new(), is_begun: false });
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

    /// Whether standard output gets the form for reading.
    pub fn is_full_shown(&self) -> bool {
        !self.is_beside && self.shown().any(|form| form.is_none())
    }

    /// Whether standard output gets results before the end.
    pub fn is_shown_at_once(&self) -> bool {
        !self.is_beside && self.shown().any(|form| !matches!(form, Some(Form::Whole(_))))
    }

    fn shown(&self) -> impl Iterator<Item = Option<&'static Form>> {
        self.all.iter().filter(|one| one.file.is_none()).map(|one| one.form)
    }

    /// What is wanted of each file.
    pub fn wanted(&self, output: &Output) -> Wanted {
        // A file is no terminal.
        let is_coloured = |one: &One| output.is_coloured && !self.is_beside && one.file.is_none();
        let keeps = self.all.iter().any(|one| matches!(one.form, Some(Form::Whole(_))));
        Wanted { forms: self.all.iter().map(|one| (one.form, is_coloured(one))).collect(), keeps }
    }

    /// Writes what is said of a file.
    pub fn add(&mut self, pieces: &[String], output: &mut Output) {
        for (one, piece) in self.all.iter_mut().zip(pieces) {
            if !piece.is_empty() {
                let before = match one.form {
                    Some(Form::Pieces(pieces)) if one.is_begun => pieces.between,
                    Some(Form::Pieces(pieces)) => pieces.first,
                    _ => "",
                };
                one.is_begun = true;
                one.put(before, self.is_beside, output);
                one.put(piece, self.is_beside, output);
            }
        }
    }

    /// Writes the rest.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn finish(&mut self, results: &Results, output: &mut Output) -> Result<()> {
        for one in &mut self.all {
            match one.form {
                None => {}
                Some(Form::Whole(write)) => one.put(&write(results), self.is_beside, output),
                Some(Form::Pieces(pieces)) => {
                    if !one.is_begun {
                        one.put(pieces.first, self.is_beside, output);
                    }
                    one.put(&(pieces.last)(results), self.is_beside, output);
                }
            }
            if let Some(file) = &one.file {
                atomic::write(file, one.text.as_bytes())?;
            }
        }
        Ok(())
    }
}

impl One {
    fn put(&mut self, text: &str, is_beside: bool, output: &mut Output) {
        match self.file {
            Some(_) => self.text.push_str(text),
            None if is_beside => output.beside(text),
            None => output.raw(text),
        }
    }
}

fn unknown(name: &str) -> anyhow::Error {
    let known: Vec<&str> = names().collect();
    anyhow!("there is no form `{name}` of findings; {}", expected(name, &known))
}
