//! What `provides` and `assume` say is there, and whether anything needs it.

use std::collections::BTreeMap;

use super::offers;
use super::ready::Object;
use super::target::is_there;
use super::units::Placing;
use super::{Rollout, Target};
use crate::deliver::Provided;
use crate::model::{Id, Plan};
use crate::span::FileSpan;

/// An entry of `provides` or `assume`.
pub(super) struct Saying {
    /// What is meant; nothing of a kind that no object refers to.
    target: Option<Target>,
    /// Whether the kind is known; else that was reported.
    is_known: bool,
    /// The object that is meant.
    pub(super) object: Option<Object>,
    label: String,
    pub(super) at: FileSpan,
}

impl Saying {
    pub(super) fn of(placing: &mut Placing<'_>, said: &Provided, around: Option<&str>) -> Self {
        let (label, at) = match said {
            Provided::Group(group) => (group.value.clone(), group.at),
            Provided::Object(it) => {
                let parts = [Some(it.kind.as_str()), it.namespace.as_deref(), Some(&it.name)];
                (parts.into_iter().flatten().collect::<Vec<_>>().join("/"), it.at)
            }
        };
        let target = offers::target(placing, said, around).map(|(target, _)| target);
        let object = match said {
            Provided::Group(_) => None,
            Provided::Object(it) => placing.kind(&it.kind, it.at).map(|kind| {
                let namespace = it.namespace.as_deref().or(around);
                Object::of(&kind, namespace, &it.name)
            }),
        };
        let is_known = object.is_some() || matches!(said, Provided::Group(_));
        Self { target, is_known, object, label, at }
    }

    /// An entry of `provides` of a kind that no object refers to.
    pub(super) fn never_named(self) -> Option<Useless> {
        let Self { target, is_known, label, at, .. } = self;
        (is_known && target.is_none()).then_some(Useless { label, at, why: Why::NeverNamed })
    }

    /// What an entry means, and where it stands.
    pub(super) fn offer(&self) -> Option<(Target, FileSpan)> {
        Some((self.target.clone()?, self.at))
    }
}

/// An entry that nothing has a use for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Useless {
    /// The entry.
    pub(crate) label: String,
    pub(crate) at: FileSpan,
    pub(crate) why: Why,
}

/// Why nothing has a use for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// No field of any kind names such an object.
    NeverNamed,
    /// Every cluster has it.
    AlwaysThere,
    /// A component delivers it, and that counts; where it says so.
    Delivered(FileSpan),
    /// Nothing needs it.
    NotNeeded,
}

/// All entries of `assume`, by place.
#[derive(Default)]
pub(super) struct Sayings(BTreeMap<FileSpan, Entry>);

struct Entry {
    target: Option<Target>,
    label: String,
    is_used: bool,
    /// Whether it is said for more than one component.
    is_for_all: bool,
}

impl Sayings {
    /// Takes note of what is said of a cluster.
    pub(super) fn of_all(&mut self, said: &[Saying]) {
        self.add(said, true);
    }

    /// Takes note of what a component says.
    pub(super) fn of_one(&mut self, said: &[Saying]) {
        self.add(said, false);
    }

    fn add(&mut self, said: &[Saying], is_for_all: bool) {
        for Saying { target, label, at, .. } in said.iter().filter(|it| it.is_known) {
            self.0.entry(*at).or_insert_with(|| Entry {
                target: target.clone(),
                label: label.clone(),
                is_used: false,
                is_for_all,
            });
        }
    }

    /// Whether something that nobody delivers is said to be there.
    pub(super) fn settle(&mut self, target: &Target, said: [&[Saying]; 2]) -> bool {
        let mut is_said = false;
        for saying in said.into_iter().flatten().filter(|it| it.target.as_ref() == Some(target)) {
            is_said = true;
            if let Some(entry) = self.0.get_mut(&saying.at) {
                entry.is_used = true;
            }
        }
        is_said
    }

    /// What was said to no purpose.
    ///
    /// Of what is said for all that is not told while a component is not emitted: it may need it.
    pub(super) fn useless(self, rollout: &Rollout, plan: &Plan) -> Vec<Useless> {
        let emitted = rollout.trees.values().flat_map(|tree| &tree.units);
        let mut is_emitted = vec![false; plan.components.len()];
        for unit in emitted {
            is_emitted[unit.delivery.component.index()] = true;
        }
        let is_all = is_emitted.into_iter().all(|it| it);
        // Flux itself reads what the platform's source says.
        let secret = plan.platform.source.as_ref().and_then(|it| it.secret.as_ref());
        let secret = secret.map(|name| Target::Object {
            kind: "Secret",
            namespace: Some("flux-system".into()),
            name: Some(name.value.as_str().into()),
        });
        let is_read = |target: &Option<Target>| secret.is_some() && *target == secret;
        let unused = self.0.into_iter().filter(|(_, it)| !it.is_used && !is_read(&it.target));
        let unused = unused.filter(|(_, it)| is_all || !it.is_for_all);
        let useless = unused.map(|(at, Entry { target, label, .. })| {
            let why = match &target {
                None => Why::NeverNamed,
                Some(Target::Group(group)) if is_there(group) => Why::AlwaysThere,
                Some(target) => {
                    let mut offers =
                        plan.clusters.ids().flat_map(|it| rollout.offers.of(it, target));
                    offers.next().map_or(Why::NotNeeded, |offer| Why::Delivered(offer.at))
                }
            };
            Useless { label, at, why }
        });
        useless.collect()
    }
}
