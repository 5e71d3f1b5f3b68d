//! One answer for everything that was given.

use super::HEALTHY;
use std::collections::BTreeMap;

/// A process that ends while its successor starts is no instance beside it, if it is gone within this time, in milliseconds.
const HANDOVER: i64 = 3_000;

/// What lived long may take as much longer, in milliseconds: it waits for its last upload, which may time out.
const LONG_HANDOVER: i64 = 30_000;

/// The part of its life that such a process may share with its successor: one in so many.
const SHARED: i64 = 10;

/// One run as it counts for the capture, in the order of time.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// Position of the run.
    pub run: usize,
    /// The number of its application on its host; nothing where it is not known to be of the same as another run.
    pub application: Option<usize>,
    /// When it began, in milliseconds of one clock for all.
    pub began: Option<i64>,
    /// When its last record was written.
    pub ended: Option<i64>,
    /// Whether a source names its process.
    pub has_pid: bool,
    /// Its root cause.
    pub root_cause: Option<&'a str>,
    /// Whether the cause says that the logs are of a process that is never profiled.
    pub is_bystander: bool,
    /// The place of the cause in the order of causes.
    pub rank: (u8, usize),
    /// The position of the step that its cause belongs to.
    pub step: Option<usize>,
    /// The positions of the steps that it passed.
    pub passed: &'a [usize],
}

/// The run that decides.
///
/// Of each application on one host its latest run counts, with those that were there at the same time; where the latest is
/// undecided, also the nearest decided one before it, unless the latest passed the step at which that one failed. Runs that are not known to be of the same application all count;
/// bystanders and runs without a process count only if nothing else does. Of what counts, the worst: the first cause of
/// the chain, then undecided, then healthy.
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
    let mut applications: BTreeMap<usize, Vec<&Candidate<'_>>> = BTreeMap::new();
    let mut deciding: Vec<&Candidate<'_>> = Vec::new();
    for candidate in counted {
        match candidate.application {
            Some(application) => applications.entry(application).or_default().push(candidate),
            None => deciding.push(candidate),
        }
    }
    for mut lives in applications.into_values() {
        crate::order::sort_by_key(&mut lives, |life| life.began);
        deciding.extend(counting(&lives));
    }
    deciding.into_iter().min_by_key(|candidate| candidate.gravity()).map(|worst| worst.run)
}

/// Of the lives of one application, in the order of time, those that count.
fn counting<'c, 'a>(lives: &[&'c Candidate<'a>]) -> Vec<&'c Candidate<'a>> {
    let Some((latest, before)) = lives.split_last() else { return Vec::new() };
    let mut counting: Vec<&Candidate<'_>> = before.iter().filter(|life| life.meets(latest)).copied().collect();
    if latest.root_cause.is_none() {
        let decided = before.iter().rev().find(|life| life.root_cause.is_some());
        let is_past = |life: &Candidate<'_>| life.step.is_some_and(|step| latest.passed.contains(&step));
        counting.extend(decided.filter(|life| is_fail(life) && !is_past(life)));
    }
    counting.push(latest);
    counting
}

fn is_fail(candidate: &Candidate<'_>) -> bool {
    candidate.root_cause.is_some_and(|cause| cause != HEALTHY)
}

