//! The small cases that stand beside the rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{PACK, scan};
use profiler_doctor::case;
use profiler_doctor::pack::{Expectation, LineFormat, RuleTest};
use profiler_doctor::rules::{CONTRADICTED, Evaluation, Truth, UNEXPLAINED, judge};
use std::fmt::Write as _;

#[test]
fn every_rule_does_what_its_tests_say() {
    let mut wrong = Vec::new();
    for (index, rule) in PACK.rules.iter().enumerate() {
        for test in &rule.tests {
            let truth = truth(index, test);
            let expected = match test.expect {
                Expectation::Fires => Truth::True,
                Expectation::Silent => Truth::False,
                Expectation::Unknown => Truth::Unknown,
            };
            if truth != expected {
                wrong.push(format!(
                    "{} ({}): {truth:?}, expected {:?}\n{:?}",
                    rule.id, test.note, test.expect, test.logs
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_test_that_fires_and_one_that_is_silent() {
    for rule in &PACK.rules {
        if rule.when.is_none() {
            assert!(
                [PACK.nothing_given.as_str(), UNEXPLAINED, CONTRADICTED, "healthy"].contains(&rule.id.as_str()),
                "{} never fires",
                rule.id
            );
            continue;
        }
        for expectation in [Expectation::Fires, Expectation::Silent] {
            assert!(
                rule.tests.iter().any(|test| test.expect == expectation),
                "{}: no test is {expectation:?}",
                rule.id
            );
        }
    }
}

fn truth(rule: usize, test: &RuleTest) -> Truth {
    let sources: Vec<_> =
        test.logs.iter().map(|(name, lines)| scan(name, log(name, test.cut, lines).as_bytes())).collect();
    let runs = case::read(&PACK, &sources);
    assert_eq!(runs.len(), 1, "a rule's test is one run: {:?}", test.logs);
    let evaluation = Evaluation { pack: &PACK, run: &runs[0], answers: &test.answers, processes: test.processes };
    judge(&evaluation)[rule].truth
}

/// What a whole log of loader and profiler begins with on every release.
const STARTS: [(&str, &str); 2] = [
    (
        "loader-log",
        "0 info DynamicDispatcherImpl::LoadConfiguration: Reading configuration file from: \"/opt/datadog/loader.conf\"",
    ),
    ("profiler-log", "0 info CorProfilerCallback is initializing."),
];

/// `SECONDS LEVEL TEXT` with the prefix of the file's artifact; other lines go on with the one before.
fn log(name: &str, cut: bool, lines: &str) -> String {
    let artifact =
        PACK.artifacts.iter().find(|artifact| artifact.names.iter().any(|pattern| pattern.groups(name, []).is_some()));
    let artifact = artifact.unwrap_or_else(|| panic!("{name} is no log of the product"));
    let format = artifact.format;
    let start = STARTS.iter().filter(|(id, _)| !cut && *id == artifact.id).map(|(_, line)| *line);
    let mut log = String::new();
    for line in start.chain(lines.lines()) {
        let mut parts = line.splitn(3, ' ');
        let seconds = parts.next().and_then(|seconds| seconds.parse::<f64>().ok());
        let (Some(seconds), Some(level), Some(text)) = (seconds, parts.next(), parts.next()) else {
            log.push_str(line);
            log.push('\n');
            continue;
        };
        let (minutes, seconds) = ((seconds / 60.0).floor(), seconds % 60.0);
        let time = format!("2026-01-31 10:{minutes:02}:{seconds:06.3}");
        let _ = match format {
            LineFormat::Native => writeln!(log, "[{time} | {level} | PId: 7 | TId: 7] {text}"),
            LineFormat::Managed => {
                writeln!(
                    log,
                    "{time} +00:00 [{}] {text}  {{ MachineName: \".\", Process: \"[7 x]\", TracerVersion: \"3.51.1.0\" }}",
                    short(level)
                )
            }
            LineFormat::Check => {
                let mark = match level {
                    "error" => "FAILURE",
                    "warning" => "WARNING",
                    _ => "SUCCESS",
                };
                writeln!(log, " [{mark}]: {text}")
            }
            LineFormat::ManagedLoader => writeln!(log, "[{time} +00:00] {text}"),
            other => panic!("no prefix for {other:?} in a rule's test"),
        };
    }
    log
}

fn short(level: &str) -> &str {
    match level {
        "debug" => "DBG",
        "warning" => "WRN",
        "error" => "ERR",
        _ => "INF",
    }
}
