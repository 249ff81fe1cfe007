//! `PDL6101`…`PDL6110`, `PDL6116`, `PDL6209`: fields and values of Kubernetes objects.

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::span::FileSpan;
use crate::spot::Spot;
use crate::wording::{choices, excerpt, list};

impl Spot {
    /// A finding about what stands there.
    pub(crate) fn report(self, code: Code, message: String, label: &str) -> Diagnostic {
        let it = Diagnostic::new(code, message, self.at, label);
        match self.setting {
            Some(setting) => it.with_label(setting, "the value comes from here"),
            None => it,
        }
    }
}

/// What somebody may have meant by a field that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// Another name at the same place.
    Name(String),
    /// The same name elsewhere in the object.
    Elsewhere(String),
    /// Nobody knows; these are fields there, and so many more.
    OneOf(Vec<String>, usize),
}

/// `owner` is what lacks the field: `` `Service` ``, `` `spec.ports[0]` of `Service` ``.
pub(crate) fn unknown_field(spot: Spot, owner: &str, name: &str, meant: &Meant) -> Diagnostic {
    let message = format!("{owner} has no field `{}`", excerpt(name));
    let it = spot.report(Code::UnknownObjectField, message, "unknown field");
    match meant {
        Meant::Name(near) => {
            let it = it.with_help(format!("Write `{near}` if that is meant."));
            let title = format!("Write `{near}`");
            if spot.setting.is_some() {
                it
            } else {
                it.with_fix(Fix::replace(title, spot.at, near))
            }
        }
        Meant::Elsewhere(place) => it.with_help(format!("Write it as `{place}`.")),
        Meant::OneOf(known, _) if known.is_empty() => {
            it.with_help("Remove it: no field may stand here.")
        }
        Meant::OneOf(known, more) => it.with_help(choose(known, *more)),
    }
}

/// `Choose one of …`, with a count of those that are too many to name.
fn choose(known: &[String], more: usize) -> String {
    if more == 0 {
        return format!("Choose {}.", choices(known.iter().map(String::as_str)));
    }
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("Choose one of {} and {more} others.", names.join(", "))
}

pub(crate) fn written_status(at: FileSpan, kind: &str) -> Diagnostic {
    let message = format!("the `status` of a `{kind}` is written by the cluster");
    Diagnostic::new(Code::WrittenStatus, message, at, "ignored")
        .with_help("Remove it; an object says what is wanted, not what is.")
}

pub(crate) fn refused_character(spot: Spot, character: char) -> Diagnostic {
    let code = u32::from(character);
    let message =
        format!("`kustomize build` refuses the character U+{code:04X}, however it is written");
    spot.report(Code::RefusedCharacter, message, "holds the character")
        .with_help("Leave it out, or carry the text in `binaryData` or another encoding.")
}

/// `name` is the field in full: `` `spec.replicas` of `Deployment` ``.
pub(crate) fn wrong_type(
    spot: Spot,
    name: &str,
    expected: &str,
    found: &str,
    fix: Option<Fix>,
) -> Diagnostic {
    let message = format!("{name} takes {expected}, not {found}");
    let it = spot.report(Code::ObjectFieldType, message, &format!("this is {found}"));
    let it = it.with_help(match &fix {
        Some(fix) => format!("{}.", fix.title),
        None if expected == "a string"
            && spot.setting.is_some()
            && !matches!(found, "a list" | "a map") =>
        {
            "Put the reference into a string: `\"${…}\"`.".to_owned()
        }
        None => format!("Write {expected}."),
    });
    match fix {
        Some(fix) => it.with_fix(fix),
        None => it,
    }
}

/// `owner` lacks `names`.
pub(crate) fn missing_fields(spot: Spot, owner: &str, names: &[&str]) -> Diagnostic {
    let list = list(names.iter().copied());
    let (noun, pronoun) = if names.len() == 1 { ("field", "it") } else { ("fields", "them") };
    let message = format!("{owner} lacks the {noun} {list}");
    spot.report(Code::MissingObjectField, message, &format!("{list} missing"))
        .with_help(format!("Add {pronoun}: the cluster refuses the object without."))
}

pub(crate) fn not_allowed(
    spot: Spot,
    name: &str,
    found: &str,
    allowed: &[String],
    near: Option<(&str, Option<Fix>)>,
) -> Diagnostic {
    const SHOWN: usize = 12;
    let message = format!("{name} does not allow `{}`", excerpt(found));
    let it = spot.report(Code::ValueNotAllowed, message, "not one of its values");
    let (shown, more) = allowed.split_at(allowed.len().min(SHOWN));
    let more = more.len();
    let it = match near {
        Some((near, _)) if more > 0 => it.with_help(format!("Write `{near}` if that is meant.")),
        _ => it.with_help(choose(shown, more)),
    };
    match near.and_then(|(_, fix)| fix) {
        Some(fix) => it.with_fix(fix),
        None => it,
    }
}

