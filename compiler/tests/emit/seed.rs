//! The Product Owner's own document, from before there was a compiler: all it says is in ours.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::beside;

use super::disk::{analysis, files, tree};

/// An arrow between two stories, by name.
type Arrow = (String, String);

/// The two documents; `None`, with a visible line, where the seed is not there.
fn documents() -> Option<(String, String)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let path = beside::shared("seed/po-schedule.md")?;
    let seed = fs::read_to_string(path).expect("the seed is UTF-8");
    let documents = tree(&files(&analysis(root)));
    Some((seed, documents["@/docs/schedule/schedule.md"].clone()))
}

/// The lines of a section that say something.
fn section<'d>(document: &'d str, title: &str) -> Vec<&'d str> {
    let sections = document.split("\n## ");
    let section = sections.into_iter().find(|it| it.starts_with(title)).expect("the section");
    section.lines().skip(1).map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_head_is_that_of_the_product_owner() {
    let Some((seed, ours)) = documents() else { return };
    let head = |document: &str| {
        let head = document.split("\n## ").next().expect("a head").lines().map(str::trim_end);
        head.filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (seed, ours) = (head(&seed), head(&ours));
    assert_eq!(ours[..seed.len()], seed);
}

#[test]
fn every_sprint_and_story_is_where_and_as_the_product_owner_wrote_it() {
    let Some((seed, ours)) = documents() else { return };
    let lines = section(&seed, "Sprint Plan");
    assert_eq!(lines.iter().filter(|it| it.starts_with("  - STORY-")).count(), 20);
    let mut own = section(&ours, "Sprint Plan").into_iter();
    for line in lines {
        assert!(own.any(|it| it.starts_with(line)), "{line:?} is not where it should be");
    }
}

#[test]
fn every_milestone_is_as_the_product_owner_wrote_it() {
    let Some((seed, ours)) = documents() else { return };
    let lines = section(&seed, "Milestones");
    assert_eq!(lines.len(), 5);
    let mut own = section(&ours, "Milestones").into_iter();
    for line in lines {
        assert!(own.any(|it| it == line), "{line:?} is not where it should be");
    }
}

#[test]
fn every_arrow_and_remark_of_the_product_owner_is_there() {
    let Some((seed, ours)) = documents() else { return };
    let own: BTreeSet<Arrow> =
        section(&ours, "Sequencing").iter().flat_map(|line| arrows(line).0).collect();
    let stories: BTreeSet<&str> = section(&ours, "Sprint Plan")
        .into_iter()
        .filter_map(|line| line.strip_prefix("  - STORY-"))
        .map(|line| line.split_whitespace().next().unwrap_or_default())
        .collect();
    for line in section(&seed, "Sequencing") {
        let (arrows, remarks) = arrows(line);
        assert!(!arrows.is_empty() || !remarks.is_empty(), "{line:?} says something");
        for (from, to) in arrows {
            let arrow = (meant(&from, &stories), meant(&to, &stories));
            assert!(own.contains(&arrow), "{arrow:?} of {line:?} is missing");
        }
        for remark in remarks {
            assert!(ours.contains(&remark), "{remark:?} of {line:?} is missing");
        }
    }
}

/// The arrows of a line between names, and what else it says: labels, remarks in parentheses, prose.
fn arrows(line: &str) -> (Vec<Arrow>, Vec<String>) {
    let line = line.trim_start_matches("- ");
    let (line, reason) = line.split_once(" — ").unwrap_or((line, ""));
    let mut remarks: Vec<String> = Vec::from([reason.to_owned()]);
    if !line.contains('→') {
        // `STORY can run …`: a name and prose.
        let (name, prose) = line.split_once(' ').unwrap_or((line, ""));
        remarks.extend([name.to_owned(), prose.to_owned()]);
        return (Vec::new(), remarks);
    }
    let chain = match line.split_once(": ") {
        Some((label, chain)) => {
            remarks.push(label.to_owned());
            chain
        }
        None => line,
    };
    let mut groups: Vec<Vec<String>> = Vec::new();
    for part in chain.split('→') {
        let part = part.trim();
        let inner = part.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
        let names: Vec<&str> = match inner {
            Some(inner) if inner.contains('|') => inner.split('|').map(str::trim).collect(),
            Some(remark) => {
                remarks.push(remark.to_owned());
                continue;
            }
            None => {
                let (name, remark) = part.split_once(" (").unwrap_or((part, ""));
                remarks.push(remark.trim_end_matches(')').to_owned());
                vec![name]
            }
        };
        groups.push(names.into_iter().map(str::to_owned).collect());
    }
    let mut arrows = Vec::new();
    for pair in groups.windows(2) {
        arrows.extend(
            pair[0].iter().flat_map(|from| pair[1].iter().map(|to| (from.clone(), to.clone()))),
        );
    }
    remarks.retain(|remark| !remark.is_empty());
    (arrows, remarks)
}

/// The story that an abbreviation means: `ROOK-OP` is `STO-ROOK-CEPH-OPERATOR`.
fn meant(name: &str, stories: &BTreeSet<&str>) -> String {
    let parts: Vec<String> = name.to_uppercase().split('-').map(str::to_owned).collect();
    let begins = |story: &str| {
        let mut words = story.split('-');
        parts.iter().all(|part| words.any(|word| word.starts_with(part.as_str())))
    };
    let is_whole = |story: &str| parts.iter().all(|part| story.split('-').any(|it| it == part));
    let mut found: Vec<&str> = stories.iter().copied().filter(|it| begins(it)).collect();
    if found.len() > 1 {
        found.retain(|it| is_whole(it));
    }
    assert_eq!(found.len(), 1, "{name} is one story: {found:?}");
    found[0].to_owned()
}
