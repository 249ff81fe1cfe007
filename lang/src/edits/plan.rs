//! Edits of what a plan says: an order more, a story in another sprint.

use super::{into_block, take_out};
use crate::diagnostic::Edit;
use crate::model::{Plan, SprintId, StoryId};
use crate::program::Program;
use crate::span::{FileSpan, Span};
use crate::syntax::ast::{Item, Statement};
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
    program.files().flat_map(|file| {
        file.items().filter_map(|item| match item {
            Item::Statement(statement) => Some(statement),
            Item::Field(_) | Item::Chain(_) => None,
        })
    })
}
