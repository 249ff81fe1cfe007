//! Lines of arrows: `A → (B | C) → D — reason`, in any of the arrows that people write.
//!
//! A name stands for the story that it fits best. What stands in parentheses and names no stories is a remark, or tells
//! an order in words: that is proposed, never assumed.

use std::fmt::Write as _;

use pdl_lang::limits;

use super::draft::{Chain, Draft, Note};
use super::{names, prose};

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

/// How deep groups may nest; a source has more brackets around them.
const DEPTH: usize = limits::NESTING / 2;

/// A part of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// A name, and what stands in parentheses behind it.
    Name(String, Option<String>),
    /// Chains beside each other, and the text they were read from.
    Group(Vec<Line>, String),
}

/// Terms and, before each but the first, an arrow in PDL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    terms: Vec<Term>,
    arrows: Vec<&'static str>,
}

/// Whether a text has an arrow.
pub(super) fn has_arrow(text: &str) -> bool {
    ARROWS.iter().any(|(arrow, _)| text.contains(arrow))
}

/// Reads a line of the order. Lines without arrows are kept, and what they tell is proposed.
pub(super) fn line(draft: &mut Draft, text: &str) {
    let mut chain = Chain::default();
    let (label, body) = label(text);
    // In documents of our own a label follows from the stories' lanes.
    if draft.endings.is_none() {
        chain.comments.extend(label.map(str::to_owned));
    }
    if has_arrow(body) {
        arrows(draft, &mut chain, body);
    } else {
        chain.comments.push(body.to_owned());
        draft.notes.push(Note::Kept(body.to_owned()));
        chain.proposals = prose::orders(draft, body, None);
    }
    let proposals = chain.proposals.iter().cloned().map(Note::Proposed);
    draft.notes.extend(proposals.collect::<Vec<_>>());
    draft.chains.push(chain);
}

/// `Storage/DB: A → B` has a label.
fn label(text: &str) -> (Option<&str>, &str) {
    match text.split_once(':') {
        Some((label, body)) if !has_arrow(label) && has_arrow(body) => {
            (Some(label.trim()), body.trim())
        }
        _ => (None, text),
    }
}

fn arrows(draft: &mut Draft, chain: &mut Chain, body: &str) {
    let (body, reason) = reason(body);
    chain.reason = reason.map(str::to_owned);
    let line = parse(body, 0);
    let mut written = String::new();
    let mut seen: Vec<(String, String)> = Vec::new();
    let mut last: Option<String> = None;
    for (index, term) in line.terms.iter().enumerate() {
        let text = match write(draft, term, &mut seen) {
            Ok(text) => text,
            Err(unknown) => {
                // What is told behind the last story is said of it.
                chain.proposals.extend(prose::orders(draft, &unknown, last.as_deref()));
                chain.comments.push(format!("left out: {unknown}"));
                draft.notes.push(Note::Kept(unknown));
                // The arrows on both sides of it lead nowhere.
                if !written.is_empty() && index + 1 < line.terms.len() {
                    chain.comments.push(format!("in full: {body}"));
                    break;
                }
                continue;
            }
        };
        if !written.is_empty() {
            let arrow = line.arrows.get(index - 1).copied().unwrap_or("->");
            write!(written, " {arrow} ").unwrap_or_default();
        }
        written.push_str(&text);
        last = names::meaning(draft, text.as_str()).story().map(str::to_owned);
    }
    let short: Vec<String> =
        seen.iter().map(|(word, story)| format!("{word} is {story}")).collect();
    if !short.is_empty() {
        chain.comments.push(short.join(", "));
    }
    let has_arrow = ARROWS.iter().any(|(_, arrow)| written.contains(arrow));
    chain.order = has_arrow.then_some(written);
}

/// The reason behind a chain: what follows a dash with space around it, or a string.
fn reason(body: &str) -> (&str, Option<&str>) {
    let dashes = [" — ", " – ", " -- "];
    let first_arrow = ARROWS.iter().filter_map(|(arrow, _)| body.find(arrow)).min().unwrap_or(0);
    let found = dashes.iter().filter_map(|dash| {
        let at = body[first_arrow..].find(dash)? + first_arrow;
        Some((at, at + dash.len()))
    });
    match found.min() {
        Some((at, behind)) => (body[..at].trim_end(), Some(body[behind..].trim())),
        None => match body.strip_suffix('"').and_then(|it| it.rsplit_once('"')) {
            Some((chain, reason)) => (chain.trim_end(), Some(reason)),
            None => (body, None),
        },
    }
}

