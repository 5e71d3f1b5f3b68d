//! A naive engine as oracle: every condition by plain search over whole files, written without the scanner, agrees with
//! the real one on random mixtures of messages, files, releases and pieces.
#![allow(clippy::cast_possible_truncation)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

mod common;
mod naive {
    pub(crate) mod counters;
    pub(crate) mod courses;
    pub(crate) mod engine;
    pub(crate) mod lives;
    pub(crate) mod logs;
    pub(crate) mod record;
    pub(crate) mod release;
    pub(crate) mod tally;
    pub(crate) mod uploads;
    pub(crate) mod walks;
    pub(crate) mod wordings;
}

use common::PACK;
use naive::engine::Process;
use naive::lives::lives;
use naive::logs::{Dice, Files, mixture};
use naive::tally::Tally;
use profiler_doctor::case;
use profiler_doctor::diagnosis::Truth;
use profiler_doctor::intake::decide;
use profiler_doctor::pack::{Condition, CounterSignals, SignalIndex, UploadSignals, UploadState, WalkSignals};
use profiler_doctor::rules::{Beside, Evaluation};
use profiler_doctor::scan::{Context, Partial, Scanned};
use std::collections::BTreeMap;

/// How many mixtures are compared; `MIXTURES=20000 cargo test --release --test naive` compares more.
const MIXTURES: u64 = 500;

/// A file scanned in random pieces.
fn scan(name: &str, text: &str, dice: &mut Dice) -> Scanned {
    let bytes = text.as_bytes();
    let context = Context { pack: &PACK, intake: decide(&PACK, name, bytes) };
    let mut cuts: Vec<usize> = (0..dice.below(4)).map(|_| dice.below(bytes.len() + 1)).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    let pieces = cuts.windows(2).map(|pair| Partial::scan(&context, pair[0] as u64, &bytes[pair[0]..pair[1]]));
    let joined = pieces.reduce(|one, next| one.join(next, &context)).unwrap();
    joined.finish(&context)
}

fn answers(dice: &mut Dice) -> BTreeMap<String, String> {
    let symptom = dice.one(&["missing-profiles", "missing-cpu-wall", "overhead", "hang"]);
    let mut answers = BTreeMap::from([("symptom".to_owned(), symptom.to_owned())]);
    let choices: [(&str, &[&str]); 6] = [
        ("agent-running", &["yes", "no"]),
        ("platform", &["azure-functions", "linux", "windows", "kubernetes"]),
        ("process-still-running", &["yes", "no", "No, it ended"]),
        ("files-copied-at", &["2026-01-31T10:30:00", "2026-01-31 12:00", "2026-01-31T09:00:00", "soon"]),
        ("install-method", &["manual", "Single-Step", "another"]),
        ("setting-value", &["1", "0", "FALSE", "not set", ""]),
    ];
    for (question, choices) in choices {
        if dice.percent(30) {
            answers.insert(question.into(), dice.one(choices).into());
        }
    }
    answers
}

/// Every condition of the pack, with where it stands.
fn conditions() -> Vec<(String, &'static Condition)> {
    let mut all: Vec<(String, &Condition)> = Vec::new();
    for rule in &PACK.rules {
        let id = |what: &str| format!("{}{what}", rule.id);
        all.extend(rule.when.iter().map(|when| (id(""), when)));
        all.extend(rule.affected.iter().map(|(_, when)| (id(": affected"), when)));
        all.extend(rule.says.iter().filter_map(|it| it.when.as_ref()).map(|when| (id(": says"), when)));
        all.extend(rule.remedies.iter().filter_map(|it| it.when.as_ref()).map(|when| (id(": remedy"), when)));
    }
    for problem in &PACK.problems {
        let id = |what: &str| format!("problem {}: {what}", problem.id);
        all.extend(problem.place.iter().map(|place| (id("where"), place)));
        all.extend(problem.sign.iter().map(|sign| (id("sign"), sign)));
    }
    for step in &PACK.steps {
        let id = |what: &str| format!("step {}: {what}", step.id);
        all.extend(step.pass.iter().map(|when| (id("pass"), when)));
        all.extend(step.not_applicable.iter().map(|when| (id("not applicable"), when)));
        all.extend(step.needs.iter().filter_map(|it| it.when.as_ref()).map(|when| (id("need"), when)));
    }
    for problem in &PACK.problems {
        let id = |what: &str| format!("problem {}: {what}", problem.id);
        all.extend(problem.place.iter().map(|when| (id("where"), when)));
        all.extend(problem.sign.iter().map(|when| (id("sign"), when)));
    }
    all.extend(PACK.condition_ids.iter().cloned().zip(&PACK.conditions));
    all
}

