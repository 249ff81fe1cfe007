//! Prints a generated plan: `cargo run --example generate -- 1000 > plan.pdl`.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let stories = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000);
    std::io::stdout().write_all(pdl_benches::plan(stories).as_bytes())
}
