//! `argmap check --fix` that is killed: every file is then as it was or as it should be, in full.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const FILES: usize = 300;

/// How often the command is killed.
const KILLS: usize = 6;

/// A map with a misspelt name, long enough that writing it takes its time.
fn map(name: &str) -> String {
    let claims: String = (0..40)
        .map(|n| format!("    {{ \"id\": \"c{n}\", \"text\": \"Claim number {n}.\" }},\n"))
        .collect();
    format!(
        "{{\n  \"argmap\": 1,\n  \"title\": \"Many\",\n  \"theses\": [\"{name}\"], // the main one\n  \"claims\": [\n{claims}    {{ \"id\": \"thesis\", \"text\": \"All of it.\" }}\n  ]\n}}\n"
    )
}

fn file(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number:04}.json"))
}

fn read(folder: &Path, number: usize) -> String {
    std::fs::read_to_string(file(folder, number)).expect("the file is there")
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
    command.args(["check", "--fail-on", "error", "--format", "concise", "--jobs", "2"]);
    command.arg("--fix").arg(folder).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn remarks(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("remarks are UTF-8")
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_one_finishes() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let (faulty, mended) = (map("thessis"), map("thesis"));
    let mut halfway = 0;
    for kill in 0..KILLS {
        for number in 0..FILES {
            std::fs::write(file(folder, number), &faulty).expect("the file can be written");
        }
        let mut child = command(folder).spawn().expect("the command starts");
        // Killed at once, and later when ever more files are mended.
        let until = file(folder, kill * FILES / KILLS);
        let start = Instant::now();
        while kill > 0
            && std::fs::metadata(&until).is_ok_and(|about| about.len() == faulty.len() as u64)
            && start.elapsed() < Duration::from_secs(120)
        {
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill().expect("the command can be killed");
        child.wait().expect("the command ended");
        let mut done = 0;
        for number in 0..FILES {
            let text = read(folder, number);
            assert!(text == faulty || text == mended, "{number} is neither: {} bytes", text.len());
            done += usize::from(text == mended);
        }
        halfway += usize::from(done > 0 && done < FILES);
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let name = entry.expect("an entry").file_name().into_string().expect("a name");
            assert!(name.ends_with(".json") || name.starts_with(".argmap-"), "{name}");
        }
    }
    assert!(halfway > 0, "no run was killed halfway");
    let left = (0..FILES).filter(|number| read(folder, *number) == faulty).count();
    let output = command(folder).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", remarks(&output));
    assert_eq!((0..FILES).find(|number| read(folder, *number) != mended), None);
    let files = if left == 1 { "1 file".to_owned() } else { format!("{left} files") };
    let findings = files.replace("file", "finding");
    let said = format!("note: mended {findings} in {files}: {left} AM001\n");
    assert_eq!(remarks(&output), if left == 0 { "note: nothing to mend\n".into() } else { said });
    let again = command(folder).output().expect("the command runs");
    assert_eq!(remarks(&again), "note: nothing to mend\n");
}
