//! `pdlc lsp`: the language server.

use clap::Args;

use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::lsp;

/// Serve an editor: the language server, on standard input and output
///
/// An editor starts it. It finds the `platform.pdl` of every file that is opened, writes nothing, and ends with the
/// editor.
#[derive(Debug, Args)]
pub(super) struct Lsp {
    /// Accepted because some editors pass it: there is no other way to talk
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    #[expect(
        clippy::unnecessary_wraps,
        clippy::unused_self,
        reason = "every command has this form"
    )]
    pub(super) fn run(&self, _: &mut Terminal) -> Result<Exit, Failure> {
        Ok(if lsp::stdio() { Exit::Clean } else { Exit::Problems })
    }
}
