//! `PDL6120`, `PDL6121`, `PDL6206`: objects whose parts do not fit each other.

use crate::diagnostic::{Code, Diagnostic};
use crate::span::FileSpan;
use crate::spot::Spot;
use crate::wording::choices;

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
