//! `PDL3xxx`: sprints, days off, and the facts that stories state about dates and sizes.

use crate::calendar::{Date, WorkingCalendar};
use crate::critical_path::Work;
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix};
use crate::model::{DayOff, Milestone, Name, Spanned, Sprint, Status, Story};
use crate::span::{FileSpan, Span};
use crate::wording::{count, list};

/// The first or the last day of a range of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The first day.
    First,
    /// The last day.
    Last,
}

pub(crate) fn sprint_ends_before_start(sprint: &Sprint) -> Diagnostic {
    let (first, last) = sprint.dates.value;
    let message = format!("sprint `{}` ends before it starts", sprint.name);
    let label = format!("{last} is before {first}");
    let swap = Fix::replace("Swap the dates", sprint.dates.at, format!("{last}..{first}"));
    Diagnostic::new(Code::SprintEndsBeforeStart, message, sprint.dates.at, label)
        .with_help("Swap the two dates, or correct the wrong one.")
        .with_fix(swap)
}

pub(crate) fn sprints_overlap(earlier: &Sprint, later: &Sprint) -> Diagnostic {
    let (until, from) = (earlier.dates.value.1, later.dates.value.0);
    let message = format!("sprints `{}` and `{}` overlap", earlier.name, later.name);
    let (one, other) = (&earlier.name, &later.name);
    Diagnostic::new(Code::SprintsOverlap, message, later.dates.at, format!("starts on {from}"))
        .with_label(earlier.dates.at, format!("lasts until {until}"))
        .with_help(format!("Start `{other}` after {until}, or end `{one}` before {from}."))
}

pub(crate) fn sprints_out_of_order(above: &Sprint, sprint: &Sprint) -> Diagnostic {
    let message =
        format!("sprint `{}` is written after `{}`, which is later", sprint.name, above.name);
    let starts = |sprint: &Sprint| format!("starts on {}", sprint.dates.value.0);
    Diagnostic::new(Code::SprintsOutOfOrder, message, sprint.dates.at, starts(sprint))
        .with_label(above.dates.at, starts(above))
        .with_help(format!("Move `{}` above `{}`, or correct the dates.", sprint.name, above.name))
}

/// A sprint that starts or ends on a day off, for which there may be a holiday; otherwise it is the weekday.
pub(crate) fn sprint_off_workday(
    sprint: &Sprint,
    end: End,
    holiday: Option<&DayOff>,
    nearest: Option<Date>,
) -> Diagnostic {
    let (verb, date, which) = match end {
        End::First => ("start", sprint.dates.value.0, "next"),
        End::Last => ("end", sprint.dates.value.1, "last"),
    };
    let at = date_at(sprint.dates.at, end);
    let day = match holiday {
        Some(holiday) => named("holiday", holiday),
        None => format!("a {:?}", date.weekday()),
    };
    let message = format!("sprint `{}` {verb}s on {day}", sprint.name);
    let label = if holiday.is_some() { "a holiday" } else { "not a workday" };
    let mut found = Diagnostic::new(Code::SprintOffWorkday, message, at, label);
    if let Some(holiday) = holiday {
        found = found.with_label(holiday.dates.at, "the holiday");
    }
    match nearest {
        Some(nearest) => {
            let title = format!("{} on {nearest}", capitalized(verb));
            found.with_help(format!("{title}, the {which} working day.")).with_fix(Fix::replace(
                title,
                at,
                nearest.to_string(),
            ))
        }
        None => found.with_help("Choose a working day."),
    }
}

/// A sprint with freezes in it; `lost` of `workdays` that it would have without them.
pub(crate) fn sprint_in_freeze(
    sprint: &Sprint,
    freezes: &[&DayOff],
    (lost, workdays): (u32, u32),
    working: &WorkingCalendar,
) -> Diagnostic {
    let into = match freezes {
        [freeze] => named("freeze", freeze),
        _ => "several freezes".to_owned(),
    };
    let message = format!("sprint `{}` runs into {into}", sprint.name);
    let label = match lost {
        0 => "starts or ends in the freeze".to_owned(),
        _ => format!("loses {lost} of {workdays} working days"),
    };
    let mut found = Diagnostic::new(Code::SprintInFreeze, message, sprint.dates.at, label);
    for freeze in freezes.iter().take(MANY) {
        found = found.with_label(freeze.dates.at, "the freeze");
    }
    found = found.with_help("End the sprint before the freeze, or start it after.");
    if let [freeze] = freezes
        && let Some(fix) = leave_freeze(sprint, freeze, working)
    {
        found = found.with_fix(fix);
    }
    found
}

