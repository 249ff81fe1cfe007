//! The search behind [`Scope`](super::Scope): follows paths without copying, then measures or copies where they lead.
//!
//! Values are told apart by their address: the plan does not move while it is searched.

use std::borrow::Cow;
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::facts::{cluster_fact, component_fact, part, platform_fact, prefix, unknown};
use super::{Nowhere, Sense, Size};
use crate::limits;
use crate::model::{
    ClusterId, Component, Entry, Piece, Plan, Reference, Setting, Shape, Value, ValueKind,
};
use crate::span::FileSpan;

/// A lookup; the reference that leads nowhere, or why.
type Looked<T> = Result<T, Nowhere>;

/// What a value comes to, or the reference in it that leads nowhere.
type Resolved<T> = Result<T, (Reference, Nowhere)>;

/// The cluster; without one, only what all clusters share can be found.
type On = Option<ClusterId>;

/// A map with more keys is indexed when a path leads into it.
const FEW_KEYS: usize = 8;

/// The names of a plan.
#[derive(Debug)]
struct Index<'p> {
    /// Settings; those of all clusters have none.
    settings: BTreeMap<(On, &'p str), &'p Setting>,
    components: BTreeMap<&'p str, &'p Component>,
}

/// A search through a plan. What it has measured is kept for further lookups.
#[derive(Debug)]
pub(crate) struct Finder<'p> {
    plan: &'p Plan,
    /// Worth its cost for more than one lookup.
    index: Option<Index<'p>>,
    /// The entries of large maps, by the map's address.
    keys: BTreeMap<usize, BTreeMap<&'p str, usize>>,
    /// What computed keys come to, by their address.
    computed: BTreeMap<(On, usize), Looked<Option<String>>>,
    /// The sizes of values, by their address.
    sizes: BTreeMap<(On, usize), Size>,
    /// The values that are being looked into, each with the place that refers to it.
    trail: Vec<(usize, FileSpan)>,
    /// How deep the copy under way is.
    levels: usize,
    /// How much the copy under way has come to.
    copied: Size,
    /// Whether the copy under way leaves out what leads nowhere.
    is_partial: bool,
}

impl<'p> Finder<'p> {
    /// A search for a single lookup.
    pub(super) fn once(plan: &'p Plan) -> Self {
        Self {
            plan,
            index: None,
            keys: BTreeMap::new(),
            computed: BTreeMap::new(),
            sizes: BTreeMap::new(),
            trail: Vec::new(),
            levels: 0,
            copied: Size::default(),
            is_partial: false,
        }
    }

    /// A search for many lookups.
    pub(crate) fn of(plan: &'p Plan) -> Self {
        let shared = plan.settings.iter().map(|it| ((None, it.name.text.as_str()), it));
        let own = plan.clusters.iter().flat_map(|(id, cluster)| {
            cluster.settings.iter().map(move |it| ((Some(id), it.name.text.as_str()), it))
        });
        let components = plan.components.values().map(|it| (it.name.text.as_str(), it)).collect();
        let index = Index { settings: shared.chain(own).collect(), components };
        Self { index: Some(index), ..Self::once(plan) }
    }

