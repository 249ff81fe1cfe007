//! What holds for every network, tried on random ones.

use proptest::prelude::*;

use super::*;

/// A random network with a topological order, goals, and other indices for the same activities.
#[derive(Clone, Debug)]
struct Case {
    activities: Vec<Activity>,
    edges: Vec<(u32, u32)>,
    order: Vec<u32>,
    goals: Option<Vec<u32>>,
    /// The other index of each activity.
    shuffled: Vec<u32>,
}

impl Case {
    fn solve(&self) -> CriticalPath {
        let network = Network::new(&self.activities, &self.edges, &self.order);
        network.critical_path(self.goals.as_deref())
    }

    /// The same network with its activities declared in the other order.
    fn shuffle(&self) -> Self {
        let moved = |it: &u32| self.shuffled[*it as usize];
        let all = |nodes: &Vec<u32>| nodes.iter().map(moved).collect::<Vec<_>>();
        let mut activities = self.activities.clone();
        for (&activity, &to) in self.activities.iter().zip(&self.shuffled) {
            activities[to as usize] = activity;
        }
        Self {
            activities,
            edges: self.edges.iter().rev().map(|(a, b)| (moved(a), moved(b))).collect(),
            order: all(&self.order),
            goals: self.goals.as_ref().map(all),
            shuffled: self.shuffled.clone(),
        }
    }

    fn remaining(&self, node: u32) -> u64 {
        self.activities[node as usize].remaining()
    }

    /// Whether `node` is a goal or leads to one, by asking every successor.
    fn belongs(&self, node: u32) -> bool {
        let wanted = self.goals.as_ref().is_none_or(|it| it.contains(&node));
        wanted || self.edges.iter().any(|&(a, b)| a == node && self.belongs(b))
    }

    /// The longest way to the start of `node` from time 0 or a time that is known, by asking every predecessor.
    fn longest_way_to(&self, node: u32) -> u64 {
        let before = self.edges.iter().filter(|it| it.1 == node).map(|it| it.0);
        let before = before.map(|it| self.longest_way_to(it) + self.remaining(it));
        before.chain([self.activities[node as usize].not_before]).max().unwrap_or(0)
    }
}

fn activity() -> impl Strategy<Value = Activity> {
    let work = prop_oneof![1 => Just(0_u64), 6 => 0..40_u64];
    let known = prop_oneof![3 => Just(0_u64), 1 => 0..90_u64];
    (work, prop::bool::weighted(0.2), known).prop_map(|(work, done, not_before)| Activity {
        work: Work(work),
        done,
        not_before,
    })
}

/// Edges first go from lower to higher indices, which makes an order; then all indices are changed.
fn case() -> impl Strategy<Value = Case> {
    (2..14_u32).prop_flat_map(|n| {
        let edge = (0..n - 1).prop_flat_map(move |before| (Just(before), before + 1..n));
        let activities = prop::collection::vec(activity(), n as usize);
        let edges = prop::collection::vec(edge, 0..24);
        let goals = prop::option::of(prop::collection::vec(0..n, 0..4));
        let order: Vec<u32> = (0..n).collect();
        let shuffled = Just(order.clone()).prop_shuffle();
        (activities, edges, Just(order), goals, shuffled).prop_map(
            |(activities, edges, order, goals, shuffled)| {
                Case { activities, edges, order, goals, shuffled }.shuffle()
            },
        )
    })
}

