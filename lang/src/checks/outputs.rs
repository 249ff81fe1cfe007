//! Where documents and trees go: folders inside the program's, and names that every file system can tell apart.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Name, Plan, Spanned};
use crate::paths::{self, PathProblem, tidy};
use crate::problems::outputs as problems;
use crate::rollout::source;

pub(crate) fn check(plan: &Plan, out: &mut Vec<Diagnostic>) {
    folders(plan, out);
    let clusters = plan.clusters.values().map(|it| (&it.name, it.name.text.to_string()));
    apart(clusters, "trees of the clusters", out);
    let page = |name: &str| paths::page(&plan.platform.story_prefix, name);
    let stories = plan.stories.values().map(|it| (&it.name, page(&it.name.text)));
    apart(stories, "pages of the stories", out);
    for component in plan.components.values() {
        portable(&component.name, &component.name.text, out);
    }
}

/// The folders of the documents.
fn folders(plan: &Plan, out: &mut Vec<Diagnostic>) {
    let outputs = &plan.outputs;
    let fields = [("schedule", &outputs.schedule), ("ordering", &outputs.ordering)];
    for (field, folder) in fields {
        let Some(folder) = folder else { continue };
        let path = tidy(&folder.value);
        match paths::problem(&path) {
            None => {
                if let Some(tree) = trees(plan).into_iter().find(|tree| is_below(&path, tree)) {
                    out.push(problems::in_the_tree(folder.at, field, &folder.value, &tree));
                }
            }
            Some(PathProblem::Absolute(_) | PathProblem::Dots(_)) => {
                out.push(problems::escaping(folder.at, field, &folder.value));
            }
            Some(PathProblem::Empty(_)) => {
                out.push(problems::no_folder(folder.at, field, &folder.value));
            }
            Some(problem) => out.push(problems::unportable(folder.at, &folder.value, &problem)),
        }
    }
    let same = |it: &Spanned<String>| tidy(&it.value).to_lowercase();
    if let (Some(schedule), Some(ordering)) = (&outputs.schedule, &outputs.ordering)
        && same(schedule) == same(ordering)
    {
        out.push(problems::one_folder(ordering.at, &ordering.value, schedule.at));
    }
}

/// Where the trees of the clusters lie, as the platform says, and what is done by hand.
fn trees(plan: &Plan) -> Vec<String> {
    let flux = tidy(&source::root(plan.platform.source.as_ref()));
    let beside = flux.strip_suffix("flux").filter(|out| out.is_empty() || out.ends_with('/'));
    let bootstrap = beside.map(|out| format!("{out}bootstrap"));
    [flux].into_iter().chain(bootstrap).collect()
}

/// Whether a folder is another, or in it, on some file system.
fn is_below(path: &str, folder: &str) -> bool {
    let (path, folder) = (path.to_lowercase(), folder.to_lowercase());
    path.strip_prefix(&folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Names, each with the part of a path that it becomes, of which no two may differ by case alone.
fn apart<'p>(
    names: impl Iterator<Item = (&'p Name, String)>,
    what: &str,
    out: &mut Vec<Diagnostic>,
) {
    let mut seen: BTreeMap<String, &Name> = BTreeMap::new();
    for (name, part) in names {
        portable(name, &part, out);
        let first = *seen.entry(name.text.to_lowercase()).or_insert(name);
        if first.text != name.text {
            let names = [first.text.as_str(), name.text.as_str()];
            out.push(problems::colliding(name.at, what, names, first.at));
        }
    }
}

fn portable(name: &Name, part: &str, out: &mut Vec<Diagnostic>) {
    if let Some(problem) = paths::problem(part) {
        out.push(problems::unportable(name.at, part, &problem));
    }
}
