//! `isSorted`, `sum`, `min`, `max`, `indexOf` and `lastIndexOf` of lists, and lists as sets.

use std::cmp::Ordering;

use cel::common::types::{CelBool, CelInt, LIST_TYPE, Type};
use cel::common::value::{CowVal, Val};
use cel::{DeclarationError, Env, ExecutionError};

use crate::expressions::equality::{equal, has, items};
use crate::expressions::values::Unknown;

type Given<'b, 'v> = Vec<CowVal<'b, 'v>>;
type Gives<'b, 'v> = Result<CowVal<'b, 'v>, ExecutionError>;

pub(super) fn declare(env: &mut Env) -> Result<(), DeclarationError> {
    let any = || vec![cel::common::types::DYN_TYPE];
    env.add_member_overload("isSorted", "list.isSorted", LIST_TYPE, vec![], |it| is_sorted(&it))?;
    env.add_member_overload("sum", "list.sum", LIST_TYPE, vec![], |it| sum(&it))?;
    env.add_member_overload("min", "list.min", LIST_TYPE, vec![], |it| first(&it, Ordering::Less))?;
    env.add_member_overload("max", "list.max", LIST_TYPE, vec![], |it| {
        first(&it, Ordering::Greater)
    })?;
    env.add_member_overload("indexOf", "list.indexOf", LIST_TYPE, any(), |it| index(&it, false))?;
    env.add_member_overload("lastIndexOf", "list.lastIndexOf", LIST_TYPE, any(), |it| {
        index(&it, true)
    })?;
    let two = || -> Vec<Type> { vec![LIST_TYPE, LIST_TYPE] };
    env.add_overload("sets.contains", "sets.contains", two(), |it| holds(is_within(&it, 1, 0)))?;
    env.add_overload("sets.equivalent", "sets.equivalent", two(), |it| {
        holds(Ok(is_within(&it, 1, 0)? && is_within(&it, 0, 1)?))
    })?;
    env.add_overload("sets.intersects", "sets.intersects", two(), |it| holds(intersects(&it)))
}

fn holds<'b, 'v>(it: Result<bool, ExecutionError>) -> Gives<'b, 'v> {
    it.map(|it| CowVal::owned(CelBool::from(it)))
}

fn compare(a: &dyn Val, b: &dyn Val) -> Result<Ordering, ExecutionError> {
    a.as_comparer().ok_or_else(Unknown::error)?.compare(b)
}

fn is_sorted<'b, 'v>(given: &Given<'b, 'v>) -> Gives<'b, 'v> {
    let items = items(&*given[0]);
    for pair in items.windows(2) {
        if compare(pair[0], pair[1])? == Ordering::Greater {
            return holds(Ok(false));
        }
    }
    holds(Ok(true))
}

/// The sum; that of nothing is zero of a type that only the definition knows, and compares as the integer does.
fn sum<'b, 'v>(given: &Given<'b, 'v>) -> Gives<'b, 'v> {
    let mut total: Option<Box<dyn Val + 'v>> = None;
    let list = given[0].clone().into_owned();
    let iterable = list.as_iterable().ok_or_else(Unknown::error)?;
    let mut items = iterable.iter();
    while let Some(item) = items.next() {
        let next = match &total {
            None => item.clone_as_boxed(),
            Some(before) => before.as_adder().ok_or_else(Unknown::error)?.add(item)?.into_owned(),
        };
        total = Some(next);
    }
    Ok(total.map_or_else(|| CowVal::owned(CelInt::from(0)), CowVal::Owned))
}

/// The item that comes first in an order.
fn first<'b, 'v>(given: &Given<'b, 'v>, before: Ordering) -> Gives<'b, 'v> {
    let list = given[0].clone().into_owned();
    let iterable = list.as_iterable().ok_or_else(Unknown::error)?;
    let mut items = iterable.iter();
    let mut best = items.next().ok_or_else(Unknown::error)?;
    while let Some(item) = items.next() {
        if compare(item, best)? == before {
            best = item;
        }
    }
    Ok(CowVal::Owned(best.clone_as_boxed()))
}

fn index<'b, 'v>(given: &Given<'b, 'v>, from_end: bool) -> Gives<'b, 'v> {
    let mut found = -1;
    for (place, item) in (0_i64..).zip(items(&*given[0])) {
        if equal(item, &*given[1])? {
            found = place;
            if !from_end {
                break;
            }
        }
    }
    Ok(CowVal::owned(CelInt::from(found)))
}

/// Whether all items of one list are in another.
fn is_within(given: &Given<'_, '_>, list: usize, other: usize) -> Result<bool, ExecutionError> {
    let other = items(&*given[other]);
    for item in items(&*given[list]) {
        if !has(&other, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn intersects(given: &Given<'_, '_>) -> Result<bool, ExecutionError> {
    let other = items(&*given[1]);
    for item in items(&*given[0]) {
        if has(&other, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}
