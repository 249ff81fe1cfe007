//! The files of a program: the root and everything it includes, parsed.
//!
//! What a disk is stays outside: a caller lends [`Files`].

mod definitions;
mod manifests;

use std::collections::{BTreeMap, BTreeSet};
use std::string::FromUtf8Error;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

pub use definitions::Definitions;

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::paths::{self, Above};
use crate::problems::files as problems;
use crate::similar;
use crate::source::{Source, Sources};
use crate::span::{FileId, FileSpan, Span};
use crate::syntax::ast::{File, Item, Statement, Value};
use crate::syntax::{self, Parse};
use crate::table;

/// Where the texts of a program come from.
pub trait Files {
    /// The bytes of a file, by its path relative to the root file's folder, with `/`.
    ///
    /// Of a file that is [`limits::FILE_BYTES`] or larger, so many are enough.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable>;

    /// The text of a file that is in memory, so that it need not be copied; any other file is read.
    fn text(&self, _path: &str) -> Option<Arc<str>> {
        None
    }

    /// The files that a glob matches, both relative to the root file's folder, in any order.
    ///
    /// # Errors
    /// When the glob cannot be read, or a folder on the way.
    fn expand(&self, glob: &str) -> Result<Vec<String>, Unreadable>;

    /// What all paths to a file have in common: its path when links are followed. `None` where there are no links.
    fn resolved(&self, _path: &str) -> Option<String> {
        None
    }

    /// Whether a file that [`Self::expand`] finds is known by name alone, because no cluster that is built needs it.
    fn is_left_out(&self, _path: &str) -> bool {
        false
    }
}

/// What a file holds.
enum Content {
    Text(Arc<str>),
    Bytes(Vec<u8>),
}

impl Content {
    fn of(files: &dyn Files, path: &str) -> Result<Self, Unreadable> {
        match files.text(path) {
            Some(text) => Ok(Self::Text(text)),
            None => files.read(path).map(Self::Bytes),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
        }
    }

    fn text(self) -> Result<Arc<str>, FromUtf8Error> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Bytes(bytes) => String::from_utf8(bytes).map(Arc::from),
        }
    }
}

/// Why a file cannot be read, in a few words: `is a directory`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

/// A program: its files and their trees. A copy shares the texts and trees.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The files in reading order: a file before those that it includes.
    pub sources: Sources,
    /// The parse of every file, by its id. Shared with later states of the program in which the file is the same.
    pub parses: Vec<Arc<Parse>>,
    /// What was wrong with the files as such.
    pub diagnostics: Vec<Diagnostic>,
    /// The files of CustomResourceDefinitions that the platform names. They stand in `sources` behind all others.
    pub definitions: Vec<Definitions>,
    /// How many of the sources are the program's own, and its manifests.
    pub written: usize,
    /// Whether a file is missing, so that names may be declared where nobody looked.
    pub incomplete: bool,
    /// The YAML files of each glob of `manifests`, by its place. They stand in `sources` behind those of the program,
    /// and have no parse.
    pub manifests: BTreeMap<FileSpan, Vec<FileId>>,
    /// The paths of those that the caller left out.
    pub left_out: BTreeMap<FileSpan, Vec<String>>,
    /// The files whose parse is not that of their text: their bytes are no program.
    pub unusable: BTreeSet<FileId>,
}

impl Program {
    /// A program of a single text, without a disk: its includes match nothing.
    #[must_use]
    pub fn of_text(name: &str, text: &str) -> Self {
        Loader::new(&NoFiles).load(name, Content::Text(text.into()))
    }

    /// Reads the root file and, depth first, what it includes.
    ///
    /// # Errors
    /// When the root cannot be read; everything else becomes a diagnostic.
    pub fn load(root: &str, files: &dyn Files) -> Result<Self, Unreadable> {
        Self::reload(root, files, &Self::default())
    }

