//! Text to tokens, by nom over bytes with a dispatch on the first one.
//!
//! White space becomes no token: it is what stands between two of them.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till, take_until, take_while, take_while1};
use nom::combinator::value;
use nom::multi::many0_count;
use nom::sequence::pair;
use nom::{IResult, Parser};

use super::kind::TokenKind;
use super::literal;
use super::string::FOREIGN_QUOTES;
use super::tree::Token;

type Scan<'a> = IResult<&'a [u8], TokenKind, ()>;

/// Splits a text into tokens; the last is [`TokenKind::Eof`]. A byte order mark is passed over.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    // One token in about six bytes is what real plans have; growing beyond is cheap, starting far too large is not.
    let mut tokens = Vec::with_capacity(bytes.len() / 6 + 8);
    let mut rest = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    loop {
        let (after, broke) = skip_space(rest);
        rest = after;
        let start = offset(bytes, rest);
        let Ok((mut after, kind)) = token(rest) else {
            tokens.push(Token::new(TokenKind::Eof, start, 0, broke));
            return tokens;
        };
        if kind == TokenKind::Text && after.is_empty() && !rest[3..].ends_with(b"\"\"\"") {
            after = &rest[unclosed_text(text, start as usize)..];
        }
        tokens.push(Token::new(kind, start, offset(bytes, after) - start, broke));
        rest = after;
    }
}

/// How far `rest`, a tail of `all`, lies from its beginning.
fn offset(all: &[u8], rest: &[u8]) -> u32 {
    u32::try_from(all.len() - rest.len()).expect("files are limited to 32 MiB")
}

/// Passes over white space and tells whether it held a line break.
fn skip_space(input: &[u8]) -> (&[u8], bool) {
    let mut broke = false;
    let mut at = 0;
    while let Some(byte) = input.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' => {}
            b'\n' => broke = true,
            _ => break,
        }
        at += 1;
    }
    (&input[at..], broke)
}

/// One token; an error only at the end of the input.
fn token(input: &[u8]) -> Scan<'_> {
    let Some(first) = input.first() else { return Err(nom::Err::Error(())) };
    match first {
        b'A'..=b'Z' | b'a'..=b'z' | b'_' => word(input),
        b'0'..=b'9' => Ok(literal::number(input)),
        b'-' if input.get(1).is_some_and(u8::is_ascii_digit) => Ok(literal::number(input)),
        b'"' => string(input),
        b'{' => one(input, TokenKind::LBrace),
        b'}' => one(input, TokenKind::RBrace),
        b'[' => one(input, TokenKind::LBracket),
        b']' => one(input, TokenKind::RBracket),
        b'(' => one(input, TokenKind::LParen),
        b')' => one(input, TokenKind::RParen),
        b':' if input.get(1) == Some(&b'=') => Ok((&input[2..], TokenKind::Unknown)),
        b':' => one(input, TokenKind::Colon),
        b',' => one(input, TokenKind::Comma),
        b'|' => one(input, TokenKind::Pipe),
        b'.' => {
            alt((value(TokenKind::DotDot, tag("..")), value(TokenKind::Dot, tag(".")))).parse(input)
        }
        b'/' => slash(input),
        b'-' | b'~' | 0xE2 => arrow(input),
        b'\'' | b'`' | 0xC2 => alt((quoted_otherwise, unknown)).parse(input),
        _ => unknown(input),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a scanner like the others")]
fn one(input: &[u8], kind: TokenKind) -> Scan<'_> {
    Ok((&input[1..], kind))
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Dashes belong to a word only between two of its letters, so that the arrow wins in `A->B`.
fn word(input: &[u8]) -> Scan<'_> {
    let tail = many0_count(pair(tag("-"), take_while1(is_word_byte)));
    let found: Scan<'_> =
        value(TokenKind::Word, pair(take_while1(is_word_byte), tail)).parse(input);
    match found {
        Ok((after, _)) if begins_foreign(after) => Ok(foreign_run(input)),
        found => found,
    }
}

