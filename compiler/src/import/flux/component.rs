//! A component as a source writes it: what its clusters have in common, and `on` blocks for the rest.

use std::collections::BTreeSet;

use pdl_lang::model::Value;

use super::super::write::comment;
use super::delivery::{Delivery, body};
use super::object::{Object, entries};
use super::{layers, values};
use crate::put::putln;

/// A component, and what it delivers on each cluster that has it, by the number of that.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) name: String,
    pub(super) on: Vec<(usize, Delivery)>,
}

/// A field as it is written.
type Field = (&'static str, String);

/// What an object is told by.
type Key<'o> = (String, Option<&'o str>, &'o str);

impl Component {
    /// Writes it; `clusters` are the names of all.
    pub(super) fn write(&self, out: &mut String, clusters: &[String]) {
        putln!(out, "\ncomponent {} {{\nstory: {}", self.name, story(&self.name));
        let first = &self.on[0].1;
        let shared = self.shared(|it| it.fields.clone());
        fields(out, &shared);
        block(out, "flux", &self.shared(|it| it.flux.clone()), None);
        let is_helm = self.on.iter().all(|(_, it)| it.helm.is_some());
        let helm = first.helm.as_ref().filter(|_| is_helm);
        let values = self.helm_values();
        if let Some(helm) = helm {
            block(out, "helm", &helm.fields, values.as_ref());
        }
        let is_remote = self.on.iter().all(|(_, it)| it.remote.is_some());
        let remote = first.remote.as_ref().filter(|_| is_remote);
        if let Some(remote) = remote {
            block(out, "kustomize", &remote.fields, None);
        }
        let everywhere = self.everywhere();
        for key in &everywhere {
            let bodies = self.bodies(key);
            let common = layers::common(&bodies.iter().collect::<Vec<_>>());
            resource(out, key, common.as_ref());
        }
        let base = Base {
            helm: helm.map(|it| &it.fields),
            values,
            remote: remote.map(|it| &it.fields),
            shared,
            everywhere,
        };
        if self.on.len() > 1 {
            for (cluster, delivery) in &self.on {
                self.on(out, &clusters[*cluster], delivery, &base);
            }
        }
        self.remarks(out, clusters);
        out.push_str("}\n");
    }

    /// The fields that all clusters have alike.
    fn shared(&self, fields: impl Fn(&Delivery) -> Vec<Field>) -> Vec<Field> {
        let all: Vec<Vec<Field>> = self.on.iter().map(|(_, it)| fields(it)).collect();
        let is_common = |field: &Field| all.iter().all(|own| own.contains(field));
        all[0].iter().filter(|field| is_common(field)).cloned().collect()
    }

    /// The values of the release that all clusters have alike.
    fn helm_values(&self) -> Option<Value> {
        let values = self.on.iter().map(|(_, it)| it.helm.as_ref()?.values.as_ref());
        layers::common(&values.collect::<Option<Vec<&Value>>>()?)
    }

    /// The objects that every cluster has, in the order of the first.
    fn everywhere(&self) -> Vec<Key<'_>> {
        let has = |delivery: &Delivery, wanted: &Key<'_>| {
            delivery.objects.iter().any(|it| key(it) == *wanted)
        };
        let first = self.on[0].1.objects.iter().map(key);
        first.filter(|key| self.on.iter().all(|(_, it)| has(it, key))).collect()
    }

    /// The fields of an object on each cluster.
    fn bodies(&self, wanted: &Key<'_>) -> Vec<Value> {
        let found = self.on.iter().filter_map(|(_, it)| {
            let object = it.objects.iter().find(|it| key(it) == *wanted)?;
            Some(body(object, self.namespace().or(it.namespace.as_deref())))
        });
        found.collect()
    }

    /// The namespace that all clusters have alike.
    fn namespace(&self) -> Option<&str> {
        let first = self.on[0].1.namespace.as_deref();
        first.filter(|it| self.on.iter().all(|(_, on)| on.namespace.as_deref() == Some(*it)))
    }

    /// Writes what one cluster has beside what is common.
    fn on(&self, out: &mut String, cluster: &str, delivery: &Delivery, base: &Base<'_>) {
        let mut own = String::new();
        let beside = |own: &[Field], known: &[Field]| -> Vec<Field> {
            own.iter().filter(|field| !known.contains(field)).cloned().collect()
        };
        fields(&mut own, &beside(&delivery.fields, &base.shared));
        let flux = self.shared(|it| it.flux.clone());
        block(&mut own, "flux", &beside(&delivery.flux, &flux), None);
        if let Some(helm) = &delivery.helm {
            let known = base.helm.map(Vec::as_slice).unwrap_or_default();
            let common = base.values.as_ref().filter(|_| base.helm.is_some());
            let values = helm.values.as_ref().and_then(|it| layers::beside(it, common));
            block(&mut own, "helm", &beside(&helm.fields, known), values.as_ref());
        }
        if let Some(remote) = &delivery.remote {
            let known = base.remote.map(Vec::as_slice).unwrap_or_default();
            block(&mut own, "kustomize", &beside(&remote.fields, known), None);
        }
        for object in &delivery.objects {
            let key = key(object);
            let space = self.namespace().or(delivery.namespace.as_deref());
            let body = body(object, space);
            if base.everywhere.contains(&key) {
                let common = layers::common(&self.bodies(&key).iter().collect::<Vec<_>>());
                if let Some(left) = layers::beside(&body, common.as_ref()) {
                    resource(&mut own, &key, Some(&left));
                }
            } else {
                resource(&mut own, &key, Some(&body));
            }
        }
        if !own.is_empty() {
            putln!(out, "on {cluster} {{\n{own}}}");
        }
    }

    /// Writes what could not be carried over: once where it is the same on all clusters.
    fn remarks(&self, out: &mut String, clusters: &[String]) {
        let everywhere: Vec<&String> = self.on[0].1.remarks.iter().collect();
        let is_common =
            |remark: &&String| self.on.iter().all(|(_, it)| it.remarks.contains(remark));
        let common: BTreeSet<&String> = everywhere.into_iter().filter(is_common).collect();
        let mut lines: Vec<String> = common.iter().map(|it| (*it).clone()).collect();
        for (cluster, delivery) in &self.on {
            let own = delivery.remarks.iter().filter(|it| !common.contains(it));
            lines.extend(own.map(|it| format!("{}: {it}", clusters[*cluster])));
        }
        if !lines.is_empty() {
            out.push_str("// Not carried over:\n");
            for line in lines {
                comment(out, &line);
            }
        }
    }
}