/// Writes a term in PDL; else gives the text that names no story.
fn write(
    draft: &mut Draft,
    term: &Term,
    seen: &mut Vec<(String, String)>,
) -> Result<String, String> {
    match term {
        Term::Name(word, remark) => {
            let story = names::resolve(draft, word).ok_or_else(|| word.clone())?;
            if !story.eq_ignore_ascii_case(word)
                && *word != format!("{}{story}", draft.platform.prefix)
                && !seen.iter().any(|(known, _)| known == word)
            {
                seen.push((word.clone(), story.clone()));
            }
            if let Some(remark) = remark {
                self::remark(draft, &story, remark);
            }
            Ok(story)
        }
        Term::Group(lines, text) => {
            let is_known = |it: &str| names::meaning(draft, it).story().is_some();
            if !lines.iter().all(|line| all_names(line).iter().all(|name| is_known(name))) {
                return Err(text.clone());
            }
            let mut parts = Vec::new();
            for line in lines {
                parts.push(chain(draft, line, seen)?);
            }
            Ok(format!("({})", parts.join(" | ")))
        }
    }
}

fn chain(
    draft: &mut Draft,
    line: &Line,
    seen: &mut Vec<(String, String)>,
) -> Result<String, String> {
    let mut text = String::new();
    for (index, term) in line.terms.iter().enumerate() {
        if index > 0 {
            write!(text, " {} ", line.arrows[index - 1]).unwrap_or_default();
        }
        text.push_str(&write(draft, term, seen)?);
    }
    Ok(text)
}

fn all_names(line: &Line) -> Vec<&str> {
    let names = line.terms.iter().flat_map(|term| match term {
        Term::Name(name, _) => vec![name.as_str()],
        Term::Group(lines, _) => lines.iter().flat_map(all_names).collect(),
    });
    names.collect()
}

/// What stands in parentheses behind a name is a note on its story, if that has none.
fn remark(draft: &mut Draft, story: &str, text: &str) {
    let found = draft.stories.iter_mut().find(|it| it.id == story);
    if let Some(story) = found {
        match &story.note {
            None => story.note = Some(text.to_owned()),
            Some(note) if note == text => {}
            Some(_) => story.remarks.push(text.to_owned()),
        }
    }
}

/// Reads terms and arrows; total, whatever the text is.
///
/// `depth` groups are around it. What nests deeper than a source may is read as a name, which no story has.
fn parse(text: &str, depth: usize) -> Line {
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
fn term(text: &str, depth: usize) -> (Option<Term>, &str) {
    let end = end(text, |rest| arrow(rest).is_some());
    let (whole, rest) = text.split_at(end);
    let whole = whole.trim();
    if whole.is_empty() {
        return (None, rest);
    }
    let inner = whole.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    if let Some(inner) = inner.filter(|_| depth < DEPTH) {
        let lines = alternatives(inner).into_iter().map(|it| parse(it, depth + 1)).collect();
        return (Some(Term::Group(lines, inner.to_owned())), rest);
    }
    match whole.strip_suffix(')').and_then(|it| it.split_once('(')) {
        Some((name, remark)) => {
            (Some(Term::Name(name.trim().to_owned(), Some(remark.trim().to_owned()))), rest)
        }
        None => (Some(Term::Name(whole.to_owned(), None)), rest),
    }
}

/// The parts of a group between `|`, or between commas if it has none.
fn alternatives(text: &str) -> Vec<&str> {
    let sign = if text.contains('|') { '|' } else { ',' };
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let end = end(rest, |rest| rest.starts_with(sign));
        parts.push(rest[..end].trim());
        match rest.get(end + 1..) {
            Some(behind) if end < rest.len() => rest = behind,
            _ => break,
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Where, outside parentheses, a text is first as asked; else its length.
fn end(text: &str, is_end: impl Fn(&str) -> bool) -> usize {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_end(&text[at..]) => return at,
            _ => {}
        }
    }
    text.len()
}
