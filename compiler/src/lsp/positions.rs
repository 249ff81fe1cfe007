//! Byte offsets as lines and columns of the protocol, in the encoding that was agreed on.
//!
//! A line ends with `\n`; a `\r` before it belongs to the line's end, and one alone to the line. Whatever position a
//! client sends has an offset: one behind a line's end is that end, one inside a character its beginning.

use gen_lsp_types::{Position, PositionEncodingKind, Range};
use pdl_lang::source::LineIndex;
use pdl_lang::span::Span;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of two bytes: what a client means that says nothing.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The encoding to use with a client: bytes if it knows them, else what it likes best.
    pub(super) fn negotiated(offered: &[PositionEncodingKind]) -> Self {
        let known = |kind: &PositionEncodingKind| match kind {
            PositionEncodingKind::UTF8 => Some(Self::Utf8),
            PositionEncodingKind::UTF16 => Some(Self::Utf16),
            PositionEncodingKind::UTF32 => Some(Self::Utf32),
            PositionEncodingKind::Custom(_) => None,
        };
        let known: Vec<Self> = offered.iter().filter_map(known).collect();
        if known.contains(&Self::Utf8) {
            return Self::Utf8;
        }
        known.first().copied().unwrap_or_default()
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units a character takes.
    fn units(self, character: char) -> u32 {
        let units = match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        };
        u32::try_from(units).unwrap_or(1)
    }

    /// How many units a text takes.
    pub(super) fn length(self, text: &str) -> u32 {
        if self == Self::Utf8 || text.is_ascii() {
            return u32::try_from(text.len()).unwrap_or(u32::MAX);
        }
        text.chars().map(|character| self.units(character)).sum()
    }

    /// The offset of a column in the line that a text begins with.
    fn column(self, text: &str, character: u32) -> u32 {
        let line = text.split_once('\n').map_or(text, |(line, _)| line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (mut left, mut offset) = (character, 0);
        for character in line.chars() {
            let units = self.units(character);
            if units > left {
                break;
            }
            left -= units;
            offset += u32::try_from(character.len_utf8()).unwrap_or(1);
        }
        offset
    }

    /// The span of a range in a text whose lines nobody has found yet.
    pub(super) fn span(self, text: &str, range: Range) -> std::ops::Range<usize> {
        let offset = |position: Position| {
            let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
            let start = match position.line as usize {
                0 => Some(0),
                line => { breaks }.nth(line - 1),
            };
            let start = start.unwrap_or(text.len());
            start + self.column(&text[start..], position.character) as usize
        };
        let (start, end) = (offset(range.start), offset(range.end));
        start..end.max(start)
    }
}

/// A text with what is needed to speak of places in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Its lines.
    pub(super) lines: &'t LineIndex,
    /// What columns count.
    pub(super) encoding: Encoding,
}

impl Places<'_> {
    /// The position of an offset; of one past the end, the end.
    pub(super) fn position(self, offset: u32) -> Position {
        let mut end = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.lines.line(u32::try_from(end).unwrap_or(u32::MAX));
        let start = self.lines.start(line) as usize;
        let character = self.encoding.length(&self.text[start..end]);
        Position { line: u32::try_from(line).unwrap_or(u32::MAX), character }
    }

    /// The range of a span.
    pub(super) fn range(self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The offset of a position.
    pub(super) fn offset(self, position: Position) -> u32 {
        let line = position.line as usize;
        if line >= self.lines.count() {
            return u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        }
        let start = self.lines.start(line);
        start + self.encoding.column(&self.text[start as usize..], position.character)
    }

    /// The span of a range; of one that ends before it begins, the empty one at its beginning.
    pub(super) fn span(self, range: Range) -> Span {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        Span::new(start, end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, LineIndex, Places, Position, Range, Span};

    const TEXT: &str = "a\r\n𝒳é→b\n\nlast";

    fn places(lines: &LineIndex, encoding: Encoding) -> Places<'_> {
        Places { text: TEXT, lines, encoding }
    }

    #[test]
    fn an_offset_survives_its_position() {
        let lines = LineIndex::new(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let places = places(&lines, encoding);
            let ends = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]);
            for offset in ends.filter(|at| *at != 2).filter_map(|at| u32::try_from(at).ok()) {
                assert_eq!(places.offset(places.position(offset)), offset, "{encoding:?}");
            }
        }
    }

    #[test]
    fn columns_count_what_was_agreed_on() {
        let lines = LineIndex::new(TEXT);
        let b = u32::try_from(TEXT.find('b').expect("it is there")).expect("it is small");
        let column = |encoding| places(&lines, encoding).position(b).character;
        assert_eq!([9, 4, 3], [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32].map(column));
    }

    #[test]
    fn a_position_that_is_nowhere_is_the_nearest_before() {
        let lines = LineIndex::new(TEXT);
        let places = places(&lines, Encoding::Utf16);
        let offset = |line, character| places.offset(Position { line, character });
        assert_eq!(offset(0, 99), 1, "behind the end of a line, before its `\\r`");
        assert_eq!(offset(1, 1), 3, "inside a pair of surrogates");
        assert_eq!(offset(99, 0), 19, "behind the last line");
        assert_eq!(offset(2, 5), offset(2, 0), "in an empty line");
    }

    #[test]
    fn a_reversed_range_is_empty() {
        let lines = LineIndex::new(TEXT);
        let places = places(&lines, Encoding::Utf16);
        let place = |character| Position { line: 3, character };
        let range = Range { start: place(3), end: place(1) };
        assert_eq!(places.span(range), Span::at(18));
    }
}
