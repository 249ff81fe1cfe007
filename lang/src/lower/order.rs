//! Chains to edges: series and parallel.

use std::sync::Arc;

use super::Lower;
use crate::limits;
use crate::model::{Edge, EdgeStrength, StoryId};
use crate::problems::dependencies as problems;
use crate::span::FileSpan;
use crate::syntax::ast::{Chain, Link, PathView, Statement, Value};
use crate::table::{Namespace, StatementDef, Type};

/// A story where a chain names it.
type Mention = (StoryId, FileSpan);

/// What a stretch of a chain offers to the arrows beside it.
#[derive(Default)]
struct Ends {
    first: Vec<Mention>,
    last: Vec<Mention>,
}

/// What all edges of a chain share.
struct ChainFacts {
    at: FileSpan,
    reason: Option<Arc<str>>,
    doc: Option<Arc<str>>,
    edges: usize,
}

impl<'s> Lower<'s, '_> {
    pub(super) fn order(&mut self, statement: Statement<'s>, def: &'static StatementDef) {
        let parts = self.open(statement, def);
        let doc = statement.doc().map(Arc::from);
        for chain in parts.chains {
            self.chain(chain, doc.as_ref());
        }
    }

    fn chain(&mut self, chain: Chain<'s>, doc: Option<&Arc<str>>) {
        let reason = chain.reason();
        let reason = reason.and_then(|it| self.text(Value::Literal(it), Type::Text, "reason"));
        let at = chain.0.at();
        let (reason, doc) = (reason.map(Arc::from), doc.cloned());
        let mut facts = ChainFacts { at, reason, doc, edges: 0 };
        self.series(chain.links(), &mut facts);
        if facts.edges > limits::CHAIN_EDGES {
            self.report(problems::chain_too_wide(at, limits::CHAIN_EDGES));
        }
    }

    /// Adds the edges of a series; gives what stands at its two ends.
    fn series(&mut self, links: impl Iterator<Item = Link<'s>>, facts: &mut ChainFacts) -> Ends {
        let mut ends: Option<Ends> = None;
        let mut arrows: Vec<EdgeStrength> = Vec::new();
        for link in links {
            let next = match link {
                Link::Arrow(_) => {
                    arrows.push(EdgeStrength::Flux);
                    continue;
                }
                Link::SoftArrow(_) => {
                    arrows.push(EdgeStrength::Plan);
                    continue;
                }
                Link::Name(path) => self.mention(path),
                Link::Group(group) => {
                    let mut all = Ends::default();
                    for alternative in group.alternatives() {
                        let one = self.series(alternative.links(), facts);
                        all.first.extend(one.first);
                        all.last.extend(one.last);
                    }
                    all
                }
            };
            ends = Some(match ends {
                None => next,
                Some(before) => {
                    // Without an arrow between them, or with a gap, which the parser has reported, there is no order.
                    if let [strength] = arrows.as_slice() {
                        self.connect(&before.last, &next.first, *strength, facts);
                    }
                    arrows.clear();
                    Ends { first: before.first, last: next.last }
                }
            });
        }
        ends.unwrap_or_default()
    }

    fn mention(&mut self, path: PathView<'s>) -> Ends {
        let name = path.source();
        if name.ends_with('.') {
            return Ends::default();
        }
        let found = self.resolve(Namespace::Story, name, path.at());
        let mention: Vec<Mention> = found.map(|id| (StoryId(id), path.at())).into_iter().collect();
        Ends { first: mention.clone(), last: mention }
    }

    fn connect(
        &mut self,
        from: &[Mention],
        to: &[Mention],
        strength: EdgeStrength,
        facts: &mut ChainFacts,
    ) {
        facts.edges = facts.edges.saturating_add(from.len().saturating_mul(to.len()));
        if facts.edges > limits::CHAIN_EDGES {
            return;
        }
        for (before, from_at) in from {
            for (after, to_at) in to {
                self.lowered.plan.edges.push(Edge {
                    from: *before,
                    to: *after,
                    strength,
                    from_at: *from_at,
                    to_at: *to_at,
                    reason: facts.reason.clone(),
                    doc: facts.doc.clone(),
                    chain_at: facts.at,
                });
            }
        }
    }
}
