//! The last look at a document: lines of which a word stands nowhere in the source.
//!
//! Readers keep what they do not understand near what they do, but none of them sees everything: a parser of Markdown
//! drops where links lead and what follows the last column of a table. What they leave is found here, by the lines of
//! the document themselves, so that no reader can lose a word.

use std::collections::BTreeSet;

/// Words that a source says otherwise: what a reader understood of them is in fields, dates and places.
///
/// Sorted, for the search in it.
const SAID_OTHERWISE: &[&str] = &[
    "acceptance",
    "active",
    "after",
    "and",
    "apr",
    "april",
    "aug",
    "august",
    "backlog",
    "blocked",
    "br",
    "by",
    "calendar",
    "capacity",
    "complete",
    "completed",
    "criteria",
    "cycle",
    "date",
    "dates",
    "day",
    "days",
    "dec",
    "december",
    "deferred",
    "delivery",
    "dependencies",
    "depends",
    "description",
    "done",
    "due",
    "end",
    "ends",
    "estimate",
    "feb",
    "february",
    "finished",
    "freeze",
    "fri",
    "friday",
    "from",
    "gate",
    "go",
    "goal",
    "holiday",
    "id",
    "in",
    "increment",
    "iteration",
    "iterations",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "key",
    "lane",
    "link",
    "mar",
    "march",
    "may",
    "milestone",
    "milestones",
    "mon",
    "monday",
    "no",
    "note",
    "notes",
    "nov",
    "november",
    "objective",
    "oct",
    "october",
    "of",
    "on",
    "order",
    "owner",
    "pass",
    "passed",
    "period",
    "plan",
    "planned",
    "points",
    "product",
    "progress",
    "release",
    "requires",
    "review",
    "roadmap",
    "sat",
    "saturday",
    "schedule",
    "scope",
    "sep",
    "sept",
    "september",
    "sequencing",
    "size",
    "sprint",
    "sprints",
    "start",
    "started",
    "state",
    "status",
    "stories",
    "story",
    "sun",
    "sunday",
    "theme",
    "thu",
    "thursday",
    "ticket",
    "timebox",
    "timeline",
    "title",
    "to",
    "todo",
    "tue",
    "tuesday",
    "until",
    "wed",
    "wednesday",
    "week",
    "weeks",
    "when",
    "wip",
    "working",
];

/// What is said otherwise as a whole alone: a state, and that a story names no cluster.
const PHRASES: &[&str] = &["not started", "| all |", "(all)", "clusters: all", "cluster: all"];

/// Words that only the head of a table can lose: readers keep the heads of columns that they do not know.
const HEADS: &[&str] =
    &["clusters", "deadline", "name", "needs", "outcome", "reason", "target", "what", "work"];

/// The lines of a document of which a word stands nowhere in the source.
pub(super) fn lost<'t>(document: &'t str, source: &str) -> Vec<&'t str> {
    // In strings a line break is a letter behind a backslash.
    let source = source.replace("\\n", " ").replace("\\t", " ").replace("\\r", " ");
    let said: BTreeSet<String> = words(&source).collect();
    let is_lost = |word: &String| {
        !said.contains(word) && SAID_OTHERWISE.binary_search(&word.as_str()).is_err()
    };
    let is_rule =
        |line: &&str| line.contains("--") && line.trim().chars().all(|it| "|-: ".contains(it));
    let below = document.lines().skip(1).map(Some).chain([None]);
    let lines = document.lines().map(str::trim).zip(below);
    let is_lost_in = |(line, below): &(&str, Option<&str>)| {
        let is_head = below.as_ref().is_some_and(is_rule);
        let is_said = |word: &String| is_head && HEADS.contains(&word.as_str());
        let rest = PHRASES.iter().fold(line.to_lowercase(), |rest, it| rest.replace(it, " "));
        words(&rest).any(|word| is_lost(&word) && !is_said(&word))
    };
    lines.filter(is_lost_in).map(|(line, _)| line).collect()
}

/// The words of a text in lower case; numbers and single letters are none.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    let is_word = |word: &&str| {
        let mut characters = word.chars();
        let first = characters.next();
        first.is_some_and(|it| !it.is_ascii_digit()) && characters.next().is_some()
    };
    words.filter(is_word).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{SAID_OTHERWISE, lost};

    #[test]
    fn words_said_otherwise_are_sorted() {
        assert!(SAID_OTHERWISE.is_sorted());
    }

    #[test]
    fn lines_with_a_word_that_the_source_lacks_are_found() {
        let document = "# Shop\n- Sprint 1 (Jan 5 – 16): Open\n- [x] NET-A — *Two* words\n[site]: https://e.org\n";
        let source = "sprint S1 { goal: \"open\" story NET-A \"two\\nwords\" } // shop";
        assert_eq!(lost(document, source), ["[site]: https://e.org"]);
    }
}
