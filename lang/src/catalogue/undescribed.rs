//! A definition without its descriptions, which are most of its text, and of which nothing is kept.
//!
//! Reading YAML costs by the byte, and a line that is not there costs nothing. Only what generators write is left out:
//! `description` with its text on the same line or in a block below, as a key on a line of its own.

/// What begins something else than text: a reference, a tag, a map or list, a comment.
const NO_TEXT: [char; 6] = ['&', '*', '!', '{', '[', '#'];

/// The text of a definition without descriptions. Where a line could be anything else, it stays.
pub(super) fn undescribed(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut block: Option<Block> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_inside = |block: &Block| indent > block.indent || line.trim().is_empty();
        block = block.filter(is_inside).or_else(|| Block::of(&line[indent..], indent));
        if block.as_ref().is_none_or(|block| !block.is_description) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The lines of one value: that of its key, and those that are indented more.
struct Block {
    indent: usize,
    is_description: bool,
}

impl Block {
    /// What begins on a line: a description, or a text of several lines, in which no line is a key.
    fn of(line: &str, indent: usize) -> Option<Self> {
        let value = line.strip_prefix("description:").map(str::trim_start);
        // Without a value it is a field of that name.
        let is_description = value.is_some_and(|it| !it.is_empty() && !it.starts_with(NO_TEXT));
        let end =
            line.trim_end().trim_end_matches(|it: char| "+-".contains(it) || it.is_ascii_digit());
        let is_text = matches!(end.rsplit(' ').next(), Some("|" | ">"));
        (is_description || is_text).then_some(Self { indent, is_description })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_yaml::Value;

    use super::undescribed;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(undescribed(text), expected, "{text}");
    }

    #[test]
    fn descriptions_go_in_whatever_form_they_are() {
        let below = "type: object\n";
        check(&format!("description: one line\n{below}"), below);
        check(&format!("description: one line,\n  and another\n{below}"), below);
        check(&format!("description: 'one: line,\n\n  and another'\n{below}"), below);
        check(&format!("description: |-\n  one\n\n    description: two\n{below}"), below);
        check("a:\n  description: >\n    b\n  c: d\n", "a:\n  c: d\n");
    }

    #[test]
    fn fields_of_that_name_stay() {
        for text in [
            "properties:\n  description:\n    type: string\n",
            "properties:\n  description: {type: string}\n",
            "properties:\n  description: &same\n    type: string\n",
            "properties:\n  description: # of the thing\n    type: string\n",
            "columns:\n- description: with the mark of the list\n  name: a\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn text_of_several_lines_stays() {
        for text in [
            "rule: |\n  description: of a rule\nkind: a\n",
            "rules:\n- rule: >-2\n    description: of a rule\n",
        ] {
            check(text, text);
        }
    }

    /// Takes all descriptions that are a word or a text out of a value.
    fn without(value: &mut Value) {
        match value {
            Value::Mapping(map) => {
                map.retain(|key, value| {
                    key.as_str() != Some("description") || !(value.is_string() || value.is_bool())
                });
                map.values_mut().for_each(without);
                if map.is_empty() {
                    *value = Value::Null;
                }
            }
            Value::Sequence(items) => items.iter_mut().for_each(without),
            _ => {}
        }
    }

    /// Keys and texts in which descriptions could be mistaken for something else, or something else for them.
    fn drawn() -> impl Strategy<Value = Value> {
        let key = prop::sample::select(vec!["description", "properties", "type", "rule", "items"]);
        let text = prop_oneof![
            "[a-z:#'\"|> -]{0,12}",
            Just("description: of a rule\n  and more |\nproperties:\n".to_owned()),
            Just("one >\n\n  description: two\n".to_owned()),
        ];
        let leaf = prop_oneof![text.prop_map(Value::from), any::<bool>().prop_map(Value::from)];
        leaf.prop_recursive(5, 40, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..4).prop_map(|fields| {
                    let fields = fields.into_iter().map(|(key, value)| (Value::from(key), value));
                    Value::Mapping(fields.collect())
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn nothing_but_descriptions_goes(mut value in drawn()) {
            let text = serde_yaml::to_string(&value).expect("it is YAML");
            // A map of which nothing is left is nothing.
            let mut less: Value = serde_yaml::from_str(&undescribed(&text)).expect("it is YAML");
            without(&mut value);
            without(&mut less);
            prop_assert_eq!(less, value, "{}", text);
        }
    }
}
