//! `PDL4xxx`: what waits for what, and whether the sprints and the clusters agree.

use crate::critical_path::Work;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::model::{Edge, EdgeId, EdgeStrength, Plan, Spanned, Sprint, SprintId, Story, StoryId};
use crate::rollout::StoryNeed;
use crate::schedule::SprintChain;
use crate::span::FileSpan;
use crate::waits::Why;
use crate::wording::{count, excerpt, list};

/// The number of labels of one kind that still help a reader.
const MANY: usize = 8;

/// A cycle; each edge's first story is the second of the edge that follows, and the last closes it.
pub(crate) fn dependency_cycle(plan: &Plan, cycle: &[EdgeId]) -> Diagnostic {
    let [first, rest @ ..] = cycle else { unreachable!("a cycle has an edge") };
    let name = |edge: EdgeId| &plan.stories[plan.edges[edge].to].name;
    let from = |edge: EdgeId| &plan.stories[plan.edges[edge].from].name;
    let message = match cycle {
        [_] => format!("`{}` waits for itself", name(*first)),
        [_, _] => format!("`{}` and `{}` wait for each other", name(*first), from(*first)),
        [first, rest @ ..] if cycle.len() <= 5 => rest
            .iter()
            .fold(format!("`{}` waits for `{}`", name(*first), from(*first)), |text, edge| {
                format!("{text}, which waits for `{}`", from(*edge))
            }),
        _ => format!("`{}` waits for itself through {} other stories", name(*first), rest.len()),
    };
    let edge = &plan.edges[*first];
    let mut found = Diagnostic::new(Code::DependencyCycle, message, edge.to_at, waits(plan, edge));
    for &edge in rest {
        let edge = &plan.edges[edge];
        found = found.with_label(edge.to_at, waits(plan, edge));
    }
    found.with_help(match cycle {
        [_] => "Remove the arrow from the story to itself.",
        _ => "Remove one of these orders.",
    })
}

/// A story planned before something it waits for; `fits` is the first sprint that suits all it waits for.
pub(crate) fn scheduled_before_dependency(
    plan: &Plan,
    edge: &Edge,
    (sprint, required): (&Sprint, &Sprint),
    fits: Option<&Sprint>,
) -> Diagnostic {
    let (story, before) = ends(plan, edge);
    let (name, other) = (&story.name, &before.name);
    let message = format!("`{name}` is planned before `{other}`, which it waits for");
    let found = at_edge(plan, edge, Code::ScheduledBeforeDependency, message)
        .with_label(story.name.at, format!("planned for `{}`", sprint.name))
        .with_label(before.name.at, format!("planned for `{}`", required.name))
        .with_label(
            sprint.dates.at,
            format!("`{}` starts on {}", sprint.name, sprint.dates.value.0),
        )
        .with_label(
            required.dates.at,
            format!("`{}` starts on {}", required.name, required.dates.value.0),
        );
    let fits = &fits.unwrap_or(required).name;
    found.with_help(format!(
        "Move `{name}` to `{fits}` or later, move `{other}` to `{}` or earlier, or remove the order.",
        sprint.name
    ))
}

/// A story of `sprint` that waits for one in the backlog.
pub(crate) fn depends_on_backlog(plan: &Plan, edge: &Edge, sprint: &Sprint) -> Diagnostic {
    let (story, before) = ends(plan, edge);
    let (name, other) = (&story.name, &before.name);
    let message = format!("`{name}` is scheduled, but waits for `{other}` in the backlog");
    at_edge(plan, edge, Code::DependsOnBacklog, message)
        .with_label(story.name.at, format!("planned for `{}`", sprint.name))
        .with_label(before.name.at, "in the backlog")
        .with_help(format!(
            "Plan `{other}` for `{}` or earlier, or move `{name}` to the backlog.",
            sprint.name
        ))
}

