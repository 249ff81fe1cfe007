//! Stories that appear, vanish, move, or are told otherwise.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fields::{Field, Kind, differing, kind, pairs};
use super::plan::{Schedule, Story};

/// A story that differs.
#[derive(Debug, Serialize)]
pub struct StoryDiff {
    /// Its id on the newer side that has it.
    pub id: String,
    /// What it was called before, if it has another id now.
    pub renamed_from: Option<String>,
    /// Its title on the newer side that has it.
    pub title: Option<String>,
    /// What became of it.
    pub kind: Kind,
    /// Its sprint on the newer side that has it; none in the backlog.
    pub sprint: Option<String>,
    /// What differs.
    pub fields: Vec<Field>,
}

/// The new names, by the old ones, of stories that are gone while a new one has their title, which no other has.
pub(super) fn renamed(old: &Schedule, new: &Schedule) -> BTreeMap<String, String> {
    let (before, after) = (old.by_id(), new.by_id());
    let gone = titles(&old.stories, |it| !after.contains_key(it.id.as_str()));
    let come = titles(&new.stories, |it| !before.contains_key(it.id.as_str()));
    let pairs = gone.into_iter().filter_map(|(title, id)| Some((id?, (*come.get(title)?)?)));
    pairs.map(|(old, new)| (old.to_owned(), new.to_owned())).collect()
}

/// Titles with the one story that has them; none where there are several.
fn titles(stories: &[Story], is_meant: impl Fn(&Story) -> bool) -> BTreeMap<&str, Option<&str>> {
    let mut titles: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for story in stories.iter().filter(|story| is_meant(story)) {
        let Some(title) = story.title.as_deref().filter(|title| !title.is_empty()) else {
            continue;
        };
        let id = Some(story.id.as_str());
        titles.entry(title).and_modify(|known| *known = None).or_insert(id);
    }
    titles
}

/// The stories that differ; those of `old` are called by their new names.
pub(super) fn stories(
    old: &Schedule,
    new: &Schedule,
    renamed: &BTreeMap<String, String>,
) -> Vec<StoryDiff> {
    let former: BTreeMap<&str, &str> =
        renamed.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
    let pairs = pairs(&old.stories, &new.stories, |it| it.id.as_str());
    let found = pairs.into_iter().filter_map(|(before, after)| {
        let story = after.or(before)?;
        let fields = match (before, after) {
            (Some(before), Some(after)) => differing(before.fields(), after.fields()),
            _ => Vec::new(),
        };
        let renamed_from = former.get(story.id.as_str()).map(|it| (*it).to_owned());
        let kind = kind(before, after);
        if kind == Kind::Changed && fields.is_empty() && renamed_from.is_none() {
            return None;
        }
        Some(StoryDiff {
            id: story.id.clone(),
            renamed_from,
            title: story.title.clone(),
            kind,
            sprint: story.sprint.clone(),
            fields,
        })
    });
    found.collect()
}
