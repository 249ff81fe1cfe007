//! `PDL6105`, `PDL6106`, `PDL6108`: how many pods may be missing, or too many, as numbers or as percents.

use super::names::field;
use crate::deliver::KubeObject;
use crate::diagnostic::Diagnostic;
use crate::model::{Entry, Value, ValueKind};
use crate::problems::objects as problems;
use crate::rollout::Placed;
use crate::rollout::path::{each, each_at};
use crate::spot::Spot;

/// Where shares are: the kind, the map, the field, and whether it takes no more than all.
const SHARES: &[(&str, &str, &str, bool)] = &[
    ("apps/DaemonSet", "spec updateStrategy rollingUpdate", "maxSurge", true),
    ("apps/DaemonSet", "spec updateStrategy rollingUpdate", "maxUnavailable", true),
    ("apps/Deployment", "spec strategy rollingUpdate", "maxSurge", false),
    ("apps/Deployment", "spec strategy rollingUpdate", "maxUnavailable", true),
    ("policy/PodDisruptionBudget", "spec", "maxUnavailable", true),
    ("policy/PodDisruptionBudget", "spec", "minAvailable", true),
];

/// A number or a percent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    Number(i64),
    Percent(u64),
}

impl Share {
    /// What a value says; nothing if Kubernetes takes it for none.
    fn of(value: &Value) -> Option<Self> {
        if let ValueKind::Int(number) = value.kind {
            return Some(Self::Number(number));
        }
        let digits = value.as_str()?.strip_suffix('%')?;
        let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| Self::Percent(digits.parse().unwrap_or(u64::MAX)))
    }

    fn is_none(self) -> bool {
        matches!(self, Self::Number(0) | Self::Percent(0))
    }
}

/// Checks an object.
pub(super) fn check(object: &KubeObject, placed: &Placed, found: &mut Vec<Diagnostic>) {
    let own = placed.kind.without_version();
    let mut is_by_hand = false;
    each(&object.body, "spec updateStrategy type", &mut |it| {
        is_by_hand |= it.as_str() == Some("OnDelete");
    });
    if is_by_hand {
        return;
    }
    let (whole, kind) = (Spot::here(object.body.at), placed.kind.name.as_str());
    for (_, map, key, is_limited) in SHARES.iter().filter(|(of, ..)| *of == own) {
        let path = format!("{map} {key}");
        each_at(&object.body, whole, &path, &mut |value, spot| {
            found.extend(wrong(value, spot, &field(&path, kind), *is_limited));
        });
    }
    let conflict = match own.as_str() {
        "apps/DaemonSet" => both,
        "apps/Deployment" => neither,
        _ => return,
    };
    let mut maps = SHARES.iter().filter(|(of, ..)| *of == own).map(|(_, map, ..)| *map);
    let Some(map) = maps.next() else { return };
    each_at(&object.body, whole, map, &mut |value, spot| {
        found.extend(conflict(value, spot, &field(map, kind)));
    });
}

/// What is wrong with a share by itself.
fn wrong(value: &Value, spot: Spot, name: &str, is_limited: bool) -> Option<Diagnostic> {
    let text = value.print()?;
    match Share::of(value) {
        // What is neither is another finding.
        None if value.as_str().is_none() => None,
        None => {
            let why = "takes a number, or a percent in a string";
            let help = "Write it like `1` or `\"25%\"`.";
            Some(problems::wrong_form(spot, name, why, &text, help))
        }
        Some(Share::Number(..0)) => {
            Some(problems::out_of_range(spot, name, "a number from 0", &text))
        }
        Some(Share::Percent(101..)) if is_limited => {
            Some(problems::out_of_range(spot, name, "a share up to `100%`", &text))
        }
        Some(_) => None,
    }
}

/// A Deployment that may neither lose a pod nor add one.
fn neither(map: &Value, spot: Spot, name: &str) -> Option<Diagnostic> {
    let (surge, lost) = (map.entry("maxSurge")?, map.entry("maxUnavailable")?);
    let are_none =
        [surge, lost].into_iter().all(|it| Share::of(&it.value).is_some_and(Share::is_none));
    let why = "has `maxSurge` and `maxUnavailable` of 0, so that no pod could be replaced";
    let help = "Let one of them be more than 0.";
    are_none.then(|| {
        problems::alternatives(spot.entry(lost), name, why, help)
            .with_label(surge.value.at, "0 as well")
    })
}

/// A `DaemonSet` that loses pods and adds them, or does neither; without a word, it loses one.
fn both(map: &Value, spot: Spot, name: &str) -> Option<Diagnostic> {
    let (surge, lost) = (map.entry("maxSurge"), map.entry("maxUnavailable"));
    let is_some = |it: &Entry| Share::of(&it.value).map(|it| !it.is_none());
    let adds = surge.map_or(Some(false), is_some)?;
    let loses = lost.map_or(Some(true), is_some)?;
    if adds != loses {
        return None;
    }
    let entry = surge.or(lost)?;
    let (why, help) = if adds {
        ("adds pods and loses them, of which it takes one", "Write `maxUnavailable: 0` beside it.")
    } else {
        ("neither adds pods nor loses them", "Let one of the two be more than 0.")
    };
    Some(problems::alternatives(spot.entry(entry), name, why, help))
}
