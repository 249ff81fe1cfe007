//! Globs over the disk: `*`, `?`, `[a-z]`, `{a,b}` and `**`.
//!
//! Walks only the folders that can match. Hidden files match only where the pattern writes the dot; `**` does not go
//! through symbolic links, so no circle of them is ever walked.

use std::collections::BTreeSet;
use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};
use pdl_lang::Unreadable;

use super::{followed, words};
use crate::fs::{self, Kind};

/// How many files a glob may match, and how many folders it may lead through.
const LIMIT: usize = 1 << 16;
/// How many patterns the braces of one may stand for.
const ALTERNATIVES: usize = 1024;

/// The files below `root` that `glob` matches, sorted, relative to `root`.
pub(super) fn expand(root: &Path, glob: &str) -> Result<Vec<String>, Unreadable> {
    if !has_wildcard(glob) {
        let kind = fs::kind(&root.join(glob)).map_err(|error| words(&error))?;
        return Ok(kind.map(|_| glob.to_owned()).into_iter().collect());
    }
    let mut walk = Walk { root, found: BTreeSet::new(), folders: 0 };
    for pattern in alternatives(glob)? {
        walk.folder("", &steps(&pattern)?)?;
    }
    Ok(walk.found.into_iter().collect())
}

/// Those of some paths that `glob` matches by their names alone.
pub(super) fn matching(glob: &str, paths: impl Iterator<Item = String>) -> Vec<String> {
    let patterns = alternatives(glob).unwrap_or_default();
    let patterns: Vec<Vec<Step>> = patterns.iter().filter_map(|it| steps(it).ok()).collect();
    let is_match = |path: &String| {
        let names: Vec<&str> = path.split('/').collect();
        patterns.iter().any(|steps| matches(steps, &names))
    };
    paths.filter(is_match).collect()
}

fn matches(steps: &[Step], names: &[&str]) -> bool {
    let Some((step, rest)) = steps.split_first() else { return names.is_empty() };
    let Some((name, below)) = names.split_first() else { return false };
    match step {
        Step::Name(expected) => name == expected && matches(rest, below),
        Step::Pattern { matcher, hidden, .. } => {
            let is_seen = *hidden || !name.starts_with('.');
            is_seen && matcher.is_match(name) && matches(rest, below)
        }
        Step::Folders => matches(rest, names) || (!name.starts_with('.') && matches(steps, below)),
    }
}

