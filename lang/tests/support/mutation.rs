//! A case cut off at a place, or without a part: the front end says something or nothing, and never panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdl_lang::format::format;
use pdl_lang::span::FileId;

use super::case::Case;
use super::promises;

/// How many texts a case is tried as, unless it is done thoroughly.
const SAMPLES: usize = 160;

/// The lengths of the parts that are left out, in characters.
const LENGTHS: [usize; 4] = [1, 2, 5, 20];

/// Tries every prefix of a case, and the case without every part.
pub(crate) fn check(case: &Case, thorough: bool) -> Result<(), String> {
    let text = case.text();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let step = |count: usize| if thorough { 1 } else { count.div_ceil(SAMPLES) };
    for end in places.iter().step_by(step(places.len())) {
        attempt(case, &text[..*end])?;
    }
    let step = step(places.len() * LENGTHS.len());
    for (index, length) in LENGTHS.iter().enumerate() {
        // Each length begins elsewhere, so that sampling does not meet the same places four times.
        for part in places.windows(length + 1).skip(index * step / LENGTHS.len()).step_by(step) {
            attempt(case, &format!("{}{}", &text[..part[0]], &text[part[*length]..]))?;
        }
    }
    Ok(())
}

fn attempt(case: &Case, text: &str) -> Result<(), String> {
    let run = || {
        let analysis = case.analyze_with(text);
        // Both succeed and refuse: what matters is that they end.
        drop(format(FileId(0), text));
        promises::check(&analysis)
    };
    let found = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("a panic".to_owned()));
    found.map_err(|why| format!("{why}, with the text\n{text}\n"))
}
