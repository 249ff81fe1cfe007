//! `pdlc explain`: the page of a code, or the list of all.

mod markdown;

use std::io::Write as _;

use clap::Args;
use pdl_lang::diagnostic::{Code, Family, Severity};

use super::program::nearest;
use super::terminal::Terminal;
use super::{Exit, Failure};
use crate::paint::{Ink, paint};
use crate::put::put;
use crate::report::Style;

/// Explain a code, or list them all
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code or its name, such as `PDL4001` or `dependency-cycle` [default: list all]
    #[arg(value_name = "CODE|NAME")]
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let style = terminal.out_style();
        let text = match &self.code {
            None => list(&style),
            Some(text) => {
                let code = find(text).ok_or_else(|| unknown(text))?;
                markdown::render(&style, code.page())
            }
        };
        terminal.out().write_all(text.as_bytes())?;
        Ok(Exit::Clean)
    }
}

/// Finds a code by what a user may write: `PDL4001`, `pdl4001`, `4001`, `dependency-cycle`.
pub(super) fn find(text: &str) -> Option<Code> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        return Code::find(&format!("PDL{text}"));
    }
    Code::find(text).or_else(|| Code::find(&text.to_ascii_lowercase().replace('_', "-")))
}

/// The name most like a text that is none.
pub(super) fn nearest_to(text: &str) -> Option<&'static str> {
    nearest(&text.replace('_', "-"), Code::ALL.iter().map(|code| code.slug()))
}

fn unknown(text: &str) -> Failure {
    let help = match nearest_to(text) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`pdlc explain` lists every code.".to_owned(),
    };
    Failure::Usage { message: format!("there is no code or name `{text}`"), help }
}

/// Every code, by family.
fn list(style: &Style) -> String {
    let widest = Code::ALL.iter().map(|code| code.slug().len()).max().unwrap_or_default();
    let mut text = String::new();
    for codes in Code::ALL.chunk_by(|one, other| one.family() == other.family()) {
        if !text.is_empty() {
            text.push('\n');
        }
        let family = codes[0].family();
        let heading = format!("PDL{}xxx  {}", codes[0].number() / 1000, family_name(family));
        put!(text, "{}\n", paint(style, Ink::Bold, &heading));
        for code in codes {
            let (severity, ink) = match code.severity() {
                Severity::Error => ("error  ", Ink::Red),
                Severity::Warning => ("warning", Ink::Yellow),
            };
            let slug = format!("{:widest$}", code.slug());
            let (severity, slug) = (paint(style, ink, severity), paint(style, Ink::Cyan, &slug));
            put!(text, "  {code}  {severity}  {slug}  {}\n", code.title());
        }
    }
    text
}

fn family_name(family: Family) -> &'static str {
    match family {
        Family::Syntax => "Syntax and files",
        Family::Names => "Names and types",
        Family::Calendar => "Calendar",
        Family::Dependencies => "Dependencies",
        Family::Milestones => "Milestones",
        Family::Components => "Components",
        Family::Proof => "The plan against the manifests",
        Family::Clusters => "Clusters",
        Family::Outputs => "Outputs",
    }
}
