//! The front end of PDL: text to a checked plan.
//!
//! Pure: no file system, clock, environment or threads. Sources come in, an analysis goes out; the same sources give
//! the same analysis, byte for byte. `docs/architecture.md` has the map.

pub mod analysis;
pub mod calendar;
pub mod catalogue;
mod checks;
mod critical_path;
pub mod deliver;
pub mod diagnostic;
mod edits;
mod expressions;
pub mod format;
mod graph;
pub mod ide;
pub mod limits;
mod lower;
mod manifests;
pub mod model;
mod names;
pub mod paths;
mod problems;
pub mod program;
pub mod rollout;
pub mod schedule;
mod scope;
mod similar;
pub mod source;
pub mod span;
mod spot;
pub mod standing;
pub mod syntax;
pub mod table;
pub mod waits;
pub mod wording;
pub mod yaml;

pub use analysis::{Analysis, Horizon, Options, analyze, analyze_unless};
pub use critical_path::{CriticalPath, Work};
pub use expressions::is_guarded;
pub use graph::{Graph, longest_chain, neighbourhood, weak_components};
pub use lower::{LintLevel, LintRule};
pub use program::{Files, Program, Unreadable};
