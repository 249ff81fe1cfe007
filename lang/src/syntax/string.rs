//! What a string or text block says: escapes, interpolations, common indentation.

use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::char;
use nom::combinator::{all_consuming, recognize};
use nom::multi::{many0_count, separated_list1};
use nom::sequence::{delimited, pair};
use nom::{IResult, Parser};

use super::kind::TokenKind;
use crate::span::Span;

/// A piece of a string, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Characters as they are meant, escapes resolved.
    Text(String),
    /// `${a.b}`: the span of each word.
    Path(Vec<Span>),
}

/// What is wrong inside a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StringProblem {
    /// The closing quotes are missing.
    Unterminated,
    /// A backslash before something else than `n t r " \ $ u{…}`.
    Escape(Span),
    /// `\u{…}` that names no character.
    Unicode(Span),
    /// `${` without a path and `}` behind it.
    Interpolation(Span),
    /// A text block with words beside its quotes.
    OwnLines(Span),
}

/// A decoded string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The pieces; neighbouring texts are one piece.
    pub parts: Vec<Part>,
    /// What was wrong, in the order of the text.
    pub problems: Vec<StringProblem>,
}

/// Decodes the string or text token at `span` of the whole `text`.
#[must_use]
pub fn decode(text: &str, span: Span, kind: TokenKind) -> Decoded {
    let mut decoder = Decoder { text, out: Decoded::default() };
    if is_quoted_otherwise(span.of(text)) {
        // Foreign quotes were reported; the words between them are what is meant.
        decoder.push(without_quotes(span.of(text)));
        return decoder.out;
    }
    let quotes = if kind == TokenKind::Text { 3 } else { 1 };
    let body = body(text, span, quotes);
    if body.end + quotes > span.end {
        decoder.out.problems.push(StringProblem::Unterminated);
    }
    if kind == TokenKind::Text {
        decoder.text_block(body);
    } else {
        decoder.scan(body, true);
    }
    decoder.out
}

/// What other languages and word processors quote with; `"` is not among them.
pub(super) const FOREIGN_QUOTES: &[(char, &[char])] = &[
    ('\'', &['\'']),
    ('`', &['`']),
    ('“', &['”', '“']),
    ('”', &['”']),
    ('„', &['“', '”']),
    ('‘', &['’', '‘']),
    ('’', &['’']),
    ('‚', &['‘', '’']),
    ('«', &['»']),
    ('»', &['«']),
];

/// Whether a text is in quotes of another kind than `"`, the closing ones maybe missing.
pub(crate) fn is_quoted_otherwise(text: &str) -> bool {
    let first = text.chars().next();
    text.chars().nth(1).is_some() && FOREIGN_QUOTES.iter().any(|(open, _)| Some(*open) == first)
}

/// A text without the foreign quotes around it.
pub(crate) fn without_quotes(text: &str) -> &str {
    let mut characters = text.chars();
    let opening = characters.next();
    let pair = FOREIGN_QUOTES.iter().find(|(open, _)| Some(*open) == opening);
    let inner = characters.as_str();
    pair.and_then(|(_, closing)| inner.strip_suffix(*closing)).unwrap_or(inner)
}

/// Whether `span` of `text` is a plain string: closed, without escapes and interpolations.
#[must_use]
pub fn is_plain(text: &str, span: Span) -> bool {
    let bytes = span.of(text).as_bytes();
    bytes.len() >= 2
        && bytes.starts_with(b"\"")
        && bytes.ends_with(b"\"")
        && !bytes.iter().any(|byte| matches!(byte, b'\\' | b'$'))
}

/// The bytes between the quotes; when the closing ones are missing, all behind the opening ones.
fn body(text: &str, span: Span, quotes: u32) -> Span {
    let inner = Span::new((span.start + quotes).min(span.end), span.end);
    let content = inner.of(text);
    let closed = if quotes == 3 {
        content.ends_with("\"\"\"")
    } else {
        content.ends_with('"') && ends_unescaped(&content[..content.len() - 1])
    };
    if closed { Span::new(inner.start, inner.end - quotes) } else { inner }
}

/// Whether a quote behind `content` is one, and not escaped.
pub(super) fn ends_unescaped(content: &str) -> bool {
    let slashes = content.bytes().rev().take_while(|byte| *byte == b'\\').count();
    slashes % 2 == 0
}

struct Decoder<'t> {
    text: &'t str,
    out: Decoded,
}

