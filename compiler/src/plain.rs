//! Texts of a program as plain text: on one line, without what moves a cursor or turns the direction of reading.

use std::borrow::Cow;

/// A character as text shows it: line ends and other controls become blanks; what turns or hides text, a visible mark.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\u{2028}' | '\u{2029}' => ' ',
        _ if is_hidden(character) => '\u{fffd}',
        _ => character,
    }
}

/// A text as it shows, each character for itself; most are what they look like.
pub(crate) fn seen(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible).collect())
}

/// Whether a character beyond ASCII steers a terminal, reorders text or cannot be seen.
///
/// The zero-width joiner and non-joiner stay: emoji and several scripts need them.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Text on one line, with single blanks.
pub(crate) fn line(text: &str) -> String {
    let text = seen(text);
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn controls_and_turns_of_direction_are_gone() {
        let cases = [
            (" a\tb\r\n\nc ", "a b c"),
            ("\u{1b}[31mred\u{7}", "[31mred"),
            ("a\u{202e}b\u{200b}c", "a\u{fffd}b\u{fffd}c"),
            ("\u{85}x\u{9b}y", "x y"),
            ("👩\u{200d}💻 می\u{200c}خواهم", "👩\u{200d}💻 می\u{200c}خواهم"),
            ("", ""),
        ];
        for (given, expected) in cases {
            assert_eq!(line(given), expected, "{given:?}");
        }
    }
}
