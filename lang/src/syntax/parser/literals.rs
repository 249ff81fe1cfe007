//! What is said of literals that mean nothing, and of strings.

use super::{Parser, narrow};
use crate::diagnostic::{Code, Diagnostic};
use crate::problems::syntax as problems;
use crate::span::{FileSpan, Span};
use crate::syntax::kind::TokenKind;
use crate::syntax::literal;
use crate::syntax::string::{self, StringProblem};
use crate::syntax::tree::Token;

impl Parser<'_> {
    /// Reports what is wrong inside a literal. Strings and numbers stand for themselves whatever is in them.
    pub(super) fn check_literal(&mut self, token: Token) {
        let span = token.span();
        let text = span.of(self.text);
        let at = span.in_file(self.file);
        let found = match token.kind() {
            TokenKind::Str if string::is_plain(self.text, span) => None,
            TokenKind::Str | TokenKind::Text => return self.check_string(token),
            TokenKind::Int if literal::integer(text).is_none() => {
                Some(problems::number_out_of_range(at, text))
            }
            TokenKind::Float if literal::float(text).is_none() => {
                Some(problems::number_out_of_range(at, text))
            }
            TokenKind::BadNumber => Some(malformed(at, text)),
            TokenKind::Date if literal::date(text).is_none() => {
                Some(problems::impossible_date(at, text))
            }
            TokenKind::Ipv4 => {
                literal::ipv4(text).err().map(|why| problems::bad_address(at, text, &why))
            }
            TokenKind::Cidr => {
                literal::network(text).err().map(|why| problems::bad_address(at, text, &why))
            }
            _ => None,
        };
        self.diagnostics.extend(found);
    }

    fn check_string(&mut self, token: Token) {
        let kind = token.kind();
        let span = token.span();
        let problems = string::decode(self.text, span, kind).problems;
        let is_open = problems.contains(&StringProblem::Unterminated);
        for problem in problems {
            // In a string without an end, an interpolation without one is no news, nor is what stands beside the quotes.
            let follows = match problem {
                StringProblem::Interpolation(at) => at.end == span.end,
                StringProblem::OwnLines(_) => true,
                _ => false,
            };
            if is_open && follows {
                continue;
            }
            let here = |span: Span| span.in_file(self.file);
            self.diagnostics.push(match problem {
                StringProblem::Unterminated if kind == TokenKind::Text => {
                    problems::unterminated_text(here(Span::new(span.start, span.start + 3)))
                }
                StringProblem::Unterminated => problems::unterminated_string(here(span)),
                StringProblem::Escape(at) | StringProblem::Unicode(at) => {
                    problems::unknown_escape(here(at), at.of(self.text))
                }
                StringProblem::Interpolation(at) => problems::malformed_interpolation(here(at)),
                StringProblem::OwnLines(at) => problems::text_on_own_lines(here(at)),
            });
        }
    }
}

fn malformed(at: FileSpan, text: &str) -> Diagnostic {
    let units = |byte: u8| byte.is_ascii_digit() || b"wdhms".contains(&byte);
    if text.bytes().all(units) && text.ends_with(|c: char| c.is_ascii_lowercase()) {
        problems::malformed_duration(at, text)
    } else {
        problems::malformed_number(at, text)
    }
}

/// Where a string does not end, a quote is missing on its line, maybe before an earlier string: what was inside quotes
/// stood outside then, and is no mistake.
pub(super) fn drop_what_quotes_confused(text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let line_before = |at: u32| {
        let start = text[..at as usize].rfind('\n').map_or(0, |at| at + 1);
        text[start..at as usize].contains('"').then(|| narrow(start)..at)
    };
    let open = diagnostics.iter().filter(|it| it.code == Code::UnterminatedString);
    let confused: Vec<_> = open.filter_map(|it| line_before(it.at().span.start)).collect();
    let mut lines = confused.iter().peekable();
    diagnostics.retain(|it| {
        let at = it.at().span.start;
        while lines.peek().is_some_and(|line| line.end < at) {
            lines.next();
        }
        let follows = matches!(it.code, Code::UnexpectedToken | Code::MissingSeparator);
        !(follows && lines.peek().is_some_and(|line| line.contains(&at)))
    });
}
