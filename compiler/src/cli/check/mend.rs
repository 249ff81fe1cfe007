//! `pdlc check --fix`: rounds of analysis and mending in memory, then one round of writing.

use pdl_lang::wording::count;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use pdl_lang::Analysis;

use super::super::Failure;
use super::super::terminal::Terminal;
use crate::fix::{self, Fixed};
use crate::report::Summary;
use crate::workspace::{self, Workspace};

/// A fix may make another possible; more rounds than this no program needs.
const ROUNDS: usize = 32;

/// Applies the fixes of a program until none is left, writes the files and analyses what is left.
pub(super) fn mend(
    terminal: &mut Terminal,
    workspace: &mut Workspace,
    analyze: impl Fn(&Workspace) -> Result<Analysis, Failure>,
) -> Result<Analysis, Failure> {
    let mut analysis = analyze(workspace)?;
    let mut mended: BTreeSet<String> = BTreeSet::new();
    let mut applied = 0;
    for _ in 0..ROUNDS {
        let fixed = fix::apply(&analysis.program.sources, &analysis.diagnostics);
        if fixed.applied == 0 {
            break;
        }
        let before = Summary::of(&analysis.diagnostics).errors;
        let undo = replace(workspace, &analysis, &fixed);
        let after = analyze(workspace)?;
        if Summary::of(&after.diagnostics).errors > before {
            // INVARIANT: a fix never adds an error. Should one do so all the same, nothing is lost.
            for (name, text) in undo {
                workspace.replace(&name, text);
            }
            break;
        }
        applied += fixed.applied;
        mended.extend(undo.into_keys());
        analysis = after;
    }
    for (name, text) in workspace.replaced() {
        if mended.contains(name) {
            workspace::write(&workspace.path(name), text)?;
        }
    }
    let files = count(mended.len(), "file", "files");
    if applied > 0 {
        writeln!(terminal.err(), "mended {} in {files}", count(applied, "finding", "findings"))?;
    }
    Ok(analysis)
}

/// Puts the mended texts into the workspace and returns the texts that they replace.
fn replace(
    workspace: &mut Workspace,
    analysis: &Analysis,
    fixed: &Fixed,
) -> BTreeMap<String, String> {
    let mut before = BTreeMap::new();
    for (file, text) in &fixed.texts {
        let source = analysis.program.sources.get(*file);
        before.insert(source.name.clone(), source.text.to_string());
        workspace.replace(&source.name, text.clone());
    }
    before
}
