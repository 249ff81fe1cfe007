//! The difference for a terminal.

use super::Diff;
use super::fields::Kind;
use super::report::{Entry, Piece, sections};
use crate::paint::{Ink, paint};
use crate::plain;
use crate::put::{put, putln};
use crate::report::Style;

/// Draws what differs, section by section.
#[must_use]
pub fn text(diff: &Diff, style: &Style) -> String {
    let mut out = String::new();
    putln!(out, "{} {}", paint(style, Ink::Red, "---"), paint(style, Ink::Plain, &diff.old));
    putln!(out, "{} {}", paint(style, Ink::Green, "+++"), paint(style, Ink::Plain, &diff.new));
    if !diff.plans_compared {
        out.push_str("\nOnly manifests are compared: not both sides have a schedule.json\n");
    }
    for section in sections(diff) {
        let title = plain::line(&section.title);
        put!(out, "\n{}\n", paint(style, Ink::Bold, &title));
        for entry in &section.entries {
            self::entry(&mut out, entry, style);
        }
    }
    if diff.is_empty() {
        out.push_str("\nNothing differs\n");
    }
    out
}

fn entry(out: &mut String, entry: &Entry, style: &Style) {
    let (mark, ink) = match entry.kind {
        Some(Kind::Added) => ("+", Ink::Green),
        Some(Kind::Removed) => ("-", Ink::Red),
        Some(Kind::Changed) => ("~", Ink::Yellow),
        None => (" ", Ink::Plain),
    };
    putln!(*out, "  {} {}", paint(style, ink, mark), line(&entry.line, style));
    for changed in &entry.patch {
        let ink = match changed.as_bytes().first() {
            Some(b'+') => Ink::Green,
            Some(b'-') => Ink::Red,
            Some(b'@') => Ink::Cyan,
            _ => Ink::Plain,
        };
        putln!(*out, "      {}", paint(style, ink, changed));
    }
    for pieces in &entry.below {
        putln!(*out, "      {}", line(pieces, style));
    }
}

fn line(pieces: &[Piece], style: &Style) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(text) => out.push_str(text),
            Piece::Name(text) | Piece::Text(text) => {
                out.push_str(&paint(style, Ink::Plain, &plain::line(text)));
            }
            Piece::Title(text) => {
                put!(out, "  {}", paint(style, Ink::Dim, &plain::line(text)));
            }
        }
    }
    out
}
