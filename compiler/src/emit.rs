//! The emitters: from an analysis to every file of the output tree, in memory.
//!
//! No clock, host, locale or number of threads reaches a byte: emitters share nothing but the analysis, their files
//! come in the order of the emitters, and ties are broken by the order of the source. Nothing here reads or writes a
//! disk; `crate::output` does.

mod bootstrap;
mod facts;
mod file;
mod flux;
mod given;
mod inputs;
mod json;
pub(crate) mod markdown;
mod names;
mod ordering;
pub(crate) mod pictures;
mod problem;
mod schedule;
#[cfg(test)]
mod tests;
mod yaml;

use pdl_lang::Analysis;
use pdl_lang::model::ClusterId;
use pdl_lang::rollout::Tree;
use rayon::prelude::*;

use crate::output::File;
use facts::Facts;

pub use given::given;
pub use problem::Problem;

/// What a caller may vary.
#[derive(Clone, Debug)]
pub struct Options {
    /// The clusters whose trees are emitted; all when it is `None`.
    pub clusters: Option<Vec<ClusterId>>,
    /// Whether the documents are emitted; they always speak of all clusters.
    pub documents: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { clusters: None, documents: true }
    }
}

impl Options {
    fn wants(&self, cluster: ClusterId) -> bool {
        self.clusters.as_ref().is_none_or(|wanted| wanted.contains(&cluster))
    }
}

/// One piece of work: what it makes depends on the analysis alone.
enum Emitter<'t> {
    Schedule(&'t Facts<'t>),
    Ordering(&'t Facts<'t>),
    Deliveries,
    Flux(&'t Tree),
    Bootstrap(&'t Tree),
}

/// Emits everything that a program without errors makes, on the threads of the current rayon pool.
///
/// An input of a file is a source of the program: `InputId(n)` is `FileId(n)`.
///
/// # Errors
/// Everything that keeps the tree from being emitted, sorted by place, each once.
pub fn emit(analysis: &Analysis, options: &Options) -> Result<Vec<File>, Vec<Problem>> {
    let facts = options.documents.then(|| Facts::new(analysis));
    let documents = facts.iter().flat_map(|facts| {
        [Emitter::Schedule(facts), Emitter::Ordering(facts), Emitter::Deliveries]
    });
    let wanted = analysis.rollout.trees.values().filter(|tree| options.wants(tree.cluster));
    let of_clusters = wanted.flat_map(|tree| [Emitter::Flux(tree), Emitter::Bootstrap(tree)]);
    let emitters: Vec<Emitter<'_>> = documents.chain(of_clusters).collect();
    let files = emitters.par_iter().map(|emitter| match emitter {
        Emitter::Schedule(facts) => schedule::schedule(facts),
        Emitter::Ordering(facts) => ordering::ordering(facts),
        Emitter::Deliveries => ordering::deliveries::deliveries(analysis),
        Emitter::Flux(tree) => flux::flux(analysis, tree),
        Emitter::Bootstrap(tree) => bootstrap::bootstrap(analysis, tree),
    });
    Ok(all(files.collect())?.into_iter().flatten().collect())
}

/// All results, or all problems.
fn all<T>(results: Vec<Result<T, Vec<Problem>>>) -> Result<Vec<T>, Vec<Problem>> {
    let mut fine = Vec::with_capacity(results.len());
    let mut problems = Vec::new();
    for result in results {
        match result {
            Ok(value) => fine.push(value),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        return Ok(fine);
    }
    problems.sort_by_cached_key(|it| (it.at, it.to_string()));
    problems.dedup();
    Err(problems)
}
