//! `argmap coverage`: what a map has of each paragraph of the text that it reads.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use argmap_core::model::{Map, SourceId};
use argmap_core::report::coverage::{Coverage, Covered, Index, coverage};
use argmap_core::report::escape::visible;
use argmap_core::report::findings::count;
use argmap_core::report::json;
use clap::Args;

use crate::Exit;
use crate::args::{OneMap, TextFolders, TextOrJson};
use crate::input::{self, TextLookup};
use crate::output::{Output, atomic};

/// What `coverage` can be told.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 every paragraph has its claims, or a reason for none;\
    1 one has not, or the text is not the one of the index; 2 wrong use or broken input.")]
pub struct Arguments {
    #[command(flatten)]
    map: OneMap,
    /// The source [default: the one that the map is a reading of]
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    #[command(flatten)]
    texts: TextFolders,
    /// An index of the text: its paragraphs without their words, and why there is nothing of some;
    /// without a text it stands for it, with a text it is held against it
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
    /// Write the index of the text there; reasons of an index that is there are kept
    #[arg(long, value_name = "FILE", conflicts_with = "index")]
    write_index: Option<PathBuf>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

/// Prints what there is of each paragraph.
pub fn run(arguments: &Arguments, output: &mut Output) -> Result<Exit> {
    let opened = input::read_one(&arguments.map, output)?;
    let map = &opened.reading.map;
    let source = source(map, arguments.source.as_deref())?;
    let name = &map.name(source).unwrap_or_default();
    let texts = TextLookup::new(&arguments.texts.folders())?;
    let text = map[source].text.as_deref().and_then(|text| texts.text(text));
    let of_text = text.map(|text| Index::new(name, &text, &map[source].sections));
    if let Some(file) = &arguments.write_index {
        let mut index = of_text.with_context(|| no_text(map, source))?;
        if file.exists() {
            index.keep_reasons(&read(file, name)?);
        }
        atomic::write(file, json::to_text(&index).as_bytes())?;
        let paragraphs = count(index.paragraphs.len(), "paragraph");
        output.note(&format!("the index of `{name}` has {paragraphs}"));
        return Ok(opened.exit());
    }
    let given = arguments.index.as_deref().map(|file| read(file, name)).transpose()?;
    let changed = match (&given, &of_text) {
        (Some(given), Some(of_text)) => given.changed(of_text),
        (Some(_), None) => {
            output.note(&format!("{}; what it says was not looked up", no_text(map, source)));
            Vec::new()
        }
        _ => Vec::new(),
    };
    let index = given.or(of_text).with_context(|| {
        format!("{}; an index can stand for it (`--index FILE`)", no_text(map, source))
    })?;
    let coverage = coverage(opened.name(), map, source, &index);
    match arguments.format {
        TextOrJson::Json => output.raw(&json::to_text(&coverage)),
        TextOrJson::Text => print(&coverage, output),
    }
    if !changed.is_empty() {
        let changed = changed.iter().map(|at| visible(at)).collect::<Vec<_>>().join(", ");
        output.error(&format!("the text is not the one of the index: {changed}"));
    }
    let is_open = coverage.paragraphs.iter().any(Covered::is_open);
    Ok(match opened.exit() {
        Exit::Clean if is_open || !changed.is_empty() => Exit::Findings,
        exit => exit,
    })
}

/// The source of that name, or the one that the map is a reading of.
fn source(map: &Map, name: Option<&str>) -> Result<SourceId> {
    let Some(name) = name else {
        return map.reading_of.ok_or_else(|| {
            anyhow!("the map has no `reading-of`; `--source ID` says which source is meant")
        });
    };
    let node = input::find(map, name)?;
    let source = map.sources().map(|(id, _)| id).find(|id| id.node() == node);
    source.ok_or_else(|| input::wrong_kind(map, node, name, "source"))
}

fn no_text(map: &Map, source: SourceId) -> String {
    let name = map.name(source).unwrap_or_default();
    match map[source].text.as_deref() {
        Some(text) => format!(
            "the text `{}` of `{name}` is not at hand; `--texts DIR` says where texts are",
            visible(text)
        ),
        None => format!("`{name}` names no text"),
    }
}

fn read(file: &Path, source: &str) -> Result<Index> {
    let failed = || format!("cannot read the index `{}`", file.display());
    let bytes = std::fs::read(file).with_context(failed)?;
    let index: Index = serde_json::from_slice(&bytes).with_context(failed)?;
    let (version, of) = (index.version, visible(&index.source));
    anyhow::ensure!(version == json::VERSION, "{}: its version is {version}, not 1", failed());
    anyhow::ensure!(of == source, "{}: it is of `{of}`, not of `{source}`", failed());
    Ok(index)
}

fn print(coverage: &Coverage, output: &mut Output) {
    for it in &coverage.paragraphs {
        let parts: Vec<&str> = it.claims.iter().chain(&it.steps).map(String::as_str).collect();
        let reason = match &it.nothing {
            Some(reason) => format!("  no claim: {reason}"),
            None if it.is_open() => "  no claim".to_owned(),
            None => String::new(),
        };
        output.text(&visible(&format!("{}: {}{reason}", it.at, parts.join(" "))));
    }
    let all = &coverage.paragraphs;
    let open = all.iter().filter(|it| it.is_open()).count();
    let needless: Vec<&str> =
        all.iter().filter(|it| it.is_needless()).map(|it| it.at.as_str()).collect();
    if !output.is_quiet {
        let (all, claims) = (count(all.len(), "paragraph"), counted(coverage, |it| &it.claims));
        let steps = counted(coverage, |it| &it.steps);
        output.text(&format!("{all}, open: {open}; claims: {claims}, steps: {steps}"));
    }
    if !needless.is_empty() {
        let needless = needless.join(", ");
        let message = "the index says that there is no claim where the map has some";
        output.note(&format!("{message}: {needless}"));
    }
}

/// How many parts there are in all, each once.
fn counted(coverage: &Coverage, of: impl Fn(&Covered) -> &Vec<String>) -> usize {
    let all: std::collections::HashSet<&String> = coverage.paragraphs.iter().flat_map(of).collect();
    all.len()
}
