//! What can be said of a story, in the words of documents.

use super::draft::{Draft, Note, Story};
use super::write::string;
use super::{dates, sections};

/// Takes a field of a story, unless it is none.
pub(super) fn field(draft: &mut Draft, story: &mut Story, key: &str, value: &str) -> bool {
    match key {
        "title" => story.entitle(value.to_owned()),
        "note" | "notes" | "remark" | "remarks" => story.annotate(value.to_owned()),
        "status" | "state" => match status(value.strip_suffix(", late").unwrap_or(value)) {
            // What is merely planned need not be said.
            Some("planned") => {}
            Some(status) => story.say("status", status),
            None if is_cancelled(value) => {
                story.say("status", "deferred");
                story.remarks.push(format!("Status: {value}"));
            }
            None => return state(story, value),
        },
        "gate" | "review" => match gate(value) {
            Some(gate) => story.say("gate", gate),
            None => return false,
        },
        "clusters" | "cluster" if is_all(value) => return story.clusters.is_none(),
        "clusters" | "cluster" => match clusters(value) {
            Some(clusters) if story.clusters.as_ref().is_none_or(|own| *own == clusters) => {
                for cluster in &clusters {
                    know(draft, cluster);
                }
                story.clusters = Some(clusters);
            }
            _ => return false,
        },
        "owner" => story.say("owner", string(value)),
        "docs" | "link" => story.say("docs", string(value)),
        "points" | "size" => match value.parse::<f64>() {
            Ok(points) if points >= 0.0 => story.say("points", value),
            _ => return false,
        },
        "estimate" => match estimate(value) {
            Some(estimate) => story.say("estimate", estimate),
            None => return false,
        },
        "started" => return day(story, "started", value),
        "finished" => return day(story, "finished", value),
        "accept" | "acceptance" | "acceptance criteria" => story.accept.push(value.to_owned()),
        "lane" => {
            let lane = sections::lane(draft, value);
            story.say("lane", lane);
        }
        _ => return false,
    }
    true
}

/// Whether a value names no cluster, but all.
pub(super) fn is_all(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("all")
}

fn is_cancelled(value: &str) -> bool {
    matches!(value.trim().to_lowercase().as_str(), "cancelled" | "canceled" | "dropped")
}

fn day(story: &mut Story, field: &'static str, value: &str) -> bool {
    let found = dates::single(value, None).filter(|(place, _)| *place == (0..value.len()));
    if let Some((_, date)) = found {
        story.say(field, date.to_string());
    }
    found.is_some()
}

/// `3d`, `1d/2d/4d`, `3 days`.
fn estimate(text: &str) -> Option<String> {
    let one = |text: &str| {
        let text = text.trim().to_lowercase();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let unit = match text[digits..].trim() {
            "d" | "day" | "days" => "d",
            "w" | "week" | "weeks" => "w",
            // `1w2d` is a duration of the language as it stands.
            _ => return text.bytes().all(|it| it.is_ascii_alphanumeric()).then_some(text),
        };
        (digits > 0).then(|| format!("{}{unit}", &text[..digits]))
    };
    let parts: Option<Vec<String>> = text.split('/').map(one).collect();
    let parts = parts.filter(|parts| {
        parts.iter().all(|part| part.starts_with(|it: char| it.is_ascii_digit()))
    })?;
    match parts.len() {
        1 => Some(parts.concat()),
        3 => Some(format!("[{}]", parts.join(", "))),
        _ => None,
    }
}

/// Takes `PASS (done)`, `DONE`, `in progress`.
pub(super) fn state(story: &mut Story, text: &str) -> bool {
    let (word, inside) = match last_parentheses(text) {
        Some((word, inside)) => (word, Some(inside)),
        None => (text, None),
    };
    let found = (gate(word), status(word), inside.map(status));
    match found {
        (Some(gate), _, None | Some(Some(_))) => {
            if let Some(Some(status)) = found.2 {
                story.say("status", status);
            }
            story.say("gate", gate);
            true
        }
        (None, Some(status), None) => {
            story.say("status", status);
            true
        }
        _ => false,
    }
}

fn gate(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "pass" | "passed" => Some("pass"),
        "concerns" => Some("concerns"),
        "fail" | "failed" => Some("fail"),
        "waived" => Some("waived"),
        _ => None,
    }
}

pub(super) fn status(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "draft" => Some("draft"),
        "planned" | "todo" | "to do" | "not started" => Some("planned"),
        "active" | "in progress" | "wip" | "started" => Some("active"),
        "done" | "complete" | "completed" | "finished" | "✅" => Some("done"),
        "blocked" => Some("blocked"),
        "deferred" | "postponed" => Some("deferred"),
        _ => None,
    }
}

/// The last parentheses of a text, with what stands before them.
pub(super) fn last_parentheses(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 0;
    for (at, character) in inner.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' if depth == 0 => return Some((inner[..at].trim_end(), &inner[at + 1..])),
            '(' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `infra`, `infra+apps`, `infra, apps`: names of clusters, all in lower case.
pub(super) fn clusters(text: &str) -> Option<Vec<String>> {
    let is_name = |word: &&str| {
        word.starts_with(|it: char| it.is_ascii_lowercase())
            && word.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
            && !word.ends_with('-')
    };
    let words: Vec<&str> = text.split(['+', ',', '&']).map(str::trim).collect();
    words.iter().all(is_name).then(|| words.into_iter().map(str::to_owned).collect())
}

/// Declares a cluster that is named for the first time.
pub(super) fn know(draft: &mut Draft, cluster: &str) {
    if !draft.clusters.iter().any(|known| known == cluster) {
        draft.clusters.push(cluster.to_owned());
        draft.notes.push(Note::Cluster(cluster.to_owned()));
    }
}
