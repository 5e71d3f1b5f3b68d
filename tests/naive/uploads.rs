//! Whether the uploads of a process arrive, by its whole history.

use super::engine::Process;
use super::record::Record;
use crate::common::PACK;
use profiler_doctor::pack::{CounterState, SignalIndex, UploadState};

const MINUTE: i64 = 60_000;

pub(crate) struct Uploads {
    pub(crate) state: UploadState,
    /// Those that count.
    pub(crate) failures: Vec<Record>,
    /// Of the last ten uploads so many failed.
    pub(crate) failed: usize,
    pub(crate) of: usize,
    pub(crate) period: i64,
}

/// What the process told of its uploads, each in the order of time.
struct Told<'a> {
    process: &'a Process,
    start: Option<&'a Record>,
    shutdown: Option<&'a Record>,
    end: Option<&'a Record>,
    successes: Vec<&'a Record>,
    /// Failures anywhere but between the first line of the shutdown and the end.
    failures: Vec<&'a Record>,
    in_shutdown: Vec<&'a Record>,
    beside: Option<&'a Record>,
    period: i64,
}

pub(crate) fn of(process: &Process) -> Uploads {
    let signals = &PACK.uploads;
    let seen = |ids: &[SignalIndex]| process.seen(ids);
    let start = seen(&signals.start).pop();
    let shutdown = seen(&signals.shutdown).into_iter().find(|it| start.is_none_or(|start| it.time > start.time));
    let end = seen(&signals.end).pop();
    // The errors of a shutdown come within a minute.
    let is_in_shutdown = |failure: &&Record| {
        let behind = |it: &Record| (0..=MINUTE).contains(&(failure.time - it.time));
        shutdown.is_some_and(behind) && end.is_none_or(|end| failure.time < end.time)
    };
    let (in_shutdown, failures) = seen(&signals.errors).into_iter().partition(is_in_shutdown);
    let mut told = Told {
        process,
        start,
        shutdown,
        end,
        successes: seen(&signals.success),
        failures,
        in_shutdown,
        beside: seen(&signals.beside).pop(),
        period: MINUTE,
    };
    told.period = told.find_period();
    told.conclude()
}

impl<'a> Told<'a> {
    fn find_period(&self) -> i64 {
        let headings = self.process.seen(&PACK.counters.heading);
        if let Some(period) = [&self.successes, &headings].into_iter().find_map(|lines| self.steady(lines, 2)) {
            return period;
        }
        let at_once: Vec<&Record> = self.failures.iter().copied().filter(|failure| !is_late(failure)).collect();
        let period = self.steady(&at_once, 3).unwrap_or(MINUTE);
        let is_multiple = (2..=10).any(|times| is_equal(period, times * MINUTE));
        if is_multiple { MINUTE } else { period }
    }

    /// What the last so many distances have in common, the first one being that from the start.
    fn steady(&self, lines: &[&Record], enough: usize) -> Option<i64> {
        let since = self.start.map(|start| start.time);
        let times = lines.iter().map(|it| it.time).filter(|time| since.is_none_or(|since| *time > since));
        let distances = distances(since.into_iter().chain(times));
        let last = *distances.last()?;
        let row = distances.len().checked_sub(enough).map(|from| &distances[from..])?;
        (last <= 10 * MINUTE && row.iter().all(|distance| is_equal(*distance, last))).then_some(last)
    }

    fn conclude(self) -> Uploads {
        let counted = self.counted();
        let (failed, of, last_two) = self.share(&counted);
        let state = if !self.is_doubtful() && self.is_delivered() {
            UploadState::Delivered
        } else if self.has_stopped() {
            UploadState::Stopped
        } else if let Some(last) = counted.last() {
            // One more failure should have been seen.
            let since = (self.reach() - last.time).max(0);
            let expected = self.longest().map_or(self.period, |longest| longest * 3 / 2);
            if self.process.observed().is_mistaken || since > expected || since >= 2 * self.period {
                UploadState::Quiet
            } else if failed * 4 >= of || last_two {
                UploadState::Failing
            } else {
                UploadState::NowAndThen
            }
        } else if self.in_shutdown.is_empty() {
            UploadState::Unproven
        } else {
            UploadState::Quiet
        };
        let failures = counted.into_iter().map(Record::copy).collect();
        Uploads { state, failures, failed, of, period: self.period }
    }

