//! How `kubectl` waits for an object.

use pdl_lang::rollout::ReadyRef;

/// Whether pods roll out with it.
pub(super) fn has_rollout(object: &ReadyRef) -> bool {
    matches!(object.kind.name.as_str(), "Deployment" | "DaemonSet" | "StatefulSet")
}

/// The words of the command: it waits for the object's pods where it has some, else for what it says of itself.
pub(super) fn words(object: &ReadyRef, timeout: &str) -> Vec<String> {
    let group = Some(object.kind.group.as_str()).filter(|group| !group.is_empty());
    let kind = object.kind.name.to_ascii_lowercase();
    let has_rollout = has_rollout(object);
    let what = match group {
        Some(group) if !has_rollout => format!("{kind}.{group}/{}", object.name),
        _ => format!("{kind}/{}", object.name),
    };
    let mut words = Vec::new();
    if let Some(namespace) = &object.namespace {
        words.extend(["--namespace".to_owned(), namespace.clone()]);
    }
    if has_rollout {
        words.extend(["rollout".to_owned(), "status".to_owned(), what]);
    } else {
        words.extend(["wait".to_owned(), what, "--for=condition=Ready".to_owned()]);
    }
    words.push(format!("--timeout={timeout}"));
    words
}
