//! Networks whose figures others have published.

use super::*;

/// Days to sixths.
fn sixths(days: &[u64]) -> Vec<u64> {
    days.iter().map(|it| it * 6).collect()
}

fn each(path: &CriticalPath, field: impl Fn(&Times) -> u64) -> Vec<u64> {
    path.times.iter().flatten().map(field).collect()
}

/// Seven activities a to g with three-point estimates, from Wikipedia, "Program evaluation and
/// review technique", section "Next step, creating network diagram by hand or by using diagram
/// software". The article rounds each duration to hundredths before it adds (length 19.51, slack of
/// d and f 4.68, of b 3.84); in sixths nothing is rounded.
#[test]
fn seven_activities_with_three_points() {
    let estimates = [(2, 4, 6), (3, 5, 9), (4, 5, 7), (4, 6, 10), (4, 5, 7), (3, 4, 8), (3, 5, 8)];
    let work = |(best, likely, worst)| {
        Work::three_point(Work::from_days(best), Work::from_days(likely), Work::from_days(worst))
    };
    let activities: Vec<_> = estimates
        .into_iter()
        .map(|it| Activity { work: work(it), ..Activity::default() })
        .collect();
    let days: Vec<_> = activities.iter().map(|it| it.work.to_string()).collect();
    assert_eq!(days, ["4", "5.33", "5.17", "6.33", "5.17", "4.5", "5.17"]);

    let edges = vec![(0, 2), (0, 3), (1, 4), (2, 4), (3, 5), (4, 6)];
    let path = Plan { activities, edges }.solve(None);
    assert_eq!(Work(path.length).to_string(), "19.5");
    assert_eq!(path.chain, [0, 2, 4, 6], "a, c, e, g");
    assert_eq!(critical(&path), [true, false, true, false, true, false, true]);
    assert_eq!(each(&path, |it| it.early_start), [0, 0, 24, 24, 55, 62, 86]);
    assert_eq!(each(&path, |it| it.early_finish), [24, 32, 55, 62, 86, 89, 117]);
    assert_eq!(each(&path, |it| it.late_start), [0, 23, 24, 52, 55, 90, 86]);
    assert_eq!(each(&path, |it| it.late_finish), [24, 55, 55, 90, 86, 117, 117]);
    let float: Vec<_> = each(&path, |it| it.total_float);
    let float: Vec<_> = float.into_iter().map(|it| Work(it).to_string()).collect();
    assert_eq!(float, ["0", "3.83", "0", "4.67", "0", "4.67", "0"]);
}

/// Seven activities A to G, in weeks, with both floats, from bizhelp24.com, "Critical Path Analysis,
/// part 2".
#[test]
fn seven_activities_with_free_float() {
    let edges = [(0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 5), (5, 6)];
    let path = Plan::new(&[1, 3, 2, 3, 3, 2, 2], &edges).solve(None);
    assert_eq!(path.length, 11 * 6);
    assert_eq!(path.chain, [0, 1, 3, 5, 6], "A, B, D, F, G");
    assert_eq!(each(&path, |it| it.early_start), sixths(&[0, 1, 1, 4, 3, 7, 9]));
    assert_eq!(each(&path, |it| it.late_finish), sixths(&[1, 4, 4, 7, 7, 9, 11]));
    assert_eq!(each(&path, |it| it.total_float), sixths(&[0, 0, 1, 0, 1, 0, 0]));
    assert_eq!(each(&path, |it| it.free_float), sixths(&[0, 0, 0, 0, 1, 0, 0]));
}

/// The construction of a stadium, 18 tasks in weeks: Guéret, Prins and Sevaux, "Applications of
/// Optimization with Xpress-MP" (2000), chapter 7. The times and slacks are those that J. Kantor
/// publishes for it in "Critical Path Method", CBE 40455 Process Operations, from a linear program.
#[test]
fn construction_of_a_stadium() {
    let days = [2, 16, 9, 8, 10, 6, 2, 2, 9, 5, 3, 2, 1, 7, 4, 3, 9, 1];
    // Tasks are numbered from 1 in the book.
    let arcs = [
        (1, 2),
        (2, 3),
        (2, 4),
        (2, 14),
        (3, 5),
        (4, 7),
        (4, 10),
        (4, 9),
        (4, 6),
        (4, 15),
        (5, 6),
        (6, 9),
        (6, 11),
        (6, 8),
        (7, 13),
        (8, 16),
        (9, 12),
        (11, 16),
        (12, 17),
        (14, 16),
        (14, 15),
        (17, 18),
    ];
    let edges = arcs.map(|(before, after)| (before - 1, after - 1));
    let path = Plan::new(&days, &edges).solve(None);
    assert_eq!(path.length, 64 * 6);
    let chain: Vec<_> = path.chain.iter().map(|it| it + 1).collect();
    assert_eq!(chain, [1, 2, 3, 5, 6, 9, 12, 17, 18]);
    assert_eq!(
        each(&path, |it| it.early_start),
        sixths(&[0, 2, 18, 18, 27, 37, 26, 43, 43, 26, 43, 52, 28, 18, 26, 46, 54, 63])
    );
    assert_eq!(
        each(&path, |it| it.early_finish),
        sixths(&[2, 18, 27, 26, 37, 43, 28, 45, 52, 31, 46, 54, 29, 25, 30, 49, 63, 64])
    );
    assert_eq!(
        each(&path, |it| it.late_start),
        sixths(&[0, 2, 18, 29, 27, 37, 61, 59, 43, 59, 58, 52, 63, 53, 60, 61, 54, 63])
    );
    assert_eq!(
        each(&path, |it| it.late_finish),
        sixths(&[2, 18, 27, 37, 37, 43, 63, 61, 52, 64, 61, 54, 64, 60, 64, 64, 63, 64])
    );
    assert_eq!(
        each(&path, |it| it.total_float),
        sixths(&[0, 0, 0, 11, 0, 0, 35, 16, 0, 33, 15, 0, 35, 35, 34, 15, 0, 0])
    );
}
