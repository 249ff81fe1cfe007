//! Every page of `docs/errors/`: a page for each code and a code for each page, in one form, with an example that fails
//! with exactly its code and one that is clean.
//!
//! In the ```` ```pdl ```` blocks, `// file: name.pdl` begins a further file, `// as-of: 2025-11-03` in the first line
//! sets the day, and `// error` or `// warning` behind a line marks where the diagnostic stands.
#![expect(clippy::disallowed_methods, reason = "tests read the pages")]

#[path = "support/built.rs"]
mod built;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/report.rs"]
mod report;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use memory::MemoryFiles;
use pdl_lang::diagnostic::{Code, Diagnostic, Severity};
use pdl_lang::{Analysis, Options, Program, analyze};

/// The file that a block begins with.
const ROOT: &str = "platform.pdl";

/// Codes whose line cannot bear a comment: what is wrong there would swallow it.
const UNMARKED: &[Code] = &[Code::UnterminatedString, Code::MalformedText];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors")
}

fn page(code: Code) -> String {
    let path = folder().join(format!("{code}.md"));
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
}

/// Runs a check over every page and shows all that it finds at once.
fn for_every_page(check: impl Fn(Code, &str) -> Result<(), String>) {
    let found = Code::ALL.iter().filter_map(|code| {
        let why = check(*code, &page(*code)).err()?;
        Some(format!("{code}: {why}"))
    });
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "{} pages:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    let entries = fs::read_dir(folder()).expect("the pages are in `docs/errors`");
    let pages: BTreeSet<String> = entries
        .map(|entry| entry.expect("the folder can be listed").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    assert_eq!(codes, pages);
}

#[test]
fn pages_have_one_form() {
    for_every_page(form);
}

#[test]
fn examples_fail_with_their_code_alone() {
    for_every_page(|code, text| {
        let Some(example) = block(text, "Example", "pdl") else {
            let shown = block(text, "Example", "text").is_some();
            let is_built = built::ALL.iter().any(|built| built.code == code);
            return if shown && is_built { Ok(()) } else { Err("there is no example".to_owned()) };
        };
        let analysis = run(&example);
        let found = &analysis.diagnostics;
        if found.is_empty() || found.iter().any(|found| found.code != code) {
            return Err(format!("the example says\n{}", report::report(&analysis)));
        }
        marks(code, &analysis)
    });
}

#[test]
fn examples_that_cannot_be_written_fail_with_their_code_alone() {
    for built in built::ALL {
        let program = Program::load(ROOT, &(built.files)()).expect("the root can be read");
        let analysis = analyze(program, &Options::default());
        let sources = &analysis.program.sources;
        let place = |found: &Diagnostic| (found.code, sources.get(found.at().file).name.clone());
        let found: Vec<_> = analysis.diagnostics.iter().map(place).collect();
        assert_eq!(found, [(built.code, built.at.to_owned())], "{}", built.name);
    }
}

#[test]
fn what_to_write_instead_is_clean() {
    for_every_page(|_, text| {
        let instead = block(text, "Instead", "pdl").ok_or("there is nothing instead")?;
        let analysis = run(&instead);
        let clean = analysis.diagnostics.is_empty();
        if clean { Ok(()) } else { Err(format!("instead says\n{}", report::report(&analysis))) }
    });
}

/// Checks title, headings, and that sentences stand on lines of their own.
fn form(code: Code, text: &str) -> Result<(), String> {
    let severity = if code.severity() == Severity::Error { "error" } else { "warning" };
    let head = format!("# {code}: {}\n\n`{}` · {severity}\n\n", code.title(), code.slug());
    if !text.starts_with(&head) {
        return Err(format!("the page begins with\n{head}"));
    }
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    if headings != ["## What it means", "## Why it is wrong", "## Example", "## Instead"] {
        return Err(format!("the headings are {headings:?}"));
    }
    if text.contains("  \n") || text.contains("\n\n\n") || !text.ends_with("```\n") {
        return Err("there is white space too much, or something behind the last block".to_owned());
    }
    let mut in_block = false;
    for line in text.lines().skip(3) {
        if line.starts_with("```") {
            in_block = !in_block;
        } else if !in_block && !line.is_empty() && !line.starts_with("## ") {
            let ends = line.ends_with(['.', ':']);
            if !ends || line.contains(". ") {
                return Err(format!("not one sentence on one line: {line}"));
            }
        }
    }
    for heading in ["What it means", "Why it is wrong"] {
        let sentences = section(text, heading).lines().filter(|line| !line.is_empty()).count();
        if !(1..=6).contains(&sentences) {
            return Err(format!("{heading}: {sentences} sentences"));
        }
    }
    Ok(())
}

fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let heading = format!("\n## {heading}\n");
    let Some(start) = text.find(&heading).map(|at| at + heading.len()) else { return "" };
    let end = text[start..].find("\n## ").map_or(text.len(), |at| start + at);
    &text[start..end]
}

/// The fenced block of a section, if it has exactly one and that of a language.
fn block(text: &str, heading: &str, language: &str) -> Option<String> {
    let section = section(text, heading);
    let fences = section.lines().filter(|line| line.starts_with("```")).count();
    let start = section.find(&format!("```{language}\n"))? + language.len() + 4;
    let end = start + section[start..].find("\n```")?;
    (fences == 2).then(|| format!("{}\n", &section[start..end]))
}

/// The analysis of a block.
fn run(block: &str) -> Analysis {
    let mut options = Options::default();
    if let Some(day) = block.strip_prefix("// as-of: ").and_then(|rest| rest.lines().next()) {
        options.as_of = Some(day.trim().parse().expect("`as-of` is a date"));
    }
    let mut files = MemoryFiles::default();
    let (mut name, mut text) = (ROOT, String::new());
    for line in block.lines() {
        if let Some(next) = line.strip_prefix("// file: ") {
            if !text.is_empty() {
                files.put(name, std::mem::take(&mut text));
            }
            name = next.trim();
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    files.put(name, text);
    let program = Program::load(ROOT, &files).expect("a block has a root");
    analyze(program, &options)
}

/// Checks that the marked lines are those of the diagnostics.
fn marks(code: Code, analysis: &Analysis) -> Result<(), String> {
    let sources = &analysis.program.sources;
    let mut marked = BTreeSet::new();
    for (file, source) in sources.iter() {
        for (index, line) in (1..).zip(source.text.lines()) {
            for (mark, severity) in
                [("// error", Severity::Error), ("// warning", Severity::Warning)]
            {
                if line.ends_with(mark) {
                    marked.insert((file, index, severity));
                }
            }
        }
    }
    let place =
        |found: &Diagnostic| (found.at().file, sources.position(found.at()).line, found.severity);
    let found: BTreeSet<_> = analysis.diagnostics.iter().map(place).collect();
    if found == marked || (marked.is_empty() && UNMARKED.contains(&code)) {
        return Ok(());
    }
    Err(format!("the marks are not where it is said:\n{}", report::report(analysis)))
}
