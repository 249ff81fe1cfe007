//! Random edits and requests: no panic, no answer about an older text. `PDL_FUZZ=100000` takes as many steps.
//!
//! The client keeps its own copy of the text, applies the edits to it in its own way, and knows from the front end what
//! the right answer is.

use std::env;

use lsp_server::RequestId;
use pdl_lang::ide::symbols;
use pdl_lang::span::FileId;
use pdl_lang::{Analysis, Options, Program, analyze};
use serde_json::{Value, json};

use crate::client::Client;

const NAME: &str = "platform.pdl";
const CONTENT_MODIFIED: i32 = -32801;
/// A text with mistakes is not formatted, and not every word is a name.
const REFUSED: i32 = -32803;

/// Pieces that edits put together.
const PIECES: [&str; 36] = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ",",
    "->",
    "~>",
    "|",
    ".",
    "..",
    "/",
    "\"",
    "\"\"\"",
    "${",
    "\n",
    "\r\n",
    " ",
    "story X",
    "sprint S9 2026-02-02..2026-02-06",
    "status: done",
    "order",
    "component c",
    "cluster.name",
    "lints",
    "// ",
    "/// ",
    "𝒳",
    "é",
    "\u{FEFF}",
    "\u{0}",
    "NET-CILIUM-BGP",
    "2025-10-21",
    "10.0.0.1",
];

/// What is asked with a position.
const AT_PLACES: [&str; 10] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/signatureHelp",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/prepareCallHierarchy",
    "textDocument/selectionRange",
];

/// What is asked of a whole document, or of a range.
const OF_DOCUMENTS: [&str; 9] = [
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/codeLens",
    "textDocument/formatting",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "workspace/symbol",
];

/// Marsaglia's xorshift: the same steps for the same seed, everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).expect("it is below a bound")
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

struct Fuzz {
    client: Client,
    dice: Dice,
    original: String,
    text: String,
    version: i32,
}

#[test]
fn random_edits_and_requests_get_fresh_answers() {
    let steps = env::var("PDL_FUZZ").ok().and_then(|steps| steps.parse().ok()).unwrap_or(1_500);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../platform.pdl");
    let original = std::fs::read_to_string(path).expect("the repository has a platform");
    let client = Client::new(&[]);
    client.open(NAME, &original);
    let text = original.clone();
    let mut fuzz = Fuzz { client, dice: Dice(0x5_EED0_F9D1), original, text, version: 1 };
    for _ in 0..steps {
        fuzz.step();
    }
    let bugs = fuzz.client.heard.iter().filter(|it| it.method == "window/showMessage").count();
    assert_eq!(bugs, 0, "{:?}", fuzz.client.heard);
    assert!(fuzz.client.leave());
}

impl Fuzz {
    fn step(&mut self) {
        // What was said is looked at at the end; the diagnostics are many.
        self.client.heard.retain(|it| it.method == "window/showMessage");
        match self.dice.below(20) {
            0 => self.replace(),
            1..=8 => self.edit(),
            9..=10 => self.check_diagnostics(),
            11 => self.check_outline(),
            12 => self.overtake(),
            13 => self.client.tell("$/cancelRequest", json!({ "id": self.dice.below(99) })),
            14..=16 => {
                let method = self.dice.pick(&OF_DOCUMENTS);
                self.ask(method);
            }
            _ => {
                let method = self.dice.pick(&AT_PLACES);
                self.ask(method);
            }
        }
    }

    /// The whole text as it was, so that it does not decay for good.
    fn replace(&mut self) {
        self.version += 1;
        self.text = self.original.clone();
        self.client.change(NAME, self.version, &self.text);
    }

    /// A piece in place of some characters.
    fn edit(&mut self) {
        let starts: Vec<usize> =
            self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        // A position between the two halves of a line's end is the place before them.
        let is_inside =
            |at: usize| self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n');
        let from = self.dice.below(starts.len());
        let to = (from + self.dice.below(4) * self.dice.below(8)).min(starts.len() - 1);
        let (from, to) = (starts[from], starts[to]);
        if is_inside(from) || is_inside(to) {
            return;
        }
        let piece = self.dice.pick(&PIECES);
        let range = json!({ "start": position(&self.text, from), "end": position(&self.text, to) });
        self.version += 1;
        self.text.replace_range(from..to, piece);
        let params = json!({
            "textDocument": { "uri": self.client.uri(NAME), "version": self.version },
            "contentChanges": [{ "range": range, "text": piece }],
        });
        self.client.tell("textDocument/didChange", params);
    }

