//! The small cases that stand beside the rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::PACK;
use common::rule_logs::scanned;
use profiler_doctor::case;
use profiler_doctor::pack::{Expectation, RuleTest};
use profiler_doctor::rules::{Beside, CONTRADICTED, Evaluation, Truth, UNEXPLAINED, concerns, judge};

#[test]
fn every_rule_does_what_its_tests_say() {
    let mut wrong = Vec::new();
    for (index, rule) in PACK.rules.iter().enumerate() {
        for test in &rule.tests {
            let truth = truth(index, test);
            if truth != expected(test) {
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
            let by_engine = [PACK.nothing_given.as_str(), UNEXPLAINED, CONTRADICTED, "healthy"];
            let not_involved = PACK.not_involved.as_ref().map(|it| PACK.rules[it.rule].id.as_str());
            let fires = by_engine.contains(&rule.id.as_str()) || not_involved == Some(rule.id.as_str());
            assert!(fires, "{} never fires", rule.id);
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

#[test]
fn every_known_problem_does_what_its_tests_say() {
    let mut wrong = Vec::new();
    for problem in &PACK.problems {
        for test in &problem.tests {
            let truth = of_run(test, |evaluation| concerns(evaluation, problem, problem.sign.is_some()));
            if truth != expected(test) {
                wrong.push(format!("{} ({}): {truth:?}\n{:?}", problem.id, test.note, test.logs));
            }
        }
        for expectation in [Expectation::Fires, Expectation::Silent] {
            let has_one = problem.tests.iter().any(|test| test.expect == expectation);
            assert!(has_one, "{}: no test is {expectation:?}", problem.id);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn expected(test: &RuleTest) -> Truth {
    match test.expect {
        Expectation::Fires => Truth::True,
        Expectation::Silent => Truth::False,
        Expectation::Unknown => Truth::Unknown,
    }
}

fn truth(rule: usize, test: &RuleTest) -> Truth {
    of_run(test, |evaluation| judge(evaluation)[rule].truth)
}

fn of_run(test: &RuleTest, truth: impl Fn(&Evaluation<'_>) -> Truth) -> Truth {
    let sources = scanned(test);
    let mut runs = case::read(&PACK, &sources);
    assert_eq!(runs.len(), 1, "a rule's test is one run: {:?}", test.logs);
    runs[0].facts.hear(&test.answers);
    let beside = Beside { processes: test.processes, restarts: test.restarts, ..Beside::default() };
    truth(&Evaluation::of(&PACK, &runs[0], &test.answers, beside))
}
