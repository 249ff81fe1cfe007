//! What stands at a place, in Markdown: documentation from the table, and what follows for it from the plan.

mod delivery;
mod language;
mod milestone;
mod sprint;
mod story;

use super::Place;
use super::occurrences::thing_at;
use super::schema;
use super::things::Thing;
use crate::model::Plan;
use crate::span::FileSpan;
use crate::syntax::ast::Statement;
use crate::table::Namespace;

pub(super) use delivery::values;
pub(super) use language::{field as field_doc, lint as lint_doc, statement as statement_doc};
pub(super) use story::slack;

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub at: FileSpan,
    /// The explanation, in Markdown.
    pub markdown: String,
}

/// Explains what stands at a place.
#[must_use]
pub fn hover(place: Place<'_>) -> Option<Hover> {
    let (at, thing) = thing_at(place)?;
    let text = at.span.of(place.file().text);
    let markdown = match thing {
        Thing::Statement(def) => language::statement(def),
        Thing::Field(def, field) => language::field(def, field),
        Thing::Lint => language::lint(text)?,
        Thing::Word(choice) => language::choice(choice?),
        Thing::Declaration(namespace) | Thing::Name(namespace) => item(place, namespace, text)?,
        Thing::Setting => delivery::setting(place.analysis, text)?,
        Thing::Step(words, step) => delivery::reference(place, &words, step)?,
        Thing::Kind => schema::kind(place.analysis, text)?,
        Thing::Key(keys, resource) => key(place, &keys, resource?)?,
        Thing::ObjectName | Thing::Glob(_) | Thing::Text(..) => return None,
    };
    Some(Hover { at, markdown })
}

/// A field of a Kubernetes object.
fn key(place: Place<'_>, keys: &[&str], resource: Statement<'_>) -> Option<String> {
    let kind = resource.arguments().next()?.source();
    let (name, around) = keys.split_last()?;
    let around: Vec<String> = around.iter().map(|key| (*key).to_owned()).collect();
    schema::describe(place.analysis, kind, &around, name)
}

/// What follows for an item of the plan.
fn item(place: Place<'_>, namespace: Namespace, name: &str) -> Option<String> {
    let analysis = place.analysis;
    let plan = &analysis.plan;
    match namespace {
        Namespace::Story => {
            let (id, _) = plan.stories.iter().find(|(_, story)| story.name.text == name)?;
            Some(story::story(analysis, id))
        }
        Namespace::Sprint => {
            let (id, _) = plan.sprints.iter().find(|(_, sprint)| sprint.name.text == name)?;
            Some(sprint::sprint(analysis, id))
        }
        Namespace::Milestone => {
            let (id, _) = plan.milestones.iter().find(|(_, it)| it.name.text == name)?;
            Some(milestone::milestone(analysis, id))
        }
        Namespace::Component => {
            let (id, _) = plan.components.iter().find(|(_, it)| it.name.text == name)?;
            Some(delivery::component(analysis, id))
        }
        Namespace::Cluster => {
            let (id, _) = plan.clusters.iter().find(|(_, it)| it.name.text == name)?;
            Some(delivery::cluster(analysis, id))
        }
        Namespace::Lane => lane(plan, name),
        Namespace::Platform => platform(plan),
        Namespace::Store => delivery::store(plan, name),
    }
}

fn lane(plan: &Plan, name: &str) -> Option<String> {
    let (id, lane) = plan.lanes.iter().find(|(_, lane)| lane.name.text == name)?;
    let mut page = Page::new("lane", name, lane.title.as_deref(), lane.doc.as_deref());
    page.row("Owner", lane.owner.clone());
    let stories = plan.stories.values().filter(|it| it.lane.is_some_and(|lane| lane.value == id));
    let (mut total, mut done) = (0_usize, 0);
    for story in stories {
        total += 1;
        done += usize::from(story.status() == crate::model::Status::Done);
    }
    page.row("Stories", Some(format!("{total}, {done} done")));
    Some(page.finish())
}

fn platform(plan: &Plan) -> Option<String> {
    let platform = &plan.platform;
    let name = platform.name.as_ref()?;
    let title = platform.title.as_ref().map(|title| title.value.as_str());
    let mut page = Page::new("platform", &name.text, title, platform.doc.as_deref());
    page.row("Owner", platform.owner.as_ref().map(|owner| owner.value.clone()));
    page.row("Stories", Some(plan.stories.len().to_string()));
    page.row("Clusters", Some(plan.clusters.len().to_string()));
    page.row("Components", Some(plan.components.len().to_string()));
    Some(page.finish())
}

/// A hover about an item: its heading, its documentation, and rows of facts.
struct Page {
    text: String,
    rows: Vec<String>,
}

impl Page {
    fn new(noun: &str, name: &str, title: Option<&str>, doc: Option<&str>) -> Self {
        let mut text = format!("**{noun}** `{name}`");
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            text += &format!(" — {}", escaped(title));
        }
        if let Some(doc) = doc {
            text += "\n\n";
            text += doc;
        }
        Self { text, rows: Vec::new() }
    }

    /// Adds a fact, if there is something to say.
    fn row(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.rows.push(format!("- {name}: {value}"));
        }
    }

    fn finish(self) -> String {
        if self.rows.is_empty() { self.text } else { self.text + "\n\n" + &self.rows.join("\n") }
    }
}

/// A text that means nothing in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