/// Moves the end of a sprint that lies in a freeze out of it, if days are left then.
fn leave_freeze(sprint: &Sprint, freeze: &DayOff, working: &WorkingCalendar) -> Option<Fix> {
    let (first, last) = sprint.dates.value;
    let (from, until) = freeze.dates.value;
    if from <= last && last <= until {
        let end = working.previous_workday(from).filter(|&end| first <= end)?;
        let at = date_at(sprint.dates.at, End::Last);
        return Some(Fix::replace(format!("End the sprint on {end}"), at, end.to_string()));
    }
    if from <= first && first <= until {
        let start = working.next_workday(until).filter(|&start| start <= last)?;
        let at = date_at(sprint.dates.at, End::First);
        return Some(Fix::replace(format!("Start the sprint on {start}"), at, start.to_string()));
    }
    None
}

pub(crate) fn sprint_without_workdays(sprint: &Sprint, off: &[&DayOff]) -> Diagnostic {
    let message = format!("sprint `{}` has no working day", sprint.name);
    let label = "every day is off";
    let mut found = Diagnostic::new(Code::SprintWithoutWorkdays, message, sprint.dates.at, label);
    for day in off.iter().take(MANY) {
        found = found.with_label(day.dates.at, "no work here");
    }
    found.with_help("Move the sprint to working days, or correct the calendar.")
}

pub(crate) fn milestone_in_freeze(
    milestone: &Milestone,
    date: Date,
    freeze: &DayOff,
    working: &WorkingCalendar,
) -> Diagnostic {
    let message = format!("milestone `{}` is due in {}", milestone.name, named("freeze", freeze));
    let dates = [working.previous_workday(date), working.next_workday(date)];
    let dates: Vec<String> = dates.into_iter().flatten().map(|date| date.to_string()).collect();
    let help = match dates.as_slice() {
        [] => "Move it out of the freeze.".to_owned(),
        _ => format!("Move it to {}.", dates.join(" or ")),
    };
    Diagnostic::new(Code::MilestoneInFreeze, message, milestone.when.at, format!("due on {date}"))
        .with_label(freeze.dates.at, "the freeze")
        .with_help(help)
}

/// Working days from `first` to `last` between two sprints that belong to neither; `freeze` would declare them, by an
/// edit.
pub(crate) fn unplanned_workdays(
    earlier: &Sprint,
    later: &Sprint,
    (first, last): (Date, Date),
    number: u32,
    (freeze, edit): (&str, Edit),
) -> Diagnostic {
    let days = count(number as usize, "working day", "working days");
    let belong = if number == 1 { "belongs" } else { "belong" };
    let message =
        format!("{days} between `{}` and `{}` {belong} to no sprint", earlier.name, later.name);
    let starts = date_at(later.dates.at, End::First);
    let ends = date_at(earlier.dates.at, End::Last);
    let days = if first == last { first.to_string() } else { format!("{first} to {last}") };
    Diagnostic::new(Code::UnplannedWorkdays, message, starts, "work starts again")
        .with_label(ends, "work ends")
        .with_help(format!("Let a sprint cover {days}, or declare `{freeze}` in `calendar`."))
        .with_fix(Fix::replace("Declare the freeze", edit.at, edit.text))
}

/// More points than `capacity`; `biggest` are stories with their points, the biggest first.
pub(crate) fn sprint_over_capacity(
    sprint: &Sprint,
    capacity: Spanned<f64>,
    points: f64,
    biggest: &[&Story],
) -> Diagnostic {
    let (held, most) = (decimal(points), decimal(capacity.value));
    let message = format!("sprint `{}` holds {held} points, its capacity is {most}", sprint.name);
    let label = format!("{} too few", decimal(points - capacity.value));
    let mut found = Diagnostic::new(Code::SprintOverCapacity, message, capacity.at, label);
    for story in biggest {
        if let Some(points) = story.points {
            found = found.with_label(points.at, format!("`{}`", story.name));
        }
    }
    found.with_help("Move a story to another sprint, or raise the capacity.")
}

pub(crate) fn finished_before_started(
    name: &Name,
    started: Spanned<Date>,
    finished: Spanned<Date>,
) -> Diagnostic {
    let message = format!("`{name}` finished before it started");
    let swap = Fix {
        title: "Swap the dates".to_owned(),
        edits: vec![
            Edit { at: started.at, text: finished.value.to_string() },
            Edit { at: finished.at, text: started.value.to_string() },
        ],
        applicability: Applicability::Suggestion,
    };
    let label = format!("finished on {}", finished.value);
    Diagnostic::new(Code::FinishedBeforeStarted, message, finished.at, label)
        .with_label(started.at, format!("started on {}", started.value))
        .with_help("Swap the two dates, or correct the wrong one.")
        .with_fix(swap)
}

