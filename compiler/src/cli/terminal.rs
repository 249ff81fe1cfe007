//! The surroundings: colours, width, working directory, standard streams.
//!
//! The only file that reads the environment. Nothing that is read here reaches an output of `build`.
#![expect(clippy::disallowed_methods, reason = "this is the one place for the environment")]

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use pdl_lang::limits;

use crate::fs::{self, Kind};
use crate::report::Style;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal that has them, unless `NO_COLOR` is set; `CLICOLOR_FORCE` asks for them anywhere
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    /// The choice among raw arguments, for messages about arguments that cannot be parsed.
    #[must_use]
    pub(super) fn among(arguments: &[OsString]) -> Self {
        let mut choice = Self::Auto;
        let options = arguments.iter().take_while(|it| *it != "--").collect::<Vec<_>>();
        for (index, option) in options.iter().enumerate() {
            let value = match option.to_str() {
                Some("--color") => options.get(index + 1).and_then(|it| it.to_str()),
                Some(option) => option.strip_prefix("--color="),
                None => None,
            };
            let value = value.and_then(|it| Self::from_str(it, false).ok());
            choice = value.unwrap_or(choice);
        }
        choice
    }

    /// How clap names it.
    #[must_use]
    pub(super) fn clap(self) -> clap::ColorChoice {
        match self {
            Self::Auto => clap::ColorChoice::Auto,
            Self::Always => clap::ColorChoice::Always,
            Self::Never => clap::ColorChoice::Never,
        }
    }
}

/// A standard stream that is written to, and how text on it may look.
struct Stream {
    writer: BufWriter<Quiet>,
    style: Style,
}

/// The standard streams.
///
/// They are buffered and not locked, so that a panic on another thread can still be reported; writing to one of them
/// flushes the other, so that what a person sees is in order.
pub(super) struct Terminal {
    out: Stream,
    err: Stream,
}

impl Terminal {
    /// The streams of the process.
    #[must_use]
    pub(super) fn new(color: ColorWhen) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let (out_look, err_look) = (look(color, &out), look(color, &err));
        let stream = |writer: Box<dyn Write>, style| Stream {
            writer: BufWriter::new(Quiet { writer, closed: false }),
            style,
        };
        Self { out: stream(Box::new(out), out_look), err: stream(Box::new(err), err_look) }
    }

    /// Where results go.
    pub(super) fn out(&mut self) -> &mut impl Write {
        // A message that cannot be shown must not keep the result back.
        let _ = self.err.writer.flush();
        &mut self.out.writer
    }

    /// Where progress and messages go.
    pub(super) fn err(&mut self) -> &mut impl Write {
        let _ = self.out.writer.flush();
        &mut self.err.writer
    }

    /// How results may look.
    #[must_use]
    pub(super) fn out_style(&self) -> Style {
        self.out.style.clone()
    }

    /// How messages may look.
    #[must_use]
    pub(super) fn err_style(&self) -> Style {
        self.err.style.clone()
    }

    /// Writes out what is still buffered.
    ///
    /// # Errors
    /// When a result could not be written; a reader that has gone away is no failure.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        let _ = self.err.writer.flush();
        self.out.writer.flush()
    }
}

/// A writer to which a reader that has gone away is no failure: `pdlc graph | head`.
struct Quiet {
    writer: Box<dyn Write>,
    closed: bool,
}

impl Write for Quiet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        match self.writer.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(bytes.len())
            }
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.writer.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

/// The working directory.
///
/// # Errors
/// When it is gone or may not be read.
pub(super) fn working_folder() -> io::Result<PathBuf> {
    env::current_dir()
}

/// The file of the running program; where the system has it, by what leads to that file and no other.
#[must_use]
pub(super) fn program_file() -> Option<PathBuf> {
    if cfg!(target_os = "linux") { Some("/proc/self/exe".into()) } else { env::current_exe().ok() }
}

/// The folder for what can be made again: `XDG_CACHE_HOME`, or `.cache` in the home folder.
#[must_use]
pub(super) fn cache_folder() -> Option<PathBuf> {
    // A home that is not there is one that nobody should make: Nix sets it so, and refuses to build once it is there.
    let is_there = |home: &Path| matches!(fs::kind(home), Ok(Some(Kind::Folder | Kind::Link)));
    cache_folder_of(|name| env::var_os(name), is_there)
}

