//! Risks: every warning of the compiler, kind by kind.

use std::collections::BTreeMap;

use pdl_lang::diagnostic::{Code, Diagnostic, Severity};

use super::Facts;

impl<'a> Facts<'a> {
    /// The warnings, by kind, then by place.
    pub(in crate::emit) fn risks(&self) -> BTreeMap<Code, Vec<&'a Diagnostic>> {
        let mut kinds: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
        for found in &self.analysis.diagnostics {
            if found.severity == Severity::Warning {
                kinds.entry(found.code).or_default().push(found);
            }
        }
        kinds
    }
}
