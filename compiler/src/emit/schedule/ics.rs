//! `schedule.ics`: sprints, milestones, freezes and holidays for calendars (RFC 5545).
//!
//! An event is known by what it is called, never by when it takes place, so that moving it moves it in the calendars of
//! those who subscribed. Its stamp is the plan's own date: the clock is no input.

use std::collections::BTreeMap;

use pdl_lang::calendar::{Date, human_date};
use pdl_lang::model::{DayOff, Plan, When};

use super::super::facts::Facts;
use super::super::names;
use crate::plain;

/// The longest a line may be, in bytes, without its end.
const LINE: usize = 75;

/// Writes the file.
pub(super) fn ics(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let mut calendar = Calendar::new(plan);
    for &id in &facts.schedule.by_date {
        let sprint = &plan.sprints[id];
        let title = sprint.title.as_deref().unwrap_or(&sprint.name.text);
        let stories = plan.stories_of(id).map(|story| {
            let title = plan.stories[story].title.as_deref();
            let title = title.map_or_else(String::new, |title| format!(" — {title}"));
            let status = names::status(facts.status(story));
            format!("{}{title} ({status})", facts.name(story))
        });
        let text: Vec<String> = sprint.goal.iter().cloned().chain(stories).collect();
        let uid = format!("sprint-{}", sprint.name.text);
        calendar.event("Sprint", &uid, sprint.dates.value, title, &text);
    }
    for (id, milestone) in plan.milestones.iter() {
        let state = &facts.milestones[id];
        let mut text = vec![format!(
            "{} of {} done, {}",
            facts.tally(id).done,
            state.required.len(),
            state.state.word()
        )];
        text.extend(state.left.iter().map(|&story| format!("Open: {}", facts.name(story))));
        text.extend(
            state.first.iter().map(|&story| format!("Needed first: {}", facts.name(story))),
        );
        text.extend(milestone.gate.iter().map(|criterion| format!("Go/no-go: {criterion}")));
        if let When::End(sprint) = milestone.when.value {
            let name = plan.sprints[sprint].title.as_deref();
            let name = name.unwrap_or(&plan.sprints[sprint].name.text);
            text.insert(0, format!("Due at the end of {name}, {}", human_date(state.due)));
        }
        let title = format!("{}: {}", milestone.name.text, milestone.title);
        let uid = format!("milestone-{}", milestone.name.text);
        calendar.event("Milestone", &uid, (state.due, state.due), &title, &text);
    }
    calendar.days_off("Freeze", &plan.calendar.freezes);
    calendar.days_off("Holiday", &plan.calendar.holidays);
    calendar.line("END:VCALENDAR");
    calendar.out
}

struct Calendar {
    out: String,
    stamp: String,
    /// What the ids of this plan end with.
    domain: String,
}

impl Calendar {
    fn new(plan: &Plan) -> Self {
        let name = plan.platform.name.as_ref().map_or("platform", |name| name.text.as_str());
        let first = plan.sprints.values().map(|sprint| sprint.dates.value.0).min();
        let date = plan.platform.date.as_ref().map(|date| date.value).or(first);
        let stamp = date.map_or_else(|| "19700101".to_owned(), compact);
        let domain = format!("{}.pdl", slug(name));
        let mut calendar = Self { out: String::new(), stamp, domain };
        let title = plan.platform.title.as_ref().map_or(name, |title| title.value.as_str());
        for line in
            ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PDL//pdlc//EN", "CALSCALE:GREGORIAN"]
        {
            calendar.line(line);
        }
        calendar.line("METHOD:PUBLISH");
        // The first is RFC 7986's, the second what older programs read.
        for property in ["NAME", "X-WR-CALNAME"] {
            calendar.line(&format!("{property}:{}", escaped(&plain::line(title))));
        }
        calendar
    }

    /// An event of whole days; `dates` are its first and last.
    fn event(&mut self, kind: &str, uid: &str, dates: (Date, Date), title: &str, text: &[String]) {
        let (first, last) = dates;
        if last < first || first.year() < 1 {
            return;
        }
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{uid}@{}", self.domain));
        self.line(&format!("DTSTAMP:{}T000000Z", self.stamp));
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(first)));
        // The end of an event does not belong to it; the last day there is has none after it.
        if let Ok(end) = last.tomorrow() {
            self.line(&format!("DTEND;VALUE=DATE:{}", compact(end)));
        }
        self.line(&format!("SUMMARY:{}", escaped(&plain::line(title))));
        if !text.is_empty() {
            let lines: Vec<String> = text.iter().map(|it| escaped(&plain::line(it))).collect();
            self.line(&format!("DESCRIPTION:{}", lines.join("\\n")));
        }
        self.line(&format!("CATEGORIES:{kind}"));
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// Days off have no ids, only names, which may repeat; no name has two dashes in a row once it is an id.
    fn days_off(&mut self, kind: &str, days: &[DayOff]) {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for day in days {
            let name = day.name.as_deref().unwrap_or(kind);
            let slug = slug(name);
            let count = times.entry(slug.clone()).or_default();
            *count += 1;
            let number = if *count == 1 { String::new() } else { format!("--{count}") };
            let uid = format!("{}-{slug}{number}", kind.to_lowercase());
            self.event(kind, &uid, day.dates.value, name, &[]);
        }
    }

    /// Writes a line, folded between characters where it is too long.
    fn line(&mut self, line: &str) {
        let mut left = LINE;
        for character in line.chars() {
            if character.len_utf8() > left {
                self.out.push_str("\r\n ");
                left = LINE - 1;
            }
            left -= character.len_utf8();
            self.out.push(character);
        }
        self.out.push_str("\r\n");
    }
}

/// `20251021`
fn compact(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Text as the value of a property.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | ';' | ',') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A name as part of an id: lower case, with single dashes for what is no letter or digit.
fn slug(name: &str) -> String {
    let words = name.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_lowercase();
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}
