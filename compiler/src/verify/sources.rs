//! Manifests and charts come from sources that are there, in a namespace where they are looked for.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::lines::Step::{self, Key};
use super::tree::{Cluster, FLUX_SYSTEM, HELM, Id, KUSTOMIZE, Object, SOURCE};
use super::{Check, Finding};

/// The kinds that a Kustomization may take its manifests from.
const OF_MANIFESTS: &[&str] = &["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"];
/// The kinds that `chart` of a release may name.
const OF_CHART: &[&str] = &["HelmRepository", "GitRepository", "Bucket"];
/// The kinds that `chartRef` of a release may name.
const OF_CHART_REF: &[&str] = &["OCIRepository", "HelmChart", "ExternalArtifact"];

/// Where an object names a source, and of which kinds it may be.
struct Reference {
    keys: &'static [&'static str],
    kinds: &'static [&'static str],
}

pub(super) fn check(cluster: &Cluster) -> Vec<Finding> {
    let mut found = Vec::new();
    let kustomizations = cluster.kustomizations.iter().map(|it| &it.object);
    for object in kustomizations {
        if object.get(&["spec", "sourceRef"]).is_none() {
            let message = format!("`{}` names no source", object.id.name);
            found.push(object.finding(Check::Sources, &[Key("spec")], message));
        }
        found.extend(reference(cluster, object, &OF_KUSTOMIZATION));
    }
    for (_, object) in cluster.objects().filter(|(_, it)| it.is(HELM, "HelmRelease")) {
        found.extend(release(cluster, object));
    }
    for (_, object) in cluster.objects().filter(|(_, it)| it.id.group == SOURCE) {
        found.extend(url(object));
    }
    found
}

const OF_KUSTOMIZATION: Reference = Reference { keys: &["spec", "sourceRef"], kinds: OF_MANIFESTS };

/// A release takes its chart from one place.
fn release(cluster: &Cluster, object: &Object) -> Vec<Finding> {
    let by_chart = object.get(&["spec", "chart"]).is_some();
    let by_reference = object.get(&["spec", "chartRef"]).is_some();
    let wrong = match (by_chart, by_reference) {
        (true, true) => Some("names its chart twice, by `chart` and by `chartRef`"),
        (false, false) => Some("names no chart"),
        _ => None,
    };
    let wrong = wrong.map(|what| {
        let message = format!("the release `{}` {what}", object.id.name);
        object.finding(Check::Sources, &[Key("spec")], message)
    });
    let chart = Reference { keys: &["spec", "chart", "spec", "sourceRef"], kinds: OF_CHART };
    let chart_ref = Reference { keys: &["spec", "chartRef"], kinds: OF_CHART_REF };
    let references = [chart, chart_ref];
    let references = references.iter().filter_map(|it| reference(cluster, object, it));
    wrong.into_iter().chain(references).collect()
}

/// Looks for the source that a reference names.
fn reference(cluster: &Cluster, object: &Object, reference: &Reference) -> Option<Finding> {
    let source = object.get(reference.keys)?;
    let text = |key| source.get(key).and_then(Value::as_str);
    let (kind, name) = (text("kind").unwrap_or_default(), text("name").unwrap_or_default());
    // Flux looks where the object itself is, unless told otherwise.
    let namespace = text("namespace").unwrap_or(&object.id.namespace);
    let steps: Vec<Step<'_>> = reference.keys.iter().map(|key| Key(key)).collect();
    let at = |message: String| Some(object.finding(Check::Sources, &steps, message));
    if !reference.kinds.contains(&kind) {
        let field = reference.keys.last().copied().unwrap_or_default();
        let allowed = reference.kinds.join("`, `");
        let mut finding = at(format!("`{field}` of `{}` cannot be a `{kind}`", object.id.name));
        if let Some(finding) = &mut finding {
            finding.help = Some(format!("Use one of `{allowed}`."));
        }
        return finding;
    }
    if is_given(cluster, kind, namespace, name) || is_there(cluster, kind, namespace, name) {
        return None;
    }
    if has_unknown(cluster) {
        return None;
    }
    let mut finding = at(format!("there is no {kind} `{name}` in the namespace `{namespace}`"))?;
    finding.help = other(cluster, reference.kinds, kind, namespace, name);
    Some(finding)
}

/// What was probably meant: a source of that name in another namespace, or of another kind.
fn other(
    cluster: &Cluster,
    kinds: &[&str],
    kind: &str,
    namespace: &str,
    name: &str,
) -> Option<String> {
    if namespace == FLUX_SYSTEM && name == FLUX_SYSTEM {
        let known = own_kinds(cluster);
        return known.first().map(|known| format!("Name its kind, `{known}`."));
    }
    let ids = || cluster.objects().map(|(_, it)| &it.id).filter(|it| it.name == name);
    if let Some(it) = ids().find(|it| is_kind(it, kind)) {
        return Some(format!("Name its namespace: there is one in `{}`.", it.namespace));
    }
    let is_it = |it: &&Id| it.namespace == namespace && kinds.iter().any(|kind| is_kind(it, kind));
    ids().find(is_it).map(|it| format!("Name its kind: there is a `{}` of that name.", it.kind))
}

