//! In which form a picture is drawn, by which engine and in which colours.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use argmap_core::model::Map;
use argmap_core::render::layout::{Graph, Layered, Layout, LayoutEngine, LayoutError, graphviz};
use argmap_core::render::{
    Drawn, Options, Overlay, PICTURES, Picture, Scope, Theme, Tools, picture,
};
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, ValueEnum};
use petgraph::graph::NodeIndex;

use crate::args::expected;
use crate::output::{Output, atomic};

/// How a picture is painted and where it goes.
#[derive(Args)]
pub struct Painting {
    /// The file to write; standard output if it is left out
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The form; if it is left out, that of the file's ending, and else DOT
    #[arg(long, value_name = "FORM", value_parser = parse_form)]
    format: Option<&'static Picture>,
    /// What finds places for boxes and lines
    #[arg(long, value_enum, default_value_t = Engine::Own)]
    engine: Engine,
    /// The colours: light, dark or print
    #[arg(long, value_parser = parse_theme, default_value = Theme::Light.word())]
    theme: Theme,
    /// How wide the picture should be at most, in points; it becomes wider where it must
    #[arg(long, value_name = "POINTS")]
    width: Option<u32>,
    /// How many pixels a point has in PNG
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0)]
    scale: f64,
    /// A font file for characters that argmap's own letters lack in PNG and PDF; may be repeated
    #[arg(long, value_name = "FILE")]
    font: Vec<PathBuf>,
}

/// A picture that is drawn beside the result of a command.
#[derive(Args)]
pub struct Beside {
    /// Draw it, too, in the form that the file's ending says, such as .svg, .png, .pdf or .html
    #[arg(long, value_name = "FILE", value_parser = PathBufValueParser::new().try_map(drawable))]
    draw: Option<PathBuf>,
    /// The colours of the picture: light, dark or print
    #[arg(long, value_parser = parse_theme, default_value = Theme::Light.word(), requires = "draw")]
    theme: Theme,
}

impl Beside {
    /// Draws these parts and what connects them, if a picture is wanted.
    pub fn draw(
        &self,
        map: &Map,
        overlay: &Overlay,
        parts: Vec<NodeIndex>,
        output: &mut Output,
    ) -> Result<()> {
        let Some(file) = &self.draw else { return Ok(()) };
        let scope = Scope::Parts(parts);
        let options = Options { scope, theme: self.theme, ..Options::default() };
        write(file, map, overlay, &options, output)
    }
}

/// What finds places for boxes and lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// That of argmap
    Own,
    /// Graphviz's `dot`, which must be installed
    Dot,
}

impl Painting {
    /// The options with what is said here.
    pub fn options(&self, options: Options) -> Options {
        let width = self.width.map(f64::from);
        Options { theme: self.theme, width, scale: self.scale, ..options }
    }

    /// Draws a map and writes the picture.
    pub fn draw(
        &self,
        map: &Map,
        overlay: &Overlay,
        options: &Options,
        output: &mut Output,
    ) -> Result<()> {
        let form = self.form()?;
        let engine: &dyn LayoutEngine = match self.engine {
            Engine::Own => &Layered,
            Engine::Dot => &Graphviz,
        };
        let read = |file: &PathBuf| {
            std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))
        };
        let fonts: Vec<Vec<u8>> = self.font.iter().map(read).collect::<Result<_>>()?;
        let tools = Tools { engine, fonts: &fonts };
        let drawn = (form.draw)(map, overlay, options, &tools)?;
        drawn.notes.iter().for_each(|note| output.note(note));
        match &self.output {
            Some(file) => save(file, &drawn, output)?,
            None => {
                anyhow::ensure!(
                    form.is_text || !std::io::stdout().is_terminal(),
                    "{} is not for terminals: name a file with `-o`",
                    form.name
                );
                output.bytes(&drawn.bytes);
            }
        }
        Ok(())
    }

    fn form(&self) -> Result<&'static Picture> {
        match (self.format, &self.output) {
            (Some(form), _) => Ok(form),
            (None, Some(file)) if file.extension().is_some() => {
                form_of(file).map_err(|error| anyhow::anyhow!("{error}; or say `--format`"))
            }
            (None, _) => Ok(picture("dot").expect("there is DOT")),
        }
    }
}

/// Draws a map into a file, in the form that its ending says; what must be known of the picture and
/// that it was written is told beside the results.
///
/// # Errors
/// If no form has that ending, if the map cannot be drawn, or if the file cannot be written.
pub fn write(
    file: &Path,
    map: &Map,
    overlay: &Overlay,
    options: &Options,
    output: &mut Output,
) -> Result<()> {
    let form = form_of(file)?;
    let drawn = (form.draw)(map, overlay, options, &Tools::default())?;
    drawn.notes.iter().for_each(|note| output.note(note));
    save(file, &drawn, output)
}

fn save(file: &Path, drawn: &Drawn, output: &Output) -> Result<()> {
    atomic::write(file, &drawn.bytes)?;
    output.note(&format!("wrote `{}`", file.display()));
    Ok(())
}

/// The same file, if its ending says a form.
fn drawable(file: PathBuf) -> Result<PathBuf> {
    form_of(&file).map(|_| file)
}

/// The form that a file's ending says.
fn form_of(file: &Path) -> Result<&'static Picture> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let known = || PICTURES.iter().map(|form| form.extension).collect::<Vec<_>>();
    let Some(ending) = ending else {
        anyhow::bail!(
            "`{}` has no ending that says in which form to draw; possible: `.{}`",
            file.display(),
            known().join("`, `.")
        );
    };
    PICTURES.iter().find(|form| form.extension == ending).with_context(|| {
        format!("no form of pictures ends in `.{ending}`: {}", expected(&ending, &known()))
    })
}

fn parse_form(word: &str) -> Result<&'static Picture, String> {
    let words: Vec<_> = PICTURES.iter().map(|form| form.name).collect();
    picture(word).ok_or_else(|| expected(word, &words))
}

fn parse_theme(word: &str) -> Result<Theme, String> {
    Theme::from_word(word).ok_or_else(|| expected(word, Theme::WORDS))
}

/// The `dot` of the system as a layout engine.
struct Graphviz;

impl LayoutEngine for Graphviz {
    fn lay_out(&self, graph: &Graph) -> Result<Layout, LayoutError> {
        let answer = ask(&graphviz::question(graph));
        let answer = answer.map_err(|error| LayoutError::Failed(format!("{error:#}")))?;
        graphviz::answer(graph, &answer)
    }
}

/// What `dot` makes of a text.
fn ask(question: &str) -> Result<String> {
    let mut child = Command::new("dot")
        .arg("-Tjson")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot run `dot`; install Graphviz or leave out `--engine dot`")?;
    let mut input = child.stdin.take().context("`dot` takes no input")?;
    let question = question.to_owned();
    // In a thread of its own, since `dot` may answer before it has read everything.
    let writer = std::thread::spawn(move || input.write_all(question.as_bytes()));
    let output = child.wait_with_output().context("`dot` cannot be waited for")?;
    let written = writer.join();
    let complaint = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "`dot` failed: {}", complaint.trim());
    anyhow::ensure!(matches!(written, Ok(Ok(()))), "`dot` did not read the graph");
    String::from_utf8(output.stdout).context("`dot` answered something that is no text")
}
