//! The sections of a document, by their headings, and what each adds to the draft.

use super::document::{Block, Item};
use super::draft::{Draft, Lane, Planned};
use super::header::key_value;
use super::{chains, dates, header, milestones, ours, sprints, tables};

/// A milestone as it is written; it waits until every sprint is known.
#[derive(Debug)]
pub(super) struct Milestone {
    pub(super) name: String,
    pub(super) when: String,
    pub(super) title: String,
    /// All of it.
    pub(super) text: String,
    pub(super) below: Vec<Item>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Plan,
    Order,
    Milestones,
    Calendar,
    /// What `pdlc` derives from a plan, in a document of its own.
    Derived,
    Unknown,
}

/// What is read and has to wait.
#[derive(Default)]
struct Later {
    orders: Vec<String>,
    milestones: Vec<Milestone>,
}

/// Reads a document.
pub(super) fn draft(blocks: &[Block]) -> Draft {
    let is_ours = ours::is_ours(blocks);
    let mut draft = Draft::default();
    if is_ours {
        ours::prepare(&mut draft, blocks);
    }
    let mut later = Later::default();
    let mut section = Section::Head;
    let mut planned = None;
    for block in blocks {
        match block {
            Block::Heading(1, text) if draft.platform.title.is_none() => {
                header::title(&mut draft, text);
            }
            Block::Heading(level, text) => {
                if let Some(known) = self::section(text, is_ours) {
                    section = known;
                    planned = None;
                } else if *level > 2 || section == Section::Plan {
                    planned = Some(sprints::heading(&mut draft, text));
                    section = Section::Plan;
                } else {
                    section = Section::Unknown;
                    draft.keep(&format!("{} {text}", "#".repeat(usize::from(*level))));
                }
            }
            _ if section == Section::Derived || ours::is_footer(block) => {}
            Block::List(items) => list(&mut draft, &mut later, section, planned, items),
            Block::Table(head, _) if is_ours && ours::is_lanes(head) => {}
            Block::Table(head, rows) => {
                if !tables::table(&mut draft, head, rows, &mut later.milestones) {
                    draft.keep(&head.join(" | "));
                    for row in rows {
                        draft.keep(&row.join(" | ").replace('\n', " "));
                    }
                }
            }
            Block::Paragraph(lines) => {
                for line in lines {
                    paragraph(&mut draft, &mut later, section, line, is_ours);
                }
            }
            Block::Other(text) if text.chars().all(|it| matches!(it, '-' | '*' | '_' | ' ')) => {}
            Block::Other(text) => draft.keep(text),
        }
    }
    settle(&mut draft, &later.orders);
    for line in &later.orders {
        chains::line(&mut draft, line);
    }
    for milestone in &later.milestones {
        milestones::add(&mut draft, milestone, is_ours);
    }
    proposals(&mut draft);
    draft
}

/// The section that a heading opens, if it is a known one.
fn section(heading: &str, is_ours: bool) -> Option<Section> {
    let heading = heading.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let is_sprint = heading.contains("sprint ") && heading.contains(|it: char| it.is_ascii_digit());
    if is_sprint {
        return None;
    }
    Some(match () {
        () if has(&["sprint plan", "sprints", "stories", "backlog", "iterations"]) => Section::Plan,
        () if has(&["sequenc", "dependenc"]) => Section::Order,
        () if has(&["milestone"]) => Section::Milestones,
        () if has(&["calendar"]) => Section::Calendar,
        () if is_ours && heading == "lanes" => Section::Plan,
        () if is_ours => Section::Derived,
        () => return None,
    })
}

fn list(
    draft: &mut Draft,
    later: &mut Later,
    section: Section,
    planned: Option<Planned>,
    items: &[Item],
) {
    for item in items {
        match section {
            Section::Plan => match planned {
                Some(planned) => sprints::below(draft, item, planned),
                None => sprints::item(draft, item),
            },
            Section::Order => {
                later.orders.push(item.text.clone());
                later.orders.extend(item.items.iter().map(|it| it.text.clone()));
                item.rest.iter().for_each(|line| draft.keep(line));
            }
            Section::Milestones => later.milestones.push(milestones::item(item)),
            Section::Calendar if day(draft, &item.text) => {}
            Section::Head if header::line(draft, &item.text) => {}
            _ => whole(draft, item, 0),
        }
    }
}

/// Keeps an item with everything below it.
fn whole(draft: &mut Draft, item: &Item, depth: usize) {
    draft.keep(&format!("{}- {}", "  ".repeat(depth), item.text));
    item.rest.iter().for_each(|line| draft.keep(line));
    item.items.iter().for_each(|below| whole(draft, below, depth + 1));
}

