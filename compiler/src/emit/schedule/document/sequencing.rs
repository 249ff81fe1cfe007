//! Sequencing & Dependencies: the order as arrows, chain by chain, every edge exactly once.

use std::collections::{BTreeMap, VecDeque};

use pdl_lang::model::{EdgeId, EdgeStrength, LaneId, Plan, StoryId};

use super::super::super::facts::Facts;
use super::super::super::markdown::{quote, text};
use super::super::super::names;
use crate::put::{put, putln};

/// Writes the section.
pub(super) fn sequencing(out: &mut String, facts: &Facts<'_>) {
    let plan = facts.plan;
    out.push_str("\n## Sequencing & Dependencies\n\n");
    if plan.edges.is_empty() {
        out.push_str("No story waits for another.\n");
        return;
    }
    let edges = facts.edges();
    about(out, plan, &edges);
    let lanes = Lanes::new(plan);
    for chain in edges.chunk_by(|one, two| plan.edges[*one].chain_at == plan.edges[*two].chain_at) {
        let reason = plan.edges[chain[0]].reason.as_deref();
        let reason = reason.map_or_else(String::new, |reason| format!(" — {}", text(reason)));
        for (line, stories) in lines(plan, chain) {
            let label = lanes.label(&stories);
            putln!(out, "- {label}{line}{reason}");
        }
    }
    if edges.iter().any(|&edge| plan.edges[edge].strength == EdgeStrength::Plan) {
        out.push_str("\n`⇢` orders the plan alone; `→` orders what Flux applies, too.\n");
    }
}

/// What the source says of its orders as a whole, each saying once.
fn about(out: &mut String, plan: &Plan, edges: &[EdgeId]) {
    let mut said: Vec<&str> = Vec::new();
    for doc in edges.iter().filter_map(|&edge| plan.edges[edge].doc.as_deref()) {
        if !said.contains(&doc) {
            said.push(doc);
            putln!(out, "{}", quote(doc, ""));
        }
    }
}

/// How many scheduled stories each lane has.
struct Lanes<'p> {
    plan: &'p Plan,
    sizes: BTreeMap<LaneId, usize>,
}

impl<'p> Lanes<'p> {
    fn new(plan: &'p Plan) -> Self {
        let mut sizes = BTreeMap::new();
        for lane in plan.stories.values().filter_map(|story| story.lane) {
            *sizes.entry(lane.value).or_default() += 1;
        }
        Self { plan, sizes }
    }

    /// `Storage/DB: ` before a line that orders whole lanes and nothing else; nothing before others.
    fn label(&self, stories: &[StoryId]) -> String {
        let mut lanes: Vec<(LaneId, usize)> = Vec::new();
        for &story in stories {
            let Some(lane) = self.plan.stories[story].lane else { return String::new() };
            match lanes.iter_mut().find(|(known, _)| *known == lane.value) {
                Some((_, count)) => *count += 1,
                None => lanes.push((lane.value, 1)),
            }
        }
        if lanes.iter().any(|(lane, count)| self.sizes[lane] != *count) {
            return String::new();
        }
        let names: Vec<String> =
            lanes.iter().map(|(lane, _)| names::lane(self.plan, *lane)).collect();
        format!("{}: ", names.join("/"))
    }
}

/// The edges of one chain as few lines of arrows, each edge in one of them; each line with its stories.
fn lines(plan: &Plan, edges: &[EdgeId]) -> Vec<(String, Vec<StoryId>)> {
    let mut left = Left::new(plan, edges);
    let mut lines = Vec::new();
    while let Some(first) = left.first() {
        let (source, strength) = first;
        let targets = left.targets(source, strength);
        let sources = left.sources_of(&targets, strength);
        left.take(&sources, strength);
        let mut line = group(plan, &sources);
        push(&mut line, plan, strength, &targets);
        let mut stories = [sources, targets.clone()].concat();
        let mut ends = targets;
        while let Some((strength, targets)) = left.shared(&ends) {
            left.take(&ends, strength);
            push(&mut line, plan, strength, &targets);
            stories.extend(&targets);
            ends = targets;
        }
        lines.push((line, stories));
    }
    lines
}

fn push(line: &mut String, plan: &Plan, strength: EdgeStrength, targets: &[StoryId]) {
    let arrow = match strength {
        EdgeStrength::Flux => "→",
        EdgeStrength::Plan => "⇢",
    };
    put!(line, " {arrow} {}", group(plan, targets));
}

/// One story, or several that stand beside each other: `(A | B)`.
fn group(plan: &Plan, stories: &[StoryId]) -> String {
    let names: Vec<String> = stories.iter().map(|&story| names::short(plan, story)).collect();
    if names.len() == 1 { names.concat() } else { format!("({})", names.join(" | ")) }
}

