//! A HelmRelease and its source as a `helm` block, as far as that says what they say.

use pdl_lang::model::Value;

use super::kustomization::named;
use super::object::{Object, Tree, at, entries};
use super::values;

pub(super) const GROUP: &str = "helm.toolkit.fluxcd.io";

/// Fields of a release that a `helm` block says, or for which `pdlc` writes what serves every release.
const SAID: [&str; 17] = [
    "chart",
    "chartRef",
    "dependsOn",
    "driftDetection",
    "install",
    "interval",
    "maxHistory",
    "persistentClient",
    "releaseName",
    "rollback",
    "targetNamespace",
    "storageNamespace",
    "test",
    "timeout",
    "uninstall",
    "upgrade",
    "values",
];

/// Fields of them that stay as remarks.
const REMARKED: [&str; 6] =
    ["driftDetection", "install", "persistentClient", "test", "uninstall", "upgrade"];

/// What `pdlc` writes itself.
const WRITTEN: [&str; 3] = [
    "{ crds: \"CreateReplace\", remediation: { retries: 3 } }",
    "{ crds: \"CreateReplace\", cleanupOnFail: true, remediation: { retries: 3, strategy: \"rollback\" } }",
    "{ crds: \"Create\", remediation: { retries: 3 } }",
];

/// A `helm` block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Helm {
    /// `chart`, `name`, `version`, `release`, `crds`, as they are written.
    pub(super) fields: Vec<(&'static str, String)>,
    pub(super) values: Option<Value>,
    /// The source that it stands for, by file and label.
    pub(super) source: (String, String),
    /// What it does not say.
    pub(super) remarks: Vec<String>,
}

/// The block of a release for the component of a name and namespace; none if it would not say what the release says.
pub(super) fn helm(tree: &Tree, release: &Object, name: &str, namespace: &str) -> Option<Helm> {
    let spec = release.at("spec")?;
    let is_here = |field| release.text(field).is_none_or(|space| space == namespace);
    let is_said = release.name == name
        && release.namespace.as_deref() == Some(namespace)
        && is_here("spec/targetNamespace")
        && is_here("spec/storageNamespace")
        && entries(Some(spec))
            .iter()
            .all(|it| it.key.as_str().is_some_and(|it| SAID.contains(&it)));
    if !is_said {
        return None;
    }
    let mut chart = repository(tree, release).or_else(|| registry(tree, release))?;
    let target = release.text("spec/targetNamespace");
    let own = target.map_or_else(|| name.to_owned(), |target| format!("{target}-{name}"));
    let called = release.text("spec/releaseName").unwrap_or(&own);
    if called != name {
        chart.fields.push(("release", values::quoted(called)));
    }
    match release.text("spec/install/crds") {
        Some("Skip") => chart.fields.push(("crds", "skip".to_owned())),
        Some("CreateReplace") => {}
        _ => chart.fields.push(("crds", "create".to_owned())),
    }
    chart.values = release.at("spec/values").cloned();
    for field in REMARKED {
        if let Some(value) = spec.get(field) {
            let value = values::inline(value);
            if !WRITTEN.contains(&value.as_str()) {
                chart.remarks.push(format!("{}: {field}: {value}", release.label()));
            }
        }
    }
    Some(chart)
}

/// A chart of a repository.
fn repository(tree: &Tree, release: &Object) -> Option<Helm> {
    const CHART: [&str; 5] = ["chart", "interval", "reconcileStrategy", "sourceRef", "version"];
    const SOURCE: [&str; 5] = ["interval", "provider", "timeout", "type", "url"];
    let chart = release.at("spec/chart/spec")?;
    let text = |path| at(chart, path).and_then(Value::as_str);
    let space = text("sourceRef/namespace").or(release.namespace.as_deref());
    let kind = text("sourceRef/kind").filter(|kind| *kind == "HelmRepository")?;
    let source = named(tree, kind, space, text("sourceRef/name")?, &release.file)?;
    let is_said = has_only(Some(chart), &CHART)
        && has_only(release.at("spec/chart"), &["spec"])
        && has_only(source.at("spec"), &SOURCE)
        && source.text("spec/provider").is_none_or(|it| it == "generic");
    let (name, version) = (text("chart")?, text("version")?);
    let url = source.text("spec/url").filter(|_| is_said)?;
    let mut fields = Vec::new();
    if url.starts_with("oci://") {
        fields.push(("chart", values::quoted(&format!("{}/{name}", url.trim_end_matches('/')))));
    } else {
        fields.extend([("chart", values::quoted(url)), ("name", values::quoted(name))]);
    }
    fields.push(("version", values::quoted(version)));
    Some(Helm::of(fields, source))
}

/// A chart of a registry.
fn registry(tree: &Tree, release: &Object) -> Option<Helm> {
    const SOURCE: [&str; 6] = ["interval", "layerSelector", "provider", "ref", "timeout", "url"];
    let text = |path| release.text(path);
    let space = text("spec/chartRef/namespace").or(release.namespace.as_deref());
    let kind = text("spec/chartRef/kind").filter(|kind| *kind == "OCIRepository")?;
    let source = named(tree, kind, space, text("spec/chartRef/name")?, &release.file)?;
    let is_said = has_only(source.at("spec"), &SOURCE)
        && has_only(source.at("spec/ref"), &["tag"])
        && source.text("spec/provider").is_none_or(|it| it == "generic");
    let (url, tag) = (source.text("spec/url")?, source.text("spec/ref/tag").filter(|_| is_said)?);
    // A tag cannot hold the `+` of a version; Helm writes `_` for it.
    let fields =
        vec![("chart", values::quoted(url)), ("version", values::quoted(&tag.replace('_', "+")))];
    Some(Helm::of(fields, source))
}

impl Helm {
    fn of(fields: Vec<(&'static str, String)>, source: &Object) -> Self {
        let source = (source.file.clone(), source.label());
        Self { fields, values: None, source, remarks: Vec::new() }
    }
}

/// Whether a map has no other fields than these.
pub(super) fn has_only(map: Option<&Value>, fields: &[&str]) -> bool {
    entries(map).iter().all(|it| it.key.as_str().is_some_and(|it| fields.contains(&it)))
}
