//! From a keystroke to its diagnostics: `cargo run --release --example keystroke -- 1000`, or with the path of a plan.
//!
//! An editor opens the plan, then changes the points of one story again and again, and waits each time until the server
//! has published what it finds in the new text.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]
#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};

fn main() -> Result<(), String> {
    let plan = std::env::args().nth(1).unwrap_or_else(|| "1000".to_owned());
    let (path, text) = if let Ok(stories) = plan.parse() {
        (PathBuf::from("/plan/platform.pdl"), pdl_benches::plan(stories))
    } else {
        let path = std::path::absolute(&plan).map_err(|why| why.to_string())?;
        let text = std::fs::read_to_string(&path).map_err(|why| why.to_string())?;
        (path, text)
    };
    let rounds = if text.len() > 1_000_000 { 40 } else { 400 };
    let mut editor = Editor::open(&format!("file://{}", path.display()), &text)?;
    let mut first = Vec::with_capacity(rounds);
    let mut whole = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let (one, all) = editor.keystroke(round)?;
        first.push(one);
        whole.push(all);
    }
    println!("{} bytes, {rounds} keystrokes", text.len());
    report("the text's own findings", first);
    report("all findings", whole);
    Ok(())
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!("{what}: median {:.1?}, 95th percentile {:.1?}", at(50), at(95));
}

struct Editor {
    connection: Connection,
    uri: String,
    version: i32,
    /// Where the digit stands that is changed.
    place: Value,
}

impl Editor {
    fn open(uri: &str, text: &str) -> Result<Self, String> {
        let (server, connection) = Connection::memory();
        thread::spawn(move || pdl_compiler::lsp::serve(&server));
        let offset = text.len() / 2 + text[text.len() / 2..].find("story ").ok_or("no story")?;
        let line = text[..offset].matches('\n').count();
        let end = text[offset..].find('\n').ok_or("the story's line has no end")?;
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let column = text[start..offset + end].encode_utf16().count();
        let place = json!({ "line": line, "character": column });
        let editor = Self { connection, uri: uri.to_owned(), version: 1, place };
        let params = json!({ "capabilities": {} });
        let id = RequestId::from(1);
        editor.send(Request { id, method: "initialize".to_owned(), params }.into())?;
        editor.tell("initialized", json!({}))?;
        let document =
            json!({ "uri": uri, "languageId": "platform-pdl", "version": 1, "text": text });
        editor.tell("textDocument/didOpen", json!({ "textDocument": document }))?;
        editor.published(true)?;
        Ok(editor)
    }

    fn send(&self, message: Message) -> Result<(), String> {
        self.connection.sender.send(message).map_err(|why| why.to_string())
    }

    fn tell(&self, method: &str, params: Value) -> Result<(), String> {
        self.send(Notification::new(method.to_owned(), params).into())
    }

    /// Writes a blank or removes it, and waits for what is found in the text, then for all that is found.
    fn keystroke(&mut self, round: usize) -> Result<(Duration, Duration), String> {
        self.version += 1;
        let mut end = self.place.clone();
        let is_there = round % 2 == 1;
        end["character"] = json!(end["character"].as_u64().unwrap_or(0) + u64::from(is_there));
        let change = json!({
            "range": { "start": self.place, "end": end }, "text": if is_there { "" } else { " " },
        });
        let params = json!({
            "textDocument": { "uri": self.uri, "version": self.version },
            "contentChanges": [change],
        });
        let begin = Instant::now();
        self.tell("textDocument/didChange", params)?;
        let first = self.published(false)?.map_or_else(|| begin.elapsed(), |at| at - begin);
        let whole = self.published(true)?.map_or_else(|| begin.elapsed(), |at| at - begin);
        Ok((first.min(whole), whole))
    }

    /// Waits for the diagnostics of this version; with `all`, until the analysis is done, which a request tells.
    fn published(&self, all: bool) -> Result<Option<Instant>, String> {
        if all {
            let params = json!({ "textDocument": { "uri": self.uri } });
            let id = RequestId::from(1_000 + self.version);
            let method = "textDocument/diagnostic".to_owned();
            self.send(Request { id, method, params }.into())?;
        }
        loop {
            match self.connection.receiver.recv().map_err(|why| why.to_string())? {
                Message::Notification(it)
                    if !all
                        && it.method == "textDocument/publishDiagnostics"
                        && it.params["version"] == self.version =>
                {
                    return Ok(Some(Instant::now()));
                }
                Message::Response(response)
                    if all && response.id == RequestId::from(1_000 + self.version) =>
                {
                    return Ok(Some(Instant::now()));
                }
                _ => {}
            }
        }
    }
}
