//! `argmap check --watch`, run for real: files are changed as editors change them, and what the
//! command then prints is awaited.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// So long a result may take on a machine that has much else to do.
const LONG: Duration = Duration::from_secs(60);

/// So long nothing must come where nothing is expected.
const SHORT: Duration = Duration::from_millis(700);

/// A command that watches; it is killed in the end, however the test goes.
struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watched {
    fn start(folder: &Path, arguments: &[&str]) -> Watched {
        // Results and remarks in one stream, in the order in which they come.
        let mut command = Command::new("sh");
        command.args(["-c", "exec \"$0\" \"$@\" 2>&1", env!("CARGO_BIN_EXE_argmap")]);
        command.args(["check", "--watch"]).args(arguments).current_dir(folder);
        command.env_remove("ARGMAP_TEXTS").stdin(Stdio::null());
        command.stdout(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let (sender, lines) = channel();
        let out = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Watched { child, lines }
    }

    /// Waits for a line with these words, and returns those before it.
    #[track_caller]
    fn await_line(&self, words: &str) -> Vec<String> {
        let (start, mut before) = (Instant::now(), Vec::new());
        loop {
            let left = LONG.saturating_sub(start.elapsed());
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(words) => return before,
                Ok(line) => before.push(line),
                Err(error) => panic!("no line with {words:?}: {error}; there came {before:#?}"),
            }
        }
    }

    /// Waits until it waits.
    #[track_caller]
    fn settle(&self) -> Vec<String> {
        self.await_line("waiting for changes")
    }

    #[track_caller]
    fn is_still(&self) {
        let line = self.lines.recv_timeout(SHORT);
        assert!(line.is_err(), "it printed {line:?} although nothing changed");
    }
}

fn map(words: &str) -> String {
    format!(
        r#"{{ "argmap": 1, "title": "Rain", "claims": [{{ "id": "rain", "text": "{words}" }}] }}"#
    )
}

/// Writes a file as careful editors do: a new one takes the place of the old one.
fn replace(path: &Path, text: &str) {
    let new = path.with_extension("new");
    std::fs::write(&new, text).expect("a file can be written");
    std::fs::rename(&new, path).expect("a file can be renamed");
}

#[test]
fn a_folder_is_checked_again_when_a_map_or_a_setting_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("deep")).unwrap();
    std::fs::write(at("deep/a.json"), map("It rained.")).unwrap();
    let watched = Watched::start(folder.path(), &["--fail-on", "warning"]);
    watched.await_line("1 file: 0 errors, 0 warnings");
    watched.settle();
    // Changed in place, twice; replaced; a new map; a new folder with one; a file taken away.
    std::fs::write(at("deep/a.json"), map("Did it rain?")).unwrap();
    watched.await_line("AM605");
    watched.settle();
    std::fs::write(at("deep/a.json"), map("It rained.")).unwrap();
    watched.await_line("1 file: 0 errors, 0 warnings");
    watched.settle();
    for _ in 0..2 {
        replace(&at("deep/a.json"), &map("Did it rain at all?"));
        watched.await_line("AM605");
        watched.settle();
        replace(&at("deep/a.json"), &map("It rained."));
        watched.await_line("1 file: 0 errors, 0 warnings");
        watched.settle();
    }
    std::fs::write(at("b.json"), map("Is it new?")).unwrap();
    watched.await_line("2 files: 0 errors, 1 warning");
    watched.settle();
    std::fs::create_dir_all(at("new/deeper")).unwrap();
    std::fs::write(at("new/deeper/c.json"), map("Is it deep?")).unwrap();
    watched.await_line("3 files: 0 errors, 2 warnings");
    watched.settle();
    std::fs::remove_dir_all(at("new")).unwrap();
    std::fs::remove_file(at("b.json")).unwrap();
    watched.await_line("1 file: 0 errors, 0 warnings");
    watched.settle();
    // A configuration that appears, is wrong, and is mended.
    std::fs::write(at("argmap.toml"), "exclude = [\"deep\"]\n").unwrap();
    watched.await_line("no map found");
    watched.settle();
    std::fs::write(at("argmap.toml"), "tear = 1\n").unwrap();
    watched.await_line("argmap.toml:1:1");
    watched.settle();
    std::fs::write(at("argmap.toml"), "strict = false\n").unwrap();
    watched.await_line("1 file: 0 errors, 0 warnings");
    watched.settle();
}

#[test]
fn one_file_is_watched_with_what_it_imports_and_with_its_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("parts")).unwrap();
    std::fs::create_dir(at("texts")).unwrap();
    let whole = r#"{
        "argmap": 1, "title": "Whole", "theses": ["rain"],
        "imports": [{ "as": "part", "path": "parts/part.json" }],
        "sources": [{ "id": "diary", "type": "book", "title": "Diary", "text": "diary.txt" }],
        "claims": [{ "id": "rain", "text": "It rained.",
            "cite": [{ "source": "diary", "at": "p. 1", "quote": "rain all night" }] }],
        "supports": [{ "from": ["part/rain"], "to": "rain" }]
    }"#;
    std::fs::write(at("whole.json"), whole).unwrap();
    std::fs::write(at("parts/part.json"), map("The street is wet.")).unwrap();
    let watched = Watched::start(folder.path(), &["whole.json", "--texts", "texts"]);
    watched.settle();
    watched.is_still();
    // What has no say sets off nothing.
    std::fs::write(at("other.json"), map("Did it rain?")).unwrap();
    std::fs::write(at("notes.txt"), "Rain.").unwrap();
    std::fs::write(at("texts/other.txt"), "Rain.").unwrap();
    watched.is_still();
    std::fs::remove_file(at("parts/part.json")).unwrap();
    watched.await_line("AM019");
    watched.settle();
    replace(&at("parts/part.json"), &map("The street is wet."));
    assert!(!watched.settle().iter().any(|line| line.contains("AM019")));
    std::fs::write(at("texts/diary.txt"), "Sun all day.\n").unwrap();
    watched.await_line("AM405");
    watched.settle();
    std::fs::remove_file(at("whole.json")).unwrap();
    watched.await_line("cannot read `whole.json`");
    watched.settle();
    std::fs::write(at("whole.json"), whole).unwrap();
    watched.await_line("1 file:");
    watched.settle();
}

/// What to end the command by: an interrupt, but where whoever runs the tests ignores interrupts, as
/// shells have their background jobs do, the command ignores them too.
fn interrupt() -> &'static str {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    const INTERRUPT: u64 = 1 << 1;
    if ignored.is_some_and(|mask| mask & INTERRUPT != 0) { "-TERM" } else { "-INT" }
}

#[test]
fn it_ends_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.json"), map("It rained.")).unwrap();
    let mut watched = Watched::start(folder.path(), &["a.json"]);
    watched.settle();
    let id = watched.child.id().to_string();
    let sent = Command::new("kill").args([interrupt(), &id]).status().expect("kill runs");
    assert!(sent.success());
    let start = Instant::now();
    while watched.child.try_wait().expect("the command can be asked").is_none() {
        assert!(start.elapsed() < LONG, "it goes on");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(watched.lines.recv_timeout(LONG).ok(), None);
}

#[test]
fn it_is_for_reading() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [&["--format", "json"][..], &["-"], &["--format", "full=x"], &["missing/a"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
        command.args(["check", "--watch"]).args(arguments).current_dir(folder.path());
        let output = command.stdin(Stdio::null()).output().expect("the command starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    }
}
