//! Several maps read as one: each under a prefix of its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use argmap_core::diagnostic::Diagnostic;
use argmap_core::document::{ImportFault, Loaded, Reading};
use argmap_core::model::Import;
use argmap_core::report::findings;
use argmap_core::text::{FileId, SourceFile};
use serde_json::json;

use super::loader::{content, fault, named_from};
use super::{
    Named, Opened, bytes_of, collect, note_faulty_import, parent, read_bytes, tell_faults,
};
use crate::args::Access;
use crate::output::Output;

/// Reads maps as one, and says on standard error what is wrong with them: a single one as it is,
/// several under a map in memory that imports each under a prefix made of its file's name.
///
/// Paths may be folders, whose maps are read. A file that is reached in several ways is read once.
/// Imports must lie in the folder of one of the maps that were named unless that is allowed.
///
/// # Errors
/// If a file cannot be read or is no map, or if there is none.
pub fn read_together(
    paths: &[PathBuf],
    access: &Access,
    output: &Output,
) -> anyhow::Result<Opened> {
    let collected = collect(paths, access);
    if let Some((_, complaint)) = collected.complaints().next() {
        anyhow::bail!(complaint);
    }
    let mut maps: Vec<(Named, Vec<u8>)> = Vec::new();
    for named in collected.files {
        let bytes = bytes_of(&named)?;
        if !named.is_met || may_be_map(&bytes) {
            maps.push((named, bytes));
        }
    }
    match maps.len() {
        0 => anyhow::bail!(super::NO_MAP),
        1 => {
            let (named, bytes) = maps.remove(0);
            let opened = read_bytes(&named, bytes, access);
            tell_faults(&opened, output)?;
            Ok(opened)
        }
        _ => read_several(maps, access, output),
    }
}

/// Whether a file that was met in a folder may be a map; those that are not are passed over.
fn may_be_map(bytes: &[u8]) -> bool {
    let file = SourceFile::new("", bytes.to_vec());
    argmap_core::formats::native::read(FileId::ROOT, &file).0.is_map
}

fn read_several(
    maps: Vec<(Named, Vec<u8>)>,
    access: &Access,
    output: &Output,
) -> anyhow::Result<Opened> {
    let names: Vec<String> = maps.iter().map(|(named, _)| named.name.clone()).collect();
    let whole = whole_name(&names);
    let imports = prefixes(&maps).into_iter().zip(&names);
    let imports: Vec<_> =
        imports.map(|(prefix, name)| json!({ "as": prefix, "path": name })).collect();
    let text = json!({ "argmap": 1, "title": names.join(" + "), "imports": imports }).to_string();
    let mut folders = Folders::of(maps, whole.clone(), access);
    let mut load = |importer: &str, path: &str| folders.load(importer, path);
    let mut reading = argmap_core::read(&whole, text, &mut load);
    let unread = |import: &&Import| import.file.is_none();
    if let Some(import) = reading.map.imports().iter().find(unread) {
        anyhow::bail!("`{}` is not a map: it has no key `argmap`", import.path);
    }
    reading.map.language = common_language(&reading);
    let is_broken = reading.problems.iter().any(|problem| problem.rule.code == "AM014");
    let opened = Opened { reading, is_map: true, is_broken };
    tell_all_faults(&opened, &names, output);
    Ok(opened)
}

/// The name of the map in memory.
fn whole_name(names: &[String]) -> String {
    match names {
        [first, second] => format!("<{first} + {second}>"),
        [first, rest @ ..] => format!("<{first} + {} more maps>", rest.len()),
        [] => "<no map>".to_owned(),
    }
}

/// A prefix for each map, made of its file's name: different ones, and ids by their grammar.
fn prefixes(maps: &[(Named, Vec<u8>)]) -> Vec<String> {
    let mut prefixes: Vec<String> = Vec::new();
    for (named, _) in maps {
        let stem = Path::new(&named.name).file_stem().unwrap_or_default().to_string_lossy();
        let words = stem.split(|letter: char| !letter.is_ascii_alphanumeric());
        let words: Vec<String> =
            words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
        let plain = if words.is_empty() { "map".to_owned() } else { words.join("-") };
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        let free =
            std::iter::once(plain.clone()).chain(numbered).find(|one| !prefixes.contains(one));
        prefixes.extend(free);
    }
    prefixes
}

