//! The `FluxInstance`, which starts Flux, and when Flux is there.

use super::super::shell::argument;
use super::Steps;
use pdl_lang::rollout::Unit;

/// The name that the operator takes, and no other.
const NAME: &str = "flux";

/// Namespace and name of the `FluxInstance` of a component, be it an object or made by the chart.
fn instance(unit: &Unit) -> Option<(&str, &str)> {
    let mut objects = unit.placed();
    let object = objects.find(|(_, placed)| placed.kind.name == "FluxInstance");
    if let Some((object, placed)) = object {
        return Some((placed.namespace.as_deref()?, &object.name));
    }
    let helm = unit.delivery.helm.as_ref()?;
    let is_chart = helm.chart.ends_with("/flux-instance");
    Some((unit.delivery.namespace.as_deref()?, NAME)).filter(|_| is_chart)
}

/// Whether a component starts Flux.
pub(super) fn starts_flux(unit: &Unit) -> bool {
    instance(unit).is_some()
}

/// Waits for Flux, which brings the definitions of its kinds and makes the source and the root.
pub(super) fn wait(steps: &Steps<'_, '_>, unit: &Unit, timeout: &str) -> Option<String> {
    let (namespace, name) = instance(unit)?;
    let (namespace, what) = (argument(namespace), argument(&format!("fluxinstance/{name}")));
    let rest = format!("wait {what} --for=condition=Ready --timeout={timeout}");
    Some(steps.kubectl(&format!("--namespace {namespace} {rest}")))
}
