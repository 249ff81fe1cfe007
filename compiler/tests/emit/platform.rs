//! The real platform.

use std::path::Path;
use std::sync::Arc;

use pdl_compiler::emit::{Options, emit};
use pdl_compiler::output::{Destination, Input, Plan, Roots, apply, verify};
use pdl_lang::model::ComponentId;
use pdl_lang::rollout::{Met, Need, Target};

use super::disk::{analysis, files, tree};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

#[test]
fn the_platform_delivers_cilium_and_its_pools_to_both_clusters() {
    let analysis = analysis(root());
    let files = files(&analysis);
    let tree = tree(&files);
    for cluster in ["infra", "apps"] {
        let list = &tree[&format!("flux/{cluster}/kustomization.yaml")];
        let place = |name: &str| list.find(&format!("  - {name}.yaml\n")).expect("it is listed");
        assert!(place("cilium") < place("cilium-ipam"));
        let pools = &tree[&format!("flux/{cluster}/cilium-ipam.yaml")];
        assert!(pools.contains("  dependsOn:\n    - name: cilium\n  sourceRef:\n"), "{pools}");
        assert!(place("prometheus-operator-crds") < place("cilium"));
        for file in ["kustomization", "source", "helmrelease"] {
            let path = format!("flux/{cluster}/components/cilium/{file}.yaml");
            assert!(tree.contains_key(&path), "{path}");
        }
    }
}

#[test]
fn every_story_delivers_something_on_each_of_its_clusters() {
    let analysis = analysis(root());
    let plan = &analysis.plan;
    for (id, story) in plan.stories.iter() {
        for cluster in plan.clusters_of(id) {
            let units = &analysis.rollout.trees[cluster].units;
            let delivers = |component: ComponentId| {
                let component = &plan.components[component];
                let by_hand = component.bootstrap.as_ref().map(|it| it.value);
                component.story.as_ref().map(|it| it.value) == Some(id) || by_hand == Some(id)
            };
            let (story, cluster) = (&story.name.text, &plan.clusters[cluster].name.text);
            let found = units.iter().any(|unit| delivers(unit.delivery.component));
            assert!(found, "`{story}` delivers nothing on `{cluster}`");
        }
    }
}

#[test]
fn what_the_objects_of_the_platform_need_is_delivered() {
    let analysis = analysis(root());
    for tree in analysis.rollout.trees.values() {
        let cluster = &analysis.plan.clusters[tree.cluster].name.text;
        // A namespace that nothing declares comes with the first component that needs it.
        let is_implied = |need: &&Arc<Need>| matches!(need.target, Target::Namespace(_));
        let needs = tree.units.iter().flat_map(|unit| &unit.needs).filter(|it| !is_implied(it));
        let unmet: Vec<String> = needs
            .filter(|need| need.met == Met::Nobody)
            .map(|need| format!("`{}` on `{cluster}` needs {:?}", need.object, need.target))
            .collect();
        assert_eq!(unmet, [""; 0]);
    }
}

#[test]
fn stores_are_on_infra_and_both_clusters_send_to_them() {
    let tree = tree(&files(&analysis(root())));
    let has = |path: &str| tree.contains_key(path);
    let folder = |cluster: &str, path: &str| format!("flux/{cluster}/components/{path}.yaml");
    let on_infra = ["victoria-metrics/vmcluster-metrics", "victoria-logs/helmrelease"];
    for path in on_infra.into_iter().chain(["rook-ceph-cluster/cephcluster-rook-ceph"]) {
        assert!(has(&folder("infra", path)) && !has(&folder("apps", path)), "{path}");
    }
    for service in ["victoria-metrics/service-metric-store", "fluent-bit/service-log-store"] {
        let [infra, apps] = ["infra", "apps"].map(|cluster| &tree[&folder(cluster, service)]);
        assert!(infra.contains("service.cilium.io/global: \"true\""), "{infra}");
        // Cilium joins services of one name and namespace.
        assert_eq!(infra, apps);
    }
}

