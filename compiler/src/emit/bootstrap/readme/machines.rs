//! What machines and tools must be like before anything is installed.

use super::super::super::flux::remote;
use super::super::super::markdown::code;
use super::Steps;
use pdl_lang::model::{Value, ValueKind};
use pdl_lang::rollout::Unit;

/// Charts that are the network of a cluster.
const NETWORKS: &[&str] = &["antrea", "cilium", "flannel", "kube-ovn", "tigera-operator"];

/// Says what the machines must not bring, because a component does; Talos is told so in its machine configuration.
pub(super) fn machines(steps: &mut Steps<'_, '_>) {
    let units: Vec<&Unit> = steps.bootstrap.units().collect();
    let has =
        |charts: &[&str]| units.iter().any(|it| chart(it).is_some_and(|it| charts.contains(&it)));
    let mut left_out = Vec::new();
    if has(NETWORKS) {
        left_out.push(("no network (CNI)", "cluster.network.cni.name: none"));
    }
    if units.iter().any(|it| replaces_proxy(it)) {
        left_out.push(("no kube-proxy", "cluster.proxy.disabled: true"));
    }
    if has(&["coredns"]) {
        left_out.push(("no CoreDNS", "cluster.coreDNS.disabled: true"));
    }
    if left_out.is_empty() {
        return;
    }
    let what: Vec<&str> = left_out.iter().map(|it| it.0).collect();
    let talos: Vec<String> = left_out.iter().map(|it| code(it.1)).collect();
    steps.say(&format!(
        "- The machines bring {} of their own; Helm would not take over what is there. With Talos, the machine configuration says {}.",
        what.join(", "),
        talos.join(", "),
    ));
    if has(NETWORKS) {
        steps.say("- Nodes are not `Ready` before their network is installed below.");
    }
}

/// Whether `kubectl` fetches something with `git`.
pub(super) fn needs_git(steps: &Steps<'_, '_>) -> bool {
    let mut remotes = steps.bootstrap.units().filter_map(|it| it.delivery.kustomize.as_ref());
    remotes.any(|it| remote::kind(it) == remote::GIT)
}

/// The name of a component's chart.
fn chart(unit: &Unit) -> Option<&str> {
    let helm = unit.delivery.helm.as_ref()?;
    let last = || helm.chart.trim_end_matches('/').rsplit('/').next();
    helm.chart_name.as_deref().or_else(last)
}

fn replaces_proxy(unit: &Unit) -> bool {
    let values = unit.delivery.helm.as_ref().and_then(|helm| helm.values.as_ref());
    let value = values.and_then(|it| it.get("kubeProxyReplacement"));
    let is_on =
        |it: &Value| matches!(it.kind, ValueKind::Bool(true)) || it.as_str() == Some("true");
    value.is_some_and(is_on)
}