fn paragraph(draft: &mut Draft, later: &mut Later, section: Section, line: &str, is_ours: bool) {
    match section {
        Section::Head if header::line(draft, line) => {}
        Section::Head if is_ours => draft.platform.doc.push(line.to_owned()),
        _ if is_ours => {}
        Section::Order if chains::has_arrow(line) => later.orders.push(line.to_owned()),
        _ => draft.keep(line),
    }
}

/// Takes a line of the calendar.
fn day(draft: &mut Draft, text: &str) -> bool {
    let lower = text.to_lowercase();
    if let Some((key, value)) = key_value(text)
        && key == "working days"
    {
        draft.workdays = workdays(value);
        return draft.workdays.is_some();
    }
    let name = |end: usize| {
        let name = text[end..].trim_start_matches([':', '—', '–', ')', ' ']).trim();
        (!name.is_empty()).then(|| name.to_owned())
    };
    let after = draft.platform.date;
    if lower.starts_with("freeze") {
        let dates = dates::range(text, after)
            .or_else(|| dates::single(text, after).map(|(place, day)| (place, day, day)));
        let Some((place, first, last)) = dates else { return false };
        draft.freezes.push((first, last, name(place.end)));
        return true;
    }
    if lower.starts_with("holiday")
        && let Some((place, date)) = dates::single(text, after)
    {
        draft.holidays.push((date, name(place.end)));
        return true;
    }
    false
}

/// `Mon–Fri`, `Mon, Wed, Fri`
fn workdays(text: &str) -> Option<String> {
    let day = |word: &str| {
        let word = word.trim().to_lowercase();
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        days.into_iter().find(|day| word.starts_with(day))
    };
    if let Some((first, last)) = text.split_once(['–', '-']) {
        return Some(format!("{}..{}", day(first)?, day(last)?));
    }
    let days: Option<Vec<&str>> = text.split(',').map(day).collect();
    days.map(|days| format!("[{}]", days.join(", ")))
}

/// The name of a lane, which is declared if it is new.
pub(super) fn lane(draft: &mut Draft, text: &str) -> String {
    let is_it = |lane: &&Lane| lane.name == text || lane.title.as_deref() == Some(text);
    if let Some(lane) = draft.lanes.iter().find(is_it) {
        return lane.name.clone();
    }
    let parts = text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let name = parts.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    let name =
        if sprints::is_word(&name) { name } else { format!("lane{}", draft.lanes.len() + 1) };
    let title = (name != text).then(|| text.to_owned());
    draft.lanes.push(Lane { name: name.clone(), title, owner: None });
    name
}

/// Takes the prefix from the ids that documents print and sources do not have.
fn settle(draft: &mut Draft, orders: &[String]) {
    let prefix = prefix(draft, orders);
    for story in &mut draft.stories {
        if let Some(short) = story.id.strip_prefix(&prefix) {
            story.id = short.to_owned();
        }
    }
    draft.platform.prefix = prefix;
}

/// What all ids begin with, if that is said to be a prefix: by what it is, or by the orders, which leave it out.
fn prefix(draft: &Draft, orders: &[String]) -> String {
    const USUAL: [&str; 6] = ["STORY-", "US-", "TASK-", "ISSUE-", "TICKET-", "EPIC-"];
    let ids = || draft.stories.iter().map(|story| story.id.as_str());
    let Some(first) = ids().next() else { return String::new() };
    let candidates = first.char_indices().filter(|(_, it)| *it == '-').map(|(at, _)| &first[..=at]);
    let is_common =
        |prefix: &&str| ids().all(|id| id.strip_prefix(*prefix).is_some_and(sprints::is_word));
    let words: Vec<&str> = orders
        .iter()
        .flat_map(|line| {
            line.split(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '-' | '_'))
        })
        .collect();
    let is_left_out = |prefix: &&str| {
        let short = |id: &str| words.contains(&id.strip_prefix(*prefix).unwrap_or(id));
        ids().any(short) && !ids().any(|id| words.contains(&id))
    };
    candidates
        .filter(is_common)
        .find(|prefix| USUAL.contains(prefix) || is_left_out(prefix))
        .unwrap_or_default()
        .to_owned()
}

/// What notes tell of the order is proposed beside it.
fn proposals(draft: &mut Draft) {
    let told =
        draft.stories.iter().filter_map(|story| Some((story.id.clone(), story.note.clone()?)));
    for (story, note) in told.collect::<Vec<_>>() {
        let proposals: Vec<String> = super::prose::orders(draft, &note, Some(&story));
        if proposals.is_empty() {
            continue;
        }
        draft.notes.extend(proposals.iter().cloned().map(super::Note::Proposed));
        let comments = Vec::new();
        draft.chains.push(super::draft::Chain { comments, order: None, reason: None, proposals });
    }
}
