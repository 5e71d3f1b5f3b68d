//! How much time passed in a run, by clocks that are set and in zones whose summer time begins in the night.

use super::clock::offset_of;
use super::{Mark, Part, Run};
use crate::scan::{Moment, OFFSET};

/// In milliseconds.
const HOUR: i64 = 3_600_000;
/// In milliseconds.
const DAY: i64 = 24 * HOUR;

/// A moment of a run: what its clock said, and how long the run had lasted by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// Milliseconds on a clock that nobody sets: it goes on where that of the run was set back.
    steady: i64,
    /// What the clock of the run said.
    clock: Moment,
    /// Milliseconds that may be missing in `steady`: the clock was perhaps set back before.
    doubt: i64,
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
        Self { steady: self.steady + milliseconds, clock: Moment(self.clock.0 + milliseconds), ..self }
    }
}

impl Part<'_> {
    /// What the clock of its lines is ahead of universal time, where they tell, in milliseconds.
    #[must_use]
    pub fn ahead(&self) -> Option<i64> {
        offset_of(self.segment.properties.get(OFFSET)?.inspect())
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
        Instant { steady: after.steady + (clock.0 - after.clock.0), clock, ..after }
    }

    /// How many milliseconds surely passed between two moments.
    #[must_use]
    pub fn lapse(&self, from: Instant, to: Instant) -> i64 {
        if self.clock.is_lost {
            return 0;
        }
        // Of two times of one log both are behind it, or none.
        let passed = to.steady - from.steady - (from.doubt - to.doubt).max(0);
        let skipped = match self.clock.zone_change {
            Some(change) => change,
            None if self.clock.has_one_zone(from.clock, to.clock) => 0,
            None => hidden(from.clock, to.clock),
        };
        (passed - skipped).max(0)
    }

    /// Milliseconds of a clock that is the same for all, where the logs of the run tell its zone: hosts in different zones
    /// are compared so.
    #[must_use]
    pub fn in_universal_time(&self, moment: Moment) -> i64 {
        moment.0 - self.ahead().unwrap_or(0)
    }

    /// What its clock is ahead of universal time, where its logs tell, in milliseconds.
    #[must_use]
    pub fn ahead(&self) -> Option<i64> {
        offset_of(self.facts.value(OFFSET)?.inspect())
    }

    fn at(&self, part: &Part<'_>, line: u64, clock: Moment) -> Instant {
        let here = part.segment.jumps().iter().filter(|jump| jump.line <= line);
        let here: i64 = here.map(|jump| self.clock.jumps.back(jump)).sum();
        let elsewhere = self.clock.jumps.lost(self.clock.log(part), clock);
        let steady = clock.0 + here + self.clock.lost_before(part) + elsewhere.surely;
        Instant { steady, clock, doubt: elsewhere.perhaps }
    }
}

/// In milliseconds.
const MINUTE: i64 = 60_000;

/// How much between two local times may not have existed, in milliseconds: where clocks are put forward, that is done
/// around midnight, up to four o'clock, of a Friday, Saturday or Sunday in spring.
fn hidden(from: Moment, to: Moment) -> i64 {
    let days = from.0.div_euclid(DAY)..=to.0.div_euclid(DAY);
    let lies = |day: i64, minute: i64, length: i64| {
        let begins = day * DAY + minute * MINUTE;
        from.0 <= begins && begins + length <= to.0
    };
    let (mut hour, mut half) = (false, false);
    // Longer than that is told in days, and an hour does not matter.
    for day in days.take(60).filter(|day| matches!(Moment(*day * DAY).month(), 3 | 4 | 9 | 10)) {
        // The first of January 1970 was a Thursday.
        let (is_weekend, is_saturday, is_sunday) =
            (matches!(day.rem_euclid(7), 1..=3), day.rem_euclid(7) == 2, day.rem_euclid(7) == 3);
        hour |= is_weekend && [0, 60, 120, 180].iter().any(|minute| lies(day, *minute, HOUR));
        // Easter Island and Greenland, and the Chatham Islands.
        hour |= is_saturday && [22 * 60, 23 * 60].iter().any(|minute| lies(day, *minute, HOUR));
        hour |= is_sunday && lies(day, 2 * 60 + 45, HOUR);
        // Lord Howe Island.
        half |= is_sunday && lies(day, 2 * 60, HOUR / 2);
    }
    if hour { HOUR } else { i64::from(half) * HOUR / 2 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_hour_that_summer_time_skips_is_in_doubt_only_where_it_may_lie() {
        let minutes = |from: &str, to: &str| hidden(Moment::parse(from).unwrap(), Moment::parse(to).unwrap()) / MINUTE;
        let hides = |from: &str, to: &str| minutes(from, to) == 60;
        assert!(hides("2026-03-28T22:59:30", "2026-03-29T00:01:00"), "Greenland");
        assert!(hides("2026-09-05T21:59:30", "2026-09-05T23:01:00"), "Easter Island");
        assert!(hides("2026-09-27T02:44:30", "2026-09-27T03:46:00"), "Chatham Islands");
        assert_eq!(minutes("2026-10-04T01:59:30", "2026-10-04T02:31:00"), 30, "Lord Howe Island");
        assert!(hides("2026-03-29T01:59:30", "2026-03-29T03:01:00"), "Europe");
        assert!(hides("2026-03-08T01:30:00", "2026-03-08T03:05:00"), "United States");
        assert!(hides("2026-10-03T23:00:00", "2026-10-04T06:00:00"), "Australia");
        assert!(!hides("2026-03-29T01:59:30", "2026-03-29T02:40:00"), "less than an hour");
        assert_eq!(minutes("2026-03-28T20:00:00", "2026-03-28T22:40:00"), 0, "on a Saturday by day");
        assert!(!hides("2026-03-29T04:10:00", "2026-03-29T09:00:00"), "by day");
        assert!(!hides("2026-03-25T01:00:00", "2026-03-25T05:00:00"), "a Wednesday");
        assert!(!hides("2026-06-28T01:00:00", "2026-06-28T05:00:00"), "in summer");
    }
}
