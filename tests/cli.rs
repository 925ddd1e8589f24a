//! The command, as transcripts: each file of `tests/transcripts` holds commands (`$ …`), what
//! they print, their remarks on standard error (`! …`) and their exit codes (`? …`).
//!
//! Every transcript runs in a fresh copy of `tests/transcripts/files`. `UPDATE_GOLDEN=1` writes
//! what the commands do into the transcripts.
#![cfg(unix)]

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use argmap_core::check::catalogue;
use argmap_core::report::escape::{is_hostile, visible_lines};
use argmap_core::report::rules::{self, Block};

#[test]
fn transcripts_are_as_written() {
    let mut wrong = String::new();
    for file in files(&transcripts(), "txt") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let written = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let folder = tempfile::tempdir().expect("a folder for the transcript");
        copy(&transcripts().join("files"), folder.path());
        let commands = written.lines().filter_map(|line| line.strip_prefix("$ "));
        let ran: String = commands.map(|command| run(command, folder.path())).collect();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&file, &ran).expect("the transcript can be written");
        } else if ran != written {
            writeln!(wrong, "{name}:\n{}", difference(&written, &ran)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nUPDATE_GOLDEN=1 rewrites the transcripts");
}

/// The commands in the blocks of `examples/*.md` print what stands there, and in documents that show
/// what commands print.
#[test]
fn examples_are_as_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut wrong = String::new();
    let mut count = 0;
    let documents = ["docs/turning-points.md"].map(|file| root.join(file));
    for file in files(&root.join("examples"), "md").into_iter().chain(documents) {
        let written = std::fs::read_to_string(&file).expect("an example is text");
        let mut ran = String::new();
        let mut in_block = false;
        for line in written.lines() {
            if let Some(command) = line.strip_prefix("$ ").filter(|_| in_block) {
                count += 1;
                ran.push_str(run(command, &root).strip_suffix("? 0\n").expect("it works"));
                continue;
            }
            let is_fence = line.starts_with("```");
            if is_fence || !in_block {
                writeln!(ran, "{line}").unwrap();
            }
            in_block = if is_fence { line == "```console" } else { in_block };
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&file, &ran).expect("the example can be written");
        } else if ran != written {
            writeln!(wrong, "{}:\n{}", file.display(), difference(&written, &ran)).unwrap();
        }
    }
    assert!(count > 0, "no examples");
    assert!(wrong.is_empty(), "{wrong}\nUPDATE_GOLDEN=1 rewrites the examples");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let map = folder.path().join("big.json");
    let claims: String = (0..20_000)
        .map(|n| format!("{{ \"id\": \"c{n}\", \"text\": \"Claim {n}.\" }},\n"))
        .collect();
    let text = format!("{{ \"argmap\": 1, \"title\": \"Big\", \"claims\": [{claims}] }}");
    std::fs::write(&map, text).expect("the map can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
    command.arg("list").arg(&map).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).expect("a line");
    assert_eq!(line, "c0 (accepted): Claim 0.\n");
    let mut remarks = String::new();
    child.stderr.take().unwrap().read_to_string(&mut remarks).expect("standard error is text");
    assert_eq!((child.wait().unwrap().code(), remarks.as_str()), (Some(0), ""));
}

/// What `argmap rule` prints and what the page of rules says come of the same facts.
#[test]
fn the_command_shows_what_the_page_of_rules_shows() {
    let page = rules::reference();
    for rule in catalogue() {
        let printed = run(&format!("argmap rule {}", rule.code), Path::new("."));
        assert!(page.contains(&rules::markdown(rule, 3)), "the page lacks {}", rule.code);
        for block in rules::blocks(rule) {
            let lines: Vec<String> = match block {
                Block::Heading(text) => vec![text.to_owned()],
                Block::Facts(text) | Block::Text(text) => vec![text],
                Block::File(_, text) => text.lines().map(|line| format!("    {line}")).collect(),
            };
            for line in lines {
                let line = visible_lines(&line);
                assert!(printed.contains(line.trim_end()), "{} lacks {line}", rule.code);
            }
        }
    }
}

/// One command and what it does, as it stands in a transcript.
fn run(command: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_argmap"));
    let mut path = std::ffi::OsString::from(binary.parent().expect("a folder"));
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("LC_ALL", "C")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("NO_COLOR")
        .env_remove("ARGMAP_TEXTS")
        .stdin(Stdio::null())
        .output()
        .expect("sh runs");
    let mut ran = format!("$ {command}\n");
    let (out, remarks) = (text(&output.stdout, command), text(&output.stderr, command));
    out.lines().for_each(|line| writeln!(ran, "{line}").unwrap());
    remarks.lines().for_each(|line| writeln!(ran, "! {line}").unwrap());
    let code = output.status.code().unwrap_or_else(|| panic!("{command} was killed"));
    writeln!(ran, "? {code}").unwrap();
    ran
}

/// What a command printed; none of it may be what a terminal obeys.
fn text(bytes: &[u8], command: &str) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    let hostile = text.chars().find(|letter| is_hostile(*letter) && !matches!(letter, '\n' | '\t'));
    assert_eq!(hostile, None, "{command} prints what a terminal obeys");
    text
}

/// The files of a folder with that ending, in order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|it| it == ending)).collect();
    files.sort();
    assert!(!files.is_empty(), "{}: nothing in it", folder.display());
    files
}

fn transcripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/transcripts")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder of files") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// The first lines in which two texts differ.
fn difference(written: &str, ran: &str) -> String {
    let (mut old, mut new) = (written.lines(), ran.lines());
    let mut command = "";
    loop {
        match (old.next(), new.next()) {
            (None, None) => return String::new(),
            (old, new) if old != new => {
                let shown = |line: Option<&str>| line.unwrap_or("(end)").to_owned();
                return format!("{command}\n- {}\n+ {}", shown(old), shown(new));
            }
            (line, _) => command = line.filter(|line| line.starts_with("$ ")).unwrap_or(command),
        }
    }
}
