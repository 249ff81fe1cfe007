//! Text that cannot act on a terminal: characters that steer or deceive become visible ones.

use std::borrow::Cow;

use crate::plain::is_hidden;
use crate::put::put;

/// What is shown instead of a character that has no picture of its own.
const REPLACEMENT: char = '\u{FFFD}';

/// `text` with everything that a terminal would obey, or hide, replaced by pictures one column wide.
///
/// Tabs are kept where they are: layout is not an attack.
/// Everything else of the control characters goes, line ends and carriage returns included.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(|character| picture(character).is_some()) {
        let shown = text.chars().map(|character| picture(character).unwrap_or(character));
        Cow::Owned(shown.collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// As [`visible`], with what is outside ASCII left to the text itself: pictures become `?`.
pub(super) fn visible_with(text: &str, unicode: bool) -> Cow<'_, str> {
    if unicode {
        return visible(text);
    }
    if text.chars().any(|character| picture(character).is_some()) {
        let shown = text.chars().map(|it| if picture(it).is_some() { '?' } else { it });
        Cow::Owned(shown.collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// What to show instead of `character`, if it must not be shown itself.
fn picture(character: char) -> Option<char> {
    match character {
        '\t' => None,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7F}' => Some('\u{2421}'),
        _ if is_hidden(character) => Some(REPLACEMENT),
        _ => None,
    }
}

/// Escapes in a finished JSON document what JSON would allow but a terminal would obey.
///
/// Outside strings, JSON has none of these characters, so the document stays the same value.
pub(super) fn escape_json(json: &str) -> Cow<'_, str> {
    let hidden = |character: char| character == '\u{7F}' || is_hidden(character);
    if !json.contains(hidden) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for character in json.chars() {
        if hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                put!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_pictures() {
        assert_eq!(visible("a\u{1b}[31mb\u{7f}\r"), "a\u{241b}[31mb\u{2421}\u{240d}");
        assert_eq!(visible("\u{9b}31m \u{202e}x"), "\u{fffd}31m \u{fffd}x");
        assert_eq!(visible_with("\u{1b}[0m", false), "?[0m");
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        assert!(matches!(visible("Ærø\t漢字 👩‍👩‍👧"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_keeps_its_value() {
        let json = serde_json::to_string("\u{9b}\u{7f}\u{e0041}").expect("strings serialise");
        let escaped = escape_json(&json);
        assert!(escaped.is_ascii());
        let back: String = serde_json::from_str(&escaped).expect("still JSON");
        assert_eq!(back, "\u{9b}\u{7f}\u{e0041}");
    }
}
