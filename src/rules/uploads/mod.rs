//! Whether the uploads of a run arrive at the end of what is known of it.
//!
//! On most releases an upload that works prints nothing, so silence has to do; and silence is weak: it counts only where
//! the process is known to have lived through it, for long enough, and with nothing that speaks against it.

mod history;
mod period;
mod proof;
mod share;

use crate::case::{Mark, Observed, Run};
use crate::pack::{Pack, UploadState};
use history::{Event, History};
use share::Share;

/// What is known about the uploads of a run.
#[derive(Debug)]
pub struct Uploads<'a> {
    /// How they stand at the end.
    pub state: UploadState,
    /// The lines that show it.
    pub evidence: Vec<Mark<'a>>,
    /// The last failure that counts, where there is one.
    pub last_failure: Option<Mark<'a>>,
    /// The failures without a gap before the last one, oldest first.
    pub failures: Vec<Mark<'a>>,
    /// Of the last ten uploads, or of those that there were, how many failed.
    pub failed: u32,
    /// Of how many.
    pub of: u32,
    /// How often the run uploads, in milliseconds.
    pub period: i64,
}

/// What keeps silence and success from counting, besides what the history of the uploads itself shows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Doubts {
    /// Lines of two processes stand in one log, so no line of it excuses another.
    pub(super) is_shared: bool,
    /// The log has errors that nobody knows: they may be failed uploads.
    pub(super) has_unknown_errors: bool,
    /// The counters say that nothing was collected in the last periods.
    pub(super) is_empty: bool,
}

/// Follows the uploads of a run.
#[must_use]
pub(super) fn follow<'a>(pack: &Pack, run: &Run<'a>, observed: Observed, doubts: Doubts) -> Uploads<'a> {
    let history = History::of(pack, run, observed);
    let course = Course { pack, run, period: period::of(pack, run, &history), history, doubts };
    course.conclude()
}

/// A history with what is needed to judge it.
struct Course<'r, 'a> {
    pack: &'r Pack,
    run: &'r Run<'a>,
    history: History<'a>,
    period: i64,
    doubts: Doubts,
}

impl<'a> Course<'_, 'a> {
    fn conclude(self) -> Uploads<'a> {
        let share = Share::of(&self);
        let proof = self.proof();
        let (state, evidence) = match proof {
            Some(proof) => (UploadState::Delivered, proof),
            None => self.without_proof(&share),
        };
        let failures: Vec<Mark<'a>> = self.counted_failures().iter().map(|failure| failure.mark).collect();
        Uploads {
            state,
            evidence,
            last_failure: failures.last().copied(),
            failures,
            failed: share.failed,
            of: share.of,
            period: self.period,
        }
    }

    /// How uploads stand that are not known to have arrived.
    fn without_proof(&self, share: &Share) -> (UploadState, Vec<Mark<'a>>) {
        if let Some(stopped) = self.stopped() {
            return (UploadState::Stopped, stopped);
        }
        let failures = self.counted_failures();
        let Some(last) = failures.last() else {
            // Nothing but an upload in the shutdown failed, and there were some before it.
            let late = self.history.in_shutdown.last().map(|failure| failure.mark);
            let state = if late.is_some() { UploadState::Quiet } else { UploadState::Unproven };
            return (state, late.into_iter().collect());
        };
        let marks = || failures.iter().map(|failure| failure.mark).collect::<Vec<_>>();
        let since = self.since(last);
        let expected = match self.streak().iter().max() {
            // Half a distance more than it took between two failures: then one is missing.
            Some(longest) => longest + longest / 2,
            None => self.period,
        };
        if self.history.observed.is_mistaken || since > expected || since >= 2 * self.period {
            return (UploadState::Quiet, marks());
        }
        let is_cause = share.is_a_quarter() || share.last_two;
        let state = if is_cause { UploadState::Failing } else { UploadState::NowAndThen };
        (state, marks())
    }

    /// The failures that say how uploads stand. One in the shutdown does only where it was the only upload that was due.
    fn counted_failures(&self) -> &[Event<'a>] {
        let history = &self.history;
        if !history.failures.is_empty() {
            return &history.failures;
        }
        let start = history.start.and_then(|start| start.when);
        let shutdown = history.shutdown.and_then(|shutdown| shutdown.when);
        let was_first = match (start, shutdown) {
            (Some(start), Some(shutdown)) => self.run.lapse(start, shutdown) < self.period,
            _ => false,
        };
        if was_first && history.successes.is_empty() { &history.in_shutdown } else { &[] }
    }

    /// How long nothing failed after a failure, as far as that was observed.
    fn since(&self, failure: &Event<'a>) -> i64 {
        match (failure.when, self.history.reach()) {
            (Some(from), Some(to)) => self.run.lapse(from, to),
            _ => 0,
        }
    }

    /// The last distances between failures that belong together: at most ten periods apart.
    fn streak(&self) -> Vec<i64> {
        let failures = &self.history.failures;
        let last = failures.get(failures.len().saturating_sub(share::WINDOW)..).unwrap_or_default();
        let distances = period::distances(self.run, last);
        distances.into_iter().filter(|distance| *distance <= 10 * self.period).collect()
    }
}
