//! Dropping one order out of a chain that says more than that.

use super::Action;
use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Edit};
use crate::model::Edge;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Chain, Item, Link, Statement};
use crate::table;

/// Takes the order that a finding is about out of its chain: from an end, or by cutting the chain in two.
///
/// Only where that drops nothing else: both stories are links of the chain itself, not of a group.
pub(super) fn drop_edge(analysis: &Analysis, found: &Diagnostic) -> Option<Action> {
    let at = found.at();
    // Findings about an order stand at one of its ends.
    let holds = |edge: &&Edge| at == edge.to_at || at == edge.from_at;
    let schedule = &analysis.schedule;
    let implied = schedule.implied.iter().map(|it| it.edge);
    let needless = implied.chain(schedule.repeated.iter().map(|it| it.needless));
    let edges = needless.map(|edge| &analysis.plan.edges[edge]);
    let edge =
        edges.filter(holds).min_by_key(|edge| edge.from_at.span.merge(edge.to_at.span).len())?;
    let chain = chain(analysis, edge.chain_at)?;
    let names: Vec<(FileSpan, bool)> = chain
        .links()
        .filter_map(|link| match link {
            Link::Name(path) => Some((path.at(), true)),
            Link::Group(group) => Some((group.0.at(), false)),
            Link::Arrow(_) | Link::SoftArrow(_) => None,
        })
        .collect();
    let index = names.iter().position(|(at, is_name)| *is_name && *at == edge.from_at)?;
    let next = names.get(index + 1).filter(|(at, is_name)| *is_name && *at == edge.to_at)?;
    let (from, to) = (edge.from_at.span, next.0.span);
    let file = chain.0.file;
    let cut = |span: Span, text: String| Edit { at: span.in_file(file.id), text };
    let edit = if index == 0 {
        cut(Span::new(from.start, to.start), String::new())
    } else if index + 2 == names.len() {
        cut(Span::new(from.end, to.end), String::new())
    } else {
        let indentation = crate::edits::indentation(file.text, chain.0.at().span.start);
        let reason = chain.reason().map(|it| format!(" {}", it.text())).unwrap_or_default();
        cut(Span::new(from.end, to.start), format!("{reason}\n{indentation}"))
    };
    let (from, to) = (&analysis.plan.stories[edge.from], &analysis.plan.stories[edge.to]);
    let title = format!("Drop `{} -> {}`", from.name, to.name);
    Some(Action { title, mends: None, is_preferred: true, edits: vec![edit] })
}

fn chain(analysis: &Analysis, at: FileSpan) -> Option<Chain<'_>> {
    let file = analysis.program.file(at.file);
    let orders = file.items().filter_map(|item| match item {
        Item::Statement(it) if table::statement(it.word().text).is_some_and(|def| def.chains) => {
            Some(it)
        }
        _ => None,
    });
    let mut chains = orders.flat_map(Statement::items);
    chains.find_map(|item| match item {
        Item::Chain(chain) if chain.0.at() == at => Some(chain),
        _ => None,
    })
}
