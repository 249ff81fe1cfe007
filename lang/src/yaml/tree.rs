//! Events of a YAML parser become values. Knows nothing of Kubernetes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry::Vacant;

use saphyr_parser::{Event, ScalarStyle, Span, Tag};

use super::Places;
use super::scalar::{self, Refusal};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::manifests as problems;
use crate::span::FileSpan;

/// What ends the reading of a file.
pub(super) struct Stop(pub(super) Box<Diagnostic>);

/// A value and how many it is made of.
#[derive(Clone)]
struct Node {
    value: Value,
    size: usize,
}

/// A list or a map that has not ended.
struct Open {
    value: Value,
    size: usize,
    anchor: usize,
    /// A key whose value comes next, and whether it merges.
    key: Option<(Value, bool)>,
    /// The end of what is in it so far.
    end: u32,
    /// Where each key stands.
    keys: BTreeMap<String, FileSpan>,
    /// What is merged into it, with the place among the entries.
    merged: Vec<(usize, Value)>,
}

/// Builds documents from events.
pub(super) struct Builder<'b> {
    places: &'b Places,
    pub(super) found: &'b mut Vec<Diagnostic>,
    pub(super) documents: Vec<Value>,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    /// Values so far, with those that aliases repeat.
    size: usize,
}

impl<'b> Builder<'b> {
    pub(super) fn new(places: &'b Places, found: &'b mut Vec<Diagnostic>) -> Self {
        let (documents, open, anchors) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { places, found, documents, open, anchors, size: 0 }
    }

    /// Takes the next event.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        let at = self.places.span(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_key = self.open.last().is_some_and(Open::wants_key);
                let is_merge =
                    is_key && style == ScalarStyle::Plain && tag.is_none() && text == "<<";
                if is_key
                    && style == ScalarStyle::Plain
                    && tag.is_none()
                    && scalar::is_disputed(&text)
                {
                    self.found.push(problems::disputed_key(at, &text));
                }
                let kind = if is_merge {
                    ValueKind::Null
                } else {
                    self.scalar(&text, style, tag.as_deref(), at)
                };
                let node = Node { value: Value { kind, at }, size: 1 };
                if is_merge {
                    if let Some(open) = self.open.last_mut() {
                        open.key = Some((node.value, true));
                    }
                    return Ok(());
                }
                self.finished(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                self.untagged(tag.as_deref(), "seq", at);
                self.begin(ValueKind::List(Vec::new()), at, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                self.untagged(tag.as_deref(), "map", at);
                self.begin(ValueKind::Map(Vec::new()), at, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            Event::Alias(anchor) => {
                let Some(mut node) = self.anchors.get(&anchor).cloned() else {
                    return Err(Stop(Box::new(problems::alias_of_itself(at))));
                };
                node.value.at = at;
                self.finished(node, 0)
            }
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        at: FileSpan,
    ) -> ValueKind {
        let found = match tag {
            Some(tag) if tag.is_yaml_core_schema() => scalar::tagged(&tag.suffix, text),
            // `!` alone says that it is a string.
            Some(tag) if tag.handle == "!" && tag.suffix.is_empty() => {
                Ok(ValueKind::Str(text.to_owned()))
            }
            Some(_) => Err(Refusal::Tag),
            None if style == ScalarStyle::Plain => scalar::plain(text),
            None => Ok(ValueKind::Str(text.to_owned())),
        };
        found.unwrap_or_else(|refusal| {
            self.found.push(match refusal {
                Refusal::Number => problems::unfit_number(at, text),
                Refusal::Tag => problems::unfit_tag(at),
            });
            ValueKind::Null
        })
    }

    /// Reports a tag that a list or map cannot have.
    fn untagged(&mut self, tag: Option<&Tag>, own: &str, at: FileSpan) {
        let fits = tag.is_none_or(|tag| tag.is_yaml_core_schema() && tag.suffix == own);
        if !fits {
            self.found.push(problems::unfit_tag(at));
        }
    }

    fn begin(&mut self, kind: ValueKind, at: FileSpan, anchor: usize) -> Result<(), Stop> {
        if self.open.len() >= limits::NESTING {
            return Err(Stop(Box::new(problems::yaml_too_deep(at))));
        }
        self.open.push(Open {
            value: Value { kind, at },
            size: 1,
            anchor,
            key: None,
            end: at.span.end,
            keys: BTreeMap::new(),
            merged: Vec::new(),
        });
        Ok(())
    }

    fn end(&mut self, at: FileSpan) -> Result<(), Stop> {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        // A block ends where the next thing begins; what counts is where its content does.
        let end = if at.span.is_empty() { open.end } else { at.span.end };
        open.value.at.span.end = end.max(open.value.at.span.start);
        self.merge(&mut open);
        let Open { value, size, anchor, .. } = open;
        self.finished(Node { value, size }, anchor)
    }

    /// Puts the entries of merged maps where the merge stands; what is written wins, and what is merged first.
    fn merge(&mut self, open: &mut Open) {
        let ValueKind::Map(entries) = &mut open.value.kind else { return };
        for (place, merged) in open.merged.drain(..).rev().collect::<Vec<_>>() {
            let maps = match merged.kind {
                ValueKind::List(maps) => maps,
                _ => vec![merged],
            };
            let mut new: Vec<Entry> = Vec::new();
            for map in maps {
                let ValueKind::Map(inner) = map.kind else {
                    self.found.push(problems::merge_of_no_map(map.at));
                    continue;
                };
                for entry in inner {
                    let key = entry.key.as_str().unwrap_or_default().to_owned();
                    if let Vacant(place) = open.keys.entry(key) {
                        place.insert(entry.key.at);
                        new.push(entry);
                    }
                }
            }
            entries.splice(place..place, new);
        }
    }

    /// Puts a finished value where it belongs.
    fn finished(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        self.size += node.size;
        if self.size > limits::RESOLVED_NODES {
            return Err(Stop(Box::new(problems::yaml_too_large(node.value.at))));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.documents.push(node.value);
            return Ok(());
        };
        open.size += node.size;
        open.end = open.end.max(node.value.at.span.end);
        match (&mut open.value.kind, open.key.take()) {
            (ValueKind::List(items), _) => items.push(node.value),
            (ValueKind::Map(entries), Some((_, true))) => {
                open.merged.push((entries.len(), node.value));
            }
            (ValueKind::Map(entries), Some((key, false))) => {
                let name = key.as_str().unwrap_or_default().to_owned();
                if let Some(&first) = open.keys.get(&name) {
                    self.found.push(problems::duplicate_key(key.at, first, &name));
                } else {
                    open.keys.insert(name, key.at);
                    entries.push(Entry { key, value: node.value });
                }
            }
            (_, None) => {
                let at = node.value.at;
                let text = node.value.print().filter(|_| node.value.kind != ValueKind::Null);
                if text.is_none() {
                    self.found.push(problems::unfit_key(at));
                }
                open.key = Some((Value::string(text.unwrap_or_default(), at), false));
            }
            (_, Some(_)) => {}
        }
        Ok(())
    }
}

impl Open {
    fn wants_key(&self) -> bool {
        matches!(self.value.kind, ValueKind::Map(_)) && self.key.is_none()
    }
}
