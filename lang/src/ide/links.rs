//! What a text leads to: files that it names, and addresses on the web.

use super::things::{self, Thing};
use crate::analysis::Analysis;
use crate::span::{FileId, FileSpan, Span};

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is clicked on: the text between the quotes.
    pub at: FileSpan,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A glob of files, relative to the file that has the link.
    Files(String),
    /// An address.
    Web(String),
}

/// The links of a file, by place.
#[must_use]
pub fn links(analysis: &Analysis, file: FileId) -> Vec<Link> {
    let mut links = Vec::new();
    things::of_file(analysis.program.file(file), &mut |at, thing| {
        let (text, target) = match thing {
            Thing::Glob(literal) => (literal.plain(), Target::Files as fn(String) -> Target),
            Thing::Text(literal, field) => {
                let text = literal.plain().filter(|text| !text.contains(char::is_whitespace));
                let is_web =
                    |text: &String| text.starts_with("https://") || text.starts_with("http://");
                match text {
                    Some(text) if is_web(&text) => (Some(text), Target::Web as fn(_) -> _),
                    Some(text) if field == "docs" => (Some(text), Target::Files as fn(_) -> _),
                    _ => return,
                }
            }
            _ => return,
        };
        if let Some(text) = text.filter(|text| !text.is_empty())
            && at.span.len() > 2
        {
            let inner = Span::new(at.span.start + 1, at.span.end - 1);
            links.push(Link { at: inner.in_file(at.file), target: target(text) });
        }
    });
    links.sort_by_key(|link| link.at);
    links
}
