//! Components that wait for one another because of the plan and of what their objects need.

use std::collections::BTreeMap;

use super::{Edge, Reason, Unit};
use crate::diagnostic::Diagnostic;
use crate::graph::{Components, Graph, cycles};
use crate::model::{ClusterId, Plan};
use crate::problems::needs::{self as problems, Step};
use crate::schedule::Schedule;
use crate::span::FileSpan;

/// The circles of all clusters; one that several have is one.
#[derive(Default)]
pub(super) struct Circles<'p>(BTreeMap<Vec<Step<'p>>, Vec<ClusterId>>);

impl<'p> Circles<'p> {
    /// Adds a shortest circle of every set of components that wait for one another on a cluster.
    ///
    /// A circle of `after` alone is reported as such, and one that leads over a circle of stories follows from that.
    pub(super) fn add(
        &mut self,
        plan: &'p Plan,
        schedule: &Schedule,
        cluster: ClusterId,
        units: &[Unit],
        edges: &[Edge],
    ) {
        let number = |unit| u32::try_from(unit).expect("the number of components is limited");
        let pairs: Vec<(u32, u32)> =
            edges.iter().map(|(from, to, _)| (number(*from), number(*to))).collect();
        let graph = Graph::new(units.len(), &pairs);
        for circle in cycles(&graph, &Components::new(&graph)) {
            let circle: Vec<&Edge> = circle.iter().map(|edge| &edges[*edge as usize]).collect();
            let follows = circle.iter().any(|(_, _, reason)| match reason {
                Reason::Plan(path) => path.iter().any(|edge| schedule.is_inner(plan, *edge)),
                _ => false,
            });
            let has_need = circle.iter().any(|(_, _, reason)| matches!(reason, Reason::Need(_)));
            if has_need && !follows {
                let steps = circle.iter().map(|edge| step(plan, units, edge)).collect();
                self.0.entry(steps).or_default().push(cluster);
            }
        }
    }

    /// Reports every circle; the clusters are named that have it, unless all have.
    pub(super) fn report(self, plan: &Plan, out: &mut Vec<Diagnostic>) {
        for (steps, clusters) in &self.0 {
            let names = clusters.iter().map(|it| plan.clusters[*it].name.text.as_str());
            let is_everywhere = clusters.len() == plan.clusters.len();
            let names: Vec<&str> = names.filter(|_| !is_everywhere).collect();
            out.push(problems::circle(steps, &names));
        }
    }
}

fn step<'p>(plan: &'p Plan, units: &[Unit], (from, to, reason): &Edge) -> Step<'p> {
    let name = |unit: usize| plan.components[units[unit].delivery.component].name.text.as_str();
    let (on, waits) = (name(*from), name(*to));
    let (at, label) = match reason {
        Reason::Plan(path) => {
            let at = path.last().map_or(FileSpan::default(), |edge| plan.edges[*edge].to_at);
            (at, format!("the plan: `{waits}` after `{on}`"))
        }
        Reason::After(at) => (*at, format!("`{waits}` after `{on}`")),
        Reason::Need(need) => (need.at, format!("`{waits}` needs `{}` of `{on}`", need.target)),
        Reason::Namespace(_) => (FileSpan::default(), format!("`{waits}` after `{on}`")),
    };
    Step { waits, at, label }
}
