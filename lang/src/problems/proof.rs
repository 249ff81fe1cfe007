//! `PDL6201`, `PDL7002` to `PDL7007`, `PDL7009`: what objects need and the plan does not deliver, not there, or not in time; and
//! what is said to be there without need.

use crate::calendar::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ComponentId, Name, Plan, Status, StoryId};
use crate::rollout::{Need, Offer, Target, Useless, Why};
use crate::span::FileSpan;
use crate::wording::list;

/// The number of places that still help a reader.
const MANY: usize = 8;

/// Something that one story needs and another delivers.
pub(crate) struct Ends<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) need: &'a Need,
    /// The component that needs it, and the story it comes with.
    pub(crate) needer: ComponentId,
    pub(crate) needing: StoryId,
    /// Where it is delivered, by which component, with which story.
    pub(crate) offer: Option<FileSpan>,
    pub(crate) deliverer: ComponentId,
    pub(crate) delivering: StoryId,
    /// How many places of the one story need something of the other.
    pub(crate) number: usize,
}

impl Ends<'_> {
    fn component(&self, id: ComponentId) -> &str {
        &self.plan.components[id].name.text
    }

    fn story(&self, id: StoryId) -> &str {
        &self.plan.stories[id].name.text
    }

    fn sprint(&self, id: StoryId) -> &str {
        let sprint = self.plan.stories[id].sprint();
        sprint.map_or("the backlog", |it| self.plan.sprints[it].name.text.as_str())
    }

    /// The finding with every place: the need, what delivers it, and both stories.
    fn found(&self, code: Code, message: String) -> Diagnostic {
        let further = match self.number {
            0 | 1 => String::new(),
            number => format!(", and {} more", number - 1),
        };
        let label = format!("`{}` needs it{further}", self.component(self.needer));
        let mut found = Diagnostic::new(code, message, self.need.at, label);
        if let Some(setting) = self.need.setting {
            found = found.with_label(setting, "the name comes from here");
        }
        if let Some(at) = self.offer {
            let label = format!("`{}` delivers it", self.component(self.deliverer));
            found = found.with_label(at, label);
        }
        let place = |id: StoryId| match self.plan.stories[id].sprint() {
            Some(_) => format!("in `{}`", self.sprint(id)),
            None => "in the backlog".to_owned(),
        };
        let [needing, delivering] =
            [self.needing, self.delivering].map(|it| &self.plan.stories[it]);
        found
            .with_label(needing.name.at, format!("needed {}", place(self.needing)))
            .with_label(delivering.name.at, format!("delivered {}", place(self.delivering)))
    }

    fn needs(&self) -> String {
        format!("`{}` needs `{}`", self.need.object, self.need.target)
    }
}

/// Something that comes in a later sprint.
pub(crate) fn delivered_later(ends: &Ends<'_>) -> Diagnostic {
    let [needing, delivering] = [ends.needing, ends.delivering].map(|it| ends.story(it));
    let (early, late) = (ends.sprint(ends.needing), ends.sprint(ends.delivering));
    let message = format!(
        "{} in `{early}`, and `{}` delivers it in `{late}`",
        ends.needs(),
        ends.component(ends.deliverer),
    );
    ends.found(Code::DeliveredLater, message).with_help(format!(
        "Move `{delivering}` to `{early}` or earlier, or `{needing}` to `{late}` or later; in one sprint also add `{delivering} -> {needing}` to an `order`."
    ))
}

/// Something of the same sprint that the plan puts after what needs it.
pub(crate) fn ordered_after(ends: &Ends<'_>) -> Diagnostic {
    let [needing, delivering] = [ends.needing, ends.delivering].map(|it| ends.story(it));
    let message = format!(
        "{}, and the plan puts `{delivering}`, which delivers it, after `{needing}`",
        ends.needs(),
    );
    ends.found(Code::DeliveredLater, message).with_help(format!(
        "Turn the order around: `{delivering} -> {needing}`, or move what is needed into a component of `{needing}`."
    ))
}

/// Something of the same sprint that nothing orders.
pub(crate) fn unordered(ends: &Ends<'_>) -> Diagnostic {
    let [needing, delivering] = [ends.needing, ends.delivering].map(|it| ends.story(it));
    let message = format!(
        "{}, and nothing in the plan puts `{delivering}`, which delivers it, before `{needing}`",
        ends.needs(),
    );
    ends.found(Code::UnorderedNeed, message).with_help(format!(
        "Add `{delivering} -> {needing}` to an `order`: Flux waits in any case, and people should know."
    ))
}

