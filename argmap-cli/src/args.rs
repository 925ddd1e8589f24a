//! What can be said on the command line.

use std::path::PathBuf;

use argmap_core::diagnostic::Tier;
use argmap_core::document::nearest;
use argmap_core::model::{ClaimId, GroupId, HolderId, Map, Node};
use argmap_core::semantics::{Grant, Options};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands;
use crate::input;

/// Checks, evaluates, explains and draws argument maps.
#[derive(Parser)]
#[command(name = "argmap", version, propagate_version = true, max_term_width = 100)]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Args)]
pub struct Global {
    /// Print results only: no summary, no notes, no progress
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colours; `auto` honours NO_COLOR and colours only terminals
    #[arg(long, global = true, value_enum, default_value_t = When::Auto)]
    pub color: When,
}

/// When to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Find faults in maps
    Check(commands::check::Arguments),
    /// Say what stands when all reasons are weighed
    Evaluate(commands::evaluate::Arguments),
    /// Say which verdicts change when claims or steps are taken to hold or to fail
    WhatIf(commands::what_if::Arguments),
    /// Set holders side by side: what each answers, what they share and dispute
    Compare(commands::compare::Arguments),
    /// Say what differs between two versions of a map
    Diff(commands::diff::Arguments),
    /// Say what theses hang on: the least sets of claims that decide about them
    Crux(commands::crux::Arguments),
    /// Find single points of failure: claims that bring theses down if they alone are rejected
    Critical(commands::critical::Arguments),
    /// Explain the verdict of a claim or step
    Why(commands::why::Arguments),
    /// Show everything about one part of a map
    Show(commands::show::Arguments),
    /// List claims
    List(commands::list::Arguments),
    /// Say what a map has of each paragraph of the text that it reads
    Coverage(commands::coverage::Arguments),
    /// Draw a map, or a part of it
    Draw(commands::draw::Arguments),
    /// Put maps into normal form
    Fmt(commands::fmt::Arguments),
    /// Join two versions of a map that come from a third
    Merge(commands::merge::Arguments),
    /// Count a map's parts
    Stats(commands::stats::Arguments),
    /// Print the JSON Schema of maps or of findings
    Schema(commands::schema::Arguments),
    /// List the rules of `check`
    Rules(commands::rules::Arguments),
    /// Explain one rule
    Rule(commands::rule::Arguments),
    /// List argumentation schemes, or show the roles and critical questions of one
    Schemes(commands::schemes::Arguments),
    /// Write a small map to start from
    New(commands::new::Arguments),
    /// Check, evaluate and draw every map of a folder
    Report(commands::report::Arguments),
    /// Print what a shell needs to complete the command line
    Completions(commands::completions::Arguments),
    /// Print the manual page, or write the pages of all commands
    Man(commands::man::Arguments),
}

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// For reading.
    Text,
    /// For programs.
    Json,
}

/// How imported files are reached.
#[derive(Args)]
pub struct Access {
    /// Let imports lie outside the folder of the map that was asked for
    #[arg(long)]
    pub allow_outside: bool,
    /// The file whose content standard input is: names it, and imports are relative to it
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,
}

/// One map.
#[derive(Args)]
pub struct OneMap {
    /// The map; `-` is standard input
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// How imported files are reached.
    #[command(flatten)]
    pub access: Access,
}

/// How maps are checked, here and in a report.
#[derive(Args)]
pub struct How {
    /// The rules that run: all up to this tier [default: regular]
    #[arg(long, value_enum)]
    pub tier: Option<TierArgument>,
    /// Count gaps in the argument as errors
    #[arg(long)]
    pub strict: bool,
    /// Give all findings of a rule a level: off, info, warning or error (repeatable)
    #[arg(long, value_name = "RULE=LEVEL")]
    pub level: Vec<String>,
    /// A configuration file, or a key of one with its value (repeatable); instead of a file named
    /// here, the nearest argmap.toml above each map holds
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub config: Vec<String>,
    /// Heed no argmap.toml
    #[arg(long)]
    pub no_config: bool,
    /// Let the findings pass that this file lists
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub texts: TextFolders,
}

/// Files that are no maps.
#[derive(Args)]
pub struct OnlyMaps {
    /// Pass over files without the key `argmap`, also those named on the command line, as if they
    /// had been met in a folder; if no map is left, all is well
    #[arg(long)]
    pub only_maps: bool,
}

impl OnlyMaps {
    /// Whether a file is none of those that are wanted.
    pub fn passes_over(&self, is_map: bool) -> bool {
        self.only_maps && !is_map
    }

    /// Has the files treated as if they had been met in a folder.
    pub fn mark(&self, files: &mut [input::Named]) {
        files.iter_mut().for_each(|named| named.is_met |= self.only_maps);
    }
}

/// A tier, as it is named.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TierArgument {
    /// For everybody.
    Regular,
    /// For those who want every weakness named.
    Pedantic,
    /// For those who go through a map claim by claim.
    Auditor,
}

