//! What the client is told without asking: diagnostics, and when to ask again.

use std::path::PathBuf;

use gen_lsp_types::{Diagnostic, TextDocumentContentChangeEvent as Change};
use serde_json::{Value, json};

use super::Server;
use crate::lsp::analyzer::{Changed, Parsed};
use crate::lsp::publish::{self, Findings};
use crate::lsp::uri;

/// An edit in lines: what stood from the first to the last of them has changed, what is below has moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drift {
    first: u32,
    last: u32,
    moved: i64,
}

impl Drift {
    pub(super) fn of(change: &Change) -> Self {
        match change {
            Change::TextDocumentContentChangeWholeDocument(_) => {
                Self { first: 0, last: u32::MAX, moved: 0 }
            }
            Change::TextDocumentContentChangePartial(part) => {
                let (first, last) = (part.range.start.line, part.range.end.line);
                let lines = i64::try_from(part.text.matches('\n').count()).unwrap_or(i64::MAX);
                Self { first, last, moved: lines - (i64::from(last) - i64::from(first)) }
            }
        }
    }

    /// Where a finding is afterwards; `None` if nobody knows whether it still holds.
    fn carry(self, mut found: Diagnostic) -> Option<Diagnostic> {
        if found.range.end.line < self.first {
            return Some(found);
        }
        if found.range.start.line <= self.last {
            return None;
        }
        for place in [&mut found.range.start, &mut found.range.end] {
            place.line = u32::try_from(i64::from(place.line) + self.moved).ok()?;
        }
        Some(found)
    }
}

impl Server {
    /// Publishes what is new. The client asks for the diagnostics of open documents itself, if it can.
    pub(super) fn publish(&mut self) {
        let mut all = publish::all(&self.snapshots, self.pages.as_deref(), self.client.encoding);
        if self.client.pulls {
            all.retain(|path, _| self.documents.get(path).is_none());
        }
        for path in self.published.keys() {
            all.entry(path.clone()).or_default();
        }
        for (path, findings) in all {
            let known = self.published.get(&path);
            let is_news = match known {
                Some(known) => *known != findings,
                None => findings != Findings::default(),
            };
            if !is_news {
                continue;
            }
            self.send_findings(path, findings);
        }
        self.drifts.clear();
    }

    fn send_findings(&mut self, path: PathBuf, findings: Findings) {
        let params = json!({
            "uri": uri::of_path(&path),
            "version": findings.version,
            "diagnostics": &findings.diagnostics,
        });
        self.notify("textDocument/publishDiagnostics", params);
        if findings == Findings::default() {
            self.published.remove(&path);
        } else {
            self.published.insert(path, findings);
        }
    }

    /// Has the client ask again for what another document may have changed.
    pub(super) fn refresh(&mut self, changed: &Changed) {
        let is_alone = self.documents.iter().count() < 2;
        if is_alone && *changed != Changed::Everything {
            return;
        }
        let client = self.client;
        let wanted = [
            (client.pulls && client.refreshes_diagnostics, "workspace/diagnostic/refresh"),
            (client.refreshes_hints, "workspace/inlayHint/refresh"),
            (client.refreshes_lenses, "workspace/codeLens/refresh"),
        ];
        for (_, method) in wanted.into_iter().filter(|(is_wanted, _)| *is_wanted) {
            self.ask(method, Value::Null);
        }
    }

    /// Publishes what is wrong with a text as such, and what was found in the plan before, where it has moved to:
    /// a large plan is analysed in more time than a person wants to wait.
    pub(super) fn publish_early(&mut self, parsed: &Parsed) {
        let Some(document) = self.documents.get(&parsed.path) else { return };
        if self.client.pulls {
            return;
        }
        let version = Some(document.version);
        let mut diagnostics = publish::of_text(parsed, self.pages.as_deref(), self.client.encoding);
        let drifts = self.drifts.get(&parsed.path).map(Vec::as_slice).unwrap_or_default();
        let known = self.published.get(&parsed.path).map(|it| it.diagnostics.clone());
        let of_plan =
            known.unwrap_or_default().into_iter().filter(|it| !publish::is_about_text(it));
        diagnostics.extend(
            of_plan.filter_map(|found| {
                drifts.iter().try_fold(found, |found, drift| drift.carry(found))
            }),
        );
        self.drifts.remove(&parsed.path);
        self.send_findings(parsed.path.clone(), Findings { version, diagnostics });
    }
}
