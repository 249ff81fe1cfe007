//! `PDL6120`–`PDL6124`, `PDL6206`, `PDL6210`: objects whose parts do not fit each other.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;
use crate::spot::Spot;
use crate::wording::{choices, excerpt};

/// A workload that does not select the pods that it makes; `beside` is the label that they have instead.
pub(crate) fn selects_others(
    spot: Spot,
    kind: &str,
    name: &str,
    what: &str,
    beside: Option<(String, FileSpan)>,
) -> Diagnostic {
    let message = format!("the {kind} `{name}` selects `{what}`, and its own pods are not that");
    let found = spot.report(Code::SelectsOthers, message, "selects none of its pods");
    let found = match beside {
        Some((label, at)) => found.with_label(at, format!("its pods have `{label}`")),
        None => found,
    };
    found.with_help("Give `selector` and the labels of `template` the same values; Kubernetes refuses the object else.")
}

/// A Service that selects none of the pods of its namespace.
pub(crate) fn selects_nothing(spot: Spot, field: &str, name: &str, namespace: &str) -> Diagnostic {
    let message = format!("{field} `{name}` selects no pod that is delivered to `{namespace}`");
    spot.report(Code::SelectsNothing, message, "selects no pod")
        .with_help("Write labels that the pods have: nothing would answer at the Service.")
}

/// A volume that a container mounts and the pod does not have.
pub(crate) fn unknown_volume(
    spot: Spot,
    kind: &str,
    name: &str,
    volume: &str,
    near: Option<&str>,
) -> Diagnostic {
    let message = format!(
        "a container of the {kind} `{name}` mounts `{volume}`, which is no volume of its pods"
    );
    let found = spot.report(Code::UnknownVolume, message, "no volume");
    found.with_help(match near {
        Some(near) => format!("Write `{near}` if that is meant, or add the volume."),
        None => "Add it to `volumes`.".to_owned(),
    })
}

/// A container that asks for more of something than it may have; `name` is the field in full.
pub(crate) fn above_limit(
    spot: Spot,
    name: &str,
    request: &str,
    limit: &str,
    at: FileSpan,
) -> Diagnostic {
    let message = format!("{name} is {}, above its limit of {}", excerpt(request), excerpt(limit));
    let found = spot.report(Code::AboveLimit, message, "more than the limit");
    found.with_label(at, "the limit").with_help("Lower the request, or raise the limit.")
}

/// An exception that is not a part of the network that it is one of.
pub(crate) fn outside_block(spot: Spot, except: &str, block: &str, at: FileSpan) -> Diagnostic {
    let message =
        format!("`{except}` is no smaller part of `{block}`, from which it is an exception");
    let found = spot.report(Code::OutsideBlock, message, "outside the network");
    found
        .with_label(at, "the network")
        .with_help("Write a smaller network inside, or leave it out.")
}

/// Pods that do not start again as their kind needs it; `policy` is what they have, if they say it.
pub(crate) fn wrong_restarts(
    spot: Spot,
    kind: &str,
    name: &str,
    policy: Option<&str>,
    takes: &[&str],
) -> Diagnostic {
    let words: Vec<String> = takes.iter().map(|it| format!("`{it}`")).collect();
    let words = words.join(" or ");
    let message = match policy {
        Some(policy) => {
            format!("the pods of the {kind} `{name}` have `restartPolicy` `{policy}`, not {words}")
        }
        None => format!(
            "the pods of the {kind} `{name}` have no `restartPolicy`, which means `Always`, not {words}"
        ),
    };
    spot.report(Code::WrongRestarts, message, "Kubernetes refuses it")
        .with_help(format!("Write `restartPolicy: \"{}\"`.", takes[0]))
}

/// A section that no listener is called; `names` are the route's kind and name, and the gateway's name.
pub(crate) fn unknown_listener(
    spot: Spot,
    [kind, route, gateway]: [&str; 3],
    section: &str,
    listeners: &[&str],
    near: Option<&str>,
    at: FileSpan,
) -> Diagnostic {
    let message = format!(
        "the {kind} `{route}` names the listener `{section}`, which the Gateway `{gateway}` does not have"
    );
    let found = spot.report(Code::UnknownListener, message, "no listener");
    found.with_label(at, "the gateway").with_help(match near {
        Some(near) => format!("Write `{near}` if that is meant."),
        None => format!("Choose {}.", choices(listeners.iter().copied())),
    })
}
