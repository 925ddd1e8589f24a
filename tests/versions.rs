//! `argmap diff` with git: revisions, the working tree, and the command as git's diff driver, in a
//! repository that is made for the test.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const OLD: &str = r#"{ "argmap": 1, "title": "Rain", "theses": ["wet"],
  "imports": [{ "as": "shared", "path": "shared/facts.json" }],
  "claims": [
    { "id": "wet", "text": "The street is wet." },
    { "id": "rain", "text": "It rained all night." }
  ],
  "supports": [{ "id": "why", "from": ["rain", "shared/gauge"], "to": "wet" }] }
"#;

const FACTS: &str = r#"{ "argmap": 1, "title": "Facts",
  "claims": [{ "id": "gauge", "text": "The gauge is full.", "basis": "observed" }] }
"#;

/// A repository with two commits; it is gone in the end.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new() -> Repository {
        let made = Repository { folder: tempfile::tempdir().expect("a folder") };
        made.git(&["init", "-q", "-b", "main"]);
        made.git(&["config", "user.name", "A"]);
        made.git(&["config", "user.email", "a@example.org"]);
        made.write("maps/rain.json", OLD);
        made.write("maps/shared/facts.json", FACTS);
        made.write("data.json", "[1]\n");
        made.commit("one");
        made
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = command("git", self.path()).args(arguments).output().expect("git runs");
        let remarks = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {remarks}");
        String::from_utf8(output.stdout).expect("git prints text")
    }

    fn diff(&self, folder: &str, arguments: &[&str]) -> Ran {
        let folder = self.path().join(folder);
        let mut command = command(env!("CARGO_BIN_EXE_argmap"), &folder);
        Ran::of(&command.arg("diff").args(arguments).output().expect("the command runs"))
    }

    /// Has git show maps through the command.
    fn with_driver(self) -> Repository {
        let driver = format!("'{}' diff --git-driver", env!("CARGO_BIN_EXE_argmap"));
        self.git(&["config", "diff.argmap.command", &driver]);
        self.write(".gitattributes", "maps/**/*.json diff=argmap\nmaps/*.json diff=argmap\n");
        self.commit("attributes");
        self
    }
}

/// What a run of the command came to.
#[derive(Debug)]
struct Ran {
    out: String,
    remarks: String,
    code: Option<i32>,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it prints text");
        let (out, remarks) = (text(&output.stdout), text(&output.stderr));
        Ran { out, remarks, code: output.status.code() }
    }

    #[track_caller]
    fn has(&self, code: i32, lines: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for line in lines {
            assert!(self.out.contains(line), "no {line:?} in {self:#?}");
        }
    }
}

fn command(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("LC_ALL", "C").env("GIT_PAGER", "cat").env_remove("ARGMAP_TEXTS");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF"] {
        command.env_remove(name);
    }
    command
}

#[test]
fn revisions_and_the_working_tree_are_compared() {
    let made = Repository::new();
    let none = made.diff(".", &["--git", "HEAD"]);
    none.has(0, &[]);
    assert!(none.remarks.contains("no map was changed"), "{none:?}");
    made.write("maps/rain.json", &OLD.replace("all night", "all day"));
    made.write("data.json", "[2]\n");
    let tree = made.diff(".", &["--git", "HEAD"]);
    tree.has(
        1,
        &[
            "HEAD:maps/rain.json → maps/rain.json\n",
            "  ~ `rain`: It rained all [-night-]{+day+}.\n",
            "claims: 1 reworded\n",
        ],
    );
    assert!(!tree.out.contains("data.json"), "{tree:?}");
    made.commit("two");
    made.write(
        "maps/new.json",
        r#"{ "argmap": 1, "title": "New", "claims": [{ "id": "n", "text": "N." }] }"#,
    );
    made.diff(".", &["--git", "HEAD~1..HEAD"]).has(1, &["{+day+}"]);
    made.diff(".", &["--git", "HEAD..HEAD~1"]).has(1, &["{+night+}"]);
    made.diff(".", &["--git", "HEAD~1..."]).has(1, &["{+day+}"]);
    // What is not yet tracked is new; only what lies under the folder or the paths counts.
    made.diff("maps", &["--git", "HEAD"]).has(1, &["maps/new.json", "  + `n`: N.\n"]);
    made.diff("maps/shared", &["--git", "HEAD"]).has(0, &[]);
    made.diff(".", &["--git", "HEAD~1", "maps/rain.json"]).has(1, &["{+day+}"]);
    let data = made.diff(".", &["--git", "HEAD~1..HEAD", "--format", "json"]);
    let data: serde_json::Value = serde_json::from_str(&data.out).expect("JSON");
    assert_eq!(data["differences"][0]["old"], "HEAD~1:maps/rain.json");
    assert_eq!(data["differences"][0]["parts"][0]["ways"][0], "reworded");
    made.diff(".", &["--git", "HEAD~1..HEAD", "--format", "markdown"])
        .has(1, &["It rained all <del>night</del><ins>day</ins>."]);
}

