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
    match key.as_str() {
        "owner" => draft.platform.owner = Some(value.to_owned()),
        "status" => match status(value) {
            Some(status) => draft.platform.status = Some(status),
            None => return false,
        },
        "date" => match dates::single(value, None) {
            Some((_, date)) => draft.platform.date = Some(date),
            None => return false,
        },
        _ => return false,
    }
    true
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
