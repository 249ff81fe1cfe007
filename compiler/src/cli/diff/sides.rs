//! What the arguments of `pdlc diff` mean: files and folders on the disk, or revisions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pdl_lang::{Options, Program, analyze};

use super::super::join::roots;
use super::super::program::{self, show_errors_at};
use super::super::terminal::{self, Terminal};
use super::super::tree::refuse;
use super::super::{Exit, Failure};
use crate::diff::{Side, is_read};
use crate::git::{self, Repository, Revision};
use crate::output::{Destination, MANIFEST, Manifest, Place};
use crate::workspace::{ROOT_FILE, Workspace};
use crate::{emit, fs};

type Files = BTreeMap<Place, Vec<u8>>;

/// The two sides as they were named.
pub(super) struct Sides {
    old: Named,
    new: Named,
}

/// A side as it was named.
enum Named {
    /// The program around the working directory.
    Here,
    /// A file or folder, or else a revision.
    Argument(String),
    /// A revision and where in it.
    Revision { name: String, path: Option<String> },
}

impl Sides {
    /// Takes the arguments apart.
    pub(super) fn of(old: &str, new: Option<&str>) -> Result<Self, Failure> {
        let argument = |text: &str| Named::Argument(text.to_owned());
        if let Some(new) = new {
            return Ok(Self { old: argument(old), new: argument(new) });
        }
        if fs::kind(Path::new(old))?.is_some() {
            return Ok(Self { old: argument(old), new: Named::Here });
        }
        let revision = |name: &str| {
            let name = if name.is_empty() { "HEAD" } else { name };
            Named::Revision { name: name.to_owned(), path: None }
        };
        if let Some((left, right)) = old.split_once("...") {
            let head =
                |name: &str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
            let (left, right) = (head(left), head(right));
            let Some(fork) = repository()?.fork(&left, &right)? else {
                let message = format!("`{left}` and `{right}` have no commit in common");
                let help = "Name two revisions of one history, or compare them with `A..B`.";
                return Err(Failure::Usage { message, help: help.to_owned() });
            };
            return Ok(Self { old: revision(&fork), new: revision(&right) });
        }
        Ok(match old.split_once("..") {
            Some((left, right)) if !old.contains(':') => {
                Self { old: revision(left), new: revision(right) }
            }
            _ => Self { old: argument(old), new: Named::Here },
        })
    }

    /// Reads both sides; none where a source has errors, which are said then.
    pub(super) fn read(
        &self,
        terminal: &mut Terminal,
    ) -> Result<(Option<Side>, Option<Side>), Failure> {
        Ok((self.old.read(terminal)?, self.new.read(terminal)?))
    }
}

impl Named {
    fn read(&self, terminal: &mut Terminal) -> Result<Option<Side>, Failure> {
        match self {
            Self::Here => {
                let workspace = program::workspace(None)?;
                let name = workspace.path(ROOT_FILE).display().to_string();
                source(terminal, &name, &workspace.prefix(), workspace.load()?)
            }
            Self::Argument(text) => match fs::kind(Path::new(text))? {
                Some(_) => on_disk(terminal, text),
                None => match text.split_once(':') {
                    Some((name, path)) => revision(terminal, name, Some(path)),
                    None => revision(terminal, text, None),
                },
            },
            Self::Revision { name, path } => revision(terminal, name, path.as_deref()),
        }
    }
}

/// A source or an output on the disk.
fn on_disk(terminal: &mut Terminal, text: &str) -> Result<Option<Side>, Failure> {
    let path = Path::new(text);
    let is_folder = fs::kind(&fs::canonical(path)?)? == Some(fs::Kind::Folder);
    let root = if is_folder { path.join(ROOT_FILE) } else { path.to_owned() };
    let is_manifest = !is_folder && path.file_name().is_some_and(|name| name == MANIFEST);
    let is_output =
        is_folder && fs::kind(&root)?.is_none() && fs::kind(&path.join(MANIFEST))?.is_some();
    if is_output || is_manifest {
        let out = if is_manifest { path.parent().unwrap_or(path) } else { path };
        let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
        return output_on_disk(text, out).map(Some);
    }
    if is_folder && fs::kind(&root)?.is_none() {
        return Err(neither(text));
    }
    let workspace = Workspace::of_file(&root)?;
    source(terminal, text, &workspace.prefix(), workspace.load()?)
}