/// A story of `sprint` that waits for a deferred one.
pub(crate) fn depends_on_deferred(plan: &Plan, edge: &Edge, sprint: &Sprint) -> Diagnostic {
    let (story, before) = ends(plan, edge);
    let (name, other) = (&story.name, &before.name);
    let message = format!("`{name}` waits for `{other}`, which is deferred");
    at_edge(plan, edge, Code::DependsOnDeferred, message)
        .with_label(status_at(before), "deferred")
        .with_label(story.name.at, format!("planned for `{}`", sprint.name))
        .with_help(format!("Defer `{name}`, take up `{other}` again, or remove the order."))
}

/// A done story that waits for one that is not.
pub(crate) fn done_before_predecessor(plan: &Plan, edge: &Edge) -> Diagnostic {
    let (story, before) = ends(plan, edge);
    let (name, other) = (&story.name, &before.name);
    let message = format!("`{name}` is done, but waits for `{other}`, which is not");
    at_edge(plan, edge, Code::DoneBeforePredecessor, message)
        .with_label(status_at(story), "done")
        .with_label(status_at(before), before.status().word())
        .with_help(format!("Correct the status of `{other}` or `{name}`, or remove the order."))
}

/// An edge that the way `path` implies; `chain` is the chain that holds this edge alone, if that is so.
pub(crate) fn implied_edge(
    plan: &Plan,
    edge: &Edge,
    path: &[EdgeId],
    chain: Option<FileSpan>,
) -> Diagnostic {
    let message = format!("the order {} follows from others", order(plan, edge));
    let mut found = at_edge(plan, edge, Code::ImpliedEdge, message);
    for &step in path.iter().take(MANY) {
        let step = &plan.edges[step];
        found = found.with_label(step.to_at, waits(plan, step));
    }
    found = found.with_help("Remove it, or write at the end of the chain why it stays.");
    match chain {
        Some(chain) => found.with_fix(removal(chain)),
        None => found,
    }
}

/// An edge that says no more than `needed`.
pub(crate) fn repeated_edge(
    plan: &Plan,
    needless: &Edge,
    needed: &Edge,
    chain: Option<FileSpan>,
) -> Diagnostic {
    let message = format!("the order {} is written twice", order(plan, needless));
    // In `(A | A) -> B`, both edges end at the same `B`.
    let (at, other) = if needless.to_at == needed.to_at {
        (needless.from_at, needed.from_at)
    } else {
        (needless.to_at, needed.to_at)
    };
    let is_weaker = needless.strength != needed.strength;
    let label = if is_weaker { "needless beside the stronger `->`" } else { "needless" };
    let found = Diagnostic::new(Code::RepeatedEdge, message, at, label)
        .with_label(other, waits(plan, needed))
        .with_help("Remove one of the two.");
    match chain {
        Some(chain) => found.with_fix(removal(chain)),
        None => found,
    }
}

/// A chain that takes longer than its sprint of `workdays`.
pub(crate) fn chain_too_long(plan: &Plan, chain: &SprintChain, workdays: u32) -> Diagnostic {
    let sprint = &plan.sprints[chain.sprint];
    let needs = days(chain.work);
    let stories = count(chain.stories.len(), "story", "stories");
    let message = match chain.stories.len() {
        1 => {
            format!("`{}` does not fit into `{}`", plan.stories[chain.stories[0]].name, sprint.name)
        }
        _ => format!("a chain of {stories} does not fit into `{}`", sprint.name),
    };
    let has = count(workdays as usize, "working day", "working days");
    let label = format!("{has}, {needs} needed");
    let found = Diagnostic::new(Code::ChainTooLong, message, sprint.dates.at, label);
    let help = match chain.without_estimate {
        _ if chain.stories.len() == 1 => {
            "Make it smaller, split it, or plan it for a longer sprint."
        }
        0 => "Move the end of the chain to a later sprint, or make its stories smaller.",
        _ => {
            "Move the end of the chain to a later sprint; a story without an estimate counts as one day."
        }
    };
    with_chain(plan, chain, found).with_help(help)
}

