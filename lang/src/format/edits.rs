//! From two texts to the edits between them, for editors: whole lines, so that cursors elsewhere stay where they are.

use crate::span::Span;

/// How many lines ahead a common line is looked for: the cost is linear in the text, whatever the difference.
const WINDOW: usize = 32;

/// The replacements of whole lines that turn `old` into `new`, in the order of the text. They do not overlap.
#[must_use]
pub fn edits(old: &str, new: &str) -> Vec<(Span, String)> {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let mut edits: Vec<(Span, String)> = Vec::new();
    let (mut from, mut to, mut offset) = (0, 0, 0);
    while from < old.len() || to < new.len() {
        let (removed, added) = difference(&old[from..], &new[to..]);
        let lines = if removed + added > 0 { removed } else { 1 };
        let end = offset + old[from..from + lines].iter().map(|line| line.len()).sum::<usize>();
        if removed + added > 0 {
            let text = new[to..to + added].concat();
            let at = Span::new(narrow(offset), narrow(end));
            match edits.last_mut() {
                Some((last, replacement)) if last.end == at.start => {
                    last.end = at.end;
                    replacement.push_str(&text);
                }
                _ => edits.push((at, text)),
            }
            to += added;
        } else {
            to += 1;
        }
        from += lines;
        offset = end;
    }
    edits
}

/// How many lines of each text come before the nearest common one; without one in the window, the window.
fn difference(old: &[&str], new: &[&str]) -> (usize, usize) {
    for distance in 0..=WINDOW {
        for removed in 0..=distance {
            let added = distance - removed;
            if let (Some(before), Some(after)) = (old.get(removed), new.get(added))
                && before == after
            {
                return (removed, added);
            }
        }
    }
    (old.len().min(WINDOW), new.len().min(WINDOW))
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).expect("files are limited to 32 MiB")
}

#[cfg(test)]
mod tests {
    use super::edits;

    /// The old text with the edits applied, the last first.
    fn applied(old: &str, new: &str) -> String {
        let mut text = old.to_owned();
        for (at, by) in edits(old, new).iter().rev() {
            text.replace_range(at.start as usize..at.end as usize, by);
        }
        text
    }

    #[test]
    fn only_lines_that_differ_are_replaced() {
        let found = edits("a\nb\nc\nd\ne\n", "a\nB\nc\ne\nf\n");
        let found: Vec<(&str, &str)> =
            found.iter().map(|(at, by)| (at.of("a\nb\nc\nd\ne\n"), by.as_str())).collect();
        assert_eq!(found, [("b\n", "B\n"), ("d\n", ""), ("", "f\n")]);
    }

    #[test]
    fn equal_texts_need_no_edit() {
        assert_eq!(edits("a\n\nb", "a\n\nb"), []);
        assert_eq!(edits("", ""), []);
    }

    #[test]
    fn edits_lead_to_the_new_text() {
        let multiples = |of: usize| -> String {
            let lines: Vec<String> = (0..600).step_by(of).map(|line| line.to_string()).collect();
            lines.join("\n")
        };
        let (many, others) = (multiples(2), multiples(3));
        let pairs = [("", "a"), ("a", ""), ("a\nb", "b\na\n"), (&many, &others), (&others, &many)];
        for (old, new) in pairs {
            assert_eq!(applied(old, new), new);
        }
    }
}
