//! Nothing is lost: every word of a document stands in the source that it becomes.

use pdl_compiler::import::markdown;

use super::documents;

/// Words that the source says otherwise: headings of sections, names of fields, and what dates and numbers become.
const SAID_OTHERWISE: &[&str] = &[
    "acceptance",
    "colour",
    "date",
    "dates",
    "delivery",
    "dependencies",
    "description",
    "done",
    "end",
    "estimate",
    "gate",
    "goal",
    "lane",
    "milestone",
    "milestones",
    "owner",
    "plan",
    "points",
    "progress",
    "requires",
    "schedule",
    "sprint",
    "sprints",
    "start",
    "status",
    "stories",
    "story",
    "days",
    "foundations",
    "sequencing",
];

const MONTHS: &[&str] = &["oct", "nov", "dec", "jan", "october", "november"];

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|word| word.len() > 2);
    let words = words.filter(|word| !word.starts_with(|it: char| it.is_ascii_digit()));
    words.map(str::to_lowercase)
}

#[track_caller]
fn check(name: &str, text: &str) {
    let source = markdown(text, None).text.to_lowercase();
    for word in words(text) {
        let is_said = SAID_OTHERWISE.contains(&word.as_str()) || MONTHS.contains(&word.as_str());
        assert!(is_said || source.contains(&word), "{name}: `{word}` is lost in\n{source}");
    }
}

#[test]
fn words_of_the_cases_stay() {
    for (name, text) in documents() {
        check(&name, &text);
    }
}

#[test]
fn what_is_no_schedule_stays_as_comments() {
    let text = "# Notes\n\nBuy milk.\n\n- eggs\n  - brown ones\n\n```sh\nmake\n```\n\n<div>html</div>\n\n\
                | Fruit | Price |\n| --- | --- |\n| apple | cheap |\n";
    check("notes", text);
}
