//! What the parts of objects may be called, and the keys of what they hold.

use std::net::IpAddr;

use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::Placed;
use crate::rollout::path::each_at;
use crate::spot::Spot;

/// A form of names.
pub(super) struct Form {
    /// `takes …`
    why: &'static str,
    help: &'static str,
    fits: fn(&str) -> bool,
}

/// Of containers and volumes.
pub(super) static LABEL: Form = Form {
    why: "takes the label of a host name",
    help: "Write lower-case letters, digits and inner dashes, at most 63.",
    fits: |text| is_label(text, 63),
};

/// Of the ports of containers.
pub(super) static PORT: Form = Form {
    why: "takes the name of a port",
    help: "Write lower-case letters, digits and single inner dashes, at most 15, one of them a letter.",
    fits: |text| {
        is_label(text, 15) && !text.contains("--") && text.bytes().any(|it| it.is_ascii_lowercase())
    },
};

/// Of hosts that an Ingress serves.
pub(super) static HOST: Form = Form {
    why: "takes the name of a host",
    help: "Write it like `shop.example.org` or `*.example.org`.",
    fits: |text| {
        let name = text.strip_prefix("*.").unwrap_or(text);
        text.is_empty()
            || (name.len() <= 253
                && name.split('.').all(|it| is_label(it, 63))
                && text.parse::<IpAddr>().is_err())
    },
};

fn is_label(text: &str, most: usize) -> bool {
    let inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    let ends = !text.is_empty() && !text.starts_with('-') && !text.ends_with('-');
    ends && text.len() <= most && text.bytes().all(inner)
}

impl Form {
    /// Checks a name.
    pub(super) fn check(
        &self,
        value: &Value,
        spot: Spot,
        path: &str,
        kind: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        let Some(text) = value.as_str().filter(|it| !(self.fits)(it)) else { return };
        let name = field(path, kind);
        found.push(problems::wrong_form(spot, &name, self.why, text, self.help));
    }
}

/// A field in full: `` `spec.replicas` of `Deployment` ``.
pub(super) fn field(path: &str, kind: &str) -> String {
    format!("`{}` of `{kind}`", path.replace(' ', "."))
}

/// Where objects hold what becomes files or variables: maps by key.
const DATA: &[(&str, &str)] = &[
    ("ConfigMap", "data"),
    ("ConfigMap", "binaryData"),
    ("Secret", "data"),
    ("Secret", "stringData"),
    ("external-secrets.io/ExternalSecret", "spec target template data"),
];

/// Where they say such a key.
const KEYS: &[(&str, &str)] = &[("external-secrets.io/ExternalSecret", "spec data[] secretKey")];

/// Checks the keys of what an object holds.
pub(super) fn data(object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
    let own = placed.kind.without_version();
    let (whole, kind) = (Spot::here(object.body.at), placed.kind.name.as_str());
    for (_, path) in DATA.iter().filter(|(of, _)| *of == own) {
        each_at(&object.body, whole, path, &mut |value, spot| {
            let ValueKind::Map(entries) = &value.kind else { return };
            for entry in entries {
                let key = entry.key.print().unwrap_or_default();
                if !is_data_key(&key) {
                    let owner = field(path, kind);
                    found.push(problems::wrong_data_key(spot.key(entry), &owner, &key));
                }
            }
        });
    }
    for (_, path) in KEYS.iter().filter(|(of, _)| *of == own) {
        each_at(&object.body, whole, path, &mut |value, spot| {
            if let Some(key) = value.as_str().filter(|key| !is_data_key(key)) {
                found.push(problems::wrong_data_key(spot, &field(path, kind), key));
            }
        });
    }
}

fn is_data_key(key: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (1..=253).contains(&key.len())
        && key.bytes().all(is_letter)
        && key != "."
        && !key.starts_with("..")
}
