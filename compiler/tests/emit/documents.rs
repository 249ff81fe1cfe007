//! The documents: what the Product Owner's own document says, and where they go.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{analysis, files, tree, tree_of};

#[test]
fn every_order_stands_in_the_schedule_once() {
    let program = "sprint S 2025-10-20..2025-10-31 { story A, story B, story C, story D, story E }\n\
                   order { A -> (B | C -> D) -> E\n A ~> E\n A -> B \"again\"\n (A | B) -> D }\n";
    let document = &tree_of(program)["schedule/schedule.md"];
    let section = document.split("\n## ").find(|it| it.starts_with("Sequencing"));
    let lines = section.expect("there is an order").lines().filter_map(|it| it.strip_prefix("- "));
    let lines: Vec<&str> = lines.collect();
    // The one of the two orders of A and B that says why is kept.
    let expected = ["A → C → D", "(B | D) → E", "A ⇢ E", "A → B — again", "(A | B) → D"];
    assert_eq!(lines, expected);
}

#[test]
fn what_is_put_off_is_no_load_and_an_empty_lane_is_counted() {
    let program = "lane one\nlane two\nlane three\nbacklog { story C { lane: three } }\n\
                   sprint S 2025-10-20..2025-10-31 { capacity: 4\n story A { points: 3, lane: one }\n\
                   story B { points: 5, status: deferred, lane: two } }\n";
    let tree = tree_of(program);
    let rows = |document: &str, title: &str, column: usize| {
        let text = &tree[&format!("schedule/{document}")];
        let section = text.split("\n## ").find(|it| it.starts_with(title)).expect("a section");
        let rows = section.lines().filter(|it| it.starts_with('|')).skip(2);
        let cells = rows.map(|it| it.trim_matches(['|', ' ']).split(" | ").collect::<Vec<_>>());
        cells.map(|it| [it[0], it[column], it[it.len() - 1]].join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(rows("schedule.md", "Capacity", 3), ["S 1 75 %"]);
    let bar = "░".repeat(20);
    let expected = ["one 1", "two 0", "three 0", "**All** 1"].map(|it| format!("{it} {bar}   0 %"));
    assert_eq!(rows("schedule.md", "Progress by Lane", 1), expected);
    assert_eq!(
        rows("progress.md", "By Lane", 2),
        ["one 0 of 1 1", "two 0 of 0 0", "three 0 of 0 0"]
    );
}

#[test]
fn what_is_held_up_is_not_said_to_be_free() {
    let program = "sprint S 2025-10-20..2025-10-31 { story A, story B { status: blocked } }\n\
                   milestone M end S \"All\"\n";
    let document = &tree_of(program)["schedule/schedule.md"];
    assert!(document.contains("Nothing holds up: A\n"), "{document}");
    assert!(document.contains("Held up by: B\n"), "{document}");
}

#[test]
fn documents_go_where_the_program_says() {
    let program = "outputs { schedule: \"docs/a\" }\nsprint S 2025-10-20..2025-10-31 { story A }\n";
    let tree = tree_of(program);
    let names: Vec<&String> = tree.keys().collect();
    assert!(names.iter().any(|it| *it == "@/docs/a/stories/A.md"), "{names:?}");
    assert!(names.iter().all(|it| it.starts_with("@/docs/a/") || it.starts_with("ordering/")));
    // The output folder is an argument; from elsewhere it is taken for the usual one.
    let way = "[`ordering.md`](../../out/ordering/ordering.md)";
    assert!(tree["@/docs/a/schedule.md"].contains(way));
}

#[test]
fn every_relative_link_leads_to_something() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let cases = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases"));
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(cases).expect("the cases").map(|it| it.expect("one").path()).collect();
    folders.push(root.to_owned());
    folders.sort();
    let mut count = 0;
    for folder in folders {
        // As on disk: what goes elsewhere beside the output folder.
        let on_disk = |path: &str| match path.strip_prefix("@/") {
            Some(path) => path.to_owned(),
            None => format!("out/{path}"),
        };
        let tree = tree(&files(&analysis(&folder)));
        let known: BTreeSet<String> = tree.keys().map(|path| on_disk(path)).collect();
        let is_there = |path: &str| {
            known.contains(path)
                || known.range(format!("{path}/")..).next().is_some_and(|it| it.starts_with(path))
        };
        for (path, text) in &tree {
            let path = on_disk(path);
            for link in links(&path, text) {
                let target = resolved(&path, link);
                assert!(is_there(&target), "{}: {path} links to {link}", folder.display());
                count += 1;
            }
        }
    }
    assert!(count > 500, "only {count} links");
}

/// The relative links of a document.
fn links<'t>(path: &str, text: &'t str) -> Vec<&'t str> {
    let (start, end) = match path.rsplit_once('.').map(|it| it.1) {
        Some("md") => ("](", ')'),
        Some("html") => ("href=\"", '"'),
        _ => return Vec::new(),
    };
    let found = text.match_indices(start).filter(|(at, _)| !text[..*at].ends_with('\\'));
    let found = found.filter_map(|(at, _)| text[at + start.len()..].split(end).next());
    let found = found.map(|it| it.split('#').next().unwrap_or_default());
    found.filter(|it| !it.is_empty() && !it.contains(':')).collect()
}

