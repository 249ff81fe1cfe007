//! The difference as Markdown, for a comment on a change: short enough for every code host.

use super::Diff;
use super::fields::Kind;
use super::report::{Entry, Piece, sections};
use crate::emit::markdown::{code, text};
use crate::put::{put, putln};
use pdl_lang::wording::count;

/// How many bytes it may have: code hosts refuse comments of more than 65,536 characters.
pub const LIMIT: usize = 60_000;
/// Room for the line that says what is left out.
const ROOM: usize = 200;

/// Writes what differs, section by section, up to [`LIMIT`].
#[must_use]
pub fn markdown(diff: &Diff) -> String {
    let mut out = "## What changes\n\n".to_owned();
    putln!(out, "From {} to {}.", code(&shortened(&diff.old)), code(&shortened(&diff.new)));
    if !diff.plans_compared {
        out.push_str("\nOnly manifests are compared: not both sides have a `schedule.json`.\n");
    }
    if diff.is_empty() {
        out.push_str("\nNothing differs.\n");
    }
    let mut left_out = 0;
    for section in sections(diff) {
        let heading = format!("\n### {}\n\n", text(&section.title));
        let mut is_headed = false;
        for entry in &section.entries {
            let entry = self::entry(entry);
            let head = if is_headed { "" } else { &heading };
            if left_out > 0 || out.len() + head.len() + entry.len() + ROOM > LIMIT {
                left_out += 1;
                continue;
            }
            is_headed = true;
            out.push_str(head);
            out.push_str(&entry);
        }
    }
    if left_out > 0 {
        let left_out = count(left_out, "difference is", "differences are");
        put!(out, "\n**Truncated:** {left_out} left out here; `pdlc diff` shows all.\n");
    }
    out
}

fn entry(entry: &Entry) -> String {
    let word = match entry.kind {
        Some(Kind::Added) => "added: ",
        Some(Kind::Removed) => "removed: ",
        Some(Kind::Changed) | None => "",
    };
    let mut out = format!("- {word}{}\n", line(&entry.line));
    if !entry.patch.is_empty() {
        let fence = "`".repeat(fence(&entry.patch));
        put!(out, "\n  {fence}diff\n");
        for changed in &entry.patch {
            let shown: String = changed.chars().map(crate::plain::visible).collect();
            putln!(out, "  {shown}");
        }
        put!(out, "  {fence}\n\n");
    }
    for pieces in &entry.below {
        putln!(out, "  - {}", line(pieces));
    }
    out
}

/// A fence that is longer than every row of backticks within.
fn fence(lines: &[String]) -> usize {
    let longest = |line: &String| line.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    lines.iter().map(longest).max().unwrap_or(0).max(2) + 1
}

fn line(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Name(name) => out.push_str(&code(name)),
            Piece::Text(written) => out.push_str(&quiet(written)),
            Piece::Title(title) => put!(out, " – {}", quiet(title)),
        }
    }
    out
}

/// Text that calls nobody: code hosts tell everybody whose name stands behind an `@`.
fn quiet(written: &str) -> String {
    text(written).replace('@', "@<!-- -->")
}

/// The beginning of a long name.
fn shortened(name: &str) -> String {
    name.chars().take(200).collect()
}
