//! Where a reference may lead: facts of clusters, the platform and components, settings, and the parts of values.

use super::super::describe;
use super::{Completion, CompletionKind, List};
use crate::model::{ClusterId, Reference};
use crate::scope::{Nowhere, Scope};
use crate::span::FileSpan;
use crate::table::{self, Namespace};

/// The words that may stand behind others of a path.
pub(super) fn members(mut list: List<'_>, words: &[String]) -> Vec<Completion> {
    if words.is_empty() {
        beginnings(&mut list);
        return list.found;
    }
    let plan = &list.place.analysis.plan;
    let mut known: Vec<String> = Vec::new();
    let mut asked: Vec<_> = words.iter().map(|word| (word.into(), FileSpan::default())).collect();
    asked.push(("".into(), FileSpan::default()));
    let reference = Reference { words: asked };
    for cluster in plan.clusters.ids() {
        if let Err(Nowhere::Unknown { step, known: here, .. }) =
            (Scope { plan, cluster }).lookup(&reference)
            && step == words.len()
        {
            let new = here.iter().filter(|name| !known.iter().any(|it| it == *name));
            let new: Vec<String> = new.map(ToString::to_string).collect();
            known.extend(new);
        }
    }
    for name in known {
        let (kind, detail) = about(&list, words, &name);
        list.add(&name, kind, &detail, "");
    }
    list.found
}

/// What a member is, and what it stands for on the first cluster that has it.
fn about(list: &List<'_>, words: &[String], name: &str) -> (CompletionKind, String) {
    let plan = &list.place.analysis.plan;
    let kind = match (words[0].as_str(), words.len()) {
        ("component", 1) => CompletionKind::Name(Namespace::Component),
        ("cluster", 1) => {
            let is_fact = name == "name"
                || table::statement("cluster").is_some_and(|def| def.field(name).is_some());
            if is_fact { CompletionKind::Fact } else { CompletionKind::Setting }
        }
        ("cluster" | "component" | "platform", _) => CompletionKind::Fact,
        _ => CompletionKind::Setting,
    };
    let mut path: Vec<_> = words.iter().map(|word| (word.into(), FileSpan::default())).collect();
    path.push((name.into(), FileSpan::default()));
    let reference = Reference { words: path };
    let value = |cluster: ClusterId| Scope { plan, cluster }.lookup(&reference).ok();
    let value = plan.clusters.ids().find_map(value);
    (kind, value.as_ref().map(describe::value).unwrap_or_default())
}

/// What a reference may begin with.
pub(super) fn beginnings(list: &mut List<'_>) {
    let plan = &list.place.analysis.plan;
    let own = plan.clusters.values().flat_map(|cluster| &cluster.settings);
    let mut seen: Vec<&str> = Vec::new();
    for setting in plan.settings.iter().chain(own) {
        let name = setting.name.text.as_str();
        if !seen.contains(&name) {
            seen.push(name);
            let detail = describe::value(&setting.value);
            list.add(name, CompletionKind::Setting, &detail, "");
        }
    }
    for (word, detail) in [
        ("cluster", "the facts and settings of the cluster that is delivered to"),
        ("component", "the facts of a component"),
        ("platform", "the facts of the platform"),
    ] {
        list.add(word, CompletionKind::Fact, detail, "");
    }
}
