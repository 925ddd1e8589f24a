//! `argmap report`: everything that the site leads to is there, and the same maps give the same
//! bytes.

#[path = "support/xml.rs"]
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use percent_encoding::percent_decode_str;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs `argmap report` on a folder and gives what it wrote.
fn report(folder: &Path, more: &[&str]) -> TempDir {
    let out = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
    command.args(["report", "-q", "--out"]).arg(out.path()).arg(folder).args(more);
    let done = command.output().expect("the command starts");
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    out
}

/// All files under a folder, by their paths from it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// Every address of every page leads to a file of the site and, if it has a fragment, to an element
/// of it; every file is led to.
fn assert_whole(site: &BTreeMap<String, Vec<u8>>) {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut addresses: Vec<(&str, String)> = Vec::new();
    let mut walked: BTreeSet<String> = BTreeSet::new();
    for (name, content) in site {
        let text = std::str::from_utf8(content).expect("it is text");
        if name.ends_with(".html") && text.contains("<script") {
            // A page that is walked about in, which has tests of its own.
            walked.insert(name.clone());
        } else if name.ends_with(".html") {
            let root = xml::parse(text.strip_prefix("<!DOCTYPE html>\n").expect("a doctype"));
            for part in root.all() {
                for key in ["href", "src"] {
                    addresses.extend(part.attributes.get(key).map(|to| (&**name, to.clone())));
                }
                let id = part.attributes.get("id").cloned();
                let is_new = id.is_none_or(|id| ids.entry(name).or_default().insert(id));
                assert!(is_new, "{name}: an id comes twice");
            }
        } else if name.ends_with(".md") {
            let links = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
            let links = links.map(|(to, _)| to.to_owned()).filter(|to| !to.starts_with('#'));
            addresses.extend(links.map(|to| (&**name, to)));
        } else if name.ends_with(".svg") {
            assert_eq!(xml::parse(text).name, "svg", "{name}");
        }
    }
    assert!(addresses.len() > 3);
    let mut reached: BTreeSet<String> = ["index.html", "index.md"].map(str::to_owned).into();
    for (from, to) in addresses {
        if to.starts_with("https://") || to.starts_with("http://") {
            continue;
        }
        let (path, fragment) = to.split_once('#').unwrap_or((&to, ""));
        let path = percent_decode_str(path).decode_utf8().expect("an address is UTF-8");
        let mut target: Vec<&str> = from.split('/').collect();
        if !path.is_empty() {
            target.pop();
            for part in path.split('/') {
                match part {
                    ".." => assert!(target.pop().is_some(), "{from}: {to} leaves the site"),
                    part => target.push(part),
                }
            }
        }
        let target = target.join("/");
        assert!(site.contains_key(&target), "{from}: {to} is not there");
        if !fragment.is_empty() && !walked.contains(&target) {
            let is_there = ids.get(&*target).is_some_and(|ids| ids.contains(fragment));
            assert!(is_there, "{from}: {to} has no such part");
        }
        reached.insert(target);
    }
    assert!(!walked.is_empty());
    for name in site.keys() {
        assert!(reached.contains(name) || name.ends_with(".dot"), "nothing leads to {name}");
    }
}

#[test]
fn the_site_of_the_shipped_maps_is_whole_and_the_same_every_time() {
    let first = files(report(&root().join("maps"), &[]).path());
    assert!(
        ["index.html", "index.md", "critique.html"].iter().all(|name| first.contains_key(*name))
    );
    assert_whole(&first);
    let second = files(report(&root().join("maps"), &[]).path());
    assert!(first == second, "two runs differ");
}

/// Maps whose names meet those of the site's own files or of other maps' pictures, in folders.
#[test]
fn no_file_of_the_site_takes_the_place_of_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let map = |title: &str, group: &str| {
        // More claims than one picture shows.
        let claims: String = (0..70)
            .map(|at| {
                format!(
                    r#"{{ "id": "c{at}", "text": "Claim {at} of {title}.", "group": "{}" }},"#,
                    if at < 9 { group } else { "rest" }
                )
            })
            .collect();
        format!(
            r#"{{ "argmap": 1, "title": "{title}", "theses": ["c0"], "claims": [{claims}],
               "groups": [{{ "id": "{group}", "title": "Group" }}, {{ "id": "rest", "title": "Rest" }}] }}"#
        )
    };
    std::fs::create_dir_all(folder.path().join("sub/in")).unwrap();
    for (name, title, group) in [
        ("index.json", "Index", "g"),
        ("a.json", "A", "view"),
        ("a--view.json", "A view", "g"),
        ("a--g.json", "A g", "g"),
        ("A.json", "Capital", "g"),
        ("sub/index.json", "Sub", "g"),
        ("sub/in/a b (ü)#?.json", "Odd", "g"),
    ] {
        std::fs::write(folder.path().join(name), map(title, group)).unwrap();
    }
    let out = report(folder.path(), &["--dot"]);
    let site = files(out.path());
    assert_whole(&site);
    let count = |end: &str| site.keys().filter(|name| name.ends_with(end)).count();
    assert_eq!(count(".dot"), count(".svg"));
    for title in ["Index", "A", "A view", "A g", "Capital", "Sub", "Odd"] {
        let is_of =
            |page: &&Vec<u8>| String::from_utf8_lossy(page).contains(&format!("<h1>{title}</h1>"));
        let pages = site.iter().filter(|(name, _)| name.ends_with(".html")).map(|(_, page)| page);
        assert_eq!(pages.filter(is_of).count(), 1, "{title}");
    }
}

/// What lies in the folder already and is not of this run stays.
#[test]
fn other_files_are_left_alone() {
    let maps = tempfile::tempdir().expect("a folder");
    std::fs::write(
        maps.path().join("a.json"),
        r#"{ "argmap": 1, "title": "A", "claims": [{ "id": "a", "text": "A." }] }"#,
    )
    .unwrap();
    let out = report(maps.path(), &[]);
    std::fs::write(out.path().join("old.html"), "old").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_argmap"));
    command.args(["report", "-q", "--out"]).arg(out.path()).arg(maps.path());
    assert!(command.status().expect("the command starts").success());
    assert_eq!(std::fs::read(out.path().join("old.html")).unwrap(), b"old");
}
