//! What follows from small plans with manifests, by hand.

use super::*;
use crate::analysis::{Analysis, Options, analyze};
use crate::critical_path::Work;
use crate::program::Program;

/// Analyses `text`, whose findings do not matter here.
fn analysis(text: &str) -> Analysis {
    analyze(Program::of_text("platform.pdl", text), &Options::default())
}

fn story(plan: &Plan, name: &str) -> StoryId {
    let found = plan.stories.iter().find(|(_, story)| story.name.text == name);
    found.expect("the story is in the text").0
}

fn names(plan: &Plan, stories: &[StoryId]) -> String {
    let names: Vec<&str> = stories.iter().map(|&it| plan.stories[it].name.text.as_str()).collect();
    names.join(" ")
}

/// A plan of two sprints.
fn two_sprints(first: &str, second: &str, rest: &str) -> Analysis {
    analysis(&format!(
        "sprint S0 2025-10-20..2025-10-31 {{ {first} }}
        sprint S1 2025-11-03..2025-11-14 {{ {second} }}
        {rest}"
    ))
}

/// Components of the stories `CLASS`, `CLAIM` and `COPY`: the second and the third need the first's class, the third
/// also the second's Secret; and `FAR`, which needs that alone.
const COMPONENTS: &str = r#"
cluster one
component class {
  story: CLASS
  resource StorageClass fast { provisioner: "x" }
}
component claim {
  story: CLAIM
  namespace: data
  resource PersistentVolumeClaim data {
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: "fast", resources: { requests: { storage: "1Gi" } } }
  }
  provides: [Secret/keys]
  helm { chart: "oci://x.io/y", version: "1.0.0" }
}
component copy {
  story: COPY
  namespace: data
  resource PersistentVolumeClaim copy {
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: "fast", resources: { requests: { storage: "1Gi" } } }
  }
  needs: [Secret/keys]
}
"#;

/// `CLASS CLAIM` for what comes first and what waits, with `!` behind needs.
fn ways(it: &Analysis, name: &str) -> String {
    let before = it.waits.before(story(&it.plan, name)).map(|(from, why)| {
        let mark = if matches!(why, Why::Need(_)) { "!" } else { "" };
        format!("{}{mark}", names(&it.plan, &[from]))
    });
    before.collect::<Vec<_>>().join(" ")
}