    /// A setting by its name: the cluster's own, or the one of all clusters.
    fn setting(&self, on: On, name: &str) -> Option<&'p Setting> {
        if let Some(index) = &self.index {
            let own = index.settings.get(&(on, name));
            return own.or_else(|| index.settings.get(&(None, name))).copied();
        }
        let own = on.map(|id| self.plan.clusters[id].settings.as_slice()).unwrap_or_default();
        own.iter().chain(&self.plan.settings).find(|setting| setting.name.text == name)
    }

    fn component(&self, name: &str) -> Option<&'p Component> {
        match &self.index {
            Some(index) => index.components.get(name).copied(),
            None => self.plan.components.values().find(|it| it.name.text == name),
        }
    }

    /// Resolves every reference in a value.
    pub(crate) fn resolve(&mut self, on: On, value: &Value) -> Resolved<Value> {
        (self.levels, self.copied) = (0, Size::default());
        self.copy(on, value)
    }

    /// Resolves what can be resolved; a broken value stands for what leads nowhere.
    ///
    /// Nothing is left of a value that is over the limits.
    pub(crate) fn resolve_partly(&mut self, on: On, value: &Value) -> Option<Value> {
        self.is_partial = true;
        let found = self.resolve(on, value).ok();
        self.is_partial = false;
        found
    }

    /// What a reference means, resolved.
    pub(crate) fn lookup(&mut self, on: On, reference: &Reference) -> Looked<Value> {
        (self.levels, self.copied) = (0, Size::default());
        self.copy_of(on, reference)
    }

    /// What a reference means, without a copy of it.
    pub(crate) fn find(&mut self, on: On, reference: &Reference) -> Looked<Option<Sense>> {
        self.levels = 0;
        Ok(self.measure_of(on, reference)?.0)
    }

    /// How much a value comes to, resolved; cheap even where that is much.
    pub(crate) fn size(&mut self, on: On, value: &Value) -> Looked<Size> {
        self.levels = 0;
        self.measure(on, value)
    }

    fn copy(&mut self, on: On, value: &Value) -> Resolved<Value> {
        let charge = |size: Size| Size { nodes: 1, ..Size::default() }.beside(size);
        let nowhere = |miss| (Reference { words: Vec::new() }, miss);
        self.copied = charge(self.copied).map_err(nowhere)?;
        if self.levels >= limits::RESOLVED_LEVELS {
            return Err(nowhere(Nowhere::TooDeep));
        }
        self.levels += 1;
        let level = self.levels;
        let kind = match &value.kind {
            ValueKind::Reference(reference) => {
                let found = self.copy_of(on, reference).map_err(|miss| (reference.clone(), miss));
                self.levels = level - 1;
                return self.or_broken(found, value);
            }
            ValueKind::Interpolation(pieces) => {
                let found = self.print(on, pieces);
                self.levels = level - 1;
                let found = found.map(|text| Value { kind: ValueKind::Str(text), at: value.at });
                return self.or_broken(found, value);
            }
            ValueKind::List(values) => ValueKind::List(
                values.iter().map(|value| self.copy(on, value)).collect::<Result<_, _>>()?,
            ),
            ValueKind::Map(entries) => {
                let copies = entries.iter().map(|entry| self.entry(on, entry));
                let mut copies = copies.collect::<Result<Vec<Entry>, _>>()?;
                // Of what is called nobody knows how, nothing can be said.
                copies.retain(|entry| entry.key.shape().is_some());
                ValueKind::Map(copies)
            }
            ValueKind::Str(text) => {
                self.copied = self.text(text.len()).map_err(nowhere)?;
                value.kind.clone()
            }
            kind => kind.clone(),
        };
        self.levels -= 1;
        Ok(Value { kind, at: value.at })
    }

    /// What stands for a value that leads nowhere, in a copy that leaves such out.
    fn or_broken(&self, found: Resolved<Value>, value: &Value) -> Resolved<Value> {
        match found {
            Err((_, miss)) if self.is_partial && !miss.is_limit() => Ok(Value::broken(value.at)),
            found => found,
        }
    }

    fn text(&self, bytes: usize) -> Looked<Size> {
        self.copied.beside(Size { text: bytes, ..Size::default() })
    }

    fn entry(&mut self, on: On, entry: &Entry) -> Resolved<Entry> {
        let key = self.copy(on, &entry.key)?;
        Ok(Entry { key, value: self.copy(on, &entry.value)? })
    }

    fn print(&mut self, on: On, pieces: &[Piece]) -> Resolved<String> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Reference(reference) => {
                    let at = |miss| (reference.clone(), miss);
                    let value = self.copy_of(on, reference).map_err(at)?;
                    let shape = value.shape().unwrap_or(Shape::Map);
                    let printed = value.print();
                    let not_printable =
                        || (reference.clone(), Nowhere::NotPrintable(shape, value.at));
                    let printed = printed.ok_or_else(not_printable)?;
                    self.copied = self.text(printed.len()).map_err(at)?;
                    text.push_str(&printed);
                }
            }
        }
        Ok(text)
    }

    fn copy_of(&mut self, on: On, reference: &Reference) -> Looked<Value> {
        let leaf = self.locate(on, reference)?;
        let leaf = match leaf {
            Cow::Owned(value) => return Ok(value),
            Cow::Borrowed(leaf) => leaf,
        };
        self.enter(leaf, reference.at())?;
        let copied = self.copy(on, leaf);
        self.trail.pop();
        copied.map_err(|(_, miss)| inside(miss))
    }

    /// What a reference leads to and how much it comes to; nothing for what is broken.
    fn measure_of(&mut self, on: On, reference: &Reference) -> Looked<(Option<Sense>, Size)> {
        match self.locate(on, reference)? {
            Cow::Owned(value) => {
                let found = value.shape().map(|shape| Sense { shape, at: value.at });
                Ok((found, scalar(&value)))
            }
            Cow::Borrowed(leaf) => {
                let key = (on, address(leaf));
                self.enter(leaf, reference.at())?;
                let known = self.sizes.get(&key).copied();
                let size = known.map_or_else(|| self.measure(on, leaf), Ok);
                let found = size.and_then(|size| Ok((self.found(on, leaf)?, size)));
                self.trail.pop();
                let (found, size) = found.map_err(inside)?;
                self.sizes.insert(key, size);
                let deep = self.trail.len() + size.steps >= limits::REFERENCES
                    || size.levels > limits::RESOLVED_LEVELS;
                if deep {
                    return Err(Nowhere::TooDeep);
                }
                Ok((found, Size { steps: size.steps + 1, ..size }))
            }
        }
    }

    /// The shape and place of a value that was measured; behind references, those of what they lead to.
    fn found(&mut self, on: On, value: &'p Value) -> Looked<Option<Sense>> {
        match &value.kind {
            ValueKind::Reference(reference) => Ok(self.measure_of(on, reference)?.0),
            _ => Ok(value.shape().map(|shape| Sense { shape, at: value.at })),
        }
    }

    fn measure(&mut self, on: On, value: &Value) -> Looked<Size> {
        if self.levels >= limits::RESOLVED_LEVELS {
            return Err(Nowhere::TooDeep);
        }
        self.levels += 1;
        let mut size = scalar(value);
        match &value.kind {
            ValueKind::Reference(reference) => size = self.measure_of(on, reference)?.1,
            ValueKind::Interpolation(pieces) => {
                for piece in pieces {
                    size = size.beside(match piece {
                        Piece::Text(text) => Size { text: text.len(), ..Size::default() },
                        Piece::Reference(reference) => self.printed(on, reference)?,
                    })?;
                }
            }
            ValueKind::List(values) => {
                for value in values {
                    size = size.beside(self.measure(on, value)?)?;
                }
            }
            ValueKind::Map(entries) => {
                for entry in entries {
                    size = size.beside(self.measure(on, &entry.key)?)?;
                    size = size.beside(self.measure(on, &entry.value)?)?;
                }
            }
            _ => {}
        }
        self.levels -= 1;
        Ok(Size { levels: size.levels + 1, ..size })
    }

    /// The size of a reference inside a string.
    fn printed(&mut self, on: On, reference: &Reference) -> Looked<Size> {
        match self.measure_of(on, reference)? {
            (Some(Sense { shape: shape @ (Shape::List | Shape::Map), at }), _) => {
                Err(Nowhere::NotPrintable(shape, at))
            }
            (_, size) => Ok(size),
        }
    }

    /// The value that a path leads to, as it is written: references in it are not resolved.
    fn locate(&mut self, on: On, reference: &Reference) -> Looked<Cow<'p, Value>> {
        let (first, _) = reference.words.first().ok_or(Nowhere::Inside)?;
        let (mut value, taken) = match first.as_str() {
            "cluster" => (self.cluster_field(on, reference)?, 2),
            "platform" => (Cow::Owned(platform_fact(self.plan, reference)?), 2),
            "component" => (self.component_field(on, reference)?, 3),
            name => (Cow::Borrowed(self.setting_value(on, name, 0)?), 1),
        };
        for step in taken..reference.words.len() {
            value = self.follow(on, value, reference.at())?;
            value = self.step(on, &value, reference, step)?;
        }
        Ok(value)
    }

    /// The value behind references that stand for the whole of a value.
    fn follow(&mut self, on: On, value: Cow<'p, Value>, from: FileSpan) -> Looked<Cow<'p, Value>> {
        let Cow::Borrowed(Value { kind: ValueKind::Reference(reference), .. }) = value else {
            return Ok(value);
        };
        let Cow::Borrowed(value) = value else { unreachable!("it was borrowed") };
        self.enter(value, from)?;
        let found = self.locate(on, reference);
        let found = found.and_then(|next| self.follow(on, next, reference.at()));
        self.trail.pop();
        found.map_err(inside)
    }

    fn step(
        &mut self,
        on: On,
        value: &Cow<'p, Value>,
        reference: &Reference,
        step: usize,
    ) -> Looked<Cow<'p, Value>> {
        let word = reference.words[step].0.as_str();
        let missing = |known| {
            let of = format!("`{}`", prefix(reference, step));
            Nowhere::Unknown { step, of, known }
        };
        if let Cow::Borrowed(map @ Value { kind: ValueKind::Map(entries), .. }) = *value {
            let found = self.key(on, map, entries, word)?;
            return found.map(Cow::Borrowed).ok_or_else(|| missing(keys(entries)));
        }
        // A map that no source holds: facts of the platform.
        if let ValueKind::Map(entries) = &value.kind {
            let found = value.get(word).cloned();
            return found.map(Cow::Owned).ok_or_else(|| missing(keys(entries)));
        }
        match part(&value.kind, word) {
            (Some(kind), _) => Ok(Cow::Owned(Value { kind, at: value.at })),
            (None, known) => Err(missing(known)),
        }
    }

    /// The value of a key: of a written one by an index if there are many, else of the first that reads like it.
    fn key(
        &mut self,
        on: On,
        map: &'p Value,
        entries: &'p [Entry],
        word: &str,
    ) -> Looked<Option<&'p Value>> {
        if entries.len() > FEW_KEYS {
            let written = |(index, entry): (usize, &'p Entry)| Some((entry.key.as_str()?, index));
            let index = || entries.iter().enumerate().rev().filter_map(written).collect();
            let found = self.keys.entry(address(map)).or_insert_with(index).get(word);
            if let Some(index) = found {
                return Ok(Some(&entries[*index].value));
            }
        } else if let Some(entry) = entries.iter().find(|it| it.key.as_str() == Some(word)) {
            return Ok(Some(&entry.value));
        }
        for entry in entries.iter().filter(|it| it.key.as_str().is_none()) {
            if self.reads(on, &entry.key, word)? {
                return Ok(Some(&entry.value));
            }
        }
        Ok(None)
    }

    /// Whether a computed key comes to a word; one that leads nowhere is reported where it stands, and comes to none.
    ///
    /// It is computed once, and not charged to who asks.
    fn reads(&mut self, on: On, key: &'p Value, word: &str) -> Looked<bool> {
        let place = (on, address(key));
        if !self.computed.contains_key(&place) {
            self.enter(key, key.at)?;
            let outer = (self.levels, std::mem::take(&mut self.copied));
            let copied = self.copy(on, key);
            (self.levels, self.copied) = outer;
            self.trail.pop();
            let text = match copied {
                Ok(key) => Ok(key.as_str().map(str::to_owned)),
                Err((_, Nowhere::TooLarge)) => Err(Nowhere::TooLarge),
                // Depends on the way here.
                Err((_, miss @ (Nowhere::Cycle(_) | Nowhere::TooDeep))) => {
                    return Err(miss);
                }
                Err((_, Nowhere::Unknown { .. } | Nowhere::Inside | Nowhere::NotPrintable(..))) => {
                    Ok(None)
                }
            };
            self.computed.insert(place, text);
        }
        let known = self.computed[&place].as_ref();
        known.map(|text| text.as_deref() == Some(word)).map_err(Nowhere::clone)
    }

    fn cluster_field(&self, on: On, reference: &Reference) -> Looked<Cow<'p, Value>> {
        // Without a cluster nobody knows what it would have.
        let id = on.ok_or(Nowhere::Inside)?;
        let Some((word, _)) = reference.words.get(1) else {
            return Err(self.unknown_setting(on, 0, "`cluster` alone"));
        };
        match cluster_fact(&self.plan.clusters[id], word) {
            Some(value) => Ok(Cow::Owned(value)),
            None => self.setting_value(on, word, 1).map(Cow::Borrowed),
        }
    }

    fn setting_value(&self, on: On, name: &str, step: usize) -> Looked<&'p Value> {
        let found = self.setting(on, name);
        let of = if step == 1 { "the cluster" } else { "" };
        found.map(|it| &it.value).ok_or_else(|| self.unknown_setting(on, step, of))
    }

    fn component_field(&self, on: On, reference: &Reference) -> Looked<Cow<'p, Value>> {
        let word = |index: usize| reference.words.get(index).map_or("", |(word, _)| word.as_str());
        let last = reference.words.len() - 1;
        let Some(component) = self.component(word(1)) else {
            let names: Vec<&str> =
                self.plan.components.values().map(|it| it.name.text.as_str()).collect();
            return Err(unknown(1.min(last), "the plan's components", &names));
        };
        let known = ["name", "story", "namespace", "chart", "version", "release"];
        let of = || format!("component `{}`", word(1));
        let found = component_fact(self.plan, on, component, word(2));
        found.ok_or_else(|| unknown(2.min(last), &of(), &known))
    }

    /// An unknown word among the settings of a cluster.
    fn unknown_setting(&self, on: On, step: usize, of: &str) -> Nowhere {
        let own = on.map(|id| self.plan.clusters[id].settings.as_slice()).unwrap_or_default();
        let settings = own.iter().chain(&self.plan.settings);
        let facts: &[&str] =
            if step == 0 { &[] } else { &["name", "id", "api", "pods", "services"] };
        let names = facts.iter().map(SmolStr::new);
        let known = names.chain(settings.map(|setting| setting.name.text.clone())).collect();
        Nowhere::Unknown { step, of: of.to_owned(), known }
    }

    /// Begins to look into a value that is referred to at a place, unless that is being done.
    fn enter(&mut self, value: &Value, from: FileSpan) -> Looked<()> {
        let address = address(value);
        if let Some(start) = self.trail.iter().position(|(open, _)| *open == address) {
            // The circle: the places that refer on, without the one that led into it.
            let steps = self.trail[start..].iter().skip(1).map(|(_, at)| *at);
            return Err(Nowhere::Cycle(steps.chain([from]).collect()));
        }
        if self.trail.len() >= limits::REFERENCES {
            return Err(Nowhere::TooDeep);
        }
        self.trail.push((address, from));
        Ok(())
    }
}

fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// What a miss further on is to a reference that leads there.
fn inside(miss: Nowhere) -> Nowhere {
    match miss {
        Nowhere::Cycle(_) | Nowhere::TooDeep | Nowhere::TooLarge => miss,
        Nowhere::Unknown { .. } | Nowhere::Inside | Nowhere::NotPrintable(..) => Nowhere::Inside,
    }
}

/// The keys of a map that are written out.
fn keys(entries: &[Entry]) -> Vec<SmolStr> {
    entries.iter().filter_map(|it| it.key.as_str()).map(SmolStr::new).collect()
}

/// The size of a value without what stands in it.
fn scalar(value: &Value) -> Size {
    let text = match &value.kind {
        ValueKind::Str(text) => text.len(),
        ValueKind::HostPort(host, _) => host.len() + ":65535".len(),
        _ => 0,
    };
    Size { nodes: 1, text, steps: 0, levels: 1 }
}
