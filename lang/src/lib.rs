//! The front end of PDL: text to a checked plan.
//!
//! Pure: no file system, clock, environment or threads. Sources come in, an analysis goes out; the same sources give
//! the same analysis, byte for byte. `docs/architecture.md` has the map.

pub mod span;
pub mod source;
pub mod limits;
pub mod diagnostic;
mod problems;
pub mod syntax;
pub mod table;
pub mod program;
mod names;
pub mod model;
mod lower;
pub mod format;
pub mod scope;
pub mod deliver;
pub mod calendar;
pub mod graph;
pub mod critical_path;
pub mod schedule;
mod checks;
pub mod analysis;

pub use analysis::{Analysis, Options, analyze};
pub use lower::{LintLevel, LintRule};
pub use program::{Files, Program, Unreadable};
