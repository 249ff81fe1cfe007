//! The rules of a kind's definition that are expressions: each where it stands, of what the object holds with its
//! defaults.
//!
//! Silent about what servers would not evaluate either, because something else is wrong there, and about every rule
//! that cannot be evaluated for certain.

mod subject;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::fields::Walk;
use super::place::{self, Step, key};
use crate::catalogue::schema::{Expression, NodeId, Rules};
use crate::catalogue::{Inner, Kind};
use crate::expressions::{Compiled, Machine, Subject};
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::spot::Spot;

pub(super) use subject::Whole;

/// Evaluates expressions: each is read once, and nothing is set up before there is one.
#[derive(Default)]
pub(super) struct Evaluator {
    machine: OnceCell<Machine>,
    /// `None` for those that cannot be read.
    known: BTreeMap<SmolStr, Option<Compiled>>,
}

impl Evaluator {
    /// Whether a rule holds of a value; `None` when that cannot be told.
    fn holds(&mut self, rule: &SmolStr, subject: &Subject) -> Option<bool> {
        let machine = self.machine.get_or_init(Machine::new);
        machine.holds(read(&mut self.known, rule)?, subject)
    }

    /// What to say of a broken rule; nothing when the rule has to speak for itself.
    fn message(&mut self, broken: &Expression, subject: &Subject) -> Option<String> {
        let machine = self.machine.get_or_init(Machine::new);
        let computed = broken
            .message_expression
            .as_ref()
            .and_then(|expression| machine.text(read(&mut self.known, expression)?, subject));
        let is_usable = |it: &String| !it.trim().is_empty() && !it.contains('\n');
        let written = || broken.message.as_ref().map(ToString::to_string);
        let message = computed.filter(is_usable).or_else(written)?;
        Some(message.split_whitespace().collect::<Vec<&str>>().join(" "))
    }
}

fn read<'k>(
    known: &'k mut BTreeMap<SmolStr, Option<Compiled>>,
    text: &SmolStr,
) -> Option<&'k Compiled> {
    known.entry(text.clone()).or_insert_with(|| Compiled::new(text)).as_ref()
}

/// The rules of a value that it breaks, each with what to say.
fn broken<'r>(
    evaluator: &mut Evaluator,
    rules: &'r Rules,
    subject: &Subject,
    is_whole: bool,
) -> Vec<(&'r Expression, Option<String>)> {
    let mut found = Vec::new();
    for rule in &rules.expressions {
        if is_whole && speaks_of_status(&rule.rule) {
            continue;
        }
        if evaluator.holds(&rule.rule, subject) == Some(false) {
            found.push((rule, evaluator.message(rule, subject)));
        }
    }
    found
}

/// Whether a rule of a whole object may depend on what its controller will write, which nobody knows.
fn speaks_of_status(rule: &str) -> bool {
    [".status", "?status"].iter().any(|field| rule.contains(field))
}

/// Evaluates the rules of a value. `whole` is what identifies it, where it is a whole object.
pub(super) fn check<'w>(
    walk: &mut Walk<'w, '_>,
    value: &'w Value,
    id: NodeId,
    spot: Spot,
    whole: Option<&Whole<'_>>,
) {
    let schema = walk.schema;
    let Some(rules) = schema.node(id).rules.as_deref() else { return };
    let is_null = matches!(value.kind, ValueKind::Null);
    if rules.expressions.is_empty() || !walk.checker.is_whole || is_null {
        return;
    }
    let subject = match whole {
        Some(whole) => subject::whole(value, schema, id, whole),
        None => subject::of(value, schema, id),
    };
    for (rule, message) in broken(&mut walk.checker.evaluator, rules, &subject, whole.is_some()) {
        let written = written(walk, rule.number);
        let path = rule.field_path.as_deref().map(steps).unwrap_or_default();
        let (spot, depth) = blame(walk, value, &path, spot);
        let found =
            problems::broken_rule(spot, &walk.name(), &rule.rule, message.as_deref(), written);
        walk.steps.truncate(walk.steps.len() - depth);
        walk.report(found);
    }
}

/// Where the rule of a number is written, of the value that the walk is at.
fn written(walk: &Walk<'_, '_>, number: usize) -> Option<crate::span::FileSpan> {
    let inner = |step: &'_ Step<'_>| -> SmolStr {
        match step {
            Step::Key(key) => SmolStr::new(key),
            Step::Index(_) => SmolStr::default(),
        }
    };
    let names: Vec<SmolStr> = walk.steps.iter().map(inner).collect();
    let path: Vec<Inner<'_>> = walk
        .steps
        .iter()
        .zip(&names)
        .map(|(step, name)| match step {
            Step::Key(_) => Inner::Key(name),
            Step::Index(_) => Inner::Item,
        })
        .collect();
    let kind: &Kind = walk.full?;
    walk.checker.catalogue.rule(kind, &path, number)
}

/// The steps of a path such as `.spec.ports['a.b']`; none when it is of another form.
fn steps(path: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('.') {
            let end = behind.find(['.', '[']).unwrap_or(behind.len());
            found.push(behind[..end].to_owned());
            rest = &behind[end..];
            continue;
        }
        let quoted = rest.strip_prefix("['").and_then(|it| it.split_once("']"));
        let quoted =
            quoted.or_else(|| rest.strip_prefix("[\"").and_then(|it| it.split_once("\"]")));
        let Some((name, behind)) = quoted else { return Vec::new() };
        found.push(name.to_owned());
        rest = behind;
    }
    found
}

/// Takes the steps to the field that is to blame, as far as it is written; gives its place and how many steps it were.
fn blame<'w>(
    walk: &mut Walk<'w, '_>,
    value: &'w Value,
    path: &[String],
    mut spot: Spot,
) -> (Spot, usize) {
    let (mut at, mut depth) = (value, 0);
    for name in path {
        let entry = at.as_map().unwrap_or_default().iter().find(|entry| key(entry) == **name);
        let Some(entry) = entry else { break };
        spot = spot.entry(entry);
        walk.steps.push(Step::Key(place::key(entry)));
        at = &entry.value;
        depth += 1;
    }
    (spot, depth)
}

#[cfg(test)]
mod tests;
