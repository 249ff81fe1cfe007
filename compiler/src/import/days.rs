//! Lines of a calendar: working days, freezes, holidays.

use std::ops::Range;

use super::document::Item;
use super::draft::{DayOff, Draft};
use super::header::key_value;
use super::{dates, ours, sections};

/// Takes an item of the calendar, with what stands below it.
pub(super) fn line(draft: &mut Draft, item: &Item) -> bool {
    let known = draft.freezes.len() + draft.holidays.len();
    if !read(draft, &item.text) {
        return false;
    }
    let is_new = draft.freezes.len() + draft.holidays.len() > known;
    if draft.endings.is_some() && is_new {
        let is_freeze = item.text.to_lowercase().starts_with("freeze");
        let days = if is_freeze { &mut draft.freezes } else { &mut draft.holidays };
        days.iter_mut().next_back().into_iter().for_each(|it| it.doc = ours::unquoted(&item.rest));
        return true;
    }
    sections::rest(draft, item, 0);
    true
}

fn read(draft: &mut Draft, text: &str) -> bool {
    let lower = text.to_lowercase();
    if let Some((key, value)) = key_value(text)
        && key == "working days"
        && draft.workdays.is_none()
    {
        draft.workdays = workdays(value);
        return draft.workdays.is_some();
    }
    // A name stands behind the dates or before them.
    let name = |place: Range<usize>| {
        let is_edge = |it: char| matches!(it, ':' | '—' | '–' | '(' | ')' | ',' | '-' | ' ');
        let before = text[..place.start].trim_start_matches(|it: char| it.is_alphabetic());
        let parts = [before.trim_matches(is_edge), text[place.end..].trim_start_matches(is_edge)];
        let parts: Vec<&str> =
            parts.into_iter().map(str::trim).filter(|it| !it.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let after = draft.platform.date;
    if lower.starts_with("freeze") {
        let dates = dates::range(text, after)
            .or_else(|| dates::single(text, after).map(|(place, day)| (place, day, day)));
        let Some((place, first, last)) = dates else { return false };
        draft.freezes.push(DayOff { first, last, name: name(place), doc: Vec::new() });
        return true;
    }
    if lower.starts_with("holiday")
        && let Some((place, date)) = dates::single(text, after)
    {
        let (first, last) = (date, date);
        draft.holidays.push(DayOff { first, last, name: name(place), doc: Vec::new() });
        return true;
    }
    false
}

/// `Mon–Fri`, `Mon, Wed, Fri`
fn workdays(text: &str) -> Option<String> {
    let day = |word: &str| {
        let word = word.trim().to_lowercase();
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        days.into_iter().find(|day| word.starts_with(day))
    };
    if let Some((first, last)) = text.split_once(['–', '-']) {
        return Some(format!("{}..{}", day(first)?, day(last)?));
    }
    let days: Option<Vec<&str>> = text.split(',').map(day).collect();
    days.map(|days| format!("[{}]", days.join(", ")))
}
