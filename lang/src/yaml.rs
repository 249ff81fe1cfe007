//! YAML as values that know their places, read as Kubernetes reads it.
//!
//! A parser of YAML 1.2 with marks gives the structure; what a plain scalar means is decided in `yaml/scalar.rs`.
//! Anchors and merge keys are resolved. Total: a text that is no YAML gives a finding and the documents before it.

mod scalar;
mod tree;

use saphyr_parser::Parser;

use crate::diagnostic::Diagnostic;
use crate::model::Value;
use crate::problems::manifests as problems;
use crate::span::{FileId, FileSpan, Span};
use tree::{Builder, Stop};

/// Reads every document of a file; an empty document is null.
pub fn read(file: FileId, text: &str, found: &mut Vec<Diagnostic>) -> Vec<Value> {
    let places = Places::of(file, text);
    let mut builder = Builder::new(&places, found);
    for event in Parser::new_from_str(text) {
        let stop = match event {
            Ok((event, span)) => builder.event(event, span).err(),
            Err(error) => {
                let at = places.point(error.marker().index());
                Some(Stop(Box::new(problems::broken_yaml(at, error.info()))))
            }
        };
        if let Some(Stop(diagnostic)) = stop {
            builder.found.push(*diagnostic);
            break;
        }
    }
    builder.documents
}

/// Where the characters of a text lie, since the parser counts those and we count bytes.
struct Places {
    file: FileId,
    length: u32,
    /// The offset of every character, where that is not its number.
    offsets: Option<Vec<u32>>,
}

impl Places {
    fn of(file: FileId, text: &str) -> Self {
        let number = |offset: usize| u32::try_from(offset).expect("files are limited");
        let offsets = || text.char_indices().map(|(offset, _)| number(offset)).collect();
        let offsets = (!text.is_ascii()).then(offsets);
        Self { file, length: number(text.len()), offsets }
    }

    fn offset(&self, character: usize) -> u32 {
        match &self.offsets {
            Some(offsets) => offsets.get(character).copied().unwrap_or(self.length),
            None => u32::try_from(character).unwrap_or(self.length).min(self.length),
        }
    }

    fn point(&self, character: usize) -> FileSpan {
        Span::at(self.offset(character)).in_file(self.file)
    }

    fn span(&self, span: saphyr_parser::Span) -> FileSpan {
        let start = self.offset(span.start.index());
        let end = self.offset(span.end.index()).max(start);
        Span::new(start, end).in_file(self.file)
    }
}
