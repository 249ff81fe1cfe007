//! `PDL1001`–`PDL1018`, `PDL1025`, `PDL1027`: what the grammar refuses.

use ipnet::IpNet;

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::limits;
use crate::span::FileSpan;
use crate::syntax::literal::AddressProblem;
use crate::wording::excerpt;

/// Values with commas between them and no brackets around them; the closing one may be there.
pub(crate) fn missing_brackets(at: FileSpan, written: &str, is_closed: bool) -> Diagnostic {
    let list = format!("[{written}]");
    let by = if is_closed { format!("[{written}") } else { list.clone() };
    Diagnostic::new(Code::UnexpectedToken, "a list needs brackets", at, "expected `[` and `]`")
        .with_help(format!("Write `{}` for a list, and only one value otherwise.", excerpt(&list)))
        .with_fix(Fix::replace("Put it into brackets", at, by))
}

/// A word with a list directly behind it.
pub(crate) fn missing_colon(at: FileSpan, name: &str) -> Diagnostic {
    let message = format!("`{name}` has a value and no colon");
    Diagnostic::new(Code::UnexpectedToken, message, at, "a colon is missing")
        .with_help(format!("Write `{name}: […]`."))
        .with_fix(Fix::replace("Add the colon", at.after(), ":").machine_applicable())
}

/// A block of which only the closing bracket is there; its statement ends with `head`.
pub(crate) fn missing_opening(head: FileSpan) -> Diagnostic {
    let at = head.after();
    Diagnostic::new(Code::StrayBracket, "a `{` is missing", at, "expected here")
        .with_help("Write `{` behind the statement whose block follows.")
        .with_fix(Fix::replace("Add the `{`", at, " {"))
}

/// Something that needs another thing behind it and stands alone.
pub(crate) fn nothing_behind(at: FileSpan, found: &str, expected: &str) -> Diagnostic {
    let message = format!("{found} has nothing behind it");
    Diagnostic::new(Code::UnexpectedToken, message, at, format!("expected {expected}"))
        .with_help(format!("Write {expected} behind it, or remove {found}."))
}

/// Several words, or a word and something else, where one value stands.
pub(crate) fn text_without_quotes(at: FileSpan, text: &str) -> Diagnostic {
    let message = format!("`{}` is more than one value", excerpt(text));
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    Diagnostic::new(Code::UnexpectedToken, message, at, "text needs quotes")
        .with_help("Put text into quotes; begin another item behind a comma or on a new line.")
        .with_fix(Fix::replace("Put it into quotes", at, quoted))
}

/// A key of a map with dots or slashes in it.
pub(crate) fn key_without_quotes(at: FileSpan, key: &str) -> Diagnostic {
    let message = format!("the key `{}` needs quotes", excerpt(key));
    let it = Diagnostic::new(Code::UnexpectedToken, message, at, "more than one word")
        .with_help("Put a key with dots or slashes into quotes.");
    if key.contains('"') {
        return it;
    }
    it.with_fix(Fix::replace("Put it into quotes", at, format!("\"{key}\"")).machine_applicable())
}

pub(crate) fn unexpected(at: FileSpan, found: &str, expected: &str) -> Diagnostic {
    let label = format!("expected {expected}");
    Diagnostic::new(Code::UnexpectedToken, format!("{found} cannot stand here"), at, label)
        .with_help(format!("Remove it, or write {expected} here."))
}

pub(crate) fn unclosed(
    open: FileSpan,
    bracket: &str,
    closing: &str,
    noticed: FileSpan,
) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedBracket,
        format!("{bracket} is never closed"),
        open,
        "opened here",
    )
    .with_label(noticed, format!("{closing} expected before this"))
    .with_help(format!("Add {closing} where the block is meant to end."))
}

/// A bracket that one of another kind closes; `closing` is the one that it needs.
pub(crate) fn wrong_closing(open: FileSpan, at: FileSpan, closing: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedBracket,
        "a bracket is closed by one of another kind",
        at,
        format!("{closing} expected"),
    )
    .with_label(open, "opened here")
    .with_help(format!("Write {closing} here."))
    .with_fix(Fix::replace(format!("Write {closing}"), at, closing.trim_matches('`')))
}