/// Why a story brings nothing to the clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unscheduled {
    Backlog,
    Deferred,
    /// It is delivered after the day that is looked at.
    After(Date),
    /// `wire` leaves it out.
    NotWired,
}

/// Something of a story that brings nothing to the clusters.
pub(crate) fn unscheduled(ends: &Ends<'_>, why: Unscheduled) -> Diagnostic {
    let [needing, delivering] = [ends.needing, ends.delivering].map(|it| ends.story(it));
    let reason = match why {
        Unscheduled::Backlog => "stands in the backlog".to_owned(),
        Unscheduled::Deferred => "is deferred".to_owned(),
        Unscheduled::After(day) => format!("is delivered after {day}"),
        Unscheduled::NotWired => "is not emitted yet".to_owned(),
    };
    let message = format!("{}, and `{delivering}`, which would deliver it, {reason}", ends.needs());
    let early = ends.sprint(ends.needing);
    let help = match why {
        Unscheduled::Backlog => format!(
            "Plan `{delivering}` for `{early}` or earlier and add `{delivering} -> {needing}` to an `order`, or move `{needing}` to the backlog."
        ),
        Unscheduled::Deferred => {
            format!("Take up `{delivering}` again, or defer `{needing}`, too.")
        }
        Unscheduled::After(_) => {
            format!("Look at a later day, or deliver `{delivering}` before `{needing}`.")
        }
        Unscheduled::NotWired => {
            format!("Begin `{delivering}` before `{needing}`, or let `wire` emit it.")
        }
    };
    let found = ends.found(Code::NeedsUnscheduled, message);
    let story = &ends.plan.stories[ends.delivering];
    match story.status {
        Some(status) if status.value == Status::Deferred => {
            found.with_label(status.at, status.value.word()).with_help(help)
        }
        _ => found.with_help(help),
    }
}

/// Something that nothing delivers where it is needed.
pub(crate) struct Absent<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) target: &'a Target,
    /// The needs, in the order of the source; at least one.
    pub(crate) needs: Vec<&'a Need>,
    /// The component that has the first.
    pub(crate) needer: ComponentId,
    /// The clusters, if not all of several.
    pub(crate) on: Vec<&'a str>,
}

/// What may be meant instead.
pub(crate) struct Near<'a> {
    pub(crate) target: &'a Target,
    pub(crate) offer: Offer,
}

impl Absent<'_> {
    fn on(&self) -> String {
        if self.on.is_empty() {
            return String::new();
        }
        format!(" on {}", list(self.on.iter().copied()))
    }

    fn found(&self, code: Code, message: String) -> Diagnostic {
        let label = |need: &Need| match need.field.as_str() {
            field if !field.is_empty() && !need.is_said() => format!("`{field}` names it"),
            _ => format!("`{}` needs it", need.object),
        };
        let first = self.needs[0];
        let found = Diagnostic::new(code, message, first.at, label(first));
        let found = match first.setting {
            Some(setting) => found.with_label(setting, "the name comes from here"),
            None => found,
        };
        let further = self.needs[1..].iter().take(MANY);
        further.fold(found, |found, need| found.with_label(need.at, label(need)))
    }

    fn component(&self, id: ComponentId) -> &str {
        &self.plan.components[id].name.text
    }
}

/// An object that nothing delivers, and another refers to.
pub(crate) fn undelivered_reference(absent: &Absent<'_>, near: Option<&Near<'_>>) -> Diagnostic {
    let (target, on) = (absent.target, absent.on());
    let need = absent.needs[0];
    let message = format!("`{}` needs `{target}`, and nothing delivers it{on}", need.object);
    let found = absent.found(Code::UndeliveredReference, message);
    let needer = absent.component(absent.needer);
    let declare = format!(
        "deliver it, say `provides` where a chart or operator makes it, or `assume` in `{needer}` if it is there already"
    );
    match near {
        Some(near) => {
            let deliverer = absent.component(near.offer.component);
            let help = format!(
                "Name `{}`, which `{deliverer}` delivers, if it is meant; else {declare}.",
                near.target
            );
            found
                .with_label(near.offer.at, format!("`{}` is delivered here", near.target))
                .with_help(help)
        }
        None => found.with_help(format!("Name an object that is delivered, or {declare}.")),
    }
}

