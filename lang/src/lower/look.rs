//! What a value looks like, before anything is known of its type.

use crate::syntax::ast::Value;
use crate::syntax::kind::TokenKind;
use crate::syntax::literal;

/// What a value is, in messages.
pub(super) fn describe(value: Value<'_>) -> String {
    match value {
        Value::Literal(literal) => literal.kind().describe().to_owned(),
        Value::Path(path) => format!("`{}`", path.source()),
        Value::Object(_) => "an object".to_owned(),
        Value::Range(_) => "a range".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
    }
}

/// Whether the parser has found fault with a literal, so that its type is no news.
pub(super) fn is_reported(value: Value<'_>) -> bool {
    match value {
        Value::Literal(literal) => match literal.kind() {
            TokenKind::BadNumber => true,
            TokenKind::Str | TokenKind::Text => !literal.is_closed(),
            TokenKind::Date => literal::date(literal.text()).is_none(),
            TokenKind::Int => literal::integer(literal.text()).is_none(),
            TokenKind::Float => literal::float(literal.text()).is_none(),
            TokenKind::Ipv4 => literal::ipv4(literal.text()).is_err(),
            TokenKind::Cidr => literal::network(literal.text()).is_err(),
            _ => false,
        },
        Value::Range(range) => range.ends().is_none(),
        Value::Path(_) => value.source().ends_with('.'),
        Value::Object(_) => value.source().ends_with('/'),
        Value::List(_) | Value::Map(_) => false,
    }
}
