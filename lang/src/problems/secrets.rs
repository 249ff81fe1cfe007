//! `PDL6202`, `PDL6203`, `PDL8008`: items of secret stores, and what belongs to another cluster.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Inventory, InventoryItem};
use crate::span::FileSpan;
use crate::wording::{choices, excerpt};

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
