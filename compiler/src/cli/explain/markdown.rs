//! Markdown for a terminal. Without colour it stays as it is: it was written to be read.

use crate::paint::{Ink, paint};
use crate::report::Style;

/// Styles headings, code and fences, and wraps lines, of which a page has one a sentence.
pub(super) fn render(style: &Style, page: &str) -> String {
    let mut text = String::with_capacity(page.len() * 2);
    let mut in_fence = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
            if !style.color {
                text += line;
                text.push('\n');
            }
            continue;
        }
        text += &if in_fence { fenced(style, line) } else { prose(style, line) };
        text.push('\n');
    }
    text
}

/// A line of an example.
fn fenced(style: &Style, line: &str) -> String {
    if !style.color {
        return line.to_owned();
    }
    let (code, comment) = line.split_at(line.find("//").unwrap_or(line.len()));
    let (code, comment) = (paint(style, Ink::Cyan, code), paint(style, Ink::Dim, comment));
    format!("    {code}{comment}").trim_end().to_owned()
}

/// A line of text: a heading, or words with code among them.
fn prose(style: &Style, line: &str) -> String {
    if !style.color {
        return line.to_owned();
    }
    if line.starts_with('#') {
        return paint(style, Ink::Bold, line.trim_start_matches(['#', ' '])).into_owned();
    }
    let mut text = String::new();
    let mut used = 0;
    for word in words(line) {
        let width = word.chars().filter(|it| *it != '`').count();
        if used > 0 && used + 1 + width > style.width {
            text.push('\n');
            used = 0;
        } else if used > 0 {
            text.push(' ');
            used += 1;
        }
        for (number, part) in word.split('`').enumerate() {
            text += &paint(style, if number % 2 == 1 { Ink::Cyan } else { Ink::Plain }, part);
        }
        used += width;
    }
    text
}

/// The words of a line; what stands between backticks belongs to one word.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    line.split(move |character| {
        in_code ^= character == '`';
        character == ' ' && !in_code
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# PDL1 x\n\nUse `a`.\n\n```pdl\na -> b // here\n```\n";

    #[test]
    fn a_page_stays_markdown_without_colour() {
        assert_eq!(render(&Style::plain(), PAGE), PAGE);
    }

    #[test]
    fn a_page_is_styled_with_colour() {
        let style = Style { color: true, ..Style::plain() };
        let expected = "\u{1b}[1mPDL1 x\u{1b}[0m\n\nUse \u{1b}[36ma\u{1b}[0m.\n\n    \
                        \u{1b}[36ma -> b \u{1b}[0m\u{1b}[2m// here\u{1b}[0m\n";
        assert_eq!(render(&style, PAGE), expected);
    }

    #[test]
    fn lines_are_wrapped_between_words() {
        let style = Style { color: true, width: 8, ..Style::plain() };
        assert_eq!(render(&style, "one two `a b`c\n"), "one two\n\u{1b}[36ma b\u{1b}[0mc\n");
    }
}