/// The edges of a chain that no line has yet: from each story and to each, in the order of the source.
struct Left {
    /// The stories that edges come from, in the order in which they first appear.
    sources: VecDeque<StoryId>,
    from: BTreeMap<StoryId, Vec<(StoryId, EdgeStrength)>>,
    to: BTreeMap<StoryId, Vec<(StoryId, EdgeStrength)>>,
}

impl Left {
    fn new(plan: &Plan, edges: &[EdgeId]) -> Self {
        let mut left =
            Self { sources: VecDeque::new(), from: BTreeMap::new(), to: BTreeMap::new() };
        for edge in edges.iter().map(|&edge| &plan.edges[edge]) {
            let known = left.from.entry(edge.from).or_default();
            if known.is_empty() {
                left.sources.push_back(edge.from);
            }
            known.push((edge.to, edge.strength));
            left.to.entry(edge.to).or_default().push((edge.from, edge.strength));
        }
        left
    }

    /// The stories of the next line, and the strength of their edges: those that nothing left leads to come first.
    fn first(&mut self) -> Option<(StoryId, EdgeStrength)> {
        while self.sources.front().is_some_and(|first| self.from[first].is_empty()) {
            self.sources.pop_front();
        }
        let left = |source: &StoryId| Some((*source, self.from[source].first()?.1));
        let is_free = |(source, strength): &(StoryId, EdgeStrength)| {
            let sources = self.sources_of(&self.targets(*source, *strength), *strength);
            sources.iter().all(|source| self.to.get(source).is_none_or(Vec::is_empty))
        };
        let mut starts = self.sources.iter().filter_map(left);
        starts.clone().find(is_free).or_else(|| starts.next())
    }

    fn targets(&self, source: StoryId, strength: EdgeStrength) -> Vec<StoryId> {
        let edges = self.from.get(&source).into_iter().flatten();
        edges.filter(|(_, it)| *it == strength).map(|(target, _)| *target).collect()
    }

    /// The stories from which exactly these edges lead.
    fn sources_of(&self, targets: &[StoryId], strength: EdgeStrength) -> Vec<StoryId> {
        let edges = targets.first().and_then(|target| self.to.get(target)).into_iter().flatten();
        let sources = edges.filter(|(_, it)| *it == strength).map(|(source, _)| *source);
        sources.filter(|&source| self.targets(source, strength) == targets).collect()
    }

    /// Where all of `stories` lead to next, if that is the same for each and nothing else leads there.
    fn shared(&self, stories: &[StoryId]) -> Option<(EdgeStrength, Vec<StoryId>)> {
        let strength = self.from.get(stories.first()?)?.first()?.1;
        let targets = self.targets(stories[0], strength);
        let mut sources = self.sources_of(&targets, strength);
        let mut stories = stories.to_vec();
        sources.sort_unstable();
        stories.sort_unstable();
        // Others that lead there, too, get a line on which they stand together.
        (sources == stories).then_some((strength, targets))
    }

    fn take(&mut self, sources: &[StoryId], strength: EdgeStrength) {
        for source in sources {
            for target in self.targets(*source, strength) {
                if let Some(edges) = self.to.get_mut(&target) {
                    edges.retain(|edge| *edge != (*source, strength));
                }
            }
            if let Some(edges) = self.from.get_mut(source) {
                edges.retain(|(_, it)| *it != strength);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use pdl_lang::{Options, Program, analyze};

    use super::lines;

    #[track_caller]
    fn check(chain: &str, expected: &[&str]) {
        let stories: String =
            ["A", "B", "C", "D", "E", "F"].map(|it| format!("  story {it}\n")).concat();
        let text =
            format!("sprint S 2025-10-20..2025-10-31 {{\n{stories}}}\norder {{\n  {chain}\n}}\n");
        let analysis = analyze(Program::of_text("platform.pdl", &text), &Options::default());
        let edges: Vec<_> = analysis.plan.edges.ids().collect();
        let lines = lines(&analysis.plan, &edges).into_iter().map(|(line, _)| line);
        assert_eq!(lines.collect::<Vec<_>>(), expected, "{chain}");
    }

    #[test]
    fn chains_are_written_as_people_write_them() {
        check("A -> B -> C", &["A → B → C"]);
        check("A -> (B | C | D)", &["A → (B | C | D)"]);
        check("A -> (B | C) -> D -> E", &["A → (B | C) → D → E"]);
        check("(A | B) -> C -> (D | E)", &["(A | B) → C → (D | E)"]);
        check("(A | B) -> (C | D)", &["(A | B) → (C | D)"]);
        check("A -> B ~> C -> D", &["A → B ⇢ C → D"]);
    }

    #[test]
    fn what_is_no_series_of_groups_takes_several_lines() {
        check("A -> (B -> C | D) -> E", &["A → (B | D)", "B → C", "(C | D) → E"]);
        check("(A | B -> C) -> D", &["B → C", "(A | C) → D"]);
    }
}
