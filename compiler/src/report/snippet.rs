//! The pieces of source that a finding shows, and miette's drawing of them.
//!
//! miette draws one contiguous piece well; choosing the pieces is done here.
//! Its own sources rescan the file for every label, show whatever the file holds and count bytes;
//! so it is given an excerpt instead: a few lines found by bisection, made harmless.

mod excerpt;

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};
use pdl_lang::diagnostic::{Diagnostic, Label, Severity};
use pdl_lang::source::{Source, Sources};

use self::excerpt::Excerpt;
use super::Style;
use super::visible::visible_with;

/// How many lines are shown before and after the marked ones.
const CONTEXT: usize = 1;
/// The longest span, in lines, that is shown whole; of a longer one only the beginning is.
const WHOLE: usize = 8;
/// The longest line, in bytes, that is shown whole.
const LINE_BYTES: usize = 240;

/// A label in the terms of its file: byte offsets on character boundaries, and lines from zero.
struct Mark {
    start: usize,
    end: usize,
    first: usize,
    last: usize,
    text: String,
    primary: bool,
    order: usize,
}

impl Mark {
    fn new(source: &Source, label: &Label, order: usize, unicode: bool) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(label.at.span.start as usize);
        let end = text.floor_char_boundary(label.at.span.end as usize).max(start);
        let mut mark = Self {
            start,
            end,
            first: line_of(source, start),
            last: line_of(source, end),
            text: visible_with(&label.text, unicode).into_owned(),
            primary: order == 0,
            order,
        };
        mark.trim(source);
        mark
    }

    /// Gives up a line end at the end of the span, and most of a span that is too long to be shown.
    fn trim(&mut self, source: &Source) {
        while self.end > self.start && source.text[self.start..self.end].ends_with(['\n', '\r']) {
            self.end -= 1;
        }
        self.last = line_of(source, self.end);
        if self.last - self.first < WHOLE {
            return;
        }
        let until = format!("(to line {})", self.last + 1);
        let space = if self.text.is_empty() { "" } else { " " };
        self.text = format!("{}{space}{until}", self.text);
        let rest = &source.text[self.start..self.end];
        let length = rest.find('\n').unwrap_or(rest.len());
        self.end = self.start + rest[..length].trim_end().len();
        self.last = self.first;
    }

    fn is_single_line(&self) -> bool {
        self.first == self.last
    }

    /// Whether both can be drawn in one piece: near each other, and not above one another.
    fn can_join(&self, other: &Self, source: &Source) -> bool {
        // An empty span is drawn one column wide.
        let overlap = self.start < other.end.max(other.start + 1)
            && other.start < self.end.max(self.start + 1);
        let is_near = self.first <= other.last + 2 * CONTEXT + 1
            && other.first <= self.last + 2 * CONTEXT + 1;
        let is_long = self.first == other.first && excerpt::length(source, self.first) > LINE_BYTES;
        self.is_single_line() && other.is_single_line() && is_near && !overlap && !is_long
    }
}

/// The line, from zero, of a byte offset.
fn line_of(source: &Source, offset: usize) -> usize {
    source.lines().line(u32::try_from(offset).unwrap_or(u32::MAX))
}

/// Labels of one file that are drawn in one piece.
pub(super) struct Snippet<'a> {
    source: &'a Source,
    name: String,
    marks: Vec<Mark>,
}

impl Snippet<'_> {
    /// Whether `mark` of the same file can be drawn here as well.
    fn takes(&self, mark: &Mark) -> bool {
        let is_near = self.marks.iter().any(|own| own.can_join(mark, self.source));
        let is_far = |own: &Mark| own.first.abs_diff(mark.first) > 2 * CONTEXT + 1;
        is_near && self.marks.iter().all(|own| is_far(own) || own.can_join(mark, self.source))
    }

    fn order(&self) -> usize {
        self.marks.iter().map(|mark| mark.order).min().unwrap_or_default()
    }
}

/// The pieces of source for a finding, the one with the primary label first.
pub(super) fn snippets<'a>(
    sources: &'a Sources,
    found: &Diagnostic,
    style: &Style,
) -> Vec<Snippet<'a>> {
    let mut labels: Vec<(usize, &Label)> = found.labels.iter().enumerate().collect();
    labels.sort_by_key(|(order, label)| (label.at, *order));
    let mut done: Vec<Snippet<'a>> = Vec::new();
    for (order, label) in labels {
        let source = sources.get(label.at.file);
        let mark = Mark::new(source, label, order, style.unicode);
        let mut open = done.iter_mut().rev().filter(|it| std::ptr::eq(it.source, source));
        if let Some(snippet) = open.find(|snippet| snippet.takes(&mark)) {
            snippet.marks.push(mark);
        } else {
            let name = format!("{}{}", style.prefix, source.name);
            let name = visible_with(&name, style.unicode).into_owned();
            done.push(Snippet { source, name, marks: vec![mark] });
        }
    }
    done.sort_by_key(Snippet::order);
    done
}

/// Draws snippets in one look.
pub(super) struct Painter {
    theme: GraphicalTheme,
    unicode: bool,
}

impl Painter {
    /// A painter for the look that `style` asks for.
    pub(super) fn new(style: &Style) -> Self {
        let characters =
            if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        Self { theme: GraphicalTheme { characters, styles }, unicode: style.unicode }
    }

    /// Appends the drawing of `snippet`.
    pub(super) fn paint(&self, snippet: &Snippet<'_>, severity: Severity, out: &mut String) {
        let Snippet { source, name, marks } = snippet;
        let excerpt = Excerpt::new(source, name.clone(), marks, self.unicode);
        let piece = Piece { excerpt, marks };
        let handler = GraphicalReportHandler::new_themed(self.theme_for(marks, severity))
            .with_links(false)
            .without_cause_chain()
            .without_syntax_highlighting()
            .with_context_lines(CONTEXT);
        let mut drawn = String::new();
        handler.render_report(&mut drawn, &piece).expect("strings take any text");
        // The first line would be the message, which stands in our own header.
        let lines = drawn.split_once('\n').map_or("", |(_, lines)| lines);
        for line in lines.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }

    /// The theme with the primary mark in the colour of the severity and the others in another.
    fn theme_for(&self, marks: &[Mark], severity: Severity) -> GraphicalTheme {
        let mut theme = self.theme.clone();
        let primary = match severity {
            Severity::Error => theme.styles.error,
            Severity::Warning => theme.styles.warning,
        };
        let other = theme.styles.advice;
        let colors = marks.iter().map(|mark| if mark.primary { primary } else { other });
        theme.styles.highlights = colors.collect();
        theme
    }
}

/// An excerpt with its marks, as miette wants it.
struct Piece<'a> {
    excerpt: Excerpt,
    marks: &'a [Mark],
}

impl fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Piece").finish_non_exhaustive()
    }
}

impl fmt::Display for Piece<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Piece<'_> {}

impl miette::Diagnostic for Piece<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marks = self.marks.iter().zip(self.excerpt.spans());
        Some(Box::new(marks.map(|(mark, span)| {
            let text = Some(mark.text.clone()).filter(|text| !text.is_empty());
            if mark.primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        })))
    }
}