    /// A failure in the shutdown counts only where no other upload was due.
    fn counted(&self) -> Vec<&'a Record> {
        let was_only_one = match (self.start, self.shutdown) {
            (Some(start), Some(shutdown)) => shutdown.time - start.time < self.period && self.successes.is_empty(),
            _ => false,
        };
        if self.failures.is_empty() && was_only_one { self.in_shutdown.clone() } else { self.failures.clone() }
    }

    /// Up to when a failure would have been seen.
    fn reach(&self) -> i64 {
        let until = self.process.observed().until;
        self.shutdown.map_or(until, |shutdown| until.min(shutdown.time))
    }

    /// Which of the last ten uploads failed, told upload by upload.
    fn share(&self, counted: &[&Record]) -> (usize, usize, bool) {
        let (Some(first), Some(last)) = (counted.first(), counted.last()) else { return (0, 0, false) };
        let later = (self.reach() - last.time).max(0) / self.period;
        // Counted back from the last failure; of two that are as near the earlier one.
        let before = |time: i64| ((last.time - time).max(0) + self.period / 2) / self.period;
        // The first upload is due a period after the start.
        let since = self.start.map_or(before(first.time), |start| (before(start.time) - 1).max(0));
        let due = (-later)..=since.max(before(first.time));
        let fails: Vec<bool> = due.map(|upload| counted.iter().any(|it| before(it.time) == upload)).collect();
        let fails = &fails[..fails.len().min(10)];
        (fails.iter().filter(|fails| **fails).count(), fails.len(), fails.len() > 1 && fails[0] && fails[1])
    }

    /// The longest distance between failures that belong together.
    fn longest(&self) -> Option<i64> {
        let last = &self.failures[self.failures.len().saturating_sub(10)..];
        let distances = distances(last.iter().map(|it| it.time));
        distances.into_iter().filter(|distance| *distance <= 10 * self.period).max()
    }

    fn is_doubtful(&self) -> bool {
        let begins = self.start.map_or(0, |start| start.line);
        let unknown_error = |it: &Record| it.is_unknown_error() && it.log == "profiler-log" && it.line > begins;
        let once = PACK.uploads.start.iter().chain(&PACK.uploads.end);
        self.process.records.iter().any(unknown_error)
            || self.process.ends_in_doubt
            || self.process.has_two_values
            || once.into_iter().any(|signal| self.process.seen(&[*signal]).len() > 1)
            || self.process.counters() == CounterState::Empty
            || self.failures.iter().any(|it| self.shutdown.is_some_and(|shutdown| it.time > shutdown.time))
    }

    fn is_delivered(&self) -> bool {
        let never_failed_after =
            |time: i64| self.failures.iter().chain(&self.in_shutdown).all(|failure| failure.time < time);
        if let Some(success) = self.success()
            && never_failed_after(success.time)
            && !self.lacks(success)
        {
            return true;
        }
        let Some(start) = self.start else {
            // The counters prove that the profiler runs, whatever was lost.
            return self.was_silent() && self.has_counted(0);
        };
        let trouble = self.failures.last().into_iter().chain(&self.beside).map(|it| it.time);
        let from = trouble.fold(start.time, i64::max);
        let enough = 2 * self.period.max(self.longest().unwrap_or(0));
        let in_order = self.end.is_some_and(|end| {
            let running = matches!(end.capture("initialized"), None | Some("1" | "true"));
            let until = self.shutdown.map_or(end.time, |shutdown| shutdown.time);
            running
                && self.in_shutdown.is_empty()
                && end.time - start.time >= 2_000
                && (from == start.time || until - from >= enough)
        });
        self.was_silent() && (self.reach() - from >= enough || in_order || self.has_counted(start.time))
    }

    /// Whether a working upload prints nothing, on every release that this can be.
    fn was_silent(&self) -> bool {
        PACK.uploads.silent_since.is_some_and(|since| self.process.possible.iter().all(|release| *release >= since))
    }

    fn has_counted(&self, start: i64) -> bool {
        let Some(counted) = self.process.seen(&PACK.counters.some).pop() else { return false };
        let mut trouble = self.failures.iter().chain(&self.beside);
        counted.time > start
            && self.in_shutdown.is_empty()
            && trouble.all(|it| it.time < counted.time)
            && self.process.observed().until - counted.time >= 15_000
    }

    fn success(&self) -> Option<&'a Record> {
        self.successes.last().copied().filter(|_| !self.was_silent())
    }

    /// Two more should be there.
    fn lacks(&self, success: &Record) -> bool {
        (self.process.observed().until - success.time) * 10 >= 21 * self.period
    }

    fn has_stopped(&self) -> bool {
        self.success().is_some_and(|success| {
            self.lacks(success) && self.failures.iter().all(|failure| failure.time < success.time)
        })
    }
}

/// How far apart neighbours are; what comes within a second is one upload.
fn distances(times: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut uploads: Vec<i64> = Vec::new();
    for time in times {
        if uploads.last().is_none_or(|last| time - last >= 1_000) {
            uploads.push(time);
        }
    }
    uploads.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// But for what an upload takes.
fn is_equal(one: i64, other: i64) -> bool {
    (one - other).abs() <= 250 + other / 50
}

fn is_late(failure: &Record) -> bool {
    failure.captures().iter().any(|(_, value)| PACK.uploads.late.iter().any(|text| value.contains(text)))
}
