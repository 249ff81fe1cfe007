//! Markdown as blocks of plain text, each with the source it stands for.

use std::ops::Range;

use pdl_lang::limits;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading and its level, from 1.
    Heading(u8, String),
    /// Lines of text.
    Paragraph(Vec<String>),
    /// The items of a list.
    List(Vec<Item>),
    /// A table: its head and its rows. A line break in a cell is `\n`.
    Table(Vec<String>, Vec<Vec<String>>),
    /// Something else, as it is in the source.
    Other(String),
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// Its first lines, as one.
    pub(super) text: String,
    /// The lists below it, as one.
    pub(super) items: Vec<Item>,
    /// Everything else in it, as it is in the source.
    pub(super) rest: Vec<String>,
    /// Whether its box is checked, if it has one.
    pub(super) is_done: Option<bool>,
    /// Whether it begins struck out.
    pub(super) is_struck: bool,
    /// Where the links in it lead.
    pub(super) links: Vec<String>,
}

impl Item {
    /// An item of a text alone.
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// Reads Markdown.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let habits = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let events = Parser::new_ext(text, habits).into_offset_iter();
    let events: Vec<(Event<'_>, Range<usize>)> = events.collect();
    let mut reader = Reader { source: text, events: &events, at: 0, lists: 0, links: vec![] };
    reader.blocks()
}

struct Reader<'s> {
    source: &'s str,
    events: &'s [(Event<'s>, Range<usize>)],
    at: usize,
    /// How many lists are around.
    lists: usize,
    /// Where the links so far lead, those aside that an item has.
    links: Vec<String>,
}

impl<'s> Reader<'s> {
    /// The blocks up to the end of what is around them.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.get(self.at) {
            match event {
                Event::End(_) => break,
                Event::Start(tag) => blocks.push(self.block(tag, range)),
                _ => {
                    self.at += 1;
                    blocks.extend(self.other(range));
                }
            }
        }
        blocks
    }

    fn block(&mut self, tag: &Tag<'s>, range: &Range<usize>) -> Block {
        self.at += 1;
        match tag {
            Tag::Heading { level, .. } => Block::Heading(*level as u8, self.inline().join(" ")),
            Tag::Paragraph => Block::Paragraph(self.inline()),
            Tag::List(_) if self.lists < limits::NESTING => Block::List(self.list()),
            Tag::Table(_) => self.table(),
            tag => {
                self.skip(tag.to_end());
                Block::Other(self.raw(range))
            }
        }
    }

    fn raw(&self, range: &Range<usize>) -> String {
        self.source[range.clone()].trim_end().to_owned()
    }

    fn other(&self, range: &Range<usize>) -> Option<Block> {
        let raw = self.raw(range);
        (!raw.trim().is_empty()).then_some(Block::Other(raw))
    }

    /// Passes over everything up to the end of a tag, what nests in it included.
    fn skip(&mut self, end: TagEnd) {
        let mut depth = 1;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(tag) if tag.to_end() == end => depth += 1,
                Event::End(tag) if *tag == end => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }

    /// The lines of text up to the end of the block around them, which is passed over.
    fn inline(&mut self) -> Vec<String> {
        let mut text = String::new();
        let mut depth = 0_usize;
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(tag) => {
                    self.link(tag);
                    depth += 1;
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                _ => text.push_str(&self.leaf(event, range)),
            }
        }
        lines(&text)
    }

    fn leaf(&self, event: &Event<'s>, range: &Range<usize>) -> String {
        match event {
            Event::Text(text) | Event::Code(text) => text.to_string(),
            Event::SoftBreak | Event::HardBreak => "\n".to_owned(),
            Event::InlineHtml(html) if html.starts_with("<br") => "\n".to_owned(),
            _ => self.raw(range),
        }
    }

    fn list(&mut self) -> Vec<Item> {
        self.lists += 1;
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::Item) => items.push(self.item()),
                _ => break,
            }
        }
        self.lists -= 1;
        items
    }

    fn item(&mut self) -> Item {
        let known = self.links.len();
        let mut item = Item::default();
        let mut text = String::new();
        self.mark(&mut item);
        while let Some((event, range)) = self.events.get(self.at) {
            match event {
                Event::End(TagEnd::Item) => {
                    self.at += 1;
                    break;
                }
                // A loose list has paragraphs in its items.
                Event::Start(Tag::Paragraph) if text.is_empty() => {
                    self.at += 1;
                    self.mark(&mut item);
                    text = self.inline().join(" ");
                }
                Event::Start(tag) if is_block(tag) => match self.block(tag, range) {
                    Block::Paragraph(lines) => item.rest.extend(lines),
                    Block::List(items) => item.items.extend(items),
                    _ => item.rest.push(self.raw(range)),
                },
                Event::Start(tag) => {
                    self.at += 1;
                    self.link(tag);
                    text.push_str(&self.span());
                }
                _ => {
                    self.at += 1;
                    text.push_str(&self.leaf(event, range));
                }
            }
        }
        item.text = lines(&text).join(" ");
        item.links = self.links.split_off(known);
        item
    }

    fn link(&mut self, tag: &Tag<'s>) {
        if let Tag::Link { dest_url, .. } = tag
            && !dest_url.is_empty()
        {
            self.links.push(dest_url.to_string());
        }
    }

    /// Takes the box that an item begins with, and looks whether its first words are struck out.
    fn mark(&mut self, item: &mut Item) {
        if let Some((Event::TaskListMarker(is_done), _)) = self.events.get(self.at) {
            item.is_done = Some(*is_done);
            self.at += 1;
        }
        let next = self.events.get(self.at).map(|(event, _)| event);
        item.is_struck |= matches!(next, Some(Event::Start(Tag::Strikethrough)));
    }

    /// The text of emphasis, a link and the like, up to its end.
    fn span(&mut self) -> String {
        self.inline().join(" ")
    }

    fn table(&mut self) -> Block {
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inline().join("\n");
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Block::Table(head, rows)
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::List(_)
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Table(_)
    )
}

