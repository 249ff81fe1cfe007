//! Versions of charts: one, and the same tomorrow.

/// Why a version is none that names one state for ever; `None` for an exact one.
pub(super) fn inexact(version: &str) -> Option<&'static str> {
    let bare = version.strip_prefix('v').unwrap_or(version);
    let (bare, _) = bare.split_once('+').unwrap_or((bare, ""));
    let (core, pre) = bare.split_once('-').map_or((bare, None), |(core, pre)| (core, Some(pre)));
    let parts: Vec<&str> = core.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let is_word = |text: &str| {
        let fits = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'.');
        !text.is_empty() && text.bytes().all(fits)
    };
    if version.is_empty() {
        return Some("no version");
    }
    if version.contains(|it: char| it.is_whitespace() || "*^~<>=|,".contains(it))
        || parts.iter().any(|part| matches!(*part, "x" | "X"))
    {
        return Some("a range");
    }
    if !parts.iter().all(is_number) || pre.is_some_and(|pre| !is_word(pre)) {
        return Some("no version of a chart");
    }
    (parts.len() != 3).then_some("stands for several versions")
}

#[cfg(test)]
mod tests {
    use super::inexact;

    #[test]
    fn one_version_is_exact() {
        for version in ["1.18.3", "v1.19.0", "0.0.1-rc.1", "1.2.3+build.5", "4.3.3-alpha-2"] {
            assert_eq!(inexact(version), None, "{version}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        let ranges =
            ["*", "1.x", "1.2.X", "^1.2.3", "~1.2", ">=1.0.0", "<2", "1.0 - 2.0", "1 || 2"];
        for version in ranges {
            assert_eq!(inexact(version), Some("a range"), "{version}");
        }
        for version in ["1", "1.2", "1.2.3.4"] {
            assert_eq!(inexact(version), Some("stands for several versions"), "{version}");
        }
        for version in ["latest", "main", "1.2.3-", "1..3", "x1.2.3"] {
            assert_eq!(inexact(version), Some("no version of a chart"), "{version}");
        }
        assert_eq!(inexact(""), Some("no version"));
    }
}
