//! What a plain scalar means: to Kubernetes, whose decoder reads YAML 1.1.
//!
//! `yes` is a boolean there and `0123` is octal. Somebody who applied a file until now meant what the cluster made of it,
//! so that is what it stays.

use crate::model::ValueKind;

/// Why a scalar is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// JSON has no such number, or cannot carry it exactly.
    Number,
    /// It is not what its tag says.
    Tag,
}

/// A plain scalar without a tag.
pub(super) fn plain(text: &str) -> Result<ValueKind, Refusal> {
    if let Some(value) = boolean(text) {
        return Ok(ValueKind::Bool(value));
    }
    if is_null(text) {
        return Ok(ValueKind::Null);
    }
    match number(text) {
        Some(number) => number,
        None => Ok(ValueKind::Str(text.to_owned())),
    }
}

/// A scalar with a tag of YAML's own, by its name.
pub(super) fn tagged(tag: &str, text: &str) -> Result<ValueKind, Refusal> {
    let found = match tag {
        // A point in time is a string to Kubernetes.
        "str" | "timestamp" => Some(ValueKind::Str(text.to_owned())),
        "bool" => boolean(text).map(ValueKind::Bool),
        "null" => is_null(text).then_some(ValueKind::Null),
        "int" => match number(text) {
            Some(Ok(number @ ValueKind::Int(_))) => Some(number),
            Some(Err(refusal)) => return Err(refusal),
            _ => None,
        },
        "float" => match number(text) {
            Some(Ok(ValueKind::Int(_))) => text.parse().ok().map(ValueKind::Float),
            found => found.transpose()?,
        },
        _ => None,
    };
    found.ok_or(Refusal::Tag)
}

/// Whether a text is a boolean to YAML 1.1 and a string to YAML 1.2.
pub(super) fn is_disputed(text: &str) -> bool {
    boolean(text).is_some() && !matches!(text.to_ascii_lowercase().as_str(), "true" | "false")
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Some(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Some(false)
        }
        _ => None,
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A number, or why it cannot be one; `None` for what is no number at all.
fn number(text: &str) -> Option<Result<ValueKind, Refusal>> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Err(Refusal::Number));
    }
    if !unsigned.starts_with(|it: char| it.is_ascii_digit() || it == '.') {
        return None;
    }
    // An underscore may stand anywhere behind the first character, except in what begins with a point.
    let digits = if text.starts_with('.') { text.to_owned() } else { text.replace('_', "") };
    integer(&digits).or_else(|| float(&digits))
}

fn integer(text: &str) -> Option<Result<ValueKind, Refusal>> {
    let (is_negative, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.get(..2) {
        Some("0x") => (16, &lower[2..]),
        Some("0o") => (8, &lower[2..]),
        Some("0b") => (2, &lower[2..]),
        _ if lower.len() > 1 && lower.starts_with('0') => (8, &lower[1..]),
        _ => (10, lower.as_str()),
    };
    if digits.is_empty() || !digits.chars().all(|it| it.is_digit(radix)) {
        return None;
    }
    let magnitude = i128::from_str_radix(digits, radix).unwrap_or(i128::MAX);
    let value = if is_negative { -magnitude } else { magnitude };
    Some(i64::try_from(value).map(ValueKind::Int).map_err(|_| Refusal::Number))
}

/// `1.5`, `1.`, `.5`, `1e3`: YAML's form, in which there is no hexadecimal and no infinity.
fn float(text: &str) -> Option<Result<ValueKind, Refusal>> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_mantissa = match mantissa.split_once('.') {
        Some(("", behind)) => is_digits(behind),
        Some((before, behind)) => is_digits(before) && (behind.is_empty() || is_digits(behind)),
        None => is_digits(mantissa),
    };
    let is_exponent =
        exponent.is_none_or(|it| is_digits(it.strip_prefix(['+', '-']).unwrap_or(it)));
    if !is_mantissa || !is_exponent {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    Some(if value.is_finite() { Ok(ValueKind::Float(value)) } else { Err(Refusal::Number) })
}

#[cfg(test)]
mod tests {
    use super::{Refusal, plain, tagged};
    use crate::model::ValueKind::{self, Bool, Float, Int, Null};

    #[track_caller]
    fn check(texts: &[&str], expected: &ValueKind) {
        for text in texts {
            assert_eq!(plain(text).as_ref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn words_are_what_kubernetes_reads() {
        check(&["true", "Yes", "on", "y", "Y", "ON"], &Bool(true));
        check(&["false", "No", "off", "n", "OFF"], &Bool(false));
        check(&["", "~", "null", "NULL"], &Null);
    }

    #[test]
    fn numbers_are_what_kubernetes_reads() {
        check(&["10", "+10", "0xA", "0o12", "012", "0b1010", "1_0", "1__0"], &Int(10));
        check(&["-9223372036854775808"], &Int(i64::MIN));
        check(&["1000.0", "1e3", "1E+3", "1_000."], &Float(1000.0));
        check(&[".5", "+.5", "0.5"], &Float(0.5));
    }

    #[test]
    fn what_only_looks_like_something_else_stays_a_string() {
        let texts = [
            "yEs",
            "oN",
            "nULL",
            "0o8",
            "08.x",
            "0x",
            "1:30",
            "12:30:45",
            "2025-10-21",
            "1.2.3",
            "=",
            "-",
            "+",
            ".",
            "1e",
            "1e+",
            "0x1p3",
            "._1",
            ".1_",
            "١",
            "Infinity",
            "NaN",
            "<<",
            "e3",
            "1 2",
            "10m",
        ];
        for text in texts {
            assert_eq!(plain(text), Ok(ValueKind::Str(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn numbers_that_json_lacks_are_refused() {
        for text in [".inf", "-.INF", ".nan", "9223372036854775808", "1e999", "0xfffffffffffffffff"]
        {
            assert_eq!(plain(text), Err(Refusal::Number), "{text}");
        }
    }

    #[test]
    fn a_tag_decides() {
        assert_eq!(tagged("str", "on"), Ok(ValueKind::Str("on".to_owned())));
        assert_eq!(tagged("int", "0x10"), Ok(Int(16)));
        assert_eq!(tagged("float", "3"), Ok(Float(3.0)));
        assert_eq!(tagged("int", "x"), Err(Refusal::Tag));
        assert_eq!(tagged("binary", "aGk="), Err(Refusal::Tag));
    }
}