/// An object that a component waits for, and that nothing makes.
pub(crate) fn unmade(
    at: FileSpan,
    component: &str,
    object: &str,
    near: Option<(&str, FileSpan)>,
) -> Diagnostic {
    let message = format!("`{component}` waits for `{object}`, and nothing makes it");
    let found =
        Diagnostic::new(Code::UndeliveredReference, message, at, "Flux would wait for ever");
    let declare = "say `provides` in the component whose chart or operator makes it";
    match near {
        Some((near, place)) => found
            .with_label(place, format!("`{near}` is delivered here"))
            .with_help(format!("Name `{near}`, if it is meant; else {declare}.")),
        None => found.with_help(format!("Name an object that is delivered, or {declare}.")),
    }
}

/// A custom resource whose definition nothing installs.
pub(crate) fn undelivered_kind(absent: &Absent<'_>, near: Option<&Near<'_>>) -> Diagnostic {
    let (group, on) = (absent.target, absent.on());
    let need = absent.needs[0];
    let verb = if need.is_said() { "needs" } else { "is of" };
    let message = format!(
        "`{}` {verb} the group `{group}`, whose definitions nothing installs{on}",
        need.object
    );
    let found = absent.found(Code::UndeliveredKind, message);
    let add = format!("Add `provides: [\"{group}\"]` to the component that installs them");
    match near {
        Some(near) => found
            .with_label(near.offer.at, format!("`{}` is installed here", near.target))
            .with_help(format!("{add}, perhaps instead of `{}`.", near.target)),
        None => found.with_help(format!(
            "{add}, or `assume: [\"{group}\"]` to the platform if every cluster has them."
        )),
    }
}

/// Something that is delivered on other clusters alone.
pub(crate) fn elsewhere(absent: &Absent<'_>, offer: Offer, clusters: &[&str]) -> Diagnostic {
    let plan = absent.plan;
    let need = absent.needs[0];
    let elsewhere = list(clusters.iter().copied());
    let message = format!(
        "`{}` needs `{}`{}, and it is delivered on {elsewhere} only",
        need.object,
        absent.target,
        absent.on(),
    );
    let deliverer = absent.component(offer.component);
    let mut found = absent
        .found(Code::DeliveredElsewhere, message)
        .with_label(offer.at, format!("`{deliverer}` delivers it on {elsewhere}"));
    let story = |id: ComponentId| plan.components[id].story.map(|it| &plan.stories[it.value]);
    let on = list(absent.on.iter().copied());
    let mut help = format!("Deliver it on {on}, too");
    if let Some((delivering, needing)) = story(offer.component).zip(story(absent.needer)) {
        if let Some(listed) = delivering.clusters.as_deref().and_then(|it| it.first()) {
            let label = format!("`{}` reaches {elsewhere} alone", delivering.name);
            found = found.with_label(listed.at, label);
            help = format!("Let `{}` reach {on}, too", delivering.name);
        }
        if needing.name.text != delivering.name.text {
            found = found.with_label(needing.name.at, format!("reaches {on}"));
            help = format!("{help}, or keep `{}` to {elsewhere}", needing.name);
        }
    }
    found.with_help(format!("{help}; if it is there already, say so with `assume`."))
}

/// A component that comes after one that Flux leaves alone.
pub(crate) fn waits_for_suspended(waiting: &Name, other: &Name, suspend: FileSpan) -> Diagnostic {
    let message = format!("`{waiting}` waits for `{other}`, which is suspended");
    Diagnostic::new(Code::WaitsForSuspended, message, waiting.at, "Flux never applies it")
        .with_label(suspend, format!("`{other}` is suspended here"))
        .with_help(format!("Suspend `{waiting}` as well, or let `{other}` go on."))
}

/// Something said to be there that nothing needs.
pub(crate) fn useless(useless: &Useless) -> Diagnostic {
    let Useless { label, at, why } = useless;
    let message = match why {
        Why::NeverNamed => format!("no object refers to `{label}`, and none of its kind is needed"),
        Why::AlwaysThere => format!("every cluster has `{label}`"),
        Why::Delivered(_) => format!("`{label}` is assumed, and a component delivers it"),
        Why::NotNeeded => format!("`{label}` is assumed, and nothing needs it"),
    };
    let found = Diagnostic::new(Code::UselessProvision, message, *at, "without effect");
    match why {
        Why::Delivered(place) => found
            .with_label(*place, "delivered here")
            .with_help("Remove it: what the plan delivers need not be assumed."),
        Why::NeverNamed => found.with_help(
            "Remove it, or name what objects refer to: a group, a namespace, a Secret, a StorageClass.",
        ),
        Why::AlwaysThere | Why::NotNeeded => {
            found.with_help("Remove it, or correct the name if something else is meant.")
        }
    }
}
