//! What objects find by what it is, not by its name: a pool that holds an address or serves a Service, and whatever
//! bears the labels of a selector.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::needs::{Need, label};
use super::path::each_at;
use super::pools::{self, Asked, POOL, Pool, Service, labels};
use super::sayings::Saying;
use super::selector;
use super::target::is_there;
use super::{Bringer, Placed, Target, Unit};
use crate::deliver::{KubeObject, Provided};
use crate::diagnostic::Diagnostic;
use crate::model::{ClusterId, Plan, Value};
use crate::problems::sought as problems;
use crate::span::FileSpan;
use crate::spot::Spot;

/// The kind that says how gateways are made.
const CLASS: &str = "gateway.networking.k8s.io/GatewayClass";

/// Which selector of which kind means objects of which other.
const SELECTORS: &[(&str, &str, &str)] = &[(
    "cilium.io/CiliumBGPPeerConfig",
    "spec families[] advertisements",
    "cilium.io/CiliumBGPAdvertisement",
)];

/// Namespaces in which every cluster has something that no plan speaks of.
const SHARED: &[&str] = &["default", "flux-system", "kube-system"];

/// What is found on a cluster by what it is.
#[derive(Clone, Default)]
pub(super) struct Shelf {
    candidates: Vec<Candidate>,
    /// Namespaces in which charts and operators make what nobody sees.
    opaque: BTreeSet<SmolStr>,
    /// Whether that may be in any namespace.
    is_opaque: bool,
}

/// An object that may be found.
#[derive(Clone)]
struct Candidate {
    kind: &'static str,
    name: SmolStr,
    /// Its fields, if it is written out: nobody can tell what a chart makes.
    body: Option<Value>,
    at: FileSpan,
    /// Whether somebody brings it to the cluster.
    is_brought: bool,
}

impl Candidate {
    /// Whether it fits, as far as that can be told.
    fn may(&self, fits: impl Fn(&Value) -> bool) -> bool {
        self.body.as_ref().is_none_or(fits)
    }
}

impl Shelf {
    /// Adds what a component has on a cluster; `offers` is everything that it has on offer.
    pub(super) fn add(&mut self, unit: &Unit, by: Bringer, offers: &[(Target, FileSpan)]) {
        self.hide(unit);
        let is_brought = by != Bringer::Nobody;
        let sought = |kind: &str| {
            let selected = SELECTORS.iter().map(|(.., of)| *of);
            [POOL, CLASS].into_iter().chain(selected).find(|it| *it == kind)
        };
        let mut known = BTreeSet::new();
        for (object, placed) in unit.placed() {
            let Some(kind) = sought(&placed.kind.without_version()) else { continue };
            let (name, body) = (SmolStr::new(&object.name), Some(object.body.clone()));
            known.insert((kind, name.clone()));
            self.candidates.push(Candidate { kind, name, body, at: object.at, is_brought });
        }
        for (target, at) in offers {
            let Target::Object { kind, name: Some(name), .. } = target else { continue };
            let Some(kind) = sought(kind).filter(|it| !known.contains(&(*it, name.clone()))) else {
                continue;
            };
            let name = name.clone();
            self.candidates.push(Candidate { kind, name, body: None, at: *at, is_brought });
        }
    }

    /// Takes note of where a component may make what nobody sees.
    fn hide(&mut self, unit: &Unit) {
        let delivery = &unit.delivery;
        let own = delivery.namespace.as_deref().map(SmolStr::new);
        if delivery.helm.is_some() || delivery.kustomize.is_some() {
            self.opaque.extend(own.clone());
        }
        // Remote sources of definitions hold nothing else; others put their objects where they like.
        let is_group = |it: &Provided| matches!(it, Provided::Group(_));
        let is_known = delivery.provides.iter().any(is_group) || own.is_some();
        self.is_opaque |= delivery.kustomize.is_some() && !is_known;
        for (_, placed) in unit.placed() {
            let group = placed.kind.group.as_str();
            let is_flux = group.ends_with(".toolkit.fluxcd.io");
            self.is_opaque |=
                is_flux && matches!(&*placed.kind.name, "HelmRelease" | "Kustomization");
            if is_flux || !is_there(group) {
                self.opaque.extend(placed.namespace.as_deref().map(SmolStr::new));
            }
        }
    }

