//! The only writer of YAML: text that YAML 1.1 and YAML 1.2 readers understand alike.
//!
//! kubectl, Flux and Helm read YAML 1.1 through sigs.k8s.io/yaml, people and editors often YAML 1.2; a library made for
//! one of them writes `on`, `1_000` or `12:30:45` so that the other reads no string. Here a string is plain only when
//! its looks leave no doubt, a block literal only when no reader can trip over it, and double quoted otherwise.
//!
//! Block style, two spaces, lists indented below their key (what `prettier` and `yamllint` leave alone), `---` first
//! and a line end last. Knows nothing of Kubernetes.

mod key;
mod number;
mod scalar;
mod serializer;

use std::fmt;

use serde::Serialize;

use serializer::{At, Serializer};

/// The room that most documents fit into.
const USUAL: usize = 512;

/// Why a value cannot be written as YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl serde::ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes a document.
///
/// Keys of maps are written as strings whatever they are, since JSON, and so Kubernetes, has no other. An entry of a
/// map keeps its place.
///
/// # Errors
/// For what JSON has no number for (infinities, NaN, more than 64 bits), bytes, keys that are no scalars, and whatever
/// the value's own `Serialize` refuses.
pub(super) fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    let mut out = String::with_capacity(USUAL);
    out.push_str("---\n");
    value.serialize(Serializer::new(&mut out, At::Root))?;
    Ok(out)
}

#[cfg(test)]
mod tests;
