//! Quantities: `quantity('500m')`, compared and added up.
#![expect(clippy::trivially_copy_pass_by_ref, reason = "the library's macros hand references over")]

use std::cmp::Ordering;

use cel::common::types::{CelBool, CelDouble, CelInt, CelString};
use cel::{DeclarationError, Env, ExecutionError, add_member_overload, add_overload};

use super::plain_value;
use crate::expressions::values::Unknown;

/// The units of which a quantity has whole numbers: billionths.
const ONE: i128 = 1_000_000_000;

/// An amount of something, in billionths.
#[derive(Clone, Debug)]
struct Quantity {
    amount: i128,
    /// Whether it is written without a fraction, so that Kubernetes takes it for an integer.
    is_plain: bool,
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.amount == other.amount
    }
}

plain_value!(Quantity, QUANTITY, "kubernetes.Quantity");

pub(super) fn declare(env: &mut Env) -> Result<(), DeclarationError> {
    add_overload!(env, fn is_quantity: (CelString) -> Result<CelBool>)?;
    add_overload!(env, fn quantity: (CelString) -> Result<Quantity>)?;
    add_overload!(env, fn sign: (Quantity) -> CelInt)?;
    add_member_overload!(env, fn is_integer: (Quantity) -> Result<CelBool>)?;
    add_member_overload!(env, fn as_integer: (Quantity) -> Result<CelInt>)?;
    add_member_overload!(env, fn as_approximate_float: (Quantity) -> CelDouble)?;
    add_member_overload!(env, fn add: (Quantity, Quantity) -> Result<Quantity>)?;
    add_member_overload!(env, fn add_int: (Quantity, CelInt) -> Result<Quantity>, name = "add")?;
    add_member_overload!(env, fn sub: (Quantity, Quantity) -> Result<Quantity>)?;
    add_member_overload!(env, fn sub_int: (Quantity, CelInt) -> Result<Quantity>, name = "sub")?;
    add_member_overload!(env, fn is_less_than: (Quantity, Quantity) -> CelBool)?;
    add_member_overload!(env, fn is_greater_than: (Quantity, Quantity) -> CelBool)?;
    add_member_overload!(env, fn compare_to: (Quantity, Quantity) -> CelInt)
}

fn is_quantity(text: &CelString<'_>) -> Result<CelBool, ExecutionError> {
    read(text.inner()).map(|it| it.is_some().into())
}

fn quantity(text: &CelString<'_>) -> Result<Quantity, ExecutionError> {
    read(text.inner())?.ok_or_else(Unknown::error)
}

fn sign(it: &Quantity) -> CelInt {
    CelInt::from(i64::try_from(it.amount.signum()).unwrap_or_default())
}

fn is_integer(it: &Quantity) -> Result<CelBool, ExecutionError> {
    if it.amount % ONE != 0 {
        return Ok(false.into());
    }
    // One that is written as a fraction is an integer or not as Kubernetes keeps it.
    if it.is_plain {
        Ok(i64::try_from(it.amount / ONE).is_ok().into())
    } else {
        Err(Unknown::error())
    }
}

fn as_integer(it: &Quantity) -> Result<CelInt, ExecutionError> {
    let amount = i64::try_from(it.amount / ONE).ok();
    amount.filter(|_| it.is_plain).map(CelInt::from).ok_or_else(Unknown::error)
}

#[expect(clippy::cast_precision_loss, reason = "it is called approximate")]
fn as_approximate_float(it: &Quantity) -> CelDouble {
    CelDouble::from(it.amount as f64 / ONE as f64)
}

fn add(a: &Quantity, b: &Quantity) -> Result<Quantity, ExecutionError> {
    sum(a, b.amount)
}

fn add_int(a: &Quantity, b: &CelInt) -> Result<Quantity, ExecutionError> {
    sum(a, i128::from(*b.inner()) * ONE)
}

fn sub(a: &Quantity, b: &Quantity) -> Result<Quantity, ExecutionError> {
    sum(a, -b.amount)
}

fn sub_int(a: &Quantity, b: &CelInt) -> Result<Quantity, ExecutionError> {
    sum(a, -i128::from(*b.inner()) * ONE)
}

fn sum(a: &Quantity, b: i128) -> Result<Quantity, ExecutionError> {
    let amount = a.amount.checked_add(b).ok_or_else(Unknown::error)?;
    Ok(Quantity { amount, is_plain: false })
}

fn is_less_than(a: &Quantity, b: &Quantity) -> CelBool {
    (a.amount < b.amount).into()
}

fn is_greater_than(a: &Quantity, b: &Quantity) -> CelBool {
    (a.amount > b.amount).into()
}

fn compare_to(a: &Quantity, b: &Quantity) -> CelInt {
    CelInt::from(match a.amount.cmp(&b.amount) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    })
}

/// What a quantity comes to, in billionths; `None` for what is none, and for one that cannot be told.
pub(crate) fn amount(text: &str) -> Option<i128> {
    Some(read(text).ok()??.amount)
}

/// Reads a quantity: `None` for what is none, an error for one that is larger or finer than can be told here.
fn read(text: &str) -> Result<Option<Quantity>, ExecutionError> {
    let (is_negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let suffix = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &rest[..rest.len() - suffix.len()];
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
        return Ok(None);
    }
    let Some((base, exponent)) = factor(suffix) else { return Ok(None) };
    let Ok(exponent) = exponent else { return Err(Unknown::error()) };
    let amount = || {
        let digits: i128 = [whole, fraction].concat().parse().ok()?;
        let places = u32::try_from(fraction.len()).ok()?;
        let scaled = digits.checked_mul(base)?.checked_mul(ONE)?;
        let places = i64::from(exponent) - i64::from(places);
        let power = 10_i128.checked_pow(u32::try_from(places.unsigned_abs()).ok()?)?;
        if places >= 0 {
            return scaled.checked_mul(power);
        }
        (scaled % power == 0).then_some(scaled / power)
    };
    let amount = amount().ok_or_else(Unknown::error)?;
    let is_plain = fraction.is_empty() && exponent >= 0;
    Ok(Some(Quantity { amount: if is_negative { -amount } else { amount }, is_plain }))
}

/// What a suffix multiplies with: a number, and a power of ten that may be too large to tell.
fn factor(suffix: &str) -> Option<(i128, Result<i32, ()>)> {
    let binary = |power: u32| Some((1_i128 << (10 * power), Ok(0)));
    let decimal = |power: i32| Some((1, Ok(power)));
    match suffix {
        "" => decimal(0),
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(1),
        "Mi" => binary(2),
        "Gi" => binary(3),
        "Ti" => binary(4),
        "Pi" => binary(5),
        "Ei" => binary(6),
        _ => {
            let exponent = suffix.strip_prefix(['e', 'E'])?;
            let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| (1, exponent.parse().map_err(|_| ())))
        }
    }
}
