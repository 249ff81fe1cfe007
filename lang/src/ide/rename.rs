//! A new name for something, in every file. What is built afterwards is the same but for the name.

use smol_str::SmolStr;

use super::Place;
use super::occurrences::{self, Symbol};
use crate::diagnostic::Edit;
use crate::span::FileSpan;
use crate::syntax::string;
use crate::table::Namespace;

/// The name at a place, if it can be changed.
#[must_use]
pub fn prepare(place: Place<'_>) -> Option<FileSpan> {
    let (symbol, occurrence) = occurrences::symbol_at(place)?;
    occurrences::is_declared(place.analysis, &symbol).then_some(occurrence.at)
}

/// The edits that give the name at a place another.
///
/// # Errors
/// Why it cannot be called that, continuing a sentence.
pub fn rename(place: Place<'_>, to: &str) -> Result<Vec<Edit>, String> {
    let nothing = || "there is no name here".to_owned();
    let (symbol, _) = occurrences::symbol_at(place).ok_or_else(nothing)?;
    if !occurrences::is_declared(place.analysis, &symbol) {
        return Err(format!("nothing declares `{}`", symbol.name()));
    }
    if symbol.name() == to {
        return Ok(Vec::new());
    }
    if !string::is_word(to) {
        return Err(format!("`{to}` is no name: names are letters, digits, `_` and inner `-`"));
    }
    let new = renamed(&symbol, to);
    if occurrences::is_declared(place.analysis, &new) {
        return Err(format!("there is a {} `{to}` already", noun(&new)));
    }
    if matches!(new, Symbol::Setting(_)) && MEANT_OTHERWISE.contains(&to) {
        return Err(format!("`{to}` means something else in a reference"));
    }
    let places = occurrences::all(place.analysis, &symbol).into_iter();
    Ok(places.map(|it| Edit { at: it.at, text: to.to_owned() }).collect())
}

/// What the beginning of a reference, or a fact of a cluster, may not be called.
const MEANT_OTHERWISE: [&str; 11] = [
    "cluster",
    "component",
    "platform",
    "true",
    "false",
    "null",
    "name",
    "id",
    "api",
    "pods",
    "services",
];

fn renamed(symbol: &Symbol, to: &str) -> Symbol {
    let to = SmolStr::new(to);
    match symbol {
        Symbol::Item(namespace, _) => Symbol::Item(*namespace, to),
        Symbol::Setting(_) => Symbol::Setting(to),
    }
}

fn noun(symbol: &Symbol) -> &'static str {
    match symbol {
        Symbol::Item(namespace, _) => Namespace::noun(*namespace),
        Symbol::Setting(_) => "setting",
    }
}
