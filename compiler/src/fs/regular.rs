//! Files that somebody else names: whatever they are, reading them comes to an end.

use std::io::{self, Read as _};
use std::path::Path;

use super::{Error, Kind, fs};

/// Reads a regular file, links followed, up to so many bytes.
///
/// What is no file is not even opened: a pipe may never be written to, and a device may never end.
///
/// # Errors
/// When it is no regular file, or cannot be read.
pub fn read_regular(path: &Path, limit: usize) -> Result<Vec<u8>, Error> {
    regular(path, limit).map_err(|source| Error::Read { path: path.to_owned(), source })
}

fn regular(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let is_regular = |metadata: &fs::Metadata| match Kind::of(metadata) {
        Kind::File(bytes) => Ok(bytes),
        Kind::Folder => Err(io::ErrorKind::IsADirectory.into()),
        Kind::Link | Kind::Other => Err(io::Error::other(special(metadata))),
    };
    is_regular(&fs::metadata(path)?)?;
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK);
    }
    let file = options.open(path)?;
    // Something else may have taken its name meanwhile.
    let bytes = is_regular(&file.metadata()?)?;
    let mut content = Vec::with_capacity(usize::try_from(bytes).map_or(limit, |it| it.min(limit)));
    file.take(limit as u64).read_to_end(&mut content)?;
    Ok(content)
}

/// What something is that is neither a file nor a folder.
fn special(metadata: &fs::Metadata) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "it is a pipe";
        }
        if kind.is_socket() {
            return "it is a socket";
        }
    }
    let _ = metadata;
    "it is a device"
}
