//! How much time passed in a run, by clocks that are set and in zones whose summer time begins in the night.

use super::{DISORDER, Mark, Part, Run};
use crate::order::sort_by_key;
use crate::scan::{Moment, OFFSET, OFFSET_LATER};

/// In milliseconds.
const HOUR: i64 = 3_600_000;
/// In milliseconds.
const DAY: i64 = 24 * HOUR;
/// In milliseconds.
const MINUTE: i64 = 60_000;

/// A moment of a run: what its clock said, and how long the run had lasted by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Milliseconds on a clock that nobody sets: it goes on where that of the run was set back.
    steady: i64,
    /// What the clock of the run said.
    clock: Moment,
}

impl Instant {
    /// Milliseconds since another moment, by the steady clock.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        self.steady - other.steady
    }

    /// The moment so many milliseconds later.
    #[must_use]
    pub fn later(self, milliseconds: i64) -> Self {
        Self { steady: self.steady + milliseconds, clock: Moment(self.clock.0 + milliseconds) }
    }
}

impl Run<'_> {
    /// When a signal was seen, where its line has a time.
    #[must_use]
    pub fn instant(&self, mark: &Mark<'_>) -> Option<Instant> {
        Some(self.at(&mark.part, mark.sighting.line, mark.sighting.time?))
    }

    /// When the first record of a stretch was written that names its process.
    #[must_use]
    pub fn beginning(&self, part: &Part<'_>) -> Option<Instant> {
        part.segment.own_first().map(|clock| self.at(part, 0, clock))
    }

    /// When the last one was.
    #[must_use]
    pub fn end(&self, part: &Part<'_>) -> Option<Instant> {
        part.segment.own_last().map(|clock| self.at(part, u64::MAX, clock))
    }

    /// A moment that no line states: the user does.
    #[must_use]
    pub fn stated(&self, after: Instant, clock: Moment) -> Instant {
        Instant { steady: after.steady + (clock.0 - after.clock.0), clock }
    }

    /// How many milliseconds surely passed between two moments.
    #[must_use]
    pub fn lapse(&self, from: Instant, to: Instant) -> i64 {
        if self.parts.iter().any(|part| part.segment.clock_is_lost()) {
            return 0;
        }
        let passed = to.steady - from.steady;
        let skipped = match self.zone_change() {
            Some(change) => change,
            None if hides_an_hour(from.clock, to.clock) && !self.has_one_zone(from.clock, to.clock) => HOUR,
            None => 0,
        };
        (passed - skipped).max(0)
    }

    /// How far the clock was put forward when the zone changed, where a log with its zone in every line shows that it did.
    fn zone_change(&self) -> Option<i64> {
        let offset =
            |part: &Part<'_>, name: &str| part.segment.properties.get(name).and_then(|it| minutes(it.inspect()));
        self.parts.iter().find_map(|part| {
            let (before, after) = (offset(part, OFFSET)?, offset(part, OFFSET_LATER)?);
            Some((after - before).max(0) * MINUTE)
        })
    }

    /// Milliseconds of a clock that is the same for all, where the logs of the run tell its zone: hosts in different zones
    /// are compared so.
    #[must_use]
    pub fn in_universal_time(&self, moment: Moment) -> i64 {
        let offset = self.facts.value(OFFSET).and_then(|offset| minutes(offset.inspect()));
        moment.0 - offset.unwrap_or(0) * MINUTE
    }

    fn at(&self, part: &Part<'_>, line: u64, clock: Moment) -> Instant {
        let here = part.segment.jumps().iter().filter(|jump| jump.line <= line);
        let lost: i64 = here.map(|jump| jump.from.0 - jump.to.0).sum();
        Instant { steady: clock.0 + lost + self.lost_before(part), clock }
    }

    /// What clocks were set back by in the older parts of the same log, and between them.
    fn lost_before(&self, part: &Part<'_>) -> i64 {
        let age = part.source.rotation.unwrap_or(0);
        let is_older = |other: &&Part<'_>| {
            other.source.artifact == part.source.artifact && other.source.rotation.unwrap_or(0) >= age
        };
        let mut parts: Vec<&Part<'_>> = self.parts.iter().filter(is_older).collect();
        if parts.len() < 2 {
            return 0;
        }
        sort_by_key(&mut parts, |part| std::cmp::Reverse(part.source.rotation.unwrap_or(0)));
        let mut lost = 0;
        for pair in parts.windows(2) {
            let [older, newer] = pair else { continue };
            if older.source.rotation.unwrap_or(0) == newer.source.rotation.unwrap_or(0) {
                continue;
            }
            lost += older.segment.jumps().iter().map(|jump| jump.from.0 - jump.to.0).sum::<i64>();
            if let (Some(last), Some(next)) = (older.segment.own_last(), newer.segment.own_first())
                && last.0 - next.0 > DISORDER
            {
                lost += last.0 - next.0;
            }
        }
        lost
    }

    /// Whether a log with its zone in every line shows that the zone was the same all the time.
    fn has_one_zone(&self, from: Moment, to: Moment) -> bool {
        let zoned = |part: &&Part<'_>| part.segment.properties.contains_key(OFFSET);
        let first = self.parts.iter().filter(zoned).filter_map(|part| part.segment.own_first()).min();
        let last = self.parts.iter().filter(zoned).filter_map(|part| part.segment.own_last()).max();
        // Starts of one process are written within a second by several logs.
        first.is_some_and(|first| first.0 <= from.0 + DISORDER) && last.is_some_and(|last| last.0 >= to.0 - DISORDER)
    }
}

/// Of an offset such as `-05:30`.
fn minutes(offset: &str) -> Option<i64> {
    let (hours, minutes) = offset.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    Some(hours * 60 + if offset.starts_with('-') { -minutes } else { minutes })
}

/// Whether an hour between two local times may not have existed: where clocks are put forward, that is done between
/// midnight and four o'clock of a Friday, Saturday or Sunday in spring.
fn hides_an_hour(from: Moment, to: Moment) -> bool {
    let days = from.0.div_euclid(DAY)..=to.0.div_euclid(DAY);
    // Longer than that is told in days, and an hour does not matter.
    days.take(60).any(|day| {
        let is_in_spring = matches!(Moment(day * DAY).month(), 3 | 4 | 9 | 10);
        // The first of January 1970 was a Thursday.
        let is_weekend = matches!(day.rem_euclid(7), 1..=3);
        is_in_spring
            && is_weekend
            && (0..4).any(|hour| from.0 <= day * DAY + hour * HOUR && day * DAY + (hour + 1) * HOUR <= to.0)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_hour_that_summer_time_skips_is_in_doubt_only_where_it_may_lie() {
        let hides = |from: &str, to: &str| hides_an_hour(Moment::parse(from).unwrap(), Moment::parse(to).unwrap());
        assert!(hides("2026-03-29T01:59:30", "2026-03-29T03:01:00"), "Europe");
        assert!(hides("2026-03-08T01:30:00", "2026-03-08T03:05:00"), "United States");
        assert!(hides("2026-10-03T23:00:00", "2026-10-04T06:00:00"), "Australia");
        assert!(!hides("2026-03-29T01:59:30", "2026-03-29T02:40:00"), "less than an hour");
        assert!(!hides("2026-03-29T04:10:00", "2026-03-29T09:00:00"), "by day");
        assert!(!hides("2026-03-25T01:00:00", "2026-03-25T05:00:00"), "a Wednesday");
        assert!(!hides("2026-06-28T01:00:00", "2026-06-28T05:00:00"), "in summer");
    }
}
