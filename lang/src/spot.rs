//! Where a value of an object stands: in the object, though it may come from a setting.

use crate::model::{Entry, Value};
use crate::span::FileSpan;

/// A value this far behind its key was written there, and is not what a reference stands for.
const BESIDE: u32 = 8;

/// Where a value of an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// In the object.
    pub(crate) at: FileSpan,
    /// In a setting that the object refers to.
    pub(crate) setting: Option<FileSpan>,
}

impl Spot {
    /// Of what is written where it stands.
    pub(crate) fn here(at: FileSpan) -> Self {
        Self { at, setting: None }
    }

    /// Of an entry's value; `self` is that of the map.
    pub(crate) fn entry(self, entry: &Entry) -> Self {
        let (key, value) = (entry.key.at, entry.value.at);
        if self.setting.is_some() {
            return Self { at: self.at, setting: Some(value) };
        }
        // A map of YAML begins on the next line, behind any number of blanks; one that another is laid over is not where
        // its entries are.
        let is_inside = self.at.file == value.file && self.at.span.contains(value.span);
        let is_beside = key.file == value.file
            && value.span.start >= key.span.end
            && (is_inside || value.span.start - key.span.end <= BESIDE);
        if is_beside { Self::here(value) } else { Self { at: key, setting: Some(value) } }
    }

    /// Of an entry's key.
    pub(crate) fn key(self, entry: &Entry) -> Self {
        match self.setting {
            Some(_) => Self { at: self.at, setting: Some(entry.key.at) },
            None => Self::here(entry.key.at),
        }
    }

    /// Of an item; `self` is that of the list.
    pub(crate) fn item(self, item: &Value, list: &Value) -> Self {
        let is_inside = item.at.file == list.at.file && list.at.span.contains(item.at.span);
        if self.setting.is_none() && is_inside {
            Self::here(item.at)
        } else {
            Self { at: self.at, setting: Some(item.at) }
        }
    }
}