#[test]
fn imports_are_those_of_the_revision() {
    let made = Repository::new();
    // The new version uses what only the new facts have.
    let facts = FACTS.replace("\"gauge\"", "\"meter\"");
    made.write("maps/shared/facts.json", &facts);
    made.write("maps/rain.json", &OLD.replace("shared/gauge", "shared/meter"));
    let tree = made.diff(".", &["--git", "HEAD", "maps/rain.json"]);
    made.commit("two");
    let commits = made.diff(".", &["--git", "HEAD~1..HEAD", "maps/rain.json"]);
    for ran in [tree, commits] {
        ran.has(1, &["premises: - `shared/gauge` + `shared/meter`"]);
        assert!(!ran.remarks.contains("faults"), "{ran:?}");
    }
    // An import that leads out of the map's folder is not followed, in a commit as in a folder.
    made.write("outside.json", FACTS);
    made.write("maps/rain.json", &OLD.replace("shared/facts.json", "../outside.json"));
    made.commit("three");
    let ran = made.diff(".", &["--git", "HEAD~1..HEAD", "maps/rain.json"]);
    ran.has(1, &["AM"]);
    assert!(ran.remarks.contains("faults"), "{ran:?}");
    let ran = made.diff(".", &["--git", "HEAD~1..HEAD", "--allow-outside", "maps/rain.json"]);
    assert!(!ran.remarks.contains("faults"), "{ran:?}");
}