/// `why` ends the sentence `` `spec.interval` of `GitRepository` … ``.
pub(crate) fn wrong_form(spot: Spot, name: &str, why: &str, found: &str, help: &str) -> Diagnostic {
    let message = format!("{name} {why}, not `{}`", excerpt(found));
    spot.report(Code::ObjectValueForm, message, "not of this form").with_help(help)
}

/// A budget of disruptions with `minAvailable`, which stands at `least`, and `maxUnavailable`.
pub(crate) fn two_bounds(at: FileSpan, name: &str, least: FileSpan) -> Diagnostic {
    let message =
        format!("the PodDisruptionBudget `{name}` has `minAvailable` and `maxUnavailable`");
    Diagnostic::new(Code::TwoBounds, message, at, "the second bound")
        .with_label(least, "the first bound")
        .with_help("Keep one of them: Kubernetes refuses both.")
}

/// A key of labels or annotations that is none.
pub(crate) fn wrong_key(spot: Spot, owner: &str, key: &str) -> Diagnostic {
    let message = format!("{owner} takes no key `{}`", excerpt(key));
    spot.report(Code::ObjectValueForm, message, "no key").with_help(
        "Write up to 63 letters, digits, `-`, `_` and `.`, behind a domain and `/` if it has one.",
    )
}

/// A key of what becomes a file or a variable.
pub(crate) fn wrong_data_key(spot: Spot, owner: &str, key: &str) -> Diagnostic {
    let message = format!("{owner} takes no key `{}`", excerpt(key));
    spot.report(Code::ObjectValueForm, message, "no key")
        .with_help("Write letters, digits, `-`, `_` and `.`, at most 253.")
}

/// `bound` says what is allowed: `a number from 1`.
pub(crate) fn out_of_range(spot: Spot, name: &str, bound: &str, found: &str) -> Diagnostic {
    let message = format!("{name} takes {bound}, not {found}");
    spot.report(Code::ObjectValueRange, message, "outside its bounds")
        .with_help(format!("Write {bound}."))
}

/// `what` tells the item: `` `port` 80 and `protocol` TCP ``.
pub(crate) fn duplicate_item(spot: Spot, name: &str, what: &str, first: FileSpan) -> Diagnostic {
    let message = format!("two items of {name} have {what}");
    spot.report(Code::DuplicateObjectItem, message, "again")
        .with_label(first, "the first one")
        .with_help("Remove one of them, or tell them apart.")
}

pub(crate) fn alternatives(spot: Spot, name: &str, why: &str, help: &str) -> Diagnostic {
    spot.report(Code::ObjectAlternatives, format!("{name} {why}"), "none fits or several do")
        .with_help(help)
}

/// A rule of the kind's definition, written at `written`, that a value breaks; `message` is what its author says to
/// that.
pub(crate) fn broken_rule(
    spot: Spot,
    name: &str,
    rule: &str,
    message: Option<&str>,
    written: Option<FileSpan>,
) -> Diagnostic {
    let rule = line(rule);
    let message = match message {
        Some(message) => {
            format!("{name} breaks a rule of its definition: {}", message.trim_end_matches('.'))
        }
        None => format!("{name} breaks the rule `{rule}` of its definition"),
    };
    let it = spot.report(Code::BrokenRule, message, "breaks the rule");
    let it = match written {
        Some(written) => it.with_label(written, "the rule"),
        None => it,
    };
    it.with_help(format!("Change it so that `{rule}` holds: the cluster refuses it otherwise."))
}

/// A text in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// A number that is no longer what was written once it is YAML.
pub(crate) fn loses_zero(
    spot: Spot,
    name: &str,
    written: &str,
    left: &str,
    fix: Fix,
) -> Diagnostic {
    let message = format!("{name} becomes `{left}`: `{written}` is a number here");
    spot.report(Code::NumberLosesZero, message, "a number, not a version")
        .with_help(format!("Write `\"{written}\"` if it is a version."))
        .with_fix(fix)
}

/// An object of another namespace that may not be referred to from here.
pub(crate) fn ungranted(spot: Spot, object: &str, target: &str, namespace: &str) -> Diagnostic {
    let message =
        format!("`{object}` may not refer to `{target}`: nothing in `{namespace}` grants it");
    let found = spot.report(Code::UngrantedReference, message, "in another namespace");
    found.with_help(format!(
        "Add a ReferenceGrant in `{namespace}` that lets it, or refer to something in the own namespace."
    ))
}
