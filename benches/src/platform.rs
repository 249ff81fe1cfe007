//! Generated platforms: what every story delivers, beside the plan.

use std::fmt::Write as _;

use crate::{Id, Shape, line, plan_of};

/// The clusters of a generated platform.
const CLUSTERS: &[&str] = &["alpha", "beta", "gamma", "delta", "epsilon"];

/// Stories that each deliver a component on each of five clusters, see [`platform_on`].
///
/// # Panics
/// As [`crate::plan`].
#[must_use]
pub fn platform(stories: usize, edit: &str) -> String {
    platform_on(CLUSTERS.len(), stories, edit)
}

/// Stories that each deliver a component on some clusters, five at most: every fifth a chart, the others objects of
/// their own.
///
/// A thousand stories give 12,000 objects on five clusters, 2,400 on one: on each a Kustomization a story, with a
/// namespace, a source and a release for a chart, and one object for the others.
/// `edit` stands in one object of the last component, so that two platforms differ by a value.
///
/// # Panics
/// As [`crate::plan`].
#[must_use]
pub fn platform_on(clusters: usize, stories: usize, edit: &str) -> String {
    let clusters = &CLUSTERS[..clusters.min(CLUSTERS.len())];
    let mut text = plan_of(&Shape { stories, clusters, on_some: None });
    text.push_str("\nsettings { domain: \"example.org\" }\n");
    for story in 0..stories {
        if story % 5 == 0 {
            chart(&mut text, story);
        } else {
            object(&mut text, story, if story + 1 == stories { edit } else { "as planned" });
        }
    }
    text
}

fn chart(text: &mut String, story: usize) {
    write!(
        text,
        "
component part-{story} {{
  story: {id}
  namespace: part-{story}

  helm {{
    chart: \"oci://registry.example.org/charts/part-{story}\"
    version: \"1.{story}.0\"
    values: {{
      replicas: 3
      clusterName: cluster.name
      image: {{ repository: \"registry.example.org/part\", tag: \"v1.{story}.0\" }}
      service: {{ type: \"ClusterIP\", port: 8080 }}
      resources: {{
        requests: {{ cpu: \"100m\", memory: \"128Mi\" }}
        limits: {{ memory: \"512Mi\" }}
      }}
      ingress: {{ enabled: true, hosts: [\"part-{story}.${{domain}}\"] }}
      nodeSelector: {{ \"kubernetes.io/os\": \"linux\" }}
    }}
  }}
}}
",
        id = Id(story)
    )
    .expect("writing to a string does not fail");
}

fn object(text: &mut String, story: usize, edit: &str) {
    line(text, format_args!("\ncomponent part-{story} {{"));
    line(text, format_args!("  story: {}", Id(story)));
    line(text, format_args!("  namespace: kube-system"));
    line(text, format_args!("\n  resource ConfigMap part-{story} {{"));
    line(text, format_args!("    data: {{"));
    line(text, format_args!("      cluster: \"${{cluster.name}}-{story}\""));
    line(text, format_args!("      state: \"{edit}\""));
    line(text, format_args!("      \"run.sh\": \"\"\"\n        #!/bin/sh\n        set -eu"));
    line(text, format_args!("        echo \"part {story} of ${{domain}}\"\n        \"\"\""));
    text.push_str("    }\n  }\n}\n");
}
