//! Commands that a person copies into a shell.

/// An argument, in quotes where a shell would read it as something else. Control characters become blanks.
pub(super) fn argument(text: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-_./:=@%+,".contains(it);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let text: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Lines of commands as a block of Markdown.
pub(super) fn block(lines: &[String]) -> String {
    format!("```sh\n{}\n```\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::argument;

    #[test]
    fn an_argument_is_one_word_whatever_it_holds() {
        assert_eq!(argument("oci://ghcr.io/a/b"), "oci://ghcr.io/a/b");
        assert_eq!(argument("https://e.org//x?ref=v1"), "'https://e.org//x?ref=v1'");
        assert_eq!(argument("a'b $(rm)"), r"'a'\''b $(rm)'");
        assert_eq!(argument("a\n```\nb"), "'a ``` b'");
        assert_eq!(argument(""), "''");
    }
}