proptest! {
    #[test]
    fn floats_are_ordered_and_times_add_up(case in case()) {
        let path = case.solve();
        for (node, times) in (0..).zip(&path.times) {
            let Some(it) = times else { continue };
            prop_assert!(it.free_float <= it.total_float);
            prop_assert_eq!(it.early_start + case.remaining(node), it.early_finish);
            prop_assert_eq!(it.late_start + case.remaining(node), it.late_finish);
            prop_assert_eq!(it.early_start + it.total_float, it.late_start);
            prop_assert!(it.late_finish <= path.length);
        }
    }

    #[test]
    fn early_start_is_the_longest_way_and_membership_is_ancestry(case in case()) {
        let path = case.solve();
        for (node, times) in (0..).zip(&path.times) {
            prop_assert_eq!(times.is_some(), case.belongs(node));
            if let Some(it) = times {
                prop_assert_eq!(it.early_start, case.longest_way_to(node));
            }
        }
        let last = path.times.iter().flatten().map(|it| it.early_finish).max();
        prop_assert_eq!(path.length, last.unwrap_or(0));
    }

    #[test]
    fn slipping_by_the_total_float_does_not_delay_and_by_more_does(case in case(), at in 0..14_usize) {
        let path = case.solve();
        let at = at % path.times.len();
        let Some(times) = path.times[at] else { return Ok(()) };
        let mut slipped = case.clone();
        let work = Work(case.activities[at].remaining() + times.total_float);
        slipped.activities[at] = Activity { work, done: false, ..case.activities[at] };
        prop_assert_eq!(slipped.solve().length, path.length);
        slipped.activities[at].work.0 += 1;
        prop_assert_eq!(slipped.solve().length, path.length + 1);
    }

    #[test]
    fn slipping_by_the_free_float_moves_no_other_start(case in case(), at in 0..14_usize) {
        let path = case.solve();
        let at = at % path.times.len();
        let Some(times) = path.times[at] else { return Ok(()) };
        let mut slipped = case.clone();
        let work = Work(case.activities[at].remaining() + times.free_float);
        slipped.activities[at] = Activity { work, done: false, ..case.activities[at] };
        let starts = |path: CriticalPath| -> Vec<_> {
            path.times.into_iter().flatten().map(|it| it.early_start).collect()
        };
        prop_assert_eq!(starts(slipped.solve()), starts(path));
    }

    #[test]
    fn critical_is_what_has_no_float_and_is_not_done(case in case()) {
        let path = case.solve();
        for (activity, times) in case.activities.iter().zip(&path.times) {
            if let Some(it) = times {
                prop_assert_eq!(it.critical, it.total_float == 0 && !activity.done);
            }
        }
    }

    #[test]
    fn chain_is_critical_without_a_gap_and_sums_to_the_length(case in case()) {
        let path = case.solve();
        let mut reached = None;
        for &node in &path.chain {
            let times = path.times[node as usize].expect("the chain is within the network");
            prop_assert!(times.critical);
            let first = reached.unwrap_or(times.early_start);
            prop_assert_eq!(times.early_start, first);
            reached = Some(times.early_finish);
        }
        let work: Work = path.chain.iter().map(|&it| case.activities[it as usize].work).sum();
        prop_assert_eq!(work, path.work());
        let Some(first) = path.chain.first() else { return Ok(()) };
        prop_assert_eq!(reached, Some(path.length));
        // It starts at time 0, or when something is known of it or of done ones before it.
        let start = path.times[*first as usize].map(|it| it.early_start);
        let known = case.activities.iter().map(|it| it.not_before);
        prop_assert!(known.chain([0]).any(|it| Some(it) == start));
    }

    #[test]
    fn the_first_of_the_chain_waits_for_no_open_activity(case in case()) {
        let path = case.solve();
        let Some(&first) = path.chain.first() else { return Ok(()) };
        let start = path.times[first as usize].map(|it| it.early_start);
        let before = case.edges.iter().filter(|it| it.1 == first && case.remaining(it.0) > 0);
        for &(before, _) in before {
            prop_assert!(path.times[before as usize].map(|it| it.early_finish) < start);
        }
    }

    #[test]
    fn a_day_later_of_what_is_known_moves_the_end_by_no_more(case in case(), at in 0..14_usize) {
        let path = case.solve();
        let at = at % path.times.len();
        let mut later = case;
        later.activities[at].not_before += 6;
        let length = later.solve().length;
        prop_assert!(path.length <= length && length <= path.length + 6);
    }

    #[test]
    fn order_of_declaration_does_not_matter(case in case()) {
        let path = case.solve();
        let shuffled = case.shuffle().solve();
        prop_assert_eq!(path.length, shuffled.length);
        for (times, &to) in path.times.iter().zip(&case.shuffled) {
            prop_assert_eq!(*times, shuffled.times[to as usize]);
        }
    }
}
