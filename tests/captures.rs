//! Every case folder gives the expected diagnosis.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::Case;

#[test]
fn every_case_gives_its_diagnosis() {
    let mut wrong = Vec::new();
    for case in Case::all() {
        if let Err(message) = case.check() {
            wrong.push(format!("{}: {message}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_open_step_names_what_would_settle_it() {
    for case in Case::all() {
        for run in case.diagnose().runs {
            for unknown in &run.unknowns {
                assert!(!unknown.needs.is_empty(), "{}: {} is open, and nothing is asked for", case.name, unknown.step);
            }
            // The first thing of all is one that settles most of what is open.
            let settles = |need| run.unknowns.iter().filter(|unknown| unknown.needs.contains(need)).count();
            let most = run.unknowns.iter().flat_map(|unknown| &unknown.needs).map(settles).max();
            assert_eq!(run.next.as_ref().map(settles), most, "{}", case.name);
        }
    }
}
