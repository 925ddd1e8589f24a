//! Imported files: how their texts are asked for, and in which order files become part of a map.

use std::collections::HashMap;

use typed_arena::Arena;

use super::problems::{bad_id, duplicate_id, import_cycle, unreadable_import};
use super::{Document, ImportDeclaration};
use crate::diagnostic::Diagnostic;
use crate::model::{Import, is_name};
use crate::text::{FileId, Place, SourceFile};

/// An imported file's content.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The one name by which this file is known, however it was reached.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why an imported file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImportFault {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// It lies outside the folder of the map that was asked for.
    #[error("it lies outside the map's folder")]
    Outside,
    /// It could not be read.
    #[error("{0}")]
    Unreadable(String),
}

/// Gives the content of an imported file: called with the name of the importing file and the
/// path as that file has it.
pub type Loader<'l> = dyn FnMut(&str, &str) -> Result<Loaded, ImportFault> + 'l;

/// A [`Loader`] for texts that stand alone: every import is missing.
///
/// # Errors
/// Always.
pub fn no_imports(_importer: &str, _path: &str) -> Result<Loaded, ImportFault> {
    Err(ImportFault::Missing)
}

/// Turns a file's text into declarations and problems.
pub type Reader = for<'t> fn(FileId, &'t SourceFile) -> (Document<'t>, Vec<Diagnostic>);

/// A file that was read, with what it imports.
pub(super) struct ReadFile<'t> {
    pub(super) document: Document<'t>,
    pub(super) imports: Vec<Import>,
}

/// Reads the root and all that it imports, each file once, without recursion. Returns the files
/// by number, and their numbers in an order in which each comes after those that it imports.
pub(super) fn read_all<'t>(
    root: SourceFile,
    arena: &'t Arena<SourceFile>,
    reader: Reader,
    loader: &mut Loader,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<ReadFile<'t>>, Vec<FileId>) {
    let mut names = HashMap::from([(root.name().to_owned(), FileId::ROOT)]);
    let mut order = Vec::new();
    let mut files = Vec::new();
    let read = |files: &mut Vec<ReadFile<'t>>, source: SourceFile| {
        let source: &'t SourceFile = arena.alloc(source);
        let (document, found) = reader(FileId(files.len() as u32), source);
        files.push(ReadFile { document, imports: Vec::new() });
        found
    };
    problems.append(&mut read(&mut files, root));
    // Files that are being read, each with the number of its next import and the place of its last.
    let mut open: Vec<(FileId, usize, Option<Place>)> = vec![(FileId::ROOT, 0, None)];
    let mut closed = vec![false];
    while let Some((file, next, last)) = open.last_mut() {
        let file = *file;
        let document = &files[file.index()].document;
        let Some(declaration) = document.imports.get(*next).cloned() else {
            closed[file.index()] = true;
            order.push(file);
            open.pop();
            continue;
        };
        *next += 1;
        let Some((alias, path)) = alias_and_path(document, &declaration) else { continue };
        if let Some(written) = declaration.alias.filter(|_| !is_name(&alias)) {
            problems.push(bad_id::found(&alias, document.place(written.span)));
        }
        let earlier = document.imports[..*next - 1].iter().filter_map(|import| import.alias);
        let same = earlier.into_iter().find(|earlier| document.str(*earlier) == alias);
        if let (Some(same), Some(second)) = (same, declaration.alias) {
            let (second, first) = (document.place(second.span), document.place(same.span));
            problems.push(duplicate_id::found_prefix(&alias, second, first));
            continue;
        }
        let place = document.place(declaration.path.map_or(declaration.span, |path| path.span));
        *last = Some(place);
        let importer = names.iter().find(|(_, id)| **id == file).map(|(name, _)| name.clone());
        let mut imported = None;
        match loader(&importer.unwrap_or_default(), &path) {
            Ok(loaded) => match names.get(&loaded.name).copied() {
                Some(known) if !closed[known.index()] => {
                    // The circle is reported in the file to which it leads back.
                    let first = open.iter().find(|(file, ..)| *file == known);
                    let start = first.and_then(|(.., place)| *place).unwrap_or(place);
                    problems.push(import_cycle::found(&loaded.name, start, place));
                }
                Some(known) => imported = Some(known),
                None => {
                    let source = SourceFile::new(loaded.name.clone(), loaded.bytes);
                    let id = FileId(files.len() as u32);
                    let mut found = read(&mut files, source);
                    names.insert(loaded.name, id);
                    closed.push(false);
                    open.push((id, 0, None));
                    if files[id.index()].document.is_map {
                        problems.append(&mut found);
                        imported = Some(id);
                    } else {
                        let help = "a map is a JSON object with the key `argmap`";
                        let reason = "it is not a map";
                        problems.push(unreadable_import::found(&path, reason, Some(help), place));
                    }
                }
            },
            Err(fault) => problems.push(refused(&path, &fault, place)),
        }
        let import = Import { alias: alias.into(), path: path.into(), file: imported };
        files[file.index()].imports.push(import);
    }
    (files, order)
}

fn alias_and_path(document: &Document, import: &ImportDeclaration) -> Option<(String, String)> {
    let alias = document.str(import.alias?).to_owned();
    Some((alias, document.str(import.path?).to_owned()))
}

fn refused(path: &str, fault: &ImportFault, place: Place) -> Diagnostic {
    let help = match fault {
        ImportFault::Missing => Some("paths are relative to the importing file"),
        ImportFault::Outside => {
            Some("move the file into the folder, or allow it with `--allow-outside`")
        }
        ImportFault::Unreadable(_) => None,
    };
    unreadable_import::found(path, &fault.to_string(), help, place)
}