impl Decoder<'_> {
    /// Lines of the block without the common indentation, each ended by `\n`.
    fn text_block(&mut self, body: Span) {
        let lines = lines(self.text, body);
        let (first, rest) = lines.split_first().expect("a text has at least one line");
        if !first.of(self.text).trim().is_empty() {
            self.out.problems.push(StringProblem::OwnLines(*first));
        }
        let (last, middle) = rest.split_last().unwrap_or((first, &[]));
        if !rest.is_empty() && !last.of(self.text).trim().is_empty() {
            self.out.problems.push(StringProblem::OwnLines(*last));
        }
        let indent = common_indent(middle.iter().map(|line| line.of(self.text)));
        for line in middle {
            let content = line.of(self.text);
            let skip = u32::try_from(indent.min(content.len())).unwrap_or(0);
            if content.trim().is_empty() {
                self.push("\n");
            } else {
                self.scan(Span::new(line.start + skip, line.end), false);
                self.push("\n");
            }
        }
    }

    /// Resolves escapes and interpolations of a stretch of text.
    fn scan(&mut self, span: Span, all_escapes: bool) {
        let content = span.of(self.text);
        let mut at = 0;
        while at < content.len() {
            let rest = &content[at..];
            let plain = rest.find(['\\', '$']).unwrap_or(rest.len());
            self.push(&rest[..plain]);
            at += plain;
            let special = &content[at..];
            if special.is_empty() {
                break;
            }
            let offset = span.start + u32::try_from(at).expect("files are limited to 32 MiB");
            let used = if special.starts_with("${") {
                self.interpolation(special, offset)
            } else if special.starts_with('$') {
                self.push("$");
                1
            } else if all_escapes {
                self.escape(special, offset)
            } else {
                self.text_escape(special)
            };
            at += used;
        }
    }

    fn interpolation(&mut self, special: &str, offset: u32) -> usize {
        let found: IResult<&str, Vec<&str>, ()> =
            delimited((tag("${"), spaces), separated_list1(char('.'), word), (spaces, char('}')))
                .parse(special);
        if let Ok((after, words)) = found {
            let spans = words.iter().map(|word| {
                let start = offset + within(special, word);
                Span::new(start, start + within(word, &word[word.len()..]))
            });
            self.out.parts.push(Part::Path(spans.collect()));
            special.len() - after.len()
        } else {
            let end = special.find('}').map_or(special.len(), |at| at + 1);
            self.problem(StringProblem::Interpolation, offset, end);
            end
        }
    }

    fn escape(&mut self, special: &str, offset: u32) -> usize {
        let character = special[1..].chars().next();
        let meant = match character {
            Some('n') => "\n",
            Some('t') => "\t",
            Some('r') => "\r",
            Some('"') => "\"",
            Some('\\') => "\\",
            Some('$') => "$",
            Some('u') => return self.unicode(special, offset),
            other => {
                let length = 1 + other.map_or(0, char::len_utf8);
                self.problem(StringProblem::Escape, offset, length);
                return length;
            }
        };
        self.push(meant);
        2
    }

    /// In a text block, scripts keep their backslashes; only `\${` and `\"""` are escapes.
    fn text_escape(&mut self, special: &str) -> usize {
        let escaped = special.starts_with("\\${") || special.starts_with("\\\"");
        if escaped {
            self.push(&special[1..2]);
            return 2;
        }
        self.push("\\");
        1
    }

    fn unicode(&mut self, special: &str, offset: u32) -> usize {
        let digits = take_while_m_n(1, 6, |c: char| c.is_ascii_hexdigit());
        let found: IResult<&str, &str, ()> =
            delimited(tag("\\u{"), digits, char('}')).parse(special);
        let Ok((after, digits)) = found else {
            self.problem(StringProblem::Unicode, offset, 2);
            return 2;
        };
        let length = special.len() - after.len();
        match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
            Some(character) => self.push(character.encode_utf8(&mut [0; 4])),
            None => self.problem(StringProblem::Unicode, offset, length),
        }
        length
    }

    fn problem(&mut self, problem: fn(Span) -> StringProblem, offset: u32, length: usize) {
        let end = offset + u32::try_from(length).expect("files are limited to 32 MiB");
        self.out.problems.push(problem(Span::new(offset, end)));
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(Part::Text(last)) = self.out.parts.last_mut() {
            last.push_str(text);
        } else {
            self.out.parts.push(Part::Text(text.to_owned()));
        }
    }
}

fn spaces(input: &str) -> IResult<&str, &str, ()> {
    take_while(|c: char| c == ' ').parse(input)
}

/// A word as the lexer has it, for the places inside strings.
pub(crate) fn word(input: &str) -> IResult<&str, &str, ()> {
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(nom::Err::Error(()));
    }
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
    recognize(pair(take_while1(letters), many0_count(pair(char('-'), take_while1(letters)))))
        .parse(input)
}

/// Whether a text could stand as a word of the language.
#[must_use]
pub fn is_word(text: &str) -> bool {
    all_consuming(word).parse(text).is_ok()
}

/// The offset of `part`, a slice of `whole`, from its beginning.
fn within(whole: &str, part: &str) -> u32 {
    u32::try_from(part.as_ptr() as usize - whole.as_ptr() as usize)
        .expect("files are limited to 32 MiB")
}

/// The lines of a span without their line ends.
pub(crate) fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut start = span.start;
    let mut lines = Vec::new();
    for line in span.of(text).split('\n') {
        let end = start + u32::try_from(line.len()).expect("files are limited to 32 MiB");
        let kept = end - u32::from(line.ends_with('\r'));
        lines.push(Span::new(start, kept));
        start = end + 1;
    }
    lines
}

/// The bytes of white space that all lines which are not blank begin with.
pub(crate) fn common_indent<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let mut common: Option<&str> = None;
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        common = Some(match common {
            None => indent,
            Some(common) => {
                let same = common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
                &common[..same]
            }
        });
    }
    common.map_or(0, str::len)
}
