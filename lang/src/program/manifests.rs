//! The YAML files that components name: read behind the files of the program, each once.

use std::sync::Arc;

use super::{Content, Loader, end_of, join};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::problems::{files as file_problems, manifests as problems};
use crate::source::Source;
use crate::span::{FileId, FileSpan};
use crate::syntax::ast::{Item, Statement, Value};

impl Loader<'_> {
    /// Reads what every `manifests` of the program names.
    pub(super) fn manifests(&mut self) {
        let mut globs = Vec::new();
        for file in self.program.files() {
            for item in file.items() {
                if let Item::Statement(statement) = item
                    && statement.word().text == "component"
                {
                    collect(statement, &mut globs);
                }
            }
        }
        for (glob, at) in globs {
            let files = self.manifest_files(&glob, at);
            self.program.manifests.insert(at, files);
        }
    }

    fn manifest_files(&mut self, glob: &str, at: FileSpan) -> Vec<FileId> {
        let from = self.program.sources.get(at.file).name.clone();
        let Some(glob) = join(&from, glob) else {
            self.report(problems::manifest_not_relative(at, glob));
            return Vec::new();
        };
        let mut paths = match self.files.expand(&glob) {
            Ok(paths) => paths,
            Err(why) => {
                self.report(problems::unreadable_manifest(at, &glob, &why.0));
                return Vec::new();
            }
        };
        if paths.is_empty() {
            self.report(problems::no_manifest(at, &glob));
        }
        paths.sort();
        let (left_out, paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| self.files.is_left_out(path));
        if !left_out.is_empty() {
            self.program.left_out.insert(at, left_out);
        }
        paths.iter().filter_map(|path| self.manifest(path, at)).collect()
    }

    fn manifest(&mut self, path: &str, at: FileSpan) -> Option<FileId> {
        let resolved = self.files.resolved(path);
        let known = self.known.get(path);
        if let Some(&known) = known.or_else(|| self.resolved.get(resolved.as_ref()?)) {
            let is_yaml = known.0 as usize >= self.program.parses.len();
            if !is_yaml {
                self.report(problems::unreadable_manifest(at, path, "is a file of the program"));
            }
            return is_yaml.then_some(known);
        }
        if self.program.sources.len() >= limits::FILES {
            if !self.program.diagnostics.iter().any(file_problems::is_too_many) {
                self.report(file_problems::too_many(at));
            }
            return None;
        }
        let content = match Content::of(self.files, path) {
            Ok(content) => content,
            Err(why) => {
                self.report(problems::unreadable_manifest(at, path, &why.0));
                return None;
            }
        };
        let (text, problem) = self.text(path, content, at);
        let id = self.program.sources.add(Source::new(path, text));
        self.known.insert(path.to_owned(), id);
        if let Some(resolved) = resolved {
            self.resolved.insert(resolved, id);
        }
        self.program.diagnostics.extend(problem);
        Some(id)
    }

    /// The text of a file, as far as it is one.
    fn text(&self, path: &str, content: Content, at: FileSpan) -> (Arc<str>, Option<Diagnostic>) {
        let id = FileId(u32::try_from(self.program.sources.len()).expect("files are limited"));
        if content.len() >= limits::FILE_BYTES {
            return ("".into(), Some(file_problems::too_large(at, path)));
        }
        match content.text() {
            Ok(text) => match text.find('\0') {
                Some(nul) => {
                    (text[..nul].into(), Some(file_problems::nul_byte(end_of(id, nul), path)))
                }
                None => (text, None),
            },
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let kept = String::from_utf8_lossy(&error.as_bytes()[..valid]).into();
                (kept, Some(file_problems::not_utf8(end_of(id, valid), path)))
            }
        }
    }
}

/// The globs of a component and of its `on` blocks, in the order of the source.
fn collect(statement: Statement<'_>, globs: &mut Vec<(String, FileSpan)>) {
    for item in statement.items() {
        match item {
            Item::Statement(inner) if inner.word().text == "on" => collect(inner, globs),
            Item::Field(field) if field.name().text == "manifests" => {
                let Some(Value::List(list)) = field.value() else { continue };
                globs.extend(list.values().filter_map(|value| match value {
                    Value::Literal(literal) if literal.is_closed() => {
                        Some((literal.plain()?, literal.at()))
                    }
                    _ => None,
                }));
            }
            Item::Statement(_) | Item::Field(_) | Item::Chain(_) => {}
        }
    }
}
