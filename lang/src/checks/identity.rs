//! `PDL8008`, `PDL8009`: what a cluster says of itself, in objects and charts' values: its name, its number, its API,
//! its number for BGP.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::deliver::Release;
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Plan, Value, ValueKind};
use crate::problems::clusters as problems;
use crate::rollout::Rollout;
use crate::rollout::path::each;
use crate::span::FileSpan;

/// Something by which a cluster is told from others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fact {
    Name,
    Id,
    Api,
    Pods,
    Asn,
}

impl Fact {
    /// What messages call it; nothing for the name, which says whose it is.
    fn describe(self) -> Option<&'static str> {
        match self {
            Self::Name => None,
            Self::Id => Some("the id"),
            Self::Api => Some("the API"),
            Self::Pods => Some("the network of the pods"),
            Self::Asn => Some("the number for BGP"),
        }
    }
}

/// Where objects say it, by kind.
const IN_OBJECTS: &[(&str, &str, Fact)] = &[
    ("CiliumBGPClusterConfig", "spec bgpInstances[] localASN", Fact::Asn),
    ("CiliumBGPPeeringPolicy", "spec virtualRouters[] localASN", Fact::Asn),
    ("Prometheus", "spec externalLabels cluster", Fact::Name),
    ("PrometheusAgent", "spec externalLabels cluster", Fact::Name),
    ("VMAgent", "spec externalLabels cluster", Fact::Name),
    ("VMAlert", "spec externalLabels cluster", Fact::Name),
];

/// Where charts' values say it, by the name of the chart.
const IN_VALUES: &[(&str, &str, Fact)] = &[
    ("cilium", "cluster name", Fact::Name),
    ("cilium", "cluster id", Fact::Id),
    ("cilium", "k8sServiceHost", Fact::Api),
    ("cilium", "ipv4NativeRoutingCIDR", Fact::Pods),
    ("cilium", "ipam operator clusterPoolIPv4PodCIDRList", Fact::Pods),
    ("cilium", "ipam operator clusterPoolIPv4PodCIDRList[]", Fact::Pods),
];

pub(super) fn check(cx: Context, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    let plan = cx.plan;
    let known = Known::of(plan);
    known.shared_numbers(found);
    for tree in rollout.trees.values() {
        for unit in &tree.units {
            for (object, placed) in unit.placed() {
                let label = format!("{}/{}", placed.kind.name, object.name);
                for (_, path, fact) in IN_OBJECTS.iter().filter(|(it, ..)| placed.kind.name == *it)
                {
                    each(&object.body, path, &mut |value| {
                        found.extend(known.other(tree.cluster, *fact, value, &label));
                    });
                }
            }
            let Some(release) = &unit.delivery.helm else { continue };
            let Some(values) = &release.values else { continue };
            let label = format!("HelmRelease/{}", release.name);
            for (_, path, fact) in IN_VALUES.iter().filter(|(it, ..)| chart(release) == *it) {
                each(values, path, &mut |value| {
                    found.extend(known.other(tree.cluster, *fact, value, &label));
                });
            }
        }
    }
}

/// The name of a chart.
pub(super) fn chart(release: &Release) -> &str {
    let last = || release.chart.rsplit('/').next().unwrap_or_default();
    release.chart_name.as_deref().unwrap_or_else(last)
}

/// What is known of the clusters.
struct Known<'p> {
    plan: &'p Plan,
    /// Each cluster's own, and where it is declared.
    facts: BTreeMap<(ClusterId, Fact, String), FileSpan>,
    /// The settings that are numbers for BGP: path, number and cluster.
    numbers: Vec<(String, i64, ClusterId, FileSpan)>,
}

impl<'p> Known<'p> {
    fn of(plan: &'p Plan) -> Self {
        let mut known = Self { plan, facts: BTreeMap::new(), numbers: Vec::new() };
        for (id, cluster) in plan.clusters.iter() {
            let mut own = |fact, text: String, at| known.facts.insert((id, fact, text), at);
            own(Fact::Name, cluster.name.text.to_string(), cluster.name.at);
            if let Some(it) = cluster.id {
                own(Fact::Id, it.value.to_string(), it.at);
            }
            if let Some(it) = cluster.pods {
                own(Fact::Pods, it.value.to_string(), it.at);
            }
            if let Some(it) = &cluster.api {
                own(Fact::Api, it.value.0.clone(), it.at);
            }
            for setting in &cluster.settings {
                let mut numbers = Vec::new();
                asns(&setting.name.text, &setting.value, &mut numbers);
                for (path, number, at) in numbers {
                    known.facts.insert((id, Fact::Asn, number.to_string()), at);
                    known.numbers.push((path, number, id, at));
                }
            }
        }
        known
    }

    /// What is wrong with a value that should be the cluster's own, and is another's.
    fn other(&self, own: ClusterId, fact: Fact, value: &Value, label: &str) -> Option<Diagnostic> {
        let text = value.print()?;
        let key = |cluster| (cluster, fact, text.clone());
        // A setting that several clusters share is reported where it is declared.
        if self.facts.contains_key(&key(own)) {
            return None;
        }
        let mut others = self.plan.clusters.ids().filter(|it| *it != own);
        let (other, place) = others.find_map(|it| Some((it, *self.facts.get(&key(it))?)))?;
        let names = [own, other].map(|it| self.plan.clusters[it].name.text.as_str());
        // What a setting says is wrong there.
        let at = (value.at != place).then_some(value.at)?;
        Some(problems::own_fact(at, label, &text, fact.describe(), names, place))
    }

    /// Numbers that two clusters have under one name.
    fn shared_numbers(&self, found: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<(&str, i64), (ClusterId, FileSpan)> = BTreeMap::new();
        let mut reported = BTreeSet::new();
        for (path, number, cluster, at) in &self.numbers {
            let (first, place) = *seen.entry((path, *number)).or_insert((*cluster, *at));
            if first != *cluster && reported.insert(*at) {
                let names = [first, *cluster].map(|it| self.plan.clusters[it].name.text.as_str());
                found.push(problems::shared_number(*at, *number, names, place));
            }
        }
    }
}

/// The numbers for BGP in a setting, but those of peers.
fn asns(path: &str, value: &Value, found: &mut Vec<(String, i64, FileSpan)>) {
    match &value.kind {
        ValueKind::Map(entries) => {
            for entry in entries {
                let key = entry.key.as_str().unwrap_or_default();
                asns(&format!("{path}.{key}"), &entry.value, found);
            }
        }
        ValueKind::Int(number) => {
            let lower = path.to_ascii_lowercase();
            let is_ours =
                !["peer", "remote", "router", "neighbo"].iter().any(|it| lower.contains(it));
            if is_ours && lower.ends_with("asn") {
                found.push((path.to_owned(), *number, value.at));
            }
        }
        _ => {}
    }
}
