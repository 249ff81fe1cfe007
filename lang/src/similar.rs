//! The nearest candidate for a name that nothing declares.

/// The candidate most like `name`, if one is near enough to have been meant; the earlier one of two equally near.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = name.to_ascii_lowercase();
    let length = name.chars().count();
    let allowed = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // The distance is at least the difference in length: most candidates need no table.
        if candidate.len().abs_diff(name.len()) > allowed.max(tail_bound(name, candidate)) {
            continue;
        }
        let Some(distance) = distance(&lower, candidate, allowed) else { continue };
        // Every name of one letter is one letter away from every other.
        if distance > 0 && (length < 2 || (length == 2 && candidate.len() == name.len())) {
            continue;
        }
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The word of the language most like `word`: of short ones no more than one letter may differ, because most pairs of
/// them are no further apart than two.
pub(crate) fn nearest_word(word: &str, candidates: &[&'static str]) -> Option<&'static str> {
    let near = nearest(word, candidates.iter().copied())?;
    let lower = word.to_ascii_lowercase();
    (word.len() > 6 || strsim::osa_distance(&lower, near) <= 1).then_some(near)
}

/// People drop the lane of a story's id: `CILIUM-BGP` for `NET-CILIUM-BGP`.
fn tail_bound(name: &str, candidate: &str) -> usize {
    if is_dashed_part(name, candidate) || is_dashed_part(candidate, name) { usize::MAX } else { 0 }
}

fn is_dashed_part(part: &str, whole: &str) -> bool {
    part.len() >= 3
        && (whole.strip_suffix(part).is_some_and(|rest| rest.ends_with('-'))
            || whole.strip_prefix(part).is_some_and(|rest| rest.starts_with('-')))
}

fn distance(lower: &str, candidate: &str, allowed: usize) -> Option<usize> {
    let other = candidate.to_ascii_lowercase();
    if lower == other {
        return Some(0);
    }
    let edits = strsim::osa_distance(lower, &other);
    if edits <= allowed {
        return Some(edits);
    }
    (tail_bound(lower, &other) > 0).then_some(allowed + 1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_finds_the_name() {
        assert_eq!(nearest("BOOT-CROE", ["BOOT-CRDS", "BOOT-CORE"]), Some("BOOT-CORE"));
        assert_eq!(nearest("statsu", ["status", "started"]), Some("status"));
        assert_eq!(nearest("net-cilium-bgp", ["NET-CILIUM-BGP"]), Some("NET-CILIUM-BGP"));
    }

    #[test]
    fn a_dropped_lane_finds_the_story() {
        assert_eq!(nearest("CILIUM-BGP", ["NET-CILIUM-BGP", "NET"]), Some("NET-CILIUM-BGP"));
    }

    #[test]
    fn something_else_finds_nothing() {
        assert_eq!(nearest("monitoring", ["status", "points"]), None);
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("S9", ["S0"]), None);
        assert_eq!(nearest("al", ["all"]), Some("all"));
    }
}
