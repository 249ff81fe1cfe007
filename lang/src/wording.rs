//! How messages and documents count and enumerate.

/// `1 story`, `3 stories`.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`, as they are.
#[must_use]
pub fn joined(items: &[String]) -> String {
    join(items, "and")
}

/// `a`, `a and b`, `a, b and c`, each in backticks.
#[must_use]
pub(crate) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    enumerate(items, "and")
}

/// `a`, `a or b`, `a, b or c`, each in backticks.
#[must_use]
pub(crate) fn choices<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    enumerate(items, "or")
}

fn enumerate<'a>(items: impl IntoIterator<Item = &'a str>, joint: &str) -> String {
    let quoted: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    join(&quoted, joint)
}

fn join(items: &[String], joint: &str) -> String {
    match items {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// A source text in one line and at most forty characters, for use inside a message.
#[must_use]
pub(crate) fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end();
    if line.chars().count() <= 40 && line.len() == text.trim_end().len() {
        return line.to_owned();
    }
    line.chars().take(39).chain(['…']).collect()
}
