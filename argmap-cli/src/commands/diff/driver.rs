//! A diff driver of git: git hands over two files, and shows what is printed in place of its own
//! diff.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use argmap_core::report::escape::visible;
use similar::{Algorithm, TextDiff};

use super::one::{self, Version};
use super::{Arguments, Form, nothing};
use crate::Exit;
use crate::config::Configurations;
use crate::input::{self, Named, Opened};
use crate::output::Output;

/// What git hands over: gitattributes(5) and git(1), `GIT_EXTERNAL_DIFF`.
struct Words {
    /// The path in the working tree; of a renamed file the old one.
    path: PathBuf,
    /// The new path of a renamed file.
    new_path: Option<PathBuf>,
    old: PathBuf,
    new: PathBuf,
    old_mode: String,
    new_mode: String,
}

/// Shows what differs; git takes every exit code but 0 for a failure of its own.
pub fn run(arguments: &Arguments, words: &[OsString], output: &mut Output) -> Result<Exit> {
    let Some(words) = Words::of(words) else {
        let path = words.first().map(|path| path.to_string_lossy().into_owned());
        output.text(&format!("* Unmerged path {}", visible(&path.unwrap_or_default())));
        return Ok(Exit::Clean);
    };
    let (old, new) = (input::display(&words.path), input::display(words.now()));
    output.heading(&format!("diff --argmap a/{} b/{}", visible(&old), visible(&new)));
    if words.old_mode != words.new_mode && words.is_old() && words.is_new() {
        output.text(&format!("old mode {}", visible(&words.old_mode)));
        output.text(&format!("new mode {}", visible(&words.new_mode)));
    }
    if let Err(why) = by_meaning(arguments, &words, output) {
        output.text(&format!("({}; shown line by line)", visible(&format!("{why:#}"))));
        if let Err(why) = line_by_line(&words, output) {
            output.text(&format!("({})", visible(&format!("{why:#}"))));
        }
    }
    Ok(Exit::Clean)
}

impl Words {
    fn of(words: &[OsString]) -> Option<Words> {
        let [path, old, _, old_mode, new, _, new_mode, further @ ..] = words else { return None };
        let text = |word: &OsString| word.to_string_lossy().into_owned();
        Some(Words {
            path: path.into(),
            new_path: further.first().map(PathBuf::from),
            old: old.into(),
            new: new.into(),
            old_mode: text(old_mode),
            new_mode: text(new_mode),
        })
    }

    fn now(&self) -> &Path {
        self.new_path.as_deref().unwrap_or(&self.path)
    }

    fn is_old(&self) -> bool {
        self.old != Path::new(NOTHING)
    }

    fn is_new(&self) -> bool {
        self.new != Path::new(NOTHING)
    }

    /// The file that holds a version, and the path at which it stands in the working tree.
    fn sides(&self) -> [(&Path, &Path); 2] {
        [(&self.old, &self.path), (&self.new, self.now())]
    }
}

/// What git names where there is no file.
const NOTHING: &str = "/dev/null";

fn by_meaning(arguments: &Arguments, words: &Words, output: &mut Output) -> Result<()> {
    let mut sides: Vec<(Named, Opened)> = Vec::new();
    for (file, path) in words.sides() {
        // Imports are looked up beside the path in the working tree.
        let named = Named { path: Some(path.to_owned()), name: input::display(path), is_met: true };
        let opened = if file == Path::new(NOTHING) {
            nothing()
        } else {
            let bytes = input::bytes_of(&Named { path: Some(file.to_owned()), ..clone(&named) })?;
            input::read_bytes(&named, bytes, &arguments.access)
        };
        if let Some(fault) = opened.fault() {
            anyhow::bail!("{fault}");
        }
        anyhow::ensure!(opened.is_map, "`{}` is not a map", named.name);
        sides.push((named, opened));
    }
    let mut configurations = Configurations::new(&arguments.how)?.without_baselines();
    let [old, new] = [0, 1].map(|at| Version::new(&sides[at].0, &sides[at].1));
    let compared = one::compare(old, new, arguments, &mut configurations)?;
    if !words.is_old() {
        output.text("new map");
    } else if !words.is_new() {
        output.text("deleted map");
    }
    compared.print(Form::Text, output);
    if compared.is_same() && output.is_quiet {
        output.text("the maps mean the same");
    }
    Ok(())
}

fn clone(named: &Named) -> Named {
    Named { path: named.path.clone(), name: named.name.clone(), is_met: named.is_met }
}

/// So long the shortest way from one text to the other is looked for.
const LONG: Duration = Duration::from_secs(5);

/// A unified diff of the texts.
fn line_by_line(words: &Words, output: &mut Output) -> Result<()> {
    let mut texts = Vec::new();
    for (file, path) in words.sides() {
        let name = input::display(path);
        if file == Path::new(NOTHING) {
            texts.push((NOTHING.to_owned(), String::new()));
            continue;
        }
        let bytes = input::bytes_of(&Named {
            path: Some(file.to_owned()),
            name: name.clone(),
            is_met: true,
        })?;
        let Ok(text) = String::from_utf8(bytes) else {
            output.text("Binary files differ");
            return Ok(());
        };
        texts.push((name, text));
    }
    let [(old_name, old), (new_name, new)] = texts.try_into().expect("there are two sides");
    let name = |side: &str, name: &str| match name {
        NOTHING => NOTHING.to_owned(),
        name => format!("{side}/{name}"),
    };
    let mut how = TextDiff::configure();
    let diff = how.algorithm(Algorithm::Patience).timeout(LONG).diff_lines(&old, &new);
    let header = [name("a", &old_name), name("b", &new_name)];
    let text = diff.unified_diff().header(&visible(&header[0]), &visible(&header[1])).to_string();
    for line in text.lines() {
        output.text(&visible(line));
    }
    Ok(())
}
