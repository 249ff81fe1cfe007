//! Which components wait for which, and because of what.

use super::references::{Referred, table};
use super::{Bringer, Met, Reason, Target};
use crate::diagnostic::{Code, Severity};
use crate::model::{ClusterId, Plan};
use crate::{Analysis, Horizon, Options, Program, analyze};

/// Two sprints with a story each for what is delivered first and what comes second, and one for later.
const PLAN: &str = "cluster one {}\n\
    sprint S1 2025-10-20..2025-10-24 { story A, story B }\n\
    sprint S2 2025-10-27..2025-10-31 { story C }\n\
    backlog { story LATER }\n";

fn analysis(program: &str) -> Analysis {
    let text = format!("{PLAN}{program}\n");
    let analysis = analyze(Program::of_text("platform.pdl", &text), &Options::default());
    let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    // Objects here say no more than what is asked about them.
    let is_about_fields = |code: Code| (6100..6200).contains(&code.number());
    let errors: Vec<_> = errors
        .filter(|it| !is_about_fields(it.code))
        .filter(|it| !matches!(it.code, Code::ComponentOfBacklog | Code::NeedsUnscheduled))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    analysis
}

fn reason(plan: &Plan, reason: &Reason) -> String {
    match reason {
        Reason::Plan(edges) => format!("plan/{}", edges.len()),
        Reason::After(_) => "after".to_owned(),
        Reason::Namespace(name) => format!("creates {name}"),
        Reason::Need(need) if need.field.is_empty() => format!("{} {}", need.object, need.target),
        Reason::Need(need) => {
            assert!(!plan.components.is_empty());
            format!("{} {} {}", need.object, need.field, need.target)
        }
    }
}

/// `b < a: why` for every dependency on the first cluster, in the order in which Flux applies the components.
fn waits(Analysis { plan, rollout, .. }: &Analysis) -> Vec<String> {
    let name = |id| plan.components[id].name.text.as_str();
    let mut waits = Vec::new();
    for unit in &rollout.trees[ClusterId(0)].units {
        for before in &unit.after {
            let why: Vec<String> = before.reasons.iter().map(|it| reason(plan, it)).collect();
            let (unit, before) = (name(unit.delivery.component), name(before.component));
            waits.push(format!("{unit} < {before}: {}", why.join(", ")));
        }
    }
    waits
}

#[track_caller]
fn check(program: &str, expected: &[&str]) {
    let analysis = analysis(program);
    assert_eq!(waits(&analysis), expected);
}

/// How the needs of a component are met: `target: by whom`.
fn met(program: &str, component: &str) -> Vec<String> {
    let Analysis { plan, rollout, .. } = analysis(program);
    let units = &rollout.trees[ClusterId(0)].units;
    let is_it = |id| plan.components[id].name.text == component;
    let unit = units.iter().find(|unit| is_it(unit.delivery.component)).expect("it is there");
    let met = |met: &Met| match met {
        Met::By(ids) => ids
            .iter()
            .map(|id| plan.components[*id].name.text.as_str())
            .collect::<Vec<_>>()
            .join("+"),
        met => format!("{met:?}"),
    };
    unit.needs.iter().map(|need| format!("{}: {}", need.target, met(&need.met))).collect()
}

#[test]
fn custom_resources_wait_for_their_definitions() {
    check(
        "component a { story: A, namespace: kube-system, resource CiliumLoadBalancerIPPool p {} }\n\
         component b { story: B, provides: [\"cilium.io\"], namespace: kube-system,\n\
           helm { chart: \"oci://r/c\", version: \"1.0.0\" } }",
        &["a < b: CiliumLoadBalancerIPPool/p cilium.io"],
    );
    check(
        "component a { story: A, namespace: default, resource \"example.org/v1/Thing\" t {} }\n\
         component b { story: B, resource CustomResourceDefinition \"things.example.org\" {\n\
           spec: { group: \"example.org\" } } }"
            .replace("\"example.org/v1/Thing\"", "example.org/v1/Thing")
            .as_str(),
        &["a < b: Thing/default/t example.org"],
    );
}

#[test]
fn installer_and_operator_both_come_before() {
    check(
        "component crds { story: A, provides: [\"cert-manager.io\"], resource PriorityClass x {} }\n\
         component operator { story: A, provides: [\"cert-manager.io\"], resource PriorityClass y {} }\n\
         component issuer { story: A, resource ClusterIssuer main {} }",
        &[
            "issuer < crds: ClusterIssuer/main cert-manager.io",
            "issuer < operator: ClusterIssuer/main cert-manager.io",
        ],
    );
}

