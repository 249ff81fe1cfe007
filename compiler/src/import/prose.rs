//! Orders that are told in words: `after OpenEBS is available`, `enables TLS for Gateway`.

use super::draft::Draft;
use super::names;

/// Words before what comes first.
const AFTER: [&str; 8] = ["after", "needs", "requires", "once", "on", "by", "upon", "with"];

/// Words before what comes next.
const BEFORE: [&str; 5] = ["before", "enables", "enable", "unblocks", "for"];

/// The orders that a text tells, in PDL; `story` is what it is said of, else the first story it names.
pub(super) fn orders(draft: &Draft, text: &str, story: Option<&str>) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '(' | ')' | ':'))
        .map(|word| word.trim_matches(['.', '`', '"', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    // Articles and the like are parts of ids, too.
    let is_name = |word: &str| word.len() > 3 || word.chars().all(char::is_uppercase);
    let meant = |word: &str| {
        let meaning = is_name(word).then(|| names::meaning(draft, word))?;
        meaning.story().map(str::to_owned)
    };
    let subject = story.map(str::to_owned).or_else(|| words.iter().find_map(|word| meant(word)));
    let Some(subject) = subject else { return Vec::new() };
    let mut direction = None;
    let mut orders = Vec::new();
    for word in words {
        let lower = word.to_lowercase();
        if AFTER.contains(&lower.as_str()) {
            direction = Some(true);
        } else if BEFORE.contains(&lower.as_str()) {
            direction = Some(false);
        } else if let (Some(is_after), Some(other)) = (direction, meant(word))
            && other != subject
        {
            let (first, next) = if is_after { (&other, &subject) } else { (&subject, &other) };
            let order = format!("{first} -> {next} {}", super::write::string(text));
            if !orders.contains(&order) {
                orders.push(order);
            }
        }
    }
    orders
}
