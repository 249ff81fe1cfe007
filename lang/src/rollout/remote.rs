//! Remote kustomizations: what names one state of one source for ever.

use crate::deliver::RemoteKustomization;
use crate::diagnostic::Diagnostic;
use crate::problems::delivery as problems;

/// Names that mean another state tomorrow.
const MOVING: &[&str] = &["HEAD", "develop", "latest", "main", "master", "stable", "trunk"];

/// Digits of a full commit: SHA-1's and SHA-256's.
const COMMIT_DIGITS: &[usize] = &[40, 64];

/// Ways to compute a digest, and how many hexadecimal digits it has.
const DIGESTS: &[(&str, usize)] = &[("sha256", 64), ("sha384", 96), ("sha512", 128)];

/// The fewest digits by which Git names a commit.
const SHORT_COMMIT: usize = 7;

/// What a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision<'r> {
    /// A tag of a repository or an artifact.
    Tag(&'r str),
    /// A commit.
    Commit(&'r str),
    /// A reference in full: `refs/tags/v1`.
    Name(&'r str),
    /// The digest of an artifact.
    Digest(&'r str),
}

impl RemoteKustomization {
    /// Whether it is an artifact in a registry, not a Git repository.
    #[must_use]
    pub fn is_artifact(&self) -> bool {
        self.url.starts_with("oci://")
    }

    /// What its revision is.
    #[must_use]
    pub fn reference(&self) -> Revision<'_> {
        let revision = self.revision.as_str();
        let is_commit = COMMIT_DIGITS.contains(&revision.len())
            && revision.bytes().all(|it| it.is_ascii_hexdigit());
        match self.is_artifact() {
            true if revision.contains(':') => Revision::Digest(revision),
            false if is_commit => Revision::Commit(revision),
            false if revision.starts_with("refs/") => Revision::Name(revision),
            _ => Revision::Tag(revision),
        }
    }
}

/// Adds what Flux would refuse, or could read as another state tomorrow.
pub(super) fn check(remote: &RemoteKustomization, out: &mut Vec<Diagnostic>) {
    let is_git = ["https://", "http://", "ssh://"].iter().any(|it| remote.url.starts_with(it));
    if !is_git && !remote.is_artifact() {
        out.push(problems::remote_source(remote.url_at, &remote.url));
    }
    if let Some(help) = inexact(remote) {
        out.push(problems::inexact_revision(remote.revision_at, &remote.revision, help));
    }
    let path = remote.path.as_str();
    if path.starts_with('/') || path.contains('\\') || path.split('/').any(|part| part == "..") {
        out.push(problems::remote_path(remote.path_at, path));
    }
}

/// What to write instead of a revision that does not name one state for ever.
fn inexact(remote: &RemoteKustomization) -> Option<&'static str> {
    let revision = remote.revision.as_str();
    let is_range = revision.is_empty()
        || revision.contains(|it: char| it.is_whitespace() || "*^~<>=|,?[\\".contains(it))
        || revision.rsplit('.').next() == Some("x");
    if is_range {
        return Some("Write one tag, commit or digest.");
    }
    if let Some((algorithm, digits)) = revision.split_once(':').filter(|_| remote.is_artifact()) {
        let is_digest = DIGESTS.contains(&(algorithm, digits.len()))
            && digits.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        return (!is_digest).then_some("Write the digest in full: `sha256:` and 64 digits.");
    }
    if MOVING.contains(&revision) || revision.starts_with("refs/heads/") {
        return Some("Write a tag, commit or digest: this names another state tomorrow.");
    }
    let is_hexadecimal = revision.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    let has_letter = revision.bytes().any(|it| it.is_ascii_lowercase());
    let is_short = revision.len() >= SHORT_COMMIT && !COMMIT_DIGITS.contains(&revision.len());
    let is_doubtful = !remote.is_artifact() && is_hexadecimal && has_letter && is_short;
    is_doubtful.then_some("Write the commit in full.")
}

#[cfg(test)]
mod tests {
    use super::{RemoteKustomization, Revision, inexact};
    use crate::span::FileSpan;

    fn remote(url: &str, revision: &str) -> RemoteKustomization {
        let (url, revision) = (url.to_owned(), revision.to_owned());
        let at = FileSpan::default();
        let path = ".".to_owned();
        RemoteKustomization { url, url_at: at, revision, revision_at: at, path, path_at: at, at }
    }

    #[test]
    fn a_revision_is_what_it_looks_like() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let cases = [
            ("https://e.org/a", "v1.4.0", Revision::Tag("v1.4.0")),
            ("https://e.org/a", commit, Revision::Commit(commit)),
            ("ssh://git@e.org/a", "refs/tags/v1", Revision::Name("refs/tags/v1")),
            ("oci://e.org/a", "1.2.3", Revision::Tag("1.2.3")),
            ("oci://e.org/a", "sha256:0a", Revision::Digest("sha256:0a")),
        ];
        for (url, revision, expected) in cases {
            assert_eq!(remote(url, revision).reference(), expected);
        }
    }

    #[test]
    fn a_revision_that_moves_is_refused() {
        let moving =
            ["", "main", "latest", "HEAD", "refs/heads/x", "v1.*", "1.x", ">=1", "~1.2", "1f00ba4"];
        for revision in moving {
            assert!(inexact(&remote("https://e.org/a", revision)).is_some(), "{revision}");
        }
        for revision in ["v1.4.0", "20251124", "release-1.0", "0123456789"] {
            assert_eq!(inexact(&remote("https://e.org/a", revision)), None, "{revision}");
        }
        let full = format!("sha256:{}", "0a".repeat(32));
        assert_eq!(inexact(&remote("oci://e.org/a", &full)), None);
        for digest in ["sha256:0a", "md5:0a", &full.to_uppercase(), &full[1..]] {
            assert!(inexact(&remote("oci://e.org/a", digest)).is_some(), "{digest}");
        }
        // A registry's tag may well look like a short commit.
        assert_eq!(inexact(&remote("oci://e.org/a", "1f00ba4")), None);
    }
}
