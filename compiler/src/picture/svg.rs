//! Writing SVG: numbers, texts, and a drawing with what is around it.

use std::borrow::Cow;

use super::THEME;
use crate::plain;
use crate::put::{put, putln};

/// A drawing without what is around it.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    /// Its width in pixels.
    pub(crate) width: f64,
    /// Its height in pixels.
    pub(crate) height: f64,
    /// The height of what belongs above every part of it.
    pub(crate) head: f64,
    /// Where it can be cut without cutting anything, from above.
    pub(crate) cuts: Vec<f64>,
    /// The elements of its head.
    pub(crate) top: String,
    /// The elements of the rest.
    pub(crate) body: String,
    /// What had to be left out of it, if anything had.
    pub(crate) remark: Option<String>,
}

impl Drawing {
    /// Nothing, drawn.
    pub(crate) const EMPTY: Self = Self {
        width: 0.0,
        height: 0.0,
        head: 0.0,
        cuts: Vec::new(),
        top: String::new(),
        body: String::new(),
        remark: None,
    };

    /// The drawing as a file.
    pub(crate) fn file(&self, title: &str, description: &str) -> String {
        let (width, height) = (number(self.width), number(self.height));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" class=\"pdl\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\">\n\
             <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
             <style>\n{THEME}</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"var(--paper)\"/>\n{}{}</svg>\n",
            xml(title),
            xml(description),
            self.body,
            self.top
        )
    }
}

/// A coordinate: one digit behind the point, and none where it is 0.
pub(crate) fn number(value: f64) -> String {
    let mut out = String::new();
    push_number(&mut out, value);
    out
}

/// Appends a coordinate.
#[expect(
    clippy::cast_possible_truncation,
    reason = "drawings are no wider than millions of pixels"
)]
pub(super) fn push_number(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    put!(out, "{sign}{whole}");
    if rest != 0 {
        put!(out, ".{rest}");
    }
}

/// Text inside an element or attribute.
pub(crate) fn xml(text: &str) -> Cow<'_, str> {
    let is_plain = |it: char| {
        plain::visible(it) == it
            && !matches!(it, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}')
    };
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match plain::visible(character) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            visible => out.push(visible),
        }
    }
    Cow::Owned(out)
}

/// About how wide a text is, in pixels: at least as wide as in the widest font that the theme asks for.
pub(super) fn width(text: &str) -> f64 {
    let character = |it: char| match it {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '-' | '.' | ',' | ':' | ';' | '|' | '('
        | ')' => 4.7,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 11.8,
        'A'..='Z' => 8.6,
        '\u{2000}'..='\u{2bff}' => 10.5,
        _ if u32::from(it) >= 0x1100 => 13.0,
        _ => 7.5,
    };
    text.chars().map(character).sum()
}

/// A text of at most so many characters, the last of which says that more was there.
pub(crate) fn shortened(text: &str, characters: usize) -> String {
    let text = plain::line(text);
    if text.chars().count() <= characters {
        return text;
    }
    let mut short: String = text.chars().take(characters.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

/// `<text>` with its left, middle or right end at a place.
pub(super) fn text(out: &mut String, class: &str, x: f64, y: f64, text: &str) {
    out.push_str("<text class=\"");
    out.push_str(class);
    out.push_str("\" x=\"");
    push_number(out, x);
    out.push_str("\" y=\"");
    push_number(out, y);
    out.push_str("\">");
    out.push_str(&xml(text));
    out.push_str("</text>");
}

/// `<rect>` with rounded corners.
pub(super) fn rect(out: &mut String, class: &str, x: f64, y: f64, size: (f64, f64), radius: f64) {
    put!(
        out,
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(x),
        number(y),
        number(size.0),
        number(size.1)
    );
    if radius > 0.0 {
        put!(out, " rx=\"{}\"", number(radius));
    }
    out.push_str("/>");
}

/// A straight line.
pub(super) fn line(out: &mut String, class: &str, from: (f64, f64), to: (f64, f64)) {
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
    putln!(out, "<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>");
}

#[cfg(test)]
mod tests {
    use super::{number, shortened, xml};

    #[test]
    fn texts_are_texts_and_numbers_are_short() {
        assert_eq!(xml("plain – text"), "plain – text");
        assert_eq!(xml("<a b=\"c\">&'"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;");
        assert_eq!(xml("a\u{0}b\u{1b}\u{202e}\u{ffff}"), "a b \u{fffd}\u{fffd}");
        let numbers = [(0.0, "0"), (1.25, "1.3"), (-0.04, "0"), (-2.5, "-2.5"), (100.0, "100")];
        for (value, text) in numbers {
            assert_eq!(number(value), text);
        }
        assert_eq!(shortened("a  long text", 20), "a long text");
        assert_eq!(shortened("a long text", 6), "a lon…");
    }
}
