//! Any text can be analysed, gives the same findings twice, and every label lies in the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pdl_lang::{Options, Program, analyze};

fuzz_target!(|text: &str| {
    let analysis = analyze(Program::of_text("platform.pdl", text), &Options::default());
    for diagnostic in &analysis.diagnostics {
        assert!(!diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'));
        for label in &diagnostic.labels {
            let _ = analysis.program.sources.slice(label.at);
        }
        for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
            let _ = analysis.program.sources.slice(edit.at);
        }
    }
    let again = analyze(Program::of_text("platform.pdl", text), &Options::default());
    assert_eq!(analysis.diagnostics, again.diagnostics);
});
