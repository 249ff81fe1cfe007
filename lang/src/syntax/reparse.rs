//! Parsing again after an edit: only the items of the top level that the edit touches.
//!
//! What stands between two items of a text without mistakes does not depend on what is around it, so a stretch of whole
//! items may be parsed alone, as long as that finds no mistake either. Everything else is parsed as a whole.

use super::Parse;
use super::kind::NodeKind;
use super::tree::{Node, Token, Tree};
use crate::span::FileId;

/// The parse of `text`, given that of an earlier state of it. It is what [`super::parse`] gives.
#[must_use]
pub fn reparse(file: FileId, text: &str, before: &str, old: &Parse) -> Parse {
    part(file, text, before, old).unwrap_or_else(|| super::parse(file, text))
}

/// Where the two texts differ.
struct Difference {
    /// The first byte that differs.
    start: usize,
    /// Just past the last byte that differs, in the earlier text.
    end: usize,
}

impl Difference {
    fn of(text: &str, before: &str) -> Self {
        let (new, old) = (text.as_bytes(), before.as_bytes());
        let start = common(new, old);
        let rest = common_end(&new[start..], &old[start..]);
        Self { start, end: old.len() - rest }
    }
}

/// How many bytes two texts have in common at the beginning; compared in blocks, which is as fast as memory.
fn common(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let blocks = one.chunks(BLOCK).zip(other.chunks(BLOCK)).take_while(|(one, other)| one == other);
    let known = blocks.map(|(block, _)| block.len()).sum::<usize>();
    let rest = one[known..].iter().zip(&other[known..]).take_while(|(one, other)| one == other);
    known + rest.count()
}

/// How many bytes two texts have in common at the end.
fn common_end(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let blocks =
        one.rchunks(BLOCK).zip(other.rchunks(BLOCK)).take_while(|(one, other)| one == other);
    let known = blocks.map(|(block, _)| block.len()).sum::<usize>();
    let (one, other) = (&one[..one.len() - known], &other[..other.len() - known]);
    let rest = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other);
    known + rest.count()
}

/// A run of items of the top level: nodes and tokens, half-open.
struct Stretch {
    nodes: (usize, usize),
    tokens: (usize, usize),
}

fn part(file: FileId, text: &str, before: &str, old: &Parse) -> Option<Parse> {
    let tree = &old.tree;
    if !old.diagnostics.is_empty() || text.len() >= crate::limits::FILE_BYTES {
        return None;
    }
    let stretch = stretch(tree, &Difference::of(text, before))?;
    let first = tree.tokens[stretch.tokens.0 - 1].span().end as usize;
    let last = tree.tokens[stretch.tokens.1 - 1].span().end as usize;
    let end = (last + text.len()).checked_sub(before.len())?;
    let inner = text.get(first..end)?;
    let gap = &inner[..inner.len() - inner.trim_start().len()];
    let is_apart = |gap: &str| gap.contains('\n');
    if !is_apart(gap) || !is_apart(text[end..].split(|it: char| !it.is_whitespace()).next()?) {
        return None;
    }
    let parse = super::parse(file, inner);
    if !parse.diagnostics.is_empty() {
        return None;
    }
    splice(
        tree,
        &stretch,
        &parse.tree,
        (first, i64::try_from(text.len()).ok()? - i64::try_from(before.len()).ok()?),
    )
}

/// The items that a difference touches, with one more behind them: their comments may stand in the difference. Never
/// the first item, which tells the language of a file, nor the last.
fn stretch(tree: &Tree, difference: &Difference) -> Option<Stretch> {
    let mut node = 1;
    let mut found: Option<Stretch> = None;
    let root = tree.nodes.first()?;
    let mut behind = 0;
    let mut previous: Option<(usize, Node)> = None;
    while node < root.end as usize {
        let item = tree.nodes[node];
        let span = tree.tokens[item.last as usize - 1].span();
        let tokens = (item.first as usize, item.last as usize);
        let (start, end) = (tree.tokens[tokens.0].span().start as usize, span.end as usize);
        // Comments before an item belong to it.
        let touched = end >= difference.start && behind <= difference.end;
        match &mut found {
            None if touched => {
                let (_, before) = previous?;
                found = Some(Stretch {
                    nodes: (node, item.end as usize),
                    tokens: (before.last as usize, tokens.1),
                });
            }
            Some(stretch) if start <= difference.end || touched => {
                stretch.nodes.1 = item.end as usize;
                stretch.tokens.1 = tokens.1;
            }
            Some(stretch) => {
                stretch.nodes.1 = item.end as usize;
                stretch.tokens.1 = tokens.1;
                // The last item may be followed by comments alone.
                return ((item.end as usize) < root.end as usize).then_some(()).and(found);
            }
            None => {}
        }
        if item.kind == NodeKind::Error {
            return None;
        }
        previous = Some((node, item));
        behind = end;
        node = item.end as usize;
    }
    None
}

