//! Lines of arrows: `A → (B | C) → D — reason`, in any of the arrows that people write.
//!
//! A name stands for the story that it fits best. What stands in parentheses and names no stories is a remark, or tells
//! an order in words: that is proposed, never assumed.

mod parse;

use std::fmt::Write as _;

use super::draft::{Chain, Draft, Note};
use super::{names, prose};
pub(super) use parse::has_arrow;
use parse::{Line, Name, Term, first_arrow, parse};

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

/// What a term turned out to be.
enum Read {
    /// Stories, in PDL.
    Whole(String),
    /// Some stories, and words that are none.
    Part,
    /// Words that are no story.
    Nothing(String),
}

fn arrows(draft: &mut Draft, chain: &mut Chain, text: &str) {
    let (body, reason) = reason(text);
    chain.reason = reason.map(str::to_owned);
    let line = parse(body);
    let mut seen: Vec<(String, String)> = Vec::new();
    let read: Vec<Read> =
        line.terms.iter().map(|term| self::read(draft, term, &mut seen)).collect();
    let order = run(&read);
    for index in order.clone() {
        let Read::Whole(term) = &read[index] else { continue };
        let written = chain.order.get_or_insert_default();
        if !written.is_empty() {
            let arrow = line.arrows.get(index - 1).copied().unwrap_or("->");
            write!(written, " {arrow} ").unwrap_or_default();
        }
        written.push_str(term);
    }
    if chain.order.is_none() || order.len() < read.len() {
        chain.comments.push(format!("in full: {text}"));
        draft.notes.push(Note::Kept(text.to_owned()));
        others(draft, chain, &line, &read, &order);
    }
    let short: Vec<String> =
        seen.iter().map(|(word, story)| format!("{word} is {story}")).collect();
    if !short.is_empty() {
        chain.comments.push(short.join(", "));
    }
}

/// The first terms behind one another that are all stories; none if they are fewer than two.
fn run(read: &[Read]) -> std::ops::Range<usize> {
    let is_whole = |index: &usize| matches!(read.get(*index), Some(Read::Whole(_)));
    let starts = (0..read.len()).filter(|it| is_whole(it) && (*it == 0 || !is_whole(&(it - 1))));
    let runs = starts
        .map(|start| start..(start..read.len()).find(|it| !is_whole(it)).unwrap_or(read.len()));
    runs.into_iter().find(|run| run.len() > 1).unwrap_or(0..0)
}

/// Proposes what a line tells beside its order: arrows between stories that it names, and what it says in words.
fn others(
    draft: &Draft,
    chain: &mut Chain,
    line: &Line,
    read: &[Read],
    order: &std::ops::Range<usize>,
) {
    for (index, term) in read.iter().enumerate() {
        if let (Some(before), Some(arrow)) =
            (index.checked_sub(1), line.arrows.get(index.wrapping_sub(1)))
            && !(order.contains(&before) && order.contains(&index))
        {
            for first in edge(draft, &line.terms[before], true) {
                for next in edge(draft, &line.terms[index], false) {
                    chain.proposals.push(format!("{first} {arrow} {next}"));
                }
            }
        }
        if let Read::Nothing(text) = term {
            // What is told behind a story is said of it.
            let last = index.checked_sub(1).map(|before| edge(draft, &line.terms[before], true));
            let last = last.and_then(|mut last| last.pop());
            chain.proposals.extend(prose::orders(draft, text, last.as_deref()));
        }
    }
}

/// The stories at the end of a term, or at its beginning.
fn edge(draft: &Draft, term: &Term, is_end: bool) -> Vec<String> {
    match term {
        Term::Name(name) => {
            names::meaning(draft, &name.word).story().map(str::to_owned).into_iter().collect()
        }
        Term::Group(_, _, Some(name)) if names::meaning(draft, &name.word).story().is_some() => {
            edge(draft, &Term::Name(name.clone()), is_end)
        }
        Term::Group(lines, _, _) => {
            let terms = lines
                .iter()
                .filter_map(|line| if is_end { line.terms.last() } else { line.terms.first() });
            terms.flat_map(|term| edge(draft, term, is_end)).collect()
        }
    }
}

/// The reason behind a chain: what follows a dash with space around it, or a string.
fn reason(body: &str) -> (&str, Option<&str>) {
    let dashes = [" — ", " – ", " -- "];
    let first_arrow = first_arrow(body).unwrap_or(0);
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

/// Looks a term up among the stories.
fn read(draft: &mut Draft, term: &Term, seen: &mut Vec<(String, String)>) -> Read {
    match term {
        Term::Name(name) => match self::name(draft, name, seen) {
            Some(story) => Read::Whole(story),
            None => Read::Nothing(name.word.clone()),
        },
        Term::Group(lines, text, name) => {
            let is_known = |it: &str| names::meaning(draft, it).story().is_some();
            if let Some(name) = name.as_ref().filter(|name| is_known(&name.word)) {
                return read(draft, &Term::Name(name.clone()), seen);
            }
            let all: Vec<&str> = lines.iter().flat_map(Line::names).collect();
            if all.iter().all(|name| is_known(name)) {
                let parts: Vec<String> =
                    lines.iter().map(|line| chain(draft, line, seen)).collect();
                return Read::Whole(format!("({})", parts.join(" | ")));
            }
            if !all.iter().any(|name| is_known(name)) {
                return Read::Nothing(text.clone());
            }
            for word in all {
                names::resolve(draft, word);
            }
            Read::Part
        }
    }
}

/// The story that a name stands for.
fn name(draft: &mut Draft, name: &Name, seen: &mut Vec<(String, String)>) -> Option<String> {
    let Name { word, remark } = name;
    let story = names::resolve(draft, word)?;
    if !story.eq_ignore_ascii_case(word)
        && *word != format!("{}{story}", draft.platform.printed_prefix())
        && !seen.iter().any(|(known, _)| known == word)
    {
        seen.push((word.clone(), story.clone()));
    }
    if let Some(remark) = remark {
        self::remark(draft, &story, remark);
    }
    Some(story)
}

/// Writes a line of a group, all of whose names are stories.
fn chain(draft: &mut Draft, line: &Line, seen: &mut Vec<(String, String)>) -> String {
    let mut text = String::new();
    for (index, term) in line.terms.iter().enumerate() {
        if let Read::Whole(term) = read(draft, term, seen) {
            if !text.is_empty() {
                let arrow = line.arrows.get(index - 1).copied().unwrap_or("->");
                write!(text, " {arrow} ").unwrap_or_default();
            }
            text.push_str(&term);
        }
    }
    text
}

/// What stands in parentheses behind a name is a note on its story, if that has none.
fn remark(draft: &mut Draft, story: &str, text: &str) {
    let found = draft.stories.iter_mut().find(|it| it.id == story);
    if let Some(story) = found {
        story.annotate(text.to_owned());
    }
}
