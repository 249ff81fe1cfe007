//! The table of kinds: `lang/catalogue/kinds.tsv`, and what is known by hand beyond the packages.

use std::collections::BTreeMap;

/// A kind in one or, once they are joined, several versions.
#[derive(Clone, Debug)]
pub struct Kind {
    pub group: String,
    pub name: String,
    pub plural: String,
    pub is_namespaced: bool,
    /// The preferred one first.
    pub versions: Vec<String>,
    pub short_names: Vec<String>,
    /// The block of the pack that has its schemas.
    pub block: Option<String>,
}

/// Joins the versions of each kind, the preferred one first: what `prefer` says, else the most stable and newest.
pub fn join(kinds: Vec<Kind>, prefer: &str, short_names: &str) -> Vec<Kind> {
    let mut joined: BTreeMap<(String, String), Kind> = BTreeMap::new();
    for kind in kinds {
        let known = joined.entry((kind.group.clone(), kind.name.clone())).or_insert_with(|| Kind {
            versions: Vec::new(),
            ..kind.clone()
        });
        for version in kind.versions {
            if !known.versions.contains(&version) {
                known.versions.push(version);
            }
        }
        known.block = known.block.take().or(kind.block);
    }
    for kind in joined.values_mut() {
        kind.versions.sort_by_key(|version| std::cmp::Reverse(rank(version)));
    }
    for [group, name, version] in rows(prefer) {
        let kind = joined.get_mut(&(group.to_owned(), name.to_owned()));
        let kind = kind.unwrap_or_else(|| panic!("prefer.tsv: there is no {group}/{name}"));
        let place = kind.versions.iter().position(|it| it == version);
        let place = place.unwrap_or_else(|| panic!("prefer.tsv: {group}/{name} has no {version}"));
        let version = kind.versions.remove(place);
        kind.versions.insert(0, version);
    }
    for [group, name, short] in rows(short_names) {
        let kind = joined.get_mut(&(group.to_owned(), name.to_owned()));
        let kind = kind.unwrap_or_else(|| panic!("short-names.tsv: there is no {group}/{name}"));
        kind.short_names = short.split(',').map(str::to_owned).collect();
    }
    joined.into_values().collect()
}

/// Kinds that no package describes.
pub fn known(text: &str) -> Vec<Kind> {
    let kind = |[group, name, plural, scope, version]: [&str; 5]| Kind {
        group: group.to_owned(),
        name: name.to_owned(),
        plural: plural.to_owned(),
        is_namespaced: scope == "namespaced",
        versions: vec![version.to_owned()],
        short_names: Vec::new(),
        block: None,
    };
    rows(text).map(kind).collect()
}

/// The table as text.
pub fn table(kinds: &[Kind]) -> String {
    let mut out = String::from("# group\tkind\tplural\tscope\tversions, the preferred one first\tshort names\tblock\n");
    for kind in kinds {
        let scope = if kind.is_namespaced { "namespaced" } else { "cluster" };
        let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
        let row = [
            or_dash(kind.group.clone()),
            kind.name.clone(),
            kind.plural.clone(),
            scope.to_owned(),
            kind.versions.join(" "),
            or_dash(kind.short_names.join(" ")),
            kind.block.clone().unwrap_or_else(|| "-".to_owned()),
        ];
        out.push_str(&row.join("\t"));
        out.push('\n');
    }
    out
}

/// The rows of a table of known facts: columns parted by tabs; `-` is the core group.
pub fn rows<const N: usize>(text: &str) -> impl Iterator<Item = [&str; N]> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut columns: Vec<&str> = line.split('\t').collect();
        if columns[0] == "-" {
            columns[0] = "";
        }
        columns.try_into().unwrap_or_else(|_| panic!("not {N} columns: {line}"))
    })
}

/// Kubernetes' order of versions: stable before beta before alpha, then the higher number.
fn rank(version: &str) -> (u8, u32, u32) {
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let rest = version.trim_start_matches('v');
    if let Some((major, minor)) = rest.split_once("alpha") {
        (0, number(major), number(minor))
    } else if let Some((major, minor)) = rest.split_once("beta") {
        (1, number(major), number(minor))
    } else {
        (2, number(rest), 0)
    }
}
