//! The limits of a program. Each has one clear diagnostic where it is passed.

/// The largest file, in bytes: offsets and token lengths are packed below this.
pub const FILE_BYTES: usize = 32 << 20;

/// The largest number of files of a program.
pub const FILES: usize = 4096;

/// How deep brackets may nest; the parser recurses once a level.
pub const NESTING: usize = 128;

/// The largest number of edges that one chain stands for: `(A | B) -> (C | D)` stands for four.
pub const CHAIN_EDGES: usize = 100_000;

/// How many settings may refer to each other in a row.
pub const REFERENCES: usize = 64;

/// How deep a value may nest once its references are resolved; resolving recurses once a level.
pub const RESOLVED_LEVELS: usize = 1024;

/// The largest number of values that a value may come to once its references are resolved.
pub const RESOLVED_NODES: usize = 1_000_000;

/// The largest number of values that what all clusters get may come to.
pub const DELIVERED_NODES: usize = 4_000_000;

/// The most text, in bytes, that what all clusters get may come to.
pub const DELIVERED_TEXT: usize = 64 << 20;

/// The most text, in bytes, that a value may come to once its references are resolved.
pub const RESOLVED_TEXT: usize = 16 << 20;
