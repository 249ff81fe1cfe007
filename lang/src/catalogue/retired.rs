//! Versions of kinds that are gone, or about to go: `lang/catalogue/retired.tsv`, kept by hand.

use std::borrow::Cow;
use std::sync::OnceLock;

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

/// A line of the table; no name stands for every kind of the group.
struct Row {
    group: &'static str,
    version: &'static str,
    name: Option<&'static str>,
    retired: Retired,
}

impl Row {
    fn read(line: &'static str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [group, version, name, fate, since, instead] = columns.try_into().ok()?;
        let said = |column: &'static str| Some(column).filter(|it| *it != "-");
        let fate = if fate == "removed" { Fate::Removed } else { Fate::Deprecated };
        let when = if fate == Fate::Removed { "in" } else { "since" };
        let when = format!("{when} {since}").into();
        let retired = Retired { fate, when, instead: said(instead).map(Cow::Borrowed) };
        let name = Some(name).filter(|it| *it != "*");
        Some(Self { group: said(group).unwrap_or_default(), version, name, retired })
    }
}

/// The table, read once.
fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(Row::read).collect()
    })
}

/// What became of a version of a kind; `None` while it is well.
pub(super) fn find(kind: &Kind) -> Option<Retired> {
    let is_it = |row: &&Row| {
        row.group == kind.group
            && row.version == kind.version
            && row.name.is_none_or(|name| name == kind.name)
    };
    rows().iter().find(is_it).map(|row| row.retired.clone())
}
