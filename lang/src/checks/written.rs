//! What is written out in an object, and what comes from a setting.

use crate::model::Plan;
use crate::span::FileSpan;

/// Where settings have their values.
pub(super) struct Settings(Vec<FileSpan>);

impl Settings {
    pub(super) fn of(plan: &Plan) -> Self {
        let own = plan.clusters.values().flat_map(|it| &it.settings);
        let settings = own.chain(&plan.settings).map(|it| it.value.at);
        let facts = plan.clusters.values().flat_map(|it| {
            let networks = [it.pods, it.services].into_iter().flatten().map(|it| it.at);
            let name = [it.name.at].into_iter().chain(it.id.map(|it| it.at));
            networks.chain(name).chain(it.api.as_ref().map(|it| it.at))
        });
        let mut places: Vec<FileSpan> = settings.chain(facts).collect();
        places.sort_unstable();
        Self(places)
    }

    /// Whether a value is that of a setting, or a part of it.
    pub(super) fn hold(&self, at: FileSpan) -> bool {
        let behind =
            self.0.partition_point(|it| (it.file, it.span.start) <= (at.file, at.span.start));
        let before = behind.checked_sub(1).map(|index| self.0[index]);
        before.is_some_and(|it| it.file == at.file && it.span.contains(at.span))
    }
}
