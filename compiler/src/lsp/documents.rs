//! The documents that an editor has open: their texts win over the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::TextDocumentContentChangeEvent as Change;

use super::positions::Encoding;

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What the editor calls this state of it.
    pub(super) version: i32,
    /// Its text.
    pub(super) text: Arc<str>,
}

/// The open documents by their paths. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents(BTreeMap<PathBuf, Document>);

impl Documents {
    /// Opens a document, or replaces it.
    pub(super) fn open(&mut self, path: PathBuf, version: i32, text: &str) {
        self.0.insert(path, Document { version, text: text.into() });
    }

    /// Changes a document; `false` when it is not open.
    pub(super) fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: &[Change],
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.0.get_mut(path) else { return false };
        document.version = version;
        document.text = changed(&document.text, changes, encoding).into();
        true
    }

    /// Closes a document; `false` when it is not open.
    pub(super) fn close(&mut self, path: &Path) -> bool {
        self.0.remove(path).is_some()
    }

    /// An open document.
    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.0.get(path)
    }

    /// All open documents, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Path, &Document)> {
        self.0.iter().map(|(path, document)| (path.as_path(), document))
    }
}

/// The text after changes, each of which speaks of the text after the one before.
fn changed(text: &str, changes: &[Change], encoding: Encoding) -> String {
    let mut text = text.to_owned();
    for change in changes {
        match change {
            Change::TextDocumentContentChangeWholeDocument(whole) => text.clone_from(&whole.text),
            Change::TextDocumentContentChangePartial(part) => {
                let span = encoding.span(&text, part.range);
                text.replace_range(span, &part.text);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::{Position, Range, TextDocumentContentChangePartial};

    use super::{Change, Encoding, changed};

    fn replace(from: (u32, u32), to: (u32, u32), text: &str) -> Change {
        let place = |(line, character)| Position { line, character };
        let range = Range { start: place(from), end: place(to) };
        let part =
            TextDocumentContentChangePartial { range, text: text.to_owned(), ..Default::default() };
        Change::TextDocumentContentChangePartial(part)
    }

    #[test]
    fn each_change_speaks_of_the_text_after_the_one_before() {
        let changes = [replace((0, 0), (0, 0), "x\n"), replace((1, 1), (1, 3), "𝒳")];
        assert_eq!(changed("a𝒳b", &changes, Encoding::Utf16), "x\na𝒳b");
    }

    #[test]
    fn a_change_beyond_the_text_is_at_its_end() {
        let changes = [replace((7, 7), (9, 9), "c")];
        assert_eq!(changed("a\r\nb", &changes, Encoding::Utf8), "a\r\nbc");
    }
}
