//! `pdlc status`.

use expect_test::expect;

use super::{PLAN, Pdl};

fn status<'a>(plan: &str, args: impl IntoIterator<Item = &'a str>) -> Pdl {
    Pdl::new().file("platform.pdl", plan).args(["status"].into_iter().chain(args))
}

#[test]
fn without_a_today_nothing_is_late() {
    status(PLAN, []).check(&expect![[r#"
        exit: 0
        --- stdout
        Demo
        1 of 4 stories done

        S0  Sprint 0  Oct 20–Oct 24, 2025  [█·]  1/2 done
          ✓ CORE  done
          ○ NET

        S1  Sprint 1  Oct 27–Nov 07, 2025  [··]  0/2 done
          ○ DB    waits for NET
          ○ APP   waits for DB

        Next
          NET   S0  1 story waits for it

        Milestones
          M1  Nov 07, 2025  under way, 1/4 done  All of it
              open: NET, DB, APP
              driven by NET → DB → APP
    "#]]);
}

#[test]
fn with_a_today_it_is_said_what_is_late_and_why() {
    let plan = PLAN.replace("story APP", "story APP { status: blocked }");
    let plan = plan.replace("{ clusters: [infra] }", "{ clusters: [infra], status: active }");
    status(&plan, ["--as-of", "2025-10-29"]).check(&expect![[r#"
        exit: 0
        --- stdout
        Demo
        1 of 4 stories done, 1 active, 1 blocked, as of Oct 29, 2025

        S0  Sprint 0  Oct 20–Oct 24, 2025  [█·]  1/2 done
          ✓ CORE  done
          ○ NET   late

        S1  Sprint 1  Oct 27–Nov 07, 2025  [▒✗]  0/2 done  now
          ▶ DB    active, waits for NET
          ✗ APP   blocked, waits for DB

        Late
          NET   was due Oct 24, 2025, 3 working days ago; waits for nothing

        Next
          NET   S0  1 story waits for it

        Milestones
          M1  Nov 07, 2025  blocked, 1/4 done  All of it
              open: NET, DB, APP
              driven by NET → DB → APP
    "#]]);
}

#[test]
fn a_milestone_names_what_it_requires_and_what_is_needed_first() {
    let plan = PLAN.replace("story APP", "story APP { status: planned }");
    let plan = format!("{plan}\nmilestone M0 end S1 \"m\" {{ requires: [DB] }}\n");
    let output = status(&plan, ["--as-of", "2025-10-29"]).output();
    let text = String::from_utf8_lossy(&output.stdout);
    let expected =
        "M0  Nov 07, 2025  at risk, 0/1 done  m\n      open: DB\n      needed first: NET\n";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn a_plan_may_be_done() {
    let plan = PLAN.replace("story NET \"Networking\"", "story NET { status: done }");
    let plan = plan.replace("{ clusters: [infra] }", "{ status: done }");
    let plan = plan.replace("story APP", "story APP { status: done }");
    status(&plan, ["--as-of=sprint:S1"]).check(&expect![[r#"
        exit: 0
        --- stdout
        Demo
        4 of 4 stories done, as of Nov 07, 2025

        S0  Sprint 0  Oct 20–Oct 24, 2025  [██]  2/2 done
          ✓ CORE  done
          ✓ NET   done

        S1  Sprint 1  Oct 27–Nov 07, 2025  [██]  2/2 done  now
          ✓ DB    done
          ✓ APP   done

        Late
          nothing

        Next
          nothing can be begun

        Milestones
          M1  Nov 07, 2025  reached, 4/4 done  All of it
    "#]]);
}

#[test]
fn a_plan_may_be_empty() {
    status("", []).check(&expect![[r#"
        exit: 0
        --- stdout
        The plan
        no story is scheduled

        Next
          nothing can be begun
    "#]]);
}

#[test]
fn a_long_chain_is_shown_by_its_ends() {
    let chain: Vec<_> = (0..12).map(|number| format!("A{number}")).collect();
    let stories = format!("  story {}\n", chain.join("\n  story "));
    let order = chain.join(" -> ");
    let plan = format!(
        "sprint S0 2025-10-06..2025-10-24 {{\n{stories}}}\norder {{ {order} }}\nmilestone M end S0 \"m\"\n"
    );
    let output = status(&plan, []).output();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("A0 → A1 → A2 → A3 → … → A8 → A9 → A10 → A11 (12 stories)"), "{text}");
}
