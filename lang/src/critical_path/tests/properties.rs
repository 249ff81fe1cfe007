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

    /// The longest way to the start of `node`, by asking every predecessor.
    fn longest_way_to(&self, node: u32) -> u64 {
        let before = self.edges.iter().filter(|it| it.1 == node).map(|it| it.0);
        before.map(|it| self.longest_way_to(it) + self.remaining(it)).max().unwrap_or(0)
    }
}

fn activity() -> impl Strategy<Value = Activity> {
    (prop_oneof![1 => Just(0_u64), 6 => 0..40_u64], prop::bool::weighted(0.2))
        .prop_map(|(work, done)| Activity { work: Work(work), done })
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
        slipped.activities[at] = Activity { work, done: false };
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
        slipped.activities[at] = Activity { work, done: false };
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
        let mut reached = 0;
        for &node in &path.chain {
            let times = path.times[node as usize].expect("the chain is within the network");
            prop_assert!(times.critical);
            prop_assert_eq!(times.early_start, reached);
            reached = times.early_finish;
        }
        prop_assert_eq!(reached, path.length);
        let work: Work = path.chain.iter().map(|&it| case.activities[it as usize].work).sum();
        prop_assert_eq!(work, Work(path.length));
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
