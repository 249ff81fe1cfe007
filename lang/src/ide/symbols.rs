//! What a file, and what a program, declares.

use crate::analysis::Analysis;
use crate::model::Name;
use crate::names;
use crate::span::{FileId, FileSpan};
use crate::syntax::ast::{Item, Statement, Value};
use crate::table::{self, Namespace, StatementDef, Type};

/// A declaration in the outline of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name, or the word of the statement where it has none.
    pub name: String,
    /// Its title, or what else tells it from others.
    pub detail: String,
    /// What it is; `None` for a statement without a name.
    pub namespace: Option<Namespace>,
    /// The whole statement.
    pub at: FileSpan,
    /// Its name.
    pub name_at: FileSpan,
    /// What is declared inside.
    pub children: Vec<Symbol>,
}

/// The outline of a file.
#[must_use]
pub fn outline(analysis: &Analysis, file: FileId) -> Vec<Symbol> {
    let items = analysis.program.file(file).items();
    items.filter_map(|item| symbol(item, &table::DOCUMENT)).collect()
}

fn symbol(item: Item<'_>, parent: &StatementDef) -> Option<Symbol> {
    let statement = match item {
        Item::Statement(statement) => statement,
        Item::Field(field) if parent.open.as_ref().is_some_and(|it| it.noun == "setting") => {
            let name = field.name();
            let detail = field.value().map(|value| line(value.source())).unwrap_or_default();
            return Some(Symbol {
                name: name.text.trim_matches('"').to_owned(),
                detail,
                namespace: None,
                at: field.0.at(),
                name_at: name.at,
                children: Vec::new(),
            });
        }
        Item::Field(_) | Item::Chain(_) => return None,
    };
    let def = names::meant(statement, parent)?;
    let (name, name_at, namespace) = name(statement, def);
    let rest = statement.arguments().filter(|value| value.at() != name_at);
    let rest: Vec<&str> = rest.map(|value| value.source().trim_matches('"')).collect();
    Some(Symbol {
        name,
        detail: line(&rest.join(" ")),
        namespace,
        at: statement.0.at(),
        name_at,
        children: statement.items().filter_map(|item| symbol(item, def)).collect(),
    })
}

/// What a statement is called in an outline.
fn name(statement: Statement<'_>, def: &StatementDef) -> (String, FileSpan, Option<Namespace>) {
    let word = statement.word();
    if let Some(row) = def.arguments.first()
        && let Type::Name(namespace) = row.ty
        && let Some(name) = statement.arguments().next().and_then(Value::as_word)
    {
        return (name.text.to_owned(), name.at, Some(namespace));
    }
    (word.text.to_owned(), word.at, None)
}

/// A text as a part of a line.
fn line(text: &str) -> String {
    const LONGEST: usize = 80;
    let text = text.lines().next().unwrap_or_default();
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// A name that the program declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The name.
    pub name: String,
    /// What it is.
    pub namespace: Namespace,
    /// Its title, or where it stands.
    pub detail: String,
    /// Where it is declared.
    pub at: FileSpan,
}

/// How many names a search gives at most.
const FOUND: usize = 1_000;

/// The names of the program, and their titles, that have the letters of `query` in their order; the best first.
#[must_use]
pub fn search(analysis: &Analysis, query: &str) -> Vec<Declared> {
    let mut found: Vec<(u32, Declared)> = Vec::new();
    // Documents print stories with a prefix that sources do not have.
    let prefix = &analysis.plan.platform.story_prefix;
    let printed = query.get(..prefix.len()).filter(|it| it.eq_ignore_ascii_case(prefix));
    let short = printed.map_or(query, |_| &query[prefix.len()..]);
    for declared in all(analysis) {
        let worth = [
            worth(&declared.name, query),
            worth(&declared.name, short),
            worth(&declared.detail, query).map(|it| it + 1_000),
        ];
        if let Some(worth) = worth.into_iter().flatten().min() {
            found.push((worth, declared));
        }
    }
    found.sort_by_key(|(worth, _)| *worth);
    found.truncate(FOUND);
    found.into_iter().map(|(_, declared)| declared).collect()
}

/// How well a name answers a query: less is better.
fn worth(name: &str, query: &str) -> Option<u32> {
    let mut letters = name.char_indices().map(|(at, it)| (at, it.to_ascii_lowercase()));
    let (mut first, mut last) = (None, 0);
    for wanted in query.chars().filter(|it| !it.is_whitespace()) {
        let wanted = wanted.to_ascii_lowercase();
        let (at, _) = letters.find(|(_, letter)| *letter == wanted)?;
        first = first.or(Some(at));
        last = at;
    }
    let spread = last - first.unwrap_or(0);
    u32::try_from(spread * 4 + first.unwrap_or(0)).ok()
}

fn all(analysis: &Analysis) -> impl Iterator<Item = Declared> {
    let plan = &analysis.plan;
    let one = |name: &Name, namespace, detail: &str| Declared {
        name: name.text.to_string(),
        namespace,
        detail: detail.to_owned(),
        at: name.at,
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let sprints =
        plan.sprints.values().map(move |it| one(&it.name, Namespace::Sprint, &text(&it.title)));
    let stories = plan
        .stories
        .values()
        .map(move |it| one(&it.name, Namespace::Story, it.title.as_deref().unwrap_or_default()));
    let lanes = plan.lanes.values().map(move |it| one(&it.name, Namespace::Lane, &text(&it.title)));
    let milestones =
        plan.milestones.values().map(move |it| one(&it.name, Namespace::Milestone, &it.title));
    let clusters = plan.clusters.values().map(move |it| one(&it.name, Namespace::Cluster, ""));
    let components = plan.components.values().map(move |it| {
        let story = it.story.map(|story| plan.stories[story.value].name.text.as_str());
        one(&it.name, Namespace::Component, story.unwrap_or_default())
    });
    let vaults = plan.inventories.iter().map(move |it| one(&it.store, Namespace::Store, ""));
    sprints
        .chain(stories)
        .chain(lanes)
        .chain(milestones)
        .chain(clusters)
        .chain(components)
        .chain(vaults)
}
