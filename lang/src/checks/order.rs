//! `PDL4001`, `PDL4006`, `PDL4014`: the edges among themselves, whatever the sprints say.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{EdgeId, Id, Plan};
use crate::problems::dependencies as problems;
use crate::schedule::ImpliedEdge;
use crate::span::{FileSpan, Span};

pub(super) fn check(cx: Context, found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    for cycle in &cx.schedule.cycles {
        found.push(problems::dependency_cycle(plan, &from_last_written(cycle)));
    }
    for implied in &cx.schedule.implied {
        if is_reported(plan, implied) {
            let chain = lone_chain(cx, implied.edge);
            let edge = &plan.edges[implied.edge];
            found.push(problems::implied_edge(plan, edge, &implied.path, chain));
        }
    }
    for repeated in &cx.schedule.repeated {
        let (needless, needed) = (&plan.edges[repeated.needless], &plan.edges[repeated.needed]);
        // Two reasons are two orders that happen to agree.
        if needless.reason.is_none() || needless.reason == needed.reason {
            let chain = lone_chain(cx, repeated.needless);
            found.push(problems::repeated_edge(plan, needless, needed, chain));
        }
    }
}

/// Whether an implied edge is a finding: a reason documents that it is meant.
pub(super) fn is_reported(plan: &Plan, implied: &ImpliedEdge) -> bool {
    plan.edges[implied.edge].reason.is_none()
}

/// The cycle backwards from the edge written last, which likely closed it: `A` waits for `B`, `B` for `C`, and so on.
fn from_last_written(cycle: &[EdgeId]) -> Vec<EdgeId> {
    let mut backwards: Vec<EdgeId> = cycle.iter().rev().copied().collect();
    let last = (0..backwards.len()).max_by_key(|&at| backwards[at]).unwrap_or(0);
    backwards.rotate_left(last);
    backwards
}

/// The chain of an edge when it holds this edge and nothing else, so that it can be removed; with its line, if it
/// stands there alone.
fn lone_chain(cx: Context, id: EdgeId) -> Option<FileSpan> {
    let plan = cx.plan;
    let edge = &plan.edges[id];
    let is_alone = edge.chain_at.span.start == edge.from_at.span.start
        && edge.chain_at.span.end == edge.to_at.span.end;
    let index = id.index();
    let neighbours = [index.checked_sub(1), Some(index + 1)];
    let mut neighbours = neighbours.into_iter().flatten().filter(|&it| it < plan.edges.len());
    let is_shared =
        neighbours.any(|it| plan.edges[EdgeId::from_index(it)].chain_at == edge.chain_at);
    (is_alone && !is_shared)
        .then(|| whole_line(cx.program.sources.text(edge.chain_at.file), edge.chain_at))
}

/// The line of `at` if nothing else stands on it, else `at`.
fn whole_line(text: &str, at: FileSpan) -> FileSpan {
    let (before, after) = (&text[..at.span.start as usize], &text[at.span.end as usize..]);
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let rest = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    let begins_line =
        matches!(before.as_bytes()[..before.len() - indent].last(), None | Some(b'\n'));
    if !begins_line || !after[rest..].starts_with('\n') {
        return at;
    }
    let offset = |length: usize| u32::try_from(length).expect("files are limited");
    Span::new(at.span.start - offset(indent), at.span.end + offset(rest + 1)).in_file(at.file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    fn line_of(text: &str, part: &str) -> String {
        let start = text.find(part).expect("the part is in the text");
        let span =
            Span::new(start.try_into().unwrap_or(0), (start + part.len()).try_into().unwrap_or(0));
        let line = whole_line(text, span.in_file(FileId(0)));
        line.span.of(text).to_owned()
    }

    #[test]
    fn what_stands_alone_takes_its_line_along() {
        assert_eq!(line_of("order {\n  A -> B \r\n}", "A -> B"), "  A -> B \r\n");
        assert_eq!(line_of("A -> B\n", "A -> B"), "A -> B\n");
    }

    #[test]
    fn what_has_neighbours_leaves_them() {
        assert_eq!(line_of("order { A -> B }", "A -> B"), "A -> B");
        assert_eq!(line_of("  A -> B // why\n", "A -> B"), "A -> B");
        assert_eq!(line_of("  A -> B, C -> D\n", "A -> B"), "A -> B");
        assert_eq!(line_of("  A -> B", "A -> B"), "A -> B");
    }
}
