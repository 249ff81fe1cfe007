//! A client: a folder with files, and a server on another thread.

use std::path::Path;
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) struct Client {
    pub(crate) folder: TempDir,
    connection: Connection,
    server: Option<JoinHandle<bool>>,
    asked: i32,
    /// What the server has said and nobody has looked at.
    pub(crate) heard: Vec<Notification>,
}

impl Client {
    /// Starts a server in a folder with these files, and says nothing yet.
    pub(crate) fn silent(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, text) in files {
            write(folder.path(), name, text);
        }
        let (server, connection) = Connection::memory();
        let server = Some(thread::spawn(move || pdl_compiler::lsp::serve(&server)));
        Self { folder, connection, server, asked: 0, heard: Vec::new() }
    }

    /// Starts a server and initializes it, with the folder as its workspace.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, &json!({}))
    }

    /// As [`Client::new`], for a client that can do more.
    pub(crate) fn with(files: &[(&str, &str)], capabilities: &Value) -> Self {
        let mut client = Self::silent(files);
        let folder = client.uri("");
        let folder = folder.trim_end_matches('/');
        let params = json!({
            "processId": null,
            "rootUri": null,
            "capabilities": capabilities,
            "workspaceFolders": [{ "uri": folder, "name": "test" }],
        });
        client.ask("initialize", params).expect("it can be initialized");
        client.tell("initialized", json!({}));
        client
    }

    /// The URI of a file in the folder.
    pub(crate) fn uri(&self, name: &str) -> String {
        format!("file://{}/{name}", self.folder.path().display())
    }

    pub(crate) fn tell(&self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params).into());
    }

    pub(crate) fn send(&self, message: Message) {
        self.connection.sender.send(message).expect("the server listens");
    }

    pub(crate) fn open(&self, name: &str, text: &str) {
        let document = json!({
            "uri": self.uri(name), "languageId": "platform-pdl", "version": 1, "text": text,
        });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces the whole text of an open document.
    pub(crate) fn change(&self, name: &str, version: i32, text: &str) {
        let params = json!({
            "textDocument": { "uri": self.uri(name), "version": version },
            "contentChanges": [{ "text": text }],
        });
        self.tell("textDocument/didChange", params);
    }

    pub(crate) fn close(&self, name: &str) {
        let params = json!({ "textDocument": { "uri": self.uri(name) } });
        self.tell("textDocument/didClose", params);
    }

    /// Sends a request and does not wait.
    pub(crate) fn begin(&mut self, method: &str, params: Value) -> RequestId {
        self.asked += 1;
        let id = RequestId::from(self.asked);
        self.send(Request { id: id.clone(), method: method.to_owned(), params }.into());
        id
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer(&mut self, id: &RequestId) -> Response {
        loop {
            match self.receive() {
                Message::Response(response) if response.id == *id => return response,
                Message::Response(other) => panic!("an answer nobody asked for: {other:?}"),
                Message::Notification(notification) => self.heard.push(notification),
                Message::Request(_) => {}
            }
        }
    }

    /// Sends a request and waits for what it gives: a result, or the code of an error.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.begin(method, params);
        self.answer(&id).response_result.map_err(|error| (error.code, error.message))
    }

    pub(crate) fn receive(&self) -> Message {
        self.connection.receiver.recv().expect("the server talks")
    }

    /// Waits for the next diagnostics of a file: `line:column-line:column severity code: message`.
    pub(crate) fn published(&mut self, name: &str) -> Vec<String> {
        let params = self.publication(name);
        let found = params["diagnostics"].as_array().expect("a list");
        found.iter().map(line).collect()
    }

    /// Waits for the next diagnostics of a file, as they are.
    pub(crate) fn publication(&mut self, name: &str) -> Value {
        let uri = self.uri(name);
        let is_it = |it: &Notification| {
            it.method == "textDocument/publishDiagnostics" && it.params["uri"] == uri.as_str()
        };
        loop {
            if let Some(index) = self.heard.iter().position(is_it) {
                return self.heard.remove(index).params;
            }
            if let Message::Notification(notification) = self.receive() {
                self.heard.push(notification);
            }
        }
    }

    /// Says goodbye; whether the server ended well.
    pub(crate) fn leave(mut self) -> bool {
        self.ask("shutdown", Value::Null).expect("it shuts down");
        self.tell("exit", Value::Null);
        self.ended()
    }

    /// Waits for the server's end.
    pub(crate) fn ended(mut self) -> bool {
        let server = self.server.take().expect("it runs");
        server.join().expect("the server does not panic")
    }
}

pub(crate) fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("writable");
    std::fs::write(path, text).expect("writable");
}

/// A diagnostic on a line.
fn line(found: &Value) -> String {
    let place = |place: &Value| format!("{}:{}", place["line"], place["character"]);
    let severity = if found["severity"] == 1 { "error" } else { "warning" };
    let message = found["message"].as_str().expect("a message");
    let message = message.lines().next().unwrap_or_default();
    let code = found["code"].as_str().expect("a code");
    let (start, end) = (place(&found["range"]["start"]), place(&found["range"]["end"]));
    format!("{start}-{end} {severity} {code}: {message}")
}
