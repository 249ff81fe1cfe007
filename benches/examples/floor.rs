//! What writing a tree costs with nothing to compute.
//!
//! `floor pack TREE FILE` puts all files of a tree into one, `floor write FILE FOLDER` writes them out again, one after
//! the other and without care for what is there.
#![expect(clippy::disallowed_methods, reason = "it measures the file system")]

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pack", tree, file] => {
            let mut packed = Vec::new();
            pack(Path::new(tree), Path::new(""), &mut packed)?;
            Ok(fs::write(file, packed)?)
        }
        ["write", file, folder] => write(&fs::read(file)?, Path::new(folder)),
        _ => Err("use `pack TREE FILE` or `write FILE FOLDER`".into()),
    }
}

/// Appends every file below a folder: its path on a line, its size on the next, its bytes.
fn pack(tree: &Path, below: &Path, packed: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(tree.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            pack(tree, &path, packed)?;
        } else {
            let bytes = fs::read(tree.join(&path))?;
            write!(packed, "{}\n{}\n", path.display(), bytes.len())?;
            packed.extend(bytes);
        }
    }
    Ok(())
}

fn write(mut packed: &[u8], folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut last = folder.to_owned();
    fs::create_dir_all(folder)?;
    while !packed.is_empty() {
        let path = folder.join(line(&mut packed)?);
        let size = line(&mut packed)?.parse()?;
        let (bytes, rest) = packed.split_at_checked(size).ok_or("it ends too early")?;
        let parent = path.parent().ok_or("a file stands in a folder")?;
        if parent != last {
            fs::create_dir_all(parent)?;
            parent.clone_into(&mut last);
        }
        fs::write(&path, bytes)?;
        packed = rest;
    }
    Ok(())
}

/// Takes a line off the front.
fn line<'p>(packed: &mut &'p [u8]) -> Result<&'p str, Box<dyn Error>> {
    let end = packed.iter().position(|byte| *byte == b'\n').ok_or("a line does not end")?;
    let (line, rest) = packed.split_at(end);
    *packed = &rest[1..];
    Ok(std::str::from_utf8(line)?)
}
