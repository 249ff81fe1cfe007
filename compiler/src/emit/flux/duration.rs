//! Lengths of time as Flux takes them: Go's, which end with hours.

use pdl_lang::model::Spanned;
use pdl_lang::rollout::ProblemKind;

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

fn print(text: &str) -> Option<String> {
    let mut hours: u64 = 0;
    let mut rest = String::new();
    let mut digits = String::new();
    let mut characters = text.chars().filter(|it| *it != '_').peekable();
    while let Some(character) = characters.next() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        let number: u64 = std::mem::take(&mut digits).parse().ok()?;
        match character {
            'w' => hours = hours.checked_add(number.checked_mul(168)?)?,
            'd' => hours = hours.checked_add(number.checked_mul(24)?)?,
            'h' => hours = hours.checked_add(number)?,
            'm' if characters.next_if_eq(&'s').is_some() => {
                rest.extend([number.to_string(), "ms".to_owned()]);
            }
            'm' | 's' => rest.extend([number.to_string(), character.to_string()]),
            _ => return None,
        }
    }
    if !digits.is_empty() || text.is_empty() {
        return None;
    }
    if hours > 0 || rest.is_empty() {
        rest.insert_str(0, &format!("{hours}h"));
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::{print, seconds};

    #[test]
    fn days_and_weeks_become_hours() {
        let cases = [
            ("30s", "30s"),
            ("10m", "10m"),
            ("1h30m", "1h30m"),
            ("3d", "72h"),
            ("2w", "336h"),
            ("1d12h", "36h"),
            ("500ms", "500ms"),
            ("0h", "0h"),
        ];
        for (text, expected) in cases {
            assert_eq!(print(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn seconds_are_counted_whole() {
        let cases = [("5m", 300), ("1h30m", 5400), ("1500ms", 2), ("0h", 1), ("336h", 1_209_600)];
        for (text, expected) in cases {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_length_of_time_is_refused() {
        for text in ["", "5", "5y", "h", "1.5h", "99999999999999999999h", "18446744073709551615w"] {
            assert_eq!(print(text), None, "{text}");
        }
    }
}