/// Puts the tree of some items in the place of those that were there.
fn splice(
    old: &Tree,
    stretch: &Stretch,
    new: &Tree,
    (first, moved): (usize, i64),
) -> Option<Parse> {
    let narrow = |number: i64| u32::try_from(number).ok();
    let (token, node) = (stretch.tokens, stretch.nodes);
    let inner = &new.tokens[..new.tokens.len() - 1];
    let mut tokens = Vec::with_capacity(old.tokens.len() - (token.1 - token.0) + inner.len());
    tokens.extend_from_slice(&old.tokens[..token.0]);
    let offset = i64::try_from(first).ok()?;
    // The first of them opens a line.
    let opened = inner.iter().enumerate().map(|(index, it)| it.moved(offset, index == 0));
    tokens.extend(opened);
    tokens.extend(old.tokens[token.1..].iter().map(|it| it.moved(moved, false)));

    let size = |range: (usize, usize)| i64::try_from(range.1 - range.0).ok();
    let by_token = i64::try_from(inner.len()).ok()? - size(token)?;
    let by_node = i64::try_from(new.nodes.len() - 1).ok()? - size(node)?;
    let shift = |it: &Node, tokens: i64, nodes: i64| {
        Some(Node {
            kind: it.kind,
            first: narrow(i64::from(it.first) + tokens)?,
            last: narrow(i64::from(it.last) + tokens)?,
            end: narrow(i64::from(it.end) + nodes)?,
        })
    };
    let mut nodes = Vec::with_capacity(old.nodes.len() + new.nodes.len());
    nodes.extend_from_slice(&old.nodes[..node.0]);
    let (to_token, to_node) = (i64::try_from(token.0).ok()?, i64::try_from(node.0).ok()? - 1);
    for it in &new.nodes[1..] {
        nodes.push(shift(it, to_token, to_node)?);
    }
    for it in &old.nodes[node.1..] {
        nodes.push(shift(it, by_token, by_node)?);
    }
    let root = nodes.first_mut()?;
    root.last = narrow(i64::from(root.last) + by_token)?;
    root.end = narrow(i64::from(root.end) + by_node)?;
    Some(Parse { tree: Tree { tokens, nodes }, diagnostics: Vec::new() })
}

impl Token {
    fn moved(self, by: i64, opens_line: bool) -> Self {
        let span = self.span();
        let start = u32::try_from(i64::from(span.start) + by).unwrap_or(u32::MAX);
        Self::new(self.kind(), start, span.len(), opens_line || self.after_line_break())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FileId, reparse};
    use crate::syntax::parse;

    const TEXT: &str = "platform p {}\n// a\nlane a \"A\" {}\n\n/// Doc\nlane b {}\nsprint S 2025-10-20..2025-10-24 {\n  \
        story A { points: 3 } // x\n  story B\n}\norder { A -> (B | C) \"x\" }\n// between\nlane c\nlane d\n// end\n";
    const PIECES: [&str; 16] = [
        "", "x", "\n", "{", "}", "\"", "\"\"\"", "//", "/// d\n", "lane z\n", ":", ",", " ", "é",
        "->", "5",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_part_is_parsed_as_the_whole_would_be(from in 0..TEXT.len(), length in 0..12_usize, piece in 0..PIECES.len()) {
            let to = (from + length).min(TEXT.len());
            let text = format!("{}{}{}", &TEXT[..from], PIECES[piece], &TEXT[to..]);
            let file = FileId(0);
            let part = reparse(file, &text, TEXT, &parse(file, TEXT));
            let whole = parse(file, &text);
            prop_assert_eq!(&part.tree.tokens, &whole.tree.tokens, "{:?}", text);
            prop_assert_eq!(&part.tree.nodes, &whole.tree.nodes, "{:?}", text);
            prop_assert_eq!(part.diagnostics, whole.diagnostics, "{:?}", text);
        }
    }

    #[test]
    fn an_edit_inside_an_item_parses_little() {
        let file = FileId(0);
        let text = TEXT.replace("points: 3", "points: 5");
        assert!(super::part(file, &text, TEXT, &parse(file, TEXT)).is_some());
    }
}
