//! `argmap check --jsonl`: a map a line in, its findings a line out, so that any batch engine can
//! drive the checker as a filter.

use std::io::{BufRead, Read};

use anyhow::{Context, Result};
use argmap_core::report::findings::Counts;
use argmap_core::report::json;
use argmap_core::report::results::Finding;
use serde::Serialize;

use super::one::{self, Done, Outcome, Shown};
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
    let workers = Workers::new(jobs, usize::MAX)?;
    let mut summary = Summary::default();
    let shown = Shown { is_wanted: false, is_coloured: false };
    let work = |(number, bytes): (usize, Result<Vec<u8>, String>)| {
        let outcome = bytes.map(|bytes| {
            let named = named(number);
            let opened = input::read_bytes(&named, bytes, access);
            let is_map = opened.is_map;
            (is_map, one::opened_file(&named, &opened, &settings, shown))
        });
        (number, outcome)
    };
    workers.run(lines(), work, |(number, outcome)| {
        let (map, done) = match outcome {
            Ok((map, Outcome::Done(done))) => (map, Ok(done)),
            Ok(_) => (false, Err("it is no map".to_owned())),
            Err(error) => (false, Err(error)),
        };
        let line = match done {
            Ok(done) => {
                summary.add(&done);
                let Done { checked, .. } = *done;
                let (counts, findings) = (checked.file.findings, checked.findings);
                Line { version: json::VERSION, line: number, map, counts, findings, error: None }
            }
            Err(error) => {
                summary.is_broken = true;
                let (counts, findings) = (Counts::default(), Vec::new());
                let (version, error) = (json::VERSION, Some(error));
                Line { version, line: number, map, counts, findings, error }
            }
        };
        summary.is_broken |= !map;
        output.raw(&json::to_line(&line));
        output.flush();
        Ok(())
    })?;
    Ok(if summary.files == 0 && !summary.is_broken { Exit::NoInput } else { summary.exit() })
}

/// The lines of standard input by number, each with its bytes or why it is too long.
fn lines() -> impl Iterator<Item = Result<(usize, Result<Vec<u8>, String>)>> {
    let mut input = std::io::stdin().lock();
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
