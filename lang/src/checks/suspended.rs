//! `PDL7009`: what waits for a component that Flux leaves alone never comes.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::model::ComponentId;
use crate::problems::proof as problems;
use crate::rollout::Rollout;
use crate::span::FileSpan;

pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    for tree in rollout.trees.values() {
        let suspended = tree.units.iter().filter_map(|unit| {
            let suspend = unit.delivery.flux.suspend.filter(|it| it.value)?;
            Some((unit.delivery.component, suspend.at))
        });
        let suspended: BTreeMap<ComponentId, FileSpan> = suspended.collect();
        if suspended.is_empty() {
            continue;
        }
        for unit in &tree.units {
            let waiting = unit.delivery.component;
            if suspended.contains_key(&waiting) {
                continue;
            }
            let needed = unit.implied.iter().map(|it| it.dependency.component);
            for other in unit.after.iter().map(|it| it.component).chain(needed) {
                let Some(&at) = suspended.get(&other) else { continue };
                let [waiting, other] = [waiting, other].map(|it| &cx.plan.components[it].name);
                found.push(problems::waits_for_suspended(waiting, other, at));
            }
        }
    }
}
