//! The literals of the language: numbers, dates, durations, addresses, networks.
//!
//! `number` tells the lexer what a run of characters is; the other functions say what it is worth.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use jiff::civil::Date;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::digit1;
use nom::combinator::{all_consuming, map_res, value};
use nom::multi::{many1, separated_list1};
use nom::{IResult, Parser};
use std::net::{Ipv4Addr, Ipv6Addr};

use super::kind::TokenKind;

/// Takes everything that could belong to a number, a date, a duration or an address, and says which it is.
pub(super) fn number(input: &[u8]) -> (&[u8], TokenKind) {
    let length = extent(input);
    (&input[length..], classify(&input[..length]))
}

/// How many bytes belong to the literal: `..` and `->` end it, a single `.`, `-` or `/` before a digit or letter does not.
fn extent(input: &[u8]) -> usize {
    let mut at = usize::from(input[0] == b'-');
    while let Some(byte) = input.get(at) {
        let digit_follows = || input.get(at + 1).is_some_and(u8::is_ascii_digit);
        let more_follows = || input.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        let belongs = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'%' => true,
            b'.' | b'-' | b'/' => more_follows(),
            b'+' => matches!(input[at - 1], b'e' | b'E') && digit_follows(),
            _ => false,
        };
        if !belongs {
            break;
        }
        at += 1;
    }
    at
}

fn classify(run: &[u8]) -> TokenKind {
    let digits = run.strip_prefix(b"-").unwrap_or(run);
    if digits.iter().all(u8::is_ascii_digit) {
        // YAML 1.1 would read 0123 as 83, so that what is meant must be said.
        let octal = digits.len() > 1 && digits[0] == b'0';
        return if octal { TokenKind::BadNumber } else { TokenKind::Int };
    }
    if is_date(run) {
        return TokenKind::Date;
    }
    let dots = run.split(|byte| *byte == b'.').count() - 1;
    match dots {
        3 if run.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') => TokenKind::Ipv4,
        3 if is_network(run) => TokenKind::Cidr,
        0 | 1 => number_kind(digits, dots == 0 && digits.len() == run.len()),
        _ => TokenKind::BadNumber,
    }
}

fn number_kind(digits: &[u8], may_be_duration: bool) -> TokenKind {
    if grouped_digits(digits) {
        TokenKind::Int
    } else if is_float(digits) {
        TokenKind::Float
    } else if may_be_duration && is_duration(digits) {
        TokenKind::Duration
    } else {
        TokenKind::BadNumber
    }
}

fn is_date(run: &[u8]) -> bool {
    run.len() == 10
        && run.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn is_network(run: &[u8]) -> bool {
    let mut parts = run.splitn(2, |byte| *byte == b'/');
    let address = parts.next().unwrap_or_default();
    let prefix = parts.next().unwrap_or_default();
    !prefix.is_empty()
        && prefix.iter().all(u8::is_ascii_digit)
        && address.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// Digits with single underscores between them.
fn grouped_digits(run: &[u8]) -> bool {
    !run.is_empty()
        && run
            .split(|byte| *byte == b'_')
            .all(|group| !group.is_empty() && group.iter().all(u8::is_ascii_digit))
}

fn is_float(run: &[u8]) -> bool {
    let mantissa_end = run.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = run.split_at(mantissa_end.unwrap_or(run.len()));
    let exponent_holds = exponent.is_empty() || {
        let sign = usize::from(matches!(exponent.get(1), Some(b'+' | b'-')));
        exponent.len() > 1 + sign && exponent[1 + sign..].iter().all(u8::is_ascii_digit)
    };
    let mut parts = mantissa.splitn(2, |byte| *byte == b'.');
    let whole = parts.next().is_some_and(grouped_digits);
    whole && parts.next().is_none_or(grouped_digits) && exponent_holds
}

fn is_duration(run: &[u8]) -> bool {
    std::str::from_utf8(run).is_ok_and(|text| duration(text).is_some())
}

/// A length of time as it is written: each unit kept apart, because a working day is no 24 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duration {
    /// Weeks.
    pub weeks: u32,
    /// Days.
    pub days: u32,
    /// Milliseconds, of hours, minutes, seconds and milliseconds together.
    pub milliseconds: u64,
}

#[derive(Clone, Copy)]
enum Unit {
    Week,
    Day,
    Milliseconds(u64),
}

/// Reads `1h30m`: parts with units from `w` down to `ms`, each at most once, larger ones first.
/// `None` when the shape is another, the order is wrong, or a part does not fit.
#[must_use]
pub fn duration(text: &str) -> Option<Duration> {
    let (_, parts) = all_consuming(many1(duration_part)).parse(text).ok()?;
    let mut result = Duration::default();
    let mut previous = u64::MAX;
    for (count, unit) in parts {
        let rank = match unit {
            Unit::Week => u64::MAX - 1,
            Unit::Day => u64::MAX - 2,
            Unit::Milliseconds(length) => length,
        };
        if rank >= previous {
            return None;
        }
        previous = rank;
        match unit {
            Unit::Week => result.weeks = count,
            Unit::Day => result.days = count,
            Unit::Milliseconds(length) => result.milliseconds += u64::from(count) * length,
        }
    }
    Some(result)
}

fn duration_part(input: &str) -> IResult<&str, (u32, Unit), ()> {
    let count = map_res(digit1, str::parse::<u32>);
    let unit = alt((
        value(Unit::Week, tag("w")),
        value(Unit::Day, tag("d")),
        value(Unit::Milliseconds(3_600_000), tag("h")),
        value(Unit::Milliseconds(1), tag("ms")),
        value(Unit::Milliseconds(60_000), tag("m")),
        value(Unit::Milliseconds(1_000), tag("s")),
    ));
    (count, unit).parse(input)
}

/// Reads `2025-10-21`; `None` when no calendar has that day.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let year = text.get(0..4)?.parse().ok()?;
    let month = text.get(5..7)?.parse().ok()?;
    let day = text.get(8..10)?.parse().ok()?;
    Date::new(year, month, day).ok()
}

