//! How many of the last uploads failed.

use super::Course;
use super::history::Event;

/// Uploads that are looked at.
pub(super) const WINDOW: usize = 10;

/// Of the last ten uploads, or of those that there were, how many failed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share {
    pub(super) failed: u32,
    pub(super) of: u32,
    /// Whether both of the last two failed.
    pub(super) last_two: bool,
}

impl Share {
    pub(super) fn of(course: &Course<'_, '_>) -> Self {
        let failures = course.counted_failures();
        let Some(last) = failures.last() else { return Self::default() };
        let (Some(end), Some(reach)) = (last.when, course.history.reach()) else {
            // Without times every failure counts, and nothing else is known.
            let all = count(failures.len().min(WINDOW));
            return Self { failed: all, of: all, last_two: all > 1 };
        };
        let since = course.run.lapse(end, reach) / course.period;
        let uploads_before = |event: &Event<'_>| {
            let lapse = event.when.map_or(0, |from| course.run.lapse(from, end));
            (lapse + course.period / 2) / course.period
        };
        let mut slots: Vec<i64> = failures.iter().map(|failure| since + uploads_before(failure)).collect();
        slots.dedup();
        // The first upload is due a period after the start, if none failed before.
        let to_first_failure = failures.first().map_or(0, uploads_before) + 1;
        let all = since + course.history.start.as_ref().map_or(0, uploads_before).max(to_first_failure);
        let is_recent = |slot: &&i64| usize::try_from(**slot).is_ok_and(|slot| slot < WINDOW);
        let failed = slots.iter().filter(is_recent).count();
        let of = usize::try_from(all).unwrap_or(WINDOW).min(WINDOW);
        let last_two = [0, 1].iter().all(|slot| slots.contains(slot));
        Self { failed: count(failed), of: count(of), last_two }
    }

    /// Whether so many failed that somebody has to look after it.
    pub(super) fn is_a_quarter(self) -> bool {
        self.failed * 4 >= self.of
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
