//! Git, called as a program: revisions are read from its objects, never through the work tree or the index.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use pdl_lang::paths::{self, Above};
use pdl_lang::{Files, Unreadable};

use crate::{fs, workspace};

/// Why a revision could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such program.
    #[error("there is no `git` here to read revisions with")]
    NoGit,
    /// The program could not be run.
    #[error("cannot run `git`: {}", fs::reason(.0))]
    Run(#[source] io::Error),
    /// The folder belongs to no repository.
    #[error("`{}` is in no git repository", .0.display())]
    NoRepository(PathBuf),
    /// Git refused.
    #[error("`git {command}` failed: {message}")]
    Refused {
        /// The command of git.
        command: &'static str,
        /// What it said.
        message: String,
    },
}

/// A repository.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
    /// The way from the top of the repository to the folder: empty, or with a `/` at its end.
    prefix: String,
}

impl Repository {
    /// The repository around a folder.
    ///
    /// # Errors
    /// When there is none, or no git.
    pub fn around(folder: &Path) -> Result<Self, Error> {
        let output = git(folder, &["rev-parse", "--show-prefix"])?;
        if !output.status.success() {
            let message = complaint(&output);
            return Err(if message.contains("not a git repository") {
                Error::NoRepository(folder.to_owned())
            } else {
                Error::Refused { command: "rev-parse", message }
            });
        }
        let prefix = String::from_utf8_lossy(&output.stdout);
        let prefix = prefix.strip_suffix('\n').unwrap_or(&prefix).to_owned();
        Ok(Self { folder: folder.to_owned(), prefix })
    }

    /// The way from the top of the repository to the folder: empty, or with a `/` at its end.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The files of a revision, if there is such a revision.
    ///
    /// # Errors
    /// When git fails.
    pub fn revision(&self, name: &str) -> Result<Option<Revision<'_>>, Error> {
        let Some(tree) =
            self.object(&["--verify", "--quiet", &format!("{name}^{{tree}}")], name)?
        else {
            return Ok(None);
        };
        let listing = self.run("ls-tree", &["-r", "-z", "--full-tree", &tree])?;
        let entries = listing.split(|byte| *byte == 0).filter_map(entry).collect();
        let batch = RefCell::new(None);
        Ok(Some(Revision { repository: self, entries, folder: String::new(), batch }))
    }

    /// The commit at which two revisions parted, if they have one in common.
    ///
    /// # Errors
    /// When git fails.
    pub fn fork(&self, left: &str, right: &str) -> Result<Option<String>, Error> {
        if left.starts_with('-') || right.starts_with('-') {
            return Ok(None);
        }
        let output = git(&self.folder, &["merge-base", left, right])?;
        let commit = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(Some(commit).filter(|commit| output.status.success() && !commit.is_empty()))
    }

    /// The id of an object, if there is one of that name, which must not look like an option.
    fn object(&self, args: &[&str], name: &str) -> Result<Option<String>, Error> {
        if name.is_empty() || name.starts_with('-') {
            return Ok(None);
        }
        let args: Vec<&str> = ["rev-parse"].iter().chain(args).copied().collect();
        let output = git(&self.folder, &args)?;
        let id = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(Some(id).filter(|id| output.status.success() && !id.is_empty()))
    }

    fn run(&self, command: &'static str, args: &[&str]) -> Result<Vec<u8>, Error> {
        let args: Vec<&str> = [command].iter().chain(args).copied().collect();
        let output = git(&self.folder, &args)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Error::Refused { command, message: complaint(&output) })
    }
}

/// What a revision has at a path.
#[derive(Debug)]
enum Entry {
    /// A file: the id of its content.
    File(String),
    /// A symbolic link.
    Link,
}

/// A line of `git ls-tree -z`; submodules and names that are not UTF-8 cannot be named in a program.
fn entry(line: &[u8]) -> Option<(String, Entry)> {
    let (facts, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut facts = facts.split(' ');
    let (mode, kind, id) = (facts.next()?, facts.next()?, facts.next()?);
    match (mode, kind) {
        ("120000", _) => Some((path.to_owned(), Entry::Link)),
        (_, "blob") => Some((path.to_owned(), Entry::File(id.to_owned()))),
        _ => None,
    }
}

/// The files of a revision, seen from one of its folders.
#[derive(Debug)]
pub struct Revision<'r> {
    repository: &'r Repository,
    entries: BTreeMap<String, Entry>,
    /// Empty, or with a `/` at its end.
    folder: String,
    /// The git that reads contents, once one was asked for.
    batch: RefCell<Option<Batch>>,
}