/// Where a link leads to from a document.
fn resolved(path: &str, link: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in link.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn an_empty_program_has_documents() {
    let tree = tree_of("");
    assert_eq!(tree["schedule/schedule.md"].lines().next(), Some("# PO Schedule — Platform"));
    assert!(tree.contains_key("ordering/ordering.md"));
}

#[test]
fn a_program_with_errors_has_documents_too_and_nothing_panics() {
    for program in [
        "sprint S 2025-10-31..2025-10-20 { story A }\norder { A -> B -> A }\n",
        "sprint S 2025-10-20..2025-10-31 { story A, story B }\norder { A -> B -> A\n A -> A }\n\
         milestone M end S \"m\"\ncluster c {}\ncomponent a { story: A, resource PriorityClass a {} }\n\
         component b { story: B, resource PriorityClass b {} }\n",
        "milestone M end NONE \"m\"\ncomponent x { story: NONE }\ncluster c { id: 999 }\n",
    ] {
        let analysis = super::disk::analysis_of(program);
        assert!(analysis.has_errors(), "{program}");
        let _ = pdl_compiler::emit::emit(&analysis, &pdl_compiler::emit::Options::default());
    }
}

#[test]
fn flux_goes_after_everything_that_it_removes() {
    let tree = platform();
    for section in tree["@/docs/ordering/teardown.md"].split("\n## ").skip(1) {
        let Some((by_flux, by_hand)) = section.split_once("\nThen by hand") else { continue };
        let names = |text: &str| -> Vec<String> {
            let lines = text.lines().filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
            lines.filter_map(|it| Some(it.split('`').nth(1)?.to_owned())).collect()
        };
        let (by_flux, by_hand) = (names(by_flux), names(by_hand));
        assert_eq!(by_hand[..2], ["flux-instance", "flux-operator"]);
        assert!(
            by_hand.iter().any(|it| it == "coredns") && by_hand.iter().any(|it| it == "cilium")
        );
        assert!(by_flux.iter().any(|it| it == "cert-manager"), "{by_flux:?}");
    }
}

#[test]
fn what_others_imply_has_its_reason_too() {
    let tree = platform();
    for document in ["ordering.md", "ordering.json"] {
        let text = &tree[&format!("@/docs/ordering/{document}")];
        assert!(text.contains("StorageClass/openebs-local-nvme"), "{document}");
    }
}

/// What the platform of this repository comes to.
fn platform() -> super::disk::Tree {
    tree(&files(&analysis(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")))))
}
