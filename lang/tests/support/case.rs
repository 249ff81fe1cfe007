//! One case: a program, and what is to be said about it.

use std::fmt::Write as _;

use pdl_lang::diagnostic::Diagnostic;
use pdl_lang::{Analysis, Options, Program, analyze};

use super::expectation::{self, Expected};
use super::memory::MemoryFiles;
use super::report;

/// A case of `tests/cases`.
#[derive(Debug)]
pub(crate) struct Case {
    /// The name of its file.
    pub(crate) root: String,
    pub(crate) files: MemoryFiles,
    pub(crate) options: Options,
    pub(crate) expected: Vec<Expected>,
}

impl Case {
    /// Reads a case; `further` gives the text of a file of its folder.
    pub(crate) fn read(root: &str, text: &str, further: impl Fn(&str) -> String) -> Self {
        let header = expectation::header(text);
        let mut expected = expectation::expectations(root, text);
        let mut files = MemoryFiles::default();
        for name in &header.files {
            let text = further(name);
            expected.extend(expectation::expectations(name, &text));
            files.put(name, text);
        }
        let mut text = text.to_owned();
        if header.crlf {
            text = text.replace('\n', "\r\n");
        }
        if header.bom {
            text.insert(0, '\u{feff}');
        }
        files.put(root, text);
        Self { root: root.to_owned(), files, options: header.options, expected }
    }

    /// The text of its own file.
    pub(crate) fn text(&self) -> &str {
        let bytes = self.files.0[&self.root].as_ref().expect("the case itself can be read");
        std::str::from_utf8(bytes).expect("cases are UTF-8")
    }

    /// The analysis of the case as it is.
    pub(crate) fn analyze(&self) -> Analysis {
        let program = Program::load(&self.root, &self.files).expect("the root exists");
        analyze(program, &self.options)
    }

    /// The analysis with another text in the place of its own.
    pub(crate) fn analyze_with(&self, text: &str) -> Analysis {
        let mut files = self.files.clone();
        files.put(&self.root, text);
        let program = Program::load(&self.root, &files).expect("the root exists");
        analyze(program, &self.options)
    }

    /// Compares what is said with what is announced: both ways, one for one.
    pub(crate) fn compare(&self, analysis: &Analysis) -> Result<(), String> {
        let mut open: Vec<&Diagnostic> = analysis.diagnostics.iter().collect();
        let mut by_detail: Vec<&Expected> = self.expected.iter().collect();
        by_detail.sort_by_key(|it| (it.columns.is_none(), it.text.is_none()));
        let mut missing = Vec::new();
        for expected in by_detail {
            match open.iter().position(|found| is_meant(analysis, found, expected)) {
                Some(index) => drop(open.remove(index)),
                None => missing.push(expected),
            }
        }
        if open.is_empty() && missing.is_empty() {
            return Ok(());
        }
        let mut message = String::new();
        for expected in missing {
            let Expected { file, line, written, .. } = expected;
            let _ = writeln!(message, "announced for {file}:{line} and not said: {written}");
        }
        for found in open {
            let shown = report::diagnostic(&analysis.program.sources, found);
            let _ = writeln!(message, "said and not announced:\n{shown}");
        }
        Err(format!("{message}\nall that was said:\n{}", report::report(analysis)))
    }
}

fn is_meant(analysis: &Analysis, found: &Diagnostic, expected: &Expected) -> bool {
    let sources = &analysis.program.sources;
    let at = found.at();
    let start = sources.position(at);
    let end = sources.position(at.after());
    let in_columns = expected.columns.is_none_or(|(first, last)| {
        start.column == first && end.column == last && start.line == end.line
    });
    let labels = found.labels.iter().map(|label| label.text.as_str());
    let mut texts = labels.chain([found.message.as_str()]).chain(found.help.as_deref());
    found.code == expected.code
        && sources.get(at.file).name == expected.file
        && start.line == expected.line
        && in_columns
        && expected.text.as_ref().is_none_or(|text| texts.any(|it| it.contains(text)))
}
