//! Names that Kubernetes and Helm take.

use crate::catalogue::Kind;
use crate::model::Value;

/// The longest name of a Helm release.
const RELEASE_BYTES: usize = 53;

/// The longest value of a label, and the longest name of a namespace.
const LABEL_BYTES: usize = 63;

/// The longest name of a `CronJob`.
const CRON_JOB_BYTES: usize = 52;

/// The longest name of an object.
const NAME_BYTES: usize = 253;

/// A rule for names, and how messages say it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// `lower-case letters …`
    pub(crate) text: &'static str,
    takes: fn(&str) -> bool,
}

impl Rule {
    /// Whether a name is one that the rule takes.
    pub(crate) fn takes(self, name: &str) -> bool {
        (self.takes)(name)
    }

    /// The rule for the names of objects of a kind.
    pub(super) fn of(kind: &Kind) -> Self {
        match (kind.group.as_str(), kind.name.as_str()) {
            ("", "Namespace") => LABEL,
            ("", "Service") => SERVICE,
            // What they make bears their names, with more behind those of a `CronJob`.
            ("batch", "Job") => JOB,
            ("batch", "CronJob") => CRON_JOB,
            // These are no parts of a host name, and may have colons.
            ("rbac.authorization.k8s.io", _)
            | ("certificates.k8s.io", "ClusterTrustBundle")
            | ("networking.k8s.io", "IPAddress") => SEGMENT,
            ("scheduling.k8s.io", "PriorityClass") => PRIORITY,
            _ => SUBDOMAIN,
        }
    }
}

/// Of namespaces, and of what becomes the value of a label.
pub(super) const LABEL: Rule = Rule {
    text: "lower-case letters, digits and inner dashes, at most 63",
    takes: |name| is_label(name, LABEL_BYTES),
};

/// Of Helm releases.
pub(super) const RELEASE: Rule = Rule {
    text: "lower-case letters, digits and inner dashes, at most 53",
    takes: |name| is_label(name, RELEASE_BYTES),
};

const SERVICE: Rule = Rule {
    text: "lower-case letters, digits and inner dashes, a letter first, at most 63",
    takes: |name| {
        is_label(name, LABEL_BYTES) && name.starts_with(|it: char| it.is_ascii_lowercase())
    },
};

const JOB: Rule = Rule {
    text: "lower-case letters, digits, inner dashes and dots, at most 63",
    takes: |name| name.len() <= LABEL_BYTES && SUBDOMAIN.takes(name),
};

const CRON_JOB: Rule = Rule {
    text: "lower-case letters, digits, inner dashes and dots, at most 52",
    takes: |name| name.len() <= CRON_JOB_BYTES && SUBDOMAIN.takes(name),
};

/// Of most objects.
pub(crate) const SUBDOMAIN: Rule = Rule {
    text: "lower-case letters, digits, inner dashes and dots, at most 253",
    takes: |name| {
        name.len() <= NAME_BYTES && name.split('.').all(|part| is_label(part, NAME_BYTES))
    },
};

const PRIORITY: Rule = Rule {
    text: "lower-case letters, digits, inner dashes and dots, at most 253, without `system-` in front",
    takes: |name| {
        let is_known = matches!(name, "system-cluster-critical" | "system-node-critical");
        SUBDOMAIN.takes(name) && (is_known || !name.starts_with("system-"))
    },
};

const SEGMENT: Rule = Rule {
    text: "a name without `/` and `%`",
    takes: |name| !name.is_empty() && !name.contains(['/', '%']) && name != "." && name != "..",
};

/// The one name that an object of some kinds may have, by what it says of itself.
pub(super) fn required(kind: &Kind, body: &Value) -> Option<String> {
    let spec = body.get("spec")?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match kind.without_version().as_str() {
        "apiextensions.k8s.io/CustomResourceDefinition" => {
            let plural = text(spec.get("names")?.get("plural")?)?;
            Some(format!("{plural}.{}", text(spec.get("group")?)?))
        }
        "apiregistration.k8s.io/APIService" => {
            Some(format!("{}.{}", text(spec.get("version")?)?, text(spec.get("group")?)?))
        }
        _ => None,
    }
}

/// Whether a name is a DNS label of at most so many bytes.
fn is_label(name: &str, most: usize) -> bool {
    let inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    name.len() <= most
        && !name.is_empty()
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name.bytes().all(inner)
}
