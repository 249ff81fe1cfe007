//! Prints a generated plan: `cargo run --example generate -- 1000 > plan.pdl`.
//!
//! With a second word it is a platform that delivers, and the word is a value in one of its objects:
//! `generate -- 1000 "as planned" > platform.pdl`. A third word is the number of clusters, of which there are five.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let stories = words.next().and_then(|count| count.parse().ok()).unwrap_or(1_000);
    let clusters = |word: Option<String>| word.and_then(|it| it.parse().ok()).unwrap_or(5);
    let text = match words.next() {
        Some(edit) => pdl_benches::platform_on(clusters(words.next()), stories, &edit),
        None => pdl_benches::plan(stories),
    };
    std::io::stdout().write_all(text.as_bytes())
}
