//! What is true about a life, and what somebody who knows the product could tell from what is written.

use super::clock::{MINUTE, SECOND};
use super::life::{Ending, Life, Played};
use super::uploads::Upload;
use std::collections::BTreeSet;

pub(crate) const HEALTHY: &str = "healthy";

/// Shorter lives prove nothing by their end.
const SHORTEST: i64 = 2 * SECOND;

/// Clocks are not exact: what is nearer to a limit than this is not asked.
const MARGIN: i64 = 3 * SECOND;

#[derive(Debug, Clone, Default)]
pub(crate) struct Truth {
    /// The causes that are no lie.
    pub(crate) causes: BTreeSet<&'static str>,
    /// Whether `healthy` is no lie.
    pub(crate) may_be_healthy: bool,
    /// Whether somebody could tell one of these from the logs.
    pub(crate) could_be_told: bool,
    /// In words.
    pub(crate) says: String,
}

impl Truth {
    /// Of a life whose last record stands at this time.
    pub(crate) fn of(life: &Life<'_>, played: &Played, known_until: i64) -> Self {
        let known: Vec<&Upload> = played.uploads.iter().filter(|upload| upload.done <= known_until).collect();
        let in_time: Vec<&Upload> = known.iter().copied().filter(|upload| !upload.at_end).collect();
        let failed = |upload: &&Upload| !upload.answer.causes(life.release).is_empty();
        let last_two = &in_time[in_time.len().saturating_sub(2)..];
        let last_failed = last_two.last().is_some_and(|upload| failed(upload));
        // The one that the shutdown makes tells only where there was none before.
        let decisive = if in_time.is_empty() { &known[..] } else { last_two };
        let last_ten = &known[known.len().saturating_sub(10)..];
        let mut causes: BTreeSet<&'static str> = BTreeSet::new();
        let at_end_failed = known.last().is_some_and(|upload| upload.at_end && failed(upload));
        if decisive.iter().any(failed) || at_end_failed {
            causes.extend(last_ten.iter().flat_map(|upload| upload.answer.causes(life.release)));
        }
        let delivered = decisive.iter().any(|upload| !failed(upload)) && !last_failed;
        let says = format!(
            "{} of {} uploads known failed, the last two: {:?}; known for {} s",
            known.iter().copied().filter(|upload| failed(&upload)).count(),
            known.len(),
            decisive.iter().map(|upload| upload.answer).collect::<Vec<_>>(),
            (known_until - played.started) / SECOND,
        );
        let could_be_told = could_tell(life, played, &in_time, known_until) && (delivered || !causes.is_empty());
        let mut truth = Self { causes, may_be_healthy: delivered, could_be_told, says };
        // In the older releases each success has its line.
        if life.tells_success() && missing_success(life, &known, played, known_until) {
            truth.causes.insert("export-failed");
        }
        truth
    }
}

fn missing_success(_: &Life<'_>, _: &[&Upload], _: &Played, _: i64) -> bool {
    false
}

/// By the rules of what counts as delivered, away from their limits.
fn could_tell(life: &Life<'_>, played: &Played, in_time: &[&Upload], known_until: i64) -> bool {
    let failures: Vec<i64> =
        in_time.iter().filter(|upload| !upload.answer.causes(life.release).is_empty()).map(|upload| upload.done).collect();
    let ended = life.ending == Ending::Orderly && known_until >= played.ended;
    if life.tells_success() {
        return in_time.last().is_some_and(|upload| known_until - upload.done < MINUTE);
    }
    let Some(last) = failures.last() else {
        let shutdown_failed = played.uploads.iter().any(|upload| upload.at_end && !upload.answer.causes(life.release).is_empty());
        let quiet = known_until - played.started;
        return !shutdown_failed && (ended && quiet > SHORTEST + MARGIN || quiet > 2 * MINUTE + MARGIN);
    };
    let quiet = known_until - last;
    let longest = failures.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
    let all_failed = failures.len() == in_time.len();
    let both_failed = in_time.len() > 1 && failures.iter().rev().take(2).count() == 2 && longest_of_last(&failures) < MINUTE + 20 * SECOND;
    if quiet > (2 * MINUTE).max(2 * longest) + MARGIN {
        return true;
    }
    quiet < MINUTE - MARGIN && (all_failed || both_failed)
}

fn longest_of_last(failures: &[i64]) -> i64 {
    failures.windows(2).next_back().map_or(0, |pair| pair[1] - pair[0])
}
