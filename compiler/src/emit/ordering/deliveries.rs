//! `deliveries.md`: which objects each story delivers, on which cluster, and where they stand.

use std::collections::BTreeMap;

use pdl_lang::Analysis;
use pdl_lang::model::{Spanned, StoryId};

use super::super::file::{document, tidy};
use super::super::flux::parts::parts;
use super::super::markdown::{code, destination, text};
use super::super::{Problem, inputs, names};
use crate::output::File;
use crate::put::{put, putln};
use pdl_lang::rollout::{Tree, Unit, source};

/// Emits the document.
pub(in crate::emit) fn deliveries(analysis: &Analysis) -> Result<Vec<File>, Vec<Problem>> {
    let plan = &analysis.plan;
    let folder = plan.outputs.ordering.as_ref();
    let out_folder = out_from(analysis, folder);
    let mut delivered: BTreeMap<StoryId, Vec<(&Tree, &Unit)>> = BTreeMap::new();
    let mut by_hand: BTreeMap<StoryId, Vec<(&Tree, &Unit)>> = BTreeMap::new();
    for tree in analysis.rollout.trees.values() {
        for unit in &tree.units {
            delivered.entry(unit.delivery.story).or_default().push((tree, unit));
            let bootstrap = plan.components[unit.delivery.component].bootstrap.as_ref();
            if let Some(story) = bootstrap
                && plan.clusters_of(story.value).contains(&tree.cluster)
            {
                by_hand.entry(story.value).or_default().push((tree, unit));
            }
        }
    }
    let mut out = format!("# Deliveries — {}\n\n", names::platform(plan));
    out.push_str(
        "Which objects each story delivers, on which cluster; links lead to the manifests.\n",
    );
    let mut others = Vec::new();
    for &story in &analysis.schedule.order {
        let (flux_part, hand_part) = (delivered.get(&story), by_hand.get(&story));
        if flux_part.is_none() && hand_part.is_none() {
            others.push(names::story(plan, story));
            continue;
        }
        put!(out, "\n## {}", names::story(plan, story));
        if let Some(title) = &plan.stories[story].title {
            put!(out, " — {}", text(title));
        }
        out.push('\n');
        if let Some(units) = hand_part {
            hand(&mut out, analysis, units, &out_folder);
        }
        if let Some(units) = flux_part {
            table(&mut out, analysis, units, &out_folder);
        }
    }
    if !others.is_empty() {
        putln!(out, "\n## Without Objects\n\n{}", others.join(", "));
    }
    putln!(out, "\n---\n\n{}", names::origin(analysis).trim_end());
    let file = document(folder, "ordering", "deliveries.md", out, &inputs::every(analysis));
    file.map(|file| vec![file]).map_err(|problem| vec![problem])
}

/// What a story installs by hand, and which story hands it over to Flux.
fn hand(out: &mut String, analysis: &Analysis, units: &[(&Tree, &Unit)], root: &str) {
    let plan = &analysis.plan;
    out.push_str("\nInstalled once by hand:\n\n");
    for (tree, unit) in units {
        let cluster = &plan.clusters[tree.cluster].name.text;
        let readme = destination(&format!("{root}bootstrap/{cluster}/README.md"));
        let component = code(&plan.components[unit.delivery.component].name.text);
        let story = names::story(plan, unit.delivery.story);
        putln!(out, "- {component} on [{}]({readme}), adopted by Flux in {story}", text(cluster));
    }
}

fn table(out: &mut String, analysis: &Analysis, units: &[(&Tree, &Unit)], root: &str) {
    let plan = &analysis.plan;
    out.push_str("\n| cluster | component | kind | namespace | name |\n");
    out.push_str("| --- | --- | --- | --- | --- |\n");
    for (tree, unit) in units {
        let cluster = &plan.clusters[tree.cluster].name.text;
        let link = |label: &str, path: &str| {
            format!("[{}]({})", text(label), destination(&format!("{root}flux/{cluster}/{path}")))
        };
        let component = &plan.components[unit.delivery.component].name.text;
        let component = link(component, &format!("{component}.yaml"));
        for part in parts(plan, unit) {
            let (kind, space) = (text(part.kind), text(part.namespace.unwrap_or_default()));
            let name = link(part.name, &part.path);
            putln!(out, "| {} | {component} | {kind} | {space} | {name} |", text(cluster));
        }
        if let Some(remote) = &unit.delivery.kustomize {
            let source = format!("{}, {} at {}", remote.url, remote.path, remote.revision);
            let source = text(&source);
            putln!(out, "| {} | {component} | what it holds | | {source} |", text(cluster));
        }
    }
}

/// The way from the document to the output folder, empty or with a `/` at its end.
///
/// A document elsewhere finds it where the platform's `source` says that the trees lie, in a repository whose root is
/// the program's folder; an artifact says nothing of the repository.
fn out_from(analysis: &Analysis, folder: Option<&Spanned<String>>) -> String {
    let Some(folder) = folder else { return "../".to_owned() };
    let source = analysis.plan.platform.source.as_ref().filter(|source| source.oci.is_none());
    let trees = tidy(&source::root(source));
    let out = trees.rsplit_once('/').map_or("", |(out, _)| out);
    let from = tidy(&folder.value);
    let (from, to): (Vec<&str>, Vec<&str>) = (segments(&from), segments(out));
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).flat_map(|part| [part, "/"]).collect()
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}
