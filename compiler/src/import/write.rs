//! A draft as the text of a source, in its one form.

use pdl_lang::format::format;
use pdl_lang::span::FileId;

use super::draft::{Draft, Milestone, Planned, Sprint, Story, When};
use super::sprints::is_word;
use crate::put::{put, putln};

/// Writes a source.
pub(super) fn write(draft: &Draft, platform: Option<&str>) -> String {
    let mut out = String::new();
    self::platform(&mut out, draft, platform);
    calendar(&mut out, draft);
    for lane in &draft.lanes {
        docs(&mut out, &lane.doc);
        let title = lane.title.as_ref().map(|it| format!(" {}", string(it))).unwrap_or_default();
        let owner = lane.owner.as_ref().map(|it| format!(" owner: {} ", string(it)));
        putln!(out, "lane {}{title} {{{}}}", lane.name, owner.unwrap_or_default());
    }
    if !draft.clusters.is_empty() {
        out.push_str("\n// What the clusters are is for an engineer to say.\n");
        for name in &draft.clusters {
            putln!(out, "cluster {name} {{}}");
        }
    }
    for (index, sprint) in draft.sprints.iter().enumerate() {
        self::sprint(&mut out, draft, index, sprint);
    }
    backlog(&mut out, draft);
    order(&mut out, draft);
    out.push('\n');
    for milestone in &draft.milestones {
        self::milestone(&mut out, draft, milestone);
    }
    let empty = draft.sprints.iter().enumerate().filter(|(index, sprint)| {
        sprint.dates.is_none() && stories(draft, Planned::Sprint(*index)).is_empty()
    });
    let empty: Vec<&Sprint> = empty.map(|(_, sprint)| sprint).collect();
    if !draft.remarks.is_empty() || !empty.is_empty() {
        out.push_str("\n// The document also says:\n");
        for sprint in empty {
            undated(&mut out, sprint);
        }
        draft.remarks.iter().for_each(|remark| comment(&mut out, remark));
    }
    format(FileId(0), &out).unwrap_or(out)
}

fn platform(out: &mut String, draft: &Draft, name: Option<&str>) {
    let platform = &draft.platform;
    let name = name.map_or_else(|| name_of(platform.title.as_deref()), str::to_owned);
    docs(out, &platform.doc);
    putln!(out, "platform {name} {{");
    let text = |it: &Option<String>| it.as_deref().map(string);
    let fields = [
        ("title", text(&platform.title)),
        ("owner", text(&platform.owner)),
        ("date", platform.date.map(|date| date.to_string())),
        ("status", platform.status.map(str::to_owned)),
        ("story-prefix", Some(platform.prefix.as_str()).filter(|it| !it.is_empty()).map(string)),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            putln!(out, "{field}: {value}");
        }
    }
    out.push_str("}\n");
}

