//! Messages of the compiler, in the words of the documents.

use std::collections::BTreeMap;

use pdl_lang::model::Plan;

use super::super::markdown::message;
use super::{sentence, sprint, story};
use crate::plain;

/// What documents call the names that messages put into backticks.
pub(in crate::emit) struct Words<'p> {
    /// As text of Markdown, and as it is.
    words: BTreeMap<&'p str, (String, String)>,
}

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'w> {
    Text(&'w str),
    /// A name that documents call something else.
    Word(&'w (String, String)),
    Code(&'w str),
}

impl<'p> Words<'p> {
    /// Sprints by their titles and stories with their prefix; a story wins over a sprint of its name.
    pub(in crate::emit) fn new(plan: &'p Plan) -> Self {
        let mut words = BTreeMap::new();
        for (id, it) in plan.sprints.iter() {
            let title = it.title.as_deref().unwrap_or(&it.name.text);
            words.insert(it.name.text.as_str(), (sprint(plan, id), title.to_owned()));
        }
        for (id, it) in plan.stories.iter() {
            let name = format!("{}{}", plan.platform.story_prefix, it.name.text);
            words.insert(it.name.text.as_str(), (story(plan, id), name));
        }
        Self { words }
    }

    /// A message as text of a document.
    pub(in crate::emit) fn plain(&self, text: &str) -> String {
        let Some(pieces) = self.read(text) else { return message(text) };
        let mut out = String::new();
        let mut rest = String::new();
        for piece in pieces {
            match piece {
                Piece::Word((word, _)) => {
                    push(&mut out, &rest);
                    rest.clear();
                    out.push_str(word);
                }
                Piece::Code(code) => {
                    rest.push('`');
                    rest.push_str(code);
                    rest.push('`');
                }
                Piece::Text(text) => rest.push_str(text),
            }
        }
        push(&mut out, &rest);
        out
    }

    /// A message as the beginning of a sentence of a document.
    pub(in crate::emit) fn sentence(&self, text: &str) -> String {
        sentence(&self.plain(text))
    }

    /// A message in pieces without any markup, each with whether it is code; the first begins a sentence.
    pub(in crate::emit) fn pieces(&self, text: &str) -> Vec<(bool, String)> {
        let Some(pieces) = self.read(text) else { return vec![(false, sentence(text))] };
        let visible = |part: &str| part.chars().map(plain::visible).collect::<String>();
        let mut out: Vec<(bool, String)> = Vec::new();
        for piece in pieces {
            let (is_code, part) = match piece {
                Piece::Text(text) => (false, visible(text)),
                Piece::Word((_, word)) => (false, visible(word)),
                Piece::Code(code) => (true, visible(code)),
            };
            match out.last_mut() {
                Some((false, last)) if !is_code => last.push_str(&part),
                _ if part.is_empty() => {}
                _ => out.push((is_code, part)),
            }
        }
        if let Some((false, first)) = out.first_mut() {
            *first = sentence(first);
        }
        out
    }

    /// What stands between backticks and around them; nothing where one is alone.
    fn read<'w>(&'w self, text: &'w str) -> Option<impl Iterator<Item = Piece<'w>>> {
        let parts: Vec<&str> = text.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return None;
        }
        let piece = |(index, part): (usize, &'w str)| match self.words.get(part) {
            _ if index % 2 == 0 => Piece::Text(part),
            Some(word) => Piece::Word(word),
            None => Piece::Code(part),
        };
        Some(parts.into_iter().enumerate().map(piece))
    }
}

/// Appends a message, with the blanks at its ends that [`message`] takes away.
fn push(out: &mut String, part: &str) {
    let inner = message(part);
    out.push_str(if part.starts_with(' ') { " " } else { "" });
    out.push_str(inner.trim());
    out.push_str(if part.ends_with(' ') && !inner.trim().is_empty() { " " } else { "" });
}

#[cfg(test)]
mod tests {
    use pdl_lang::{Options, Program, analyze};

    use super::Words;

    #[test]
    fn names_of_the_plan_are_called_what_readers_call_them() {
        let program = "platform p { story-prefix: \"STORY-\" }\n\
                       sprint S1 2025-10-20..2025-10-31 \"Sprint One\" { story A }\n";
        let analysis = analyze(Program::of_text("platform.pdl", program), &Options::default());
        let words = Words::new(&analysis.plan);
        let cases = [
            ("`A` is planned for `S1`, so wait", "STORY-A is planned for Sprint One, so wait"),
            ("Move `A` `S1`.", "Move STORY-A Sprint One."),
            ("write `->` or `A`", "write `->` or STORY-A"),
            ("a ` alone", "a \\` alone"),
            ("", ""),
        ];
        for (given, expected) in cases {
            assert_eq!(words.plain(given), expected);
        }
    }

    #[test]
    fn pages_say_what_documents_say_without_markup() {
        let program = "platform p { story-prefix: \"STORY-\" }\n\
                       sprint S1 2025-10-20..2025-10-31 \"Sprint *One*\" { story A }\n";
        let analysis = analyze(Program::of_text("platform.pdl", program), &Options::default());
        let words = Words::new(&analysis.plan);
        let text = |text: &str| (false, text.to_owned());
        let cases = [
            ("`A` is in `S1`", vec![text("STORY-A is in Sprint *One*")]),
            ("all of `X`", vec![text("All of "), (true, "X".to_owned())]),
            ("a ` alone", vec![text("A ` alone")]),
        ];
        for (given, expected) in cases {
            assert_eq!(words.pieces(given), expected);
        }
    }
}
