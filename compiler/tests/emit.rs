//! Whole trees: `cases/<name>/platform.pdl` must give exactly `cases/<name>/out/`, and the real platform must compile.
//!
//! `UPDATE=1 cargo test --test emit` writes the trees anew; read the difference before you keep it. Documents that a
//! program sends elsewhere stand in `out/` too, below `@` and their folder.
#![expect(clippy::disallowed_methods, reason = "these tests look at the disk and at UPDATE")]

#[path = "../../lang/tests/support/beside.rs"]
mod beside;

mod emit {
    mod bootstrap;
    mod characters;
    pub(crate) mod disk;
    mod documents;
    mod formats;
    mod platform;
    mod problems;
    mod seed;
    mod trees;
}