    /// Reads the program anew after something has changed; files whose texts are the same are not parsed again.
    ///
    /// # Errors
    /// When the root cannot be read; everything else becomes a diagnostic.
    pub fn reload(root: &str, files: &dyn Files, before: &Self) -> Result<Self, Unreadable> {
        let content = Content::of(files, root)?;
        let loader = Loader { before: Some(before), ..Loader::new(files) };
        let mut program = loader.load(root, content);
        definitions::read(&mut program, files);
        Ok(program)
    }

    /// A file of the language and its parse, if that is the parse of its text.
    fn known(&self, id: FileId) -> Option<(&Source, &Arc<Parse>)> {
        let parse = self.parses.get(id.0 as usize).filter(|_| !self.unusable.contains(&id))?;
        Some((self.sources.find(id)?, parse))
    }

    /// The parse of a file that has this text, if it is in the program.
    fn parsed(&self, id: FileId, path: &str, text: &str) -> Option<&Arc<Parse>> {
        let same = |id| {
            let (source, parse) = self.known(id)?;
            (source.name == path && *source.text == *text).then_some(parse)
        };
        // What was found speaks of the file by its id.
        let elsewhere = || {
            let parse = self.sources.iter().find_map(|(id, _)| same(id));
            parse.filter(|parse| parse.diagnostics.is_empty())
        };
        same(id).or_else(elsewhere)
    }

    /// The files that outputs are made from: all but those of definitions, which describe kinds.
    pub fn inputs(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.sources.iter().take(self.written)
    }

    /// A file with its text and tree; a YAML file has no tree, and is empty here.
    #[must_use]
    pub fn file(&self, id: FileId) -> File<'_> {
        static NO_TREE: OnceLock<Parse> = OnceLock::new();
        match self.parses.get(id.0 as usize) {
            Some(parse) => File { id, text: self.sources.text(id), tree: &parse.tree },
            None => {
                File { id, text: "", tree: &NO_TREE.get_or_init(|| syntax::parse(id, "")).tree }
            }
        }
    }

    /// All files of the language in reading order.
    pub fn files(&self) -> impl Iterator<Item = File<'_>> {
        (0..).map(FileId).zip(&self.parses).map(|(id, _)| self.file(id))
    }
}

struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Result<Vec<u8>, Unreadable> {
        Err(Unreadable("does not exist".to_owned()))
    }

    fn expand(&self, _: &str) -> Result<Vec<String>, Unreadable> {
        Ok(Vec::new())
    }
}

/// What an `include` asks for, still to be done.
enum Step {
    /// A glob, as the file that says it writes it.
    Glob(String),
    /// One of the files that a glob matched.
    File(String),
}

/// A file whose includes are being read.
struct Open {
    path: String,
    /// The `include` that named it.
    include: FileSpan,
    /// What it includes, the next one last.
    steps: Vec<(Step, FileSpan)>,
}

struct Loader<'f> {
    files: &'f dyn Files,
    /// An earlier state of the program.
    before: Option<&'f Program>,
    program: Program,
    /// Every file by its path. Only looked up.
    known: FxHashMap<String, FileId>,
    /// Every file by its path when links are followed. Only looked up.
    resolved: FxHashMap<String, FileId>,
    /// The files that are being read: each includes the next. A stack of its own, because a chain of includes may be
    /// as long as a program has files.
    open: Vec<Open>,
    /// Where in `open` a file stands. Only looked up.
    depths: FxHashMap<FileId, usize>,
    /// The places in `open` of the files that are in no circle so far.
    outside_circles: Vec<usize>,
}

impl<'f> Loader<'f> {
    fn new(files: &'f dyn Files) -> Self {
        Self {
            files,
            before: None,
            program: Program::default(),
            known: FxHashMap::default(),
            resolved: FxHashMap::default(),
            open: Vec::new(),
            depths: FxHashMap::default(),
            outside_circles: Vec::new(),
        }
    }

