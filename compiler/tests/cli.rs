//! The command line from the outside: the real binary in a folder of its own, with an environment of its own.
//!
//! `UPDATE_EXPECT=1 cargo test` writes what is expected; `UPDATE=1` writes `docs/cli.md`.
#![expect(clippy::disallowed_methods, reason = "the tests set up files and processes")]
#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "what is expected is written by `UPDATE_EXPECT=1 cargo test`"
)]

#[path = "cli/build.rs"]
mod build;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/docs.rs"]
mod docs;
#[path = "cli/explain.rs"]
mod explain;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/fmt.rs"]
mod fmt;
#[path = "cli/graph.rs"]
mod graph;
#[path = "cli/impact.rs"]
mod impact;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/join.rs"]
mod join;
#[path = "cli/left_out.rs"]
mod left_out;
#[path = "cli/pdl.rs"]
mod pdl;
#[path = "cli/status.rs"]
mod status;
#[path = "cli/surroundings.rs"]
mod surroundings;
#[path = "cli/verify.rs"]
mod verify;
#[path = "cli/watch.rs"]
mod watch;

use pdl::Pdl;

/// A small plan without errors or warnings.
const PLAN: &str = r#"platform demo {
  title: "Demo"
}
cluster infra { id: 1 }
cluster apps { id: 2 }
sprint S0 2025-10-20..2025-10-24 "Sprint 0" {
  story CORE "The core" { status: done }
  story NET "Networking"
}
sprint S1 2025-10-27..2025-11-07 "Sprint 1" {
  story DB { clusters: [infra] }
  story APP
}
order {
  CORE -> NET -> DB "needs an address"
  DB ~> APP
}
milestone M1 end S1 "All of it"
"#;

/// The beginning of a program whose parts are built one by one: two clusters, and a story that goes to one of them.
const TWO_CLUSTERS: &str = r#"platform demo { title: "Demo" }
cluster infra { id: 1 }
cluster apps { id: 2 }
sprint S0 2025-10-20..2025-10-24 "Sprint 0" {
  story CORE "The core"
  story EDGE "The edge" { clusters: [apps] }
}
order { CORE -> EDGE }
"#;

/// A plan with a cycle.
const CYCLE: &str = r#"sprint S0 2025-10-20..2025-10-24 {
  story A
  story B
}
order {
  A -> B -> A
}
milestone M1 end S0 "Never"
"#;
