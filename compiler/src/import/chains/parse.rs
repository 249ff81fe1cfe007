//! Lines of arrows as terms: names, lists and groups of lines. Total, whatever the text is.

use super::super::lists;

const ARROWS: [(&str, &str); 8] = [
    ("⇢", "~>"),
    ("~>", "~>"),
    ("→", "->"),
    ("->", "->"),
    ("⇒", "->"),
    ("=>", "->"),
    ("➔", "->"),
    ("➡", "->"),
];

/// Arrows that point to what comes first.
const BACKWARDS: [&str; 3] = ["←", "<-", "⇐"];

const BRACKETS: [(char, char); 3] = [('(', ')'), ('{', '}'), ('[', ']')];

/// How deep groups are read; what is nested deeper is a name that nobody has.
const DEPTH: u32 = 16;

/// A part of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// A name, and what stands in parentheses behind it.
    Name(Name),
    /// Chains beside each other, and the text they were read from; a name, if it may be one after all.
    Group(Vec<Line>, String, Option<Name>),
}

/// A name, and what stands in parentheses behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) word: String,
    pub(super) remark: Option<String>,
}

/// Terms and, before each but the first, an arrow in PDL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) terms: Vec<Term>,
    pub(super) arrows: Vec<&'static str>,
}

impl Line {
    /// All names in it.
    pub(super) fn names(&self) -> Vec<&str> {
        let names = self.terms.iter().flat_map(|term| match term {
            Term::Name(name) => vec![name.word.as_str()],
            Term::Group(lines, _, _) => lines.iter().flat_map(Self::names).collect(),
        });
        names.collect()
    }
}

/// Whether a text has an arrow.
pub(in crate::import) fn has_arrow(text: &str) -> bool {
    first_arrow(text).is_some() || BACKWARDS.iter().any(|arrow| text.contains(arrow))
}

/// Where the first arrow of a text stands.
pub(super) fn first_arrow(text: &str) -> Option<usize> {
    ARROWS.iter().filter_map(|(arrow, _)| text.find(arrow)).min()
}

/// Reads terms and arrows.
pub(super) fn parse(text: &str) -> Line {
    let mut parts: Vec<&str> = vec![text];
    for arrow in BACKWARDS {
        parts = parts.iter().flat_map(|part| part.split(arrow)).collect();
    }
    if parts.len() > 1 && first_arrow(text).is_none() {
        parts.reverse();
        return forwards(&parts.join(" -> "), DEPTH);
    }
    forwards(text, DEPTH)
}

fn forwards(text: &str, depth: u32) -> Line {
    let mut line = Line::default();
    let mut rest = text.trim();
    loop {
        let (term, behind) = term(rest, depth);
        line.terms.extend(term);
        rest = behind.trim_start();
        let Some((arrow, behind)) = arrow(rest) else { break };
        line.arrows.push(arrow);
        rest = behind.trim_start();
    }
    line
}

fn arrow(text: &str) -> Option<(&'static str, &str)> {
    let found = ARROWS.iter().find_map(|(arrow, pdl)| Some((*pdl, text.strip_prefix(arrow)?)));
    found.map(|(arrow, rest)| (arrow, rest.strip_prefix('\u{fe0f}').unwrap_or(rest)))
}

/// The term at the beginning of a text, and the rest, which begins with an arrow or is empty.
fn term(text: &str, depth: u32) -> (Option<Term>, &str) {
    let (whole, rest) = text.split_at(end(text, |rest| arrow(rest).is_some()));
    let whole = whole.trim();
    if whole.is_empty() {
        return (None, rest);
    }
    let inner = BRACKETS.iter().find_map(|(open, close)| {
        let inner = whole.strip_prefix(*open)?.strip_suffix(*close)?;
        is_balanced(inner).then_some(inner)
    });
    let (inside, is_list) = match inner {
        Some(inner) => (inner, false),
        None => (whole, true),
    };
    let items = lists::split(inside);
    if (is_list && items.len() < 2) || depth == 0 {
        return (Some(Term::Name(name(whole))), rest);
    }
    let lines = items.into_iter().map(|item| forwards(item, depth - 1)).collect();
    (Some(Term::Group(lines, inside.to_owned(), is_list.then(|| name(whole)))), rest)
}

/// Whether a text closes no bracket that it did not open: `(A) → (B)` is no group.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|character| {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            _ => {}
        }
        depth >= 0
    })
}

fn name(text: &str) -> Name {
    let (word, remark) = match text.strip_suffix(')').and_then(|it| it.split_once('(')) {
        Some((word, remark)) => (word.trim(), Some(remark.trim().to_owned())),
        None => (text, None),
    };
    Name { word: word.to_owned(), remark }
}

/// Where, outside brackets, a text is first as asked; else its length.
fn end(text: &str, is_end: impl Fn(&str) -> bool) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_end(&text[at..]) => return at,
            _ => {}
        }
    }
    text.len()
}
