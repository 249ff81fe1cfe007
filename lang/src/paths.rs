//! Relative paths that every file system can hold.

/// The longest name of a file or folder, in bytes, that common file systems take.
const SEGMENT_BYTES: usize = 255;

/// Names that Windows keeps for devices, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Why a text is no path that can be checked out anywhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathProblem {
    /// It begins with `/`.
    #[error("the path `{0}` is absolute")]
    Absolute(String),
    /// It is empty, or has `//` or a `/` at its end.
    #[error("the path `{0}` has an empty part")]
    Empty(String),
    /// It has a part `.` or `..`.
    #[error("the path `{0}` has a part `.` or `..`")]
    Dots(String),
    /// It has a character that cannot stand in a file name everywhere.
    #[error("the path `{}` has the character {:?}, which not every file system takes", .0.escape_default(), .1)]
    Character(String, char),
    /// A part ends with a dot or a space, which Windows drops.
    #[error("a part of the path `{0}` ends with a dot or a space")]
    End(String),
    /// A part is longer than file systems take.
    #[error("a part of the path `{0}` is longer than 255 bytes")]
    Long(String),
    /// A part is the name of a device on Windows.
    #[error("a part of the path `{0}` is the name of a device on Windows")]
    Device(String),
}

/// The first thing about a relative path that some file system would not take.
#[must_use]
pub fn problem(path: &str) -> Option<PathProblem> {
    let of = |problem: fn(String) -> PathProblem| Some(problem(path.to_owned()));
    if path.starts_with('/') {
        return of(PathProblem::Absolute);
    }
    if let Some(found) = path.chars().find(|it| is_refused(*it)) {
        return Some(PathProblem::Character(path.to_owned(), found));
    }
    path.split('/').find_map(|segment| match segment {
        "" => of(PathProblem::Empty),
        "." | ".." => of(PathProblem::Dots),
        _ if segment.len() > SEGMENT_BYTES => of(PathProblem::Long),
        _ if segment.ends_with(['.', ' ']) => of(PathProblem::End),
        _ if is_device(segment) => of(PathProblem::Device),
        _ => None,
    })
}

/// The name of the file that is the page of a story, behind the prefix of all stories as far as that can stand in it.
#[must_use]
pub fn page(prefix: &str, story: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_.".contains(it);
    let prefix: String = prefix.chars().map(|it| if is_plain(it) { it } else { '-' }).collect();
    format!("{}{story}.md", prefix.trim_start_matches(['.', '-']))
}

/// A relative path without `./` in front, `/` behind and the like.
#[must_use]
pub fn tidy(path: &str) -> String {
    let absolute = if path.starts_with('/') { "/" } else { "" };
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    format!("{absolute}{}", parts.join("/"))
}

/// What becomes of a `..` that leads above the folder at which paths begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Above {
    /// It stays.
    Kept,
    /// There is no such path.
    Refused,
}

/// A path from a folder, without `.`, `..` and empty parts: as a name, whatever links are on the way.
#[must_use]
pub fn join(folder: &str, path: &str, above: Above) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if above == Above::Refused => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn is_refused(character: char) -> bool {
    character.is_control() || matches!(character, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Whether Windows reads a name as a device: it looks at what stands before the first dot.
fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment).trim_end().to_lowercase();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device).filter(|rest| rest.chars().count() == 1);
        number.is_some_and(|rest| {
            rest.starts_with(|it: char| it.is_ascii_digit() || "¹²³".contains(it))
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::{Above, join};

    #[test]
    fn paths_are_joined_as_names() {
        let kept = |folder, path| join(folder, path, Above::Kept);
        assert_eq!(kept("a/b", "./c//d").as_deref(), Some("a/b/c/d"));
        assert_eq!(kept("a/b", "../c").as_deref(), Some("a/c"));
        assert_eq!(kept("a", "../../c").as_deref(), Some("../c"));
        assert_eq!(kept("../a", "../../c").as_deref(), Some("../../c"));
        assert_eq!(kept("", "..").as_deref(), Some(".."));
        let refused = |folder, path| join(folder, path, Above::Refused);
        assert_eq!(refused("a/b", "../../c").as_deref(), Some("c"));
        assert_eq!(refused("a", "../../c"), None);
        assert_eq!(refused("a", "..").as_deref(), Some(""));
    }
}
