//! Floating-point numbers that every reader takes for what they are.

use std::fmt::Debug;

use crate::put::put;

/// Appends a finite number: the shortest digits that give it back, always with a dot, and with a signed exponent.
///
/// YAML 1.1 takes `1e21` and `1.0e21` for strings: it wants both the dot and the sign.
pub(super) fn push_float(out: &mut String, value: impl Debug) {
    let start = out.len();
    put!(out, "{value:?}");
    let Some(place) = out[start..].find('e').map(|at| start + at) else { return };
    let exponent = out.split_off(place + 1);
    out.pop();
    if !out[start..].contains('.') {
        out.push_str(".0");
    }
    out.push('e');
    if !exponent.starts_with('-') {
        out.push('+');
    }
    out.push_str(&exponent);
}

#[cfg(test)]
mod tests {
    use super::push_float;

    #[track_caller]
    fn check(value: f64, expected: &str) {
        let mut out = "x: ".to_owned();
        push_float(&mut out, value);
        assert_eq!(out, format!("x: {expected}"));
        assert_eq!(expected.parse(), Ok(value));
    }

    #[test]
    fn floats_have_a_dot_and_a_signed_exponent() {
        check(1.0, "1.0");
        check(-0.0, "-0.0");
        check(0.1, "0.1");
        check(1e21, "1.0e+21");
        check(1.5e300, "1.5e+300");
        check(2.5e-9, "2.5e-9");
        check(5e-324, "5.0e-324");
        check(9_007_199_254_740_993.0, "9007199254740992.0");
    }
}
