//! What a document says of the plan as a whole: its title, and lines such as `Owner: Product Owner`.

use super::dates;
use super::draft::Draft;

/// Takes the title of the document.
pub(super) fn title(draft: &mut Draft, text: &str) {
    const KINDS: [&str; 4] = ["PO Schedule", "Delivery Schedule", "Schedule", "Plan"];
    let is_dash = |it: char| matches!(it, '—' | '–' | '-' | ':' | ' ');
    let named = KINDS.iter().find_map(|kind| {
        let rest = text.strip_prefix(kind)?;
        rest.trim_start().starts_with(is_dash).then(|| rest.trim_start_matches(is_dash))
    });
    let title = named.filter(|title| !title.is_empty()).unwrap_or(text);
    draft.platform.title = Some(title.to_owned());
}

/// Takes a line of a paragraph, unless it says nothing that is known.
pub(super) fn line(draft: &mut Draft, line: &str) -> bool {
    let Some((key, value)) = key_value(line) else { return false };
    let platform = &mut draft.platform;
    // Of two that differ, the second stays a comment.
    match key.as_str() {
        "owner" => fill(&mut platform.owner, Some(value.to_owned())),
        "status" => fill(&mut platform.status, status(value)),
        "date" => {
            let found = dates::single(value, None).filter(|(place, _)| *place == (0..value.len()));
            fill(&mut platform.date, found.map(|(_, date)| date))
        }
        _ => false,
    }
}

/// Whether a field has a value now.
fn fill<T: PartialEq>(field: &mut Option<T>, value: Option<T>) -> bool {
    if field.is_none() {
        *field = value;
        return field.is_some();
    }
    *field == value
}

fn status(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "draft" => Some("draft"),
        "planned" => Some("planned"),
        "active" | "in progress" => Some("active"),
        "done" | "completed" => Some("done"),
        _ => None,
    }
}

/// `Key: value`, the key in lower case.
pub(super) fn key_value(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_word = key.chars().all(|it| it.is_alphabetic() || matches!(it, ' ' | '-' | '/'));
    let value = value.trim();
    (is_word && !key.trim().is_empty() && !value.is_empty())
        .then(|| (key.trim().to_lowercase(), value))
}
