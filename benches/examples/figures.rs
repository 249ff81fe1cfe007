//! What one program costs: time and memory after each step. `cargo run --release --example figures -- plan.pdl`
//!
//! Memory is read from `/proc`, so it is shown on Linux alone.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads files, the clock and the kernel's figures"
)]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::time::Instant;

use pdl_lang::{Files, Options, Program, Unreadable, analyze};

struct OneFile;

impl Files for OneFile {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        std::fs::read(path).map_err(|error| Unreadable(error.to_string()))
    }

    fn expand(&self, _: &str) -> Result<Vec<String>, Unreadable> {
        Ok(Vec::new())
    }
}

fn main() -> Result<(), String> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let start = Instant::now();
    let program = Program::load(&path, &OneFile).map_err(|why| why.0)?;
    let (bytes, tree) =
        (program.sources.text(pdl_lang::span::FileId(0)).len(), &program.parses[0].tree);
    println!("{bytes} bytes, {} tokens, {} nodes", tree.tokens.len(), tree.nodes.len());
    step("parsed", start);
    let analysis = analyze(program, &Options::default());
    step("analysed", start);
    let plan = &analysis.plan;
    let (stories, edges) = (plan.stories.len(), plan.edges.len());
    println!("{stories} stories, {edges} edges, {} diagnostics", analysis.diagnostics.len());
    Ok(())
}

fn step(name: &str, start: Instant) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    println!(
        "{name}: {:?}, {}",
        start.elapsed(),
        peak.split_whitespace().collect::<Vec<_>>().join(" ")
    );
}
