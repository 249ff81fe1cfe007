//! Kinds and objects as they are named: `apps/v1/Deployment`, `Secret/observability/grafana`.

use super::Lower;
use super::decode::Datum;
use crate::catalogue::KindName;
use crate::model::{self, ObjectRef, Provision, Spanned};
use crate::problems::types;
use crate::syntax::ast::{Object, Value};
use crate::syntax::kind::TokenKind;
use crate::table::Type;

impl<'s> Lower<'s, '_> {
    /// `[[group/]version/]Kind/[namespace/]name`; a version is told by how it looks.
    pub(super) fn object(&mut self, value: Value<'s>, field: &str) -> Option<ObjectRef> {
        let Value::Object(object) = value else { return self.wrong(value, Type::Object, field) };
        let parts: Vec<Value<'s>> = object.parts().collect();
        let texts: Vec<&str> = parts.iter().map(|part| part.source()).collect();
        let (kind, rest) = parts.split_at_checked(KindName::length(&texts))?;
        let (namespace, name) = match rest {
            [name] => (None, *name),
            [namespace, name] => (Some(*namespace), *name),
            _ => {
                self.report(types::object_parts(value.at(), field, value.source()));
                return None;
            }
        };
        let namespace = match namespace {
            Some(namespace) => Some(self.part(namespace)?),
            None => None,
        };
        Some(ObjectRef { kind: kind_of(kind), namespace, name: self.part(name)?, at: value.at() })
    }

    /// A namespace or name in a reference to an object.
    fn part(&mut self, part: Value<'s>) -> Option<model::Value> {
        match part {
            Value::Path(path) => Some(model::Value::string(path.source(), part.at())),
            part => self.value(part),
        }
    }

    /// An API group in quotes, or an object.
    pub(super) fn provision(&mut self, value: Value<'s>, field: &str) -> Option<Provision> {
        match value {
            Value::Object(_) => self.object(value, field).map(Provision::Object),
            Value::Literal(literal)
                if matches!(literal.kind(), TokenKind::Str | TokenKind::Text) =>
            {
                let group = self.text(value, Type::Provision, field)?;
                Some(Provision::Group(Spanned { value: group, at: value.at() }))
            }
            Value::Path(path) if path.single().is_none() => {
                self.report(types::quote_missing(value.at(), field, value.source()));
                None
            }
            _ => self.wrong(value, Type::Provision, field),
        }
    }

    pub(super) fn kind(&mut self, value: Value<'s>, field: &str) -> Option<Datum<'s>> {
        match value {
            Value::Path(path) if path.single().is_some() => {
                Some(Datum::Kind(path.source().to_owned()))
            }
            Value::Object(Object(view)) => {
                let parts: Vec<Value<'s>> = Object(view).parts().collect();
                Some(Datum::Kind(kind_of(&parts)))
            }
            _ => self.wrong(value, Type::Kind, field),
        }
    }
}

fn kind_of(parts: &[Value<'_>]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.source()).collect();
    parts.join("/")
}