/// The language of the imported maps, if they have one.
fn common_language(reading: &Reading) -> Option<Box<str>> {
    let map = &reading.map;
    let mut files = map.imports().iter().filter_map(|import| import.file);
    let language = map.language_of(files.next()?)?;
    files.all(|file| map.language_of(file) == Some(language)).then(|| language.into())
}

fn tell_all_faults(opened: &Opened, names: &[String], output: &Output) {
    let reading = &opened.reading;
    let syntax = reading.problems.iter().find(|problem| problem.rule.code == "AM014");
    if let Some(problem) = syntax {
        output.error(&findings::line(reading, problem));
        output.note("the result is of what could be read; `argmap check` shows all faults");
    }
    for name in opened.faulty_imports() {
        if names.contains(&name) {
            let is_of = |problem: &&Diagnostic| {
                problem.place().is_some_and(|place| reading.file(place).name() == name)
            };
            let faults = reading.problems.iter().filter(is_of).count();
            output.note(&format!(
                "`{name}` has {} of text or names; `argmap check` shows them",
                findings::count(faults, "fault")
            ));
        } else {
            note_faulty_import(&name, output);
        }
    }
}

/// The maps that were named, and the folders in which their imports must lie.
struct Folders {
    /// The name of the map that imports them.
    whole: String,
    /// Those that were named.
    maps: Vec<Asked>,
    outside: bool,
    /// The name of each file that was loaded, by where it finally lies.
    names: HashMap<PathBuf, String>,
    /// Where the files lie, by name.
    places: HashMap<String, PathBuf>,
}

/// A map that was named.
struct Asked {
    name: String,
    /// Where it finally lies; nothing for standard input.
    file: Option<PathBuf>,
    /// The folder as the name has it, and as it finally is.
    shown: PathBuf,
    folder: Option<PathBuf>,
    /// Taken when it is loaded.
    bytes: Vec<u8>,
}

impl Folders {
    fn of(maps: Vec<(Named, Vec<u8>)>, whole: String, access: &Access) -> Folders {
        let mut folders = Folders {
            whole,
            maps: Vec::new(),
            outside: access.allow_outside,
            names: HashMap::new(),
            places: HashMap::new(),
        };
        for (named, bytes) in maps {
            let path = named.path.as_deref().or(access.stdin_filename.as_deref());
            let file = named.path.as_deref().and_then(|path| path.canonicalize().ok());
            let folder = path.map_or_else(|| PathBuf::from("."), parent).canonicalize().ok();
            let shown = parent(Path::new(&named.name));
            if let Some(file) = &file {
                folders.names.insert(file.clone(), named.name.clone());
                folders.places.insert(named.name.clone(), file.clone());
            }
            folders.maps.push(Asked { name: named.name, file, shown, folder, bytes });
        }
        folders
    }

    /// An imported file, by the name of the importing file and the path in it.
    fn load(&mut self, importer: &str, path: &str) -> Result<Loaded, ImportFault> {
        if importer == self.whole {
            let asked = self.maps.iter_mut().find(|map| map.name == path);
            let asked = asked.ok_or(ImportFault::Missing)?;
            let bytes = std::mem::take(&mut asked.bytes);
            return Ok(Loaded { name: asked.name.clone(), bytes });
        }
        let path = Path::new(path);
        if path.has_root() && !self.outside {
            return Err(ImportFault::Outside);
        }
        let base = self.folder_of(importer).ok_or(ImportFault::Missing)?;
        let file = base.join(path).canonicalize().map_err(|error| fault(&error))?;
        if let Some(name) = self.names.get(&file) {
            let asked = self.maps.iter_mut().find(|map| map.file.as_ref() == Some(&file));
            // What was loaded before is not read again.
            let bytes = asked.map(|asked| std::mem::take(&mut asked.bytes)).unwrap_or_default();
            return Ok(Loaded { name: name.clone(), bytes });
        }
        let (shown, folder) = self.home_of(&file)?;
        let bytes = content(&file)?;
        let name = named_from(shown, folder, &file);
        self.names.insert(file.clone(), name.clone());
        self.places.insert(name.clone(), file);
        Ok(Loaded { name, bytes })
    }

    /// The folder to which the paths of a file are relative.
    fn folder_of(&self, importer: &str) -> Option<PathBuf> {
        let asked = || self.maps.iter().find(|map| map.name == importer)?.folder.clone();
        self.places.get(importer).map(|file| parent(file)).or_else(asked)
    }