    /// Whether an object may be there that nobody is seen to deliver.
    pub(super) fn may_hide(&self, target: &Target) -> bool {
        let Target::Object { namespace: Some(namespace), .. } = target else { return true };
        self.is_opaque || SHARED.contains(&&**namespace) || self.opaque.contains(namespace)
    }

    /// The same, with what a component assumes for itself.
    pub(super) fn with(&self, own: &[Saying]) -> Cow<'_, Self> {
        if own.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut all = self.clone();
        all.assume(own);
        Cow::Owned(all)
    }

    /// Adds what is assumed to be there.
    pub(super) fn assume(&mut self, said: &[Saying]) {
        for (target, at) in said.iter().filter_map(Saying::offer) {
            if let Target::Object { kind, name: Some(name), .. } = target {
                self.candidates.push(Candidate { kind, name, body: None, at, is_brought: true });
            }
        }
    }

    fn of(&self, kind: &str) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(move |it| it.kind == kind)
    }

    /// The one that fits: rather one that comes to the cluster, and rather one that says what it is.
    fn best(&self, kind: &str, fits: impl Fn(&Value) -> bool) -> Option<&Candidate> {
        let fitting = self.of(kind).filter(|it| it.may(&fits));
        fitting.min_by_key(|it| (!it.is_brought, it.body.is_none()))
    }

    /// Whether Cilium makes what stands behind a Gateway.
    fn is_ciliums(&self, gateway: &KubeObject) -> bool {
        let Some(class) = class(gateway) else { return false };
        let controller = self.class(class).and_then(|it| it.get("controllerName")?.as_str());
        controller.map_or(class == "cilium", |it| it.starts_with("io.cilium/"))
    }

    /// Whether something besides a Gateway says how it is made.
    fn has_parameters(&self, gateway: &KubeObject) -> bool {
        let own = gateway.body.get("spec").and_then(|it| it.get("infrastructure"));
        let class = class(gateway).and_then(|it| self.class(it));
        [own, class].into_iter().flatten().any(|it| it.get("parametersRef").is_some())
    }

    /// What a class of gateways says.
    fn class(&self, name: &str) -> Option<&Value> {
        self.of(CLASS).filter(|it| it.name == name).find_map(|it| it.body.as_ref()?.get("spec"))
    }
}

/// The class of a Gateway.
fn class(gateway: &KubeObject) -> Option<&str> {
    gateway.body.get("spec")?.get("gatewayClassName")?.as_str()
}

/// What was looked for and is not there, on which clusters.
#[derive(Default)]
pub(super) struct Lacks(BTreeMap<(FileSpan, String), (Lack, Vec<ClusterId>)>);

/// Something that was looked for and is not there.
pub(crate) struct Lack {
    /// The object that looks for it.
    pub(crate) object: String,
    pub(crate) spot: Spot,
    /// What it looks for.
    pub(crate) sought: Sought,
    /// What there is instead: what it gives out, or bears, and where it stands.
    pub(crate) others: Vec<(String, FileSpan)>,
}

/// What an object looks for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Sought {
    /// A pool that holds an address; whether one does, and serves others.
    Address(std::net::IpAddr, bool),
    /// A pool that serves it.
    AnyAddress,
    /// An object of a kind with labels; the nearest label that one bears instead of one of these, and where.
    Labels { kind: &'static str, selector: String, near: Option<(String, String, FileSpan)> },
}

