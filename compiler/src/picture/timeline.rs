//! A timeline: groups of bars over days, lines between bars, days off, goals, and today.
//!
//! Names stand behind their bars, so that there is no column of names to scroll away. Lines leave a bar downwards at its
//! end, where later bars are not, and come to a bar from the left, where nothing else is; so no line crosses a name.

mod head;

use pdl_lang::calendar::{Date, human_range};

use super::Tie;
use super::svg::{Drawing, line, number, push_number, rect, text, width, xml};
use crate::put::{put, putln};

const ROW: f64 = 24.0;
const BAR: f64 = 14.0;
const MARGIN: f64 = 8.0;

/// What is drawn.
pub(crate) struct Timeline<'a> {
    /// Groups of bars from above.
    pub(crate) groups: Vec<Group<'a>>,
    /// Lines between bars, by their places among all bars: from, to, and why.
    pub(crate) lines: Vec<(usize, usize, Tie)>,
    /// Days off.
    pub(crate) closed: Vec<Closed<'a>>,
    /// Goals.
    pub(crate) goals: Vec<Mark>,
    /// The day that counts as today.
    pub(crate) today: Option<Date>,
}

/// A span of days and the bars that belong to it.
pub(crate) struct Group<'a> {
    /// What it is called above the days.
    pub(crate) short: &'a str,
    /// What is said above its bars.
    pub(crate) heading: String,
    /// First and last day.
    pub(crate) days: (Date, Date),
    /// Its bars from above.
    pub(crate) bars: Vec<Bar>,
}

/// A bar.
pub(crate) struct Bar {
    /// What stands behind it.
    pub(crate) label: String,
    /// What more there is to say.
    pub(crate) hint: String,
    /// What it is: classes of the theme.
    pub(crate) class: String,
    /// First and last day.
    pub(crate) days: (Date, Date),
    /// Where it leads.
    pub(crate) href: Option<String>,
}

/// Days off.
pub(crate) struct Closed<'a> {
    pub(crate) days: (Date, Date),
    pub(crate) name: &'a str,
}

impl Closed<'_> {
    /// `Thanksgiving, Nov 27, 2025`
    fn hint(&self) -> String {
        format!("{}, {}", self.name, human_range(self.days.0, self.days.1))
    }
}

/// A goal.
pub(crate) struct Mark {
    pub(crate) day: Date,
    pub(crate) label: String,
    pub(crate) hint: String,
}

/// From days to pixels.
#[derive(Clone, Copy)]
struct Scale {
    first: Date,
    day: f64,
}

impl Scale {
    /// Where a day begins.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 days")]
    fn start(self, day: Date) -> f64 {
        let days = day.duration_since(self.first).as_hours() / 24;
        MARGIN + days as f64 * self.day
    }

    /// Where a day ends.
    fn end(self, day: Date) -> f64 {
        self.start(day) + self.day
    }
}

/// A bar in its place.
struct Placed {
    start: f64,
    end: f64,
    middle: f64,
}

