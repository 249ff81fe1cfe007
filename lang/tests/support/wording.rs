//! How messages are worded: one line each, no full stop; labels short; help starts with a verb and ends as a sentence.

use pdl_lang::diagnostic::Diagnostic;

/// The longest label, in words.
const LABEL_WORDS: usize = 6;

/// What is wrong with the words of a diagnostic.
pub(crate) fn faults(found: &Diagnostic) -> Vec<String> {
    let mut faults = Vec::new();
    let message = &found.message;
    if message.contains('\n') || message.ends_with('.') || message.trim() != message {
        faults.push(format!("the message is no single line without a full stop: {message}"));
    }
    for label in &found.labels {
        let text = &label.text;
        if text.is_empty() || text.contains('\n') || text.ends_with('.') {
            faults.push(format!("the label is no single line without a full stop: {text}"));
        }
        if words(text) > LABEL_WORDS {
            faults.push(format!("the label has more than {LABEL_WORDS} words: {text}"));
        }
    }
    match &found.help {
        None => faults.push(format!("there is no help: {message}")),
        Some(help) => {
            let first = help.split_whitespace().next().unwrap_or_default();
            let verb = first.starts_with(|c: char| c.is_ascii_uppercase())
                && !["The", "A", "An", "It", "This", "That", "There", "You"].contains(&first);
            if !verb || !help.ends_with('.') || help.contains('\n') {
                faults.push(format!("the help is no sentence that starts with a verb: {help}"));
            }
        }
    }
    faults
}

/// Words outside backticks; what is quoted counts as one.
fn words(text: &str) -> usize {
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join("x");
    outside.split_whitespace().count()
}
