//! The language server as a client sees it: messages in, messages out, over a connection in memory.
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/diagnostics.rs"]
mod diagnostics;
#[path = "lsp/exchange.rs"]
mod exchange;
#[path = "lsp/fuzz.rs"]
mod fuzz;
#[path = "lsp/lifecycle.rs"]
mod lifecycle;
