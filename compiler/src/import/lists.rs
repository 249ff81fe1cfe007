//! Lists within a line: `A, B and C`, `A & B`, `{A, B}`.

/// Words and signs between the items of a list, each with space around it.
const JOINTS: [&str; 5] = ["and", "&", "+", "/", "plus"];

/// The items of a list, split where no bracket is open; the whole text if it is none.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut start, mut at) = (0_usize, 0, 0);
    while let Some(character) = text[at..].chars().next() {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let joint = if depth == 0 { joint(&text[at..]) } else { None };
        match joint {
            Some(length) => {
                items.push(&text[start..at]);
                at += length;
                start = at;
            }
            None => at += character.len_utf8(),
        }
    }
    items.push(&text[start..]);
    items.into_iter().map(item).filter(|item| !item.is_empty()).collect()
}

/// The length of what joins two items, if a text begins with it.
fn joint(text: &str) -> Option<usize> {
    if text.starts_with([',', ';', '|', '\n']) {
        return Some(1);
    }
    let rest = text.strip_prefix(' ')?;
    let word =
        JOINTS.iter().find(|it| rest.strip_prefix(**it).is_some_and(|it| it.starts_with(' ')));
    word.map(|word| 1 + word.len())
}

/// An item without what is left of the joint before it: the `and` of `A, and B`.
fn item(text: &str) -> &str {
    let text = text.trim();
    let lead = JOINTS.iter().find_map(|it| text.strip_prefix(*it)?.strip_prefix(' '));
    lead.unwrap_or(text).trim()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn lists_in_many_habits() {
        for text in ["A, B and C", "A & B, C", "A, B, and C", "A + B / C", "A; B\nC", "A | B | C"] {
            assert_eq!(split(text), ["A", "B", "C"], "{text}");
        }
        assert_eq!(split("A (x, y and z), B"), ["A (x, y and z)", "B"]);
        assert_eq!(split("A"), ["A"]);
        assert_eq!(split("R&D"), ["R&D"]);
        assert_eq!(split(" ( "), ["("]);
    }
}
