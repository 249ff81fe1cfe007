//! The files of a program: names, texts, and where their lines begin.
//!
//! Where the texts come from is not known here.

use std::sync::{Arc, OnceLock};

use crate::span::{FileId, FileSpan};

/// One source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as the user knows it: relative to the program's root folder, with `/`.
    pub name: String,
    /// The text, byte order mark included.
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// Makes a source of a name and its text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// Where the lines begin; found at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// All files of a program, in the order in which they were read; the first is the root.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// A program of a single file.
    #[must_use]
    pub fn single(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        let mut sources = Self::default();
        sources.add(Source::new(name, text));
        sources
    }

    /// Appends a file and returns its id.
    ///
    /// # Panics
    /// Beyond `u32::MAX` files, which the limits of [`crate::limits`] exclude.
    pub fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("the number of files is limited"));
        self.files.push(source);
        id
    }

    /// The file behind an id of this program.
    #[must_use]
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The file behind an id of any program.
    #[must_use]
    pub fn find(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        &self.files[id.0 as usize].text
    }

    /// The text that a span covers.
    #[must_use]
    pub fn slice(&self, at: FileSpan) -> &str {
        at.span.of(self.text(at.file))
    }

    /// Line and column of the start of a span, both counted from one.
    #[must_use]
    pub fn position(&self, at: FileSpan) -> Position {
        let source = self.get(at.file);
        source.lines().position(&source.text, at.span.start)
    }

    /// All files with their ids, in reading order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// A place as people count: line and column from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from one.
    pub line: u32,
    /// Column in Unicode scalar values, from one.
    pub column: u32,
}

/// The byte offsets at which the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// For every [`BLOCK`] bytes, how many bytes before it continue a character: so that a column of a line of
    /// megabytes costs no more than one of a short line.
    continued: Vec<u32>,
}

/// The distance of the places in [`LineIndex::continued`], in bytes.
const BLOCK: usize = 1024;

/// Whether a byte of UTF-8 continues a character.
fn continues(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl LineIndex {
    /// Finds every line start; a line ends with `\n`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let ends = text.bytes().zip(1u32..).filter(|(byte, _)| *byte == b'\n');
        starts.extend(ends.map(|(_, next)| next));
        let mut continued = vec![0];
        if !text.is_ascii() {
            let blocks = text.as_bytes().chunks(BLOCK).map(count_continued);
            continued.extend(blocks.scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            }));
        }
        Self { starts, continued }
    }

    /// How many bytes before `offset` continue a character.
    fn continued_before(&self, text: &str, offset: usize) -> u32 {
        match self.continued.get(offset / BLOCK) {
            Some(before) if self.continued.len() > 1 => {
                before + count_continued(&text.as_bytes()[offset / BLOCK * BLOCK..offset])
            }
            _ => 0,
        }
    }

    /// The line, from zero, that holds `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The offset at which `line`, from zero, begins; the last line's for any later one.
    #[must_use]
    pub fn start(&self, line: usize) -> u32 {
        self.starts[line.min(self.starts.len() - 1)]
    }

    /// The number of lines, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of `offset`, both from one; an offset past the end counts as the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let bytes = u32::try_from(offset).unwrap_or(u32::MAX);
        let line = self.line(bytes);
        let start = self.starts[line];
        let continued =
            self.continued_before(text, offset) - self.continued_before(text, start as usize);
        Position {
            line: u32::try_from(line + 1).unwrap_or(u32::MAX),
            column: bytes - start - continued + 1,
        }
    }
}

fn count_continued(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| continues(**byte)).count())
        .expect("files are limited to 32 MiB")
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position};

    #[test]
    fn columns_are_characters_on_lines_of_any_length() {
        let text = format!("a\né{}→b\r\nc", "ü".repeat(3_000));
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..offset];
            let line = before.matches('\n').count();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let column = text[start..offset].chars().count();
            let expected = Position {
                line: u32::try_from(line + 1).expect("it is small"),
                column: u32::try_from(column + 1).expect("it is small"),
            };
            let offset = u32::try_from(offset).expect("it is small");
            assert_eq!(index.position(&text, offset), expected);
        }
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let text = "ab\n";
        let position = LineIndex::new(text).position(text, 99);
        assert_eq!(position, Position { line: 2, column: 1 });
    }
}
