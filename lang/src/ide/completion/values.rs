//! The values that a type of the table admits, and those of Kubernetes' schemas.

use super::super::{describe, schema};
use super::{Completion, CompletionKind, List, components, references};
use crate::calendar::WEEKDAY_NAMES;
use crate::syntax::ast::{Statement, Value};
use crate::table::{Namespace, StatementDef, Type};

/// The argument of a statement behind `index` others.
pub(super) fn argument(
    mut list: List<'_>,
    statement: Statement<'_>,
    def: &StatementDef,
    index: usize,
) -> Vec<Completion> {
    let when = def.arguments.iter().position(|row| row.ty == Type::When);
    let Some(when) = when.filter(|when| *when < index) else {
        let row = def.arguments.get(index);
        return row.map_or_else(Vec::new, |row| of_type(list, row.ty, false));
    };
    // `end S2` is one argument of two words.
    let word = statement.arguments().nth(when).and_then(Value::as_word);
    match word.map(|word| word.text) {
        Some("end") if index == when + 1 => names(list, Namespace::Sprint, ""),
        Some("on") if index == when + 1 => {
            list.found.clear();
            list.found
        }
        _ => Vec::new(),
    }
}

/// The values of a type; in a list, of what it lists.
pub(super) fn of_type(mut list: List<'_>, ty: Type, in_list: bool) -> Vec<Completion> {
    match ty {
        Type::List(inner) if in_list => return of_type(list, *inner, false),
        Type::List(inner) => {
            let mut found = of_type(list, *inner, false);
            for item in &mut found {
                item.text = format!("[{}]", item.text);
            }
            return found;
        }
        Type::Ref(Namespace::Component) => return components::earlier(list),
        Type::Ref(namespace) => return names(list, namespace, ""),
        Type::Word(choices) => {
            for choice in choices {
                list.add(choice.word, CompletionKind::Word, choice.doc, "");
            }
        }
        Type::Bool => words(&mut list, &["true", "false"]),
        Type::Weekdays => {
            words(&mut list, &["mon..fri"]);
            return days(list);
        }
        Type::When => {
            list.add("end", CompletionKind::Word, "at the end of a sprint", "").text =
                "end ".into();
            list.add("on", CompletionKind::Word, "on a date", "").text = "on ".into();
        }
        Type::Duration => words(&mut list, &["1m", "5m", "10m", "30m", "1h"]),
        Type::Estimate => words(&mut list, &["1d", "2d", "3d", "1w", "2w"]),
        Type::Kind => kinds(&mut list, ""),
        Type::Object | Type::Provision => kinds(&mut list, "/"),
        Type::Any => {
            references::beginnings(&mut list);
            words(&mut list, &["true", "false", "null"]);
        }
        Type::Expression | Type::Map => references::beginnings(&mut list),
        Type::ObjectName => {
            references::beginnings(&mut list);
            namespaces(&mut list);
        }
        Type::Name(_)
        | Type::Text
        | Type::Glob
        | Type::Integer(..)
        | Type::Number
        | Type::Date
        | Type::DateRange
        | Type::HostPort
        | Type::Network
        | Type::Items => {}
    }
    list.found
}

/// The days of the week.
pub(super) fn days(mut list: List<'_>) -> Vec<Completion> {
    words(&mut list, &WEEKDAY_NAMES);
    list.found
}

fn words(list: &mut List<'_>, words: &[&str]) {
    for word in words {
        list.add(word, CompletionKind::Word, "", "");
    }
}

/// The namespaces that components name.
fn namespaces(list: &mut List<'_>) {
    let plan = &list.place.analysis.plan;
    let named = plan.components.values().filter_map(|it| it.base.namespace.as_ref()?.as_str());
    let mut named: Vec<&str> = named.collect();
    named.sort_unstable();
    named.dedup();
    for name in named {
        list.add(name, CompletionKind::Word, "a namespace", "");
    }
}

/// The names of a namespace.
pub(super) fn names(mut list: List<'_>, namespace: Namespace, behind: &str) -> Vec<Completion> {
    let analysis = list.place.analysis;
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    let kind = CompletionKind::Name(namespace);
    let mut add = |name: &str, detail: &str, doc: Option<&String>| {
        let doc = doc.map(String::as_str).unwrap_or_default();
        list.add(name, kind, detail, doc).text = format!("{name}{behind}");
    };
    match namespace {
        Namespace::Story => {
            for story in plan.stories.values() {
                let place = describe::placement(plan, story);
                let title = story.title.as_deref().unwrap_or_default();
                let detail = format!("{place}, {}", story.status().word());
                let detail = if title.is_empty() { detail } else { format!("{title} ({detail})") };
                add(&story.name.text, &detail, story.details().doc.as_ref());
            }
        }
        Namespace::Sprint => {
            for (id, sprint) in plan.sprints.iter() {
                let detail = describe::sprint(plan, schedule, id);
                add(&sprint.name.text, &detail, sprint.doc.as_ref());
            }
        }
        Namespace::Lane => {
            for lane in plan.lanes.values() {
                add(&lane.name.text, lane.title.as_deref().unwrap_or_default(), lane.doc.as_ref());
            }
        }
        Namespace::Milestone => {
            for milestone in plan.milestones.values() {
                add(&milestone.name.text, &milestone.title, milestone.doc.as_ref());
            }
        }
        Namespace::Cluster => {
            for cluster in plan.clusters.values() {
                add(&cluster.name.text, "a cluster", cluster.doc.as_ref());
            }
        }
        Namespace::Component => {
            for component in plan.components.values() {
                let story = component.story.map(|story| &plan.stories[story.value].name);
                let detail = story.map(|story| format!("in `{story}`")).unwrap_or_default();
                add(&component.name.text, &detail, component.doc.as_ref());
            }
        }
        Namespace::Store => {
            for inventory in &plan.inventories {
                add(&inventory.store.text, "a secret store", None);
            }
        }
        Namespace::Platform => {}
    }
    list.found
}

/// The kinds of the catalogue, those first that need no group.
fn kinds(list: &mut List<'_>, behind: &str) {
    for kind in schema::kinds(list.place.analysis) {
        let item = list.add(&kind.name, CompletionKind::Kind, &kind.api_version, "");
        item.text = format!("{}{behind}", kind.text);
    }
}

/// The fields of a Kubernetes object below some keys.
pub(super) fn keys(
    mut list: List<'_>,
    kind: &str,
    keys: &[String],
    given: &[String],
) -> Vec<Completion> {
    for field in schema::fields(list.place.analysis, kind, keys) {
        if given.contains(&field.name) {
            continue;
        }
        let doc = schema::describe(list.place.analysis, kind, keys, &field.name);
        let item = list.add(&field.name, CompletionKind::Key, &field.ty, &doc.unwrap_or_default());
        item.text = format!("{}: ", field.name);
        item.snippet = Some(match field.shape {
            schema::Shape::Object => format!("{}: {{\n\t$0\n}}", field.name),
            schema::Shape::List => format!("{}: [$0]", field.name),
            schema::Shape::Text => format!("{}: \"$0\"", field.name),
            schema::Shape::Other => format!("{}: $0", field.name),
        });
    }
    list.found
}

/// The values of a field of a Kubernetes object.
pub(super) fn key_value(mut list: List<'_>, kind: &str, keys: &[String]) -> Vec<Completion> {
    for choice in schema::choices(list.place.analysis, kind, keys) {
        list.add(&choice, CompletionKind::Word, "", "");
    }
    references::beginnings(&mut list);
    list.found
}
