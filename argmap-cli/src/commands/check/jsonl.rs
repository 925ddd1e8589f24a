//! `argmap check --jsonl`: a map a line in, its findings a line out, so that any batch engine can
//! drive the checker as a filter.

use std::io::{BufRead, BufReader, Read};

use anyhow::{Context, Result};
use argmap_core::report::findings::Counts;
use argmap_core::report::json;
use argmap_core::report::results::Finding;
use serde::Serialize;

use super::one::{self, Done, Outcome};
use super::outputs::Wanted;
use super::parallel::Workers;
use super::summary::Summary;
use crate::Exit;
use crate::args::Access;
use crate::config::Configurations;
use crate::input::{self, MOST_BYTES, Named};
use crate::output::Output;

/// What is said of a line.
#[derive(Serialize)]
struct Line {
    /// The version of this object.
    version: u32,
    /// The number of the line, from 1.
    line: usize,
    /// Whether the line is a map.
    map: bool,
    /// How many findings it has.
    counts: Counts,
    /// The findings in the order of places; lines and columns are those within the line.
    findings: Vec<Finding>,
    /// Why the line could not be looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Line {
    /// What is said of a line, and what came of it.
    fn new(line: usize, checked: Result<Box<Done>, String>) -> (Line, Option<Box<Done>>) {
        let version = json::VERSION;
        match checked {
            Ok(mut done) => {
                let (map, counts) = (done.is_map, done.checked.file.findings);
                let findings = std::mem::take(&mut done.checked.findings);
                (Line { version, line, map, counts, findings, error: None }, Some(done))
            }
            Err(error) => {
                let (counts, findings) = (Counts::default(), Vec::new());
                (Line { version, line, map: false, counts, findings, error: Some(error) }, None)
            }
        }
    }
}

/// Reads maps from standard input until it ends; empty lines are passed over.
pub fn run(
    jobs: Option<usize>,
    configurations: &mut Configurations,
    access: &Access,
    output: &mut Output,
) -> Result<Exit> {
    let name =
        access.stdin_filename.as_deref().map_or_else(|| "<stdin>".to_owned(), input::display);
    let named =
        |number: usize| Named { path: None, name: format!("{name}:{number}"), is_met: false };
    let settings = configurations.of(&named(1))?;
    let workers = Workers::new(jobs, usize::MAX);
    let mut summary = Summary::default();
    let wanted = Wanted::findings();
    let work = |(number, bytes): (usize, Result<Vec<u8>, String>)| {
        let checked = bytes.and_then(|bytes| {
            let named = named(number);
            let opened = input::read_bytes(&named, bytes, access);
            match one::opened_file(&named, &opened, &settings, &wanted) {
                Outcome::Done(done) => Ok(done),
                _ => Err("it is no map".to_owned()),
            }
        });
        let (line, done) = Line::new(number, checked);
        (json::to_line(&line), done)
    };
    workers.run(lines(), work, |(line, done)| {
        summary.is_broken |= !done.as_ref().is_some_and(|done| done.is_map);
        if let Some(done) = done {
            summary.add(&done);
        }
        output.raw(&line);
        output.flush();
        Ok(())
    })?;
    Ok(if summary.files == 0 && !summary.is_broken { Exit::NoInput } else { summary.exit() })
}

/// The lines of standard input by number, each with its bytes or why it is too long.
fn lines() -> impl Iterator<Item = Result<(usize, Result<Vec<u8>, String>)>> + Send {
    let mut input = BufReader::new(std::io::stdin());
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut input).take(MOST_BYTES + 1).read_until(b'\n', &mut bytes);
            match read.context("cannot read standard input") {
                Err(error) => return Some(Err(error)),
                Ok(0) => return None,
                Ok(_) => number += 1,
            }
            if bytes.len() as u64 > MOST_BYTES {
                if let Err(error) = input.skip_until(b'\n') {
                    return Some(Err(error).context("cannot read standard input"));
                }
                let error = format!("the line is longer than {} MiB", MOST_BYTES >> 20);
                return Some(Ok((number, Err(error))));
            }
            if !bytes.trim_ascii().is_empty() {
                return Some(Ok((number, Ok(bytes))));
            }
        }
    })
}
