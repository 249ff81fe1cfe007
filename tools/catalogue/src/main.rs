//! Makes the schema catalogue: reads the sources of the packages named in `sources/`, and writes the table of kinds
//! and the pack of schemas to `lang/catalogue/`. `make` beside this folder's manifest runs it.

mod kcr;
mod kinds;
mod kubernetes;
mod pack;
mod schema;
mod structure;
mod values;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kinds::Kind;
use schema::Schemas;
use serde_json::Value;

/// The version of Kubernetes whose schemas are taken.
const KUBERNETES: &str = "1.37.0";

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let validate = std::env::args().nth(1).expect("usage: catalogue FOLDER-OF-KUBERNETES-VALIDATE");
    let packages = packages(&here.join("sources/Cargo.toml"));
    let mut kinds = Vec::new();
    let mut blocks: BTreeMap<String, Schemas> = BTreeMap::new();

    let definitions = format!("kubernetes_validate/kubernetes-json-schema/v{KUBERNETES}-local/_definitions.json");
    let openapi = packages.iter().find(|it| it.name == "k8s-openapi").expect("k8s-openapi is listed");
    let schemas = blocks.entry("kubernetes".to_owned()).or_default();
    let types = openapi.folder.join("src/v1_37");
    kubernetes::read(&Path::new(&validate).join(definitions), &types, schemas, &mut kinds);
    for package in packages.iter().filter(|it| it.name.starts_with("kcr_")) {
        let mut found = Vec::new();
        let block = package.name.trim_start_matches("kcr_").replace('_', "-");
        kcr::read(&package.folder, blocks.entry(block.clone()).or_default(), &mut found);
        kinds.extend(found.into_iter().map(|kind| Kind { block: Some(block.clone()), ..kind }));
    }

    let known = |name: &str| {
        fs::read_to_string(here.join("known").join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
    };
    let mut undescribed = kinds::known(&known("kinds.tsv"));
    structure::read(&known("structure.tsv"), &mut undescribed, &mut blocks);
    kinds.extend(undescribed);
    values::apply(&known("values.tsv"), &mut blocks);
    let kinds = kinds::join(kinds, &known("prefer.tsv"), &known("short-names.tsv"));
    let out = here.join("../../lang/catalogue");
    fs::write(out.join("kinds.tsv"), kinds::table(&kinds)).expect("the table can be written");
    fs::write(out.join("schemas.pack"), pack::pack(&blocks)).expect("the pack can be written");
    fs::write(out.join("sources.txt"), sources(&packages)).expect("the list can be written");
}

/// A package of the registry, unpacked.
struct Package {
    name: String,
    version: String,
    licence: String,
    folder: PathBuf,
}

/// The packages that a manifest names itself, where `cargo` keeps them.
fn packages(manifest: &Path) -> Vec<Package> {
    let listed = fs::read_to_string(manifest).expect("the manifest can be read");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--locked", "--manifest-path"]).arg(manifest);
    let output = cargo.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let mut found = Vec::new();
    for package in json["packages"].as_array().expect("there are packages") {
        let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        let (name, version) = (text("name"), text("version"));
        let is_listed = listed.lines().any(|line| line.starts_with(&name) && line.contains(&format!("\"={version}\"")));
        if is_listed {
            let manifest = PathBuf::from(text("manifest_path"));
            let folder = manifest.parent().expect("a manifest lies in a folder").to_owned();
            found.push(Package { name, version, licence: text("license"), folder });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn sources(packages: &[Package]) -> String {
    let mut out = String::from("# What the catalogue was made from: registry, package, version, licence\n");
    writeln!(out, "pypi\tkubernetes-validate\t{KUBERNETES}\tApache-2.0").expect("a string takes it");
    for it in packages {
        writeln!(out, "crates.io\t{}\t{}\t{}", it.name, it.version, it.licence).expect("a string takes it");
    }
    out
}
