//! Which story a word of a document means.
//!
//! People shorten names where the context is clear: `ROOK-OP` for `STO-ROOK-CEPH-OPERATOR`. A word means the story of
//! which it has every part, in order, whole or by its beginning; with several such stories, the one of which it leaves
//! out least; if that is several, none.

use super::draft::{Draft, Note};

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The story's id, word for word.
    Exact(String),
    /// A story that the word is short for.
    Short(String),
    /// Several stories, equally well.
    Several(Vec<String>),
    /// No story.
    Nothing,
}

impl Meaning {
    /// The story, if there is one.
    pub(super) fn story(&self) -> Option<&str> {
        match self {
            Self::Exact(story) | Self::Short(story) => Some(story),
            Self::Several(_) | Self::Nothing => None,
        }
    }
}

/// How well a word fits a story: parts left out, parts written by their beginning alone.
type Misfit = (usize, usize);

/// Looks a word up among the stories of a draft.
pub(super) fn meaning(draft: &Draft, word: &str) -> Meaning {
    let ids = || draft.stories.iter().map(|story| story.id.as_str());
    let prefix = draft.platform.printed_prefix();
    let bare = word.strip_prefix(&prefix).unwrap_or(word);
    // An id may begin with the prefix once more.
    for exact in [word, bare] {
        if let Some(id) = ids().find(|id| id.eq_ignore_ascii_case(exact)) {
            return Meaning::Exact(id.to_owned());
        }
    }
    let parts = parts(bare);
    let mut best: Option<Misfit> = None;
    let mut found: Vec<String> = Vec::new();
    for id in ids() {
        let Some(misfit) = misfit(&parts, &self::parts(id)) else { continue };
        if best.is_none_or(|best| misfit < best) {
            best = Some(misfit);
            found.clear();
        }
        if best == Some(misfit) {
            found.push(id.to_owned());
        }
    }
    match found.len() {
        0 => Meaning::Nothing,
        1 => Meaning::Short(found.remove(0)),
        _ => Meaning::Several(found),
    }
}

/// Looks a word of an order up, and notes what it was taken for.
pub(super) fn resolve(draft: &mut Draft, word: &str) -> Option<String> {
    let meaning = meaning(draft, word);
    let note = match &meaning {
        Meaning::Exact(_) => None,
        Meaning::Short(story) => {
            Some(Note::Resolved { written: word.to_owned(), story: story.clone() })
        }
        Meaning::Several(stories) => {
            Some(Note::Ambiguous { written: word.to_owned(), stories: stories.clone() })
        }
        Meaning::Nothing => Some(Note::Unknown(word.to_owned())),
    };
    if let Some(note) = note.filter(|note| !draft.notes.contains(note)) {
        draft.notes.push(note);
    }
    meaning.story().map(str::to_owned)
}

/// The parts of a name, in lower case: `Cilium Gateway` has two.
fn parts(name: &str) -> Vec<String> {
    let parts = name.split(|it: char| !it.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

fn misfit(word: &[String], id: &[String]) -> Option<Misfit> {
    let mut rest = id.iter();
    let mut cut = 0;
    for part in word {
        let met = rest.find(|it| it.starts_with(part.as_str()))?;
        cut += usize::from(met != part);
    }
    // A single letter or a lone `op` fits too much to mean anything.
    let is_word = word.iter().map(String::len).sum::<usize>() > 2;
    is_word.then_some((id.len() - word.len(), cut))
}

#[cfg(test)]
mod tests {
    use super::super::draft::{Draft, Planned, Story};
    use super::{Meaning, meaning};

    fn draft(ids: &[&str]) -> Draft {
        let story = |id: &&str| Story::new(id, Planned::Backlog);
        Draft { stories: ids.iter().map(story).collect(), ..Draft::default() }
    }

    #[test]
    fn short_names_mean_the_story_they_fit_best() {
        let draft = draft(&[
            "NET-CILIUM-CORE-GITOPS",
            "GITOPS-SELF-MGMT-FLUX",
            "NET-CILIUM-IPAM",
            "NET-CILIUM-CLUSTERMESH",
            "STO-ROOK-CEPH-OPERATOR",
            "STO-ROOK-CEPH-CLUSTER",
            "DB-CNPG-OPERATOR",
            "DB-CNPG-SHARED-CLUSTER",
        ]);
        let cases = [
            ("CILIUM-CORE-GITOPS", "NET-CILIUM-CORE-GITOPS"),
            ("IPAM", "NET-CILIUM-IPAM"),
            ("ClusterMesh", "NET-CILIUM-CLUSTERMESH"),
            ("ROOK-OP", "STO-ROOK-CEPH-OPERATOR"),
            ("ROOK-CLUSTER", "STO-ROOK-CEPH-CLUSTER"),
            ("CNPG-OP", "DB-CNPG-OPERATOR"),
            ("CNPG-SHARED", "DB-CNPG-SHARED-CLUSTER"),
            ("Rook Ceph operator", "STO-ROOK-CEPH-OPERATOR"),
        ];
        for (word, story) in cases {
            assert_eq!(meaning(&draft, word), Meaning::Short(story.to_owned()), "{word}");
        }
        assert_eq!(meaning(&draft, "net-cilium-ipam"), Meaning::Exact("NET-CILIUM-IPAM".into()));
    }

    #[test]
    fn what_fits_several_or_nothing_means_nothing() {
        let draft = draft(&["STO-ROOK-CEPH-OPERATOR", "STO-ROOK-CEPH-CLUSTER"]);
        assert!(matches!(meaning(&draft, "ROOK"), Meaning::Several(stories) if stories.len() == 2));
        assert_eq!(meaning(&draft, "CEPH-ROOK"), Meaning::Nothing);
        assert_eq!(meaning(&draft, "op"), Meaning::Nothing);
    }
}