/// Of very many equal messages the first and the last ones are kept. What only the others tell may be unknown, and so
/// what rests on it, but never wrong.
fn is_forgiven(evaluation: &Evaluation<'_>, naive: &Process, condition: &Condition) -> bool {
    if let Condition::Seen(seen) = condition {
        let is_unknown = evaluation.evaluate(condition).truth == Truth::Unknown;
        return is_unknown && naive.has_more_than_are_kept(&seen.signals);
    }
    let more_than_are_kept = |lists: &[&Vec<SignalIndex>]| lists.iter().any(|them| naive.has_more_than_are_kept(them));
    let is_unknown = || evaluation.evaluate(condition).truth == Truth::Unknown;
    match condition {
        // Which of the last ten failed may be lost, but never that they do not arrive.
        Condition::Uploads(_) | Condition::Failing { .. } | Condition::Lost(_) => {
            let UploadSignals { errors, success, .. } = &PACK.uploads;
            return evaluation.uploads.state != UploadState::Delivered && more_than_are_kept(&[errors, success]);
        }
        Condition::Counters(_) => {
            let CounterSignals { heading, some, none, empty, .. } = &PACK.counters;
            return is_unknown() && more_than_are_kept(&[heading, some, none, empty]);
        }
        Condition::Walks(_) => {
            let WalkSignals { broken_off, stuck, .. } = &PACK.walks;
            return is_unknown() && more_than_are_kept(&[broken_off, stuck]);
        }
        _ => {}
    }
    let asks = matches!(condition, Condition::Problem { .. });
    let problems = PACK.problems.iter().filter(|_| asks);
    let of_problems = problems.flat_map(|problem| problem.place.iter().chain(&problem.sign));
    PACK.parts(condition).iter().chain(of_problems).any(|part| {
        let differs = evaluation.evaluate(part).truth != naive.truth(part);
        differs && is_forgiven(evaluation, naive, part)
    })
}

/// Where the two disagree, in words.
fn disagreements(seed: u64, files: &Files, tally: &mut Tally) -> Vec<String> {
    let mut dice = Dice::new(seed ^ 0xface);
    let answers = answers(&mut dice);
    let sources: Vec<Scanned> = files.iter().map(|(name, text)| scan(name, text, &mut dice)).collect();
    let mut wrong = Vec::new();
    let mut runs = case::read(&PACK, &sources);
    for run in &mut runs {
        run.facts.hear(&answers);
    }
    let (processes, restarts) = (1 + dice.below(8), dice.below(4));
    for run in runs.iter().filter(|run| run.pid.is_some()) {
        let pid = run.pid.unwrap();
        let naive = Process::read(files, pid, &answers, [processes, restarts]);
        if naive.hides_a_wording() {
            tally.hidden += 1;
            continue;
        }
        tally.see_process(&naive);
        let mut forgiven = false;
        let evaluation = Evaluation::of(&PACK, run, &answers, Beside { processes, restarts, ..Beside::default() });
        for (id, condition) in conditions() {
            let mut parts = Vec::new();
            condition.visit(&mut |part| {
                let (real, expected) = (evaluation.evaluate(part).truth, naive.truth(part));
                tally.see_part(part, expected);
                match real != expected {
                    true if is_forgiven(&evaluation, &naive, part) => forgiven = true,
                    true => parts.push(format!("    {}: {real:?}, naive {expected:?}", PACK.words(part))),
                    false => {}
                }
            });
            if !parts.is_empty() {
                wrong.push(format!("seed {seed}, process {pid}, {id}:\n{}", parts.join("\n")));
            }
            tally.see(id, condition, naive.truth(condition));
        }
        tally.forgiven += usize::from(forgiven);
    }
    wrong
}

#[test]
fn the_naive_engine_agrees() {
    let mut tally = Tally::default();
    let mixtures = std::env::var("MIXTURES").ok().and_then(|number| number.parse().ok()).unwrap_or(MIXTURES);
    let mut all_wrong = Vec::new();
    for seed in 1..=mixtures {
        let files = mixture(seed);
        let wrong = disagreements(seed, &files, &mut tally);
        if !wrong.is_empty() {
            let logs: Vec<String> = files.iter().map(|(name, text)| format!("== {name}\n{text}")).collect();
            all_wrong.push(format!("{}\n{}", wrong.join("\n"), logs.join("\n")));
        }
    }
    let first = &all_wrong[..all_wrong.len().min(4)];
    assert!(all_wrong.is_empty(), "{} of {mixtures} mixtures:\n{}", all_wrong.len(), first.join("\n"));
    tally.check();
}

#[test]
fn the_naive_engine_counts_the_same_lives() {
    let mut seen = [[0; 10]; 2];
    for seed in 1..=MIXTURES {
        let mut dice = Dice::new(seed);
        let (lives, files) = lives(&mut dice);
        let sources: Vec<Scanned> = files.iter().map(|(name, text)| scan(name, text, &mut dice)).collect();
        let runs = case::read(&PACK, &sources);
        let company = case::Company::of(&PACK, &runs);
        assert_eq!(runs.len(), lives.len(), "seed {seed}");
        for run in &runs {
            let life = lives.iter().find(|life| Some(life.pid) == run.pid).unwrap();
            let expected = [life.restarts(&lives), life.processes(&lives)];
            let real = [company.restarts(run), company.processes(run)];
            assert_eq!(real, expected, "seed {seed}, process {}: restarts, processes\n{files:#?}", life.pid);
            seen.iter_mut().zip(expected).for_each(|(seen, count)| seen[count] += 1);
        }
    }
    assert!(seen.iter().all(|seen| seen[..4].iter().all(|times| *times > 10)), "{seen:?}");
}
