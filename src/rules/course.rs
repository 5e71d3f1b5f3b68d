//! Conditions on what a run did over time: its uploads, its counters, its stack walks.

use super::evaluate::passes;
use super::{Evaluation, Outcome, Truth};
use crate::case::Mark;
use crate::pack::{CaptureTest, CounterState, Seen, SignalIndex, UploadState, WalkState};

impl<'a> Evaluation<'a> {
    /// Uploads of which it is not known whether they arrive may be in any of the states that would be known.
    pub(super) fn uploads(&self, states: &[UploadState]) -> Outcome<'a> {
        let is_known =
            |state: UploadState| matches!(state, UploadState::Delivered | UploadState::Failing | UploadState::Stopped);
        let now = self.uploads.state;
        match states.contains(&now) {
            true => Outcome::proven(self.uploads.evidence.clone()),
            false if !is_known(now) && states.iter().any(|state| is_known(*state)) => Outcome::bare(Truth::Unknown),
            false => Outcome::bare(Truth::False),
        }
    }

    /// The uploads fail, and the last failure is one of these; those like it show since when.
    pub(super) fn failing(&self, signals: &[SignalIndex], capture: Option<&CaptureTest>) -> Outcome<'a> {
        let fits = |mark: &Mark<'_>| signals.contains(&mark.signal) && capture.is_none_or(|test| passes(test, mark));
        match self.uploads.state {
            UploadState::Failing if self.uploads.last_failure.as_ref().is_some_and(fits) => {
                Outcome::proven(self.uploads.failures.iter().copied().filter(fits).collect())
            }
            UploadState::Failing | UploadState::Delivered | UploadState::Stopped => Outcome::bare(Truth::False),
            // Where one was seen, wherever that was, it may be what uploads fail with.
            _ => {
                let seen = Seen { signals: signals.to_vec(), capture: capture.cloned(), count: 1, ..Seen::default() };
                Outcome::bare(match self.seen(&seen).truth {
                    Truth::False => Truth::False,
                    Truth::True | Truth::Unknown => Truth::Unknown,
                })
            }
        }
    }

    /// Counters that are not there may have said anything.
    pub(super) fn counters(&self, states: &[CounterState]) -> Outcome<'a> {
        match states.contains(&self.counters.state) {
            true => Outcome::proven(self.counters.evidence.clone()),
            false if self.counters.state == CounterState::Missing => Outcome::bare(Truth::Unknown),
            false => Outcome::bare(Truth::False),
        }
    }

    /// No line about a walk says something only where such lines would have been seen.
    pub(super) fn walks(&self, states: &[WalkState]) -> Outcome<'a> {
        let signals = self.pack.walks.broken_off.iter().chain(&self.pack.walks.stuck);
        let would_show = || signals.clone().all(|signal| self.would_show(*signal).is_sure());
        match self.walks.state {
            WalkState::Fine if !would_show() => Outcome::bare(Truth::Unknown),
            now if states.contains(&now) => Outcome::proven(self.walks.evidence.clone()),
            WalkState::Open if states.iter().any(|state| *state != WalkState::Fine) => Outcome::bare(Truth::Unknown),
            _ => Outcome::bare(Truth::False),
        }
    }
}
