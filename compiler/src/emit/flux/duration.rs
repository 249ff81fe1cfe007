//! Lengths of time as Flux takes them: Go's, which end with hours.

use pdl_lang::model::Spanned;
use pdl_lang::rollout::ProblemKind;
use pdl_lang::rollout::duration::print;

use super::super::Problem;

/// A length of time: days and weeks become hours.
pub(in crate::emit) fn duration(written: &Spanned<String>) -> Result<String, Problem> {
    print(&written.value)
        .ok_or_else(|| Problem::new(written.at, ProblemKind::Duration(written.value.clone())))
}

/// The one that is written, or the default.
pub(in crate::emit) fn or(
    written: Option<&Spanned<String>>,
    default: &str,
) -> Result<String, Problem> {
    written.map_or_else(|| Ok(default.to_owned()), duration)
}

/// The whole seconds of a length of time as [`or`] gives it, at least one.
pub(in crate::emit) fn seconds(text: &str) -> u64 {
    let mut milliseconds: u64 = 0;
    let mut rest = text;
    while let Some(end) = rest.find(|it: char| !it.is_ascii_digit()) {
        let number: u64 = rest[..end].parse().unwrap_or(0);
        let unit = rest[end..].find(|it: char| it.is_ascii_digit()).unwrap_or(rest.len() - end);
        let (unit, behind) = rest[end..].split_at(unit);
        let factor = match unit {
            "h" => 3_600_000,
            "m" => 60_000,
            "s" => 1_000,
            _ => 1,
        };
        milliseconds = milliseconds.saturating_add(number.saturating_mul(factor));
        rest = behind;
    }
    milliseconds.div_ceil(1_000).max(1)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_are_counted_whole() {
        let cases = [("5m", 300), ("1h30m", 5400), ("1500ms", 2), ("0h", 1), ("336h", 1_209_600)];
        for (text, expected) in cases {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
