//! What shows that uploads arrive.

use super::Course;
use super::history::Event;
use crate::case::{Instant, Mark};

/// A process that lives shorter than this may have nothing to send at its end, in milliseconds.
const SHORT_LIFE: i64 = 2_000;
/// A failed upload is told within this time after the counters of its period, in milliseconds.
const AFTER_COUNTERS: i64 = 15_000;

impl<'a> Course<'_, 'a> {
    /// The lines that show that the last uploads arrived.
    pub(super) fn proof(&self) -> Option<Vec<Mark<'a>>> {
        let doubts = self.doubts;
        if doubts.is_shared || doubts.has_unknown_errors || doubts.is_empty || self.history.goes_on_after_end {
            return None;
        }
        self.by_success().or_else(|| self.by_silence()).or_else(|| self.by_end()).or_else(|| self.by_counters())
    }

    /// Whether every release that the run can be prints nothing where an upload works.
    fn is_silent(&self) -> Option<bool> {
        let since = self.pack.uploads.silent_since?;
        self.run.facts.release.possible.all(|release| release >= since)
    }

    /// The last line that says that an upload worked, with no failure behind it and no other one missing.
    fn by_success(&self) -> Option<Vec<Mark<'a>>> {
        let success = self.last_success()?;
        let is_last = |failure: Option<&Event<'a>>| failure.is_none_or(|it| success.mark.is_after(&it.mark));
        let history = &self.history;
        (is_last(history.failures.last()) && is_last(history.in_shutdown.last()) && !self.lacks_success(&success))
            .then(|| vec![success.mark])
    }

    fn last_success(&self) -> Option<Event<'a>> {
        self.history.successes.last().copied().filter(|_| self.is_silent() != Some(true))
    }

    /// Whether two more lines of the same kind should be there.
    fn lacks_success(&self, success: &Event<'a>) -> bool {
        match (success.when, self.history.observed.until) {
            (Some(from), Some(to)) => self.run.lapse(from, to) >= 2 * self.period + self.period / 10,
            _ => false,
        }
    }

    /// The lines that say that uploads worked stopped, and nothing says why.
    pub(super) fn stopped(&self) -> Option<Vec<Mark<'a>>> {
        let success = self.last_success()?;
        let failed_later = self.history.last_failure().is_some_and(|failure| failure.mark.is_after(&success.mark));
        let all = || self.history.successes.iter().map(|success| success.mark).collect();
        (!failed_later && self.lacks_success(&success)).then(all)
    }

    /// Long enough without a failure, on a release that would print one.
    fn by_silence(&self) -> Option<Vec<Mark<'a>>> {
        if self.is_silent() != Some(true) {
            return None;
        }
        let start = self.history.start?;
        let from = self.trouble(start.when?);
        let reach = self.history.reach()?;
        (self.run.lapse(from, reach) >= self.convincing()).then(|| vec![start.mark])
    }

    /// How long nothing may fail before that shows something: two periods, and where uploads failed now and then twice as
    /// long as it took them to fail again.
    fn convincing(&self) -> i64 {
        let longest = self.streak().into_iter().max().unwrap_or(0);
        2 * self.period.max(longest)
    }

    /// The last moment at which something failed, or the start.
    fn trouble(&self, start: Instant) -> Instant {
        let failures = self.history.last_failure().into_iter().chain(self.history.beside);
        failures.filter_map(|failure| failure.when).fold(start, Instant::max)
    }

    /// An orderly end exports what is left, and says so if that fails.
    fn by_end(&self) -> Option<Vec<Mark<'a>>> {
        let history = &self.history;
        if self.is_silent() != Some(true) || !history.in_shutdown.is_empty() {
            return None;
        }
        let (start, end) = (history.start?, history.end?);
        let (began, ended) = (start.when?, end.when?);
        let shutdown = history.shutdown.and_then(|shutdown| shutdown.when).unwrap_or(ended);
        let from = self.trouble(began);
        let is_clean = from == began || self.run.lapse(from, shutdown) >= self.convincing();
        let is_over = end.mark.is_after(&start.mark) && self.run.lapse(began, shutdown) >= SHORT_LIFE;
        (is_clean && is_over).then(|| vec![start.mark, end.mark])
    }

    /// Something was collected in the last period, and sending it did not fail.
    fn by_counters(&self) -> Option<Vec<Mark<'a>>> {
        let (counted, until) = (self.history.counted?, self.history.observed.until?);
        let when =
            counted.when.filter(|when| self.history.start.and_then(|start| start.when).is_none_or(|it| *when > it))?;
        // The failure of an upload may have the time of its counters: then it stands below them.
        let is_behind = |failure: &Event<'_>| failure.mark.is_after(&counted.mark);
        let failed_later = self.trouble(when) > when
            || self.history.last_failure().as_ref().is_some_and(is_behind)
            || !self.history.in_shutdown.is_empty();
        (self.is_silent() == Some(true) && !failed_later && self.run.lapse(when, until) >= AFTER_COUNTERS)
            .then(|| vec![counted.mark])
    }
}
