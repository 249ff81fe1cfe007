//! Tests of [`Network`]: published figures, the rules for goals and done activities, properties.

mod properties;
mod published;

use super::*;

/// A network that owns what [`Network`] borrows; the order of declaration is a topological one.
struct Plan {
    activities: Vec<Activity>,
    edges: Vec<(u32, u32)>,
}

impl Plan {
    /// Activities of whole days, numbered as they come.
    fn new(days: &[u32], edges: &[(u32, u32)]) -> Self {
        let activity = |&days| Activity { work: Work::from_days(days), ..Activity::default() };
        Self { activities: days.iter().map(activity).collect(), edges: edges.to_vec() }
    }

    fn done(mut self, indices: &[usize]) -> Self {
        for &index in indices {
            self.activities[index].done = true;
        }
        self
    }

    /// Activities that cannot start before a number of days.
    fn not_before(mut self, days: &[(usize, u32)]) -> Self {
        for &(index, days) in days {
            self.activities[index].not_before = Work::from_days(days).0;
        }
        self
    }

    fn solve(&self, goals: Option<&[u32]>) -> CriticalPath {
        let order: Vec<u32> = (0..).take(self.activities.len()).collect();
        Network::new(&self.activities, &self.edges, &order).critical_path(goals)
    }
}

fn critical(path: &CriticalPath) -> Vec<bool> {
    path.times.iter().map(|it| it.is_some_and(|it| it.critical)).collect()
}

#[test]
fn empty_network_has_no_length() {
    let path = Plan::new(&[], &[]).solve(None);
    assert_eq!(path, CriticalPath { length: 0, times: vec![], chain: vec![] });
}

#[test]
fn goal_takes_in_its_ancestors_and_nothing_else() {
    // 0 → 1 → 3, 2 → 3, and 1 → 4, which is long but not what the goal waits for.
    let plan = Plan::new(&[1, 2, 1, 1, 50], &[(0, 1), (1, 3), (2, 3), (1, 4)]);
    let path = plan.solve(Some(&[3]));
    assert_eq!(path.length, Work::from_days(4).0);
    assert_eq!(path.chain, [0, 1, 3]);
    assert_eq!(path.times[4], None);
    assert_eq!(path.times[2].map(|it| it.total_float), Some(Work::from_days(2).0));
    assert_eq!(critical(&path), [true, true, false, true, false]);

    let whole = plan.solve(None);
    assert_eq!(whole.length, Work::from_days(53).0);
    assert_eq!(whole.chain, [0, 1, 4]);
    assert!(!critical(&whole)[3]);
}

#[test]
fn late_times_count_from_the_last_of_several_goals() {
    let path = Plan::new(&[3, 5, 9], &[]).solve(Some(&[1, 0, 1]));
    assert_eq!(path.length, Work::from_days(5).0);
    assert_eq!(path.times[0].map(|it| it.free_float), Some(Work::from_days(2).0));
    assert_eq!(path.chain, [1]);
}

#[test]
fn milestone_without_goals_is_empty() {
    let path = Plan::new(&[3, 5], &[(0, 1)]).solve(Some(&[]));
    assert_eq!(path, CriticalPath { length: 0, times: vec![None, None], chain: vec![] });
}

#[test]
fn done_activity_takes_no_time_and_is_not_critical() {
    let plan = Plan::new(&[4, 2, 3], &[(0, 1), (1, 2)]).done(&[0]);
    let path = plan.solve(None);
    assert_eq!(path.length, Work::from_days(5).0);
    assert_eq!(path.chain, [1, 2]);
    assert_eq!(critical(&path), [false, true, true]);
    assert_eq!(path.times[0].map(|it| (it.early_start, it.late_finish)), Some((0, 0)));
}

#[test]
fn chain_steps_over_a_done_activity() {
    let path = Plan::new(&[4, 2, 3], &[(0, 1), (1, 2)]).done(&[1]).solve(None);
    assert_eq!(path.chain, [0, 2]);
    assert_eq!(path.length, Work::from_days(7).0);
}

#[test]
fn plan_that_is_done_has_no_critical_chain() {
    let path = Plan::new(&[4, 2], &[(0, 1)]).done(&[0, 1]).solve(None);
    assert_eq!((path.length, path.chain), (0, vec![]));
}

#[test]
fn known_times_hold_what_starts_and_what_follows() {
    // 0 → 1 → 3, 2 → 3; the second cannot start before day 6, and the first has that much float.
    let plan = Plan::new(&[2, 3, 4, 1], &[(0, 1), (1, 3), (2, 3)]).not_before(&[(1, 6)]);
    let path = plan.solve(None);
    assert_eq!((path.length, path.work()), (10 * 6, Work::from_days(4)));
    assert_eq!(path.chain, [1, 3]);
    let float = |index: usize| path.times[index].map(|it| it.total_float / 6);
    assert_eq!([float(0), float(1), float(2), float(3)], [Some(4), Some(0), Some(5), Some(0)]);
    assert_eq!(path.times[0].map(|it| it.free_float / 6), Some(4));
}

#[test]
fn a_known_time_that_predecessors_reach_as_well_changes_nothing() {
    let free = Plan::new(&[2, 3], &[(0, 1)]);
    let path = free.solve(None);
    assert_eq!(Plan::new(&[2, 3], &[(0, 1)]).not_before(&[(1, 2)]).solve(None), path);
    assert_eq!(path.chain, [0, 1]);
}

#[test]
fn what_follows_a_done_activity_starts_when_that_was_finished() {
    let plan = Plan::new(&[4, 2, 3], &[(0, 1), (1, 2)]).done(&[0]).not_before(&[(0, 5)]);
    let path = plan.solve(None);
    assert_eq!(path.chain, [1, 2]);
    assert_eq!(path.times[1].map(|it| it.early_start), Some(5 * 6));
    assert_eq!((path.length, path.work()), (10 * 6, Work::from_days(5)));
}

#[test]
fn of_several_critical_chains_the_lower_indices_are_told() {
    let path = Plan::new(&[1, 2, 2, 1], &[(0, 2), (0, 1), (2, 3), (1, 3), (1, 3)]).solve(None);
    assert_eq!(path.chain, [0, 1, 3]);
    assert_eq!(critical(&path), [true; 4]);
}

#[test]
fn chain_takes_no_edge_that_others_span() {
    // 1 → 2 → 0 and also 1 → 0, which is tight at both ends but leaves a gap for 2.
    let plan = Plan::new(&[1, 2, 3], &[(1, 2), (2, 0), (1, 0)]);
    let path = Network::new(&plan.activities, &plan.edges, &[1, 2, 0]).critical_path(None);
    assert_eq!(path.chain, [1, 2, 0]);
    assert_eq!(path.length, Work::from_days(6).0);
}

#[test]
fn milestones_without_work_stand_at_the_ends_of_the_chain() {
    let path = Plan::new(&[0, 2, 0], &[(0, 1), (1, 2)]).solve(None);
    assert_eq!(path.chain, [0, 1, 2]);
    assert_eq!(path.length, Work::from_days(2).0);
}

#[test]
fn amounts_beyond_reason_do_not_overflow() {
    let huge = Activity { work: Work(u64::MAX), ..Activity::default() };
    let small = Activity { work: Work(1), ..Activity::default() };
    let plan = Plan { activities: vec![huge, small, huge], edges: vec![(0, 2), (1, 2)] };
    let path = plan.solve(None);
    assert_eq!(path.length, u64::MAX);
    assert!(path.times.iter().flatten().all(|it| it.free_float <= it.total_float));
}
