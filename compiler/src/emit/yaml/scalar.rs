//! How a string is written: plain, double quoted, or as a block literal.

use crate::put::put;

/// The longest key, as it is written, that YAML lets stand before its colon is 1,024 characters; this leaves some room.
const KEY_BYTES: usize = 1000;

/// Words that YAML 1.1 or 1.2 reads as something else than a string, in whatever case, and some that people misread.
const WORDS: &[&str] =
    &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];

/// Appends a string on one line: plain where that is safe, else double quoted.
pub(super) fn push_inline(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        push_quoted(out, text);
    }
}

/// Appends a key without its colon; returns whether it stands after `? `, and its value on a line of its own.
pub(super) fn push_key(out: &mut String, key: &str) -> bool {
    let start = out.len();
    push_inline(out, key);
    let is_long = out.len() - start > KEY_BYTES;
    if is_long {
        out.insert_str(start, "? ");
    }
    is_long
}

/// Appends a block literal, from its `|` to its last line end, its lines indented by `indent` spaces.
pub(super) fn push_literal(out: &mut String, text: &str, indent: usize) {
    let body = text.trim_end_matches('\n');
    out.push('|');
    match text.len() - body.len() {
        0 => out.push('-'),
        1 => {}
        _ => out.push('+'),
    }
    out.push('\n');
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            push_spaces(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Appends spaces.
pub(super) fn push_spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// Whether a string of several lines may be written as a block literal.
///
/// The first line tells readers the indentation, so it must not begin with a blank. Blanks at the end of a line would
/// be read, but editors remove them; carriage returns and other line ends would be read as line ends.
pub(super) fn is_literal(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with(['\n', ' ', '\t'])
        && text.chars().all(|it| matches!(it, '\n' | '\t') || is_ordinary(it) || it > '\u{ffff}')
        && text.split('\n').all(|line| !line.ends_with([' ', '\t']))
}

/// Whether a string needs no quotes anywhere, as a key or a value, for any reader.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return false };
    let begins = match first {
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'/' | b'(' => true,
        b'0'..=b'9' => is_network(bytes) || is_quantity(bytes),
        _ => text.starts_with("./") || text.starts_with("../"),
    };
    begins
        && !matches!(last, b' ' | b':')
        && !bytes.contains(&b'#')
        && !text.contains(": ")
        && !text.ends_with("<<")
        && !is_word(text)
        && text.chars().all(is_ordinary)
}

/// Whether a string that begins with a digit is like `10.244.0.0/16`: with a slash nothing is a number or a time.
fn is_network(bytes: &[u8]) -> bool {
    bytes.contains(&b'/') && !bytes.contains(&b':')
}

/// Whether a string that begins with a digit is like `1h30m` or `80Gi`: of digits and units that no notation of numbers
/// has.
fn is_quantity(bytes: &[u8]) -> bool {
    let is_unit = |it: &u8| b"hmskKMGTPi".contains(it);
    bytes.iter().all(|it| it.is_ascii_digit() || is_unit(it)) && bytes.last().is_some_and(is_unit)
}

fn is_word(text: &str) -> bool {
    text.len() <= 8 && WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Appends a double-quoted string; what is not ordinary is escaped, so that it can be seen and survives every tool.
fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        let code = u32::from(character);
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if is_ordinary(character) => out.push(character),
            '\0'..='\u{ff}' => put!(out, "\\x{code:02x}"),
            '\u{100}'..='\u{ffff}' => put!(out, "\\u{code:04x}"),
            '\u{10000}'.. => put!(out, "\\U{code:08x}"),
        }
    }
    out.push('"');
}

/// Characters without looks of their own: blanks other than the space, those that turn, join or hide their neighbours,
/// and those that are none. Spelt out, since what the standard library knows of Unicode changes with its version.
const HIDDEN: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{2000}', '\u{200f}'),
    ('\u{2028}', '\u{202f}'),
    ('\u{205f}', '\u{206f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{e000}', '\u{f8ff}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{fffe}', '\u{ffff}'),
];

/// Whether a character can be written as it is: printable, of the basic plane, and not hidden.
fn is_ordinary(character: char) -> bool {
    let is_hidden = |(first, last): &(char, char)| (*first..=*last).contains(&character);
    match character {
        ' '..='~' => true,
        '\u{a1}'..='\u{ffff}' => !HIDDEN.iter().any(is_hidden),
        _ => false,
    }
}