/// `verb` is `started` or `finished`; `other` the second date of the story if it lies in the future, too.
pub(crate) fn date_in_future(
    name: &Name,
    verb: &str,
    date: Spanned<Date>,
    other: Option<Spanned<Date>>,
    as_of: Date,
) -> Diagnostic {
    let message = format!("`{name}` {verb} on {}, but the plan is as of {as_of}", date.value);
    let mut found = Diagnostic::new(Code::DateInFuture, message, date.at, "still to come");
    if let Some(other) = other {
        found = found.with_label(other.at, "still to come");
    }
    found.with_help("Correct the date, or leave it out until it is a fact.")
}

pub(crate) fn estimate_out_of_order(name: &Name, at: FileSpan, cases: [Work; 3]) -> Diagnostic {
    let [best, likely, worst] = cases;
    let message = format!("the estimate of `{name}` does not go from best to worst");
    let label = format!("best {best}, likely {likely}, worst {worst}");
    let found = Diagnostic::new(Code::EstimateOutOfOrder, message, at, label)
        .with_help("Write the best case first and the worst last.");
    let mut sorted = cases;
    sorted.sort_unstable();
    if sorted.iter().any(|case| case.0 % Work::DAY.0 != 0) {
        return found;
    }
    let [best, likely, worst] = sorted;
    found.with_fix(Fix::replace("Sort the cases", at, format!("[{best}d, {likely}d, {worst}d]")))
}

/// A story that has `verb` on a date and whose status says otherwise; `meant` would agree.
pub(crate) fn status_contradicts_dates(
    story: &Story,
    verb: &str,
    date: Spanned<Date>,
    meant: Status,
) -> Diagnostic {
    let (is, meant) = (story.status().word(), meant.word());
    let message = format!("`{}` has {verb}, but its status is {is}", story.name);
    let on = format!("{verb} on {}", date.value);
    let code = Code::StatusContradictsDates;
    let title = format!("Set the status to {meant}");
    let found = match story.status {
        Some(status) => Diagnostic::new(code, message, status.at, format!("says {is}"))
            .with_label(date.at, on)
            .with_fix(Fix::replace(title, status.at, meant)),
        None => Diagnostic::new(code, message, date.at, on).with_fix(Fix::replace(
            title,
            date.at.after(),
            format!(", status: {meant}"),
        )),
    };
    found.with_help(format!("Write `status: {meant}`, or remove the date."))
}

/// A holiday on a day of the week that is never worked.
pub(crate) fn holiday_on_weekend(holiday: &DayOff) -> Diagnostic {
    let weekday = holiday.dates.value.0.weekday();
    let message = format!("{} is on a {weekday:?}, which is off anyway", named("holiday", holiday));
    useless_holiday(message, holiday, "not a workday")
        .with_help("Remove it, or write the day that is taken off instead.")
}

/// A holiday on the day of another.
pub(crate) fn holiday_twice(holiday: &DayOff, first: &DayOff) -> Diagnostic {
    let message = format!("{} is declared a holiday twice", holiday.dates.value.0);
    useless_holiday(message, holiday, "again here")
        .with_label(first.dates.at, "first here")
        .with_help("Remove one of the two.")
}

fn useless_holiday(message: String, holiday: &DayOff, label: &str) -> Diagnostic {
    Diagnostic::new(Code::UselessHoliday, message, holiday.dates.at, label)
}

/// The number of labels of one kind that still help a reader.
const MANY: usize = 5;

/// ``the freeze `Holiday change freeze` ``, or `a freeze` without a name.
fn named(noun: &str, day: &DayOff) -> String {
    match &day.name {
        Some(name) => format!("the {noun} {}", list([name.as_str()])),
        None => format!("a {noun}"),
    }
}

/// The place of one date in a range such as `2025-10-21..2025-10-24`; a date has ten characters.
fn date_at(range: FileSpan, end: End) -> FileSpan {
    const DATE: u32 = 10;
    let Span { start, end: past } = range.span;
    if range.span.len() < 2 * DATE {
        return range;
    }
    let span = match end {
        End::First => Span::new(start, start + DATE),
        End::Last => Span::new(past - DATE, past),
    };
    span.in_file(range.file)
}

/// Points without the noise of binary fractions.
fn decimal(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
