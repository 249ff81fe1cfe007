//! `pdlc`: everything it does is in the library.

use std::process::ExitCode;

use pdl_compiler::cli;

fn main() -> ExitCode {
    cli::report_panics();
    cli::run(std::env::args_os()).into()
}
