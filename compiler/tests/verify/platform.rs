//! The platform of this repository: as it is, at the end of every sprint, and with its order changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pdl_compiler::emit::{self, emit};
use pdl_compiler::impact::{Impact, find};
use pdl_compiler::output::{Input, Plan, Roots, apply};
use pdl_compiler::verify::{Finding, Report, verify};
use pdl_compiler::workspace::Workspace;
use pdl_lang::analysis::Horizon;
use pdl_lang::{Analysis, Options, analyze};

use super::told;

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Analyses the platform with texts of its plan replaced.
fn analysis(edits: &[(&str, &str)], horizon: Option<Horizon>) -> Analysis {
    let path = root().join("platform.pdl");
    let mut text = fs::read_to_string(&path).expect("readable");
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let mut workspace = Workspace::of_file(&path).expect("it names a file");
    workspace.replace("platform.pdl", text);
    let options = Options { horizon, ..Options::default() };
    let analysis = analyze(workspace.load().expect("readable"), &options);
    assert!(!analysis.has_errors(), "{:#?}", analysis.diagnostics);
    analysis
}

/// Builds into a folder of its own what is sound.
fn build(analysis: &Analysis) -> (tempfile::TempDir, Report) {
    let (folder, report) = verified(analysis);
    assert!(report.is_sound(), "{}", told(&report));
    (folder, report)
}

/// Builds into a folder of its own.
fn verified(analysis: &Analysis) -> (tempfile::TempDir, Report) {
    let files = emit(analysis, &emit::Options::default()).expect("it can be emitted");
    let sources = analysis.program.sources.iter();
    let inputs = sources.map(|(_, it)| Input::new(it.name.as_str(), it.text.as_bytes()));
    let plan = Plan::new(inputs.collect(), files).expect("the files fit");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let roots = Roots { out: folder.path().join("out"), program: folder.path().to_owned() };
    apply(&plan, &roots, false).expect("writable");
    let report = verify(&roots).expect("it can be read");
    (folder, report)
}

/// Every program whose whole output is kept beside it.
#[test]
fn whatever_is_built_of_the_cases_is_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = 0;
    for entry in fs::read_dir(folder).expect("listable") {
        let path = entry.expect("an entry").path().join("platform.pdl");
        let workspace = Workspace::of_file(&path).expect("it names a file");
        let analysis = analyze(workspace.load().expect("readable"), &Options::default());
        let (_folder, report) = verified(&analysis);
        // A case suspends something that others wait for, of which `check` warns.
        let is_meant = |it: &Finding| !it.is_error || it.message.ends_with("which is suspended");
        assert!(report.findings.iter().all(is_meant), "{}: {}", path.display(), told(&report));
        cases += 1;
    }
    assert!(cases > 10, "{cases} cases");
}

