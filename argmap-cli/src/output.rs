//! Results on standard output, everything else on standard error.
//!
//! Results go through [`Output::text`], which shows what a terminal would obey; only what was
//! made for a terminal or a file as it is goes through [`Output::raw`].

pub mod atomic;
pub mod full;

use std::io::{BufWriter, ErrorKind, IsTerminal, Stdout, Write};

use anyhow::Context;
use argmap_core::report::escape::visible_lines;
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Global, When};

/// So many files are long work, which shows its progress.
const LONG_WORK: usize = 8;

/// Where results and remarks go.
pub struct Output {
    out: BufWriter<Stdout>,
    /// The reader went away: the rest of the results is nobody's.
    closed: bool,
    failure: Option<std::io::Error>,
    is_screen: bool,
    /// Whether results have colours.
    pub is_coloured: bool,
    /// Whether only results are wanted.
    pub is_quiet: bool,
}

impl Output {
    /// Standard output and standard error, as the arguments and the environment have it.
    pub fn new(global: &Global) -> Output {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_screen = std::io::stdout().is_terminal() && !is_dumb;
        let is_coloured = match global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => is_screen && !is_set("NO_COLOR"),
        };
        Output {
            out: BufWriter::new(std::io::stdout()),
            closed: false,
            failure: None,
            is_screen,
            is_coloured,
            is_quiet: global.quiet,
        }
    }

    /// A result of one or more lines; a line break is added.
    pub fn text(&mut self, text: &str) {
        let text = visible_lines(text);
        self.write(text.as_bytes());
        self.write(b"\n");
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        let text = visible_lines(text);
        let text = if self.is_coloured {
            format!("\u{1b}[1m{text}\u{1b}[0m\n")
        } else {
            format!("{text}\n")
        };
        self.write(text.as_bytes());
    }

    /// A result as it is.
    pub fn raw(&mut self, text: &str) {
        self.write(text.as_bytes());
    }

    /// A result that is no text.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.write(bytes);
    }

    /// Lets results through that are held back, for a reader that waits for them.
    pub fn flush(&mut self) {
        if !self.closed {
            let flushed = self.out.flush();
            self.judge(flushed);
        }
    }

    /// Empties the screen, if results go to one.
    pub fn clear(&mut self) {
        if self.is_screen {
            self.raw("\u{1b}[2J\u{1b}[3J\u{1b}[H");
        }
    }

    /// Whether nobody reads results any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes out what is held back.
    ///
    /// # Errors
    /// If results could not be written, other than because nobody reads them any more.
    pub fn finish(&mut self) -> anyhow::Result<()> {
        let flushed = if self.closed { Ok(()) } else { self.out.flush() };
        self.judge(flushed);
        self.failure.take().map_or(Ok(()), |error| Err(error).context("cannot write the result"))
    }

    /// A remark on standard error, unless only results are wanted.
    pub fn note(&self, text: &str) {
        if !self.is_quiet {
            say("note", text);
        }
    }

    /// A fault, on standard error.
    pub fn error(&self, text: &str) {
        say("error", text);
    }

    /// Results on standard error, as they are, where standard output is taken.
    pub fn beside(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// A bar for long work, where somebody sees it and it disturbs no results.
    pub fn progress(&self, steps: usize, results_at_once: bool) -> ProgressBar {
        let in_the_way = results_at_once && std::io::stdout().is_terminal();
        if self.is_quiet || in_the_way || steps < LONG_WORK || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{pos}/{len} {wide_bar}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(steps as u64).with_style(style)
    }

    fn write(&mut self, bytes: &[u8]) {
        if !self.closed {
            let written = self.out.write_all(bytes);
            self.judge(written);
        }
    }

    fn judge(&mut self, result: std::io::Result<()>) {
        let Err(error) = result else { return };
        self.closed = true;
        if error.kind() != ErrorKind::BrokenPipe && self.failure.is_none() {
            self.failure = Some(error);
        }
    }
}

/// One remark; standard error may be closed, and then there is nobody to tell.
fn say(what: &str, text: &str) {
    let text = visible_lines(text);
    let _ = writeln!(std::io::stderr().lock(), "{what}: {text}");
}