impl TierArgument {
    /// The tier.
    pub fn tier(self) -> Tier {
        match self {
            TierArgument::Regular => Tier::Regular,
            TierArgument::Pedantic => Tier::Pedantic,
            TierArgument::Auditor => Tier::Auditor,
        }
    }
}

/// Where the texts of sources are.
#[derive(Args)]
pub struct TextFolders {
    /// A folder with the texts of sources (repeatable; instead of it, the environment's
    /// ARGMAP_TEXTS)
    #[arg(long, value_name = "DIR")]
    pub texts: Vec<PathBuf>,
}

impl TextFolders {
    /// The folders that were named, or else those of the environment.
    pub fn folders(&self) -> Vec<PathBuf> {
        if !self.texts.is_empty() {
            return self.texts.clone();
        }
        let set = std::env::var_os("ARGMAP_TEXTS");
        let folders = set.iter().flat_map(std::env::split_paths);
        folders.filter(|folder| !folder.as_os_str().is_empty()).collect()
    }
}

/// How a map is evaluated.
#[derive(Args)]
pub struct EvaluationArguments {
    /// Whose premises count: `leaves`, `sourced` or `held-by:HOLDER`
    #[arg(long, value_name = "WHOSE", default_value = "leaves", value_parser = parse_grant)]
    pub grant: GrantArgument,
    /// Take a claim or step to hold, whatever is said against it (repeatable)
    #[arg(long, value_name = "ID")]
    pub accept: Vec<String>,
    /// Take a claim or step to fail, whatever is said for it (repeatable)
    #[arg(long, value_name = "ID")]
    pub reject: Vec<String>,
}

/// Whose premises count, as written.
#[derive(Clone, Debug)]
pub enum GrantArgument {
    /// All.
    Leaves,
    /// Those with evidence.
    Sourced,
    /// A holder's.
    HeldBy(String),
}

/// What is said of a word that is none of those that are possible.
pub fn expected(word: &str, words: &[&str]) -> String {
    let near = nearest(word, words.iter().copied()).map(|near| format!("did you mean `{near}`? "));
    format!("{}possible: `{}`", near.unwrap_or_default(), words.join("`, `"))
}

/// What a word on the command line says of whose premises count.
pub fn parse_grant(word: &str) -> Result<GrantArgument, String> {
    match word {
        "leaves" => Ok(GrantArgument::Leaves),
        "sourced" => Ok(GrantArgument::Sourced),
        _ => match word.strip_prefix("held-by:") {
            Some(holder) if !holder.is_empty() => Ok(GrantArgument::HeldBy(holder.to_owned())),
            _ => Err(expected(word, &["leaves", "sourced", "held-by:HOLDER"])),
        },
    }
}

impl EvaluationArguments {
    /// What they mean in a map.
    pub fn options(&self, map: &Map) -> anyhow::Result<Options> {
        let grant = match &self.grant {
            GrantArgument::Leaves => Grant::Leaves,
            GrantArgument::Sourced => Grant::Sourced,
            GrantArgument::HeldBy(name) => Grant::HeldBy(holder(map, name)?),
        };
        let forced = |names: &[String]| {
            let nodes = names.iter().map(|name| {
                let node = input::find(map, name)?;
                let forcible = matches!(map.node(node), Node::Claim(_) | Node::Inference(_));
                let kind = map.node(node).kind();
                anyhow::ensure!(
                    forcible,
                    "`{name}` is a {kind}: only claims and steps can be accepted or rejected"
                );
                Ok(node)
            });
            nodes.collect::<anyhow::Result<Vec<_>>>()
        };
        let (accept, reject) = (forced(&self.accept)?, forced(&self.reject)?);
        if let Some(both) = accept.iter().find(|node| reject.contains(node)) {
            let name = map.name(*both).unwrap_or_default();
            anyhow::bail!("`{name}` cannot be accepted and rejected at once");
        }
        Ok(Options { grant, accept, reject })
    }
}

/// The claims of those names.
pub fn claims(map: &Map, names: &[String]) -> anyhow::Result<Vec<ClaimId>> {
    let claims = names.iter().map(|name| {
        let node = input::find(map, name)?;
        map.as_claim(node).ok_or_else(|| input::wrong_kind(map, node, name, "claim"))
    });
    claims.collect()
}

/// The group of that name.
pub fn group(map: &Map, name: &str) -> anyhow::Result<GroupId> {
    let node = input::find(map, name)?;
    let group = map.groups().map(|(id, _)| id).find(|id| id.node() == node);
    group.ok_or_else(|| input::wrong_kind(map, node, name, "group"))
}

/// The holder of that name.
pub fn holder(map: &Map, name: &str) -> anyhow::Result<HolderId> {
    let node = input::find(map, name)?;
    let holder = map.holders().map(|(id, _)| id).find(|id| id.node() == node);
    holder.ok_or_else(|| input::wrong_kind(map, node, name, "holder"))
}
