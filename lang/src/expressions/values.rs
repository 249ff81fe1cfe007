//! The values that expressions see: what Kubernetes makes of an object's fields.

use std::sync::Arc;

use cel::ExecutionError;
use cel::common::traits::{Adder, Container, Indexer, Iterable, Iterator as Each, Sizer};
use cel::common::types::{
    CelBool, CelDouble, CelInt, CelNull, CelString, LIST_TYPE, MAP_TYPE, Type,
};
use cel::common::value::{CowVal, StaticVal, Val};
use smol_str::SmolStr;

use super::equality;
use super::functions::time::{Moment, Span};

pub(super) type Boxed = Box<dyn Val>;

/// A value that is asked about, with the length of the longest list, map or text in it.
#[derive(Debug)]
pub(crate) struct Subject {
    value: Boxed,
    width: usize,
    /// Whether something in it cannot be looked into.
    is_veiled: bool,
}

impl Subject {
    pub(super) fn value(&self) -> Boxed {
        self.value.clone()
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn is_veiled(&self) -> bool {
        self.is_veiled
    }

    fn of(value: impl Val + 'static, width: usize) -> Self {
        Self { value: Box::new(value), width, is_veiled: false }
    }
}

/// What no expression may look into.
pub(crate) fn unknown() -> Subject {
    Subject { is_veiled: true, ..Subject::of(Unknown, 0) }
}

pub(crate) fn null() -> Subject {
    Subject::of(CelNull, 0)
}

pub(crate) fn bool(it: bool) -> Subject {
    Subject::of(CelBool::from(it), 0)
}

pub(crate) fn int(it: i64) -> Subject {
    Subject::of(CelInt::from(it), 0)
}

pub(crate) fn double(it: f64) -> Subject {
    Subject::of(CelDouble::from(it), 0)
}

pub(crate) fn text(it: String) -> Subject {
    let width = it.len();
    Subject::of(CelString::from(it), width)
}

/// A length of time, if the text is one.
pub(crate) fn span(text: &str) -> Subject {
    Span::read(text).map_or_else(unknown, |it| Subject::of(it, 0))
}

/// A point in time, if the text is one.
pub(crate) fn moment(text: &str) -> Subject {
    Moment::read(text).map_or_else(unknown, |it| Subject::of(it, 0))
}

/// A list.
pub(crate) fn list(items: Vec<Subject>, likeness: Likeness) -> Subject {
    let width = items.iter().map(|it| it.width).max().unwrap_or_default().max(items.len());
    let is_veiled = items.iter().any(|it| it.is_veiled);
    let items = items.into_iter().map(|it| it.value).collect();
    Subject { is_veiled, ..Subject::of(Items { items, likeness }, width) }
}

/// The fields of an object, or the entries of a map. Of two with one name, the later counts.
pub(crate) fn record(fields: Vec<(String, Subject)>, is_comparable: bool) -> Subject {
    let width = fields.iter().map(|(_, it)| it.width).max().unwrap_or_default().max(fields.len());
    let is_veiled = fields.iter().any(|(_, it)| it.is_veiled);
    let mut fields: Vec<(CelString<'static>, Boxed)> =
        fields.into_iter().rev().map(|(name, it)| (CelString::from(name), it.value)).collect();
    fields.sort_by(|(a, _), (b, _)| a.inner().cmp(b.inner()));
    fields.dedup_by(|(later, _), (kept, _)| later.inner() == kept.inner());
    Subject { is_veiled, ..Subject::of(Record { fields: fields.into(), is_comparable }, width) }
}

static UNKNOWN: Type = Type::new_unspecified_type("unknown");
static LIST: Type = LIST_TYPE;
static MAP: Type = MAP_TYPE;

/// What is there and cannot be looked into: every question about it is an error.
#[derive(Clone, Debug)]
pub(super) struct Unknown;

impl Unknown {
    pub(super) fn error() -> ExecutionError {
        ExecutionError::InternalError("this cannot be told".to_owned())
    }
}

/// When two lists are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// When their items are, one by one.
    Ordered,
    /// When each has the items of the other.
    Set,
    /// When those items are that have the same values of these fields.
    Keyed(Arc<[SmolStr]>),
}

/// A list.
#[derive(Clone, Debug)]
pub(super) struct Items {
    items: Arc<[Boxed]>,
    likeness: Likeness,
}

impl Items {
    pub(super) fn likeness(&self) -> &Likeness {
        &self.likeness
    }
}

/// The fields of an object or the entries of a map, sorted by their names.
#[derive(Clone, Debug)]
pub(super) struct Record {
    fields: Arc<[(CelString<'static>, Boxed)]>,
    /// Whether those with the same fields are equal.
    is_comparable: bool,
}

impl Record {
    pub(super) fn get(&self, name: &str) -> Option<&Boxed> {
        let place = self.fields.binary_search_by(|(key, _)| key.inner().cmp(name)).ok()?;
        Some(&self.fields[place].1)
    }

    pub(super) fn is_comparable(&self) -> bool {
        self.is_comparable
    }
}

/// The parts of [`Val`] that are the same for each of these types.
macro_rules! common {
    ($ty:ty, $type:expr) => {
        fn get_type(&self) -> &cel::common::types::Type {
            &$type
        }

        fn cel_type() -> &'static cel::common::types::Type {
            &$type
        }

        fn clone_as_boxed<'v>(&self) -> Box<dyn cel::common::value::Val + 'v> {
            Box::new(self.clone())
        }

        fn as_any(&self) -> Option<&dyn std::any::Any> {
            Some(self)
        }
    };
}
pub(super) use common;

/// What a value can be asked besides.
macro_rules! view {
    ($name:ident, $view:ident) => {
        fn $name<'b, 'v>(&'b self) -> Option<&'b (dyn $view + 'v)>
        where
            Self: 'v,
        {
            Some(self)
        }
    };
}

impl Val for Unknown {
    common!(Unknown, UNKNOWN);

    view!(as_indexer, Indexer);
}

impl StaticVal for Unknown {}

impl Indexer for Unknown {
    fn get<'b, 'v>(&'b self, _: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Err(Self::error())
    }

    fn steal<'v>(self: Box<Self>, _: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Err(Self::error())
    }
}

impl Val for Items {
    common!(Items, LIST);

    view!(as_adder, Adder);

    view!(as_indexer, Indexer);

    view!(as_iterable, Iterable);

    fn as_sizer(&self) -> Option<&dyn Sizer> {
        Some(self)
    }

    fn equals(&self, other: &dyn Val) -> bool {
        equality::equal(self, other).unwrap_or_default()
    }
}

impl StaticVal for Items {}

impl Adder for Items {
    fn add<'b, 'v>(&'b self, other: &(dyn Val + 'v)) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        let mut items: Vec<Box<dyn Val + 'v>> =
            self.items.iter().map(|it| it.clone_as_boxed()).collect();
        let mut more = other.as_iterable().ok_or_else(Unknown::error)?.iter();
        while let Some(item) = more.next() {
            match self.likeness {
                Likeness::Ordered => items.push(item.clone_as_boxed()),
                Likeness::Set => {
                    let known: Vec<&dyn Val> = items.iter().map(|it| &**it as &dyn Val).collect();
                    if !equality::has(&known, item)? {
                        items.push(item.clone_as_boxed());
                    }
                }
                // Items of one key would be merged.
                Likeness::Keyed(_) => return Err(Unknown::error()),
            }
        }
        Ok(CowVal::owned(cel::common::types::CelList::from(items)))
    }
}

impl Indexer for Items {
    fn get<'b, 'v>(&'b self, index: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        let index = index.downcast_ref::<CelInt>().ok_or_else(Unknown::error)?;
        let index = usize::try_from(*index.inner()).ok();
        let item = index.and_then(|index| self.items.get(index)).ok_or_else(Unknown::error)?;
        Ok(CowVal::Borrowed(&**item))
    }

