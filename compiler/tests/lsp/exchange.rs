//! A recorded exchange over a real program that covers every method; `UPDATE=1 cargo test --test lsp` records it anew.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::Client;

/// The longest answer that is recorded whole, in bytes; of a longer one its beginning tells enough.
const WHOLE: usize = 600;

/// What is asked where a text of a file ends.
const AT_PLACES: &[(&str, &str, &str)] = &[
    ("textDocument/hover", "platform.pdl", "story NET-CILIUM-BGP"),
    ("textDocument/hover", "platform.pdl", "milestone M3"),
    ("textDocument/hover", "platform.pdl", "sprint S2"),
    ("textDocument/hover", "platform.pdl", "lane: net"),
    ("textDocument/hover", "networking.pdl", "start: cluster.lb-pool.start"),
    ("textDocument/hover", "networking.pdl", "resource CiliumLoadBalancerIPPool"),
    ("textDocument/hover", "networking.pdl", "spec: { blocks"),
    ("textDocument/completion", "platform.pdl", "Flux install)\" { lane: "),
    ("textDocument/completion", "networking.pdl", "k8sServicePort: cluster."),
    ("textDocument/completion", "networking.pdl", "timeout: 10m\n  }\n"),
    ("textDocument/signatureHelp", "platform.pdl", "milestone M1 end "),
    ("textDocument/definition", "networking.pdl", "story: NET-CILIUM-IPAM"),
    ("textDocument/declaration", "networking.pdl", "start: cluster.lb-pool"),
    ("textDocument/references", "platform.pdl", "story NET-CILIUM-IPAM"),
    ("textDocument/documentHighlight", "platform.pdl", "story NET-CILIUM-GATEWAY"),
    ("textDocument/prepareRename", "platform.pdl", "lane dns"),
    ("textDocument/rename", "platform.pdl", "story NET-CILIUM-IPAM"),
    ("textDocument/rename", "platform.pdl", "title"),
    ("textDocument/selectionRange", "platform.pdl", "lane: bootstrap"),
    ("textDocument/prepareCallHierarchy", "platform.pdl", "story NET-CILIUM-CORE-GITOPS"),
    ("textDocument/codeAction", "platform.pdl", "story SEC-EXTERNAL-SECRETS-BASE"),
    ("textDocument/inlayHint", "platform.pdl", ""),
    ("textDocument/semanticTokens/range", "platform.pdl", ""),
];

/// What is asked of a whole file.
const OF_FILES: &[(&str, &str)] = &[
    ("textDocument/diagnostic", "platform.pdl"),
    ("textDocument/documentSymbol", "clusters.pdl"),
    ("textDocument/foldingRange", "clusters.pdl"),
    ("textDocument/documentLink", "platform.pdl"),
    ("textDocument/codeLens", "platform.pdl"),
    ("textDocument/semanticTokens/full", "clusters.pdl"),
    ("textDocument/formatting", "platform.pdl"),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/exchange")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("the file is there")
}

#[test]
fn every_method_answers_as_recorded() {
    let names = ["platform.pdl", "networking.pdl", "clusters.pdl"];
    let files: Vec<(&str, String)> = names.iter().map(|name| (*name, text(name))).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let client = Client::new(&files);
    for (name, text) in &files {
        client.open(name, text);
    }
    let mut exchange = Exchange { client, text: String::new(), asked: Vec::new() };
    for (method, name, behind) in AT_PLACES {
        exchange.at_place(method, name, behind);
    }
    for (method, name) in OF_FILES {
        let document = json!({ "uri": exchange.client.uri(name) });
        let options = json!({ "tabSize": 2, "insertSpaces": true });
        exchange.record(method, name, json!({ "textDocument": document, "options": options }));
    }
    exchange.hierarchy();
    exchange.record("workspace/symbol", "`vm`", json!({ "query": "vm" }));
    exchange.record("workspace/diagnostic", "everything", json!({ "previousResultIds": [] }));
    let page = json!({ "uri": "pdlc:/errors/PDL4006.md" });
    exchange.record("workspace/textDocumentContent", "a page", page);
    let missing: Vec<&str> = pdl_compiler::lsp::methods()
        .filter(|it| !exchange.asked.iter().any(|asked| asked == it))
        .collect();
    assert!(missing.is_empty(), "nobody asks for {missing:?}");
    let path = folder().join("exchange.txt");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, &exchange.text).expect("writable");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == exchange.text,
        "run `UPDATE=1 cargo test --test lsp` and look at the difference"
    );
    assert!(exchange.client.leave());
}

struct Exchange {
    client: Client,
    text: String,
    asked: Vec<String>,
}

impl Exchange {
    fn at_place(&mut self, method: &str, name: &str, behind: &str) {
        let whole = text(name);
        let offset = whole.find(behind).expect(behind) + behind.len();
        let place = position(&whole, offset);
        let end = json!({ "line": 60, "character": 0 });
        let params = json!({
            "textDocument": { "uri": self.client.uri(name) },
            "position": place,
            "positions": [place],
            "range": { "start": place, "end": if behind.is_empty() { &end } else { &place } },
            "context": {
                "includeDeclaration": true,
                "diagnostics": [],
                "triggerKind": 1,
                "isRetrigger": false,
            },
            "newName": "ANOTHER-NAME",
        });
        self.record(method, &format!("{name}, behind `{}`", behind.escape_debug()), params);
    }

    /// Who waits for whom: asked with what was answered before.
    fn hierarchy(&mut self) {
        let place = position(
            &text("platform.pdl"),
            text("platform.pdl").find("NET-CILIUM-CORE").unwrap_or(0),
        );
        let params = json!({
            "textDocument": { "uri": self.client.uri("platform.pdl") }, "position": place,
        });
        let items = self.client.ask("textDocument/prepareCallHierarchy", params);
        let item = items.expect("it is a story")[0].clone();
        for method in ["callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"] {
            self.record(method, "of NET-CILIUM-CORE-GITOPS", json!({ "item": item }));
        }
    }

    fn record(&mut self, method: &str, what: &str, params: Value) {
        let answer = match self.client.ask(method, params) {
            Ok(result) => result.to_string(),
            Err((code, message)) => format!("{code} {message}"),
        };
        let folder = self.client.uri("");
        let mut answer = answer.replace(&folder, "file:///");
        if answer.len() > WHOLE {
            let mut end = WHOLE;
            while !answer.is_char_boundary(end) {
                end -= 1;
            }
            answer = format!("{}…", &answer[..end]);
        }
        write!(self.text, "{method}: {what}\n  {answer}\n\n").expect("it is a string");
        self.asked.push(method.to_owned());
    }
}

fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let character = before[start..].encode_utf16().count();
    json!({ "line": before.matches('\n').count(), "character": character })
}
