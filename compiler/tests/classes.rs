//! What went wrong by hand, put into the real platform: each mistake is refused with its code, on its line.
//!
//! The classes are those of `docs/mistakes.md`. A mistake is an edit of a file, made in memory.
#![expect(clippy::disallowed_methods, reason = "the tests read the platform from the disk")]

#[path = "classes/charts.rs"]
mod charts;
#[path = "classes/clusters.rs"]
mod clusters;
#[path = "classes/objects.rs"]
mod objects;
#[path = "classes/order.rs"]
mod order;
#[path = "classes/owners.rs"]
mod owners;
#[path = "classes/references.rs"]
mod references;
#[path = "classes/secrets.rs"]
mod secrets;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pdl_lang::diagnostic::{Diagnostic, Severity};
use pdl_lang::{Analysis, Files, Options, Program, Unreadable, analyze};

/// A mistake that somebody could make.
struct Mistake {
    /// The class that it is of: `C08`.
    class: &'static str,
    /// What is done to which files: a text that stands there once, and what stands there then.
    edits: &'static [(&'static str, &'static str, &'static str)],
    /// The code that refuses it.
    code: &'static str,
    /// The file and a part of the line that the finding is about, after the edit.
    at: (&'static str, &'static str),
}

const TABLES: &[&[Mistake]] = &[
    charts::MISTAKES,
    clusters::MISTAKES,
    objects::MISTAKES,
    order::MISTAKES,
    owners::MISTAKES,
    references::MISTAKES,
    secrets::MISTAKES,
];

/// What is no error by itself: rules that were written for a cluster, and what is likely not meant.
const WARNED: &[&str] = &["PDL6116", "PDL6207", "PDL6208", "PDL7009"];

/// Definitions with rules of operators in CEL.
const RULES: (&str, &str, &str) = (
    "platform.pdl",
    "  story-prefix: \"STORY-\"\n",
    "  story-prefix: \"STORY-\"\n  schemas: [\"rules.yaml\"]\n",
);

/// The files of the platform, by path.
struct Platform(BTreeMap<String, String>);

impl Platform {
    fn read() -> Self {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        let mut files = BTreeMap::new();
        for folder in ["", "platform", "platform/schemas"] {
            let Ok(entries) = fs::read_dir(root.join(folder)) else { continue };
            for entry in entries {
                let name = entry.expect("an entry").file_name().display().to_string();
                let path = format!("{folder}/{name}").trim_start_matches('/').to_owned();
                let is_source = [".pdl", ".yaml"].iter().any(|it| name.ends_with(it));
                if is_source && (!folder.is_empty() || name == "platform.pdl") {
                    let text = fs::read_to_string(root.join(&path)).expect("a source is UTF-8");
                    files.insert(path, text);
                }
            }
        }
        // Nothing reads these but a mistake that asks for them.
        files.insert("rules.yaml".to_owned(), include_str!("classes/rules.yaml").to_owned());
        Self(files)
    }

    fn with(&self, mistake: &Mistake) -> Result<Self, String> {
        let mut files = self.0.clone();
        for (path, old, new) in mistake.edits {
            let text = files.get_mut(*path).ok_or_else(|| format!("there is no {path}"))?;
            if text.matches(old).count() != 1 {
                return Err(format!("{path} has {} of {old:?}", text.matches(old).count()));
            }
            *text = text.replace(old, new);
        }
        Ok(Self(files))
    }

    fn analyze(&self) -> Analysis {
        let program = Program::load("platform.pdl", self).expect("the platform can be read");
        analyze(program, &Options::default())
    }
}

impl Files for Platform {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let text = self.0.get(path).ok_or_else(|| Unreadable("does not exist".to_owned()))?;
        Ok(text.clone().into_bytes())
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let (start, end) = glob.split_once('*').unwrap_or((glob, ""));
        let fits = |path: &&String| {
            path.strip_prefix(start)
                .and_then(|rest| rest.strip_suffix(end))
                .is_some_and(|rest| !rest.contains('/'))
        };
        Ok(self.0.keys().filter(fits).cloned().collect())
    }
}

/// Path and line of a finding.
fn line<'a>(analysis: &'a Analysis, found: &Diagnostic) -> (&'a str, &'a str) {
    let at = found.at();
    let source = analysis.program.sources.get(at.file);
    let start = source.text[..at.span.start as usize].rfind('\n').map_or(0, |it| it + 1);
    (&source.name, source.text[start..].lines().next().unwrap_or_default())
}

/// Why a mistake is not refused as it should be.
fn fault(platform: &Platform, mistake: &Mistake) -> Option<String> {
    let analysis = match platform.with(mistake) {
        Ok(edited) => edited.analyze(),
        Err(why) => return Some(why),
    };
    let is_it = |found: &&Diagnostic| {
        let (path, line) = line(&analysis, found);
        found.code.to_string() == mistake.code
            && (found.severity == Severity::Error || WARNED.contains(&mistake.code))
            && path == mistake.at.0
            && line.contains(mistake.at.1)
    };
    if analysis.diagnostics.iter().any(|found| is_it(&found)) {
        return None;
    }
    let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let said = errors.map(|it| {
        let (path, line) = line(&analysis, it);
        format!("  {} {it}\n    {path}: {}", it.code, line.trim())
    });
    let said: Vec<String> = said.collect();
    let Mistake { class, code, at, edits } = mistake;
    Some(format!("{class} {edits:?}: {code} at {at:?} is expected\n{}", said.join("\n")))
}

#[test]
fn the_platform_itself_is_accepted() {
    let analysis = Platform::read().analyze();
    let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    assert_eq!(errors.map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_platform_keeps_the_rules() {
    let (path, old, new) = RULES;
    let mut platform = Platform::read();
    let text = platform.0.get_mut(path).expect("the platform has a root");
    assert_eq!(text.matches(old).count(), 1);
    *text = text.replacen(old, new, 1);
    let found = platform.analyze().diagnostics;
    let found = found.iter().filter(|it| {
        it.severity == Severity::Error || WARNED.contains(&it.code.to_string().as_str())
    });
    assert_eq!(found.map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_mistake_is_refused_where_it_stands() {
    let platform = Platform::read();
    let mistakes = || TABLES.iter().flat_map(|it| it.iter());
    let faults: Vec<String> = mistakes().filter_map(|it| fault(&platform, it)).collect();
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        mistakes().count(),
        faults.join("\n")
    );
}

#[test]
fn every_class_that_is_caught_is_shown_three_times() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/mistakes.md"));
    let page = page.expect("the page of the classes is there");
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for mistake in TABLES.iter().flat_map(|it| it.iter()) {
        *number.entry(mistake.class).or_default() += 1;
    }
    let few: Vec<_> = number.iter().filter(|(_, number)| **number < 3).collect();
    assert!(few.is_empty(), "{few:?}");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| C"));
    let shown = rows.filter(|row| row.contains("[shown]"));
    let shown: BTreeSet<String> = shown.map(|row| format!("C{}", &row[..2])).collect();
    let tested: BTreeSet<String> = number.keys().map(ToString::to_string).collect();
    assert_eq!(shown, tested, "classes that the page calls shown, and those that are");
}
