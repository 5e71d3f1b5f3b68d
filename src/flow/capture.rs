//! One answer for everything that was given.

use super::HEALTHY;
use std::collections::BTreeMap;

/// One run as it counts for the capture, in the order of time.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// Position of the run.
    pub run: usize,
    /// Its application; runs of the same one are lives of it.
    pub app: Option<&'a str>,
    /// When it began, in milliseconds of one clock for all.
    pub began: Option<i64>,
    /// Whether a source names its process.
    pub has_pid: bool,
    /// Its root cause.
    pub root_cause: Option<&'a str>,
    /// Whether the cause says that the logs are of a process that is never profiled.
    pub is_bystander: bool,
    /// The place of the cause in the order of causes.
    pub rank: (u8, usize),
}

/// The run that decides.
///
/// Of each known application the latest run counts, or, where that is undecided, a failing run before it; runs without
/// identity all count; bystanders and runs without a process count only if nothing else does. Of what counts, the
/// worst: the first cause of the chain, then undecided, then healthy.
#[must_use]
pub fn decide(candidates: &[Candidate<'_>]) -> Option<usize> {
    let main = |candidate: &&Candidate<'_>| candidate.has_pid && !candidate.is_bystander;
    let mut counted: Vec<&Candidate<'_>> = candidates.iter().filter(main).collect();
    if counted.is_empty() {
        counted = candidates.iter().filter(|candidate| candidate.has_pid || !candidate.is_bystander).collect();
    }
    if counted.iter().any(|candidate| candidate.has_pid) {
        counted.retain(|candidate| candidate.has_pid);
    }
    let mut applications: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
    let mut deciding: Vec<&Candidate<'_>> = Vec::new();
    for candidate in counted {
        match candidate.app {
            Some(app) => applications.entry(app).or_default().push(candidate),
            None => deciding.push(candidate),
        }
    }
    for lives in applications.values_mut() {
        crate::order::sort_by_key(lives, |life| life.began);
        let Some(latest) = lives.last() else { continue };
        let failed_before = || lives.iter().rev().find(|life| is_fail(life));
        let counts = if latest.root_cause.is_none() { failed_before().unwrap_or(latest) } else { latest };
        deciding.push(counts);
    }
    deciding
        .into_iter()
        .min_by_key(|candidate| (severity(candidate), candidate.rank, candidate.run))
        .map(|worst| worst.run)
}

fn is_fail(candidate: &Candidate<'_>) -> bool {
    candidate.root_cause.is_some_and(|cause| cause != HEALTHY)
}

fn severity(candidate: &Candidate<'_>) -> u8 {
    match candidate.root_cause {
        Some(HEALTHY) => 2,
        Some(_) => 0,
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<'a>(run: usize, app: Option<&'a str>, root_cause: Option<&'a str>) -> Candidate<'a> {
        let is_bystander = root_cause == Some("log-of-another-process");
        Candidate { run, app, began: i64::try_from(run).ok(), has_pid: true, root_cause, is_bystander, rank: (0, 0) }
    }

    #[test]
    fn the_latest_life_of_an_application_counts() {
        let lives = [run(0, Some("shop"), Some("agent-unreachable")), run(1, Some("shop"), Some(HEALTHY))];
        assert_eq!(decide(&lives), Some(1));
    }

    #[test]
    fn the_latest_is_so_by_time_and_not_by_folder() {
        let old = Candidate { began: Some(9), ..run(0, Some("shop"), Some("agent-unreachable")) };
        let new = Candidate { began: Some(5), ..run(1, Some("shop"), Some(HEALTHY)) };
        assert_eq!(decide(&[old, new]), Some(0));
    }

    #[test]
    fn an_undecided_latest_life_leaves_the_failing_one() {
        let lives = [run(0, Some("shop"), Some("agent-unreachable")), run(1, Some("shop"), None)];
        assert_eq!(decide(&lives), Some(0));
    }

    #[test]
    fn the_worst_application_decides() {
        let runs = [run(0, Some("shop"), Some(HEALTHY)), run(1, Some("cart"), None), run(2, None, Some(HEALTHY))];
        assert_eq!(decide(&runs), Some(1));
    }

    #[test]
    fn a_bystander_counts_only_alone() {
        let cli = run(0, None, Some("log-of-another-process"));
        assert_eq!(decide(std::slice::from_ref(&cli)), Some(0));
        assert_eq!(decide(&[cli, run(1, Some("shop"), Some(HEALTHY))]), Some(1));
        assert_eq!(decide(&[]), None);
    }

    #[test]
    fn a_console_without_a_process_counts_only_alone() {
        let console = Candidate { has_pid: false, ..run(0, None, Some("wrapper-not-preloaded")) };
        assert_eq!(decide(std::slice::from_ref(&console)), Some(0));
        assert_eq!(decide(&[console, run(1, None, None)]), Some(1));
    }
}
