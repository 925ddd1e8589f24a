//! `argmap merge` as Git's merge driver, in repositories of their own.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MAP: &str = r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" } // seen at seven
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}
"#;

/// A repository with a map in it, in which the driver is set up for all maps.
struct Repository {
    folder: tempfile::TempDir,
    map: &'static str,
}

impl Repository {
    fn new(map: &'static str) -> Repository {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Repository { folder, map };
        repository.git(&["init", "-q", "-b", "main"]);
        for (key, value) in [
            ("user.name", "Somebody"),
            ("user.email", "somebody@example.org"),
            ("merge.argmap.name", "merge of argument maps"),
            ("merge.argmap.driver", &format!("'{}' merge %O %A %B --path %P", program().display())),
        ] {
            repository.git(&["config", key, value]);
        }
        std::fs::write(repository.path(".gitattributes"), "*.json merge=argmap\n").unwrap();
        if let Some(parent) = repository.path(map).parent() {
            std::fs::create_dir_all(parent).unwrap();
        }
        repository.commit(MAP);
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs Git apart from all configuration but the repository's own.
    fn try_git(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        command.current_dir(self.folder.path()).args(arguments);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("LC_ALL", "C").env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE");
        command.output().expect("Git runs")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.try_git(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let remarks = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}{remarks}");
        said + &remarks
    }

    fn commit(&self, text: &str) {
        std::fs::write(self.path(self.map), text).unwrap();
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "Change the map"]);
    }

    /// Commits two versions on two branches and merges the second into the first; returns whether
    /// that went well, and what was said.
    fn merge(&self, ours: &str, theirs: &str) -> (bool, String) {
        self.git(&["checkout", "-q", "-b", "theirs"]);
        self.commit(theirs);
        self.git(&["checkout", "-q", "main"]);
        self.commit(ours);
        let output = self.try_git(&["merge", "--no-edit", "theirs"]);
        let said =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        (output.status.success(), said.concat())
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path(self.map)).expect("the map is text")
    }

    fn argmap(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(program());
        command.current_dir(self.folder.path()).args(arguments);
        let output = command.output().expect("the command runs");
        let said =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        (output.status.code(), said.concat())
    }
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_argmap"))
}

/// The map with a change of the text.
fn with(old: &str, new: &str) -> String {
    assert!(MAP.contains(old), "{old}");
    MAP.replace(old, new)
}

const NEW_CLAIM: &str = "    { \"id\": \"roof\", \"text\": \"The roof is wet.\", \"basis\": \"observed\" }, // from the window\n    { \"id\": \"wet\"";

#[test]
fn changes_that_do_not_touch_are_merged() {
    let repository = Repository::new("the maps/a map of rain.json");
    // Both on the same line, which no merge of lines could join.
    let ours = with("It rained last night.\" }", "It rained all night.\" }");
    let theirs = with("last night.\" }", "last night.\", \"kind\": \"fact\" }")
        .replace("    { \"id\": \"wet\"", NEW_CLAIM);
    let (went_well, said) = repository.merge(&ours, &theirs);
    assert!(went_well, "{said}");
    assert!(said.contains("`the maps/a map of rain.json` merged: 1 added, 1 changed"), "{said}");
    let wanted = ours
        .replace("all night.\" }", "all night.\", \"kind\": \"fact\" }")
        .replace("    { \"id\": \"wet\"", NEW_CLAIM);
    assert_eq!(repository.text(), wanted);
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn changes_of_one_thing_are_left_to_decide() {
    let repository = Repository::new("rain.json");
    let ours = with("It rained last night.", "It rained all night.");
    let theirs =
        with("It rained last night.", "It poured.").replace("    { \"id\": \"wet\"", NEW_CLAIM);
    let (went_well, said) = repository.merge(&ours, &theirs);
    assert!(!went_well && said.contains("CONFLICT (content)"), "{said}");
    let conflict = "rain.json: `text` of the claim `rain` differs: ours (line 6) \"It rained all night.\"; theirs (line 6) \"It poured.\"";
    assert!(said.contains(conflict), "{said}");
    assert_eq!(repository.git(&["status", "--porcelain"]), "UU rain.json\n");
    // Still a map, with what was added, and the conflict is found with both places.
    let text = repository.text();
    assert!(!text.contains("<<<<") && text.contains("The roof is wet."), "{text}");
    let (code, found) = repository.argmap(&["check", "--format", "full", "rain.json"]);
    assert_eq!(code, Some(1), "{found}");
    for part in ["AM023", "\"It rained all night.\"", "\"It poured.\"", "rain.json:6:29"] {
        assert!(found.contains(part), "{found}");
    }
    // Decided: the entry is deleted.
    let (start, _) = text.split_once(",\n  \"unmerged\"").expect("the conflict is in the file");
    std::fs::write(repository.path("rain.json"), format!("{start}\n}}\n")).unwrap();
    assert_eq!(repository.argmap(&["check", "-q", "rain.json"]).0, Some(0));
    repository.git(&["commit", "-q", "-a", "-m", "Merge theirs"]);
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn references_follow_an_id_that_one_side_changed() {
    let repository = Repository::new("rain.json");
    let ours = MAP.replace("\"wet\"", "\"wet-street\"");
    let theirs =
        with("\"to\": \"rain\" }", "\"to\": \"rain\" }, { \"from\": [\"wet\"], \"to\": \"rain\" }");
    let (went_well, said) = repository.merge(&ours, &theirs);
    assert!(went_well, "{said}");
    assert_eq!(repository.text(), theirs.replace("\"wet\"", "\"wet-street\""));
    assert!(!repository.text().contains("\"wet\""));
}

#[test]
fn what_is_no_map_is_merged_as_git_does() {
    let repository = Repository::new("rain.json");
    let broken = MAP.replace("\"argmap\": 1,", "\"argmap\": 1");
    let (went_well, said) = repository.merge(&with("It rained", "It poured"), &broken);
    assert!(!went_well, "{said}");
    assert!(said.contains("merged line by line: their version cannot be read"), "{said}");
    assert!(repository.text().contains("It poured"), "{}", repository.text());
    let repository = Repository::new("package.json");
    repository.commit("{\n  \"name\": \"a\",\n\n\n  \"version\": 1\n}\n");
    let (went_well, said) = repository.merge(
        "{\n  \"name\": \"b\",\n\n\n  \"version\": 1\n}\n",
        "{\n  \"name\": \"a\",\n\n\n  \"version\": 2\n}\n",
    );
    assert!(went_well, "{said}");
    assert_eq!(repository.text(), "{\n  \"name\": \"b\",\n\n\n  \"version\": 2\n}\n");
}

#[test]
fn the_command_leaves_ours_where_nothing_can_be_merged() {
    let repository = Repository::new("rain.json");
    let write = |name: &str, bytes: &[u8]| std::fs::write(repository.path(name), bytes).unwrap();
    write("base", MAP.as_bytes());
    write("theirs", b"{ \"argmap\": 1, \"title\": \"\xff\" }");
    let (code, said) = repository.argmap(&["merge", "base", "rain.json", "theirs"]);
    assert_eq!((code, said.as_str()), (Some(2), "error: `theirs` is not UTF-8\n"));
    let (code, _) = repository.argmap(&["merge", "base", "rain.json", "nowhere"]);
    assert_eq!(code, Some(2));
    assert_eq!(repository.text(), MAP);
}
