//! The reference tables of `docs/language.md`, generated from the table.

use std::fmt::Write as _;

use super::{ArgumentDef, FieldDef, STATEMENTS, StatementDef, parents};

/// The reference as Markdown: a section a statement.
#[must_use]
pub fn reference() -> String {
    let mut out = String::new();
    for def in STATEMENTS {
        section(&mut out, def);
    }
    out
}

fn section(out: &mut String, def: &StatementDef) {
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("### `{}`\n\n{}\n", heading(def), def.doc));
    let places: Vec<String> = parents(def.word)
        .map(|word| if word.is_empty() { "the top level".to_owned() } else { format!("`{word}`") })
        .collect();
    let once = if def.once { "; once" } else { "" };
    line(format!("Stands in: {}{once}.\n", places.join(", ")));
    if !def.arguments.is_empty() || !def.fields.is_empty() || def.open.is_some() {
        line("| name | type | when left out | what it is |\n| --- | --- | --- | --- |".to_owned());
    }
    for ArgumentDef { name, ty, required, doc } in def.arguments {
        let default = if *required { "must be there" } else { "none" };
        line(format!("| *{name}* | {} | {default} | {doc} |", cell(&ty.describe())));
    }
    for FieldDef { name, ty, required, default, doc } in def.fields {
        let default = if *required { "must be there" } else { *default };
        line(format!("| `{name}` | {} | {default} | {doc} |", cell(&ty.describe())));
    }
    if let Some(open) = &def.open {
        line(format!("| any other | {} | | {} |", cell(&open.ty.describe()), open.doc));
    }
    if !def.statements.is_empty() {
        let inner: Vec<String> = def.statements.iter().map(|word| format!("`{word}`")).collect();
        line(format!("\nIts block holds: {}.", inner.join(", ")));
    }
    if !def.example.is_empty() {
        line(format!("\n```pdl\n{}\n```", def.example));
    }
    out.push('\n');
}

fn heading(def: &StatementDef) -> String {
    let mut heading = def.word.to_owned();
    for argument in def.arguments {
        let name = argument.name.to_uppercase();
        let shown = if argument.required { name } else { format!("[{name}]") };
        write!(heading, " {shown}").expect("writing to a string does not fail");
    }
    heading
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
