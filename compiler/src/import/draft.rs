//! A plan as far as a document says it: names and texts, without places.

use std::collections::BTreeMap;

use pdl_lang::calendar::Date;

use super::dates::Miss;
use super::ours::Ending;

/// What a person should know of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A word of the document was taken for a story.
    Resolved {
        /// As the document has it.
        written: String,
        /// The story.
        story: String,
    },
    /// A word could stand for several stories.
    Ambiguous {
        /// As the document has it.
        written: String,
        /// The stories.
        stories: Vec<String>,
    },
    /// A word in a line of arrows stands for no story.
    Unknown(String),
    /// A word in parentheses behind a story was taken for a cluster.
    Cluster(String),
    /// A story without an id was given one.
    Named {
        /// What the document says.
        title: String,
        /// The id.
        story: String,
    },
    /// A row of a table without a sprint was taken for one of the sprint above it.
    Joined {
        /// The story.
        story: String,
        /// As the row above has it.
        sprint: String,
    },
    /// A sprint without dates stands in the source as a comment.
    Undated {
        /// As the document has it.
        sprint: String,
        /// Why it has none.
        why: &'static str,
    },
    /// A story or milestone is told of twice.
    Repeated(String),
    /// An order that is only told in words stands in the source as a comment.
    Proposed(String),
    /// A line stands in the source as a comment.
    Kept(String),
}

/// Everything that was read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) platform: Platform,
    pub(super) workdays: Option<String>,
    pub(super) freezes: Vec<DayOff>,
    pub(super) holidays: Vec<DayOff>,
    /// In the order in which they are first named.
    pub(super) clusters: Vec<String>,
    pub(super) lanes: Vec<Lane>,
    pub(super) sprints: Vec<Sprint>,
    pub(super) stories: Vec<Story>,
    pub(super) chains: Vec<Chain>,
    /// The doc comment of the order.
    pub(super) order_doc: Vec<String>,
    pub(super) milestones: Vec<Milestone>,
    /// What stands nowhere else, in the words of the document.
    pub(super) remarks: Vec<String>,
    pub(super) notes: Vec<Note>,
    /// What the line of each story ends with, where a document of our own says so.
    pub(super) endings: Option<BTreeMap<String, Ending>>,
}

/// What the document says of itself.
#[derive(Debug, Default)]
pub(super) struct Platform {
    pub(super) title: Option<String>,
    /// The doc comment.
    pub(super) doc: Vec<String>,
    pub(super) owner: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) status: Option<&'static str>,
    pub(super) prefix: String,
}

/// A holiday or a freeze.
#[derive(Debug)]
pub(super) struct DayOff {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) name: Option<String>,
    /// The doc comment.
    pub(super) doc: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Lane {
    pub(super) name: String,
    pub(super) title: Option<String>,
    pub(super) owner: Option<String>,
    /// The doc comment.
    pub(super) doc: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Sprint {
    pub(super) name: String,
    pub(super) title: Option<String>,
    /// None when the document gives none that can be read.
    pub(super) dates: Option<(Date, Date)>,
    /// Why there are none.
    pub(super) miss: Option<Miss>,
    /// The line in full.
    pub(super) written: String,
    pub(super) goal: Option<String>,
    /// The doc comment.
    pub(super) doc: Vec<String>,
    pub(super) capacity: Option<String>,
    pub(super) remarks: Vec<String>,
}

/// Where a story is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Planned {
    /// For the sprint of this index.
    Sprint(usize),
    Backlog,
}

#[derive(Debug)]
pub(super) struct Story {
    /// With the prefix of the document, until it is known.
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) planned: Planned,
    /// None when it is delivered on all.
    pub(super) clusters: Option<Vec<String>>,
    /// Fields of the language other than `clusters` and `accept`, in the order of writing, as they are written.
    pub(super) fields: Vec<(&'static str, String)>,
    pub(super) note: Option<String>,
    pub(super) accept: Vec<String>,
    pub(super) remarks: Vec<String>,
    /// What it says of the order.
    pub(super) told: Vec<Told>,
}

/// A field of a story that tells of the order: `Depends on: A, B`.
#[derive(Debug)]
pub(super) struct Told {
    /// Whether the story comes after those that are named, or before.
    pub(super) is_after: bool,
    pub(super) value: String,
    /// All of it.
    pub(super) written: String,
}

/// A line of the order.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// What stands above it.
    pub(super) comments: Vec<String>,
    /// The chain in PDL; none when the line says an order only in words.
    pub(super) order: Option<String>,
    pub(super) reason: Option<String>,
    /// Orders that the line only tells, in PDL, for review.
    pub(super) proposals: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Milestone {
    pub(super) name: String,
    pub(super) when: When,
    pub(super) title: String,
    pub(super) requires: Option<Vec<String>>,
    pub(super) gate: Vec<String>,
    pub(super) remarks: Vec<String>,
}

#[derive(Debug)]
pub(super) enum When {
    /// At the end of the sprint of this index.
    End(usize),
    On(Date),
}

impl Draft {
    /// Keeps a line that was not understood, as a remark on the whole.
    pub(super) fn keep(&mut self, line: &str) {
        self.notes.push(Note::Kept(line.to_owned()));
        self.remarks.push(line.to_owned());
    }
}