/// Whether the next character cannot be part of a name but is written like one: `@`, `ü`, an apostrophe.
fn begins_foreign(input: &[u8]) -> bool {
    match input.first() {
        None => false,
        Some(b'/') => input.starts_with(b"/*"),
        Some(b'-') => !begins_arrow(input),
        Some(byte) if byte.is_ascii() => is_odd(*byte),
        Some(_) => character(input).is_some_and(|c| c.is_alphanumeric() || is_apostrophe(c, input)),
    }
}

/// Whether dashes lead to an arrow's head.
fn begins_arrow(input: &[u8]) -> bool {
    let dashes = input.iter().take_while(|byte| **byte == b'-').count();
    matches!(input.get(dashes), Some(b'>' | b'='))
}

/// Whether a typographic apostrophe stands before a letter, as in `don’t`.
fn is_apostrophe(c: char, input: &[u8]) -> bool {
    c == '’' && character(&input[c.len_utf8()..]).is_some_and(char::is_alphabetic)
}

/// Signs that stand inside addresses, globs and prose, and nowhere in PDL.
fn is_odd(byte: u8) -> bool {
    matches!(
        byte,
        b'@' | b'$' | b'&' | b'%' | b'!' | b'?' | b'*' | b'^' | b'\\' | b'+' | b'\'' | b'`'
    )
}

/// A run of letters, digits and odd signs as one unknown token.
fn foreign_run(input: &[u8]) -> (&[u8], TokenKind) {
    let mut at = 0;
    while let Some(c) = character(&input[at..]) {
        let next = || input.get(at + 1).is_some_and(|byte| is_word_byte(*byte) || *byte == b'*');
        let belongs = match c {
            '-' => !begins_arrow(&input[at..]),
            '.' | '/' => next(),
            c if c.is_ascii() => is_word_byte(input[at]) || is_odd(input[at]),
            c => c.is_alphanumeric() || is_apostrophe(c, &input[at..]),
        };
        if !belongs {
            break;
        }
        at += c.len_utf8();
    }
    (&input[at..], TokenKind::Unknown)
}

/// The first character; the input begins at one.
fn character(input: &[u8]) -> Option<char> {
    let length = match input.first()? {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    };
    std::str::from_utf8(input.get(..length)?).ok()?.chars().next()
}

fn slash(input: &[u8]) -> Scan<'_> {
    if input.starts_with(b"//") {
        let doc = input.starts_with(b"///") && !input.starts_with(b"////");
        let kind = if doc { TokenKind::DocComment } else { TokenKind::Comment };
        let (after, line) = take_till(|byte| byte == b'\n').parse(input)?;
        // The carriage return of CRLF is white space, not part of the comment.
        let kept = line.strip_suffix(b"\r").unwrap_or(line).len();
        return Ok((if kept == line.len() { after } else { &input[kept..] }, kind));
    }
    if input.starts_with(b"/*") {
        return foreign_comment(input);
    }
    one(input, TokenKind::Slash)
}

/// `/* … */`, which PDL does not have, as one unknown token rather than as dozens.
fn foreign_comment(input: &[u8]) -> Scan<'_> {
    let closed = value((), (take_until("*/"), tag("*/")));
    let line = value((), take_till(|byte| byte == b'\n' || byte == b'\r'));
    value(TokenKind::Unknown, alt((closed, line))).parse(input)
}

fn arrow(input: &[u8]) -> Scan<'_> {
    alt((
        value(TokenKind::Arrow, alt((tag("->"), tag("→")))),
        value(TokenKind::SoftArrow, tag("~>")),
        value(TokenKind::DotDot, tag("–")),
        quoted_otherwise,
        unknown,
    ))
    .parse(input)
}

/// A string in the quotes of another language, up to the closing one. Without that, double ones reach to the end of
/// the line; single ones may be apostrophes.
fn quoted_otherwise(input: &[u8]) -> Scan<'_> {
    let opening = character(input).ok_or(nom::Err::Error(()))?;
    let pair = FOREIGN_QUOTES.iter().find(|(open, _)| *open == opening);
    let (_, closing) = pair.ok_or(nom::Err::Error(()))?;
    let mut at = opening.len_utf8();
    while let Some(c) = character(&input[at..]).filter(|c| !matches!(c, '\n' | '\r')) {
        at += c.len_utf8();
        if closing.contains(&c) {
            return Ok((&input[at..], TokenKind::Unknown));
        }
    }
    let is_double = matches!(opening, '“' | '„' | '«');
    if is_double { Ok((&input[at..], TokenKind::Unknown)) } else { Err(nom::Err::Error(())) }
}

