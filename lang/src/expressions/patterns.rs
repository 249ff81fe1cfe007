//! Regular expressions: `matches`, `find` and `findAll`, as the library of Go reads them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use cel::extractors::This;
use cel::{Context, DeclarationError, ExecutionError, Value};
use regex::{Regex, RegexBuilder};

use super::values::Unknown;

/// The most memory that a compiled expression may take.
const SIZE: usize = 1 << 20;

/// Expressions that were compiled before; `None` for those that cannot be, or that other readers read differently.
type Known = Arc<Mutex<BTreeMap<String, Option<Regex>>>>;

/// Adds the functions, which share what they have compiled.
pub(super) fn add(context: &mut Context<'_, '_>) -> Result<(), DeclarationError> {
    let known = Known::default();
    let patterns = Arc::clone(&known);
    let matches = move |This(text): This<Arc<String>>, pattern: Arc<String>| {
        compiled(&patterns, &pattern, &text).map(|it| it.is_match(&text))
    };
    context.add_function("matches", matches)?;
    let patterns = Arc::clone(&known);
    let find = move |This(text): This<Arc<String>>, pattern: Arc<String>| {
        let pattern = compiled(&patterns, &pattern, &text)?;
        Ok::<Value, ExecutionError>(pattern.find(&text).map_or("", |it| it.as_str()).into())
    };
    context.add_function("find", find)?;
    let find_all = move |This(text): This<Arc<String>>, pattern: Arc<String>| {
        let pattern = compiled(&known, &pattern, &text)?;
        let found: Vec<Value> = pattern.find_iter(&text).map(|it| it.as_str().into()).collect();
        Ok::<Value, ExecutionError>(Value::List(Arc::new(found)))
    };
    context.add_function("findAll", find_all)
}

/// The expression of a pattern, if it means the same to both libraries in a text.
fn compiled(known: &Known, pattern: &str, text: &str) -> Result<Regex, ExecutionError> {
    if !is_read_alike(pattern, text) {
        return Err(Unknown::error());
    }
    let mut known = known.lock().map_err(|_| Unknown::error())?;
    let compiled = known
        .entry(pattern.to_owned())
        .or_insert_with(|| RegexBuilder::new(pattern).size_limit(SIZE).build().ok());
    compiled.clone().ok_or_else(Unknown::error)
}

/// Whether a pattern has nothing that the library of Go reads differently: sets inside sets and their operators, and,
/// beyond ASCII, classes of letters.
fn is_read_alike(pattern: &str, text: &str) -> bool {
    let bytes = pattern.as_bytes();
    let (mut in_set, mut at) = (false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' if in_set => {
                // `[:alpha:]` is the same for both.
                if bytes.get(at + 1) != Some(&b':') {
                    return false;
                }
                at += pattern[at..].find(":]").unwrap_or(0) + 1;
            }
            b'[' => {
                in_set = true;
                at += usize::from(bytes.get(at + 1) == Some(&b'^'));
                at += usize::from(bytes.get(at + 1) == Some(&b']'));
            }
            b']' => in_set = false,
            b'&' | b'-' | b'~' if in_set && bytes.get(at + 1) == Some(&bytes[at]) => return false,
            _ => {}
        }
        at += 1;
    }
    let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii() && b != 0x0b);
    let has_class = ["\\d", "\\w", "\\s", "\\b", "\\D", "\\W", "\\S", "\\B", "(?i"];
    is_plain(text) || !has_class.iter().any(|class| pattern.contains(class))
}
