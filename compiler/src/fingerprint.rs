//! BLAKE3 of files and of trees of files.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};

/// The BLAKE3 hash of some bytes; written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The hash of several texts, none of which can pass for a part of another.
    #[must_use]
    pub fn of_parts<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            let part = part.as_ref();
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }

    /// The hash as bytes.
    #[must_use]
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// The hash of those bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash of a tree: of the text that `b3sum` prints for its files, one line each.
    ///
    /// A line is the hash of the file in hexadecimal, two spaces, its name and `\n`.
    /// The caller gives names without line ends, each once, sorted by their bytes.
    /// Anyone can therefore compute it again:
    ///
    /// ```sh
    /// find flux/c1 bootstrap/c1 -type f | LC_ALL=C sort | xargs -d '\n' b3sum | b3sum
    /// ```
    #[must_use]
    pub fn of_tree<N: AsRef<str>>(files: impl IntoIterator<Item = (N, Self)>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for (name, hash) in files {
            debug_assert!(!name.as_ref().contains('\n'), "names are validated paths");
            hasher.update(blake3::Hash::from_bytes(hash.0).to_hex().as_bytes());
            hasher.update(b"  ").update(name.as_ref().as_bytes()).update(b"\n");
        }
        Self(*hasher.finalize().as_bytes())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

/// A text that is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a BLAKE3 hash has 64 hexadecimal digits")]
pub struct NotAFingerprint;

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        let hash = blake3::Hash::from_hex(text).map_err(|_| NotAFingerprint)?;
        Ok(Self(*hash.as_bytes()))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NotAFingerprint;

    fn try_from(text: String) -> Result<Self, NotAFingerprint> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        let hash = Fingerprint::of(b"");
        let text = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
        assert_eq!(hash.to_string(), text);
        assert_eq!(text.parse(), Ok(hash));
        assert_eq!("af13".parse::<Fingerprint>(), Err(NotAFingerprint));
    }

    #[test]
    fn a_tree_is_hashed_as_b3sum_lists_it() {
        let (a, b) = (Fingerprint::of(b"1"), Fingerprint::of(b"2"));
        let listing = format!("{a}  a/x\n{b}  b\n");
        let tree = Fingerprint::of_tree([("a/x", a), ("b", b)]);
        assert_eq!(tree, Fingerprint::of(listing.as_bytes()));
    }
}
