//! Mutation: what proves a finding is dropped, cut away, reworded, put at another level, moved to another process or
//! followed by what overtakes it; the finding must go. And the rules themselves: a part that could as well be always
//! true, or never, is not tested. The figures stand in `docs/mutations.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

mod common;
mod mutations {
    pub(crate) mod logs;
    pub(crate) mod rules;
}

use common::rule_logs::files;
use common::{PACK, document, scan};
use mutations::logs::{Files, Mutant, Proof, mutants, reversed};
use profiler_doctor::case;
use profiler_doctor::diagnosis::{Symptom, Truth, Verdict};
use profiler_doctor::engine::{self, Request};
use profiler_doctor::pack::{Condition, Expectation, Rule, RuleTest};
use profiler_doctor::rules::{Beside, Evaluation};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What survives, and why it may: rule, mutation, reason.
const SURVIVORS: [(&str, &str, &str); 5] = [
    (
        "environment-incomplete",
        "drop ENV-ENABLE-FRAMEWORK",
        "without it nothing is loaded either, which is the same finding",
    ),
    (
        "environment-incomplete",
        "reword ENV-ENABLE-FRAMEWORK",
        "without it nothing is loaded either, which is the same finding",
    ),
    ("process-crashed", "reword EXT-CRASH", "an exception of another type is the same finding"),
    ("process-crashed", "drop EXT-EXIT-AT", "a crash without a time may be that of this life"),
    ("process-crashed", "reword EXT-EXIT-AT", "a crash without a time may be that of this life"),
];

/// The least share of mutants that has to be killed, in percent, for each rule.
const LEAST: usize = 95;

/// What a condition comes to in the process 7, and by which lines.
fn judge(files: &Files, test: &RuleTest, condition: &Condition) -> (Truth, Vec<Proof>) {
    let sources: Vec<_> = files.iter().map(|(name, text)| scan(name, text.as_bytes())).collect();
    let mut runs = case::read(&PACK, &sources);
    let Some(run) = runs.iter_mut().find(|run| run.pid != Some(9)) else { return (Truth::Unknown, Vec::new()) };
    run.facts.hear(&test.answers);
    let beside = Beside { processes: test.processes, restarts: test.restarts, ..Beside::default() };
    let evaluation = Evaluation::of(&PACK, run, &test.answers, beside);
    let outcome = evaluation.evaluate(condition);
    let mut proofs: Vec<Proof> = outcome.evidence.iter().map(Proof::of).collect();
    proofs.sort();
    proofs.dedup();
    (outcome.truth, proofs)
}

fn diagnosed(files: &Files, test: &RuleTest) -> Option<String> {
    let sources: Vec<_> = files.iter().map(|(name, text)| scan(name, text.as_bytes())).collect();
    let symptom = test.answers.get("symptom").and_then(|id| Symptom::from_id(id)).unwrap_or_default();
    engine::diagnose(&PACK, &sources, &Request { symptom, answers: test.answers.clone() }).capture.root_cause
}

fn firing(rule: &Rule) -> impl Iterator<Item = &RuleTest> {
    rule.tests.iter().filter(|test| test.expect == Expectation::Fires)
}

/// Mutants and survivors of one rule.
#[derive(Default)]
struct Score {
    mutants: usize,
    survivors: Vec<String>,
}

fn evidence_score(rule: &Rule, condition: &Condition) -> Score {
    let mut score = Score::default();
    for test in firing(rule) {
        let files = files(test);
        let (truth, proofs) = judge(&files, test, condition);
        assert_eq!(truth, Truth::True, "{}", rule.id);
        if proofs.is_empty() {
            continue;
        }
        for Mutant { kind, of, files: mutated } in mutants(&files, &proofs, condition) {
            score.mutants += 1;
            if judge(&mutated, test, condition).0 == Truth::True {
                score.survivors.push(format!("{kind} {of}"));
            } else if rule.verdict == Verdict::Fail && ["reword", "drop", "level"].contains(&kind) {
                assert_ne!(
                    diagnosed(&mutated, test).as_deref(),
                    Some("healthy"),
                    "{}: {kind} {of} is an all-clear",
                    rule.id
                );
            }
        }
    }
    score.survivors.sort();
    score.survivors.dedup();
    score
}

fn logic_score(rule: &Rule, condition: &Condition) -> Score {
    let mut score = Score::default();
    for (leaf, holds, mutated) in mutations::rules::mutants(condition) {
        score.mutants += 1;
        let killed = rule.tests.iter().any(|test| {
            let expected = match test.expect {
                Expectation::Fires => Truth::True,
                Expectation::Silent => Truth::False,
                Expectation::Unknown => Truth::Unknown,
            };
            judge(&files(test), test, &mutated).0 != expected
        });
        if !killed {
            score.survivors.push(format!("part {} as {holds}", leaf + 1));
        }
    }
    score
}