impl Revision<'_> {
    /// The same files, seen from a folder, which is empty or ends with a `/`.
    #[must_use]
    pub fn within(mut self, folder: &str) -> Self {
        folder.clone_into(&mut self.folder);
        self
    }

    /// Whether there is a file at a path from the top.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    /// Whether there is something below a folder, which is empty or ends with a `/`.
    #[must_use]
    pub fn has_folder(&self, folder: &str) -> bool {
        let mut from = self.entries.range(folder.to_owned()..);
        from.next().is_some_and(|(path, _)| path.starts_with(folder))
    }

    /// The contents of files, by their paths from the folder; nothing for what is no file.
    ///
    /// # Errors
    /// When git fails.
    pub fn read_all(&self, paths: &[String]) -> Result<Vec<Option<Vec<u8>>>, Error> {
        let content = |path: &String| self.id(path).map(|id| self.content(id)).transpose();
        paths.iter().map(content).collect()
    }

    /// The content of a file. One git answers for all of a revision.
    fn content(&self, id: &str) -> Result<Vec<u8>, Error> {
        let mut batch = self.batch.borrow_mut();
        let running = match batch.take() {
            Some(running) => running,
            None => Batch::start(&self.repository.folder)?,
        };
        let running = batch.insert(running);
        running.content(id).or_else(|_| {
            // It has given up, and says why when it is asked alone.
            *batch = None;
            self.repository.run("cat-file", &["blob", id])
        })
    }

    fn id(&self, path: &str) -> Option<&str> {
        match self.entries.get(&join(&self.folder, path)?)? {
            Entry::File(id) => Some(id),
            Entry::Link => None,
        }
    }
}

/// A `git cat-file --batch`: it is told ids, and answers each with a content.
#[derive(Debug)]
struct Batch {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Batch {
    fn start(folder: &Path) -> Result<Self, Error> {
        let mut command = command(folder, &["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(failed)?;
        let gone = || Error::Run(io::ErrorKind::BrokenPipe.into());
        let questions = Some(child.stdin.take().ok_or_else(gone)?);
        let answers = BufReader::new(child.stdout.take().ok_or_else(gone)?);
        Ok(Self { child, questions, answers })
    }

    /// Reads `ID blob SIZE`, a line end, the bytes, a line end.
    fn content(&mut self, id: &str) -> io::Result<Vec<u8>> {
        let questions = self.questions.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        questions.write_all(format!("{id}\n").as_bytes())?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok());
        let size: usize = size.ok_or(io::ErrorKind::InvalidData)?;
        let mut bytes = vec![0; size];
        self.answers.read_exact(&mut bytes)?;
        self.answers.read_exact(&mut [0])?;
        Ok(bytes)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It ends when nobody asks any more.
        self.questions = None;
        let _ = self.child.wait();
    }
}

impl Files for Revision<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let whole = join(&self.folder, path);
        if whole.as_ref().is_some_and(|it| matches!(self.entries.get(it), Some(Entry::Link))) {
            let why = "is a symbolic link, which is not followed in a revision";
            return Err(Unreadable(why.to_owned()));
        }
        let contents = self.read_all(&[path.to_owned()]);
        let contents = contents.map_err(|error| Unreadable(format!("cannot be read: {error}")))?;
        let content = contents.into_iter().next().flatten();
        content.ok_or_else(|| Unreadable("does not exist".to_owned()))
    }

    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable> {
        let paths = self.entries.keys().filter_map(|path| path.strip_prefix(&self.folder));
        Ok(workspace::matching(glob, paths.map(str::to_owned)))
    }
}

/// The path from the top of what is written from a folder; none when that leads out.
#[must_use]
pub fn join(folder: &str, path: &str) -> Option<String> {
    paths::join(folder, path, Above::Refused)
}

/// Git in a folder; what it says does not depend on the language of the user.
fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(args).current_dir(folder).env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command.stdin(Stdio::null());
    command
}

fn git(folder: &Path, args: &[&str]) -> Result<Output, Error> {
    command(folder, args).output().map_err(failed)
}

fn failed(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound { Error::NoGit } else { Error::Run(error) }
}

/// The first line of what git complains of.
fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or("it gave no reason");
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_stay_in_the_repository() {
        assert_eq!(join("a/b/", "../c.pdl").as_deref(), Some("a/c.pdl"));
        assert_eq!(join("", "./c").as_deref(), Some("c"));
        assert_eq!(join("a/", "../../c"), None);
    }
}
