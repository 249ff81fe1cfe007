//! Findings for people: a header, the places in the source, what to do, and a count at the end.
//!
//! miette draws the source; the lines around it are ours, because theirs do not name the severity.

use std::io;

use pdl_lang::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use pdl_lang::source::Sources;

use super::snippet::{Painter, snippets};
use super::visible::visible_with;
use super::{Style, Summary, severity_name};

/// Writes every finding and, if there is any, the summary.
pub(super) fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: &Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let painter = Painter::new(style);
    for found in diagnostics {
        let mut text = header(found, style);
        for snippet in snippets(sources, found, style) {
            painter.paint(&snippet, found.severity, &mut text);
        }
        if let Some(help) = &found.help {
            note(&mut text, "help", help, style);
        }
        if let Some(fix) = &found.fix {
            note(&mut text, "fix", &offer(fix), style);
        }
        text.push('\n');
        out.write_all(text.as_bytes())?;
    }
    if !diagnostics.is_empty() {
        writeln!(out, "{}", Summary::of(diagnostics))?;
    }
    Ok(())
}

/// The line `error[PDL4001]: message`.
fn header(found: &Diagnostic, style: &Style) -> String {
    let message = visible_with(&found.message, style.unicode);
    let kind = format!("{}[{}]", severity_name(found.severity), found.code);
    if !style.color {
        return format!("{kind}: {message}\n");
    }
    let color = match found.severity {
        Severity::Error => "31",
        Severity::Warning => "33",
    };
    let kind = match style.page(found.code) {
        Some(page) => format!("\u{1b}]8;;{page}\u{1b}\\{kind}\u{1b}]8;;\u{1b}\\"),
        None => kind,
    };
    format!("\u{1b}[1;{color}m{kind}\u{1b}[0m\u{1b}[1m: {message}\u{1b}[0m\n")
}

/// A fix as it is offered: its title, and how to have it applied.
fn offer(fix: &Fix) -> String {
    match fix.applicability {
        Applicability::Machine => format!("{} (`pdlc check --fix` does it)", fix.title),
        Applicability::Suggestion => fix.title.clone(),
    }
}

/// Appends `  name: text`, wrapped at the width and indented below the text.
fn note(out: &mut String, name: &str, text: &str, style: &Style) {
    let indent = name.len() + 4;
    let room = style.width.saturating_sub(indent).max(20);
    let lines = text.lines().flat_map(|line| wrap(&visible_with(line, style.unicode), room));
    let title =
        if style.color { format!("  \u{1b}[36m{name}:\u{1b}[0m ") } else { format!("  {name}: ") };
    for (number, line) in lines.enumerate() {
        let start = if number == 0 { title.clone() } else { " ".repeat(indent) };
        out.push_str(format!("{start}{line}").trim_end());
        out.push('\n');
    }
}

/// Breaks a line between words so that no part has more than `room` characters, if words allow.
///
/// What stands between backticks is one word: it is there to be copied.
fn wrap(line: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    let mut quoted = false;
    let words = line.split(|character| {
        quoted ^= character == '`';
        character == ' ' && !quoted
    });
    for word in words {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            lines.push(String::new());
            used = 0;
        }
        let last = lines.len() - 1;
        if used > 0 {
            lines[last].push(' ');
            used += 1;
        }
        lines[last].push_str(word);
        used += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("extraordinarily long", 5), ["extraordinarily", "long"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("run `a b c` now", 8), ["run", "`a b c`", "now"]);
    }

    #[test]
    fn notes_hang_below_their_text() {
        let mut out = String::new();
        let style = Style { width: 26, ..Style::plain() };
        note(&mut out, "help", "declare the story or drop it", &style);
        assert_eq!(out, "  help: declare the story or\n        drop it\n");
    }
}
