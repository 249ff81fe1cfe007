//! The statements and fields that a block may hold, with snippets for whole items.

use super::super::hover;
use super::slot::BlockScope;
use super::{Completion, CompletionKind, List, values};
use crate::diagnostic::{Code, Severity};
use crate::model::Plan;
use crate::table::{self, ArgumentDef, FieldDef, Namespace, StatementDef, Type};

pub(super) fn items(mut list: List<'_>, scope: &BlockScope<'_>) -> Vec<Completion> {
    if scope.def.chains {
        list.found = values::names(list_like(&list), Namespace::Story, "");
    }
    for field in scope.def.fields {
        if !scope.given.contains(&field.name) {
            add_field(&mut list, scope.def, field);
        }
    }
    for word in scope.def.statements {
        let Some(def) = table::statement(word) else { continue };
        if def.once && scope.given.contains(word) {
            continue;
        }
        let snippet = snippet(def, &list.place.analysis.plan);
        let doc = hover::statement_doc(def);
        let item = list.add(word, CompletionKind::Statement, &signature(def), &doc);
        item.text = format!("{word} ");
        item.snippet = Some(snippet);
    }
    if scope.def.open.as_ref().is_some_and(|open| open.noun == "lint") {
        lints(&mut list, &scope.given);
    }
    if scope.def.word == "cluster" {
        missing_settings(&mut list, scope);
    }
    list.found
}

fn list_like<'a>(list: &List<'a>) -> List<'a> {
    List { place: list.place, at: list.at, found: Vec::new() }
}

fn add_field(list: &mut List<'_>, def: &StatementDef, field: &FieldDef) {
    let doc = hover::field_doc(def, field);
    let item = list.add(field.name, CompletionKind::Field, &field.ty.describe(), &doc);
    item.text = format!("{}: ", field.name);
    item.snippet = Some(match field.ty {
        Type::List(_) => format!("{}: [$0]", field.name),
        Type::Text | Type::Glob | Type::HostPort => format!("{}: \"$0\"", field.name),
        Type::Map | Type::Items => format!("{}: {{\n\t$0\n}}", field.name),
        _ => format!("{}: $0", field.name),
    });
}

/// The warnings whose level can be set.
fn lints(list: &mut List<'_>, given: &[&str]) {
    let lints = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
    for code in lints.filter(|code| !given.contains(&code.slug())) {
        let doc = hover::lint_doc(code.slug()).unwrap_or_default();
        let item = list.add(code.slug(), CompletionKind::Lint, code.title(), &doc);
        item.text = format!("{}: ", code.slug());
        item.snippet = Some(format!("{}: ${{1|allow,warn,deny|}}", code.slug()));
    }
}

/// The settings that other clusters have and this one lacks.
fn missing_settings(list: &mut List<'_>, scope: &BlockScope<'_>) {
    let plan = &list.place.analysis.plan;
    let all = plan.clusters.values().flat_map(|cluster| {
        cluster.settings.iter().map(|setting| (setting.name.text.clone(), &cluster.name.text))
    });
    let mut seen = Vec::new();
    for (name, cluster) in all {
        if scope.given.contains(&name.as_str()) || seen.contains(&name) {
            continue;
        }
        let item = list.add(&name, CompletionKind::Setting, &format!("setting of `{cluster}`"), "");
        item.text = format!("{name}: ");
        seen.push(name);
    }
}

/// `sprint name dates [title]`
pub(in crate::ide) fn signature(def: &StatementDef) -> String {
    let mut text = def.word.to_owned();
    for argument in def.arguments {
        let name = argument.name;
        text += &if argument.required { format!(" {name}") } else { format!(" [{name}]") };
    }
    text
}

/// A whole item: its arguments, and a block where one is usual.
fn snippet(def: &StatementDef, plan: &Plan) -> String {
    let mut stops = 0;
    let mut stop = |text: &str| {
        stops += 1;
        format!("${{{stops}:{text}}}")
    };
    let mut text = def.word.to_owned();
    for argument in def.arguments {
        text += " ";
        text += &placeholder(argument, plan, &mut stop);
    }
    let required: Vec<&FieldDef> = def.fields.iter().filter(|field| field.required).collect();
    let holds_items = def.statements.iter().any(|word| *word != "lints");
    if required.is_empty() && !holds_items && !def.chains && def.open.is_none() {
        let is_bare = def.arguments.is_empty();
        return if is_bare { text + " {\n\t$0\n}" } else { text + "$0" };
    }
    text += " {\n";
    for field in required {
        let value = match field.ty {
            Type::Expression | Type::Text => format!("\"{}\"", stop(field.name)),
            _ => stop(field.name),
        };
        text += &format!("\t{}: {value}\n", field.name);
    }
    text + "\t$0\n}"
}

fn placeholder(
    argument: &ArgumentDef,
    plan: &Plan,
    stop: &mut impl FnMut(&str) -> String,
) -> String {
    match argument.ty {
        Type::Text => format!("\"{}\"", stop(argument.name)),
        Type::Glob => format!("\"{}\"", stop("*.pdl")),
        Type::DateRange => {
            let (first, last) = next_dates(plan);
            format!("{}..{}", stop(&first), stop(&last))
        }
        Type::Date => stop(&next_dates(plan).0),
        Type::When => {
            let last = plan.sprints.values().next_back().map(|sprint| sprint.name.text.as_str());
            format!("end {}", stop(last.unwrap_or("sprint")))
        }
        Type::Kind => stop("ConfigMap"),
        _ => stop(argument.name),
    }
}

/// Two weeks of working days behind the last sprint.
fn next_dates(plan: &Plan) -> (String, String) {
    let calendar = &plan.calendar.working;
    let last = plan.sprints.values().map(|sprint| sprint.dates.value.1).max();
    let first = last.and_then(|last| calendar.next_workday(last.tomorrow().ok()?));
    let last = first.and_then(|first| calendar.date(calendar.index(first) + 9));
    match (first, last) {
        (Some(first), Some(last)) => (first.to_string(), last.to_string()),
        _ => ("2026-01-05".to_owned(), "2026-01-16".to_owned()),
    }
}