impl Lacks {
    fn add(&mut self, cluster: ClusterId, what: String, lack: Lack) {
        let known = self.0.entry((lack.spot.at, what)).or_insert((lack, Vec::new()));
        known.1.push(cluster);
        known.1.dedup();
    }

    pub(super) fn report(self, plan: &Plan, out: &mut Vec<Diagnostic>) {
        for (lack, clusters) in self.0.into_values() {
            let names = clusters.iter().map(|it| plan.clusters[*it].name.text.as_str());
            out.push(problems::lack(&lack, &names.collect::<Vec<_>>()));
        }
    }
}

/// Looks for everything that a unit's objects need and do not name.
pub(super) fn needs(shelf: &Shelf, unit: &Unit, lacks: &mut Lacks) -> Vec<Need> {
    let mut seeker = Seeker { shelf, cluster: unit.delivery.cluster, lacks, found: Vec::new() };
    for (object, placed) in unit.placed() {
        let label = label(&placed.kind, placed.namespace.as_deref(), &object.name);
        seeker.selected(object, placed, &label);
        match placed.kind.without_version().as_str() {
            "Service" => seeker.service(object, placed, &label),
            "gateway.networking.k8s.io/Gateway" => seeker.gateway(object, placed, &label),
            _ => {}
        }
    }
    if let (Some(release), Some(namespace)) = (&unit.delivery.helm, &unit.delivery.namespace) {
        let label = format!("HelmRelease/{namespace}/{}", release.name);
        for asked in pools::asked_by_chart(unit) {
            // Of what a chart makes of its values nobody sees the labels.
            seeker.address(&label, &asked, asked.is_ciliums, None);
        }
    }
    seeker.found
}

struct Seeker<'s> {
    shelf: &'s Shelf,
    cluster: ClusterId,
    lacks: &'s mut Lacks,
    found: Vec<Need>,
}