    fn document(&self) -> Value {
        json!({ "textDocument": { "uri": self.client.uri(NAME) } })
    }

    fn fresh(&self) -> Analysis {
        analyze(Program::of_text(NAME, &self.text), &Options::default())
    }

    fn check_diagnostics(&mut self) {
        let expected = messages(&self.fresh());
        let document = self.document();
        let report = self.client.ask("textDocument/diagnostic", document).expect("there is one");
        assert_eq!(said(&report), expected, "{:?}", self.text);
    }

    fn check_outline(&mut self) {
        let outline = symbols::outline(&self.fresh(), FileId(0));
        let expected: Vec<String> = outline.into_iter().map(|symbol| symbol.name).collect();
        let document = self.document();
        let found = self.client.ask("textDocument/documentSymbol", document).expect("it is open");
        let found = found.as_array().expect("a list").iter();
        let names: Vec<&str> = found.filter_map(|symbol| symbol["name"].as_str()).collect();
        assert_eq!(names, expected, "{:?}", self.text);
    }

    /// A question, and an edit before its answer: either the answer is about the text as it was, or there is none.
    fn overtake(&mut self) {
        let expected = messages(&self.fresh());
        let document = self.document();
        let id = self.client.begin("textDocument/diagnostic", document);
        self.edit();
        match self.client.answer(&id).response_result {
            Ok(report) => assert_eq!(said(&report), expected, "{:?}", self.text),
            Err(error) => assert_eq!(error.code, CONTENT_MODIFIED),
        }
    }

    fn ask(&mut self, method: &str) {
        let place = if self.dice.below(8) == 0 {
            json!({ "line": self.dice.below(500), "character": self.dice.below(500) })
        } else {
            let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
            let at = if starts.is_empty() { 0 } else { self.dice.pick(&starts) };
            position(&self.text, at)
        };
        let params = json!({
            "textDocument": { "uri": self.client.uri(NAME) },
            "position": place,
            "positions": [place],
            "range": { "start": place, "end": { "line": self.dice.below(200), "character": 0 } },
            "context": {
                "includeDeclaration": true,
                "diagnostics": [],
                "triggerKind": 1,
                "isRetrigger": false,
            },
            "options": { "tabSize": 2, "insertSpaces": true },
            "newName": "renamed",
            "query": "n",
        });
        let id: RequestId = self.client.begin(method, params);
        if let Err(error) = self.client.answer(&id).response_result {
            assert_eq!(error.code, REFUSED, "{method}: {}", error.message);
        }
    }
}

fn messages(analysis: &Analysis) -> Vec<String> {
    // Further lines of a message are the server's own.
    let first = |text: &str| text.split('\n').next().unwrap_or_default().to_owned();
    let lines = analysis.diagnostics.iter();
    let lines = lines.map(|it| format!("{} {}", it.code, first(&it.message)));
    lines.filter(|line| !is_about_disk(line)).collect()
}

/// The client's copy of the program has no disk, which knows patterns that are none.
fn is_about_disk(line: &str) -> bool {
    line.starts_with("PDL1019") || line.starts_with("PDL1026") || line.starts_with("PDL6115")
}

fn said(report: &Value) -> Vec<String> {
    let items = report["items"].as_array().expect("a list").iter();
    let line = |item: &Value| {
        let message = item["message"].as_str().unwrap_or_default();
        format!("{} {}", item["code"].as_str().unwrap_or_default(), message)
    };
    let first = |line: String| line.split('\n').next().unwrap_or_default().to_owned();
    items.map(line).map(first).filter(|line| !is_about_disk(line)).collect()
}

/// A place in lines and units of UTF-16, found from the beginning.
fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let character = before[start..].encode_utf16().count();
    json!({ "line": line, "character": character })
}
