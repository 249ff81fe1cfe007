//! Any order of messages, and messages that make no sense.

use lsp_server::{Message, RequestId, Response};
use serde_json::{Value, json};

use crate::client::Client;

const NOT_INITIALIZED: i32 = -32002;
const INVALID_REQUEST: i32 = -32600;
const UNKNOWN_METHOD: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const CONTENT_MODIFIED: i32 = -32801;

#[test]
fn what_comes_too_early_or_too_late_is_refused() {
    let mut client = Client::silent(&[]);
    client.open("a.pdl", "lane");
    let document = json!({ "textDocument": { "uri": client.uri("a.pdl") } });
    for method in ["textDocument/diagnostic", "shutdown", "made/up"] {
        let refused = client.ask(method, document.clone()).expect_err("it is too early");
        assert_eq!(refused.0, NOT_INITIALIZED, "{method}");
    }
    assert_eq!(client.ask("initialize", json!(7)).expect_err("no object").0, INVALID_PARAMS);
    client.ask("initialize", json!({ "capabilities": {} })).expect("it can be initialized");
    let again = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(again.expect_err("once is enough").0, INVALID_REQUEST);
    client.ask("shutdown", Value::Null).expect("it shuts down");
    let late = client.ask("textDocument/diagnostic", document);
    assert_eq!(late.expect_err("it is too late").0, INVALID_REQUEST);
    client.tell("exit", Value::Null);
    assert!(client.ended());
}

#[test]
fn leaving_without_a_goodbye_is_no_clean_end() {
    let client = Client::new(&[]);
    client.tell("exit", Value::Null);
    assert!(!client.ended());
}

#[test]
fn what_makes_no_sense_is_refused_or_passed_over() {
    let mut client = Client::new(&[]);
    assert_eq!(client.ask("made/up", json!({})).expect_err("unknown").0, UNKNOWN_METHOD);
    let wrong = client.ask("textDocument/diagnostic", json!([1]));
    assert_eq!(wrong.expect_err("no object").0, INVALID_PARAMS);
    client.tell("textDocument/didOpen", json!({ "textDocument": 7 }));
    client.tell("made/up", Value::Null);
    client.tell("$/made/up", Value::Null);
    client.change("never-opened.pdl", 3, "lane");
    client.close("never-opened.pdl");
    client.tell("$/cancelRequest", json!({ "id": 99 }));
    client.send(Message::Response(Response::new_ok(RequestId::from(7), ())));
    client.open("a.pdl", "lane a {}");
    assert!(client.published("a.pdl").is_empty());
    let logged = client.heard.iter().filter(|it| it.method == "window/logMessage").count();
    assert_eq!(logged, 4, "{:?}", client.heard);
    assert!(client.leave());
}

#[test]
fn a_request_about_a_text_that_has_changed_since_is_refused() {
    let mut client = Client::new(&[]);
    client.open("a.pdl", "lane a {}");
    let document = json!({ "textDocument": { "uri": client.uri("a.pdl") } });
    // Whichever is first, the analysis or the next edit: the answer is about the text as it was asked for.
    for version in 2..40 {
        let text = "lane a {}\n".repeat(version);
        client.change("a.pdl", i32::try_from(version).expect("it is small"), &text);
        let id = client.begin("textDocument/diagnostic", document.clone());
        client.change("a.pdl", 99, "lane a {}");
        match client.answer(&id).response_result {
            Err(error) => assert_eq!(error.code, CONTENT_MODIFIED),
            Ok(report) => {
                assert_eq!(report["items"].as_array().map(Vec::len), Some(version - 1));
            }
        }
    }
    assert!(client.leave());
}