fn neither(folder: &str) -> Failure {
    Failure::Usage {
        message: format!("`{folder}` has neither a `{ROOT_FILE}` nor a `{MANIFEST}`"),
        help: "Name a source, or the output folder of a build.".to_owned(),
    }
}

fn output_on_disk(name: &str, out: &Path) -> Result<Side, Failure> {
    let roots = roots(out, None);
    let manifest = manifest(name, &fs::read(&out.join(MANIFEST))?)?;
    let mut files = Files::new();
    for place in manifest.outputs.into_iter().map(|it| it.place).filter(is_read) {
        if let Some(bytes) = fs::read_if_any(&roots.path(&place))? {
            files.insert(place, bytes);
        } else {
            missing(name, &place)?;
        }
    }
    side(name, files)
}

fn manifest(name: &str, json: &[u8]) -> Result<Manifest, Failure> {
    Manifest::from_json(json).map_err(|why| unreadable(name, MANIFEST, &why))
}

fn unreadable(name: &str, file: &str, why: &str) -> Failure {
    Failure::Usage { message: format!("`{file}` of `{name}` {why}"), help: String::new() }
}

/// A document may be elsewhere; a manifest that is not where the list has it makes a comparison worthless.
fn missing(name: &str, place: &Place) -> Result<(), Failure> {
    if place.destination != Destination::Out {
        return Ok(());
    }
    let message = format!("`{name}` has no `{place}`, which its manifest lists");
    let help = "See with `pdlc verify` what else is not as it was built.";
    Err(Failure::Usage { message, help: help.to_owned() })
}

fn side(name: &str, files: Files) -> Result<Side, Failure> {
    Side::new(name.to_owned(), files).map_err(|why| unreadable(name, "schedule.json", &why))
}

/// Builds a program in memory; none when it has errors, which are said then.
fn source(
    terminal: &mut Terminal,
    name: &str,
    prefix: &str,
    program: Program,
) -> Result<Option<Side>, Failure> {
    let analysis = analyze(program, &Options::default());
    if show_errors_at(terminal, prefix, &analysis) == Exit::Problems {
        return Ok(None);
    }
    let files = match emit::emit(&analysis, &emit::Options::default()) {
        Ok(files) => files,
        Err(problems) => {
            let placed = problems.iter().map(|it| (Some(it.at), it.to_string()));
            refuse(terminal, prefix, &analysis, placed)?;
            return Ok(None);
        }
    };
    let files = files.into_iter().map(|file| {
        let place = Place { destination: file.destination, path: file.path };
        (place, file.bytes)
    });
    side(name, files.filter(|(place, _)| is_read(place)).collect()).map(Some)
}

fn repository() -> Result<Repository, Failure> {
    let folder: PathBuf = terminal::working_folder().map_err(Failure::WorkingFolder)?;
    Ok(Repository::around(&folder)?)
}

