//! Messages of the compiler, in the words of the documents.

use std::collections::BTreeMap;

use pdl_lang::model::Plan;

use super::super::markdown::message;
use super::{sprint, story};

/// What documents call the names that messages put into backticks.
pub(in crate::emit) struct Words<'p> {
    words: BTreeMap<&'p str, String>,
}

impl<'p> Words<'p> {
    /// Sprints by their titles and stories with their prefix; a story wins over a sprint of its name.
    pub(in crate::emit) fn new(plan: &'p Plan) -> Self {
        let mut words = BTreeMap::new();
        for (id, it) in plan.sprints.iter() {
            words.insert(it.name.text.as_str(), sprint(plan, id));
        }
        for (id, it) in plan.stories.iter() {
            words.insert(it.name.text.as_str(), story(plan, id));
        }
        Self { words }
    }

    /// A message as text of a document.
    pub(in crate::emit) fn plain(&self, text: &str) -> String {
        let parts: Vec<&str> = text.split('`').collect();
        if parts.len().is_multiple_of(2) {
            return message(text);
        }
        let mut out = String::new();
        let mut rest = String::new();
        for (index, part) in parts.iter().enumerate() {
            match self.words.get(part).filter(|_| index % 2 == 1) {
                Some(word) => {
                    push(&mut out, &rest);
                    rest.clear();
                    out.push_str(word);
                }
                None if index % 2 == 1 => {
                    rest.push('`');
                    rest.push_str(part);
                    rest.push('`');
                }
                None => rest.push_str(part),
            }
        }
        push(&mut out, &rest);
        out
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
}
