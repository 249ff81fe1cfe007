//! Edits of what a plan says: an order more, a story in another sprint.

use super::{STEP, above, into_block, line_break, take_out};
use crate::diagnostic::Edit;
use crate::model::{Plan, SprintId, StoryId};
use crate::program::Program;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{File, Item, Statement};
use crate::table;

/// Writes `chain`, which is about two stories, where the last chain about either stands, else into the last block of
/// chains, else into a new one.
pub(crate) fn add_order(
    plan: &Plan,
    program: &Program,
    stories: [StoryId; 2],
    chain: &str,
) -> Edit {
    let has_chains = |it: &Statement<'_>| {
        table::statement(it.word().text).is_some_and(|definition| definition.chains)
    };
    let blocks: Vec<Statement<'_>> = statements(program).filter(has_chains).collect();
    let edges = plan.edges.values();
    let edges = edges.filter(|it| stories.contains(&it.from) || stories.contains(&it.to));
    let chains: Vec<FileSpan> = edges.map(|it| it.chain_at).collect();
    let holds = |block: &Statement<'_>, chain: &FileSpan| {
        let at = block.0.at();
        at.file == chain.file && at.span.contains(chain.span)
    };
    let near = blocks.iter().rev().find(|block| chains.iter().any(|it| holds(block, it)));
    if let Some(block) = near.or(blocks.last()) {
        return into_block(*block, chain, true);
    }
    let file = program.file(plan.stories[stories[1]].at.file);
    let end = u32::try_from(file.text.len()).expect("files are limited to 32 MiB");
    let gap = if file.text.ends_with('\n') { "\n" } else { "\n\n" };
    let text = format!("{gap}order {{\n  {chain}\n}}\n");
    Edit { at: Span::at(end).in_file(file.id), text }
}

/// Writes `item` into `calendar`, or into a new one above the first sprint.
pub(crate) fn add_to_calendar(plan: &Plan, program: &Program, item: &str) -> Edit {
    let known = plan.calendar.at.and_then(|at| {
        let mut all = items(program.file(at.file));
        all.find(|it| it.0.at() == at)
    });
    if let Some(known) = known {
        return into_block(known, item, true);
    }
    let first = plan.sprints.values().next().map(|sprint| sprint.at).unwrap_or_default();
    let text = program.file(first.file).text;
    let feed = line_break(text);
    let at = Span::at(above(text, first.span.start)).in_file(first.file);
    Edit { at, text: format!("calendar {{{feed}{STEP}{item}{feed}}}{feed}{feed}") }
}

/// Moves a story to the end of a sprint.
pub(crate) fn move_story(
    plan: &Plan,
    program: &Program,
    story: StoryId,
    sprint: SprintId,
) -> Option<[Edit; 2]> {
    let at = plan.stories[story].at;
    let (item, removal) = take_out(program.file(at.file), at);
    let target = statements(program).find(|it| it.0.at() == plan.sprints[sprint].at)?;
    Some([removal, into_block(target, &item, true)])
}

/// The statements of all files that stand in no block.
fn statements(program: &Program) -> impl Iterator<Item = Statement<'_>> {
    program.files().flat_map(items)
}

/// The statements of a file that stand in no block.
fn items(file: File<'_>) -> impl Iterator<Item = Statement<'_>> {
    file.items().filter_map(|item| match item {
        Item::Statement(statement) => Some(statement),
        Item::Field(_) | Item::Chain(_) => None,
    })
}
