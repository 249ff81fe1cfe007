//! Lengths of time as Flux takes them: Go's, which end with hours.

use crate::diagnostic::Diagnostic;
use crate::model::Spanned;
use crate::problems::delivery as problems;

/// The longest length of time that Go can hold, in milliseconds.
const MOST: u64 = i64::MAX.unsigned_abs() / 1_000_000;

/// A length of time: days and weeks become hours. `None` for one that cannot be told or is longer than Go can hold.
#[must_use]
pub fn print(text: &str) -> Option<String> {
    let (mut hours, mut total): (u64, u64) = (0, 0);
    let mut rest = String::new();
    let mut digits = String::new();
    let mut characters = text.chars().filter(|it| *it != '_').peekable();
    while let Some(character) = characters.next() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        let number: u64 = std::mem::take(&mut digits).parse().ok()?;
        let unit = match character {
            'w' => 168 * 3_600_000,
            'd' => 24 * 3_600_000,
            'h' => 3_600_000,
            'm' if characters.peek() == Some(&'s') => 1,
            'm' => 60_000,
            _ => 1_000,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
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
    if !digits.is_empty() || text.is_empty() || total > MOST {
        return None;
    }
    if hours > 0 || rest.is_empty() {
        rest.insert_str(0, &format!("{hours}h"));
    }
    Some(rest)
}

/// What is wrong with a length of time that Flux is given.
pub(crate) fn unusable(written: &Spanned<String>) -> Option<Diagnostic> {
    let (at, text) = (written.at, written.value.as_str());
    if print(text).is_none() {
        return Some(problems::unusable_duration(at, text));
    }
    let is_nothing = text.bytes().filter(u8::is_ascii_digit).all(|digit| digit == b'0');
    is_nothing.then(|| problems::no_duration(at, text))
}

#[cfg(test)]
mod tests {
    use super::print;

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
    fn what_is_no_length_of_time_is_refused() {
        for text in [
            "",
            "5",
            "5y",
            "h",
            "1.5h",
            "99999999999999999999h",
            "18446744073709551615w",
            "292y",
            "15251w",
            "2562048h",
        ] {
            assert_eq!(print(text), None, "{text}");
        }
    }
}
