//! What a user sees when `pdlc` has a bug.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::Write as _;
use std::panic::PanicHookInfo;

use crate::put::put;

/// From now on a panic is reported as a bug, with the place, instead of as Rust reports it; one that the library of
/// expressions may have is not, since it means no more than that a rule cannot be evaluated.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        if pdl_lang::is_guarded() {
            return;
        }
        let mut text = report(info);
        let backtrace = Backtrace::capture();
        if backtrace.status() == BacktraceStatus::Captured {
            put!(text, "\n{backtrace}\n");
        }
        // Nobody is left to be told when it cannot be written.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }));
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let message = info.payload_as_str().unwrap_or("no message");
    let place = info.location().map_or_else(String::new, |it| format!(", at {it}"));
    format!(
        "error: this is a bug in pdlc {}{place}: {message}\n  \
         help: Please report it together with the files that lead to it.\n",
        env!("CARGO_PKG_VERSION"),
    )
}
