//! What `on` blocks go over, and how maps are laid over each other.

use super::{Deliverer, merge};
use crate::model::{Entry, Value, ValueKind};
use crate::span::FileSpan;
use crate::{Options, Program, analyze};

/// The objects of a component on a cluster, each with its namespace and the keys of its `data`.
fn objects(base: &str, own: &str) -> Vec<String> {
    let text = format!(
        "cluster c {{}}\nsprint S1 2025-10-20..2025-10-24 {{ story A }}\n\
         component x {{ story: A, namespace: \"app\"\n{base}\non c {{\n{own}\n}} }}\n"
    );
    let plan = analyze(Program::of_text("platform.pdl", &text), &Options::default()).plan;
    let (component, cluster) = (plan.components.ids().next(), plan.clusters.ids().next());
    let mut deliverer = Deliverer::of(&plan);
    let delivery = deliverer.deliver(component.expect("one"), cluster.expect("one"));
    let shown = delivery.expect("it is delivered").resources.into_iter().map(|object| {
        let keys: Vec<String> = match object.body.get("data").map(|it| &it.kind) {
            Some(ValueKind::Map(entries)) => {
                entries.iter().filter_map(|it| it.key.print()).collect()
            }
            _ => Vec::new(),
        };
        format!("{} {}: {}", object.kind.value, object.namespace().unwrap_or("-"), keys.join(" "))
    });
    shown.collect()
}

#[test]
fn an_object_is_its_kind_namespace_and_name() {
    let two = "resource ConfigMap a { metadata: { namespace: \"n1\" }, data: { x: \"1\" } }\n\
               resource ConfigMap a { metadata: { namespace: \"n2\" }, data: { y: \"1\" } }";
    let over = |namespace: &str| {
        format!(
            "resource v1/ConfigMap a {{ metadata: {{ namespace: \"{namespace}\" }}, data: {{ z: \"1\" }} }}"
        )
    };
    assert_eq!(objects(two, &over("n1")), ["ConfigMap n1: x z", "ConfigMap n2: y"]);
    assert_eq!(objects(two, &over("n2")), ["ConfigMap n1: x", "ConfigMap n2: y z"]);
    let more = ["ConfigMap n1: x", "ConfigMap n2: y", "v1/ConfigMap n3: z"];
    assert_eq!(objects(two, &over("n3")), more);
}

#[test]
fn who_names_no_namespace_means_the_only_one_or_that_of_the_component() {
    let own = "resource ConfigMap a { data: { z: \"1\" } }";
    let one = "resource ConfigMap a { metadata: { namespace: \"n1\" }, data: { x: \"1\" } }";
    assert_eq!(objects(one, own), ["ConfigMap n1: x z"]);
    let two = format!("{one}\nresource ConfigMap a {{ data: {{ y: \"1\" }} }}");
    assert_eq!(objects(&two, own), ["ConfigMap n1: x", "ConfigMap -: y z"]);
    let home = "resource ConfigMap a { metadata: { namespace: \"app\" }, data: { z: \"1\" } }";
    assert_eq!(objects(&two, home), ["ConfigMap n1: x", "ConfigMap app: y z"]);
    let three = format!("{one}\n{}", one.replace("n1", "n2"));
    assert_eq!(objects(&three, own).last().map(String::as_str), Some("ConfigMap -: z"));
}

fn value(kind: ValueKind) -> Value {
    Value { kind, at: FileSpan::default() }
}

#[test]
fn keys_are_what_they_read_like() {
    let map = |keys: &[ValueKind], to: i64| {
        let entry =
            |key: &ValueKind| Entry { key: value(key.clone()), value: value(ValueKind::Int(to)) };
        value(ValueKind::Map(keys.iter().map(entry).collect()))
    };
    let (one, two) = (ValueKind::Int(1), ValueKind::Int(2));
    let merged = merge(map(&[one, two.clone()], 0), map(&[two, ValueKind::Bool(true)], 5));
    let ValueKind::Map(entries) = merged.kind else { panic!("maps give a map") };
    let shown: Vec<_> = entries.iter().map(|it| (it.key.print(), it.value.print())).collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(shown, [(text("1"), text("0")), (text("2"), text("5")), (text("true"), text("5"))]);
}
