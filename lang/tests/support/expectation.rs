//! What a case says of itself: headers and expectations, written as comments.
//!
//! ```text
//! //# as-of: 2025-11-03              the day that counts as today
//! //# deny: implied-edge, open-end   levels, as on the command line; `allow` too
//! //# files: other.pdl               further files, from the folder named like the case
//! //# bytes: crlf, bom               what the text is changed to before it is read
//! //~ PDL2007 5-12 "unknown"         a diagnostic of the next line that is no plain comment
//! //~^ PDL2007                       one of the line above; a further `^` is a further line up
//! ```

use pdl_lang::calendar::Date;
use pdl_lang::diagnostic::Code;
use pdl_lang::{LintLevel, Options};

/// A diagnostic that a case announces.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) file: String,
    /// The line of the primary label, from one.
    pub(crate) line: u32,
    pub(crate) code: Code,
    /// First column and the one behind the last, in characters from one.
    pub(crate) columns: Option<(u32, u32)>,
    /// A part of the message, a label or the help.
    pub(crate) text: Option<String>,
    /// The line that announces it.
    pub(crate) written: String,
}

/// The headers of a case.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) options: Options,
    pub(crate) files: Vec<String>,
    pub(crate) crlf: bool,
    pub(crate) bom: bool,
}

/// Reads the `//#` lines of a case.
pub(crate) fn header(text: &str) -> Header {
    let mut header = Header::default();
    for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("//# ")) {
        let (name, value) = line.split_once(": ").expect("a header is `//# name: value`");
        let words = || value.split([',', ' ']).filter(|word| !word.is_empty());
        match name {
            "as-of" => {
                let date: Date = value.trim().parse().expect("`as-of` is a date");
                header.options.as_of = Some(date);
            }
            "deny" => header.options.levels.extend(levels(words(), LintLevel::Deny)),
            "allow" => header.options.levels.extend(levels(words(), LintLevel::Allow)),
            "files" => header.files.extend(words().map(str::to_owned)),
            "bytes" => {
                for word in words() {
                    match word {
                        "crlf" => header.crlf = true,
                        "bom" => header.bom = true,
                        other => panic!("`bytes` knows crlf and bom, not {other}"),
                    }
                }
            }
            other => panic!("there is no header `{other}`"),
        }
    }
    header
}

fn levels<'a>(
    slugs: impl Iterator<Item = &'a str>,
    level: LintLevel,
) -> impl Iterator<Item = (Code, LintLevel)> {
    slugs.map(move |slug| {
        (Code::find(slug).unwrap_or_else(|| panic!("no code is called {slug}")), level)
    })
}

/// What a line announces, in a comment of PDL or of YAML.
fn announced(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("//~").or_else(|| line.strip_prefix("#~"))
}

/// Reads the `//~` lines of a file.
pub(crate) fn expectations(file: &str, text: &str) -> Vec<Expected> {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let is_tilde = |line: &str| announced(line).is_some();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(rest) = announced(line) else { continue };
        let carets = rest.len() - rest.trim_start_matches('^').len();
        let target = if carets == 0 {
            let below = (index + 1..lines.len()).find(|below| !is_plain_comment(lines[*below]));
            below.unwrap_or(lines.len() - 1)
        } else {
            let mut above = (0..index).rev().filter(|above| !is_tilde(lines[*above]));
            above.nth(carets - 1).expect("`^` stays within the file")
        };
        let line_number = u32::try_from(target + 1).expect("cases are short");
        found.push(expectation(file, line_number, rest.trim_start_matches('^').trim(), line));
    }
    found
}

fn is_plain_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") && (!line.starts_with("///") || line.starts_with("////"))
}

/// `PDL2007 5-12 "text"`
fn expectation(file: &str, line: u32, announced: &str, written: &str) -> Expected {
    let (head, text) = match announced.split_once('"') {
        Some((head, text)) => {
            let text = text.trim_end().strip_suffix('"').expect("the text ends with a quote");
            (head, Some(text.to_owned()))
        }
        None => (announced, None),
    };
    let mut words = head.split_whitespace();
    let code = words.next().and_then(Code::find);
    let columns = words.next().map(|columns| {
        let (first, end) = columns.split_once('-').expect("columns are `5-12`");
        let column = |text: &str| text.parse().expect("columns are numbers");
        (column(first), column(end))
    });
    assert!(words.next().is_none(), "{file}:{line}: something too much in `{written}`");
    Expected {
        file: file.to_owned(),
        line,
        code: code.unwrap_or_else(|| panic!("{file}:{line}: no code in `{written}`")),
        columns,
        text,
        written: written.trim().to_owned(),
    }
}
