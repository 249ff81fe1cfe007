//! From text to a lossless tree. Total: any text gives a tree and a list of problems.
//!
//! The syntax is generic: it knows statements, fields, chains and values, and no word of the language.
//! What the words mean stands in [`crate::table`].

pub mod ast;
mod docs;
mod grammar;
pub mod kind;
mod lexer;
pub mod literal;
mod parser;
mod reparse;
pub mod string;
pub mod tree;

use crate::diagnostic::Diagnostic;
use crate::span::FileId;
use parser::Parser;
pub use reparse::reparse;
use tree::Tree;

/// The tree of a file and what was wrong with its text.
#[derive(Clone, Debug)]
pub struct Parse {
    /// The tree; it covers the whole text whatever the problems.
    pub tree: Tree,
    /// Independent problems, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses the text of `file`. Texts of [`crate::limits::FILE_BYTES`] or more must not get here.
#[must_use]
pub fn parse(file: FileId, text: &str) -> Parse {
    let tokens = lexer::lex(text);
    if let Some(found) = grammar::foreign_language(file, text, &tokens) {
        return found;
    }
    let mut parser = Parser::new(file, text, tokens);
    grammar::document(&mut parser);
    parser.finish()
}
