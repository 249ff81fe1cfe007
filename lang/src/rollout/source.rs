//! Where Flux pulls the trees from, as the platform says.

use super::objects::head;
use super::{Placed, Unit};
use crate::deliver::KubeObject;
use crate::model::{PlatformSource, Value, ValueKind};
use crate::paths::tidy;
use crate::span::FileSpan;

/// The name of the chart whose values are a FluxInstance.
const INSTANCE_CHART: &str = "/flux-instance";

/// The namespace of Flux itself and of its Kustomizations, and what it calls the source of a tree and its root there.
pub const FLUX_SYSTEM: &str = "flux-system";

/// The kind of the source.
#[must_use]
pub fn kind(source: Option<&PlatformSource>) -> &'static str {
    let is_oci = source.is_some_and(|source| source.oci.is_some());
    if is_oci { "OCIRepository" } else { "GitRepository" }
}

/// Where the trees of all clusters lie in the source, with the `./` that Flux writes.
#[must_use]
pub fn root(source: Option<&PlatformSource>) -> String {
    let path =
        source.and_then(|source| source.path.as_ref()).map_or("out/flux", |path| &path.value);
    match tidy(path).trim_start_matches('/') {
        "" => ".".to_owned(),
        path => format!("./{path}"),
    }
}

/// Whether an object has the name and the place of what Flux pulls the trees from, and of what applies them.
pub(crate) fn is_own(object: &KubeObject, placed: &Placed) -> bool {
    object.name == FLUX_SYSTEM && placed.namespace.as_deref() == Some(FLUX_SYSTEM)
}

/// The `sync` of the FluxInstance that a unit delivers, as an object or through the chart that makes one.
#[must_use]
pub fn sync(unit: &Unit) -> Option<&Value> {
    instance(unit).map(|it| it.sync)
}

/// What makes the source of a tree and its root.
struct Instance<'u> {
    sync: &'u Value,
    namespace: Option<&'u str>,
    /// Kind and name of the object, or the statement that asks for the chart.
    at: FileSpan,
}

fn instance(unit: &Unit) -> Option<Instance<'_>> {
    let object = unit.placed().find(|(_, placed)| {
        placed.kind.group == "fluxcd.controlplane.io" && placed.kind.name == "FluxInstance"
    });
    let (spec, namespace, at) = if let Some((object, placed)) = object {
        (object.body.get("spec"), placed.namespace.as_deref(), head(object))
    } else {
        let helm = unit.delivery.helm.as_ref();
        let helm = helm.filter(|helm| helm.chart.ends_with(INSTANCE_CHART))?;
        let values = helm.values.as_ref()?.get("instance");
        (values, unit.delivery.namespace.as_deref(), helm.at)
    };
    let sync = spec?.get("sync").filter(|sync| matches!(sync.kind, ValueKind::Map(_)))?;
    Some(Instance { sync, namespace, at })
}

/// What a FluxInstance of a unit makes besides Flux: kind without version, namespace, name, and where it is written.
pub(super) fn made(unit: &Unit) -> impl Iterator<Item = (String, Option<&str>, String, FileSpan)> {
    instance(unit).into_iter().flat_map(|Instance { sync, namespace, at }| {
        let text = |key| sync.get(key).and_then(Value::as_str);
        let name = text("name").or(namespace).unwrap_or_default();
        let source = text("kind").unwrap_or("GitRepository");
        let kinds = [
            format!("source.toolkit.fluxcd.io/{source}"),
            "kustomize.toolkit.fluxcd.io/Kustomization".to_owned(),
        ];
        kinds.map(|kind| (kind, namespace, name.to_owned(), at))
    })
}
