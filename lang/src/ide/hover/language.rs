//! The language itself, from its table.

use crate::diagnostic::{Code, Severity};
use crate::table::{Choice, FieldDef, StatementDef};

/// A statement: what may stand behind its word, what it is, and an example.
pub(in crate::ide) fn statement(def: &StatementDef) -> String {
    let mut text = format!("**{}**", def.word);
    for argument in def.arguments {
        let name = &argument.name;
        text += &if argument.required { format!(" *{name}*") } else { format!(" [*{name}*]") };
    }
    text += "\n\n";
    text += def.doc;
    if !def.example.is_empty() {
        text += &format!("\n\n```platform-pdl\n{}\n```", def.example);
    }
    text
}

/// A field: its type, what holds without it, and what it is.
pub(in crate::ide) fn field(def: &StatementDef, field: &FieldDef) -> String {
    let mut text = format!("**{}** of `{}`: {}", field.name, def.word, field.ty.describe());
    text += &match (field.required, field.default) {
        (true, _) => "; must be there".to_owned(),
        (false, "" | "none") => String::new(),
        (false, default) => format!("; {default} when left out"),
    };
    text += "\n\n";
    text += field.doc;
    let choices: Vec<String> =
        field.ty.choices().iter().map(|it| format!("- `{}`: {}", it.word, it.doc)).collect();
    if !choices.is_empty() {
        text += "\n\n";
        text += &choices.join("\n");
    }
    text
}

/// A word that the table gives to choose from.
pub(super) fn choice(choice: &Choice) -> String {
    format!("`{}`: {}", choice.word, choice.doc)
}

/// A lint: what its page says.
pub(in crate::ide) fn lint(slug: &str) -> Option<String> {
    let code = Code::find(slug)?;
    let level = match code.severity() {
        Severity::Warning => "a warning",
        Severity::Error => "an error, which cannot be changed",
    };
    Some(format!(
        "**{}** ({code}): {}; {level}\n\n{}",
        code.slug(),
        code.title(),
        body(code.page())
    ))
}

/// A page without its heading.
fn body(page: &str) -> &str {
    let rest = page.trim_start();
    match rest.split_once('\n') {
        Some((first, rest)) if first.starts_with("# ") => rest.trim(),
        _ => rest.trim(),
    }
}
