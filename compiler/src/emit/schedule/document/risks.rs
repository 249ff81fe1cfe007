//! Risks: every warning of the compiler, in plain words, kind by kind.

use pdl_lang::wording::count;

use super::super::super::facts::Facts;
use super::super::super::markdown::text;
use super::super::super::names;
use crate::put::putln;

/// How many findings of one kind are written out.
const SHOWN: usize = 20;

/// Writes the section.
pub(super) fn risks(out: &mut String, facts: &Facts<'_>) {
    let kinds = facts.risks();
    out.push_str("\n## Risks\n\n");
    if kinds.is_empty() {
        out.push_str("The compiler has no doubts about this plan.\n");
        return;
    }
    let total: usize = kinds.values().map(Vec::len).sum();
    let total = count(total, "place", "places");
    putln!(out, "The compiler doubts {total} of this plan.");
    let words = names::Words::new(facts.plan);
    for (code, found) in kinds {
        let title = names::sentence(&text(code.title()));
        putln!(out, "\n### {title}\n");
        for warning in found.iter().take(SHOWN) {
            let at = names::line(facts.analysis, warning.at());
            let message = words.sentence(&warning.message);
            putln!(out, "- {message} ({at})");
            if let Some(help) = &warning.help {
                putln!(out, "  - {}", words.plain(help));
            }
        }
        let more = found.len().saturating_sub(SHOWN);
        if more > 0 {
            putln!(out, "- and {more} more, which `pdlc check` shows");
        }
        putln!(out, "\n`pdlc explain {code}` says more.");
    }
}
