//! Schedules that people wrote, and trees of Flux YAML, as PDL.
//!
//! A Markdown schedule is read into blocks, the blocks into a draft of a plan, and the draft is written as a source.
//! Nothing is lost: what is not understood stands in the source as a comment, and what is only guessed is said.

mod chains;
mod dates;
mod days;
mod document;
mod draft;
mod fields;
mod flux;
mod header;
mod kept;
mod lists;
mod milestones;
mod names;
mod ours;
mod prefix;
mod proposals;
mod prose;
mod sections;
mod sprints;
mod stories;
mod tables;
mod write;

pub use draft::Note;
pub use flux::{Yaml, flux};

/// A source, and what a person should know about how it came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The source, formatted.
    pub text: String,
    /// What was guessed or left as a comment, in the order of the document.
    pub notes: Vec<Note>,
    /// How many stories, sprints and so on it has.
    pub counts: Counts,
}

/// What a document had in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Stories, those of the backlog too.
    pub stories: usize,
    /// Sprints.
    pub sprints: usize,
    /// Lines of arrows that were understood.
    pub chains: usize,
    /// Milestones.
    pub milestones: usize,
    /// Clusters, of a tree.
    pub clusters: usize,
    /// Components, of a tree.
    pub components: usize,
}

/// Whether a text can be the name of a platform.
#[must_use]
pub fn is_name(text: &str) -> bool {
    sprints::is_word(text)
}

/// Reads a Markdown schedule; `platform` is what the platform is called, if not by the document's title.
#[must_use]
pub fn markdown(text: &str, platform: Option<&str>) -> Imported {
    documents([text], platform)
}

/// Reads Markdown documents that make up one schedule.
#[must_use]
pub fn documents<'t>(texts: impl IntoIterator<Item = &'t str>, platform: Option<&str>) -> Imported {
    let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let texts: Vec<String> = texts.into_iter().map(plain).collect();
    let blocks: Vec<_> = texts.iter().map(|text| document::blocks(text)).collect();
    let mut draft = sections::draft(&blocks);
    let mut text = write::write(&draft, platform);
    // What our own documents derive from a plan is no part of it.
    let people = texts.iter().zip(&blocks).filter(|(_, blocks)| !ours::is_ours(blocks));
    let lost: Vec<&str> = people.flat_map(|(document, _)| kept::lost(document, &text)).collect();
    if !lost.is_empty() {
        for line in lost {
            draft.keep(line);
        }
        text = write::write(&draft, platform);
    }
    let counts = Counts {
        stories: draft.stories.len(),
        sprints: draft.sprints.len(),
        chains: draft.chains.iter().filter(|chain| chain.order.is_some()).count(),
        milestones: draft.milestones.len(),
        ..Counts::default()
    };
    Imported { text, notes: draft.notes, counts }
}
