//! Versions of kinds that are gone, or about to go: `lang/catalogue/retired.tsv`, kept by hand.

use std::borrow::Cow;

use super::kind::Kind;

static TABLE: &str = include_str!("../../catalogue/retired.tsv");

/// What becomes of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// No server of today has it.
    Removed,
    /// It works, and will not for long.
    Deprecated,
}

/// A version that should not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// Whether it still works.
    pub fate: Fate,
    /// When that was said, or by what: `in Kubernetes 1.25`.
    pub when: Cow<'static, str>,
    /// What to use instead: a version, or a kind in full.
    pub instead: Option<Cow<'static, str>>,
}

/// What became of a version of a kind; `None` while it is well.
pub(super) fn find(kind: &Kind) -> Option<Retired> {
    let row = |line: &'static str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [group, version, name, fate, since, instead] = columns.try_into().ok()?;
        let is_it = (group == kind.group || (group == "-" && kind.group.is_empty()))
            && version == kind.version
            && (name == "*" || name == kind.name);
        let fate = if fate == "removed" { Fate::Removed } else { Fate::Deprecated };
        let when = if fate == Fate::Removed { "in" } else { "since" };
        let instead = (instead != "-").then_some(Cow::Borrowed(instead));
        is_it.then(|| Retired { fate, when: format!("{when} {since}").into(), instead })
    };
    TABLE.lines().filter(|line| !line.starts_with('#')).find_map(row)
}
