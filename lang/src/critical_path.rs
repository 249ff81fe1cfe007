//! The critical-path method on a network whose nodes are activities.
//!
//! It tells how early and how late each activity can take place, how far it can slip, and which
//! activities cannot. The method is that of Kelley and Walker, "Critical-Path Planning and
//! Scheduling", Proceedings of the Eastern Joint Computer Conference (1959). Nothing here knows
//! stories or names; only `dates` knows the calendar.
//!
//! A time is a number of sixths of a working day after the plan's origin, the beginning of its
//! first working day. Intervals are half-open: an activity of one day from time 0 takes `0..6`, and
//! what follows it may begin at 6, the beginning of the second day.

mod dates;
mod work;

pub use work::Work;

/// One activity of a network. An activity is known by its index among all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Activity {
    /// The work it was estimated to take.
    pub work: Work,
    /// Whether it is finished: it takes no more time, and is never critical.
    pub done: bool,
    /// The time before which it cannot start, or, of one that is done, before which it was not: what is known of it,
    /// whatever it waits for.
    pub not_before: u64,
}

impl Activity {
    /// The work that is left, in sixths of a working day.
    fn remaining(self) -> u64 {
        if self.done { 0 } else { self.work.0 }
    }
}

/// When an activity can take place, in sixths of a working day after the origin.
///
/// ```text
/// early_start ├── work ──┤ early_finish
///             ├─────── total_float ───────┤
///              late_start ├── work ──┤ late_finish
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// The earliest start: when the last predecessor can be finished, or the known time before which it cannot start.
    pub early_start: u64,
    /// The end of the half-open interval that begins with the earliest start.
    pub early_finish: u64,
    /// The latest start that does not delay the goal.
    pub late_start: u64,
    /// The end of the half-open interval that begins with the latest start.
    pub late_finish: u64,
    /// How far the activity can slip without delaying the goal.
    pub total_float: u64,
    /// How far it can slip without delaying any other activity, at most the total float.
    pub free_float: u64,
    /// Whether it is not done and has no total float.
    pub critical: bool,
}

/// What the method finds for one goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalPath {
    /// The earliest time by which the goal can be reached, in sixths of a working day.
    pub length: u64,
    /// The times of each activity; `None` when the goal does not wait for it.
    pub times: Vec<Option<Times>>,
    /// One chain of critical activities that follow each other without a gap until `length`; their
    /// work adds up to the time since the first one starts, which is 0 or a time that is known.
    ///
    /// Of several chains it is the one with the lowest index at the first place where they differ.
    /// A done activity between two of its members is left out.
    pub chain: Vec<u32>,
}

impl CriticalPath {
    /// The work along the chain.
    #[must_use]
    pub fn work(&self) -> Work {
        let first = self.chain.first().and_then(|&first| self.times[first as usize]);
        Work(first.map_or(0, |first| self.length - first.early_start))
    }
}

/// Activities and the order among them, with early times worked out.
///
/// Early times depend on predecessors alone and so are the same for every goal; late times and
/// floats are relative to one. Construction and each [`critical_path`](Self::critical_path) are
/// linear in the number of activities and edges.
#[derive(Clone, Debug)]
pub(crate) struct Network<'a> {
    activities: &'a [Activity],
    order: &'a [u32],
    successors: Successors,
    early_starts: Vec<u64>,
}

impl<'a> Network<'a> {
    /// Makes the network of `activities` with an edge (before, after) for each dependency.
    ///
    /// An edge may be given several times. `order` names every activity once, each after all it
    /// depends on; so there can be no cycle.
    ///
    /// # Panics
    /// When an edge or `order` names an activity that is not there.
    #[must_use]
    pub(crate) fn new(activities: &'a [Activity], edges: &[(u32, u32)], order: &'a [u32]) -> Self {
        debug_assert!(is_order(order, activities.len(), edges), "the order must be topological");
        let successors = Successors::new(activities.len(), edges);
        let mut early_starts: Vec<u64> = activities.iter().map(|it| it.not_before).collect();
        for &node in order {
            let index = node as usize;
            let finish = early_starts[index].saturating_add(activities[index].remaining());
            for &after in successors.of(node) {
                let start = &mut early_starts[after as usize];
                *start = finish.max(*start);
            }
        }
        Self { activities, order, successors, early_starts }
    }

    /// Finds the times, floats and a critical chain for `goals`, or for the whole network if `None`.
    ///
    /// The goals are the activities a milestone requires, and they are reached when the last of
    /// them is finished. Only they and what they wait for, directly or not, belong to the result;
    /// no float is taken from, or given to, anything else.
    ///
    /// # Panics
    /// When a goal is an activity that is not there.
    #[must_use]
    pub(crate) fn critical_path(&self, goals: Option<&[u32]>) -> CriticalPath {
        let wanted = self.wanted(goals);
        let finishes = (0..self.activities.len()).filter(|&it| wanted[it]);
        let length = finishes.map(|it| self.early_finish(it)).max().unwrap_or(0);
        let times = self.times(&wanted, length);
        let chain = self.chain(&times);
        CriticalPath { length, times, chain }
    }

