//! The sections of a document, by their headings, and what each adds to the draft.

use std::collections::BTreeMap;

use super::document::{Block, Item};
use super::draft::{Draft, Lane, Planned};
use super::ours::Ending;
use super::{chains, days, header, milestones, ours, prefix, proposals, sprints, stories, tables};

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

/// What is read and has to wait: orders for every story, rows and milestones for every sprint.
#[derive(Default)]
pub(super) struct Later {
    pub(super) orders: Vec<String>,
    /// The head of a table of stories, its rows, and the column of their ids.
    pub(super) stories: Vec<(Vec<String>, Vec<Vec<String>>, usize)>,
    pub(super) milestones: Vec<Milestone>,
    is_ours: bool,
    endings: Option<BTreeMap<String, Ending>>,
}

/// Where the reader of a document is.
struct Reader<'d> {
    draft: &'d mut Draft,
    later: Later,
    section: Section,
    /// The level of the heading that opened the section.
    level: u8,
    /// The sprint whose heading the blocks stand below, and the level of that.
    planned: Option<(Planned, u8)>,
    /// The story whose heading the blocks stand below, with what they say of it.
    story: Option<Item>,
}

/// Reads documents as one plan.
pub(super) fn draft(documents: &[Vec<Block>]) -> Draft {
    let mut draft = Draft::default();
    let all: Vec<Later> = documents.iter().map(|blocks| read(&mut draft, blocks)).collect();
    for later in &all {
        draft.endings.clone_from(&later.endings);
        for (head, rows, column) in &later.stories {
            tables::stories(&mut draft, head, rows, *column);
        }
    }
    let is_ours = all.iter().any(|later| later.is_ours);
    let orders = all.iter().flat_map(|it| it.orders.iter().map(String::as_str));
    prefix::settle(&mut draft, orders, !is_ours);
    sprints::undated(&mut draft);
    for later in &all {
        draft.endings.clone_from(&later.endings);
        for line in &later.orders {
            chains::line(&mut draft, line);
        }
        for milestone in &later.milestones {
            milestones::add(&mut draft, milestone, later.is_ours);
        }
    }
    // A document of our own has every order among its arrows.
    if !all.iter().all(|later| later.is_ours) {
        proposals::propose(&mut draft);
    }
    draft
}

