//! Where something stands in a YAML text.
//!
//! The reader of YAML gives values without places. In block style, which manifests are written in, indentation gives
//! the place away; in any other style the nearest line around it is good enough.

/// A step from a value into it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'k> {
    /// To what a key stands for.
    Key(&'k str),
    /// To an item of a list, from 0.
    Item(usize),
}

/// How many lines below the first one the value stands, or the last thing around it that can be found.
pub(super) fn find(text: &str, steps: &[Step<'_>]) -> u32 {
    let lines: Vec<&str> = text.lines().collect();
    // The lines of what was found so far, and how far its first line is indented by `- ` in front of it.
    let (mut first, mut end, mut column) = (0, lines.len(), None);
    let mut line = 0;
    for step in steps {
        let found = match step {
            Step::Key(key) => {
                let is_key =
                    |index: usize| is_key(content(lines[index], column, index == first), key);
                at_top(&lines, first, end, column).into_iter().find(|index| is_key(*index))
            }
            Step::Item(number) => {
                let items = at_top(&lines, first, end, column).into_iter();
                let is_item = |index: &usize| lines[*index].trim_start().starts_with('-');
                items.filter(is_item).nth(*number)
            }
        };
        let Some(found) = found else { break };
        line = found;
        let depth = indent(lines[found]);
        match step {
            Step::Key(_) => {
                let own = if found == first { column.unwrap_or(depth) } else { depth };
                (first, end, column) = (found + 1, end_of_key(&lines, found, own, end), None);
            }
            Step::Item(_) => {
                let after = (found + 1..end)
                    .find(|&index| !is_blank(lines[index]) && indent(lines[index]) <= depth);
                let inner = lines[found].trim_start().trim_start_matches('-');
                let inner = lines[found].len() - inner.trim_start().len();
                (first, end, column) = (found, after.unwrap_or(end), Some(inner));
            }
        }
    }
    u32::try_from(line).unwrap_or_default()
}

/// How many lines below the first one each item of a list stands that is a key of the whole, or the key itself.
pub(super) fn items(text: &str, key: &str) -> impl Fn(usize) -> u32 {
    let lines: Vec<&str> = text.lines().collect();
    let mut keys = at_top(&lines, 0, lines.len(), None).into_iter();
    let found = keys.find(|index| is_key(lines[*index].trim_start(), key));
    let items: Vec<usize> = found.map_or_else(Vec::new, |found| {
        let end = end_of_key(&lines, found, indent(lines[found]), lines.len());
        let all = at_top(&lines, found + 1, end, None).into_iter();
        all.filter(|index| lines[*index].trim_start().starts_with('-')).collect()
    });
    move |index| {
        let line = items.get(index).copied().or(found).unwrap_or_default();
        u32::try_from(line).unwrap_or_default()
    }
}

/// Just past what a key that is indented by `own` stands for.
fn end_of_key(lines: &[&str], found: usize, own: usize, end: usize) -> usize {
    let is_item =
        |index: usize| indent(lines[index]) == own && lines[index].trim_start().starts_with('-');
    let is_after = |index: &usize| {
        !is_blank(lines[*index]) && indent(lines[*index]) <= own && !is_item(*index)
    };
    (found + 1..end).find(is_after).unwrap_or(end)
}

/// The lines of a range that are indented least; the first one as if it began at `column`.
fn at_top(lines: &[&str], first: usize, end: usize, column: Option<usize>) -> Vec<usize> {
    let depth = |index: usize| match column {
        Some(column) if index == first => column,
        _ => indent(lines[index]),
    };
    let is_content = |index: &usize| !is_blank(lines[*index]) && !lines[*index].starts_with("---");
    let Some(top) = (first..end).filter(is_content).map(depth).min() else { return Vec::new() };
    (first..end).filter(is_content).filter(|index| depth(*index) == top).collect()
}

/// A line without its indentation, and without the `- ` in front of an item's first key.
fn content(line: &str, column: Option<usize>, is_first: bool) -> &str {
    match column {
        Some(column) if is_first => line.get(column..).unwrap_or_default(),
        _ => line.trim_start(),
    }
}

fn is_key(content: &str, key: &str) -> bool {
    let content = content.trim_start_matches(['"', '\'']);
    let rest = content.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']));
    rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\nspec:\n  # why\n  dependsOn:\n    - name: a\n    - namespace: x\n      name: b\n  path: p\nlist:\n- name: c\n- name: d\n";

    #[track_caller]
    fn check(steps: &[Step<'_>], line: u32) {
        assert_eq!(find(TEXT, steps) + 1, line, "{steps:?}");
    }

    #[test]
    fn places_are_found_by_indentation() {
        use Step::{Item, Key};
        check(&[], 1);
        check(&[Key("spec")], 2);
        check(&[Key("spec"), Key("path")], 8);
        check(&[Key("spec"), Key("dependsOn"), Item(0), Key("name")], 5);
        check(&[Key("spec"), Key("dependsOn"), Item(1)], 6);
        check(&[Key("spec"), Key("dependsOn"), Item(1), Key("name")], 7);
        check(&[Key("list"), Item(1), Key("name")], 11);
        check(&[Key("spec"), Key("none")], 2);
    }

    #[test]
    fn items_of_a_list_are_found_at_once() {
        let each = items(TEXT, "list");
        assert_eq!([each(0), each(1), each(2)], [9, 10, 8]);
        assert_eq!(items("a: [b, c]\n", "a")(1), 0);
        assert_eq!(items("a: b\n", "none")(0), 0);
    }
}
