//! What a statement takes, while its arguments are typed.

use super::Place;
use super::completion::open_statement;
use crate::table::{StatementDef, Type};

/// What a statement takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The whole, on a line.
    pub label: String,
    /// What the statement is.
    pub doc: &'static str,
    /// Each argument: its bytes in the label, and what it is.
    pub arguments: Vec<(u32, u32, String)>,
    /// The argument that is being typed; beyond the last when all are there.
    pub active: usize,
}

/// The signature of the statement whose arguments are being typed.
#[must_use]
pub fn signature(place: Place<'_>) -> Option<Signature> {
    let (def, given) = open_statement(place)?;
    if def.arguments.is_empty() {
        return None;
    }
    let mut label = def.word.to_owned();
    let mut arguments = Vec::with_capacity(def.arguments.len());
    for row in def.arguments {
        label.push(' ');
        let start = length(&label);
        let text = if row.required { row.name.to_owned() } else { format!("[{}]", row.name) };
        label += &text;
        let doc = format!("{}: {}", row.doc, row.ty.describe());
        arguments.push((start, length(&label), doc));
    }
    Some(Signature { label, doc: def.doc, arguments, active: active(def, given) })
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// The row that the next value belongs to: `end S2` is one argument of two values.
fn active(def: &StatementDef, given: usize) -> usize {
    let when = def.arguments.iter().position(|row| row.ty == Type::When);
    match when {
        Some(when) if given > when => (given - 1).max(when),
        _ => given,
    }
}
