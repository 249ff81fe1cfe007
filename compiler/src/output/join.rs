//! Parts of a tree, built apart, made into the tree that one build would have made.
//!
//! Parts fit when one compiler made them from the same inputs and no output is in two of them. Then the joined
//! manifest is, byte for byte, that of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::survey::all;
use super::{Error, File, Input, InputId, MANIFEST, Manifest, Output, Place, Plan, Roots};
use crate::fingerprint::Fingerprint;
use crate::fs;

/// Why parts cannot stand beside each other; each names the two parts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinProblem {
    /// Different compilers made them.
    #[error("{0} and {1} were made by different versions of `pdlc`")]
    Compiler(String, String),
    /// No input is one of both.
    #[error("{0} and {1} were made from different plans")]
    Plan(String, String),
    /// They are as of different days.
    #[error("{0} and {1} are not as of the same day")]
    Day(String, String),
    /// An input was not the same.
    #[error("{0} and {1} were made from different versions of `{2}`")]
    Input(String, String, String),
    /// An output is in both.
    #[error("{0} and {1} both hold `{2}`")]
    Overlap(String, String, Place),
    /// A part is not what its manifest says.
    #[error("`{place}` in `{}` is not what the manifest there says", part.display())]
    Changed {
        /// The folder of the part.
        part: PathBuf,
        /// The file.
        place: Place,
    },
    /// Nobody can tell whether the rest of the output folder was made from today's version of a file.
    #[error("`{}` holds outputs of `{input}`, which was left out", out.display())]
    LeftOut {
        /// The output folder.
        out: PathBuf,
        /// The file.
        input: String,
    },
    /// A build of the part was cut short.
    #[error("a build of `{}` was cut short", .0.display())]
    Unfinished(PathBuf),
}

impl JoinProblem {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Overlap(..) => "Leave one of them out.",
            Self::Changed { .. } | Self::Unfinished(_) => "Build that again as a whole.",
            Self::LeftOut { .. } => "Build into a folder of its own, and join the parts.",
            Self::Compiler(..) | Self::Plan(..) | Self::Day(..) | Self::Input(..) => {
                "Build the parts again from one state of the source, or build all at once."
            }
        })
    }
}

/// A part of a tree on disk.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its OUT, and the folder that its documents outside OUT lie below.
    pub roots: Roots,
}

/// Plans the tree that consists of `parts`.
///
/// # Errors
/// When a part cannot be read, is not what its manifest says, or does not fit the others.
pub fn join(parts: &[Part]) -> Result<Plan, Error> {
    let mut manifests = Vec::new();
    for part in parts {
        manifests.push((name(&part.roots.out), read(&part.roots)?));
    }
    of_one_plan(&manifests)?;
    let outputs = parts.iter().zip(&manifests);
    let outputs: Vec<(&Part, &Output)> = outputs
        .flat_map(|(part, (_, manifest))| manifest.outputs.iter().map(move |it| (part, it)))
        .collect();
    let joined = self::manifests(manifests.clone())?;
    let numbers: BTreeMap<&str, InputId> =
        joined.inputs.iter().map(|it| it.path.as_str()).zip((0..).map(InputId)).collect();
    let files = outputs.par_iter().map(|(part, output)| {
        let bytes = content(&part.roots, output)?;
        let inputs = output.inputs.iter().filter_map(|it| numbers.get(it.as_str()).copied());
        let Place { destination, path } = output.place.clone();
        Ok(File { destination, path, bytes, inputs: inputs.collect() })
    });
    let files = all(files.collect())?;
    let plan = Plan::new(joined.inputs.clone(), files);
    let plan = plan.map_err(|problems| Error::Plan { problems })?;
    Ok(plan.as_of(joined.as_of).given(joined.given))
}

/// Refuses parts of different plans.
fn of_one_plan(manifests: &[(String, Manifest)]) -> Result<(), JoinProblem> {
    let Some(((first, whole), others)) = manifests.split_first() else { return Ok(()) };
    match others.iter().find(|(_, part)| !share_input(whole, part)) {
        Some((name, _)) => Err(JoinProblem::Plan(first.clone(), name.clone())),
        None => Ok(()),
    }
}

/// Whether two builds have an input in common: all that are made from one plan have its root file.
pub(super) fn share_input(one: &Manifest, other: &Manifest) -> bool {
    let known: BTreeSet<&str> = one.inputs.iter().map(|it| it.path.as_str()).collect();
    other.inputs.iter().any(|it| known.contains(it.path.as_str()))
}

fn name(out: &Path) -> String {
    format!("`{}`", out.display())
}

/// The manifest of a part, of which no build is under way.
fn read(roots: &Roots) -> Result<Manifest, Error> {
    let out = &roots.out;
    let Some(bytes) = fs::read_if_any(&out.join(MANIFEST))? else {
        return Err(Error::NoManifest { out: out.clone() });
    };
    if fs::kind(&out.join(super::JOURNAL))?.is_some() {
        return Err(JoinProblem::Unfinished(out.clone()).into());
    }
    Manifest::from_json(&bytes)
        .map_err(|reason| Error::Manifest { place: Place::own(MANIFEST), reason })
}

/// What an output holds, if that is what its manifest says.
fn content(roots: &Roots, output: &Output) -> Result<Vec<u8>, Error> {
    let found = super::verify::listed(output, roots)?;
    let bytes = match found {
        None => fs::read(&roots.path(&output.place))?,
        Some(_) => Vec::new(),
    };
    if found.is_some() || Fingerprint::of(&bytes) != output.blake3 {
        let (part, place) = (roots.out.clone(), output.place.clone());
        return Err(JoinProblem::Changed { part, place }.into());
    }
    Ok(bytes)
}

/// One manifest of several, each with what it is called.
pub(super) fn manifests<N: ToString>(
    parts: impl IntoIterator<Item = (N, Manifest)>,
) -> Result<Manifest, JoinProblem> {
    let mut inputs: BTreeMap<String, (String, Input)> = BTreeMap::new();
    let mut outputs: BTreeMap<Place, (String, Output)> = BTreeMap::new();
    let mut given = BTreeMap::new();
    let mut first: Option<(String, Manifest)> = None;
    for (name, mut part) in parts {
        let name = name.to_string();
        given.append(&mut part.given);
        for input in std::mem::take(&mut part.inputs) {
            let known = inputs.entry(input.path.clone()).or_insert((name.clone(), input.clone()));
            if known.1 != input {
                return Err(JoinProblem::Input(known.0.clone(), name, input.path));
            }
        }
        for output in std::mem::take(&mut part.outputs) {
            let place = output.place.clone();
            if let Some((other, _)) = outputs.insert(place.clone(), (name.clone(), output)) {
                return Err(JoinProblem::Overlap(other, name, place));
            }
        }
        match &first {
            None => first = Some((name, part)),
            Some((other, it)) if it.compiler != part.compiler => {
                return Err(JoinProblem::Compiler(other.clone(), name));
            }
            Some((other, it)) if it.as_of != part.as_of => {
                return Err(JoinProblem::Day(other.clone(), name));
            }
            Some(_) => {}
        }
    }
    let mut joined = first.map_or_else(|| Manifest::new(Vec::new(), Vec::new()), |it| it.1);
    joined.given = given;
    joined.inputs = inputs.into_values().map(|(_, input)| input).collect();
    joined.outputs = outputs.into_values().map(|(_, output)| output).collect();
    Ok(joined.sealed())
}
