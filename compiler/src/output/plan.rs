//! The plan: every file in memory, known to be able to stand beside the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::join::{self, JoinProblem};
use super::manifest::{Input, Manifest, Output};
use super::{Destination, JOURNAL, MANIFEST, Place, RelPath};
use crate::fingerprint::Fingerprint;

/// An input of the plan, by its position in the list given to [`Plan::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputId(pub u32);

/// A file that is to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The folder it goes to.
    pub destination: Destination,
    /// Its path there.
    pub path: RelPath,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The inputs it was made from.
    pub inputs: Vec<InputId>,
}

/// Why files cannot stand beside each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum PlanProblem {
    /// Two files have one path.
    #[error("two outputs have the path `{0}`")]
    Duplicate(Place),
    /// Two files or folders are one on file systems that do not tell cases apart.
    #[error("the outputs `{0}` and `{1}` differ only by case")]
    Case(String, String),
    /// One path is a file and a folder.
    #[error("the output `{0}` would have to be a folder, for `{1}`")]
    FileIsFolder(Place, Place),
    /// A path that belongs to the compiler.
    #[error("the path `{0}` is kept for the manifest")]
    Reserved(Place),
}

/// All outputs of a build, sorted, with their manifest.
#[derive(Debug)]
pub struct Plan {
    pub(super) files: Vec<Planned>,
    pub(super) manifest: Manifest,
    /// The manifest as it is written, made when it is first asked for.
    written: OnceLock<Vec<u8>>,
    /// Outputs of other parts of the tree, which this build leaves as they are.
    pub(super) spared: Vec<Place>,
}

/// One output of a plan.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) place: Place,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: Fingerprint,
    inputs: Vec<InputId>,
}

impl Plan {
    /// Plans `files`, made from `inputs`.
    ///
    /// The order of the files does not matter. Hashing uses the threads of the current rayon pool;
    /// their number has no influence on the result.
    ///
    /// # Errors
    /// Every problem that keeps the files from standing beside each other, sorted.
    ///
    /// # Panics
    /// When a file names an input that is not in `inputs`.
    pub fn new(inputs: Vec<Input>, files: Vec<File>) -> Result<Self, Vec<PlanProblem>> {
        let mut files: Vec<Planned> = files.into_par_iter().map(Planned::from).collect();
        files.par_sort_by(|left, right| left.place.cmp(&right.place));
        let problems = problems(&files);
        if !problems.is_empty() {
            return Err(problems);
        }
        let outputs = files.iter().map(|file| file.output(&inputs)).collect();
        let manifest = Manifest::new(inputs, outputs);
        Ok(Self { files, manifest, written: OnceLock::new(), spared: Vec::new() })
    }

    /// The plan beside those outputs of an earlier build that belong to other parts of the tree.
    ///
    /// # Errors
    /// When the two could not have come from one build.
    pub fn beside(
        mut self,
        earlier: Manifest,
        is_other: impl Fn(&Place) -> bool,
    ) -> Result<Self, JoinProblem> {
        let is_of_one_plan = join::share_input(&earlier, &self.manifest);
        let earlier = earlier.only(is_other);
        if earlier.outputs.is_empty() {
            return Ok(self);
        }
        let [folder, build] = ["the output folder", "this build"];
        if !is_of_one_plan {
            return Err(JoinProblem::Plan(folder.to_owned(), build.to_owned()));
        }
        self.spared = earlier.outputs.iter().map(|output| output.place.clone()).collect();
        let parts = [(folder, earlier), (build, self.manifest)];
        self.manifest = join::manifests(parts)?;
        self.written = OnceLock::new();
        Ok(self)
    }

    /// Says in the manifest up to which day the tree was built.
    #[must_use]
    pub fn as_of(mut self, day: Option<String>) -> Self {
        self.manifest.as_of = day;
        self.written = OnceLock::new();
        self
    }

    /// Says in the manifest what is there, by cluster, although no file makes it.
    #[must_use]
    pub fn given(mut self, given: BTreeMap<String, BTreeSet<String>>) -> Self {
        self.manifest.given = given;
        self.written = OnceLock::new();
        self
    }

    /// The manifest of the planned tree.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The manifest as it is written.
    pub(super) fn manifest_bytes(&self) -> &[u8] {
        self.written.get_or_init(|| self.manifest.to_json())
    }

    /// The planned files with their content, sorted by place, without the manifest.
    pub fn files(&self) -> impl Iterator<Item = (&Place, &[u8])> {
        self.files.iter().map(|file| (&file.place, file.bytes.as_slice()))
    }
}

impl From<File> for Planned {
    fn from(File { destination, path, bytes, inputs }: File) -> Self {
        let hash = Fingerprint::of(&bytes);
        Self { place: Place { destination, path }, bytes, hash, inputs }
    }
}

impl Planned {
    fn output(&self, inputs: &[Input]) -> Output {
        let paths = self.inputs.iter().map(|id| inputs[id.0 as usize].path.clone());
        let mut paths: Vec<String> = paths.collect();
        paths.sort_unstable();
        paths.dedup();
        Output {
            place: self.place.clone(),
            blake3: self.hash,
            bytes: self.bytes.len() as u64,
            inputs: paths,
        }
    }
}

fn problems(files: &[Planned]) -> Vec<PlanProblem> {
    let mut problems: Vec<PlanProblem> = duplicates(files).chain(reserved(files)).collect();
    problems.extend(clashes(files));
    problems.sort();
    problems.dedup();
    problems
}

