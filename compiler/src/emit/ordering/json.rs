//! `ordering.json`: what comes after what and because of what, for programs.
//!
//! `docs/schema/ordering-1.json` describes it; a test derives that page from the types below.

use pdl_lang::model::{ComponentId, EdgeId, EdgeStrength, StoryId};
use pdl_lang::rollout::{Implied as Implication, Need, Reason, Tree, Unit};
use pdl_lang::span::FileSpan;
use pdl_lang::waits::Why;
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::super::facts::Facts;
use super::super::json::print;
use super::stories;

/// The version of the format.
const VERSION: u32 = 1;

/// The order of stories and, per cluster, of components.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Ordering {
    /// What describes this document.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of the format.
    format_version: u32,
    /// The stories: dependencies first, then by sprint, then as the source has them.
    stories: Vec<Story>,
    /// The ids of stories that do not wait for one another, wave by wave.
    waves: Vec<Vec<String>>,
    /// The longest chain of each part of the plan that no order joins with the others, the longest first.
    longest_chains: Vec<Vec<String>>,
    /// Stories without any order.
    islands: Vec<String>,
    /// Stories that wait for nothing, and for which something waits.
    open_starts: Vec<String>,
    /// Stories that wait for something, and for which nothing waits.
    open_ends: Vec<String>,
    /// What Flux applies.
    clusters: Vec<Cluster>,
}

/// A story in its place.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Story {
    id: String,
    /// From 1.
    number: u32,
    /// From 1.
    wave: u32,
    /// What the plan lets it wait for.
    after: Vec<After>,
    /// What its manifests need of other stories, whether the plan says so or not.
    needs: Vec<StoryNeeds>,
}

/// A story that delivers what another needs.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct StoryNeeds {
    story: String,
    /// Whether an order, or other orders and needs together, put it first in any case.
    implied: bool,
    /// What is needed; at least one thing.
    because: Vec<Because>,
}

/// A story that comes first, and why.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct After {
    story: String,
    reason: Option<String>,
    /// The doc comment of the `order` that says so.
    doc: Option<String>,
    /// Whether the plan alone has the order, and Flux does not get it.
    plan_only: bool,
    at: Place,
}

/// A place in a source.
#[derive(PartialEq, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Place {
    file: String,
    line: usize,
}

/// A cluster and its components.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Cluster {
    name: String,
    /// The doc comment of the source.
    doc: Option<String>,
    /// In the order in which Flux applies them.
    components: Vec<Component>,
}

/// A component.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Component {
    name: String,
    /// The doc comment of the source.
    doc: Option<String>,
    /// The story that delivers it.
    story: String,
    /// The namespaces it is the first to need.
    creates_namespaces: Vec<String>,
    /// The components it waits for; what follows from others is left out.
    after: Vec<Dependency>,
    /// The components it needs, too, and comes after anyway.
    implied: Vec<Implied>,
}

/// A component that comes first.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Dependency {
    component: String,
    /// Why; at least one reason.
    because: Vec<Because>,
}

/// A component that comes first by way of others.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Implied {
    component: String,
    /// One that is waited for, and that waits for it.
    by: String,
    /// Why; at least one reason.
    because: Vec<Because>,
}

/// A reason.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Because {
    /// What says so: plan, after, namespace or need.
    kind: &'static str,
    /// For a plan: the stories along the way, the first to be done first.
    stories: Vec<String>,
    /// For a plan: what its orders give as reasons.
    reasons: Vec<String>,
    /// For a need: the object that needs something.
    object: Option<String>,
    /// For a need: the field that names it, if one does.
    field: Option<String>,
    /// For a need: what is needed. For a namespace: its name.
    target: Option<String>,
    /// The places that say so.
    at: Vec<Place>,
}

/// Writes the document.
pub(super) fn json(facts: &Facts<'_>) -> String {
    let ids = |stories: &[StoryId]| -> Vec<String> {
        stories.iter().map(|&it| facts.plan.stories[it].name.to_string()).collect()
    };
    let ends = stories::Ends::of(facts);
    let document = Ordering {
        schema: "urn:pdl:ordering:1",
        format_version: VERSION,
        stories: facts.schedule.order.iter().map(|&id| story(facts, id)).collect(),
        waves: stories::by_wave(facts).values().map(|it| ids(it)).collect(),
        longest_chains: stories::longest_chains(facts).iter().map(|it| ids(it)).collect(),
        islands: ids(&ends.islands),
        open_starts: ids(&ends.starts),
        open_ends: ids(&ends.finishes),
        clusters: facts.trees.values().map(|tree| cluster(facts, tree)).collect(),
    };
    print(&document)
}