    fn steal<'v>(self: Box<Self>, index: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.get(index).map(CowVal::into_owned)
    }
}

impl Iterable for Items {
    fn iter<'b, 'v>(&'b self) -> Box<dyn Each<'b, 'v> + 'b>
    where
        Self: 'v,
    {
        Box::new(Through(self.items.iter().map(|it| &**it)))
    }
}

impl Sizer for Items {
    fn size(&self) -> CelInt {
        size(self.items.len())
    }
}

impl Val for Record {
    common!(Record, MAP);

    fn as_container(&self) -> Option<&dyn Container> {
        Some(self)
    }

    view!(as_indexer, Indexer);

    view!(as_iterable, Iterable);

    fn as_sizer(&self) -> Option<&dyn Sizer> {
        Some(self)
    }

    fn equals(&self, other: &dyn Val) -> bool {
        equality::equal(self, other).unwrap_or_default()
    }
}

impl StaticVal for Record {}

impl Container for Record {
    fn contains(&self, key: &dyn Val) -> Result<bool, ExecutionError> {
        let key = key.downcast_ref::<CelString<'_>>().ok_or_else(Unknown::error)?;
        Ok(self.get(key.inner()).is_some())
    }
}

impl Indexer for Record {
    fn get<'b, 'v>(&'b self, key: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        let key = key.downcast_ref::<CelString<'_>>().ok_or_else(Unknown::error)?;
        let value =
            self.get(key.inner()).ok_or_else(|| ExecutionError::no_such_key(key.inner()))?;
        // Whether it is there would be asked for the same way, and is not known either.
        match value.downcast_ref::<Unknown>() {
            Some(_) => Err(Unknown::error()),
            None => Ok(CowVal::Borrowed(&**value)),
        }
    }

    fn steal<'v>(self: Box<Self>, key: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        Indexer::get(&*self, key).map(CowVal::into_owned)
    }
}

impl Iterable for Record {
    fn iter<'b, 'v>(&'b self) -> Box<dyn Each<'b, 'v> + 'b>
    where
        Self: 'v,
    {
        Box::new(Through(self.fields.iter().map(|(key, _)| key as &dyn Val)))
    }
}

impl Sizer for Record {
    fn size(&self) -> CelInt {
        size(self.fields.len())
    }
}

fn size(length: usize) -> CelInt {
    CelInt::from(i64::try_from(length).unwrap_or(i64::MAX))
}

/// An iterator as the library wants it.
struct Through<I>(I);

impl<'b, 'v, I: Iterator<Item = &'b (dyn Val + 'static)>> Each<'b, 'v> for Through<I> {
    fn next(&mut self) -> Option<&'b (dyn Val + 'v)> {
        self.0.next().map(|it| it as &'b (dyn Val + 'v))
    }
}
