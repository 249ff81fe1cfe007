//! SARIF 2.1.0, the form in which code hosts take findings.
//!
//! Only the parts that are used are modelled. Columns count code points, as `columnKind` says.

mod document;

use std::collections::BTreeSet;
use std::io;

use pdl_lang::diagnostic::{Code, Diagnostic, Edit, Fix, Label, Severity};
use pdl_lang::source::Sources;
use pdl_lang::span::FileSpan;

use self::document::{
    ArtifactChange, ArtifactLocation, Configuration, Document, Driver, Help, Location, Mending,
    Message, PhysicalLocation, Region, Replacement, Rule, Run, SarifResult, Tool,
};
use super::Style;
use super::place::Place;
use crate::put::put;

/// Writes one run of the tool `pdlc`.
pub(super) fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: &Style,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|found| found.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let context = Context { sources, style, codes: &codes };
    let driver = Driver {
        name: "pdlc",
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| context.rule(*code)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        results: diagnostics.iter().map(|found| context.result(found)).collect(),
    };
    super::json::write(&Document::of(run), out)
}

struct Context<'a> {
    sources: &'a Sources,
    style: &'a Style,
    codes: &'a [Code],
}

impl<'a> Context<'a> {
    fn rule(&self, code: Code) -> Rule {
        let page = Some(code.page()).filter(|page| !page.is_empty());
        Rule {
            id: code.to_string(),
            name: format!("{code:?}"),
            short_description: Message::of(code.title()),
            default_configuration: Configuration { level: level(code.severity()) },
            help: page.map(|page| Help { text: page, markdown: page }),
            help_uri: self.style.page(code),
        }
    }

    fn result(&self, found: &'a Diagnostic) -> SarifResult<'a> {
        let text = match &found.help {
            Some(help) => format!("{}\n{help}", found.message),
            None => found.message.clone(),
        };
        let related = found.labels.iter().enumerate().skip(1);
        SarifResult {
            rule_id: found.code.to_string(),
            rule_index: self.codes.partition_point(|code| *code < found.code),
            level: level(found.severity),
            message: Message::of(text),
            locations: found.labels.first().map(|it| self.location(None, it)).into_iter().collect(),
            related_locations: related.map(|(id, it)| self.location(Some(id), it)).collect(),
            fixes: found.fix.as_ref().map(|fix| self.mending(fix)).into_iter().collect(),
        }
    }

    fn location(&self, id: Option<usize>, label: &Label) -> Location {
        let (artifact_location, region) = self.region(label.at);
        let message = Some(&label.text).filter(|text| !text.is_empty());
        Location {
            id,
            physical_location: PhysicalLocation { artifact_location, region },
            message: message.map(Message::of),
        }
    }

    /// Groups the edits by file: SARIF has one change an artifact.
    fn mending(&self, fix: &'a Fix) -> Mending<'a> {
        let mut edits: Vec<&Edit> = fix.edits.iter().collect();
        edits.sort_by_key(|edit| edit.at);
        let groups = edits.chunk_by(|left, right| left.at.file == right.at.file);
        let change = |edits: &[&'a Edit]| ArtifactChange {
            artifact_location: self.region(edits[0].at).0,
            replacements: edits.iter().map(|edit| self.replacement(edit)).collect(),
        };
        Mending {
            description: Message::of(&fix.title),
            artifact_changes: groups.map(change).collect(),
        }
    }

    fn replacement(&self, edit: &'a Edit) -> Replacement<'a> {
        Replacement {
            deleted_region: self.region(edit.at).1,
            inserted_content: document::Content { text: &edit.text },
        }
    }

    fn region(&self, at: FileSpan) -> (ArtifactLocation, Region) {
        let Place { path, start, end } = Place::of(self.sources, at, self.style);
        let region = Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        };
        (ArtifactLocation { uri: uri(&path) }, region)
    }
}

fn level(severity: Severity) -> &'static str {
    super::severity_name(severity)
}

/// A relative reference: all but unreserved characters and `/` percent-encoded.
///
/// A colon is encoded too, or the first segment could be read as a scheme.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => put!(uri, "%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_relative_references() {
        assert_eq!(uri("a b/ø:1%.pdl"), "a%20b/%C3%B8%3A1%25.pdl");
    }
}
