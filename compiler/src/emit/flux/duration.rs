//! Lengths of time as Flux takes them: Go's, which end with hours.

use pdl_lang::model::Spanned;
use pdl_lang::rollout::duration::print;

/// The length of time that is written, or the default: days and weeks become hours.
///
/// One that cannot be told is an error of the program, and stays as it is.
pub(in crate::emit) fn or(written: Option<&Spanned<String>>, default: &str) -> String {
    let written = written.map(|it| print(&it.value).unwrap_or_else(|| it.value.clone()));
    written.unwrap_or_else(|| default.to_owned())
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
