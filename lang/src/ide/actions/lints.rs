//! Keeping silent about a warning: where it is found, or everywhere.

use super::Action;
use crate::analysis::Analysis;
use crate::diagnostic::Diagnostic;
use crate::edits;
use crate::names;
use crate::span::FileSpan;
use crate::syntax::ast::{File, Item, Statement};
use crate::table::{self, StatementDef};

/// What allows a warning.
pub(super) fn allow(analysis: &Analysis, found: &Diagnostic) -> Vec<Action> {
    let file = analysis.program.file(found.at().file);
    let slug = found.code.slug();
    let here = innermost(file, found.at());
    let platform = analysis.program.files().find_map(platform);
    let mut actions = Vec::new();
    if let Some(statement) = here
        && platform.is_none_or(|it| it.0.at() != statement.0.at())
    {
        let title = format!("Allow `{slug}` in this `{}`", statement.word().text);
        actions.push(with(title, statement, slug));
    }
    if let Some(platform) = platform {
        actions.push(with(format!("Allow `{slug}` everywhere"), platform, slug));
    }
    actions
}

fn with(title: String, statement: Statement<'_>, slug: &str) -> Action {
    let lints = statement.items().find_map(|item| match item {
        Item::Statement(inner) if inner.word().text == "lints" => Some(inner),
        _ => None,
    });
    let edit = match lints {
        Some(lints) => edits::into_block(lints, &format!("{slug}: allow"), true),
        None => edits::into_block(statement, &format!("lints {{ {slug}: allow }}"), false),
    };
    Action { title, mends: None, is_preferred: false, edits: vec![edit] }
}

fn platform(file: File<'_>) -> Option<Statement<'_>> {
    file.items().find_map(|item| match item {
        Item::Statement(statement) if statement.word().text == "platform" => Some(statement),
        _ => None,
    })
}

/// The innermost statement around a place that may hold lints.
fn innermost(file: File<'_>, at: FileSpan) -> Option<Statement<'_>> {
    let mut found = None;
    let mut parent: &StatementDef = &table::DOCUMENT;
    let mut next = around(file.items(), at);
    while let Some(statement) = next {
        let Some(def) = names::meant(statement, parent) else { break };
        if def.holds("lints") {
            found = Some(statement);
        }
        parent = def;
        next = around(statement.items(), at);
    }
    found
}

fn around<'t>(mut items: impl Iterator<Item = Item<'t>>, at: FileSpan) -> Option<Statement<'t>> {
    items.find_map(|item| match item {
        Item::Statement(statement) if statement.0.at().span.contains(at.span) => Some(statement),
        _ => None,
    })
}
