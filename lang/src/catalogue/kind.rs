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
pub enum KindError {
    /// No group has it, as far as is known here.
    Unknown,
    /// Several groups have it: each in full.
    Ambiguous(Vec<String>),
}

/// A kind as a program names it; what is left out is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KindName<'t> {
    /// The group; empty for Kubernetes' core.
    pub(crate) group: Option<&'t str>,
    /// The version.
    pub(crate) version: Option<&'t str>,
    /// The kind's own name.
    pub(crate) name: &'t str,
}

impl<'t> KindName<'t> {
    /// `apps/Deployment` has a group and `v1/Secret` a version: versions look like `v1`, `v2alpha1`.
    pub(crate) fn parse(text: &'t str) -> Self {
        let Some((before, name)) = text.rsplit_once('/') else {
            return Self { group: None, version: None, name: text };
        };
        let (group, version) = match before.rsplit_once('/') {
            Some((group, version)) => (group, Some(version)),
            None if is_version(before) => ("", Some(before)),
            None => (before, None),
        };
        Self { group: Some(group), version, name }
    }

    /// How many parts of an object's name, `[[group/]version/]Kind/[namespace/]name`, are those of its kind.
    pub(crate) fn length(parts: &[&str]) -> usize {
        let is_version = |at: usize| parts.get(at).is_some_and(|part| is_version(part));
        // Kinds begin with a capital, so that a namespace may be called `v1`.
        let is_kind =
            parts.first().is_some_and(|it| it.starts_with(|it: char| it.is_ascii_uppercase()));
        match () {
            () if is_kind => 1,
            () if is_version(0) => 2,
            () if is_version(1) => 3,
            () => 1,
        }
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
    use super::KindName;

    fn parts(text: &str) -> (Option<&str>, Option<&str>, &str) {
        let it = KindName::parse(text);
        (it.group, it.version, it.name)
    }

    #[test]
    fn a_version_is_told_from_a_group() {
        assert_eq!(parts("Pod"), (None, None, "Pod"));
        assert_eq!(parts("v1/Pod"), (Some(""), Some("v1"), "Pod"));
        assert_eq!(parts("apps/Deployment"), (Some("apps"), None, "Deployment"));
        assert_eq!(parts("vendor/Thing"), (Some("vendor"), None, "Thing"));
        let full = (Some("cilium.io"), Some("v2alpha1"), "CiliumNode");
        assert_eq!(parts("cilium.io/v2alpha1/CiliumNode"), full);
    }

    #[test]
    fn a_kind_is_told_from_the_name_of_its_object() {
        for (text, length) in [
            ("Secret/a", 1),
            ("Secret/v1/a", 1),
            ("v1/Secret/a", 2),
            ("apps/v1/Deployment/b/a", 3),
            ("cilium.io/v2alpha1/CiliumNode/a", 3),
            ("x/a", 1),
        ] {
            assert_eq!(KindName::length(&text.split('/').collect::<Vec<_>>()), length, "{text}");
        }
    }
}
