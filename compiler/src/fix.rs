//! Applies the fixes that need no asking. Pure: texts in, texts out.
//!
//! A fix is applied as a whole or not at all. Where two fixes touch each other the earlier finding
//! wins; the other is mended by the next round, after a fresh analysis.

use std::collections::BTreeMap;

use pdl_lang::diagnostic::{Applicability, Diagnostic, Edit};
use pdl_lang::source::Sources;
use pdl_lang::span::{FileId, Span};

/// What became of the fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The new texts of the files that change.
    pub texts: BTreeMap<FileId, String>,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many were left out, since they touch others or do not fit the text.
    pub skipped: usize,
}

/// Applies the machine-applicable fixes of `diagnostics`, in their order, to `sources`.
#[must_use]
pub fn apply(sources: &Sources, diagnostics: &[Diagnostic]) -> Fixed {
    let mut accepted = Accepted::default();
    let mut fixed = Fixed::default();
    let offered = diagnostics.iter().filter_map(|found| found.fix.as_ref());
    for fix in offered.filter(|fix| fix.applicability == Applicability::Machine) {
        if accepted.take(sources, &fix.edits) {
            fixed.applied += 1;
        } else {
            fixed.skipped += 1;
        }
    }
    let files = accepted.files.iter();
    fixed.texts = files.map(|(file, edits)| (*file, edited(sources.text(*file), edits))).collect();
    fixed
}

/// The edits of a file by their place; no two touch in a way that would leave their order open.
type Edits<'a> = BTreeMap<Span, &'a str>;

#[derive(Default)]
struct Accepted<'a> {
    files: BTreeMap<FileId, Edits<'a>>,
}

impl<'a> Accepted<'a> {
    /// Takes all of `edits`, or none and says so.
    fn take(&mut self, sources: &Sources, edits: &'a [Edit]) -> bool {
        for (number, edit) in edits.iter().enumerate() {
            let own = self.files.entry(edit.at.file).or_default();
            if !fits(sources, edit) || conflicts(own, edit.at.span) {
                for taken in &edits[..number] {
                    self.files.entry(taken.at.file).or_default().remove(&taken.at.span);
                }
                self.files.retain(|_, edits| !edits.is_empty());
                return false;
            }
            own.insert(edit.at.span, &edit.text);
        }
        true
    }
}

/// Whether the span of an edit can be cut out of its text.
fn fits(sources: &Sources, edit: &Edit) -> bool {
    let Span { start, end } = edit.at.span;
    sources.text(edit.at.file).get(start as usize..end as usize).is_some()
}

/// Whether `span` overlaps an accepted edit, or touches one where either only inserts.
fn conflicts(accepted: &Edits<'_>, span: Span) -> bool {
    let before = accepted.range(..=Span::new(span.end, u32::MAX)).rev().map(|(other, _)| *other);
    before
        .take_while(|other| other.end >= span.start)
        .any(|other| other.end > span.start && span.end > other.start || touch(other, span))
}

/// Whether one of two spans is an insertion at the edge of the other.
fn touch(left: Span, right: Span) -> bool {
    (left.is_empty() || right.is_empty()) && left.start <= right.end && right.start <= left.end
}

fn edited(text: &str, edits: &Edits<'_>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (span, replacement) in edits {
        result.push_str(&text[done..span.start as usize]);
        result.push_str(replacement);
        done = span.end as usize;
    }
    result.push_str(&text[done..]);
    result
}

#[cfg(test)]
mod tests {
    use pdl_lang::diagnostic::{Code, Fix};

    use super::*;

    fn found(edits: &[(u32, u32, &str)]) -> Diagnostic {
        let place = |start, end| Span::new(start, end).in_file(FileId(0));
        let edit = |it: &(u32, u32, &str)| Edit { at: place(it.0, it.1), text: it.2.to_owned() };
        let edits = edits.iter().map(edit).collect();
        let fix = Fix { title: String::new(), edits, applicability: Applicability::Machine };
        Diagnostic::new(Code::ImpliedEdge, "", place(0, 0), "").with_fix(fix)
    }

    #[track_caller]
    fn check(offered: &[&[(u32, u32, &str)]], text: &str, applied: usize, skipped: usize) {
        let sources = Sources::single("a.pdl", "0123456789");
        let diagnostics: Vec<_> = offered.iter().map(|edits| found(edits)).collect();
        let fixed = apply(&sources, &diagnostics);
        let result = fixed.texts.get(&FileId(0)).map_or("0123456789", String::as_str);
        assert_eq!((result, fixed.applied, fixed.skipped), (text, applied, skipped));
    }

    #[test]
    fn edits_apply_in_the_order_of_the_text() {
        check(&[&[(8, 9, "x")], &[(0, 2, "")], &[(4, 4, "++")]], "23++4567x9", 3, 0);
    }

    #[test]
    fn an_overlapping_fix_is_left_out_whole() {
        check(&[&[(2, 5, "a")], &[(0, 1, "b"), (4, 6, "b")], &[(5, 6, "c")]], "01ac6789", 2, 1);
    }

    #[test]
    fn insertions_at_one_place_do_not_mix() {
        check(&[&[(3, 3, "a")], &[(3, 3, "b")], &[(3, 4, "c")]], "012a3456789", 1, 2);
        check(&[&[(3, 5, "a")], &[(5, 5, "b")]], "012a56789", 1, 1);
    }

    #[test]
    fn a_fix_beyond_the_text_is_left_out() {
        check(&[&[(9, 11, "a")]], "0123456789", 0, 1);
    }

    #[test]
    fn a_fix_that_overlaps_itself_is_left_out() {
        check(&[&[(1, 4, "a"), (2, 3, "b")]], "0123456789", 0, 1);
    }

    #[test]
    fn suggestions_are_not_applied() {
        let mut found = found(&[(0, 1, "a")]);
        found.fix.as_mut().expect("it has one").applicability = Applicability::Suggestion;
        let sources = Sources::single("a.pdl", "0123456789");
        assert_eq!(apply(&sources, &[found]), Fixed::default());
    }
}
