//! Whether uploads arrived at the end of what is known, and whether the logs can tell.

use super::answer::Answer;
use super::clock::{MINUTE, SECOND};
use super::life::{Ending, Life};
use super::play::Played;
use super::uploads::Upload;
use std::collections::BTreeSet;

/// Shorter lives prove nothing by their end.
const SHORTEST: i64 = 2 * SECOND;

/// Clocks are not exact: what is nearer to a limit than this is not asked.
const MARGIN: i64 = 3 * SECOND;

/// What is known of the uploads of a life at some moment.
pub(crate) struct Delivered<'a> {
    life: &'a Life<'a>,
    played: &'a Played,
    known: Vec<&'a Upload>,
    /// Those of the periods.
    in_time: Vec<&'a Upload>,
    until: i64,
}

impl<'a> Delivered<'a> {
    pub(crate) fn known(life: &'a Life<'a>, played: &'a Played, until: i64) -> Self {
        let known: Vec<&Upload> = played.uploads.iter().filter(|upload| upload.done <= until).collect();
        let in_time = known.iter().copied().filter(|upload| !upload.at_end).collect();
        Self { life, played, known, in_time, until }
    }

    pub(crate) fn knows_any(&self) -> bool {
        !self.known.is_empty()
    }

    fn failed(&self, upload: &Upload) -> bool {
        !upload.answer.causes(self.life.release).is_empty()
    }

    /// The last two of the periods; where there was none, that of the end.
    fn last(&self) -> &[&'a Upload] {
        if self.in_time.is_empty() { &self.known } else { &self.in_time[self.in_time.len().saturating_sub(2)..] }
    }

    /// Whether saying that profiles arrive is no lie.
    pub(crate) fn holds(&self) -> bool {
        let told_at_end = self.known.last().is_some_and(|last| self.life.tells_success() && !self.failed(last));
        let last = self.last();
        told_at_end || last.last().is_some_and(|upload| !self.failed(upload))
    }

    /// The causes that are no lie: how uploads of late failed, unless the last two worked.
    pub(crate) fn causes(&self) -> BTreeSet<&'static str> {
        let at_end_failed = self.known.last().is_some_and(|upload| upload.at_end && self.failed(upload));
        // Nobody can see a period that is shorter than the default, nor that an upload went well before the next is due.
        let of_late = |upload: &&&Upload| upload.done > self.until - 2 * MINUTE - MARGIN;
        let mut decisive = self.known.iter().filter(of_late).chain(self.last());
        if !at_end_failed && !decisive.any(|upload| self.failed(upload)) {
            return BTreeSet::new();
        }
        let last_ten = &self.known[self.known.len().saturating_sub(10)..];
        last_ten.iter().flat_map(|upload| upload.answer.causes(self.life.release)).copied().collect()
    }

    /// By the rules of what counts as delivered, away from their limits.
    pub(crate) fn could_be_told(&self) -> bool {
        let is_empty = |upload: &&Upload| upload.answer == Answer::NothingToSend;
        let at_end_failed = self.known.last().is_some_and(|upload| upload.at_end && self.failed(upload));
        if at_end_failed && self.in_time.last().is_some_and(|upload| !self.failed(upload)) {
            return false;
        }
        if self.last().iter().any(is_empty) && !self.life.debug {
            return false;
        }
        let failed = |upload: &&&Upload| self.failed(upload);
        let failures: Vec<i64> = self.in_time.iter().filter(failed).map(|upload| upload.done).collect();
        if self.life.tells_success() {
            // Everything stands there, but a failure now and then decides nothing.
            let often = failures.len() == self.in_time.len() || self.last().iter().all(|upload| self.failed(upload));
            let is_clear = |upload: &&Upload| !self.failed(upload) || often;
            return self.in_time.last().is_some_and(|last| self.until - last.done < MINUTE && is_clear(last));
        }
        let Some(last) = failures.last() else { return self.nothing_failed() };
        let distances: Vec<i64> = failures.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let longest = distances.iter().copied().max().unwrap_or(0);
        let quiet = self.until - last;
        if quiet > (2 * MINUTE).max(2 * longest) + MARGIN {
            return true;
        }
        let all_failed = failures.len() == self.in_time.len();
        let both_failed = distances.last().is_some_and(|distance| *distance < MINUTE + 20 * SECOND);
        // Nobody can see a period that is shorter than the default.
        let both_failed = both_failed && self.life.period == MINUTE;
        quiet < self.life.period - MARGIN && (all_failed || both_failed)
    }

    /// The same, of a log that begins only there.
    pub(crate) fn could_be_told_from(&self, from: i64) -> bool {
        let told: Vec<&&Upload> = self.in_time.iter().filter(|upload| upload.done >= from).collect();
        let all_failed = !told.is_empty() && told.iter().all(|upload| self.failed(upload));
        let is_empty = told.iter().any(|upload| upload.answer == Answer::NothingToSend);
        let ended_well = self.known.last().is_some_and(|upload| upload.at_end && !self.failed(upload));
        let quiet = self.until - told.last().map_or(0, |upload| upload.done);
        all_failed && !is_empty && !ended_well && quiet < self.life.period - MARGIN
    }

    fn nothing_failed(&self) -> bool {
        let Some(started) = self.played.started else { return false };
        let ended = self.life.ending == Ending::Orderly && self.until >= self.played.ended;
        let quiet = self.until - started;
        let at_end_failed = self.known.last().is_some_and(|upload| self.failed(upload));
        !at_end_failed && (ended && quiet > SHORTEST + MARGIN || quiet > 2 * MINUTE + MARGIN)
    }

    pub(crate) fn says(&self) -> String {
        format!(
            "{} of {} uploads known failed, the last: {:?}; known until {} s after the start",
            self.known.iter().filter(|upload| self.failed(upload)).count(),
            self.known.len(),
            self.last().iter().map(|upload| upload.answer).collect::<Vec<_>>(),
            (self.until - self.life.began) / SECOND,
        )
    }
}
