//! GitHub's workflow commands: `::error file=…,line=…::message`.
//!
//! The escaping is the runner's: `%`, CR and LF everywhere, `:` and `,` in properties too.

use std::io;

use pdl_lang::diagnostic::Diagnostic;
use pdl_lang::source::Sources;

use super::place::Place;
use super::visible::visible;
use super::{Style, severity_name};

/// Writes one command a diagnostic.
pub(super) fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: &Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    for found in diagnostics {
        write!(out, "::{} ", severity_name(found.severity))?;
        if let Some(label) = found.labels.first() {
            write!(out, "{},", location(&Place::of(sources, label.at, style)))?;
        }
        let title = property(&format!("{} {}", found.code, found.code.slug()));
        writeln!(out, "title={title}::{}", message(found))?;
    }
    Ok(())
}

/// The properties that say where; the runner drops columns when the lines differ.
fn location(place: &Place) -> String {
    let Place { path, start, end } = place;
    let path = property(path);
    let lines = format!("file={path},line={},endLine={}", start.line, end.line);
    if start.line == end.line {
        format!("{lines},col={},endColumn={}", start.column, end.column)
    } else {
        lines
    }
}

/// Message, primary label and help: all that an annotation has room for.
fn message(found: &Diagnostic) -> String {
    let label = found.labels.first().map(|label| label.text.as_str()).filter(|it| !it.is_empty());
    let help = found.help.as_ref().map(|help| format!("help: {help}"));
    let mut text = found.message.clone();
    for line in label.into_iter().chain(help.as_deref()) {
        text.push('\n');
        text.push_str(line);
    }
    data(&text)
}

/// Escapes the text after `::`.
fn data(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        visible(line).replace('%', "%25")
    });
    lines.collect::<Vec<_>>().join("%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_properties_are_escaped() {
        assert_eq!(data("100%\r\nnext: a, b"), "100%25%0Anext: a, b");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
        assert_eq!(data("\u{1b}[0m"), "\u{241b}[0m");
    }
}
