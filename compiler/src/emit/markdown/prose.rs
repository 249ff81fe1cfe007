//! Doc comments inside a document: their Markdown is kept, but it can neither open a section of the document, nor
//! hold HTML, nor reach beyond its end.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::text;
use crate::plain::visible;

/// How often a comment is read again because what was escaped has given the rest another meaning.
const ROUNDS: usize = 16;

/// A doc comment whose headings, rules and tags are text.
pub(in super::super) fn prose(doc: &str) -> String {
    let lines = doc.trim().lines().map(line).collect::<Vec<_>>();
    let mut out = lines.join("\n");
    for _ in 0..ROUNDS {
        let marks = marks(&out);
        if marks.is_empty() {
            out.push_str(&open_fence(&out));
            return out;
        }
        out = escaped(&out, &marks);
    }
    // Nobody writes this to be read.
    lines.iter().map(|line| text(line)).collect::<Vec<_>>().join("\n")
}

/// A doc comment as a quotation below an item: nothing in it becomes an item of the list around it.
pub(in super::super) fn quote(doc: &str, indent: &str) -> String {
    let quoted = |line: &str| format!("{}\n", format!("{indent}> {line}").trim_end());
    prose(doc).lines().map(quoted).collect()
}

fn line(line: &str) -> String {
    line.chars().map(|it| if it == '\t' { it } else { visible(it) }).collect()
}

fn events(doc: &str) -> impl Iterator<Item = (Event<'_>, std::ops::Range<usize>)> {
    Parser::new_ext(doc, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
}

/// Where the marks stand that make headings, rules and tags.
fn marks(doc: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for (event, range) in events(doc) {
        let part = &doc[range.clone()];
        let within = match event {
            Event::Start(Tag::Heading { .. }) => heading(part),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => part.find('<'),
            Event::Rule => part.find(['-', '_', '*']),
            _ => None,
        };
        found.extend(within.map(|within| range.start + within));
    }
    // The line below a heading stands behind what is in it.
    found.sort_unstable();
    found
}

/// What makes a heading: the hashes before it, or the line below it.
fn heading(part: &str) -> Option<usize> {
    let start = part.find(|it: char| !it.is_whitespace())?;
    let hashes = part[start..].bytes().take_while(|it| *it == b'#').count();
    let behind = part[start + hashes..].chars().next();
    if (1..=6).contains(&hashes) && behind.is_none_or(char::is_whitespace) {
        return Some(start);
    }
    let last = part.trim_end().rfind('\n')?;
    part[last..].find(['=', '-']).map(|at| last + at)
}

fn escaped(doc: &str, marks: &[usize]) -> String {
    let mut out = String::with_capacity(doc.len() + marks.len());
    let mut written = 0;
    for &at in marks {
        out.push_str(&doc[written..at]);
        out.push('\\');
        written = at;
    }
    out.push_str(&doc[written..]);
    out
}

/// What ends a block of code that is open where a comment ends.
fn open_fence(doc: &str) -> String {
    let after = format!("{doc}\n\nend");
    let swallows = events(&after).find_map(|(event, range)| {
        let is_fence = matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))));
        (is_fence && range.end > doc.len() + 2).then_some(range.start)
    });
    let Some(at) = swallows else { return String::new() };
    let fence = doc[at..].trim_start();
    let mark = |it: &char| fence.starts_with(*it);
    format!("\n{}", fence.chars().take_while(mark).collect::<String>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};
    use pulldown_cmark::{Event, Tag};

    use super::{events, prose};

    /// Whether a comment neither opens a section, nor holds HTML, nor changes what follows it.
    fn is_tame(out: &str) -> bool {
        let page = format!("{out}\n\n# end <i>\n");
        let wild = |(event, _): &(Event<'_>, _)| {
            matches!(
                event,
                Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::Start(Tag::Heading { .. })
                    | Event::Rule
            )
        };
        let found: Vec<_> = events(&page).filter(wild).collect();
        let end = out.len() + 2;
        found.len() == 2 && found.iter().all(|(_, range)| range.start >= end)
    }

    #[test]
    fn markdown_stays_but_opens_no_section_and_holds_no_tags() {
        let cases = [
            ("Some *text* with `<code>`.", "Some *text* with `<code>`."),
            ("a <script>x</script>", "a \\<script>x\\</script>"),
            ("# Heading\n- item\n---\n===", "\\# Heading\n- item\n\\---\n==="),
            ("Title\n===", "Title\n\\==="),
            ("```\n# <b>\n```\n# b", "```\n# <b>\n```\n\\# b"),
            ("```\nopen", "```\nopen\n```"),
            ("~~~~ sh\nopen\n~~~", "~~~~ sh\nopen\n~~~\n~~~~"),
            ("```\n~~~\n```", "```\n~~~\n```"),
            ("one ` tick <b>", "one ` tick \\<b>"),
            ("```x``` is <b>code</b>", "```x``` is \\<b>code\\</b>"),
            ("a\n\n    ```\n\n<b>", "a\n\n    ```\n\n\\<b>"),
            ("\\`<img>\\`", "\\`\\<img>\\`"),
            ("`<b>``", "`\\<b>``"),
            ("2 < 3, <https://example.org>", "2 < 3, <https://example.org>"),
        ];
        for (given, expected) in cases {
            assert_eq!(prose(given), expected, "{given}");
            assert!(is_tame(expected), "{given}");
        }
    }

    #[test]
    fn what_escaping_reveals_is_escaped_too() {
        let many = "<!--\n\n```\n<i>\n".repeat(60);
        for given in ["<!--\n```\n-->\n```\n<b>", "<div>\n# a\n</div>", many.as_str()] {
            assert!(is_tame(&prose(given)), "{given}\n{}", prose(given));
        }
    }

    proptest! {
        #[test]
        fn no_comment_is_more_than_text(given in "([`~<>#=*|\\\\ \\-]|\n|```|~~~|    |<b>|<!--|-->|<div|a|1\\. |> |- ){0,24}") {
            let out = prose(&given);
            prop_assert!(is_tame(&out), "{given}\n--\n{out}");
        }
    }
}