fn has_wildcard(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// A part of a pattern between slashes.
enum Step {
    /// A name as it is.
    Name(String),
    /// A name that a pattern matches.
    Pattern {
        matcher: GlobMatcher,
        hidden: bool,
        /// The ending of files that it asks for: `.yaml`.
        ending: Option<String>,
    },
    /// `**`: any number of folders.
    Folders,
}

fn steps(pattern: &str) -> Result<Vec<Step>, Unreadable> {
    let mut steps = Vec::new();
    for part in pattern.split('/') {
        if part == "**" {
            // A second `**` in a row adds nothing.
            if !matches!(steps.last(), Some(Step::Folders)) {
                steps.push(Step::Folders);
            }
        } else {
            steps.push(step(part)?);
        }
    }
    if matches!(steps.last(), Some(Step::Folders)) {
        steps.push(step("*")?);
    }
    Ok(steps)
}

fn step(part: &str) -> Result<Step, Unreadable> {
    if !has_wildcard(part) {
        return Ok(Step::Name(part.to_owned()));
    }
    let glob = GlobBuilder::new(part).literal_separator(true).backslash_escape(false).build();
    let glob = glob.map_err(|error| Unreadable(format!("is no pattern: {}", error.kind())))?;
    let ending = part.rfind('.').map(|at| part[at..].to_owned());
    let ending = ending.filter(|it| it.len() > 1 && !has_wildcard(it) && !it.contains(']'));
    Ok(Step::Pattern { matcher: glob.compile_matcher(), hidden: part.starts_with('.'), ending })
}

/// The patterns that a pattern with braces stands for.
fn alternatives(glob: &str) -> Result<Vec<String>, Unreadable> {
    let Some((before, choices, after)) = braces(glob)? else { return Ok(vec![glob.to_owned()]) };
    let mut all = Vec::new();
    for choice in choices {
        all.extend(alternatives(&format!("{before}{choice}{after}"))?);
        if all.len() > ALTERNATIVES {
            return Err(Unreadable("has too many alternatives".to_owned()));
        }
    }
    Ok(all)
}

/// The first braces of a pattern: what is before, their alternatives, what is after.
#[expect(clippy::type_complexity, reason = "a name for it would say no more")]
fn braces(glob: &str) -> Result<Option<(&str, Vec<&str>, &str)>, Unreadable> {
    let (mut depth, mut in_class) = (0_usize, false);
    let (mut open, mut start) = (0, 0);
    let mut choices = Vec::new();
    for (at, character) in glob.char_indices() {
        match character {
            '[' => in_class = true,
            ']' => in_class = false,
            _ if in_class => {}
            '{' if depth == 0 => (depth, open, start) = (1, at, at + 1),
            '{' => depth += 1,
            ',' if depth == 1 => {
                choices.push(&glob[start..at]);
                start = at + 1;
            }
            '}' if depth == 1 => {
                choices.push(&glob[start..at]);
                return Ok(Some((&glob[..open], choices, &glob[at + 1..])));
            }
            '}' if depth > 1 => depth -= 1,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(Unreadable("is no pattern: a `{` is never closed".to_owned()));
    }
    Ok(None)
}

/// What is in a folder.
struct Entry {
    name: String,
    /// Whether the name is all text.
    is_text: bool,
    kind: Kind,
}

struct Walk<'r> {
    root: &'r Path,
    found: BTreeSet<String>,
    folders: usize,
}

impl Walk<'_> {
    /// Finds what `steps` match in a folder, which is empty or ends with `/`.
    fn folder(&mut self, folder: &str, steps: &[Step]) -> Result<(), Unreadable> {
        let Some((step, rest)) = steps.split_first() else { return Ok(()) };
        match step {
            Step::Name(name) => self.name(&format!("{folder}{name}"), rest),
            Step::Pattern { matcher, hidden, ending } => {
                for Entry { name, is_text, kind } in self.list(folder)? {
                    if !matcher.is_match(&name) || (name.starts_with('.') && !hidden) {
                        continue;
                    }
                    let path = format!("{folder}{name}");
                    if !is_text && rest.is_empty() {
                        let why = format!("matches `{path}`, whose name is not UTF-8");
                        return Err(Unreadable(why));
                    }
                    // What is called like a file and is none is reported where files are read.
                    let is_meant =
                        rest.is_empty() && ending.as_ref().is_some_and(|it| name.ends_with(it));
                    if is_meant && followed(&self.root.join(&path), kind) == Some(Kind::Folder) {
                        self.found.insert(path);
                    } else if is_text {
                        self.enter(&path, kind, rest)?;
                    }
                }
                Ok(())
            }
            Step::Folders => {
                self.folder(folder, rest)?;
                for Entry { name, is_text, kind } in self.list(folder)? {
                    if kind == Kind::Folder && is_text && !name.starts_with('.') {
                        self.folder(&format!("{folder}{name}/"), steps)?;
                    }
                }
                Ok(())
            }
        }
    }

    fn name(&mut self, path: &str, rest: &[Step]) -> Result<(), Unreadable> {
        match fs::kind(&self.root.join(path)).map_err(|error| words(&error))? {
            Some(kind) => self.enter(path, kind, rest),
            None => Ok(()),
        }
    }

    /// Takes a path that matched, or goes on below it.
    fn enter(&mut self, path: &str, kind: Kind, rest: &[Step]) -> Result<(), Unreadable> {
        let kind = followed(&self.root.join(path), kind);
        match kind {
            Some(Kind::Folder) if !rest.is_empty() => self.folder(&format!("{path}/"), rest),
            Some(Kind::File(_)) if rest.is_empty() => {
                self.found.insert(path.to_owned());
                if self.found.len() > LIMIT { Err(too_many("files")) } else { Ok(()) }
            }
            // A link that leads nowhere is a file that is missing; a pipe or a device is one that cannot be read.
            None | Some(Kind::Other) if rest.is_empty() => {
                self.found.insert(path.to_owned());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What is in a folder, sorted.
    fn list(&mut self, folder: &str) -> Result<Vec<Entry>, Unreadable> {
        self.folders += 1;
        if self.folders > LIMIT {
            return Err(too_many("folders"));
        }
        let path = self.root.join(folder);
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { &path };
        let entries = fs::list(path).map_err(|error| {
            let Unreadable(why) = words(&error);
            Unreadable(format!("leads through `{folder}`, which {why}"))
        })?;
        let named = entries.into_iter().filter_map(|(path, kind)| {
            let name = path.file_name()?;
            let is_text = name.to_str().is_some();
            Some(Entry { name: name.to_string_lossy().into_owned(), is_text, kind })
        });
        Ok(named.collect())
    }
}

fn too_many(what: &str) -> Unreadable {
    Unreadable(format!("leads to more than {LIMIT} {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder for the test");
        for path in ["a.pdl", "b.pdl", ".hidden.pdl", "sub/c.pdl", "sub/deep/d.pdl", "other/e.txt"]
        {
            let path = root.path().join(path);
            fs::create_folders(path.parent().expect("it has one")).expect("writable");
            fs::write(&path, b"").expect("writable");
        }
        root
    }

    #[track_caller]
    fn check(root: &Path, glob: &str, expected: &[&str]) {
        assert_eq!(expand(root, glob).expect("it can be expanded"), expected, "{glob}");
    }

    #[test]
    fn wildcards_match_within_a_folder_and_braces_anywhere() {
        let root = tree();
        let root = root.path();
        check(root, "*.pdl", &["a.pdl", "b.pdl"]);
        check(root, "?.pdl", &["a.pdl", "b.pdl"]);
        check(root, "[!a].pdl", &["b.pdl"]);
        check(root, ".*.pdl", &[".hidden.pdl"]);
        check(root, "*/*.pdl", &["sub/c.pdl"]);
        check(root, "**/*.pdl", &["a.pdl", "b.pdl", "sub/c.pdl", "sub/deep/d.pdl"]);
        check(root, "sub/**", &["sub/c.pdl", "sub/deep/d.pdl"]);
        check(root, "**/**/deep/*", &["sub/deep/d.pdl"]);
        check(root, "{sub/{c,x},a}.pdl", &["a.pdl", "sub/c.pdl"]);
        check(root, "{*,sub/../b}.pdl", &["a.pdl", "b.pdl", "sub/../b.pdl"]);
    }

    #[test]
    fn a_glob_without_wildcard_is_a_path() {
        let root = tree();
        check(root.path(), "a.pdl", &["a.pdl"]);
        check(root.path(), "sub", &["sub"]);
        check(root.path(), "missing.pdl", &[]);
        check(root.path(), "missing/*.pdl", &[]);
        check(root.path(), "a.pdl/*.pdl", &[]);
    }

    #[test]
    fn paths_match_as_files_on_disk_would() {
        let paths = ["a.pdl", ".hidden.pdl", "sub/c.pdl", "sub/deep/d.pdl", "other/e.txt"];
        let root = tree();
        for glob in ["*.pdl", "**/*.pdl", "sub/*", "{a,x}.pdl", ".*", "**/deep/*", "sub/**"] {
            let found = matching(glob, paths.iter().map(|path| (*path).to_owned()));
            let mut disk = expand(root.path(), glob).expect("it can be expanded");
            disk.retain(|path| paths.contains(&path.as_str()));
            assert_eq!(found, disk, "{glob}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        let root = tree();
        for glob in ["[a", "{a,b", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"] {
            assert!(expand(root.path(), glob).is_err(), "{glob}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_circle_of_links_is_harmless() {
        use std::os::unix::fs::symlink;
        let root = tree();
        symlink("..", root.path().join("sub/up")).expect("links work");
        symlink("nowhere", root.path().join("c.pdl")).expect("links work");
        symlink("sub/c.pdl", root.path().join("d.pdl")).expect("links work");
        check(root.path(), "**/c.pdl", &["c.pdl", "sub/c.pdl"]);
        check(root.path(), "*.pdl", &["a.pdl", "b.pdl", "c.pdl", "d.pdl"]);
        check(root.path(), "*/up/a.pdl", &["sub/up/a.pdl"]);
    }
}
