//! Writing into a `String`, which cannot fail.

/// Appends formatted text to a `String`.
macro_rules! put {
    ($out:expr, $($arguments:tt)*) => {{
        use std::fmt::Write as _;
        $out.write_fmt(format_args!($($arguments)*)).expect("strings take any text");
    }};
}

/// Appends a formatted line to a `String`.
macro_rules! putln {
    ($out:expr, $($arguments:tt)*) => {{
        $crate::put::put!($out, $($arguments)*);
        $out.push('\n');
    }};
}

pub(crate) use {put, putln};
