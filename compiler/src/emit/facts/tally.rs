//! Stories, counted by status.

use pdl_lang::model::{LaneId, Plan, Status, StoryId};

/// How many stories there are, and of which status.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::emit) struct Tally {
    /// All but deferred ones.
    pub(in crate::emit) stories: usize,
    pub(in crate::emit) done: usize,
    pub(in crate::emit) active: usize,
    pub(in crate::emit) blocked: usize,
    pub(in crate::emit) deferred: usize,
}

impl Tally {
    /// Counts `stories`.
    pub(in crate::emit) fn of(plan: &Plan, stories: impl IntoIterator<Item = StoryId>) -> Self {
        let mut tally = Self::default();
        for story in stories {
            let story = &plan.stories[story];
            match story.status() {
                Status::Deferred => {
                    tally.deferred += 1;
                    continue;
                }
                Status::Done => tally.done += 1,
                Status::Active => tally.active += 1,
                Status::Blocked => tally.blocked += 1,
                Status::Draft | Status::Planned => {}
            }
            tally.stories += 1;
        }
        tally
    }

    /// The lanes, each with its stories in sprints counted; stories without a lane come last, if there are any.
    pub(in crate::emit) fn by_lane(plan: &Plan) -> Vec<(Option<LaneId>, Self)> {
        let lanes = plan.lanes.ids().map(Some).chain([None]);
        let mut stories: Vec<(Option<LaneId>, Vec<StoryId>)> =
            lanes.map(|lane| (lane, Vec::new())).collect();
        let last = stories.len() - 1;
        for (id, story) in plan.stories.iter().filter(|(_, story)| story.sprint().is_some()) {
            let lane = story.lane.map_or(last, |lane| pdl_lang::model::Id::index(lane.value));
            stories[lane].1.push(id);
        }
        stories.retain(|(lane, stories)| lane.is_some() || !stories.is_empty());
        stories.into_iter().map(|(lane, stories)| (lane, Self::of(plan, stories))).collect()
    }

    /// The part that is done, in percent; never 100 before all is, and never 0 once something is.
    pub(in crate::emit) fn percent(&self) -> usize {
        match (self.done, self.stories) {
            (_, 0) | (0, _) => 0,
            (done, all) if done == all => 100,
            (done, all) => ((done * 200 + all) / (all * 2)).clamp(1, 99),
        }
    }

    /// `███████░░░ 67 %`, as wide whatever it says.
    pub(in crate::emit) fn bar(&self) -> String {
        const WIDTH: usize = 20;
        let percent = self.percent();
        let full = percent * WIDTH / 100;
        format!("{}{} {percent:>3} %", "█".repeat(full), "░".repeat(WIDTH - full))
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is() {
        let bar = |done, stories| Tally { stories, done, ..Tally::default() }.bar();
        assert_eq!(bar(0, 0), "░░░░░░░░░░░░░░░░░░░░   0 %");
        assert_eq!(bar(1, 1000), "░░░░░░░░░░░░░░░░░░░░   1 %");
        assert_eq!(bar(1, 6), "███░░░░░░░░░░░░░░░░░  17 %");
        assert_eq!(bar(2, 3), "█████████████░░░░░░░  67 %");
        assert_eq!(bar(1, 2), "██████████░░░░░░░░░░  50 %");
        assert_eq!(bar(999, 1000), "███████████████████░  99 %");
        assert_eq!(bar(3, 3), "████████████████████ 100 %");
    }
}
