//! What is wrong, as it is typed.

use expect_test::expect;
use serde_json::json;

use crate::client::{Client, write};

const PLAN: &str = "\
include \"stories/*.pdl\"

order { A -> B }
";
const STORIES: &str = "\
sprint S0 2025-10-20..2025-10-24 {
  story A
  story B
}
milestone M end S0 \"Done\"
";

fn files() -> [(&'static str, &'static str); 2] {
    [("platform.pdl", PLAN), ("stories/all.pdl", STORIES)]
}

#[test]
fn errors_of_files_that_are_not_open_are_shown_without_opening_any() {
    let mut client = Client::new(&[files()[0], ("stories/all.pdl", "sprint S0 { }")]);
    expect![[r#"
        [
            "0:7-0:9 error PDL2009: `sprint` has no dates",
        ]
    "#]]
    .assert_debug_eq(&client.published("stories/all.pdl"));
    assert!(client.leave());
}

#[test]
fn an_unsaved_buffer_wins_over_the_disk() {
    let mut client = Client::new(&files());
    client.open("stories/all.pdl", STORIES);
    assert!(client.published("stories/all.pdl").is_empty());
    client.change("stories/all.pdl", 2, &STORIES.replace("story B", "story C"));
    expect![[r#"
        [
            "2:13-2:14 error PDL2007: no story is called `B`",
        ]
    "#]]
    .assert_debug_eq(&client.published("platform.pdl"));
    client.close("stories/all.pdl");
    assert!(client.published("platform.pdl").is_empty());
    assert!(client.leave());
}

#[test]
fn every_label_code_and_page_is_there() {
    let mut client = Client::new(&[("platform.pdl", "lane a {}\nlane a {}\n")]);
    let mut found = client.publication("platform.pdl");
    let related = &mut found["diagnostics"][0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], client.uri("platform.pdl"));
    related["location"]["uri"] = json!("");
    expect![[r#"
        {
          "code": "PDL2006",
          "codeDescription": {
            "href": "pdlc:/errors/PDL2006.md"
          },
          "message": "two lanes are called `a`\nthe second\nRename one of them, or remove it.",
          "range": {
            "end": {
              "character": 6,
              "line": 1
            },
            "start": {
              "character": 5,
              "line": 1
            }
          },
          "relatedInformation": [
            {
              "location": {
                "range": {
                  "end": {
                    "character": 6,
                    "line": 0
                  },
                  "start": {
                    "character": 5,
                    "line": 0
                  }
                },
                "uri": ""
              },
              "message": "the first"
            }
          ],
          "severity": 1,
          "source": "pdlc"
        }"#]]
    .assert_eq(&format!("{:#}", found["diagnostics"][0]));
    let params = json!({ "uri": "pdlc:/errors/PDL2006.md" });
    let page = client.ask("workspace/textDocumentContent", params).expect("there is a page");
    assert!(page["text"].as_str().expect("a text").contains("PDL2006"));
    assert!(client.leave());
}

#[test]
fn what_could_be_left_out_is_tagged() {
    let order = "order {\n  A -> B -> C\n  A -> C\n}\n";
    let stories = STORIES.replace("story B", "story B\n  story C");
    let mut client = Client::new(&[("platform.pdl", &(stories + order))]);
    let found = client.publication("platform.pdl");
    let found = found["diagnostics"].as_array().expect("a list");
    let implied = found.iter().find(|it| it["code"] == "PDL4006").expect("it is implied");
    assert_eq!(implied["tags"], json!([1]));
    assert!(client.leave());
}

#[test]
fn files_that_vanish_and_appear_are_noticed() {
    let mut client = Client::new(&files());
    client.open("platform.pdl", PLAN);
    assert!(client.published("platform.pdl").is_empty());
    let path = client.folder.path().join("stories/all.pdl");
    std::fs::remove_file(&path).expect("it can be removed");
    let gone = json!({ "changes": [{ "uri": client.uri("stories/all.pdl"), "type": 3 }] });
    client.tell("workspace/didChangeWatchedFiles", gone);
    expect![[r#"
        [
            "0:8-0:23 error PDL1019: `stories/*.pdl` matches no file",
        ]
    "#]]
    .assert_debug_eq(&client.published("platform.pdl"));
    write(client.folder.path(), "stories/all.pdl", STORIES);
    let save = json!({ "textDocument": { "uri": client.uri("platform.pdl") } });
    client.tell("textDocument/didSave", save);
    assert!(client.published("platform.pdl").is_empty());
    assert!(client.leave());
}

#[test]
fn the_schemas_of_the_platform_are_read() {
    let mut client =
        Client::new(&[("platform.pdl", "platform p { schemas: [\"missing.yaml\"] }\n")]);
    let found = client.published("platform.pdl");
    assert!(found.iter().any(|line| line.contains("`missing.yaml`")), "{found:?}");
    assert!(client.leave());
}

#[test]
fn a_change_of_the_schemas_is_followed() {
    let text = "platform p { schemas: [\"crds/*.yaml\"], assume: [\"example.org\"] }\n\
        cluster one\nsprint S 2025-10-20..2025-10-24 { story A }\n\
        component a { story: A, resource Widget w { spec: { size: 1 } } }\n";
    let definition = |field: &str| {
        format!(
            "kind: CustomResourceDefinition\nspec:\n  group: example.org\n  scope: Cluster\n  \
             names: {{kind: Widget, plural: widgets}}\n  versions:\n  - name: v1\n    served: true\n    \
             storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n          \
             spec:\n            type: object\n            properties:\n              {field}: {{type: integer}}\n"
        )
    };
    let files = [("platform.pdl", text), ("crds/widgets.yaml", &definition("size"))];
    let mut client = Client::new(&files);
    client.open("platform.pdl", text);
    let found = client.published("platform.pdl");
    assert!(!found.iter().any(|line| line.contains("error")), "{found:?}");
    write(client.folder.path(), "crds/widgets.yaml", &definition("length"));
    let changed = json!({ "changes": [{ "uri": client.uri("crds/widgets.yaml"), "type": 2 }] });
    client.tell("workspace/didChangeWatchedFiles", changed);
    let found = client.published("platform.pdl");
    assert!(found.iter().any(|line| line.contains("no field `size`")), "{found:?}");
    assert!(client.leave());
}

#[test]
fn a_root_file_that_vanishes_takes_its_diagnostics_along() {
    let mut client = Client::new(&[("platform.pdl", "lane")]);
    assert_eq!(client.published("platform.pdl").len(), 1);
    let path = client.folder.path().join("platform.pdl");
    std::fs::remove_file(&path).expect("it can be removed");
    let gone = json!({ "changes": [{ "uri": client.uri("platform.pdl"), "type": 3 }] });
    client.tell("workspace/didChangeWatchedFiles", gone);
    assert!(client.published("platform.pdl").is_empty());
    assert!(client.leave());
}

#[test]
fn one_process_serves_several_roots_and_files_of_none() {
    let files = [
        ("one/platform.pdl", "include \"a.pdl\"\nlane x \"One\" {}\n"),
        ("one/a.pdl", "lane x {}"),
        ("two/platform.pdl", "lane x {}"),
        ("two/alone.pdl", "lane x {}\nlane x {}"),
    ];
    let mut client = Client::new(&files);
    for (name, text) in &files[1..] {
        client.open(name, text);
    }
    assert_eq!(client.published("one/a.pdl").len(), 1, "a lane of both files of `one`");
    assert!(client.published("two/platform.pdl").is_empty(), "it has a program of its own");
    assert_eq!(client.published("two/alone.pdl").len(), 1, "nothing includes it");
    client.close("two/alone.pdl");
    assert!(client.published("two/alone.pdl").is_empty(), "its program is gone");
    assert!(client.leave());
}

#[test]
fn a_client_that_asks_is_not_told_as_well() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let mut client = Client::with(&files(), &capabilities);
    client.open("platform.pdl", &PLAN.replace("-> B", "-> Bb"));
    let document = json!({ "textDocument": { "uri": client.uri("platform.pdl") } });
    let report = client.ask("textDocument/diagnostic", document).expect("there is a report");
    assert_eq!(report["items"][0]["code"], "PDL2007");
    let all = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    assert_eq!(all.expect("there is a report")["items"].as_array().map(Vec::len), Some(2));
    let pushed = client.heard.iter().filter(|it| it.params["uri"] == client.uri("platform.pdl"));
    assert_eq!(pushed.count(), 0);
    assert!(client.leave());
}

#[test]
fn columns_are_in_the_units_that_were_agreed_on() {
    let text = "lane a \"𝒳é\" {} lane a {}\r\n";
    for (encodings, column) in [(json!(["utf-16"]), 21), (json!(["utf-16", "utf-8"]), 24)] {
        let capabilities = json!({ "general": { "positionEncodings": encodings } });
        let mut client = Client::with(&[], &capabilities);
        client.open("x.pdl", text);
        let found = client.publication("x.pdl");
        let duplicate = found["diagnostics"].as_array().expect("a list");
        let duplicate = duplicate.iter().find(|it| it["code"] == "PDL2006").expect("it is there");
        assert_eq!(duplicate["range"]["start"]["character"], column);
        assert!(client.leave());
    }
}