#[test]
fn objects_wait_for_what_their_fields_name() {
    check(
        "platform p { assume: [\"cert-manager.io\"] }\n\
         component cert { story: A, namespace: web, resource Certificate wild {\n\
           spec: { secretName: \"tls\", issuerRef: { name: \"main\", kind: \"ClusterIssuer\" } } } }\n\
         component issuer { story: A, resource ClusterIssuer main {} }\n\
         component web { story: A, namespace: web, resource Deployment web {\n\
           spec: { template: { spec: { volumes: [{ secret: { secretName: \"tls\" } }] } } } } }",
        &[
            "cert < issuer: Certificate/web/wild spec.issuerRef ClusterIssuer/main",
            "web < cert: Deployment/web/web spec.template.spec.volumes[].secret Secret/web/tls, \
             creates web",
        ],
    );
}

#[test]
fn what_a_chart_makes_is_provided() {
    check(
        "component claims { story: A, namespace: default, resource PersistentVolumeClaim c {\n\
           spec: { storageClassName: \"fast\" } } }\n\
         component storage { story: B, namespace: default,\n\
           provides: [StorageClass/fast, Secret/vault/token],\n\
           helm { chart: \"oci://r/c\", version: \"1.0.0\" } }\n\
         component user { story: A, namespace: vault, resource ServiceAccount u {\n\
           imagePullSecrets: [{ name: \"token\" }] } }",
        &[
            "claims < storage: PersistentVolumeClaim/default/c spec.storageClassName StorageClass/fast",
            "user < storage: ServiceAccount/vault/u imagePullSecrets[] Secret/vault/token",
        ],
    );
}

#[test]
fn a_kind_beside_a_name_says_which_is_meant() {
    let program = |kind: &str| {
        format!(
            "platform p {{ assume: [\"external-secrets.io\"] }}\n\
             component secret {{ story: A, namespace: default, resource ExternalSecret s {{\n\
               spec: {{ secretStoreRef: {{ name: \"store\"{kind} }} }} }} }}\n\
             component store {{ story: A, namespace: default, resource SecretStore store {{}} }}\n\
             component everywhere {{ story: A, resource ClusterSecretStore store {{}} }}"
        )
    };
    let wait = |on: &str, object: &str| {
        format!("secret < {on}: ExternalSecret/default/s spec.secretStoreRef {object}")
    };
    check(&program(""), &[&wait("store", "SecretStore/default/store")]);
    check(
        &program(", kind: \"ClusterSecretStore\""),
        &[&wait("everywhere", "ClusterSecretStore/store")],
    );
    check(&program(", kind: \"SomethingElse\""), &[]);
}

#[test]
fn any_ceph_cluster_of_the_namespace_will_do() {
    check(
        "platform p { assume: [\"ceph.rook.io\"] }\n\
         component pool { story: A, namespace: rook, resource CephBlockPool p {} }\n\
         component class { story: A, resource StorageClass block {\n\
           parameters: { clusterID: \"rook\", pool: \"p\" } } }\n\
         component ceph { story: B, namespace: rook, resource CephCluster main {} }",
        &[
            "pool < ceph: CephBlockPool/rook/p CephCluster/rook, creates rook",
            "class < pool: StorageClass/block parameters CephBlockPool/rook/p",
        ],
    );
}

#[test]
fn needs_within_a_component_make_no_edge() {
    let program = "component a { story: A, namespace: a, resource Secret s {}, resource Pod p {\n\
        spec: { imagePullSecrets: [{ name: \"s\" }], serviceAccountName: \"default\",\n\
          containers: [{ envFrom: [{ secretRef: { name: \"o\", optional: true } }] }] } } }";
    check(program, &[]);
    let expected = ["Namespace/a: Nobody", "ServiceAccount/a/default: Given", "Secret/a/s: Here"];
    assert_eq!(met(program, "a"), expected);
}

#[test]
fn what_nothing_delivers_is_kept_with_who_would() {
    let program = "component a { story: A, namespace: default, assume: [Secret/known],\n\
          resource ServiceAccount s { imagePullSecrets: [{ name: \"token\" }, { name: \"known\" }] } }\n\
        component b { story: LATER, namespace: default, provides: [Secret/token] }";
    let expected =
        ["Namespace/default: Given", "Secret/default/token: Nobody", "Secret/default/known: Given"];
    assert_eq!(met(program, "a"), expected);
    let token = Target::Object {
        kind: "Secret",
        namespace: Some("default".into()),
        name: Some("token".into()),
    };
    let Analysis { plan, rollout, .. } = analysis(program);
    let offers = rollout.offers.of(ClusterId(0), &token);
    let found: Vec<_> =
        offers.iter().map(|it| (plan.components[it.component].name.text.as_str(), it.by)).collect();
    assert_eq!(found, [("b", Bringer::Nobody)]);
}

