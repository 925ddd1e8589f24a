//! What surrounds the command: completions of shells, manual pages, hooks of pre-commit and the
//! GitHub action.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package has a parent").to_owned()
}

fn argmap(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
    command.args(arguments).stdin(Stdio::null()).output().expect("the command starts")
}

fn printed(arguments: &[&str]) -> String {
    let output = argmap(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// The names of all subcommands, as the help lists them.
fn subcommands() -> Vec<String> {
    let help = printed(&["--help"]);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty() && *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn every_shell_is_told_every_subcommand() {
    let subcommands = subcommands();
    assert!(subcommands.len() > 12, "{subcommands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for name in subcommands.iter().map(String::as_str).chain(["--tier"]) {
            // Fish has options without their dashes.
            let is_told = script.contains(name.trim_start_matches('-'));
            assert!(is_told, "{shell} is not told of {name}");
        }
    }
    assert_eq!(argmap(&["completions", "tcsh"]).status.code(), Some(2));
}

/// A program may wait for what is said of a line before it writes the next.
#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_argmap"))
        .args(["check", "--jsonl", "--jobs", "3"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut questions = child.stdin.take().expect("an input");
    let mut answers = BufReader::new(child.stdout.take().expect("an output")).lines();
    for number in 1..=20 {
        writeln!(questions, r#"{{ "argmap": 1, "title": "Map {number}" }}"#).expect("a line");
        let answer = answers.next().expect("an answer").expect("a line");
        assert!(answer.contains(&format!(r#""line":{number},"map":true"#)), "{answer}");
    }
    drop(questions);
    assert!(answers.next().is_none());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn bash_understands_its_completions() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("argmap.bash");
    std::fs::write(&file, printed(&["completions", "bash"])).expect("the file can be written");
    let ask = format!(
        "source '{}'; COMP_WORDS=(argmap check --ti); COMP_CWORD=2; \
         _argmap argmap --ti check; echo \"${{COMPREPLY[@]}}\"",
        file.display()
    );
    let output = Command::new("bash").args(["-c", &ask]).output().expect("bash runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "--tier\n", "{output:?}");
    let output = Command::new("bash").arg("-n").arg(&file).output().expect("bash runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn every_subcommand_has_its_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("share/man1");
    printed(&["man", "--output", pages.to_str().unwrap()]);
    let mut wanted: Vec<String> =
        subcommands().iter().map(|name| format!("argmap-{name}.1")).collect();
    wanted.push("argmap.1".to_owned());
    wanted.sort();
    let entries = std::fs::read_dir(&pages).expect("the folder of pages");
    let mut found: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, wanted);
    let page = |name: &str| std::fs::read_to_string(pages.join(name)).expect("a page");
    assert_eq!(printed(&["man"]), page("argmap.1"));
    assert!(page("argmap-check.1").contains("Find faults in maps"));
    assert!(page("argmap-check.1").contains("Exit codes"));
    assert!(page("argmap.1").contains("argmap\\-check(1)"));
}

/// Words of a hook's or action's text that must be options of a command.
fn assert_known(words: &[&str]) {
    let known = printed(&[words[0], "--help"]);
    for word in words.iter().filter(|word| word.starts_with("--") && **word != "--") {
        let name = word.split('=').next().unwrap();
        let is_known = known.split(|c: char| c.is_whitespace() || c == ',').any(|w| w == name);
        assert!(is_known, "`{}` has no option {word}", words[0]);
    }
}

/// A hook of pre-commit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hook {
    id: String,
    name: String,
    description: String,
    language: String,
    entry: String,
    files: String,
    #[serde(default)]
    args: Vec<String>,
}

#[test]
fn hooks_use_what_the_command_has() {
    let text = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks");
    let hooks: Vec<Hook> = serde_saphyr::from_str(&text).expect("the hooks are as they should be");
    let ids: Vec<&str> = hooks.iter().map(|hook| &*hook.id).collect();
    assert_eq!(ids, ["argmap-check", "argmap-fmt"]);
    for hook in &hooks {
        assert!(!hook.name.is_empty() && !hook.description.is_empty());
        assert_eq!((&*hook.language, &*hook.files), ("rust", r"\.json$"), "{}", hook.id);
        let mut words = hook.entry.split(' ');
        assert_eq!(words.next(), Some(PACKAGE), "{}", hook.id);
        let words: Vec<&str> = words.chain(hook.args.iter().map(String::as_str)).collect();
        assert!(words.contains(&"--only-maps"), "{} would complain of what is no map", hook.id);
        assert_known(&words);
    }
}

/// What the hooks call: the program of the package that pre-commit installs.
const PACKAGE: &str = "argmap-hook";

#[test]
fn hooks_call_what_the_package_at_the_root_installs() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace");
    for table in ["[package]", "[[bin]]"] {
        assert!(text.contains(&format!("{table}\nname = \"{PACKAGE}\"")), "{table}");
    }
}

/// A composite action of GitHub.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Action {
    name: String,
    description: String,
    inputs: BTreeMap<String, Input>,
    runs: Runs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    description: String,
    required: bool,
    default: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Runs {
    using: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    name: String,
    shell: String,
    #[serde(default)]
    env: BTreeMap<String, String>,
    run: String,
}

fn action() -> Action {
    let text = std::fs::read_to_string(root().join("action.yml")).expect("the action");
    serde_saphyr::from_str(&text).expect("the action is as it should be")
}

#[test]
fn the_action_uses_what_the_command_has() {
    let action = action();
    assert!(!action.name.is_empty() && !action.description.is_empty());
    assert_eq!(action.runs.using, "composite");
    let names: Vec<&str> = action.inputs.keys().map(String::as_str).collect();
    assert_eq!(names, ["args", "paths", "sarif"]);
    assert!(action.inputs.values().all(|input| !input.description.is_empty() && !input.required));
    assert_eq!(action.inputs["paths"].default, ".");
    for step in &action.runs.steps {
        assert_eq!(step.shell, "bash", "{}", step.name);
        assert!(!step.run.contains("${{"), "{} puts foreign text into a shell", step.name);
    }
    let inputs: Vec<&String> =
        action.runs.steps.iter().flat_map(|step| step.env.values()).collect();
    for name in names {
        assert!(inputs.contains(&&format!("${{{{ inputs.{name} }}}}")), "{name} is not used");
    }
    let [install, check] = &action.runs.steps[..] else { panic!("two steps were expected") };
    assert!(install.run.contains("cargo install --locked"));
    let text = check.run.replace(['(', ')', '"'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert_known(&[&["check"], &words[..]].concat());
}

/// Runs the action's second step as a runner does.
fn run_action(folder: &Path, paths: &str, args: &str, sarif: &str) -> Output {
    let action = action();
    let check = &action.runs.steps[1];
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", &check.run]);
    // The folder into which the first step installs.
    let temporary = tempfile::tempdir().expect("a folder");
    let programs = temporary.path().join("argmap/bin");
    std::fs::create_dir_all(&programs).expect("a folder for the program");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_argmap"), programs.join("argmap"))
        .expect("a link to the program");
    command.env("RUNNER_TEMP", temporary.path()).env_remove("ARGMAP_TEXTS").current_dir(folder);
    for (name, value) in &check.env {
        let value = match value.as_str() {
            "${{ inputs.paths }}" => paths,
            "${{ inputs.args }}" => args,
            "${{ inputs.sarif }}" => sarif,
            other => panic!("{name} is {other}"),
        };
        command.env(name, value);
    }
    command.output().expect("bash runs")
}

#[test]
fn the_action_writes_its_file_keeps_the_exit_code_and_obeys_no_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let map =
        r#"{ "argmap": 1, "title": "Rain", "claims": [{ "id": "rain", "text": "Did it rain?" }] }"#;
    std::fs::write(folder.path().join("a map.json"), map).expect("a map");
    std::fs::write(folder.path().join("b.json"), map).expect("a map");
    let ran =
        run_action(folder.path(), "a map.json\n b.json \n\n", "--fail-on\nwarning", "o.sarif");
    assert_eq!(ran.status.code(), Some(1), "{ran:?}");
    let annotations = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(annotations.contains("::warning ") && annotations.contains("b.json"), "{ran:?}");
    let sarif = std::fs::read_to_string(folder.path().join("o.sarif")).expect("the file");
    assert!(sarif.contains("\"2.1.0\"") && sarif.contains("AM605"), "{sarif}");
    let ran = run_action(folder.path(), ".", "--tier regular --fail-on never", "");
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    // Neither commands nor patterns nor options come from where a path is expected.
    for hostile in ["$(touch owned)", "`touch owned`", "; touch owned", "*.json", "--help"] {
        let ran = run_action(folder.path(), hostile, "", "");
        assert_eq!(ran.status.code(), Some(2), "{hostile}: {ran:?}");
    }
    let ran = run_action(folder.path(), ".", "$(touch owned)", "");
    assert_eq!(ran.status.code(), Some(2), "{ran:?}");
    assert!(!folder.path().join("owned").exists());
}

/// The blocks of a document that are in a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let starts = text.split(&*fence).skip(1);
    starts.map(|rest| rest.split("```").next().unwrap_or("").to_owned()).collect()
}

#[test]
fn the_document_names_what_there_is() {
    let text = std::fs::read_to_string(root().join("docs/ci.md")).expect("the document");
    let yaml = blocks(&text, "yaml");
    assert!(yaml.len() >= 4);
    for block in &yaml {
        let parsed: Result<serde_json::Value, _> = serde_saphyr::from_str(block);
        assert!(parsed.is_ok(), "{parsed:?}: {block}");
        for id in block.lines().filter_map(|line| line.trim().strip_prefix("- id: ")) {
            assert!(["argmap-check", "argmap-fmt"].contains(&id), "there is no hook {id}");
        }
    }
    let shown =
        blocks(&text, "console").concat() + &yaml.concat().replace("- argmap ", "$ argmap ");
    let commands: Vec<&str> =
        shown.lines().filter_map(|line| line.trim().strip_prefix("$ argmap ")).collect();
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        assert_known(&command.split(' ').collect::<Vec<_>>());
    }
    for option in text.split('`').filter(|word| word.starts_with("--")) {
        let option = option.split(' ').next().unwrap();
        let is_of_man = option == "--output";
        assert!(is_of_man || printed(&["check", "--help"]).contains(option), "{option}");
    }
}