/// A run of characters that PDL does not use: a foreign comment or arrow whole, else one kind of character.
fn unknown(input: &[u8]) -> Scan<'_> {
    if input[0] == b'#' {
        return value(TokenKind::Unknown, take_till(|byte| byte == b'\n' || byte == b'\r'))
            .parse(input);
    }
    let names_follow = || input[0] != b'-' || input.get(1).is_some_and(|byte| is_word_byte(*byte));
    if is_odd(input[0]) || (begins_foreign(input) && names_follow()) {
        return Ok(foreign_run(input));
    }
    if input[0].is_ascii() {
        let mut run = take_while(|byte: u8| matches!(byte, b'-' | b'=' | b'~' | b'>' | b'<'));
        let (after, taken) = run.parse(input)?;
        return Ok((if taken.is_empty() { &input[1..] } else { after }, TokenKind::Unknown));
    }
    // Spaces, arrows and emoji from documents stand alone.
    let length = character(input).map_or(1, char::len_utf8);
    Ok((&input[length..], TokenKind::Unknown))
}

/// How much a text block takes that has no closing quotes: its first line if words stand there, else the lines that
/// are deeper than that.
fn unclosed_text(text: &str, start: usize) -> usize {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let outer = indent(&text[line..start]);
    let (mut at, mut taken) = (start, start + 3);
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        let words = line.trim_end();
        if index > 0 && !words.is_empty() && indent(words) <= outer {
            break;
        }
        if !words.is_empty() {
            taken = at + words.len();
        }
        if index == 0 && words.len() > 3 {
            break;
        }
        at += line.len();
    }
    taken - start
}

/// A string or a text block; one that does not end takes its line, or the rest of the file
/// before [`unclosed_text`] looks at it.
#[expect(clippy::unnecessary_wraps, reason = "a scanner like the others")]
fn string(input: &[u8]) -> Scan<'_> {
    if input.starts_with(b"\"\"\"") {
        let length = 3 + find_end(&input[3..], |rest| rest.starts_with(b"\"\"\"").then_some(3));
        return Ok((&input[length..], TokenKind::Text));
    }
    let mut length = 1 + end_on_line(&input[1..]);
    while let Some(more) = quoted_inside(&input[..length], &input[length..]) {
        length += more;
    }
    Ok((&input[length..], TokenKind::Str))
}

/// The length up to and with the quote that ends a string, or to the end of the line.
fn end_on_line(input: &[u8]) -> usize {
    find_end(input, |rest| match rest[0] {
        b'"' => Some(1),
        b'\n' => Some(0),
        b'\r' if rest.starts_with(b"\r\n") => Some(0),
        _ => None,
    })
}

/// How much further a string reaches whose last quote stands inside `${…}`, as in `"${upper("x")}"`: such a reference
/// is refused, and what is quoted in it belongs to it.
fn quoted_inside(taken: &[u8], rest: &[u8]) -> Option<usize> {
    let opening = taken.windows(2).rposition(|pair| pair == b"${")?;
    let slashes = taken[..opening].iter().rev().take_while(|byte| **byte == b'\\').count();
    if slashes % 2 == 1 || taken[opening..].contains(&b'}') || !taken.ends_with(b"\"") {
        return None;
    }
    let mut is_quoted = true;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'\n' => return None,
            b'"' => is_quoted = !is_quoted,
            b'$' if !is_quoted => return None,
            b'}' if !is_quoted => {
                let end = at + 1 + end_on_line(&rest[at + 1..]);
                return (end > at + 1 && rest[end - 1] == b'"').then_some(end);
            }
            _ => {}
        }
    }
    None
}

/// The length up to and with the end that `ends` finds; a backslash hides the byte behind it unless a line ends there.
fn find_end(input: &[u8], ends: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let mut at = 0;
    while at < input.len() {
        if let Some(length) = ends(&input[at..]) {
            return at + length;
        }
        let hides = input[at] == b'\\' && matches!(input.get(at + 1), Some(b'"' | b'\\'));
        at += if hides { 2 } else { 1 };
    }
    input.len()
}
