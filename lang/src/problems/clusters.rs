//! `PDL8xxx`: clusters and their settings.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Shape;
use crate::span::FileSpan;
use crate::wording::list;

pub(crate) fn duplicate_id(at: FileSpan, first: FileSpan, id: u8, names: [&str; 2]) -> Diagnostic {
    let message = format!("the clusters {} both have the id {id}", list(names));
    Diagnostic::new(Code::DuplicateClusterId, message, at, "the second")
        .with_label(first, "the first")
        .with_help("Give each cluster an id of its own; a mesh tells clusters apart by it.")
}

/// A range of a cluster, for messages.
pub(crate) struct RangeFact<'a> {
    pub(crate) cluster: &'a str,
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) at: FileSpan,
}

pub(crate) fn overlapping_ranges(first: &RangeFact<'_>, second: &RangeFact<'_>) -> Diagnostic {
    let name = |fact: &RangeFact<'_>| format!("`{}` of `{}`", fact.path, fact.cluster);
    let message = format!("{} overlaps {}", name(second), name(first));
    let label = format!("{} here", second.text);
    let found = Diagnostic::new(Code::OverlappingRanges, message, second.at, label);
    if first.at == second.at {
        return found.with_help("Give each cluster a range of its own.");
    }
    found
        .with_label(first.at, format!("{} here", first.text))
        .with_help("Give them ranges that share no address.")
}

pub(crate) fn address_outside_pool(
    at: FileSpan,
    address: &str,
    path: &str,
    cluster: &str,
    pool: &RangeFact<'_>,
    holder: Option<&RangeFact<'_>>,
) -> Diagnostic {
    let message = format!(
        "`{path}` of `{cluster}` is {address}, outside `{}` of `{}`",
        pool.path, pool.cluster
    );
    let it = Diagnostic::new(Code::AddressOutsidePool, message, at, "outside the pool")
        .with_label(pool.at, format!("the pool is {}", pool.text));
    let it = match holder {
        Some(holder) => it
            .with_label(holder.at, format!("it lies in `{}` of `{}`", holder.path, holder.cluster)),
        None => it,
    };
    it.with_help(format!("Choose an address of {}.", pool.text))
}

/// A part of a pool that an object makes, outside what its cluster declares.
pub(crate) fn block_outside_pool(block: &RangeFact<'_>, pool: &RangeFact<'_>) -> Diagnostic {
    let message = format!(
        "`{}` on `{}` gives out {}, outside `{}` of `{}`",
        block.path, block.cluster, block.text, pool.path, pool.cluster
    );
    Diagnostic::new(Code::AddressOutsidePool, message, block.at, "outside the pool")
        .with_label(pool.at, format!("the pool is {}", pool.text))
        .with_help(format!("Keep to {}, or make the setting wider.", pool.text))
}

/// What a cluster says of itself, and is another's; `what` is a noun, unless it is the name.
pub(crate) fn own_fact(
    at: FileSpan,
    object: &str,
    fact: &str,
    what: Option<&str>,
    clusters: [&str; 2],
    declared: FileSpan,
) -> Diagnostic {
    let [own, other] = clusters;
    let whose = match what {
        Some(what) => format!("{what} of `{other}`"),
        None => "the name of another cluster".to_owned(),
    };
    let message = format!("`{object}` on `{own}` says `{fact}`, {whose}");
    Diagnostic::new(Code::FactOfOtherCluster, message, at, format!("belongs to `{other}`"))
        .with_label(declared, format!("`{other}` has it"))
        .with_help(format!("Say what `{own}` has: refer to the cluster, or to a setting of it."))
}

/// One number of two clusters for BGP.
pub(crate) fn shared_number(
    at: FileSpan,
    number: i64,
    names: [&str; 2],
    first: FileSpan,
) -> Diagnostic {
    let message = format!("the clusters {} both have the number {number} for BGP", list(names));
    Diagnostic::new(Code::SharedNumber, message, at, "the second")
        .with_label(first, "the first")
        .with_help("Give each cluster a number of its own, or allow the lint if a router serves both as one system.")
}

pub(crate) fn address_of_other_cluster(
    at: FileSpan,
    address: &str,
    path: &str,
    cluster: &str,
    holder: &RangeFact<'_>,
) -> Diagnostic {
    let message = format!(
        "`{path}` of `{cluster}` is {address}, which belongs to `{}` of `{}`",
        holder.path, holder.cluster
    );
    Diagnostic::new(Code::AddressOutsidePool, message, at, "another cluster's address")
        .with_label(holder.at, format!("{} belongs to `{}`", holder.text, holder.cluster))
        .with_help(format!("Choose an address of `{cluster}`."))
}

pub(crate) fn duplicate_address(
    at: FileSpan,
    address: &str,
    first: FileSpan,
    names: [&str; 2],
) -> Diagnostic {
    let message = format!("{address} is given to {} ", list(names)).trim_end().to_owned();
    Diagnostic::new(Code::DuplicateAddress, message, at, "again")
        .with_label(first, "the first time")
        .with_help("Give each its own address.")
}

/// A cluster that lacks a setting.
pub(crate) fn missing_setting(
    at: FileSpan,
    path: &str,
    lacking: &[(&str, FileSpan)],
    declared: Option<(&str, FileSpan)>,
    near: Option<(smol_str::SmolStr, FileSpan)>,
) -> Diagnostic {
    let names = lacking.iter().map(|(name, _)| *name);
    let noun = if lacking.len() == 1 { "cluster" } else { "clusters" };
    let message = format!("`{path}` is missing in {noun} {}", list(names));
    let it = Diagnostic::new(Code::MissingSetting, message, at, "used here");
    let it = lacking.iter().fold(it, |it, (_, place)| it.with_label(*place, "missing here"));
    let it = match declared {
        Some((cluster, place)) => it.with_label(place, format!("`{cluster}` has it")),
        None => it,
    };
    match near {
        Some((near, place)) => it
            .with_label(place, "is this it?")
            .with_help(format!("Rename `{near}` if that is meant, or add the setting.")),
        None => {
            it.with_help("Add the setting to each of these clusters, or to `settings` for all.")
        }
    }
}

pub(crate) fn setting_type_differs(
    at: FileSpan,
    path: &str,
    first: (&str, Shape, FileSpan),
    other: (&str, Shape, FileSpan),
) -> Diagnostic {
    let (cluster, shape, place) = first;
    let (other_cluster, other_shape, other_place) = other;
    let message = format!(
        "`{path}` is {} in `{cluster}` and {} in `{other_cluster}`",
        shape.describe(),
        other_shape.describe()
    );
    Diagnostic::new(Code::SettingTypeDiffers, message, other_place, other_shape.describe())
        .with_label(place, shape.describe())
        .with_label(at, "used here")
        .with_help("Give it values of one type in every cluster.")
}

pub(crate) fn unused_setting(at: FileSpan, name: &str, others: &[FileSpan]) -> Diagnostic {
    let it = Diagnostic::new(
        Code::UnusedSetting,
        format!("nothing uses the setting `{name}`"),
        at,
        "unused",
    );
    let it = others.iter().fold(it, |it, other| it.with_label(*other, "unused here too"));
    it.with_help("Remove it, or refer to it where its value is written out.")
}
