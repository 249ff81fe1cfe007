//! Questions and their answers: a text with `$0` where the cursor is, and what is said.

#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes the strings")]

mod actions;
mod completion;
mod hover;
mod names;
mod robust;
mod shapes;

use crate::analysis::{Analysis, Options, analyze};
use crate::diagnostic::Edit;
use crate::ide::Place;
use crate::program::Program;
use crate::span::{FileId, FileSpan};

/// A plan with one of everything; the cursor is where a test puts it.
const PLAN: &str = r#"/// Everything at once.
platform shop { title: "Shop", story-prefix: "ST-" }

calendar { workdays: mon..fri, holiday 2025-11-27 "Thanksgiving" }

lane net "Networking" { owner: "Network team" }

cluster infra {
  id: 1
  pods: 10.244.0.0/16
  lb-pool: 10.25.11.100..10.25.11.119
}
cluster apps {
  id: 2
  pods: 10.246.0.0/16
  lb-pool: 10.25.11.120..10.25.11.139
}
settings { domain: "example.org" }

sprint S0 2025-11-17..2025-11-21 "First" {
  capacity: 8
  story BOOT { status: done, points: 3 }
  /// Announces addresses.
  story NET-BGP "Announce addresses" { lane: net, points: 5 }
}
sprint S1 2025-11-24..2025-12-05 {
  story NET-POOL { clusters: [infra] }
}
backlog { story LATER }

order {
  BOOT -> NET-BGP -> NET-POOL "the pool is announced"
}
milestone M1 end S1 "Network ready" { gate: ["Addresses answer"] }

component cilium {
  story: NET-BGP
  namespace: kube-system
  resource ConfigMap pool { data: { first: cluster.lb-pool.start, host: "api.${domain}", "of.${domain}": 1 } }
}
"#;

/// A text without its cursor, analysed, and where the cursor was.
fn analyzed(text: &str) -> (Analysis, u32) {
    let offset = text.find("$0").expect("there is a cursor");
    let text = text.replacen("$0", "", 1);
    let analysis = analyze(Program::of_text("platform.pdl", &text), &Options::default());
    (analysis, u32::try_from(offset).expect("it is small"))
}

/// [`PLAN`] with the cursor behind the first occurrence of a text.
fn plan_at(behind: &str) -> String {
    assert!(PLAN.contains(behind), "{behind}");
    PLAN.replacen(behind, &format!("{behind}$0"), 1)
}

fn place(analysis: &Analysis, offset: u32) -> Place<'_> {
    Place { analysis, file: FileId(0), offset }
}

/// A stretch of text as `line:column text`.
fn shown(analysis: &Analysis, at: FileSpan) -> String {
    let position = analysis.program.sources.position(at);
    let text = analysis.program.sources.slice(at);
    format!("{}:{} {}", position.line, position.column, text.lines().next().unwrap_or_default())
}

/// The text after some edits.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at));
    let mut text = text.to_owned();
    for edit in edits {
        let span = edit.at.span;
        text.replace_range(span.start as usize..span.end as usize, &edit.text);
    }
    text
}
