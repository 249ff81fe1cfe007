//! `PDL6027`, `PDL6028`: what makes the source of the trees and the root of each, and leads elsewhere than `bootstrap/` does.

use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Plan, PlatformSource, Spanned, Value};
use crate::paths::tidy;
use crate::problems::source as problems;
use crate::rollout::path::each_at;
use crate::rollout::source::{self, FLUX_SYSTEM};
use crate::rollout::{Placed, Rollout, Tree, Unit};
use crate::span::FileSpan;
use crate::spot::Spot;

pub(super) fn check(plan: &Plan, rollout: &Rollout, found: &mut Vec<Diagnostic>) {
    for tree in rollout.trees.values() {
        let origin = Origin::of(plan, tree);
        for sync in tree.all().filter_map(source::sync) {
            origin.sync(sync, found);
        }
        // What an instance makes, and an object again, has two owners.
        if tree.units.iter().any(|unit| source::sync(unit).is_some()) {
            continue;
        }
        for (object, placed) in tree.all().flat_map(Unit::placed) {
            origin.object(object, placed, found);
        }
    }
}

/// Where the tree of a cluster is.
struct Origin<'p> {
    cluster: &'p str,
    kind: &'static str,
    path: Field,
    /// Where it is pulled from, and which state of that, if the platform says so.
    pulled: Option<[Field; 2]>,
}

/// A field of the platform's source, and where it is written.
struct Field {
    value: String,
    at: Option<FileSpan>,
}

impl Field {
    fn of(written: Option<&Spanned<String>>, value: String) -> Self {
        Self { value, at: written.map(|it| it.at) }
    }
}

impl<'p> Origin<'p> {
    fn of(plan: &'p Plan, tree: &Tree) -> Self {
        let source = plan.platform.source.as_ref();
        let cluster = plan.clusters[tree.cluster].name.text.as_str();
        let path = format!("{}/{cluster}", source::root(source));
        let written =
            source.and_then(|it| it.path.as_ref().or(it.oci.as_ref()).or(it.git.as_ref()));
        Self {
            cluster,
            kind: source::kind(source),
            path: Field::of(written, path),
            pulled: source.and_then(pulled),
        }
    }

    /// Whether a `sync` leads to the tree that the components' Kustomizations speak of.
    fn sync(&self, sync: &Value, found: &mut Vec<Diagnostic>) {
        // A FluxInstance that leaves one out means the last.
        let own = |value: &str| Field { value: value.to_owned(), at: None };
        let (kind, name) = (own(self.kind), own(FLUX_SYSTEM));
        let mut expected = vec![
            ("kind", &kind, self.kind),
            ("name", &name, FLUX_SYSTEM),
            ("path", &self.path, ""),
        ];
        // A schema says that these are there; the chart makes nothing of a `sync` without them.
        if let Some([url, state]) = &self.pulled {
            let fields = [("url", url), ("ref", state)].into_iter();
            let written = fields.filter(|(key, _)| sync.get(key).is_some());
            expected.extend(written.map(|(key, field)| (key, field, "")));
        }
        for (key, expected, default) in expected {
            let value = sync.get(key);
            let written =
                value.map_or_else(|| default.to_owned(), |it| it.print().unwrap_or_default());
            if !is_same(key, &written, &expected.value) {
                let at = value.map_or(sync.at, |value| value.at);
                let written = value.map(|_| written.as_str());
                let sides = (written, expected.value.as_str());
                found.push(problems::other_tree(at, key, sides, self.cluster, expected.at));
            }
        }
    }

    /// Whether an object that is the source or the root is the one that `bootstrap/` has.
    fn object(&self, object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
        if !source::is_own(object, placed) {
            return;
        }
        let own = |value: &str| Field { value: value.to_owned(), at: None };
        let mut hold = |path: &str, expected: &Field, default: &str| {
            let key = path.rsplit(' ').next().unwrap_or_default();
            let mut is_there = false;
            let mut told = |spot, written: Option<&str>| {
                let field = format!("`{}` of the {}", path.replace(' ', "."), placed.kind.name);
                let sides = (written, expected.value.as_str());
                found.push(problems::other_root(spot, &field, sides, expected.at));
            };
            each_at(&object.body, Spot::here(object.body.at), path, &mut |value, spot| {
                is_there = true;
                let written = if key == "ref" { state(self.kind, value) } else { value.print() };
                let written = written.unwrap_or_else(|| default.to_owned());
                if !is_same(key, &written, &expected.value) {
                    told(spot, Some(&written));
                }
            });
            if !is_there && !is_same(key, default, &expected.value) {
                told(Spot::here(object.name_at), None);
            }
        };
        if placed.kind.without_version() == "kustomize.toolkit.fluxcd.io/Kustomization" {
            hold("spec path", &self.path, "");
            hold("spec sourceRef kind", &own(self.kind), self.kind);
            hold("spec sourceRef name", &own(FLUX_SYSTEM), FLUX_SYSTEM);
            hold("spec sourceRef namespace", &own(FLUX_SYSTEM), FLUX_SYSTEM);
        }
        let is_source =
            placed.kind.group == "source.toolkit.fluxcd.io" && placed.kind.name == self.kind;
        if let Some([url, state]) = self.pulled.as_ref().filter(|_| is_source) {
            let default = if self.kind == "GitRepository" { "refs/heads/master" } else { "latest" };
            hold("spec url", url, &url.value);
            hold("spec ref", state, default);
        }
    }
}

/// Where the platform says that the trees are pulled from, and in which state.
fn pulled(source: &PlatformSource) -> Option<[Field; 2]> {
    let or = |field: &Option<Spanned<String>>, default: &str| {
        field.as_ref().map_or_else(|| default.to_owned(), |it| it.value.clone())
    };
    let (url, written, state) = match (&source.oci, &source.git) {
        (Some(oci), _) => (oci, &source.tag, or(&source.tag, "latest")),
        (None, Some(git)) => {
            (git, &source.branch, format!("refs/heads/{}", or(&source.branch, "main")))
        }
        (None, None) => return None,
    };
    let place = written.as_ref().or(Some(url));
    Some([Field::of(Some(url), url.value.clone()), Field::of(place, state)])
}

/// The state that the `ref` of a source names, the strongest first; of artifacts by their tag.
fn state(kind: &str, reference: &Value) -> Option<String> {
    let text = |key| reference.get(key).and_then(Value::as_str);
    let exact: &[&str] =
        if kind == "GitRepository" { &["commit", "name", "semver"] } else { &["digest", "semver"] };
    let exact = exact.iter().find_map(|key| text(key)).map(str::to_owned);
    let tag = if kind == "GitRepository" { "refs/tags/" } else { "" };
    let tag = || text("tag").map(|it| format!("{tag}{it}"));
    exact.or_else(tag).or_else(|| text("branch").map(|it| format!("refs/heads/{it}")))
}

/// Whether a field says the same in other words.
fn is_same(key: &str, written: &str, expected: &str) -> bool {
    match key {
        "path" => tidy(written) == tidy(expected),
        "url" => repository(written) == repository(expected),
        _ => written == expected,
    }
}

/// What an address leads to, however it is pulled from there.
fn repository(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let path = path.trim_end_matches('/');
    format!("{host}/{}", path.strip_suffix(".git").unwrap_or(path))
}