/// The lines of a text without the space around them; none for an empty text.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Block, Item, blocks};

    fn item(text: &str, items: &[&str]) -> Item {
        let items = items.iter().map(|it| item(it, &[])).collect();
        Item { text: text.to_owned(), items, ..Item::default() }
    }

    #[test]
    fn lists_of_any_habit_are_one() {
        let expected = vec![Block::List(vec![item("A (x)", &["b — c", "d"]), item("E", &[])])];
        let dashes = "- A (x)\n  - b — c\n  - d\n- E\n";
        let stars = "* **A** (x)\n\n    + b — c\n    + `d`\n\n* *E*\n";
        assert_eq!(blocks(dashes), expected);
        assert_eq!(blocks(stars), expected);
    }

    #[test]
    fn items_know_where_their_own_links_lead() {
        let text = "- [A](a.md), [B]\n  - [C](c.md)\n\n[B]: b.md\n";
        let linked = |text: &str, items, links: &[&str]| {
            let links = links.iter().map(|it| (*it).to_owned()).collect();
            Item { text: text.to_owned(), items, links, ..Item::default() }
        };
        let inner = vec![linked("C", vec![], &["c.md"])];
        let expected = vec![Block::List(vec![linked("A, B", inner, &["a.md", "b.md"])])];
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn escapes_are_undone_and_the_rest_is_kept() {
        let text = "1\\. a\\*b &lt;i&gt;\n\n> quoted\n> twice\n\n```x\ncode\n```\n";
        let expected = vec![
            Block::Paragraph(vec!["1. a*b <i>".to_owned()]),
            Block::Other("> quoted\n> twice".to_owned()),
            Block::Other("```x\ncode\n```".to_owned()),
        ];
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn tables_have_rows_of_cells() {
        let text = "| Sprint | Stories |\n| --- | --- |\n| S0 | A<br>B |\n";
        let head = vec!["Sprint".to_owned(), "Stories".to_owned()];
        let rows = vec![vec!["S0".to_owned(), "A\nB".to_owned()]];
        assert_eq!(blocks(text), vec![Block::Table(head, rows)]);
    }
}