/// A source or an output in a revision.
fn revision(
    terminal: &mut Terminal,
    name: &str,
    path: Option<&str>,
) -> Result<Option<Side>, Failure> {
    let shown = path.map_or_else(|| name.to_owned(), |path| format!("{name}:{path}"));
    let repository = match repository() {
        Err(Failure::Git(git::Error::NoRepository(folder))) => {
            let message = format!(
                "`{shown}` is no file or folder, and `{}` is in no git repository that could have such a revision",
                folder.display()
            );
            let help = "Name two files or folders, or run it inside the repository.".to_owned();
            return Err(Failure::Usage { message, help });
        }
        result => result?,
    };
    let Some(files) = repository.revision(name)? else {
        return Err(Failure::Usage {
            message: format!("`{shown}` is neither a file, a folder nor a revision"),
            help: "Write revisions as git does: `main`, `HEAD~1`, `v1:platform.pdl`.".to_owned(),
        });
    };
    let Some(path) = path else {
        let (folder, root) = nearest(&repository, &files).ok_or_else(|| Failure::Usage {
            message: format!("`{name}` has no `{ROOT_FILE}` here or in a folder above"),
            help: format!("Name the file in it: `{name}:PATH`."),
        })?;
        return program_in(terminal, &shown, name, &files.within(&folder), &folder, &root);
    };
    let is_relative = path == "." || path.starts_with("./") || path.starts_with("../");
    let from = if is_relative { repository.prefix() } else { "" };
    let whole = git::join(from, path).unwrap_or_default();
    if files.has(&whole) {
        let (folder, file) = split(&whole);
        if file == MANIFEST {
            return output_in(&shown, files, &folder).map(Some);
        }
        return program_in(terminal, &shown, name, &files.within(&folder), &folder, &file);
    }
    let folder = if whole.is_empty() { whole } else { whole + "/" };
    if files.has(&format!("{folder}{ROOT_FILE}")) {
        return program_in(terminal, &shown, name, &files.within(&folder), &folder, ROOT_FILE);
    }
    if files.has(&format!("{folder}{MANIFEST}")) {
        return output_in(&shown, files, &folder).map(Some);
    }
    if files.has_folder(&folder) {
        return Err(neither(&shown));
    }
    let message = format!("the revision `{name}` has no `{path}`");
    let help = "Write the path from the top of the repository, or begin it with `./`.".to_owned();
    Err(Failure::Usage { message, help })
}

/// The folder of a path, with a `/` at its end unless it is empty, and the name of the file.
fn split(path: &str) -> (String, String) {
    let at = path.rfind('/').map_or(0, |at| at + 1);
    (path[..at].to_owned(), path[at..].to_owned())
}

/// The nearest root file from the working directory upwards.
fn nearest(repository: &Repository, files: &Revision<'_>) -> Option<(String, String)> {
    let mut folder = repository.prefix().to_owned();
    loop {
        if files.has(&format!("{folder}{ROOT_FILE}")) {
            return Some((folder, ROOT_FILE.to_owned()));
        }
        folder = split(folder.strip_suffix('/')?).0;
    }
}

fn program_in(
    terminal: &mut Terminal,
    shown: &str,
    revision: &str,
    files: &Revision<'_>,
    folder: &str,
    root: &str,
) -> Result<Option<Side>, Failure> {
    let program = Program::load(root, files);
    let program = program.map_err(|why| unreadable(shown, root, &why.0))?;
    source(terminal, shown, &format!("{revision}:{folder}"), program)
}

fn output_in(shown: &str, files: Revision<'_>, folder: &str) -> Result<Side, Failure> {
    let files = files.within(folder);
    let read = files.read_all(&[MANIFEST.to_owned()])?.into_iter().next().flatten();
    let manifest = manifest(shown, &read.unwrap_or_default())?;
    let places: Vec<Place> =
        manifest.outputs.into_iter().map(|it| it.place).filter(is_read).collect();
    let path = |place: &Place| match place.destination {
        Destination::Out => place.to_string(),
        Destination::Folder(_) => format!("../{place}"),
    };
    let paths: Vec<String> = places.iter().map(path).collect();
    let mut found = Files::new();
    for (place, content) in places.into_iter().zip(files.read_all(&paths)?) {
        match content {
            Some(bytes) => {
                found.insert(place, bytes);
            }
            None => missing(shown, &place)?,
        }
    }
    side(shown, found)
}
