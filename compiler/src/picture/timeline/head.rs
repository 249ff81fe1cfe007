//! What stands above the days of a timeline: months, groups, days off, goals, today.

use pdl_lang::calendar::{Date, human_date};

use super::{Closed, Scale, Timeline};
use crate::picture::svg::{number, text, width, xml};
use crate::put::put;

const LINE: f64 = 18.0;

/// Spans of a line that are taken, in the order in which they were.
#[derive(Default)]
struct Lines(Vec<Vec<(f64, f64)>>);

impl Lines {
    /// The first line on which a span is free; takes it.
    fn take(&mut self, from: f64, to: f64) -> usize {
        let is_free = |line: &Vec<(f64, f64)>| {
            line.iter().rev().take(64).all(|it| it.1 <= from || to <= it.0)
        };
        let line = self.0.iter().position(is_free).unwrap_or(self.0.len());
        if line == self.0.len() {
            self.0.push(Vec::new());
        }
        self.0[line].push((from, to));
        line
    }
}

impl Timeline<'_> {
    /// The elements of the head, and how high it is.
    pub(super) fn head(&self, scale: Scale) -> (String, f64) {
        let mut out = String::new();
        self.months(scale, &mut out);
        let mut names: Vec<(f64, f64)> = Vec::new();
        for group in &self.groups {
            let (start, end) = (scale.start(group.days.0), scale.end(group.days.1));
            let long = width(group.short) * 1.06;
            if long + 4.0 <= end - start {
                names.push((start, end));
                text(&mut out, "heading", start + 4.0, 2.0 * LINE - 5.0, group.short);
            }
        }
        let last = self.groups.iter().map(|group| group.days.1).max().unwrap_or(scale.first);
        let mut unnamed = Vec::new();
        for closed in self.closed.iter().filter(|it| scale.first <= it.days.1 && it.days.0 <= last)
        {
            let (start, end) = (scale.start(closed.days.0), scale.end(closed.days.1));
            let fits = width(closed.name) + 6.0 <= end - start;
            if fits && names.iter().all(|it| it.1 <= start || end <= it.0) {
                names.push((start, end));
                let (x, y) = (start + 3.0, 2.0 * LINE - 5.0);
                closed_label(&mut out, closed, (x, y), closed.name);
            } else {
                unnamed.push(closed);
            }
        }
        out.push('\n');
        let height = 2.0 * LINE + self.marks(scale, &unnamed, &mut out);
        (out, height + 4.0)
    }

    /// The names of months where there is room for them, and of years with the first.
    fn months(&self, scale: Scale, out: &mut String) {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let last = self.groups.iter().map(|group| group.days.1).max().unwrap_or(scale.first);
        let mut day = Some(scale.first);
        let mut free = 0.0;
        let mut year = None;
        while let Some(date) = day.filter(|it| *it <= last) {
            let month = usize::from(date.month().unsigned_abs());
            let new_year = year != Some(date.year());
            let name = if new_year {
                format!("{} {}", MONTHS[month - 1], date.year())
            } else {
                MONTHS[month - 1].to_owned()
            };
            let x = scale.start(date);
            if x >= free {
                text(out, "soft", x + 4.0, LINE - 5.0, &name);
                free = x + width(&name) + 12.0;
                year = Some(date.year());
            }
            day = next_month(date);
        }
        out.push('\n');
    }

    /// Goals, today, and days off that have no room of their own, on as many lines as they need to stand beside each
    /// other.
    #[expect(clippy::cast_precision_loss, reason = "there are few lines")]
    fn marks(&self, scale: Scale, unnamed: &[&Closed<'_>], out: &mut String) -> f64 {
        // A calendar with more holidays than this is read from the tips of the pointer.
        const NAMED: usize = 24;
        let mut lines = Lines::default();
        if let Some(today) = self.today.filter(|it| *it >= scale.first) {
            let label = format!("Today, {}", human_date(today));
            let x = scale.start(today);
            let line = lines.take(x, x + width(&label) * 1.06 + 10.0);
            text(out, "today-label", x + 3.0, (3 + line) as f64 * LINE - 5.0, &label);
        }
        for goal in &self.goals {
            // The mark stands at the end of the day, its name before or behind it.
            let (x, long) = (scale.end(goal.day), width(&goal.label) * 1.06);
            let before = x - 9.0 - long >= 0.0;
            let (from, to) =
                if before { (x - 9.0 - long, x + 7.0) } else { (x - 7.0, x + 9.0 + long) };
            let y = (3 + lines.take(from, to)) as f64 * LINE - 9.0;
            put!(
                out,
                "<g><title>{}</title><path class=\"goal-mark\" d=\"M{} {}l5 5l-5 5l-5 -5z\"/>",
                xml(&goal.hint),
                number(x),
                number(y - 5.0)
            );
            let start = if before { x - 8.0 - long } else { x + 8.0 };
            text(out, "goal-label", start, y + 4.0, &goal.label);
            out.push_str("</g>\n");
        }
        let last = self.groups.iter().map(|group| scale.end(group.days.1)).fold(0.0, f64::max);
        for closed in unnamed.iter().take(NAMED) {
            let hint = closed.hint();
            let long = width(&hint) + 8.0;
            let start = scale.start(closed.days.0).max(0.0);
            // What would stand out at the right stands before the end of its days.
            let fits = start + long <= last;
            let x = if fits { start } else { (scale.end(closed.days.1) - long).max(0.0) };
            let line = lines.take(x, x + long);
            let y = (3 + line) as f64 * LINE - 5.0;
            closed_label(out, closed, (x + 3.0, y), &hint);
        }
        lines.0.len() as f64 * LINE
    }
}

/// The name of days off, with all that is known of them.
fn closed_label(out: &mut String, closed: &Closed<'_>, (x, y): (f64, f64), name: &str) {
    put!(out, "<g><title>{}</title>", xml(&closed.hint()));
    text(out, "closed-label", x, y, name);
    out.push_str("</g>\n");
}

/// The first day of the month after a date.
fn next_month(date: Date) -> Option<Date> {
    let (year, month) = match date.month() {
        12 => (date.year() + 1, 1),
        month => (date.year(), month + 1),
    };
    Date::new(year, month, 1).ok()
}