/// Whether it is the source of the tree itself, which is there before Flux looks at it.
pub(super) fn is_given(cluster: &Cluster, kind: &str, namespace: &str, name: &str) -> bool {
    let is_own = namespace == FLUX_SYSTEM && name == FLUX_SYSTEM;
    is_own && own_kinds(cluster).iter().any(|own| own == kind)
}

/// The kinds that the source of the tree is of: that of what is made by hand, or by the instance of Flux; else the one
/// that most Kustomizations name.
fn own_kinds(cluster: &Cluster) -> &[String] {
    cluster.own_kinds.get_or_init(|| {
        let is_own =
            |id: &&Id| id.group == SOURCE && id.namespace == FLUX_SYSTEM && id.name == FLUX_SYSTEM;
        let instances = cluster.objects().map(|(_, it)| it);
        let instances = instances.filter(|it| it.is("fluxcd.controlplane.io", "FluxInstance"));
        let synced = instances.filter_map(|it| it.text(&["spec", "sync", "kind"]));
        let by_hand = cluster.bootstrap.objects.iter().filter(is_own);
        let known = by_hand.map(|id| id.kind.as_str()).chain(synced);
        let known: Vec<String> = known.map(str::to_owned).collect();
        if !known.is_empty() {
            return known;
        }
        let named = cluster.kustomizations.iter().filter_map(|it| of_kustomization(&it.object));
        let named = named.filter(|(_, space, name)| (*space, *name) == (FLUX_SYSTEM, FLUX_SYSTEM));
        most(named.map(|(kind, _, _)| kind)).map(str::to_owned).into_iter().collect()
    })
}

/// What comes most often; of those that come equally often the first.
pub(super) fn most<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Option<&'t str> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts.clone() {
        *times.entry(text).or_default() += 1;
    }
    let times = |text: &str| times.get(text).copied().unwrap_or_default();
    texts.reduce(|best, it| if times(it) > times(best) { it } else { best })
}

/// Whether a part of the tree cannot be read, so that it might hold what nothing else does.
///
/// That is a list that makes objects which no file holds, and what is not there and should be, which is said where it
/// is missing. What a remote kustomization makes for others is said in the manifest: it excuses nobody's source.
pub(super) fn has_unknown(cluster: &Cluster) -> bool {
    cluster.kustomizations.iter().any(|it| match &it.folder {
        Some(folder) => folder.is_opaque || !folder.missing.is_empty(),
        None => it.is_missing(),
    })
}

fn is_kind(id: &Id, kind: &str) -> bool {
    id.group == SOURCE && id.kind == kind
}

fn is_there(cluster: &Cluster, kind: &str, namespace: &str, name: &str) -> bool {
    let sources = cluster.sources.get_or_init(|| {
        let made = cluster.objects().map(|(_, object)| &object.id);
        let all = made.chain(&cluster.bootstrap.objects);
        all.filter(|id| id.group == SOURCE).cloned().collect()
    });
    let [group, kind, namespace, name] = [SOURCE, kind, namespace, name].map(str::to_owned);
    sources.contains(&Id { group, kind, namespace, name })
}

/// A source says where it is, in the way of its kind.
fn url(object: &Object) -> Option<Finding> {
    let has_url = ["HelmRepository", "GitRepository", "OCIRepository"];
    if !has_url.contains(&object.id.kind.as_str()) {
        return None;
    }
    let url = object.text(&["spec", "url"]).unwrap_or_default();
    let is_oci = url.starts_with("oci://");
    let wants_oci = object.id.kind == "OCIRepository"
        || (object.id.kind == "HelmRepository" && object.text(&["spec", "type"]) == Some("oci"));
    let message = if url.is_empty() {
        format!("{} has no URL", object.id)
    } else if is_oci && !wants_oci {
        format!("{} cannot be at `{url}`: only an OCIRepository is", object.id)
    } else if wants_oci && !is_oci {
        format!("{} cannot be at `{url}`, which is no OCI registry", object.id)
    } else {
        return None;
    };
    Some(object.finding(Check::Sources, &[Key("spec"), Key("url")], message))
}

/// Where the chart of a release is, as kind, namespace and name.
pub(super) fn of_release(object: &Object) -> Option<(&str, &str, &str)> {
    let keys: [&[&str]; 2] = [&["spec", "chartRef"], &["spec", "chart", "spec", "sourceRef"]];
    let source = keys.iter().find_map(|keys| object.get(keys))?;
    let text = |key| source.get(key).and_then(Value::as_str);
    Some((text("kind")?, text("namespace").unwrap_or(&object.id.namespace), text("name")?))
}

/// Where the manifests of a Kustomization are, as kind, namespace and name.
pub(super) fn of_kustomization(object: &Object) -> Option<(&str, &str, &str)> {
    debug_assert!(object.is(KUSTOMIZE, "Kustomization"));
    let source = object.get(&["spec", "sourceRef"])?;
    let text = |key| source.get(key).and_then(Value::as_str);
    Some((text("kind")?, text("namespace").unwrap_or(&object.id.namespace), text("name")?))
}
