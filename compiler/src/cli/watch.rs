//! `pdlc watch`: a build after every change.

use pdl_lang::wording::count;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use pdl_lang::{Program, analyze};

use super::memory::memory;
use super::program::{self, show_errors};
use super::terminal::Terminal;
use super::tree::TreeArgs;
use super::{Exit, Failure, complain};
use crate::paint::{Ink, paint};
use crate::watch::{Watch, changed, texts};
use crate::workspace::Workspace;

/// Build again after every change of the source
///
/// Follows whatever the program includes, as it changes. A build says one line; errors are shown as `pdlc check`
/// shows them, and then the output stays as it is. Ends with Ctrl-C.
#[derive(Debug, Args)]
#[command(name = "watch")]
pub(super) struct WatchCommand {
    /// The root file [default: the nearest platform.pdl]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    tree: TreeArgs,
}

impl WatchCommand {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        if self.file.as_ref().is_some_and(|file| file.as_os_str() == "-") {
            let message = "standard input cannot be watched".to_owned();
            return Err(Failure::Usage { message, help: "Name the file.".to_owned() });
        }
        let workspace = program::workspace(self.file.as_deref())?;
        let mut watch = Watch::new(workspace.folder())?;
        // What cannot be read at the beginning is not what was meant.
        let program = watch.load(&workspace)??;
        let files = count(program.sources.len(), "file", "files");
        let folders = count(watch.folders(), "folder", "folders");
        writeln!(terminal.err(), "watching {files} in {folders}")?;
        let mut last = texts(&program);
        self.build(terminal, &workspace, program, "")?;
        while watch.wait() {
            match watch.load(&workspace)? {
                Ok(program) => {
                    let now = texts(&program);
                    let what = changed(&last, &now).join(", ");
                    last = now;
                    if !what.is_empty() {
                        self.build(terminal, &workspace, program, &what)?;
                    }
                }
                // An editor that replaces a file leaves none for a moment: it is said once.
                Err(error) if !last.is_empty() => {
                    last.clear();
                    complain(terminal, &error.into());
                }
                Err(_) => {}
            }
        }
        Ok(Exit::Clean)
    }

    /// Builds, and says what came of it; what fails is said, too, and the next change is waited for.
    fn build(
        &self,
        terminal: &mut Terminal,
        workspace: &Workspace,
        program: Program,
        what: &str,
    ) -> Result<(), Failure> {
        match self.attempt(terminal, workspace, program, what) {
            Err(Failure::Stdout(error)) => return Err(Failure::Stdout(error)),
            Err(failure) => complain(terminal, &failure),
            Ok(()) => {}
        }
        Ok(terminal.flush()?)
    }

    fn attempt(
        &self,
        terminal: &mut Terminal,
        workspace: &Workspace,
        program: Program,
        what: &str,
    ) -> Result<(), Failure> {
        let style = terminal.err_style();
        let what = if what.is_empty() { String::new() } else { format!("{what}: ") };
        let what = paint(&style, Ink::Dim, &what).into_owned();
        let roots = self.tree.roots(workspace);
        let memory = memory(&self.tree, &program, &roots);
        let analysis = analyze(program, &self.tree.options());
        let plan = match show_errors(terminal, workspace, &analysis) {
            Exit::Problems => None,
            Exit::Clean | Exit::Failed => self.tree.plan(terminal, workspace, &analysis, &roots)?,
        };
        let Some(plan) = plan else {
            writeln!(terminal.err(), "{what}nothing was built")?;
            return Ok(());
        };
        let done = self.tree.apply(memory, &plan, &roots, &analysis)?;
        let mut parts = vec![
            format!("{} written", count(done.written, "file", "files")),
            format!("{} unchanged", done.unchanged),
        ];
        let more = [(done.removed.len(), "removed"), (done.kept.len(), "kept")];
        let more = more.iter().filter(|(number, _)| *number > 0);
        parts.extend(more.map(|(number, what)| format!("{number} {what}")));
        let warnings = analysis.diagnostics.len();
        if warnings > 0 {
            parts.push(count(warnings, "warning", "warnings"));
        }
        writeln!(terminal.err(), "{what}{}", parts.join(", "))?;
        Ok(())
    }
}
