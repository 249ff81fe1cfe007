//! Values as a source writes them; the formatter does the rest.

use pdl_lang::model::{Entry, Value, ValueKind};

use super::super::sprints::is_word;
use super::super::write::string;
use crate::put::put;

/// A value in the text of a source.
pub(super) fn value(value: &Value) -> String {
    match &value.kind {
        ValueKind::Null => "null".to_owned(),
        ValueKind::Str(text) => self::text(text),
        ValueKind::Float(number) => float(*number),
        ValueKind::List(items) if items.is_empty() => "[]".to_owned(),
        ValueKind::List(items) => list(items),
        ValueKind::Map(entries) => map(entries),
        _ => value.print().unwrap_or_default(),
    }
}

/// A value in one line, for a comment.
pub(super) fn inline(value: &Value) -> String {
    match &value.kind {
        ValueKind::Str(text) => string(text),
        ValueKind::List(items) => {
            format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        ValueKind::Map(entries) => {
            let entry = |it: &Entry| format!("{}: {}", key(&it.key), inline(&it.value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        _ => self::value(value),
    }
}

fn float(number: f64) -> String {
    let text = number.to_string();
    if text.contains(['.', 'e']) { text } else { format!("{text}.0") }
}

fn list(items: &[Value]) -> String {
    let is_plain = |item: &Value| !matches!(item.kind, ValueKind::List(_) | ValueKind::Map(_));
    let is_short = items.len() < 2 || items.iter().all(is_plain);
    let items: Vec<String> = items.iter().map(value).collect();
    if is_short && items.iter().all(|item| !item.contains('\n')) {
        return format!("[{}]", items.join(", "));
    }
    format!("[\n{}\n]", items.join(",\n"))
}

fn map(entries: &[Entry]) -> String {
    let entries: Vec<String> = entries.iter().map(entry).collect();
    match entries.as_slice() {
        [] => "{}".to_owned(),
        [entry] if !entry.contains('\n') => format!("{{ {entry} }}"),
        entries => format!("{{\n{}\n}}", entries.join("\n")),
    }
}

/// An entry of a map.
pub(super) fn entry(entry: &Entry) -> String {
    format!("{}: {}", key(&entry.key), value(&entry.value))
}

fn key(key: &Value) -> String {
    match key.as_str() {
        Some(word) if is_word(word) => word.to_owned(),
        Some(text) => string(text),
        None => string(&key.print().unwrap_or_default()),
    }
}

/// A string, over several lines where it has several and a text block can say it.
fn text(text: &str) -> String {
    if !is_block(text) {
        return string(text);
    }
    let mut out = String::from("\"\"\"\n");
    for character in text.chars() {
        if matches!(character, '\\' | '$') {
            out.push('\\');
        }
        out.push(character);
    }
    put!(out, "\"\"\"");
    out
}

/// Whether a text block says a string exactly: it takes away indentation that all lines have, and space at the edges.
fn is_block(text: &str) -> bool {
    let is_plain =
        |it: char| it == '\n' || !(it.is_control() || matches!(it, '\u{2028}' | '\u{2029}'));
    text.lines().count() > 1
        && text.ends_with('\n')
        && !text.ends_with("\n\n")
        && !text.starts_with('\n')
        && !text.contains("\"\"\"")
        && text.chars().all(is_plain)
        && text.lines().all(|line| !line.ends_with(char::is_whitespace))
        && text.lines().any(|line| !line.is_empty() && !line.starts_with(char::is_whitespace))
}

/// A string in quotes.
pub(super) fn quoted(text: &str) -> String {
    string(text)
}

/// A name: a word where it can be one, else in quotes.
pub(super) fn word(text: &str) -> String {
    if is_word(text) { text.to_owned() } else { string(text) }
}
