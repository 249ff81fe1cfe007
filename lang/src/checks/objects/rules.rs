//! What a schema asks beyond types: values, forms, bounds, alternatives, and lists without repetition.

use std::collections::BTreeMap;

use regex::Regex;
use smol_str::SmolStr;

use super::alternatives;
use super::fields::Walk;
use super::formats;
use super::place::{number, text};
use crate::catalogue::schema::{Choice, List, Rules};
use crate::diagnostic::Fix;
use crate::model::{Value, ValueKind};
use crate::problems::objects as problems;
use crate::similar;
use crate::spot::Spot;

/// Compiled patterns by their text; `None` for those that are none.
pub(super) type Patterns = BTreeMap<SmolStr, Option<Regex>>;

/// Checks a value that has the right type.
pub(super) fn check<'w>(walk: &mut Walk<'w, '_>, value: &'w Value, rules: &'w Rules, spot: Spot) {
    if !rules.choices.is_empty() && !rules.choices.iter().any(|choice| is_choice(value, choice)) {
        return not_allowed(walk, value, &rules.choices, spot);
    }
    if let Some(content) = text(value)
        && let Some((why, help)) = form(walk, &content, rules)
    {
        let found = problems::wrong_form(spot, &walk.name(), &why, &content, &help);
        return walk.report(found);
    }
    bounds(walk, value, rules, spot);
    alternatives::check(walk, value, rules, spot);
}

fn is_choice(value: &Value, choice: &Choice) -> bool {
    match choice {
        Choice::Null => matches!(value.kind, ValueKind::Null),
        Choice::Bool(it) => matches!(value.kind, ValueKind::Bool(value) if value == *it),
        Choice::Number(it) => number(value).is_some_and(|value| value.total_cmp(it).is_eq()),
        Choice::Text(it) => text(value).is_some_and(|value| value == it.as_str()),
    }
}

fn not_allowed(walk: &mut Walk<'_, '_>, value: &Value, choices: &[Choice], spot: Spot) {
    let print = |choice: &Choice| match choice {
        Choice::Null => "null".to_owned(),
        Choice::Bool(it) => it.to_string(),
        Choice::Number(it) => it.to_string(),
        Choice::Text(it) => it.to_string(),
    };
    let allowed: Vec<String> = choices.iter().map(print).collect();
    let content = value.print().unwrap_or_default();
    let near = similar::nearest(&content, allowed.iter().map(String::as_str));
    let near = near.map(|near| {
        let is_text = value.as_str().is_some() && walk.checker.written(spot, value).is_some();
        let fix = || Fix::replace(format!("Write `\"{near}\"`"), spot.at, format!("\"{near}\""));
        (near, is_text.then(fix))
    });
    let found = problems::not_allowed(spot, &walk.name(), &content, &allowed, near);
    walk.report(found);
}

/// Why a string has not the form it should have, and what to write.
fn form(walk: &mut Walk<'_, '_>, content: &str, rules: &Rules) -> Option<(String, String)> {
    if let Some(named) = rules.format.as_deref().and_then(formats::named)
        && !(named.fits)(content)
    {
        let why = format!("takes {}", named.describe);
        return Some((why, format!("Write it like `{}`.", named.example)));
    }
    let pattern = rules.pattern.as_ref()?;
    let compiled = walk.checker.patterns.entry(pattern.clone());
    let compiled = compiled.or_insert_with(|| Regex::new(pattern).ok());
    if compiled.as_ref()?.is_match(content) {
        return None;
    }
    let why = "takes a string of its pattern".to_owned();
    Some((why, format!("Match the pattern `{pattern}`.")))
}

fn bounds(walk: &mut Walk<'_, '_>, value: &Value, rules: &Rules, spot: Spot) {
    let found = if let Some(number) = number(value) {
        let above = |least: f64| if rules.above_minimum { number > least } else { number >= least };
        let below = |most: f64| if rules.below_maximum { number < most } else { number <= most };
        let divides = |of: f64| (number / of).fract().abs() < f64::EPSILON;
        let fits = rules.minimum.is_none_or(above)
            && rules.maximum.is_none_or(below)
            && rules.multiple_of.is_none_or(divides);
        (!fits).then(|| (numbers(rules), value.print().unwrap_or_default()))
    } else {
        let (count, one, many) = match &value.kind {
            ValueKind::List(items) => (items.len(), "item", "items"),
            ValueKind::Map(entries) => (entries.len(), "entry", "entries"),
            _ => match text(value) {
                Some(text) => (text.chars().count(), "character", "characters"),
                None => return,
            },
        };
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let fits = rules.least.is_none_or(|least| count >= least)
            && rules.most.is_none_or(|most| count <= most);
        let noun = |count: u64| if count == 1 { one } else { many };
        (!fits).then(|| (lengths(rules, noun), format!("{count} {}", noun(count))))
    };
    if let Some((bound, found)) = found {
        let found = problems::out_of_range(spot, &walk.name(), &bound, &found);
        walk.report(found);
    }
}

/// `a number from 1 to 65535`
fn numbers(rules: &Rules) -> String {
    let least = if rules.above_minimum { "above" } else { "from" };
    let most = if rules.below_maximum { "below" } else { "up to" };
    let least = |bound: f64| format!("{least} {bound}");
    let most = |bound: f64| format!("{most} {bound}");
    let multiple = rules.multiple_of.map(|of| format!("that is a multiple of {of}"));
    let parts = [rules.minimum.map(least), rules.maximum.map(most), multiple];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("a number {}", parts.join(" "))
}

/// `1 to 63 characters`
fn lengths(rules: &Rules, noun: impl Fn(u64) -> &'static str) -> String {
    match (rules.least.filter(|least| *least > 0), rules.most) {
        (Some(least), Some(most)) if least == most => format!("exactly {most} {}", noun(most)),
        (Some(least), Some(most)) => format!("{least} to {most} {}", noun(most)),
        (Some(least), None) => format!("at least {least} {}", noun(least)),
        (None, Some(most)) => format!("at most {most} {}", noun(most)),
        (None, None) => noun(2).to_owned(),
    }
}

/// Items that may not be equal, as a whole or in the fields that tell them apart.
pub(super) fn items(
    walk: &mut Walk<'_, '_>,
    value: &Value,
    items: &[Value],
    list: &List,
    spot: Spot,
) {
    if !list.is_set && list.keys.is_empty() {
        return;
    }
    let mut seen: BTreeMap<Vec<String>, &Value> = BTreeMap::new();
    for item in items {
        let identity: Option<Vec<String>> = if list.is_set {
            item.print().map(|it| vec![it])
        } else {
            let part = |name: &SmolStr| item.get(name).map_or(Some(String::new()), Value::print);
            let is_told = item.as_map().is_some() && item.get(&list.keys[0]).is_some();
            is_told.then(|| list.keys.iter().map(part).collect()).flatten()
        };
        let Some(identity) = identity else { continue };
        if let Some(first) = seen.get(&identity) {
            let what = what(list, &identity);
            let spot = spot.item(item, value);
            let found = problems::duplicate_item(spot, &walk.name(), &what, first.at);
            walk.report(found);
        } else {
            seen.insert(identity, item);
        }
    }
}

/// `` `port` 80 and `protocol` TCP ``
fn what(list: &List, identity: &[String]) -> String {
    if list.is_set {
        return format!("the value `{}`", identity[0]);
    }
    let pairs = list.keys.iter().zip(identity).filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = pairs.map(|(key, value)| format!("`{key}` {value}")).collect();
    pairs.join(" and ")
}
