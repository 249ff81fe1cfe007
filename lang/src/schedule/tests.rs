//! What follows from small plans, by hand.

use super::*;
use crate::analysis::{Analysis, Options, analyze};
use crate::critical_path::Work;
use crate::program::Program;

/// Analyses `text`, whose findings do not matter here.
fn analysis(text: &str) -> Analysis {
    analyze(Program::of_text("platform.pdl", text), &Options::default())
}

fn names(plan: &Plan, stories: &[StoryId]) -> String {
    let names: Vec<&str> = stories.iter().map(|&it| plan.stories[it].name.text.as_str()).collect();
    names.join(" ")
}

/// `A->C` for an edge.
fn arrow(plan: &Plan, edge: EdgeId) -> String {
    let edge = &plan.edges[edge];
    names(plan, &[edge.from, edge.to]).replace(' ', "->")
}

const DATES: [&str; 2] = ["2025-10-20..2025-10-31", "2025-11-03..2025-11-14"];

/// A plan of two sprints.
fn two_sprints(first: &str, second: &str, rest: &str) -> Analysis {
    let [one, two] = DATES;
    analysis(&format!("sprint S0 {one} {{ {first} }}\nsprint S1 {two} {{ {second} }}\n{rest}"))
}

#[test]
fn dependencies_go_before_sprints_and_sprints_before_the_source() {
    let [first, second] = DATES;
    let it = analysis(&format!(
        "backlog {{ story LAST }}
        sprint LATER {second} {{ story C, story D }}
        sprint EARLIER {first} {{ story A, story B, story E }}
        order {{ B -> A, D -> E }}"
    ));
    assert_eq!(names(&it.plan, &it.schedule.order), "B A C D E LAST");
    let numbers: Vec<u32> = it.schedule.number.values().copied().collect();
    assert_eq!(numbers, [6, 3, 4, 2, 1, 5]);
    assert_eq!(it.schedule.scheduled, 5);
    assert_eq!(it.plan.sprints[it.schedule.by_date[0]].name.text, "EARLIER");
}

#[test]
fn waves_count_from_one() {
    let it = two_sprints("story A, story B, story C", "story D", "order { A -> B -> D, C -> D }");
    let waves: Vec<u32> = it.schedule.wave.values().copied().collect();
    assert_eq!(waves, [1, 2, 1, 3]);
}

#[test]
fn sprints_know_their_days_and_points() {
    let it = two_sprints(
        "story A { points: 3 }, story B { points: 5, status: deferred }, story C { points: 0.5 }",
        "story D { points: 0.1 }, story E { points: 0.2 }",
        "calendar { holiday 2025-10-24, freeze 2025-10-30..2025-11-02 }
        sprint BACK 2025-12-05..2025-12-01 { }",
    );
    let facts: Vec<_> = it.schedule.sprints.values().copied().collect();
    assert_eq!(facts[0], SprintFacts { rank: 0, workdays: 7, points: 3.5 });
    assert_eq!(facts[1], SprintFacts { rank: 1, workdays: 10, points: 0.3 });
    assert_eq!(facts[2].workdays, 0);
}

#[test]
fn the_origin_is_a_working_day_and_never_before_today() {
    let it = two_sprints("", "", "calendar { holiday 2025-10-20 }");
    let origin = |as_of| Schedule::of(&it.plan, as_of).origin;
    assert_eq!(origin(None), Some(Date::constant(2025, 10, 21)));
    assert_eq!(origin(Some(Date::constant(2025, 10, 1))), Some(Date::constant(2025, 10, 21)));
    assert_eq!(origin(Some(Date::constant(2025, 11, 8))), Some(Date::constant(2025, 11, 10)));
    assert_eq!(analysis("").schedule.origin, None);
}

#[test]
fn of_equal_edges_the_one_that_says_most_is_needed() {
    let it = two_sprints(
        "story A, story B",
        "",
        "order {
            A ~> B \"a reason\"
            A -> B
            A -> B \"another reason\"
            A -> B
        }",
    );
    let repeated: Vec<_> =
        it.schedule.repeated.iter().map(|it| (it.needless.0, it.needed.0)).collect();
    assert_eq!(repeated, [(0, 2), (1, 2), (3, 2)]);
}

#[test]
fn an_edge_for_flux_is_implied_by_edges_for_flux_alone() {
    let it = two_sprints(
        "story A, story B, story C, story D, story X, story Y",
        "",
        "order {
            A -> B ~> C
            B -> D -> C
            A -> C
            X -> Y ~> D
            X -> D
            B ~> C
            X ~> D
        }",
    );
    let plan = &it.plan;
    let path = |it: &ImpliedEdge| it.path.iter().map(|&edge| arrow(plan, edge)).collect::<Vec<_>>();
    let implied: Vec<_> = it
        .schedule
        .implied
        .iter()
        .map(|it| (it.edge.0, arrow(plan, it.edge), path(it).join(" ")))
        .collect();
    let expected = [(1, "B->C", "B->D D->C"), (4, "A->C", "A->B B->D D->C")];
    assert_eq!(implied, expected.map(|(id, edge, path)| (id, edge.to_owned(), path.to_owned())));
}

#[test]
fn the_chain_of_a_sprint_is_the_one_that_takes_longest() {
    let it = two_sprints(
        "story A, story B, story C, story D { estimate: 4d }, story E { status: done }",
        "story F",
        "order { E -> A -> B -> C -> F, E -> D -> F }",
    );
    let chains = sprint_chains(&it.plan, &it.schedule);
    assert_eq!(names(&it.plan, &chains[0].stories), "D");
    assert_eq!(
        (chains[0].work, chains[0].without_estimate, chains[0].open),
        (Work::from_days(4), 0, 4)
    );
    assert_eq!(names(&it.plan, &chains[1].stories), "F");
    assert_eq!((chains[1].work, chains[1].without_estimate), (Work::DAY, 1));
}