    /// Reads the root and, depth first, what it includes.
    fn load(mut self, root: &str, content: Content) -> Program {
        self.add(root, content, None);
        while let Some(file) = self.open.last_mut() {
            match file.steps.pop() {
                Some((Step::Glob(glob), at)) => self.include(&glob, at),
                Some((Step::File(path), at)) => self.include_file(&path, at),
                None => self.close(),
            }
        }
        self.manifests();
        self.program.written = self.program.sources.len();
        self.program
    }

    /// Ends the innermost file.
    fn close(&mut self) {
        let Some(file) = self.open.pop() else { return };
        self.depths.remove(&self.known[&file.path]);
        if self.outside_circles.last() == Some(&self.open.len()) {
            self.outside_circles.pop();
        }
    }

    /// Adds a file, whose includes are the next to be read; `include` is the statement that named it.
    fn add(&mut self, path: &str, content: Content, include: Option<FileSpan>) {
        let id = FileId(u32::try_from(self.program.sources.len()).expect("files are limited"));
        self.known.insert(path.to_owned(), id);
        if let Some(resolved) = self.files.resolved(path) {
            self.resolved.insert(resolved, id);
        }
        if content.len() >= limits::FILE_BYTES {
            self.unusable(path, String::new());
            let at = include.unwrap_or(Span::at(0).in_file(id));
            return self.report(problems::too_large(at, path));
        }
        let text = match content.text() {
            Ok(text) => text,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let kept = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
                self.unusable(path, kept);
                return self.report(problems::not_utf8(end_of(id, valid), path));
            }
        };
        if let Some(nul) = text.find('\0') {
            self.unusable(path, text[..nul].to_owned());
            return self.report(problems::nul_byte(end_of(id, nul), path));
        }
        self.program.sources.add(Source::new(path, Arc::clone(&text)));
        let parse = self.parse(id, path, &text);
        self.program.parses.push(parse);
        self.includes(id, path, include.unwrap_or_default());
    }

    /// The parse of a text: as far as possible, that of the file's earlier state.
    fn parse(&self, id: FileId, path: &str, text: &str) -> Arc<Parse> {
        let Some(before) = self.before else { return Arc::new(syntax::parse(id, text)) };
        if let Some(known) = before.parsed(id, path, text) {
            return Arc::clone(known);
        }
        Arc::new(match before.known(id).filter(|(source, _)| source.name == path) {
            Some((source, parse)) => syntax::reparse(id, text, &source.text, parse),
            None => syntax::parse(id, text),
        })
    }

    /// Keeps a place for a file whose text is no program.
    fn unusable(&mut self, path: &str, readable: String) {
        let id = self.program.sources.add(Source::new(path, readable));
        self.program.parses.push(Arc::new(syntax::parse(id, "")));
        self.program.unusable.insert(id);
        self.program.incomplete = true;
    }

    fn includes(&mut self, id: FileId, path: &str, include: FileSpan) {
        let mut found = Vec::new();
        let mut is_complete = true;
        for item in self.program.file(id).items() {
            let Item::Statement(statement) = item else { continue };
            if !is_include(statement.word().text) {
                continue;
            }
            match pattern(statement) {
                Some(pattern) => {
                    is_complete &= !self.is_broken_near(pattern.1);
                    found.push(pattern);
                }
                // Lowering reports it; what the files would have declared is unknown.
                None => is_complete = false,
            }
        }
        self.program.incomplete |= !is_complete;
        let steps = found.into_iter().rev().map(|(glob, at)| (Step::Glob(glob), at)).collect();
        self.depths.insert(id, self.open.len());
        self.outside_circles.push(self.open.len());
        self.open.push(Open { path: path.to_owned(), include, steps });
    }

    /// Whether something is wrong on the line of an include: it may have been meant to name further files.
    fn is_broken_near(&self, at: FileSpan) -> bool {
        let problems = &self.program.parses[at.file.0 as usize].diagnostics;
        let lines = self.program.sources.get(at.file).lines();
        let line = lines.line(at.span.start);
        let first = problems.partition_point(|it| it.at().span.start < lines.start(line));
        problems.get(first).is_some_and(|it| lines.line(it.at().span.start) == line)
    }

    /// Expands a glob of the innermost file.
    fn include(&mut self, glob: &str, at: FileSpan) {
        let Some(from) = self.open.last().map(|file| file.path.clone()) else { return };
        let Some(glob) = join(&from, glob) else {
            self.program.incomplete = true;
            return self.report(problems::not_relative(at, glob));
        };
        let mut paths = match self.files.expand(&glob) {
            Ok(paths) => paths,
            Err(why) => {
                self.program.incomplete = true;
                return self.report(problems::unreadable(at, &glob, &why.0));
            }
        };
        // A glob that matches the file that says it means the others.
        if glob.contains('*') {
            paths.retain(|path| *path != from);
        }
        if paths.is_empty() {
            self.program.incomplete = true;
            return self.report(problems::not_found(at, &glob));
        }
        paths.sort();
        if let Some(file) = self.open.last_mut() {
            file.steps.extend(paths.into_iter().rev().map(|path| (Step::File(path), at)));
        }
    }

    fn include_file(&mut self, path: &str, at: FileSpan) {
        // A file twice is read once, unless it is still being read.
        let resolved = self.files.resolved(path);
        let known = self.known.get(path);
        if let Some(id) = known.or_else(|| self.resolved.get(resolved.as_ref()?)) {
            if let Some(start) = self.depths.get(id).copied() {
                self.close_circle(path, start, at);
            }
            return;
        }
        if self.program.sources.len() >= limits::FILES {
            self.program.incomplete = true;
            if !self.program.diagnostics.iter().any(problems::is_too_many) {
                self.report(problems::too_many(at));
            }
            return;
        }
        match Content::of(self.files, path) {
            Ok(content) => self.add(path, content, Some(at)),
            Err(why) => {
                self.program.incomplete = true;
                self.report(problems::unreadable(at, path, &why.0));
            }
        }
    }

    /// Reports that the innermost file includes one that is being read, unless earlier circles led through all the
    /// files of this one.
    fn close_circle(&mut self, path: &str, start: usize, at: FileSpan) {
        let known = self.outside_circles.len();
        while self.outside_circles.last().is_some_and(|place| *place >= start) {
            self.outside_circles.pop();
        }
        if self.outside_circles.len() < known {
            let steps: Vec<FileSpan> =
                self.open[start + 1..].iter().map(|file| file.include).collect();
            self.report(problems::include_cycle(at, path, &steps));
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.program.diagnostics.push(diagnostic);
    }
}

fn end_of(id: FileId, length: usize) -> FileSpan {
    Span::at(u32::try_from(length).expect("files are limited")).in_file(id)
}

/// Whether a word says `include`, however misspelt.
fn is_include(word: &str) -> bool {
    let near = || similar::nearest(word, table::DOCUMENT.statements.iter().copied());
    word == "include" || (table::statement(word).is_none() && near() == Some("include"))
}

/// The glob of an `include` statement; `None` when it is missing or no plain string, which is reported elsewhere.
fn pattern(statement: Statement<'_>) -> Option<(String, FileSpan)> {
    match statement.arguments().next()? {
        Value::Literal(literal) if literal.is_closed() => Some((literal.plain()?, literal.at())),
        _ => None,
    }
}

/// A glob relative to the folder of `from`, as one relative to the root's folder; `None` when it is absolute or empty.
fn join(from: &str, glob: &str) -> Option<String> {
    if glob.is_empty() || glob.starts_with('/') || glob.contains('\\') {
        return None;
    }
    let folder = from.rfind('/').map_or("", |end| &from[..end]);
    paths::join(folder, glob, Above::Kept)
}
