//! Which field of which kind names another object, and which keys it takes of it: the one table of references between
//! objects.
//!
//! Paths have blanks between their keys; `key[]` is each item of a list, and `**` is anywhere within. Kinds stand without their version:
//! `cert-manager.io/Issuer`, and `Secret` for Kubernetes' core.

mod flux;
mod kinds;
mod kubernetes;
mod operators;
mod secrets;
mod shapes;

pub(super) use kinds::Referred;
pub(crate) use shapes::pod_spec;

/// Group and name of a kind.
pub(super) fn split(kind: &str) -> (&str, &str) {
    kind.rsplit_once('/').unwrap_or(("", kind))
}

/// A field that names an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference {
    /// Where the field is: a name, or a map with `name` and perhaps `namespace` and `kind`.
    pub(super) path: &'static str,
    /// The kinds that it may name. Of several, `kind` beside the name says which; else it is the first.
    pub(super) to: &'static [&'static str],
    /// Where an object is that is named without a namespace.
    pub(super) space: Space,
    /// The key of the name, if the path leads to a map.
    pub(super) key: &'static str,
    /// The key beside it that says the kind.
    pub(super) kind_key: &'static str,
    /// Whether it is told from other maps by holding a name and a key, and nothing else but a namespace.
    pub(super) is_selector: bool,
    /// What it takes of a Secret or `ConfigMap`.
    pub(super) takes: Takes,
    /// Whether charts and operators make such objects, too, without saying so.
    pub(super) may_hide: bool,
}

/// Where an object is that is named without a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// Where the object is that names it.
    Own,
    /// There, or in this one if the object lives in none.
    OwnOr(&'static str),
    /// In this one.
    Fixed(&'static str),
    /// In the one that this key beside the name names.
    Key(&'static str),
}

/// Which keys of a Secret or `ConfigMap` a reference takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Takes {
    /// Where, from the reference on, they are named.
    pub(super) at: &'static [&'static str],
    /// Those that are meant where none is named.
    pub(super) usual: &'static [&'static str],
}

/// What the fields of some kinds refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The kinds of which this holds, with blanks between them.
    pub(super) kinds: &'static str,
    /// The fields.
    pub(super) references: &'static [Reference],
}

/// What a part refers to that many kinds have: their pods, say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Where it is: kinds with blanks between them, and a path.
    pub(super) places: &'static [(&'static str, &'static str)],
    /// The fields, from there on.
    pub(super) references: &'static [Reference],
}

const fn to(path: &'static str, to: &'static [&'static str]) -> Reference {
    Reference {
        path,
        to,
        space: Space::Own,
        key: "name",
        kind_key: "kind",
        is_selector: false,
        takes: NO_KEYS,
        may_hide: false,
    }
}

/// A key of a Secret.
const fn secret_key(path: &'static str) -> Reference {
    to(path, SECRET).takes(KEY)
}

/// Every key of a Secret that is named somewhere within.
const fn secret_keys(path: &'static str) -> Reference {
    Reference { is_selector: true, ..secret_key(path) }
}

/// A key of a `ConfigMap`.
const fn config_key(path: &'static str) -> Reference {
    to(path, CONFIG_MAP).takes(KEY)
}

impl Reference {
    const fn within(self, space: Space) -> Self {
        Self { space, ..self }
    }

    const fn by(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    const fn kind_by(self, kind_key: &'static str) -> Self {
        Self { kind_key, ..self }
    }

    const fn hidden(self) -> Self {
        Self { may_hide: true, ..self }
    }

    const fn takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }
}

/// Every row of the table: its fields, by kind and by the path that they start from.
pub(super) fn table()
-> impl Iterator<Item = (&'static str, &'static str, &'static [Reference])> + Clone {
    let rows = [kubernetes::ROWS, secrets::ROWS, operators::ROWS, flux::ROWS].into_iter().flatten();
    let rows = rows.map(|row| (row.kinds, "", row.references));
    let shapes = shapes::SHAPES.iter().flat_map(|shape| {
        shape.places.iter().map(|(kinds, path)| (*kinds, *path, shape.references))
    });
    rows.chain(shapes).flat_map(|(kinds, path, references)| {
        kinds.split_ascii_whitespace().map(move |kind| (kind, path, references))
    })
}

/// The path of the anchor: not a field, but any object of the kind in the same namespace.
pub(super) const ANY: &str = "";

const NO_KEYS: Takes = Takes { at: &[], usual: &[] };
const KEY: Takes = Takes { at: &["key"], usual: &[] };
const ITEMS: Takes = Takes { at: &["items[] key"], usual: &[] };
const TLS: Takes = Takes { at: &[], usual: &["tls.crt", "tls.key"] };
const LOGIN: Takes = Takes { at: &[], usual: &["username", "password"] };

const SECRET: &[&str] = &["Secret"];
const CONFIG_MAP: &[&str] = &["ConfigMap"];
const SERVICE_ACCOUNT: &[&str] = &["ServiceAccount"];
const STORAGE_CLASS: &[&str] = &["storage.k8s.io/StorageClass"];
const SNAPSHOT_CLASS: &[&str] = &["snapshot.storage.k8s.io/VolumeSnapshotClass"];
const CLAIM: &[&str] = &["PersistentVolumeClaim"];
const PRIORITY_CLASS: &[&str] = &["scheduling.k8s.io/PriorityClass"];
const ISSUER: &[&str] = &["cert-manager.io/Issuer"];
const CLUSTER_ISSUER: &[&str] = &["cert-manager.io/ClusterIssuer"];
const SERVICE: &[&str] = &["Service"];
const GATEWAY: &[&str] = &["gateway.networking.k8s.io/Gateway"];
