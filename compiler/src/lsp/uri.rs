//! Paths as URIs and back. A document that is no file keeps its URI as its path, which is then not absolute.

use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use gen_lsp_types::Uri;

use crate::put::put;

const SCHEME: &str = "file://";

/// The path of a document: absolute and without `..` for a file, else the URI as it is.
pub(super) fn to_path(uri: &Uri) -> PathBuf {
    let Some(rest) = uri.0.strip_prefix(SCHEME) else { return PathBuf::from(&uri.0) };
    // `localhost` is this host; the files of another are none here.
    let own = rest.strip_prefix("localhost").unwrap_or(rest);
    let Some(rest) = Some(own).filter(|it| it.starts_with('/')) else {
        return PathBuf::from(&uri.0);
    };
    let decoded = decode(rest);
    let path = match drive(&decoded) {
        Some(path) if cfg!(windows) => path.replace('/', std::path::MAIN_SEPARATOR_STR),
        _ => decoded,
    };
    normalize(Path::new(&path))
}

/// The URI of a path that [`to_path`] gave, or of a file beside one.
pub(super) fn of_path(path: &Path) -> Uri {
    let text = path.to_string_lossy();
    if !path.is_absolute() {
        return Uri(text.into_owned());
    }
    let text = text.replace(MAIN_SEPARATOR, "/");
    let mut uri = SCHEME.to_owned();
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            put!(uri, "%{byte:02X}");
        }
    }
    Uri(uri)
}

/// The path without `.` and `..`, as a name: links on the way are not looked at.
pub(super) fn normalize(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            _ => clean.push(component),
        }
    }
    clean
}

/// `/c:/plan` as `c:/plan`.
fn drive(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let mut bytes = rest.bytes();
    let letter = bytes.next()?;
    (letter.is_ascii_alphabetic() && bytes.next() == Some(b':')).then_some(rest)
}

/// Resolves `%20`. What does not come to UTF-8 is replaced, so that such a file is merely not found.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match tail {
            [high, low, ..] if *first == b'%' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high << 4 | low);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Uri, of_path, to_path};

    #[test]
    fn a_path_survives_its_uri() {
        for path in ["/a/b.pdl", "/with space/ü#?%41.pdl", "/plan:1/[x]{y}.pdl"] {
            let uri = of_path(Path::new(path));
            assert!(uri.0.bytes().all(|byte| byte.is_ascii_graphic()), "{}", uri.0);
            assert_eq!(to_path(&uri), Path::new(path));
        }
    }

    #[test]
    fn what_is_no_file_keeps_its_uri() {
        for uri in ["untitled:Untitled-1", "file://localhostile/x.pdl", "file://host/x.pdl"] {
            let uri = Uri(uri.to_owned());
            assert!(!to_path(&uri).is_absolute());
            assert_eq!(of_path(&to_path(&uri)), uri);
        }
    }

    #[test]
    fn other_spellings_of_a_file_are_the_same_file() {
        for uri in ["file:///a/./x/../b%2Epdl", "file://localhost/a/b.pdl", "file:///a//b.pdl"] {
            assert_eq!(to_path(&Uri(uri.to_owned())), Path::new("/a/b.pdl"));
        }
        assert_eq!(to_path(&Uri("file:///a%zz%".to_owned())), Path::new("/a%zz%"));
    }
}
