//! A few lines of a source, made harmless for the terminal, with the marks moved accordingly.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use pdl_lang::source::{Position, Source};

use super::super::visible::visible_with;
use super::{CONTEXT, LINE_BYTES, Mark};

/// How many bytes of a long line are shown before its mark.
const BEFORE: usize = LINE_BYTES / 4;

/// The lines of a snippet. Every line ends with `\n`, the last of the file too, so that a mark at the
/// very end has a place to be drawn.
pub(super) struct Excerpt {
    name: String,
    text: String,
    first_line: usize,
    line_count: usize,
    spans: Vec<SourceSpan>,
    positions: Vec<Position>,
}

impl Excerpt {
    /// Cuts out the lines of `marks` and those around them.
    pub(super) fn new(source: &Source, name: String, marks: &[Mark], unicode: bool) -> Self {
        let lines = shown_lines(source, marks);
        let mut text = String::new();
        let mut spans = vec![0..0; marks.len()];
        for line in lines.clone() {
            let shown = Line::new(source, line, marks);
            for (mark, span) in marks.iter().zip(&mut spans) {
                let place = |offset| text.len() + shown.place(source, offset, unicode);
                if mark.first == line {
                    span.start = place(mark.start);
                }
                if mark.last == line {
                    span.end = place(mark.end);
                }
            }
            shown.push(source, unicode, &mut text);
        }
        let position = |mark: &Mark| {
            let offset = u32::try_from(mark.start).unwrap_or(u32::MAX);
            source.lines().position(&source.text, offset)
        };
        Self {
            name,
            text,
            first_line: lines.start,
            line_count: lines.len(),
            spans: spans.into_iter().map(|it| (it.start, it.end - it.start).into()).collect(),
            positions: marks.iter().map(position).collect(),
        }
    }

    /// Where the marks are in the excerpt, in their order.
    pub(super) fn spans(&self) -> impl Iterator<Item = SourceSpan> + '_ {
        self.spans.iter().copied()
    }
}

/// The lines to show: without an empty one at the end of the file, unless it is marked.
fn shown_lines(source: &Source, marks: &[Mark]) -> Range<usize> {
    let first = marks.iter().map(|mark| mark.first).min().unwrap_or_default();
    let last = marks.iter().map(|mark| mark.last).max().unwrap_or_default();
    let mut end = (last + CONTEXT + 1).min(source.lines().count());
    while end > last + 1 && length(source, end - 1) == 0 {
        end -= 1;
    }
    let mut start = first.saturating_sub(CONTEXT);
    while start < first && length(source, start) == 0 {
        start += 1;
    }
    start..end
}

/// The number of bytes of a line, from zero, without its end.
pub(super) fn length(source: &Source, line: usize) -> usize {
    bytes(source, line).len()
}

/// The bytes of a line, from zero, without its end.
fn bytes(source: &Source, line: usize) -> Range<usize> {
    let lines = source.lines();
    let start = lines.start(line) as usize;
    if line + 1 >= lines.count() {
        return start..source.text.len();
    }
    let end = lines.start(line + 1) as usize - 1;
    let has_return = source.text[start..end].ends_with('\r');
    start..end - usize::from(has_return)
}

/// The part of one line that is shown.
struct Line {
    /// What of the source is shown.
    shown: Range<usize>,
    /// Whether something is left out before and after.
    cut: (bool, bool),
}

impl Line {
    /// Chooses the part of `line` around the first mark on it.
    fn new(source: &Source, line: usize, marks: &[Mark]) -> Self {
        let mut whole = bytes(source, line);
        // A byte order mark is no text, and miette would give it no column anyway.
        if whole.start == 0 && source.text.starts_with('\u{FEFF}') {
            whole.start = '\u{FEFF}'.len_utf8().min(whole.end);
        }
        if whole.len() <= LINE_BYTES {
            return Self { shown: whole, cut: (false, false) };
        }
        let on_line =
            marks.iter().flat_map(|mark| [(mark.first, mark.start), (mark.last, mark.end)]);
        let focus = on_line.filter(|(at, _)| *at == line).map(|(_, offset)| offset).min();
        let focus = focus.unwrap_or(whole.start).clamp(whole.start, whole.end);
        let text = &source.text;
        let start = text.floor_char_boundary(focus.saturating_sub(BEFORE).max(whole.start));
        let end = text.floor_char_boundary((start + LINE_BYTES).min(whole.end));
        Self { cut: (start > whole.start, end < whole.end), shown: start..end }
    }

    /// What stands for a part that is left out.
    fn ellipsis(unicode: bool) -> &'static str {
        if unicode { "…" } else { "..." }
    }

    /// Where the byte at `offset` of the source is in the shown line.
    fn place(&self, source: &Source, offset: usize, unicode: bool) -> usize {
        let Range { start, end } = self.shown;
        let before = if self.cut.0 { Self::ellipsis(unicode).len() } else { 0 };
        let text = &source.text[start..offset.clamp(start, end)];
        before + visible_with(text, unicode).len()
    }

    fn push(&self, source: &Source, unicode: bool, out: &mut String) {
        if self.cut.0 {
            out.push_str(Self::ellipsis(unicode));
        }
        out.push_str(&visible_with(&source.text[self.shown.clone()], unicode));
        if self.cut.1 {
            out.push_str(Self::ellipsis(unicode));
        }
        out.push('\n');
    }
}

impl SourceCode for Excerpt {
    /// Answers with the whole excerpt, whatever is asked for.
    ///
    /// Without context the caller wants to know where a mark is in the file.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        _context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let mut line = self.first_line;
        let mut column = 0;
        if context_lines_before == 0 {
            let mark = self.spans.iter().position(|own| own == span).unwrap_or_default();
            if let Some(position) = self.positions.get(mark) {
                line = position.line as usize - 1;
                column = position.column as usize - 1;
            }
        }
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            line,
            column,
            self.line_count,
        )))
    }
}
