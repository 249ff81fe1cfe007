//! What is embedded: the table of kinds, and the pack of schemas, read when they are first asked for.

use std::sync::OnceLock;

use super::pack::{self, Block};

static KINDS: &str = include_str!("../../catalogue/kinds.tsv");
static PACK: &[u8] = include_bytes!("../../catalogue/schemas.pack");

/// A row of the table of kinds.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) group: &'static str,
    pub(super) name: &'static str,
    pub(super) plural: &'static str,
    pub(super) is_namespaced: bool,
    versions: &'static str,
    short_names: &'static str,
    /// The block of the pack with its schemas.
    pub(super) block: Option<&'static str>,
}

impl Row {
    /// The versions, the preferred one first.
    pub(super) fn versions(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.versions.split(' ')
    }

    pub(super) fn short_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.short_names.split(' ').filter(|name| *name != "-")
    }

    fn read(line: &'static str) -> Option<Self> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [group, name, plural, scope, versions, short_names, block] = columns.try_into().ok()?;
        Some(Self {
            group: if group == "-" { "" } else { group },
            name,
            plural,
            is_namespaced: scope == "namespaced",
            versions,
            short_names,
            block: (block != "-").then_some(block),
        })
    }
}

/// Every kind, by name and then by group.
pub(super) fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let lines = KINDS.lines().filter(|line| !line.starts_with('#'));
        let mut rows: Vec<Row> = lines.filter_map(Row::read).collect();
        rows.sort_by_key(|row| (row.name, row.group));
        rows
    })
}

/// The kinds of a name, by group.
pub(super) fn named(name: &str) -> &'static [Row] {
    let rows = rows();
    let first = rows.partition_point(|row| row.name < name);
    let behind = rows.partition_point(|row| row.name <= name);
    &rows[first..behind]
}

/// A block that is unpacked when it is first asked for.
struct Packed {
    name: &'static str,
    bytes: &'static [u8],
    block: OnceLock<Option<Block>>,
}

/// A block of the pack; `None` when there is none of this name.
pub(super) fn block(name: &str) -> Option<&'static Block> {
    static BLOCKS: OnceLock<Vec<Packed>> = OnceLock::new();
    let blocks = BLOCKS.get_or_init(|| {
        let blocks = pack::blocks(PACK).unwrap_or_default();
        blocks
            .into_iter()
            .map(|(name, bytes)| Packed { name, bytes, block: OnceLock::new() })
            .collect()
    });
    let packed = blocks.iter().find(|packed| packed.name == name)?;
    packed.block.get_or_init(|| pack::unpack(packed.bytes)).as_ref()
}