#[test]
fn what_is_done_by_hand_needs_no_edge() {
    let program = "component nodes { story: A, provides: [StorageClass/local] }\n\
        component a { story: B, namespace: default, resource PersistentVolumeClaim c {\n\
          spec: { storageClassName: \"local\" } } }";
    check(program, &[]);
    assert_eq!(met(program, "a"), ["Namespace/default: Given", "StorageClass/local: nodes"]);
}

#[test]
fn what_was_installed_before_its_adoption_holds_nobody_up() {
    let program = |bootstrap: &str| {
        format!(
            "order {{ A -> B }}\n\
             component pool {{ story: A, resource CiliumLoadBalancerIPPool p {{}} }}\n\
             component cilium {{ story: B, {bootstrap} provides: [\"cilium.io\"], namespace: default,\n\
               helm {{ chart: \"oci://r/c\", version: \"1.0.0\" }} }}"
        )
    };
    check(&program("bootstrap: A,"), &["cilium < pool: plan/1"]);
    let text = format!("{PLAN}{}", program(""));
    let codes = analyze(Program::of_text("platform.pdl", &text), &Options::default());
    let codes = codes.diagnostics.iter().map(|it| it.code);
    assert_eq!(
        codes.collect::<Vec<_>>(),
        [Code::Island, Code::ContradictedNeed],
        "the plan contradicts the need"
    );
}

#[test]
fn dropping_an_order_drops_the_dependency() {
    let program = |order: &str| {
        format!(
            "order {{ {order} }}\n\
             component a {{ story: A, resource PriorityClass a {{}} }}\n\
             component b {{ story: B, resource PriorityClass b {{}} }}\n\
             component c {{ story: C, resource PriorityClass c {{}} }}"
        )
    };
    check(&program("A -> B -> C"), &["b < a: plan/1", "c < b: plan/1"]);
    check(&program("A -> B"), &["b < a: plan/1"]);
    check(&program("B -> A -> C"), &["a < b: plan/1", "c < a: plan/1"]);
}

#[test]
fn a_horizon_leaves_out_what_comes_later() {
    let text = "cluster one {}\n\
        sprint S1 2025-10-20..2025-10-24 { story A, story B { status: deferred } }\n\
        sprint S2 2025-10-27..2025-10-31 { story C, story D { status: done }\n\
          story E { status: done, finished: 2025-10-28 } }\n\
        component a { story: A, resource PriorityClass a {} }\n\
        component b { story: B, resource PriorityClass b {} }\n\
        component c { story: C, resource PriorityClass c {} }\n\
        component d { story: D, resource PriorityClass d {} }\n\
        component e { story: E, resource PriorityClass e {} }\n";
    let there = |horizon: Option<Horizon>| {
        let options = Options { horizon, ..Options::default() };
        let Analysis { plan, rollout, .. } =
            analyze(Program::of_text("platform.pdl", text), &options);
        let units = &rollout.trees[ClusterId(0)].units;
        let names =
            units.iter().map(|it| plan.components[it.delivery.component].name.text.as_str());
        names.collect::<String>()
    };
    let day = |text: &str| Some(Horizon::Day(text.parse().expect("a date")));
    assert_eq!(there(None), "acde");
    assert_eq!(there(day("2025-10-23")), "d");
    assert_eq!(there(Some(Horizon::EndOf("S1".to_owned()))), "ad");
    assert_eq!(there(day("2025-10-28")), "ade");
    assert_eq!(there(Some(Horizon::EndOf("S2".to_owned()))), "acde");
}

#[test]
fn the_table_is_in_order() {
    for kind in table().flat_map(|(.., references)| references).flat_map(|it| it.to) {
        assert_eq!(Referred::of(kind).map(|it| it.kind), Some(*kind));
    }
    let mut fields: Vec<String> = table()
        .flat_map(|(kind, from, references)| {
            references.iter().map(move |it| format!("{kind} {from} {} {}", it.path, it.key))
        })
        .collect();
    fields.sort_unstable();
    let twice: Vec<_> = fields.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn what_a_chart_needs_is_said() {
    let helm = "helm { chart: \"oci://e.org/c\", version: \"1.0.0\" }";
    let program = format!(
        "component monitoring {{ story: B, namespace: m, provides: [\"monitoring.coreos.com\"], {helm} }}\n\
         component disks {{ story: B, namespace: d, provides: [StorageClass/fast], {helm} }}\n\
         component web {{ story: A, namespace: w, {helm}\n\
           needs: [\"monitoring.coreos.com\", \"apps\", StorageClass/fast, Secret/token], assume: [Secret/token] }}"
    );
    check(
        &program,
        &[
            "web < monitoring: web needs monitoring.coreos.com",
            "web < disks: web needs StorageClass/fast",
        ],
    );
    let expected = [
        "Namespace/w: Nobody",
        "monitoring.coreos.com: monitoring",
        "StorageClass/fast: disks",
        "Secret/w/token: Given",
    ];
    assert_eq!(met(&program, "web"), expected);
}
