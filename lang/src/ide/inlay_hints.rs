//! What a text does not say but means: working days, points against capacity, settings on every cluster.

use super::things::{self, Thing};
use super::{describe, hover};
use crate::analysis::Analysis;
use crate::model::Reference;
use crate::span::{FileId, FileSpan, Span};
use crate::wording::count;

/// A remark in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind what it stands.
    pub at: FileSpan,
    /// The remark.
    pub text: String,
}

/// The remarks inside a stretch of a file, by place.
#[must_use]
pub fn inlay_hints(analysis: &Analysis, file: FileId, range: Span) -> Vec<Hint> {
    let mut hints = Vec::new();
    sprints(analysis, file, range, &mut hints);
    let source = analysis.program.file(file);
    things::of_file(source, &mut |at, thing| {
        if let Thing::Step(words, step) = thing
            && step + 1 == words.len()
            && range.contains(at.span)
        {
            hints.extend(reference(analysis, &words));
        }
    });
    hints.sort_by_key(|hint| hint.at);
    hints
}

/// The working days of sprints behind their dates, and their points behind their capacity.
fn sprints(analysis: &Analysis, file: FileId, range: Span, hints: &mut Vec<Hint>) {
    let (plan, schedule) = (&analysis.plan, &analysis.schedule);
    for (id, sprint) in plan.sprints.iter() {
        let dates = sprint.dates.at;
        if dates.file != file || !range.contains(dates.span) {
            continue;
        }
        let workdays = schedule.sprints[id].workdays as usize;
        let mut text = count(workdays, "working day", "working days");
        let load = describe::load(plan, schedule, id);
        if let (None, Some(load)) = (sprint.capacity, &load) {
            text += &format!(", {load}");
        }
        hints.push(Hint { at: dates.after(), text });
        if let (Some(capacity), Some(load)) = (sprint.capacity, load) {
            let text = format!("{load} planned");
            hints.push(Hint { at: capacity.at.after(), text });
        }
    }
}

/// What a reference stands for: once where all clusters agree, else on each.
fn reference(analysis: &Analysis, words: &[FileSpan]) -> Option<Hint> {
    let sources = &analysis.program.sources;
    let words_of = words.iter().map(|at| (sources.slice(*at).into(), *at)).collect();
    let reference = Reference { words: words_of };
    let values = hover::values(&analysis.plan, &reference);
    let texts: Vec<String> = values.iter().map(|(_, value)| describe::value(value)).collect();
    let first = texts.first()?;
    let text = if texts.iter().all(|text| text == first) {
        first.clone()
    } else {
        let each =
            values.iter().zip(&texts).map(|((cluster, _), text)| format!("{cluster}: {text}"));
        describe::listed(each)
    };
    Some(Hint { at: reference.at().after(), text: format!("= {text}") })
}
