#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::report::example::{LOG, rejected};

#[test]
fn says_the_cause_then_the_proof_then_what_to_do() {
    let written = text(&rejected());
    let order = [
        "Root cause: The API key is rejected (api-key-rejected)\n",
        "process 1234, MyApp, shop-6f/app; 2026-01-01T00:00:00.000 to 2026-01-01T00:10:00.000; release\n3.20.0;",
        "  Proof\n    host1/DD-DotNet-Profiler-Native-MyApp-1234.log:17\n      | [2026-01-01",
        "  What to do\n    Check the key that the Agent uses.\n\n        datadog-agent status\n",
        "  Follows from it\n    FAIL  Profiles were not sent (export-failed)\n",
        "  Also found\n    warn  This release has a known fault (known-bad-release)\n",
        "  Steps\n    ?     Log files\n    ok    Profiler loaded             profiler-loaded at",
        "    FAIL  Profiles sent               api-key-rejected at",
        "  What would settle what is unknown, what settles most first\n    - file: native loader log\n      /var/log/datadog",
        "      for: Log files\n    - setting: DD_TRACE_DEBUG=1, then restart the process\n",
        "      --answer agent-running=VALUE\n      for: Log files\n",
        "    ! The last line is cut off.\n",
        "profiler-doctor 0.1.0, rules dotnet-profiler 0123456789abcdef, asked: no profiles arrive.\n",
    ];
    let mut rest = written.as_str();
    for part in order {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| unreachable!("no {part:?} in {rest}"));
        rest = after;
    }
}

#[test]
fn no_line_is_longer_than_a_hundred_columns() {
    let mut diagnosis = rejected();
    let cause = &mut diagnosis.runs[0].findings[0];
    cause.says = "word ".repeat(100);
    cause.evidence[0].text = "x".repeat(4000);
    cause.evidence[0].source = format!("{LOG}{}", "y".repeat(300));
    diagnosis.runs[0].app = Some("z".repeat(300));
    let written = text(&diagnosis);
    assert!(written.lines().all(|line| line.chars().count() <= WIDTH), "{written}");
    assert!(written.contains("the whole record"));
}

#[test]
fn what_is_to_be_copied_is_not_broken() {
    let mut diagnosis = rejected();
    let command = format!("    export X={}", "1 ".repeat(80));
    diagnosis.runs[0].findings[0].remedy = format!("Do:\n{command}");
    assert!(text(&diagnosis).contains(command.trim()));
}

#[test]
fn a_remedy_is_given_once() {
    let mut diagnosis = rejected();
    let again = diagnosis.runs[0].clone();
    diagnosis.runs.push(again);
    let written = text(&diagnosis);
    assert_eq!(written.matches("Check the key").count(), 1);
    assert!(written.starts_with(
        "Root cause: The API key is rejected (api-key-rejected), in process 1234, MyApp, shop-6f/app\n\n"
    ));
    assert!(written.contains("Run 2 of 2: process 1234, MyApp, shop-6f/app\n-"));
    assert!(written.contains("    As above.\n"));
}

#[test]
fn a_terminal_obeys_nothing_from_a_log() {
    let mut diagnosis = rejected();
    diagnosis.runs[0].findings[0].evidence[0].text = "\u{1b}[2Jgone".into();
    diagnosis.runs[0].app = Some("\u{202e}evil".into());
    let written = text(&diagnosis);
    assert!(!written.contains(['\u{1b}', '\u{202e}']));
    assert!(written.contains("\\u{1b}[2Jgone"));
}

#[test]
fn an_empty_diagnosis_is_no_problem() {
    let mut diagnosis = rejected();
    diagnosis.runs.clear();
    diagnosis.sources.clear();
    assert!(text(&diagnosis).starts_with("profiler-doctor"));
}
