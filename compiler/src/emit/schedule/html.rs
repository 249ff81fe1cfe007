//! `schedule.html`: one page that needs nothing else: timeline, dependencies, a table to sort and filter, details.
//!
//! The page asks nobody for anything and says so itself: its policy allows its own style and script by their hashes, and
//! nothing else. Texts of the program become text by the rules of the templates' language.

mod rows;
mod view;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::super::facts::Facts;
use super::super::{names, pictures};
use crate::picture::{Drawing, THEME, number};
use crate::plain;
use rows::{Choice, Row};
use view::{MilestoneView, RiskView, SprintView};

const SCRIPT: &str = include_str!("../../../templates/schedule.js");
const STYLE: &str = include_str!("../../../templates/schedule.css");

/// The room for a picture on a printed page, in pixels: A4 across, less margins.
const PAGE: (f64, f64) = (1040.0, 650.0);

/// What a usual window has room for, in pixels.
const WINDOW: f64 = 1200.0;

#[derive(Template)]
#[template(path = "schedule.html")]
struct Page {
    policy: String,
    style: String,
    script: &'static str,
    title: String,
    facts: Vec<(&'static str, String)>,
    done: usize,
    total: usize,
    percent: usize,
    timeline: Option<Picture>,
    graph: Option<Picture>,
    sprints: Vec<SprintView>,
    milestones: Vec<MilestoneView>,
    risks: Vec<RiskView>,
    lanes: Vec<Choice>,
    clusters: Vec<Choice>,
    statuses: Vec<Choice>,
    sprint_choices: Vec<Choice>,
    rows: Vec<Row>,
    origin: String,
}

/// A drawing as the page needs it.
struct Picture {
    width: String,
    height: String,
    top: String,
    body: String,
    remark: Option<String>,
    /// Whether it may be made so small that a usual window holds it.
    fits: bool,
    slices: Vec<Slice>,
}

/// A part of a drawing that fits on a printed page.
struct Slice {
    /// Where it begins in the drawing.
    from: String,
    height: String,
    /// The height with what stands above every part.
    total: String,
    head: String,
}

/// Writes the page.
pub(super) fn html(facts: &Facts<'_>) -> String {
    let plan = facts.plan;
    let style = format!("{THEME}{STYLE}");
    let href = |story| Some(format!("#{}", pictures::anchor(story)));
    let all = view::all(facts);
    let page = Page {
        policy: format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(SCRIPT)
        ),
        style,
        script: SCRIPT,
        title: plain::line(&facts.title()),
        facts: view::facts(facts),
        done: all.done,
        total: all.stories,
        percent: all.percent(),
        timeline: pictures::timeline(facts, href).map(Picture::new),
        graph: pictures::layers(facts, href).map(Picture::new),
        sprints: view::sprints(facts),
        milestones: view::milestones(facts),
        risks: view::risks(facts),
        lanes: rows::lanes(plan),
        clusters: rows::clusters(plan),
        statuses: rows::statuses(plan),
        sprint_choices: rows::sprints(facts),
        rows: facts.schedule.order.iter().map(|&story| rows::row(facts, story)).collect(),
        origin: plain::line(&names::origin(facts.analysis).replace('`', "")),
    };
    page.render().expect("memory takes any page")
}

/// What a policy calls a text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

impl Picture {
    fn new(drawing: Drawing) -> Self {
        let slices = slices(&drawing);
        let Drawing { width, height, top, body, remark, .. } = drawing;
        let fits = width <= WINDOW * 1.5;
        Self { width: number(width), height: number(height), top, body, remark, fits, slices }
    }
}

/// Cuts a drawing between its rows into parts that fit on printed pages.
fn slices(drawing: &Drawing) -> Vec<Slice> {
    let scale = (PAGE.0 / drawing.width).min(1.0);
    let room = PAGE.1 / scale - drawing.head;
    let mut slices = Vec::new();
    let mut from = drawing.head;
    let mut last = from;
    for &cut in drawing.cuts.iter().filter(|cut| **cut > drawing.head) {
        if cut - from > room && last > from {
            slices.push(slice(drawing, from, last));
            from = last;
        }
        last = cut;
    }
    slices.push(slice(drawing, from, drawing.height));
    slices
}

fn slice(drawing: &Drawing, from: f64, to: f64) -> Slice {
    Slice {
        from: number(from),
        height: number(to - from),
        total: number(to - from + drawing.head),
        head: number(drawing.head),
    }
}