impl Timeline<'_> {
    /// Draws it; `None` when there are no days to draw over.
    pub(crate) fn draw(&self) -> Option<Drawing> {
        let scale = self.scale()?;
        let (top, head) = self.head(scale);
        let mut drawing = Drawing { head, top, ..Drawing::default() };
        let places = self.places(scale, head, &mut drawing);
        let right = self.right(scale, &places);
        drawing.width = right + MARGIN;
        self.background(scale, &mut drawing);
        self.lines(&places, &mut drawing.body);
        self.bars(scale, head, &places, &mut drawing.body);
        Some(drawing)
    }

    /// All days that something stands on, as wide as is needed to tell the groups apart.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 days")]
    fn scale(&self) -> Option<Scale> {
        const WIDTH: f64 = 940.0;
        const GROUP: f64 = 84.0;
        const WIDEST: f64 = 16_000.0;
        let groups = self.groups.iter().filter(|group| group.days.0 <= group.days.1);
        let bars = self.groups.iter().flat_map(|group| group.bars.iter().map(|bar| bar.days));
        let days = groups.clone().map(|group| group.days).chain(bars);
        let first = days.clone().map(|it| it.0).min()?;
        let last = days.map(|it| it.1).max()?.max(first);
        let length =
            |(first, last): (Date, Date)| (last.duration_since(first).as_hours() / 24 + 1) as f64;
        let total = length((first, last));
        let mut lengths: Vec<f64> = groups.map(|group| length(group.days)).collect();
        lengths.sort_by(f64::total_cmp);
        // Half of the groups have room for their names; a day of a group may be an exception.
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(total);
        let day = (WIDTH / total).max(GROUP / usual).min((WIDEST / total).max(0.5)).min(40.0);
        Some(Scale { first, day })
    }

    /// Gives every bar its place, notes where the drawing can be cut, and how high it is.
    fn places(&self, scale: Scale, head: f64, drawing: &mut Drawing) -> Vec<Placed> {
        let mut y = head;
        let mut places = Vec::new();
        for group in &self.groups {
            drawing.cuts.push(y);
            y += ROW;
            for (index, bar) in group.bars.iter().enumerate() {
                // A heading keeps its first bar.
                if index > 0 {
                    drawing.cuts.push(y);
                }
                let (start, end) = (scale.start(bar.days.0), scale.end(bar.days.1));
                places.push(Placed { start, end: end.max(start + 3.0), middle: y + ROW / 2.0 });
                y += ROW;
            }
        }
        drawing.height = y + MARGIN;
        drawing.cuts.push(drawing.height);
        places
    }

    /// Where the last name ends, or the last day.
    fn right(&self, scale: Scale, places: &[Placed]) -> f64 {
        let bars = self.groups.iter().flat_map(|group| &group.bars);
        let names = bars.zip(places).map(|(bar, place)| place.end + 6.0 + width(&bar.label));
        let headings = self
            .groups
            .iter()
            .map(|group| scale.start(group.days.0) + 4.0 + width(&group.heading) * 1.06);
        let days = self.groups.iter().map(|group| scale.end(group.days.1));
        names.chain(headings).chain(days).fold(0.0, f64::max)
    }

    /// Bands, days off, goals and today, behind everything else.
    fn background(&self, scale: Scale, drawing: &mut Drawing) {
        let (top, height) = (drawing.head, drawing.height);
        let out = &mut drawing.body;
        for group in self.groups.iter().step_by(2) {
            let (start, end) = (scale.start(group.days.0), scale.end(group.days.1));
            rect(out, "band", start, top, ((end - start).max(0.0), height - top), 0.0);
        }
        for closed in &self.closed {
            let (start, end) = (scale.start(closed.days.0), scale.end(closed.days.1));
            put!(out, "<g><title>{}</title>", xml(&closed.hint()));
            rect(out, "closed", start, top, ((end - start).max(1.0), height - top), 0.0);
            out.push_str("</g>");
        }
        out.push('\n');
        for goal in &self.goals {
            let x = scale.end(goal.day);
            line(out, "goal", (x, top), (x, height));
        }
        if let Some(today) = self.today.filter(|it| *it >= scale.first) {
            let x = scale.start(today);
            line(out, "today", (x, top), (x, height));
        }
    }

    fn lines(&self, places: &[Placed], out: &mut String) {
        const STEPS: usize = 4;
        let mut taken = vec![0_usize; places.len()];
        for &(from, to, tie) in &self.lines {
            let (one, other) = (&places[from], &places[to]);
            let class = tie.class();
            put!(out, "<path class=\"{class}\" data-e=\"{from} {to}\" d=\"M");
            let step = taken[from].min(STEPS);
            taken[from] += 1;
            if other.start > one.end - 4.0 {
                let x = one.end - 4.0;
                let tip = other.start - 1.0;
                for value in [x, one.middle + BAR / 2.0] {
                    push_number(out, value);
                    out.push(' ');
                }
                putln!(
                    out,
                    "V{}H{}\"/>{}",
                    number(other.middle),
                    number(tip),
                    right_tip(tip, other.middle)
                );
            } else {
                // Bars above one another: down along their beginnings, behind whatever lies between.
                #[expect(clippy::cast_precision_loss, reason = "it is at most 4")]
                let x = other.start.max(one.start) + 6.0 + 5.0 * step as f64;
                let down = if other.middle > one.middle { 1.0 } else { -1.0 };
                let (begin, tip) =
                    (one.middle + down * BAR / 2.0, other.middle - down * (BAR / 2.0 + 1.0));
                putln!(
                    out,
                    "{} {}V{}\"/><path class=\"tip\" d=\"M{} {}l3 {}h-6z\"/>",
                    number(x),
                    number(begin),
                    number(tip),
                    number(x),
                    number(tip),
                    number(-5.0 * down)
                );
            }
        }
    }

    fn bars(&self, scale: Scale, head: f64, places: &[Placed], out: &mut String) {
        let mut y = head;
        let mut index = 0;
        for group in &self.groups {
            text(
                out,
                "label heading",
                scale.start(group.days.0) + 4.0,
                y + ROW - 7.0,
                &group.heading,
            );
            out.push('\n');
            y += ROW;
            for bar in &group.bars {
                self::bar(out, bar, &places[index], index);
                index += 1;
                y += ROW;
            }
        }
    }
}

fn bar(out: &mut String, bar: &Bar, place: &Placed, index: usize) {
    match &bar.href {
        // The table says the same to keyboards and screen readers; a stop at every bar would be in their way.
        Some(href) => put!(out, "<a href=\"{}\" tabindex=\"-1\" data-n=\"{index}\">", xml(href)),
        None => out.push_str("<g>"),
    }
    put!(out, "<title>{}</title>", xml(&bar.hint));
    let class = format!("bar {}", bar.class);
    rect(out, &class, place.start, place.middle - BAR / 2.0, (place.end - place.start, BAR), 3.0);
    text(out, "label", place.end + 6.0, place.middle + 4.0, &bar.label);
    out.push_str(if bar.href.is_some() { "</a>\n" } else { "</g>\n" });
}

fn right_tip(x: f64, y: f64) -> String {
    format!("<path class=\"tip\" d=\"M{} {}l-5 -3v6z\"/>", number(x), number(y))
}
