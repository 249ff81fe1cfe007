//! Paths of a tree, as texts with `/`.

use pdl_lang::paths::{self, Above};

/// The names of kustomize's lists.
pub(super) const LISTS: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// Folder and name of a file; the folder is empty at the top.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The folders above a file, the inner ones first.
pub(super) fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(split(path).0), |folder: &&str| {
        (!folder.is_empty()).then_some(split(folder).0)
    })
}

/// A path without `.` and `..`, as far as it does not lead above the top.
pub(super) fn tidy(path: &str) -> String {
    join("", path)
}

/// A path in a folder.
pub(super) fn join(folder: &str, path: &str) -> String {
    paths::join(folder, path, Above::Kept).expect("nothing is refused")
}

/// Whether a path is a folder or lies in it.
pub(super) fn is_in(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// How many parts two paths have in common at their ends, if one of them is the end of the other.
pub(super) fn overlap(one: &str, other: &str) -> Option<usize> {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_end =
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    (is_end && !short.is_empty()).then(|| short.split('/').count())
}

/// How many folders two files have in common from the top.
pub(super) fn shared(one: &str, other: &str) -> usize {
    one.split('/').zip(other.split('/')).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::{above, join, overlap, tidy};

    #[test]
    fn paths_are_told_by_their_parts() {
        assert_eq!(above("a/b/c.yaml").collect::<Vec<_>>(), ["a/b", "a", ""]);
        assert_eq!(tidy("./a//b/../c/"), "a/c");
        assert_eq!(join("a/b", "../c.yaml"), "a/c.yaml");
        assert_eq!(join("a", "../../c.yaml"), "../c.yaml", "which is no file of the tree");
        assert_eq!(overlap("x/apps/web", "apps/web"), Some(2));
        assert_eq!(overlap("apps/web", "repo/x/apps/web"), Some(2));
        assert_eq!(overlap("myapps/web", "apps/web"), None);
    }
}