/// Parentheses around what belongs to a statement.
pub(crate) fn block_in_parentheses(at: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::UnexpectedToken,
        "what belongs to a statement stands in braces",
        at,
        "a parenthesis",
    )
    .with_help("Write `{` and `}` around it; parentheses group stories in an order.")
}

/// Arguments below the line of their statement.
pub(crate) fn arguments_on_next_line(at: FileSpan, statement: FileSpan, word: &str) -> Diagnostic {
    let message = format!("what belongs to `{word}` begins on the next line");
    Diagnostic::new(Code::UnexpectedToken, message, at, "stands alone here")
        .with_label(statement, "belongs to this, it seems")
        .with_help(format!("Write it on the line of `{word}`; only blocks go over several lines."))
}

/// `sprint:` with what belongs to it below, as in YAML.
pub(crate) fn statement_with_colon(at: FileSpan, word: &str) -> Diagnostic {
    let message = format!("`{word}:` stands at the top level, where nothing has a colon");
    Diagnostic::new(Code::UnexpectedToken, message, at, "no statement begins so")
        .with_help(format!("Write `{word} … {{ … }}`: what belongs to it stands in braces."))
}

pub(crate) fn stray(at: FileSpan, bracket: &str) -> Diagnostic {
    Diagnostic::new(
        Code::StrayBracket,
        format!("{bracket} closes nothing"),
        at,
        "nothing is open here",
    )
    .with_help(format!("Remove the {bracket}, or add the bracket that it should close."))
    .with_fix(Fix::replace(format!("Remove the {bracket}"), at, ""))
}

pub(crate) fn too_deep(at: FileSpan) -> Diagnostic {
    let message = format!("brackets are nested more than {} deep", limits::NESTING);
    Diagnostic::new(Code::NestingTooDeep, message, at, "one level too many")
        .with_help("Flatten the value, or move a part of it into a setting.")
}

pub(crate) fn unterminated_string(at: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::UnterminatedString,
        "a string does not end on its line",
        at,
        "begins here",
    )
    .with_help("Close it with `\"`, or use `\"\"\"` for text of several lines.")
}

pub(crate) fn unterminated_text(at: FileSpan) -> Diagnostic {
    Diagnostic::new(Code::UnterminatedString, "a text block does not end", at, "begins here")
        .with_help("Close it with `\"\"\"` on a line of its own.")
}

pub(crate) fn unknown_escape(at: FileSpan, escape: &str) -> Diagnostic {
    let message = format!("`{}` is not an escape", excerpt(escape));
    Diagnostic::new(Code::UnknownEscape, message, at, "unknown escape").with_help(
        "Write `\\\\` for a backslash; the escapes are `\\n`, `\\t`, `\\r`, `\\\"`, `\\\\`, `\\$` and `\\u{1F600}`.",
    )
}

