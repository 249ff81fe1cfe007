//! The objects of a component so far: which of them another one means.

use std::collections::BTreeMap;

use super::KubeObject;
use crate::model::Plan;

/// The namespace of an object, and which it is.
type Place = (Option<String>, usize);

/// The objects of a component so far, to find the one that an `on` block means.
pub(super) struct Known<'p> {
    plan: &'p Plan,
    /// The namespace of objects that name none.
    home: Option<String>,
    /// By kind, without its version, and name.
    places: BTreeMap<(String, String), Vec<Place>>,
}

impl<'p> Known<'p> {
    /// Nothing yet; `home` is the namespace of objects that name none.
    pub(super) fn of(plan: &'p Plan, home: Option<String>) -> Self {
        Self { plan, home, places: BTreeMap::new() }
    }

    fn key(&self, object: &KubeObject) -> (String, String) {
        let written = &object.kind.value;
        let kind = self.plan.catalogue.find(written);
        (kind.map_or_else(|_| written.clone(), |kind| kind.without_version()), object.name.clone())
    }

    /// Adds an object, and which it is.
    pub(super) fn add(&mut self, object: &KubeObject, index: usize) {
        let namespace = object.namespace().map(str::to_owned).or_else(|| self.home.clone());
        self.places.entry(self.key(object)).or_default().push((namespace, index));
    }

    /// The object that another of its kind and name goes over. One that names no namespace may mean an object
    /// anywhere, as long as there is only one.
    pub(super) fn find(&self, object: &KubeObject) -> Option<usize> {
        let places = self.places.get(&self.key(object))?;
        let own = object.namespace();
        let wanted = own.or(self.home.as_deref());
        let exact = places.iter().find(|(namespace, _)| namespace.as_deref() == wanted);
        let found = match places.as_slice() {
            [only] if own.is_none() => Some(only),
            _ => exact,
        };
        found.map(|(_, index)| *index)
    }
}
