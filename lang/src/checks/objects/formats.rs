//! The forms of strings that schemas call by a name: durations, quantities, times, addresses.
//!
//! Each function only looks at a string; what it is called in messages stands beside it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::cron;
use crate::calendar::Date;

/// A form by its name: whether a string has it, and what messages call it.
pub(super) struct Named {
    pub(super) fits: fn(&str) -> bool,
    pub(super) describe: &'static str,
    pub(super) example: &'static str,
}

/// The form that a schema names; `None` for those that servers do not check either.
pub(super) fn named(format: &str) -> Option<Named> {
    let named = |fits: fn(&str) -> bool, describe, example| Some(Named { fits, describe, example });
    match format {
        "go-duration" => {
            named(duration, "a duration of hours, minutes and seconds", "30s, 10m or 1h30m")
        }
        "prometheus-duration" => {
            named(prometheus_duration, "a duration of Prometheus", "30s or 1d")
        }
        "cron" => named(cron::five, cron::FIVE.0, cron::FIVE.1),
        "cron-with-seconds" => named(cron::six, cron::SIX.0, cron::SIX.1),
        "byte" => named(base64, "base64", "cGRs"),
        "date-time" => named(date_time, "a time", "2025-10-21T08:00:00Z"),
        "date" => named(|text| text.parse::<Date>().is_ok(), "a date", "2025-10-21"),
        "ipv4" => named(|text| text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address", "10.0.0.1"),
        "ipv6" => named(|text| text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address", "fd00::1"),
        "cidr" => named(cidr, "a network", "10.0.0.0/8"),
        "uuid" => named(uuid, "a UUID", "9d1c58a2-34f5-4d7c-a9a1-7b5f2ac1e002"),
        _ => None,
    }
}

/// `1h30m`, `1.5s`, `0`: what Go's `time.ParseDuration` reads.
pub(in crate::checks) fn duration(text: &str) -> bool {
    let units = ["ns", "us", "µs", "ms", "s", "m", "h"];
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    text == "0" || parts(text, true).is_some_and(|it| it.iter().all(|unit| units.contains(unit)))
}

/// `1d12h`: whole numbers, each unit once, the longer first; or `0`.
fn prometheus_duration(text: &str) -> bool {
    let units = ["y", "w", "d", "h", "m", "s", "ms"];
    let place = |unit: &&str| units.iter().position(|known| known == unit);
    let places =
        parts(text, false).and_then(|it| it.iter().map(place).collect::<Option<Vec<usize>>>());
    text == "0" || places.is_some_and(|it| it.is_sorted_by(|a, b| a < b))
}

/// The units of a text of numbers and units; `None` when it is something else, or empty.
fn parts(mut text: &str, fractions: bool) -> Option<Vec<&str>> {
    let mut units = Vec::new();
    while !text.is_empty() {
        let is_number = |c: char| c.is_ascii_digit() || (fractions && c == '.');
        let rest = text.trim_start_matches(is_number);
        let number = &text[..text.len() - rest.len()];
        let end = rest.find(is_number).unwrap_or(rest.len());
        let is_fraction = number.matches('.').count() <= 1 && number.contains(|c: char| c != '.');
        if !is_fraction || end == 0 {
            return None;
        }
        units.push(&rest[..end]);
        text = &rest[end..];
    }
    (!units.is_empty()).then_some(units)
}

/// An amount: a number, and a suffix of thousands, of 1024s or an exponent.
pub(super) fn quantity(text: &str) -> bool {
    let suffixes =
        ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &text[..text.len() - rest.len()];
    let is_number = number.matches('.').count() <= 1 && number.contains(|c: char| c != '.');
    let exponent =
        rest.strip_prefix(['e', 'E']).map(|it| it.strip_prefix(['-', '+']).unwrap_or(it));
    let is_exponent = exponent
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    is_number && (suffixes.contains(&rest) || is_exponent)
}

fn base64(text: &str) -> bool {
    let text: String = text.split(['\n', '\r']).collect();
    let body = text.trim_end_matches('=');
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(is_letter)
}

/// A time of RFC 3339.
fn date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let digits = |text: &str, most: u32| {
        text.len() == 2
            && text.bytes().all(|b| b.is_ascii_digit())
            && text.parse().is_ok_and(|it: u32| it <= most)
    };
    let clock = |text: &str, with_seconds: bool| {
        let fields: Vec<&str> = text.split(':').collect();
        match (fields.as_slice(), with_seconds) {
            ([hours, minutes, seconds], true) => {
                let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
                let is_fraction =
                    !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
                digits(hours, 23) && digits(minutes, 59) && digits(whole, 60) && is_fraction
            }
            ([hours, minutes], false) => digits(hours, 23) && digits(minutes, 59),
            _ => false,
        }
    };
    let zone = match time.strip_suffix(['Z', 'z']) {
        Some(time) => clock(time, true),
        None => time
            .rfind(['+', '-'])
            .is_some_and(|place| clock(&time[..place], true) && clock(&time[place + 1..], false)),
    };
    date.parse::<Date>().is_ok() && zone
}

fn cidr(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let bits = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    length.parse().is_ok_and(|length: u32| length <= bits)
}

fn uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{named, quantity};

    #[track_caller]
    fn check(format: &str, good: &[&str], bad: &[&str]) {
        let fits = named(format).expect("it is known").fits;
        for text in good {
            assert!(fits(text), "{text} is a {format}");
        }
        for text in bad {
            assert!(!fits(text), "{text} is no {format}");
        }
    }

    #[test]
    fn durations_of_go_end_at_hours() {
        check(
            "go-duration",
            &["10m", "1h30m", "1.5h", "0", "300ms"],
            &["1d", "10", "", "m", "1..5s", "10 m"],
        );
        check("prometheus-duration", &["1d12h", "30s", "0"], &["30m1h", "1.5h", "10", ""]);
    }

    #[test]
    fn times_have_a_zone() {
        let good = ["2025-10-21T08:00:00Z", "2025-10-21T08:00:00.5+02:00"];
        check("date-time", &good, &["2025-10-21", "2025-10-21T08:00:00", "2025-13-21T08:00:00Z"]);
        check("byte", &["cGRs", "cGQ=", ""], &["cGR", "päd=", "===="]);
        check("cidr", &["10.0.0.0/8", "fd00::/8"], &["10.0.0.0", "10.0.0.0/33"]);
        check("uuid", &["9d1c58a2-34f5-4d7c-a9a1-7b5f2ac1e002"], &["9d1c58a2"]);
    }

    #[test]
    fn quantities_have_one_suffix() {
        for text in ["2", "500m", "10Gi", "1.5", "1e3", "128974848", ".5", "-1"] {
            assert!(quantity(text), "{text}");
        }
        for text in ["", "10GB", "10 Gi", "ten", "1.2.3", "10gi", "Gi", "1e"] {
            assert!(!quantity(text), "{text}");
        }
    }
}
