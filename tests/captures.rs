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
