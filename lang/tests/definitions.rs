//! Definitions as projects publish them: read whole, and compared with what is built in.
//!
//! They lie beside the repository, or nowhere: then these tests say so and pass.
#![expect(clippy::disallowed_methods, reason = "tests read the repository")]
#![expect(clippy::print_stderr, reason = "a test says how much it compared")]

#[path = "support/beside.rs"]
mod beside;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pdl_lang::catalogue::schema::{Form, NodeId, Schema};
use pdl_lang::catalogue::{Catalogue, Kind, Typed};
use pdl_lang::span::FileId;

/// How deep two schemas are compared.
const DEPTH: usize = 12;

/// The definitions beside the repository, by path.
fn definitions() -> Option<Vec<(PathBuf, String)>> {
    let folder = beside::shared("crds")?;
    let mut found = Vec::new();
    collect(&folder, &mut found);
    found.sort();
    Some(found)
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let text = std::fs::read_to_string(&path).expect("a definition is UTF-8");
            found.push((path, text));
        }
    }
}

#[test]
fn every_definition_is_read_whole() {
    for (path, text) in definitions().unwrap_or_default() {
        let mut catalogue = Catalogue::default();
        let built_in: BTreeSet<String> = catalogue.kinds().map(|kind| full(&kind)).collect();
        catalogue.add(FileId(0), &text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        // Files are called `plural.group.yaml`.
        let group = name.split_once('.').expect("a plural").1.trim_end_matches(".yaml");
        let first = catalogue.kinds().next().expect("a kind");
        assert_eq!(first.group, group, "{name}");
        for version in catalogue.versions(&first) {
            let kind = Kind { version: version.to_owned(), ..first.clone() };
            assert!(catalogue.schema(&kind).is_some(), "{kind} in {name}");
        }
        // A misspelt word of the definition itself would be silent: what is built in must be the same thing.
        if built_in.contains(&full(&first)) {
            let built = Catalogue::default().find(&full(&first)).expect("it is known");
            assert_eq!(built.is_namespaced, first.is_namespaced, "{first}");
        }
    }
}

fn full(kind: &Kind) -> String {
    format!("{}/{}", kind.group, kind.name)
}

#[test]
fn what_is_built_in_covers_what_projects_publish() {
    let (mut all, mut known, mut kinds) = (0_usize, 0_usize, 0_usize);
    let built_in = Catalogue::default();
    for (_, text) in definitions().unwrap_or_default() {
        let mut own = Catalogue::default();
        own.add(FileId(0), &text).expect("it was read before");
        let kind = own.kinds().next().expect("a kind");
        let (Some(theirs), Some(ours)) = (own.schema(&kind), built_in.schema(&kind)) else {
            continue;
        };
        let (theirs, ours) = (paths(theirs), paths(ours));
        all += theirs.len();
        known += theirs.intersection(&ours).count();
        kinds += 1;
    }
    eprintln!("{kinds} kinds: {known} of {all} fields are built in");
    assert!(known * 100 >= all * 96, "{known} of {all}");
}

/// The fields of a kind, each with the way to it.
fn paths(typed: Typed<'_>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(typed.schema, typed.root, &mut String::new(), 0, &mut found);
    found
}

fn walk(
    schema: &Schema,
    id: NodeId,
    path: &mut String,
    depth: usize,
    found: &mut BTreeSet<String>,
) {
    match &schema.node(id).form {
        Form::List(list) => walk(schema, list.item, path, depth, found),
        Form::Map(value) => walk(schema, *value, path, depth, found),
        Form::Object(object) if depth < DEPTH => {
            for field in &object.fields {
                let length = path.len();
                path.push('.');
                path.push_str(&field.name);
                found.insert(path.clone());
                walk(schema, field.node, path, depth + 1, found);
                path.truncate(length);
            }
        }
        _ => {}
    }
}