#[test]
fn every_finding_goes_with_its_evidence() {
    let mut table = String::from("| rule | mutants | killed | survives |\n|---|---|---|---|\n");
    let (mut wrong, mut all, mut killed) = (Vec::new(), 0, 0);
    for (rule, condition) in conditions() {
        let score = evidence_score(rule, condition);
        let declared: BTreeMap<&str, &str> =
            SURVIVORS.iter().filter(|(id, ..)| *id == rule.id).map(|(_, mutation, why)| (*mutation, *why)).collect();
        for survivor in &score.survivors {
            if !declared.contains_key(survivor.as_str()) {
                wrong.push(format!("{}: survives `{survivor}`", rule.id));
            }
        }
        for mutation in declared.keys().filter(|mutation| !score.survivors.iter().any(|it| it == *mutation)) {
            wrong.push(format!("{}: does not survive `{mutation}` any more", rule.id));
        }
        let left = score.mutants - score.survivors.len();
        if left * 100 < score.mutants * LEAST {
            wrong.push(format!("{}: {left} of {} killed", rule.id, score.mutants));
        }
        (all, killed) = (all + score.mutants, killed + left);
        let survives: Vec<String> =
            score.survivors.iter().map(|it| format!("{it}: {}", declared.get(it.as_str()).unwrap_or(&""))).collect();
        let _ = writeln!(table, "| `{}` | {} | {left} | {} |", rule.id, score.mutants, survives.join("; "));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let summary = format!("Of {all} mutants of the evidence {killed} are killed.\n");
    stands("evidence", &format!("{summary}\n{table}"));
}

#[test]
fn every_part_of_a_rule_is_tested() {
    let (mut all, mut left) = (0, 0);
    let mut table = String::from("| rule | mutants | not told apart by its tests |\n|---|---|---|\n");
    for (rule, condition) in conditions() {
        let score = logic_score(rule, condition);
        (all, left) = (all + score.mutants, left + score.survivors.len());
        if !score.survivors.is_empty() {
            let _ = writeln!(table, "| `{}` | {} | {} |", rule.id, score.mutants, score.survivors.join("; "));
        }
    }
    let summary = format!("Of {all} mutants of the rules {} are killed by the tests beside the rules.\n", all - left);
    stands("rules", &format!("{summary}\n{table}"));
}

/// Reorder: where a rule asks for no order, its evidence in another order is the same evidence.
#[test]
fn evidence_without_an_order_counts_in_any() {
    let mut turned = 0;
    for (rule, condition) in conditions() {
        if has_order(condition) {
            continue;
        }
        for test in firing(rule) {
            let files = files(test);
            let proofs = judge(&files, test, condition).1;
            if let Some(mutated) = reversed(&files, &proofs) {
                turned += 1;
                assert_eq!(judge(&mutated, test, condition).0, Truth::True, "{}\n{mutated:?}", rule.id);
            }
        }
    }
    assert!(turned > 0, "no rule has evidence of several lines without an order");
}

/// Whether a condition, or one that it refers to, looks at the order of messages. `follow` changes those.
fn has_order(condition: &Condition) -> bool {
    let mut found = false;
    condition.visit(&mut |part| {
        found |= match part {
            Condition::Seen(seen) => seen.last || seen.at_its_end || !seen.not_followed_by.is_empty(),
            Condition::Elapsed(_)
            | Condition::Uploads(_)
            | Condition::Failing { .. }
            | Condition::Counters(_)
            | Condition::Walks(_)
            | Condition::Problem { .. } => true,
            Condition::Holds(named) | Condition::Unproven(named) => has_order(&PACK.conditions[*named]),
            _ => false,
        }
    });
    found
}

fn conditions() -> impl Iterator<Item = (&'static Rule, &'static Condition)> {
    PACK.rules.iter().filter_map(|rule| Some((rule, rule.when.as_ref()?)))
}

/// The figures stand in the document, between the marks of their name. `UPDATE_FIGURES=1` writes them there.
fn stands(name: &str, figures: &str) {
    let path = "docs/mutations.md";
    let text = document(path);
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{path} has no {open}"));
    let (known, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{path} has no {close}"));
    if std::env::var("UPDATE_FIGURES").is_ok() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::write(path, format!("{before}{open}{figures}{close}{after}")).unwrap();
    } else {
        assert_eq!(known, figures, "{path} is out of date: UPDATE_FIGURES=1 cargo test --test mutations");
    }
}
