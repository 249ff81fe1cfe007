//! What a story delivers on each cluster, with the way to the manifests.

use pdl_lang::wording::count;

use pdl_lang::rollout::Unit;

use super::super::super::facts::Page;
use super::super::super::markdown::{code, quote, text};
use super::super::super::names;
use super::Writer;
use crate::put::{put, putln};

/// Writes the section.
pub(super) fn deliveries(out: &mut String, page: &Writer<'_>) {
    let (facts, plan) = (page.facts, page.facts.plan);
    out.push_str("\n## Deliverables\n\n");
    let by_hand = facts.by_hand(page.id);
    let units = facts.units(page.id);
    if units.is_empty() && by_hand.is_empty() {
        out.push_str("No component names this story: it delivers nothing that Flux applies.\n");
    }
    for component in by_hand {
        let name = code(&component.name.text);
        let adopted = component.story.map(|story| page.link(story.value));
        let adopted = adopted.map_or_else(String::new, |it| format!("; Flux adopts it in {it}"));
        putln!(out, "- {name}, installed once by hand{adopted}");
    }
    for cluster in units.chunk_by(|one, two| one.0 == two.0) {
        let on = &plan.clusters[cluster[0].0];
        let name = &on.name.text;
        putln!(out, "- On {}", text(name));
        if let Some(doc) = &on.doc {
            out.push_str(&quote(doc, "  "));
        }
        for (_, unit) in cluster {
            self::unit(out, page, name, unit);
        }
    }
}

/// A component: its Flux Kustomization, its folder, what is in it.
fn unit(out: &mut String, page: &Writer<'_>, cluster: &str, unit: &Unit) {
    let plan = page.facts.plan;
    let component = &plan.components[unit.delivery.component];
    let name = &component.name.text;
    let way = |path: String| page.facts.links.way(page.page, Page::Flux(&path));
    let kustomization = way(format!("{cluster}/{name}.yaml"));
    // What a remote source holds is not in the tree: its address is.
    let (what, held) = match &unit.delivery.kustomize {
        Some(_) => ("source", way(format!("{cluster}/sources/{name}.yaml"))),
        None => ("manifests", way(format!("{cluster}/components/{name}"))),
    };
    put!(out, "  - [{}]({kustomization}), [{what}]({held})", code(name));
    if let Some(namespace) = &unit.delivery.namespace {
        put!(out, ", namespace {}", code(namespace));
    }
    out.push('\n');
    if let Some(doc) = &component.doc {
        out.push_str(&quote(doc, "    "));
    }
    let mut item = |text: String| putln!(out, "    - {text}");
    if let Some(release) = &unit.delivery.helm {
        let chart = release.chart_name.as_ref().map_or_else(
            || code(&release.chart),
            |name| format!("{} from {}", code(name), code(&release.chart)),
        );
        item(format!("Helm chart {chart}, version {}", code(&release.version)));
    }
    if let Some(remote) = &unit.delivery.kustomize {
        item(format!(
            "{} of {} at {}",
            code(&remote.path),
            code(&remote.url),
            code(&remote.revision)
        ));
    }
    for (object, placed) in unit.delivery.resources.iter().zip(&unit.objects) {
        let kind = placed.as_ref().map_or(object.kind.value.as_str(), |it| it.kind.name.as_str());
        let about = object.doc.as_deref().map(|doc| format!(" — {}", names::about(doc)));
        item(format!("{}{}", code(&format!("{kind}/{}", object.name)), about.unwrap_or_default()));
    }
    let before = unit.after.iter().map(|it| code(&plan.components[it.component].name.text));
    let before: Vec<String> = before.collect();
    if !before.is_empty() {
        let count = count(before.len(), "component", "components");
        item(format!("applied after {count}: {}", before.join(", ")));
    }
}