#[test]
fn the_platform_can_be_built_and_verified() {
    let analysis = analysis(root());
    let inputs = analysis.program.sources.iter();
    let inputs = inputs.map(|(_, it)| Input::new(it.name.clone(), it.text.as_bytes())).collect();
    let plan = Plan::new(inputs, files(&analysis)).expect("the files can stand beside each other");
    let folder = tempfile::tempdir().expect("a folder for the test");
    let program = folder.path().to_owned();
    let roots = Roots { out: program.join("out"), program };
    let written = apply(&plan, &roots, false).expect("it can be written").written;
    assert_eq!(written, plan.files().count());
    assert_eq!(apply(&plan, &roots, false).expect("again").unchanged, written);
    let (manifest, differences) = verify(&roots).expect("there is a manifest");
    assert_eq!(differences, []);
    let clusters: Vec<&String> = manifest.clusters.keys().collect();
    assert_eq!(clusters, ["apps", "infra"]);
}

#[test]
fn no_cluster_has_anything_of_another() {
    let tree = tree(&files(&analysis(root())));
    let of_apps = ["flux/apps", "kubernetes/apps", "apps-", "10.246.", "10.247.", "10.25.11.12"];
    let of_infra = ["flux/infra", "kubernetes/infra", "infra-", "10.245.", "10.25.11.11"];
    for (cluster, foreign) in [("infra", &of_apps[..]), ("apps", &of_infra[..])] {
        let folders = ["flux", "bootstrap"].map(|it| format!("{it}/{cluster}/"));
        let is_own = |path: &str| folders.iter().any(|folder| path.starts_with(folder));
        for (path, text) in tree.iter().filter(|(path, _)| is_own(path)) {
            for foreign in foreign {
                assert!(!text.contains(foreign), "{path} speaks of {foreign}");
            }
        }
    }
}

#[test]
fn a_choice_of_clusters_limits_the_flux_part_alone() {
    let analysis = analysis(root());
    let all = tree(&files(&analysis));
    let apps = analysis.plan.clusters.iter().find(|(_, it)| it.name.text == "apps");
    let clusters = Some(vec![apps.expect("it is declared").0]);
    let some = emit(&analysis, &Options { clusters, documents: true }).expect("it can be emitted");
    let mut expected = all;
    expected.retain(|path, _| {
        !path.starts_with("flux/infra/") && !path.starts_with("bootstrap/infra/")
    });
    assert!(tree(&some) == expected, "{:?}", tree(&some).keys());
}

#[test]
fn the_number_of_threads_reaches_no_byte() {
    let generated = [1, 7, 60].map(|stories| pdl_benches::platform(stories, "as planned"));
    let generated = generated.map(|text| {
        let program = pdl_lang::Program::of_text("platform.pdl", &text);
        pdl_lang::analyze(program, &pdl_lang::Options::default())
    });
    for analysis in generated.into_iter().chain([analysis(root())]) {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("a pool").install(|| files(&analysis))
        };
        let expected = with(1);
        for threads in [2, 3, 8] {
            assert_eq!(with(threads), expected);
        }
    }
}

#[test]
fn an_output_names_the_sources_it_was_made_from() {
    let analysis = analysis(root());
    let name = |id: &pdl_compiler::output::InputId| {
        let file = pdl_lang::span::FileId(id.0);
        analysis.program.sources.get(file).name.clone()
    };
    for file in files(&analysis) {
        let inputs: Vec<String> = file.inputs.iter().map(name).collect();
        assert!(inputs.iter().any(|it| it == "platform.pdl"), "{}", file.path);
        if file.destination == Destination::Out && file.path.as_str().contains("/components/cilium")
        {
            assert!(inputs.contains(&"platform/clusters.pdl".to_owned()), "{}", file.path);
            assert!(inputs.contains(&"platform/networking.pdl".to_owned()), "{}", file.path);
        }
    }
}
