//! Where a name stands: the place that declares it, and every place that means it.

use smol_str::SmolStr;

use super::Place;
use super::things::{self, Thing};
use crate::analysis::Analysis;
use crate::model::Plan;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::File;
use crate::table::Namespace;

/// What a name is the name of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    /// Something that a statement declares.
    Item(Namespace, SmolStr),
    /// A setting of clusters.
    Setting(SmolStr),
}

impl Symbol {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Item(_, name) | Self::Setting(name) => name,
        }
    }
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Where it stands.
    pub at: FileSpan,
    /// Whether it is declared here.
    pub is_declaration: bool,
}

/// The thing at an offset: the one with the shortest text, since an interpolation stands in a string.
pub(super) fn thing_at(place: Place<'_>) -> Option<(FileSpan, Thing<'_>)> {
    let offset = Span::at(place.offset());
    let mut best: Option<(FileSpan, Thing<'_>)> = None;
    things::around(place.file(), place.offset(), &mut |at, thing| {
        let is_shorter =
            || best.as_ref().is_none_or(|(known, _)| at.span.len() <= known.span.len());
        if at.span.contains(offset) && is_shorter() {
            best = Some((at, thing));
        }
    });
    best
}

/// The name at an offset.
pub(super) fn symbol_at(place: Place<'_>) -> Option<(Symbol, Occurrence)> {
    let (at, thing) = thing_at(place)?;
    let (symbol, is_declaration) = symbol(place.file(), at, &thing, &place.analysis.plan)?;
    Some((symbol, Occurrence { at, is_declaration }))
}

/// Every place in the program that declares or means a name, by file and place.
pub(super) fn all(analysis: &Analysis, wanted: &Symbol) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for file in analysis.program.files() {
        in_file(analysis, file, wanted, &mut found);
    }
    found.sort_unstable();
    found
}

/// Every place in a file that declares or means a name.
pub(super) fn in_file(
    analysis: &Analysis,
    file: File<'_>,
    wanted: &Symbol,
    found: &mut Vec<Occurrence>,
) {
    things::of_file(file, &mut |at, thing| {
        if at.span.of(file.text) != wanted.name() {
            return;
        }
        if let Some((symbol, is_declaration)) = symbol(file, at, &thing, &analysis.plan)
            && symbol == *wanted
        {
            found.push(Occurrence { at, is_declaration });
        }
    });
}

/// The name that a thing is, and whether it is declared there.
pub(super) fn symbol(
    file: File<'_>,
    at: FileSpan,
    thing: &Thing<'_>,
    plan: &Plan,
) -> Option<(Symbol, bool)> {
    let text = SmolStr::new(at.span.of(file.text));
    match thing {
        Thing::Declaration(namespace) => Some((Symbol::Item(*namespace, text), true)),
        Thing::Name(namespace) => Some((Symbol::Item(*namespace, text), false)),
        Thing::Setting => Some((Symbol::Setting(text), true)),
        Thing::Step(words, step) => {
            let first = words[0].span.of(file.text);
            match (first, step) {
                ("component", 1) => Some((Symbol::Item(Namespace::Component, text), false)),
                ("cluster", 1) if is_setting(plan, &text) => Some((Symbol::Setting(text), false)),
                ("component" | "cluster" | "platform", _) => None,
                (_, 0) => Some((Symbol::Setting(text), false)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a fact of a cluster is one of its settings.
fn is_setting(plan: &Plan, name: &str) -> bool {
    let own = plan.clusters.values().flat_map(|cluster| &cluster.settings);
    own.chain(&plan.settings).any(|setting| setting.name.text == name)
}

/// The places that declare a name.
pub(super) fn declarations(analysis: &Analysis, symbol: &Symbol) -> Vec<FileSpan> {
    let plan = &analysis.plan;
    let settings = |name: &SmolStr| -> Vec<FileSpan> {
        let own = plan.clusters.values().flat_map(|cluster| &cluster.settings);
        let all = plan.settings.iter().chain(own).filter(|it| it.name.text == *name);
        all.map(|setting| setting.name.at).collect()
    };
    match symbol {
        Symbol::Setting(name) => settings(name),
        Symbol::Item(namespace, name) => item(plan, *namespace, name).into_iter().collect(),
    }
}

/// The place of the name of an item.
fn item(plan: &Plan, namespace: Namespace, name: &str) -> Option<FileSpan> {
    let mut names: Box<dyn Iterator<Item = &crate::model::Name>> = match namespace {
        Namespace::Platform => Box::new(plan.platform.name.iter()),
        Namespace::Sprint => Box::new(plan.sprints.values().map(|it| &it.name)),
        Namespace::Story => Box::new(plan.stories.values().map(|it| &it.name)),
        Namespace::Lane => Box::new(plan.lanes.values().map(|it| &it.name)),
        Namespace::Milestone => Box::new(plan.milestones.values().map(|it| &it.name)),
        Namespace::Cluster => Box::new(plan.clusters.values().map(|it| &it.name)),
        Namespace::Component => Box::new(plan.components.values().map(|it| &it.name)),
        Namespace::Store => Box::new(plan.inventories.iter().map(|it| &it.store)),
    };
    names.find(|it| it.text == name).map(|it| it.at)
}

/// Whether a program has a name.
pub(super) fn is_declared(analysis: &Analysis, symbol: &Symbol) -> bool {
    !declarations(analysis, symbol).is_empty()
}
