//! Any text, any place: an answer, and no panic.

use super::PLAN;
use crate::analysis::{Analysis, Options, analyze};
use crate::ide::{
    Place, actions, call_hierarchy, code_lenses, completion, folding, highlights, hover,
    inlay_hints, links, navigation, rename, selection_ranges, semantic_tokens, signature, symbols,
};
use crate::program::Program;
use crate::span::{FileId, FileSpan, Span};

/// Asks everything at a place; every answer must lie in the text.
fn ask(analysis: &Analysis, offset: u32) {
    let file = FileId(0);
    let place = Place { analysis, file, offset };
    let text = analysis.program.sources.text(file);
    let lies_in_text = |at: FileSpan| {
        assert!(text.get(at.span.start as usize..at.span.end as usize).is_some(), "{at:?}");
    };
    for it in completion::completions(place) {
        lies_in_text(it.at);
    }
    if let Some(found) = hover::hover(place) {
        assert!(found.at.span.contains(Span::at(place.offset())), "a hover is about its place");
    }
    navigation::definition(place).iter().flat_map(|it| &it.to).for_each(|at| lies_in_text(*at));
    let mentions = navigation::references(place);
    assert_eq!(highlights::highlights(place), mentions, "there is one file");
    if let Some(found) = signature::signature(place) {
        assert!(!found.arguments.is_empty());
    }
    let renamed = rename::rename(place, "other").unwrap_or_default();
    for edit in renamed {
        lies_in_text(edit.at);
    }
    let spans = selection_ranges::selection_ranges(place);
    assert!(spans.windows(2).all(|pair| pair[1].contains(pair[0])), "selections grow");
    let actions = actions::actions(analysis, file, Span::at(offset));
    actions.iter().flat_map(|it| &it.edits).for_each(|edit| lies_in_text(edit.at));
    if let Some(node) = call_hierarchy::prepare(place) {
        for step in call_hierarchy::dependants(analysis, node.item) {
            let back = call_hierarchy::dependencies(analysis, step.node.item);
            assert!(back.iter().any(|it| it.node == node), "both ways say the same");
        }
    }
}

/// Asks everything of a file.
fn ask_whole(analysis: &Analysis) {
    let file = FileId(0);
    let text = analysis.program.sources.text(file);
    let whole = Span::new(0, u32::try_from(text.len()).expect("it is small"));
    let lies_in_text = |at: FileSpan| assert!(whole.contains(at.span), "{at:?}");
    for it in code_lenses::code_lenses(analysis, file) {
        lies_in_text(it.at);
    }
    for it in folding::folds(analysis, file) {
        lies_in_text(it.span.in_file(file));
    }
    let hints = inlay_hints::inlay_hints(analysis, file, whole);
    for it in hints {
        lies_in_text(it.at);
    }
    for it in links::links(analysis, file) {
        lies_in_text(it.at);
    }
    for it in symbols::outline(analysis, file) {
        lies_in_text(it.at);
    }
    for it in symbols::search(analysis, "a") {
        lies_in_text(it.at);
    }
    let tokens = semantic_tokens::semantic_tokens(analysis, file, None);
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
}

fn analyzed(text: &str) -> Analysis {
    analyze(Program::of_text("platform.pdl", text), &Options::default())
}

#[test]
fn every_place_of_a_whole_plan_has_answers() {
    let analysis = analyzed(PLAN);
    ask_whole(&analysis);
    for (offset, _) in PLAN.char_indices() {
        ask(&analysis, u32::try_from(offset).expect("it is small"));
    }
}

#[test]
fn every_prefix_of_a_plan_has_answers_at_its_end() {
    for (end, _) in PLAN.char_indices() {
        let analysis = analyzed(&PLAN[..end]);
        ask(&analysis, u32::try_from(end).expect("it is small"));
        ask_whole(&analysis);
    }
}

#[test]
fn a_plan_without_any_of_its_characters_has_answers_there() {
    for (at, character) in PLAN.char_indices().filter(|(_, it)| !it.is_alphanumeric()) {
        let text = format!("{}{}", &PLAN[..at], &PLAN[at + character.len_utf8()..]);
        let analysis = analyzed(&text);
        ask(&analysis, u32::try_from(at).expect("it is small"));
    }
}

#[test]
fn places_that_are_nowhere_have_no_answers_worth_a_panic() {
    for text in ["", "\u{FEFF}", "𝒳", "\"${", "a: \"\"\"", "order { A -> (", "{}}{][", "\0x"] {
        let analysis = analyzed(text);
        for offset in [0, 1, 2, 3, 1_000] {
            ask(&analysis, offset);
        }
        ask_whole(&analysis);
    }
}
