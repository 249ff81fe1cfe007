//! stub
use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;

pub(crate) fn chain_too_wide(at: FileSpan, limit: usize) -> Diagnostic {
    let message = format!("the chain stands for more than {limit} edges");
    Diagnostic::new(Code::ChainTooWide, message, at, "too many edges")
        .with_help("Put a story between the two groups, which the second group waits for.")
}
