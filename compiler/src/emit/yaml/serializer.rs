//! The serializer proper: where line ends, indentation and dashes go.

use std::fmt::{Debug, Display};

use serde::ser::{self, Serialize};

use super::Error;
use super::key::Key;
use super::number::push_float;
use super::scalar::{is_literal, push_inline, push_key, push_literal, push_spaces};
use crate::put::putln;

/// How many spaces a level is indented by.
const STEP: usize = 2;

/// Where a value is written; the number is the indentation of the map or list around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// At the beginning of a document.
    Root,
    /// After a key and its colon.
    Value(usize),
    /// After the colon of a key that needs a line of its own; some readers err on a literal there.
    LongKeyValue(usize),
    /// After a dash and its space.
    Item(usize),
}

impl At {
    /// The indentation of what a map or list here holds.
    fn inside(self) -> usize {
        match self {
            Self::Root => 0,
            Self::Value(indent) | Self::LongKeyValue(indent) | Self::Item(indent) => indent + STEP,
        }
    }

    /// Whether a colon stands before it on the same line.
    fn is_value(self) -> bool {
        matches!(self, Self::Value(_) | Self::LongKeyValue(_))
    }
}

/// Writes one value.
pub(super) struct Serializer<'o> {
    out: &'o mut String,
    at: At,
}

impl<'o> Serializer<'o> {
    pub(super) fn new(out: &'o mut String, at: At) -> Self {
        Self { out, at }
    }

    /// What stands between a colon and a value on the same line.
    fn space(&mut self) {
        if self.at.is_value() {
            self.out.push(' ');
        }
    }

    fn scalar(mut self, text: impl Display) {
        self.space();
        putln!(self.out, "{text}");
    }

    fn float(mut self, value: f64, digits: impl Debug) -> Result<(), Error> {
        if !value.is_finite() {
            return Err(Error(format!("{value} is a number that JSON does not have")));
        }
        self.space();
        push_float(self.out, digits);
        self.out.push('\n');
        Ok(())
    }

    fn block(self, empty: &'static str) -> Block<'o> {
        Block { out: self.out, at: self.at, value_at: self.at, empty, is_empty: true }
    }

    /// A map of one entry, as variants with content are written.
    fn variant(self, variant: &str, empty: &'static str) -> Block<'o> {
        let mut outer = self.block("{}");
        outer.key(variant);
        Serializer::new(outer.out, outer.value_at).block(empty)
    }
}

/// A map or list that is being written.
pub(super) struct Block<'o> {
    out: &'o mut String,
    at: At,
    /// Where the value of the last key is written.
    value_at: At,
    /// What is written when nothing comes.
    empty: &'static str,
    is_empty: bool,
}

impl Block<'_> {
    /// Goes to where the next entry or item begins.
    fn next(&mut self) {
        let is_first = std::mem::replace(&mut self.is_empty, false);
        if is_first {
            if !self.at.is_value() {
                return;
            }
            self.out.push('\n');
        }
        push_spaces(self.out, self.at.inside());
    }

    /// Writes a key and its colon.
    fn key(&mut self, key: &str) {
        self.next();
        let inside = self.at.inside();
        let is_long = push_key(self.out, key);
        if is_long {
            self.out.push('\n');
            push_spaces(self.out, inside);
        }
        self.out.push(':');
        self.value_at = if is_long { At::LongKeyValue(inside) } else { At::Value(inside) };
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(Serializer::new(self.out, self.value_at))
    }

    fn item<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.next();
        self.out.push_str("- ");
        item.serialize(Serializer::new(self.out, At::Item(self.at.inside())))
    }

    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), Error> {
        self.key(key);
        self.value(value)
    }

    fn finish(self) {
        if self.is_empty {
            if self.at.is_value() {
                self.out.push(' ');
            }
            self.out.push_str(self.empty);
            self.out.push('\n');
        }
    }
}

macro_rules! scalars {
    ($($method:ident: $type:ty),* $(,)?) => {$(
        fn $method(self, value: $type) -> Result<(), Error> {
            self.scalar(value);
            Ok(())
        }
    )*};
}

impl<'o> ser::Serializer for Serializer<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Block<'o>;
    type SerializeTuple = Block<'o>;
    type SerializeTupleStruct = Block<'o>;
    type SerializeTupleVariant = Block<'o>;
    type SerializeMap = Block<'o>;
    type SerializeStruct = Block<'o>;
    type SerializeStructVariant = Block<'o>;

    scalars! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        self.float(f64::from(value), value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        self.float(value, value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(mut self, text: &str) -> Result<(), Error> {
        self.space();
        if is_literal(text) && matches!(self.at, At::Value(_) | At::Item(_)) {
            push_literal(self.out, text, self.at.inside());
        } else {
            push_inline(self.out, text);
            self.out.push('\n');
        }
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error("bytes have no form in JSON".to_owned()))
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.scalar("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.block("{}").entry(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Block<'o>, Error> {
        Ok(self.block("[]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Block<'o>, Error> {
        Ok(self.block("[]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Block<'o>, Error> {
        Ok(self.block("[]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Block<'o>, Error> {
        Ok(self.variant(variant, "[]"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Block<'o>, Error> {
        Ok(self.block("{}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Block<'o>, Error> {
        Ok(self.block("{}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Block<'o>, Error> {
        Ok(self.variant(variant, "{}"))
    }
}

macro_rules! lists {
    ($($trait:ident: $method:ident),* $(,)?) => {$(
        impl ser::$trait for Block<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
                self.item(item)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}

macro_rules! structs {
    ($($trait:ident),* $(,)?) => {$(
        impl ser::$trait for Block<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.entry(key, value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

structs! { SerializeStruct, SerializeStructVariant }

impl ser::SerializeMap for Block<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let key = key.serialize(Key)?;
        self.key(&key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}
