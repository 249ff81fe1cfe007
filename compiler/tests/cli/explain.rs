//! `pdlc explain`.

use expect_test::expect;

use super::Pdl;

#[test]
fn a_page_is_found_by_code_name_or_number() {
    for name in ["PDL4001", "pdl4001", "4001", "dependency-cycle", "Dependency_Cycle"] {
        let output = Pdl::new().args(["explain", name]).output();
        assert!(output.status.success(), "{name}");
        let page = String::from_utf8(output.stdout).expect("pages are UTF-8");
        assert!(page.starts_with("# PDL4001"), "{page}");
    }
}

#[test]
fn an_unknown_code_finds_the_nearest() {
    Pdl::new().args(["explain", "dependancy-cycle"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no code or name `dependancy-cycle`
          help: Did you mean `dependency-cycle`?
    "#]]);
    Pdl::new().args(["explain", "PDL4999"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no code or name `PDL4999`
          help: `pdlc explain` lists every code.
    "#]]);
    Pdl::new().args(["explain", "weather"]).check(&expect![[r#"
        exit: 2
        --- stderr
        error: there is no code or name `weather`
          help: `pdlc explain` lists every code.
    "#]]);
}

#[test]
fn without_a_code_all_are_listed() {
    let output = Pdl::new().args(["explain"]).output();
    let list = String::from_utf8(output.stdout).expect("the list is UTF-8");
    assert!(list.starts_with("PDL1xxx  Syntax and files\n  PDL1001  error "), "{list}");
    for code in pdl_lang::diagnostic::Code::ALL {
        let line = list.lines().find(|line| line.starts_with(&format!("  {code} ")));
        assert!(line.is_some_and(|line| line.contains(code.slug())), "{code}");
    }
}

#[test]
fn a_page_is_styled_only_in_colour() {
    let page = |color: &'static str| {
        let output = Pdl::new().args(["explain", "PDL4001", "--color", color]).output();
        String::from_utf8(output.stdout).expect("pages are UTF-8")
    };
    assert!(page("always").starts_with("\u{1b}[1mPDL4001"));
    assert!(!page("never").contains('\u{1b}'));
}