/// Every file that Flux applies, by path and content; lists aside, which grow.
fn objects(folder: &Path) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.join("out/flux")];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).expect("listable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("kustomization.yaml") {
                let name = path.strip_prefix(folder).expect("it is below").display().to_string();
                found.insert((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found
}

/// The place of a Kustomization among the waves of a cluster.
#[track_caller]
fn wave(report: &Report, cluster: &str, name: &str) -> usize {
    let cluster = report.clusters.iter().find(|it| it.cluster == cluster).expect("a cluster");
    let found = cluster.waves.iter().position(|wave| wave.iter().any(|it| it == name));
    found.expect("it becomes ready")
}

/// The names of the stories and Kustomizations that a subject would hit.
fn hit(analysis: &Analysis, subject: &str) -> BTreeSet<String> {
    let plan = &analysis.plan;
    let impact = Impact::of(analysis, find(plan, subject).expect("it is there"));
    let stories = impact.stories.iter().map(|it| plan.stories[it.story].name.to_string());
    let clusters = impact.clusters.iter().flat_map(|it| &it.waiting);
    let components = clusters.map(|it| plan.components[it.component].name.to_string());
    stories.chain(components).collect()
}

#[test]
fn the_output_of_this_repository_is_sound() {
    let program = root();
    let report = verify(&Roots { out: program.join("out"), program }).expect("it can be read");
    assert!(report.is_sound(), "{}", told(&report));
    assert_eq!(report.unseen, 0, "the documents are verified, too");
    for cluster in &report.clusters {
        assert_eq!(cluster.applied, cluster.objects, "{}", cluster.cluster);
    }
}

#[test]
fn every_sprint_is_complete_and_adds_to_the_one_before() {
    let whole = analysis(&[], None);
    let mut before = BTreeSet::new();
    for &sprint in &whole.schedule.by_date {
        let name = whole.plan.sprints[sprint].name.to_string();
        let (folder, report) = build(&analysis(&[], Some(Horizon::EndOf(name.clone()))));
        for cluster in &report.clusters {
            assert_eq!(cluster.applied, cluster.objects, "{name}: {}", cluster.cluster);
        }
        let now = objects(folder.path());
        let gone: Vec<_> = before.difference(&now).map(|(file, _)| file).collect();
        assert!(gone.is_empty(), "{name} loses or changes {gone:?}");
        assert!(now.len() > before.len(), "{name} delivers something");
        before = now;
    }
    let (folder, _) = build(&whole);
    assert_eq!(before, objects(folder.path()), "the last sprint is the whole");
}

/// The chain of the storage, as the plan has it.
const CHAIN: &str =
    "  STO-OPENEBS-BASE\n    -> STO-ROOK-CEPH-OPERATOR\n    -> STO-ROOK-CEPH-CLUSTER\n";

#[test]
fn an_edge_that_is_moved_moves_what_flux_does() {
    let as_is = analysis(&[], None);
    let (_folder, report) = build(&as_is);
    assert!(wave(&report, "infra", "openebs") < wave(&report, "infra", "rook-ceph-operator"));
    assert!(hit(&as_is, "openebs").contains("rook-ceph-cluster"));
    assert!(hit(&as_is, "STO-OPENEBS-BASE").contains("STO-ROOK-CEPH-CLUSTER"));

    let chain = "  STO-ROOK-CEPH-OPERATOR\n    -> STO-ROOK-CEPH-CLUSTER\n    -> STO-OPENEBS-BASE\n";
    let here = "  story STO-OPENEBS-BASE { lane: storage, clusters: [infra] }\n";
    let there = "  story STO-ROOK-CEPH-CLUSTER { lane: storage, clusters: [infra] }\n";
    let moved = [(CHAIN, chain), (here, ""), (there, &format!("{there}{here}"))];
    let moved = analysis(&moved, None);
    let (folder, report) = build(&moved);
    assert!(wave(&report, "infra", "openebs") > wave(&report, "infra", "rook-ceph-cluster"));
    let text = fs::read_to_string(folder.path().join("out/flux/infra/openebs.yaml"));
    assert!(text.expect("it is there").contains("- name: rook-ceph-cluster"));
    assert!(!hit(&moved, "openebs").contains("rook-ceph-cluster"));
    assert!(hit(&moved, "STO-ROOK-CEPH-CLUSTER").contains("openebs"));
}

#[test]
fn an_edge_that_is_dropped_is_gone_everywhere() {
    let chain = "  STO-ROOK-CEPH-OPERATOR\n    -> STO-ROOK-CEPH-CLUSTER\n";
    let dropped = analysis(&[(CHAIN, chain)], None);
    let (folder, report) = build(&dropped);
    let text = fs::read_to_string(folder.path().join("out/flux/infra/rook-ceph-operator.yaml"));
    assert!(!text.expect("it is there").contains("- name: openebs\n"));
    assert!(!hit(&dropped, "openebs").contains("rook-ceph-cluster"));
    let (_folder, as_is) = build(&analysis(&[], None));
    let name = "rook-ceph-operator";
    // What it needs besides may hold it up as long.
    assert!(wave(&report, "infra", name) <= wave(&as_is, "infra", name), "it need not wait");
}