fn story(facts: &Facts<'_>, id: StoryId) -> Story {
    let after = facts.before(id).into_iter().filter_map(|(before, why)| {
        let Why::Order(edge) = why else { return None };
        let edge = &facts.plan.edges[edge];
        Some(After {
            story: facts.plan.stories[before].name.to_string(),
            reason: edge.reason.as_deref().map(str::to_owned),
            doc: edge.doc.as_deref().map(str::to_owned),
            plan_only: edge.strength == EdgeStrength::Plan,
            at: place(facts, edge.to_at),
        })
    });
    let mut needs: Vec<_> = facts.waits.needs(id).collect();
    needs.sort_by_key(|(need, _)| facts.schedule.number[need.from]);
    let needs = needs.into_iter().map(|(need, implied)| StoryNeeds {
        story: facts.plan.stories[need.from].name.to_string(),
        implied,
        because: need.needs.iter().map(|it| self::need(facts, it)).collect(),
    });
    Story {
        id: facts.plan.stories[id].name.to_string(),
        number: facts.schedule.number[id],
        wave: facts.waits.wave[id],
        after: after.collect(),
        needs: needs.collect(),
    }
}

fn cluster(facts: &Facts<'_>, tree: &Tree) -> Cluster {
    let plan = facts.plan;
    let name = |id: ComponentId| plan.components[id].name.to_string();
    let component = |unit: &Unit| Component {
        name: name(unit.delivery.component),
        doc: plan.components[unit.delivery.component].doc.clone(),
        story: plan.stories[unit.delivery.story].name.to_string(),
        creates_namespaces: unit.creates.clone(),
        after: unit
            .after
            .iter()
            .map(|dependency| Dependency {
                component: name(dependency.component),
                because: dependency.reasons.iter().map(|it| because(facts, it)).collect(),
            })
            .collect(),
        implied: unit
            .implied
            .iter()
            .map(|Implication { dependency, by }| Implied {
                component: name(dependency.component),
                by: name(*by),
                because: dependency.reasons.iter().map(|it| because(facts, it)).collect(),
            })
            .collect(),
    };
    Cluster {
        name: plan.clusters[tree.cluster].name.to_string(),
        doc: plan.clusters[tree.cluster].doc.clone(),
        components: tree.units.iter().map(component).collect(),
    }
}

fn because(facts: &Facts<'_>, reason: &Reason) -> Because {
    let at = |spans: &[FileSpan]| spans.iter().map(|&at| place(facts, at)).collect();
    match reason {
        Reason::Plan(path) => way(facts, path),
        Reason::After(span) => Because { kind: "after", at: at(&[*span]), ..Because::default() },
        Reason::Namespace(name) => {
            Because { kind: "namespace", target: Some(name.clone()), ..Because::default() }
        }
        Reason::Need(need) => self::need(facts, need),
    }
}

/// What an object needs: the field that names it, then the setting that says what.
fn need(facts: &Facts<'_>, need: &Need) -> Because {
    Because {
        kind: "need",
        object: Some(need.object.clone()),
        field: Some(need.field.clone()).filter(|field| !field.is_empty()),
        target: Some(need.target.to_string()),
        at: [Some(need.at), need.setting]
            .into_iter()
            .flatten()
            .map(|at| place(facts, at))
            .collect(),
        ..Because::default()
    }
}

/// A way through the plan: its stories, what its orders say, and their lines, each once.
fn way(facts: &Facts<'_>, path: &[EdgeId]) -> Because {
    let plan = facts.plan;
    let first = path.first().map(|&edge| plan.edges[edge].from);
    let stories = first.into_iter().chain(path.iter().map(|&it| plan.edges[it].to));
    let mut reasons: Vec<String> =
        path.iter().filter_map(|&it| plan.edges[it].reason.as_deref().map(str::to_owned)).collect();
    reasons.dedup();
    let mut at: Vec<Place> = path.iter().map(|&it| place(facts, plan.edges[it].to_at)).collect();
    at.dedup();
    Because {
        kind: "plan",
        stories: stories.map(|it| plan.stories[it].name.to_string()).collect(),
        reasons,
        at,
        ..Because::default()
    }
}

fn place(facts: &Facts<'_>, at: FileSpan) -> Place {
    let sources = &facts.analysis.program.sources;
    Place { file: sources.get(at.file).name.clone(), line: sources.position(at).line as usize }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::check_schema;

    #[test]
    fn the_published_schema_describes_the_document() {
        check_schema::<super::Ordering>("ordering-1", "urn:pdl:ordering:1");
    }
}
