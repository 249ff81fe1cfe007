//! The forms of strings that schemas call by a name: durations, quantities, times, addresses.
//!
//! Each function only looks at a string; what it is called in messages stands beside it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

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
        "cron" => named(cron, "a cron expression of five fields", "0 3 * * *"),
        "cron-with-seconds" => named(
            cron_with_seconds,
            "a cron expression of six fields, seconds first",
            "0 0 3 * * *",
        ),
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
fn duration(text: &str) -> bool {
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

fn cron(text: &str) -> bool {
    let macros = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    let every = text.strip_prefix("@every ");
    macros.contains(&text) || every.is_some_and(duration) || cron_fields(text, &CRON)
}

fn cron_with_seconds(text: &str) -> bool {
    let six: Vec<(u32, u32)> = [(0, 59)].into_iter().chain(CRON).collect();
    text.starts_with('@') || cron_fields(text, &six)
}

/// Minutes, hours, days, months, days of the week.
const CRON: [(u32, u32); 5] = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

fn cron_fields(text: &str, bounds: &[(u32, u32)]) -> bool {
    let fields: Vec<&str> = text.split_ascii_whitespace().collect();
    fields.len() == bounds.len() && fields.iter().zip(bounds).all(|(it, bounds)| field(it, *bounds))
}

/// A field of a cron expression: `*`, `*/5`, `1-5`, `1,3`, `mon-fri`.
fn field(text: &str, (least, most): (u32, u32)) -> bool {
    let number = |text: &str| {
        let names = "jan feb mar apr may jun jul aug sep oct nov dec sun mon tue wed thu fri sat";
        let is_name = names.split(' ').any(|name| name.eq_ignore_ascii_case(text));
        (is_name && most <= 12) || text.parse().is_ok_and(|it: u32| (least..=most).contains(&it))
    };
    let range = |text: &str| match text.split_once('-') {
        Some((from, to)) => number(from) && number(to),
        None => matches!(text, "*" | "?") || number(text),
    };
    text.split(',').all(|part| match part.split_once('/') {
        Some((of, step)) => range(of) && step.parse::<u32>().is_ok_and(|step| step > 0),
        None => range(part),
    })
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
    fn cron_has_five_or_six_fields() {
        let five = ["0 3 * * *", "*/5 8-17 1,15 * mon-fri", "@daily", "@every 1h"];
        check("cron", &five, &["0 0 3 * * *", "60 3 * * *", "0 24 * * *", "0 3 * *", "a b c d e"]);
        check("cron-with-seconds", &["0 0 3 * * *"], &["0 3 * * *", "0 0 3 * * 9"]);
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
