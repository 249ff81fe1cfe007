//! `manifest.json`: what went in and what came out.
//!
//! It stands at the root of OUT and lists everything, outputs that were directed elsewhere too.
//! An entry is one line, so that a change to one file is a change to one line.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Destination, Place};
use crate::fingerprint::Fingerprint;

/// The version of the form of the manifest.
const FORMAT_VERSION: u32 = 1;

/// What went in and what came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub format_version: u32,
    /// The version of the compiler.
    pub compiler: String,
    /// The day up to which the tree is delivered, if not all of it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// By cluster, what the plan says is there although no file of the tree makes it, as `Kind/[namespace/]name`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, BTreeSet<String>>,
    /// Everything that was read, by path.
    pub inputs: Vec<Input>,
    /// Everything that was made, in the order of [`Place`].
    pub outputs: Vec<Output>,
    /// The hash of each cluster's `flux/<cluster>/` and `bootstrap/<cluster>/`.
    ///
    /// The trees are those of [`Fingerprint::of_tree`], with paths relative to OUT.
    pub clusters: BTreeMap<String, Fingerprint>,
    /// The hash of all outputs; those outside OUT are named `/folder/path`, from the program's root.
    pub tree: Fingerprint,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The path relative to the program's root, with `/`.
    pub path: String,
    /// The hash of the content.
    pub blake3: Fingerprint,
    /// The size of the content.
    pub bytes: u64,
}

impl Input {
    /// Describes an input.
    #[must_use]
    pub fn new(path: impl Into<String>, content: &[u8]) -> Self {
        let blake3 = Fingerprint::of(content);
        Self { path: path.into(), blake3, bytes: content.len() as u64 }
    }
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Where it is: `folder`, unless it is in OUT, and `path`.
    #[serde(flatten)]
    pub place: Place,
    /// The hash of the content.
    pub blake3: Fingerprint,
    /// The size of the content.
    pub bytes: u64,
    /// The paths of the inputs that it was made from, sorted.
    pub inputs: Vec<String>,
}

#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

impl Manifest {
    /// Describes a tree; `outputs` are sorted by place.
    pub(super) fn new(mut inputs: Vec<Input>, outputs: Vec<Output>) -> Self {
        inputs.sort_by(|left, right| left.path.cmp(&right.path));
        Self {
            format_version: FORMAT_VERSION,
            compiler: env!("CARGO_PKG_VERSION").to_owned(),
            as_of: None,
            given: BTreeMap::new(),
            inputs,
            clusters: clusters(&outputs),
            tree: tree(outputs.iter()),
            outputs,
        }
    }

    /// The part of the tree that holds some of the outputs, and what they were made from.
    pub(super) fn only(mut self, is_kept: impl Fn(&Place) -> bool) -> Self {
        self.outputs.retain(|output| is_kept(&output.place));
        let used: BTreeSet<&str> =
            self.outputs.iter().flat_map(|it| it.inputs.iter().map(String::as_str)).collect();
        self.inputs.retain(|input| used.contains(input.path.as_str()));
        let mut kept = self.sealed();
        kept.given.retain(|cluster, _| kept.clusters.contains_key(cluster));
        kept
    }

    /// The manifest with the hashes that follow from its outputs.
    pub(super) fn sealed(mut self) -> Self {
        self.clusters = clusters(&self.outputs);
        self.tree = tree(self.outputs.iter());
        self
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence that began with its name.
    pub fn from_json(json: &[u8]) -> Result<Self, String> {
        match serde_json::from_slice::<Self>(json) {
            Ok(manifest) if manifest.format_version == FORMAT_VERSION => Ok(manifest),
            Ok(manifest) => Err(other_format(manifest.format_version)),
            Err(damage) => Err(match serde_json::from_slice::<Version>(json) {
                Ok(version) if version.format_version != FORMAT_VERSION => {
                    other_format(version.format_version)
                }
                Ok(_) => format!("is damaged ({damage})"),
                Err(error) => format!("is no manifest of `pdlc` ({error})"),
            }),
        }
    }

    /// Whether the tree hashes are those of the listed outputs.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.tree == tree(self.outputs.iter()) && self.clusters == clusters(&self.outputs)
    }

    /// The manifest as it is written: an entry a line.
    pub(super) fn to_json(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(256 * (self.outputs.len() + self.inputs.len() + 2));
        field(&mut out, "{\n  \"format_version\": ", &self.format_version);
        field(&mut out, ",\n  \"compiler\": ", &self.compiler);
        if let Some(day) = &self.as_of {
            field(&mut out, ",\n  \"as_of\": ", day);
        }
        if !self.given.is_empty() {
            out.extend(b",\n  \"given\": {");
            lines(&mut out, &self.given, |out, (name, objects)| {
                field(out, "", name);
                field(out, ": ", objects);
            });
            out.push(b'}');
        }
        out.extend(b",\n  \"inputs\": [");
        lines(&mut out, &self.inputs, |out, input| field(out, "", input));
        out.extend(b"],\n  \"outputs\": [");
        lines(&mut out, &self.outputs, |out, output| field(out, "", output));
        out.extend(b"],\n  \"clusters\": {");
        lines(&mut out, &self.clusters, |out, (name, hash)| {
            field(out, "", name);
            field(out, ": ", hash);
        });
        field(&mut out, "},\n  \"tree\": ", &self.tree);
        out.extend(b"\n}\n");
        out
    }
}

