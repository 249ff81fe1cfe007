//! Edits that leave a text tidy: lines, indentation, and items put into blocks.

pub(crate) mod plan;

use crate::diagnostic::Edit;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{File, Statement};

/// One step of indentation.
const STEP: &str = "  ";

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The line break of a text.
fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The beginning of the line that an offset is on.
fn line_start(text: &str, offset: u32) -> usize {
    text[..offset as usize].rfind('\n').map_or(0, |at| at + 1)
}

/// The white space that the line of an offset begins with.
pub(crate) fn indentation(text: &str, offset: u32) -> &str {
    let line = &text[line_start(text, offset)..];
    let end = line.find(|character| character != ' ' && character != '\t');
    &line[..end.unwrap_or(line.len())]
}

/// Puts an item into the block of a statement, first or last; the item's lines have no indentation of their own.
pub(crate) fn into_block(statement: Statement<'_>, item: &str, is_last: bool) -> Edit {
    let file = statement.0.file;
    let text = file.text;
    let feed = line_break(text);
    let outer = indentation(text, statement.0.at().span.start);
    let inner = format!("{outer}{STEP}");
    let block = statement.block().filter(|block| block.at().span.of(text).ends_with('}'));
    let Some(block) = block else {
        let item = indented(item, &inner, feed);
        let at = statement.head().after();
        return Edit { at, text: format!(" {{{feed}{item}{feed}{outer}}}") };
    };
    let span = block.at().span;
    let content = Span::new(span.start + 1, span.end - 1);
    if content.of(text).trim().is_empty() {
        let item = indented(item, &inner, feed);
        let at = content.in_file(file.id);
        return Edit { at, text: format!("{feed}{item}{feed}{outer}") };
    }
    if !content.of(text).contains('\n') && item.contains('\n') {
        // What takes several lines makes the block take several.
        let (known, item) = (content.of(text).trim(), indented(item, &inner, feed));
        let known = format!("{inner}{known}");
        let lines = if is_last { [known, item] } else { [item, known] };
        let at = content.in_file(file.id);
        return Edit { at, text: format!("{feed}{}{feed}{outer}", lines.join(feed)) };
    }
    if !content.of(text).contains('\n') {
        let line = item.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        return if is_last {
            let end = content.start + narrow(content.of(text).trim_end().len());
            let comma = if content.of(text).trim_end().ends_with(',') { "" } else { "," };
            Edit { at: Span::at(end).in_file(file.id), text: format!("{comma} {line}") }
        } else {
            Edit { at: Span::at(content.start).in_file(file.id), text: format!(" {line},") }
        };
    }
    let item = indented(item, &inner, feed);
    let (edge, text) = if is_last {
        at_the_end(text, content, &format!("{item}{feed}"), (feed, outer))
    } else {
        at_the_start(text, content, &format!("{feed}{item}"), (feed, &inner))
    };
    Edit { at: edge.in_file(file.id), text }
}

/// Where lines go into several that a block holds, behind them, and with what around: `}` may stand behind an item.
fn at_the_end(text: &str, content: Span, lines: &str, around: (&str, &str)) -> (Span, String) {
    let (feed, outer) = around;
    let start = line_start(text, content.end);
    if text[start..content.end as usize].trim().is_empty() {
        return (Span::at(narrow(start)), lines.to_owned());
    }
    let known = content.start + narrow(content.of(text).trim_end().len());
    (Span::new(known, content.end), format!("{feed}{lines}{outer}"))
}

/// Where lines go into several that a block holds, before them, and with what around: the first item may stand behind
/// `{`. A comment there is about the block, a doc comment about the item.
fn at_the_start(text: &str, content: Span, lines: &str, around: (&str, &str)) -> (Span, String) {
    let (feed, inner) = around;
    let line = content.of(text).lines().next().unwrap_or_default();
    let first = line.trim();
    let is_doc = first.starts_with("///") && !first.starts_with("////");
    if first.is_empty() || (first.starts_with("//") && !is_doc) {
        let behind = content.start + narrow(line.trim_end().len());
        return (Span::at(behind), lines.to_owned());
    }
    let blank = line.len() - line.trim_start().len();
    let blank = Span::new(content.start, content.start + narrow(blank));
    (blank, format!("{lines}{feed}{inner}"))
}

fn indented(item: &str, by: &str, feed: &str) -> String {
    let line = |line: &str| {
        if line.is_empty() { String::new() } else { format!("{by}{line}") }
    };
    item.lines().map(line).collect::<Vec<_>>().join(feed)
}

/// A statement with the doc comments above it, without its indentation, and the edit that takes it away.
pub(crate) fn take_out(file: File<'_>, at: FileSpan) -> (String, Edit) {
    let text = file.text;
    let start = line_start(text, at.span.start);
    let end = at.span.end as usize;
    let rest = text[end..].find('\n').map_or(text.len(), |line| end + line + 1);
    let comma = text[end..rest].trim_start().starts_with(',');
    let behind = text[end..rest].trim_start().trim_start_matches(',').trim();
    let is_alone = text[start..at.span.start as usize].trim().is_empty()
        && (behind.is_empty() || behind.starts_with("//"));
    if !is_alone {
        let item = at.span.of(text).to_owned();
        let until = if comma {
            let comma = text[end..].find(',').map_or(end, |comma| end + comma + 1);
            comma + text[comma..].len() - text[comma..].trim_start_matches(' ').len()
        } else {
            end
        };
        let span = Span::new(at.span.start, narrow(until));
        return (item, Edit { at: span.in_file(file.id), text: String::new() });
    }
    let first = documented_from(text, start);
    let whole = Span::new(narrow(first), narrow(rest));
    let indentation = indentation(text, at.span.start);
    let lines =
        text[first..rest].lines().map(|line| line.strip_prefix(indentation).unwrap_or(line));
    let item = lines.collect::<Vec<_>>().join("\n");
    (item.trim_end().trim_end_matches(',').to_owned(), {
        Edit { at: whole.in_file(file.id), text: String::new() }
    })
}

/// The beginning of the doc comments directly above a line.
fn documented_from(text: &str, start: usize) -> usize {
    commented_from(text, start, "///")
}

/// The beginning of the comments, which begin with `mark`, directly above a line.
fn commented_from(text: &str, start: usize, mark: &str) -> usize {
    let mut first = start;
    while let Some(above) = first.checked_sub(1) {
        let line = text[..above].rfind('\n').map_or(0, |at| at + 1);
        if !text[line..above].trim_start_matches(BYTE_ORDER_MARK).trim_start().starts_with(mark) {
            break;
        }
        first = line;
    }
    first
}

/// The place above the line of a statement and the comments above it, behind a byte order mark; before the statement
/// where others stand on its line.
fn above(text: &str, offset: u32) -> u32 {
    let start = line_start(text, offset);
    if !text[start..offset as usize].trim_start_matches(BYTE_ORDER_MARK).trim().is_empty() {
        return offset;
    }
    let first = commented_from(text, start, "//");
    let is_marked = first == 0 && text.starts_with(BYTE_ORDER_MARK);
    narrow(if is_marked { BYTE_ORDER_MARK.len_utf8() } else { first })
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).expect("files are limited to 32 MiB")
}
