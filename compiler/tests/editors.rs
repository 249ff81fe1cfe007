//! What editors know of the language is what its table says: the lists of words in grammars and queries, and snippets
//! that parse.
#![expect(clippy::disallowed_methods, reason = "tests read the repository and the environment")]

#[path = "editors/trees.rs"]
mod trees;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pdl_lang::calendar::WEEKDAY_NAMES;
use pdl_lang::format::format;
use pdl_lang::span::FileId;
use pdl_lang::table::{STATEMENTS, Type};
use serde_json::Value;

/// What stands in the line before one that is written here; the name of the list follows.
const MARK: &str = "written by compiler/tests/editors.rs: ";

/// Every file that has such lines.
const FILES: &[&str] = &[
    "emacs/platform-pdl-mode.el",
    "helix/queries/platform-pdl/highlights.scm",
    "neovim/queries/platform_pdl/highlights.scm",
    "vscode/syntaxes/platform-pdl.tmLanguage.json",
    "zed/languages/platform-pdl/highlights.scm",
];

fn editors() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../editors")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The words that begin statements, in the order of the documentation.
fn statements() -> Vec<&'static str> {
    STATEMENTS.iter().map(|statement| statement.word).collect()
}

/// The bare words that fields and arguments give to choose from.
fn words() -> Vec<&'static str> {
    let types = STATEMENTS.iter().flat_map(|statement| {
        let arguments = statement.arguments.iter().map(|argument| argument.ty);
        let fields = statement.fields.iter().map(|field| field.ty);
        arguments.chain(fields).chain(statement.open.iter().map(|open| open.ty))
    });
    let words: BTreeSet<&str> = types.flat_map(words_of).collect();
    words.into_iter().collect()
}

fn words_of(ty: Type) -> Vec<&'static str> {
    match ty {
        Type::Weekdays => WEEKDAY_NAMES.to_vec(),
        Type::When => vec!["end", "on"],
        _ => ty.choices().iter().map(|choice| choice.word).collect(),
    }
}

/// A line with its list replaced: between what opens and what closes lists in files of this kind.
fn with_list(line: &str, kind: &str, words: &[&str]) -> Option<String> {
    let quoted = || words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(" ");
    let (open, close, list) = match kind {
        "scm" => ("(#any-of? ", "))", quoted()),
        "json" => ("(?:", ")", words.join("|")),
        "el" => ("'(", ")", quoted()),
        _ => return None,
    };
    let start = line.find(open)? + open.len();
    // In queries the capture stands before the list.
    let start = if kind == "scm" { start + line[start..].find(' ')? + 1 } else { start };
    let end = start + line[start..].find(close)?;
    Some(format!("{}{list}{}", &line[..start], &line[end..]))
}

/// A file with all its lists as the table has them.
fn with_lists(text: &str, kind: &str) -> String {
    let mut list: Option<Vec<&str>> = None;
    let lines = text.lines().map(|line| {
        let written = list.take().map(|words| {
            with_list(line, kind, &words).unwrap_or_else(|| panic!("no list in `{line}`"))
        });
        if let Some(at) = line.find(MARK) {
            let name = line[at + MARK.len()..].trim_end_matches(|c: char| !c.is_alphabetic());
            list = Some(match name {
                "statements" => statements(),
                "words" => words(),
                other => panic!("there is no list `{other}`"),
            });
        }
        written.unwrap_or_else(|| line.to_owned()) + "\n"
    });
    lines.collect()
}

#[test]
fn lists_of_words_are_those_of_the_table() {
    for file in FILES {
        let path = editors().join(file);
        let text = read(&path);
        let kind = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        assert!(text.matches(MARK).count() >= 2, "{file} has both lists");
        let updated = with_lists(&text, kind);
        if std::env::var("UPDATE").is_ok() {
            std::fs::write(&path, updated).expect("it can be written");
        } else {
            assert_eq!(text, updated, "{file}: run with UPDATE=1 to write the lists again");
        }
    }
}

/// The body of a snippet as it stands when nothing is typed into its gaps: `${1:text}` is `text`, `${2|a,b|}` is `a`.
fn expanded(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Some(gap) = rest.strip_prefix('{') else {
            rest = &rest[rest.len() - digits(rest)..];
            continue;
        };
        let end = gap.find('}').expect("a gap ends");
        let inner = &gap[end - digits(&gap[..end])..end];
        let default = inner.trim_start_matches([':', '|']).trim_end_matches('|');
        let is_choice = inner.starts_with('|');
        out.push_str(if is_choice {
            default.split(',').next().unwrap_or_default()
        } else {
            default
        });
        rest = &gap[end + 1..];
    }
    out + rest
}

#[test]
fn snippets_parse_and_are_in_their_form() {
    let path = editors().join("vscode/snippets/platform-pdl.json");
    let snippets: Value = serde_json::from_str(&read(&path)).expect("it is JSON");
    let snippets = snippets.as_object().expect("an object");
    for statement in STATEMENTS {
        let found = snippets.values().any(|it| it["prefix"] == statement.word);
        assert!(found, "`{}` has no snippet", statement.word);
    }
    for (name, snippet) in snippets {
        let lines: Vec<&str> = match &snippet["body"] {
            Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
            line => line.as_str().into_iter().collect(),
        };
        let text = expanded(&lines.join("\n")).replace('\t', "  ") + "\n";
        let formatted = format(FileId(0), &text).expect("it parses");
        assert_eq!(formatted, text, "{name}");
    }
}