/// A name from a title: its first words.
fn name_of(title: Option<&str>) -> String {
    const WORDS: usize = 3;
    let words = title.unwrap_or_default().split(|it: char| !it.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(WORDS).map(str::to_lowercase);
    let name = words.collect::<Vec<_>>().join("-");
    if is_word(&name) { name } else { "platform".to_owned() }
}

fn calendar(out: &mut String, draft: &Draft) {
    if draft.workdays.is_none() && draft.freezes.is_empty() && draft.holidays.is_empty() {
        return;
    }
    out.push_str("\ncalendar {\n");
    if let Some(days) = &draft.workdays {
        putln!(out, "workdays: {days}");
    }
    let name =
        |it: &Option<String>| it.as_ref().map(|it| format!(" {}", string(it))).unwrap_or_default();
    for day in &draft.holidays {
        docs(out, &day.doc);
        putln!(out, "holiday {}{}", day.first, name(&day.name));
    }
    for day in &draft.freezes {
        docs(out, &day.doc);
        putln!(out, "freeze {}..{}{}", day.first, day.last, name(&day.name));
    }
    out.push_str("}\n\n");
}

fn sprint(out: &mut String, draft: &Draft, index: usize, sprint: &Sprint) {
    let Some((first, last)) = sprint.dates else { return };
    let title = sprint.title.as_ref().map(|it| format!(" {}", string(it))).unwrap_or_default();
    out.push('\n');
    docs(out, &sprint.doc);
    putln!(out, "sprint {} {first}..{last}{title} {{", sprint.name);
    if let Some(goal) = &sprint.goal {
        putln!(out, "goal: {}", string(goal));
    }
    if let Some(capacity) = &sprint.capacity {
        putln!(out, "capacity: {capacity}");
    }
    comments(out, &sprint.remarks);
    out.push_str(&stories(draft, Planned::Sprint(index)));
    out.push_str("}\n");
}

/// Writes the backlog, and in it the stories of sprints without dates.
fn backlog(out: &mut String, draft: &Draft) {
    let mut backlog = stories(draft, Planned::Backlog);
    for (index, sprint) in draft.sprints.iter().enumerate() {
        let stories = stories(draft, Planned::Sprint(index));
        if sprint.dates.is_none() && !stories.is_empty() {
            undated(&mut backlog, sprint);
            backlog.push_str(&stories);
        }
    }
    if !backlog.is_empty() {
        putln!(out, "\nbacklog {{\n{backlog}}}");
    }
}

/// Writes a sprint without dates as a comment.
fn undated(out: &mut String, sprint: &Sprint) {
    comment(out, &sprint.written);
    for (field, value) in [("Goal", &sprint.goal), ("Capacity", &sprint.capacity)] {
        if let Some(value) = value {
            comment(out, &format!("{field}: {value}"));
        }
    }
    comments(out, &sprint.remarks);
}

fn stories(draft: &Draft, planned: Planned) -> String {
    let mut out = String::new();
    for story in draft.stories.iter().filter(|story| story.planned == planned) {
        self::story(&mut out, story);
    }
    out
}

fn story(out: &mut String, story: &Story) {
    put!(out, "story {}", story.id);
    if let Some(title) = &story.title {
        put!(out, " {}", string(title));
    }
    let mut fields: Vec<String> =
        story.fields.iter().map(|(field, value)| format!("{field}: {value}")).collect();
    if let Some(clusters) = &story.clusters {
        fields.push(format!("clusters: [{}]", clusters.join(", ")));
    }
    fields.extend(story.note.as_ref().map(|note| format!("note: {}", string(note))));
    if !story.accept.is_empty() {
        let accept: Vec<String> = story.accept.iter().map(|it| string(it)).collect();
        fields.push(format!("accept: [{}]", accept.join(", ")));
    }
    match (fields.as_slice(), story.remarks.as_slice()) {
        ([], []) => out.push('\n'),
        (fields, []) => putln!(out, " {{ {} }}", fields.join(", ")),
        (fields, remarks) => {
            out.push_str(" {\n");
            lines(out, fields);
            comments(out, remarks);
            out.push_str("}\n");
        }
    }
}

fn order(out: &mut String, draft: &Draft) {
    if draft.chains.is_empty() {
        return;
    }
    out.push('\n');
    docs(out, &draft.order_doc);
    out.push_str("order {\n");
    for chain in &draft.chains {
        comments(out, &chain.comments);
        if let Some(order) = &chain.order {
            let reason = chain.reason.as_ref().map(|it| format!(" {}", string(it)));
            putln!(out, "{order}{}", reason.unwrap_or_default());
        }
        for order in &chain.proposals {
            comment(out, &format!("review: {order}"));
        }
    }
    out.push_str("}\n");
}

fn milestone(out: &mut String, draft: &Draft, milestone: &Milestone) {
    let when = match milestone.when {
        When::End(sprint) => format!("end {}", draft.sprints[sprint].name),
        When::On(date) => format!("on {date}"),
    };
    put!(out, "milestone {} {when} {}", milestone.name, string(&milestone.title));
    let mut fields = Vec::new();
    if let Some(requires) = &milestone.requires {
        fields.push(format!("requires: [{}]", requires.join(", ")));
    }
    if !milestone.gate.is_empty() {
        let gate: Vec<String> = milestone.gate.iter().map(|it| string(it)).collect();
        fields.push(format!("gate: [{}]", gate.join(", ")));
    }
    if fields.is_empty() && milestone.remarks.is_empty() {
        return out.push('\n');
    }
    out.push_str(" {\n");
    lines(out, &fields);
    comments(out, &milestone.remarks);
    out.push_str("}\n");
}

/// Lines of a doc comment.
fn docs(out: &mut String, lines: &[String]) {
    for line in lines {
        let line: String = line.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        putln!(out, "{}", format!("/// {line}").trim_end());
    }
}

fn lines(out: &mut String, fields: &[String]) {
    for field in fields {
        putln!(out, "{field}");
    }
}

fn comments(out: &mut String, texts: &[String]) {
    for text in texts {
        comment(out, text);
    }
}

/// Lines of a comment. What would end one is written as a space.
pub(super) fn comment(out: &mut String, text: &str) {
    for line in text.lines() {
        let line: String = line.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        putln!(out, "// {}", line.trim_end());
    }
}

/// A string of PDL that means `text`.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' | '$' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            it if it.is_control() || matches!(it, '\u{2028}' | '\u{2029}') => {
                put!(out, "\\u{{{:X}}}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}
