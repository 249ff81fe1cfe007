//! Lines of a calendar: working days, freezes, holidays.

use std::ops::Range;

use super::dates;
use super::draft::Draft;
use super::header::key_value;

/// Takes a line of the calendar.
pub(super) fn line(draft: &mut Draft, text: &str) -> bool {
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
        draft.freezes.push((first, last, name(place)));
        return true;
    }
    if lower.starts_with("holiday")
        && let Some((place, date)) = dates::single(text, after)
    {
        draft.holidays.push((date, name(place)));
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