impl Seeker<'_> {
    /// A need of what was found by something that a field says, if by anything.
    fn need(
        &mut self,
        (kind, name): (&'static str, &SmolStr),
        object: &str,
        (field, found_by): (&str, Option<String>),
        spot: Spot,
    ) {
        let target = Target::Object { kind, namespace: None, name: Some(name.clone()) };
        let need = Need::of(target, object.to_owned(), field.to_owned(), spot);
        self.found.push(Need { found_by, ..need });
    }

    fn service(&mut self, object: &KubeObject, placed: &Placed, label: &str) {
        let service = Service::of(object, placed);
        let asked = pools::asked(object, placed);
        let spec =
            object.body.entry("spec").map(|it| (&it.value, Spot::here(object.body.at).entry(it)));
        let field = |key| {
            let (spec, spot) = spec?;
            spec.entry(key).map(|it| (&it.value, spot.entry(it)))
        };
        let class = field("loadBalancerClass").and_then(|(it, _)| it.as_str());
        if class.is_some_and(|class| !class.starts_with("io.cilium/")) {
            return;
        }
        for asked in &asked {
            self.address(label, asked, asked.is_ciliums || class.is_some(), Some(&service));
        }
        let kind = field("type").filter(|(it, _)| it.as_str() == Some("LoadBalancer"));
        if let Some((_, spot)) = kind.filter(|_| asked.is_empty()) {
            self.any(label, spot, &service);
        }
    }

    fn gateway(&mut self, object: &KubeObject, placed: &Placed, label: &str) {
        let service = Service::of(object, placed);
        let asked = pools::asked(object, placed);
        let is_ciliums = self.shelf.is_ciliums(object);
        for asked in &asked {
            self.address(label, asked, is_ciliums || asked.is_ciliums, Some(&service));
        }
        // Parameters may say that it is no LoadBalancer.
        if asked.is_empty() && is_ciliums && !self.shelf.has_parameters(object) {
            self.any(label, Spot::here(object.kind.at), &service);
        }
    }

    /// A pool that holds an address, if addresses come from pools there.
    fn address(&mut self, object: &str, asked: &Asked, is_ciliums: bool, to: Option<&Service<'_>>) {
        let Asked { address, spot, .. } = *asked;
        let serves = |pool: &Value| to.is_none_or(|service| Pool(pool).serves(service));
        let holds = |pool: &Value| Pool(pool).holds(address);
        if let Some(pool) = self.shelf.best(POOL, |it| holds(it) && serves(it)) {
            let field = (asked.field.as_str(), Some(address.to_string()));
            return self.need((POOL, &pool.name), object, field, spot);
        }
        if self.shelf.of(POOL).next().is_none() && !is_ciliums {
            return;
        }
        let is_held = self.shelf.of(POOL).any(|it| it.may(holds));
        let sought = Sought::Address(address, is_held);
        self.lack(object, address.to_string(), spot, sought);
    }

    /// A pool that gives a Service any address, if addresses come from pools there.
    fn any(&mut self, object: &str, spot: Spot, service: &Service<'_>) {
        if let Some(pool) = self.shelf.best(POOL, |it| Pool(it).serves(service)) {
            self.need((POOL, &pool.name), object, ("", None), spot);
        } else if self.shelf.of(POOL).next().is_some() {
            self.lack(object, String::new(), spot, Sought::AnyAddress);
        }
    }

    fn lack(&mut self, object: &str, what: String, spot: Spot, sought: Sought) {
        let pools = self.shelf.of(POOL).filter_map(|it| {
            Some((format!("`{}` gives out {}", it.name, Pool(it.body.as_ref()?).print()), it.at))
        });
        let lack = Lack { object: object.to_owned(), spot, sought, others: pools.collect() };
        self.lacks.add(self.cluster, what, lack);
    }

    /// Whatever the selectors of an object mean.
    fn selected(&mut self, object: &KubeObject, placed: &Placed, name: &str) {
        let own = placed.kind.without_version();
        for &(_, path, kind) in SELECTORS.iter().filter(|(of, ..)| *of == own) {
            each_at(&object.body, Spot::here(object.body.at), path, &mut |value, spot| {
                let fits = |body: &Value| {
                    let labels = labels(body, "metadata labels");
                    let label = |key: &str| labels.iter().find(|it| it.0 == key).map(|it| it.1);
                    selector::selects(value, label)
                };
                let field = super::path::print(path);
                if let Some(meant) = self.shelf.best(kind, fits) {
                    let field = (field.as_str(), Some(selector::print(value)));
                    return self.need((kind, &meant.name), name, field, spot);
                }
                let selector = selector::print(value);
                let near = self.nearest(kind, value);
                let sought = Sought::Labels { kind, selector: selector.clone(), near };
                let spot = selector::place(value, spot);
                let lack = Lack { object: name.to_owned(), spot, sought, others: Vec::new() };
                self.lacks.add(self.cluster, selector, lack);
            });
        }
    }

    /// The label of an object of a kind that is most like one that a selector asks for.
    fn nearest(&self, kind: &str, selector: &Value) -> Option<(String, String, FileSpan)> {
        let all = || self.shelf.of(kind).filter_map(|it| Some((it.body.as_ref()?, it.at)));
        let bears = |(key, value): (&str, &str)| {
            all().find(|(body, _)| labels(body, "metadata labels").contains(&(key, value)))
        };
        selector::wanted(selector).filter(|(key, value, _)| bears((key, value)).is_none()).find_map(
            |(key, value, _)| {
                let labels = all().flat_map(|(body, _)| labels(body, "metadata labels"));
                let values = labels.filter(|it| it.0 == key).map(|it| it.1);
                let values: Vec<&str> = values.collect();
                let near = crate::similar::nearest(value, values.iter().copied());
                let near = near.or(values.first().copied())?;
                Some((key.to_owned(), near.to_owned(), bears((key, near))?.1))
            },
        )
    }
}
