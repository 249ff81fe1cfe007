//! Texts of a program inside Markdown: they appear as what they are, never as markup.

mod prose;

use crate::plain::{seen, visible};
use crate::put::put;
pub(super) use prose::{prose, quote};

/// Text inside a line: escaped, on one line, without what changes how its neighbours look.
///
/// Underscores inside words and other marks that can mean nothing where they stand are left alone, so that the source
/// of a document stays as readable as the document.
pub(crate) fn text(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.trim().chars().map(visible).peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        if character == ' ' && before == ' ' {
            continue;
        }
        if is_markup(before, character, after) {
            out.push('\\');
        }
        out.push(character);
        before = character;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a text is what it looks like, which most are: words of ASCII without marks, with single blanks.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    let is_plain = |byte: u8| {
        let is_plain = match byte {
            b' ' => before != b' ',
            b'"' | b'%' | b'\'' | b'('..=b')' | b'+'..=b';' | b'=' | b'?'..=b'Z' => true,
            _ => byte.is_ascii_lowercase(),
        };
        before = byte;
        is_plain
    };
    text.bytes().all(is_plain) && !text.ends_with(' ')
}

/// Text at the beginning of a line or list item, where it could also begin a list, a heading or a rule.
pub(super) fn start(text: &str) -> String {
    let mut out = self::text(text);
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match out.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => out.insert(digits, '\\'),
        Some(b'-' | b'+' | b'=') if digits == 0 => out.insert(0, '\\'),
        _ => {}
    }
    out
}

/// A message of the compiler: names in backticks stay code, the rest is text.
pub(super) fn message(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let is_code = |index: usize| index % 2 == 1;
    if parts.len().is_multiple_of(2)
        || (1..parts.len()).any(|it| is_code(it) && parts[it].is_empty())
    {
        return text(message);
    }
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        if is_code(index) {
            out.push_str(&code(part));
        } else {
            let blank = |it: bool| if it { " " } else { "" };
            let inner = text(part);
            out.push_str(blank(part.starts_with(' ')));
            out.push_str(&inner);
            out.push_str(blank(part.ends_with(' ') && !inner.is_empty()));
        }
    }
    out
}

/// Text as code: in a row of backticks that no row within ends.
pub(crate) fn code(text: &str) -> String {
    let text = seen(text);
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let is_blank = text.trim().is_empty();
    // One blank on each side is taken away again.
    let is_padded = text.starts_with('`')
        || text.ends_with('`')
        || text.starts_with(' ') && text.ends_with(' ');
    match &*text {
        "" => "` `".to_owned(),
        text if is_padded && !is_blank => format!("{fence} {text} {fence}"),
        text => format!("{fence}{text}{fence}"),
    }
}

/// Text as code in a cell of a table, which a bar would end.
pub(crate) fn code_in_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// The destination of a link.
pub(super) fn destination(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte);
    if path.bytes().all(is_plain) {
        return path.to_owned();
    }
    let mut out = String::new();
    for byte in path.bytes() {
        if is_plain(byte) {
            out.push(byte.into());
        } else {
            put!(out, "%{byte:02X}");
        }
    }
    out
}

/// Whether a character could be read as markup between its neighbours.
fn is_markup(before: char, character: char, after: char) -> bool {
    match character {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
        '_' => !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()),
        '#' => before == ' ',
        '&' => after == '#' || after.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};
    use pulldown_cmark::{Event, Options, Parser};

    use super::{code, code_in_cell, destination, message, start, text};

    #[test]
    fn markup_becomes_text() {
        let cases = [
            ("plain – text (with: marks)", "plain – text (with: marks)"),
            (
                "*a* _b_ c_d `e` <f> [g](h) i|j ~~k~~",
                "\\*a\\* \\_b\\_ c_d \\`e\\` \\<f\\> \\[g\\](h) i\\|j \\~\\~k\\~\\~",
            ),
            ("a\\*b", "a\\\\\\*b"),
            ("a\n\n# b\tc", "a \\# b c"),
            ("C# & Q&A &amp; &#1;", "C# & Q\\&A \\&amp; \\&#1;"),
            ("a\u{202e}b\u{0}", "a\u{fffd}b"),
            ("  ", ""),
            ("$x$", "\\$x\\$"),
        ];
        for (given, expected) in cases {
            assert_eq!(text(given), expected);
        }
    }

    #[test]
    fn the_beginning_of_a_line_is_no_list_or_heading() {
        let cases = [
            ("1. a", "1\\. a"),
            ("12) a", "12\\) a"),
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("# a", "\\# a"),
            ("=== a", "\\=== a"),
            ("1.5 a", "1\\.5 a"),
            ("a", "a"),
            ("2025", "2025"),
        ];
        for (given, expected) in cases {
            assert_eq!(start(given), expected);
        }
    }

    #[test]
    fn names_in_messages_stay_code() {
        assert_eq!(message("`A_B` waits for `C`, a|b"), "`A_B` waits for `C`, a\\|b");
        assert_eq!(message("a ` b"), "a \\` b");
        assert_eq!(message("`a` `b`"), "`a` `b`");
        assert_eq!(message("no names"), "no names");
        assert_eq!(destination("../a b/c.md"), "../a%20b/c.md");
    }

    #[test]
    fn code_is_code_whatever_it_holds() {
        let cases = [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a", "`` `a ``"),
            ("a`` <img> `b", "```a`` <img> `b```"),
            (" a ", "`  a  `"),
            ("", "` `"),
        ];
        for (given, expected) in cases {
            assert_eq!(code(given), expected);
        }
        assert_eq!(code_in_cell("a|b"), "`a\\|b`");
    }

    proptest! {
        #[test]
        fn code_is_read_as_code(given in "[a` |<>\\\\]{1,12}") {
            let inside = |cell: &str| {
                let table = format!("| a | b |\n| - | - |\n| {cell} | x |\n");
                let events = Parser::new_ext(&table, Options::ENABLE_TABLES);
                let found = events.filter_map(|event| match event {
                    Event::Code(text) => Some(text.to_string()),
                    _ => None,
                });
                found.collect::<Vec<_>>()
            };
            prop_assert_eq!(inside(&code_in_cell(&given)), [given.as_str()]);
            let text = format!("x {} x", code(&given));
            let events = Parser::new(&text).filter(|it| matches!(it, Event::Code(_)));
            prop_assert_eq!(events.collect::<Vec<_>>(), [Event::Code(given.as_str().into())]);
        }
    }
}
