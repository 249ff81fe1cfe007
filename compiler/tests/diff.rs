//! What `pdlc diff` says of two sources, two outputs, and revisions.
//!
//! `UPDATE_EXPECT=1 cargo test` writes what is expected.
#![expect(clippy::disallowed_methods, reason = "the tests set up files and processes")]
#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "what is expected is written by `UPDATE_EXPECT=1 cargo test`"
)]

#[path = "diff/causes.rs"]
mod causes;
#[path = "diff/hostile.rs"]
mod hostile;
#[path = "cli/pdl.rs"]
#[expect(dead_code, reason = "other commands read standard input")]
mod pdl;
#[path = "diff/programs.rs"]
mod programs;
#[path = "diff/revisions.rs"]
mod revisions;
#[path = "diff/sources.rs"]
mod sources;

use pdl::Pdl;

/// A small plan without errors.
const OLD: &str = r#"platform demo {
  title: "Demo"
}
cluster infra { id: 1 }
sprint S0 2025-10-20..2025-10-24 "Sprint 0" {
  story CORE "The core" { status: done }
  story NET "Networking"
}
sprint S1 2025-10-27..2025-11-07 "Sprint 1" {
  story DB "Database"
  story OLD-APP "The application"
  story GONE "Not needed"
}
order {
  CORE -> NET -> DB "needs an address"
  DB -> OLD-APP
  NET -> GONE
}
milestone M1 end S1 "All of it" { requires: [OLD-APP] }
component net {
  story: NET
  namespace: net
  resource ConfigMap net { data: { a: "1" } }
}
component gone {
  story: GONE
  namespace: gone
  resource ConfigMap gone { data: { a: "1" } }
}
"#;

/// What became of it: a sprint more, a story that moves with its milestone, one renamed, one gone, one new.
const NEW: &str = r#"platform demo {
  title: "Demo"
}
cluster infra { id: 1 }
lane apps "Applications" { owner: "Ann" }
calendar { holiday 2025-11-11 "A day off" }
sprint S0 2025-10-20..2025-10-24 "Sprint 0" {
  story CORE "The core" { status: done }
  story NET "Networking" { status: active }
}
sprint S1 2025-10-27..2025-11-07 "Sprint 1" {
  story DB "Database"
  story CACHE "A cache"
}
sprint S2 2025-11-10..2025-11-14 "Sprint 2" {
  story APP "The application"
}
order {
  CORE -> NET -> DB "needs a name"
  DB ~> APP
  NET -> CACHE "it is remote"
}
milestone M1 end S2 "All of it" { requires: [APP] }
component net {
  story: NET
  namespace: net
  resource ConfigMap net { data: { a: "2" } }
}
component cache {
  story: CACHE
  namespace: cache
  resource ConfigMap cache { data: { a: "1" } }
}
"#;

fn pdl() -> Pdl {
    Pdl::new().file("old/platform.pdl", OLD).file("new/platform.pdl", NEW)
}