/// A character, or a run of them, that PDL does not use. What it was likely meant to be comes with it.
pub(crate) fn unknown_character(at: FileSpan, text: &str) -> Diagnostic {
    let shown = format!("`{}`", visible(&excerpt(text)));
    let new = |label: &str| {
        Diagnostic::new(Code::UnknownCharacter, format!("{shown} is not part of PDL"), at, label)
    };
    let replace = |by: &str| Fix::replace(format!("Write `{by}`"), at, by).machine_applicable();
    match text {
        "=" | ":=" => new("use a colon")
            .with_help("Write `:` between a field and its value.")
            .with_fix(replace(":")),
        ";" => new("not needed")
            .with_help("End an item with a new line or a comma.")
            .with_fix(replace(",")),
        _ if is_arrow(text) => new("use `->`")
            .with_help("Write `->` between a story and the one that waits for it.")
            .with_fix(replace("->")),
        "$" => new("not needed here")
            .with_help("Write a reference as it is, `cluster.name`; `${…}` stands inside strings."),
        _ if text.starts_with("/*") => new("a comment begins with `//`")
            .with_help("Begin every line of the comment with `//`."),
        _ if is_quote(text.chars().next()) => {
            let it = new("not the quotes of PDL")
                .with_help("Write strings in straight double quotes: `\"…\"`.");
            let words = text.trim_start_matches(|c| is_quote(Some(c)));
            let words = words.trim_end_matches(|c| is_quote(Some(c)));
            let plain = !words.is_empty() && !words.contains(['"', '\\', '$']);
            if plain { it.with_fix(replace(&format!("\"{words}\""))) } else { it }
        }
        "\u{a0}" | "\u{202f}" | "\u{2007}" => {
            new("a no-break space").with_help("Write an ordinary space.").with_fix(replace(" "))
        }
        _ if text.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) => new("other letters").with_help(
            "Write names with `A` to `Z`, digits, `_` and single dashes, and put text into quotes: `\"…\"`.",
        ),
        "<-" | "<--" | "<" | ">" | "--" | "-" | "---" | ">>" | "<=" | ">=" => new("a sign without a meaning")
            .with_help("Write `->` between a story and the one that waits for it, and `..` for a range."),
        _ if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) => {
            new("a dash too many").with_help("Write single dashes, each between two letters or digits.")
        }
        _ if text.chars().nth(1).is_some() && !text.contains(['"', '\\', '$']) => {
            new("no name and no value")
                .with_help("Put text into quotes: `\"…\"`.")
                .with_fix(Fix::replace("Put it into quotes", at, format!("\"{text}\"")))
        }
        _ => new("unknown character").with_help("Put text into quotes: `\"…\"`."),
    }
}

/// A text that `#` begins; `is_certain` if it can be nothing but a comment.
pub(crate) fn foreign_comment(at: FileSpan, text: &str, is_certain: bool) -> Diagnostic {
    let message = format!("`{}` is not part of PDL", visible(&excerpt(text)));
    let words = text.trim_start_matches('#');
    // `///` would begin a doc comment.
    let gap = if words.starts_with('/') { " " } else { "" };
    let comment = format!("//{gap}{words}");
    let fix = Fix::replace("Make it a comment", at, comment);
    Diagnostic::new(Code::UnknownCharacter, message, at, "a comment begins with `//`")
        .with_help("Write `// …` for a comment, and put text into quotes: `\"…\"`.")
        .with_fix(if is_certain { fix.machine_applicable() } else { fix })
}

/// A sign before an item, as lists have in YAML and Markdown.
pub(crate) fn list_sign(at: FileSpan, text: &str) -> Option<Diagnostic> {
    let is_sign = matches!(text, "-" | "*" | "+" | "•" | "–");
    is_sign.then(|| {
        let message = format!("`{text}` is not part of PDL");
        Diagnostic::new(Code::UnknownCharacter, message, at, "no sign stands before items")
            .with_help("Write each item on its own line without a sign, and a list as `[a, b]`.")
            .with_fix(Fix::replace("Remove the sign", at, ""))
    })
}

/// Whether a character quotes text in some language, but not in PDL.
fn is_quote(c: Option<char>) -> bool {
    c.is_some_and(|c| "'`“”„‘’‚«»".contains(c))
}

/// A text with invisible characters written out.
fn visible(text: &str) -> String {
    let one = |c: char| {
        let hidden = c.is_control()
            || (c.is_whitespace() && c != ' ')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}');
        if hidden { c.escape_unicode().to_string() } else { c.to_string() }
    };
    text.chars().map(one).collect()
}

/// Whether a run of foreign characters was likely meant as an arrow.
pub(crate) fn is_arrow(text: &str) -> bool {
    matches!(text, "=>" | "-->" | "==>" | "⇒" | "⟶")
}

pub(crate) fn missing_separator(at: FileSpan, previous: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::MissingSeparator,
        "two items stand on one line",
        at,
        "the second begins here",
    )
    .with_label(previous, "the first ends here")
    .with_help("Put a comma or a line break between them.")
    .with_fix(Fix::replace("Add a comma", previous.after(), ",").machine_applicable())
}

pub(crate) fn missing_value(field: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingValue, format!("`{name}` has no value"), field, "no value follows")
        .with_help("Write the value behind the colon, or remove the field.")
}

