//! What is said of literals that mean nothing.

use crate::diagnostic::Diagnostic;
use crate::problems::syntax as problems;
use crate::span::FileSpan;
use crate::syntax::literal::AddressProblem;

pub(super) fn malformed(at: FileSpan, text: &str) -> Diagnostic {
    let units = |byte: u8| byte.is_ascii_digit() || b"wdhms".contains(&byte);
    if text.bytes().all(units) && text.ends_with(|c: char| c.is_ascii_lowercase()) {
        problems::malformed_duration(at, text)
    } else {
        problems::malformed_number(at, text)
    }
}

pub(super) fn bad_address(at: FileSpan, text: &str, why: &AddressProblem) -> Diagnostic {
    match why {
        AddressProblem::Octet(part) => problems::malformed_address(at, text, part),
        AddressProblem::Prefix(prefix) => problems::malformed_prefix(at, text, prefix),
        AddressProblem::HostBits(meant) => problems::host_bits(at, text, *meant),
    }
}
