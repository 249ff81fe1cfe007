//! The table of the language: which statements may stand where, their arguments, fields, types, defaults, documentation.
//!
//! The checker, completion, hover and the reference tables of `docs/language.md` are driven by it. Adding a field is a
//! row in `table/`, and a line in lowering that uses it.

mod engineering;
mod reference;
mod schedule;
mod types;

pub use reference::reference;
pub use types::{Choice, Namespace, Type};

/// A statement, or the document as a whole.
#[derive(Debug)]
pub struct StatementDef {
    /// The word it begins with; empty for the document.
    pub word: &'static str,
    /// What it is: Markdown, one or two sentences.
    pub doc: &'static str,
    /// What stands behind the word, in order.
    pub arguments: &'static [ArgumentDef],
    /// The fields of its block.
    pub fields: &'static [FieldDef],
    /// The statements of its block.
    pub statements: &'static [&'static str],
    /// Whether fields of any other name may stand in its block, and what they are.
    pub open: Option<OpenDef>,
    /// Whether its block holds chains.
    pub chains: bool,
    /// Whether it may stand only once in its block.
    pub once: bool,
    /// Whether documents show a doc comment that stands above it.
    pub shown: bool,
    /// A short, valid use.
    pub example: &'static str,
}

/// An argument of a statement.
#[derive(Debug)]
pub struct ArgumentDef {
    /// What messages call it.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub doc: &'static str,
}

/// A field of a statement.
#[derive(Debug)]
pub struct FieldDef {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// What holds when it is left out, for the documentation.
    pub default: &'static str,
    /// What it is.
    pub doc: &'static str,
}

/// Fields of any name.
#[derive(Debug)]
pub struct OpenDef {
    /// What such a field is called.
    pub noun: &'static str,
    /// The type of its value.
    pub ty: Type,
    /// What it is.
    pub doc: &'static str,
}

impl StatementDef {
    /// A field by its name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldDef> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether a statement may stand in its block.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.statements.contains(&word)
    }
}

/// The document: the statements of the top level.
pub static DOCUMENT: StatementDef = StatementDef {
    word: "",
    doc: "A program: the root file and everything it includes.",
    arguments: &[],
    fields: &[],
    statements: &[
        "platform",
        "calendar",
        "sprint",
        "backlog",
        "lane",
        "order",
        "milestone",
        "include",
        "cluster",
        "settings",
        "component",
        "inventory",
        "outputs",
    ],
    open: None,
    chains: false,
    once: false,
    shown: false,
    example: "",
};

/// Every statement, in the order of the documentation.
pub static STATEMENTS: &[&StatementDef] = &[
    &schedule::PLATFORM,
    &engineering::SOURCE,
    &engineering::FLUX,
    &schedule::LINTS,
    &schedule::CALENDAR,
    &schedule::HOLIDAY,
    &schedule::FREEZE,
    &schedule::SPRINT,
    &schedule::BACKLOG,
    &schedule::STORY,
    &schedule::LANE,
    &schedule::ORDER,
    &schedule::MILESTONE,
    &schedule::INCLUDE,
    &engineering::CLUSTER,
    &engineering::SETTINGS,
    &engineering::COMPONENT,
    &engineering::HELM,
    &engineering::RESOURCE,
    &engineering::KUSTOMIZE,
    &engineering::ON,
    &engineering::INVENTORY,
    &engineering::OUTPUTS,
];

/// A statement by its word.
#[must_use]
pub fn statement(word: &str) -> Option<&'static StatementDef> {
    STATEMENTS.iter().copied().find(|def| def.word == word)
}

/// The words of the statements in whose blocks a statement may stand; empty for the top level.
pub fn parents(word: &str) -> impl Iterator<Item = &'static str> {
    let all = std::iter::once(&DOCUMENT).chain(STATEMENTS.iter().copied());
    all.filter(move |def| def.holds(word)).map(|def| def.word)
}

#[cfg(test)]
mod tests {
    use super::{DOCUMENT, STATEMENTS, parents, statement};

    #[test]
    fn every_nested_word_is_a_statement_and_every_statement_has_a_place() {
        for def in STATEMENTS.iter().copied().chain([&DOCUMENT]) {
            for word in def.statements {
                assert!(statement(word).is_some(), "`{word}` in `{}`", def.word);
            }
        }
        for def in STATEMENTS {
            assert!(parents(def.word).next().is_some(), "`{}` may stand nowhere", def.word);
            assert!(!def.doc.is_empty(), "`{}` has no documentation", def.word);
        }
    }

    #[test]
    fn required_arguments_stand_before_optional_ones() {
        for def in STATEMENTS {
            let required: Vec<bool> = def.arguments.iter().map(|it| it.required).collect();
            assert!(required.is_sorted_by(|a, b| a >= b), "`{}`", def.word);
        }
    }
}
