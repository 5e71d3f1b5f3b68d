//! How often a run uploads. It does not print its setting, so its lines have to show it.

use super::history::{Event, History, is_late};
use crate::case::Run;
use crate::pack::Pack;

/// The product's default, in milliseconds.
pub(super) const DEFAULT: i64 = 60_000;
/// Nobody waits longer between two uploads, in milliseconds.
const LONGEST: i64 = 600_000;
/// Shorter distances are no period but two messages of one upload.
pub(super) const SHORTEST: i64 = 1_000;
/// Equal distances that it takes to believe in another period than the default.
const ALIKE: usize = 3;

/// The upload period of a run in milliseconds.
///
/// Lines that each upload writes show it, and so do failures that come at once, where three distances in a row are
/// equal, the one from the start to the first counted. Failures at multiples of the default are uploads that fail now
/// and then.
pub(super) fn of(pack: &Pack, run: &Run<'_>, history: &History<'_>) -> i64 {
    let heading: Vec<Event<'_>> = History::headings(pack, run);
    for regular in [&history.successes, &heading] {
        let regular: Vec<Event<'_>> = history.start.into_iter().chain(regular.iter().copied()).collect();
        if let Some(period) = equal(run, &regular, 2) {
            return period;
        }
    }
    let at_once = history.failures.iter().filter(|failure| !is_late(pack, failure)).copied();
    let at_once: Vec<Event<'_>> = history.start.into_iter().chain(at_once).collect();
    equal(run, &at_once, ALIKE).filter(|period| !is_multiple(*period)).unwrap_or(DEFAULT)
}

/// The distance that the last events have in common, if enough of them are so far apart.
fn equal(run: &Run<'_>, events: &[Event<'_>], enough: usize) -> Option<i64> {
    let distances: Vec<i64> = distances(run, events);
    let period = *distances.last()?;
    let alike = distances.iter().rev().take_while(|distance| is_like(**distance, period)).count();
    (alike >= enough && period <= LONGEST).then_some(period)
}

/// How far apart neighbours are, in milliseconds; several messages of one upload count as one.
pub(super) fn distances(run: &Run<'_>, events: &[Event<'_>]) -> Vec<i64> {
    let mut distances = Vec::new();
    let mut before = None;
    for now in events.iter().filter_map(|event| event.when) {
        if let Some(before) = before {
            let distance = run.lapse(before, now);
            if distance < SHORTEST {
                continue;
            }
            distances.push(distance);
        }
        before = Some(now);
    }
    distances
}

/// Equal but for what an upload takes.
fn is_like(one: i64, other: i64) -> bool {
    (one - other).abs() <= 250 + other / 50
}

fn is_multiple(period: i64) -> bool {
    let times = (period + DEFAULT / 2) / DEFAULT;
    times >= 2 && is_like(period, times * DEFAULT)
}
