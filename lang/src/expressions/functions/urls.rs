//! Addresses of the web: `url('https://example.org:8080/a').getHost()`.
//!
//! Only what every reader of URLs reads alike is taken apart.

use cel::common::types::{CelBool, CelString};
use cel::{DeclarationError, Env, ExecutionError, add_member_overload, add_overload};

use super::plain_value;
use crate::expressions::values::Unknown;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Url {
    scheme: String,
    host: String,
    port: String,
    path: String,
}

plain_value!(Url, URL, "kubernetes.URL");

pub(super) fn declare(env: &mut Env) -> Result<(), DeclarationError> {
    add_overload!(env, fn is_url: (CelString) -> Result<CelBool>, name = "isURL")?;
    add_overload!(env, fn url: (CelString) -> Result<Url>)?;
    add_member_overload!(env, fn get_scheme: (Url) -> CelString)?;
    add_member_overload!(env, fn get_host: (Url) -> CelString)?;
    add_member_overload!(env, fn get_hostname: (Url) -> CelString)?;
    add_member_overload!(env, fn get_port: (Url) -> CelString)?;
    add_member_overload!(env, fn get_escaped_path: (Url) -> CelString)
}

fn is_url(text: &CelString<'_>) -> Result<CelBool, ExecutionError> {
    read(text.inner()).map(|it| it.is_some().into())
}

fn url(text: &CelString<'_>) -> Result<Url, ExecutionError> {
    read(text.inner())?.ok_or_else(Unknown::error)
}

fn get_scheme(it: &Url) -> CelString<'static> {
    CelString::from(it.scheme.clone())
}

fn get_host(it: &Url) -> CelString<'static> {
    let port = if it.port.is_empty() { String::new() } else { format!(":{}", it.port) };
    CelString::from(format!("{}{port}", it.host))
}

fn get_hostname(it: &Url) -> CelString<'static> {
    CelString::from(it.host.clone())
}

fn get_port(it: &Url) -> CelString<'static> {
    CelString::from(it.port.clone())
}

fn get_escaped_path(it: &Url) -> CelString<'static> {
    CelString::from(it.path.clone())
}

/// Reads a URL: `None` for what is none, an error for one that readers may read differently.
fn read(text: &str) -> Result<Option<Url>, ExecutionError> {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?&=,+".contains(&b);
    if !text.bytes().all(is_plain) {
        return Err(Unknown::error());
    }
    let (scheme, rest) = scheme(text).unwrap_or(("", text));
    if !rest.starts_with('/') {
        // Something like `mailto:someone`.
        return if scheme.is_empty() { Ok(None) } else { Err(Unknown::error()) };
    }
    let before_query = rest.split_once('?').map_or(rest, |(before, _)| before);
    let Some(behind) = before_query.strip_prefix("//").filter(|_| !scheme.is_empty()) else {
        // Two slashes without a scheme, and one behind a scheme, are rare, and read by turns.
        let is_path = scheme.is_empty() && !before_query.starts_with("//");
        let url = || Url { path: before_query.to_owned(), ..Url::default() };
        return if is_path { Ok(Some(url())) } else { Err(Unknown::error()) };
    };
    let place = behind.find('/').unwrap_or(behind.len());
    let (authority, path) = behind.split_at(place);
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    if authority.ends_with(':') || host.contains([',', '&', '=', '+']) {
        return Err(Unknown::error());
    }
    if !port.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let [scheme, host, port, path] =
        [&*scheme.to_ascii_lowercase(), host, port, path].map(str::to_owned);
    Ok(Some(Url { scheme, host, port, path }))
}

/// What stands before the first colon, if it is a scheme, and what stands behind.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_scheme && scheme.bytes().all(is_letter)).then_some((scheme, rest))
}
