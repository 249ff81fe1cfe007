//! Documents for programs, read by readers that others wrote; and texts of a program that try to be more than text.

use std::fs;
use std::path::Path;

use icalendar::{Calendar, CalendarComponent, Component as _, DatePerhapsTime};
use pdl_lang::analysis::Horizon;
use pdl_lang::{Options, Program, analyze};
use serde_json::Value;

use super::disk::{Tree, analysis, files, tree, tree_of};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Texts that are markup, code or commands somewhere.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</style></script></svg><img src=x onerror=alert(1)>",
    "\\\" onmouseover=\\\"alert(1)",
    "=cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "a\\r\\nEND:VEVENT\\r\\nBEGIN:VALARM",
    "]]> & &lt; &#x3c;",
    "a\\u{1B}[31mred\\u{7}",
    "a\\u{202E}b\\u{200B}c",
    "```mermaid graph TD; A-->B",
    "[x](javascript:alert(1)) ![i](x) | cell",
    "{{ 7*7 }} \\${ 7*7 }",
];

/// A plan in which a text stands wherever a text can.
fn plan(text: &str) -> String {
    format!(
        "platform p {{ title: \"{text}\", owner: \"{text}\" }}\ncluster one {{}}\n\
         lane l \"{text}\" {{ owner: \"{text}\" }}\n\
         calendar {{ freeze 2025-11-03..2025-11-04 \"{text}\" }}\n\
         sprint S 2025-10-20..2025-10-31 \"{text}\" {{ goal: \"{text}\"\n\
         story A \"{text}\" {{ lane: l, note: \"{text}\", owner: \"{text}\", accept: [\"{text}\"], docs: \"{text}\" }}\n\
         story B\n}}\norder {{ A -> B \"{text}\" }}\nmilestone M end S \"{text}\" {{ gate: [\"{text}\"] }}\n"
    )
}

/// Every program of these tests: the platform, and one a hostile text.
fn trees() -> Vec<Tree> {
    let platform = tree(&files(&analysis(Path::new(ROOT))));
    let hostile = HOSTILE.iter().map(|text| tree_of(&plan(text)));
    [platform].into_iter().chain(hostile).collect()
}

/// A document by the end of its path.
fn document<'t>(tree: &'t Tree, name: &str) -> &'t str {
    tree.iter().find(|(path, _)| path.ends_with(name)).expect("the document").1
}

#[test]
fn calendars_can_read_the_calendar() {
    for tree in trees() {
        let text = document(&tree, "schedule.ics");
        assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let calendar: Calendar = text.parse().expect("a calendar");
        let mut ids = Vec::new();
        for component in &calendar.components {
            let CalendarComponent::Event(event) = component else { panic!("{component:?}") };
            let day = |at: Option<DatePerhapsTime>| match at {
                Some(DatePerhapsTime::Date(day)) => day,
                other => panic!("{other:?} is no day"),
            };
            assert!(day(event.get_start()) < day(event.get_end()), "{event:?}");
            ids.push(event.get_uid().expect("an id").to_owned());
        }
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert_eq!(text.matches("\nBEGIN:VEVENT\r\n").count(), count);
        assert!(!text.contains("\nBEGIN:VALARM"));
    }
}

#[test]
fn the_platform_has_its_sprints_milestones_and_freeze_in_the_calendar() {
    let tree = &trees()[0];
    let text = document(tree, "schedule.ics").replace("\r\n ", "");
    assert_eq!(text.matches("CATEGORIES:Sprint").count(), 7);
    assert_eq!(text.matches("CATEGORIES:Milestone").count(), 5);
    // The last day of the freeze is January 4: the end of an event does not belong to it.
    assert!(
        text.contains("DTSTART;VALUE=DATE:20251220\r\nDTEND;VALUE=DATE:20260105\r\n"),
        "{text}"
    );
}

#[test]
fn moving_a_sprint_keeps_the_ids_of_events() {
    let ids = |dates: &str| {
        let program = format!(
            "platform p {{}}\ncalendar {{ freeze 2026-01-01..2026-01-02 \"New Year\" }}\n\
             sprint S {dates} {{ story A }}\nmilestone M end S \"m\"\n"
        );
        let tree = tree_of(&program);
        let text = document(&tree, "schedule.ics").to_owned();
        let lines = text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned);
        lines.collect::<Vec<_>>()
    };
    assert_eq!(ids("2025-10-20..2025-10-31"), ids("2025-11-03..2025-11-14"));
}

