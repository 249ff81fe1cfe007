//! Titles that would be markup, and differences that are long.

use expect_test::expect;

use super::Pdl;

fn plan(title: &str) -> String {
    format!("sprint S0 2025-10-20..2025-10-24 {{\n  story A \"{title}\"\n}}\n")
}

#[test]
fn titles_are_text_and_never_markup() {
    let hostile = r"<script>x</script> **b** | `c` [d](e) @all ``` \u{1b}[31m \u{202e}";
    let pdl = Pdl::new().file("old.pdl", plan("A")).file("new.pdl", plan(hostile));
    let pdl = pdl.args(["diff", "old.pdl", "new.pdl"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stdout
        --- old.pdl
        +++ new.pdl

        Stories
          ~ A  <script>x</script> **b** | `c` [d](e) @all ``` [31m �
              title: A becomes <script>x</script> **b** | `c` [d](e) @all ``` [31m �
    "#]]);
    let pdl = pdl.args(["diff", "old.pdl", "new.pdl", "--format", "markdown"]);
    pdl.check(&expect![[r#"
        exit: 0
        --- stdout
        ## What changes

        From `old.pdl` to `new.pdl`.

        ### Stories

        - `A` – \<script\>x\</script\> \*\*b\*\* \| \`c\` \[d\](e) @<!-- -->all \`\`\` \[31m �
          - title: A becomes \<script\>x\</script\> \*\*b\*\* \| \`c\` \[d\](e) @<!-- -->all \`\`\` \[31m �
    "#]]);
    let output = pdl.args(["diff", "old.pdl", "new.pdl", "--format", "json"]).output();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let title = hostile.replace(r"\u{1b}", "\u{1b}").replace(r"\u{202e}", "\u{202e}");
    assert_eq!(json["stories"][0]["title"], title, "programs get what was written");
}

#[test]
fn long_markdown_is_cut_and_says_so() {
    let plan = |stories: usize| {
        let title = "Wörter ".repeat(10);
        let stories = (0..stories)
            .map(|story| ["  story A-", &story.to_string(), " \"", &title, "\"\n"].concat());
        let stories: String = stories.collect();
        format!("sprint S0 2025-10-20..2025-10-24 {{\n{stories}}}\n")
    };
    let pdl = Pdl::new().file("old.pdl", plan(1)).file("new.pdl", plan(1500));
    let output = pdl.args(["diff", "old.pdl", "new.pdl", "--format", "markdown"]).output();
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert!(text.len() < 60_000, "{} bytes", text.len());
    assert!(text.len() > 58_000, "the room is used: {} bytes", text.len());
    let shown = text.lines().filter(|line| line.starts_with("- added: `A-")).count();
    let last = text.lines().last().unwrap_or_default();
    let left = format!(
        "**Truncated:** {} differences are left out here; `pdlc diff` shows all.",
        1499 - shown
    );
    assert_eq!(last, left);
}
