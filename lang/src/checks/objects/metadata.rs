//! `metadata`: what an object is called, and what is written on it.

use std::borrow::Cow;

use super::fields::Walk;
use super::place::{Step, key, text};
use crate::catalogue::schema::{Field, NodeId, Object};
use crate::diagnostic::Fix;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::spot::Spot;

/// The fields that have strings.
const STRINGS: [&str; 8] = [
    "name",
    "generateName",
    "namespace",
    "uid",
    "resourceVersion",
    "selfLink",
    "creationTimestamp",
    "deletionTimestamp",
];

/// The fields that have maps of strings.
const MAPS: [&str; 2] = ["annotations", "labels"];

/// The fields that only servers write, or that are rare: their values are not looked into.
const OTHERS: [&str; 5] =
    ["deletionGracePeriodSeconds", "finalizers", "generation", "managedFields", "ownerReferences"];

/// The longest name of a label, and the longest value.
const LABEL: usize = 63;

/// What all annotations of an object may come to, in bytes.
const ANNOTATIONS: usize = 256 << 10;

/// Checks the metadata of an object, or of one inside another.
pub(super) fn check<'w>(walk: &mut Walk<'w, '_>, value: &'w Value, spot: Spot) {
    let Some(entries) = value.as_map() else { return walk.wrong_type(value, "a map", spot, None) };
    for entry in entries {
        let name = key(entry);
        let place = spot.entry(entry);
        walk.steps.push(Step::Key(name.clone()));
        let is_null = matches!(entry.value.kind, ValueKind::Null);
        if MAPS.contains(&&*name) && !is_null {
            strings(walk, &entry.value, &name, place);
            if name == "annotations" {
                size(walk, &entry.value, spot.key(entry));
            }
        } else if STRINGS.contains(&&*name) && !is_null {
            string(walk, &entry.value, place);
        }
        walk.steps.pop();
        let is_known = |known: &[&str]| known.contains(&&*name);
        if !is_known(&MAPS) && !is_known(&STRINGS) && !is_known(&OTHERS) {
            walk.unknown(&name, &fields(), spot.key(entry));
        }
    }
}

/// Whether people write a field of this name.
pub(super) fn is_field(name: &str) -> bool {
    MAPS.contains(&name) || STRINGS[..3].contains(&name)
}

/// The fields as a schema, to find the nearest name in.
fn fields() -> Object {
    let field = |name: &&str| Field {
        name: (*name).into(),
        node: NodeId(0),
        is_required: false,
        has_default: false,
    };
    let mut fields: Vec<Field> = STRINGS.iter().take(3).chain(&MAPS).map(field).collect();
    fields.sort_by(|a, b| a.name.cmp(&b.name));
    Object { fields, is_open: false, is_embedded: false }
}

/// Labels or annotations: strings, whatever they look like.
fn strings<'w>(walk: &mut Walk<'w, '_>, value: &'w Value, of: &str, spot: Spot) {
    let Some(entries) = value.as_map() else { return walk.wrong_type(value, "a map", spot, None) };
    for entry in entries {
        let name = key(entry);
        walk.steps.push(Step::Key(name.clone()));
        string(walk, &entry.value, spot.entry(entry));
        if !is_qualified(&name) {
            let owner = walk.name_at(walk.steps.len() - 1);
            walk.report(problems::wrong_key(spot.key(entry), &owner, &name));
        }
        if of == "labels" {
            label(walk, entry, spot);
        }
        walk.steps.pop();
    }
}

/// Annotations that come to more than Kubernetes keeps.
fn size(walk: &mut Walk<'_, '_>, annotations: &Value, spot: Spot) {
    let entries = annotations.as_map().unwrap_or_default();
    let length = |entry: &Entry| key(entry).len() + text(&entry.value).map_or(0, |it| it.len());
    let bytes: usize = entries.iter().map(length).sum();
    if bytes > ANNOTATIONS {
        let bound = format!("at most {ANNOTATIONS} bytes");
        let found = format!("{bytes} bytes");
        let found = problems::out_of_range(spot, &walk.name(), &bound, &found);
        walk.report(found);
    }
}

fn label(walk: &mut Walk<'_, '_>, entry: &Entry, spot: Spot) {
    let content = text(&entry.value).unwrap_or(Cow::Borrowed(""));
    if !content.is_empty() && !is_name(&content) {
        let help = "Write up to 63 letters, digits, `-`, `_` and `.`, a letter or digit at both ends, or use an annotation.";
        let spot = spot.entry(entry);
        let found =
            problems::wrong_form(spot, &walk.name(), "takes the value of a label", &content, help);
        walk.report(found);
    }
}

fn string(walk: &mut Walk<'_, '_>, value: &Value, spot: Spot) {
    // What leads nowhere is reported where it stands.
    if text(value).is_some() || value.shape().is_none() {
        return;
    }
    let written = walk.checker.written(spot, value);
    let is_scalar =
        matches!(value.kind, ValueKind::Bool(_) | ValueKind::Int(_) | ValueKind::Float(_));
    let fix = written.filter(|_| is_scalar).map(|written| {
        let title = format!("Write `\"{written}\"` in quotes");
        Fix::replace(title, spot.at, format!("\"{written}\"")).machine_applicable()
    });
    walk.wrong_type(value, "a string", spot, fix);
}

/// `example.org/name`, `name`
pub(in crate::checks) fn is_qualified(key: &str) -> bool {
    match key.split_once('/') {
        Some((domain, name)) => is_domain(domain) && is_name(name),
        None => is_name(key),
    }
}

fn is_domain(text: &str) -> bool {
    let is_part = |part: &str| {
        let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !part.is_empty()
            && part.bytes().all(is_letter)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_part)
}

/// What labels may be, and the names of their keys.
pub(in crate::checks) fn is_name(text: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let is_end = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
    text.len() <= LABEL
        && text.bytes().all(is_letter)
        && is_end(text.bytes().next())
        && is_end(text.bytes().next_back())
}