fn other_format(version: u32) -> String {
    format!("has the format {version}, of another version of `pdlc`")
}

/// Some text and, on the same line, a value.
fn field(out: &mut Vec<u8>, before: &str, value: &(impl Serialize + ?Sized)) {
    out.extend(before.as_bytes());
    serde_json::to_writer(out, value).expect("values of texts and numbers serialise");
}

/// Items on lines of their own, between brackets.
fn lines<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    let mut is_empty = true;
    for item in items {
        out.extend(if is_empty { &b"\n    "[..] } else { b",\n    " });
        write(out, item);
        is_empty = false;
    }
    if !is_empty {
        out.extend(b"\n  ");
    }
}

/// The hash of a tree of outputs, see [`Fingerprint::of_tree`].
fn tree<'a>(outputs: impl Iterator<Item = &'a Output>) -> Fingerprint {
    let mut files: Vec<_> = outputs.map(|output| (output.place.name(), output.blake3)).collect();
    files.sort();
    Fingerprint::of_tree(files)
}

fn clusters(outputs: &[Output]) -> BTreeMap<String, Fingerprint> {
    let mut clusters: BTreeMap<&str, Vec<&Output>> = BTreeMap::new();
    for output in outputs {
        if let Some(cluster) = cluster(&output.place) {
            clusters.entry(cluster).or_default().push(output);
        }
    }
    let trees = clusters.into_iter();
    trees.map(|(name, outputs)| (name.to_owned(), tree(outputs.into_iter()))).collect()
}

/// The cluster that an output belongs to: the second segment below `flux/` and `bootstrap/`.
#[must_use]
pub fn cluster(place: &Place) -> Option<&str> {
    if place.destination != Destination::Out {
        return None;
    }
    let (top, rest) = place.path.as_str().split_once('/')?;
    let (cluster, _) = rest.split_once('/')?;
    matches!(top, "flux" | "bootstrap").then_some(cluster)
}

#[cfg(test)]
mod tests {
    use super::super::RelPath;
    use super::*;

    fn output(folder: Option<&str>, path: &str, content: &[u8]) -> Output {
        let rel = |text| RelPath::new(text).expect("a path for a test");
        let destination = folder.map_or(Destination::Out, |it| Destination::Folder(rel(it)));
        Output {
            place: Place { destination, path: rel(path) },
            blake3: Fingerprint::of(content),
            bytes: content.len() as u64,
            inputs: vec!["platform.pdl".to_owned()],
        }
    }

    fn manifest() -> Manifest {
        let outputs = vec![
            output(None, "bootstrap/c1/helmfile.yaml", b"1"),
            output(None, "flux/c1/a.yaml", b"2"),
            output(None, "flux/c2/a.yaml", b"3"),
            output(Some("docs/schedule"), "schedule.md", b"4"),
        ];
        Manifest::new(vec![Input::new("platform.pdl", b"x")], outputs)
    }

    #[test]
    fn what_is_written_can_be_read() {
        let manifest = manifest();
        let json = manifest.to_json();
        assert_eq!(Manifest::from_json(&json), Ok(manifest));
        let text = String::from_utf8(json).expect("JSON is UTF-8");
        assert!(
            text.contains(
                "\n    {\"folder\":\"docs/schedule\",\"path\":\"schedule.md\",\"blake3\":"
            )
        );
        assert!(text.contains("\n    {\"path\":\"flux/c1/a.yaml\",\"blake3\":"));
    }

    #[test]
    fn a_cluster_is_both_of_its_folders() {
        let manifest = manifest();
        let (one, two) = (Fingerprint::of(b"1"), Fingerprint::of(b"2"));
        let listing = format!("{one}  bootstrap/c1/helmfile.yaml\n{two}  flux/c1/a.yaml\n");
        assert_eq!(manifest.clusters["c1"], Fingerprint::of(listing.as_bytes()));
        assert_eq!(manifest.clusters.len(), 2);
        assert!(manifest.is_consistent());
    }

    #[test]
    fn a_path_that_leaves_the_root_is_no_manifest() {
        let json = String::from_utf8(manifest().to_json()).expect("JSON is UTF-8");
        let evil = json.replace("flux/c2/a.yaml", "../../etc/passwd");
        assert!(
            Manifest::from_json(evil.as_bytes()).expect_err("refused").starts_with("is damaged")
        );
        let newer = json.replace("\"format_version\": 1", "\"format_version\": 2");
        let error = Manifest::from_json(newer.as_bytes()).expect_err("refused");
        assert_eq!(error, "has the format 2, of another version of `pdlc`");
    }
}