fn read(draft: &mut Draft, blocks: &[Block]) -> Later {
    draft.endings = None;
    let is_ours = ours::is_ours(blocks);
    if is_ours {
        ours::prepare(draft, blocks);
    }
    let later = Later { is_ours, ..Later::default() };
    let mut reader =
        Reader { draft, later, section: Section::Head, level: 1, planned: None, story: None };
    for block in blocks {
        reader.block(block);
    }
    reader.finish();
    reader.later.endings = reader.draft.endings.take();
    reader.later
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        let is_ours = self.later.is_ours;
        if self.is_told(block) {
            return;
        }
        match block {
            Block::Heading(1, text) if self.draft.platform.title.is_none() => {
                header::title(self.draft, text);
            }
            Block::Heading(level, text) => self.heading(*level, text),
            _ if self.section == Section::Derived || ours::is_footer(block) => {}
            Block::List(items) => self.list(items),
            Block::Table(head, _) if is_ours && ours::is_lanes(head) => {}
            Block::Table(head, rows) => {
                let is_due = self.section == Section::Milestones;
                if !tables::table(self.draft, head, rows, &mut self.later, is_due) {
                    self.draft.keep(&head.join(" | "));
                    for row in rows {
                        self.draft.keep(&row.join(" | ").replace('\n', " "));
                    }
                }
            }
            Block::Paragraph(lines) => {
                for line in lines {
                    self.paragraph(line);
                }
            }
            Block::Other(text) if text.chars().all(|it| matches!(it, '-' | '*' | '_' | ' ')) => {}
            Block::Other(text) if is_ours && self.section == Section::Order => {
                self.draft.order_doc.extend(ours::unquoted(std::slice::from_ref(text)));
            }
            Block::Other(text) => self.draft.keep(text),
        }
    }

    /// Whether a block belongs to the story whose heading it stands below.
    fn is_told(&mut self, block: &Block) -> bool {
        let Some(story) = &mut self.story else { return false };
        match block {
            Block::List(items) => story.items.extend(items.iter().cloned()),
            Block::Paragraph(lines) => story.rest.extend(lines.iter().cloned()),
            Block::Other(text) => story.rest.push(text.clone()),
            Block::Heading(..) | Block::Table(..) => return false,
        }
        true
    }

    /// Takes the story whose heading was last.
    fn finish(&mut self) {
        if let (Some(story), Some((planned, _))) = (self.story.take(), self.planned) {
            stories::item(self.draft, &story, planned);
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let is_ours = self.later.is_ours;
        if is_ours && level > 2 {
            return;
        }
        self.finish();
        if !is_ours && self.planned.is_some_and(|(_, of)| level > of) && stories::is_titled(text) {
            self.story = Some(Item::of(text));
            return;
        }
        let known = if sprints::is_numbered(text) { None } else { section(text, is_ours) };
        let is_below = level > self.level;
        let of_sprint = self.planned.is_some_and(|(_, of)| level > of);
        let may_be_sprint =
            matches!(self.section, Section::Head | Section::Plan | Section::Unknown);
        if let Some(known) = known {
            (self.section, self.level, self.planned) = (known, level, None);
            if !is_ours && !is_usual(text) {
                self.draft.remarks.push(format!("{} {text}", "#".repeat(usize::from(level))));
            }
        } else if sprints::is_numbered(text)
            || (may_be_sprint && sprints::is_dated(self.draft, text))
            || (self.section == Section::Plan && is_below && !of_sprint)
        {
            if self.section != Section::Plan {
                (self.section, self.level) = (Section::Plan, level);
            }
            self.planned = Some((sprints::heading(self.draft, text), level));
        } else {
            self.draft.keep(&format!("{} {text}", "#".repeat(usize::from(level))));
            // What stands below a section belongs to it, whatever it is called.
            let is_part = is_below && !matches!(self.section, Section::Head | Section::Unknown);
            if !is_part && !of_sprint {
                (self.section, self.level, self.planned) = (Section::Unknown, level, None);
            }
        }
    }

    fn list(&mut self, items: &[Item]) {
        let is_order = |item: &Item| chains::has_arrow(&item.text) && item.items.is_empty();
        let is_open = matches!(self.section, Section::Head | Section::Unknown);
        if is_open && !self.later.is_ours && items.iter().all(is_order) {
            self.later.orders.extend(items.iter().map(|it| it.text.clone()));
            items.iter().flat_map(|it| &it.rest).for_each(|line| self.draft.keep(line));
            return;
        }
        for item in items {
            self.item(item, is_open);
        }
    }

    fn item(&mut self, item: &Item, is_open: bool) {
        let is_sprint = sprints::is_numbered(&item.text)
            || (!item.items.is_empty() && sprints::is_dated(self.draft, &item.text));
        match (self.section, self.planned) {
            (Section::Plan, Some((planned, _))) => sprints::below(self.draft, item, planned),
            (Section::Plan, None) => sprints::item(self.draft, item),
            (Section::Order, _) => {
                self.later.orders.push(item.text.clone());
                self.later.orders.extend(item.items.iter().map(|it| it.text.clone()));
                item.rest.iter().for_each(|line| self.draft.keep(line));
                item.items.iter().for_each(|below| rest(self.draft, below, 0));
            }
            (Section::Milestones, _) => self.later.milestones.push(milestones::item(item)),
            (Section::Calendar, _) if days::line(self.draft, item) => {}
            (Section::Head, _) if header::line(self.draft, &item.text) => {
                rest(self.draft, item, 0);
            }
            _ if is_open && !self.later.is_ours && is_sprint => sprints::item(self.draft, item),
            _ => whole(self.draft, item, 0),
        }
    }

    fn paragraph(&mut self, line: &str) {
        let is_ours = self.later.is_ours;
        let may_be_sprint =
            matches!(self.section, Section::Head | Section::Plan | Section::Unknown);
        if let (Section::Plan, Some((planned, _))) = (self.section, self.planned)
            && sprints::dated(self.draft, planned, line)
        {
            return;
        }
        match self.section {
            Section::Head if header::line(self.draft, line) => {}
            Section::Head if is_ours => self.draft.platform.doc.push(line.to_owned()),
            _ if is_ours => {}
            // A line in bold often stands for a heading.
            _ if may_be_sprint
                && sprints::is_numbered(line)
                && sprints::is_dated(self.draft, line) =>
            {
                self.heading(u8::MAX, line);
            }
            Section::Order if chains::has_arrow(line) => self.later.orders.push(line.to_owned()),
            _ => self.draft.keep(line),
        }
    }
}

/// The section that a heading opens, if it is a known one.
fn section(heading: &str, is_ours: bool) -> Option<Section> {
    const PLANS: [&str; 7] = [
        "plan",
        "schedule",
        "roadmap",
        "timeline",
        "delivery plan",
        "delivery schedule",
        "release plan",
    ];
    let heading = heading.trim_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let is = |words: &[&str]| words.contains(&heading.as_str());
    Some(match () {
        () if has(&["sprint plan", "sprints", "stories", "backlog", "iterations"]) => Section::Plan,
        () if is(&PLANS) => Section::Plan,
        () if has(&["sequenc", "dependenc"]) || is(&["order", "ordering"]) => Section::Order,
        () if has(&["milestone"]) => Section::Milestones,
        () if has(&["calendar"]) => Section::Calendar,
        () if is_ours && heading == "lanes" => Section::Plan,
        () if is_ours => Section::Derived,
        () => return None,
    })
}

/// Whether a heading says no more than what its section is.
fn is_usual(heading: &str) -> bool {
    const WORDS: [&str; 19] = [
        "and",
        "backlog",
        "calendar",
        "delivery",
        "dependencies",
        "iterations",
        "milestones",
        "order",
        "ordering",
        "plan",
        "product",
        "release",
        "roadmap",
        "schedule",
        "sequencing",
        "sprint",
        "sprints",
        "stories",
        "timeline",
    ];
    let words = heading.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    words.into_iter().all(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// Keeps an item with everything below it.
pub(super) fn whole(draft: &mut Draft, item: &Item, depth: usize) {
    draft.keep(&format!("{}- {}", "  ".repeat(depth), item.text));
    rest(draft, item, depth);
}

/// Keeps everything below an item whose own line is understood.
pub(super) fn rest(draft: &mut Draft, item: &Item, depth: usize) {
    item.rest.iter().for_each(|line| draft.keep(line));
    item.items.iter().for_each(|below| whole(draft, below, depth + 1));
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
    draft.lanes.push(Lane { name: name.clone(), title, owner: None, doc: Vec::new() });
    name
}
