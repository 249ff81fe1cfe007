//! Light styling of text for a terminal. Without colour it is the plain text.

use std::borrow::Cow;

use pdl_lang::model::Status;

use crate::report::{Style, visible};

/// A way to set text apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As everything around it.
    Plain,
    /// Headings and names.
    Bold,
    /// What matters less.
    Dim,
    /// Done, or fine.
    Green,
    /// Under way, or doubtful.
    Yellow,
    /// Wrong, or late.
    Red,
    /// What can be typed.
    Cyan,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Green => "32",
            Self::Yellow => "33",
            Self::Red => "31",
            Self::Cyan => "36",
        }
    }
}

/// `text`, harmless on a terminal, in the given ink.
#[must_use]
pub fn paint<'a>(style: &Style, ink: Ink, text: &'a str) -> Cow<'a, str> {
    let shown = visible(text);
    if !style.color || ink == Ink::Plain || shown.is_empty() {
        return shown;
    }
    Cow::Owned(format!("\u{1b}[{}m{shown}\u{1b}[0m", ink.code()))
}

/// A character for a status.
#[must_use]
pub fn status_mark(status: Status, unicode: bool) -> &'static str {
    let (mark, ascii) = match status {
        Status::Draft => ("·", "."),
        Status::Planned => ("○", "o"),
        Status::Active => ("▶", ">"),
        Status::Done => ("✓", "x"),
        Status::Blocked => ("✗", "!"),
        Status::Deferred => ("–", "-"),
    };
    if unicode { mark } else { ascii }
}

/// The ink of a status.
#[must_use]
pub fn status_ink(status: Status) -> Ink {
    match status {
        Status::Draft | Status::Deferred => Ink::Dim,
        Status::Planned => Ink::Plain,
        Status::Active => Ink::Yellow,
        Status::Done => Ink::Green,
        Status::Blocked => Ink::Red,
    }
}
