//! What a run tells about its uploads, in the order of time.

use crate::case::{Instant, Mark, Observed, Run, captured, fits};
use crate::order::sort_by_key;
use crate::pack::{Pack, SignalIndex};

/// A shutdown does not take longer than this, in milliseconds.
const LONGEST_SHUTDOWN: i64 = 60_000;

/// A line with its moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event<'a> {
    pub(super) mark: Mark<'a>,
    /// Nothing where the line has no time.
    pub(super) when: Option<Instant>,
}

/// Everything that a run tells about its uploads.
#[derive(Debug)]
pub(super) struct History<'a> {
    /// The last start.
    pub(super) start: Option<Event<'a>>,
    /// Failures before the shutdown, the last ones without a gap.
    pub(super) failures: Vec<Event<'a>>,
    /// Failures between the first line of the shutdown and the end.
    pub(super) in_shutdown: Vec<Event<'a>>,
    /// Whether uploads fail behind the shutdown: those are of another process that writes into the same log.
    pub(super) goes_on_after_end: bool,
    /// Lines that say that an upload worked, the last ones without a gap.
    pub(super) successes: Vec<Event<'a>>,
    /// The last failure of another part to reach the same receiver.
    pub(super) beside: Option<Event<'a>>,
    /// The first line of the shutdown.
    pub(super) shutdown: Option<Event<'a>>,
    /// The line with which an orderly end is over, where the profiler had been running.
    pub(super) end: Option<Event<'a>>,
    /// The last counter of something that was collected.
    pub(super) counted: Option<Event<'a>>,
    /// Up to when the process is known to have lived.
    pub(super) observed: Observed,
}

impl<'a> History<'a> {
    pub(super) fn of(pack: &Pack, run: &Run<'a>, observed: Observed) -> Self {
        let uploads = &pack.uploads;
        let last = |signals: &[SignalIndex]| run.last_of(signals).map(|mark| event(run, mark));
        let shutdown = first_after(run, &uploads.shutdown, last(&uploads.start));
        let end = last(&uploads.end);
        let is_late = |failure: &Event<'_>| shutdown.is_some_and(|shutdown| failure.mark.is_after(&shutdown.mark));
        let is_in_shutdown = |failure: &Event<'_>| {
            let took = shutdown.and_then(|shutdown| Some(run.lapse(shutdown.when?, failure.when?)));
            is_late(failure)
                && took.is_none_or(|took| took <= LONGEST_SHUTDOWN)
                && end.is_none_or(|end| !failure.mark.is_after(&end.mark))
        };
        let (in_shutdown, failures): (Vec<_>, Vec<_>) =
            tail(run, &uploads.errors).into_iter().partition(is_in_shutdown);
        let is_running =
            |mark: &Mark<'_>| captured(mark, "initialized").is_none_or(|value| value == "1" || value == "true");
        Self {
            start: last(&uploads.start),
            goes_on_after_end: failures.iter().any(is_late),
            failures,
            in_shutdown,
            successes: tail(run, &uploads.success),
            beside: last(&uploads.beside),
            shutdown,
            end: end.filter(|end| is_running(&end.mark)),
            counted: last(&pack.counters.some),
            observed,
        }
    }

    /// Up to when a failure would have shown: the shutdown, or the end of what was observed.
    pub(super) fn reach(&self) -> Option<Instant> {
        let shutdown = self.shutdown.and_then(|shutdown| shutdown.when);
        match (self.observed.until, shutdown) {
            (Some(until), Some(shutdown)) => Some(until.min(shutdown)),
            (until, shutdown) => until.or(shutdown),
        }
    }

    /// The lines above the counters of each period.
    pub(super) fn headings(pack: &Pack, run: &Run<'a>) -> Vec<Event<'a>> {
        tail(run, &pack.counters.heading)
    }

    /// The last failure before the shutdown.
    pub(super) fn last_failure(&self) -> Option<Event<'a>> {
        self.failures.last().copied()
    }
}

pub(super) fn event<'a>(run: &Run<'a>, mark: Mark<'a>) -> Event<'a> {
    Event { mark, when: run.instant(&mark) }
}

/// Whether a failure came long after its upload began, so that its time shows nothing.
pub(super) fn is_late(pack: &Pack, event: &Event<'_>) -> bool {
    let mut values = event.mark.sighting.captures.iter().map(|(_, value)| value.inspect());
    values.any(|value| pack.uploads.late.iter().any(|text| fits(&format!("*{text}*"), value)))
}

/// The first of these messages after a start.
fn first_after<'a>(run: &Run<'a>, signals: &[SignalIndex], start: Option<Event<'a>>) -> Option<Event<'a>> {
    let mut found: Vec<Event<'a>> =
        signals.iter().flat_map(|signal| run.marks(*signal)).map(|mark| event(run, mark)).collect();
    found.retain(|event| start.is_none_or(|start| event.mark.is_after(&start.mark)));
    in_order(&mut found);
    found.into_iter().next()
}

/// The sightings of these signals, but for those before a gap: of many only the first and the last ones are kept.
fn tail<'a>(run: &Run<'a>, signals: &[SignalIndex]) -> Vec<Event<'a>> {
    let mut events: Vec<Event<'a>> = Vec::new();
    let mut gap: Option<Event<'a>> = None;
    for signal in signals {
        let (marks, behind_gap) = run.tail(*signal);
        events.extend(marks.into_iter().map(|mark| event(run, mark)));
        let behind_gap = behind_gap.map(|mark| event(run, mark));
        if behind_gap.is_some_and(|behind| gap.is_none_or(|gap| place(&behind) > place(&gap))) {
            gap = behind_gap;
        }
    }
    if let Some(gap) = gap {
        events.retain(|event| place(event) >= place(&gap));
    }
    in_order(&mut events);
    events
}

fn in_order(events: &mut Vec<Event<'_>>) {
    sort_by_key(events, place);
}

/// By time; without one by line.
fn place(event: &Event<'_>) -> (Option<Instant>, std::cmp::Reverse<u32>, usize, u64) {
    let part = &event.mark.part;
    (event.when, std::cmp::Reverse(part.source.rotation.unwrap_or(0)), part.index, event.mark.sighting.line)
}