    /// The folder of a map in which a file lies, as it is shown and as it finally is; the first
    /// if it lies in none and that is allowed.
    fn home_of(&self, file: &Path) -> Result<(&Path, &Path), ImportFault> {
        let mut homes =
            self.maps.iter().filter_map(|map| Some((&*map.shown, map.folder.as_deref()?)));
        let first = homes.clone().next().ok_or(ImportFault::Missing)?;
        match homes.find(|(_, folder)| file.starts_with(folder)) {
            Some(home) => Ok(home),
            None if self.outside => Ok(first),
            None => Err(ImportFault::Outside),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{create_dir, write};

    use super::*;
    use crate::args::{Global, When};

    fn map(imports: &str, claims: &str) -> String {
        format!(
            r#"{{ "argmap": 1, "title": "T", "language": "en", "imports": [{imports}], "claims": [{claims}] }}"#
        )
    }

    fn opened(paths: &[PathBuf], allow_outside: bool) -> anyhow::Result<Opened> {
        let access = Access { allow_outside, stdin_filename: None };
        let global = Global { quiet: true, color: When::Never };
        read_together(paths, &access, &Output::new(&global))
    }

    fn files(opened: &Opened) -> Vec<&str> {
        opened.reading.files.iter().map(SourceFile::name).collect()
    }

    #[test]
    fn each_map_has_a_prefix_and_each_file_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        create_dir(at("sub")).unwrap();
        write(at("sub/Map A.json"), map("", r#"{ "id": "a", "text": "A" }"#)).unwrap();
        let import = r#"{ "as": "x", "path": "sub/Map A.json" }"#;
        write(at("b.json"), map(import, r#"{ "id": "b", "text": "B", "same-as": ["x/a"] }"#))
            .unwrap();
        write(at("sub/b.json"), map("", r#"{ "id": "c", "text": "C", "group": "none" }"#)).unwrap();
        let paths = ["b.json", "sub/Map A.json", "sub/b.json", "sub/../b.json"].map(at);
        let opened = opened(&paths, false).unwrap();
        let map = &opened.reading.map;
        let names: Vec<_> = map.claims().map(|(id, _)| map.name(id).unwrap()).collect();
        assert_eq!(names, ["map-a/a", "b/b", "b-2/c"]);
        assert_eq!(files(&opened).len(), 4);
        assert!(opened.name().starts_with('<') && opened.name().ends_with("2 more maps>"));
        assert_eq!(map.language.as_deref(), Some("en"));
        let problem = opened.reading.problems.first().unwrap();
        let place = opened.reading.file(problem.place().unwrap()).name();
        assert!(place.ends_with("sub/b.json"), "{place}");
    }

    #[test]
    fn one_map_is_read_as_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write(&path, map("", r#"{ "id": "a", "text": "A" }"#)).unwrap();
        let opened = opened(&[path.clone(), path], false).unwrap();
        assert_eq!(files(&opened).len(), 1);
        assert!(opened.reading.map.find_claim("a").is_some());
    }

    #[test]
    fn imports_stay_in_the_folders_of_the_maps() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        ["x", "y", "z"].iter().for_each(|name| create_dir(at(name)).unwrap());
        let import = |path: &str| format!(r#"{{ "as": "o", "path": "{path}" }}"#);
        write(at("x/a.json"), map(&import("../y/c.json"), "")).unwrap();
        write(at("y/b.json"), map(&import("../z/d.json"), "")).unwrap();
        write(at("y/c.json"), map("", "")).unwrap();
        write(at("z/d.json"), map("", "")).unwrap();
        let paths = ["x/a.json", "y/b.json"].map(at);
        let within = opened(&paths, false).unwrap();
        let told: Vec<_> = within.reading.problems.iter().map(|found| &*found.message).collect();
        assert!(told.len() == 1 && told[0].contains("../z/d.json"), "{told:?}");
        assert_eq!(files(&within).len(), 4);
        let all = opened(&paths, true).unwrap();
        assert!(all.reading.problems.is_empty() && files(&all).len() == 5);
    }

    #[test]
    fn what_is_no_map_is_refused_where_it_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        write(at("a.json"), map("", "")).unwrap();
        write(at("b.json"), "{}").unwrap();
        let refused = opened(&["a.json", "b.json"].map(at), false).err().unwrap().to_string();
        assert!(refused.ends_with("b.json` is not a map: it has no key `argmap`"), "{refused}");
        assert_eq!(files(&opened(&[folder.path().to_owned()], false).unwrap()).len(), 1);
        assert!(opened(&[at("none.json"), at("a.json")], false).is_err());
    }
}