#[test]
fn spreadsheets_can_read_the_table_and_find_no_formula() {
    for tree in trees() {
        let mut table = csv::Reader::from_reader(document(&tree, "schedule.csv").as_bytes());
        let headings = table.headers().expect("headings").clone();
        assert_eq!(headings.get(0), Some("Summary"));
        let column = |name| headings.iter().position(|it| it == name).expect("the column");
        let (id, parent) = (column("Issue Id"), column("Parent Id"));
        let mut known = vec![String::new()];
        for row in table.records() {
            let row = row.expect("as many cells as headings");
            assert!(known.iter().any(|it| it == &row[parent]), "parents come first: {row:?}");
            known.push(row[id].to_owned());
            for cell in &row {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
                assert!(!cell.contains(['\n', '\r', '\u{1b}', '\u{202e}']), "{cell:?}");
            }
        }
    }
}

#[test]
fn the_json_documents_are_as_their_schemas_say() {
    for (name, file) in [("schedule-1", "schedule.json"), ("ordering-1", "ordering.json")] {
        let path = Path::new(ROOT).join(format!("docs/schema/{name}.json"));
        let schema = fs::read_to_string(path).expect("the schema");
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        let schema = jsonschema::validator_for(&schema).expect("a schema");
        for tree in trees() {
            let document: Value = serde_json::from_str(document(&tree, file)).expect("JSON");
            let problems: Vec<_> = schema.iter_errors(&document).map(|it| it.to_string()).collect();
            assert_eq!(problems, [""; 0], "{file}");
        }
    }
}

/// The elements and attributes of markup, by their names, as a simple reader sees them.
fn names(markup: &str) -> Vec<&str> {
    let starts = markup.split('<').skip(1);
    let elements = starts.map(|it| it.split(['>', ' ', '/', '\n']).next().unwrap_or_default());
    elements.filter(|name| !name.is_empty()).collect()
}

#[test]
fn no_text_becomes_markup() {
    for file in ["schedule.html", "schedule.svg", "ordering.svg"] {
        let plain = tree_of(&plan("plain"));
        let mut expected = names(document(&plain, file));
        expected.sort_unstable();
        expected.dedup();
        for text in HOSTILE {
            let tree = tree_of(&plan(text));
            let markup = document(&tree, file);
            for name in names(markup) {
                assert!(expected.binary_search(&name).is_ok(), "{text:?} made <{name}> in {file}");
            }
            assert!(!markup.contains("\" onmouseover"), "{text:?} in {file}");
        }
    }
}

#[test]
fn no_control_and_no_turn_of_direction_reaches_a_document() {
    for text in HOSTILE {
        for (path, content) in tree_of(&plan(text)) {
            let is_document = path.starts_with("schedule/") || path.starts_with("ordering/");
            // JSON keeps texts as they are, escaped.
            if is_document && Path::new(&path).extension().is_some_and(|it| it != "json") {
                let found = content.find(['\u{1b}', '\u{7}', '\u{202e}', '\u{200b}']);
                assert_eq!(found, None, "{path}: {text:?}");
            }
        }
    }
}

#[test]
fn markdown_shows_texts_as_texts() {
    for text in HOSTILE {
        let tree = tree_of(&plan(text));
        for (path, content) in
            tree.iter().filter(|(path, _)| path.rsplit_once('.').is_some_and(|it| it.1 == "md"))
        {
            // A mark behind a backslash is a mark, not markup.
            let escaped = ["\\<", "\\[", "\\]", "\\`"];
            let bare = escaped.iter().fold(content.clone(), |text, mark| text.replace(mark, ""));
            for markup in ["<script", "<img", "](javascript", "```"] {
                assert!(!bare.contains(markup), "{path} has {markup} of {text:?}");
            }
        }
    }
}

#[test]
fn the_page_asks_for_nothing() {
    let page = &trees()[0];
    let page = document(page, "schedule.html");
    assert!(page.contains("default-src 'none'"));
    for way in ["http://", "https://", " src=", "@import", "url(", " style=", " onclick="] {
        let found = page.match_indices(way).map(|(at, _)| &page[at..page.len().min(at + 40)]);
        assert_eq!(found.collect::<Vec<_>>(), [""; 0], "{way}");
    }
}

#[test]
fn today_is_drawn_only_when_it_is_given() {
    let program = "sprint S 2025-10-20..2025-10-31 { story A }";
    for (path, text) in tree_of(program) {
        assert!(!text.contains("Today"), "{path}");
    }
    let program = Program::of_text("platform.pdl", program);
    let day = "2025-10-27".parse().expect("a date");
    let options = Options { horizon: Some(Horizon::Day(day)), ..Options::default() };
    let tree = tree(&files(&analyze(program, &options)));
    for file in ["schedule.svg", "schedule.html"] {
        assert!(document(&tree, file).contains("Today, Oct 27, 2025"), "{file}");
    }
}
