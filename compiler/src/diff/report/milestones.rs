//! What is said of a milestone: how far it moves, and why.

use pdl_lang::wording::count;

use super::super::fields::{Field, Kind};
use super::super::{Edge, MilestoneDiff, Move, Slip};
use super::{Entry, Piece, field, human, name, words};

pub(super) fn milestone(diff: &MilestoneDiff) -> Entry {
    let mut line = vec![name(&diff.name)];
    if diff.kind != Kind::Changed {
        line.extend([words(", "), words(human(&diff.due))]);
    }
    if let Some(due) = diff.slips.iter().find(|slip| slip.day == "due") {
        line.extend([words(" "), words(slipped(due)), words(": "), words(way(due))]);
    }
    if !diff.title.is_empty() {
        line.push(Piece::Title(diff.title.clone()));
    }
    let mut below = Vec::new();
    if let Some(earliest) = diff.slips.iter().find(|slip| slip.day == "earliest") {
        let text = format!("by the estimates it {}: {}", slipped(earliest), way(earliest));
        below.push(vec![words(text)]);
    }
    if !diff.chain.is_empty() {
        below.push(driven(diff));
    }
    below.extend(diff.moved.iter().map(moved));
    below.extend(diff.edges.iter().map(edge));
    below.extend(diff.days.iter().map(day));
    let is_told = |it: &&Field| it.field != "driving chain" || diff.slips.is_empty();
    below.extend(diff.fields.iter().filter(is_told).map(field));
    Entry { kind: Some(diff.kind), line, below, patch: Vec::new() }
}

/// `slips by 5 working days`, or where it is the other way around, what that is.
fn slipped(slip: &Slip) -> String {
    let days = usize::try_from(slip.workdays.unsigned_abs()).unwrap_or(usize::MAX);
    let days = count(days, "working day", "working days");
    match slip.workdays {
        0 => "moves by no working day".to_owned(),
        1.. => format!("slips by {days}"),
        _ => format!("comes {days} earlier"),
    }
}

fn way(slip: &Slip) -> String {
    format!("{} to {}", human(&slip.old), human(&slip.new))
}

/// `driven by A -> C instead of A -> B -> C`
fn driven(diff: &MilestoneDiff) -> Vec<Piece> {
    let mut line = vec![words("driven by ")];
    line.extend(chain(&diff.chain));
    if !diff.old_chain.is_empty() && diff.old_chain != diff.chain {
        line.push(words(" instead of "));
        line.extend(chain(&diff.old_chain));
    }
    line
}

fn chain(stories: &[String]) -> Vec<Piece> {
    let mut line = Vec::new();
    for story in stories {
        if !line.is_empty() {
            line.push(words(" -> "));
        }
        line.push(name(story));
    }
    line
}

fn moved(moved: &Move) -> Vec<Piece> {
    let mut line = vec![words("because "), name(&moved.story)];
    match moved.kind {
        Kind::Added => line.push(words(" is new")),
        Kind::Removed => line.push(words(" is gone")),
        Kind::Changed => {
            for (index, field) in moved.fields.iter().enumerate() {
                line.push(words(if index > 0 { ", " } else { " " }));
                line.extend(self::cause(field));
            }
        }
    }
    line
}

/// `because A -> C is new`
fn edge(edge: &Edge) -> Vec<Piece> {
    let (from, to) = (name(&edge.from), name(&edge.to));
    let because = words("because ");
    match (edge.kind, edge.needed) {
        (Kind::Removed, false) => vec![because, from, words(" -> "), to, words(" is gone")],
        (_, false) => vec![because, from, words(" -> "), to, words(" is new")],
        (Kind::Removed, true) => vec![because, to, words(" no longer needs "), from],
        (_, true) => vec![because, to, words(" now needs "), from],
    }
}

/// `because the work begins Jan 12, 2026 instead of Jan 05, 2026`
fn day(days: &Field) -> Vec<Piece> {
    let Field { field: what, old, new } = days;
    let begun = match *what {
        "sprint ends" => "because the sprint of the milestone ends ",
        "first day" => "because the work begins ",
        "workdays" => {
            let mut line = vec![words("because of ")];
            line.extend(field(days));
            return line;
        }
        _ => {
            let (written, became) = match (old, new) {
                (Some(old), _) => (old, " is gone"),
                (None, Some(new)) => (new, " is new"),
                (None, None) => return Vec::new(),
            };
            let written = Piece::Text(written.clone());
            return vec![words(format!("because {what} ")), written, words(became)];
        }
    };
    vec![words(begun), day_of(new.as_ref()), words(" instead of "), day_of(old.as_ref())]
}

/// `moves from S1 to S2`
fn cause(field: &Field) -> Vec<Piece> {
    let value = |text: &Option<String>, none: &str| match text {
        Some(text) => name(text),
        None => words(none),
    };
    let (old, new) = (&field.old, &field.new);
    match field.field {
        "sprint" => {
            let backlog = "the backlog";
            vec![words("moves from "), value(old, backlog), words(" to "), value(new, backlog)]
        }
        "ends" => {
            vec![words("ends "), day_of(new.as_ref()), words(" instead of "), day_of(old.as_ref())]
        }
        "started" | "finished" => fact(field),
        "status" => {
            vec![words("is "), value(new, "nothing"), words(" instead of "), value(old, "nothing")]
        }
        _ => {
            let none = "nothing";
            vec![words("takes "), value(new, none), words(" instead of "), value(old, none)]
        }
    }
}

/// `finished Jan 14, 2026 instead of Jan 12, 2026`
fn fact(field: &Field) -> Vec<Piece> {
    let what = field.field;
    match (&field.old, &field.new) {
        (None, new) => vec![words(format!("{what} ")), day_of(new.as_ref())],
        (old, None) => vec![words(format!("is no longer {what} ")), day_of(old.as_ref())],
        (old, new) => {
            let instead = words(" instead of ");
            vec![words(format!("{what} ")), day_of(new.as_ref()), instead, day_of(old.as_ref())]
        }
    }
}

fn day_of(text: Option<&String>) -> Piece {
    words(text.map_or("no day".to_owned(), |day| human(day)))
}