pub(crate) fn malformed_number(at: FileSpan, text: &str) -> Diagnostic {
    let shown = excerpt(text);
    let dots = text.matches('.').count();
    let parts: Vec<&str> = text.split(['.', '/', '-']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let is_date = parts.len() == 3
        && parts.iter().all(is_number)
        && (parts[0].len() == 4 || parts[2].len() == 4);
    let help = if is_date {
        "Write a date as year, month and day: `2025-10-21`.".to_owned()
    } else if dots >= 2 || text.contains('/') {
        format!("Put a version or a path into quotes, `\"{shown}\"`; an address has four numbers.")
    } else if text[1..].contains('-') {
        "Write a date as `2025-10-21`, and a name with a letter first.".to_owned()
    } else if text.starts_with('0') && text.bytes().all(|it| it.is_ascii_digit() || it == b'.') {
        let plain = text.trim_start_matches('0');
        format!(
            "Write the number without the leading zero, `{plain}`, or as a string, `\"{shown}\"`."
        )
    } else {
        format!(
            "Put text into quotes, `\"{shown}\"`; units of time are `w`, `d`, `h`, `m`, `s` and `ms`, the largest first."
        )
    };
    Diagnostic::new(
        Code::MalformedNumber,
        format!("`{shown}` is no number"),
        at,
        "begins like a number",
    )
    .with_help(help)
}

pub(crate) fn number_out_of_range(at: FileSpan, text: &str) -> Diagnostic {
    let message = format!("`{}` cannot be kept exactly", excerpt(text));
    Diagnostic::new(Code::NumberOutOfRange, message, at, "too large or too long").with_help(
        "Write it as a string if it is an identifier; whole numbers go to 9223372036854775807, others keep 17 digits.",
    )
}

pub(crate) fn impossible_date(at: FileSpan, text: &str) -> Diagnostic {
    let month_is_real =
        text.get(5..7).and_then(|m| m.parse().ok()).is_some_and(|m: u8| (1..=12).contains(&m));
    let label =
        if month_is_real { "this month has no such day" } else { "months go from 01 to 12" };
    Diagnostic::new(Code::ImpossibleDate, format!("`{text}` is no date"), at, label)
        .with_help("Write year, month and day of a day that exists, as in `2025-10-21`.")
}

pub(crate) fn malformed_duration(at: FileSpan, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MalformedDuration,
        format!("`{text}` is no duration"),
        at,
        "cannot be read",
    )
    .with_help("Write each unit once and the largest first, as in `1h30m`.")
}

/// An address or network that cannot be.
pub(crate) fn bad_address(at: FileSpan, text: &str, why: &AddressProblem) -> Diagnostic {
    match why {
        AddressProblem::Octet(part) => malformed_address(at, text, part),
        AddressProblem::Groups(part) => malformed_groups(at, text, part),
        AddressProblem::Prefix(prefix) => malformed_prefix(at, text, prefix),
        AddressProblem::HostBits(meant) => host_bits(at, text, *meant),
    }
}

fn malformed_address(at: FileSpan, text: &str, part: &str) -> Diagnostic {
    let label = if part.len() > 1 && part.starts_with('0') {
        format!("`{part}` begins with a zero")
    } else {
        format!("`{part}` is not 0 to 255")
    };
    Diagnostic::new(Code::MalformedAddress, format!("`{text}` is no address"), at, label)
        .with_help("Write four numbers from 0 to 255 without leading zeros.")
}

fn malformed_groups(at: FileSpan, text: &str, part: &str) -> Diagnostic {
    let label = format!("`{part}` is no IPv6 address");
    Diagnostic::new(Code::MalformedAddress, format!("`{text}` is no network"), at, label)
        .with_help("Write groups of up to four hexadecimal digits, as in `fd00:1::/48`.")
}

fn malformed_prefix(at: FileSpan, text: &str, prefix: &str) -> Diagnostic {
    let most = if text.contains(':') { 128 } else { 32 };
    let label = format!("`/{prefix}` is not /0 to /{most}");
    Diagnostic::new(Code::MalformedAddress, format!("`{text}` is no network"), at, label)
        .with_help(format!("Write `/` and a prefix length from 0 to {most}."))
}

