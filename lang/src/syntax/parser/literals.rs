//! What is said of literals that mean nothing.

use crate::diagnostic::Diagnostic;
use crate::problems::syntax as problems;
use crate::span::FileSpan;

pub(super) fn malformed(at: FileSpan, text: &str) -> Diagnostic {
    let units = |byte: u8| byte.is_ascii_digit() || b"wdhms".contains(&byte);
    if text.bytes().all(units) && text.ends_with(|c: char| c.is_ascii_lowercase()) {
        problems::malformed_duration(at, text)
    } else {
        problems::malformed_number(at, text)
    }
}