#[test]
fn what_is_hostile_stays_a_name() {
    let made = Repository::new();
    for revision in ["--output=pwned", "-h", "--exec=touch pwned", "nowhere", "HEAD:maps/rain.json"]
    {
        let ran = made.diff(".", &[&format!("--git={revision}")]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.remarks.contains("git knows no revision"), "{ran:?}");
    }
    for (at, name) in
        ["-x.json", "a b;touch pwned.json", "new\nline.json", ":(top)x.json", "ü.json"]
            .into_iter()
            .enumerate()
    {
        made.write(&format!("maps/{name}"), &OLD.replace("shared/", ""));
        made.commit(&format!("{at}"));
        made.write(&format!("maps/{name}"), &OLD.replace("shared/", "").replace("night", "day"));
        let ran = made.diff("maps", &["--git", "HEAD", "--", name]);
        ran.has(1, &["[-night-]{+day+}"]);
        made.commit(&format!("{at} again"));
        made.diff("maps", &["--git", "HEAD~1..HEAD"]).has(1, &["[-night-]{+day+}"]);
    }
    assert!(!made.path().join("pwned").exists() && !made.path().join("maps/pwned").exists());
    // A terminal is told of the line break, and obeys nothing.
    made.write("maps/new\nline.json", "{");
    let ran = made.diff("maps", &["--git", "HEAD"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.remarks.contains("new\\nline.json"), "{ran:?}");
}

#[test]
fn git_shows_maps_through_the_driver() {
    let made = Repository::new().with_driver();
    assert_eq!(made.git(&["diff"]), "");
    made.write("maps/rain.json", &OLD.replace("all night", "all day"));
    let shown = made.git(&["diff"]);
    let wanted = "diff --argmap a/maps/rain.json b/maps/rain.json\n\
        Claims\n  ~ `rain`: It rained all [-night-]{+day+}.\nclaims: 1 reworded\n";
    assert_eq!(shown, wanted, "imports are found beside the map");
    // From another folder, from the index, and between commits.
    let folder = made.path().join("maps/shared");
    let output = command("git", &folder).args(["diff"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), wanted);
    made.git(&["add", "-A"]);
    assert_eq!(made.git(&["diff", "--cached"]), wanted);
    made.commit("two");
    assert_eq!(made.git(&["diff", "HEAD~1", "HEAD"]), wanted);
    assert!(made.git(&["log", "-p", "-1", "--ext-diff"]).ends_with(wanted));
    assert!(made.git(&["show", "--ext-diff", "--format="]).ends_with(wanted));
    // The layout is no difference.
    made.write("maps/rain.json", &OLD.replace("all night", "all day").replace('\n', "\n\n"));
    assert!(made.git(&["diff"]).ends_with("the maps mean the same\n"));
}

#[test]
fn the_driver_shows_new_deleted_and_renamed_maps() {
    let made = Repository::new().with_driver();
    made.write(
        "maps/new.json",
        r#"{ "argmap": 1, "title": "New", "claims": [{ "id": "n", "text": "N." }] }"#,
    );
    made.git(&["add", "-A"]);
    let shown = made.git(&["diff", "--cached"]);
    assert!(shown.contains("new map\n") && shown.contains("  + `n`: N.\n"), "{shown}");
    made.commit("two");
    made.git(&["rm", "-q", "maps/new.json"]);
    let shown = made.git(&["diff", "--cached"]);
    assert!(shown.contains("deleted map\n") && shown.contains("  - `n`: N.\n"), "{shown}");
    made.git(&["mv", "maps/rain.json", "maps/weather.json"]);
    made.write("maps/weather.json", &OLD.replace("all night", "all day"));
    made.git(&["add", "-A"]);
    let shown = made.git(&["diff", "--cached", "-M"]);
    assert!(shown.contains("diff --argmap a/maps/rain.json b/maps/weather.json\n"), "{shown}");
    assert!(shown.contains("[-night-]{+day+}"), "{shown}");
    made.git(&["update-index", "--chmod=+x", "maps/weather.json"]);
    let shown = made.git(&["diff", "--cached", "-M"]);
    assert!(shown.contains("old mode 100644\nnew mode 100755\n"), "{shown}");
}

#[test]
fn the_driver_shows_what_is_no_map_line_by_line() {
    let made = Repository::new().with_driver();
    made.write("maps/rain.json", "{ \"argmap\": 1,\n<<<<<<< ours \u{1b}[31m\n");
    let shown = made.git(&["diff"]);
    assert!(
        shown.contains("; shown line by line)\n--- a/maps/rain.json\n+++ b/maps/rain.json\n"),
        "{shown}"
    );
    assert!(shown.contains("+<<<<<<< ours \\u{1b}[31m\n"), "{shown}");
    made.write("maps/rain.json", "[1, 2]\n");
    assert!(made.git(&["diff"]).contains("`maps/rain.json` is not a map; shown line by line)"));
    std::fs::write(made.path().join("maps/rain.json"), [0xff, 0xfe, 0, 1]).unwrap();
    assert!(made.git(&["diff"]).contains("Binary files differ\n"));
    // A name that begins with a hyphen is still a name.
    made.git(&["checkout", "-q", "--", "."]);
    made.write("-x.json", "[1]\n");
    made.write(".gitattributes", "*.json diff=argmap\n");
    made.commit("two");
    made.write("-x.json", "[2]\n");
    assert!(made.git(&["diff"]).contains("+[2]\n"));
}

#[test]
fn the_driver_says_that_a_path_is_unmerged() {
    let made = Repository::new().with_driver();
    made.git(&["checkout", "-q", "-b", "other"]);
    made.write("maps/rain.json", &OLD.replace("night", "day"));
    made.commit("theirs");
    made.git(&["checkout", "-q", "main"]);
    made.write("maps/rain.json", &OLD.replace("night", "week"));
    made.commit("ours");
    let merge = command("git", made.path()).args(["merge", "other"]).output().unwrap();
    assert!(!merge.status.success());
    let output =
        command("git", made.path()).args(["diff", "--ours", "maps/rain.json"]).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && shown.contains("* Unmerged path maps/rain.json"), "{shown}");
}

#[test]
fn both_versions_are_drawn_in_one_picture() {
    let made = Repository::new();
    let new = OLD.replace("\"from\": [\"rain\", ", "\"from\": [").replace(
        "{ \"id\": \"rain\", \"text\": \"It rained all night.\" }",
        "{ \"id\": \"pipe\", \"text\": \"A water main has burst.\" }",
    );
    made.write("maps/new.json", &new);
    let ran = made.diff("maps", &["rain.json", "new.json", "--draw", "both.svg"]);
    ran.has(1, &["  - `rain`", "  + `pipe`", "premises: - `rain`"]);
    let picture: PathBuf = made.path().join("maps/both.svg");
    let picture = std::fs::read_to_string(picture).expect("the picture is there");
    let marks = ["+ added", "− removed", "~ changed"];
    for text in ["It rained all night.", "A water main", "The street is wet."].iter().chain(&marks)
    {
        assert!(picture.contains(text), "{picture}");
    }
    let ran = made.diff("maps", &["rain.json", "rain.json", "--draw", "none.svg"]);
    ran.has(0, &["the maps mean the same"]);
    assert!(!made.path().join("maps/none.svg").exists());
}
