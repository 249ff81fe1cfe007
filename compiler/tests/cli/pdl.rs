//! A run of `pdlc` that reads as a sentence: files, arguments, and what comes of it.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use expect_test::Expect;

/// A folder with files, and a command line.
pub(crate) struct Pdl {
    root: tempfile::TempDir,
    folder: PathBuf,
    args: Vec<String>,
    variables: Vec<(String, String)>,
    stdin: Vec<u8>,
}

impl Pdl {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder for the test");
        let folder = root.path().canonicalize().expect("it is there");
        Self { root, folder, args: Vec::new(), variables: Vec::new(), stdin: Vec::new() }
    }

    /// Adds a file, with the folders it needs.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("writable");
        fs::write(path, text).expect("writable");
        self
    }

    /// Adds a folder.
    pub(crate) fn folder(self, path: &str) -> Self {
        fs::create_dir_all(self.path(path)).expect("writable");
        self
    }

    /// Runs in this folder.
    pub(crate) fn inside(mut self, path: &str) -> Self {
        self.folder = self.folder.join(path);
        fs::create_dir_all(&self.folder).expect("writable");
        self
    }

    pub(crate) fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        self.args = args.into_iter().map(str::to_owned).collect();
        self
    }

    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn stdin(mut self, text: impl Into<Vec<u8>>) -> Self {
        self.stdin = text.into();
        self
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("readable text")
    }

    /// The command, not yet run: nothing of this process's environment reaches it.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pdlc"));
        command.args(&self.args).current_dir(&self.folder).env_clear();
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn output(&self) -> Output {
        let mut child = self.command().spawn().expect("the binary runs");
        let mut stdin = child.stdin.take().expect("it is piped");
        // A command that does not read its input may be gone already.
        let _ = stdin.write_all(&self.stdin);
        drop(stdin);
        child.wait_with_output().expect("it ends")
    }

    /// Runs with other arguments, which must succeed.
    #[track_caller]
    pub(crate) fn succeeds<'a>(self, args: impl IntoIterator<Item = &'a str>) -> Self {
        let pdl = self.args(args);
        let output = pdl.output();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{text}");
        pdl
    }

    /// Runs, and compares everything that can be seen.
    #[track_caller]
    pub(crate) fn check(&self, expected: &Expect) -> &Self {
        expected.assert_eq(&self.shown(&self.output()));
        self
    }

    /// Exit status and both streams as one text; the folder of the test is called `ROOT`.
    fn shown(&self, output: &Output) -> String {
        let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
        let mut text = format!("exit: {code}\n");
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            if !bytes.is_empty() {
                text += "--- ";
                text += name;
                text.push('\n');
                text += &String::from_utf8_lossy(bytes);
            }
        }
        let root = self.root.path().canonicalize().expect("it is there");
        text.replace(root.to_str().expect("it is text"), "ROOT").replace('\u{1b}', "␛")
    }
}