fn host_bits(at: FileSpan, text: &str, meant: IpNet) -> Diagnostic {
    let message = format!("`{text}` has bits set behind its prefix");
    let found = Diagnostic::new(Code::HostBitsSet, message, at, format!("the network is {meant}"));
    let (written, help) = match meant {
        IpNet::V4(_) => (meant.to_string(), ", or the address without `/`"),
        IpNet::V6(_) => (format!("\"{meant}\""), ""),
    };
    found.with_help(format!("Write `{written}` for the network{help}.")).with_fix(Fix::replace(
        format!("Write `{written}`"),
        at,
        written,
    ))
}

pub(crate) fn malformed_interpolation(at: FileSpan) -> Diagnostic {
    let message = "`${` is not followed by a path and `}`";
    Diagnostic::new(
        Code::MalformedInterpolation,
        message,
        at,
        "expected a path such as `cluster.name`",
    )
    .with_help("Write `${cluster.name}`, or `\\${` for the characters themselves.")
}

pub(crate) fn text_on_own_lines(at: FileSpan) -> Diagnostic {
    let message = "a text block has words beside its quotes";
    Diagnostic::new(Code::MalformedText, message, at, "move to its own line")
        .with_help("Write the opening and the closing `\"\"\"` alone at the end and the beginning of their lines.")
}

pub(crate) fn dangling_doc(at: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::DanglingDoc,
        "a doc comment documents nothing",
        at,
        "no item follows directly",
    )
    .with_help("Move it directly above the item it describes, or write `//` for a plain comment.")
}

pub(crate) fn doc_in_no_document(at: FileSpan, statement: &str) -> Diagnostic {
    let message = format!("a doc comment above `{statement}` reaches no document");
    Diagnostic::new(Code::DanglingDoc, message, at, "nobody reads it there")
        .with_help("Write `//` for a plain comment.")
}

pub(crate) fn packet_description(at: FileSpan) -> Diagnostic {
    let message = "this file is a packet description, not a platform";
    Diagnostic::new(
        Code::PacketDescription,
        message,
        at,
        "the other language begins here",
    )
    .with_help(
        "Leave the file to its own compiler; platforms are in `platform.pdl` or `*.platform.pdl`.",
    )
}

/// Two stories beside each other; the second is at `at`.
pub(crate) fn missing_arrow(at: FileSpan, previous: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::MissingArrow,
        "two stories stand side by side",
        at,
        "no arrow before this",
    )
    .with_label(previous, "the first ends here")
    .with_help("Write `->` between them, `|` between alternatives, or a comma between two chains.")
}

/// A story alone in an `order` block.
pub(crate) fn lonely_story(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::new(Code::MissingArrow, format!("`{name}` has no arrow"), at, "no order yet")
        .with_help(format!("Write `{name} -> …` and the story that waits for it, or remove it."))
}

/// Stories in parentheses alone in an `order` block.
pub(crate) fn lonely_group(at: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::MissingArrow,
        "the stories in parentheses have no arrow",
        at,
        "no order yet",
    )
    .with_help("Write `->` and the story that waits for them, or remove them.")
}

/// `|` between stories outside parentheses.
pub(crate) fn bare_alternatives(at: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::UnexpectedToken,
        "`|` stands outside parentheses",
        at,
        "between stories side by side",
    )
    .with_help("Write `(A | B)` around the stories that it joins.")
}

/// `–` between two stories.
pub(crate) fn dash_is_no_arrow(at: FileSpan) -> Diagnostic {
    Diagnostic::new(Code::UnknownCharacter, "`–` is no arrow", at, "a dash")
        .with_help("Write `->` between a story and the one that waits for it.")
        .with_fix(Fix::replace("Write `->`", at, "->"))
}

pub(crate) fn missing_story(at: FileSpan, arrow: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MissingArrow,
        format!("{arrow} has nothing beside it"),
        at,
        "expected a story here",
    )
    .with_help(format!("Name the story here, or remove the {arrow}."))
}

pub(crate) fn dash_is_no_range(at: FileSpan) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownCharacter,
        "`–` stands for `..` only between two dates",
        at,
        "a dash",
    )
    .with_help("Write `..` for a range and `-` inside names.")
    .with_fix(Fix::replace("Write `..`", at, ".."))
}
