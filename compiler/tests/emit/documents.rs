//! The documents: what the Product Owner's own document says, and where they go.

use super::disk::tree_of;

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
