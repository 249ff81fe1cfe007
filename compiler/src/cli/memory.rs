//! What a build depends on, and where it is remembered.

use std::fmt::Debug;

use pdl_lang::Program;

use super::terminal;
use super::tree::TreeArgs;
use crate::fingerprint::Fingerprint;
use crate::fs;
use crate::output::{Memory, Roots};

/// The folder of the records in that of all that can be made again.
const FOLDER: &str = "pdlc/builds";

/// What is remembered of the last build into the same folder, unless that is not wanted or there is no place for it.
pub(super) fn memory(args: &TreeArgs, program: &Program, roots: &Roots) -> Option<Memory> {
    // Who overwrites by force does not believe what was.
    if args.no_record || args.force {
        return None;
    }
    let folder = terminal::cache_folder()?.join(FOLDER);
    let made_from =
        Fingerprint::of_parts([compiler()?, args.of_tree(), inputs(program)].map(|it| it.bytes()));
    Memory::new(&folder, roots, made_from)
}

/// The compiler, to the bit: two builds of one version may write differently.
fn compiler() -> Option<Fingerprint> {
    let file = terminal::program_file()?;
    let path = fs::canonical(&file).ok()?;
    let stamp = fs::stamp_behind(&file)?;
    Some(Fingerprint::of_parts([env!("CARGO_PKG_VERSION").to_owned(), shown(&path), shown(&stamp)]))
}

/// All that an analysis is made from.
fn inputs(program: &Program) -> Fingerprint {
    let Program {
        sources,
        definitions,
        manifests,
        left_out,
        diagnostics,
        incomplete,
        written,
        parses: _,
        unusable: _,
    } = program;
    // The files of definitions stand among the sources, behind those that were written.
    let sources = sources.iter().flat_map(|(_, it)| [it.name.as_bytes(), it.text.as_bytes()]);
    Fingerprint::of_parts([
        Fingerprint::of_parts(sources).bytes(),
        Fingerprint::of_parts([
            shown(definitions),
            shown(manifests),
            shown(left_out),
            shown(diagnostics),
            shown(incomplete),
            shown(written),
        ])
        .bytes(),
    ])
}

/// All of a value, as text.
pub(super) fn shown(value: &(impl Debug + ?Sized)) -> String {
    format!("{value:?}")
}
