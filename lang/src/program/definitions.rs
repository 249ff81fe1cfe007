//! The files that `schemas` of the platform names: read with the program, because an analysis reads nothing itself.

use std::sync::Arc;

use super::{Files, Program, join};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::problems::kinds as problems;
use crate::source::Source;
use crate::span::{FileId, FileSpan};
use crate::syntax::ast::{Field, Item, Key, Value};

/// A file of definitions.
#[derive(Clone, Debug)]
pub struct Definitions {
    /// The file.
    pub file: FileId,
    /// The glob that names it.
    pub at: FileSpan,
}

/// Reads every file that a `schemas` of the program names, in the order of the globs and then of the paths.
pub(super) fn read(program: &mut Program, files: &dyn Files) {
    let mut found: Vec<Definitions> = Vec::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (from, glob, at) in globs(program) {
        match expand(files, &from, &glob, at) {
            Err(problem) => problems.push(*problem),
            Ok(paths) => {
                for path in paths {
                    match source(program, files, &path, at) {
                        Ok(file) if found.iter().any(|known| known.file == file) => {}
                        Ok(file) => found.push(Definitions { file, at }),
                        Err(problem) => problems.push(*problem),
                    }
                }
            }
        }
    }
    program.definitions = found;
    program.diagnostics.append(&mut problems);
}

/// The globs, each with the file that says it; those that are no plain strings are reported where they are lowered.
fn globs(program: &Program) -> Vec<(String, String, FileSpan)> {
    let mut found = Vec::new();
    for file in program.files() {
        let from = &program.sources.get(file.id).name;
        for item in file.items() {
            let Item::Statement(statement) = item else { continue };
            if statement.word().text != "platform" {
                continue;
            }
            for item in statement.items() {
                let Item::Field(field) = item else { continue };
                for (glob, at) in strings(field) {
                    found.push((from.clone(), glob, at));
                }
            }
        }
    }
    found
}

/// The strings of a field `schemas`.
fn strings(field: Field<'_>) -> Vec<(String, FileSpan)> {
    let is_schemas = matches!(field.key(), Key::Word(word) if word.text == "schemas");
    let Some(Value::List(list)) = field.value().filter(|_| is_schemas) else { return Vec::new() };
    let plain = |value: Value<'_>| match value {
        Value::Literal(literal) if literal.is_closed() => Some((literal.plain()?, literal.at())),
        _ => None,
    };
    list.values().filter_map(plain).collect()
}

fn expand(
    files: &dyn Files,
    from: &str,
    glob: &str,
    at: FileSpan,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let joined =
        join(from, glob).ok_or_else(|| Box::new(problems::schemas_not_relative(at, glob)))?;
    let paths = files.expand(&joined);
    let mut paths =
        paths.map_err(|why| Box::new(problems::schemas_unreadable(at, glob, &why.0)))?;
    if paths.is_empty() {
        return Err(Box::new(problems::schemas_not_found(at, glob)));
    }
    paths.sort();
    Ok(paths)
}

/// The file of a path, which the program may have already.
fn source(
    program: &mut Program,
    files: &dyn Files,
    path: &str,
    at: FileSpan,
) -> Result<FileId, Box<Diagnostic>> {
    if let Some((known, _)) = program.sources.iter().find(|(_, source)| source.name == path) {
        return Ok(known);
    }
    if program.sources.len() >= limits::FILES {
        return Err(Box::new(problems::schemas_unreadable(at, path, "is one file too many")));
    }
    Ok(program.sources.add(Source::new(path, text(files, path, at)?)))
}

fn text(files: &dyn Files, path: &str, at: FileSpan) -> Result<Arc<str>, Box<Diagnostic>> {
    let bytes = files.read(path);
    let bytes = bytes.map_err(|why| Box::new(problems::schemas_unreadable(at, path, &why.0)))?;
    if bytes.len() >= limits::FILE_BYTES {
        return Err(Box::new(problems::schemas_unreadable(at, path, "is too large")));
    }
    let text = String::from_utf8(bytes);
    Ok(text.map_err(|_| Box::new(problems::schemas_unreadable(at, path, "is not UTF-8")))?.into())
}
