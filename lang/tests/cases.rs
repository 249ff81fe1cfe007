//! Every file of `cases/` is a test: what is wrong with it is announced in comments, and nothing else may be said.
//! `support/expectation.rs` has the form of the comments.
//!
//! The same files, cut off at any place or without any part, must never make the front end panic.
//! `PDL_CASES=thorough` tries every place; otherwise long files are sampled.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read their cases and how thoroughly to try them"
)]

#[path = "support/built.rs"]
mod built;
#[path = "support/case.rs"]
mod case;
#[path = "support/expectation.rs"]
mod expectation;
#[path = "support/fixes.rs"]
mod fixes;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/mutation.rs"]
mod mutation;
#[path = "support/promises.rs"]
mod promises;
#[path = "support/report.rs"]
mod report;
#[path = "support/wording.rs"]
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use pdl_lang::diagnostic::{Code, Family};
use pdl_lang::{Options, Program, analyze};

use built::Built;
use case::Case;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    let mut trials: Vec<Trial> = Vec::new();
    for path in &paths {
        let name = path.strip_prefix(&folder).expect("cases are in the folder").with_extension("");
        let name = name.to_string_lossy().replace('\\', "/");
        let (said, survives) = (path.clone(), path.clone());
        trials.push(Trial::test(name.clone(), move || says_what_is_announced(&said)));
        let name = format!("{name} (cut)");
        trials.push(Trial::test(name, move || survives_cuts(&survives)));
    }
    for built in built::ALL {
        trials.push(Trial::test(format!("built/{}", built.name), || says_its_code(built)));
    }
    trials.push(Trial::test("tidy/every code has a case", move || every_code_has_a_case(&paths)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The cases below a folder, in the order of their names. A folder named like a case holds its further files.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder can be listed");
    let mut entries: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    entries.sort();
    for path in &entries {
        if path.is_dir() && !path.with_extension("pdl").exists() {
            collect(path, paths);
        } else if path.extension().is_some_and(|extension| extension == "pdl") {
            paths.push(path.clone());
        }
    }
}

fn read(path: &Path) -> Case {
    let text = fs::read_to_string(path).expect("cases are UTF-8");
    let root = path.file_name().expect("a case is a file").to_string_lossy().into_owned();
    let further = |name: &str| {
        let path = path.with_extension("").join(name);
        fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()))
    };
    Case::read(&root, &text, further)
}

fn says_what_is_announced(path: &Path) -> Result<(), Failed> {
    let case = read(path);
    if case.root.starts_with("ok-") && !case.expected.is_empty() {
        return Err("a case named `ok-…` announces nothing".into());
    }
    if !case.root.starts_with("ok-") && case.expected.is_empty() {
        return Err("a case that announces nothing is named `ok-…`".into());
    }
    let analysis = case.analyze();
    case.compare(&analysis)?;
    promises::check(&analysis)?;
    let again = case.analyze();
    let same_plan = format!("{:?}", again.plan) == format!("{:?}", analysis.plan);
    if again.diagnostics != analysis.diagnostics || !same_plan {
        return Err("a second run says something else".into());
    }
    fixes::check(&case, &analysis)?;
    let faults: Vec<String> = analysis.diagnostics.iter().flat_map(wording::faults).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn survives_cuts(path: &Path) -> Result<(), Failed> {
    let thorough = std::env::var("PDL_CASES").is_ok_and(|value| value == "thorough");
    Ok(mutation::check(&read(path), thorough)?)
}

fn says_its_code(built: &Built) -> Result<(), Failed> {
    let program = Program::load("platform.pdl", &(built.files)()).expect("the root can be read");
    let analysis = analyze(program, &Options::default());
    promises::check(&analysis)?;
    let sources = &analysis.program.sources;
    match analysis.diagnostics.as_slice() {
        [only] if only.code == built.code && sources.get(only.at().file).name == built.at => Ok(()),
        _ => {
            Err(format!("{} alone is expected:\n{}", built.code, report::report(&analysis)).into())
        }
    }
}

fn every_code_has_a_case(paths: &[PathBuf]) -> Result<(), Failed> {
    let mut shown: BTreeSet<Code> = built::ALL.iter().map(|built| built.code).collect();
    for path in paths {
        shown.extend(read(path).expected.iter().map(|expected| expected.code));
    }
    let mut lacking: BTreeMap<Family, Vec<String>> = BTreeMap::new();
    for code in Code::ALL.iter().filter(|code| !shown.contains(code)) {
        let name = format!("{code} {}", code.slug());
        lacking.entry(code.family()).or_default().push(name);
    }
    if lacking.is_empty() {
        return Ok(());
    }
    let lines = lacking.iter().map(|(family, codes)| format!("{family:?}: {}", codes.join(", ")));
    Err(format!("no case for\n{}", lines.collect::<Vec<_>>().join("\n")).into())
}