/// A chain that leaves no room in its sprint of `workdays`.
pub(crate) fn serial_sprint(plan: &Plan, chain: &SprintChain, workdays: u32) -> Diagnostic {
    let sprint = &plan.sprints[chain.sprint];
    let number = chain.stories.len();
    let has = count(workdays as usize, "working day", "working days");
    let (message, label) = if chain.without_estimate == 0 {
        let message = format!("a chain of {number} stories fills `{}`", sprint.name);
        (message, format!("{} of {workdays} needed", days(chain.work)))
    } else {
        let message = format!("all {number} open stories of `{}` form one chain", sprint.name);
        (message, format!("{has}, nothing in parallel"))
    };
    let found = Diagnostic::new(Code::SerialSprint, message, sprint.dates.at, label);
    with_chain(plan, chain, found).with_help(
        "Move the end of the chain to another sprint, or remove an order that is not needed.",
    )
}

fn with_chain(plan: &Plan, chain: &SprintChain, mut found: Diagnostic) -> Diagnostic {
    for &story in chain.stories.iter().take(2 * MANY) {
        let story = &plan.stories[story];
        found = match story.details().estimate {
            Some(estimate) => found.with_label(estimate.at, days(estimate.value.expected())),
            None => found.with_label(story.name.at, "no estimate"),
        };
    }
    found
}

/// A chain whose groups multiply to more than `limit` edges.
pub(crate) fn chain_too_wide(at: FileSpan, limit: usize) -> Diagnostic {
    let message = format!("the chain stands for more than {limit} edges");
    Diagnostic::new(Code::ChainTooWide, message, at, "too many edges")
        .with_help("Put a story between the two groups, which the second group waits for.")
}

/// An order that Flux cannot keep on `clusters`, where nothing of the first story is delivered.
pub(crate) fn cross_cluster_order(plan: &Plan, edge: &Edge, clusters: &[&str]) -> Diagnostic {
    let (story, before) = ends(plan, edge);
    let (name, other) = (&story.name, &before.name);
    let on = list(clusters.iter().copied());
    let message = format!("on {on}, Flux cannot make `{name}` wait for `{other}`");
    let mut found = at_edge(plan, edge, Code::CrossClusterOrder, message);
    for story in [before, story] {
        found = match clusters_at(story) {
            Some(at) => found.with_label(at, format!("the clusters of `{}`", story.name)),
            None => found.with_label(story.name.at, "on every cluster"),
        };
    }
    found.with_help(format!(
        "Write `~>` if the order matters to the plan alone, or split `{name}` by cluster."
    ))
}

pub(crate) fn open_end(story: &Story) -> Diagnostic {
    let name = &story.name;
    let message = format!("nothing waits for `{name}`, and no milestone needs it");
    Diagnostic::new(Code::OpenEnd, message, name.at, "an open end").with_help(
        "Add it to what a milestone requires, or say in an `order` block what waits for it.",
    )
}

/// A story of `sprint` that waits for nothing; `first` is the first sprint with room for it.
pub(crate) fn open_start(story: &Story, sprint: &Sprint, first: Option<&Sprint>) -> Diagnostic {
    let name = &story.name;
    let message = format!("`{name}` is planned for `{}`, but waits for nothing", sprint.name);
    let instead = first.map(|first| format!(", or move it to `{}`", first.name));
    let help = format!("Say in an `order` block what it waits for{}.", instead.unwrap_or_default());
    Diagnostic::new(Code::OpenStart, message, name.at, "an open start").with_help(help)
}

/// A story of `sprint` that no order lets wait for anything, and that needs what another delivers; `arrow` would say so.
pub(crate) fn unordered_start(
    plan: &Plan,
    story: &Story,
    sprint: &Sprint,
    need: &StoryNeed,
    arrow: &str,
) -> Diagnostic {
    let (name, from) = (&story.name, &plan.stories[need.from].name);
    let message =
        format!("`{name}` is planned for `{}`, and no order says what it waits for", sprint.name);
    let first = &need.needs[0];
    Diagnostic::new(Code::OpenStart, message, name.at, "an open start")
        .with_label(first.at, needs(plan, need))
        .with_label(from.at, "delivers it")
        .with_help(format!(
            "Add `{arrow}` to an `order`: its manifests need what `{from}` delivers."
        ))
}

