//! `pdlc lsp`: the language server. What it knows of the language it asks of `pdl_lang::ide`; only the protocol lives
//! here, and only here are its types named.
//!
//! One loop takes events and answers; one thread analyses. A request waits until everything that was typed before it is
//! analysed, so that no answer is about an older text. Nothing is written, and no network is asked.

mod analyzer;
mod capabilities;
mod documents;
mod overlay;
mod positions;
mod publish;
mod requests;
mod server;
mod snapshot;
mod transport;
mod uri;

use std::any::Any;

use lsp_server::Connection;

pub use transport::stdio;

/// Serves a client until it says goodbye or goes away; whether it ended as the protocol wants.
#[must_use]
pub fn serve(connection: &Connection) -> bool {
    server::run(connection)
}

/// The methods that are answered.
pub fn methods() -> impl Iterator<Item = &'static str> {
    requests::names()
}

/// What a panic said.
fn panic_message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}
