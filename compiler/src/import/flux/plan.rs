//! The draft of a tree as the text of a source.

use super::super::write::comment;
use super::Draft;
use super::component::story;
use crate::put::putln;

/// The sprint that all stories stand in until people plan them.
const SPRINT: &str = "sprint S0 2000-01-03..2000-12-29 \"Before the plan\" {";

const ABOUT_STORIES: &str = "\
A tree does not say who delivered what when. Each component has a story of its own, done, in a sprint of the past:
move the stories to the sprints of your plan, join those that belong together, and say their titles.";

const ABOUT_ASSUMED: &str = "\
What the tree needs and nothing in it delivers: charts and remote sources bring some of it (say so with `provides`
in their components), people make some by hand, and some may be missing.";

/// Writes a source.
pub(super) fn write(draft: &Draft, platform: &str) -> String {
    let mut out = format!("platform {platform} {{\n");
    if !draft.source.is_empty() {
        let fields: Vec<String> =
            draft.source.iter().map(|(field, it)| format!("{field}: {it}")).collect();
        putln!(out, "source {{\n{}\n}}", fields.join("\n"));
    }
    out.push_str("}\n");
    let assumed = &draft.assumed;
    for (index, name) in draft.clusters.iter().enumerate() {
        let all = assumed.get(index).filter(|it| !it.is_empty());
        match all {
            None => putln!(out, "\ncluster {name} {{}}"),
            Some(all) => {
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                putln!(out, "\ncluster {name} {{");
                comment(&mut out, ABOUT_ASSUMED);
                putln!(out, "assume: [\n{}\n]\n}}", all.join(",\n"));
            }
        }
    }
    stories(&mut out, draft);
    order(&mut out, draft);
    for component in &draft.components {
        component.write(&mut out, &draft.clusters);
    }
    if !draft.remarks.is_empty() {
        out.push_str("\n// The tree also says:\n");
        draft.remarks.iter().for_each(|remark| comment(&mut out, remark));
    }
    out
}

fn stories(out: &mut String, draft: &Draft) {
    if draft.components.is_empty() {
        return;
    }
    out.push('\n');
    comment(out, ABOUT_STORIES);
    putln!(out, "{SPRINT}");
    for component in &draft.components {
        let on: Vec<&str> =
            component.on.iter().map(|(it, _)| draft.clusters[*it].as_str()).collect();
        let is_everywhere = on.len() == draft.clusters.len();
        let on =
            if is_everywhere { String::new() } else { format!(", clusters: [{}]", on.join(", ")) };
        putln!(out, "story {} {{ status: done{on} }}", story(&component.name));
    }
    out.push_str("}\n");
}

fn order(out: &mut String, draft: &Draft) {
    let name = |number: &usize| story(&draft.components[*number].name);
    let chains = draft.after.iter().filter(|(_, before)| !before.is_empty());
    let chains: Vec<String> = chains
        .map(|(to, before)| {
            let before: Vec<String> = before.iter().map(name).collect();
            match before.as_slice() {
                [one] => format!("{one} -> {}", name(to)),
                several => format!("({}) -> {}", several.join(" | "), name(to)),
            }
        })
        .collect();
    if !chains.is_empty() {
        putln!(out, "\norder {{\n{}\n}}", chains.join("\n"));
    }
}