/// Reads `-1_000`; `None` outside the signed 64-bit range that Kubernetes reads.
#[must_use]
pub fn integer(text: &str) -> Option<i64> {
    if text.contains('_') { text.replace('_', "").parse().ok() } else { text.parse().ok() }
}

/// Reads `0.5`; `None` when the number is too large, or has more digits than a double keeps.
#[must_use]
pub fn float(text: &str) -> Option<f64> {
    let plain = text.replace('_', "");
    let number: f64 = plain.parse().ok()?;
    let kept = number.is_finite() && significant(&plain) == significant(&format!("{number:e}"));
    kept.then_some(number)
}

/// The digits of a number without sign, point, exponent and the zeros around them, and the power of ten of the first.
fn significant(text: &str) -> (String, i64) {
    let text = text.trim_start_matches('-');
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let leading = digits.len() - digits.trim_start_matches('0').len();
    let kept = digits.trim_matches('0').to_owned();
    if kept.is_empty() {
        return (kept, 0);
    }
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    let exponent = exponent.parse::<i64>().unwrap_or(i64::MAX / 2);
    (kept, exponent.saturating_add(count(whole.len()) - count(leading)))
}

/// Why a text is no address or network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// Not four numbers of 0 to 255 without leading zeros.
    Octet(String),
    /// Not the groups of an IPv6 address.
    Groups(String),
    /// A prefix length over 32, or over 128 behind an IPv6 address.
    Prefix(String),
    /// Bits set behind the prefix; the network that is meant.
    HostBits(IpNet),
}

/// Reads `10.25.11.1`.
///
/// # Errors
/// Names the first part that is over 255 or has a leading zero.
pub fn ipv4(text: &str) -> Result<Ipv4Addr, AddressProblem> {
    let octets: IResult<&str, Vec<&str>, ()> =
        all_consuming(separated_list1(tag("."), digit1)).parse(text);
    let parts = octets.map(|(_, parts)| parts).unwrap_or_default();
    let bad = parts
        .iter()
        .find(|part| part.parse::<u8>().is_err() || (part.len() > 1 && part.starts_with('0')));
    match (bad, text.parse()) {
        (None, Ok(address)) => Ok(address),
        (bad, _) => Err(AddressProblem::Octet((*bad.unwrap_or(&text)).to_owned())),
    }
}

/// Reads `10.244.0.0/16`.
///
/// # Errors
/// When the address or the prefix length cannot exist, or host bits are set.
pub fn network(text: &str) -> Result<Ipv4Net, AddressProblem> {
    let (address, prefix) = text.split_once('/').unwrap_or((text, "32"));
    let address = ipv4(address)?;
    let length = prefix.parse::<u8>().ok().filter(|length| *length <= 32);
    let problem = || AddressProblem::Prefix(prefix.to_owned());
    let network = Ipv4Net::new(address, length.ok_or_else(problem)?).map_err(|_| problem())?;
    if network.trunc() == network {
        Ok(network)
    } else {
        Err(AddressProblem::HostBits(network.trunc().into()))
    }
}

/// The host and port of `host:port`: a DNS name (RFC 1123), an IPv4 address, or an IPv6 address in brackets.
#[must_use]
pub fn host_port(text: &str) -> Option<(&str, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    let port = port.parse().ok().filter(|port| is_number && *port > 0)?;
    let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(inner) => inner.parse::<Ipv6Addr>().is_ok(),
        None => is_dns_name(host) || host.parse::<Ipv4Addr>().is_ok(),
    };
    is_host.then_some((host, port))
}

/// Whether labels of letters, digits and inner dashes make a name; a last one of digits alone is that of an address.
fn is_dns_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let has_ends = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len()) && has_ends && label.bytes().all(is_inner)
    };
    let is_digits = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbered = text.rsplit('.').next().is_some_and(is_digits);
    text.len() <= 253 && text.split('.').all(is_label) && !is_numbered
}

/// Reads `fd00:1::/48`.
///
/// # Errors
/// When the address or the prefix length cannot exist, or host bits are set.
pub fn network6(text: &str) -> Result<Ipv6Net, AddressProblem> {
    let (address, prefix) = text.split_once('/').unwrap_or((text, ""));
    let address: Ipv6Addr =
        address.parse().map_err(|_| AddressProblem::Groups(address.to_owned()))?;
    let problem = || AddressProblem::Prefix(prefix.to_owned());
    let is_number = prefix.len() <= 3 && prefix.bytes().all(|byte| byte.is_ascii_digit());
    let length = prefix.parse().ok().filter(|_| is_number).ok_or_else(problem)?;
    let network = Ipv6Net::new(address, length).map_err(|_| problem())?;
    if network.trunc() == network {
        Ok(network)
    } else {
        Err(AddressProblem::HostBits(network.trunc().into()))
    }
}