#[test]
fn manifests_let_stories_wait_that_no_order_joins() {
    let it = two_sprints("story CLASS", "story CLAIM, story COPY", COMPONENTS);
    assert_eq!(ways(&it, "CLASS"), "");
    assert_eq!(ways(&it, "CLAIM"), "CLASS!");
    assert_eq!(ways(&it, "COPY"), "CLAIM!", "the class follows from it");
    let all = it.waits.needs(story(&it.plan, "COPY"));
    let all: Vec<_> =
        all.map(|(need, implied)| (need.needs[0].target.to_string(), implied)).collect();
    let expected = [("StorageClass/fast", true), ("Secret/data/keys", false)];
    assert_eq!(all, expected.map(|(target, implied)| (target.to_owned(), implied)));
    let waves: Vec<u32> = it.waits.wave.values().copied().collect();
    assert_eq!(waves, [1, 2, 3]);
    assert_eq!(it.schedule.wave.values().copied().collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn orders_that_say_the_same_leave_needs_out() {
    let orders = "order { CLASS -> CLAIM -> COPY }";
    let it =
        two_sprints("story CLASS", "story CLAIM, story COPY", &format!("{COMPONENTS}{orders}"));
    assert_eq!(ways(&it, "CLAIM"), "CLASS");
    assert_eq!(ways(&it, "COPY"), "CLAIM");
    let [class, claim] = ["CLASS", "CLAIM"].map(|name| story(&it.plan, name));
    assert!(it.waits.need(class, claim).is_some(), "it is why they are ordered");
    assert!(it.waits.need(claim, class).is_none());
}

#[test]
fn what_is_needed_holds_stories_in_their_sprints() {
    let it = two_sprints("story CLASS", "story CLAIM, story COPY", COMPONENTS);
    let slack = it.waits.slack(&it.plan, &it.schedule);
    let earlier = |name| slack[story(&it.plan, name)].map(|slack| slack.earlier);
    assert_eq!([earlier("CLASS"), earlier("CLAIM"), earlier("COPY")], [Some(0), Some(1), Some(0)]);
    let free = slack[story(&it.plan, "CLASS")].map(|slack| slack.free);
    assert_eq!(free, Some(1));
    let first = it.waits.first_sprint_for(&it.plan, &it.schedule, story(&it.plan, "COPY"));
    assert_eq!(first, Some(SprintId(1)));
}

#[test]
fn a_day_that_is_looked_at_changes_no_need_of_the_plan() {
    let text = format!(
        "platform p {{ wire: done }}
        sprint S0 2025-10-20..2025-10-31 {{ story CLASS }}
        sprint S1 2025-11-03..2025-11-14 {{ story CLAIM, story COPY }}
        {COMPONENTS}"
    );
    assert_eq!(ways(&analysis(&text), "COPY"), "CLAIM!");
}

#[test]
fn what_is_put_there_by_hand_is_there_from_then_on() {
    let text = COMPONENTS.replace(
        "story: CLASS",
        "story: CLASS
  bootstrap: HAND",
    );
    let it = two_sprints("story HAND, story CLAIM", "story CLASS, story COPY", &text);
    assert_eq!(ways(&it, "CLAIM"), "HAND!");
}

#[test]
fn early_dates_wait_for_what_is_needed() {
    let it = two_sprints(
        "story CLASS { estimate: 3d }",
        "story CLAIM { estimate: 2d }, story COPY { estimate: 1d }",
        COMPONENTS,
    );
    let critical = it.waits.critical(&it.plan, None);
    assert_eq!(names(&it.plan, &critical.chain()), "CLASS CLAIM COPY");
    let times = critical.times(story(&it.plan, "COPY")).expect("the plan needs it");
    assert_eq!(times.early_start, Work::from_days(5).0);
}

#[test]
fn the_first_sprint_that_fits_is_that_of_the_last_predecessor() {
    let it = two_sprints(
        "story A, story LATE, story FREE, story NEVER",
        "story B",
        "backlog { story C }
        order { (A | B) -> LATE, C -> NEVER }",
    );
    let fits = |name| it.waits.first_sprint_for(&it.plan, &it.schedule, story(&it.plan, name));
    assert_eq!(fits("LATE"), Some(SprintId(1)));
    assert_eq!(fits("FREE"), None);
    assert_eq!(fits("NEVER"), None);
}

/// Estimates everywhere, a done story first.
fn estimated() -> Analysis {
    two_sprints(
        "story A { status: done, estimate: 9d }, story B { estimate: 2d }, story C { estimate: [1d, 2d, 9d] }",
        "story D { estimate: 4d }, story E { estimate: 1d }",
        "order { A -> (B | C) -> D, B -> E }
        milestone M0 end S0 \"First\" { requires: [B] }
        milestone M1 end S1 \"Second\"",
    )
}

#[test]
fn the_critical_path_leads_through_open_work_alone() {
    let it = estimated();
    let whole = it.waits.critical(&it.plan, None);
    assert_eq!(names(&it.plan, &whole.chain()), "C D");
    let Critical::Estimated(path) = &whole else { panic!("every story has an estimate") };
    assert_eq!(path.length, Work::from_days(7).0);
    let times = whole.times(story(&it.plan, "E")).expect("the plan needs it");
    assert_eq!((times.early_start, times.total_float), (12, 24));
}

/// The first day of each story that can take place as early as it can, and the chain.
fn earliest(stories: &str, order: &str, as_of: Option<&str>) -> String {
    let text = format!("sprint S0 2025-10-20..2025-10-31 {{ {stories} }}\norder {{ {order} }}");
    let as_of = as_of.map(|day| day.parse().expect("a day"));
    let options = Options { as_of, ..Options::default() };
    let it = analyze(Program::of_text("platform.pdl", &text), &options);
    let critical = it.waits.critical(&it.plan, None);
    let origin = it.schedule.origin.expect("there is a sprint");
    let days = it.plan.stories.iter().filter_map(|(id, story)| {
        let is_open = story.status() != Status::Done;
        let times = critical.times(id).filter(|_| is_open)?;
        let (first, last) = times.early_dates(&it.plan.calendar.working, origin)?;
        Some(format!("{} {}..{}", story.name, first.day(), last.day()))
    });
    let days: Vec<String> = days.collect();
    format!("{}; {}", days.join(", "), names(&it.plan, &critical.chain()))
}

#[test]
fn what_is_known_of_stories_holds_the_others() {
    let check = |stories: &str, order: &str, expected: &str| {
        assert_eq!(earliest(stories, order, None), expected, "{stories}");
    };
    let rest = "story B { estimate: 2d }";
    check(&format!("story A {{ status: done, estimate: 1d }}, {rest}"), "A -> B", "B 20..21; B");
    // Finished on a Friday or during the weekend: what follows begins on Monday.
    for day in ["24", "25", "26"] {
        let done = format!("story A {{ status: done, finished: 2025-10-{day} }}, {rest}");
        check(&done, "A -> B", "B 27..28; B");
    }
    let active = "status: active, started: 2025-10-23, estimate: 1d";
    check(&format!("story A {{ {active} }}, {rest}"), "A -> B", "A 23..23, B 24..27; A B");
    // Before the plan begins is as early as can be.
    let early = "status: active, started: 2025-10-01, estimate: 1d";
    check(&format!("story A {{ {early} }}, {rest}"), "A -> B", "A 20..20, B 21..22; A B");
    let done = "story A { status: done, finished: 2025-10-02 }";
    check(&format!("{done}, {rest}"), "A -> B", "B 20..21; B");
}

#[test]
fn what_has_started_is_held_by_what_is_left_and_not_by_what_is_done() {
    let check = |first: &str, second: &str, expected: &str| {
        let stories =
            format!("story A {{ {first} }}, story B {{ {second} }}, story C {{ estimate: 1d }}");
        assert_eq!(earliest(&stories, "A -> B -> C", None), expected, "{first}, {second}");
    };
    let active = "status: active, started: 2025-10-22, estimate: 2d";
    // Handed over on one day.
    check("status: done, finished: 2025-10-22", active, "B 22..23, C 24..24; B C");
    // The work that is left of a story waits for that of the one before it.
    check("estimate: 4d", active, "A 20..23, B 24..27, C 28..28; A B C");
    check("estimate: 1d", active, "A 20..20, B 22..23, C 24..24; B C");
    // A story that is done too early does not let through what it should have waited for.
    let done = "status: done, finished: 2025-10-21";
    check("estimate: 3d", done, "A 20..22, C 23..23; A C");
    check("estimate: 1d", done, "A 20..20, C 22..22; C");
}

#[test]
fn on_a_day_the_work_that_is_left_counts_from_it() {
    let stories = "story A { status: active, started: 2025-10-21, estimate: 2d },
        story D { status: done, finished: 2025-10-22 }, story B { estimate: 1d }";
    let on = |day| earliest(stories, "D -> A -> B", day);
    assert_eq!(on(None), "A 21..22, B 23..23; A B");
    assert_eq!(on(Some("2025-10-27")), "A 27..28, B 29..29; A B");
}

#[test]
fn a_milestone_has_a_critical_path_of_what_it_needs() {
    let it = estimated();
    let first = it.waits.critical(&it.plan, Some(MilestoneId(0)));
    assert_eq!(names(&it.plan, &first.chain()), "B");
    assert_eq!(first.times(story(&it.plan, "C")), None);
    let second = it.waits.critical(&it.plan, Some(MilestoneId(1)));
    assert_eq!(second, it.waits.critical(&it.plan, None));
}

#[test]
fn without_an_estimate_only_the_order_is_known() {
    let it = two_sprints(
        "story A { status: done }, story B { estimate: 2d }, story C",
        "story D, story E { estimate: 1d }",
        "order { A -> B -> C -> D, B -> E }
        milestone M0 end S0 \"First\" { requires: [B] }
        milestone M1 end S1 \"Second\" { requires: [D] }",
    );
    let critical = |milestone| it.waits.critical(&it.plan, Some(MilestoneId(milestone)));
    assert!(matches!(critical(0), Critical::Estimated(_)));
    let Critical::OrderOnly { without_estimate, chain } = critical(1) else {
        panic!("`C` and `D` have no estimate")
    };
    assert_eq!(names(&it.plan, &without_estimate), "C D");
    assert_eq!(names(&it.plan, &chain), "B C D");
}

#[test]
fn what_needs_a_cycle_has_no_critical_path() {
    let it = two_sprints(
        "story A { estimate: 1d }, story B { estimate: 1d }, story C { estimate: 1d }",
        "",
        "order { A -> B -> A }
        milestone M0 end S0 \"First\" { requires: [C] }",
    );
    assert_eq!(it.waits.critical(&it.plan, None), Critical::Cyclic);
    assert!(matches!(it.waits.critical(&it.plan, Some(MilestoneId(0))), Critical::Estimated(_)));
}
