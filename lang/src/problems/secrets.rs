//! `PDL6202`, `PDL6203`, `PDL6205`, `PDL6208`, `PDL8008`: items of secret stores, keys of Secrets, and what belongs to another
//! cluster.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::model::{Inventory, InventoryItem, Name};
use crate::rollout::{Key, Need, Source};
use crate::span::FileSpan;
use crate::wording::{choices, excerpt, list};

/// An item that an inventory does not have.
pub(crate) fn unknown_item(
    at: FileSpan,
    item: &str,
    inventory: &Inventory,
    near: Option<&InventoryItem>,
) -> Diagnostic {
    let store = &inventory.store;
    let message = format!("`{store}` holds no item `{}`", excerpt(item));
    let found = Diagnostic::new(Code::UnknownSecretItem, message, at, "not in the inventory")
        .with_label(store.at, "what the store holds");
    match near {
        Some(near) => {
            let help = format!("Write `{}` if it is meant, or add the item.", near.name);
            found.with_label(near.name.at, "is it this?").with_help(help)
        }
        None => found.with_help("Name an item of the inventory, or add this one to it."),
    }
}

/// An inventory of a store that there is not; the nearest that there is, and where.
pub(crate) fn unknown_store(store: &Name, near: Option<(&str, Option<FileSpan>)>) -> Diagnostic {
    let message = format!("no secret store is called `{store}`");
    let found =
        Diagnostic::new(Code::UnknownStore, message, store.at, "nothing is held against it");
    match near {
        Some((near, place)) => {
            let found = match place {
                Some(place) => found.with_label(place, format!("`{near}` is named here")),
                None => found,
            };
            found.with_help(format!("Write `{near}`, if that is meant.")).with_fix(Fix::replace(
                format!("Write `{near}`"),
                store.at,
                near,
            ))
        }
        None => found.with_help(
            "Give the inventory the name of a SecretStore or ClusterSecretStore, or remove it.",
        ),
    }
}

/// A property that an item does not have.
pub(crate) fn unknown_property(
    at: FileSpan,
    property: &str,
    item: &InventoryItem,
    near: Option<&str>,
) -> Diagnostic {
    let message = format!("the item `{}` has no property `{}`", item.name, excerpt(property));
    let known =
        choices(near.into_iter().chain(
            item.properties.iter().map(|it| it.value.as_str()).filter(|it| near != Some(*it)),
        ));
    Diagnostic::new(Code::UnknownSecretProperty, message, at, "no such property")
        .with_label(item.name.at, "the item")
        .with_help(format!("Name {known}, or add the property to the inventory."))
}

/// A key that an object takes, and what it takes it from does not have.
pub(crate) struct LackingKey<'a> {
    pub(crate) need: &'a Need,
    pub(crate) key: &'a Key,
    /// What all its keys come from.
    pub(crate) sources: &'a [Source],
    pub(crate) known: &'a BTreeSet<SmolStr>,
    pub(crate) near: Option<&'a str>,
}

pub(crate) fn lacking_key(lack: &LackingKey<'_>) -> Diagnostic {
    /// As many keys as still help a reader.
    const SHOWN: usize = 12;
    let LackingKey { need, key, sources, known, near } = lack;
    let (name, target) = (excerpt(&key.name), &need.target);
    let message = format!("`{}` takes the key `{name}` of `{target}`, which lacks it", need.object);
    let label = match key.at {
        Some(_) => "no such key".to_owned(),
        None => format!("takes `{name}` of it"),
    };
    let at = key.at.unwrap_or(need.at);
    let mut found = Diagnostic::new(Code::LackingKey, message, at, label);
    let setting = if key.at.is_some() { key.setting } else { need.setting };
    if let Some(setting) = setting {
        found = found.with_label(setting, "the value comes from here");
    }
    for source in *sources {
        let label = if source.is_itself {
            "its keys are written here".to_owned()
        } else {
            format!("`{}` makes it", source.object)
        };
        found = found.with_label(source.at, label);
    }
    let shown: Vec<&str> = known.iter().take(SHOWN).map(SmolStr::as_str).collect();
    let keys = match (shown.as_slice(), known.len()) {
        ([], _) => "it has none".to_owned(),
        ([one], _) => format!("it has `{one}` alone"),
        (_, number) if number > SHOWN => {
            format!("it has {} and {} more", list(shown), number - SHOWN)
        }
        _ => format!("it has {}", list(shown)),
    };
    found.with_help(match near {
        Some(near) => format!("Write `{near}` if that is meant, or add the key: {keys}."),
        None => format!("Add the key, or take another: {keys}."),
    })
}

/// An item of another cluster; `clusters` are the own and the other one.
pub(crate) fn item_of_other_cluster(
    at: FileSpan,
    item: &str,
    clusters: [&str; 2],
    meant: &str,
) -> Diagnostic {
    let [own, other] = clusters;
    let message = format!("an object on `{own}` asks for the item `{item}` of `{other}`");
    Diagnostic::new(Code::FactOfOtherCluster, message, at, format!("belongs to `{other}`"))
        .with_help(format!(
            "Write `${{cluster.name}}` instead of `{other}`: on `{own}` that is `{meant}`."
        ))
}

/// A node or disk of another cluster in an object.
pub(crate) fn fact_in_object(
    at: FileSpan,
    object: &str,
    fact: &str,
    clusters: [&str; 2],
    declared: FileSpan,
) -> Diagnostic {
    let [own, other] = clusters;
    let message = format!("`{object}` on `{own}` names `{}` of `{other}`", excerpt(fact));
    Diagnostic::new(Code::FactOfOtherCluster, message, at, format!("belongs to `{other}`"))
        .with_label(declared, format!("`{other}` has it"))
        .with_help(format!("Name what `{own}` has, by a setting that each cluster gives a value."))
}

/// A node or disk that two clusters claim.
pub(crate) fn fact_of_two(
    at: FileSpan,
    fact: &str,
    clusters: [&str; 2],
    declared: FileSpan,
) -> Diagnostic {
    let [own, other] = clusters;
    let message = format!("`{}` stands among the settings of `{own}` and `{other}`", excerpt(fact));
    Diagnostic::new(Code::FactOfOtherCluster, message, at, format!("claimed by `{own}`"))
        .with_label(declared, format!("claimed by `{other}`"))
        .with_help("Give each cluster its own nodes and disks.")
}