fn cache_folder_of(
    variable: impl Fn(&str) -> Option<OsString>,
    is_there: impl Fn(&Path) -> bool,
) -> Option<PathBuf> {
    let folder = |name| variable(name).map(PathBuf::from).filter(|it| it.is_absolute());
    let home = || folder("HOME").filter(|home| is_there(home));
    folder("XDG_CACHE_HOME").or_else(|| Some(home()?.join(".cache")))
}

/// All of standard input, up to a little more than a source file may have.
///
/// # Errors
/// When it cannot be read.
pub(super) fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limits::FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn look(color: ColorWhen, stream: &(impl IsTerminal + Sized)) -> Style {
    const WIDEST: usize = 120;
    let plain = Style::plain();
    let is_terminal = stream.is_terminal();
    let color = match color {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto => wants_color(is_terminal, |name| env::var_os(name)),
    };
    if !is_terminal {
        return Style { color, ..plain };
    }
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style {
        color,
        unicode: has_unicode(|name| env::var_os(name)),
        width: width.filter(|width| *width > 0).unwrap_or(plain.width).min(WIDEST),
        ..plain
    }
}

/// The conventions of <https://no-color.org> and <https://bixense.com/clicolors>; the first that speaks wins.
fn wants_color(is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let is_off = set("CLICOLOR").is_some_and(|value| value == "0");
    is_terminal && !is_off && variable("TERM").is_none_or(|terminal| terminal != "dumb")
}

/// Whether the locale, where it says anything, takes UTF-8.
fn has_unicode(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    let Some(locale) = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set) else { return true };
    let locale = OsStr::to_string_lossy(&locale).to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(terminal: bool, variables: &[(&str, &str)], expected: bool) {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        assert_eq!(wants_color(terminal, variable), expected, "{variables:?}");
    }

    #[test]
    fn conventions_about_colour_are_kept() {
        check(true, &[], true);
        check(false, &[], false);
        check(true, &[("NO_COLOR", "")], true);
        check(true, &[("NO_COLOR", "1")], false);
        check(true, &[("CLICOLOR", "0")], false);
        check(true, &[("TERM", "dumb")], false);
        check(false, &[("CLICOLOR_FORCE", "1")], true);
        check(false, &[("CLICOLOR_FORCE", "0")], false);
        check(true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false);
    }

    #[test]
    fn the_cache_is_where_the_desktop_says() {
        let of = |variables: &[(&str, &str)]| {
            let value = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            let folder = cache_folder_of(value, |home| home != Path::new("/none"));
            folder.map(|it| it.display().to_string())
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("HOME", "/home/x")]).as_deref(), Some("/home/x/.cache"));
        assert_eq!(of(&[("XDG_CACHE_HOME", "/c"), ("HOME", "/home/x")]).as_deref(), Some("/c"));
        assert_eq!(of(&[("XDG_CACHE_HOME", ""), ("HOME", "here")]), None, "they are no paths");
        assert_eq!(of(&[("HOME", "/none")]), None, "it is not there");
    }

    #[test]
    fn a_locale_without_utf8_gets_ascii() {
        let locale = |value: &'static str| move |_: &str| Some(OsString::from(value));
        assert!(has_unicode(|_| None));
        assert!(has_unicode(locale("de_DE.UTF-8")));
        assert!(!has_unicode(locale("C")));
    }

    #[test]
    fn a_colour_is_found_before_the_arguments_are_parsed() {
        let among = |arguments: &[&str]| {
            ColorWhen::among(&arguments.iter().map(OsString::from).collect::<Vec<_>>())
        };
        assert_eq!(among(&["pdlc", "--color=always", "check"]), ColorWhen::Always);
        assert_eq!(among(&["pdlc", "check", "--color", "never"]), ColorWhen::Never);
        assert_eq!(among(&["pdlc", "check", "--", "--color=never"]), ColorWhen::Auto);
        assert_eq!(among(&["pdlc", "--color"]), ColorWhen::Auto);
    }
}
