//! What holds of every text, with or without mistakes.

use pdl_lang::Analysis;
use pdl_lang::source::Sources;
use pdl_lang::span::{FileId, FileSpan};
use pdl_lang::syntax::kind::TokenKind;
use pdl_lang::syntax::tree::Tree;

/// Checks the trees and the diagnostics of an analysis.
pub(crate) fn check(analysis: &Analysis) -> Result<(), String> {
    let sources = &analysis.program.sources;
    for (id, source) in sources.iter().take(analysis.program.parses.len()) {
        let parse = &analysis.program.parses[id.0 as usize];
        // A file that is no text has no tree.
        let is_text = parse.tree.tokens.len() > 1 || source.text.trim().is_empty();
        if is_text {
            tree(&parse.tree, &source.text)?;
        }
    }
    for found in &analysis.diagnostics {
        let labels = found.labels.iter().map(|label| label.at);
        let edits = found.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.at);
        for at in labels.chain(edits) {
            place(sources, at).map_err(|why| format!("{why}: {found:#?}"))?;
        }
    }
    Ok(())
}

/// Whether a span lies in its file, between characters.
fn place(sources: &Sources, FileSpan { file: FileId(file), span }: FileSpan) -> Result<(), String> {
    if file as usize >= sources.len() {
        return Err("a span of no file".to_owned());
    }
    let text = sources.text(FileId(file));
    match text.get(span.start as usize..span.end as usize) {
        Some(_) => Ok(()),
        None => Err("a span outside its text".to_owned()),
    }
}

/// Whether a tree is the whole text: tokens in order, nothing but white space between them, nodes well nested.
pub(crate) fn tree(tree: &Tree, text: &str) -> Result<(), String> {
    let mut end = 0;
    for token in &tree.tokens {
        let span = token.span();
        let gap = text.get(end as usize..span.start as usize);
        let gap = gap.ok_or_else(|| format!("a token before the end of another, at {end}"))?;
        if !gap.chars().all(|c| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{feff}')) {
            return Err(format!("`{gap}` is in no token"));
        }
        if gap.contains('\n') != token.after_line_break() {
            return Err(format!("a wrong line break before {}", span.start));
        }
        end = span.end;
    }
    let last = tree.tokens.last().map(|token| token.kind());
    if end as usize != text.len() || last != Some(TokenKind::Eof) {
        return Err(format!("the tree ends at {end} of {}", text.len()));
    }
    nodes(tree)
}

fn nodes(tree: &Tree) -> Result<(), String> {
    // The ends of the open nodes: their last token and their last descendant.
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut before = 0;
    for (index, node) in (0_u32..).zip(&tree.nodes) {
        while open.last().is_some_and(|(_, end)| *end <= index) {
            open.pop();
        }
        let around = open.last().copied();
        let (last, end) = around.unwrap_or((
            u32::try_from(tree.tokens.len()).expect("small"),
            u32::try_from(tree.nodes.len()).expect("small"),
        ));
        let nested = node.first >= before && node.last <= last && node.end <= end;
        if !nested || node.first > node.last || node.end <= index {
            return Err(format!("node {index} is not inside its parent: {node:?}"));
        }
        before = node.first;
        open.push((node.last, node.end));
    }
    Ok(())
}
