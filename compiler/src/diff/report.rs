//! The difference as sentences, for text and Markdown alike: what a piece of one is, not how it looks.

mod milestones;

use pdl_lang::calendar::{Date, human_date};
use pdl_lang::wording::count;

use super::fields::{Field, Kind};
use super::{ClusterDiff, DependencyDiff, Diff, FactDiff, FileDiff, SprintDiff, StoryDiff};

/// A heading and what is below it.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) entries: Vec<Entry>,
}

/// One thing that differs.
#[derive(Default)]
pub(super) struct Entry {
    /// What became of it.
    pub(super) kind: Option<Kind>,
    pub(super) line: Vec<Piece>,
    /// The difference of a file.
    pub(super) patch: Vec<String>,
    /// More about it, a line each.
    pub(super) below: Vec<Vec<Piece>>,
}

/// A part of a line.
pub(super) enum Piece {
    /// Our own words.
    Words(String),
    /// A name, a path, a date: what stands as code in Markdown.
    Name(String),
    /// What people wrote.
    Text(String),
    /// A title beside a name.
    Title(String),
}

fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

fn name(text: impl Into<String>) -> Piece {
    Piece::Name(text.into())
}

/// Says everything that differs; sections without anything are left out.
pub(super) fn sections(diff: &Diff) -> Vec<Section> {
    let section = |title: &str, entries: Vec<Entry>| Section { title: title.to_owned(), entries };
    let mut sections = vec![
        section("Milestones", diff.milestones.iter().map(milestones::milestone).collect()),
        section("Platform", diff.platform.iter().map(fact).collect()),
        section("Sprints", diff.sprints.iter().map(sprint).collect()),
        section("Stories", diff.stories.iter().map(story).collect()),
        section("Dependencies", diff.dependencies.iter().map(dependency).collect()),
    ];
    sections.extend(diff.clusters.iter().map(|cluster| Section {
        title: heading(cluster),
        entries: cluster.files.iter().map(file).collect(),
    }));
    sections.retain(|section| !section.entries.is_empty());
    sections
}

/// `Manifests of infra: 1 added, 2 changed, 1 removed`
fn heading(cluster: &ClusterDiff) -> String {
    let counts = [(Kind::Added, "added"), (Kind::Changed, "changed"), (Kind::Removed, "removed")];
    let counts = counts.iter().map(|(kind, word)| (cluster.count(*kind), word));
    let counts = counts.filter(|(number, _)| *number > 0);
    let counts = counts.map(|(number, word)| format!("{number} {word}"));
    format!("Manifests of {}: {}", cluster.name, counts.collect::<Vec<_>>().join(", "))
}

fn fact(diff: &FactDiff) -> Entry {
    let Field { field: what, old, new } = &diff.field;
    let is_one_of_many = matches!(*what, "freeze" | "holiday" | "lane" | "cluster");
    let kind = match (old, new) {
        (None, _) if is_one_of_many => Kind::Added,
        (_, None) if is_one_of_many => Kind::Removed,
        _ => Kind::Changed,
    };
    let line = match (kind, old.as_ref().or(new.as_ref())) {
        (Kind::Added | Kind::Removed, Some(written)) => {
            vec![words(format!("{what} ")), Piece::Text(written.clone())]
        }
        _ => field(&diff.field),
    };
    Entry { kind: Some(kind), line, ..Entry::default() }
}

fn sprint(diff: &SprintDiff) -> Entry {
    let mut line = vec![name(&diff.name)];
    if diff.kind != Kind::Changed {
        line.extend([words(" "), words(diff.dates.clone())]);
    }
    line.extend(diff.title.clone().map(Piece::Title));
    let mut below: Vec<_> = diff.fields.iter().map(field).collect();
    if let Some(days) = diff.end_moves_workdays.filter(|days| *days != 0) {
        let number = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
        let number = count(number, "working day", "working days");
        let direction = if days > 0 { "later" } else { "earlier" };
        let stories = count(diff.stories_moved, "story stays", "stories stay");
        below.push(vec![words(format!("ends {number} {direction}; {stories} in it"))]);
    }
    Entry { kind: Some(diff.kind), line, below, patch: Vec::new() }
}

fn story(diff: &StoryDiff) -> Entry {
    let mut line = vec![name(&diff.id)];
    if let Some(former) = &diff.renamed_from {
        line.extend([words(", formerly "), name(former)]);
    }
    if diff.kind != Kind::Changed {
        let sprint = diff.sprint.as_deref();
        line.extend(match sprint {
            Some(sprint) => [words(", in "), name(sprint)],
            None => [words(", "), words("in the backlog")],
        });
    }
    line.extend(diff.title.clone().map(Piece::Title));
    let below = diff.fields.iter().map(field).collect();
    Entry { kind: Some(diff.kind), line, below, patch: Vec::new() }
}

fn dependency(diff: &DependencyDiff) -> Entry {
    let arrow = if diff.plan_only { " ~> " } else { " -> " };
    let mut line = vec![name(&diff.from), words(arrow), name(&diff.to)];
    if diff.kind != Kind::Changed {
        line.extend(diff.reason.clone().map(Piece::Title));
    }
    let below = diff.fields.iter().map(field).collect();
    Entry { kind: Some(diff.kind), line, below, patch: Vec::new() }
}

fn file(diff: &FileDiff) -> Entry {
    let below = match diff.lines_left_out {
        None => vec![vec![words("too large, or no text, to compare line by line")]],
        Some(0) => Vec::new(),
        Some(lines) => vec![vec![words(format!("{} not shown", count(lines, "line", "lines")))]],
    };
    let line = vec![name(&diff.path)];
    Entry { kind: Some(diff.kind), line, below, patch: diff.patch.clone() }
}

/// `sprint S1 to S2`
fn field(field: &Field) -> Vec<Piece> {
    let value = |text: &Option<String>| match text {
        Some(text) => Piece::Text(shortened(text)),
        None => words("nothing"),
    };
    let what = words(format!("{}: ", field.field));
    vec![what, value(&field.old), words(" becomes "), value(&field.new)]
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 160;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn human(date: &str) -> String {
    date.parse::<Date>().map_or_else(|_| date.to_owned(), human_date)
}
