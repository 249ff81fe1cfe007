//! A kind, and how a program names it.

use std::fmt;

/// A kind with everything that an object needs to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The group; empty for Kubernetes' core.
    pub group: String,
    /// The version.
    pub version: String,
    /// The name.
    pub name: String,
    /// Whether its objects live in namespaces; `None` when nobody knows.
    pub is_namespaced: Option<bool>,
}

impl Kind {
    /// `v1`, `apps/v1`
    #[must_use]
    pub fn api_version(&self) -> String {
        if self.group.is_empty() {
            self.version.clone()
        } else {
            format!("{}/{}", self.group, self.version)
        }
    }

    /// Whether it is a kind of Kubernetes' core.
    #[must_use]
    pub fn is_core(&self, name: &str) -> bool {
        self.group.is_empty() && self.name == name
    }

    /// `cert-manager.io/Issuer`, `Secret`
    #[must_use]
    pub fn without_version(&self) -> String {
        if self.group.is_empty() {
            self.name.clone()
        } else {
            format!("{}/{}", self.group, self.name)
        }
    }
}

/// As a program writes it in full: `apps/v1/Deployment`.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.api_version(), self.name)
    }
}

/// Why a kind cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// No group has it, as far as is known here.
    Unknown,
    /// Several groups have it: each in full.
    Ambiguous(Vec<String>),
}

/// The group, the version and the name in what a program writes; what it leaves out is `None`.
///
/// `apps/Deployment` has a group and `v1/Secret` a version: versions look like `v1`, `v2alpha1`.
pub(super) fn parts(text: &str) -> (Option<&str>, Option<&str>, &str) {
    let Some((before, name)) = text.rsplit_once('/') else { return (None, None, text) };
    match before.rsplit_once('/') {
        Some((group, version)) => (Some(group), Some(version), name),
        None if is_version(before) => (Some(""), Some(before), name),
        None => (Some(before), None, name),
    }
}

fn is_version(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('v') else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let digits = text.len() - 1 - rest.len();
    let stage = rest.strip_prefix("alpha").or_else(|| rest.strip_prefix("beta"));
    digits > 0 && (rest.is_empty() || stage.is_some_and(number))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_version_is_told_from_a_group() {
        assert_eq!(parts("Pod"), (None, None, "Pod"));
        assert_eq!(parts("v1/Pod"), (Some(""), Some("v1"), "Pod"));
        assert_eq!(parts("apps/Deployment"), (Some("apps"), None, "Deployment"));
        assert_eq!(parts("vendor/Thing"), (Some("vendor"), None, "Thing"));
        let full = (Some("cilium.io"), Some("v2alpha1"), "CiliumNode");
        assert_eq!(parts("cilium.io/v2alpha1/CiliumNode"), full);
    }
}
