//! When two values are equal: lists may be sets or have keys, which the library does not know.

use cel::common::types::{CelBool, CelOptional, CelString, DYN_TYPE, Kind};
use cel::common::value::{CowVal, Val};
use cel::{DeclarationError, Env, ExecutionError};
use smol_str::SmolStr;

use super::values::{Items, Likeness, Record, Unknown};

/// What `==`, `!=` and `in` are called in expressions that were read.
pub(super) const EQUAL: &str = "@equal";
pub(super) const UNEQUAL: &str = "@unequal";
pub(super) const WITHIN: &str = "@within";

type Result<T> = std::result::Result<T, ExecutionError>;

pub(super) fn declare(env: &mut Env) -> std::result::Result<(), DeclarationError> {
    let two = || vec![DYN_TYPE, DYN_TYPE];
    env.add_overload(EQUAL, EQUAL, two(), |args| Ok(answer(equal(&*args[0], &*args[1])?)))?;
    env.add_overload(UNEQUAL, UNEQUAL, two(), |args| Ok(answer(!equal(&*args[0], &*args[1])?)))?;
    env.add_overload(WITHIN, WITHIN, two(), |args| Ok(answer(within(&*args[0], &*args[1])?)))
}

fn answer<'b, 'v>(it: bool) -> CowVal<'b, 'v> {
    CowVal::owned(CelBool::from(it))
}

/// Whether two values are equal.
pub(super) fn equal(a: &dyn Val, b: &dyn Val) -> Result<bool> {
    if [a, b].iter().any(|it| it.downcast_ref::<Unknown>().is_some()) {
        return Err(Unknown::error());
    }
    match (a.get_type().kind(), b.get_type().kind()) {
        (Kind::List, Kind::List) => lists(a, b),
        (Kind::Map, Kind::Map) => maps(a, b),
        // Lists and maps ask here what they are equal to.
        (Kind::List | Kind::Map, _) => Ok(false),
        _ => match (a.downcast_ref::<CelOptional<'_>>(), b.downcast_ref::<CelOptional<'_>>()) {
            (Some(a), Some(b)) => match (a.inner(), b.inner()) {
                (Some(a), Some(b)) => equal(a, b),
                (a, b) => Ok(a.is_none() && b.is_none()),
            },
            _ => Ok(a.equals(b)),
        },
    }
}

/// The items of a list, or the keys of a map.
pub(super) fn items(list: &dyn Val) -> Vec<&dyn Val> {
    let mut found = Vec::new();
    let Some(iterable) = list.as_iterable() else { return found };
    let mut items = iterable.iter();
    while let Some(item) = items.next() {
        found.push(item);
    }
    found
}

fn lists(a: &dyn Val, b: &dyn Val) -> Result<bool> {
    let likeness = a.downcast_ref::<Items>().map(Items::likeness);
    let (a, b) = (items(a), items(b));
    if a.len() != b.len() {
        return Ok(false);
    }
    match likeness {
        Some(Likeness::Set) => all(a, |item| has(&b, *item)),
        Some(Likeness::Keyed(keys)) => keyed(&a, &b, keys),
        Some(Likeness::Ordered) | None => all(a.iter().zip(&b), |(a, b)| equal(**a, **b)),
    }
}

/// Whether two lists have the same items, which some fields tell from each other.
fn keyed(a: &[&dyn Val], b: &[&dyn Val], keys: &[SmolStr]) -> Result<bool> {
    let same = |item: &dyn Val, other: &dyn Val| {
        all(keys, |key| equal(&*field(item, key)?, &*field(other, key)?))
    };
    for list in [a, b] {
        for (at, item) in list.iter().enumerate() {
            for other in &list[..at] {
                if same(*item, *other)? {
                    // Such a list is refused anyway.
                    return Err(Unknown::error());
                }
            }
        }
    }
    all(a, |item| {
        for other in b {
            if same(**item, *other)? {
                return equal(**item, *other);
            }
        }
        Ok(false)
    })
}

fn field<'b>(of: &'b dyn Val, name: &str) -> Result<CowVal<'b, 'b>> {
    let indexer = of.as_indexer().ok_or_else(Unknown::error)?;
    indexer.get(&CelString::from(name))
}

fn maps(a: &dyn Val, b: &dyn Val) -> Result<bool> {
    let is_comparable = |it: &dyn Val| it.downcast_ref().is_none_or(Record::is_comparable);
    if !is_comparable(a) || !is_comparable(b) {
        return Err(Unknown::error());
    }
    let (keys, others) = (items(a), items(b));
    let (Some(a), Some(b)) = (a.as_indexer(), b.as_indexer()) else { return Ok(false) };
    if keys.len() != others.len() {
        return Ok(false);
    }
    all(keys, |key| match (a.get(*key)?, b.get(*key)) {
        (of, Ok(other)) => equal(&*of, &*other),
        (_, Err(ExecutionError::NoSuchKey(_))) => Ok(false),
        (_, Err(error)) => Err(error),
    })
}

fn all<T>(of: impl IntoIterator<Item = T>, holds: impl Fn(&T) -> Result<bool>) -> Result<bool> {
    for it in of {
        if !holds(&it)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a value is one of some.
pub(super) fn has(all: &[&dyn Val], value: &dyn Val) -> Result<bool> {
    for it in all {
        if equal(*it, value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a value is an item of a list or a key of a map.
fn within(value: &dyn Val, container: &dyn Val) -> Result<bool> {
    if let Some(record) = container.downcast_ref::<Record>() {
        let key = value.downcast_ref::<CelString<'_>>().ok_or_else(Unknown::error)?;
        return Ok(record.get(key.inner()).is_some());
    }
    match container.get_type().kind() {
        Kind::List => has(&items(container), value),
        Kind::Map => container.as_container().ok_or_else(Unknown::error)?.contains(value),
        _ => Err(Unknown::error()),
    }
}
