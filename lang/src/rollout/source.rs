//! Where Flux pulls the trees from, as the platform says.

use super::Unit;
use crate::model::{PlatformSource, Value, ValueKind};
use crate::paths::tidy;

/// The name of the chart whose values are a FluxInstance.
const INSTANCE_CHART: &str = "/flux-instance";

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

/// The `sync` of the FluxInstance that a unit delivers, as an object or through the chart that makes one.
#[must_use]
pub fn sync(unit: &Unit) -> Option<&Value> {
    let instance = unit.placed().find(|(_, placed)| {
        placed.kind.group == "fluxcd.controlplane.io" && placed.kind.name == "FluxInstance"
    });
    let spec = if let Some((object, _)) = instance {
        object.body.get("spec")
    } else {
        let helm = unit.delivery.helm.as_ref();
        let helm = helm.filter(|helm| helm.chart.ends_with(INSTANCE_CHART))?;
        helm.values.as_ref()?.get("instance")
    };
    spec?.get("sync").filter(|sync| matches!(sync.kind, ValueKind::Map(_)))
}