impl Candidate<'_> {
    /// Whether it was there beside a later one, and did not only hand over to it.
    fn meets(&self, later: &Candidate<'_>) -> bool {
        let (Some(ended), Some(next)) = (self.ended, later.began) else { return true };
        let shared = ended - next;
        let lived = self.began.map_or(0, |began| ended - began);
        shared > HANDOVER && (shared > LONG_HANDOVER || shared * SHARED > lived)
    }

    /// The smaller, the graver: the first cause of the chain, then undecided, then healthy.
    #[must_use]
    pub fn gravity(&self) -> (u8, (u8, usize), usize) {
        let severity = match self.root_cause {
            Some(HEALTHY) => 2,
            Some(_) => 0,
            None => 1,
        };
        (severity, self.rank, self.run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: Option<usize> = Some(0);
    const CART: Option<usize> = Some(1);

    fn run(run: usize, application: Option<usize>, root_cause: Option<&str>) -> Candidate<'_> {
        let is_bystander = root_cause == Some("log-of-another-process");
        let began = i64::try_from(run).ok();
        let (rank, step, passed) = ((0, 0), root_cause.map(|_| 2), &[][..]);
        Candidate { run, application, began, ended: began, has_pid: true, root_cause, is_bystander, rank, step, passed }
    }

    #[test]
    fn the_latest_life_of_an_application_counts() {
        let lives = [run(0, SHOP, Some("agent-unreachable")), run(1, SHOP, Some(HEALTHY))];
        assert_eq!(decide(&lives), Some(1));
    }

    #[test]
    fn the_latest_is_so_by_time_and_not_by_folder() {
        let old = Candidate { began: Some(9), ended: Some(9), ..run(0, SHOP, Some("agent-unreachable")) };
        let new = Candidate { began: Some(5), ended: Some(5), ..run(1, SHOP, Some(HEALTHY)) };
        assert_eq!(decide(&[old, new]), Some(0));
    }

    #[test]
    fn an_undecided_latest_life_leaves_the_failing_one() {
        let lives = [run(0, SHOP, Some("agent-unreachable")), run(1, SHOP, None)];
        assert_eq!(decide(&lives), Some(0));
    }

    #[test]
    fn what_the_latest_life_passed_is_history() {
        let undecided = |passed| Candidate { passed, ..run(1, SHOP, None) };
        for (passed, deciding) in [(&[1, 2][..], 1), (&[0, 1], 0)] {
            assert_eq!(decide(&[run(0, SHOP, Some("agent-unreachable")), undecided(passed)]), Some(deciding));
        }
    }

    #[test]
    fn a_failing_life_behind_a_healthy_one_is_history() {
        let lives = [run(0, SHOP, Some("agent-unreachable")), run(1, SHOP, Some(HEALTHY)), run(2, SHOP, None)];
        assert_eq!(decide(&lives), Some(2));
    }

    #[test]
    fn lives_at_the_same_time_are_instances() {
        let ill = Candidate { ended: Some(9_000), ..run(0, SHOP, Some("agent-unreachable")) };
        assert_eq!(decide(&[ill, run(1, SHOP, Some(HEALTHY))]), Some(0));
    }

    #[test]
    fn who_waits_for_a_last_upload_hands_over() {
        let ill = |ended| Candidate { began: Some(0), ended: Some(ended), ..run(0, SHOP, Some("agent-unreachable")) };
        let next = Candidate { began: Some(260_000), ended: Some(500_000), ..run(1, SHOP, Some(HEALTHY)) };
        for (ended, deciding) in [(263_000, 1), (281_000, 1), (291_000, 0), (480_000, 0)] {
            assert_eq!(decide(&[ill(ended), next.clone()]), Some(deciding), "{ended}");
        }
    }

    #[test]
    fn the_worst_application_decides() {
        let runs = [run(0, SHOP, Some(HEALTHY)), run(1, CART, None), run(2, None, Some(HEALTHY))];
        assert_eq!(decide(&runs), Some(1));
    }

    #[test]
    fn a_bystander_counts_only_alone() {
        let cli = run(0, None, Some("log-of-another-process"));
        assert_eq!(decide(std::slice::from_ref(&cli)), Some(0));
        assert_eq!(decide(&[cli, run(1, SHOP, Some(HEALTHY))]), Some(1));
        assert_eq!(decide(&[]), None);
    }

    #[test]
    fn a_console_without_a_process_counts_only_alone() {
        let console = Candidate { has_pid: false, ..run(0, None, Some("wrapper-not-preloaded")) };
        assert_eq!(decide(std::slice::from_ref(&console)), Some(0));
        assert_eq!(decide(&[console, run(1, None, None)]), Some(1));
    }
}
