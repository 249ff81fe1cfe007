//! The compiler of PDL around the pure front end: reads files, writes outputs, speaks to people and programs.
//!
//! `docs/architecture.md` has the map.

pub mod cli;
pub mod diff;
pub mod emit;
pub mod fingerprint;
pub mod fix;
pub mod fs;
pub mod git;
pub mod graph_view;
pub mod impact;
pub mod import;
pub mod init;
pub mod lsp;
pub mod output;
pub mod paint;
mod picture;
mod plain;
mod put;
pub mod report;
pub mod verify;
pub mod watch;
pub mod workspace;
