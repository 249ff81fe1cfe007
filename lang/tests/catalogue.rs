//! The catalogue is in order: every kind can be found and every schema unpacked, and it is no larger than agreed.
#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

use std::path::{Path, PathBuf};

use pdl_lang::catalogue::schema::{Form, NodeId, Schema};
use pdl_lang::catalogue::{Catalogue, Fate, KindError, blocks, unpack};

const LARGEST: usize = 1 << 20;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("the file can be read")
}

fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn known() -> Catalogue {
    Catalogue::default()
}

#[track_caller]
fn check(text: &str, expected: &str, is_namespaced: Option<bool>) {
    let kind = known().find(text).expect("it is known");
    assert_eq!((kind.to_string().as_str(), kind.is_namespaced), (expected, is_namespaced));
}

#[test]
fn a_name_is_enough_where_one_group_has_it() {
    check("Deployment", "apps/v1/Deployment", Some(true));
    check("Namespace", "v1/Namespace", Some(false));
    check("CiliumLoadBalancerIPPool", "cilium.io/v2/CiliumLoadBalancerIPPool", Some(false));
    check("ExternalSecret", "external-secrets.io/v1/ExternalSecret", Some(true));
    check("HorizontalPodAutoscaler", "autoscaling/v2/HorizontalPodAutoscaler", Some(true));
    check("ObjectBucketClaim", "objectbucket.io/v1alpha1/ObjectBucketClaim", Some(true));
}

#[test]
fn a_group_is_enough_for_the_version() {
    check("apps/Deployment", "apps/v1/Deployment", Some(true));
    check("fluentd.fluent.io/Filter", "fluentd.fluent.io/v1alpha1/Filter", Some(true));
}

#[test]
fn a_kind_in_full_is_taken_as_it_is() {
    check("v1/Secret", "v1/Secret", Some(true));
    check("cilium.io/v2alpha1/CiliumPodIPPool", "cilium.io/v2alpha1/CiliumPodIPPool", Some(false));
    check("example.org/v1/Thing", "example.org/v1/Thing", None);
}

#[test]
fn other_names_are_not_guessed() {
    assert_eq!(known().find("Deploiment"), Err(KindError::Unknown));
    assert_eq!(known().find("example.org/Thing"), Err(KindError::Unknown));
    let both = ["fluentbit.fluent.io/v1alpha2/Filter", "fluentd.fluent.io/v1alpha1/Filter"];
    assert_eq!(known().find("Filter"), Err(KindError::Ambiguous(both.map(str::to_owned).to_vec())));
}

#[test]
fn what_was_meant_is_found_by_other_names() {
    let catalogue = known();
    assert_eq!(catalogue.meant("deploy"), Some("Deployment"));
    assert_eq!(catalogue.meant("NetworkPolicies"), Some("NetworkPolicy"));
    assert_eq!(catalogue.meant("Deploiment"), Some("Deployment"));
    assert_eq!(catalogue.meant("Zebra"), None);
}

#[test]
fn every_kind_has_the_schemas_that_the_table_promises() {
    let table = read("kinds.tsv");
    let mut versions = 0;
    for row in rows(&table) {
        let [group, name, _, _, served, _, block] = row.try_into().expect("seven columns");
        let group = if group == "-" { "" } else { group };
        for version in served.split(' ') {
            let full = format!("{group}/{version}/{name}");
            let kind = known().find(full.trim_start_matches('/')).expect("it is known");
            assert_eq!((kind.group.as_str(), kind.version.as_str()), (group, version), "{full}");
            assert_eq!(known().schema(&kind).is_some(), block != "-", "{full}");
            versions += 1;
        }
    }
    assert!(versions > 250, "only {versions}");
}

#[test]
fn every_block_can_be_unpacked_and_none_refers_to_itself() {
    let pack = std::fs::read(folder().join("schemas.pack")).expect("the pack can be read");
    assert!(pack.len() + read("kinds.tsv").len() <= LARGEST);
    for (name, bytes) in blocks(&pack).expect("it is a pack") {
        let block = unpack(bytes).unwrap_or_else(|| panic!("{name} is broken"));
        assert!(!block.roots.is_empty(), "{name} has no kind");
        for id in 0..block.schema.len() {
            let id = NodeId(u32::try_from(id).expect("it is small"));
            assert!(below(&block.schema, id).into_iter().all(|inner| inner < id), "{name}");
        }
        assert_eq!(unpack(&bytes[..bytes.len() / 2]), None, "half of {name}");
    }
    assert_eq!(blocks(b"something else"), None);
}

/// The nodes that a node refers to.
fn below(schema: &Schema, id: NodeId) -> Vec<NodeId> {
    match &schema.node(id).form {
        Form::List(list) => vec![list.item],
        Form::Map(value) => vec![*value],
        Form::Object(object) => object.fields.iter().map(|field| field.node).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_sources_are_the_exact_versions_that_the_tool_asks_for() {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/catalogue");
    let read_tool = |name| std::fs::read_to_string(tool.join(name)).expect("the file can be read");
    let (crates, python) = (read_tool("sources/Cargo.toml"), read_tool("requirements.txt"));
    let sources = read("sources.txt");
    let mut found = 0;
    for row in rows(&sources) {
        let [registry, name, version, licence] = row.try_into().expect("four columns");
        let is_asked = match registry {
            "pypi" => python.contains(&format!("{name}=={version} ")),
            _ => crates.lines().any(|line| {
                line.starts_with(&format!("{name} = ")) && line.contains(&format!("\"={version}\""))
            }),
        };
        assert!(is_asked, "{name} {version} is not what the tool asks for");
        assert!(["0BSD", "Apache-2.0"].contains(&licence), "{name}: {licence}");
        found += 1;
    }
    let asked = crates.lines().filter(|line| line.contains("\"=")).count() + 1;
    assert_eq!(found, asked);
}

#[test]
fn what_replaces_a_retired_version_is_well() {
    let catalogue = known();
    for row in rows(&read("retired.tsv")) {
        let [group, version, name, fate, since, instead] = row.try_into().expect("six columns");
        assert!(
            ["removed", "deprecated"].contains(&fate) && since.contains(' '),
            "{group}/{version}"
        );
        let name = if name == "*" { continue } else { name };
        let group = if group == "-" { "" } else { group };
        let full = format!("{group}/{version}/{name}");
        let kind = known().find(full.trim_start_matches('/')).expect("a kind in full");
        let retired = known().retired(&kind).unwrap_or_else(|| panic!("{full} is not found"));
        assert_eq!(retired.fate == Fate::Removed, fate == "removed", "{full}");
        if instead != "-" {
            let instead = known().find(instead).expect("a kind in full");
            assert_eq!(known().retired(&instead), None, "{instead} is retired itself");
            assert!(catalogue.versions(&instead).contains(&instead.version.as_str()), "{instead}");
        }
    }
}

#[test]
fn the_preferred_version_is_never_retired() {
    for kind in known().kinds() {
        let fate = known().retired(&kind).map(|retired| retired.fate);
        assert!(
            fate.is_none()
                || ["Endpoints", "CiliumBGPPeeringPolicy", "CiliumExternalWorkload"]
                    .contains(&kind.name.as_str()),
            "{kind}"
        );
    }
}
