//! Places in source text. Knows nothing of files' contents.

/// A half-open byte range `start..end` of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes the span `start..end`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a span must not end before it starts");
        Self { start, end }
    }

    /// The empty span at `offset`.
    #[must_use]
    pub fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that covers both.
    ///
    /// ```text
    /// self    ───
    /// other         ──
    /// result  ────────
    /// ```
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies within this span; both ends may touch.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// This span inside `file`.
    #[must_use]
    pub fn in_file(self, file: FileId) -> FileSpan {
        FileSpan { file, span: self }
    }

    /// The bytes of `text` that the span covers.
    ///
    /// # Panics
    /// When the span reaches past the end of `text` or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// One file of a program; its name and text are in [`crate::source::Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A [`Span`] together with its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileSpan {
    /// The file.
    pub file: FileId,
    /// The bytes within it.
    pub span: Span,
}

impl FileSpan {
    /// The empty span just before this one.
    #[must_use]
    pub fn before(self) -> Self {
        Span::at(self.span.start).in_file(self.file)
    }

    /// The empty span just after this one.
    #[must_use]
    pub fn after(self) -> Self {
        Span::at(self.span.end).in_file(self.file)
    }
}
