//! Writes `src/` of the tree-sitter grammar in the folder that is named, as `tree-sitter generate` does.
//!
//! The npm package of that program fetches a binary when it is installed, which is not possible everywhere; this one
//! is built from the library behind it. `grammar.js` is read by Node.js.

use std::process::ExitCode;
use tree_sitter_generate::{ABI_VERSION_MAX, OptLevel, generate_parser_in_directory};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: platform-pdl-grammar FOLDER");
        return ExitCode::from(2);
    };
    let mut remarks = Vec::new();
    let written = generate_parser_in_directory(
        &folder,
        None::<&str>,
        None::<&str>,
        ABI_VERSION_MAX,
        None,
        Some("node"),
        true,
        OptLevel::default(),
        &mut remarks,
    );
    for remark in &remarks {
        eprintln!("{remark:?}");
    }
    match written {
        Ok(()) if remarks.is_empty() => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
