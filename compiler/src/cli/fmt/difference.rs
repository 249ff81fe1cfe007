//! Unified differences, as `diff -u` and git print them.

use similar::{ChangeTag, TextDiff};

use crate::paint::{Ink, paint};
use crate::put::putln;
use crate::report::Style;

/// What leads from `old` to `new`, with three lines of context.
pub(super) fn unified(style: &Style, name: &str, old: &str, new: &str) -> String {
    let mut out = String::new();
    let difference = TextDiff::from_lines(old, new);
    let mut line = |ink, text: &str| {
        putln!(out, "{}", paint(style, ink, text));
    };
    line(Ink::Bold, &format!("--- {name}"));
    line(Ink::Bold, &format!("+++ {name}"));
    for hunk in difference.unified_diff().context_radius(3).iter_hunks() {
        line(Ink::Cyan, &hunk.header().to_string());
        for change in hunk.iter_changes() {
            let (sign, ink) = match change.tag() {
                ChangeTag::Equal => (' ', Ink::Plain),
                ChangeTag::Delete => ('-', Ink::Red),
                ChangeTag::Insert => ('+', Ink::Green),
            };
            let text = change.value();
            line(ink, &format!("{sign}{}", text.strip_suffix('\n').unwrap_or(text)));
            if change.missing_newline() {
                line(Ink::Plain, "\\ No newline at end of file");
            }
        }
    }
    out
}