/// Two outputs of one path, even where one of them is reached through a longer folder.
fn duplicates(files: &[Planned]) -> impl Iterator<Item = PlanProblem> {
    let mut names: Vec<(String, &Place)> =
        files.iter().map(|it| (it.place.name(), &it.place)).collect();
    names.sort();
    let pairs: Vec<_> = names.windows(2).filter(|pair| pair[0].0 == pair[1].0).collect();
    let places: Vec<_> = pairs.iter().map(|pair| pair[0].1.clone()).collect();
    places.into_iter().map(PlanProblem::Duplicate)
}

/// Files at the places of the compiler's own, in any case.
fn reserved(files: &[Planned]) -> impl Iterator<Item = PlanProblem> {
    let is_reserved = |place: &&Place| {
        let first = place.path.segments().next().unwrap_or_default();
        place.destination == Destination::Out
            && [MANIFEST, JOURNAL].iter().any(|own| first.eq_ignore_ascii_case(own))
    };
    files.iter().map(|file| &file.place).filter(is_reserved).cloned().map(PlanProblem::Reserved)
}

/// A name that an output needs.
struct Node<'a> {
    /// The name as every file system can tell it from others.
    key: String,
    name: String,
    /// The output of that name, or below it.
    place: &'a Place,
    /// Whether it is a file, not a folder.
    is_file: bool,
}

/// Names that are both file and folder, or that only case tells apart.
fn clashes(files: &[Planned]) -> Vec<PlanProblem> {
    let mut nodes: Vec<Node<'_>> = Vec::with_capacity(2 * files.len());
    let mut enter = |name: &str, place, is_file| {
        nodes.push(Node { key: name.to_lowercase(), name: name.to_owned(), place, is_file });
    };
    let mut last_folder = String::new();
    for place in files.iter().map(|file| &file.place) {
        let name = place.name();
        let folder = &name[..name.rfind('/').unwrap_or_default()];
        // Neighbours mostly share their folder, which then needs no second look.
        if folder != last_folder {
            for (end, _) in name.match_indices('/').filter(|(end, _)| *end > 0) {
                enter(&name[..end], place, false);
            }
            folder.clone_into(&mut last_folder);
        }
        enter(&name, place, true);
    }
    // Mostly sorted already; what is equal stays in the order of the files.
    nodes.sort_by(|one, other| one.key.cmp(&other.key));
    let mut problems = Vec::new();
    for alike in nodes.chunk_by(|one, other| one.key == other.key) {
        problems.extend(alike[1..].iter().filter_map(|other| collision(&alike[0], other)));
    }
    problems
}

/// What keeps a name from standing where the first like it does.
fn collision(known: &Node<'_>, new: &Node<'_>) -> Option<PlanProblem> {
    if known.name != new.name {
        let mut names = [known.name.as_str(), new.name.as_str()];
        names.sort_unstable();
        let [first, second] = names.map(|name| name.trim_start_matches('/').to_owned());
        return Some(PlanProblem::Case(first, second));
    }
    match (known.is_file, new.is_file) {
        (true, false) => Some(PlanProblem::FileIsFolder(known.place.clone(), new.place.clone())),
        (false, true) => Some(PlanProblem::FileIsFolder(new.place.clone(), known.place.clone())),
        // Two files of one name are known as duplicates already.
        (true, true) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).expect("a path for a test")
    }

    fn plan(paths: &[&str]) -> Result<Plan, Vec<PlanProblem>> {
        let file = |it: &&str| File {
            destination: Destination::Out,
            path: path(it),
            bytes: it.as_bytes().to_vec(),
            inputs: vec![InputId(0)],
        };
        Plan::new(vec![Input::new("platform.pdl", b"")], paths.iter().map(file).collect())
    }

    #[track_caller]
    fn check(paths: &[&str], expected: &[&str]) {
        let problems = plan(paths).map_or_else(|problems| problems, |_| Vec::new());
        let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn paths_that_collide_are_named() {
        check(&["b", "a", "a/b"], &["the output `a` would have to be a folder, for `a/b`"]);
        check(&["a", "b", "a"], &["two outputs have the path `a`"]);
        check(&["x/A", "x/a"], &["the outputs `x/A` and `x/a` differ only by case"]);
        check(&["X/a", "x/b"], &["the outputs `X` and `x` differ only by case"]);
        check(
            &["straße/1", "STRAßE/2"],
            &["the outputs `STRAßE` and `straße` differ only by case"],
        );
        check(&["Manifest.json"], &["the path `Manifest.json` is kept for the manifest"]);
        check(&["docs/manifest.json", "a/b", "a.b", "a-b/c", "a/c"], &[]);
    }

    #[test]
    fn one_file_reached_through_two_folders_is_a_duplicate() {
        let file = |folder: &str, name: &str| File {
            destination: Destination::Folder(path(folder)),
            path: path(name),
            bytes: Vec::new(),
            inputs: Vec::new(),
        };
        let problems = Plan::new(Vec::new(), vec![file("docs", "a/x"), file("docs/a", "x")]);
        assert_eq!(problems.expect_err("they are one").len(), 1);
    }

    #[test]
    fn the_order_of_files_does_not_matter() {
        let (one, two) = (plan(&["a/b", "c", "a-b"]), plan(&["c", "a-b", "a/b"]));
        let bytes = |plan: Result<Plan, _>| plan.expect("they fit").manifest_bytes().to_owned();
        assert_eq!(bytes(one), bytes(two));
    }
}