/// What the clusters of a component have in common.
struct Base<'c> {
    helm: Option<&'c Vec<Field>>,
    values: Option<Value>,
    remote: Option<&'c Vec<Field>>,
    shared: Vec<Field>,
    everywhere: Vec<Key<'c>>,
}

/// The story of a component.
pub(super) fn story(component: &str) -> String {
    component.to_ascii_uppercase()
}

fn key(object: &Object) -> Key<'_> {
    let space = object.namespace.as_deref().filter(|_| object.is_namespaced());
    (object.said_kind(), space, &object.name)
}

fn fields(out: &mut String, fields: &[Field]) {
    for (field, value) in fields {
        putln!(out, "{field}: {value}");
    }
}

/// Writes a block of fields, and `values` behind them; nothing if it would be empty.
fn block(out: &mut String, word: &str, fields: &[Field], values: Option<&Value>) {
    if fields.is_empty() && values.is_none() {
        return;
    }
    // A few short fields stand in a line.
    let is_short = values.is_none() && word == "flux";
    let (open, joint, close) = if is_short { (" ", ", ", " ") } else { ("\n", "\n", "\n") };
    let mut lines: Vec<String> =
        fields.iter().map(|(field, it)| format!("{field}: {it}")).collect();
    lines.extend(values.map(|it| format!("values: {}", self::values::value(it))));
    putln!(out, "{word} {{{open}{}{close}}}", lines.join(joint));
}

/// Writes a `resource` block; a kind and name alone where nothing more is said.
fn resource(out: &mut String, (kind, _, name): &Key<'_>, body: Option<&Value>) {
    let lines: Vec<String> = entries(body).iter().map(values::entry).collect();
    let name = values::word(name);
    match lines.as_slice() {
        [] => putln!(out, "resource {kind} {name} {{}}"),
        lines => putln!(out, "resource {kind} {name} {{\n{}\n}}", lines.join("\n")),
    }
}