    /// Which activities are goals themselves.
    fn wanted(&self, goals: Option<&[u32]>) -> Vec<bool> {
        let mut wanted = vec![goals.is_none(); self.activities.len()];
        for &goal in goals.unwrap_or_default() {
            wanted[goal as usize] = true;
        }
        wanted
    }

    fn early_finish(&self, index: usize) -> u64 {
        self.early_starts[index].saturating_add(self.activities[index].remaining())
    }

    /// The backward pass: an activity belongs if it is wanted or a successor of it belongs, and has
    /// to be finished when the first of those successors has to start.
    fn times(&self, wanted: &[bool], length: u64) -> Vec<Option<Times>> {
        let mut times: Vec<Option<Times>> = vec![None; self.activities.len()];
        for &node in self.order.iter().rev() {
            let index = node as usize;
            let mut belongs = wanted[index];
            let mut late_finish = length;
            let mut next_start = length;
            for after in self.successors.of(node).iter().filter_map(|&it| times[it as usize]) {
                belongs = true;
                late_finish = late_finish.min(after.late_start);
                next_start = next_start.min(after.early_start);
            }
            times[index] = belongs.then(|| self.times_of(index, late_finish, next_start));
        }
        times
    }

    /// The times of an activity whose successors start at `next_start` at the earliest.
    fn times_of(&self, index: usize, late_finish: u64, next_start: u64) -> Times {
        let activity = self.activities[index];
        let early_start = self.early_starts[index];
        let early_finish = self.early_finish(index);
        // Early never exceeds late, except where amounts of work have saturated.
        let late_start = late_finish.saturating_sub(activity.remaining());
        let total_float = late_start.saturating_sub(early_start);
        let free_float = next_start.saturating_sub(early_finish).min(total_float);
        let critical = total_float == 0 && !activity.done;
        Times {
            early_start,
            early_finish,
            late_start,
            late_finish,
            total_float,
            free_float,
            critical,
        }
    }

    /// One path to the end along activities without float, less those that are done.
    ///
    /// It begins where no activity without float ends: at time 0, or at a time that is known.
    /// From any activity without float that ends before `length`, some successor without float
    /// starts at once: the one that sets its late finish. So the walk cannot end too soon.
    fn chain(&self, times: &[Option<Times>]) -> Vec<u32> {
        let tight = |node: u32| times[node as usize].filter(|it| it.total_float == 0);
        let mut chain = Vec::new();
        let mut next = self.starts(times).min();
        while let Some(node) = next {
            if !self.activities[node as usize].done {
                chain.push(node);
            }
            let finish = self.early_finish(node as usize);
            let follows = |after: &u32| tight(*after).is_some_and(|it| it.early_start == finish);
            next = self.successors.of(node).iter().copied().filter(follows).min();
        }
        chain
    }

    /// The activities without float that none of those leads up to.
    fn starts(&self, times: &[Option<Times>]) -> impl Iterator<Item = u32> {
        let tight = |node: u32| times[node as usize].filter(|it| it.total_float == 0);
        let mut follows = vec![false; self.activities.len()];
        for &node in self.order {
            let Some(before) = tight(node) else { continue };
            for &after in self.successors.of(node) {
                let is_next = tight(after).is_some_and(|it| it.early_start == before.early_finish);
                follows[after as usize] |= is_next;
            }
        }
        let order = self.order.iter().copied();
        order.filter(move |&it| tight(it).is_some() && !follows[it as usize])
    }
}

/// Whether `order` names every activity once, and both ends of every edge in its direction.
fn is_order(order: &[u32], n_activities: usize, edges: &[(u32, u32)]) -> bool {
    let mut places = vec![None; n_activities];
    for (place, &node) in order.iter().enumerate() {
        places[node as usize] = Some(place);
    }
    order.len() == n_activities
        && places.iter().all(Option::is_some)
        && edges.iter().all(|&(before, after)| places[before as usize] < places[after as usize])
}

/// The successors of every activity, in one array: `targets[starts[n]..starts[n + 1]]` are those of
/// activity `n`.
#[derive(Clone, Debug)]
struct Successors {
    starts: Vec<usize>,
    targets: Vec<u32>,
}

impl Successors {
    fn new(n_activities: usize, edges: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; n_activities + 1];
        for &(before, _) in edges {
            starts[before as usize + 1] += 1;
        }
        for index in 0..n_activities {
            starts[index + 1] += starts[index];
        }
        let mut free = starts.clone();
        let mut targets = vec![0; edges.len()];
        for &(before, after) in edges {
            targets[free[before as usize]] = after;
            free[before as usize] += 1;
        }
        Self { starts, targets }
    }

    fn of(&self, node: u32) -> &[u32] {
        let index = node as usize;
        &self.targets[self.starts[index]..self.starts[index + 1]]
    }
}

#[cfg(test)]
mod tests;
