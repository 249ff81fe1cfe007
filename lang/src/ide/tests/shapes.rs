//! The shape of a text, and what editors show in between.

use expect_test::expect;

use super::{PLAN, analyzed, place, plan_at, shown};
use crate::ide::semantic_tokens::semantic_tokens;
use crate::ide::symbols::{self, Symbol};
use crate::ide::{
    code_lenses, folding, highlights, inlay_hints, links, selection_ranges, signature,
};
use crate::span::{FileId, Span};

const FILE: FileId = FileId(0);

fn whole() -> Span {
    Span::new(0, u32::try_from(PLAN.len()).expect("it is small"))
}

fn outline(symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
    for symbol in symbols {
        lines.push(format!("{}{} ({})", "  ".repeat(depth), symbol.name, symbol.detail));
        outline(&symbol.children, depth + 1, lines);
    }
}

#[test]
fn the_outline_has_what_is_declared() {
    let (analysis, _) = analyzed(&plan_at("platform"));
    let mut lines = Vec::new();
    outline(&symbols::outline(&analysis, FILE), 0, &mut lines);
    expect![[r#"
        shop ()
        calendar ()
          holiday (2025-11-27 Thanksgiving)
        net (Networking)
        infra ()
          id (1)
          pods (10.244.0.0/16)
          lb-pool (10.25.11.100..10.25.11.119)
        apps ()
          id (2)
          pods (10.246.0.0/16)
          lb-pool (10.25.11.120..10.25.11.139)
        settings ()
          domain ("example.org")
        S0 (2025-11-17..2025-11-21 First)
          BOOT ()
          NET-BGP (Announce addresses)
        S1 (2025-11-24..2025-12-05)
          NET-POOL ()
        backlog ()
          LATER ()
        order ()
        M1 (end S1 Network ready)
        cilium ()
          resource (ConfigMap pool)"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn a_search_finds_letters_in_their_order() {
    let (analysis, _) = analyzed(&plan_at("platform"));
    let names = |query: &str| {
        let found = symbols::search(&analysis, query);
        found.into_iter().map(|it| it.name).collect::<Vec<_>>().join(" ")
    };
    expect!["NET-BGP NET-POOL net M1 cilium"].assert_eq(&names("net"));
    expect!["NET-BGP cilium"].assert_eq(&names("nbgp"));
    expect!["NET-BGP"].assert_eq(&names("announce"));
    assert_eq!(names("zzz"), "");
    assert!(names("").contains("cilium"));
}

#[test]
fn blocks_comments_and_includes_fold() {
    let text = "// a\n// b\n\ninclude \"x.pdl\"\ninclude \"y.pdl\"\nlane a {\n  owner: \"\"\"\n    x\n  \"\"\"\n}\nlane b {}$0\n";
    let (analysis, _) = analyzed(text);
    let folds: Vec<String> = folding::folds(&analysis, FILE)
        .into_iter()
        .map(|fold| format!("{:?} {}", fold.kind, shown(&analysis, fold.span.in_file(FILE))))
        .collect();
    expect![[r#"
        Comment 1:1 // a
        Includes 4:1 include "x.pdl"
        Region 6:8 {
        Region 7:10 """"#]]
    .assert_eq(&folds.join("\n"));
}

#[test]
fn a_selection_grows_outwards() {
    let (analysis, offset) = analyzed(&plan_at("lane: n"));
    let spans = selection_ranges::selection_ranges(place(&analysis, offset));
    let texts: Vec<String> = spans.iter().map(|it| shown(&analysis, it.in_file(FILE))).collect();
    expect![[r#"
        24:46 net
        24:40 lane: net
        24:38 { lane: net, points: 5 }
        24:3 story NET-BGP "Announce addresses" { lane: net, points: 5 }
        20:42 {
        20:1 sprint S0 2025-11-17..2025-11-21 "First" {
        1:1 /// Everything at once."#]]
    .assert_eq(&texts.join("\n"));
}

#[test]
fn every_word_has_its_colour() {
    let text = "/// Doc\nstory-less \"x ${domain.a} y\"\nsprint S0 2025-11-17..2025-11-21 { story A { status: done, clusters: [infra] } } // end\nsettings { m: { \"k${domain}z\": \"v\", \"n\": 1 } }$0";
    let (analysis, _) = analyzed(text);
    let lines: Vec<String> = semantic_tokens(&analysis, FILE, None)
        .into_iter()
        .map(|it| {
            let flags = if it.is_declaration { " declared" } else { "" };
            format!("{:?}{flags} {}", it.kind, shown(&analysis, it.span.in_file(FILE)))
        })
        .collect();
    expect![[r#"
        Comment 1:1 /// Doc
        Text 2:12 "x ${domain.a} y"
        Keyword 3:1 sprint
        Name(Sprint) declared 3:8 S0
        Number 3:11 2025-11-17
        Operator 3:21 ..
        Number 3:23 2025-11-21
        Keyword 3:36 story
        Name(Story) declared 3:42 A
        Property 3:46 status
        EnumMember 3:54 done
        Property 3:60 clusters
        Name(Cluster) 3:71 infra
        Comment 3:82 // end
        Keyword 4:1 settings
        Variable declared 4:12 m
        Text 4:17 "
        Property 4:18 k${
        Variable 4:21 domain
        Property 4:27 }z
        Text 4:29 "
        Text 4:32 "v"
        Text 4:37 "
        Property 4:38 n
        Text 4:39 "
        Number 4:42 1"#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn colours_follow_one_another_and_never_overlap() {
    let (analysis, _) = analyzed(&plan_at("platform"));
    let tokens = semantic_tokens(&analysis, FILE, None);
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    let half = Span::new(0, whole().end / 2);
    let some = semantic_tokens(&analysis, FILE, Some(half));
    assert_eq!(some, tokens[..some.len()]);
}

#[test]
fn hints_say_working_days_points_and_values() {
    let (analysis, _) = analyzed(&plan_at("platform"));
    let hints: Vec<String> = inlay_hints::inlay_hints(&analysis, FILE, whole())
        .into_iter()
        .map(|hint| {
            let place = analysis.program.sources.position(hint.at);
            format!("{}:{} {}", place.line, place.column, hint.text)
        })
        .collect();
    expect![[r#"
        20:33 5 working days
        21:14 8 of 8 points planned
        26:33 9 working days
        39:65 = infra: 10.25.11.100, apps: 10.25.11.120
        39:86 = "example.org"
        39:102 = "example.org""#]]
    .assert_eq(&hints.join("\n"));
}

#[test]
fn lenses_say_what_hangs_on_a_story() {
    let (analysis, _) = analyzed(&plan_at("platform"));
    let lenses: Vec<String> = code_lenses::code_lenses(&analysis, FILE)
        .into_iter()
        .map(|lens| format!("{}: {} {}", shown(&analysis, lens.at), lens.title, lens.places.len()))
        .collect();
    expect![[r#"
        22:9 BOOT: 1 dependant 1
        24:9 NET-BGP: 1 dependant 1
        24:9 NET-BGP: 1 sprint of slack 0
        27:9 NET-POOL: nothing waits for it 0
        27:9 NET-POOL: no slack 0
        29:17 LATER: nothing waits for it 0
        36:11 cilium: on 2 clusters, after nothing 0"#]]
    .assert_eq(&lenses.join("\n"));
}

#[test]
fn links_lead_to_files_and_the_web() {
    let text = "include \"a/*.pdl\"$0\nbacklog {\n  story A { docs: \"https://example.org/a\" }\n  story B { docs: \"notes/b.md\", note: \"see https://example.org\" }\n}\n";
    let (analysis, _) = analyzed(text);
    let links: Vec<String> = links::links(&analysis, FILE)
        .into_iter()
        .map(|link| format!("{} {:?}", shown(&analysis, link.at), link.target))
        .collect();
    expect![[r#"
        1:10 a/*.pdl Files("a/*.pdl")
        3:20 https://example.org/a Web("https://example.org/a")
        4:20 notes/b.md Files("notes/b.md")"#]]
    .assert_eq(&links.join("\n"));
}

#[test]
fn highlights_are_the_mentions_of_the_file() {
    let (analysis, offset) = analyzed(&plan_at("story NET-P"));
    let found: Vec<String> = highlights::highlights(place(&analysis, offset))
        .iter()
        .map(|it| format!("{} {}", shown(&analysis, it.at), it.is_declaration))
        .collect();
    expect![[r#"
        27:9 NET-POOL true
        32:22 NET-POOL false"#]]
    .assert_eq(&found.join("\n"));
}

#[test]
fn a_signature_follows_the_arguments() {
    for (text, expected) in [
        ("sprint $0", Some(0)),
        ("sprint S0$0", Some(0)),
        ("sprint S0 $0", Some(1)),
        ("sprint S0 2025-11-17..2025-11-21 $0", Some(2)),
        ("sprint S0 2025-11-17..2025-11-21 {$0", None),
        ("milestone M end $0", Some(1)),
        ("milestone M end S0 $0", Some(2)),
        ("milestone M end S0 \"x$0\"", Some(2)),
        ("sprint$0", None),
        ("order $0", None),
    ] {
        let (analysis, offset) = analyzed(text);
        let found = signature::signature(place(&analysis, offset));
        assert_eq!(found.as_ref().map(|it| it.active), expected, "{text}");
    }
    let (analysis, offset) = analyzed("milestone $0");
    let found = signature::signature(place(&analysis, offset)).expect("it takes arguments");
    expect!["milestone name date title"].assert_eq(&found.label);
}