/// A story in no chain that lacks a start, an end, or both.
pub(crate) fn island(story: &Story, lacks_start: bool, lacks_end: bool) -> Diagnostic {
    let name = &story.name;
    let missing = match (lacks_start, lacks_end) {
        (true, false) => "what it waits for",
        (false, true) => "what waits for it",
        _ => "what it waits for and what waits for it",
    };
    let message = format!("`{name}` stands outside the order of the plan");
    Diagnostic::new(Code::Island, message, name.at, "in no `order` chain")
        .with_help(format!("Say in an `order` block {missing}."))
}

/// A story of `sprint` that waits for nothing after the sprint `after`, where the last of them stands; `room` is the
/// first sprint with room for it.
pub(crate) fn planned_late(
    plan: &Plan,
    story: StoryId,
    last: Why<'_>,
    (after, sprint): (SprintId, SprintId),
    (earlier, room): (u32, Option<&Sprint>),
) -> Diagnostic {
    let name = &plan.stories[story].name;
    let sprint_name = |sprint: SprintId| &plan.sprints[sprint].name;
    let sprints = count(earlier as usize, "sprint", "sprints");
    let message = format!("`{name}` could be done {sprints} earlier");
    let label = format!("planned for `{}`", sprint_name(sprint));
    let (before, at, why) = match last {
        Why::Order(edge) => {
            let edge = &plan.edges[edge];
            (edge.from, edge.to_at, waits(plan, edge))
        }
        Why::Need(need) => (need.from, need.needs[0].at, needs(plan, need)),
    };
    let moved = room.map(|room| format!("Move it to `{}`, or say", room.name));
    let moved = moved.unwrap_or_else(|| "Say".to_owned());
    Diagnostic::new(Code::PlannedLate, message, name.at, label)
        .with_label(at, why)
        .with_label(plan.stories[before].name.at, format!("planned for `{}`", sprint_name(after)))
        .with_help(format!("{moved} in an `order` block what else it waits for."))
}

/// `` `VMCluster/…` needs `StorageClass/fast` of `STORAGE` ``.
fn needs(plan: &Plan, need: &StoryNeed) -> String {
    let (first, from) = (&need.needs[0], &plan.stories[need.from].name);
    format!("`{}` needs `{}` of `{from}`", first.object, first.target)
}

/// A diagnostic at an edge: at its waiting end, and with its reason.
fn at_edge(plan: &Plan, edge: &Edge, code: Code, message: String) -> Diagnostic {
    Diagnostic::new(code, message, edge.to_at, waits(plan, edge))
}

/// `` `B` waits for `A` ``, with the reason that is written for it.
fn waits(plan: &Plan, edge: &Edge) -> String {
    let (story, before) = ends(plan, edge);
    let waits = format!("`{}` waits for `{}`", story.name, before.name);
    match &edge.reason {
        Some(reason) => format!("{waits}: `{}`", excerpt(reason).replace('`', "'")),
        None => waits,
    }
}

/// `` `A -> B` ``
fn order(plan: &Plan, edge: &Edge) -> String {
    let arrow = match edge.strength {
        EdgeStrength::Flux => "->",
        EdgeStrength::Plan => "~>",
    };
    let (story, before) = ends(plan, edge);
    format!("`{} {arrow} {}`", before.name, story.name)
}

/// The story that waits, and the one it waits for.
fn ends<'a>(plan: &'a Plan, edge: &Edge) -> (&'a Story, &'a Story) {
    (&plan.stories[edge.to], &plan.stories[edge.from])
}

fn removal(chain: FileSpan) -> Fix {
    Fix::replace("Remove the order", chain, "").machine_applicable()
}

/// Where the status is written, or else the name.
fn status_at(story: &Story) -> FileSpan {
    story.status.map_or(story.name.at, |status| status.at)
}

/// Where the clusters are listed.
fn clusters_at(story: &Story) -> Option<FileSpan> {
    let listed = story.clusters.as_deref()?;
    let (first, last): (&Spanned<_>, &Spanned<_>) = (listed.first()?, listed.last()?);
    Some(first.at.span.merge(last.at.span).in_file(first.at.file))
}

fn days(work: Work) -> String {
    format!("{work} {}", if work == Work::DAY { "day" } else { "days" })
}
