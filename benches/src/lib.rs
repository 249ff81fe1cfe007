//! Generated plans: the same text for the same size, without errors, shaped like real ones.

mod platform;

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

pub use platform::{platform, platform_on};

/// How many stories a sprint holds.
const WIDTH: usize = 20;

/// The schedule of `stories` stories: sprints of a week, lanes, clusters, points, and two predecessors a story.
///
/// # Panics
/// Beyond a plan that ends in the year 9999: about eight million stories.
#[must_use]
pub fn plan(stories: usize) -> String {
    let clusters = &["infra", "apps"];
    plan_of(&Shape { stories, clusters, on_some: Some("[infra, apps]") })
}

/// How large a plan is, and where its stories are delivered.
struct Shape {
    stories: usize,
    clusters: &'static [&'static str],
    /// What every third story says about its clusters, if they say anything.
    on_some: Option<&'static str>,
}

fn plan_of(shape: &Shape) -> String {
    let stories = shape.stories;
    let mut text = String::with_capacity(stories * 160 + 1024);
    preamble(&mut text, shape);
    let mut monday = date(2025, 1, 6);
    for (sprint, first) in (0..stories).step_by(WIDTH).enumerate() {
        let last = (first + WIDTH).min(stories);
        write_sprint(&mut text, sprint, monday, first..last, shape);
        monday = monday.checked_add(1.week()).expect("the plan ends before the year 9999");
        debug_assert_eq!(monday.weekday(), Weekday::Monday);
    }
    order(&mut text, stories);
    text
}

fn preamble(text: &mut String, shape: &Shape) {
    text.push_str(
        "platform generated {\n  title: \"A generated plan\"\n  story-prefix: \"STORY-\"\n}\n\n",
    );
    text.push_str("calendar {\n  workdays: mon..fri\n}\n\n");
    for lane in 0..8 {
        line(text, format_args!("lane lane-{lane} \"Lane {lane}\" {{}}"));
    }
    for (id, cluster) in shape.clusters.iter().enumerate() {
        line(text, format_args!("cluster {cluster} {{"));
        line(text, format_args!("  id: {}", id + 1));
        line(text, format_args!("  pods: 10.{}.0.0/16", 100 + id));
        line(text, format_args!("}}"));
    }
    text.push('\n');
}

fn write_sprint(
    text: &mut String,
    sprint: usize,
    monday: Date,
    stories: std::ops::Range<usize>,
    shape: &Shape,
) {
    let friday = monday.checked_add(4.days()).expect("the plan ends before the year 9999");
    line(text, format_args!("sprint S{sprint} {monday}..{friday} \"Sprint {sprint}\" {{"));
    for story in stories {
        line(
            text,
            format_args!("  story {} \"Deliver part {story} of the platform\" {{", Id(story)),
        );
        line(text, format_args!("    lane: lane-{}", story % 8));
        line(text, format_args!("    points: {}", 1 + story % 8));
        if let Some(clusters) = shape.on_some.filter(|_| story % 3 == 0) {
            line(text, format_args!("    clusters: {clusters}"));
        }
        line(text, format_args!("  }}"));
    }
    text.push_str("}\n\n");
}

fn order(text: &mut String, stories: usize) {
    text.push_str("order {\n");
    for story in WIDTH..stories {
        let above = story - WIDTH;
        let beside = above - above % WIDTH + (above + 1) % WIDTH;
        line(text, format_args!("  ({} | {}) -> {}", Id(above), Id(beside), Id(story)));
    }
    text.push_str("}\n");
    if stories > 0 {
        let last = (stories - 1) / WIDTH;
        text.push_str("\nmilestone M1 end S0 \"Begun\"\n");
        line(text, format_args!("milestone M2 end S{last} \"Delivered\""));
    }
}

/// The id of a generated story.
struct Id(usize);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PART-{:06}", self.0)
    }
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("writing to a string does not fail");
}
